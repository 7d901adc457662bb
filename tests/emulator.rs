//! Tests of the emulator over real sockets, with HTTP written by hand.

#![cfg(feature = "emulator")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "emulator/authentication.rs"]
mod authentication;
#[path = "emulator/faults.rs"]
mod faults;
#[path = "emulator/iam.rs"]
mod iam;
#[path = "emulator/lifetime.rs"]
mod lifetime;
#[path = "emulator/limits.rs"]
mod limits;
#[path = "emulator/raw.rs"]
mod raw;
#[path = "emulator/records.rs"]
mod records;
#[path = "emulator/responses.rs"]
mod responses;
#[path = "emulator/signature.rs"]
mod signature;
#[path = "emulator/signature_forms.rs"]
mod signature_forms;
#[path = "emulator/skew.rs"]
mod skew;
#[path = "emulator/tasks.rs"]
mod tasks;
#[path = "emulator/v2.rs"]
mod v2;
#[path = "emulator/v2_auto_labelling.rs"]
mod v2_auto_labelling;
#[path = "emulator/v2_datasets.rs"]
mod v2_datasets;
#[path = "emulator/v2_exports.rs"]
mod v2_exports;
#[path = "emulator/v2_faults.rs"]
mod v2_faults;
#[path = "emulator/v2_imports.rs"]
mod v2_imports;
#[path = "emulator/v2_labels.rs"]
mod v2_labels;
#[path = "emulator/v2_processing.rs"]
mod v2_processing;
#[path = "emulator/v2_samples.rs"]
mod v2_samples;
#[path = "emulator/v2_versions.rs"]
mod v2_versions;
