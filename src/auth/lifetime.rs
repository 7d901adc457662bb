//! How long something that was fetched is used.
#![deny(clippy::arithmetic_side_effects)]

use std::time::Duration;

use jiff::Timestamp;
use tokio::time::Instant;

use crate::http::{RawResponse, http_date};
use crate::message::quoted;
use crate::schema::ReadError;

/// It is renewed this long before it expires, or a tenth of its life, whichever is less.
const MARGIN: Duration = Duration::from_secs(300);
/// Nothing is used for longer than this without being fetched again, whatever its issuer says.
const LONGEST: Duration = Duration::from_secs(30 * 24 * 3600);

/// When to renew something, and when to stop using it.
#[derive(Debug, Clone, Copy)]
pub struct Lifetime {
    renew: Instant,
    expires: Instant,
}

impl Lifetime {
    /// Returns the lifetime of something that is fetched at `now` and expires after `life`.
    #[must_use]
    pub fn new(now: Instant, life: Duration) -> Self {
        let life = life.min(LONGEST);
        let until_renewal =
            life.saturating_sub(MARGIN.min(life.checked_div(10).unwrap_or_default()));
        Self {
            renew: now.checked_add(until_renewal).unwrap_or(now),
            expires: now.checked_add(life).unwrap_or(now),
        }
    }

    /// Returns whether it may still be used.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.expires > Instant::now()
    }

    /// Returns whether it may be used and need not be renewed yet.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        self.renew > Instant::now()
    }
}

/// Returns how long something lives by the clock of its issuer, so that a wrong clock here does no
/// harm.
pub(super) fn life(
    expires: Timestamp,
    issued: Option<Timestamp>,
    response: &RawResponse,
) -> Duration {
    let issued = issued
        .or_else(|| response.header("date").and_then(http_date))
        .unwrap_or_else(Timestamp::now);
    Duration::try_from(expires.duration_since(issued)).unwrap_or(Duration::ZERO)
}

/// Reads a time of a response.
pub(super) fn timestamp(text: &str, path: &str) -> Result<Timestamp, ReadError> {
    text.parse().map_err(|_| {
        ReadError::new(message!(
            "{text} is not a time, expected one like 2020-01-04T09:05:22.701000Z",
            text = quoted(text)
        ))
        .in_member(path)
    })
}
