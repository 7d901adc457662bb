//! The routes of both services, and what every request and response goes through.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, DATE};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, post};
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;

use super::faults::active::ActiveFault;
use super::http::admission::{Rejection, check_head};
use super::http::body;
use super::http::context::RequestContext;
use super::http::fallback::{unknown_path, wrong_method};
use super::records::Record;
use super::state::AppState;
use super::{api_v1, api_v2, control_api, iam, operations, page};

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
    api_v1::routes::routes(state)
        .merge(api_v2::routes::routes(state))
        .merge(iam)
        .fallback(unknown_path)
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn_with_state(state.clone(), process))
        .layer(from_fn_with_state(own_paths(state), serve_own_paths))
        .with_state(state.clone())
}

/// The paths that are the emulator's and not the service's. Their requests are not recorded, and
/// faults do not apply to them.
#[derive(Debug, Clone)]
struct OwnPaths {
    state: Arc<AppState>,
    control: Router,
}

fn own_paths(state: &Arc<AppState>) -> OwnPaths {
    OwnPaths {
        state: state.clone(),
        control: control_api::router(state),
    }
}

async fn serve_own_paths(State(own): State<OwnPaths>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if let Some(token) = &own.state.control
        && control_api::owns(path)
    {
        return control_api::serve(&own.state, token, own.control, request).await;
    }
    if path != "/" || ![Method::GET, Method::HEAD].contains(request.method()) {
        return next.run(request).await;
    }
    let (head, body) = request.into_parts();
    match check_head(&head, own.state.loopback_only) {
        Ok(()) => page::respond(&own.state, &head),
        // It is refused like any other request.
        Err(_) => next.run(Request::from_parts(head, body)).await,
    }
}

/// Reads the request, runs its operation, records both and completes the response.
async fn process(State(state): State<Arc<AppState>>, request: Request, next: Next) -> Response {
    let request_id = state.next_request_id();
    let received_at = state.clock.now();
    let (mut head, body) = request.into_parts();
    let record = Record::new(&head, request_id.clone(), received_at);
    let admitted = match check_head(&head, state.loopback_only) {
        Ok(()) => {
            let limit = operations::max_body(&head.method, head.uri.path());
            body::read(body, limit).await.map_err(Rejection::Body)
        }
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
    state
        .records
        .push(record.with_response(response.status(), body));
    fault.delay().await;
    set_headers(&mut response, &request_id, state.clock.now());
    fault.apply(response).await
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
