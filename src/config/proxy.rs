//! The proxy that requests go through.

use secrecy::SecretString;

use super::endpoint::Endpoints;
use super::sources::Sources;
use crate::api::generated::settings::PROXY;
use crate::error::Error;
use crate::http::{ProxySetting, is_loopback};
use crate::message::Message;

/// The proxy, and where the setting that names it comes from, if there is one.
#[derive(Debug)]
pub(super) struct ResolvedProxy {
    pub(super) proxy: ProxySetting,
    pub(super) origin: Option<Message>,
}

/// Reads the proxy of the setting, else of the variables of the environment. These don't count where both
/// endpoints are on this machine, nor where they are not known.
pub(super) fn resolve(
    sources: &Sources<'_>,
    endpoints: Option<&Endpoints>,
) -> Result<ResolvedProxy, Error> {
    if let Some(found) = sources.find::<SecretString>(&PROXY)? {
        return Ok(ResolvedProxy {
            proxy: ProxySetting::of_setting(&found.value)?,
            origin: Some(found.origin),
        });
    }
    let is_remote = endpoints.is_some_and(|endpoints| {
        let addresses = [&endpoints.endpoint.value, &endpoints.iam_endpoint.value];
        !addresses.iter().all(|address| is_loopback(address))
    });
    let proxy = if is_remote {
        ProxySetting::of_variables(|name| sources.environment.text(name))?
    } else {
        ProxySetting::Direct
    };
    Ok(ResolvedProxy {
        proxy,
        origin: None,
    })
}
