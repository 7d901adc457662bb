//! The errors of this crate; one meaning a variant.

use std::fmt;
use std::time::Duration;

use crate::language::Language;
use crate::message::{Message, Separator, translate_system_error};
use crate::text::{excerpt, printable};

/// An error of this crate; its text is printable, also if others wrote parts of it.
///
/// As it is displayed, and in logs, it is in English; [`Error::text`] has both languages.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Error {
    /// The settings don't make a client; the text says where, what was expected and what to write.
    Config(Message),
    /// Settings are missing; the text says which, where they were looked for, and what sets them.
    Incomplete(Message),
    /// The process has no more threads, files or the like; the text says which.
    Resources(Message),
    /// Something failed that can't fail; a bug.
    Internal(Message),
    /// Arguments were refused before anything was sent; all that is wrong with them, at once.
    InvalidParameters(Vec<Problem>),
    /// The service responded that the call failed.
    Service(Box<ServiceError>),
    /// No connection came about, or it broke.
    Connect(Box<ConnectError>),
    /// The timeout expired.
    Timeout(Box<TimeoutError>),
    /// The response could not be understood.
    Decode(Box<DecodeError>),
}

impl Error {
    /// Creates the error of a process that has no more threads, files or the like; `problem` is the
    /// system's text.
    #[must_use]
    pub fn exhausted(problem: &str) -> Self {
        Self::Resources(message!(
            "no thread or no file could be opened: {problem}; raise the limits of this process \
             (ulimit -u, ulimit -n), or have it do less at once",
            problem = translate_system_error(problem)
        ))
    }

    /// Creates the error of an argument that was refused before anything was sent.
    pub fn invalid(place: impl Into<String>, problem: impl Into<Message>) -> Self {
        Self::InvalidParameters(vec![Problem::new(place, problem)])
    }

    /// Returns the text in a language.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        printable(&self.message().text(language))
    }

    /// Returns the text in both languages, parts of which others may have written.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Config(message)
            | Self::Incomplete(message)
            | Self::Resources(message)
            | Self::Internal(message) => message.clone(),
            Self::InvalidParameters(problems) => {
                Message::list(problems.iter().map(Problem::message), Separator::Semicolon)
            }
            Self::Service(error) => error.message(),
            Self::Connect(error) => error.message(),
            Self::Timeout(error) => error.message(),
            Self::Decode(error) => error.message(),
        }
    }
}

impl std::error::Error for Error {}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::En))
    }
}

/// What is wrong at one place of the arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The parameter as the caller spells it, with the way into it, like `dataset_spec.name`.
    pub place: String,
    /// What is wrong there and what was expected.
    pub problem: Message,
}

impl Problem {
    /// Creates a problem at a place.
    pub fn new(place: impl Into<String>, problem: impl Into<Message>) -> Self {
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

    /// Returns the place and what is wrong there.
    #[must_use]
    pub fn message(&self) -> Message {
        let Self { place, problem } = self;
        message!("{place}: {problem}", place, problem)
    }
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
    pub error_msg: Option<Message>,
    /// The service's id of the request.
    pub request_id: Option<String>,
    /// The headers of the response, names in lower case, secrets removed.
    pub headers: Vec<(String, String)>,
    /// The body of the response, secrets removed.
    pub body: String,
    /// The pause before the next attempt in `Retry-After`.
    pub retry_after: Option<Duration>,
    /// How many requests were sent for this call.
    pub attempts: u32,
}

impl ServiceError {
    fn message(&self) -> Message {
        let message = ServiceErrorMessage {
            operation: Some(self.operation),
            http_status: Some(self.http_status.into()),
            reason: Some(&self.reason),
            error_code: self.error_code.as_deref(),
            error_msg: self.error_msg.clone(),
            explanation: None,
            retry_after: self.retry_after.map(|pause| pause.as_secs_f64()),
            attempts: self.attempts.into(),
            request_id: self.request_id.as_deref(),
        };
        message.message()
    }
}

/// The message of an error of the service: all that is known of it, on one line.
#[derive(Debug, Clone)]
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
    pub error_msg: Option<Message>,
    /// What the code means, and what to do.
    pub explanation: Option<&'a str>,
    /// The seconds in `Retry-After`.
    pub retry_after: Option<f64>,
    /// How many requests were sent.
    pub attempts: i64,
    /// The service's id of the request.
    pub request_id: Option<&'a str>,
}

