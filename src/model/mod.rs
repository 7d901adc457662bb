//! What the service says: types and how they are read.

pub mod error_code;
mod failure;
mod id;
mod lenient;
mod task;

pub use failure::Failure;
pub use id::{ProjectId, TaskId};
pub use lenient::{Field, Integer, List, ReadError, Undocumented, read};
pub use task::{
    CreatedDataset, CreatedVersion, EntryKind, FailedEntry, ResultEntry, SyncOrCheckout, TaskState,
    TaskStatus,
};
