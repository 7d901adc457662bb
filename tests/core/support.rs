//! What several tests need.
#![allow(clippy::unwrap_used, reason = "tests")]

use http::HeaderName;
use modelarts::api::Operation;
use modelarts::api::generated;
use modelarts::http::RawResponse;
use modelarts::schema::{ReadError, read};
use modelarts::value::Object;

/// The operation of that name.
pub(crate) fn operation(name: &str) -> &'static Operation {
    generated::operation(name).unwrap_or_else(|| unreachable!("{name}"))
}

/// Reads the response of `get_task_status`.
pub(crate) fn task_status(body: &[u8]) -> Result<Object, ReadError> {
    read(body, operation("get_task_status").response)
}

/// A response as it comes from the connection.
pub(crate) fn response(status: u16, headers: &[(&str, &str)], body: &str) -> RawResponse {
    let headers = headers.iter();
    RawResponse {
        status: status.try_into().unwrap(),
        headers: headers
            .map(|(name, value)| (name.parse::<HeaderName>().unwrap(), value.parse().unwrap()))
            .collect(),
        body: body.as_bytes().to_vec(),
    }
}
