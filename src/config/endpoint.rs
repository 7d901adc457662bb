//! Region and addresses, from whichever source names them first.

use super::source::Sources;
use super::{Arguments, DEFAULT, Environment, Warning, region};
use crate::auth::Credential;
use crate::error::Error;
use crate::http::is_loopback;

const BY_REGION: &str = "the region";
/// The variables that name the dataset service's address in one region.
const REGIONAL: &str = "HUAWEICLOUD_SDK_REGION_MODELARTS_";

pub(super) struct Endpoints {
    pub(super) region: Option<Placed>,
    pub(super) endpoint: Placed,
    pub(super) iam_endpoint: Placed,
}

/// A value and the place it came from, in words.
type Placed = (String, String);

pub(super) fn resolve(
    arguments: &Arguments,
    environment: &Environment,
    sources: &Sources,
) -> Result<Endpoints, Error> {
    let file = sources.file.as_ref().map(|file| &file.context);
    let argument =
        |value: &Option<String>, name: &str| value.clone().map(|value| (value, name.to_owned()));
    let variable = |name: &str| {
        environment
            .get(name)
            .map(|value| (value.to_owned(), name.to_owned()))
    };
    let region = argument(&arguments.region, "region")
        .or_else(|| variable("MODELARTS_REGION"))
        .or_else(|| file.and_then(|file| file.region.clone()));
    if let Some((region, place)) = &region {
        region::check(region, place)?;
    }
    let endpoint = argument(&arguments.endpoint, "endpoint")
        .or_else(|| variable("MODELARTS_ENDPOINT"))
        .or_else(|| file.and_then(|file| file.endpoint.clone()));
    let (region, endpoint) = match (region, endpoint) {
        (region, Some(endpoint)) => (region, checked(endpoint)?),
        (Some((region, place)), None) => {
            let endpoint = match variable(&regional(&region)) {
                Some(placed) => checked(placed)?,
                None => (region::modelarts(&region), BY_REGION.to_owned()),
            };
            (Some((region, place)), endpoint)
        }
        (None, None) => only_regional(environment, sources)?,
    };
    let iam_endpoint = argument(&arguments.iam_endpoint, "iam_endpoint")
        .or_else(|| file.and_then(|file| file.iam_endpoint.clone()))
        .or_else(|| variable("HUAWEICLOUD_SDK_IAM_ENDPOINT"))
        .or_else(|| {
            let endpoint = sources
                .profile
                .as_ref()
                .and_then(|profile| profile.iam_endpoint.clone())?;
            Some((
                endpoint,
                format!("iam_endpoint of {}", sources.profile_place()),
            ))
        });
    let iam_endpoint = match (iam_endpoint, &region) {
        (Some(placed), _) => checked(placed)?,
        (None, Some((region, _))) => (region::iam(region), BY_REGION.to_owned()),
        (None, None) => (region::IAM_DEFAULT.to_owned(), DEFAULT.to_owned()),
    };
    Ok(Endpoints {
        region,
        endpoint,
        iam_endpoint,
    })
}

fn regional(region: &str) -> String {
    format!(
        "{REGIONAL}{}",
        region.to_ascii_uppercase().replace('-', "_")
    )
}

/// With no region known, one regional variable alone says which it is.
fn only_regional(
    environment: &Environment,
    sources: &Sources,
) -> Result<(Option<Placed>, Placed), Error> {
    let mut regional = environment.starting(REGIONAL);
    match (regional.next(), regional.next()) {
        (Some((name, endpoint)), None) => {
            let variable = format!("{REGIONAL}{name}");
            let region = name.to_ascii_lowercase().replace('_', "-");
            let endpoint = checked((endpoint.to_owned(), variable.clone()))?;
            Ok((Some((region, variable)), endpoint))
        }
        (Some((one, _)), Some((other, _))) => Err(Error::Config(format!(
            "{REGIONAL}{one} and {REGIONAL}{other} name different regions; say which with region= or MODELARTS_REGION"
        ))),
        (None, _) => Err(Error::Config(format!(
            "no region and no endpoint was found; looked in: the arguments of create_client; the variables MODELARTS_REGION, \
             MODELARTS_ENDPOINT and {REGIONAL}*; the cluster of {}. Write create_client(region=\"cn-north-4\") or put a \
             cluster with a region into ~/.modelarts/config.json",
            sources.file_place()
        ))),
    }
}

/// An address that requests can be sent to, without a slash at its end.
fn checked((endpoint, place): Placed) -> Result<Placed, Error> {
    let wrong = |problem: &str| {
        Err(Error::Config(format!(
            "{place}: {problem}; write one like https://modelarts.cn-north-4.myhuaweicloud.com"
        )))
    };
    let text = endpoint.trim();
    if !text.starts_with("https://") && !text.starts_with("http://") {
        return wrong("the address does not begin with https://");
    }
    // What reads addresses passes over line breaks, and takes backslashes for slashes.
    if text.contains(|c: char| c.is_control() || c.is_whitespace() || c == '\\') {
        return wrong("the address holds a blank, a line break, or a backslash, which it must not");
    }
    let Ok(url) = reqwest::Url::parse(text) else {
        return wrong("this is no address");
    };
    if !url.username().is_empty() || url.password().is_some() {
        return wrong("the address holds a user or a password, which it must not");
    }
    if url.query().is_some() || url.fragment().is_some() {
        return wrong("the address has a query or a fragment, which it must not");
    }
    Ok((text.trim_end_matches('/').to_owned(), place))
}

pub(super) fn unverified(endpoint: &str) -> Warning {
    Warning::Insecure(format!(
        "verify_ssl is off: anybody between here and {endpoint} can read and alter what is sent, passwords and keys \
         included; ca_bundle names whom to trust instead"
    ))
}

/// A warning for an address that secrets would travel to in clear text.
pub(super) fn clear_text(endpoint: &str) -> Option<Warning> {
    (endpoint.starts_with("http://") && !is_loopback(endpoint)).then(|| {
        Warning::Insecure(format!(
            "{endpoint} is not https: passwords, keys and tokens travel in clear text"
        ))
    })
}

/// A token is for a project or for a region; without either it can't be asked for.
pub(super) fn needs_scope(
    credential: &Credential,
    region: Option<&str>,
    project: Option<&str>,
    iam_endpoint: &str,
) -> Result<(), Error> {
    let password = matches!(credential, Credential::Password { .. });
    if password && region.is_none() && project.is_none() {
        return Err(Error::Config(format!(
            "region: is missing, and so is project_id: {iam_endpoint} has to be told what the token is for; give one of them"
        )));
    }
    Ok(())
}
