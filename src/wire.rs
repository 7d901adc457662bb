//! What goes on the wire and what comes back, as values; nothing here touches a network.

use std::fmt;

use jiff::Timestamp;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;

use crate::credential::signer::{canonical_query, encode};
use crate::model::{ProjectId, ReadError};
use secrecy::SecretString;

/// The verbs of the documented calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads; may be repeated.
    Get,
    /// Creates.
    Post,
    /// Changes.
    Put,
    /// Deletes.
    Delete,
}

impl Method {
    /// The verb in capitals.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// Which service a request goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// The dataset service.
    ModelArts,
    /// The identity service, which turns a password into a token.
    Iam,
    /// The metadata service of the machine, which has the key of its agency.
    Metadata,
}

/// A request, complete but for its host and its credential.
#[derive(Clone)]
pub struct Request {
    /// The call as the caller knows it, like `get_task_status`.
    pub operation: &'static str,
    /// Where it goes.
    pub service: Service,
    /// The verb.
    pub method: Method,
    /// The path, percent-encoded.
    pub path: String,
    /// The query, encoded and sorted as it is signed; empty for none.
    pub query: String,
    /// The JSON to send; empty for none.
    pub body: Vec<u8>,
    /// The project that the call names.
    pub project: Option<ProjectId>,
    /// What else stands in its head.
    pub headers: Vec<(HeaderName, SecretString)>,
    /// Whether sending it twice does no harm.
    pub repeatable: bool,
}

/// Without the body, which holds the password where a token is asked for.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("operation", &self.operation)
            .field("service", &self.service)
            .field("method", &self.method)
            .field("path", &self.path)
            .field("query", &self.query)
            .field("project", &self.project)
            .field("repeatable", &self.repeatable)
            .finish_non_exhaustive()
    }
}

impl Request {
    /// A request to the dataset service; `path` is split into segments, each of which is encoded.
    #[must_use]
    pub fn new(
        operation: &'static str,
        method: Method,
        project: &ProjectId,
        segments: &[&str],
    ) -> Self {
        let mut path = format!("/v1/{}", encode(project.as_str()));
        for segment in segments {
            path.push('/');
            path.push_str(&encode(segment));
        }
        Self {
            operation,
            service: Service::ModelArts,
            method,
            path,
            query: String::new(),
            body: Vec::new(),
            project: Some(project.clone()),
            headers: Vec::new(),
            repeatable: method == Method::Get,
        }
    }

    /// The same with a query.
    #[must_use]
    pub fn with_query<K: AsRef<str>, V: AsRef<str>>(self, pairs: &[(K, V)]) -> Self {
        let query = canonical_query(pairs);
        Self { query, ..self }
    }

    /// The same with a JSON body.
    #[must_use]
    pub fn with_body(self, body: &Value) -> Self {
        let body = body.to_string().into_bytes();
        Self { body, ..self }
    }

    /// What the body is; `None` if there is none.
    #[must_use]
    pub fn content_type(&self) -> Option<&'static str> {
        (!self.body.is_empty()).then_some("application/json")
    }
}

/// An answer, whole.
#[derive(Clone)]
pub struct Received {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, decompressed.
    pub body: Vec<u8>,
}

/// Without headers and body, which may hold a token.
impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Received")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

impl Received {
    /// The first header of that name (in lower case), if it is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        text(self.headers.get(name)?)
    }

    /// The service's name for the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.header("x-request-id")
    }

    /// Whether the HTTP status says that the call succeeded.
    #[must_use]
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// The service's name for the request, in the headers of an answer.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<String> {
    headers
        .get("x-request-id")
        .and_then(text)
        .map(ToOwned::to_owned)
}

fn text(value: &HeaderValue) -> Option<&str> {
    std::str::from_utf8(value.as_bytes()).ok()
}

/// A call as a value: what to send, and how to read what comes back.
#[derive(Debug, Clone)]
pub struct Operation<T> {
    /// What to send.
    pub request: Request,
    /// How to read the answer.
    pub read: fn(&Received) -> Result<T, ReadError>,
}

/// What a call brought.
#[derive(Debug, Clone)]
pub struct Answer<T> {
    /// What the answer says.
    pub value: T,
    /// The HTTP status.
    pub http_status: u16,
    /// The service's name for the request.
    pub request_id: Option<String>,
    /// The project that the call named.
    pub project: Option<ProjectId>,
    /// How large the body was, decompressed.
    pub body_bytes: usize,
}

/// Reads an HTTP date, as in `Date` and `Retry-After`.
#[must_use]
pub fn http_date(text: &str) -> Option<Timestamp> {
    jiff::fmt::rfc2822::DateTimeParser::new()
        .parse_timestamp(text.trim())
        .ok()
}
