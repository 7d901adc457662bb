//! The arguments of `Emulator.fault`: the kind is given by name, or by a setting that only one kind has.

use std::time::Duration;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::emulator::{FaultKind, FaultRule};

/// The arguments of `Emulator.fault`.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(super) struct Settings {
    kind: Option<String>,
    operation: Option<String>,
    matches: Option<String>,
    nth: Option<i64>,
    probability: f64,
    status: Option<i64>,
    headers: Option<Vec<(String, String)>>,
    body: Option<String>,
    delay: Option<f64>,
    error: Option<(String, String)>,
}

impl Settings {
    pub(super) fn rule(mut self) -> PyResult<FaultRule> {
        Ok(FaultRule {
            operation: self.operation.take(),
            matches: self.matches.take(),
            // A negative number is refused like 0.
            nth: self.nth.map(|nth| u64::try_from(nth).unwrap_or_default()),
            probability: self.probability,
            kind: self.fault_kind()?,
        })
    }

    fn fault_kind(self) -> PyResult<FaultKind> {
        match self.kind_name()? {
            "status" => self.status(),
            "delay" => self.delay(),
            "reset" => self.without_settings("reset", FaultKind::Reset),
            "truncate" => self.without_settings("truncate", FaultKind::Truncate),
            "retry" => self.without_settings("retry", FaultKind::Retry),
            "failure" => self.failure(),
            other => refuse(format!(
                "kind: is {other:?}, expected \"status\", \"delay\", \"reset\", \"truncate\", \
                 \"retry\" or \"failure\""
            )),
        }
    }

    fn kind_name(&self) -> PyResult<&str> {
        if self.kind.is_none() && self.error.is_some() {
            return Ok("failure");
        }
        match (&self.kind, self.status, self.delay) {
            (Some(kind), _, _) => Ok(kind),
            (None, Some(_), Some(_)) => refuse(
                "status and delay: are two kinds of fault; give one of them, or add two rules",
            ),
            (None, Some(_), None) => Ok("status"),
            (None, None, Some(_)) => Ok("delay"),
            (None, None, None) if self.headers.is_some() || self.body.is_some() => {
                refuse("status: is missing; headers and body require it, like status=503")
            }
            (None, None, None) => refuse(
                "kind: is missing; give a status or a delay, like status=503, or kind=\"reset\", \
                 \"truncate\", \"retry\" or \"failure\"",
            ),
        }
    }

    fn failure(self) -> PyResult<FaultKind> {
        self.without_status("failure")?;
        self.without_delay("failure")?;
        match self.error {
            Some((code, message)) => Ok(FaultKind::Failure(code, message)),
            None => refuse(
                "error: is missing; kind=\"failure\" requires a code and a message, like \
                 error=(\"ModelArts.4342\", \"…\")",
            ),
        }
    }

    fn status(self) -> PyResult<FaultKind> {
        self.without_delay("status")?;
        self.without_error("status")?;
        let Some(status) = self.status else {
            return refuse("status: is missing; kind=\"status\" requires it, like status=503");
        };
        Ok(FaultKind::Status {
            status: u16::try_from(status).or_else(|_| {
                refuse(format!(
                    "status: is {status}, expected an HTTP status from 200 to 599"
                ))
            })?,
            headers: self.headers.unwrap_or_default(),
            body: self.body,
        })
    }

    fn delay(self) -> PyResult<FaultKind> {
        self.without_status("delay")?;
        self.without_error("delay")?;
        match self.delay {
            Some(seconds) => duration("delay", seconds).map(FaultKind::Delay),
            None => refuse("delay: is missing; kind=\"delay\" requires seconds, like delay=2.5"),
        }
    }

    fn without_settings(&self, name: &str, kind: FaultKind) -> PyResult<FaultKind> {
        self.without_status(name)?;
        self.without_delay(name)?;
        self.without_error(name)?;
        Ok(kind)
    }

    fn without_status(&self, kind: &str) -> PyResult<()> {
        let settings = [
            ("status", self.status.is_some()),
            ("headers", self.headers.is_some()),
            ("body", self.body.is_some()),
        ];
        match settings.iter().find(|(_, is_set)| *is_set) {
            Some((parameter, _)) => not_combinable(parameter, kind),
            None => Ok(()),
        }
    }

    fn without_error(&self, kind: &str) -> PyResult<()> {
        match self.error {
            Some(_) => not_combinable("error", kind),
            None => Ok(()),
        }
    }

    fn without_delay(&self, kind: &str) -> PyResult<()> {
        match self.delay {
            Some(_) => not_combinable("delay", kind),
            None => Ok(()),
        }
    }
}

fn not_combinable(parameter: &str, kind: &str) -> PyResult<()> {
    refuse(format!(
        "{parameter}: can't be combined with kind={kind:?}; leave one of them out"
    ))
}

fn refuse<T>(text: impl Into<String>) -> PyResult<T> {
    Err(PyValueError::new_err(text.into()))
}

/// Reads a number of seconds of the emulator.
pub(super) fn duration(parameter: &str, seconds: f64) -> PyResult<Duration> {
    Duration::try_from_secs_f64(seconds).map_err(|_| {
        PyValueError::new_err(format!(
            "{parameter}: is {seconds}, expected a number of seconds, 0 or more"
        ))
    })
}
