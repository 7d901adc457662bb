//! Files of OBS by their paths, for the emulator's own interface.

use std::fs::File;
use std::io::{self, Cursor, Read, Write};
use std::path::{Path, PathBuf};

use cap_std::fs::{Dir, OpenOptions};

use super::files::{DatasetFolder, is_gone};
use super::location::{Location, is_bucket};
use super::obs::Obs;
use super::partial;
use crate::emulator::error::EmulatorError;
use crate::emulator::interrupt::Interrupt;
use crate::emulator::service_error::FileCodes;
use crate::message::Message;

const CHUNK_SIZE: usize = 256 * 1024;
/// As OBS has it.
const MAX_KEY_BYTES: usize = 1024;

/// What a file is written from.
#[derive(Debug)]
pub enum Content<'a> {
    /// These bytes.
    Bytes(&'a [u8]),
    /// A regular file of the machine.
    File(PathBuf),
}

/// A bucket, a folder in one (with a `/` at its end) or a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ObjectPath {
    bucket: String,
    key: String,
}

impl ObjectPath {
    /// Parses `bucket/key`, `/bucket/key`, `obs://bucket/key` or `s3://bucket/key`.
    pub(crate) fn parse(text: &str) -> Result<Self, EmulatorError> {
        let path = ["obs://", "s3://", "/"]
            .iter()
            .find_map(|prefix| text.strip_prefix(prefix))
            .unwrap_or(text);
        let (bucket, key) = path.split_once('/').unwrap_or((path, ""));
        if !is_bucket(bucket) {
            return Err(invalid(message!(
                "is {path}, and {bucket} is no name of a bucket; use 3-63 lower-case letters, digits, \
                 '-' or '.', with no symbol at the ends and no two in a row",
                path = format!("{text:?}"),
                bucket = format!("{bucket:?}"),
            )));
        }
        if let Some(problem) = key_problem(key) {
            let path = format!("{text:?}");
            return Err(invalid(message!(
                "is {path}, which {problem}",
                path,
                problem
            )));
        }
        Ok(Self {
            bucket: bucket.to_owned(),
            key: key.to_owned(),
        })
    }

    /// Parses the path of a file.
    pub(crate) fn file(text: &str) -> Result<Self, EmulatorError> {
        let path = Self::parse(text)?;
        if path.is_folder() {
            return Err(invalid(message!(
                "is {path}, which is a folder, expected a file in a bucket, like \
                 \"bucket1/cats/1.jpg\"",
                path = format!("{text:?}")
            )));
        }
        Ok(path)
    }

    pub(crate) fn is_folder(&self) -> bool {
        self.key.is_empty() || self.key.ends_with('/')
    }

    fn parent(&self) -> &str {
        self.key
            .rfind('/')
            .and_then(|end| self.key.get(..=end))
            .unwrap_or_default()
    }

    fn name(&self) -> &str {
        self.key.rsplit('/').next().unwrap_or_default()
    }

    fn display(&self) -> String {
        format!("obs://{}/{}", self.bucket, self.key)
    }

    fn relative(&self) -> PathBuf {
        Path::new(&self.bucket).join(&self.key)
    }

    fn failed(&self, error: &io::Error) -> EmulatorError {
        // cap-std refuses paths that escape the root without an error number of the system.
        let escapes =
            error.kind() == io::ErrorKind::PermissionDenied && error.raw_os_error().is_none();
        let problem = if escapes {
            message!("leads out of the root")
        } else {
            Message::from(error.to_string())
        };
        EmulatorError::File {
            path: self.display(),
            problem,
            is_missing: is_gone(error),
        }
    }
}

fn invalid(problem: Message) -> EmulatorError {
    EmulatorError::parameter("path", problem)
}

fn key_problem(key: &str) -> Option<Message> {
    if key.len() > MAX_KEY_BYTES {
        return Some(message!("has more than 1024 bytes after the bucket"));
    }
    if key.contains(|c: char| c.is_control() || c == '\\') {
        return Some(message!("has a backslash or a control character"));
    }
    let folders = key.strip_suffix('/').unwrap_or(key);
    let segments = || folders.split('/');
    if !key.is_empty() && segments().any(str::is_empty) {
        return Some(message!("has a folder without a name"));
    }
    if segments().any(|segment| matches!(segment, "." | "..")) {
        return Some(message!("has \".\" or \"..\" in it"));
    }
    segments()
        .any(partial::is_partial)
        .then(|| message!("has a name that the emulator uses for files that are being written"))
}

