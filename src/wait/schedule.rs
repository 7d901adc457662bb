//! When to look at which task, as a pure function of the clock and of what was seen.

use std::collections::BTreeSet;
use std::time::Duration;

/// With less time left than this, there is no last look of its own.
const LAST_LOOK: Duration = Duration::from_secs(1);

/// How often to look: the pauses grow from look to look, up to a longest one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Poll {
    /// The first pause.
    pub initial: Duration,
    /// The longest pause.
    pub maximum: Duration,
    /// How much longer each pause is than the one before it; at least 1.
    pub multiplier: f64,
    /// Whether a pause lasts any time up to its full length, so that many waiters spread.
    pub jitter: bool,
    /// For how long looks may fail, one after another, before the wait fails, too.
    pub outage: Duration,
}

impl Poll {
    /// The pause after so many looks, at least one; `random` is in 0..1.
    #[must_use]
    pub fn pause(&self, looks: u32, random: f64) -> Duration {
        let exponent = f64::from(looks.saturating_sub(1));
        let longest = self.maximum.as_secs_f64();
        let full = (self.initial.as_secs_f64() * self.multiplier.powf(exponent)).min(longest);
        Duration::from_secs_f64(if self.jitter { full * random } else { full })
    }
}

/// What is waited for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plan {
    /// How often to look at each task.
    pub poll: Poll,
    /// How long to wait in all; `None` for no limit.
    pub timeout: Option<Duration>,
    /// How many looks may be under way at once; at least one.
    pub concurrency: usize,
    /// Whether one look at each task is all.
    pub once: bool,
}

/// What to do next. Times are since the beginning of the wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Look at this task; if there is a deadline, within this time.
    Look(usize, Option<Duration>),
    /// Wait for a look that is under way, but no longer than until then.
    Wait(Option<Duration>),
    /// Time is up, and some tasks are not done.
    TimedOut,
    /// There is nothing left to look at.
    Finished,
}

/// What a look that failed means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It will be tried again.
    Again,
    /// The task is given up.
    GivenUp,
}

#[derive(Debug, Clone, Copy, Default)]
struct Watched {
    looks: u32,
    failing_since: Option<Duration>,
}

/// The state of one wait for any number of tasks.
#[derive(Debug)]
pub struct Schedule {
    plan: Plan,
    tasks: Vec<Watched>,
    due: BTreeSet<(Duration, usize)>,
    under_way: usize,
}

impl Schedule {
    /// A wait for so many tasks. If they are more than can be looked at at once, their first looks
    /// are spread over the first pause.
    #[must_use]
    pub fn new(count: usize, plan: Plan) -> Self {
        let spread = |task: usize| {
            if plan.once || count <= plan.concurrency {
                Duration::ZERO
            } else {
                plan.poll.initial.mul_f64(task as f64 / count as f64)
            }
        };
        Self {
            plan,
            tasks: vec![Watched::default(); count],
            due: (0..count).map(|task| (spread(task), task)).collect(),
            under_way: 0,
        }
    }

    /// What to do at `now`.
    pub fn next(&mut self, now: Duration) -> Next {
        if self.due.is_empty() && self.under_way == 0 {
            return Next::Finished;
        }
        if self.plan.timeout.is_some_and(|timeout| now >= timeout) {
            return Next::TimedOut;
        }
        let free = self.under_way < self.plan.concurrency;
        match self.due.first().copied().filter(|_| free) {
            Some((due, task)) if due <= now => {
                self.due.pop_first();
                self.under_way += 1;
                let left = self.plan.timeout.map(|timeout| timeout.saturating_sub(now));
                Next::Look(task, left)
            }
            Some((due, _)) => {
                let until = self.plan.timeout.map_or(due, |timeout| due.min(timeout));
                Next::Wait(Some(until))
            }
            None => Next::Wait(self.plan.timeout),
        }
    }

    /// When the next look is due.
    #[must_use]
    pub fn next_look(&self) -> Option<Duration> {
        self.due.first().map(|(due, _)| *due)
    }

    /// A look at a task was answered; says whether there will be another.
    pub fn answered(&mut self, task: usize, now: Duration, is_final: bool, random: f64) -> bool {
        self.under_way = self.under_way.saturating_sub(1);
        if is_final || self.plan.once {
            return false;
        }
        if let Some(watched) = self.tasks.get_mut(task) {
            watched.failing_since = None;
        }
        self.again(task, now, random, Duration::ZERO);
        true
    }

    /// A look at a task failed; `passing` says whether that may be otherwise the next time, and
    /// `least` how long the service asks to be left alone.
    pub fn failed(
        &mut self,
        task: usize,
        now: Duration,
        passing: bool,
        least: Duration,
        random: f64,
    ) -> Verdict {
        self.under_way = self.under_way.saturating_sub(1);
        let Some(watched) = self.tasks.get_mut(task) else {
            return Verdict::GivenUp;
        };
        let since = *watched.failing_since.get_or_insert(now);
        let too_long = now.saturating_sub(since) >= self.plan.poll.outage;
        if !passing || too_long || self.plan.once {
            return Verdict::GivenUp;
        }
        self.again(task, now, random, least);
        Verdict::Again
    }

    fn again(&mut self, task: usize, now: Duration, random: f64, least: Duration) {
        let Some(watched) = self.tasks.get_mut(task) else {
            return;
        };
        watched.looks = watched.looks.saturating_add(1);
        let pause = self.plan.poll.pause(watched.looks, random).max(least);
        let due = now.saturating_add(pause);
        self.due.insert((self.before_the_end(due, now), task));
    }

    /// A look that would come after the deadline comes shortly before it, so that a task that ends
    /// during the last pause is seen.
    fn before_the_end(&self, due: Duration, now: Duration) -> Duration {
        let Some(timeout) = self.plan.timeout.filter(|timeout| due >= *timeout) else {
            return due;
        };
        let last = timeout.saturating_sub(LAST_LOOK);
        if last > now { last } else { due }
    }
}
