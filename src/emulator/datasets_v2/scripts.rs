//! Tasks whose work is not done here: they go through states and end as a script says.

use std::collections::{HashMap, VecDeque};
use std::sync::Mutex;
use std::time::Duration;

use serde_json::Value;

use crate::emulator::error::EmulatorError;
use crate::emulator::service_error::ServiceError;
use crate::emulator::tasks::timeline::{Steps, Timeline};
use crate::message::Message;
use crate::process::lock;

/// How the next task of an operation goes on, whose work the emulator does not do.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkScript {
    /// `auto_labelling.create`, `processing.create` or `processing.create_version`.
    pub operation: String,
    /// The states, documented numbers as text; `None` are the usual ones, at the emulator's pace.
    pub steps: Option<Steps>,
    /// What the task has found, once it has succeeded.
    pub result: Value,
    /// Code and message of a task that fails.
    pub error: Option<(String, String)>,
}

/// The documented numbers of the states of a kind of task.
#[derive(Debug)]
pub(crate) struct StateNumbers {
    running: &'static [&'static str],
    succeeded: i64,
    failed: i64,
    stopping: Option<i64>,
    stopped: i64,
    /// The states that stay.
    last: &'static [&'static str],
}

pub(crate) static AUTO_LABELLING: StateNumbers = StateNumbers {
    running: &["-1", "0", "1"],
    succeeded: 3,
    failed: 2,
    stopping: Some(4),
    stopped: 5,
    last: &["2", "3", "5"],
};

pub(crate) static PROCESSING: StateNumbers = StateNumbers {
    running: &["0", "1"],
    succeeded: 2,
    failed: 3,
    stopping: None,
    stopped: 4,
    last: &["2", "3", "4"],
};

fn state_numbers(operation: &str) -> Option<&'static StateNumbers> {
    match operation {
        "auto_labelling.create" => Some(&AUTO_LABELLING),
        "processing.create" | "processing.create_version" => Some(&PROCESSING),
        _ => None,
    }
}

impl StateNumbers {
    fn default_steps(&self, fails: bool) -> Steps {
        let end = if fails { self.failed } else { self.succeeded };
        let states = self.running.iter().map(|state| (*state).to_owned());
        Steps::Paced(states.chain([end.to_string()]).collect())
    }
}

/// The scripts that wait for tasks to be started.
#[derive(Debug, Default)]
pub(crate) struct Scripts(Mutex<HashMap<String, VecDeque<WorkScript>>>);

impl Scripts {
    pub(crate) fn add(&self, script: WorkScript, pace: Duration) -> Result<(), EmulatorError> {
        let Some(numbers) = state_numbers(&script.operation) else {
            let problem = message!(
                "is {operation}, expected auto_labelling.create, processing.create or \
                 processing.create_version",
                operation = format!("{:?}", script.operation)
            );
            return Err(EmulatorError::parameter("operation", problem));
        };
        if let Some(steps) = &script.steps {
            let invalid = |problem| EmulatorError::parameter("states", problem);
            check_numbers(steps).map_err(invalid)?;
            Timeline::ending_at(steps.clone(), pace, numbers.last).map_err(invalid)?;
        }
        if !script.result.is_null() && !script.result.is_object() {
            let problem = message!("is no mapping; give a dict of what the task has found");
            return Err(EmulatorError::parameter("result", problem));
        }
        let mut scripts = lock(&self.0);
        scripts
            .entry(script.operation.clone())
            .or_default()
            .push_back(script);
        Ok(())
    }

    /// Returns the script of a task that is started now.
    pub(crate) fn take(&self, operation: &str) -> Option<WorkScript> {
        lock(&self.0).get_mut(operation)?.pop_front()
    }

    pub(crate) fn clear(&self) {
        lock(&self.0).clear();
    }
}

