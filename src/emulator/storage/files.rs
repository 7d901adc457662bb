//! The files of a dataset's folder.
//!
//! Other programs may change the folder at any time: what vanishes while it is read is left out,
//! and only regular files are opened.

use std::collections::BTreeMap;
use std::io;
use std::time::SystemTime;

use cap_std::fs::{Dir, DirBuilder, DirEntry, File, Metadata, OpenOptions};

use super::location::Location;
use super::partial;
use crate::emulator::interrupt::Interrupt;
use crate::emulator::service_error::{FileCodes, ServiceError};

/// The metadata of a file, by which a change shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileStat {
    pub(crate) size: u64,
    pub(crate) modified: SystemTime,
    /// When content or metadata last changed, which programs can't set; `None` where the system has
    /// no such date.
    pub(crate) changed: Option<SystemTime>,
    /// The permission bits, where the system has them.
    pub(crate) mode: Option<u32>,
    node: Option<(u64, u64)>,
}

/// Files by their names, relative to the dataset's folder, with `/` between folders.
pub(crate) type FileStats = BTreeMap<String, FileStat>;

impl FileStat {
    pub(crate) fn of(metadata: &Metadata) -> io::Result<Self> {
        let system = SystemStat::of(metadata);
        Ok(Self {
            size: metadata.len(),
            modified: metadata.modified()?.into_std(),
            changed: system.changed,
            mode: system.mode,
            node: system.node,
        })
    }
}

/// The part of the metadata that not every system has.
#[derive(Default)]
struct SystemStat {
    changed: Option<SystemTime>,
    mode: Option<u32>,
    node: Option<(u64, u64)>,
}

impl SystemStat {
    #[cfg(unix)]
    fn of(metadata: &Metadata) -> Self {
        use std::time::Duration;

        use cap_std::fs::MetadataExt as _;
        let seconds = u64::try_from(metadata.ctime()).ok();
        let nanoseconds = u64::try_from(metadata.ctime_nsec()).ok();
        let changed = seconds.zip(nanoseconds).and_then(|(seconds, nanoseconds)| {
            let since =
                Duration::from_secs(seconds).checked_add(Duration::from_nanos(nanoseconds))?;
            SystemTime::UNIX_EPOCH.checked_add(since)
        });
        Self {
            changed,
            mode: Some(metadata.mode() & 0o7777),
            node: Some((metadata.dev(), metadata.ino())),
        }
    }

    #[cfg(not(unix))]
    fn of(_: &Metadata) -> Self {
        Self::default()
    }
}

/// A dataset's folder during one piece of work.
#[derive(Debug)]
pub(crate) struct DatasetFolder<'a> {
    pub(crate) dir: Dir,
    pub(crate) location: &'a Location,
    pub(crate) interrupt: Interrupt<'a>,
    pub(crate) codes: FileCodes,
}

