//! `NO_PROXY`: the hosts that need no proxy, in the forms that people write.

use std::net::IpAddr;

use ipnet::IpNet;

use super::host::normal_host;
use crate::message::{Message, quoted};

/// The hosts that need no proxy.
#[derive(Debug, Default)]
pub(super) struct NoProxy(Vec<Entry>);

#[derive(Debug)]
struct Entry {
    host: Hosts,
    /// `None` for every port.
    port: Option<u16>,
}

#[derive(Debug)]
enum Hosts {
    /// `*`.
    Any,
    /// `<local>`, as Windows writes it: names without a dot.
    Local,
    /// A domain and all that is under it, without a dot in front.
    Domain(String),
    /// Addresses.
    Network(IpNet),
    /// A pattern in which `*` matches any characters.
    Pattern(String),
}

impl NoProxy {
    /// Reads a list, separated by commas or blanks, or as Windows and Java separate theirs.
    ///
    /// # Errors
    /// What is wrong with which entry.
    pub(super) fn parse(list: &str) -> Result<Self, Message> {
        let is_between = |c: char| c.is_whitespace() || ",;|\"'\u{feff}".contains(c);
        let entries = list.split(is_between).filter(|entry| !entry.is_empty());
        let entries = entries.map(|entry| {
            Entry::parse(entry).ok_or_else(|| {
                // It may be the address of a proxy, with a password.
                let shown = match entry.rsplit_once('@') {
                    Some((_, host)) => format!("***@{host}"),
                    None => entry.to_owned(),
                };
                message!(
                    "{shown} is not a host; write names, .DOMAIN, addresses or networks like \
                     10.0.0.0/8, with :PORT if it is for one port, and commas between them",
                    shown = quoted(shown)
                )
            })
        });
        Ok(Self(entries.collect::<Result<_, _>>()?))
    }

    /// Returns whether requests to a host and port need no proxy; the host as URLs have it.
    pub(super) fn contains(&self, host: &str, port: u16) -> bool {
        let host = host.trim_end_matches('.');
        self.0
            .iter()
            .any(|entry| entry.port.is_none_or(|only| only == port) && entry.host.contains(host))
    }
}

impl Entry {
    fn parse(text: &str) -> Option<Self> {
        let text = match text.split_once("://") {
            Some((_, rest)) => rest.strip_suffix('/').unwrap_or(rest),
            None => text,
        };
        if let Some(hosts) = Hosts::parse(text) {
            return Some(Self {
                host: hosts,
                port: None,
            });
        }
        let (host, port) = text.rsplit_once(':')?;
        if host.contains('/') {
            return None;
        }
        Some(Self {
            host: Hosts::parse(host)?,
            port: Some(port.parse().ok()?),
        })
    }
}

impl Hosts {
    fn parse(text: &str) -> Option<Self> {
        if text == "*" {
            return Some(Self::Any);
        }
        if text.eq_ignore_ascii_case("<local>") {
            return Some(Self::Local);
        }
        if let Some(network) = network(text) {
            return Some(Self::Network(network));
        }
        let text = text.strip_prefix("*.").unwrap_or(text);
        let text = text.trim_matches('.');
        if text.contains('*') {
            let rest = text.replace('*', "x");
            return normal_host(&rest).map(|_| Self::Pattern(text.to_ascii_lowercase()));
        }
        normal_host(text).map(Self::Domain)
    }

    fn contains(&self, host: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Local => address(host).is_none() && !host.contains('.'),
            Self::Domain(domain) => host
                .strip_suffix(domain.as_str())
                .is_some_and(|before| before.is_empty() || before.ends_with('.')),
            Self::Network(network) => {
                address(host).is_some_and(|address| network.contains(&address))
            }
            Self::Pattern(pattern) => matches(pattern, host),
        }
    }
}

fn address(host: &str) -> Option<IpAddr> {
    let inside = host
        .strip_prefix('[')
        .map_or(Some(host), |rest| rest.strip_suffix(']'))?;
    let address: IpAddr = inside.parse().ok()?;
    Some(address.to_canonical())
}

/// Reads an address, or a network like `10.0.0.0/8`, `169.254/16` or `fd00::/8`.
fn network(text: &str) -> Option<IpNet> {
    let Some((start, length)) = text.split_once('/') else {
        return address(text).map(IpNet::from);
    };
    let is_short = start.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let missing = 3_usize.checked_sub(start.matches('.').count());
    let start = match missing {
        Some(missing) if is_short => format!("{start}{}", ".0".repeat(missing)),
        _ => start.to_owned(),
    };
    IpNet::new(start.parse().ok()?, length.parse().ok()?).ok()
}

/// Returns whether a pattern describes the whole of a text.
fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let Some(last) = parts.next_back() else {
        return rest.is_empty();
    };
    for part in parts {
        let Some((_, after)) = rest.split_once(part) else {
            return false;
        };
        rest = after;
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests;
