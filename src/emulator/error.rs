//! Errors of the emulator's own interface.

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use crate::message::Message;
use crate::process::is_exhausted;

/// An error of the emulator's own interface.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum EmulatorError {
    /// Another program listens on the address.
    AddressInUse {
        /// Host and port.
        address: SocketAddr,
    },
    /// The system refuses to listen on the address or to start a thread.
    Start {
        /// Host and port.
        address: SocketAddr,
        /// The system's error.
        problem: String,
    },
    /// The process has no more threads, files or memory.
    Exhausted {
        /// The system's error.
        problem: String,
    },
    /// The script of a task is not valid.
    Script {
        /// The id of the task.
        task_id: String,
        /// What is wrong with the script.
        problem: Message,
    },
    /// The root folder can't be used.
    Root {
        /// The folder.
        path: PathBuf,
        /// The system's error.
        problem: String,
    },
    /// A file can't be read or written.
    File {
        /// The file.
        path: String,
        /// What is wrong.
        problem: Message,
        /// Whether there is no such file.
        is_missing: bool,
    },
    /// The id of a task is already in use.
    DuplicateTask {
        /// The id of the task.
        task_id: String,
    },
    /// The value of a parameter is not valid.
    Parameter {
        /// The name of the parameter.
        parameter: &'static str,
        /// What is wrong, and what to write instead.
        problem: Message,
    },
    /// A dataset or version can't be added, for the reason that a request would be refused for.
    Refused {
        /// The documented code.
        code: String,
        /// The message of the service.
        message: String,
    },
    /// The system has no random numbers for the credentials.
    NoRandomNumbers,
    /// The work was ended early, because the caller or `stop` asked for it.
    Interrupted,
    /// The emulator was stopped, or this is a forked child of the process that started it.
    Closed,
}

impl std::error::Error for EmulatorError {}

/// Shows the error in English.
impl std::fmt::Display for EmulatorError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.message().fmt(f)
    }
}

impl EmulatorError {
    /// Returns what is wrong, in both languages; messages of the service are in English.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::AddressInUse { address } => message!(
                "the emulator can't listen on {address}: the address is in use; port 0 selects a free \
                 port",
                address = address.to_string()
            ),
            Self::Start { address, problem } => message!(
                "the emulator can't listen on {address}: {problem}",
                address = address.to_string(),
                problem
            ),
            Self::Exhausted { problem } => message!(
                "the emulator can't go on: {problem}; raise the limits of this process (ulimit -u, \
                 ulimit -n)",
                problem
            ),
            Self::Script { task_id, problem } => message!(
                "the script of task {task_id} is not valid: {problem}",
                task_id = format!("{task_id:?}"),
                problem
            ),
            Self::Root { path, problem } => message!(
                "root: {path} can't be used: {problem}; name an existing, readable folder, or leave \
                 root out for a temporary one",
                path = format!("{path:?}"),
                problem
            ),
            Self::File { path, problem, .. } => message!("{path}: {problem}", path, problem),
            Self::DuplicateTask { task_id } => message!(
                "there is already a task {task_id}",
                task_id = format!("{task_id:?}")
            ),
            Self::Parameter { parameter, problem } => {
                message!("{parameter}: {problem}", parameter = *parameter, problem)
            }
            Self::Refused { code, message } => format!("{code}: {message}").into(),
            Self::NoRandomNumbers => {
                message!("the system has no random numbers for the emulator's credentials")
            }
            Self::Interrupted => message!("the work was ended before it was done"),
            Self::Closed => message!("the emulator is closed"),
        }
    }

    pub(super) fn parameter(parameter: &'static str, problem: Message) -> Self {
        Self::Parameter { parameter, problem }
    }

    pub(super) fn root(path: &Path, error: &io::Error) -> Self {
        if is_exhausted(error) {
            return Self::exhausted(error);
        }
        Self::Root {
            path: path.to_owned(),
            problem: error.to_string(),
        }
    }

    fn exhausted(error: &io::Error) -> Self {
        Self::Exhausted {
            problem: error.to_string(),
        }
    }

    pub(super) fn listen(address: SocketAddr, error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::AddrInUse {
            return Self::AddressInUse { address };
        }
        // A thread that can't be started is a call that would block.
        if is_exhausted(error) || error.kind() == io::ErrorKind::WouldBlock {
            return Self::exhausted(error);
        }
        Self::Start {
            address,
            problem: error.to_string(),
        }
    }
}
