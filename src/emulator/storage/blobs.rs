//! The contents of versions' files; equal contents are stored once.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fs::File;
use std::io::{self, Read, Write};
use std::sync::{Arc, Mutex};

use ring::digest::{Context, SHA256};

use super::positional::{read_exact_at, write_all_at};
use crate::emulator::interrupt::Interrupt;
use crate::process::lock;

const CHUNK_SIZE: usize = 256 * 1024;

/// The SHA-256 of a blob.
pub(crate) type Digest = [u8; 32];

/// Blobs in one unnamed file, which the system removes however the emulator ends.
///
/// Bytes are read and written without the lock, so that a large blob does not delay others.
#[derive(Debug, Default)]
pub(crate) struct BlobStore(Mutex<Index>);

#[derive(Debug, Default)]
struct Index {
    file: Option<Arc<File>>,
    /// The end of the used part of the file.
    end: u64,
    /// Parts of the file before the end that no blob uses.
    free: Vec<Extent>,
    blobs: HashMap<Digest, Arc<[Extent]>>,
}

/// A part of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Extent {
    begin: u64,
    length: u64,
}

impl Index {
    fn file(&mut self) -> io::Result<Arc<File>> {
        match &self.file {
            Some(file) => Ok(file.clone()),
            None => {
                let file = Arc::new(tempfile::tempfile()?);
                self.file = Some(file.clone());
                Ok(file)
            }
        }
    }

    fn allocate(&mut self, length: u64) -> Extent {
        if let Some(extent) = self.free.iter_mut().find(|extent| extent.length >= length) {
            let begin = extent.begin;
            extent.begin += length;
            extent.length -= length;
            self.free.retain(|extent| extent.length > 0);
            return Extent { begin, length };
        }
        let begin = self.end;
        self.end += length;
        Extent { begin, length }
    }
}

/// The extents of a blob that is being written; they are freed unless it is kept.
struct Writing<'a> {
    index: &'a Mutex<Index>,
    extents: Vec<Extent>,
}

impl Writing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let (file, extent) = {
            let mut index = lock(self.index);
            (index.file()?, index.allocate(bytes.len() as u64))
        };
        match self.extents.last_mut() {
            Some(last) if last.begin + last.length == extent.begin => {
                last.length += extent.length;
            }
            _ => self.extents.push(extent),
        }
        write_all_at(&file, bytes, extent.begin)
    }

    fn keep(mut self, digest: Digest) {
        let mut index = lock(self.index);
        if let Entry::Vacant(entry) = index.blobs.entry(digest) {
            entry.insert(std::mem::take(&mut self.extents).into());
        }
    }
}

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        lock(self.index).free.append(&mut self.extents);
    }
}

impl BlobStore {
    /// Stores the rest of `source`; returns its digest and its length in bytes.
    pub(crate) fn store(
        &self,
        source: &mut impl Read,
        interrupt: Interrupt<'_>,
    ) -> io::Result<(Digest, u64)> {
        let mut writing = Writing {
            index: &self.0,
            extents: Vec::new(),
        };
        let hashed = hash_chunks(source, interrupt, |chunk| writing.write(chunk))?;
        writing.keep(hashed.0);
        Ok(hashed)
    }

    /// Writes a blob to `target`. The error is `InvalidData` if the blob is not there.
    pub(crate) fn copy_to(
        &self,
        digest: &Digest,
        target: &mut impl Write,
        interrupt: Interrupt<'_>,
    ) -> io::Result<()> {
        let (file, extents) = {
            let mut index = lock(&self.0);
            let extents = index.blobs.get(digest).cloned().ok_or_else(|| {
                io::Error::new(io::ErrorKind::InvalidData, "its content was not stored")
            })?;
            (index.file()?, extents)
        };
        let mut chunk = vec![0; CHUNK_SIZE];
        for extent in extents.iter() {
            let end = extent.begin + extent.length;
            let mut begin = extent.begin;
            while begin < end {
                interrupt.check()?;
                let length =
                    usize::try_from(end - begin).map_or(CHUNK_SIZE, |rest| rest.min(CHUNK_SIZE));
                let part = chunk.get_mut(..length).unwrap_or_default();
                read_exact_at(&file, part, begin).map_err(incomplete)?;
                target.write_all(part)?;
                begin += length as u64;
            }
        }
        Ok(())
    }

    /// Removes all blobs and their file.
    pub(crate) fn clear(&self) {
        let removed = std::mem::take(&mut *lock(&self.0));
        drop(removed);
    }

