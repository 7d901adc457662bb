//! Reads files that the user names, whatever they are: with limits on their size and on the time.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::message::{Message, translate_system_error};

/// The longest time to wait for the first data in a pipe.
const WRITER_TIMEOUT: Duration = Duration::from_secs(2);
/// The longest time to read a pipe to its end.
const PIPE_TIMEOUT: Duration = Duration::from_secs(30);
/// The time between two reads of a pipe.
const PAUSE: Duration = Duration::from_millis(5);
const CHUNK: usize = 64 * 1024;

/// Returns whether reading should end early; called before each read.
pub type Interrupted<'a> = &'a (dyn Fn() -> bool + 'a);

/// Why a file can't be read.
#[derive(Debug)]
pub enum Unreadable {
    /// There is no such file.
    Missing,
    /// It is a folder.
    Folder,
    /// It has more bytes than this.
    TooLarge(usize),
    /// It is a pipe that was not written to its end within this time.
    TimedOut(Duration),
    /// Reading was ended early.
    Interrupted,
    /// The system's error.
    Other(io::Error),
}

impl Unreadable {
    /// Returns the rest of a sentence that begins with the file.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Missing => message!("does not exist"),
            Self::Folder => message!("is a folder; name the file in it"),
            Self::TooLarge(most) => message!(
                "is larger than {most} bytes; is it the right file?",
                most = *most
            ),
            Self::TimedOut(time) => message!(
                "is a pipe that was not written to its end within {seconds} s",
                seconds = time.as_secs()
            ),
            Self::Interrupted => message!("was not read to its end"),
            Self::Other(error) => message!(
                "can't be read: {error}",
                error = translate_system_error(&error.to_string())
            ),
        }
    }
}

/// Returns the content of a file of at most `most` bytes. A pipe is read to its end.
///
/// # Errors
/// [`Unreadable`] if it can't be read, has more bytes, or takes too long.
pub fn read(path: &Path, most: usize, interrupted: Interrupted<'_>) -> Result<Vec<u8>, Unreadable> {
    let mut file = open(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Unreadable::Missing,
        _ if path.is_dir() => Unreadable::Folder,
        _ => Unreadable::Other(error),
    })?;
    let kind = file.metadata().map_err(Unreadable::Other)?;
    if kind.is_dir() {
        return Err(Unreadable::Folder);
    }
    let began = Instant::now();
    let mut content = Vec::new();
    let mut chunk = vec![0; CHUNK];
    loop {
        if interrupted() {
            return Err(Unreadable::Interrupted);
        }
        match file.read(&mut chunk) {
            Ok(0) if is_pipe(&kind) && content.is_empty() => wait(began, WRITER_TIMEOUT)?,
            Ok(0) => return Ok(content),
            Ok(bytes) => content.extend(chunk.iter().take(bytes)),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => wait(began, PIPE_TIMEOUT)?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(Unreadable::Other(error)),
        }
        if content.len() > most {
            return Err(Unreadable::TooLarge(most));
        }
    }
}

/// Pauses before the next read, unless the time is over.
fn wait(began: Instant, limit: Duration) -> Result<(), Unreadable> {
    if began.elapsed() >= limit {
        return Err(Unreadable::TimedOut(limit));
    }
    std::thread::sleep(PAUSE);
    Ok(())
}

/// Opens a file without waiting for the other end of a pipe.
#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = OpenOptions::new();
    options
        .read(true)
        .custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY)
        .open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

#[cfg(unix)]
fn is_pipe(kind: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt as _;
    kind.file_type().is_fifo()
}

#[cfg(not(unix))]
fn is_pipe(_kind: &std::fs::Metadata) -> bool {
    false
}
