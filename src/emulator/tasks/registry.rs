//! All tasks, by their ids.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Mutex;
use std::time::Duration;

use axum::body::Bytes;
use serde_json::{Value, json};

use super::timeline::{Steps, Timeline, check_states};
use crate::emulator::error::EmulatorError;
use crate::emulator::service_error::ServiceError;
use crate::message::Message;
use crate::process::lock;

/// A task that goes through given states.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskScript {
    /// The id of the task; not empty, and not that of another task.
    pub task_id: String,
    /// The states.
    pub steps: Steps,
    /// The `result` at SUCCESS, unchanged; in any other state but FAILURE `result` is `[]`.
    pub result: Value,
    /// Code and message in `failed` at FAILURE; ModelArts.1654, "System error." by default.
    pub error: Option<(String, String)>,
    /// Whether states that are not documented are accepted; by default they are not, because most
    /// are typing errors, and a task that never ends.
    pub allow_unknown_states: bool,
}

impl TaskScript {
    /// Returns a task that succeeds at the emulator's pace, with an empty result.
    #[must_use]
    pub fn new(task_id: impl Into<String>) -> Self {
        Self {
            task_id: task_id.into(),
            steps: Steps::default(),
            result: json!([]),
            error: None,
            allow_unknown_states: false,
        }
    }
}

/// A task. Its final responses may be long, so they are serialized once and not at each poll.
#[derive(Debug)]
struct Task {
    timeline: Timeline,
    added: Duration,
    /// The response at SUCCESS; `None` until the task's work has finished.
    success: Option<Bytes>,
    failure: Bytes,
}

impl Task {
    fn poll(&mut self, elapsed: Duration) -> Bytes {
        match self.timeline.poll(elapsed.saturating_sub(self.added)) {
            "SUCCESS" => match &self.success {
                Some(success) => success.clone(),
                None => status("RUNNING", &json!([])),
            },
            "FAILURE" => self.failure.clone(),
            other => status(other, &json!([])),
        }
    }
}

impl Task {
    /// Returns the present state, which no poll changes.
    fn state(&self, elapsed: Duration) -> &str {
        match self.timeline.peek(elapsed.saturating_sub(self.added)) {
            "SUCCESS" => match &self.success {
                Some(last) if last.starts_with(FAILED) => "FAILURE",
                Some(_) => "SUCCESS",
                None => "RUNNING",
            },
            state => state,
        }
    }
}

/// The beginning of the response to a poll of a task that has failed.
const FAILED: &[u8] = br#"{"status":"FAILURE""#;

fn status(state: &str, result: &Value) -> Bytes {
    format!(r#"{{"status":{},"result":{result}}}"#, json!(state)).into()
}

fn failed(error: Option<(String, String)>) -> Value {
    match error {
        Some((code, message)) => {
            json!([{"failed": [{"error_code": code, "error_msg": message}]}])
        }
        None => ServiceError::new("ModelArts.1654", "System error.").task_result(),
    }
}

/// All tasks of the emulator's project.
#[derive(Debug, Default)]
pub(crate) struct Tasks(Mutex<HashMap<String, Task>>);

impl Tasks {
    pub(crate) fn add(
        &self,
        script: TaskScript,
        pace: Duration,
        elapsed: Duration,
    ) -> Result<(), EmulatorError> {
        let task_id = script.task_id;
        let invalid = |problem: Message| EmulatorError::Script {
            task_id: task_id.clone(),
            problem,
        };
        if task_id.is_empty() {
            return Err(invalid(message!("the task_id is empty")));
        }
        if !script.allow_unknown_states {
            check_states(&script.steps).map_err(invalid)?;
        }
        let task = Task {
            timeline: Timeline::new(script.steps, pace).map_err(invalid)?,
            added: elapsed,
            success: Some(status("SUCCESS", &script.result)),
            failure: status("FAILURE", &failed(script.error)),
        };
        match lock(&self.0).entry(task_id) {
            Entry::Occupied(present) => Err(EmulatorError::DuplicateTask {
                task_id: present.key().clone(),
            }),
            Entry::Vacant(entry) => {
                entry.insert(task);
                Ok(())
            }
        }
    }

    /// Adds a task that stays RUNNING until [`finish_work`](Self::finish_work).
    pub(crate) fn begin_work(&self, task_id: &str, timeline: Timeline, elapsed: Duration) {
        let task = Task {
            timeline,
            added: elapsed,
            success: None,
            failure: Bytes::new(),
        };
        lock(&self.0).insert(task_id.to_owned(), task);
    }

    /// Sets the `result` of a task whose work has finished, with success or not.
    pub(crate) fn finish_work(&self, task_id: &str, outcome: Result<Value, ServiceError>) {
        let last = match outcome {
            Ok(result) => status("SUCCESS", &result),
            Err(error) => status("FAILURE", &error.task_result()),
        };
        if let Some(task) = lock(&self.0).get_mut(task_id) {
            task.success = Some(last);
        }
    }

    pub(crate) fn clear(&self) {
        let removed = std::mem::take(&mut *lock(&self.0));
        drop(removed);
    }

    /// Returns ids and states, the newest first. It is no poll.
    pub(crate) fn list(&self, elapsed: Duration) -> Vec<(String, String)> {
        let tasks = lock(&self.0);
        let mut found: Vec<(&String, &Task)> = tasks.iter().collect();
        found.sort_by(|one, other| (other.1.added, one.0).cmp(&(one.1.added, other.0)));
        let found = found.into_iter();
        found
            .map(|(id, task)| (id.clone(), task.state(elapsed).to_owned()))
            .collect()
    }

    /// Returns the response to a poll, or `None` if there is no such task.
    pub(crate) fn poll(&self, task_id: &str, elapsed: Duration) -> Option<Bytes> {
        lock(&self.0)
            .get_mut(task_id)
            .map(|task| task.poll(elapsed))
    }
}
