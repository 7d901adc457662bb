//! Where requests go, and through what.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwapOption;
use hyper_util::client::proxy::matcher::Matcher;
use reqwest::{ClientBuilder, Url};
use secrecy::{ExposeSecret, SecretString};
use tower::util::MapFutureLayer;

use super::exchange::Http;
use super::journal::Journal;
use super::tls::{self, Trust};
use super::{phase, redact};
use crate::error::Error;
use crate::loopback::is_loopback;
use crate::wire::{Request, Service};

/// Where requests go and what they go with.
#[derive(Debug, Clone)]
pub struct Target {
    /// The dataset service: scheme, host, port, and a path prefix if there is one; no slash at the end.
    pub endpoint: String,
    /// IAM, likewise.
    pub iam_endpoint: String,
    /// The metadata service of the machine, if its agency is the credential.
    pub metadata_endpoint: Option<String>,
    /// Whom TLS trusts.
    pub trust: Trust,
    /// A proxy for all requests; `None` for what the environment says.
    pub proxy: Option<SecretString>,
    /// For opening a connection; `None` for no limit but the call's own.
    pub connect_timeout: Option<Duration>,
    /// The largest body taken in, in bytes, after decompression.
    pub max_response_bytes: usize,
}

/// An endpoint, taken apart.
#[derive(Debug)]
pub(super) struct Peer {
    /// What paths are appended to.
    base: Url,
    /// Host and, unless it is the scheme's own, port: the `Host` of a request.
    pub(super) host: String,
    /// Host and port.
    pub(super) address: String,
    /// The proxy on the way there, its password masked.
    pub(super) proxy: Option<String>,
    /// The path under which the calls lie; empty for none.
    pub(super) prefix: String,
    /// Calls often differ in their last segment only, and to read a path takes its time.
    last_folder: ArcSwapOption<Folder>,
}

/// A path but for its last segment, and the address that it makes.
#[derive(Debug)]
struct Folder {
    path: String,
    url: Url,
}

/// Where it is, and how to get there.
impl fmt::Display for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.address)?;
        match &self.proxy {
            Some(proxy) => write!(f, " through the proxy {proxy}"),
            None => Ok(()),
        }
    }
}

impl Peer {
    pub(super) fn of(endpoint: &str, way: &Way) -> Result<Self, Error> {
        let invalid = || {
            Error::Config(format!(
                "endpoint {endpoint:?} is no address; write https://HOST"
            ))
        };
        let url = Url::parse(endpoint).map_err(|_| invalid())?;
        let host = url.host_str().ok_or_else(invalid)?;
        Ok(Self {
            host: url
                .port()
                .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")),
            address: format!("{host}:{}", url.port_or_known_default().unwrap_or_default()),
            proxy: way.proxy_to(&url),
            prefix: url.path().trim_end_matches('/').to_owned(),
            base: url,
            last_folder: ArcSwapOption::const_empty(),
        })
    }

    /// The path of a request there.
    pub(super) fn path<'a>(&self, request: &'a Request) -> Cow<'a, str> {
        if self.prefix.is_empty() {
            Cow::Borrowed(&request.path)
        } else {
            Cow::Owned(format!("{}{}", self.prefix, request.path))
        }
    }

    /// Where a request goes; what is encoded in it stays so.
    pub(super) fn url(&self, request: &Request) -> Url {
        let path = self.path(request);
        let mut url = match path.rsplit_once('/') {
            // What is encoded would be encoded once more.
            Some((folder, last)) if !last.is_empty() && !last.contains('%') => {
                let mut url = self.folder(folder);
                if let Ok(mut segments) = url.path_segments_mut() {
                    segments.push(last);
                }
                url
            }
            _ => self.at(&path),
        };
        url.set_query(Some(&*request.query).filter(|query| !query.is_empty()));
        url
    }

    fn folder(&self, path: &str) -> Url {
        if let Some(folder) = &*self.last_folder.load()
            && folder.path == path
        {
            return folder.url.clone();
        }
        let url = self.at(path);
        self.last_folder.store(Some(Arc::new(Folder {
            path: path.to_owned(),
            url: url.clone(),
        })));
        url
    }

    fn at(&self, path: &str) -> Url {
        let mut url = self.base.clone();
        url.set_path(path);
        url
    }
}

/// Through what requests go.
#[derive(Debug)]
pub(super) enum Way {
    /// Through nothing.
    Direct,
    /// Through the proxy of the settings.
    Proxy(SecretString),
    /// As the environment or the system says.
    System,
}

