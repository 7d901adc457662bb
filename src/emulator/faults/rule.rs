//! Rules of faults: what goes wrong, and with which requests.

use std::time::Duration;

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use percent_encoding::percent_decode_str;

use crate::emulator::codes;
use crate::emulator::error::EmulatorError;
use crate::emulator::operations::{OPERATIONS, STARTING_WORK};
use crate::message::Message;

/// What goes wrong.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum FaultKind {
    /// The response is sent at once, before authentication; the operation does not run.
    Status {
        /// The HTTP status, from 200 to 599.
        status: u16,
        /// Headers that are added to the usual ones or replace them.
        headers: Vec<(String, String)>,
        /// The body. `None` is the usual body of the status; below 400 it is empty.
        body: Option<String>,
        /// A documented error code, which with its message is the body if `body` is `None`.
        code: Option<String>,
    },
    /// The operation runs; the response is delayed, by the machine's clock.
    Delay(Duration),
    /// The operation runs; the connection is reset (TCP RST) halfway through the body.
    Reset,
    /// The operation runs; the connection is closed in good order halfway through the body.
    Truncate,
    /// The task that the operation starts goes through RETRY.
    Retry,
    /// The operation succeeds, and the work that it starts fails with a code and a message. Nothing
    /// is done.
    Failure(String, String),
}

/// What goes wrong, and with which requests. A condition that is left out matches every request.
///
/// A response without a body is broken too: one that may have a body announces one, of any other
/// only half of the head is sent.
#[derive(Debug, Clone, PartialEq)]
pub struct FaultRule {
    /// What goes wrong.
    pub kind: FaultKind,
    /// The documented name of the operation; IAM's are `create_token` and `list_projects`.
    pub operation: Option<String>,
    /// An id or other text that is a whole segment of the percent-decoded path.
    pub matches: Option<String>,
    /// Only the nth matching request, counted from 1 since the rule was added.
    pub nth: Option<u64>,
    /// The probability of the fault, from 0 to 1; the emulator's seed decides which requests fail.
    pub probability: f64,
}

impl FaultRule {
    /// Returns a rule that matches every request.
    #[must_use]
    pub fn new(kind: FaultKind) -> Self {
        Self {
            kind,
            operation: None,
            matches: None,
            nth: None,
            probability: 1.0,
        }
    }

    /// Returns an error if a condition or setting is not valid.
    pub(crate) fn validate(&self) -> Result<(), EmulatorError> {
        if let FaultKind::Status {
            status,
            headers,
            code,
            ..
        } = &self.kind
        {
            check_status(*status)?;
            check_code(code.as_deref())?;
            headers
                .iter()
                .try_for_each(|(name, value)| check_header(name, value))?;
        }
        if let Some(operation) = &self.operation {
            check_operation(operation)?;
            if matches!(self.kind, FaultKind::Failure(..)) {
                check_starts_work(operation)?;
            }
        }
        if self.matches.as_deref() == Some("") {
            let problem = message!("is empty, expected an id or another segment of a path");
            return refuse("match", problem);
        }
        if self.nth == Some(0) {
            return refuse("nth", message!("is less than 1, expected 1 or more"));
        }
        if !(0.0..=1.0).contains(&self.probability) {
            let problem = message!(
                "is {probability}, expected a number from 0 to 1",
                probability = self.probability
            );
            return refuse("probability", problem);
        }
        Ok(())
    }

    pub(crate) fn matches(&self, operation: Option<&str>, path: &str) -> bool {
        let expected = self.operation.as_deref();
        (expected.is_none() || expected == operation)
            && self
                .matches
                .as_deref()
                .is_none_or(|text| has_segment(path, text))
    }
}

fn refuse(parameter: &'static str, problem: Message) -> Result<(), EmulatorError> {
    Err(EmulatorError::parameter(parameter, problem))
}

/// A status below 200 does not end a request.
fn check_status(status: u16) -> Result<(), EmulatorError> {
    if (200..=599).contains(&status) && StatusCode::from_u16(status).is_ok() {
        return Ok(());
    }
    refuse("status", no_status(i64::from(status)))
}

/// Returns the problem with a number that is no status.
pub(crate) fn no_status(status: i64) -> Message {
    message!(
        "is {status}, expected an HTTP status from 200 to 599",
        status
    )
}

fn check_code(code: Option<&str>) -> Result<(), EmulatorError> {
    match code {
        Some(code) => codes::documented(code).map(drop),
        None => Ok(()),
    }
}

fn check_header(name: &str, value: &str) -> Result<(), EmulatorError> {
    let problem = match HeaderName::try_from(name) {
        Err(_) => message!(
            "{name} is not a valid header name",
            name = format!("{name:?}")
        ),
        Ok(name) if [header::CONTENT_LENGTH, header::TRANSFER_ENCODING].contains(&name) => {
            message!(
                "{name} follows from the body; to announce a wrong length use kind \"truncate\"",
                name = name.as_str()
            )
        }
        Ok(_) if HeaderValue::try_from(value).is_err() => {
            message!(
                "the value of {name} has characters that are not allowed in a header",
                name
            )
        }
        Ok(_) => return Ok(()),
    };
    refuse("headers", problem)
}

fn check_operation(name: &str) -> Result<(), EmulatorError> {
    let names: Vec<&str> = OPERATIONS.iter().map(|operation| operation.name).collect();
    if names.contains(&name) {
        return Ok(());
    }
    let problem = message!(
        "is {name}, expected one of {names}",
        name = format!("{name:?}"),
        names = names.join(", ")
    );
    refuse("operation", problem)
}

fn check_starts_work(name: &str) -> Result<(), EmulatorError> {
    if STARTING_WORK.contains(&name) {
        return Ok(());
    }
    let problem = message!(
        "{name} starts no work that could fail, expected one of {names}",
        name = format!("{name:?}"),
        names = STARTING_WORK.join(", ")
    );
    refuse("operation", problem)
}

fn has_segment(path: &str, text: &str) -> bool {
    path.split('/')
        .any(|segment| percent_decode_str(segment).eq(text.bytes()))
}
