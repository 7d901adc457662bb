//! Looks at tasks as the schedule says, and tells what was seen.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc::UnboundedSender;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

use super::schedule::{Next, Plan, Schedule, Verdict};
use crate::error::{ConnectKind, Error};
use crate::model::TaskStatus;
use crate::process::random;
use crate::wire::Answer;

/// What one look brought.
pub type Look = Result<Answer<TaskStatus>, Error>;

/// What happened in a wait; tasks are told by their place among those that are waited for.
#[derive(Debug, Clone)]
pub enum Event {
    /// A task is not what it was when it was last seen; at the first look it always is so.
    Changed {
        /// Which task.
        task: usize,
        /// What was seen.
        answer: Arc<Answer<TaskStatus>>,
    },
    /// A look failed; it will be tried again.
    Troubled {
        /// Which task.
        task: usize,
        /// Why.
        error: Error,
    },
    /// A task is given up.
    GivenUp {
        /// Which task.
        task: usize,
        /// Why.
        error: Error,
    },
    /// When the next look is due, since the beginning of the wait; only where one task is waited for.
    NextLook(Duration),
    /// Time is up, and some tasks are not done.
    TimedOut {
        /// How long was waited.
        elapsed: Duration,
    },
}

/// Waits for `count` tasks; `look` looks at one of them, within a time if there is one. Ends when
/// every task is done or given up, when time is up, or when nobody listens any more.
pub async fn watch<F>(
    count: usize,
    plan: Plan,
    look: impl Fn(usize, Option<Duration>) -> F,
    events: UnboundedSender<Event>,
) where
    F: Future<Output = Look> + Send + 'static,
{
    let began = Instant::now();
    let mut schedule = Schedule::new(count, plan);
    let mut seen: Vec<Option<Arc<Answer<TaskStatus>>>> = vec![None; count];
    let mut looks: JoinSet<(usize, Look)> = JoinSet::new();
    loop {
        match schedule.next(began.elapsed()) {
            Next::Look(task, left) => {
                let looking = look(task, left);
                looks.spawn(async move { (task, looking.await) });
            }
            Next::Wait(until) => {
                let ended = tokio::select! {
                    Some(ended) = looks.join_next() => ended,
                    () = until_or_never(began, until) => continue,
                    () = events.closed() => return,
                };
                // A look that panicked is a bug, which its caller will hear of.
                let Ok((task, look)) = ended else { return };
                let event = take(&mut schedule, &mut seen, began.elapsed(), task, look);
                let next = (count == 1).then(|| schedule.next_look()).flatten();
                for event in event.into_iter().chain(next.map(Event::NextLook)) {
                    // The loop ends by itself once nobody listens.
                    let _ = events.send(event);
                }
            }
            Next::TimedOut => {
                let elapsed = began.elapsed();
                let _ = events.send(Event::TimedOut { elapsed });
                return;
            }
            Next::Finished => return,
        }
    }
}

async fn until_or_never(began: Instant, until: Option<Duration>) {
    match until {
        Some(until) => sleep_until(began + until).await,
        None => std::future::pending().await,
    }
}

fn take(
    schedule: &mut Schedule,
    seen: &mut [Option<Arc<Answer<TaskStatus>>>],
    now: Duration,
    task: usize,
    look: Look,
) -> Option<Event> {
    match look {
        Ok(answer) => {
            let is_final = answer.value.status.is_final();
            let again = schedule.answered(task, now, is_final, random());
            let before = seen.get_mut(task)?;
            if before
                .as_ref()
                .is_some_and(|before| before.value == answer.value)
            {
                return None;
            }
            let answer = Arc::new(answer);
            *before = again.then(|| Arc::clone(&answer));
            Some(Event::Changed { task, answer })
        }
        Err(error) => {
            let least = asked_to_wait(&error);
            match schedule.failed(task, now, passes(&error), least, random()) {
                Verdict::Again => Some(Event::Troubled { task, error }),
                Verdict::GivenUp => Some(Event::GivenUp { task, error }),
            }
        }
    }
}

/// Whether what a look failed with may be over at the next one.
fn passes(error: &Error) -> bool {
    match error {
        Error::Timeout(_) => true,
        Error::Connect(error) => !matches!(error.kind, ConnectKind::Tls),
        Error::Service(error) => error.http_status == 429 || error.http_status >= 500,
        Error::Config(_) | Error::InvalidParameters(_) | Error::Decode(_) => false,
    }
}

fn asked_to_wait(error: &Error) -> Duration {
    match error {
        Error::Service(error) => error.retry_after.unwrap_or_default(),
        _ => Duration::ZERO,
    }
}
