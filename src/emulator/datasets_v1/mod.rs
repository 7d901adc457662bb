//! Datasets and their versions, without HTTP.

pub(super) mod listing;
pub(super) mod registry;
pub(super) mod restore;
pub(super) mod snapshot;
pub(super) mod spec;
pub(super) mod store;
pub(super) mod version;
pub(super) mod work;
