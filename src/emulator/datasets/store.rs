//! All datasets, with the folder and the blobs that hold their files.

use std::path::Path;

use super::listing::ListingCache;
use super::registry::Registry;
use crate::emulator::error::EmulatorError;
use crate::emulator::storage::blobs::BlobStore;
use crate::emulator::storage::obs::Obs;

/// The datasets of the emulator's project.
#[derive(Debug)]
pub(crate) struct Datasets {
    pub(crate) registry: Registry,
    pub(crate) obs: Obs,
    pub(crate) blobs: BlobStore,
    pub(crate) listings: ListingCache,
}

impl Datasets {
    pub(crate) fn new(root: Option<&Path>, seed: u64) -> Result<Self, EmulatorError> {
        Ok(Self {
            registry: Registry::new(seed),
            obs: Obs::open(root)?,
            blobs: BlobStore::default(),
            listings: ListingCache::default(),
        })
    }

    /// Removes all datasets; their files stay.
    pub(crate) fn clear(&self) {
        self.registry.clear();
        self.listings.clear();
    }
}
