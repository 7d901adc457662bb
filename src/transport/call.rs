//! One call: its limits, its attempts so far, and the error that it ends in.
#![deny(clippy::arithmetic_side_effects)]

use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;
use jiff::Timestamp;
use tokio::time::Instant;

use super::body_excerpt::body_excerpt;
use super::failure::Failure;
use super::redact::Redactor;
use super::retry::{AttemptOutcome, retry_after};
use crate::charset;
use crate::error::{
    ConnectError, ConnectKind, DecodeError, Error, Phase, ServiceError, TimeoutError,
};
use crate::explain::documented;
use crate::http::{Endpoint, HttpError, RawResponse, Timeouts, http_date};
use crate::message::Message;
use crate::schema::ReadError;

/// The most characters of a body in the message of an error.
const SNIPPET_CHARS: usize = 200;
/// The most bytes of a body that an error keeps.
const KEPT_BODY_BYTES: usize = 64 * 1024;
/// The shortest read timeout of an attempt.
const MIN_READ_TIMEOUT: Duration = Duration::from_millis(500);

/// How long one call may take, and how often it may be sent again.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// For the whole call, attempts and pauses included; `None` for no limit.
    pub timeout: Option<Duration>,
    /// Attempts after the first.
    pub max_retries: u32,
}

#[derive(Debug)]
pub(super) struct Call {
    operation: &'static str,
    project: Option<Arc<str>>,
    limits: Limits,
    began: Instant,
    pub(super) deadline: Option<Instant>,
    pub(super) attempts: u32,
    pub(super) retries: u32,
    pub(super) last_failure: Option<Message>,
    /// The secret values of the headers that the last attempt sent.
    pub(super) sent_secrets: Vec<HeaderValue>,
}

impl Call {
    pub(super) fn new(
        operation: &'static str,
        project: Option<Arc<str>>,
        limits: Limits,
        began: Instant,
    ) -> Self {
        Self {
            operation,
            project,
            limits,
            began,
            deadline: limits
                .timeout
                .and_then(|timeout| began.checked_add(timeout)),
            attempts: 0,
            retries: 0,
            last_failure: None,
            sent_secrets: Vec::new(),
        }
    }

    /// Returns what is left of the timeout.
    fn left(&self) -> Option<Duration> {
        let timeout = self.limits.timeout?;
        Some(timeout.saturating_sub(self.began.elapsed()))
    }

    /// Returns the timeouts of the next attempt. A lost response can't be noticed, so the first attempt of
    /// an idempotent request has half of the time that is left, if that is enough for another one; later
    /// attempts have all of it, because the response may just be slow.
    pub(super) fn timeouts(&self, idempotent: bool) -> Timeouts {
        let may_retry = idempotent && self.retries == 0 && self.limits.max_retries > 0;
        let half = self.left().and_then(|left| left.checked_div(2));
        Timeouts {
            deadline: self.deadline,
            read_timeout: half.filter(|half| may_retry && *half >= MIN_READ_TIMEOUT),
        }
    }

    /// Returns whether another attempt is allowed and would begin before the deadline.
    pub(super) fn may_pause(&self, pause: Duration) -> bool {
        let left = self.left();
        self.retries < self.limits.max_retries && left.is_none_or(|left| pause < left)
    }

    /// Returns the error that the call ends in if a failed attempt is its last.
    pub(super) fn attempt_error(
        &self,
        failure: Result<RawResponse, HttpError>,
        endpoint: &Endpoint,
        redactor: &Redactor,
    ) -> Error {
        let masked = |text: String| redactor.text(&text);
        match failure {
            Ok(response) => self.service_error(&response, read_failure(&response), redactor),
            Err(HttpError::NotConnected { kind, problem }) => {
                self.connect_error(kind, endpoint, redactor.message(&problem), None)
            }
            Err(HttpError::Broken {
                problem,
                request_id,
            }) => self.connect_error(
                ConnectKind::Broken,
                endpoint,
                redactor.message(&problem),
                request_id.map(masked),
            ),
            Err(HttpError::TimedOut { phase, request_id }) => {
                self.timed_out(phase, endpoint, request_id.map(masked))
            }
            Err(HttpError::Exhausted(problem)) => Error::exhausted(&problem),
            Err(HttpError::Unsendable(problem)) => Error::Config(problem),
            Err(HttpError::Unreadable { response, problem }) => {
                self.decode_error(&response, ReadError::new(problem), redactor)
            }
        }
    }

    /// Returns the error of a response with a status of success that can't be read: its body may say
    /// that the call failed.
    pub(super) fn unreadable_error(
        &self,
        response: &RawResponse,
        problem: ReadError,
        redactor: &Redactor,
    ) -> Error {
        match Failure::in_success(&response.body) {
            Some(failure) => self.service_error(response, failure, redactor),
            None => self.decode_error(response, problem, redactor),
        }
    }

