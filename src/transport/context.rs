//! What calls are driven with.

use std::fmt;
use std::sync::Arc;

use super::log::LogBuffer;
use crate::auth::BoxFuture;
use crate::error::Error;
use crate::http::Connections;

/// What a call is driven with: connections of the runtime that drives it, where its log records
/// go, and where work is started that other calls may wait for.
#[derive(Clone)]
pub struct Context {
    /// The connections.
    pub connections: Connections,
    /// The log records.
    pub log: Arc<LogBuffer>,
    /// The process's runtime.
    pub background: Arc<dyn Background>,
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context").finish_non_exhaustive()
    }
}

/// A closure that the process's runtime runs with its own connections.
pub type BackgroundTask = Box<dyn FnOnce(Connections) -> BoxFuture<'static, ()> + Send>;

/// Starts tasks on the process's runtime.
pub trait Background: Send + Sync {
    /// Starts a task that does not depend on the runtime of the call that starts it.
    ///
    /// # Errors
    /// The runtime can't be set up.
    fn start(&self, task: BackgroundTask) -> Result<(), Error>;
}
