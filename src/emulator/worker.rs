//! The threads that run jobs when the emulator's clock has reached their time.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::clock::Clock;
use super::interrupt::{Interrupt, MAX_STEP};
use crate::process::lock;

const THREAD_NAME: &str = "modelarts-emulator-work";
/// How many jobs run at the same time, so that a long one does not delay the others.
const MAX_THREADS: usize = 4;
/// The longest time between two reads of the clock.
const MAX_SLEEP: Duration = Duration::from_secs(3600);

type Job = Box<dyn FnOnce(Interrupt<'_>) + Send>;

/// Runs jobs on threads that are started when they are needed.
#[derive(Debug)]
pub(super) struct Worker {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    clock: Arc<Clock>,
    stopping: Arc<AtomicBool>,
    /// Jobs of an earlier generation have been cancelled.
    generation: AtomicU64,
    queue: Mutex<Queue>,
    changed: Condvar,
}

#[derive(Default)]
struct Queue {
    /// By due time, then in the order in which they were added.
    waiting: BTreeMap<(Duration, u64), Job>,
    added: u64,
    running: usize,
    threads: usize,
    handles: Vec<JoinHandle<()>>,
}

impl std::fmt::Debug for Queue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Queue")
            .field("waiting", &self.waiting.len())
            .field("running", &self.running)
            .field("threads", &self.threads)
            .finish_non_exhaustive()
    }
}

impl Queue {
    fn next_due(&self) -> Option<Duration> {
        self.waiting.keys().next().map(|(due, _)| *due)
    }

    fn has_due(&self, now: Duration) -> bool {
        self.running > 0 || self.next_due().is_some_and(|due| due <= now)
    }

    fn needs_thread(&self) -> bool {
        let idle = self.threads.saturating_sub(self.running);
        self.threads < MAX_THREADS && self.waiting.len() > idle
    }
}

impl Worker {
    /// Returns a worker that cancels its jobs once `stopping` is true.
    pub(super) fn new(clock: Arc<Clock>, stopping: Arc<AtomicBool>) -> Self {
        Self {
            shared: Arc::new(Shared {
                clock,
                stopping,
                generation: AtomicU64::new(0),
                queue: Mutex::default(),
                changed: Condvar::new(),
            }),
        }
    }

