//! The routes of the service, and what every request and answer goes through.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, DATE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::{MethodRouter, delete, get, post, put};
use axum::{Extension, Router};
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;

use super::body::{self, BodyFault};
use super::breakage::Breakage;
use super::cloud::Cloud;
use super::records::Record;
use super::{answer, datasets, gateway, iam, tasks};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What handlers need of a request besides its head.
#[derive(Debug, Clone)]
pub(super) struct Received {
    pub(super) request_id: Arc<str>,
    pub(super) arrived: Timestamp,
    pub(super) body: Bytes,
}

/// Every operation of the emulator.
pub(super) fn router(cloud: &Arc<Cloud>) -> Router {
    let guarded = |operations: MethodRouter<Arc<Cloud>>| {
        // On each verb and not on the path, so that a wrong verb is told so without a proof.
        exactly(operations.route_layer(from_fn_with_state(cloud.clone(), gateway::admit)))
    };
    Router::new()
        .route("/v3/auth/tokens", exactly(post(iam::issue_token)))
        .route("/v3/projects", exactly(get(iam::list_projects)))
        .route(
            "/v1/{project_id}/datasets/task/{task_id}",
            guarded(get(tasks::get_task_status)),
        )
        .route(
            "/v1/{project_id}/datasets",
            guarded(get(datasets::query_dataset).post(datasets::create_dataset)),
        )
        .route(
            "/v1/{project_id}/datasets/{dataset_id}",
            guarded(
                get(datasets::get_dataset)
                    .put(datasets::update_dataset)
                    .delete(datasets::delete_dataset),
            ),
        )
        .route(
            "/v1/{project_id}/datasets/{dataset_id}/sync",
            guarded(post(datasets::sync_dataset)),
        )
        .route(
            "/v1/{project_id}/datasets/{dataset_id}/files",
            guarded(delete(datasets::delete_file_from_obs)),
        )
        .route(
            "/v1/{project_id}/datasets/{dataset_id}/versions",
            guarded(
                get(datasets::get_history_dataset_version).post(datasets::create_dataset_version),
            ),
        )
        .route(
            "/v1/{project_id}/datasets/{dataset_id}/versions/difference",
            guarded(get(datasets::compare_datasets)),
        )
        .route(
            "/v1/{project_id}/datasets/{dataset_id}/versions/current",
            guarded(put(datasets::checkout_dataset_version)),
        )
        .route(
            "/v1/{project_id}/datasets/{dataset_id}/versions/{version_id}",
            guarded(get(datasets::search_dataset_version).put(datasets::delete_file_in_version)),
        )
        .fallback(unknown_path)
        .method_not_allowed_fallback(wrong_verb)
        .layer(from_fn_with_state(cloud.clone(), receive))
        .with_state(cloud.clone())
}

/// A GET would answer HEAD too, and a HEAD would count as a look.
fn exactly(operations: MethodRouter<Arc<Cloud>>) -> MethodRouter<Arc<Cloud>> {
    operations.head(wrong_verb)
}

pub(super) async fn unknown_path(Extension(received): Extension<Received>) -> Response {
    answer::gateway_error(
        StatusCode::NOT_FOUND,
        "APIG.0101",
        "The API does not exist or has not been published in the environment",
        &received.request_id,
    )
}

async fn wrong_verb(Extension(received): Extension<Received>) -> Response {
    answer::gateway_error(
        StatusCode::METHOD_NOT_ALLOWED,
        "APIG.0101",
        "The API exists, but not with this method",
        &received.request_id,
    )
}

/// Reads the request, has it answered, records both and stamps the answer.
async fn receive(State(cloud): State<Arc<Cloud>>, request: Request, next: Next) -> Response {
    let request_id = cloud.next_request_id();
    let arrived = cloud.clock.now();
    let (mut head, body) = request.into_parts();
    let record = Record::new(&head, request_id.clone(), arrived);
    let (mut response, body, breakage) = match body::read(body).await {
        Ok(body) => {
            let breakage = Breakage::of(&cloud.faults, &head);
            head.extensions.insert(Received {
                request_id: request_id.clone(),
                arrived,
                body: body.clone(),
            });
            let request = Request::from_parts(head, Body::empty());
            (breakage.answer(request, next).await, body, breakage)
        }
        Err(fault) => (
            refuse_body(fault, &request_id),
            Bytes::new(),
            Breakage::default(),
        ),
    };
    cloud.records.push(record.answered(response.status(), body));
    breakage.delay().await;
    stamp(&mut response, &request_id, cloud.clock.now());
    breakage.spoil(response).await
}

fn refuse_body(fault: BodyFault, request_id: &str) -> Response {
    let (status, message) = match fault {
        BodyFault::TooLong => (StatusCode::PAYLOAD_TOO_LARGE, "Request entity too large"),
        BodyFault::Broken => (StatusCode::BAD_REQUEST, "Bad request"),
    };
    answer::gateway_error(status, "APIG.0201", message, request_id)
}

/// The date is the emulator's: clients set their clocks by it.
fn stamp(response: &mut Response, request_id: &str, now: Timestamp) {
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