    /// Returns the number of stored bytes.
    #[cfg(test)]
    pub(crate) fn len_bytes(&self) -> u64 {
        let index = lock(&self.0);
        index.end - index.free.iter().map(|extent| extent.length).sum::<u64>()
    }
}

/// Returns the digest and the length of the rest of `source`.
pub(crate) fn digest_of(
    source: &mut impl Read,
    interrupt: Interrupt<'_>,
) -> io::Result<(Digest, u64)> {
    hash_chunks(source, interrupt, |_| Ok(()))
}

fn hash_chunks(
    source: &mut impl Read,
    interrupt: Interrupt<'_>,
    mut use_chunk: impl FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<(Digest, u64)> {
    let mut context = Context::new(&SHA256);
    let mut length = 0;
    let mut chunk = vec![0; CHUNK_SIZE];
    loop {
        interrupt.check()?;
        let read = match source.read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let part = chunk.get(..read).unwrap_or_default();
        context.update(part);
        use_chunk(part)?;
        length += read as u64;
    }
    let mut digest = Digest::default();
    digest.copy_from_slice(context.finish().as_ref());
    Ok((digest, length))
}

fn incomplete(error: io::Error) -> io::Error {
    if error.kind() == io::ErrorKind::UnexpectedEof {
        return io::Error::new(
            io::ErrorKind::InvalidData,
            "its stored content is incomplete",
        );
    }
    error
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

    const NEVER: Interrupt<'static> = Interrupt::never();

    fn read(blobs: &BlobStore, digest: &Digest) -> Vec<u8> {
        let mut content = Vec::new();
        blobs.copy_to(digest, &mut content, NEVER).unwrap();
        content
    }

    #[test]
    fn a_blob_is_read_as_it_was_stored_and_equal_blobs_are_stored_once() {
        let blobs = BlobStore::default();
        let long: Vec<u8> = (0..200_000u32).flat_map(u32::to_le_bytes).collect();
        let (short, length) = blobs.store(&mut &b"short"[..], NEVER).unwrap();
        assert_eq!(length, 5);
        let (digest, _) = blobs.store(&mut &long[..], NEVER).unwrap();
        assert_eq!(blobs.store(&mut &long[..], NEVER).unwrap().0, digest);
        blobs.store(&mut &b"short"[..], NEVER).unwrap();
        assert_eq!(blobs.len_bytes(), 5 + long.len() as u64);
        assert_eq!(read(&blobs, &digest), long);
        assert_eq!(read(&blobs, &short), b"short");
    }

    #[test]
    fn the_space_of_dropped_blobs_is_used_again() {
        let blobs = BlobStore::default();
        let long = vec![7; 3 * CHUNK_SIZE];
        let (digest, _) = blobs.store(&mut &long[..], NEVER).unwrap();
        blobs.store(&mut &long[..], NEVER).unwrap();
        let end = lock(&blobs.0).end;
        let other = vec![8; 2 * CHUNK_SIZE];
        let (other_digest, _) = blobs.store(&mut &other[..], NEVER).unwrap();
        assert_eq!(lock(&blobs.0).end, end);
        assert_eq!(read(&blobs, &digest), long);
        assert_eq!(read(&blobs, &other_digest), other);
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
        let (first, _) = blobs.store(&mut &b"first"[..], NEVER).unwrap();
        blobs.store(&mut Broken, NEVER).unwrap_err();
        let (second, _) = blobs.store(&mut &b"second"[..], NEVER).unwrap();
        assert_eq!(read(&blobs, &first), b"first");
        assert_eq!(read(&blobs, &second), b"second");
        assert_eq!(blobs.len_bytes(), 11);
    }

    #[test]
    fn a_source_without_an_end_can_be_interrupted() {
        let blobs = BlobStore::default();
        let asked = std::cell::Cell::new(0);
        let requested = || asked.replace(asked.get() + 1) > 10;
        let error = blobs.store(&mut io::repeat(0), Interrupt::when(&requested));
        assert_eq!(error.unwrap_err().kind(), io::ErrorKind::TimedOut);
        assert_eq!(blobs.len_bytes(), 0);
    }

    #[test]
    fn an_unknown_digest_is_an_error() {
        let error = BlobStore::default().copy_to(&[7; 32], &mut Vec::new(), NEVER);
        assert_eq!(error.unwrap_err().kind(), io::ErrorKind::InvalidData);
    }
}
