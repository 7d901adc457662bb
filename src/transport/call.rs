//! The account of one call: when it began, what it may still do, and the error it ends in.

use std::time::Duration;

use jiff::Timestamp;
use tokio::time::Instant;

use super::Limits;
use super::exchange::{Breakdown, Patience};
use super::redact;
use super::retry::{Outcome, longest_wait, retry_after};
use super::route::Peer;
use crate::error::{
    ConnectError, ConnectKind, DecodeError, Error, Phase, ServiceError, TimeoutError,
};
use crate::model::{Failure, ProjectId, ReadError};
use crate::wire::{Received, Request, http_date};

/// So much of a body goes into an error's message.
const SNIPPET_CHARS: usize = 200;
/// So much of a body is kept in an error.
const KEPT_BODY_BYTES: usize = 64 * 1024;

#[derive(Debug)]
pub(super) struct Call {
    operation: &'static str,
    project: Option<ProjectId>,
    limits: Limits,
    began: Instant,
    pub(super) attempts: u32,
    pub(super) retries: u32,
    pub(super) last_failure: Option<String>,
}

impl Call {
    pub(super) fn begin(operation: &'static str, limits: Limits) -> Self {
        Self {
            operation,
            project: None,
            limits,
            began: Instant::now(),
            attempts: 0,
            retries: 0,
            last_failure: None,
        }
    }

    pub(super) fn of(request: &Request, limits: Limits) -> Self {
        Self {
            project: request.project.clone(),
            ..Self::begin(request.operation, limits)
        }
    }

    pub(super) fn deadline(&self) -> Option<Instant> {
        self.limits.timeout.map(|timeout| self.began + timeout)
    }

    /// How long the attempt at hand may take. Of a lost answer nobody hears, so a request that may be
    /// repeated is given up after half the time, if that leaves time for another; the next ones have
    /// all that is left, since an answer may just be slow.
    pub(super) fn patience(&self, repeatable: bool) -> Patience {
        let repeats = repeatable && self.retries == 0 && self.limits.max_retries > 0;
        let half = self.remaining().timeout.map(|left| left / 2);
        Patience {
            deadline: self.deadline(),
            silence: half.filter(|half| repeats && *half >= longest_wait(self.retries)),
        }
    }

    /// What is left of the limits for a call within this one.
    pub(super) fn remaining(&self) -> Limits {
        let timeout = self
            .limits
            .timeout
            .map(|timeout| timeout.saturating_sub(self.began.elapsed()));
        Limits {
            timeout,
            ..self.limits
        }
    }

    /// Whether another try is allowed and would begin before the deadline.
    pub(super) fn may_wait(&self, wait: Duration) -> bool {
        self.retries < self.limits.max_retries
            && self
                .deadline()
                .is_none_or(|deadline| Instant::now() + wait < deadline)
    }

    /// The error that a failed attempt would end the call with.
    pub(super) fn failed(
        &self,
        failure: Result<Received, Breakdown>,
        peer: &Peer,
        secrets: &[String],
    ) -> Error {
        let masked = |text: String| redact::text(&text, secrets);
        match failure {
            Ok(received) => {
                let failure = Failure::read(&received.body).unwrap_or_default();
                self.refused(&received, failure, secrets)
            }
            Err(Breakdown::NotConnected { kind, problem }) => {
                self.disconnected(kind, peer, &problem, None)
            }
            Err(Breakdown::Broken {
                problem,
                request_id,
            }) => self.disconnected(ConnectKind::Broken, peer, &problem, request_id.map(masked)),
            Err(Breakdown::TimedOut { phase, request_id }) => {
                self.timed_out(phase, peer, request_id.map(masked))
            }
            Err(Breakdown::Unsendable(problem)) => Error::Config(problem),
            Err(Breakdown::Unreadable { received, problem }) => {
                let problem = ReadError::whole(problem);
                self.unreadable(&received, problem, secrets)
            }
        }
    }

