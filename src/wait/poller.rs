//! Polls work of any kind as the schedule says, and reports what it learns.
#![deny(clippy::arithmetic_side_effects)]

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc::UnboundedSender;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

use super::end_condition::{EndCondition, EndState, Stage, Until};
use super::schedule::{Next, Plan, Schedule, Verdict};
use crate::api::CodeKind;
use crate::auth::is_refused_login;
use crate::error::{ConnectKind, Error, ServiceError};
use crate::explain::documented;
use crate::process::random;
use crate::transport::{Response, is_not_found};

/// The result of one poll.
pub type PollResult = Result<Response, Error>;

/// An event of a wait; a task is named by its index among those that are waited for.
#[derive(Debug, Clone)]
pub enum Event {
    /// A task's response differs from the one before; the first one always does.
    Changed {
        /// The task.
        task: usize,
        /// Its response.
        response: Arc<Response>,
        /// Whether the wait for it is over, and how.
        state: EndState,
    },
    /// The service doesn't find the task any more, which is what was waited for.
    Gone {
        /// The task.
        task: usize,
    },
    /// A poll failed; there will be another, unless the timeout expires before.
    PollFailed {
        /// The task.
        task: usize,
        /// Why.
        error: Error,
    },
    /// A task is given up.
    GaveUp {
        /// The task.
        task: usize,
        /// Why.
        error: Error,
    },
    /// When the next poll is due, since the beginning; only in a wait for one task.
    NextPoll(Duration),
    /// The last event: the timeout expired, and some tasks are not done.
    TimedOut {
        /// How long the wait took.
        elapsed: Duration,
    },
    /// The last event: every task is done or given up.
    Finished,
}

/// Waits for tasks, each until its own condition; `poll` polls one of them, within a time if there
/// is one. Ends with [`Event::Finished`] or [`Event::TimedOut`], or when nothing receives the
/// events any more.
pub async fn poll_until_done<F>(
    conditions: Vec<EndCondition>,
    plan: Plan,
    poll: impl Fn(usize, Option<Duration>) -> F,
    events: UnboundedSender<Event>,
) where
    F: Future<Output = PollResult> + Send + 'static,
{
    let began = Instant::now();
    let count = conditions.len();
    let mut tasks = Tasks::new(conditions, plan);
    let mut polls = JoinSet::new();
    let mut polled = HashMap::new();
    loop {
        match tasks.schedule.next(began.elapsed()) {
            Next::Poll(task, left) => {
                let id = polls.spawn(poll(task, left)).id();
                polled.insert(id, task);
            }
            Next::Wait(until) => {
                // In order: a poll that has ended counts before the clock does.
                let ended = tokio::select! {
                    biased;
                    () = events.closed() => return,
                    Some(ended) = polls.join_next_with_id() => ended,
                    () = until_or_forever(began, until) => continue,
                };
                let (id, result) = match ended {
                    Ok((id, result)) => (id, result),
                    Err(error) => (error.id(), Err(bug())),
                };
                let Some(task) = polled.remove(&id) else {
                    continue;
                };
                let reported = tasks.take(began.elapsed(), task, result);
                let given_up = match &reported {
                    Some(Event::GaveUp { error, .. }) if is_refused_login(error) => {
                        tasks.give_up_rest(error)
                    }
                    _ => Vec::new(),
                };
                let next = (count == 1).then(|| tasks.schedule.next_poll()).flatten();
                let next = next.map(Event::NextPoll);
                for event in reported.into_iter().chain(given_up).chain(next) {
                    // Once nothing receives them, the loop ends by itself.
                    let _ = events.send(event);
                }
            }
            Next::TimedOut => {
                let elapsed = began.elapsed();
                let _ = events.send(Event::TimedOut { elapsed });
                return;
            }
            Next::Finished => {
                let _ = events.send(Event::Finished);
                return;
            }
        }
    }
}

fn bug() -> Error {
    Error::Internal(message!(
        "a poll ended in a bug of modelarts; please report it"
    ))
}

async fn until_or_forever(began: Instant, until: Option<Duration>) {
    match until.and_then(|until| began.checked_add(until)) {
        Some(until) => sleep_until(until).await,
        None => std::future::pending().await,
    }
}

struct Tasks {
    schedule: Schedule,
    conditions: Vec<EndCondition>,
    seen: Vec<Option<Arc<Response>>>,
    stages: Vec<Stage>,
}

impl Tasks {
    fn new(conditions: Vec<EndCondition>, plan: Plan) -> Self {
        Self {
            schedule: Schedule::new(conditions.len(), plan),
            seen: vec![None; conditions.len()],
            stages: vec![Stage::default(); conditions.len()],
            conditions,
        }
    }

    /// Gives up all tasks that are left: a credential that was refused is refused for each of them.
    fn give_up_rest(&mut self, error: &Error) -> Vec<Event> {
        let rest = self.schedule.give_up_rest();
        rest.map(|task| Event::GaveUp {
            task,
            error: error.clone(),
        })
        .collect()
    }

    fn take(&mut self, now: Duration, task: usize, result: PollResult) -> Option<Event> {
        let condition = self.conditions.get(task)?;
        match result {
            Ok(response) => {
                let before = self.seen.get_mut(task)?;
                let state = condition.end_state(self.stages.get_mut(task)?, now, &response);
                let is_done = state != EndState::Unfinished;
                let again = self.schedule.succeeded(task, now, is_done, random());
                let is_same = before
                    .as_ref()
                    .is_some_and(|before| before.value == response.value);
                if is_same && !is_done {
                    return None;
                }
                let response = Arc::new(response);
                *before = again.then(|| Arc::clone(&response));
                Some(Event::Changed {
                    task,
                    response,
                    state,
                })
            }
            Err(error) if condition.until == Until::Gone && is_not_found(&error) => {
                self.schedule.succeeded(task, now, true, random());
                Some(Event::Gone { task })
            }
            Err(error) => {
                let (transient, asked) = (is_transient(&error), asked_to_wait(&error));
                match self.schedule.failed(task, now, transient, asked, random()) {
                    Verdict::Again => Some(Event::PollFailed { task, error }),
                    Verdict::GiveUp => Some(Event::GaveUp { task, error }),
                }
            }
        }
    }
}

/// Returns whether the next poll may succeed after this failure.
fn is_transient(error: &Error) -> bool {
    match error {
        Error::Timeout(_) | Error::Resources(_) => true,
        Error::Connect(error) => !matches!(error.kind, ConnectKind::Tls),
        Error::Service(error) => {
            error.http_status == 429 || error.http_status >= 500 || is_busy(error)
        }
        Error::Config(_)
        | Error::Incomplete(_)
        | Error::Internal(_)
        | Error::InvalidParameters(_)
        | Error::Decode(_) => false,
    }
}

/// Returns whether the service says by its code, whatever the status is, that it is overloaded.
fn is_busy(error: &ServiceError) -> bool {
    let code = error.error_code.as_deref().unwrap_or_default();
    let kind = documented(code).and_then(|known| known.kind);
    matches!(kind, Some(CodeKind::Busy | CodeKind::Throttled))
}

fn asked_to_wait(error: &Error) -> Duration {
    match error {
        Error::Service(error) => error.retry_after.unwrap_or_default(),
        _ => Duration::ZERO,
    }
}
