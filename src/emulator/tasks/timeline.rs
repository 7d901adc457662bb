//! The states of a task over time: by polls, by time, or at the emulator's pace.

use std::time::Duration;

use crate::message::Message;

/// The documented states of a task.
const STATES: [&str; 7] = [
    "PENDING", "WAITING", "STARTED", "RUNNING", "RETRY", "SUCCESS", "FAILURE",
];

/// Returns an error for the first state that is not documented; it names the nearest one.
pub(crate) fn check_states(steps: &Steps) -> Result<(), Message> {
    let states: Vec<&str> = match steps {
        Steps::Polls(states) => states.iter().map(|(state, _)| state.as_str()).collect(),
        Steps::Times(states) => states.iter().map(|(_, state)| state.as_str()).collect(),
        Steps::Paced(states) => states.iter().map(String::as_str).collect(),
    };
    match states.iter().find(|state| !STATES.contains(state)) {
        None => Ok(()),
        Some(unknown) => {
            let written = unknown.to_ascii_uppercase();
            let distance = |known: &&&str| strsim::damerau_levenshtein(&written, known);
            let nearest = STATES.iter().min_by_key(distance).unwrap_or(unknown);
            Err(message!(
                "{unknown} is not a documented state, the nearest one is {nearest}; \
                 allow_unknown_states accepts it",
                unknown = format!("{unknown:?}"),
                nearest = *nearest,
            ))
        }
    }
}

/// The states of a task and when each begins.
///
/// SUCCESS and FAILURE are final: states after them are never reached.
#[derive(Debug, Clone, PartialEq)]
pub enum Steps {
    /// Each state, and for how many polls (successful requests for the task) it lasts, at least
    /// one. The last state stays.
    Polls(Vec<(String, u32)>),
    /// When each state begins, in seconds of the emulator's clock since the task was added. The
    /// first begins at 0, each other one later than the one before it.
    Times(Vec<(f64, String)>),
    /// Each state lasts [`Options::pace`](crate::emulator::Options::pace); the last state stays.
    Paced(Vec<String>),
}

impl Default for Steps {
    /// PENDING, STARTED, RUNNING and SUCCESS, at the emulator's pace.
    fn default() -> Self {
        Self::Paced(
            ["PENDING", "STARTED", "RUNNING", "SUCCESS"]
                .map(str::to_owned)
                .into(),
        )
    }
}

/// The states of a task, by polls or by time.
#[derive(Debug)]
pub(crate) enum Timeline {
    Polled {
        states: Vec<(String, u32)>,
        current: usize,
        polls: u32,
    },
    Timed(Vec<(Duration, String)>),
}

impl Timeline {
    /// Reads a script; the error says what is wrong with it.
    pub(crate) fn new(steps: Steps, pace: Duration) -> Result<Self, Message> {
        Self::ending_at(steps, pace, &["SUCCESS", "FAILURE"])
    }

    /// Reads a script that has other final states.
    pub(crate) fn ending_at(steps: Steps, pace: Duration, last: &[&str]) -> Result<Self, Message> {
        match steps {
            Steps::Polls(states) => polled(states),
            Steps::Times(states) => timed(states),
            Steps::Paced(states) => Ok(Self::Timed(paced(states, pace))),
        }
        .and_then(|timeline| timeline.end_at(last))
    }

    /// Returns the present state. That of a script by polls is the one that the last poll has seen.
    pub(crate) fn peek(&self, elapsed: Duration) -> &str {
        match self {
            Self::Polled {
                states, current, ..
            } => states.get(*current).map_or("", |state| &state.0),
            Self::Timed(states) => {
                let begun = states.partition_point(|(begin, _)| *begin <= elapsed);
                states
                    .get(begun.saturating_sub(1))
                    .map_or("", |state| &state.1)
            }
        }
    }

