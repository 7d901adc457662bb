//! The errors of this crate; one meaning a variant.

use std::fmt;
use std::time::Duration;

use crate::text::{excerpt, printable};

/// An error of this crate; its text is printable, also if others wrote parts of it.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The settings don't make a client; the text says where, what was expected and what to write.
    #[error("{}", printable(.0))]
    Config(String),
    /// Settings are missing; the text says which, where they were looked for, and what sets them.
    #[error("{}", printable(.0))]
    Incomplete(String),
    /// The process has no more threads, files or the like; the text says which.
    #[error("{}", printable(.0))]
    Resources(String),
    /// Something failed that can't fail; a bug.
    #[error("{}", printable(.0))]
    Internal(String),
    /// Arguments were refused before anything was sent; all that is wrong with them, at once.
    #[error("{}", printable(&lines(.0)))]
    InvalidParameters(Vec<Problem>),
    /// The service responded that the call failed.
    #[error("{}", printable(&.0.to_string()))]
    Service(Box<ServiceError>),
    /// No connection came about, or it broke.
    #[error("{}", printable(&.0.to_string()))]
    Connect(Box<ConnectError>),
    /// The timeout expired.
    #[error("{}", printable(&.0.to_string()))]
    Timeout(Box<TimeoutError>),
    /// The response could not be understood.
    #[error("{}", printable(&.0.to_string()))]
    Decode(Box<DecodeError>),
}

impl Error {
    /// Creates the error of a process that has no more threads, files or the like; `problem` is the
    /// system's text.
    #[must_use]
    pub fn exhausted(problem: &str) -> Self {
        Self::Resources(format!(
            "no thread or no file could be opened: {problem}; raise the limits of this process \
             (ulimit -u, ulimit -n), or have it do less at once"
        ))
    }

    /// Creates the error of an argument that was refused before anything was sent.
    pub fn invalid(place: impl Into<String>, problem: impl Into<String>) -> Self {
        Self::InvalidParameters(vec![Problem::new(place, problem)])
    }
}

/// What is wrong at one place of the arguments.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {problem}")]
pub struct Problem {
    /// The parameter as the caller spells it, with the way into it, like `dataset_spec.name`.
    pub place: String,
    /// What is wrong there and what was expected.
    pub problem: String,
}

impl Problem {
    /// Creates a problem at a place.
    pub fn new(place: impl Into<String>, problem: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            problem: problem.into(),
        }
    }

    /// Returns the parameter, without the way into it.
    #[must_use]
    pub fn parameter(&self) -> &str {
        self.place.split(['.', '[']).next().unwrap_or(&self.place)
    }
}

fn lines(problems: &[Problem]) -> String {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    lines.join("; ")
}

/// A response that says that the call failed.
#[derive(Debug, Clone, Default)]
pub struct ServiceError {
    /// The call that failed, like `get_task_status`.
    pub operation: &'static str,
    /// The project that the call named.
    pub project: Option<String>,
    /// The HTTP status.
    pub http_status: u16,
    /// The standard phrase of the HTTP status.
    pub reason: String,
    /// The code, like `ModelArts.0102`, if the response has one.
    pub error_code: Option<String>,
    /// The service's own words, if any.
    pub error_msg: Option<String>,
    /// The service's id of the request.
    pub request_id: Option<String>,
    /// The headers of the response, names in lower case, secrets removed.
    pub headers: Vec<(String, String)>,
    /// The body of the response, secrets removed.
    pub body: String,
    /// How long the service asks to wait before the next attempt.
    pub retry_after: Option<Duration>,
    /// How many requests were sent for this call.
    pub attempts: u32,
}

impl std::error::Error for ServiceError {}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = ServiceErrorMessage {
            operation: Some(self.operation),
            http_status: Some(self.http_status.into()),
            reason: Some(&self.reason),
            error_code: self.error_code.as_deref(),
            error_msg: self.error_msg.as_deref(),
            explanation: None,
            retry_after: self.retry_after.map(|pause| pause.as_secs_f64()),
            attempts: self.attempts.into(),
            request_id: self.request_id.as_deref(),
        };
        message.fmt(f)
    }
}

/// The message of an error of the service: all that is known of it, on one line.
#[derive(Debug, Clone, Copy)]
pub struct ServiceErrorMessage<'a> {
    /// The call that failed.
    pub operation: Option<&'a str>,
    /// The HTTP status.
    pub http_status: Option<i64>,
    /// The standard phrase of the HTTP status.
    pub reason: Option<&'a str>,
    /// The code.
    pub error_code: Option<&'a str>,
    /// The service's own words.
    pub error_msg: Option<&'a str>,
    /// What the code means, and what to do.
    pub explanation: Option<&'a str>,
    /// How many seconds the service asks to wait.
    pub retry_after: Option<f64>,
    /// How many requests were sent.
    pub attempts: i64,
    /// The service's id of the request.
    pub request_id: Option<&'a str>,
}

