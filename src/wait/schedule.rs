//! When to poll which task, as a pure function of the clock and of the responses.
#![deny(clippy::arithmetic_side_effects)]

use std::collections::BTreeSet;
use std::time::Duration;

/// The last poll of a task comes this long before the timeout.
const LAST_POLL: Duration = Duration::from_secs(1);
/// A wait that goes on later than this after it should have was not driven meanwhile.
const LATE: Duration = Duration::from_millis(100);
/// The polls after the timeout of a wait that was not driven take no longer than this.
const LAST_ROUND: Duration = Duration::from_secs(5);

/// How often to poll: the pauses grow from poll to poll, up to a longest one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Poll {
    /// The first pause.
    pub initial: Duration,
    /// The longest pause.
    pub maximum: Duration,
    /// The ratio of each pause to the one before it; at least 1.
    pub multiplier: f64,
    /// Whether a pause is drawn from zero to its full length, so that many waiters spread.
    pub jitter: bool,
    /// For how long polls may fail, one after another, before the wait fails.
    pub outage: Duration,
}

impl Poll {
    /// Returns the pause after so many polls, at least one; `random` is in 0..1.
    #[must_use]
    pub fn pause(&self, polls: u32, random: f64) -> Duration {
        let exponent = f64::from(polls.saturating_sub(1));
        let longest = self.maximum.as_secs_f64();
        // Not infinite: that many times no pause is no number.
        let growth = self.multiplier.powf(exponent).min(f64::MAX);
        let full = (self.initial.as_secs_f64() * growth).min(longest);
        let pause = if self.jitter { full * random } else { full };
        Duration::try_from_secs_f64(pause).unwrap_or(self.maximum)
    }
}

/// What a wait was asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plan {
    /// How often to poll each task.
    pub poll: Poll,
    /// How long to wait in all; `None` for no limit.
    pub timeout: Option<Duration>,
    /// How many polls may be in flight at once; at least one.
    pub concurrency: usize,
    /// Whether each task is polled once and no more.
    pub once: bool,
}

/// What to do next. Times are since the beginning of the wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Poll this task; if there is a deadline, within this time.
    Poll(usize, Option<Duration>),
    /// Wait for a poll that is in flight, but no longer than until then.
    Wait(Option<Duration>),
    /// The timeout expired, and some tasks are not done.
    TimedOut,
    /// There is nothing left to poll.
    Finished,
}

/// What a failed poll means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// There will be another one, unless the timeout expires before.
    Again,
    /// The task is given up.
    GiveUp,
}

#[derive(Debug, Clone, Copy, Default)]
struct Task {
    polls: u32,
    failing_since: Option<Duration>,
    /// Whether it was polled in the last round.
    is_last: bool,
}

/// The state of one wait for any number of tasks.
#[derive(Debug)]
pub struct Schedule {
    plan: Plan,
    tasks: Vec<Task>,
    due: BTreeSet<(Duration, usize)>,
    in_flight: usize,
    /// When `next` has to be called at the latest.
    wake: Duration,
    /// The end of the last round, if there is one.
    last_round: Option<Duration>,
    /// Whether a task was not done in the last round.
    unfinished: bool,
}

