//! How long one attempt may take.
#![deny(clippy::arithmetic_side_effects)]

use std::time::Duration;

use tokio::time::{Instant, Timeout, timeout_at};

/// Longer than any call takes.
const NO_LIMIT: Duration = Duration::from_secs(30 * 365 * 24 * 3600);

/// How long one attempt may take.
#[derive(Debug, Clone, Copy)]
pub struct Timeouts {
    /// The end of the whole call; `None` for none.
    pub deadline: Option<Instant>,
    /// The longest time without receiving anything; `None` for as long as the call may take.
    pub read_timeout: Option<Duration>,
}

impl Timeouts {
    pub(super) fn apply<F: Future>(&self, next: F) -> Timeout<F> {
        let now = Instant::now();
        let read_deadline = self
            .read_timeout
            .and_then(|timeout| now.checked_add(timeout));
        let until = match (self.deadline, read_deadline) {
            (Some(deadline), Some(read_deadline)) => Some(deadline.min(read_deadline)),
            (deadline, read_deadline) => deadline.or(read_deadline),
        };
        let until = until.or_else(|| now.checked_add(NO_LIMIT));
        timeout_at(until.unwrap_or(now), next)
    }
}
