//! Storing the files of a folder in blobs.

use std::collections::BTreeMap;
use std::io::{self, Read as _};
use std::time::{Duration, SystemTime};

use super::version::{FolderModes, StoredFile, StoredFiles};
use crate::emulator::service_error::ServiceError;
use crate::emulator::storage::blobs::{BlobStore, Digest};
use crate::emulator::storage::files::{DatasetFolder, FileStat, FileStats, folders_above};

/// Some file systems store dates this coarsely: a change within this time may not show.
const DATE_RESOLUTION: Duration = Duration::from_secs(2);
/// How often a file is read that another program changes at the same time.
const MAX_READS: usize = 3;

/// The digests of files when they were last read or written, so that unchanged files need not be
/// read again.
#[derive(Debug, Default)]
pub(crate) struct DigestCache(BTreeMap<String, (FileStat, SystemTime, Digest)>);

impl DigestCache {
    pub(crate) fn insert(&mut self, name: &str, stat: FileStat, at: SystemTime, digest: Digest) {
        self.0.insert(name.to_owned(), (stat, at, digest));
    }

    pub(crate) fn digest(&self, name: &str, current: &FileStat) -> Option<Digest> {
        let (stat, at, digest) = self.0.get(name)?;
        let settled = stat
            .changed
            .and_then(|changed| changed.checked_add(DATE_RESOLUTION))
            .is_some_and(|settled| settled < *at);
        (stat == current && settled).then_some(*digest)
    }
}

/// The present files of a folder, and their contents.
#[derive(Debug, Default)]
pub(crate) struct Snapshot {
    pub(crate) files: FileStats,
    pub(crate) stored: StoredFiles,
    pub(crate) folders: FolderModes,
}

impl Snapshot {
    /// Stores the contents of a folder's files.
    pub(crate) fn take(
        folder: &DatasetFolder<'_>,
        blobs: &BlobStore,
        digests: &mut DigestCache,
    ) -> Result<Self, ServiceError> {
        let mut snapshot = Self::default();
        for (name, stat) in folder.list()? {
            folder.check_interrupt()?;
            let content = match digests.digest(&name, &stat) {
                Some(digest) => Some(Content { stat, digest }),
                None => read(folder, &name, blobs, digests)?,
            };
            if let Some(Content { stat, digest }) = content {
                let file = StoredFile {
                    digest,
                    size: stat.size,
                    modified: stat.modified,
                    mode: stat.mode,
                };
                snapshot.add_folders(folder, &name);
                snapshot.stored.insert(name.clone(), file);
                snapshot.files.insert(name, stat);
            }
        }
        digests
            .0
            .retain(|name, _| snapshot.files.contains_key(name));
        Ok(snapshot)
    }

    /// Notes the permissions of the folders above a file.
    fn add_folders(&mut self, folder: &DatasetFolder<'_>, name: &str) {
        for above in folders_above(name) {
            if !self.folders.contains_key(above)
                && let Some(mode) = folder.folder_mode(above)
            {
                self.folders.insert(above.to_owned(), mode);
            }
        }
    }
}

struct Content {
    stat: FileStat,
    digest: Digest,
}

/// Stores the content of a file. A file that changes meanwhile is read again; one that vanishes is
/// `None`.
fn read(
    folder: &DatasetFolder<'_>,
    name: &str,
    blobs: &BlobStore,
    digests: &mut DigestCache,
) -> Result<Option<Content>, ServiceError> {
    let failed = |code: &'static str, error: io::Error| {
        ServiceError::io(folder.codes.or(code), &folder.location.url(name), &error)
    };
    for attempt in 1..=MAX_READS {
        let at = SystemTime::now();
        let opened = folder
            .open_file(name)
            .map_err(|error| failed("ModelArts.1663", error))?;
        let Some((mut file, mut stat)) = opened else {
            return Ok(None);
        };
        // A file that grows all the time has no end.
        let (digest, size) = blobs
            .store(&mut (&mut file).take(stat.size), folder.interrupt)
            .map_err(|error| failed("ModelArts.1654", error))?;
        let after = file
            .metadata()
            .and_then(|metadata| FileStat::of(&metadata))
            .map_err(|error| failed("ModelArts.1654", error))?;
        if after == stat && size == stat.size {
            digests.insert(name, stat.clone(), at, digest);
            return Ok(Some(Content { stat, digest }));
        }
        if attempt == MAX_READS {
            stat.size = size;
            return Ok(Some(Content { stat, digest }));
        }
    }
    Ok(None)
}
