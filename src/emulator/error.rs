//! Errors of the emulator's own interface.

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use crate::process::is_exhausted;

/// An error of the emulator's own interface.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EmulatorError {
    /// Another program listens on the address.
    #[error(
        "the emulator can't listen on {address}: the address is in use; port 0 selects a free port"
    )]
    AddressInUse {
        /// Host and port.
        address: SocketAddr,
    },
    /// The system refuses to listen on the address or to start a thread.
    #[error("the emulator can't listen on {address}: {problem}")]
    Start {
        /// Host and port.
        address: SocketAddr,
        /// The system's error.
        problem: String,
    },
    /// The process has no more threads, files or memory.
    #[error(
        "the emulator can't go on: {problem}; raise the limits of this process (ulimit -u, ulimit -n)"
    )]
    Exhausted {
        /// The system's error.
        problem: String,
    },
    /// The script of a task is not valid.
    #[error("the script of task {task_id:?} is not valid: {problem}")]
    Script {
        /// The id of the task.
        task_id: String,
        /// What is wrong with the script.
        problem: String,
    },
    /// The root folder can't be used.
    #[error(
        "root: {path:?} can't be used: {problem}; name an existing, readable folder, or leave root \
         out for a temporary one"
    )]
    Root {
        /// The folder.
        path: PathBuf,
        /// The system's error.
        problem: String,
    },
    /// The id of a task is already in use.
    #[error("there is already a task {task_id:?}")]
    DuplicateTask {
        /// The id of the task.
        task_id: String,
    },
    /// The value of a parameter is not valid.
    #[error("{parameter}: {problem}")]
    Parameter {
        /// The name of the parameter.
        parameter: &'static str,
        /// What is wrong, and what to write instead.
        problem: String,
    },
    /// A dataset or version can't be added, for the reason that a request would be refused for.
    #[error("{code}: {message}")]
    Refused {
        /// The documented code.
        code: String,
        /// The message of the service.
        message: String,
    },
    /// The system has no random numbers for the credentials.
    #[error("the system has no random numbers for the emulator's credentials")]
    NoRandomNumbers,
    /// The work was ended early, because the caller or `stop` asked for it.
    #[error("the work was ended before it was done")]
    Interrupted,
    /// The emulator was stopped, or this is a forked child of the process that started it.
    #[error("the emulator is closed")]
    Closed,
}

impl EmulatorError {
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