    pub(super) fn refused(
        &self,
        received: &Received,
        failure: Failure,
        secrets: &[String],
    ) -> Error {
        let redirect = (300..400)
            .contains(&received.status)
            .then(|| received.header("location"))
            .flatten();
        let redirect = redirect.map(|location| {
            format!("redirected to {location}, which is not followed; check the endpoint")
        });
        let error_msg = match (failure.error_msg, redirect) {
            (Some(message), Some(redirect)) => Some(format!("{message} ({redirect})")),
            (message, redirect) => message.or(redirect),
        };
        let masked = |text: String| redact::text(&text, secrets);
        Error::Service(Box::new(ServiceError {
            operation: self.operation,
            project: self.project.clone(),
            http_status: received.status,
            reason: reason(received.status).to_owned(),
            error_code: failure.error_code.map(masked),
            error_msg: error_msg.map(masked),
            request_id: received
                .request_id()
                .map(ToOwned::to_owned)
                .or(failure.request_id)
                .map(masked),
            headers: redact::headers(&received.headers, secrets),
            body: kept_body(received, secrets),
            retry_after: asked_to_wait(received),
            attempts: self.attempts,
        }))
    }

    pub(super) fn unreadable(
        &self,
        received: &Received,
        problem: ReadError,
        secrets: &[String],
    ) -> Error {
        let masked = |text: &str| redact::text(text, secrets);
        Error::Decode(Box::new(DecodeError {
            operation: self.operation,
            http_status: received.status,
            content_type: received.header("content-type").map(masked),
            request_id: received.request_id().map(masked),
            snippet: kept_body(received, secrets)
                .chars()
                .take(SNIPPET_CHARS)
                .collect(),
            path: masked(&problem.path),
            problem: masked(&problem.problem),
            attempts: self.attempts,
        }))
    }

    pub(super) fn timed_out(&self, phase: Phase, peer: &Peer, request_id: Option<String>) -> Error {
        Error::Timeout(Box::new(TimeoutError {
            operation: self.operation,
            phase,
            elapsed: self.began.elapsed(),
            peer: peer.to_string(),
            attempts: self.attempts,
            request_id,
            last_failure: self.last_failure.clone(),
        }))
    }

    fn disconnected(
        &self,
        kind: ConnectKind,
        peer: &Peer,
        problem: &str,
        request_id: Option<String>,
    ) -> Error {
        let what = kind.summary();
        Error::Connect(Box::new(ConnectError {
            operation: self.operation,
            kind,
            peer: peer.address.clone(),
            problem: format!("{what} ({peer}: {problem})"),
            attempts: self.attempts,
            request_id,
        }))
    }
}

/// As much of a body as an error keeps, secrets removed.
fn kept_body(received: &Received, secrets: &[String]) -> String {
    let kept = received.body.get(..KEPT_BODY_BYTES);
    let text = String::from_utf8_lossy(kept.unwrap_or(&received.body));
    redact::text(&text, secrets)
}

/// What an attempt's failure means for trying again.
pub(super) fn outcome(failure: &Result<Received, Breakdown>) -> Outcome {
    match failure {
        Ok(received) => Outcome::of_status(received.status, asked_to_wait(received)),
        // A proxy that refuses may have been given a wrong password, and lock the user out.
        Err(Breakdown::NotConnected {
            kind: ConnectKind::Tls | ConnectKind::Proxy,
            ..
        }) => Outcome::Final,
        Err(
            Breakdown::NotConnected { .. }
            | Breakdown::TimedOut {
                phase: Phase::Connecting,
                ..
            },
        ) => Outcome::NotSent,
        Err(Breakdown::Broken { .. } | Breakdown::TimedOut { .. }) => Outcome::Broken,
        Err(Breakdown::Unreadable { .. } | Breakdown::Unsendable(_)) => Outcome::Final,
    }
}

fn asked_to_wait(received: &Received) -> Option<Duration> {
    // A date is the service's, and so is the clock it is read by.
    let now = received.header("date").and_then(http_date);
    received
        .header("retry-after")
        .and_then(|text| retry_after(text, now.unwrap_or_else(Timestamp::now)))
}

fn reason(status: u16) -> &'static str {
    reqwest::StatusCode::from_u16(status)
        .ok()
        .and_then(|status| status.canonical_reason())
        .unwrap_or("")
}

#[cfg(test)]
mod tests;
