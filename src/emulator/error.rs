//! What can go wrong with an emulator.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

/// What can go wrong with an emulator.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EmulatorError {
    /// Another program listens there.
    #[error(
        "the emulator can't listen on {address}: the address is in use; port 0 finds a free one"
    )]
    AddressInUse {
        /// Host and port.
        address: SocketAddr,
    },
    /// The system doesn't let it listen there, or gives it no thread.
    #[error("the emulator can't listen on {address}: {problem}")]
    Start {
        /// Host and port.
        address: SocketAddr,
        /// What the system says.
        problem: String,
    },
    /// A script can't be followed.
    #[error("the script of task {task_id:?} can't be followed: {problem}")]
    Script {
        /// The task it is for.
        task_id: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The folder that is to be OBS can't be used.
    #[error(
        "root: {path:?} can't be used: {problem}; name a folder that is there and can be read, or \
         leave it out for a temporary one"
    )]
    Root {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        problem: String,
    },
    /// There is such a task already.
    #[error("there is a task {task_id:?} already")]
    DuplicateTask {
        /// Its id.
        task_id: String,
    },
    /// What a parameter says makes no sense.
    #[error("{parameter}: {problem}")]
    Parameter {
        /// Its name.
        parameter: &'static str,
        /// What is wrong with it, and what to write.
        problem: String,
    },
    /// What is to be there from the start can't be, for the reason that a request would be told.
    #[error("{code}: {message}")]
    Refused {
        /// The documented code.
        code: &'static str,
        /// What is wrong, in the service's words.
        message: String,
    },
    /// The emulator was stopped, or this is a forked child of the process that started it.
    #[error("the emulator is closed")]
    Closed,
}

impl EmulatorError {
    pub(super) fn unbound(address: SocketAddr, error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::AddrInUse {
            return Self::AddressInUse { address };
        }
        Self::Start {
            address,
            problem: error.to_string(),
        }
    }
}
