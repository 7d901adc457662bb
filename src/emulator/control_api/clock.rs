//! Starting over, and moving the clock.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use serde_json::Value;

use super::arguments::Arguments;
use super::received::{Received, until_stop};
use super::reply::{ControlResult, reply, reply_blocking};
use crate::emulator::faults::settings::duration;
use crate::emulator::state::AppState;

/// `POST /reset`
pub(super) async fn reset(
    State(state): State<Arc<AppState>>,
    Extension(Received(body)): Extension<Received>,
) -> Response {
    reply_blocking(move || {
        Arguments::read(&body, &[])?;
        until_stop(&state, |interrupt| state.reset(interrupt));
        Ok(Value::Null)
    })
    .await
}

/// `POST /advance`
pub(super) async fn advance(
    State(state): State<Arc<AppState>>,
    Extension(Received(body)): Extension<Received>,
) -> Response {
    reply_blocking(move || {
        let seconds = Arguments::read(&body, &["seconds"])?.required_number("seconds")?;
        let by = duration("seconds", seconds)?;
        until_stop(&state, |interrupt| state.advance(by, interrupt));
        Ok(Value::Null)
    })
    .await
}

/// `POST /skew_clock`
pub(super) async fn skew(
    State(state): State<Arc<AppState>>,
    Extension(Received(body)): Extension<Received>,
) -> Response {
    let skew = || -> ControlResult {
        let seconds = Arguments::read(&body, &["seconds"])?.required_number("seconds")?;
        state.skew_clock(seconds)?;
        Ok(Value::Null)
    };
    reply(skew())
}

/// `POST /expire_tokens`
pub(super) async fn expire_tokens(
    State(state): State<Arc<AppState>>,
    Extension(Received(body)): Extension<Received>,
) -> Response {
    let expire = || -> ControlResult {
        Arguments::read(&body, &[])?;
        state.authenticator.revoke_tokens();
        Ok(Value::Null)
    };
    reply(expire())
}
