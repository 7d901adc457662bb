//! The recorded requests.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Request, State};
use axum::response::Response;
use serde_json::{Value, json};

use super::arguments::Arguments;
use super::received::Received;
use super::reply::{ControlError, ControlResult, reply, reply_blocking};
use crate::emulator::http::query;
use crate::emulator::state::AppState;

/// `GET /requests?operation=…&limit=…`
pub(super) async fn list(State(state): State<Arc<AppState>>, request: Request) -> Response {
    reply_blocking(move || {
        let (mut operation, mut limit) = (None, usize::MAX);
        for (name, value) in query::pairs(request.uri().query()) {
            match name.as_str() {
                "operation" => operation = Some(value),
                "limit" => {
                    limit = value.parse().map_err(|_| {
                        let value = format!("{value:?}");
                        let problem = message!("is {value}, expected a number of requests", value);
                        ControlError::argument("limit", problem)
                    })?;
                }
                other => {
                    let names = "operation, limit";
                    let problem = message!("is unknown, expected one of {names}", names);
                    return Err(ControlError::argument(&format!("{other:?}"), problem));
                }
            }
        }
        let mut requests = state.records.list();
        if let Some(operation) = operation {
            requests.retain(|request| request.operation == operation);
        }
        let newest = requests.split_off(requests.len().saturating_sub(limit));
        Ok(json!({"requests": newest}))
    })
    .await
}

/// `DELETE /requests`
pub(super) async fn clear(
    State(state): State<Arc<AppState>>,
    Extension(Received(body)): Extension<Received>,
) -> Response {
    let clear = || -> ControlResult {
        Arguments::read(&body, &[])?;
        state.records.clear();
        Ok(Value::Null)
    };
    reply(clear())
}
