//! How a task goes through its states: by looks, by time, or at the emulator's pace.

use std::time::Duration;

/// The states of a task and when each begins. Names that nobody documented are allowed.
///
/// A task that is in SUCCESS or FAILURE stays there; what a script says after that is not reached.
#[derive(Debug, Clone, PartialEq)]
pub enum Steps {
    /// Each state, and for how many looks (successful requests for the task) it lasts; at least
    /// one. The last stays.
    Looks(Vec<(String, u32)>),
    /// When each state begins, in seconds of the emulator's clock since the task was added. The
    /// first begins at 0, each of the others later than the one before it.
    Times(Vec<(f64, String)>),
    /// Each state lasts [`Options::pace`](super::Options::pace); the last stays.
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

/// What comes next is either counted or timed.
#[derive(Debug)]
pub(super) enum Schedule {
    Counted {
        states: Vec<(String, u32)>,
        current: usize,
        looks: u32,
    },
    Timed(Vec<(Duration, String)>),
}

impl Schedule {
    /// Reads a script; the error says what is wrong with it.
    pub(super) fn new(steps: Steps, pace: Duration) -> Result<Self, String> {
        match steps {
            Steps::Looks(states) => counted(states),
            Steps::Times(states) => timed(states),
            Steps::Paced(states) => Ok(Self::Timed(paced(states, pace))),
        }
        .and_then(Self::cut_at_the_end)
    }

    /// The state at one more look, `elapsed` after the task was added.
    pub(super) fn look(&mut self, elapsed: Duration) -> &str {
        match self {
            Self::Counted {
                states,
                current,
                looks,
            } => {
                let (lasts, has_next) = states
                    .get(*current)
                    .map_or((0, false), |state| (state.1, *current + 1 < states.len()));
                if has_next && *looks >= lasts {
                    *current += 1;
                    *looks = 0;
                }
                *looks = looks.saturating_add(1);
                states.get(*current).map_or("", |state| &state.0)
            }
            Self::Timed(states) => {
                let begun = states.partition_point(|(begin, _)| *begin <= elapsed);
                states
                    .get(begun.saturating_sub(1))
                    .map_or("", |state| &state.1)
            }
        }
    }

    /// Leaves out what a script says after a final state.
    fn cut_at_the_end(mut self) -> Result<Self, String> {
        let count = match &mut self {
            Self::Counted { states, .. } => cut(states, |state| &state.0),
            Self::Timed(states) => cut(states, |state| &state.1),
        };
        if count == 0 {
            return Err("it has no states; give it at least one".to_owned());
        }
        Ok(self)
    }
}

fn cut<T>(states: &mut Vec<T>, name: impl Fn(&T) -> &str) -> usize {
    if let Some(last) = states.iter().position(|state| is_final(name(state))) {
        states.truncate(last + 1);
    }
    states.len()
}

pub(super) fn is_final(state: &str) -> bool {
    matches!(state, "SUCCESS" | "FAILURE")
}

fn counted(states: Vec<(String, u32)>) -> Result<Schedule, String> {
    if let Some((state, _)) = states.iter().find(|(_, looks)| *looks == 0) {
        return Err(format!("{state} lasts 0 looks; it must last at least 1"));
    }
    Ok(Schedule::Counted {
        states,
        current: 0,
        looks: 0,
    })
}

fn timed(states: Vec<(f64, String)>) -> Result<Schedule, String> {
    let mut begins: Vec<(Duration, String)> = Vec::with_capacity(states.len());
    for (seconds, state) in states {
        let begin = Duration::try_from_secs_f64(seconds)
            .map_err(|_| format!("{state} begins at {seconds} s; that is no time"))?;
        match begins.last() {
            None if !begin.is_zero() => {
                return Err(format!(
                    "{state} begins at {seconds} s; the first begins at 0"
                ));
            }
            Some((before, _)) if begin <= *before => {
                return Err(format!(
                    "{state} begins at {seconds} s; each begins later than the one before it"
                ));
            }
            _ => begins.push((begin, state)),
        }
    }
    Ok(Schedule::Timed(begins))
}

/// The states of a task that really works, and when it begins and ends to, since it was added.
#[derive(Debug)]
pub(super) struct Course {
    pub(super) schedule: Schedule,
    pub(super) begins: Duration,
    pub(super) ends: Duration,
}

impl Course {
    /// At its last RUNNING it does its work; with a `retry`, the first one came to nothing.
    pub(super) fn new(pace: Duration, retry: bool) -> Self {
        let states: &[&str] = if retry {
            &[
                "PENDING", "STARTED", "RUNNING", "RETRY", "RUNNING", "SUCCESS",
            ]
        } else {
            &["PENDING", "STARTED", "RUNNING", "SUCCESS"]
        };
        let states: Vec<String> = states.iter().map(|state| (*state).to_owned()).collect();
        let steps = u32::try_from(states.len()).unwrap_or(u32::MAX);
        Self {
            schedule: Schedule::Timed(paced(states, pace)),
            begins: pace.saturating_mul(steps.saturating_sub(2)),
            ends: pace.saturating_mul(steps.saturating_sub(1)),
        }
    }
}

fn paced(states: Vec<String>, pace: Duration) -> Vec<(Duration, String)> {
    let begins = (0u32..).map(|step| pace.saturating_mul(step));
    begins.zip(states).collect()
}
