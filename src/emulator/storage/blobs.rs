//! The contents of versions' files; equal contents are stored once.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fs::File;
use std::io::{self, Read, Seek as _, SeekFrom, Write};
use std::sync::Mutex;

use ring::digest::{Context, SHA256};

use crate::emulator::lock::lock;

const CHUNK_SIZE: usize = 64 * 1024;

/// The SHA-256 of a blob.
pub(crate) type Digest = [u8; 32];

/// Blobs in one unnamed file, which the system removes however the emulator ends.
#[derive(Debug, Default)]
pub(crate) struct BlobStore(Mutex<Blobs>);

#[derive(Debug, Default)]
struct Blobs {
    file: Option<File>,
    end: u64,
    extents: HashMap<Digest, (u64, u64)>,
}

impl BlobStore {
    /// Stores the rest of `source`; returns its digest and its length in bytes.
    pub(crate) fn store(&self, source: &mut impl Read) -> io::Result<(Digest, u64)> {
        let mut blobs = lock(&self.0);
        let begin = blobs.end;
        let file = blobs.file()?;
        file.seek(SeekFrom::Start(begin))?;
        let mut context = Context::new(&SHA256);
        let mut length = 0;
        let mut chunk = vec![0; CHUNK_SIZE];
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
        if let Entry::Vacant(entry) = blobs.extents.entry(digest) {
            entry.insert((begin, length));
            blobs.end = begin + length;
        }
        Ok((digest, length))
    }

    /// Writes a blob to `target`.
    pub(crate) fn copy_to(&self, digest: &Digest, target: &mut impl Write) -> io::Result<()> {
        let mut blobs = lock(&self.0);
        let (begin, length) = *blobs
            .extents
            .get(digest)
            .ok_or_else(|| io::Error::other("its content was not stored"))?;
        let file = blobs.file()?;
        file.seek(SeekFrom::Start(begin))?;
        let copied = io::copy(&mut file.take(length), target)?;
        if copied == length {
            Ok(())
        } else {
            Err(io::Error::other("its stored content is incomplete"))
        }
    }

    /// Returns the number of stored bytes.
    #[cfg(test)]
    pub(crate) fn len_bytes(&self) -> u64 {
        lock(&self.0).end
    }
}

impl Blobs {
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
    fn a_blob_is_read_as_it_was_stored_and_equal_blobs_are_stored_once() {
        let blobs = BlobStore::default();
        let long: Vec<u8> = (0..200_000u32).flat_map(u32::to_le_bytes).collect();
        let (short, length) = blobs.store(&mut &b"short"[..]).unwrap();
        assert_eq!(length, 5);
        let (digest, _) = blobs.store(&mut &long[..]).unwrap();
        assert_eq!(blobs.store(&mut &long[..]).unwrap().0, digest);
        blobs.store(&mut &b"short"[..]).unwrap();
        assert_eq!(blobs.len_bytes(), 5 + long.len() as u64);
        for (digest, content) in [(digest, &long[..]), (short, b"short")] {
            let mut back = Vec::new();
            blobs.copy_to(&digest, &mut back).unwrap();
            assert_eq!(back, content);
        }
    }

    #[test]
    fn a_source_that_fails_does_not_damage_other_blobs() {
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
        let blobs = BlobStore::default();
        let (digest, _) = blobs.store(&mut &b"first"[..]).unwrap();
        blobs.store(&mut Broken).unwrap_err();
        let (second, _) = blobs.store(&mut &b"second"[..]).unwrap();
        for (digest, content) in [(digest, &b"first"[..]), (second, b"second")] {
            let mut back = Vec::new();
            blobs.copy_to(&digest, &mut back).unwrap();
            assert_eq!(back, content);
        }
    }

    #[test]
    fn an_unknown_digest_is_an_error() {
        let error = BlobStore::default().copy_to(&[7; 32], &mut Vec::new());
        assert!(error.unwrap_err().to_string().contains("not stored"));
    }
}
