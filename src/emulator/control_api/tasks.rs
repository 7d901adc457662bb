//! Tasks that go through given states.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use serde_json::Value;

use super::arguments::{Arguments, text};
use super::received::Received;
use super::reply::{ControlResult, reply};
use crate::emulator::datasets_v2::scripts::WorkScript;
use crate::emulator::state::AppState;
use crate::emulator::tasks::registry::TaskScript;

/// `POST /tasks`
pub(super) async fn add_task(
    State(state): State<Arc<AppState>>,
    Extension(Received(body)): Extension<Received>,
) -> Response {
    let add = || -> ControlResult {
        let known = [
            "task_id",
            "states",
            "script",
            "result",
            "error",
            "allow_unknown_states",
        ];
        let mut arguments = Arguments::read(&body, &known)?;
        let default = TaskScript::new(arguments.required_text("task_id")?);
        state.add_task(TaskScript {
            steps: arguments.steps(text)?.unwrap_or_default(),
            result: arguments.json("result").unwrap_or(default.result),
            error: arguments.error()?,
            allow_unknown_states: arguments.flag("allow_unknown_states")?,
            task_id: default.task_id,
        })?;
        Ok(Value::Null)
    };
    reply(add())
}

/// `POST /scripts`
pub(super) async fn add_script(
    State(state): State<Arc<AppState>>,
    Extension(Received(body)): Extension<Received>,
) -> Response {
    let add = || -> ControlResult {
        let known = ["operation", "states", "script", "result", "error"];
        let mut arguments = Arguments::read(&body, &known)?;
        let script = WorkScript {
            operation: arguments.required_text("operation")?,
            steps: arguments.steps(|state| state.as_i64().map(|state| state.to_string()))?,
            result: arguments.json("result").unwrap_or_default(),
            error: arguments.error()?,
        };
        state.datasets_v2.scripts.add(script, state.pace)?;
        Ok(Value::Null)
    };
    reply(add())
}
