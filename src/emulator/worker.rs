//! The thread that does the tasks' work when its time has come.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use super::cloud::{Cloud, lock};
use super::datasets::Work;

const NAME: &str = "modelarts-emulator-work";
/// As long as nothing is due, it looks this seldom.
const LONGEST_SLEEP: Duration = Duration::from_secs(3600);

/// What is to be done, by when its time has come, and who does it.
#[derive(Debug, Default)]
pub(super) struct Worker {
    queue: Mutex<Queue>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Queue {
    /// By the time of the emulator's clock, and in the order of coming.
    waiting: BTreeMap<(Duration, u64), (String, Work)>,
    added: u64,
    at_work: bool,
    ended: bool,
    thread: Option<JoinHandle<()>>,
}

impl Queue {
    fn next_due(&self) -> Option<Duration> {
        self.waiting.keys().next().map(|(due, _)| *due)
    }

    fn has_due(&self, now: Duration) -> bool {
        self.at_work || self.next_due().is_some_and(|due| due <= now)
    }
}

impl Worker {
    /// Has a task's work done from `due` on.
    pub(super) fn add(&self, cloud: &Arc<Cloud>, task_id: String, due: Duration, work: Work) {
        let mut queue = lock(&self.queue);
        if queue.ended {
            return;
        }
        let key = (due, queue.added);
        queue.added += 1;
        queue.waiting.insert(key, (task_id, work));
        if queue.thread.is_none() {
            let cloud = cloud.clone();
            let builder = std::thread::Builder::new().name(NAME.to_owned());
            // Without a thread the task stays as it is, as it does in a service that is overloaded;
            // the next one tries again.
            queue.thread = builder.spawn(move || cloud.worker.run(&cloud)).ok();
        }
        drop(queue);
        self.changed.notify_all();
    }

    /// Returns when all that is due by now is done.
    pub(super) fn settle(&self, cloud: &Cloud) {
        self.changed.notify_all();
        let mut queue = lock(&self.queue);
        while queue.thread.is_some() && !queue.ended && queue.has_due(cloud.clock.elapsed()) {
            queue = self.wait(queue, LONGEST_SLEEP);
        }
    }

    /// Forgets what has not begun, and returns when what has begun is done.
    pub(super) fn clear(&self) {
        let mut queue = lock(&self.queue);
        queue.waiting.clear();
        while queue.at_work {
            queue = self.wait(queue, LONGEST_SLEEP);
        }
    }

    /// As [`clear`](Self::clear), for good.
    pub(super) fn stop(&self) {
        let thread = {
            let mut queue = lock(&self.queue);
            queue.ended = true;
            queue.waiting.clear();
            queue.thread.take()
        };
        self.changed.notify_all();
        if let Some(thread) = thread {
            let _ = thread.join();
        }
    }

    fn run(&self, cloud: &Cloud) {
        let mut queue = lock(&self.queue);
        while !queue.ended {
            let now = cloud.clock.elapsed();
            let sleep = match queue.next_due() {
                Some(due) if due <= now => {
                    queue = self.work(queue, cloud);
                    continue;
                }
                Some(due) => due.saturating_sub(now),
                None => LONGEST_SLEEP,
            };
            // A clock that stands still is moved by somebody who then wakes this thread.
            queue = self.wait(queue, sleep.min(LONGEST_SLEEP));
        }
    }

    fn work<'a>(
        &'a self,
        mut queue: MutexGuard<'a, Queue>,
        cloud: &Cloud,
    ) -> MutexGuard<'a, Queue> {
        let Some((_, (task_id, work))) = queue.waiting.pop_first() else {
            return queue;
        };
        queue.at_work = true;
        drop(queue);
        let outcome = cloud.datasets.perform(work, cloud.clock.now().as_second());
        cloud
            .tasks
            .end_work(&task_id, outcome.map_err(|refusal| refusal.result()));
        let mut queue = lock(&self.queue);
        queue.at_work = false;
        self.changed.notify_all();
        queue
    }

    fn wait<'a>(&self, queue: MutexGuard<'a, Queue>, most: Duration) -> MutexGuard<'a, Queue> {
        self.changed
            .wait_timeout(queue, most)
            .unwrap_or_else(PoisonError::into_inner)
            .0
    }
}
