//! Everything the emulator knows: what the handlers of requests and the [`Emulator`] share.
//!
//! [`Emulator`]: super::Emulator

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::clock::Clock;
use super::datasets::{Datasets, Work};
use super::faults::Faults;
use super::identity::Identity;
use super::records::Records;
use super::schedule::Course;
use super::tasks::{TaskScript, Tasks};
use super::tokens::Tokens;
use super::worker::Worker;
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
    pub(super) datasets: Datasets,
    pub(super) worker: Worker,
    pub(super) verify: bool,
    pace: Duration,
    seed: u64,
    arrivals: AtomicU64,
}

impl Cloud {
    pub(super) fn new(options: &Options) -> Result<Self, EmulatorError> {
        let seed = options.seed.unwrap_or_default();
        Ok(Self {
            identity: Identity::new(options, seed),
            clock: Clock::new(options.clock),
            tokens: Tokens::new(seed),
            tasks: Tasks::default(),
            records: Records::default(),
            faults: Faults::new(seed),
            datasets: Datasets::new(options.root.as_deref(), seed)?,
            worker: Worker::default(),
            verify: options.verify,
            pace: options.pace,
            seed,
            arrivals: AtomicU64::new(0),
        })
    }

    /// How the task that an operation starts will go, in times of the emulator's clock.
    pub(super) fn course(&self, operation: &str, path: &str) -> Course {
        let course = Course::new(self.pace, self.faults.wants_retry(operation, path));
        let now = self.clock.elapsed();
        Course {
            begins: now.saturating_add(course.begins),
            ends: now.saturating_add(course.ends),
            ..course
        }
    }

    /// Adds a task, and has its work done in its time.
    pub(super) fn start_work(self: &Arc<Self>, task_id: &str, course: Course, work: Work) {
        let now = self.clock.elapsed();
        self.tasks.begin_work(task_id, course.schedule, now);
        let task_id = task_id.to_owned();
        self.worker.add(self, task_id, course.begins, work);
    }

    pub(super) fn add_task(&self, script: TaskScript) -> Result<(), EmulatorError> {
        self.tasks.add(script, self.pace, self.clock.elapsed())
    }

    pub(super) fn reset(&self) {
        self.worker.clear();
        self.datasets.clear();
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