impl ServiceErrorMessage<'_> {
    /// Returns the message.
    #[must_use]
    pub fn message(&self) -> Message {
        let mut http = "HTTP".to_owned();
        if let Some(status) = self.http_status {
            http.push_str(&format!(" {status}"));
        }
        if let Some(reason) = self.reason.filter(|reason| !reason.is_empty()) {
            http.push_str(&format!(" {}", excerpt(reason)));
        }
        let code = self.error_code.filter(|code| !code.is_empty());
        let what = code.map_or_else(
            || Message::from(&http),
            |code| message!("{code} ({http})", code = excerpt(code), http = &http),
        );
        let mut parts = vec![match self.operation {
            Some(operation) => message!(
                "{operation} failed: {problem}",
                operation = Message::from_catalogue(operation),
                problem = what
            ),
            None => what,
        }];
        let words = self.error_msg.as_ref();
        let words = words.filter(|words| !words.is_empty());
        parts.extend(words.map(|words| message!(": {words}", words = words.map(excerpt))));
        let explanation = self.explanation;
        parts.extend(explanation.map(|explanation| Message::from(format!(" [{explanation}]"))));
        let seconds = self.retry_after.map(short_number);
        parts.extend(seconds.map(|seconds| message!(" [retry after {seconds} s]", seconds)));
        let attempts = self.attempts;
        parts.extend((attempts > 1).then(|| message!(" [{attempts} attempts]", attempts)));
        parts.extend(request_id_suffix(self.request_id));
        Message::list(parts, Separator::None)
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
    pub fn summary(self) -> Message {
        match self {
            Self::Dns => message!("the name can't be resolved"),
            Self::Unreachable => message!("no connection"),
            Self::Broken => message!("the connection broke before the response was complete"),
            Self::Tls => message!("the TLS handshake failed"),
            Self::Proxy => message!("the proxy refused"),
        }
    }
}

/// A connection that failed.
#[derive(Debug, Clone)]
pub struct ConnectError {
    /// The call that failed.
    pub operation: &'static str,
    /// What kind of failure it was.
    pub kind: ConnectKind,
    /// Host and port.
    pub endpoint: String,
    /// What happened, with the endpoint and what to do.
    pub problem: Message,
    /// How many requests were tried for this call.
    pub attempts: u32,
    /// The service's id of the request, if its response had begun.
    pub request_id: Option<String>,
}

impl ConnectError {
    fn message(&self) -> Message {
        let problem = Message::list(
            [
                self.problem.clone(),
                attempts_suffix(self.attempts).into(),
                request_id_suffix(self.request_id.as_deref()).into(),
            ],
            Separator::None,
        );
        let operation = Message::translatable(self.operation);
        message!("{operation} failed: {problem}", operation, problem)
    }
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

impl Phase {
    /// Returns its name, in English.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Connecting => translatable!("connecting"),
            Self::Waiting => translatable!("waiting for the response"),
            Self::Reading => translatable!("reading the response"),
        }
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A call whose timeout expired.
#[derive(Debug, Clone)]
pub struct TimeoutError {
    /// The call that timed out.
    pub operation: &'static str,
    /// What the call was doing.
    pub phase: Phase,
    /// How long it had taken.
    pub elapsed: Duration,
    /// Host and port, and the proxy on the way.
    pub endpoint: Message,
    /// How many requests were sent for this call.
    pub attempts: u32,
    /// The service's id of the request, if its response had begun.
    pub request_id: Option<String>,
    /// What the attempt before the last one failed with.
    pub last_failure: Option<Message>,
}

impl TimeoutError {
    fn message(&self) -> Message {
        let last_failure = self.last_failure.as_ref();
        message!(
            "{operation} timed out after {seconds} s, while {phase} ({endpoint}){rest}",
            operation = Message::translatable(self.operation),
            seconds = format!("{:.1}", self.elapsed.as_secs_f64()),
            phase = Message::translatable(self.phase.name()),
            endpoint = &self.endpoint,
            rest = Message::list(
                [
                    attempts_suffix(self.attempts).into(),
                    request_id_suffix(self.request_id.as_deref()).into(),
                    last_failure
                        .map(|failure| message!("; the last attempt failed: {failure}", failure))
                        .into(),
                ],
                Separator::None
            )
        )
    }
}

/// A response that could not be understood.
#[derive(Debug, Clone, Default)]
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
    pub problem: Message,
    /// How many requests were sent for this call.
    pub attempts: u32,
}

impl DecodeError {
    fn message(&self) -> Message {
        let status = self.http_status;
        let content_type = self.content_type.as_deref();
        let path = Some(excerpt(&self.path)).filter(|path| !path.is_empty());
        message!(
            "{operation}: the response can't be read{place}: {problem} (HTTP {status}, {content_type})\
             {attempts}{request_id}; it begins: {snippet}",
            operation = Message::translatable(self.operation),
            place = path.map(|path| message!(" at {path}", path)),
            problem = self.problem.map(excerpt),
            status,
            content_type = content_type.map_or_else(
                || message!("no content type"),
                |content_type| Message::from(excerpt(content_type))
            ),
            attempts = attempts_suffix(self.attempts),
            request_id = request_id_suffix(self.request_id.as_deref()),
            snippet = excerpt(&self.snippet)
        )
    }
}

/// Shows the problem in English.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

fn attempts_suffix(attempts: u32) -> Option<Message> {
    (attempts > 1).then(|| message!(" ({attempts} attempts)", attempts))
}

fn request_id_suffix(id: Option<&str>) -> Option<Message> {
    id.map(|id| message!(" [request id {id}]", id = excerpt(id)))
}
