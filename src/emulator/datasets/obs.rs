//! OBS as a folder: its buckets are the folders in it, and nothing leads out.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use cap_std::ambient_authority;
use cap_std::fs::{Dir, DirEntry, Metadata};
use tempfile::TempDir;

use super::location::Location;
use super::refusal::Refusal;
use crate::emulator::EmulatorError;

/// What the system says of a file, by which a change shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stat {
    pub(super) size: u64,
    pub(super) modified: SystemTime,
    /// When the system last saw it change, which nobody can set back; None where there is no such
    /// date.
    pub(super) changed: Option<SystemTime>,
    node: Option<(u64, u64)>,
}

/// Files by their names, relative to the dataset's folder, with `/` between folders.
pub(super) type Files = BTreeMap<String, Stat>;

/// The root folder.
#[derive(Debug)]
pub(super) struct Obs {
    pub(super) path: PathBuf,
    root: Dir,
    /// Removed when it is dropped.
    _temporary: Option<TempDir>,
}

impl Stat {
    pub(super) fn of(metadata: &Metadata) -> io::Result<Self> {
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
    /// Opens a root folder, or makes a temporary one.
    pub(super) fn open(root: Option<&Path>) -> Result<Self, EmulatorError> {
        let unusable = |path: &Path, error: &io::Error| EmulatorError::Root {
            path: path.to_owned(),
            problem: error.to_string(),
        };
        let temporary = match root {
            Some(_) => None,
            None => {
                let made = tempfile::Builder::new().prefix("modelarts-obs-").tempdir();
                Some(made.map_err(|error| unusable(&std::env::temp_dir(), &error))?)
            }
        };
        let given = match (&temporary, root) {
            (Some(temporary), _) => temporary.path(),
            (None, Some(root)) => root,
            (None, None) => Path::new("."),
        };
        let path = given
            .canonicalize()
            .map_err(|error| unusable(given, &error))?;
        let root = Dir::open_ambient_dir(&path, ambient_authority())
            .and_then(|dir| dir.entries().map(|_| dir))
            .map_err(|error| unusable(given, &error))?;
        Ok(Self {
            path,
            root,
            _temporary: temporary,
        })
    }

    /// The folder of a dataset.
    pub(super) fn folder(&self, location: &Location) -> Result<Dir, Refusal> {
        self.root
            .open_dir(location.path())
            .map_err(|error| Refusal::of_io("ModelArts.1663", &location.url(""), &error))
    }

    /// The folder of a dataset, made again if it is gone; its bucket is not.
    pub(super) fn folder_made_again(&self, location: &Location) -> Result<Dir, Refusal> {
        self.root
            .open_dir(&location.bucket)
            .and_then(|_| self.root.create_dir_all(location.path()))
            .map_err(|error| Refusal::of_io("ModelArts.1663", &location.url(""), &error))?;
        self.folder(location)
    }
}

/// All files of a folder and of the folders in it.
pub(super) fn files_in(folder: &Dir, location: &Location) -> Result<Files, Refusal> {
    let mut files = Files::new();
    let mut prefixes = vec![String::new()];
    while let Some(prefix) = prefixes.pop() {
        let unreadable =
            |error: io::Error| Refusal::of_io("ModelArts.1663", &location.url(&prefix), &error);
        let here = if prefix.is_empty() { "." } else { &prefix };
        for entry in folder.read_dir(here).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let name = name_of(&entry, &prefix, location)?;
            let kind = entry.file_type().map_err(unreadable)?;
            if kind.is_dir() {
                prefixes.push(format!("{name}/"));
            } else if kind.is_file() {
                let stat = entry.metadata().and_then(|metadata| Stat::of(&metadata));
                files.insert(name, stat.map_err(unreadable)?);
            } else if kind.is_symlink() {
                let stat = linked(folder, &name, location)?;
                files.insert(name, stat);
            }
        }
    }
    Ok(files)
}

fn name_of(entry: &DirEntry, prefix: &str, location: &Location) -> Result<String, Refusal> {
    match entry.file_name().into_string() {
        Ok(name) => Ok(format!("{prefix}{name}")),
        Err(name) => Err(Refusal::new(
            "ModelArts.1653",
            format!(
                "the name of {} is not UTF-8",
                location.url(&format!("{prefix}{}", name.to_string_lossy()))
            ),
        )),
    }
}

/// What a link leads to must be a file within the root.
fn linked(folder: &Dir, name: &str, location: &Location) -> Result<Stat, Refusal> {
    let link = format!("the link {}", location.url(name));
    let bad = |what: &str| Refusal::new("ModelArts.1653", format!("{link} {what}"));
    match folder.metadata(name) {
        Ok(metadata) if metadata.is_file() => {
            Stat::of(&metadata).map_err(|error| Refusal::of_io("ModelArts.1663", &link, &error))
        }
        Ok(_) => Err(bad("does not lead to a file")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(bad("leads nowhere")),
        Err(error) => Err(Refusal {
            code: "ModelArts.1653",
            ..Refusal::of_io("ModelArts.1653", &link, &error)
        }),
    }
}
