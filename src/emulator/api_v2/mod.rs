//! Data management, version 2: one handler for each call.

pub(super) mod auto_labelling;
pub(super) mod datasets;
pub(super) mod enumerations;
pub(super) mod exports;
pub(super) mod imports;
pub(super) mod labels;
pub(super) mod objects;
pub(super) mod parameters;
pub(super) mod processing;
pub(super) mod processing_versions;
pub(super) mod reply;
pub(super) mod requests;
pub(super) mod routes;
pub(super) mod samples;
pub(super) mod syncs;
pub(super) mod uploads;
pub(super) mod versions;
