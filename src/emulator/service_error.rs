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

/// The codes for errors of files.
#[derive(Debug, Clone, Copy)]
pub(super) struct FileCodes {
    /// For a link or a name that can't be used, and for what leads out of the root.
    pub(super) invalid: &'static str,
    pub(super) missing: &'static str,
    pub(super) interrupted: &'static str,
    /// For any other error.
    pub(super) failed: &'static str,
}

impl FileCodes {
    /// Those of version 1.
    pub(super) const V1: Self = Self {
        invalid: "ModelArts.1653",
        missing: "ModelArts.1673",
        interrupted: "ModelArts.1654",
        failed: "ModelArts.1663",
    };
    /// Those of data management.
    pub(super) const V2: Self = Self {
        invalid: "ModelArts.4374",
        missing: "ModelArts.4312",
        interrupted: "ModelArts.4392",
        failed: "ModelArts.4314",
    };

    /// Returns the same codes with another one for what has no code of its own.
    pub(super) fn or(self, failed: &'static str) -> Self {
        Self { failed, ..self }
    }
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

    /// Returns the error of an operation on `path` that failed in the file system.
    pub(super) fn io(codes: FileCodes, path: &str, error: &io::Error) -> Self {
        // cap-std refuses paths that escape the root without an error number of the system.
        let escapes =
            error.kind() == io::ErrorKind::PermissionDenied && error.raw_os_error().is_none();
        if escapes {
            return Self::new(codes.invalid, format!("{path} leads out of the root"));
        }
        match error.kind() {
            io::ErrorKind::NotFound => Self::new(codes.missing, format!("{path} does not exist")),
            _ => Self::new(codes.failed, format!("{path}: {error}")),
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
