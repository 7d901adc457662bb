//! The routes of both services, and what every request and response goes through.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, DATE};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, post};
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;

use super::faults::active::ActiveFault;
use super::http::body::{self, BodyError};
use super::http::context::RequestContext;
use super::http::fallback::{unknown_path, wrong_method};
use super::http::origin::{self, OriginError};
use super::http::response;
use super::records::Record;
use super::state::AppState;
use super::{iam, v1, v2};

/// The largest accepted head, in bytes.
const MAX_HEAD_BYTES: usize = 64 * 1024;
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Returns the router of all operations.
pub(super) fn router(state: &Arc<AppState>) -> Router {
    let iam = Router::new()
        .route(
            "/v3/auth/tokens",
            post(iam::create_token).head(wrong_method),
        )
        .route("/v3/projects", get(iam::list_projects).head(wrong_method))
        .with_state(state.authenticator.clone());
    v1::routes::routes(state)
        .merge(v2::routes::routes(state))
        .merge(iam)
        .fallback(unknown_path)
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn_with_state(state.clone(), process))
        .with_state(state.clone())
}

/// Reads the request, runs its operation, records both and completes the response.
async fn process(State(state): State<Arc<AppState>>, request: Request, next: Next) -> Response {
    let request_id = state.next_request_id();
    let received_at = state.clock.now();
    let (mut head, body) = request.into_parts();
    let record = Record::new(&head, request_id.clone(), received_at);
    let admitted = match check_head(&head, state.loopback_only) {
        Ok(()) => body::read(body).await.map_err(Rejection::Body),
        Err(rejection) => {
            body::discard(body).await;
            Err(rejection)
        }
    };
    let (mut response, body, fault) = match admitted {
        Ok(body) => {
            let fault = ActiveFault::of(&state.faults, &head);
            head.extensions.insert(RequestContext {
                request_id: request_id.clone(),
                received_at,
                body: body.clone(),
            });
            let request = Request::from_parts(head, Body::empty());
            (fault.respond(request, next).await, body, fault)
        }
        Err(rejection) => {
            let response = rejection.response(&request_id);
            (response, Bytes::new(), ActiveFault::default())
        }
    };
    state.records.push(record.answered(response.status(), body));
    fault.delay().await;
    set_headers(&mut response, &request_id, state.clock.now());
    fault.apply(response).await
}

/// Why a request is refused before its path is looked at.
enum Rejection {
    HeadTooLarge,
    Origin(OriginError),
    Body(BodyError),
}

impl Rejection {
    fn response(&self, request_id: &str) -> Response {
        let (status, code, message) = match self {
            Self::HeadTooLarge => (
                StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
                "APIG.0201",
                "Request header fields too large",
            ),
            Self::Origin(error) => (StatusCode::FORBIDDEN, "APIG.0306", error.message()),
            Self::Body(BodyError::TooLarge) => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "APIG.0201",
                "Request entity too large",
            ),
            Self::Body(BodyError::Malformed) => {
                (StatusCode::BAD_REQUEST, "APIG.0201", "Bad request")
            }
            Self::Body(BodyError::TimedOut) => {
                (StatusCode::REQUEST_TIMEOUT, "APIG.0201", "Request timeout")
            }
        };
        response::gateway_error(status, code, message, request_id)
    }
}

fn check_head(head: &Parts, loopback_only: bool) -> Result<(), Rejection> {
    let headers = head.headers.iter();
    let bytes = headers.fold(head.uri.path().len(), |sum, (name, value)| {
        sum + name.as_str().len() + value.len()
    });
    if bytes + head.uri.query().map_or(0, str::len) > MAX_HEAD_BYTES {
        return Err(Rejection::HeadTooLarge);
    }
    origin::check(head, loopback_only).map_err(Rejection::Origin)
}

/// The date is the emulator's, because clients correct their clocks by it.
fn set_headers(response: &mut Response, request_id: &str, now: Timestamp) {
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Ok(request_id) = HeaderValue::from_str(request_id) {
        headers.insert(REQUEST_ID, request_id);
    }
    let date = DateTimePrinter::new().timestamp_to_rfc9110_string(&now);
    if let Some(date) = date.ok().and_then(|date| HeaderValue::try_from(date).ok()) {
        headers.insert(DATE, date);
    }
}
