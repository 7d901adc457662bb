//! Restoring a folder to what a version was.

use std::collections::BTreeSet;
use std::io;
use std::time::SystemTime;

use cap_std::fs::OpenOptions;

use super::snapshot::DigestCache;
use super::version::{FolderModes, StoredFile, StoredFiles};
use crate::emulator::service_error::ServiceError;
use crate::emulator::storage::blobs::{BlobStore, digest_of};
use crate::emulator::storage::files::{DatasetFolder, FileStat, FileStats, is_gone};
use crate::emulator::storage::partial;

/// How often a file is written whose folder another program removes at the same time.
const MAX_WRITES: usize = 3;

/// The restoration of one folder.
pub(crate) struct Restore<'a> {
    pub(crate) folder: &'a DatasetFolder<'a>,
    pub(crate) blobs: &'a BlobStore,
    pub(crate) digests: &'a mut DigestCache,
    /// The folders that had to be created.
    pub(crate) created: BTreeSet<String>,
}

impl Restore<'_> {
    /// Writes missing and changed files, then, only if all of them are there, removes the files that
    /// were added later. Returns the files of the folder.
    pub(crate) fn run(
        mut self,
        version: &StoredFiles,
        folders: &FolderModes,
    ) -> Result<FileStats, ServiceError> {
        let present = self.folder.list()?;
        let mut later: BTreeSet<&str> = present.keys().map(String::as_str).collect();
        later.retain(|name| !version.contains_key(*name));
        let mut links = Vec::new();
        for (name, stored) in version {
            self.folder.check_interrupt()?;
            let stat = present.get(name);
            if stat.is_some_and(|stat| self.is_unchanged(name, stat, stored)) {
                continue;
            }
            if stat.is_some() && self.is_link(name) {
                links.push((name, stored));
            } else {
                self.write(name, stored, &mut later)?;
            }
        }
        // A link may be right again, now that the file it leads to is.
        for (name, stored) in links {
            if !self.has_content(name, stored)? {
                self.write(name, stored, &mut later)?;
            }
        }
        self.set_folder_modes(folders)?;
        for name in later {
            self.folder.check_interrupt()?;
            self.folder.remove_file(name).map_err(|error| {
                let codes = self.folder.codes.or("ModelArts.1661");
                ServiceError::io(codes, &self.folder.location.url(name), &error)
            })?;
        }
        self.folder.list()
    }

    /// Sets the permissions of created folders, now that nothing more is written into them.
    fn set_folder_modes(&self, folders: &FolderModes) -> Result<(), ServiceError> {
        // Folders inside go first, because a folder may deny access to what is in it.
        for name in self.created.iter().rev() {
            let Some(mode) = folders.get(name) else {
                continue;
            };
            match self.folder.set_folder_mode(name, *mode) {
                Err(error) if !is_gone(&error) => return Err(self.write_error(name, &error)),
                _ => {}
            }
        }
        Ok(())
    }

    fn is_unchanged(&self, name: &str, stat: &FileStat, stored: &StoredFile) -> bool {
        stat.modified == stored.modified
            && stat.mode == stored.mode
            && self.digests.digest(name, stat) == Some(stored.digest)
    }

    fn is_link(&self, name: &str) -> bool {
        let found = self.folder.dir.symlink_metadata(name);
        found.is_ok_and(|metadata| metadata.is_symlink())
    }

    /// Returns whether a file has the content of a stored one, whatever its date.
    fn has_content(&self, name: &str, stored: &StoredFile) -> Result<bool, ServiceError> {
        let Ok(Some((mut file, stat))) = self.folder.open_file(name) else {
            return Ok(false);
        };
        if stat.size != stored.size {
            return Ok(false);
        }
        match digest_of(&mut file, self.folder.interrupt) {
            Ok((digest, _)) => Ok(digest == stored.digest),
            Err(_) => self.folder.check_interrupt().map(|()| false),
        }
    }

    fn write(
        &mut self,
        name: &str,
        stored: &StoredFile,
        later: &mut BTreeSet<&str>,
    ) -> Result<(), ServiceError> {
        let mut attempts = 1;
        let written = loop {
            let written = self
                .remove_obstacles(name, later)
                .and_then(|()| self.write_file(name, stored));
            match written {
                // Another program removed the folder of the file meanwhile.
                Err(error) if is_gone(&error) && attempts < MAX_WRITES => attempts += 1,
                written => break written,
            }
        };
        let stat = written.map_err(|error| self.write_error(name, &error))?;
        self.digests
            .insert(name, stat, SystemTime::now(), stored.digest);
        Ok(())
    }

    fn write_error(&self, name: &str, error: &io::Error) -> ServiceError {
        let url = self.folder.location.url(name);
        match error.kind() {
            io::ErrorKind::InvalidData => {
                ServiceError::new("ModelArts.1671", format!("{url}: {error}"))
            }
            io::ErrorKind::NotFound => {
                ServiceError::new("ModelArts.1601", format!("{url}: {error}"))
            }
            _ => ServiceError::io(self.folder.codes.or("ModelArts.1601"), &url, error),
        }
    }

    /// Removes later files that are where a folder of `name` must be, and a folder of later files
    /// that is where `name` must be. Anything else in its place is an error.
    fn remove_obstacles(&self, name: &str, later: &mut BTreeSet<&str>) -> io::Result<()> {
        for (end, _) in name.match_indices('/') {
            let above = name.get(..end).unwrap_or_default();
            if later.remove(above) {
                self.folder.remove_file(above)?;
            }
        }
        let below = format!("{name}/");
        while let Some(inside) = later.range(below.as_str()..).next().copied()
            && inside.starts_with(&below)
        {
            self.folder.interrupt.check()?;
            self.folder.remove_file(inside)?;
            later.remove(inside);
        }
        match self.folder.dir.symlink_metadata(name) {
            Ok(found) if found.is_dir() => self.remove_empty_folders(name),
            Ok(found) if found.is_file() || found.is_symlink() => Ok(()),
            Ok(_) => Err(io::Error::other("it is not a file, and is not replaced")),
            Err(error) if is_gone(&error) => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn remove_empty_folders(&self, name: &str) -> io::Result<()> {
        for entry in self.folder.dir.read_dir(name)? {
            self.folder.interrupt.check()?;
            let entry = entry?;
            if entry.file_type()?.is_dir()
                && let Ok(inner) = entry.file_name().into_string()
            {
                self.remove_empty_folders(&format!("{name}/{inner}"))?;
            }
        }
        self.folder.dir.remove_dir(name)
    }

    /// Writes a file under a temporary name and renames it when it is complete.
    fn write_file(&mut self, name: &str, stored: &StoredFile) -> io::Result<FileStat> {
        self.created.extend(self.folder.create_folders_above(name)?);
        let dir = &self.folder.dir;
        let prefix = name.rfind('/').and_then(|end| name.get(..=end));
        let partial = partial::new_name(prefix.unwrap_or_default());
        let written = self
            .write_partial(&partial, stored)
            .and_then(|()| dir.rename(&partial, dir, name))
            .and_then(|()| FileStat::of(&dir.metadata(name)?));
        if written.is_err() {
            // The first error is the one to report.
            let _ = dir.remove_file(&partial);
        }
        written
    }

    fn write_partial(&self, partial: &str, stored: &StoredFile) -> io::Result<()> {
        let mut file = self.folder.dir.open_with(partial, &creating_private())?;
        self.blobs
            .copy_to(&stored.digest, &mut file, self.folder.interrupt)?;
        let file = file.into_std();
        #[cfg(unix)]
        if let Some(mode) = stored.mode {
            use std::os::unix::fs::PermissionsExt as _;
            file.set_permissions(std::fs::Permissions::from_mode(mode))?;
        }
        file.set_modified(stored.modified)
    }
}

/// Until a file has its own permissions, no other user may read it.
fn creating_private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use cap_std::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options
}
