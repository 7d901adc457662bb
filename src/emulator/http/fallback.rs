//! The gateway's responses to requests that no operation matches.

use axum::Extension;
use axum::http::StatusCode;
use axum::response::Response;

use super::context::RequestContext;
use super::response::gateway_error;

pub(crate) async fn unknown_path(Extension(context): Extension<RequestContext>) -> Response {
    gateway_error(
        StatusCode::NOT_FOUND,
        "APIG.0101",
        "The API does not exist or has not been published in the environment",
        &context.request_id,
    )
}

/// HEAD is a wrong method too: served as GET, it would count as a poll of a task.
pub(crate) async fn wrong_method(Extension(context): Extension<RequestContext>) -> Response {
    gateway_error(
        StatusCode::METHOD_NOT_ALLOWED,
        "APIG.0101",
        "The API exists, but not with this method",
        &context.request_id,
    )
}
