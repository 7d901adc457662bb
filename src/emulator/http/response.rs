//! Responses. The dataset service, the gateway before it and IAM each have a form of error.

use axum::body::Bytes;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

pub(crate) fn json(status: StatusCode, body: &Value) -> Response {
    (status, body.to_string()).into_response()
}

/// Returns a response whose JSON is already serialized.
pub(crate) fn serialized(status: StatusCode, body: Bytes) -> Response {
    (status, body).into_response()
}

pub(crate) fn service_error(status: StatusCode, code: &str, message: &str) -> Response {
    json(status, &json!({"error_code": code, "error_msg": message}))
}

pub(crate) fn gateway_error(
    status: StatusCode,
    code: &str,
    message: &str,
    request_id: &str,
) -> Response {
    let body = json!({"error_msg": message, "error_code": code, "request_id": request_id});
    json(status, &body)
}

pub(crate) fn iam_error(status: StatusCode, message: &str) -> Response {
    let title = status.canonical_reason().unwrap_or_default();
    let body = json!({"error": {"code": status.as_u16(), "message": message, "title": title}});
    json(status, &body)
}
