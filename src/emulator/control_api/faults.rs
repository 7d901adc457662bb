//! Faults and quirks.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use serde_json::Value;

use super::arguments::{Arguments, text};
use super::received::Received;
use super::reply::{ControlResult, reply};
use crate::emulator::faults::settings::FaultSettings;
use crate::emulator::quirks::Quirks;
use crate::emulator::state::AppState;

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
    let add = || -> ControlResult {
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
    let remove = || -> ControlResult {
        Arguments::read(&body, &[])?;
        state.faults.clear();
        Ok(Value::Null)
    };
    reply(remove())
}

/// `PUT /quirks`
pub(super) async fn set_quirks(
    State(state): State<Arc<AppState>>,
    Extension(Received(body)): Extension<Received>,
) -> Response {
    let set = || -> ControlResult {
        let known = ["record_offset", "busy_as_501", "error_in_body"];
        let mut arguments = Arguments::read(&body, &known)?;
        state.quirks.set(Quirks {
            record_offset: arguments.flag("record_offset")?,
            busy_as_501: arguments.flag("busy_as_501")?,
            error_in_body: arguments.flag("error_in_body")?,
        });
        Ok(Value::Null)
    };
    reply(set())
}