impl Schedule {
    /// Creates the schedule of a wait for this many tasks. If they are more than can be polled at once, their first polls are
    /// spread over the first pause.
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
            tasks: vec![Task::default(); count],
            due: (0..count).map(|task| (spread(task), task)).collect(),
            in_flight: 0,
            wake: Duration::ZERO,
            last_round: None,
            unfinished: false,
        }
    }

    /// Returns what to do at `now`.
    pub fn next(&mut self, now: Duration) -> Next {
        let next = self.decide(now);
        self.wake = match next {
            Next::Wait(until) => until.unwrap_or(Duration::MAX),
            _ => now,
        };
        next
    }

    fn decide(&mut self, now: Duration) -> Next {
        let end = self.end(now);
        if self.due.is_empty() && self.in_flight == 0 {
            return if self.unfinished {
                Next::TimedOut
            } else {
                Next::Finished
            };
        }
        if end.is_some_and(|end| now >= end) {
            return Next::TimedOut;
        }
        let free = self.in_flight < self.plan.concurrency;
        match self.due.first().copied().filter(|_| free) {
            Some((due, task)) if due <= now => {
                self.due.pop_first();
                self.in_flight = self.in_flight.saturating_add(1);
                if let Some(task) = self.tasks.get_mut(task) {
                    task.is_last = self.last_round.is_some();
                }
                Next::Poll(task, end.map(|end| end.saturating_sub(now)))
            }
            Some((due, _)) => Next::Wait(Some(end.map_or(due, |end| due.min(end)))),
            None => Next::Wait(end),
        }
    }

    /// Returns the end of the wait. The timeout is about the tasks and not about the caller: a wait that was
    /// not driven when it expired, because its caller was busy, polls once more what was due.
    fn end(&mut self, now: Duration) -> Option<Duration> {
        let timeout = self.plan.timeout?;
        if self.last_round.is_none() && now >= timeout {
            let was_suspended = now > self.wake.saturating_add(LATE);
            if !was_suspended {
                return Some(timeout);
            }
            let count = self.due.len();
            self.due.retain(|(due, _)| *due < timeout);
            self.unfinished = self.due.len() < count;
            self.last_round = Some(now.saturating_add(LAST_ROUND));
        }
        self.last_round.or(Some(timeout))
    }

    /// Returns when the next poll is due.
    #[must_use]
    pub fn next_poll(&self) -> Option<Duration> {
        self.due.first().map(|(due, _)| *due)
    }

    /// Takes the response to a poll; returns whether there will be another.
    pub fn succeeded(&mut self, task: usize, now: Duration, is_done: bool, random: f64) -> bool {
        self.in_flight = self.in_flight.saturating_sub(1);
        if is_done || self.plan.once {
            return false;
        }
        if let Some(task) = self.tasks.get_mut(task) {
            task.failing_since = None;
        }
        self.poll_again(task, now, random, Duration::ZERO)
    }

    /// Takes the failure of a poll. `is_transient` says whether the next one may succeed, and `asked`
    /// how long the service asks to wait; the outage that the caller allows goes before that.
    pub fn failed(
        &mut self,
        task: usize,
        now: Duration,
        is_transient: bool,
        asked: Duration,
        random: f64,
    ) -> Verdict {
        self.in_flight = self.in_flight.saturating_sub(1);
        let Some(failing) = self.tasks.get_mut(task) else {
            return Verdict::GiveUp;
        };
        let since = *failing.failing_since.get_or_insert(now);
        let left = self
            .plan
            .poll
            .outage
            .saturating_sub(now.saturating_sub(since));
        if !is_transient || left.is_zero() || self.plan.once {
            return Verdict::GiveUp;
        }
        self.poll_again(task, now, random, asked.min(left));
        Verdict::Again
    }

    /// Gives up every task that is not done and whose poll is not in flight, and returns them.
    pub fn give_up_rest(&mut self) -> impl Iterator<Item = usize> + use<> {
        std::mem::take(&mut self.due)
            .into_iter()
            .map(|(_, task)| task)
    }

    fn poll_again(&mut self, task: usize, now: Duration, random: f64, least: Duration) -> bool {
        // A response may be the first thing that a wait learns after it was suspended.
        self.end(now);
        let Some(polled) = self.tasks.get_mut(task) else {
            return false;
        };
        if self.last_round.is_some() {
            // A response from before the wait was suspended says little.
            if !polled.is_last {
                self.due.insert((now, task));
                return true;
            }
            self.unfinished = true;
            return false;
        }
        polled.polls = polled.polls.saturating_add(1);
        let pause = self.plan.poll.pause(polled.polls, random).max(least);
        let due = now.saturating_add(pause);
        self.due.insert((self.before_the_end(due, now), task));
        true
    }

    /// Moves a poll that would come after the deadline to shortly before it, so that the end of a task
    /// during the last pause is noticed.
    fn before_the_end(&self, due: Duration, now: Duration) -> Duration {
        let Some(timeout) = self.plan.timeout.filter(|timeout| due >= *timeout) else {
            return due;
        };
        let last = timeout.saturating_sub(LAST_POLL);
        if last > now { last } else { due }
    }
}