fn check_numbers(steps: &Steps) -> Result<(), Message> {
    let check = |state: &str| match state.parse::<i64>() {
        Ok(_) => Ok(()),
        Err(_) => {
            let state = format!("{state:?}");
            Err(message!("has the state {state}, expected numbers", state))
        }
    };
    match steps {
        Steps::Polls(states) => states.iter().try_for_each(|(state, _)| check(state)),
        Steps::Times(states) => states.iter().try_for_each(|(_, state)| check(state)),
        Steps::Paced(states) => states.iter().try_for_each(|state| check(state)),
    }
}

/// A task that goes through the states of a script.
#[derive(Debug)]
pub(crate) struct ScriptedWork {
    numbers: &'static StateNumbers,
    timeline: Timeline,
    begun: Duration,
    pace: Duration,
    /// When it was stopped.
    stopped: Option<Duration>,
    pub(crate) result: Value,
    error: ServiceError,
}

impl ScriptedWork {
    /// Starts a task; it fails if there is a `failure`, whatever the script says.
    pub(crate) fn new(
        numbers: &'static StateNumbers,
        script: Option<WorkScript>,
        failure: Option<ServiceError>,
        begun: Duration,
        pace: Duration,
    ) -> Self {
        let (steps, result, error) = match script {
            Some(script) => (script.steps, script.result, script.error),
            None => (None, Value::Null, None),
        };
        let scripted = error.map(|(code, message)| ServiceError::new(code, message));
        let steps = steps.filter(|_| failure.is_none());
        let fails = failure.is_some() || scripted.is_some();
        let steps = steps.unwrap_or_else(|| numbers.default_steps(fails));
        let timeline = Timeline::ending_at(steps, pace, numbers.last);
        Self {
            numbers,
            timeline: timeline.unwrap_or(Timeline::Timed(Vec::new())),
            begun,
            pace,
            stopped: None,
            result,
            error: failure
                .or(scripted)
                .unwrap_or_else(|| ServiceError::new("ModelArts.4392", "The task failed.")),
        }
    }

    /// Returns the state at one more poll.
    pub(crate) fn poll(&mut self, elapsed: Duration) -> i64 {
        if self.stopped.is_none() {
            self.timeline.poll(elapsed.saturating_sub(self.begun));
        }
        self.state(elapsed)
    }

    /// Returns the state without counting a poll.
    pub(crate) fn state(&self, elapsed: Duration) -> i64 {
        if let Some(since) = self.stopped {
            let is_over = elapsed >= since.saturating_add(self.pace);
            return match self.numbers.stopping {
                Some(stopping) if !is_over => stopping,
                _ => self.numbers.stopped,
            };
        }
        let state = self.timeline.peek(elapsed.saturating_sub(self.begun));
        state.parse().unwrap_or_default()
    }

    /// Stops it; returns whether it was running.
    pub(crate) fn stop(&mut self, elapsed: Duration) -> bool {
        let is_running = self.is_going_on(elapsed);
        if is_running && self.stopped.is_none() {
            self.stopped = Some(elapsed);
        }
        is_running
    }

    pub(crate) fn is_going_on(&self, elapsed: Duration) -> bool {
        let state = self.state(elapsed).to_string();
        !self.numbers.last.contains(&state.as_str())
    }

    pub(crate) fn has_succeeded(&self, elapsed: Duration) -> bool {
        self.state(elapsed) == self.numbers.succeeded
    }

    /// Returns whether it is in its first state.
    pub(crate) fn is_waiting(&self, elapsed: Duration) -> bool {
        let state = self.state(elapsed).to_string();
        self.numbers.running.first() == Some(&state.as_str())
    }

    /// Returns why it failed, if it has.
    pub(crate) fn error(&self, elapsed: Duration) -> Option<&ServiceError> {
        (self.state(elapsed) == self.numbers.failed).then_some(&self.error)
    }

    /// Returns since when it has run, in whole seconds.
    pub(crate) fn seconds(&self, elapsed: Duration) -> u64 {
        elapsed.saturating_sub(self.begun).as_secs()
    }
}
