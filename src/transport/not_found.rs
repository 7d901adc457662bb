//! How the service says that something doesn't exist.

use crate::error::Error;

/// The codes with which it says so in a 400: the dataset, and the version of a dataset.
const CODES: [&str; 2] = ["ModelArts.4352", "ModelArts.4353"];
/// The gateway's codes, which are about the call and not about what it names.
const GATEWAY: &str = "APIGW.";

/// Returns whether the service failed a call because what it names doesn't exist.
#[must_use]
pub fn is_not_found(error: &Error) -> bool {
    let Error::Service(error) = error else {
        return false;
    };
    let code = error.error_code.as_deref().unwrap_or_default();
    match error.http_status {
        404 => !code.starts_with(GATEWAY),
        400 => CODES.contains(&code),
        _ => false,
    }
}
