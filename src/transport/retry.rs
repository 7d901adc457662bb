//! What is tried again, and when: pure functions of what happened.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::Timestamp;

use crate::wire::http_date;

/// The first wait is drawn from nothing to this.
const FIRST_WAIT: Duration = Duration::from_millis(500);
/// No wait is drawn from a longer span than this.
const LONGEST_WAIT: Duration = Duration::from_secs(8);
/// A service that asks for a longer pause than this gets none: the caller is told instead.
pub const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(60);

/// What became of an attempt, as far as trying again is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// No connection came about, so nothing was sent.
    NotSent,
    /// The service refused to act: 429, or 503 with `Retry-After`.
    Refused {
        /// How long it asks to wait.
        retry_after: Option<Duration>,
    },
    /// 500, 502, 503 or 504: it may or may not have acted.
    ServerFault,
    /// The connection broke or fell silent after the request was sent.
    Broken,
    /// Trying again would change nothing.
    Final,
}

impl Outcome {
    /// What an HTTP status means for trying again.
    #[must_use]
    pub fn of_status(status: u16, retry_after: Option<Duration>) -> Self {
        match (status, retry_after) {
            (429, _) | (503, Some(_)) => Self::Refused { retry_after },
            (500 | 502 | 503 | 504, _) => Self::ServerFault,
            _ => Self::Final,
        }
    }
}

/// How long to wait before trying again; `None` for not at all.
///
/// `retry` counts from 0; `random` is drawn from 0 to 1.
#[must_use]
pub fn wait_before(
    outcome: Outcome,
    repeatable: bool,
    retry: u32,
    random: f64,
) -> Option<Duration> {
    let jittered = longest_wait(retry).mul_f64(random.clamp(0.0, 1.0));
    match outcome {
        Outcome::Refused {
            retry_after: Some(asked),
        } => (asked <= LONGEST_RETRY_AFTER).then_some(asked),
        Outcome::NotSent | Outcome::Refused { retry_after: None } => Some(jittered),
        Outcome::ServerFault | Outcome::Broken => repeatable.then_some(jittered),
        Outcome::Final => None,
    }
}

/// From what span the wait before a retry is drawn; `retry` counts from 0.
#[must_use]
pub fn longest_wait(retry: u32) -> Duration {
    FIRST_WAIT
        .saturating_mul(1 << retry.min(10))
        .min(LONGEST_WAIT)
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

/// What retries a client may still spend: a service that fails for everybody isn't asked by
/// everybody several times over.
#[derive(Debug)]
pub struct Quota(AtomicI64);

impl Quota {
    const FULL: i64 = 500;
    const COST: i64 = 5;

    /// A full quota.
    #[must_use]
    pub const fn new() -> Self {
        Self(AtomicI64::new(Self::FULL))
    }

    /// Pays for one retry; `false` if the quota is used up.
    pub fn spend(&self) -> bool {
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                (left >= Self::COST).then_some(left - Self::COST)
            })
            .is_ok()
    }

    /// A call that succeeded gives a little back.
    pub fn refund(&self) {
        if self.0.load(Ordering::Relaxed) < Self::FULL {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Default for Quota {
    fn default() -> Self {
        Self::new()
    }
}
