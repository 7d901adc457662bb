//! Everything the emulator knows: what the handlers of requests and the [`Emulator`] share.
//!
//! [`Emulator`]: super::Emulator

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::clock::Clock;
use super::faults::Faults;
use super::identity::Identity;
use super::records::Records;
use super::tasks::{TaskScript, Tasks};
use super::tokens::Tokens;
use super::{EmulatorError, Options};

/// The emulated cloud.
#[derive(Debug)]
pub(super) struct Cloud {
    pub(super) identity: Identity,
    pub(super) clock: Clock,
    pub(super) tokens: Tokens,
    pub(super) tasks: Tasks,
    pub(super) records: Records,
    pub(super) faults: Faults,
    pub(super) verify: bool,
    pace: Duration,
    seed: u64,
    arrivals: AtomicU64,
}

impl Cloud {
    pub(super) fn new(options: &Options) -> Self {
        let seed = options.seed.unwrap_or_default();
        Self {
            identity: Identity::new(options, seed),
            clock: Clock::new(options.clock),
            tokens: Tokens::new(seed),
            tasks: Tasks::default(),
            records: Records::default(),
            faults: Faults::new(seed),
            verify: options.verify,
            pace: options.pace,
            seed,
            arrivals: AtomicU64::new(0),
        }
    }

    pub(super) fn add_task(&self, script: TaskScript) -> Result<(), EmulatorError> {
        self.tasks.add(script, self.pace, self.clock.elapsed())
    }

    pub(super) fn reset(&self) {
        self.tasks.clear();
        self.records.clear();
        self.faults.clear();
        self.tokens.revoke_all();
        self.clock.reset();
    }

    /// A name for the next request: one half looks random, the other makes it unique.
    pub(super) fn next_request_id(&self) -> Arc<str> {
        let number = self.arrivals.fetch_add(1, Ordering::SeqCst);
        let random = fastrand::Rng::with_seed(self.seed ^ number.rotate_left(32)).u64(..);
        format!("{random:016x}{number:016x}").into()
    }
}

/// Locks for a moment; a panic elsewhere leaves data that can still be read.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
