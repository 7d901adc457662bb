//! Why the service refuses, or why a task fails: the documented codes.

use std::io;

use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use crate::emulator::answer;

/// A documented code and the service's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::emulator) struct Refusal {
    pub(in crate::emulator) code: &'static str,
    pub(in crate::emulator) message: String,
}

impl Refusal {
    pub(in crate::emulator) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }

    /// A parameter or a field that is not as documented.
    pub(in crate::emulator) fn parameter(problem: impl Into<String>) -> Self {
        Self::new("ModelArts.0104", problem)
    }

    /// A failure of the file system, by what was being done; `code` is for what has no code of its
    /// own.
    pub(in crate::emulator) fn of_io(code: &'static str, what: &str, error: &io::Error) -> Self {
        // What cap-std refuses because it leads out has no number of the system's.
        let leads_out =
            error.kind() == io::ErrorKind::PermissionDenied && error.raw_os_error().is_none();
        if leads_out {
            return Self::new("ModelArts.1653", format!("{what} leads out of the root"));
        }
        match error.kind() {
            io::ErrorKind::NotFound => {
                Self::new("ModelArts.1673", format!("{what} does not exist"))
            }
            _ => Self::new(code, format!("{what}: {error}")),
        }
    }

    pub(in crate::emulator) fn answer(&self) -> Response {
        answer::service_error(self.status(), self.code, &self.message)
    }

    /// The `result` of a task that failed.
    pub(in crate::emulator) fn result(&self) -> Value {
        json!([{"failed": [{"error_code": self.code, "error_msg": self.message}]}])
    }

    /// The documents give no status; these are the ones that HTTP has for it.
    fn status(&self) -> StatusCode {
        match self.code.strip_prefix("ModelArts.").unwrap_or_default() {
            "0104" | "1602" | "1651" | "1652" | "1653" => StatusCode::BAD_REQUEST,
            "1673" | "1674" | "1675" => StatusCode::NOT_FOUND,
            "1611" | "1612" | "1631" | "1632" | "1641" | "1642" | "1643" | "1644" | "1646"
            | "1647" => StatusCode::CONFLICT,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}
