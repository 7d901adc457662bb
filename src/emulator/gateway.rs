//! What stands before the dataset service: nobody gets past it without proof.

use std::sync::Arc;

use axum::Extension;
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{RawPathParams, Request, State};
use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;
use axum::middleware::Next;
use axum::response::Response;

use super::cloud::Cloud;
use super::http::{Received, unknown_path};
use super::tokens::TokenFault;
use super::{answer, signature};

/// Why a request is turned away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It has neither token nor signature.
    NoProof,
    /// Its token is of no use.
    Token(TokenFault),
    /// It names another project than its proof, or than the emulator has.
    Project,
    /// Its signature is of no use.
    Signature(&'static str),
    /// Its signature is too old, or from the future.
    Clock,
}

impl Refusal {
    fn answer(self, request_id: &str) -> Response {
        match self {
            Self::NoProof => unauthorised("ModelArts.0201", "No token was supplied."),
            Self::Token(TokenFault::Expired) => {
                unauthorised("ModelArts.0202", "The token has expired.")
            }
            Self::Token(TokenFault::Unknown) => {
                unauthorised("ModelArts.0203", "The token is not valid.")
            }
            Self::Project => answer::service_error(
                StatusCode::FORBIDDEN,
                "ModelArts.0210",
                "The project of the credential and the project in the URI differ.",
            ),
            Self::Signature(problem) => bad_signature(problem, request_id),
            Self::Clock => clock_apart(request_id),
        }
    }
}

fn unauthorised(code: &str, message: &str) -> Response {
    answer::service_error(StatusCode::UNAUTHORIZED, code, message)
}

/// What a bad signature is told, by the dataset service and by IAM.
pub(super) fn bad_signature(problem: &str, request_id: &str) -> Response {
    let message = format!("Incorrect IAM authentication information: {problem}");
    answer::gateway_error(StatusCode::UNAUTHORIZED, "APIG.0301", &message, request_id)
}

/// What a signature outside the clock window is told, by the dataset service and by IAM.
pub(super) fn clock_apart(request_id: &str) -> Response {
    answer::gateway_error(
        StatusCode::UNAUTHORIZED,
        "APIGW.0303",
        "Incorrect IAM authentication information: x-sdk-date is more than 15 minutes from the \
         service's time",
        request_id,
    )
}

/// Lets a request through to its operation, or answers in the operation's place.
pub(super) async fn admit(
    State(cloud): State<Arc<Cloud>>,
    Extension(received): Extension<Received>,
    parameters: Result<RawPathParams, RawPathParamsRejection>,
    request: Request,
    next: Next,
) -> Response {
    // A segment that isn't UTF-8 once decoded names nothing.
    let Ok(parameters) = parameters else {
        return unknown_path(Extension(received)).await;
    };
    if cloud.verify {
        let proof = authenticate(&cloud, &request, &received)
            .and_then(|()| match_project(&cloud, &request, &parameters));
        if let Err(refusal) = proof {
            return refusal.answer(&received.request_id);
        }
    }
    next.run(request).await
}

/// Checks the token, or else the signature. With both, the token alone counts.
pub(super) fn authenticate(
    cloud: &Cloud,
    request: &Request,
    received: &Received,
) -> Result<(), Refusal> {
    let headers = request.headers();
    let token = headers
        .get("x-auth-token")
        .filter(|token| !token.is_empty());
    match token {
        Some(token) => token
            .to_str()
            .map_err(|_| TokenFault::Unknown)
            .and_then(|token| cloud.tokens.check(token, received.arrived))
            .map_err(Refusal::Token),
        None if headers.contains_key(AUTHORIZATION) => {
            signature::verify(&cloud.identity, request, received)
        }
        None => Err(Refusal::NoProof),
    }
}

/// Token and key belong to the emulator's project, so that must be the one in the URI; the header
/// `X-Project-Id`, if sent, must say the same.
fn match_project(
    cloud: &Cloud,
    request: &Request,
    parameters: &RawPathParams,
) -> Result<(), Refusal> {
    let ours = cloud.identity.project_id.as_str();
    let in_uri = parameters
        .iter()
        .find(|(name, _)| *name == "project_id")
        .map(|(_, value)| value);
    let in_headers = request.headers().get_all("x-project-id").iter();
    let same = in_uri == Some(ours) && in_headers.into_iter().all(|sent| sent == ours);
    same.then_some(()).ok_or(Refusal::Project)
}