/// Files of OBS, for work that can be ended early.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Objects<'a> {
    pub(crate) obs: &'a Obs,
    pub(crate) interrupt: Interrupt<'a>,
}

impl Objects<'_> {
    /// Writes a file, and creates its bucket and folders if they are missing. Others see it when it
    /// is complete. Returns where it is.
    pub(crate) fn put(
        &self,
        path: &ObjectPath,
        content: Content<'_>,
    ) -> Result<PathBuf, EmulatorError> {
        match content {
            Content::Bytes(bytes) => self.write(path, &mut Cursor::new(bytes)),
            Content::File(file) => {
                let mut source = open_source(&file).map_err(|error| EmulatorError::File {
                    path: file.display().to_string(),
                    problem: error.to_string().into(),
                    is_missing: is_gone(&error),
                })?;
                self.write(path, &mut source)
            }
        }
        .map_err(|error| {
            if self.interrupt.is_requested() {
                EmulatorError::Interrupted
            } else {
                error
            }
        })?;
        Ok(self.obs.path.join(path.relative()))
    }

    fn write(&self, path: &ObjectPath, source: &mut dyn Read) -> Result<(), EmulatorError> {
        let failed = |error: io::Error| path.failed(&error);
        let folder = Path::new(&path.bucket).join(path.parent());
        let root = self.obs.root().map_err(failed)?;
        let dir = match root.open_dir(&folder) {
            Err(error) if is_gone(&error) => root
                .create_dir_all(&folder)
                .and_then(|()| root.open_dir(&folder)),
            opened => opened,
        };
        let dir = dir.map_err(failed)?;
        check_replaceable(&dir, path.name()).map_err(failed)?;
        let partial = partial::new_name("");
        let written = self
            .write_partial(&dir, &partial, source)
            .and_then(|()| dir.rename(&partial, &dir, path.name()));
        if written.is_err() {
            // The first error is the one to report.
            let _ = dir.remove_file(&partial);
        }
        written.map_err(failed)
    }

    fn write_partial(&self, dir: &Dir, partial: &str, source: &mut dyn Read) -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        let mut file = dir.open_with(partial, &options)?;
        let mut chunk = vec![0; CHUNK_SIZE];
        loop {
            self.interrupt.check()?;
            let read = match source.read(&mut chunk) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                read => read?,
            };
            let part = chunk.get(..read).unwrap_or_default();
            if part.is_empty() {
                return Ok(());
            }
            file.write_all(part)?;
        }
    }

    /// Returns the content of a file of at most `limit` bytes.
    pub(crate) fn read(&self, path: &ObjectPath, limit: u64) -> Result<Vec<u8>, EmulatorError> {
        let failed = |error: io::Error| path.failed(&error);
        let location = Location::of(&path.bucket, "");
        let bucket = DatasetFolder {
            dir: self.obs.bucket(&path.bucket).map_err(failed)?,
            location: &location,
            interrupt: self.interrupt,
            codes: FileCodes::V1,
        };
        let missing = || failed(io::ErrorKind::NotFound.into());
        let (file, stat) = bucket
            .open_file(&path.key)
            .map_err(failed)?
            .ok_or_else(missing)?;
        if stat.size > limit {
            return Err(EmulatorError::File {
                path: path.display(),
                problem: message!(
                    "it has {size} bytes, more than {limit}",
                    size = stat.size,
                    limit
                ),
                is_missing: false,
            });
        }
        let mut bytes = Vec::new();
        file.take(limit).read_to_end(&mut bytes).map_err(failed)?;
        Ok(bytes)
    }

    /// Removes a file.
    pub(crate) fn remove(&self, path: &ObjectPath) -> Result<(), EmulatorError> {
        let failed = |error: io::Error| path.failed(&error);
        let bucket = self.obs.bucket(&path.bucket).map_err(failed)?;
        bucket.remove_file(&path.key).map_err(failed)
    }

    /// Returns path and size of all files in a folder and in the folders in it.
    pub(crate) fn list(&self, folder: &ObjectPath) -> Result<Vec<(String, u64)>, EmulatorError> {
        let location = Location::of(&folder.bucket, &folder.key);
        let opened = self
            .obs
            .root()
            .and_then(|root| root.open_dir(folder.relative()));
        let listed = DatasetFolder {
            dir: opened.map_err(|error| folder.failed(&error))?,
            location: &location,
            interrupt: self.interrupt,
            codes: FileCodes::V1,
        };
        let files = listed.list().map_err(EmulatorError::from)?.into_iter();
        Ok(files
            .map(|(name, stat)| (format!("{}/{}{name}", folder.bucket, folder.key), stat.size))
            .collect())
    }

    /// Returns path and size of all files of all buckets.
    pub(crate) fn list_all(&self) -> Result<Vec<(String, u64)>, EmulatorError> {
        let failed = |error: io::Error| EmulatorError::File {
            path: "obs://".to_owned(),
            problem: error.to_string().into(),
            is_missing: false,
        };
        let mut buckets = Vec::new();
        let root = self.obs.root().map_err(failed)?;
        for entry in root.entries().map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            // What has another name is no bucket.
            if let (true, Ok(name)) = (is_folder, entry.file_name().into_string())
                && let Ok(bucket) = ObjectPath::parse(&name)
            {
                buckets.push(bucket);
            }
        }
        buckets.sort_by(|one, other| one.bucket.cmp(&other.bucket));
        let mut files = Vec::new();
        for bucket in &buckets {
            files.extend(self.list(bucket)?);
        }
        Ok(files)
    }
}

