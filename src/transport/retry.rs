//! The retry policy: pure functions of what happened.
#![deny(clippy::arithmetic_side_effects)]

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::Timestamp;

use crate::http::http_date;

/// The first pause is random, from zero to this; each further one from zero to twice as much.
pub const BASE_DELAY: Duration = Duration::from_millis(500);
/// The longest random pause.
const MAX_DELAY: Duration = Duration::from_secs(8);
/// With a longer `Retry-After` than this, the call fails instead of waiting.
pub const MAX_RETRY_AFTER: Duration = Duration::from_secs(60);

/// The outcome of an attempt, for the retry policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttemptOutcome {
    /// No connection was made, so nothing was sent.
    NotSent,
    /// The service rejected the request: 429, or 503 with `Retry-After`.
    Refused {
        /// `Retry-After`.
        retry_after: Option<Duration>,
    },
    /// 500, 502, 503 or 504: the request may or may not have been executed.
    ServerFault,
    /// The connection broke, or nothing was received, after the request was sent.
    Broken,
    /// Another attempt would fail in the same way.
    Final,
}

impl AttemptOutcome {
    /// Returns the outcome of an HTTP status.
    #[must_use]
    pub fn of_status(status: u16, retry_after: Option<Duration>) -> Self {
        match (status, retry_after) {
            (429, _) | (503, Some(_)) => Self::Refused { retry_after },
            (500 | 502 | 503 | 504, _) => Self::ServerFault,
            _ => Self::Final,
        }
    }
}

/// Returns the pause before the next attempt; `None` if there is none.
///
/// `retry` counts from 0; `random` is between 0 and 1.
#[must_use]
pub fn pause_before_retry(
    outcome: AttemptOutcome,
    idempotent: bool,
    retry: u32,
    random: f64,
) -> Option<Duration> {
    let jittered = max_delay(retry).mul_f64(random.clamp(0.0, 1.0));
    match outcome {
        AttemptOutcome::Refused {
            retry_after: Some(pause),
        } => (pause <= MAX_RETRY_AFTER).then_some(pause),
        AttemptOutcome::NotSent | AttemptOutcome::Refused { retry_after: None } => Some(jittered),
        AttemptOutcome::ServerFault | AttemptOutcome::Broken => idempotent.then_some(jittered),
        AttemptOutcome::Final => None,
    }
}

/// Returns the longest pause before a retry; `retry` counts from 0.
#[must_use]
pub fn max_delay(retry: u32) -> Duration {
    BASE_DELAY.saturating_mul(1 << retry.min(10)).min(MAX_DELAY)
}

/// Reads `Retry-After`: seconds, or a date, which is compared with `now`.
#[must_use]
pub fn retry_after(header: &str, now: Timestamp) -> Option<Duration> {
    let text = header.trim();
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let due = http_date(text)?;
    Some(Duration::try_from(due.duration_since(now)).unwrap_or(Duration::ZERO))
}

/// Limits the retries of a client: a service that fails for all calls does not get several times
/// the requests.
#[derive(Debug)]
pub struct RetryBudget(AtomicI64);

impl RetryBudget {
    const FULL: i64 = 500;
    const COST: i64 = 5;

    /// Creates a full budget.
    #[must_use]
    pub const fn new() -> Self {
        Self(AtomicI64::new(Self::FULL))
    }

    /// Takes one retry from the budget; `false` if there is none left.
    pub fn spend(&self) -> bool {
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                left.checked_sub(Self::COST).filter(|left| *left >= 0)
            })
            .is_ok()
    }

    /// Adds a little to the budget after a call that succeeded.
    pub fn refund(&self) {
        if self.0.load(Ordering::Relaxed) < Self::FULL {
            // Threads that add at once go a little beyond a full budget, which does no harm.
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Default for RetryBudget {
    fn default() -> Self {
        Self::new()
    }
}
