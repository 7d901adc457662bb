//! How the service says that something doesn't exist.

use crate::api::CodeKind;
use crate::error::Error;
use crate::explain::documented;

/// The gateway's codes, which are about the call and not about what it names.
const GATEWAY: &str = "APIGW.";
/// Codes about buckets, folders and files, of which no call names one in its path.
const STORAGE: [&str; 3] = ["ModelArts.4311", "ModelArts.4312", "ModelArts.4345"];

/// Returns whether the service failed a call because what it names doesn't exist.
#[must_use]
pub fn is_not_found(error: &Error) -> bool {
    let Error::Service(error) = error else {
        return false;
    };
    let code = error.error_code.as_deref().unwrap_or_default();
    match error.http_status {
        404 => !code.starts_with(GATEWAY),
        400 if STORAGE.contains(&code) => false,
        400 => documented(code).is_some_and(|known| known.kind == Some(CodeKind::NotFound)),
        _ => false,
    }
}