impl Way {
    fn of(target: &Target) -> Self {
        match &target.proxy {
            Some(proxy) => Self::Proxy(proxy.clone()),
            None if is_loopback(&target.endpoint) && is_loopback(&target.iam_endpoint) => {
                Self::Direct
            }
            None => Self::System,
        }
    }

    fn proxy_to(&self, url: &Url) -> Option<String> {
        match self {
            Self::Direct => None,
            Self::Proxy(proxy) => Some(redact::proxy(proxy)),
            Self::System => {
                let uri = url.as_str().parse().ok()?;
                // Its user and password stand apart from its address.
                let proxy = Matcher::from_system().intercept(&uri)?;
                Some(proxy.uri().to_string().trim_end_matches('/').to_owned())
            }
        }
    }

    fn taken_by(&self, builder: ClientBuilder) -> Result<ClientBuilder, Error> {
        Ok(match self {
            Self::Direct => builder.no_proxy(),
            Self::Proxy(proxy) => builder.proxy(all_through(proxy)?),
            Self::System => builder,
        })
    }
}

/// The way to all services.
#[derive(Debug)]
pub(super) struct Route {
    modelarts: Peer,
    iam: Peer,
    metadata: Option<Peer>,
    tls: rustls::ClientConfig,
    way: Way,
    connect_timeout: Option<Duration>,
}

/// Connections, and the journal of what is sent over them.
#[derive(Debug, Clone)]
pub struct Pool {
    pub(super) http: Http,
    /// To the metadata service: never through a proxy, and only where the credential is there.
    pub(super) direct: Option<Http>,
    /// Lines for a program that logs.
    pub journal: Arc<Journal>,
}

impl Pool {
    pub(super) fn to(&self, service: Service) -> &Http {
        match (service, &self.direct) {
            (Service::Metadata, Some(direct)) => direct,
            _ => &self.http,
        }
    }
}

impl Route {
    pub(super) fn of(target: &Target) -> Result<Self, Error> {
        let way = Way::of(target);
        let modelarts = Peer::of(&target.endpoint, &way)?;
        let iam = Peer::of(&target.iam_endpoint, &way)?;
        let verifies = [&modelarts, &iam]
            .iter()
            .any(|peer| peer.base.scheme() == "https");
        Ok(Self {
            modelarts,
            iam,
            metadata: target
                .metadata_endpoint
                .as_deref()
                .map(|endpoint| Peer::of(endpoint, &Way::Direct))
                .transpose()?,
            tls: tls::client_config(&target.trust, verifies)?,
            way,
            connect_timeout: target.connect_timeout,
        })
    }

    pub(super) fn peer(&self, service: Service) -> &Peer {
        match service {
            Service::ModelArts => &self.modelarts,
            Service::Iam => &self.iam,
            // Without one, nobody asks for it.
            Service::Metadata => self.metadata.as_ref().unwrap_or(&self.iam),
        }
    }

    pub(super) fn pool(&self) -> Result<Pool, Error> {
        let direct = match self.metadata {
            Some(_) => Some(connections(Way::Direct.taken_by(self.builder())?)?),
            None => None,
        };
        Ok(Pool {
            http: connections(self.way.taken_by(self.builder())?)?,
            direct,
            journal: Arc::default(),
        })
    }

    fn builder(&self) -> ClientBuilder {
        let mut builder = reqwest::Client::builder()
            .tls_backend_preconfigured(self.tls.clone())
            .user_agent(concat!("modelarts-python/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .tcp_nodelay(true)
            .connector_layer(MapFutureLayer::new(phase::connecting));
        if let Some(timeout) = self.connect_timeout {
            builder = builder.connect_timeout(timeout);
        }
        builder
    }
}

fn connections(builder: ClientBuilder) -> Result<Http, Error> {
    builder
        .build()
        .map(Http::Real)
        .map_err(|error| Error::Config(format!("the connections can't be set up: {error}")))
}

fn all_through(proxy: &SecretString) -> Result<reqwest::Proxy, Error> {
    let address = proxy.expose_secret();
    let is_one = !address.contains(|c: char| c.is_control() || c.is_whitespace());
    is_one
        .then(|| reqwest::Proxy::all(address).ok())
        .flatten()
        .ok_or_else(|| Error::Config("proxy: is no address; write http://HOST:PORT".to_owned()))
}

#[cfg(test)]
mod tests;
