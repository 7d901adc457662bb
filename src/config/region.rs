//! Endpoints by region.

use crate::api::cloud::Cloud;
use crate::api::generated::clouds::CLOUDS;
use crate::error::Error;
use crate::message::{Message, quoted};

/// The endpoint of IAM when no region is known.
pub const IAM_DEFAULT: &str = "https://iam.myhuaweicloud.com";

/// An error names so many regions that may be meant.
const MAX_NEARBY: usize = 3;

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
pub fn check(region: &str, place: &Message) -> Result<(), Error> {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !region.is_empty() && region.chars().all(allowed) {
        return Ok(());
    }
    Err(Error::Config(message!(
        "{place}: {region} is not a region (lower-case letters, digits, -); {advice}",
        place,
        region = quoted(region),
        advice = meant(region)
    )))
}

/// Checks that there is such a region, for one without an endpoint of its own.
///
/// # Errors
/// [`Error::Config`] with the place that it comes from.
pub fn check_known(region: &str, place: &Message) -> Result<(), Error> {
    if known().any(|other| other == region) {
        return Ok(());
    }
    let endpoint = quoted(modelarts(region));
    let region_name = quoted(region);
    Err(Error::Config(match cloud_of(region) {
        Some(cloud) => message!(
            "{place}: {region} is a region of {cloud} without a known endpoint of ModelArts{others}. If ModelArts is \
             there, name its endpoint, too, like endpoint={endpoint}",
            place,
            region = region_name,
            cloud = cloud.name,
            others = with_modelarts(cloud),
            endpoint
        ),
        None => message!(
            "{place}: {region} is not known as a region of ModelArts; {advice}. If ModelArts is there, name its \
             endpoint, too, like endpoint={endpoint}",
            place,
            region = region_name,
            advice = meant(region),
            endpoint
        ),
    }))
}

/// Returns which regions of a cloud have ModelArts, if it has few.
fn with_modelarts(cloud: &Cloud) -> Option<Message> {
    match cloud.regions {
        [] => None,
        [only] => Some(message!(
            "; its region with ModelArts is {only}",
            only = quoted(only)
        )),
        [..] => Some(message!(
            "; {count} of its regions have ModelArts",
            count = cloud.regions.len()
        )),
    }
}

/// Returns what to write instead.
fn meant(region: &str) -> Message {
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
    if near.is_empty() {
        let names = Message::all_of(known().map(quoted).collect());
        return message!("the regions are {names}", names);
    }
    let near = near.iter().take(MAX_NEARBY);
    let names = Message::one_of(near.map(|(_, known)| quoted(known)).collect());
    message!("{names} may be meant", names)
}
