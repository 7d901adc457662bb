//! The documented errors of both versions of the service, for refused requests and failed tasks.

use std::borrow::Cow;
use std::io;

use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use super::http::response;

/// A documented code with the message of the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ServiceError {
    pub(super) code: Cow<'static, str>,
    pub(super) message: String,
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
    ///
    /// The documents give a status for the codes from 4111 on. For the others they give none; these
    /// are the ones that HTTP has for the case.
    pub(super) fn status(&self) -> StatusCode {
        let number = self.code.strip_prefix("ModelArts.").unwrap_or_default();
        match number {
            _ if number.starts_with('4') => v2_status(number),
            "0104" | "1602" | "1651" | "1652" | "1653" => StatusCode::BAD_REQUEST,
            "0102" | "1673" | "1674" | "1675" => StatusCode::NOT_FOUND,
            "1611" | "1612" | "1631" | "1632" | "1641" | "1642" | "1643" | "1644" | "1646"
            | "1647" => StatusCode::CONFLICT,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// Returns the documented status of a code of data management.
fn v2_status(number: &str) -> StatusCode {
    match number {
        "4504" | "4713" | "4826" => StatusCode::UNAUTHORIZED,
        "4310" | "4335" | "4336" | "4348" | "4419" | "4500" | "4501" | "4613" | "4803" | "4821"
        | "4850" => StatusCode::FORBIDDEN,
        "4395" => StatusCode::TOO_MANY_REQUESTS,
        "4354" | "4360" | "4367" | "4373" | "4424" | "4614" => StatusCode::INTERNAL_SERVER_ERROR,
        "4383" | "4385" | "4386" | "4387" | "4394" => StatusCode::NOT_IMPLEMENTED,
        _ => StatusCode::BAD_REQUEST,
    }
}
