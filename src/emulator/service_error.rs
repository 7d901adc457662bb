//! The documented errors of both versions of the service, for refused requests and failed tasks.

use std::borrow::Cow;
use std::io;

use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use super::codes;
use super::error::EmulatorError;
use super::http::response;

/// A documented code with the message of the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ServiceError {
    pub(super) code: Cow<'static, str>,
    pub(super) message: String,
}

impl From<ServiceError> for EmulatorError {
    fn from(error: ServiceError) -> Self {
        Self::Refused {
            code: error.code.into_owned(),
            message: error.message,
        }
    }
}

impl ServiceError {
    pub(super) fn new(code: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            message: message.into(),
        }
    }

    /// Returns the error of a parameter or member of the body that is not as documented.
    pub(super) fn parameter(problem: impl Into<String>) -> Self {
        Self::new("ModelArts.0104", problem)
    }

    /// Returns the error of an operation on `path` that failed in the file system; `code` is used
    /// unless the error has a code of its own.
    pub(super) fn io(code: &'static str, path: &str, error: &io::Error) -> Self {
        // cap-std refuses paths that escape the root without an error number of the system.
        let escapes =
            error.kind() == io::ErrorKind::PermissionDenied && error.raw_os_error().is_none();
        if escapes {
            return Self::new("ModelArts.1653", format!("{path} leads out of the root"));
        }
        match error.kind() {
            io::ErrorKind::NotFound => {
                Self::new("ModelArts.1673", format!("{path} does not exist"))
            }
            _ => Self::new(code, format!("{path}: {error}")),
        }
    }

    pub(super) fn response(&self) -> Response {
        response::service_error(self.status(), &self.code, &self.message)
    }

    /// Returns the `result` of a task that failed with this error.
    pub(super) fn task_result(&self) -> Value {
        json!([{"failed": [{"error_code": self.code, "error_msg": self.message}]}])
    }

    /// Returns the HTTP status of a refused request.
    pub(super) fn status(&self) -> StatusCode {
        codes::find(&self.code).map_or(StatusCode::INTERNAL_SERVER_ERROR, |code| code.status)
    }
}