    fn service_error(
        &self,
        response: &RawResponse,
        failure: Failure,
        redactor: &Redactor,
    ) -> Error {
        let redirect = response
            .status
            .is_redirection()
            .then(|| response.header("location"))
            .flatten();
        let redirect = redirect.map(|location| {
            message!(
                "redirected to {location}, which is not followed; check the endpoint",
                location
            )
        });
        let error_msg = match (failure.error_msg, redirect) {
            (Some(words), Some(redirect)) => {
                Some(message!("{words} ({redirect})", words, redirect))
            }
            (words, redirect) => words.map(Message::from).or(redirect),
        };
        let masked = |text: String| redactor.text(&text);
        let reason = response.status.canonical_reason().unwrap_or("");
        let body = kept_body(response, redactor);
        let error_msg = error_msg.map(|message| redactor.message(&message.map(kept)));
        // Tags may have divided a secret.
        let words = || body_excerpt(&body).filter(|words| !words.eq_ignore_ascii_case(reason));
        let has_own_words = error_msg.is_some() || failure.error_code.is_some();
        let error_msg = if has_own_words {
            error_msg
        } else {
            words().map(|words| Message::from(masked(words)))
        };
        Error::Service(Box::new(ServiceError {
            operation: self.operation,
            project: self.project.as_deref().map(ToOwned::to_owned),
            http_status: response.status.as_u16(),
            reason: reason.to_owned(),
            error_code: failure.error_code.map(masked),
            error_msg,
            request_id: response
                .request_id()
                .map(ToOwned::to_owned)
                .or(failure.request_id)
                .map(masked),
            headers: redactor.headers(&response.headers),
            body,
            retry_after: retry_after_header(response),
            attempts: self.attempts,
        }))
    }

    fn decode_error(
        &self,
        response: &RawResponse,
        problem: ReadError,
        redactor: &Redactor,
    ) -> Error {
        let masked = |text: &str| redactor.text(text);
        Error::Decode(Box::new(DecodeError {
            operation: self.operation,
            http_status: response.status.as_u16(),
            content_type: response.header("content-type").map(masked),
            request_id: response.request_id().map(masked),
            snippet: kept_body(response, redactor)
                .chars()
                .take(SNIPPET_CHARS)
                .collect(),
            path: masked(&problem.path),
            problem: redactor.message(&problem.problem),
            attempts: self.attempts,
        }))
    }

    pub(super) fn timed_out(
        &self,
        phase: Phase,
        endpoint: &Endpoint,
        request_id: Option<String>,
    ) -> Error {
        Error::Timeout(Box::new(TimeoutError {
            operation: self.operation,
            phase,
            elapsed: self.began.elapsed(),
            endpoint: endpoint.message(),
            attempts: self.attempts,
            request_id,
            last_failure: self.last_failure.clone(),
        }))
    }

    fn connect_error(
        &self,
        kind: ConnectKind,
        endpoint: &Endpoint,
        problem: Message,
        request_id: Option<String>,
    ) -> Error {
        let what = kind.summary();
        Error::Connect(Box::new(ConnectError {
            operation: self.operation,
            kind,
            endpoint: endpoint.address().to_owned(),
            problem: message!(
                "{what} ({endpoint}: {problem})",
                what,
                endpoint = endpoint.message(),
                problem
            ),
            attempts: self.attempts,
            request_id,
        }))
    }
}

/// Reads what a refusal says.
pub(super) fn read_failure(response: &RawResponse) -> Failure {
    Failure::read(decode(response, &response.body).as_bytes())
}

fn decode(response: &RawResponse, body: &[u8]) -> String {
    charset::decode(response.header("content-type"), body)
}

/// Returns as much of a body as an error keeps, secrets removed.
fn kept_body(response: &RawResponse, redactor: &Redactor) -> String {
    let kept = response.body.get(..KEPT_BODY_BYTES);
    redactor.text(&decode(response, kept.unwrap_or(&response.body)))
}

/// Returns as much of a message as an error keeps.
fn kept(message: &str) -> String {
    let end = (0..=KEPT_BODY_BYTES)
        .rev()
        .find(|at| message.is_char_boundary(*at));
    let kept = message.get(..end.unwrap_or_default());
    kept.unwrap_or(message).to_owned()
}

/// Returns what a failed attempt means for the retry policy.
pub(super) fn outcome(failure: &Result<RawResponse, HttpError>) -> AttemptOutcome {
    match failure {
        Ok(response) if is_refusal(response) => AttemptOutcome::Final,
        Ok(response) => {
            AttemptOutcome::of_status(response.status.as_u16(), retry_after_header(response))
        }
        // The proxy may have rejected a wrong password, and lock the user out after several.
        Err(HttpError::NotConnected {
            kind: ConnectKind::Tls | ConnectKind::Proxy,
            ..
        }) => AttemptOutcome::Final,
        Err(
            HttpError::NotConnected { .. }
            | HttpError::Exhausted(_)
            | HttpError::TimedOut {
                phase: Phase::Connecting,
                ..
            },
        ) => AttemptOutcome::NotSent,
        Err(HttpError::Broken { .. } | HttpError::TimedOut { .. }) => AttemptOutcome::Broken,
        Err(HttpError::Unreadable { .. } | HttpError::Unsendable(_)) => AttemptOutcome::Final,
    }
}

/// Returns whether the code of a response with status 5xx says that the request was rejected, as for a quota.
fn is_refusal(response: &RawResponse) -> bool {
    response.status.is_server_error()
        && read_failure(response)
            .error_code
            .and_then(|code| documented(&code))
            .is_some_and(|known| known.kind.is_some())
}

fn retry_after_header(response: &RawResponse) -> Option<Duration> {
    // A date is one of the service's clock, and so it is compared with that.
    let now = response.header("date").and_then(http_date);
    response
        .header("retry-after")
        .and_then(|text| retry_after(text, now.unwrap_or_else(Timestamp::now)))
}

#[cfg(test)]
mod tests;
