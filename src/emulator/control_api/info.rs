//! Account, addresses and configuration for clients.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;

use super::reply::{ControlError, ControlResult, reply};
use crate::emulator::configuration;
use crate::emulator::http::origin::requested_host;
use crate::emulator::http::query;
use crate::emulator::state::AppState;

/// `GET /`
pub(super) async fn info(State(state): State<Arc<AppState>>) -> Response {
    let identity = &state.authenticator.identity;
    reply(Ok(json!({
        "version": env!("CARGO_PKG_VERSION"),
        "project_id": identity.project_id,
        "region": identity.region,
        "account": identity.account,
        "username": identity.username,
        "verify": state.authenticator.verify,
        "pace": state.pace.as_secs_f64(),
        "time": state.clock.now().as_microsecond() as f64 / 1e6,
    })))
}

/// `GET /config?context=…`
pub(super) async fn config(State(state): State<Arc<AppState>>, request: Request) -> Response {
    let config = || -> ControlResult {
        let mut context = configuration::CONTEXT.to_owned();
        for (name, value) in query::pairs(request.uri().query()) {
            if name != "context" {
                let problem = message!("is unknown, expected one of {names}", names = "context");
                return Err(ControlError::argument(&format!("{name:?}"), problem));
            }
            context = value;
        }
        let host = requested_host(request.headers()).ok_or_else(|| {
            let problem = message!("the request has no header Host");
            ControlError::new(StatusCode::BAD_REQUEST, problem)
        })?;
        let url = format!("http://{host}");
        Ok(configuration::of(
            &state.authenticator.identity,
            &url,
            &context,
        ))
    };
    reply(config())
}
