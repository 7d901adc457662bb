//! Region and endpoints.

use super::region;
use super::sources::{DEFAULT, Sources};
use super::value::Found;
use super::warning::Warning;
use crate::api::generated::settings::{ENDPOINT, IAM_ENDPOINT, REGION};
use crate::api::setting::{Setting, Source};
use crate::error::Error;
use crate::http::is_loopback;

const BY_REGION: &str = "the region";
/// The variables of the vendor's SDK that name the endpoint of ModelArts in one region.
const REGIONAL: &str = "HUAWEICLOUD_SDK_REGION_MODELARTS_";

pub(super) struct Endpoints {
    pub(super) region: Option<Found<String>>,
    pub(super) endpoint: Found<String>,
    pub(super) iam_endpoint: Found<String>,
}

pub(super) fn resolve(sources: &Sources<'_>) -> Result<Endpoints, Error> {
    let region = sources.find::<String>(&REGION)?;
    if let Some(region) = &region {
        region::check(&region.value, &region.place)?;
    }
    let (region, endpoint) = match (region, sources.find(&ENDPOINT)?) {
        (region, Some(endpoint)) => (region, checked(endpoint)?),
        (Some(region), None) => {
            let variable = regional(&region.value);
            let endpoint = match sources.environment.text(&variable)? {
                Some(url) => checked(Found::at(&variable, url.to_owned()))?,
                None => {
                    region::check_known(&region.value, &region.place)?;
                    Found::at(BY_REGION, region::modelarts(&region.value))
                }
            };
            (Some(region), endpoint)
        }
        (None, None) => {
            let (region, endpoint) = only_regional(sources)?;
            (Some(region), endpoint)
        }
    };
    let iam_endpoint = match (sources.find(&IAM_ENDPOINT)?, &region) {
        (Some(endpoint), _) => checked(endpoint)?,
        (None, Some(region)) => Found::at(BY_REGION, region::iam(&region.value)),
        (None, None) => Found::at(DEFAULT, region::IAM_DEFAULT.to_owned()),
    };
    Ok(Endpoints {
        region,
        endpoint,
        iam_endpoint,
    })
}

fn regional(region: &str) -> String {
    let name = region.to_ascii_uppercase().replace('-', "_");
    format!("{REGIONAL}{name}")
}

/// Returns region and endpoint of the regional variable, if there is exactly one.
fn only_regional(sources: &Sources<'_>) -> Result<(Found<String>, Found<String>), Error> {
    match *sources.environment.starting(REGIONAL)? {
        [(variable, endpoint)] => {
            let region = variable.strip_prefix(REGIONAL).unwrap_or_default();
            let region = region.to_ascii_lowercase().replace('_', "-");
            let endpoint = checked(Found::at(variable, endpoint.to_owned()))?;
            Ok((Found::at(variable, region), endpoint))
        }
        [(one, _), (other, _), ..] => Err(Error::Config(format!(
            "{one} and {other} name different regions; say which with region= or {}",
            variables(&[&REGION])
        ))),
        [] => Err(Error::Config(format!(
            "no region and no endpoint was found; looked in: {}; the variables {}, {REGIONAL}*; the cluster of {}. \
             Write create_client(region=\"cn-north-4\") or put a cluster with a region into ~/.modelarts/config.json",
            sources.place(Source::Argument),
            variables(&[&REGION, &ENDPOINT]),
            sources.place(Source::Cluster)
        ))),
    }
}

/// Returns the variables that settings may come from, for an error.
fn variables(settings: &[&Setting]) -> String {
    let names: Vec<&str> = settings
        .iter()
        .filter_map(|setting| setting.name_in(Source::Variable))
        .collect();
    names.join(", ")
}

/// Returns an endpoint that requests can be sent to, without a slash at its end.
fn checked(endpoint: Found<String>) -> Result<Found<String>, Error> {
    let url = endpoint.value.trim();
    if let Some(problem) = problem(url) {
        return Err(Error::Config(format!(
            "{}: {problem}; write one like {}",
            endpoint.place, ENDPOINT.example
        )));
    }
    let value = url.trim_end_matches('/').to_owned();
    Ok(Found { value, ..endpoint })
}

fn problem(endpoint: &str) -> Option<&'static str> {
    if !endpoint.starts_with("https://") && !endpoint.starts_with("http://") {
        return Some("the address does not begin with https://");
    }
    // URL parsers skip line breaks and read backslashes as slashes.
    if endpoint.contains(|c: char| c.is_control() || c.is_whitespace() || c == '\\') {
        return Some("the address holds a blank, a line break, or a backslash, which it must not");
    }
    let Ok(url) = reqwest::Url::parse(endpoint) else {
        return Some("the address is not a URL");
    };
    if !url.username().is_empty() || url.password().is_some() {
        return Some("the address holds a user or a password, which it must not");
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Some("the address has a query or a fragment, which it must not");
    }
    None
}

/// Returns the warning for connections without a check of certificates.
pub(super) fn unverified(endpoint: &str) -> Warning {
    Warning::Insecure(format!(
        "verify_ssl is off: anybody between here and {endpoint} can read and alter what is sent, passwords and keys \
         included; use ca_bundle to name the certificates to trust instead"
    ))
}

/// Returns the warning for an endpoint that secrets would be sent to in clear text.
pub(super) fn clear_text(endpoint: &str) -> Option<Warning> {
    (endpoint.starts_with("http://") && !is_loopback(endpoint)).then(|| {
        Warning::Insecure(format!(
            "{endpoint} is not https: passwords, keys and tokens are sent in clear text"
        ))
    })
}
