//! Through which proxy a request goes.

use std::fmt;

use hyper_util::client::proxy::matcher::Matcher;
use reqwest::Url;
use secrecy::{ExposeSecret, SecretString};

use crate::error::Error;

const MASK: &str = "***";

/// Which proxy the requests of a client go through.
#[derive(Debug, Clone)]
pub enum ProxySetting {
    /// None.
    Direct,
    /// The one of the settings.
    Explicit(SecretString),
    /// The one that the environment or the system names.
    System,
}

impl ProxySetting {
    /// Returns the proxy on the way to an address as texts show it, its user and password masked.
    pub(super) fn shown_for(&self, url: &Url) -> Option<String> {
        match self {
            Self::Direct => None,
            Self::Explicit(proxy) => Some(Masked(proxy).to_string()),
            Self::System => {
                let uri = url.as_str().parse().ok()?;
                // The address that it returns has neither user nor password.
                let proxy = Matcher::from_system().intercept(&uri)?;
                Some(proxy.uri().to_string().trim_end_matches('/').to_owned())
            }
        }
    }

    pub(super) fn apply(
        &self,
        builder: reqwest::ClientBuilder,
    ) -> Result<reqwest::ClientBuilder, Error> {
        Ok(match self {
            Self::Direct => builder.no_proxy(),
            Self::Explicit(proxy) => builder.proxy(for_all_requests(proxy)?),
            Self::System => builder,
        })
    }
}

/// The address of a proxy as texts show it.
pub struct Masked<'a>(pub &'a SecretString);

impl fmt::Display for Masked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let address = self.0.expose_secret();
        let Some((before, host)) = address.rsplit_once('@') else {
            return f.write_str(address);
        };
        let scheme = before
            .split_once("://")
            .map_or("http", |(scheme, _)| scheme);
        write!(f, "{scheme}://{MASK}@{host}")
    }
}

fn for_all_requests(proxy: &SecretString) -> Result<reqwest::Proxy, Error> {
    let address = proxy.expose_secret();
    let is_address = !address.contains(|c: char| c.is_control() || c.is_whitespace());
    is_address
        .then(|| reqwest::Proxy::all(address).ok())
        .flatten()
        .ok_or_else(|| Error::Config("proxy: is not an address; write http://HOST:PORT".to_owned()))
}