impl DatasetFolder<'_> {
    /// Returns all files of the folder and of the folders in it. Temporary files are left out; those
    /// of processes that have ended are removed.
    pub(crate) fn list(&self) -> Result<FileStats, ServiceError> {
        let mut files = FileStats::new();
        let mut prefixes = vec![String::new()];
        while let Some(prefix) = prefixes.pop() {
            let here = if prefix.is_empty() { "." } else { &prefix };
            let entries = match self.dir.read_dir(here) {
                Ok(entries) => entries,
                Err(error) if is_gone(&error) && !prefix.is_empty() => continue,
                Err(error) => return Err(self.unreadable(&prefix, &error)),
            };
            for entry in entries {
                self.check_interrupt()?;
                let entry = entry.map_err(|error| self.unreadable(&prefix, &error))?;
                let name = self.name_of(&entry, &prefix)?;
                match self.classify(&entry, &name)? {
                    Entry::File(stat) => {
                        files.insert(name, stat);
                    }
                    Entry::Folder => prefixes.push(format!("{name}/")),
                    Entry::Other => {}
                }
            }
        }
        Ok(files)
    }

    fn classify(&self, entry: &DirEntry, name: &str) -> Result<Entry, ServiceError> {
        let stat = |metadata: io::Result<Metadata>| {
            metadata.and_then(|metadata| {
                if metadata.is_file() {
                    FileStat::of(&metadata).map(Entry::File)
                } else {
                    Ok(Entry::Other)
                }
            })
        };
        let classified = match entry.file_type() {
            Ok(kind) if kind.is_dir() => Ok(Entry::Folder),
            Ok(kind) if kind.is_file() && partial::is_partial(name) => {
                if partial::is_abandoned(name) {
                    let _ = self.dir.remove_file(name);
                }
                Ok(Entry::Other)
            }
            Ok(kind) if kind.is_file() => stat(entry.metadata()),
            Ok(kind) if kind.is_symlink() => return self.link_target(name),
            Ok(_) => Ok(Entry::Other),
            Err(error) => Err(error),
        };
        match classified {
            Err(error) if is_gone(&error) => Ok(Entry::Other),
            other => other.map_err(|error| self.unreadable(name, &error)),
        }
    }

    /// Returns the metadata of the file that a link leads to, which must be within the root.
    fn link_target(&self, name: &str) -> Result<Entry, ServiceError> {
        let link = format!("the link {}", self.location.url(name));
        let invalid =
            |problem: &str| ServiceError::new(self.codes.invalid, format!("{link} {problem}"));
        match self.dir.metadata(name) {
            Ok(metadata) if metadata.is_file() => FileStat::of(&metadata)
                .map(Entry::File)
                .map_err(|error| ServiceError::io(self.codes, &link, &error)),
            Ok(_) => Err(invalid("does not lead to a file")),
            Err(error) if is_gone(&error) => match self.dir.symlink_metadata(name) {
                Err(error) if is_gone(&error) => Ok(Entry::Other),
                _ => Err(invalid("leads nowhere")),
            },
            Err(error) => Err(ServiceError {
                code: self.codes.invalid.into(),
                ..ServiceError::io(self.codes, &link, &error)
            }),
        }
    }

    /// Opens a regular file with its metadata; `None` if there is no regular file any more.
    pub(crate) fn open_file(&self, name: &str) -> io::Result<Option<(File, FileStat)>> {
        let opened = self
            .dir
            .open_with(name, &reading_without_blocking())
            .and_then(|file| file.metadata().map(|metadata| (file, metadata)));
        match opened {
            Ok((file, metadata)) if metadata.is_file() => {
                FileStat::of(&metadata).map(|stat| Some((file, stat)))
            }
            Ok(_) => Ok(None),
            Err(error) if is_gone(&error) => Ok(None),
            // A socket can't even be opened.
            Err(error) => match self.dir.metadata(name) {
                Ok(metadata) if !metadata.is_file() => Ok(None),
                _ => Err(error),
            },
        }
    }

    /// Returns the permission bits of a folder, where the system has them.
    pub(crate) fn folder_mode(&self, name: &str) -> Option<u32> {
        let metadata = self.dir.metadata(name).ok()?;
        SystemStat::of(&metadata).mode
    }

    /// Creates the folders above a file that are missing, for the owner only; returns their names.
    pub(crate) fn create_folders_above(&self, name: &str) -> io::Result<Vec<String>> {
        let mut created = Vec::new();
        for above in folders_above(name) {
            match self.dir.create_dir_with(above, &private_folder()) {
                Ok(()) => created.push(above.to_owned()),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Ok(created)
    }

    /// Sets the permission bits of a folder, where the system has them.
    pub(crate) fn set_folder_mode(&self, name: &str, mode: u32) -> io::Result<()> {
        #[cfg(unix)]
        {
            use cap_std::fs::PermissionsExt as _;
            let permissions = cap_std::fs::Permissions::from_mode(mode);
            self.dir.set_permissions(name, permissions)
        }
        #[cfg(not(unix))]
        {
            let _ = (name, mode);
            Ok(())
        }
    }

    /// Removes a file or a link, and nothing else; returns without an error if it is gone.
    pub(crate) fn remove_file(&self, name: &str) -> io::Result<()> {
        let removed = match self.dir.symlink_metadata(name) {
            Ok(found) if found.is_file() || found.is_symlink() => self.dir.remove_file(name),
            Ok(_) => Ok(()),
            Err(error) => Err(error),
        };
        match removed {
            Err(error) if is_gone(&error) => Ok(()),
            other => other,
        }
    }

    pub(crate) fn check_interrupt(&self) -> Result<(), ServiceError> {
        self.interrupt
            .check()
            .map_err(|error| ServiceError::new(self.codes.interrupted, error.to_string()))
    }

    fn unreadable(&self, name: &str, error: &io::Error) -> ServiceError {
        ServiceError::io(self.codes, &self.location.url(name), error)
    }

    fn name_of(&self, entry: &DirEntry, prefix: &str) -> Result<String, ServiceError> {
        match entry.file_name().into_string() {
            Ok(name) => Ok(format!("{prefix}{name}")),
            Err(name) => {
                let url = self
                    .location
                    .url(&format!("{prefix}{}", name.to_string_lossy()));
                let problem = format!("the name of {url} is not UTF-8");
                Err(ServiceError::new(self.codes.invalid, problem))
            }
        }
    }
}

/// What a name in a folder stands for.
enum Entry {
    File(FileStat),
    Folder,
    /// Something that is neither, or that has vanished.
    Other,
}

/// Returns the names of the folders above a file, from the top.
pub(crate) fn folders_above(name: &str) -> impl Iterator<Item = &str> {
    name.match_indices('/')
        .filter_map(|(end, _)| name.get(..end))
}

fn private_folder() -> DirBuilder {
    #[cfg(unix)]
    {
        use cap_std::fs::DirBuilderExt as _;
        let mut builder = DirBuilder::new();
        builder.mode(0o700);
        builder
    }
    #[cfg(not(unix))]
    DirBuilder::new()
}

/// Returns whether an error says that a file or a folder above it is no longer there.
pub(crate) fn is_gone(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// Opening a FIFO that replaced a file would block until another program writes to it.
fn reading_without_blocking() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use cap_std::fs::OpenOptionsExt as _;
        options.custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY);
    }
    options
}
