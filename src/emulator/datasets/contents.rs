//! The contents of versions' files, each kept once.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fs::File;
use std::io::{self, Read, Seek as _, SeekFrom, Write};
use std::sync::Mutex;

use ring::digest::{Context, SHA256};

use crate::emulator::cloud::lock;

const CHUNK: usize = 64 * 1024;

/// What a content is known by: its SHA-256.
pub(super) type Digest = [u8; 32];

/// One file without a name, which the system takes back when the emulator ends, however it ends.
#[derive(Debug, Default)]
pub(super) struct Contents(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    file: Option<File>,
    end: u64,
    places: HashMap<Digest, (u64, u64)>,
}

impl Contents {
    /// Keeps all that `source` has; says how it is known, and how many bytes it is long.
    pub(super) fn keep(&self, source: &mut impl Read) -> io::Result<(Digest, u64)> {
        let mut kept = lock(&self.0);
        let begin = kept.end;
        let file = kept.file()?;
        file.seek(SeekFrom::Start(begin))?;
        let mut context = Context::new(&SHA256);
        let mut length = 0;
        let mut chunk = vec![0; CHUNK];
        loop {
            let read = match source.read(&mut chunk) {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let part = chunk.get(..read).unwrap_or_default();
            context.update(part);
            file.write_all(part)?;
            length += read as u64;
        }
        let mut digest = Digest::default();
        digest.copy_from_slice(context.finish().as_ref());
        if let Entry::Vacant(place) = kept.places.entry(digest) {
            place.insert((begin, length));
            kept.end = begin + length;
        }
        Ok((digest, length))
    }

    /// Writes a content to `target`.
    pub(super) fn write(&self, digest: &Digest, target: &mut impl Write) -> io::Result<()> {
        let mut kept = lock(&self.0);
        let (begin, length) = *kept
            .places
            .get(digest)
            .ok_or_else(|| io::Error::other("its content is lost"))?;
        let file = kept.file()?;
        file.seek(SeekFrom::Start(begin))?;
        let copied = io::copy(&mut file.take(length), target)?;
        if copied == length {
            Ok(())
        } else {
            Err(io::Error::other("its content is cut short"))
        }
    }

    /// How many bytes are kept.
    #[cfg(test)]
    pub(super) fn bytes(&self) -> u64 {
        lock(&self.0).end
    }
}

impl Kept {
    fn file(&mut self) -> io::Result<&mut File> {
        match &mut self.file {
            Some(file) => Ok(file),
            none => Ok(none.insert(tempfile::tempfile()?)),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_content_comes_back_as_it_was_and_equal_ones_are_kept_once() {
        let contents = Contents::default();
        let long: Vec<u8> = (0..200_000u32).flat_map(u32::to_le_bytes).collect();
        let (short, length) = contents.keep(&mut &b"short"[..]).unwrap();
        assert_eq!(length, 5);
        let (digest, _) = contents.keep(&mut &long[..]).unwrap();
        assert_eq!(contents.keep(&mut &long[..]).unwrap().0, digest);
        contents.keep(&mut &b"short"[..]).unwrap();
        assert_eq!(contents.bytes(), 5 + long.len() as u64);
        for (digest, content) in [(digest, &long[..]), (short, b"short")] {
            let mut back = Vec::new();
            contents.write(&digest, &mut back).unwrap();
            assert_eq!(back, content);
        }
    }

    #[test]
    fn what_breaks_while_it_is_read_leaves_the_others_as_they_were() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, chunk: &mut [u8]) -> io::Result<usize> {
                chunk[0] = b'x';
                if chunk[1] == 0 {
                    chunk[1] = 1;
                    return Ok(1);
                }
                Err(io::Error::other("broken"))
            }
        }
        let contents = Contents::default();
        let (digest, _) = contents.keep(&mut &b"first"[..]).unwrap();
        contents.keep(&mut Broken).unwrap_err();
        let (second, _) = contents.keep(&mut &b"second"[..]).unwrap();
        for (digest, content) in [(digest, &b"first"[..]), (second, b"second")] {
            let mut back = Vec::new();
            contents.write(&digest, &mut back).unwrap();
            assert_eq!(back, content);
        }
    }

    #[test]
    fn a_content_that_nobody_kept_is_lost() {
        let error = Contents::default().write(&[7; 32], &mut Vec::new());
        assert!(error.unwrap_err().to_string().contains("lost"));
    }
}
