//! All datasets, with the folder and the blobs that hold their files.

use std::sync::Arc;
use std::time::Instant;

use super::listing::ListingCache;
use super::registry::Registry;
use crate::emulator::error::EmulatorError;
use crate::emulator::interrupt::Interrupt;
use crate::emulator::options::Options;
use crate::emulator::storage::blobs::BlobStore;
use crate::emulator::storage::obs::Obs;

/// The datasets of the emulator's project.
#[derive(Debug)]
pub(crate) struct DatasetsV1 {
    pub(crate) registry: Registry,
    pub(crate) obs: Arc<Obs>,
    pub(crate) blobs: BlobStore,
    pub(crate) listings: ListingCache,
}

impl DatasetsV1 {
    pub(crate) fn new(options: &Options, seed: u64) -> Result<Self, EmulatorError> {
        Ok(Self {
            registry: Registry::new(seed),
            obs: Arc::new(Obs::open(options.root.as_deref(), &options.temporary_in)?),
            blobs: BlobStore::default(),
            listings: ListingCache::default(),
        })
    }

    /// Drops blobs and closes the root folder; waits at most until `deadline`.
    pub(crate) fn close(&self, deadline: Instant, interrupt: Interrupt<'_>) {
        self.blobs.clear();
        self.obs.close(deadline, interrupt);
    }

    /// Removes all datasets; their files stay.
    pub(crate) fn clear(&self) {
        self.registry.clear();
        self.listings.clear();
    }
}
