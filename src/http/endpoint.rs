//! A service's address, parsed once.

use std::fmt;
use std::sync::Arc;

use reqwest::Url;

use super::message::Request;
use super::proxy::{Proxy, ProxySetting};
use crate::error::Error;
use crate::message::{Message, quoted};

/// The address of a service, and whether requests to it go through the client's proxy.
#[derive(Debug, Clone)]
pub struct Endpoint {
    base: Url,
    host: String,
    address: String,
    proxy: Option<Arc<Proxy>>,
    prefix: String,
}

/// Host and port, and the proxy on the way.
impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl Endpoint {
    /// Parses an address: scheme, host, port, and a path prefix if there is one.
    ///
    /// # Errors
    /// [`Error::Config`] if it is not an address.
    pub fn new(address: &str, proxy: &ProxySetting) -> Result<Self, Error> {
        let invalid = || {
            Error::Config(message!(
                "endpoint {address} is not an address; write https://HOST",
                address = quoted(address)
            ))
        };
        let url = Url::parse(address).map_err(|_| invalid())?;
        let host = url.host_str().ok_or_else(invalid)?;
        Ok(Self {
            host: url
                .port()
                .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")),
            address: format!("{host}:{}", url.port_or_known_default().unwrap_or_default()),
            proxy: proxy
                .proxy_for(
                    url.scheme() == "https",
                    host,
                    url.port_or_known_default().unwrap_or_default(),
                )
                .cloned(),
            prefix: url.path().trim_end_matches('/').to_owned(),
            base: url,
        })
    }

    /// Returns the `Host` of a request: the port is left out where it is the scheme's own.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Returns host and port, and the proxy on the way.
    #[must_use]
    pub fn message(&self) -> Message {
        let address = &self.address;
        match &self.proxy {
            Some(proxy) => message!(
                "{address} through the proxy {proxy}",
                address,
                proxy = proxy.to_string()
            ),
            None => Message::from(address),
        }
    }

    /// Returns host and port.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Returns the proxy on the way there.
    pub(super) fn proxy(&self) -> Option<&Arc<Proxy>> {
        self.proxy.as_ref()
    }

    /// Returns the proxy that reads requests there in clear text and forwards them.
    pub(super) fn forwarding_proxy(&self) -> Option<&Proxy> {
        let proxy = self.proxy.as_deref()?;
        (!self.is_https() && proxy.forwards()).then_some(proxy)
    }

    /// Returns whether requests go there, or to the proxy on the way, over TLS.
    #[must_use]
    pub fn uses_tls(&self) -> bool {
        self.is_https() || self.proxy().is_some_and(|proxy| proxy.uses_tls())
    }

    fn is_https(&self) -> bool {
        self.base.scheme() == "https"
    }

    /// Returns the path of a request there, with the endpoint's prefix.
    #[must_use]
    pub fn path(&self, request: &Request) -> String {
        format!("{}{}", self.prefix, request.path)
    }

    /// Returns the URL of a request; what is encoded in its path and query stays as it is.
    pub(super) fn url(&self, request: &Request) -> Url {
        let mut url = self.base.clone();
        url.set_path(&self.path(request));
        url.set_query(Some(&*request.query).filter(|query| !query.is_empty()));
        url
    }
}

/// Returns whether an address leads to this machine only.
#[must_use]
pub fn is_loopback(address: &str) -> bool {
    let Ok(url) = Url::parse(address) else {
        return false;
    };
    url.host_str().is_some_and(|host| {
        let ip = host.trim_start_matches('[').trim_end_matches(']');
        host == "localhost"
            || ip
                .parse::<std::net::IpAddr>()
                .is_ok_and(|ip| ip.is_loopback())
    })
}

#[cfg(test)]
mod tests;
