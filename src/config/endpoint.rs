//! Region and endpoints.

use super::openstack::variable_name;
use super::region;
use super::setting_value::Found;
use super::settings::Settings;
use super::sources::{Sources, by_default};
use super::warning::Warning;
use crate::api::generated::settings::{ENDPOINT, IAM_ENDPOINT, REGION};
use crate::api::setting::{Setting, Source};
use crate::error::Error;
use crate::http::is_loopback;
use crate::message::{Message, Separator, quoted};

/// The variables of the vendor's SDK that name the endpoint of ModelArts in one region.
const REGIONAL: &str = "HUAWEICLOUD_SDK_REGION_MODELARTS_";

pub(super) struct Endpoints {
    pub(super) region: Option<Found<String>>,
    pub(super) endpoint: Found<String>,
    pub(super) iam_endpoint: Found<String>,
}

/// Resolves region and endpoints; a project whose name begins with a region names that, too.
pub(super) fn resolve(
    sources: &Sources<'_>,
    project_name: Option<&Found<String>>,
) -> Result<Endpoints, Error> {
    let endpoint = sources.find::<String>(&ENDPOINT)?;
    let region = region(sources, endpoint.is_some(), project_name)?;
    if let Some(region) = &region {
        region::check(&region.value, &region.place)?;
    }
    let (region, endpoint) = match (region, endpoint) {
        (region, Some(endpoint)) => (region, checked(endpoint, &ENDPOINT)?),
        (Some(region), None) => {
            let variable = regional(&region.value);
            let endpoint = match sources.environment.text(&variable)? {
                Some(url) => checked(Found::at(variable, url.to_owned()), &ENDPOINT)?,
                None => {
                    region::check_known(&region.value, &region.place)?;
                    Found::at(by_region(), region::modelarts(&region.value))
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
        (Some(endpoint), region) => iam(endpoint, region.as_ref())?,
        (None, Some(region)) => {
            let beside = region::iam_beside(&region.value, &endpoint.value);
            Found::at(by_region(), beside)
        }
        (None, None) => Found::at(by_default(), region::IAM_DEFAULT.to_owned()),
    };
    Ok(Endpoints {
        region,
        endpoint,
        iam_endpoint,
    })
}

/// Returns the region. If the credential is not OpenStack's, OpenStack's sources name it only if nothing
/// of ours says where ModelArts is.
fn region(
    sources: &Sources<'_>,
    has_endpoint: bool,
    project_name: Option<&Found<String>>,
) -> Result<Option<Found<String>>, Error> {
    if let Some(region) = sources.find_ours(&REGION)? {
        return Ok(Some(region));
    }
    let has_regional = !sources.environment.starting(REGIONAL)?.is_empty();
    let is_located = has_endpoint || has_regional;
    if (sources.has_openstack_credential() || !is_located)
        && let Some(region) = sources.find(&REGION)?
    {
        return Ok(Some(region));
    }
    if has_regional && !has_endpoint {
        return Ok(None);
    }
    Ok(project_name.and_then(|name| {
        let region = region::of_project(&name.value)?.to_owned();
        Some(Found {
            value: region,
            place: name.place.clone(),
            origin: name.origin.clone(),
        })
    }))
}

/// Returns the address of IAM. OpenStack clients write it with the version of its API, and may leave the
/// region open.
fn iam(endpoint: Found<String>, region: Option<&Found<String>>) -> Result<Found<String>, Error> {
    let mut url = endpoint.value.trim().trim_end_matches('/').to_owned();
    if let Some(region) = region {
        url = url.replace("{region_name}", &region.value);
    }
    if url.ends_with("/v2.0") {
        return Err(Error::Config(message!(
            "{place}: the address is of version 2 of the API, and this client needs version 3; write it with /v3",
            place = endpoint.place
        )));
    }
    let value = url.strip_suffix("/v3").unwrap_or(&url).to_owned();
    checked(Found { value, ..endpoint }, &IAM_ENDPOINT)
}

/// Refuses to guess an IAM for a password: in a cloud that is not known, it is elsewhere.
pub(super) fn check_iam(settings: &Settings) -> Result<(), Error> {
    let is_guessed = settings
        .origins
        .get(IAM_ENDPOINT.name)
        .is_some_and(|origin| *origin == by_region());
    let region = settings.region.as_deref().unwrap_or_default();
    let is_known =
        region::cloud_of(region).is_some() || region::cloud_at(&settings.endpoint).is_some();
    if !is_guessed || is_known {
        return Ok(());
    }
    Err(Error::Incomplete(message!(
        "iam_endpoint: is missing: {endpoint} and the region {region} are of no known cloud, so it can't be told where \
         its IAM is; give iam_endpoint, like {example}, or run `modelarts config set iam_endpoint ADDRESS`",
        endpoint = &settings.endpoint,
        region = quoted(region),
        example = quoted(IAM_ENDPOINT.example)
    )))
}

fn by_region() -> Message {
    message!("the region")
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
            let endpoint = checked(Found::at(variable, endpoint.to_owned()), &ENDPOINT)?;
            Ok((Found::at(variable, region), endpoint))
        }
        [(one, _), (other, _), ..] => Err(Error::Config(message!(
            "{one} and {other} name different regions; say which with region= or {variable}",
            one,
            other,
            variable = variables(&[&REGION])
        ))),
        [] => Err(Error::Incomplete(message!(
            "no region and no endpoint was found; looked in: {arguments}; the variables {variables}, {regional}*; \
             {file}; {variable}; {clouds}. Run `modelarts config set region REGION`, or `modelarts config init`, which asks for all that is \
             needed; in Python, create_client(region=\"cn-north-4\")",
            arguments = sources.place(Source::Argument),
            variables = variables(&[&REGION, &ENDPOINT]),
            regional = REGIONAL,
            file = sources.place(Source::Cluster),
            variable = variable_name(
                REGION
                    .name_in(Source::OpenStackVariable)
                    .unwrap_or_default()
            ),
            clouds = sources.place(Source::Clouds)
        ))),
    }
}

/// Returns the variables that settings may come from, for an error.
fn variables(settings: &[&Setting]) -> Message {
    let names = settings
        .iter()
        .filter_map(|setting| setting.name_in(Source::Variable));
    Message::list(names.map(Message::from), Separator::Comma)
}

/// Returns an endpoint that requests can be sent to, without a slash at its end.
fn checked(endpoint: Found<String>, setting: &Setting) -> Result<Found<String>, Error> {
    let url = endpoint.value.trim();
    if let Some(problem) = problem(url) {
        return Err(Error::Config(message!(
            "{place}: {problem}; write one like {example}",
            place = endpoint.place,
            problem,
            example = setting.example
        )));
    }
    let value = url.trim_end_matches('/').to_owned();
    Ok(Found { value, ..endpoint })
}

fn problem(endpoint: &str) -> Option<Message> {
    if !endpoint.starts_with("https://") && !endpoint.starts_with("http://") {
        return Some(message!("the address does not begin with https://"));
    }
    // URL parsers skip line breaks and read backslashes as slashes.
    if endpoint.contains(|c: char| c.is_control() || c.is_whitespace() || c == '\\') {
        return Some(message!(
            "the address holds a blank, a line break, or a backslash, which it must not"
        ));
    }
    let Ok(url) = reqwest::Url::parse(endpoint) else {
        return Some(message!("the address is not a URL"));
    };
    if !url.username().is_empty() || url.password().is_some() {
        return Some(message!(
            "the address holds a user or a password, which it must not"
        ));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Some(message!(
            "the address has a query or a fragment, which it must not"
        ));
    }
    None
}

/// Returns the warning for connections without a check of certificates.
pub(super) fn unverified(endpoint: &str) -> Warning {
    Warning::Insecure(message!(
        "verify_ssl is off: anybody between here and {endpoint} can read and alter what is sent, passwords and keys \
         included; use ca_bundle to name the certificates to trust instead",
        endpoint
    ))
}

/// Returns the warning for an endpoint that secrets would be sent to in clear text.
pub(super) fn clear_text(endpoint: &str) -> Option<Warning> {
    (endpoint.starts_with("http://") && !is_loopback(endpoint)).then(|| {
        Warning::Insecure(message!(
            "{endpoint} is not https: passwords, keys and tokens are sent in clear text",
            endpoint
        ))
    })
}
