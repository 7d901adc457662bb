//! OBS as a folder: each folder in it is a bucket, and no path leads out of it.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use cap_std::ambient_authority;
use cap_std::fs::Dir;
use tempfile::TempDir;

use super::location::Location;
use crate::emulator::error::EmulatorError;
use crate::emulator::interrupt::{Interrupt, MAX_STEP};
use crate::emulator::service_error::{FileCodes, ServiceError};
use crate::process::lock;

/// The root folder.
#[derive(Debug)]
pub(crate) struct Obs {
    pub(crate) path: PathBuf,
    /// `None` once it is closed.
    root: Mutex<Option<Arc<Dir>>>,
    temporary: Mutex<Temporary>,
}

/// The root folder, if it is temporary.
#[derive(Debug)]
enum Temporary {
    /// It is not, or it is removed.
    None,
    /// It is removed when it is dropped.
    Kept(TempDir),
    /// A thread removes it.
    Removing(JoinHandle<()>),
}

impl Obs {
    /// Opens a root folder, or creates a temporary one.
    pub(crate) fn open(root: Option<&Path>, temporary_in: &Path) -> Result<Self, EmulatorError> {
        let temporary = match root {
            Some(_) => None,
            None => {
                let mut builder = tempfile::Builder::new();
                let created = builder.prefix("modelarts-obs-").tempdir_in(temporary_in);
                Some(created.map_err(|error| EmulatorError::root(temporary_in, &error))?)
            }
        };
        let requested = match (&temporary, root) {
            (Some(temporary), _) => temporary.path(),
            (None, Some(root)) => root,
            (None, None) => Path::new("."),
        };
        let path = requested
            .canonicalize()
            .map_err(|error| EmulatorError::root(requested, &error))?;
        let root = Dir::open_ambient_dir(&path, ambient_authority())
            .and_then(|dir| dir.entries().map(|_| dir))
            .map_err(|error| EmulatorError::root(requested, &error))?;
        Ok(Self {
            path,
            root: Mutex::new(Some(Arc::new(root))),
            temporary: Mutex::new(temporary.map_or(Temporary::None, Temporary::Kept)),
        })
    }

    /// Closes the root folder, and removes it if it is temporary; waits for that at most until
    /// `deadline`. Interrupted before, it leaves the folder to the next call.
    pub(crate) fn close(&self, deadline: Instant, interrupt: Interrupt<'_>) {
        lock(&self.root).take();
        let mut pause = Duration::from_micros(100);
        while !interrupt.is_requested() && !self.is_removed() && Instant::now() < deadline {
            std::thread::sleep(pause);
            pause = MAX_STEP.min(pause * 2);
        }
    }

    /// Returns whether there is no temporary folder any more; removes it on a thread of its own, so that
    /// a large one can't block the caller.
    fn is_removed(&self) -> bool {
        let mut temporary = lock(&self.temporary);
        *temporary = match std::mem::replace(&mut *temporary, Temporary::None) {
            Temporary::None => return true,
            Temporary::Kept(folder) => {
                let spawned = std::thread::Builder::new()
                    .name("modelarts-emulator-remove".to_owned())
                    .spawn(move || drop(folder));
                // Without a thread, the folder is removed at once.
                spawned.map_or(Temporary::None, Temporary::Removing)
            }
            Temporary::Removing(thread) if thread.is_finished() => {
                let _ = thread.join();
                Temporary::None
            }
            removing @ Temporary::Removing(_) => removing,
        };
        false
    }

    /// Opens the folder of a dataset.
    pub(crate) fn folder(&self, location: &Location) -> Result<Dir, ServiceError> {
        self.root()
            .and_then(|root| root.open_dir(location.path()))
            .map_err(|error| ServiceError::io(FileCodes::V1, &location.url(""), &error))
    }

    /// Opens the folder of a dataset, and creates it if it is missing; its bucket must exist.
    pub(crate) fn create_folder(&self, location: &Location) -> Result<Dir, ServiceError> {
        self.root()
            .and_then(|root| {
                root.open_dir(&location.bucket)?;
                root.create_dir_all(location.path())
            })
            .map_err(|error| ServiceError::io(FileCodes::V1, &location.url(""), &error))?;
        self.folder(location)
    }

    /// Opens a bucket.
    pub(crate) fn bucket(&self, name: &str) -> io::Result<Dir> {
        self.root()?.open_dir(name)
    }

    pub(crate) fn root(&self) -> io::Result<Arc<Dir>> {
        let root = lock(&self.root).clone();
        root.ok_or_else(|| io::Error::other("the emulator is closed"))
    }
}
