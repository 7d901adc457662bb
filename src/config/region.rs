//! Endpoints by region.

use crate::error::Error;

/// The endpoint of IAM when no region is known.
pub const IAM_DEFAULT: &str = "https://iam.myhuaweicloud.com";

/// Returns the endpoint of ModelArts in a region.
#[must_use]
pub fn modelarts(region: &str) -> String {
    match region {
        // The only endpoint in the vendor's SDK with another domain.
        "ap-southeast-1" => "https://modelarts.ap-southeast-1.myhuaweicloud.cn".to_owned(),
        _ => format!("https://modelarts.{region}.myhuaweicloud.com"),
    }
}

/// Returns the endpoint of IAM in a region.
#[must_use]
pub fn iam(region: &str) -> String {
    format!("https://iam.{region}.myhuaweicloud.com")
}

/// Checks the name of a region, which becomes part of a host name.
///
/// # Errors
/// [`Error::Config`] with the place that it comes from.
pub fn check(region: &str, place: &str) -> Result<(), Error> {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !region.is_empty() && region.chars().all(allowed) {
        return Ok(());
    }
    Err(Error::Config(format!(
        "{place}: {region:?} is not a region; write one like \"cn-north-4\" (lower-case letters, digits, -)"
    )))
}
