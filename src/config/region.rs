//! Endpoints by region.

use crate::error::Error;

/// The identity service when no region is known.
pub const IAM_DEFAULT: &str = "https://iam.myhuaweicloud.com";

/// The dataset service's endpoint in a region.
#[must_use]
pub fn modelarts(region: &str) -> String {
    match region {
        // The only one, of all that the vendor's SDK lists, that lies outside of the common domain.
        "ap-southeast-1" => "https://modelarts.ap-southeast-1.myhuaweicloud.cn".to_owned(),
        _ => format!("https://modelarts.{region}.myhuaweicloud.com"),
    }
}

/// The identity service's endpoint in a region.
#[must_use]
pub fn iam(region: &str) -> String {
    format!("https://iam.{region}.myhuaweicloud.com")
}

/// Refuses what can't be the name of a region, because it becomes part of a host's name.
///
/// # Errors
/// [`Error::Config`], naming the place it came from.
pub fn check(region: &str, place: &str) -> Result<(), Error> {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !region.is_empty() && region.chars().all(allowed) {
        return Ok(());
    }
    Err(Error::Config(format!(
        "{place}: {region:?} is no region; write one like \"cn-north-4\" (lower-case letters, digits, -)"
    )))
}
