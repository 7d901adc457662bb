//! The call about tasks.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::emulator::http::response;
use crate::emulator::service_error::ServiceError;
use crate::emulator::state::AppState;

/// `GET /v1/{project_id}/datasets/task/{task_id}`
pub(crate) async fn get_task_status(
    State(state): State<Arc<AppState>>,
    Path((_, task_id)): Path<(String, String)>,
) -> Response {
    match state.tasks.poll(&task_id, state.clock.elapsed()) {
        Some(body) => response::serialized(StatusCode::OK, body),
        None => {
            let message = format!("The task {task_id} does not exist.");
            ServiceError::new("ModelArts.0102", message).response()
        }
    }
}
