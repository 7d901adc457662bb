//! Endpoints by region.

use crate::error::Error;

/// The endpoint of IAM when no region is known.
pub const IAM_DEFAULT: &str = "https://iam.myhuaweicloud.com";

/// The regions that the vendor's SDK for ModelArts has.
const REGIONS: [&str; 22] = [
    "af-north-1",
    "af-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "cn-east-3",
    "cn-east-4",
    "cn-north-1",
    "cn-north-2",
    "cn-north-4",
    "cn-north-9",
    "cn-north-11",
    "cn-north-12",
    "cn-south-1",
    "cn-southwest-2",
    "cn-southwest-3",
    "la-north-2",
    "la-south-2",
    "me-east-1",
    "sa-brazil-1",
    "tr-west-1",
];
/// An error names so many regions that may be meant.
const MOST_NEAR: usize = 3;

/// Returns the endpoint of ModelArts in a region.
#[must_use]
pub fn modelarts(region: &str) -> String {
    match region {
        // The only endpoint in the vendor's SDK with this domain.
        "ap-southeast-1" => "https://modelarts.ap-southeast-1.myhuaweicloud.cn".to_owned(),
        _ => format!("https://modelarts.{region}.{}", domain(region)),
    }
}

/// Returns the endpoint of IAM in a region.
#[must_use]
pub fn iam(region: &str) -> String {
    format!("https://iam.{region}.{}", domain(region))
}

/// Returns the domain of the endpoints in a region.
fn domain(region: &str) -> &'static str {
    if region.starts_with("eu-west-1") {
        "myhuaweicloud.eu"
    } else {
        "myhuaweicloud.com"
    }
}

/// Checks the form of a region's name, which becomes part of a host name.
///
/// # Errors
/// [`Error::Config`] with the place that it comes from.
pub fn check(region: &str, place: &str) -> Result<(), Error> {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !region.is_empty() && region.chars().all(allowed) {
        return Ok(());
    }
    Err(Error::Config(format!(
        "{place}: {region:?} is not a region (lower-case letters, digits, -); {}",
        meant(region)
    )))
}

/// Checks that there is such a region, for one without an endpoint of its own.
///
/// # Errors
/// [`Error::Config`] with the place that it comes from.
pub fn check_known(region: &str, place: &str) -> Result<(), Error> {
    if REGIONS.contains(&region) {
        return Ok(());
    }
    Err(Error::Config(format!(
        "{place}: {region:?} is not known as a region of ModelArts; {}. If ModelArts is there, name its \
         endpoint, too, like endpoint={:?}",
        meant(region),
        modelarts(region)
    )))
}

/// Returns what to write instead.
fn meant(region: &str) -> String {
    let region = region.trim().to_ascii_lowercase().replace('_', "-");
    // The distance takes time with the length, and the text may be of any length.
    let letters: String = region.chars().take(40).collect();
    let mut near: Vec<(usize, &str)> = REGIONS
        .iter()
        .map(|known| (strsim::damerau_levenshtein(&letters, known), *known))
        .filter(|(distance, _)| *distance <= 2)
        .collect();
    near.sort_unstable();
    let nearest = near.first().map_or(0, |(distance, _)| *distance);
    near.retain(|(distance, _)| *distance == nearest);
    let names: Vec<String> = if near.is_empty() {
        REGIONS.iter().map(|known| format!("{known:?}")).collect()
    } else {
        let near = near.iter().take(MOST_NEAR);
        near.map(|(_, known)| format!("{known:?}")).collect()
    };
    match names.split_last() {
        Some((last, [])) => format!("{last} may be meant"),
        Some((last, rest)) if near.is_empty() => {
            format!("the regions are {} and {last}", rest.join(", "))
        }
        Some((last, rest)) => format!("{} or {last} may be meant", rest.join(", ")),
        None => String::new(),
    }
}
