//! Storing the files of a folder, and restoring the folder to what a version was.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::time::{Duration, SystemTime};

use cap_std::fs::{Dir, OpenOptions};

use super::version::{StoredFile, StoredFiles};
use crate::emulator::service_error::ServiceError;
use crate::emulator::storage::blobs::{BlobStore, Digest};
use crate::emulator::storage::location::Location;
use crate::emulator::storage::obs::{FileStat, FileStats, Obs, list_files};

/// Some file systems store dates this coarsely: a change within this time may not show.
const DATE_RESOLUTION: Duration = Duration::from_secs(2);

/// The digests of files when they were last read or written, so that unchanged files need not be
/// read again.
#[derive(Debug, Default)]
pub(crate) struct DigestCache(BTreeMap<String, (FileStat, SystemTime, Digest)>);

impl DigestCache {
    fn insert(&mut self, name: &str, stat: FileStat, at: SystemTime, digest: Digest) {
        self.0.insert(name.to_owned(), (stat, at, digest));
    }

    fn digest(&self, name: &str, current: &FileStat) -> Option<Digest> {
        let (stat, at, digest) = self.0.get(name)?;
        let settled = stat
            .changed
            .is_some_and(|changed| changed + DATE_RESOLUTION < *at);
        (stat == current && settled).then_some(*digest)
    }
}

/// Stores the present content of a dataset's files.
pub(crate) fn snapshot(
    obs: &Obs,
    location: &Location,
    blobs: &BlobStore,
    cache: &mut DigestCache,
) -> Result<(FileStats, StoredFiles), ServiceError> {
    let folder = obs.folder(location)?;
    let files = list_files(&folder, location)?;
    let mut stored = StoredFiles::new();
    for (name, stat) in &files {
        let (digest, size) = match cache.digest(name, stat) {
            Some(digest) => (digest, stat.size),
            None => {
                let at = SystemTime::now();
                let mut file = folder.open(name).map_err(|error| {
                    ServiceError::io("ModelArts.1663", &location.url(name), &error)
                })?;
                let (digest, size) = blobs.store(&mut file).map_err(|error| {
                    ServiceError::io("ModelArts.1654", &location.url(name), &error)
                })?;
                cache.insert(name, stat.clone(), at, digest);
                (digest, size)
            }
        };
        let modified = stat.modified;
        stored.insert(
            name.clone(),
            StoredFile {
                digest,
                size,
                modified,
            },
        );
    }
    cache.0.retain(|name, _| files.contains_key(name));
    Ok((files, stored))
}

/// Restores the folder to what a version was: first writes missing and changed files, then, only if
/// all of them are there, removes the files that were added later.
pub(crate) fn restore(
    obs: &Obs,
    location: &Location,
    version: &StoredFiles,
    blobs: &BlobStore,
    cache: &mut DigestCache,
) -> Result<FileStats, ServiceError> {
    let folder = obs.create_folder(location)?;
    let present = list_files(&folder, location)?;
    let mut later: BTreeSet<&str> = present.keys().map(String::as_str).collect();
    later.retain(|name| !version.contains_key(*name));
    for (name, stored) in version {
        let same = present.get(name).is_some_and(|stat| {
            stat.modified == stored.modified && cache.digest(name, stat) == Some(stored.digest)
        });
        if same {
            continue;
        }
        let failed =
            |error: io::Error| ServiceError::io("ModelArts.1601", &location.url(name), &error);
        remove_obstacles(&folder, name, &mut later).map_err(failed)?;
        let stat = restore_file(&folder, name, stored, blobs).map_err(|error| {
            if error.kind() == io::ErrorKind::Other {
                ServiceError::new("ModelArts.1671", format!("{}: {error}", location.url(name)))
            } else {
                failed(error)
            }
        })?;
        cache.insert(name, stat, SystemTime::now(), stored.digest);
    }
    for name in later {
        match folder.remove_file(name) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(ServiceError::io(
                    "ModelArts.1661",
                    &location.url(name),
                    &error,
                ));
            }
            _ => {}
        }
    }
    list_files(&folder, location)
}

/// Removes later files that are where a folder of `name` must be, and a folder of later files that is
/// where `name` must be.
fn remove_obstacles(folder: &Dir, name: &str, later: &mut BTreeSet<&str>) -> io::Result<()> {
    for (end, _) in name.match_indices('/') {
        let above = name.get(..end).unwrap_or_default();
        if later.remove(above) {
            folder.remove_file(above)?;
        }
    }
    let below = format!("{name}/");
    while let Some(inside) = later.range(below.as_str()..).next().copied()
        && inside.starts_with(&below)
    {
        folder.remove_file(inside)?;
        later.remove(inside);
    }
    remove_empty_folders(folder, name)
}

fn remove_empty_folders(folder: &Dir, name: &str) -> io::Result<()> {
    match folder.symlink_metadata(name) {
        Ok(metadata) if metadata.is_dir() => {}
        _ => return Ok(()),
    }
    for entry in folder.read_dir(name)? {
        if let Ok(inner) = entry?.file_name().into_string() {
            remove_empty_folders(folder, &format!("{name}/{inner}"))?;
        }
    }
    folder.remove_dir(name)
}

/// Writes a file under a temporary name and renames it when it is complete.
fn restore_file(
    folder: &Dir,
    name: &str,
    stored: &StoredFile,
    blobs: &BlobStore,
) -> io::Result<FileStat> {
    let (parent, prefix) = match name.rfind('/') {
        Some(end) => (
            name.get(..end).unwrap_or_default(),
            name.get(..=end).unwrap_or_default(),
        ),
        None => (".", ""),
    };
    folder.create_dir_all(parent)?;
    let partial = format!("{prefix}.modelarts-partial-{:016x}", fastrand::u64(..));
    let written = write_partial(folder, &partial, stored, blobs)
        .and_then(|()| folder.rename(&partial, folder, name))
        .and_then(|()| FileStat::of(&folder.metadata(name)?));
    if written.is_err() {
        // The first error is the one to report.
        let _ = folder.remove_file(&partial);
    }
    written
}

fn write_partial(
    folder: &Dir,
    partial: &str,
    stored: &StoredFile,
    blobs: &BlobStore,
) -> io::Result<()> {
    let options = OpenOptions::new().write(true).create_new(true).to_owned();
    let mut file = folder.open_with(partial, &options)?;
    blobs.copy_to(&stored.digest, &mut file)?;
    file.into_std().set_modified(stored.modified)
}
