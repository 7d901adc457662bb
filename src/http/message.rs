//! What is sent and what comes back, as values; nothing here touches a network.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, Method, StatusCode};
use jiff::Timestamp;
use secrecy::SecretString;

/// A request, complete but for its endpoint and its credential.
#[derive(Clone)]
pub struct Request {
    /// The call as the caller knows it, like `get_task_status`.
    pub operation: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path, percent-encoded.
    pub path: String,
    /// The query, encoded and sorted as it is signed; empty for none.
    pub query: String,
    /// The JSON to send; empty for none.
    pub body: Bytes,
    /// The project that the call names.
    pub project: Option<Arc<str>>,
    /// Further headers, which may be secret.
    pub headers: Vec<(HeaderName, SecretString)>,
    /// Whether it may be sent again although the service may have acted on it.
    pub idempotent: bool,
}

/// Without body and headers, which may hold secrets.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .field("path", &self.path)
            .field("query", &self.query)
            .field("project", &self.project)
            .field("idempotent", &self.idempotent)
            .finish_non_exhaustive()
    }
}

impl Request {
    /// Returns the `Content-Type` of the body; `None` if there is no body.
    #[must_use]
    pub fn content_type(&self) -> Option<&'static str> {
        (!self.body.is_empty()).then_some("application/json")
    }
}

/// An answer as it came, its body decompressed.
#[derive(Clone)]
pub struct RawResponse {
    /// The HTTP status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

/// Without headers and body, which may hold a token.
impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

impl RawResponse {
    /// Returns the first header of that name (in lower case), if it is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        std::str::from_utf8(self.headers.get(name)?.as_bytes()).ok()
    }

    /// Returns the service's id of the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.header("x-request-id")
    }
}

/// Reads an HTTP date, as in `Date` and `Retry-After`.
#[must_use]
pub fn http_date(text: &str) -> Option<Timestamp> {
    jiff::fmt::rfc2822::DateTimeParser::new()
        .parse_timestamp(text.trim())
        .ok()
}