/// Nothing but a file or a link is replaced.
fn check_replaceable(dir: &Dir, name: &str) -> io::Result<()> {
    match dir.symlink_metadata(name) {
        Ok(found) if found.is_dir() => Err(io::Error::other("there is a folder of this name")),
        Ok(found) if !found.is_file() && !found.is_symlink() => {
            Err(io::Error::other("it is not a file, and is not replaced"))
        }
        Err(error) if !is_gone(&error) => Err(error),
        _ => Ok(()),
    }
}

/// Opens a regular file of the machine; a FIFO would block until another program writes to it.
fn open_source(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY);
    }
    let file = options.open(path)?;
    if file.metadata()?.is_file() {
        return Ok(file);
    }
    Err(io::Error::other("it is not a file"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn all_forms_of_a_path_are_the_same_file() {
        let expected = ObjectPath::file("bucket1/cats/1.jpg").unwrap();
        for form in [
            "/bucket1/cats/1.jpg",
            "obs://bucket1/cats/1.jpg",
            "s3://bucket1/cats/1.jpg",
        ] {
            assert_eq!(ObjectPath::file(form).unwrap(), expected, "{form}");
        }
        assert_eq!(expected.relative(), Path::new("bucket1/cats/1.jpg"));
    }

    #[test]
    fn paths_that_lead_elsewhere_are_refused() {
        for path in [
            "",
            "/",
            "b/1.jpg",
            "..",
            "../bucket1/x",
            "bucket1/../x",
            "bucket1/./x",
            "bucket1/a/..",
            "bucket1//x",
            "//bucket1/x",
            "obs:///bucket1/x",
            "bucket1/a\\b",
            "bucket1/a\0b",
            "bucket1/a\nb",
            "Bucket1/x",
            "bucket1/.modelarts-partial-1-0123456789abcdef",
            "bucket1/.modelarts-partial-1-0123456789abcdef/x",
            &format!("bucket1/{}", "x".repeat(1025)),
        ] {
            let refused = ObjectPath::file(path);
            assert!(
                matches!(
                    refused,
                    Err(EmulatorError::Parameter {
                        parameter: "path",
                        ..
                    })
                ),
                "{path:?}: {refused:?}"
            );
        }
        assert!(ObjectPath::file("bucket1").is_err());
        assert!(ObjectPath::file("bucket1/cats/").is_err());
        assert!(ObjectPath::parse("bucket1/cats/").unwrap().is_folder());
        assert!(ObjectPath::parse("bucket1").unwrap().is_folder());
    }
}
