//! Files of OBS during one piece of work, with the error codes of data management.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::{self, BufWriter, Read, Write};
use std::sync::Arc;

use cap_std::fs::Dir;

use super::paths::ObsPath;
use crate::emulator::interrupt::Interrupt;
use crate::emulator::service_error::{FileCodes, ServiceError};
use crate::emulator::storage::files::{DatasetFolder, FileStat, FileStats, is_gone};
use crate::emulator::storage::location::Location;
use crate::emulator::storage::obs::Obs;
use crate::emulator::storage::partial;

const CHUNK_SIZE: usize = 256 * 1024;

/// The files of OBS, for work that can be ended early.
pub(crate) struct Files<'a> {
    obs: &'a Obs,
    interrupt: Interrupt<'a>,
    buckets: RefCell<HashMap<String, Arc<Dir>>>,
}

impl<'a> Files<'a> {
    pub(crate) fn new(obs: &'a Obs, interrupt: Interrupt<'a>) -> Self {
        Self {
            obs,
            interrupt,
            buckets: RefCell::default(),
        }
    }

    pub(crate) fn check_interrupt(&self) -> Result<(), ServiceError> {
        self.interrupt
            .check()
            .map_err(|error| ServiceError::new("ModelArts.4392", error.to_string()))
    }

    fn bucket(&self, path: &ObsPath) -> Result<Arc<Dir>, ServiceError> {
        let name = path.bucket();
        if let Some(dir) = self.buckets.borrow().get(name) {
            return Ok(dir.clone());
        }
        let opened = self.obs.bucket(name).map_err(|error| {
            if is_gone(&error) {
                let problem = format!("The bucket {name} does not exist.");
                return ServiceError::new("ModelArts.4311", problem);
            }
            failed(path, &error)
        })?;
        let dir = Arc::new(opened);
        self.buckets
            .borrow_mut()
            .insert(name.to_owned(), dir.clone());
        Ok(dir)
    }

    /// Returns an error if there is no such folder.
    pub(crate) fn check_folder(&self, folder: &ObsPath) -> Result<(), ServiceError> {
        let bucket = self.bucket(folder)?;
        let found = bucket.metadata(key_or_dot(folder));
        match found {
            Ok(metadata) if metadata.is_dir() => Ok(()),
            Ok(_) => Err(missing(folder)),
            Err(error) => Err(failed(folder, &error)),
        }
    }

    /// Returns an error if there is no such bucket.
    pub(crate) fn check_bucket(&self, path: &ObsPath) -> Result<(), ServiceError> {
        self.bucket(path).map(drop)
    }

    /// Returns an error if there is no such file.
    pub(crate) fn check_file(&self, file: &ObsPath) -> Result<(), ServiceError> {
        match self.stat(file)? {
            Some(_) => Ok(()),
            None => Err(missing(file)),
        }
    }

    /// Returns all files of a folder and of the folders in it.
    pub(crate) fn list(&self, folder: &ObsPath) -> Result<FileStats, ServiceError> {
        self.check_folder(folder)?;
        let dir = self
            .bucket(folder)?
            .open_dir(key_or_dot(folder))
            .map_err(|error| failed(folder, &error))?;
        let location = Location::of(folder.bucket(), folder.key());
        let folder = DatasetFolder {
            dir,
            location: &location,
            interrupt: self.interrupt,
            codes: FileCodes::V2,
        };
        folder.list()
    }

    /// Returns the metadata of a regular file; `None` if there is none.
    pub(crate) fn stat(&self, file: &ObsPath) -> Result<Option<FileStat>, ServiceError> {
        match self.bucket(file)?.metadata(file.key()) {
            Ok(metadata) if metadata.is_file() => FileStat::of(&metadata)
                .map(Some)
                .map_err(|error| failed(file, &error)),
            Ok(_) => Ok(None),
            Err(error) if is_gone(&error) => Ok(None),
            Err(error) => Err(failed(file, &error)),
        }
    }

    fn open(&self, file: &ObsPath) -> Result<cap_std::fs::File, ServiceError> {
        let location = Location::of(file.bucket(), "");
        let bucket = DatasetFolder {
            dir: self
                .bucket(file)?
                .try_clone()
                .map_err(|error| failed(file, &error))?,
            location: &location,
            interrupt: self.interrupt,
            codes: FileCodes::V2,
        };
        match bucket.open_file(file.key()) {
            Ok(Some((opened, _))) => Ok(opened),
            Ok(None) => Err(missing(file)),
            Err(error) => Err(failed(file, &error)),
        }
    }

