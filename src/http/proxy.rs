//! Through which proxy a request goes: read once, when a client is made, and never again.

use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use percent_encoding::percent_decode_str;
use secrecy::{ExposeSecret, SecretSlice, SecretString};

use super::host::normal_host;
use super::no_proxy::NoProxy;
use crate::error::Error;
use crate::message::Message;
use crate::secret::MASK;

/// The longest user or password of SOCKS, in bytes.
const MAX_SOCKS_LENGTH: usize = 255;

/// Which proxy the requests of a client go through.
#[derive(Debug, Clone)]
pub enum ProxySetting {
    /// None.
    Direct,
    /// The one of the settings, for all requests.
    Explicit(Arc<Proxy>),
    /// Those that the variables of the environment name.
    Variables(Arc<ProxyVariables>),
}

/// The proxies that the environment names, by the scheme of a request, and what needs none.
#[derive(Debug)]
pub struct ProxyVariables {
    http: Option<Arc<Proxy>>,
    https: Option<Arc<Proxy>>,
    none_for: NoProxy,
}

impl ProxySetting {
    /// Reads the setting `proxy`.
    ///
    /// # Errors
    /// [`Error::Config`] if it is not the address of a proxy.
    pub fn of_setting(address: &SecretString) -> Result<Self, Error> {
        let proxy =
            Proxy::parse(address.expose_secret()).map_err(|problem| wrong_at("proxy", problem))?;
        proxy
            .map(|proxy| Self::Explicit(Arc::new(proxy)))
            .ok_or_else(|| Error::Config(message!("proxy: is blank; write http://HOST:PORT")))
    }

    /// Reads the variables of an environment. Those in lower case come first, as for curl and for
    /// Python's own clients. `HTTP_PROXY` of a CGI program is a header of its visitor.
    ///
    /// # Errors
    /// [`Error::Config`] if one of them can't be read; it names the variable, but not its value, which
    /// may hold a password.
    pub fn of_variables<'a>(
        get: impl Fn(&str) -> Result<Option<&'a str>, Error>,
    ) -> Result<Self, Error> {
        let is_cgi = get("REQUEST_METHOD")?.is_some();
        let first = |names: [&'static str; 2]| {
            for name in names {
                if let Some(value) = get(name)? {
                    return Ok(Some((name, value)));
                }
            }
            Ok(None)
        };
        let read = |names| {
            let found = first(names)?;
            let Some((name, value)) = found.filter(|(name, _)| !(is_cgi && *name == "HTTP_PROXY"))
            else {
                return Ok(None);
            };
            Proxy::parse(value)
                .map(|proxy| proxy.map(Arc::new))
                .map_err(|problem| wrong_at(name, problem))
        };
        let all = read(["all_proxy", "ALL_PROXY"])?;
        let http = read(["http_proxy", "HTTP_PROXY"])?.or_else(|| all.clone());
        let https = read(["https_proxy", "HTTPS_PROXY"])?.or(all);
        let none_for = match first(["no_proxy", "NO_PROXY"])? {
            None => NoProxy::default(),
            Some((name, value)) => {
                NoProxy::parse(value).map_err(|problem| wrong_at(name, problem))?
            }
        };
        if http.is_none() && https.is_none() {
            return Ok(Self::Direct);
        }
        Ok(Self::Variables(Arc::new(ProxyVariables {
            http,
            https,
            none_for,
        })))
    }

    /// Returns what of the addresses of the proxies no text may show.
    #[must_use]
    pub fn secrets(&self) -> Vec<SecretString> {
        let proxies = match self {
            Self::Direct => [None, None],
            Self::Explicit(proxy) => [Some(proxy), None],
            Self::Variables(variables) => [variables.http.as_ref(), variables.https.as_ref()],
        };
        let proxies = proxies.into_iter().flatten();
        proxies.flat_map(|proxy| proxy.secrets()).collect()
    }

    /// Returns the proxies that there are.
    pub(super) fn proxies(&self) -> Vec<Arc<Proxy>> {
        match self {
            Self::Direct => Vec::new(),
            Self::Explicit(proxy) => vec![Arc::clone(proxy)],
            Self::Variables(variables) => {
                let named = [&variables.http, &variables.https];
                named.into_iter().flatten().cloned().collect()
            }
        }
    }

    /// Returns the proxy on the way to a host, if there is one.
    pub(super) fn proxy_for(&self, is_https: bool, host: &str, port: u16) -> Option<&Arc<Proxy>> {
        match self {
            Self::Direct => None,
            Self::Explicit(proxy) => Some(proxy),
            Self::Variables(variables) => {
                let proxy = if is_https {
                    &variables.https
                } else {
                    &variables.http
                };
                proxy
                    .as_ref()
                    .filter(|_| !variables.none_for.contains(host, port))
            }
        }
    }
}

