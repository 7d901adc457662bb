//! Files with settings, read as text.

use std::io::ErrorKind;
use std::path::Path;

use super::warning::Warning;
use crate::error::Error;
use crate::file::{self, Interrupted, Unreadable};
use crate::message::Message;
use crate::process::is_exhausted;

/// No file with settings is larger.
const MAX_BYTES: usize = 1024 * 1024;

/// The content of a file with settings, or why there is none.
pub(super) enum Text {
    Read(String),
    /// There is no such file, or another user's folder hides it: why.
    Absent(Message),
}

/// What is missing though it may be, and why: a file, or a part of one.
pub(super) struct Absent(pub(super) Message);

/// Reads a file. `by` is the setting that names it; a file that no setting names may be absent.
pub(super) fn read(
    path: &Path,
    by: Option<&Message>,
    interrupted: Interrupted<'_>,
) -> Result<Text, Error> {
    let problem = match file::read(path, MAX_BYTES, interrupted) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => return Ok(Text::Read(text)),
            Err(_) => message!("is not UTF-8; save it as UTF-8"),
        },
        Err(Unreadable::Other(error)) if is_exhausted(&error) => {
            return Err(Error::exhausted(&error.to_string()));
        }
        Err(error) if by.is_none() && is_absent(&error) => {
            return Ok(Text::Absent(error.message()));
        }
        Err(error) => error.message(),
    };
    Err(Error::Config(match by {
        Some(by) => message!(
            "{file}, which {by} names, {problem}",
            file = path,
            by,
            problem
        ),
        None => message!("{place} {problem}", place = path, problem),
    }))
}

fn is_absent(error: &Unreadable) -> bool {
    match error {
        Unreadable::Missing => true,
        Unreadable::Other(error) => matches!(
            error.kind(),
            ErrorKind::PermissionDenied | ErrorKind::NotADirectory
        ),
        _ => false,
    }
}

/// Returns the warning about a file that holds a secret, if other users of the machine can read it.
pub(super) fn secret(path: &Path) -> Option<Warning> {
    readable_by_others(path).then(|| {
        Warning::Readable(message!(
            "{file} holds a secret and others on this machine can read it; run: chmod 600 {file}",
            file = path
        ))
    })
}

/// Returns whether other users of the machine can read a file. What is no file, such as a pipe, is read
/// by one reader only.
#[cfg(unix)]
fn readable_by_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path)
        .is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o077 != 0)
}

/// Returns false: permissions are checked on POSIX only.
#[cfg(not(unix))]
fn readable_by_others(_path: &Path) -> bool {
    false
}
