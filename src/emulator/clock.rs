//! The emulator's time, which tests can move and stop.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};

/// What moves the emulator's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ClockKind {
    /// It follows the machine's clock; `advance` moves it further.
    #[default]
    Real,
    /// It stays at the time of the start until `advance` moves it. A client that signs by the
    /// machine's clock is refused once the two differ by more than 15 minutes.
    Manual,
}

/// The emulator's clock, read in two ways: the date, and the time since the start.
///
/// Tasks use the time since the start, which a change of the machine's clock does not affect.
#[derive(Debug)]
pub(super) struct Clock {
    kind: ClockKind,
    started: Instant,
    /// The date of a manual clock before it was advanced, in microseconds since 1970.
    manual_date: AtomicI64,
    /// Nanoseconds.
    advanced: AtomicU64,
    /// Microseconds.
    skew: AtomicI64,
}

impl Clock {
    pub(super) fn new(kind: ClockKind) -> Self {
        Self {
            kind,
            started: Instant::now(),
            manual_date: AtomicI64::new(Timestamp::now().as_microsecond()),
            advanced: AtomicU64::new(0),
            skew: AtomicI64::new(0),
        }
    }

    /// Returns the date, to the microsecond.
    pub(super) fn now(&self) -> Timestamp {
        let date = match self.kind {
            ClockKind::Real => Timestamp::now().as_microsecond(),
            ClockKind::Manual => self.manual_date.load(Ordering::SeqCst),
        };
        let skewed = date.saturating_add(self.skew.load(Ordering::SeqCst));
        later(clamped(skewed), self.advanced())
    }

    /// Returns the time since the start.
    pub(super) fn elapsed(&self) -> Duration {
        match self.kind {
            ClockKind::Real => self.started.elapsed().saturating_add(self.advanced()),
            ClockKind::Manual => self.advanced(),
        }
    }

    /// Moves the clock forward, by at most 584 years in total.
    pub(super) fn advance(&self, by: Duration) {
        let nanoseconds = u64::try_from(by.as_nanos()).unwrap_or(u64::MAX);
        let _ = self
            .advanced
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |sum| {
                Some(sum.saturating_add(nanoseconds))
            });
    }

    /// Sets the error of the date in microseconds; the time since the start is not affected.
    pub(super) fn set_skew(&self, skew: i64) {
        self.skew.store(skew, Ordering::SeqCst);
    }

    /// Sets the clock to the machine's time.
    pub(super) fn reset(&self) {
        self.advanced.store(0, Ordering::SeqCst);
        self.skew.store(0, Ordering::SeqCst);
        self.manual_date
            .store(Timestamp::now().as_microsecond(), Ordering::SeqCst);
    }

    fn advanced(&self) -> Duration {
        Duration::from_nanos(self.advanced.load(Ordering::SeqCst))
    }
}

/// Returns the date of a number of microseconds since 1970, or the first or last possible date.
fn clamped(microsecond: i64) -> Timestamp {
    let limit = if microsecond < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    };
    Timestamp::from_microsecond(microsecond).unwrap_or(limit)
}

/// Returns the date `by` after `date`, or the last possible date.
pub(super) fn later(date: Timestamp, by: Duration) -> Timestamp {
    SignedDuration::try_from(by)
        .ok()
        .and_then(|by| date.checked_add(by).ok())
        .unwrap_or(Timestamp::MAX)
}
