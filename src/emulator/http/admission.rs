//! What every request is checked for before anything else.

use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;

use super::body::BodyError;
use super::origin::{self, OriginError};
use super::response;

/// The largest accepted head, in bytes.
const MAX_HEAD_BYTES: usize = 64 * 1024;

/// Why a request is refused, whatever its path is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rejection {
    HeadTooLarge,
    Origin(OriginError),
    Body(BodyError),
}

impl Rejection {
    pub(crate) fn status(self) -> StatusCode {
        match self {
            Self::HeadTooLarge => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Self::Origin(_) => StatusCode::FORBIDDEN,
            Self::Body(BodyError::TooLarge) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Body(BodyError::Malformed) => StatusCode::BAD_REQUEST,
            Self::Body(BodyError::TimedOut) => StatusCode::REQUEST_TIMEOUT,
        }
    }

    pub(crate) fn message(self) -> &'static str {
        match self {
            Self::HeadTooLarge => "Request header fields too large",
            Self::Origin(error) => error.message(),
            Self::Body(BodyError::TooLarge) => "Request entity too large",
            Self::Body(BodyError::Malformed) => "Bad request",
            Self::Body(BodyError::TimedOut) => "Request timeout",
        }
    }

    /// Returns the response of the gateway.
    pub(crate) fn response(self, request_id: &str) -> Response {
        let code = match self {
            Self::Origin(_) => "APIG.0306",
            Self::HeadTooLarge | Self::Body(_) => "APIG.0201",
        };
        response::gateway_error(self.status(), code, self.message(), request_id)
    }
}

/// Checks the size of a head, and where the request comes from and goes to.
pub(crate) fn check_head(head: &Parts, loopback_only: bool) -> Result<(), Rejection> {
    let headers = head.headers.iter();
    let bytes = headers.fold(head.uri.path().len(), |sum, (name, value)| {
        sum + name.as_str().len() + value.len()
    });
    if bytes + head.uri.query().map_or(0, str::len) > MAX_HEAD_BYTES {
        return Err(Rejection::HeadTooLarge);
    }
    origin::check(head, loopback_only).map_err(Rejection::Origin)
}
