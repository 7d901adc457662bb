//! What the handlers of the calls have in common.

use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use crate::emulator::datasets_v1::registry::Activity;
use crate::emulator::datasets_v1::work::{JobV1, WorkV1};
use crate::emulator::http::response;
use crate::emulator::service_error::ServiceError;
use crate::emulator::state::AppState;

/// Returns the response to a call.
pub(crate) fn reply(outcome: Result<Value, ServiceError>) -> Response {
    match outcome {
        Ok(body) => response::json(StatusCode::OK, &body),
        Err(error) => error.response(),
    }
}

/// Runs work that may take long without delaying other requests.
pub(crate) async fn reply_blocking(
    work: impl FnOnce() -> Result<Value, ServiceError> + Send + 'static,
) -> Response {
    let done = tokio::task::spawn_blocking(work).await;
    reply(done.unwrap_or_else(|_| Err(ServiceError::new("ModelArts.1654", "System error."))))
}

/// A call that starts a task on a dataset.
pub(crate) struct TaskCall<'a> {
    pub(crate) operation: &'a str,
    pub(crate) path: &'a str,
    pub(crate) dataset_id: &'a str,
}

impl TaskCall<'_> {
    /// Makes the dataset busy and starts the task.
    pub(crate) fn start(
        self,
        state: &AppState,
        activity: Activity,
        job: JobV1,
    ) -> Result<Value, ServiceError> {
        let timeline = state.work_timeline(self.operation, self.path);
        let registry = &state.datasets_v1.registry;
        let now = state.clock.elapsed();
        registry.begin_activity(self.dataset_id, activity, now, timeline.ends)?;
        let work = WorkV1 {
            dataset_id: self.dataset_id.to_owned(),
            job,
        };
        let task_id = registry.next_id();
        let failure = state.injected_failure(self.operation, self.path);
        state.start_work_v1(&task_id, timeline, work, failure);
        Ok(json!({"task_id": task_id}))
    }
}