    /// Returns the state at one more poll, `elapsed` after the task was added.
    pub(crate) fn poll(&mut self, elapsed: Duration) -> &str {
        match self {
            Self::Polled {
                states,
                current,
                polls,
            } => {
                let (lasts, has_next) = states
                    .get(*current)
                    .map_or((0, false), |state| (state.1, *current + 1 < states.len()));
                if has_next && *polls >= lasts {
                    *current += 1;
                    *polls = 0;
                }
                *polls = polls.saturating_add(1);
                states.get(*current).map_or("", |state| &state.0)
            }
            Self::Timed(_) => self.peek(elapsed),
        }
    }

    /// Removes the states after a final one.
    fn end_at(mut self, last: &[&str]) -> Result<Self, Message> {
        let count = match &mut self {
            Self::Polled { states, .. } => truncate_at(states, last, |state| &state.0),
            Self::Timed(states) => truncate_at(states, last, |state| &state.1),
        };
        if count == 0 {
            return Err(message!("it has no states; give it at least one"));
        }
        Ok(self)
    }
}

fn truncate_at<T>(states: &mut Vec<T>, last: &[&str], name: impl Fn(&T) -> &str) -> usize {
    if let Some(end) = states.iter().position(|state| last.contains(&name(state))) {
        states.truncate(end + 1);
    }
    states.len()
}

fn polled(states: Vec<(String, u32)>) -> Result<Timeline, Message> {
    if let Some((state, _)) = states.iter().find(|(_, polls)| *polls == 0) {
        return Err(message!(
            "{state} lasts 0 polls; it must last at least 1 poll",
            state
        ));
    }
    Ok(Timeline::Polled {
        states,
        current: 0,
        polls: 0,
    })
}

fn timed(states: Vec<(f64, String)>) -> Result<Timeline, Message> {
    let mut begins: Vec<(Duration, String)> = Vec::with_capacity(states.len());
    for (seconds, state) in states {
        let begin = Duration::try_from_secs_f64(seconds).map_err(|_| {
            message!(
                "{state} begins at {seconds} s; expected a number of seconds, 0 or more",
                state = &state,
                seconds
            )
        })?;
        match begins.last() {
            None if !begin.is_zero() => {
                return Err(message!(
                    "{state} begins at {seconds} s; the first state must begin at 0",
                    state,
                    seconds
                ));
            }
            Some((before, _)) if begin <= *before => {
                return Err(message!(
                    "{state} begins at {seconds} s; each state must begin later than the one before",
                    state,
                    seconds
                ));
            }
            _ => begins.push((begin, state)),
        }
    }
    Ok(Timeline::Timed(begins))
}

/// The states of a task that does work, and when the work begins and the task ends.
#[derive(Debug)]
pub(crate) struct WorkTimeline {
    pub(crate) timeline: Timeline,
    pub(crate) work_begins: Duration,
    pub(crate) ends: Duration,
}

impl WorkTimeline {
    /// Returns the timeline of a task that is added now. Its work begins at its last RUNNING.
    pub(crate) fn new(pace: Duration, retry: bool) -> Self {
        let states: &[&str] = if retry {
            &[
                "PENDING", "STARTED", "RUNNING", "RETRY", "RUNNING", "SUCCESS",
            ]
        } else {
            &["PENDING", "STARTED", "RUNNING", "SUCCESS"]
        };
        let states: Vec<String> = states.iter().map(|state| (*state).to_owned()).collect();
        let count = u32::try_from(states.len()).unwrap_or(u32::MAX);
        Self {
            timeline: Timeline::Timed(paced(states, pace)),
            work_begins: pace.saturating_mul(count.saturating_sub(2)),
            ends: pace.saturating_mul(count.saturating_sub(1)),
        }
    }
}

fn paced(states: Vec<String>, pace: Duration) -> Vec<(Duration, String)> {
    let begins = (0u32..).map(|step| pace.saturating_mul(step));
    begins.zip(states).collect()
}