impl fmt::Display for ServiceErrorMessage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut http = "HTTP".to_owned();
        if let Some(status) = self.http_status {
            http.push_str(&format!(" {status}"));
        }
        if let Some(reason) = self.reason.filter(|reason| !reason.is_empty()) {
            http.push_str(&format!(" {}", excerpt(reason)));
        }
        if let Some(operation) = self.operation {
            write!(f, "{operation} failed: ")?;
        }
        match self.error_code.filter(|code| !code.is_empty()) {
            Some(code) => write!(f, "{} ({http})", excerpt(code))?,
            None => f.write_str(&http)?,
        }
        if let Some(message) = self.error_msg.filter(|message| !message.is_empty()) {
            write!(f, ": {}", excerpt(message))?;
        }
        if let Some(explanation) = self.explanation {
            write!(f, " [{explanation}]")?;
        }
        if let Some(seconds) = self.retry_after {
            write!(f, " [retry after {} s]", short_number(seconds))?;
        }
        if self.attempts > 1 {
            write!(f, " [{} attempts]", self.attempts)?;
        }
        f.write_str(&request_id_suffix(self.request_id))
    }
}

/// Returns a number with six digits, which are enough to read.
fn short_number(number: f64) -> String {
    const LARGE: f64 = 1e6;
    let rounded = format!("{number:.5e}").parse().unwrap_or(number);
    if rounded < LARGE {
        rounded.to_string()
    } else {
        format!("{rounded:e}").replace('e', "e+")
    }
}

/// Why no connection came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConnectKind {
    /// The host's name has no address.
    Dns,
    /// Nothing listens there, or the network has no route to it.
    Unreachable,
    /// The connection broke before the response was complete.
    Broken,
    /// The TLS handshake failed.
    Tls,
    /// The proxy refused.
    Proxy,
}

impl ConnectKind {
    /// Returns a few words for it.
    #[must_use]
    pub fn summary(self) -> &'static str {
        match self {
            Self::Dns => "the name can't be resolved",
            Self::Unreachable => "no connection",
            Self::Broken => "the connection broke before the response was complete",
            Self::Tls => "the TLS handshake failed",
            Self::Proxy => "the proxy refused",
        }
    }
}

/// A connection that failed.
#[derive(Debug, Clone, thiserror::Error)]
#[error(
    "{operation} failed: {problem}{}{}",
    attempts_suffix(*.attempts),
    request_id_suffix(.request_id.as_deref())
)]
pub struct ConnectError {
    /// The call that failed.
    pub operation: &'static str,
    /// What kind of failure it was.
    pub kind: ConnectKind,
    /// Host and port.
    pub endpoint: String,
    /// What happened, with the endpoint and what to do.
    pub problem: String,
    /// How many requests were tried for this call.
    pub attempts: u32,
    /// The service's id of the request, if its response had begun.
    pub request_id: Option<String>,
}

/// What a call was doing when its timeout expired.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Phase {
    /// It was opening a connection.
    Connecting,
    /// It had sent the request, and no response had begun.
    Waiting,
    /// It was reading the response.
    Reading,
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Connecting => "connecting",
            Self::Waiting => "waiting for the response",
            Self::Reading => "reading the response",
        })
    }
}

/// A call whose timeout expired.
#[derive(Debug, Clone, thiserror::Error)]
#[error(
    "{operation} timed out after {:.1} s, while {phase} ({endpoint}){}{}{}",
    .elapsed.as_secs_f64(),
    attempts_suffix(*.attempts),
    request_id_suffix(.request_id.as_deref()),
    last_failure_suffix(.last_failure.as_deref())
)]
pub struct TimeoutError {
    /// The call that timed out.
    pub operation: &'static str,
    /// What the call was doing.
    pub phase: Phase,
    /// How long it had taken.
    pub elapsed: Duration,
    /// Host and port.
    pub endpoint: String,
    /// How many requests were sent for this call.
    pub attempts: u32,
    /// The service's id of the request, if its response had begun.
    pub request_id: Option<String>,
    /// What the attempt before the last one failed with.
    pub last_failure: Option<String>,
}

/// A response that could not be understood.
#[derive(Debug, Clone, Default, thiserror::Error)]
#[error(
    "{operation}: the response can't be read{}: {} (HTTP {http_status}, {}){}{}; it begins: {}",
    place_suffix(.path),
    excerpt(.problem),
    excerpt(.content_type.as_deref().unwrap_or("no content type")),
    attempts_suffix(*.attempts),
    request_id_suffix(.request_id.as_deref()),
    excerpt(.snippet)
)]
pub struct DecodeError {
    /// The call whose response it was.
    pub operation: &'static str,
    /// The HTTP status.
    pub http_status: u16,
    /// The response's `Content-Type`.
    pub content_type: Option<String>,
    /// The service's id of the request.
    pub request_id: Option<String>,
    /// The first part of the body, secrets removed.
    pub snippet: String,
    /// Where in the JSON, like `result[0].failed`; empty for the body as a whole.
    pub path: String,
    /// What is wrong there.
    pub problem: String,
    /// How many requests were sent for this call.
    pub attempts: u32,
}

fn attempts_suffix(attempts: u32) -> String {
    if attempts > 1 {
        format!(" ({attempts} attempts)")
    } else {
        String::new()
    }
}

fn last_failure_suffix(failure: Option<&str>) -> String {
    failure
        .map(|failure| format!("; the last attempt failed: {failure}"))
        .unwrap_or_default()
}

fn place_suffix(path: &str) -> String {
    if path.is_empty() {
        String::new()
    } else {
        format!(" at {}", excerpt(path))
    }
}

fn request_id_suffix(id: Option<&str>) -> String {
    id.map(|id| format!(" [request id {}]", excerpt(id)))
        .unwrap_or_default()
}