/// The protocol of a proxy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Protocol {
    /// HTTP, over TLS or not.
    Http { tls: bool },
    /// SOCKS version 4; `remote_names` if the proxy resolves names.
    Socks4 { remote_names: bool },
    /// SOCKS version 5.
    Socks5 { remote_names: bool },
}

/// A proxy.
pub struct Proxy {
    pub(super) protocol: Protocol,
    scheme: &'static str,
    /// In brackets if it is an IPv6 address.
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) credentials: Option<Credentials>,
}

/// The user and the password for a proxy, percent-decoded.
pub(super) struct Credentials {
    user: SecretSlice<u8>,
    password: SecretSlice<u8>,
}

/// The address, without user and password.
impl fmt::Display for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let user = self
            .credentials
            .as_ref()
            .map_or(String::new(), |_| format!("{MASK}@"));
        write!(f, "{}://{user}{}:{}", self.scheme, self.host, self.port)
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Proxy({self})")
    }
}

/// The scheme of an address, with the port that it need not name.
type Scheme = (&'static str, Protocol, u16);

const SCHEMES: [Scheme; 7] = [
    ("http", Protocol::Http { tls: false }, 80),
    ("https", Protocol::Http { tls: true }, 443),
    (
        "socks4",
        Protocol::Socks4 {
            remote_names: false,
        },
        1080,
    ),
    ("socks4a", Protocol::Socks4 { remote_names: true }, 1080),
    (
        "socks5",
        Protocol::Socks5 {
            remote_names: false,
        },
        1080,
    ),
    ("socks5h", Protocol::Socks5 { remote_names: true }, 1080),
    // What GNOME writes.
    ("socks", Protocol::Socks5 { remote_names: true }, 1080),
];

impl Proxy {
    /// Reads an address as people write it: blanks, line ends and quotes around it don't count, and
    /// the last `@` ends the password. Returns `None` for a blank one.
    ///
    /// # Errors
    /// What is wrong with it, without the address, which may hold a password.
    pub(super) fn parse(address: &str) -> Result<Option<Self>, Message> {
        let address = unquoted(address);
        if address.is_empty() {
            return Ok(None);
        }
        if address.contains(char::is_control) {
            return Err(wrong(message!(
                "holds a line break or another control character"
            )));
        }
        let ((scheme, protocol, default_port), rest) = scheme_and_rest(address)?;
        let (user_info, location) = match rest.rsplit_once('@') {
            Some((user_info, location)) => (Some(user_info), location),
            None => (None, rest),
        };
        let (host, port) = host_and_port(location, default_port)?;
        let credentials = user_info
            .filter(|user_info| !user_info.is_empty())
            .map(|user_info| Credentials::parse(user_info, protocol))
            .transpose()?;
        Ok(Some(Self {
            protocol,
            scheme,
            host,
            port,
            credentials,
        }))
    }

    /// Returns whether it reads requests in clear text and forwards them.
    pub(super) fn forwards(&self) -> bool {
        matches!(self.protocol, Protocol::Http { .. })
    }

    /// Returns whether connections to it use TLS.
    pub(super) fn uses_tls(&self) -> bool {
        self.protocol == Protocol::Http { tls: true }
    }

    /// Returns the proxy as reqwest takes it.
    ///
    /// # Errors
    /// The address is not one for reqwest.
    pub(super) fn for_reqwest(&self) -> reqwest::Result<reqwest::Proxy> {
        let scheme = match self.protocol {
            Protocol::Socks5 { remote_names: true } => "socks5h",
            _ => self.scheme,
        };
        let proxy = reqwest::Proxy::all(format!("{scheme}://{}:{}", self.host, self.port))?;
        Ok(match (self.authorization(), &self.credentials) {
            (Some(authorization), _) if self.forwards() => proxy.custom_http_auth(authorization),
            (_, Some(credentials)) => {
                let (user, password) = credentials.as_text();
                proxy.basic_auth(&user, &password)
            }
            _ => proxy,
        })
    }

    /// Returns the value of `Proxy-Authorization`, if it is an HTTP proxy with a password.
    pub(super) fn authorization(&self) -> Option<HeaderValue> {
        let basic = self.credentials.as_ref()?.basic();
        let mut value = HeaderValue::from_str(&format!("Basic {basic}")).ok()?;
        value.set_sensitive(true);
        Some(value)
    }

    fn secrets(&self) -> Vec<SecretString> {
        let Some(credentials) = &self.credentials else {
            return Vec::new();
        };
        let (user, password) = credentials.as_text();
        // A user without a password is one.
        let secret = if password.is_empty() { user } else { password };
        vec![secret.into(), credentials.basic().into()]
    }
}

impl Credentials {
    fn parse(user_info: &str, protocol: Protocol) -> Result<Self, Message> {
        let (user, password) = user_info.split_once(':').unwrap_or((user_info, ""));
        let decoded = |text: &str| percent_decode_str(text).collect::<Vec<u8>>();
        let (user, password) = (decoded(user), decoded(password));
        let mut all = user.iter().chain(&password);
        if all.any(u8::is_ascii_control) {
            return Err(wrong(message!(
                "has a control character in its user or password, which can't be sent"
            )));
        }
        match protocol {
            Protocol::Http { .. } if user.contains(&b':') => {
                return Err(wrong(message!(
                    "has a colon in its user, which can't be sent"
                )));
            }
            Protocol::Socks4 { .. } => {
                return Err(wrong(message!(
                    "has a user, which is sent to SOCKS 5 and HTTP proxies only"
                )));
            }
            Protocol::Socks5 { .. }
                if user.len() > MAX_SOCKS_LENGTH
                    || password.len() > MAX_SOCKS_LENGTH
                    || std::str::from_utf8(&user).is_err()
                    || std::str::from_utf8(&password).is_err() =>
            {
                return Err(wrong(message!(
                    "has a user or a password that is not UTF-8 or longer than 255 bytes, which SOCKS \
                     can't carry"
                )));
            }
            _ => {}
        }
        Ok(Self {
            user: user.into(),
            password: password.into(),
        })
    }

    fn basic(&self) -> String {
        let parts = [self.user.expose_secret(), self.password.expose_secret()];
        STANDARD.encode(parts.join(&b':'))
    }

    /// Returns user and password as text, for SOCKS.
    pub(super) fn as_text(&self) -> (String, String) {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (
            text(self.user.expose_secret()),
            text(self.password.expose_secret()),
        )
    }
}

fn wrong(problem: Message) -> Message {
    message!(
        "the address {problem}; write http://HOST:PORT or http://USER:PASSWORD@HOST:PORT",
        problem
    )
}

fn wrong_at(place: &str, problem: Message) -> Error {
    Error::Config(message!("{place}: {problem}", place, problem))
}

/// Removes blanks and line ends around a text, and one pair of quotes.
fn unquoted(text: &str) -> &str {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let inside = ['"', '\'']
        .into_iter()
        .find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote));
    inside.map_or(text, str::trim)
}

