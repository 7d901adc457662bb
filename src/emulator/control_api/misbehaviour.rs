//! Faults, defects, and tasks that go through given states.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use serde_json::Value;

use super::arguments::{Arguments, text};
use super::received::Received;
use super::reply::{Outcome, reply};
use crate::emulator::defects::Defects;
use crate::emulator::faults::settings::FaultSettings;
use crate::emulator::management::scripts::WorkScript;
use crate::emulator::state::AppState;
use crate::emulator::tasks::registry::TaskScript;

const FAULT: [&str; 11] = [
    "kind",
    "operation",
    "match",
    "nth",
    "probability",
    "status",
    "headers",
    "body",
    "code",
    "delay",
    "error",
];

/// `POST /faults`
pub(super) async fn add_fault(
    State(state): State<Arc<AppState>>,
    Extension(Received(body)): Extension<Received>,
) -> Response {
    let add = || -> Outcome {
        let mut arguments = Arguments::read(&body, &FAULT)?;
        let settings = FaultSettings {
            kind: arguments.text("kind")?,
            operation: arguments.text("operation")?,
            matches: arguments.text("match")?,
            nth: arguments.integer("nth")?,
            probability: arguments.number("probability")?.unwrap_or(1.0),
            status: arguments.integer("status")?,
            headers: arguments.take("headers", message!("an object of texts"), headers)?,
            body: arguments.text("body")?,
            code: arguments.text("code")?,
            delay: arguments.number("delay")?,
            error: arguments.error()?,
        };
        state.faults.add(settings.rule()?)?;
        Ok(Value::Null)
    };
    reply(add())
}

fn headers(value: &Value) -> Option<Vec<(String, String)>> {
    let headers = value.as_object()?.iter();
    headers
        .map(|(name, value)| Some((name.clone(), text(value)?)))
        .collect()
}

/// `DELETE /faults`
pub(super) async fn remove_faults(
    State(state): State<Arc<AppState>>,
    Extension(Received(body)): Extension<Received>,
) -> Response {
    let remove = || -> Outcome {
        Arguments::read(&body, &[])?;
        state.faults.clear();
        Ok(Value::Null)
    };
    reply(remove())
}

/// `POST /tasks`
pub(super) async fn add_task(
    State(state): State<Arc<AppState>>,
    Extension(Received(body)): Extension<Received>,
) -> Response {
    let add = || -> Outcome {
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
    let add = || -> Outcome {
        let known = ["operation", "states", "script", "result", "error"];
        let mut arguments = Arguments::read(&body, &known)?;
        let script = WorkScript {
            operation: arguments.required_text("operation")?,
            steps: arguments.steps(|state| state.as_i64().map(|state| state.to_string()))?,
            result: arguments.json("result").unwrap_or_default(),
            error: arguments.error()?,
        };
        state.management.scripts.add(script, state.pace)?;
        Ok(Value::Null)
    };
    reply(add())
}

/// `PUT /defects`
pub(super) async fn set_defects(
    State(state): State<Arc<AppState>>,
    Extension(Received(body)): Extension<Received>,
) -> Response {
    let set = || -> Outcome {
        let known = ["record_offset", "busy_as_501", "error_in_body"];
        let mut arguments = Arguments::read(&body, &known)?;
        state.defects.set(Defects {
            record_offset: arguments.flag("record_offset")?,
            busy_as_501: arguments.flag("busy_as_501")?,
            error_in_body: arguments.flag("error_in_body")?,
        });
        Ok(Value::Null)
    };
    reply(set())
}
