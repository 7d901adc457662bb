//! How the service says that something doesn't exist.

use crate::api::CodeKind;
use crate::error::Error;
use crate::explain::documented;

/// The gateway's codes, which are about the call and not about what it names.
const GATEWAY: [&str; 2] = ["APIG.", "APIGW."];

/// Returns whether the service failed a call because what it names doesn't exist.
#[must_use]
pub fn is_not_found(error: &Error) -> bool {
    let Error::Service(error) = error else {
        return false;
    };
    let code = error.error_code.as_deref().unwrap_or_default();
    match error.http_status {
        404 => !GATEWAY.iter().any(|prefix| code.starts_with(prefix)),
        400 => documented(code).is_some_and(|known| known.kind == Some(CodeKind::NotFound)),
        _ => false,
    }
}
