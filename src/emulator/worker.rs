//! The thread that runs jobs when the emulator's clock has reached their time.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use super::clock::Clock;
use super::lock::lock;

const THREAD_NAME: &str = "modelarts-emulator-work";
/// The longest time between two looks at the clock.
const MAX_SLEEP: Duration = Duration::from_secs(3600);

type Job = Box<dyn FnOnce() + Send>;

/// Runs jobs, one at a time, on a thread that is started with the first of them.
#[derive(Debug)]
pub(super) struct Worker {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    clock: Arc<Clock>,
    queue: Mutex<Queue>,
    changed: Condvar,
}

#[derive(Default)]
struct Queue {
    /// By due time, then in the order in which they were added.
    waiting: BTreeMap<(Duration, u64), Job>,
    added: u64,
    busy: bool,
    stopped: bool,
    thread: Option<JoinHandle<()>>,
}

impl std::fmt::Debug for Queue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Queue")
            .field("waiting", &self.waiting.len())
            .field("busy", &self.busy)
            .field("stopped", &self.stopped)
            .finish_non_exhaustive()
    }
}

impl Queue {
    fn next_due(&self) -> Option<Duration> {
        self.waiting.keys().next().map(|(due, _)| *due)
    }

    fn has_due(&self, now: Duration) -> bool {
        self.busy || self.next_due().is_some_and(|due| due <= now)
    }
}

impl Worker {
    pub(super) fn new(clock: Arc<Clock>) -> Self {
        Self {
            shared: Arc::new(Shared {
                clock,
                queue: Mutex::default(),
                changed: Condvar::new(),
            }),
        }
    }

    /// Runs a job once the clock has reached `due`.
    pub(super) fn add(&self, due: Duration, job: impl FnOnce() + Send + 'static) {
        let mut queue = lock(&self.shared.queue);
        if queue.stopped {
            return;
        }
        let key = (due, queue.added);
        queue.added += 1;
        queue.waiting.insert(key, Box::new(job));
        if queue.thread.is_none() {
            let shared = self.shared.clone();
            let builder = std::thread::Builder::new().name(THREAD_NAME.to_owned());
            // Without a thread the job waits, as in an overloaded service; the next job tries again.
            queue.thread = builder.spawn(move || shared.run()).ok();
        }
        drop(queue);
        self.shared.changed.notify_all();
    }

    /// Returns when all jobs that are due by now have run.
    pub(super) fn wait_for_due_jobs(&self) {
        let shared = &self.shared;
        shared.changed.notify_all();
        let mut queue = lock(&shared.queue);
        while queue.thread.is_some() && !queue.stopped && queue.has_due(shared.clock.elapsed()) {
            queue = shared.wait(queue, MAX_SLEEP);
        }
    }

    /// Drops the jobs that have not begun, and returns when the others have finished.
    pub(super) fn clear(&self) {
        let mut queue = lock(&self.shared.queue);
        queue.waiting.clear();
        while queue.busy {
            queue = self.shared.wait(queue, MAX_SLEEP);
        }
    }

    /// Does what [`clear`](Self::clear) does, and ends the thread.
    pub(super) fn stop(&self) {
        let thread = {
            let mut queue = lock(&self.shared.queue);
            queue.stopped = true;
            queue.waiting.clear();
            queue.thread.take()
        };
        self.shared.changed.notify_all();
        if let Some(thread) = thread {
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn run(&self) {
        let mut queue = lock(&self.queue);
        while !queue.stopped {
            let now = self.clock.elapsed();
            let sleep = match queue.next_due() {
                Some(due) if due <= now => {
                    queue = self.run_next(queue);
                    continue;
                }
                Some(due) => due.saturating_sub(now),
                None => MAX_SLEEP,
            };
            // Whoever advances the clock wakes this thread.
            queue = self.wait(queue, sleep.min(MAX_SLEEP));
        }
    }

    fn run_next<'a>(&'a self, mut queue: MutexGuard<'a, Queue>) -> MutexGuard<'a, Queue> {
        let Some((_, job)) = queue.waiting.pop_first() else {
            return queue;
        };
        queue.busy = true;
        drop(queue);
        job();
        let mut queue = lock(&self.queue);
        queue.busy = false;
        self.changed.notify_all();
        queue
    }

    fn wait<'a>(&self, queue: MutexGuard<'a, Queue>, timeout: Duration) -> MutexGuard<'a, Queue> {
        self.changed
            .wait_timeout(queue, timeout)
            .unwrap_or_else(PoisonError::into_inner)
            .0
    }
}
