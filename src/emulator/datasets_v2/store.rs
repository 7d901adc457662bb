//! All that data management keeps.

use std::sync::Arc;

use super::catalog::Catalog;
use super::processing::Processors;
use super::scripts::Scripts;
use crate::emulator::storage::obs::Obs;

/// The state of data management.
#[derive(Debug)]
pub(crate) struct DatasetsV2 {
    pub(crate) obs: Arc<Obs>,
    pub(crate) catalog: Catalog,
    pub(crate) processors: Processors,
    pub(crate) scripts: Scripts,
    pub(crate) seed: u64,
}

impl DatasetsV2 {
    pub(crate) fn new(obs: Arc<Obs>, seed: u64) -> Self {
        Self {
            obs,
            catalog: Catalog::new(seed),
            processors: Processors::default(),
            scripts: Scripts::default(),
            seed,
        }
    }

    /// Removes datasets, tasks and scripts; files stay.
    pub(crate) fn clear(&self) {
        self.catalog.clear();
        self.processors.clear();
        self.scripts.clear();
    }
}
