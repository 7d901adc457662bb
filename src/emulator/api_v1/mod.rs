//! The dataset service, version 1: one handler for each call.

pub(super) mod datasets;
pub(super) mod parameters;
pub(super) mod reply;
pub(super) mod routes;
pub(super) mod tasks;
pub(super) mod versions;
