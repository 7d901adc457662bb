//! The control interface: what tests in other processes and languages need of the emulator, over
//! HTTP under a path of its own.
//!
//! It is on only if [`Options::control`](crate::emulator::Options::control) says so; else its paths
//! are unknown. Each request carries the token. Requests are not recorded, and faults do not apply.

mod arguments;
mod clock;
mod datasets;
mod faults;
mod files;
mod info;
mod received;
mod reply;
mod requests;
mod tasks;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post, put};
use tower::ServiceExt as _;

pub(super) use self::received::PREFIX;
use self::received::Received;
use self::reply::ControlError;
use super::control_token::ControlToken;
use super::http::admission::{Rejection, check_head};
use super::http::body;
use super::http::language::preferred_language;
use super::state::AppState;

/// Returns whether a path belongs to the control interface.
pub(super) fn owns(path: &str) -> bool {
    path.strip_prefix(PREFIX)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Returns the router of the control interface.
pub(super) fn router(state: &Arc<AppState>) -> Router {
    let at = |path: &str| format!("{PREFIX}{path}");
    Router::new()
        .route(PREFIX, get(info::info))
        .route(&at("/"), get(info::info))
        .route(&at("/config"), get(info::config))
        .route(&at("/reset"), post(clock::reset))
        .route(&at("/advance"), post(clock::advance))
        .route(&at("/skew_clock"), post(clock::skew))
        .route(&at("/expire_tokens"), post(clock::expire_tokens))
        .route(
            &at("/faults"),
            post(faults::add_fault).delete(faults::remove_faults),
        )
        .route(&at("/tasks"), post(tasks::add_task))
        .route(&at("/scripts"), post(tasks::add_script))
        .route(&at("/quirks"), put(faults::set_quirks))
        .route(&at("/datasets"), post(datasets::add_dataset))
        .route(&at("/versions"), post(datasets::add_version))
        .route(
            &at("/requests"),
            get(requests::list).delete(requests::clear),
        )
        .route(&at("/files"), get(files::list_all))
        .route(&at("/files/"), get(files::list_all))
        .route(
            &at("/files/{*path}"),
            get(files::read).put(files::write).delete(files::remove),
        )
        .fallback(unknown_path)
        .method_not_allowed_fallback(wrong_method)
        .with_state(state.clone())
}

/// Responds to a request for a path of the control interface, in the language of its `Accept-Language`.
pub(super) async fn serve(
    state: &AppState,
    token: &ControlToken,
    router: Router,
    request: Request,
) -> Response {
    let language = preferred_language(request.headers(), state.language);
    let mut response = respond(state, token, router, request).await;
    if let Some(error) = response.extensions_mut().remove::<ControlError>() {
        error.write(&mut response, language);
    }
    response
}

async fn respond(
    state: &AppState,
    token: &ControlToken,
    router: Router,
    request: Request,
) -> Response {
    let (mut head, body) = request.into_parts();
    let admitted = check_head(&head, state.loopback_only)
        .map_err(rejected)
        .and_then(|()| authenticate(token, &head.headers));
    if let Err(error) = admitted {
        body::discard(body).await;
        return error.into_response();
    }
    match body::read(body, body::MAX_BYTES).await {
        Ok(bytes) => {
            head.extensions.insert(Received(bytes));
            let request = Request::from_parts(head, Body::empty());
            router
                .oneshot(request)
                .await
                .unwrap_or_else(|never| match never {})
        }
        Err(error) => rejected(Rejection::Body(error)).into_response(),
    }
}

fn rejected(rejection: Rejection) -> ControlError {
    ControlError::new(rejection.status(), rejection.message())
}

fn authenticate(token: &ControlToken, headers: &HeaderMap) -> Result<(), ControlError> {
    let mut sent = headers.get_all(AUTHORIZATION).iter();
    let is_token = sent.next().is_some_and(|value| {
        let parts = value.as_bytes().split_at_checked("Bearer ".len());
        parts.is_some_and(|(scheme, sent)| {
            scheme.eq_ignore_ascii_case(b"Bearer ") && token.is(sent.trim_ascii())
        })
    });
    if is_token && sent.next().is_none() {
        return Ok(());
    }
    Err(ControlError::new(
        StatusCode::UNAUTHORIZED,
        message!(
            "the request lacks the token of the control interface; send the header \
             'Authorization: Bearer TOKEN' with the token that the emulator was started with"
        ),
    ))
}

async fn unknown_path() -> Response {
    ControlError::new(
        StatusCode::NOT_FOUND,
        message!("there is no such path in the control interface; docs/emulator.md lists them"),
    )
    .into_response()
}

async fn wrong_method() -> Response {
    ControlError::new(
        StatusCode::METHOD_NOT_ALLOWED,
        message!("this path has other methods; see the header Allow"),
    )
    .into_response()
}