    /// Opens a file for reading; reading ends with an error if the work should end.
    pub(crate) fn reader(&self, file: &ObsPath) -> Result<impl Read + use<'_, 'a>, ServiceError> {
        Ok(Interruptible {
            inner: self.open(file)?,
            interrupt: self.interrupt,
        })
    }

    /// Returns the text of a file of at most `limit` bytes.
    pub(crate) fn text(&self, file: &ObsPath, limit: u64) -> Result<String, ServiceError> {
        let mut bytes = Vec::new();
        self.reader(file)?
            .take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| failed(file, &error))?;
        let invalid = |problem: String| ServiceError::new("ModelArts.4362", problem);
        if bytes.len() as u64 > limit {
            let problem = format!("{} has more than {limit} bytes.", file.slashed());
            return Err(invalid(problem));
        }
        String::from_utf8(bytes).map_err(|_| invalid(format!("{} is not UTF-8.", file.slashed())))
    }

    /// Writes a file whole: other programs see it when it is complete.
    pub(crate) fn write_with(
        &self,
        file: &ObsPath,
        write: impl FnOnce(&mut dyn Write) -> Result<(), ServiceError>,
    ) -> Result<(), ServiceError> {
        let bucket = self.bucket(file)?;
        let folder = file.parent();
        let written = |error: io::Error| failed(file, &error);
        if !folder.key().is_empty() {
            bucket.create_dir_all(folder.key()).map_err(written)?;
        }
        let temporary = partial::new_name(folder.key());
        let created = bucket.create(&temporary).map_err(written)?;
        let mut writer = BufWriter::with_capacity(CHUNK_SIZE, created);
        let done = write(&mut writer)
            .and_then(|()| writer.flush().map_err(written))
            .and_then(|()| {
                bucket
                    .rename(&temporary, &bucket, file.key())
                    .map_err(written)
            });
        if done.is_err() {
            let _ = bucket.remove_file(&temporary);
        }
        done
    }

    pub(crate) fn write(&self, file: &ObsPath, bytes: &[u8]) -> Result<(), ServiceError> {
        self.write_with(file, |writer| {
            writer
                .write_all(bytes)
                .map_err(|error| failed(file, &error))
        })
    }

    pub(crate) fn copy(&self, from: &ObsPath, to: &ObsPath) -> Result<(), ServiceError> {
        if from == to {
            return self.check_file(from);
        }
        let mut reader = self.reader(from)?;
        self.write_with(to, |writer| {
            let mut chunk = vec![0; CHUNK_SIZE];
            loop {
                let read = reader
                    .read(&mut chunk)
                    .map_err(|error| failed(from, &error))?;
                let part = chunk.get(..read).unwrap_or_default();
                if part.is_empty() {
                    return Ok(());
                }
                writer.write_all(part).map_err(|error| failed(to, &error))?;
            }
        })
    }

    /// Removes a file; returns without an error if it is gone.
    pub(crate) fn remove(&self, file: &ObsPath) -> Result<(), ServiceError> {
        match self.bucket(file)?.remove_file(file.key()) {
            Err(error) if is_gone(&error) => Ok(()),
            other => other.map_err(|error| {
                ServiceError::new("ModelArts.4424", format!("{}: {error}", file.slashed()))
            }),
        }
    }
}

fn key_or_dot(path: &ObsPath) -> &str {
    if path.key().is_empty() {
        "."
    } else {
        path.key()
    }
}

/// Reading that ends with an error once the work should end.
struct Interruptible<'a> {
    inner: cap_std::fs::File,
    interrupt: Interrupt<'a>,
}

impl Read for Interruptible<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.interrupt.check()?;
        let length = buffer.len().min(CHUNK_SIZE);
        self.inner
            .read(buffer.get_mut(..length).unwrap_or_default())
    }
}

fn missing(path: &ObsPath) -> ServiceError {
    let problem = format!("The OBS path {} does not exist.", path.slashed());
    ServiceError::new("ModelArts.4312", problem)
}

/// Returns the error of a path that the file system refuses.
pub(crate) fn failed(path: &ObsPath, error: &io::Error) -> ServiceError {
    ServiceError::io(FileCodes::V2, &path.slashed(), error)
}
