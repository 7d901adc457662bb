//! Published versions and their files.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::SystemTime;

use crate::emulator::storage::blobs::Digest;

/// A file of a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredFile {
    pub(crate) digest: Digest,
    pub(crate) size: u64,
    pub(crate) modified: SystemTime,
    /// The permission bits, where the system has them.
    pub(crate) mode: Option<u32>,
}

/// The files of a version by name.
pub(crate) type StoredFiles = BTreeMap<String, StoredFile>;

/// The permission bits of the folders of a version's files, where the system has them.
pub(crate) type FolderModes = BTreeMap<String, u32>;

/// A published version.
#[derive(Debug, Clone, Default)]
pub(crate) struct Version {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) description: String,
    /// The id of the version that was current before; empty if there was none.
    pub(crate) previous_id: String,
    pub(crate) files: Arc<StoredFiles>,
    pub(crate) folders: Arc<FolderModes>,
    pub(crate) added: usize,
    pub(crate) deleted: usize,
    /// Epoch seconds.
    pub(crate) created: i64,
}

/// The names in which two versions differ.
pub(crate) struct Difference<'a> {
    pub(crate) added: Vec<&'a str>,
    pub(crate) deleted: Vec<&'a str>,
}

impl<'a> Difference<'a> {
    pub(crate) fn between(old: &'a StoredFiles, new: &'a StoredFiles) -> Self {
        Self {
            added: missing_from(old, new),
            deleted: missing_from(new, old),
        }
    }
}

fn missing_from<'a>(these: &StoredFiles, those: &'a StoredFiles) -> Vec<&'a str> {
    those
        .keys()
        .map(String::as_str)
        .filter(|name| !these.contains_key(*name))
        .collect()
}
