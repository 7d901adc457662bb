//! The gateway before the dataset service, which admits authenticated requests only.

use std::sync::Arc;

use axum::Extension;
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{RawPathParams, Request, State};
use axum::middleware::Next;
use axum::response::Response;

use super::authenticator::Authenticator;
use crate::emulator::http::context::RequestContext;
use crate::emulator::http::fallback;

/// Passes an authenticated request on; responds to any other itself.
pub(crate) async fn admit(
    State(authenticator): State<Arc<Authenticator>>,
    Extension(context): Extension<RequestContext>,
    path: Result<RawPathParams, RawPathParamsRejection>,
    request: Request,
    next: Next,
) -> Response {
    // A segment that does not decode to UTF-8 can't name anything.
    let Ok(path) = path else {
        return fallback::unknown_path(Extension(context)).await;
    };
    let admitted = authenticator
        .authenticate(&request, &context)
        .and_then(|()| authenticator.check_project(&request, &path));
    match admitted {
        Ok(()) => next.run(request).await,
        Err(error) => error.response(&context.request_id),
    }
}
