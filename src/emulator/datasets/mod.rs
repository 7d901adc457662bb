//! Datasets, their versions and their files.

mod calls;
mod contents;
mod fields;
mod listing;
mod location;
mod obs;
mod preload;
mod refusal;
mod registry;
mod version;
mod version_calls;
mod work;

use std::path::Path;

pub(super) use calls::{
    create_dataset, delete_dataset, delete_file_from_obs, get_dataset, query_dataset, sync_dataset,
    update_dataset,
};
pub use preload::NewDataset;
pub(super) use preload::{add_dataset, add_version};
pub(super) use refusal::Refusal;
pub(super) use version_calls::{
    checkout_dataset_version, compare_datasets, create_dataset_version, delete_file_in_version,
    get_history_dataset_version, search_dataset_version,
};
pub(super) use work::Work;

use super::EmulatorError;
use contents::Contents;
use listing::Listings;
use obs::Obs;
use registry::Registry;

/// The datasets of the emulator's project, and the folder that is their OBS.
#[derive(Debug)]
pub(super) struct Datasets {
    registry: Registry,
    obs: Obs,
    contents: Contents,
    listings: Listings,
}

impl Datasets {
    pub(super) fn new(root: Option<&Path>, seed: u64) -> Result<Self, EmulatorError> {
        Ok(Self {
            registry: Registry::new(seed),
            obs: Obs::open(root)?,
            contents: Contents::default(),
            listings: Listings::default(),
        })
    }

    /// The folder that is OBS.
    pub(super) fn root(&self) -> &Path {
        &self.obs.path
    }

    /// Forgets all datasets; their files stay.
    pub(super) fn clear(&self) {
        self.registry.clear();
        self.listings.clear();
    }
}
