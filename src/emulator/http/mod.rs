//! The HTTP server, and what all requests and responses have in common.

pub(super) mod accept;
pub(super) mod admission;
pub(super) mod body;
pub(super) mod connection;
pub(super) mod context;
pub(super) mod fallback;
pub(super) mod language;
pub(super) mod origin;
pub(super) mod query;
pub(super) mod response;
pub(super) mod server;
