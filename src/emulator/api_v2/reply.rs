//! What the handlers of the calls have in common.

use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

use crate::emulator::codes::{self, ErrorCode};
use crate::emulator::datasets_v2::staged_work::StagedWork;
use crate::emulator::datasets_v2::work::{JobV2, Now, WorkV2};
use crate::emulator::http::response;
use crate::emulator::service_error::ServiceError;
use crate::emulator::state::AppState;

/// Returns the response to a call.
pub(crate) fn reply(
    state: &AppState,
    success: StatusCode,
    outcome: Result<Value, ServiceError>,
) -> Response {
    match outcome {
        Ok(_) if success == StatusCode::NO_CONTENT => success.into_response(),
        Ok(body) => response::json(success, &body),
        Err(error) => {
            let code = codes::find(&error.code);
            let is_busy = |code: ErrorCode| code.is_busy && code.status == StatusCode::BAD_REQUEST;
            if state.quirks.get().busy_as_501 && code.is_some_and(is_busy) {
                let status = StatusCode::NOT_IMPLEMENTED;
                return response::service_error(status, &error.code, &error.message);
            }
            error.response()
        }
    }
}

/// Returns the response to a call whose documented response has room for an error.
pub(crate) fn reply_in_body(
    state: &AppState,
    success: StatusCode,
    outcome: Result<Value, ServiceError>,
) -> Response {
    match outcome {
        Err(error) if state.quirks.get().error_in_body => {
            let status = if success == StatusCode::NO_CONTENT {
                StatusCode::OK
            } else {
                success
            };
            let (code, message) = (error.code, error.message);
            let body = json!({"success": false, "error_code": code, "error_msg": message});
            response::json(status, &body)
        }
        outcome => reply(state, success, outcome),
    }
}

/// Runs work that may take long without delaying other requests.
pub(crate) async fn blocking(
    work: impl FnOnce() -> Result<Value, ServiceError> + Send + 'static,
) -> Result<Value, ServiceError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|_| Err(ServiceError::new("ModelArts.4392", "The task failed.")))
}

/// Returns the response to a batch: what failed is listed in the order of the request.
pub(crate) fn batch(results: Vec<Result<(), ServiceError>>) -> Value {
    if results.iter().all(Result::is_ok) {
        return json!({"success": true});
    }
    let results: Vec<Value> = results.into_iter().map(batch_entry).collect();
    json!({"success": false, "results": results})
}

fn batch_entry(result: Result<(), ServiceError>) -> Value {
    match result {
        Ok(()) => json!({"success": true}),
        Err(error) => {
            json!({"success": false, "error_code": error.code, "error_msg": error.message})
        }
    }
}

/// A call that starts work.
pub(crate) struct Start<'a> {
    pub(crate) state: &'a Arc<AppState>,
    pub(crate) operation: &'a str,
    /// The path of the request.
    pub(crate) path: &'a str,
    pub(crate) now: Now,
}

impl Start<'_> {
    /// Returns work that begins now.
    pub(crate) fn staged_work(&self, stages: u32) -> StagedWork {
        StagedWork::new(self.now.elapsed, self.state.pace, stages)
    }

    /// Starts work on a dataset.
    pub(crate) fn begin_work(&self, due: Duration, dataset_id: &str, job: JobV2) {
        let work = WorkV2 {
            dataset_id: dataset_id.to_owned(),
            job,
            failure: self.failure(),
        };
        self.state.start_work_v2(due, work);
    }

    /// Returns the error that the work has to fail with, if there is such a fault.
    pub(crate) fn failure(&self) -> Option<ServiceError> {
        self.state.injected_failure(self.operation, self.path)
    }
}