    /// Runs a job once the clock has reached `due`.
    pub(super) fn add(&self, due: Duration, job: impl FnOnce(Interrupt<'_>) + Send + 'static) {
        let shared = &self.shared;
        let mut queue = lock(&shared.queue);
        if shared.is_stopping() {
            return;
        }
        let key = (due, queue.added);
        queue.added += 1;
        queue.waiting.insert(key, Box::new(job));
        if queue.needs_thread() {
            let running = shared.clone();
            let builder = std::thread::Builder::new().name(THREAD_NAME.to_owned());
            // Without a thread the job waits, as in an overloaded service; the next job tries again.
            if let Ok(handle) = builder.spawn(move || running.run()) {
                queue.threads += 1;
                queue.handles.push(handle);
            }
        }
        shared.changed.notify_all();
    }

    /// Returns when all jobs that are due by now have run.
    pub(super) fn wait_for_due_jobs(&self, interrupt: Interrupt<'_>) {
        let shared = &self.shared;
        {
            let _queue = lock(&shared.queue);
            // Under the lock, so that no thread is between reading the clock and waiting.
            shared.changed.notify_all();
        }
        shared.wait_while(interrupt, None, |queue| {
            queue.threads > 0 && queue.has_due(shared.clock.elapsed()) && !shared.is_stopping()
        });
    }

    /// Drops the jobs that have not begun, cancels the others, and returns when they have ended.
    pub(super) fn clear(&self, interrupt: Interrupt<'_>) {
        let shared = &self.shared;
        {
            let mut queue = lock(&shared.queue);
            queue.waiting.clear();
            shared.generation.fetch_add(1, Ordering::SeqCst);
        }
        shared.wait_while(interrupt, None, |queue| queue.running > 0);
    }

    /// Waits until all threads have ended, but not beyond `deadline`. They end because `stopping`
    /// is true.
    pub(super) fn stop(&self, deadline: Instant, interrupt: Interrupt<'_>) {
        let shared = &self.shared;
        {
            let mut queue = lock(&shared.queue);
            queue.waiting.clear();
            shared.changed.notify_all();
        }
        shared.wait_while(interrupt, Some(deadline), |queue| queue.threads > 0);
        let mut queue = lock(&shared.queue);
        let handles = if queue.threads == 0 {
            std::mem::take(&mut queue.handles)
        } else {
            Vec::new()
        };
        drop(queue);
        for handle in handles {
            let _ = handle.join();
        }
    }
}

impl Shared {
    fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::SeqCst)
    }

    fn run(&self) {
        let mut queue = lock(&self.queue);
        while !self.is_stopping() {
            let now = self.clock.elapsed();
            let sleep = match queue.next_due() {
                Some(due) if due <= now => {
                    queue = self.run_next(queue);
                    continue;
                }
                Some(due) => due.saturating_sub(now),
                None => MAX_SLEEP,
            };
            // Advancing the clock notifies the threads.
            queue = self.wait(queue, sleep.min(MAX_SLEEP));
        }
        queue.threads -= 1;
        self.changed.notify_all();
    }

    fn run_next<'a>(&'a self, mut queue: MutexGuard<'a, Queue>) -> MutexGuard<'a, Queue> {
        let Some((_, job)) = queue.waiting.pop_first() else {
            return queue;
        };
        queue.running += 1;
        let generation = self.generation.load(Ordering::SeqCst);
        drop(queue);
        let cancelled =
            || self.is_stopping() || self.generation.load(Ordering::SeqCst) != generation;
        // A bug in one job must not make callers wait for it for ever.
        let _ = catch_unwind(AssertUnwindSafe(|| job(Interrupt::when(&cancelled))));
        let mut queue = lock(&self.queue);
        queue.running -= 1;
        self.changed.notify_all();
        queue
    }

    /// Waits while a condition holds. The interrupt is checked without the lock, because it may run a
    /// handler of signals, which may call the emulator.
    fn wait_while(
        &self,
        interrupt: Interrupt<'_>,
        deadline: Option<Instant>,
        condition: impl Fn(&Queue) -> bool,
    ) {
        loop {
            let queue = lock(&self.queue);
            if !condition(&queue) {
                return;
            }
            drop(self.wait(queue, MAX_STEP));
            let expired = deadline.is_some_and(|deadline| Instant::now() >= deadline);
            if expired || interrupt.is_requested() {
                return;
            }
        }
    }

    fn wait<'a>(&self, queue: MutexGuard<'a, Queue>, timeout: Duration) -> MutexGuard<'a, Queue> {
        self.changed
            .wait_timeout(queue, timeout)
            .unwrap_or_else(PoisonError::into_inner)
            .0
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::sync::mpsc;

    use super::*;
    use crate::emulator::clock::ClockKind;

    fn worker() -> (Worker, Arc<Clock>, Arc<AtomicBool>) {
        let clock = Arc::new(Clock::new(ClockKind::Manual));
        let stopping = Arc::new(AtomicBool::new(false));
        (
            Worker::new(clock.clone(), stopping.clone()),
            clock,
            stopping,
        )
    }

    fn stop(worker: &Worker, stopping: &AtomicBool) {
        stopping.store(true, Ordering::SeqCst);
        worker.stop(Instant::now() + Duration::from_secs(5), Interrupt::never());
        assert_eq!(lock(&worker.shared.queue).threads, 0);
    }

    /// A lost wake-up would leave a job waiting for [`MAX_SLEEP`].
    #[test]
    fn no_advance_of_the_clock_is_missed() {
        let (worker, clock, stopping) = worker();
        let done = Arc::new(AtomicU64::new(0));
        let begun = Instant::now();
        for round in 1..=3000 {
            let counter = done.clone();
            worker.add(Duration::from_secs(round), move |_| {
                counter.fetch_add(1, Ordering::SeqCst);
            });
            clock.advance(Duration::from_secs(1));
            worker.wait_for_due_jobs(Interrupt::never());
            assert_eq!(done.load(Ordering::SeqCst), round);
        }
        assert!(begun.elapsed() < Duration::from_secs(30));
        stop(&worker, &stopping);
    }

    #[test]
    fn a_long_job_does_not_delay_others_and_ends_with_the_worker() {
        let (worker, clock, stopping) = worker();
        worker.add(Duration::ZERO, |interrupt| {
            while !interrupt.is_requested() {
                std::thread::sleep(Duration::from_millis(1));
            }
        });
        let (send, received) = mpsc::channel();
        worker.add(Duration::ZERO, move |_| send.send(()).unwrap());
        received.recv_timeout(Duration::from_secs(5)).unwrap();
        let deadline = Instant::now() + Duration::from_millis(100);
        worker.wait_for_due_jobs(Interrupt::when(&|| Instant::now() > deadline));
        worker.clear(Interrupt::never());
        assert_eq!(lock(&worker.shared.queue).running, 0);
        assert_eq!(clock.elapsed(), Duration::ZERO);
        stop(&worker, &stopping);
    }

    #[test]
    fn a_job_that_panics_does_not_block_the_worker() {
        let (worker, _, stopping) = worker();
        worker.add(Duration::ZERO, |_| std::panic::resume_unwind(Box::new(())));
        worker.wait_for_due_jobs(Interrupt::never());
        let (send, received) = mpsc::channel();
        worker.add(Duration::ZERO, move |_| send.send(()).unwrap());
        received.recv_timeout(Duration::from_secs(5)).unwrap();
        stop(&worker, &stopping);
    }

    #[test]
    fn a_job_that_cannot_be_interrupted_does_not_block_stop() {
        let (worker, _, stopping) = worker();
        let (release, held) = mpsc::channel::<()>();
        worker.add(Duration::ZERO, move |_| {
            let _ = held.recv();
        });
        while lock(&worker.shared.queue).running == 0 {
            std::thread::yield_now();
        }
        stopping.store(true, Ordering::SeqCst);
        let begun = Instant::now();
        worker.stop(begun + Duration::from_millis(200), Interrupt::never());
        assert!(begun.elapsed() < Duration::from_secs(2));
        drop(release);
    }
}