/// Splits an address at its `://`; without one it is `http`.
fn scheme_and_rest(address: &str) -> Result<(Scheme, &str), Message> {
    let find = |name: &str| {
        let mut schemes = SCHEMES.into_iter();
        schemes.find(|(scheme, ..)| scheme.eq_ignore_ascii_case(name))
    };
    let (name, rest) = match address.split_once("://") {
        Some(parts) => parts,
        None => ("http", address),
    };
    let lacks_slash = address.split_once(':').is_some_and(|(name, after)| {
        find(name).is_some() && after.starts_with(['/', '\\']) && !after.starts_with("//")
    });
    find(name)
        .filter(|_| !lacks_slash)
        .map(|scheme| (scheme, rest))
        .ok_or_else(|| wrong(message!("does not begin with http:// or socks5h://")))
}

fn host_and_port(location: &str, default_port: u16) -> Result<(String, u16), Message> {
    let location = location.strip_suffix('/').unwrap_or(location);
    if location.contains(['/', '?', '#']) {
        return Err(wrong(message!(
            "has a path, as that of a file for automatic configuration, which is not read"
        )));
    }
    let (host, port) = match location.rsplit_once(':') {
        // The colons of an IPv6 address are in brackets.
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (location, None),
    };
    let port = match port {
        None => default_port,
        Some(port) => port
            .parse()
            .ok()
            .filter(|number| *number != 0 && !port.starts_with('+'))
            .ok_or_else(|| wrong(message!("has a port that is not a number from 1 to 65535")))?,
    };
    let host = normal_host(host)
        .ok_or_else(|| wrong(message!("has no host, or one that can't be read")))?;
    Ok((host, port))
}

#[cfg(test)]
mod tests;
