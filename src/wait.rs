//! Waiting for a task: how often to look, and until when.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::api::dataset::get_task_status;
use crate::error::Error;
use crate::model::{ProjectId, TaskId, TaskStatus};
use crate::transport::{Limits, Transport};
use crate::wire::Answer;

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

/// How a wait ended.
#[derive(Debug, Clone)]
pub enum Waited {
    /// The task is done, with or without success.
    Done(Answer<TaskStatus>),
    /// Time was up.
    TimedOut {
        /// What the last look saw, if there was one.
        last: Option<Answer<TaskStatus>>,
        /// How long was waited.
        elapsed: Duration,
    },
}

/// Looks at a task until it is done, or until `timeout` is over; `limits` are those of each look.
///
/// # Errors
/// What a look fails with, unless time is up by then.
pub async fn wait_for_task(
    transport: &Transport,
    http: &reqwest::Client,
    (project, task): (&ProjectId, &TaskId),
    (poll, timeout): (Poll, Option<Duration>),
    limits: Limits,
) -> Result<Waited, Error> {
    let began = Instant::now();
    let left = || timeout.map(|timeout| timeout.saturating_sub(began.elapsed()));
    let operation = get_task_status(project, task);
    let mut last = None;
    for looks in 1.. {
        let clipped = match (limits.timeout, left()) {
            (Some(limit), Some(left)) => Some(limit.min(left)),
            (limit, left) => limit.or(left),
        };
        let limits = Limits {
            timeout: clipped,
            ..limits
        };
        match transport.send(http, &operation, limits).await {
            Ok(answer) if answer.value.status.is_final() => return Ok(Waited::Done(answer)),
            Ok(answer) => last = Some(answer),
            Err(Error::Timeout(_)) if left().is_some_and(|left| left.is_zero()) => {}
            Err(error) => return Err(error),
        }
        let pause = poll.pause(looks, fastrand::f64());
        match left() {
            Some(left) if left <= pause => {
                sleep(left).await;
                break;
            }
            _ => sleep(pause).await,
        }
    }
    Ok(Waited::TimedOut {
        last,
        elapsed: began.elapsed(),
    })
}
