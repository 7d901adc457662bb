//! The settings of a fault, as users give them: the kind by name, or by a setting that only one kind
//! has.

use std::time::Duration;

use super::rule::{FaultKind, FaultRule, no_status};
use crate::emulator::codes;
use crate::emulator::error::EmulatorError;
use crate::message::Message;

/// The settings of a fault. [`rule`](Self::rule) checks that they fit together.
#[derive(Debug, Clone, PartialEq)]
pub struct FaultSettings {
    /// "status", "delay", "reset", "truncate", "retry" or "failure"; may be left out if a setting
    /// tells the kind.
    pub kind: Option<String>,
    /// The documented name of the operation.
    pub operation: Option<String>,
    /// An id or other text that is a whole segment of the path.
    pub matches: Option<String>,
    /// Only the nth matching request.
    pub nth: Option<i64>,
    /// The probability of the fault, from 0 to 1.
    pub probability: f64,
    /// The HTTP status.
    pub status: Option<i64>,
    /// Headers of the response.
    pub headers: Option<Vec<(String, String)>>,
    /// The body of the response.
    pub body: Option<String>,
    /// A documented error code, whose status and message apply.
    pub code: Option<String>,
    /// Seconds.
    pub delay: Option<f64>,
    /// Code and message of work that fails.
    pub error: Option<(String, String)>,
}

impl Default for FaultSettings {
    fn default() -> Self {
        Self {
            kind: None,
            operation: None,
            matches: None,
            nth: None,
            probability: 1.0,
            status: None,
            headers: None,
            body: None,
            code: None,
            delay: None,
            error: None,
        }
    }
}

impl FaultSettings {
    /// Returns the rule that the settings mean.
    ///
    /// # Errors
    /// [`EmulatorError::Parameter`] if settings are missing, contradict each other or are out of
    /// range.
    pub fn rule(mut self) -> Result<FaultRule, EmulatorError> {
        Ok(FaultRule {
            operation: self.operation.take(),
            matches: self.matches.take(),
            // A negative number is refused like 0.
            nth: self.nth.map(|nth| u64::try_from(nth).unwrap_or_default()),
            probability: self.probability,
            kind: self.fault_kind()?,
        })
    }

    fn fault_kind(self) -> Result<FaultKind, EmulatorError> {
        match self.kind_name()? {
            "status" => self.status(),
            "delay" => self.delay(),
            "reset" => self.without_settings("reset", FaultKind::Reset),
            "truncate" => self.without_settings("truncate", FaultKind::Truncate),
            "retry" => self.without_settings("retry", FaultKind::Retry),
            "failure" => self.failure(),
            other => refuse(
                "kind",
                message!(
                    "is {kind}, expected \"status\", \"delay\", \"reset\", \"truncate\", \"retry\" or \
                     \"failure\"",
                    kind = format!("{other:?}")
                ),
            ),
        }
    }

    fn kind_name(&self) -> Result<&str, EmulatorError> {
        if let Some(kind) = &self.kind {
            return Ok(kind);
        }
        if self.error.is_some() {
            return Ok("failure");
        }
        let responds = self.status.is_some() || self.code.is_some();
        match (responds, self.delay) {
            (true, Some(_)) => {
                let both = if self.status.is_some() {
                    "status and delay"
                } else {
                    "code and delay"
                };
                let problem =
                    message!("are two kinds of fault; give one of them, or add two rules");
                refuse(both, problem)
            }
            (true, None) => Ok("status"),
            (false, Some(_)) => Ok("delay"),
            (false, None) if self.headers.is_some() || self.body.is_some() => refuse(
                "status",
                message!("is missing; headers and body require it, like status=503"),
            ),
            (false, None) => refuse(
                "kind",
                message!(
                    "is missing; give a status, a code or a delay, like status=503, or kind=\"reset\", \
                     \"truncate\", \"retry\" or \"failure\""
                ),
            ),
        }
    }

