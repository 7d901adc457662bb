//! Protection from web pages.
//!
//! A page can make its name resolve to 127.0.0.1 (DNS rebinding), or send simple requests to any
//! address. Browsers tell both by the headers `Host`, `Origin` and `Sec-Fetch-Site`.

use std::net::IpAddr;

use axum::http::header::{HOST, ORIGIN};
use axum::http::request::Parts;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, Uri};

/// Why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OriginError {
    /// It names a host that is not a loopback address.
    Host,
    /// A page of another site sent it.
    CrossSite,
}

impl OriginError {
    pub(crate) fn message(self) -> &'static str {
        match self {
            Self::Host => {
                "This emulator listens on a loopback address, and the request names another host; \
                 use 127.0.0.1 or localhost, or start the emulator with another address"
            }
            Self::CrossSite => "The request was sent by a page of another site",
        }
    }
}

/// Checks the headers by which browsers tell where a request comes from and where it goes.
pub(crate) fn check(head: &Parts, loopback_only: bool) -> Result<(), OriginError> {
    let mut hosts = head.headers.get_all(HOST).iter().map(authority);
    let target = head.uri.authority().cloned();
    if loopback_only {
        let target_is_loopback = target.as_ref().is_none_or(is_loopback);
        let all_loopback = hosts.all(|host| host.as_ref().is_some_and(is_loopback));
        if !target_is_loopback || !all_loopback {
            return Err(OriginError::Host);
        }
    }
    let host = head.headers.get(HOST).and_then(authority);
    let same_site = |origin: &HeaderValue| {
        let origin = origin
            .to_str()
            .ok()
            .and_then(|text| text.parse::<Uri>().ok());
        let origin = origin.as_ref().and_then(Uri::authority);
        origin.is_some_and(|origin| {
            Some(origin) == host.as_ref() || (loopback_only && is_loopback(origin))
        })
    };
    let is_cross_site = |site: &HeaderValue| site == "cross-site";
    let cross_site = head
        .headers
        .get_all("sec-fetch-site")
        .iter()
        .any(is_cross_site);
    if cross_site || !head.headers.get_all(ORIGIN).iter().all(same_site) {
        return Err(OriginError::CrossSite);
    }
    Ok(())
}

/// Returns host and port that a request was sent to.
pub(crate) fn requested_host(headers: &HeaderMap) -> Option<Authority> {
    let host = headers.get(HOST).and_then(authority)?;
    (!host.as_str().contains('@')).then_some(host)
}

fn authority(value: &HeaderValue) -> Option<Authority> {
    value.to_str().ok()?.parse().ok()
}

fn is_loopback(authority: &Authority) -> bool {
    if authority.as_str().contains('@') {
        return false;
    }
    let host = authority.host();
    let address = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .unwrap_or(host);
    match address.parse::<IpAddr>() {
        Ok(address) => address.to_canonical().is_loopback(),
        Err(_) => {
            let name = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
            name == "localhost" || name.ends_with(".localhost")
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use axum::http::Request;

    use super::*;

    fn checked(
        loopback_only: bool,
        target: &str,
        headers: &[(&str, &str)],
    ) -> Result<(), OriginError> {
        let mut request = Request::builder().uri(target);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        check(&request.body(()).unwrap().into_parts().0, loopback_only)
    }

    #[test]
    fn only_loopback_hosts_are_accepted_on_a_loopback_address() {
        for host in [
            "127.0.0.1",
            "127.0.0.1:8080",
            "127.8.9.1:80",
            "localhost:1",
            "LocalHost.",
            "obs.localhost:80",
            "[::1]:80",
            "[::ffff:127.0.0.1]",
        ] {
            assert_eq!(checked(true, "/", &[("Host", host)]), Ok(()), "{host}");
        }
        for host in [
            "",
            "evil.example:8080",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "user@localhost",
            "10.0.0.1",
            "0.0.0.0:80",
            "[::]:80",
            "localhost evil",
        ] {
            let refused = checked(true, "/", &[("Host", host)]);
            assert_eq!(refused, Err(OriginError::Host), "{host}");
            if !host.is_empty() && !host.contains(' ') {
                assert_eq!(checked(false, "/", &[("Host", host)]), Ok(()), "{host}");
            }
        }
        let two = [("Host", "localhost"), ("Host", "evil.example")];
        assert_eq!(checked(true, "/", &two), Err(OriginError::Host));
        let absolute = checked(true, "http://evil.example/", &[("Host", "localhost")]);
        assert_eq!(absolute, Err(OriginError::Host));
        assert_eq!(checked(true, "/", &[]), Ok(()));
    }

    #[test]
    fn pages_of_other_sites_are_refused() {
        let host = ("Host", "127.0.0.1:8080");
        for origin in [
            "http://127.0.0.1:8080",
            "http://localhost:3000",
            "https://[::1]",
        ] {
            assert_eq!(
                checked(true, "/", &[host, ("Origin", origin)]),
                Ok(()),
                "{origin}"
            );
        }
        for origin in [
            "http://evil.example",
            "null",
            "",
            "file://",
            "http://localhost.evil.example",
        ] {
            let refused = checked(true, "/", &[host, ("Origin", origin)]);
            assert_eq!(refused, Err(OriginError::CrossSite), "{origin}");
        }
        let refused = checked(true, "/", &[host, ("Sec-Fetch-Site", "cross-site")]);
        assert_eq!(refused, Err(OriginError::CrossSite));
        for site in ["same-origin", "same-site", "none"] {
            assert_eq!(
                checked(true, "/", &[host, ("Sec-Fetch-Site", site)]),
                Ok(())
            );
        }
    }

    #[test]
    fn on_other_addresses_the_origin_must_be_the_host() {
        let host = ("Host", "emulator.example:8080");
        let own = ("Origin", "http://emulator.example:8080");
        assert_eq!(checked(false, "/", &[host, own]), Ok(()));
        for origin in ["http://emulator.example", "http://127.0.0.1:8080", "null"] {
            let refused = checked(false, "/", &[host, ("Origin", origin)]);
            assert_eq!(refused, Err(OriginError::CrossSite), "{origin}");
        }
    }
}
