//! Data management, version 2: datasets of samples with labels, without HTTP.

pub(super) mod attribute;
pub(super) mod auto_labelling;
pub(super) mod catalog;
pub(super) mod dataset;
pub(super) mod dataset_type;
pub(super) mod export;
pub(super) mod files;
pub(super) mod folder;
pub(super) mod import;
pub(super) mod label;
pub(super) mod label_changes;
pub(super) mod labelling;
pub(super) mod paths;
pub(super) mod processing;
pub(super) mod publish;
pub(super) mod sample;
pub(super) mod samples;
pub(super) mod scripts;
pub(super) mod search;
pub(super) mod shapes;
pub(super) mod staged_work;
pub(super) mod store;
pub(super) mod text;
pub(super) mod transfers;
pub(super) mod version;
pub(super) mod work;
