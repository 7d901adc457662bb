//! Files with settings, read as text.

use std::io;
use std::path::Path;

/// Why a file can't be read.
pub(super) enum Unreadable {
    Missing,
    Folder,
    NotUtf8,
    Other(io::Error),
}

impl Unreadable {
    /// Returns the rest of a sentence that begins with the file.
    pub(super) fn problem(&self) -> String {
        match self {
            Self::Missing => "does not exist".to_owned(),
            Self::Folder => "is a folder; name the file in it".to_owned(),
            Self::NotUtf8 => "is not UTF-8; save it as UTF-8".to_owned(),
            Self::Other(error) => format!("can't be read: {error}"),
        }
    }
}

/// Reads a file.
pub(super) fn read(path: &Path) -> Result<String, Unreadable> {
    let bytes = std::fs::read(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Unreadable::Missing,
        _ if path.is_dir() => Unreadable::Folder,
        _ => Unreadable::Other(error),
    })?;
    String::from_utf8(bytes).map_err(|_| Unreadable::NotUtf8)
}

/// Returns whether other users of the machine can read a file.
#[cfg(unix)]
pub(super) fn readable_by_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & 0o077 != 0)
}

/// Returns false: permissions are checked on POSIX only.
#[cfg(not(unix))]
pub(super) fn readable_by_others(_path: &Path) -> bool {
    false
}
