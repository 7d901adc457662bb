//! Endpoints by region.

use crate::api::cloud::Cloud;
use crate::api::generated::clouds::CLOUDS;
use crate::error::Error;

/// The endpoint of IAM when no region is known.
pub const IAM_DEFAULT: &str = "https://iam.myhuaweicloud.com";

/// An error names so many regions that may be meant.
const MOST_NEAR: usize = 3;

/// Returns the endpoint of ModelArts in a region.
#[must_use]
pub fn modelarts(region: &str) -> String {
    let listed = cloud_of(region);
    let exception = listed
        .and_then(|cloud| cloud.endpoints.iter().find(|(name, _)| *name == region))
        .map(|(_, endpoint)| (*endpoint).to_owned());
    exception.unwrap_or_else(|| format!("https://modelarts.{region}.{}", domain(listed)))
}

/// Returns the endpoint of IAM in a region.
#[must_use]
pub fn iam(region: &str) -> String {
    format!("https://iam.{region}.{}", domain(cloud_of(region)))
}

/// Returns the endpoint of IAM in a region whose ModelArts is at `endpoint`: a cloud that doesn't list
/// the region has it all the same if the endpoint is in its domain.
pub(super) fn iam_beside(region: &str, endpoint: &str) -> String {
    let cloud = cloud_of(region).or_else(|| cloud_at(endpoint));
    format!("https://iam.{region}.{}", domain(cloud))
}

/// Returns the cloud that lists a region.
pub(super) fn cloud_of(region: &str) -> Option<&'static Cloud> {
    CLOUDS
        .iter()
        .find(|cloud| cloud.regions.contains(&region) || cloud.without.contains(&region))
}

/// Returns the cloud in whose domain an endpoint is.
pub(super) fn cloud_at(endpoint: &str) -> Option<&'static Cloud> {
    let url = reqwest::Url::parse(endpoint).ok()?;
    let host = url.host_str()?;
    CLOUDS.iter().find(|cloud| {
        host.strip_suffix(cloud.domain)
            .is_some_and(|rest| rest.ends_with('.'))
    })
}

/// Returns the region that a project belongs to, by its name: `eu-de`, or `eu-de_` and more.
pub(super) fn of_project(name: &str) -> Option<&str> {
    let region = name.split_once('_').map_or(name, |(region, _)| region);
    cloud_of(region).map(|_| region)
}

/// Returns the domain of a cloud, or of the first one in the table.
fn domain(cloud: Option<&Cloud>) -> &'static str {
    cloud
        .or_else(|| CLOUDS.first())
        .map_or("", |cloud| cloud.domain)
}

/// Returns the regions that have ModelArts.
fn known() -> impl Iterator<Item = &'static str> {
    CLOUDS.iter().flat_map(|cloud| cloud.regions).copied()
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
    if known().any(|other| other == region) {
        return Ok(());
    }
    let problem = match cloud_of(region) {
        Some(cloud) => format!(
            "is a region of {} without a known endpoint of ModelArts{}",
            cloud.name,
            with_modelarts(cloud)
        ),
        None => format!("is not known as a region of ModelArts; {}", meant(region)),
    };
    Err(Error::Config(format!(
        "{place}: {region:?} {problem}. If ModelArts is there, name its endpoint, too, like endpoint={:?}",
        modelarts(region)
    )))
}

/// Returns which regions of a cloud have ModelArts, if it has few.
fn with_modelarts(cloud: &Cloud) -> String {
    match cloud.regions {
        [] => String::new(),
        [only] => format!("; its region with ModelArts is {only:?}"),
        [..] => format!("; {} of its regions have ModelArts", cloud.regions.len()),
    }
}

/// Returns what to write instead.
fn meant(region: &str) -> String {
    let region = region.trim().to_ascii_lowercase().replace('_', "-");
    // The distance takes time with the length, and the text may be of any length.
    let letters: String = region.chars().take(40).collect();
    let mut near: Vec<(usize, &str)> = known()
        .map(|known| (strsim::damerau_levenshtein(&letters, known), known))
        .filter(|(distance, _)| *distance <= 2)
        .collect();
    near.sort_unstable();
    let nearest = near.first().map_or(0, |(distance, _)| *distance);
    near.retain(|(distance, _)| *distance == nearest);
    let names: Vec<String> = if near.is_empty() {
        known().map(|known| format!("{known:?}")).collect()
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
