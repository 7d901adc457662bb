//! What handlers need of a request besides its head.

use std::sync::Arc;

use axum::body::Bytes;
use jiff::Timestamp;

/// The parts of a request that handlers find in its extensions.
#[derive(Debug, Clone)]
pub(crate) struct RequestContext {
    pub(crate) request_id: Arc<str>,
    pub(crate) received_at: Timestamp,
    pub(crate) body: Bytes,
}
