//! OBS as a folder: each folder in it is a bucket, and no path leads out of it.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use cap_std::ambient_authority;
use cap_std::fs::{Dir, DirEntry, Metadata};
use tempfile::TempDir;

use super::location::Location;
use crate::emulator::error::EmulatorError;
use crate::emulator::service_error::ServiceError;

/// The metadata of a file, by which a change shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileStat {
    pub(crate) size: u64,
    pub(crate) modified: SystemTime,
    /// When content or metadata last changed, which programs can't set; `None` where the system has
    /// no such date.
    pub(crate) changed: Option<SystemTime>,
    node: Option<(u64, u64)>,
}

/// Files by their names, relative to the dataset's folder, with `/` between folders.
pub(crate) type FileStats = BTreeMap<String, FileStat>;

/// The root folder.
#[derive(Debug)]
pub(crate) struct Obs {
    pub(crate) path: PathBuf,
    root: Dir,
    /// Removed when it is dropped.
    _temporary: Option<TempDir>,
}

impl FileStat {
    pub(crate) fn of(metadata: &Metadata) -> io::Result<Self> {
        let (changed, node) = inode(metadata);
        Ok(Self {
            size: metadata.len(),
            modified: metadata.modified()?.into_std(),
            changed,
            node,
        })
    }
}

#[cfg(unix)]
fn inode(metadata: &Metadata) -> (Option<SystemTime>, Option<(u64, u64)>) {
    use cap_std::fs::MetadataExt as _;
    let seconds = u64::try_from(metadata.ctime()).ok();
    let nanoseconds = u64::try_from(metadata.ctime_nsec()).ok();
    let changed = seconds.zip(nanoseconds).and_then(|(seconds, nanoseconds)| {
        let since = Duration::from_secs(seconds) + Duration::from_nanos(nanoseconds);
        SystemTime::UNIX_EPOCH.checked_add(since)
    });
    (changed, Some((metadata.dev(), metadata.ino())))
}

#[cfg(not(unix))]
fn inode(_: &Metadata) -> (Option<SystemTime>, Option<(u64, u64)>) {
    (None, None)
}

impl Obs {
    /// Opens a root folder, or creates a temporary one.
    pub(crate) fn open(root: Option<&Path>) -> Result<Self, EmulatorError> {
        let unusable = |path: &Path, error: &io::Error| EmulatorError::Root {
            path: path.to_owned(),
            problem: error.to_string(),
        };
        let temporary = match root {
            Some(_) => None,
            None => {
                let created = tempfile::Builder::new().prefix("modelarts-obs-").tempdir();
                Some(created.map_err(|error| unusable(&std::env::temp_dir(), &error))?)
            }
        };
        let requested = match (&temporary, root) {
            (Some(temporary), _) => temporary.path(),
            (None, Some(root)) => root,
            (None, None) => Path::new("."),
        };
        let path = requested
            .canonicalize()
            .map_err(|error| unusable(requested, &error))?;
        let root = Dir::open_ambient_dir(&path, ambient_authority())
            .and_then(|dir| dir.entries().map(|_| dir))
            .map_err(|error| unusable(requested, &error))?;
        Ok(Self {
            path,
            root,
            _temporary: temporary,
        })
    }

    /// Opens the folder of a dataset.
    pub(crate) fn folder(&self, location: &Location) -> Result<Dir, ServiceError> {
        self.root
            .open_dir(location.path())
            .map_err(|error| ServiceError::io("ModelArts.1663", &location.url(""), &error))
    }

    /// Opens the folder of a dataset, and creates it if it is missing; its bucket must exist.
    pub(crate) fn create_folder(&self, location: &Location) -> Result<Dir, ServiceError> {
        self.root
            .open_dir(&location.bucket)
            .and_then(|_| self.root.create_dir_all(location.path()))
            .map_err(|error| ServiceError::io("ModelArts.1663", &location.url(""), &error))?;
        self.folder(location)
    }
}

/// Returns all files of a folder and of the folders in it.
pub(crate) fn list_files(folder: &Dir, location: &Location) -> Result<FileStats, ServiceError> {
    let mut files = FileStats::new();
    let mut prefixes = vec![String::new()];
    while let Some(prefix) = prefixes.pop() {
        let unreadable =
            |error: io::Error| ServiceError::io("ModelArts.1663", &location.url(&prefix), &error);
        let here = if prefix.is_empty() { "." } else { &prefix };
        for entry in folder.read_dir(here).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let name = name_of(&entry, &prefix, location)?;
            let kind = entry.file_type().map_err(unreadable)?;
            if kind.is_dir() {
                prefixes.push(format!("{name}/"));
            } else if kind.is_file() {
                let stat = entry
                    .metadata()
                    .and_then(|metadata| FileStat::of(&metadata));
                files.insert(name, stat.map_err(unreadable)?);
            } else if kind.is_symlink() {
                let stat = link_target(folder, &name, location)?;
                files.insert(name, stat);
            }
        }
    }
    Ok(files)
}

fn name_of(entry: &DirEntry, prefix: &str, location: &Location) -> Result<String, ServiceError> {
    match entry.file_name().into_string() {
        Ok(name) => Ok(format!("{prefix}{name}")),
        Err(name) => Err(ServiceError::new(
            "ModelArts.1653",
            format!(
                "the name of {} is not UTF-8",
                location.url(&format!("{prefix}{}", name.to_string_lossy()))
            ),
        )),
    }
}

/// Returns the metadata of the file that a link leads to, which must be within the root.
fn link_target(folder: &Dir, name: &str, location: &Location) -> Result<FileStat, ServiceError> {
    let link = format!("the link {}", location.url(name));
    let invalid = |problem: &str| ServiceError::new("ModelArts.1653", format!("{link} {problem}"));
    match folder.metadata(name) {
        Ok(metadata) if metadata.is_file() => FileStat::of(&metadata)
            .map_err(|error| ServiceError::io("ModelArts.1663", &link, &error)),
        Ok(_) => Err(invalid("does not lead to a file")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(invalid("leads nowhere")),
        Err(error) => Err(ServiceError {
            code: "ModelArts.1653",
            ..ServiceError::io("ModelArts.1653", &link, &error)
        }),
    }
}