    fn failure(self) -> Result<FaultKind, EmulatorError> {
        self.without_status("failure")?;
        self.without("delay", self.delay.is_some(), "failure")?;
        match (self.error, self.code) {
            (Some(_), Some(_)) => refuse("code", exclusive("error")),
            (Some((code, message)), None) => Ok(FaultKind::Failure(code, message)),
            (None, Some(code)) => {
                let code = codes::documented(&code)?;
                Ok(FaultKind::Failure(code.code.into(), code.message.into()))
            }
            (None, None) => refuse(
                "error",
                message!(
                    "is missing; kind=\"failure\" requires a code and a message, like \
                     error=(\"ModelArts.4342\", \"…\"), or a documented code, like \
                     code=\"ModelArts.4342\""
                ),
            ),
        }
    }

    fn status(self) -> Result<FaultKind, EmulatorError> {
        self.without("delay", self.delay.is_some(), "status")?;
        self.without("error", self.error.is_some(), "status")?;
        let code = self.code.as_deref().map(codes::documented).transpose()?;
        if code.is_some() && self.body.is_some() {
            return refuse("code", exclusive("body"));
        }
        let status = match (self.status, code) {
            (Some(status), _) => {
                u16::try_from(status).or_else(|_| refuse("status", no_status(status)))?
            }
            (None, Some(code)) => code.status.as_u16(),
            (None, None) => {
                return refuse(
                    "status",
                    message!("is missing; kind=\"status\" requires it, like status=503"),
                );
            }
        };
        Ok(FaultKind::Status {
            status,
            headers: self.headers.unwrap_or_default(),
            body: self.body,
            code: code.map(|code| code.code.to_owned()),
        })
    }

    fn delay(self) -> Result<FaultKind, EmulatorError> {
        self.without_status("delay")?;
        self.without("code", self.code.is_some(), "delay")?;
        self.without("error", self.error.is_some(), "delay")?;
        match self.delay {
            Some(seconds) => duration("delay", seconds).map(FaultKind::Delay),
            None => refuse(
                "delay",
                message!("is missing; kind=\"delay\" requires seconds, like delay=2.5"),
            ),
        }
    }

    fn without_settings(&self, name: &str, kind: FaultKind) -> Result<FaultKind, EmulatorError> {
        self.without_status(name)?;
        self.without("code", self.code.is_some(), name)?;
        self.without("delay", self.delay.is_some(), name)?;
        self.without("error", self.error.is_some(), name)?;
        Ok(kind)
    }

    fn without_status(&self, kind: &str) -> Result<(), EmulatorError> {
        self.without("status", self.status.is_some(), kind)?;
        self.without("headers", self.headers.is_some(), kind)?;
        self.without("body", self.body.is_some(), kind)
    }

    fn without(
        &self,
        parameter: &'static str,
        is_set: bool,
        kind: &str,
    ) -> Result<(), EmulatorError> {
        if is_set {
            let problem = message!(
                "can't be combined with kind={kind}; leave one of them out",
                kind = format!("{kind:?}")
            );
            return refuse(parameter, problem);
        }
        Ok(())
    }
}

fn refuse<T>(parameter: &'static str, problem: Message) -> Result<T, EmulatorError> {
    Err(EmulatorError::parameter(parameter, problem))
}

/// Returns the problem with a setting that is there beside another one.
pub(crate) fn exclusive(other: &'static str) -> Message {
    message!("can't be combined with {other}; give one of them", other)
}

/// Reads a number of seconds.
///
/// # Errors
/// [`EmulatorError::Parameter`] if it is negative, not finite or too large.
pub fn duration(parameter: &'static str, seconds: f64) -> Result<Duration, EmulatorError> {
    Duration::try_from_secs_f64(seconds).or_else(|_| {
        let problem = message!(
            "is {seconds}, expected a number of seconds, 0 or more",
            seconds
        );
        refuse(parameter, problem)
    })
}
