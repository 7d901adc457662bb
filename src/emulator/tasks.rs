//! Asynchronous tasks, and the request that looks at one.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use super::cloud::{Cloud, lock};
use super::schedule::{Schedule, Steps};
use super::{EmulatorError, answer};

/// What `failed` holds if the script doesn't say: the documented "System error" of datasets.
const UNNAMED_FAILURE: (&str, &str) = ("ModelArts.1654", "System error.");

/// A task that goes through given states.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskScript {
    /// The id by which the task is asked for; not empty, and not that of another task.
    pub task_id: String,
    /// The states.
    pub steps: Steps,
    /// What `result` holds at SUCCESS, as it is; at any other state but FAILURE it holds `[]`.
    pub result: Value,
    /// Code and message that `failed` holds at FAILURE; without them ModelArts.1654, "System
    /// error."
    pub error: Option<(String, String)>,
}

impl TaskScript {
    /// A task that succeeds at the emulator's pace, with an empty result.
    #[must_use]
    pub fn new(task_id: impl Into<String>) -> Self {
        Self {
            task_id: task_id.into(),
            steps: Steps::default(),
            result: json!([]),
            error: None,
        }
    }
}

/// A task under way. Its result can be long, so it is written once and not at each look.
#[derive(Debug)]
struct Task {
    schedule: Schedule,
    added: Duration,
    /// What is shown at SUCCESS; `None` as long as its work is not done.
    success: Option<Bytes>,
    failure: Bytes,
}

impl Task {
    fn look(&mut self, elapsed: Duration) -> Bytes {
        match self.schedule.look(elapsed.saturating_sub(self.added)) {
            "SUCCESS" => match &self.success {
                Some(success) => success.clone(),
                None => status("RUNNING", &json!([])),
            },
            "FAILURE" => self.failure.clone(),
            other => status(other, &json!([])),
        }
    }
}

fn status(state: &str, result: &Value) -> Bytes {
    format!(r#"{{"status":{},"result":{result}}}"#, json!(state)).into()
}

fn failed(error: Option<(String, String)>) -> Value {
    let (code, message) =
        error.unwrap_or_else(|| (UNNAMED_FAILURE.0.to_owned(), UNNAMED_FAILURE.1.to_owned()));
    json!([{"failed": [{"error_code": code, "error_msg": message}]}])
}

/// All tasks of the emulator's project.
#[derive(Debug, Default)]
pub(super) struct Tasks(Mutex<HashMap<String, Task>>);

impl Tasks {
    pub(super) fn add(
        &self,
        script: TaskScript,
        pace: Duration,
        elapsed: Duration,
    ) -> Result<(), EmulatorError> {
        let task_id = script.task_id;
        let bad = |problem: String| EmulatorError::Script {
            task_id: task_id.clone(),
            problem,
        };
        if task_id.is_empty() {
            return Err(bad("the task_id is empty".to_owned()));
        }
        let task = Task {
            schedule: Schedule::new(script.steps, pace).map_err(bad)?,
            added: elapsed,
            success: Some(status("SUCCESS", &script.result)),
            failure: status("FAILURE", &failed(script.error)),
        };
        match lock(&self.0).entry(task_id) {
            Entry::Occupied(present) => Err(EmulatorError::DuplicateTask {
                task_id: present.key().clone(),
            }),
            Entry::Vacant(place) => {
                place.insert(task);
                Ok(())
            }
        }
    }

    /// Adds a task that is at work until [`end_work`](Self::end_work), and does not succeed before.
    pub(super) fn begin_work(&self, task_id: &str, schedule: Schedule, elapsed: Duration) {
        let task = Task {
            schedule,
            added: elapsed,
            success: None,
            failure: Bytes::new(),
        };
        lock(&self.0).insert(task_id.to_owned(), task);
    }

    /// Says what the work of a task came to: its `result`, of success or of failure.
    pub(super) fn end_work(&self, task_id: &str, outcome: Result<Value, Value>) {
        if let Some(task) = lock(&self.0).get_mut(task_id) {
            task.success = Some(match outcome {
                Ok(result) => status("SUCCESS", &result),
                Err(result) => status("FAILURE", &result),
            });
        }
    }

    pub(super) fn clear(&self) {
        let forgotten = std::mem::take(&mut *lock(&self.0));
        drop(forgotten);
    }

    fn look(&self, task_id: &str, elapsed: Duration) -> Option<Bytes> {
        lock(&self.0)
            .get_mut(task_id)
            .map(|task| task.look(elapsed))
    }
}

/// `GET /v1/{project_id}/datasets/task/{task_id}`
pub(super) async fn get_task_status(
    State(cloud): State<Arc<Cloud>>,
    Path((_, task_id)): Path<(String, String)>,
) -> Response {
    match cloud.tasks.look(&task_id, cloud.clock.elapsed()) {
        Some(body) => answer::written(StatusCode::OK, body),
        None => answer::service_error(
            StatusCode::NOT_FOUND,
            "ModelArts.0102",
            &format!("The task {task_id} does not exist."),
        ),
    }
}
