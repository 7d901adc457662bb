//! Where settings come from, in which order, and what the errors say.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::expect_used,
    reason = "tests"
)]

mod arguments;
mod ca_bundle;
mod clouds;
mod clouds_file;
mod credentials;
mod file;
mod home;
mod openstack;
mod places;
