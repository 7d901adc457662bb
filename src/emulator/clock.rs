//! The emulator's time: it can be moved forward, and stand still.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};

/// What moves the emulator's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ClockKind {
    /// It runs with the machine's clock, and `advance` moves it further.
    #[default]
    Real,
    /// It stands at the moment of the start, and only `advance` moves it. Who signs by the
    /// machine's clock is refused once the two are more than 15 minutes apart.
    Manual,
}

/// Two readings of one time: the date that the world sees, and how long the emulator has lived.
///
/// Tasks go by the second, which the machine's clock can't set back.
#[derive(Debug)]
pub(super) struct Clock {
    kind: ClockKind,
    started: Instant,
    stands_at: AtomicI64,
    advanced: AtomicU64,
    skew: AtomicI64,
}

impl Clock {
    pub(super) fn new(kind: ClockKind) -> Self {
        Self {
            kind,
            started: Instant::now(),
            stands_at: AtomicI64::new(Timestamp::now().as_microsecond()),
            advanced: AtomicU64::new(0),
            skew: AtomicI64::new(0),
        }
    }

    /// The date, to the microsecond.
    pub(super) fn now(&self) -> Timestamp {
        let unmoved = match self.kind {
            ClockKind::Real => Timestamp::now().as_microsecond(),
            ClockKind::Manual => self.stands_at.load(Ordering::SeqCst),
        };
        let skewed = unmoved.saturating_add(self.skew.load(Ordering::SeqCst));
        later(nearest(skewed), self.advanced())
    }

    /// How long the emulator has lived, by its own clock.
    pub(super) fn elapsed(&self) -> Duration {
        match self.kind {
            ClockKind::Real => self.started.elapsed().saturating_add(self.advanced()),
            ClockKind::Manual => self.advanced(),
        }
    }

    /// Moves the clock forward; in all by no more than 584 years.
    pub(super) fn advance(&self, by: Duration) {
        let nanoseconds = u64::try_from(by.as_nanos()).unwrap_or(u64::MAX);
        let _ = self
            .advanced
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |sum| {
                Some(sum.saturating_add(nanoseconds))
            });
    }

    /// Sets how far the date, and nothing else, is off from what it would be, in microseconds.
    pub(super) fn skew(&self, by: i64) {
        self.skew.store(by, Ordering::SeqCst);
    }

    /// Sets the clock to the machine's time, where a manual one stands again.
    pub(super) fn reset(&self) {
        self.advanced.store(0, Ordering::SeqCst);
        self.skew.store(0, Ordering::SeqCst);
        self.stands_at
            .store(Timestamp::now().as_microsecond(), Ordering::SeqCst);
    }

    fn advanced(&self) -> Duration {
        Duration::from_nanos(self.advanced.load(Ordering::SeqCst))
    }
}

/// The date of a count of microseconds; the first or the last that can be written, if beyond.
fn nearest(microsecond: i64) -> Timestamp {
    let beyond = if microsecond < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    };
    Timestamp::from_microsecond(microsecond).unwrap_or(beyond)
}

/// A date some time after another; the last that can be written, if it would be beyond.
pub(super) fn later(date: Timestamp, by: Duration) -> Timestamp {
    SignedDuration::try_from(by)
        .ok()
        .and_then(|by| date.checked_add(by).ok())
        .unwrap_or(Timestamp::MAX)
}
