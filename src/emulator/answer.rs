//! The forms of an answer: the dataset service, the gateway before it, and IAM each have their own.

use axum::body::Bytes;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

pub(super) fn json(status: StatusCode, body: &Value) -> Response {
    (status, body.to_string()).into_response()
}

/// An answer whose JSON is already written.
pub(super) fn written(status: StatusCode, body: Bytes) -> Response {
    (status, body).into_response()
}

pub(super) fn service_error(status: StatusCode, code: &str, message: &str) -> Response {
    json(status, &json!({"error_code": code, "error_msg": message}))
}

pub(super) fn gateway_error(
    status: StatusCode,
    code: &str,
    message: &str,
    request_id: &str,
) -> Response {
    let body = json!({"error_msg": message, "error_code": code, "request_id": request_id});
    json(status, &body)
}

pub(super) fn iam_error(status: StatusCode, message: &str) -> Response {
    let title = status.canonical_reason().unwrap_or_default();
    let body = json!({"error": {"code": status.as_u16(), "message": message, "title": title}});
    json(status, &body)
}
