//! Why a request is not authenticated.

use axum::http::StatusCode;
use axum::response::Response;

use super::tokens::TokenError;
use crate::emulator::http::response;

/// Why a request is not authenticated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AuthError {
    /// It has neither token nor signature.
    MissingCredentials,
    /// Its token is not valid.
    Token(TokenError),
    /// It names another project than its credentials or the emulator.
    WrongProject,
    /// Its signature is not valid, for this reason.
    Signature(&'static str),
    /// Its signature is too old, or from the future.
    ClockSkew,
}

impl AuthError {
    /// Returns the response of the dataset service and of the gateway before it.
    pub(crate) fn response(self, request_id: &str) -> Response {
        match self {
            Self::MissingCredentials => unauthorized("ModelArts.0201", "No token was supplied."),
            Self::Token(TokenError::Expired) => {
                unauthorized("ModelArts.0202", "The token has expired.")
            }
            Self::Token(TokenError::Unknown) => {
                unauthorized("ModelArts.0203", "The token is not valid.")
            }
            Self::WrongProject => response::service_error(
                StatusCode::FORBIDDEN,
                "ModelArts.0210",
                "The project of the credential and the project in the URI differ.",
            ),
            Self::Signature(problem) => {
                let message = format!("Incorrect IAM authentication information: {problem}");
                response::gateway_error(StatusCode::UNAUTHORIZED, "APIG.0301", &message, request_id)
            }
            Self::ClockSkew => response::gateway_error(
                StatusCode::UNAUTHORIZED,
                "APIGW.0303",
                "Incorrect IAM authentication information: x-sdk-date is more than 15 minutes from \
                 the service's time",
                request_id,
            ),
        }
    }
}

fn unauthorized(code: &str, message: &str) -> Response {
    response::service_error(StatusCode::UNAUTHORIZED, code, message)
}
