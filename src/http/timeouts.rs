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
    /// How long nothing may be received; `None` for as long as the call may take.
    pub silence: Option<Duration>,
}

impl Timeouts {
    pub(super) fn apply<F: Future>(&self, next: F) -> Timeout<F> {
        let now = Instant::now();
        let silence = self.silence.and_then(|silence| now.checked_add(silence));
        let until = match (self.deadline, silence) {
            (Some(deadline), Some(silence)) => Some(deadline.min(silence)),
            (deadline, silence) => deadline.or(silence),
        };
        let until = until.or_else(|| now.checked_add(NO_LIMIT));
        timeout_at(until.unwrap_or(now), next)
    }
}
