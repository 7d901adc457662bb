//! The responses of the control interface, which are JSON or empty.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use crate::emulator::error::EmulatorError;
use crate::language::Language;
use crate::message::Message;

/// Why a request is refused.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ControlError {
    pub(super) status: StatusCode,
    pub(super) message: Message,
    /// The argument that is wrong.
    pub(super) parameter: Option<String>,
    /// The documented code of the service.
    pub(super) code: Option<String>,
}

impl ControlError {
    pub(super) fn new(status: StatusCode, message: impl Into<Message>) -> Self {
        Self {
            status,
            message: message.into(),
            parameter: None,
            code: None,
        }
    }

    /// Returns the error of an argument.
    pub(super) fn argument(parameter: &str, problem: Message) -> Self {
        Self {
            parameter: Some(parameter.to_owned()),
            ..Self::new(
                StatusCode::BAD_REQUEST,
                message!("{parameter}: {problem}", parameter, problem),
            )
        }
    }

    /// Writes the error into its response.
    pub(super) fn write(self, response: &mut Response, language: Language) {
        let mut error = Map::new();
        error.insert("message".to_owned(), self.message.text(language).into());
        if let Some(parameter) = self.parameter {
            error.insert("parameter".to_owned(), parameter.into());
        }
        if let Some(code) = self.code {
            error.insert("code".to_owned(), code.into());
        }
        let written = json_response(self.status, &json!({"error": error}));
        let (head, body) = written.into_parts();
        // The router has set headers such as Allow.
        *response.body_mut() = body;
        response.headers_mut().extend(head.headers);
        response.headers_mut().remove(header::CONTENT_LENGTH);
        if self.status == StatusCode::UNAUTHORIZED {
            let bearer = HeaderValue::from_static("Bearer");
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, bearer);
        }
    }
}

/// Creates a response without a body, which [`ControlError::write`] writes once the language is known.
impl IntoResponse for ControlError {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<EmulatorError> for ControlError {
    fn from(error: EmulatorError) -> Self {
        let message = error.message();
        match error {
            EmulatorError::Parameter { parameter, .. } => Self {
                parameter: Some(parameter.to_owned()),
                ..Self::new(StatusCode::BAD_REQUEST, message)
            },
            EmulatorError::Refused { code, .. } => Self {
                code: Some(code),
                ..Self::new(StatusCode::BAD_REQUEST, message)
            },
            EmulatorError::Script { .. } => Self::new(StatusCode::BAD_REQUEST, message),
            EmulatorError::DuplicateTask { .. } => Self::new(StatusCode::CONFLICT, message),
            EmulatorError::File {
                is_missing: true, ..
            } => Self::new(StatusCode::NOT_FOUND, message),
            EmulatorError::File { .. } => Self::new(StatusCode::CONFLICT, message),
            EmulatorError::Closed | EmulatorError::Interrupted => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, message)
            }
            _ => Self::new(StatusCode::INTERNAL_SERVER_ERROR, message),
        }
    }
}

/// The outcome of a request: the JSON of the response, or `null` for a response without a body.
pub(super) type ControlResult = Result<Value, ControlError>;

/// Returns the response to a request.
pub(super) fn reply(outcome: ControlResult) -> Response {
    match outcome {
        Ok(Value::Null) => StatusCode::NO_CONTENT.into_response(),
        Ok(body) => json_response(StatusCode::OK, &body),
        Err(error) => error.into_response(),
    }
}

fn json_response(status: StatusCode, body: &Value) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/json")];
    (status, kind, body.to_string()).into_response()
}

/// Runs work that may take long without delaying other requests.
pub(super) async fn reply_blocking(
    work: impl FnOnce() -> ControlResult + Send + 'static,
) -> Response {
    let done = tokio::task::spawn_blocking(work).await;
    reply(done.unwrap_or_else(|_| {
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        Err(ControlError::new(
            status,
            message!("the emulator failed; report it"),
        ))
    }))
}
