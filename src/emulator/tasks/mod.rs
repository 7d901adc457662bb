//! Asynchronous tasks and their states.

pub(super) mod registry;
pub(super) mod timeline;
