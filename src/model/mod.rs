//! What the service says: types and how they are read.

mod dataset;
pub mod error_code;
mod failure;
mod id;
mod lenient;
mod task;

pub use dataset::{
    ChangeCount, ChangedUrls, Dataset, DatasetList, DeletedFiles, Difference, Documented, Plain,
    StartedDataset, StartedTask, Version, VersionDetail, VersionFile, VersionList,
};
pub use failure::Failure;
pub use id::{DatasetId, ProjectId, TaskId, VersionId};
pub use lenient::{Boolean, Field, Integer, List, ReadError, Undocumented, read};
pub use task::{
    CreatedDataset, CreatedVersion, Entry, EntryKind, FailedEntry, ResultEntry, SyncOrCheckout,
    TaskState, TaskStatus,
};
