//! Sends one request and reads its whole response; never a second time.
#![deny(clippy::arithmetic_side_effects)]

use std::error::Error as StdError;
use std::sync::Arc;
use std::time::Duration;
use std::{fmt, io};

use http::header::ACCEPT_ENCODING;
use http::{HeaderMap, HeaderValue, StatusCode};
use reqwest::ClientBuilder;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tower::util::MapFutureLayer;

use super::body::{self, BodyError};
use super::endpoint::Endpoint;
use super::message::{RawResponse, Request};
use super::proxy::{Proxy, ProxySetting};
use super::resolver::{Unresolved, resolve};
use super::timeouts::Timeouts;
use super::{phase, proxy_refusal, tls_errors};
use crate::error::{ConnectKind, Error, Phase};
use crate::message::{Message, translate_system_error};
use crate::process::is_exhausted;

/// How the connections of a client are set up.
#[derive(Debug)]
pub struct HttpConfig {
    /// The TLS configuration, which all connections share.
    pub tls: rustls::ClientConfig,
    /// The proxy.
    pub proxy: ProxySetting,
    /// For opening a connection; `None` for no limit but the call's own.
    pub connect_timeout: Option<Duration>,
    /// The largest body that is read, in bytes, after decompression.
    pub max_response_bytes: usize,
}

/// Why there is no response.
#[derive(Debug)]
pub enum HttpError {
    /// No connection was made, so nothing was sent.
    NotConnected {
        /// What kind of failure it was.
        kind: ConnectKind,
        /// What happened.
        problem: Message,
    },
    /// There was no thread, no descriptor or no memory for a connection, so nothing was sent.
    Exhausted(String),
    /// The connection broke after the request was sent.
    Broken {
        /// What happened.
        problem: Message,
        /// The service's id of the request, if its response had begun.
        request_id: Option<String>,
    },
    /// The timeout expired.
    TimedOut {
        /// What the request was doing.
        phase: Phase,
        /// The service's id of the request, if its response had begun.
        request_id: Option<String>,
    },
    /// The body can't be read.
    Unreadable {
        /// The response, with as much of the body as was read.
        response: Box<RawResponse>,
        /// What is wrong.
        problem: Message,
    },
    /// The request can't be sent as it is.
    Unsendable(Message),
}

impl HttpError {
    /// Returns the service's id of the request, if its response had begun.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Broken { request_id, .. } | Self::TimedOut { request_id, .. } => {
                request_id.as_deref()
            }
            Self::Unreadable { response, .. } => response.request_id(),
            Self::NotConnected { .. } | Self::Exhausted(_) | Self::Unsendable(_) => None,
        }
    }

    /// Returns the headers of the response, if there are any.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Self::Unreadable { response, .. } => Some(&response.headers),
            _ => None,
        }
    }

    /// Creates the error of a timeout that expired before a response began.
    #[must_use]
    pub fn timed_out(phase: Phase) -> Self {
        Self::TimedOut {
            phase,
            request_id: None,
        }
    }
}

/// A few words, without what the other side sent.
impl fmt::Display for HttpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotConnected { kind, .. } => kind.summary().fmt(f),
            Self::Exhausted(_) => f.write_str("no thread or no file could be opened"),
            Self::Broken { .. } => ConnectKind::Broken.summary().fmt(f),
            Self::TimedOut { phase, .. } => write!(f, "timed out while {phase}"),
            Self::Unreadable { response, .. } => {
                write!(f, "{}, with an unreadable body", response.status.as_u16())
            }
            Self::Unsendable(_) => f.write_str("can't be sent"),
        }
    }
}

/// A pool of connections; it belongs to the runtime that drives it.
#[derive(Debug, Clone)]
pub struct Connections {
    direct: Http,
    proxied: Vec<(Arc<Proxy>, Http)>,
    max_response_bytes: usize,
}

#[derive(Debug, Clone)]
enum Http {
    Real(reqwest::Client),
    #[cfg(test)]
    Simulated(Arc<dyn Simulate>),
}

/// Responds to requests in tests, on a virtual clock.
#[cfg(test)]
pub(crate) trait Simulate: fmt::Debug + Send + Sync {
    fn respond<'a>(
        &'a self,
        request: &'a Request,
        headers: &'a HeaderMap,
    ) -> std::pin::Pin<Box<dyn Future<Output = Result<RawResponse, HttpError>> + Send + 'a>>;
}

impl Connections {
    /// Sets up a pool; opens no connection yet.
    ///
    /// # Errors
    /// [`Error::Config`] if the proxy can't be used.
    pub fn new(config: &HttpConfig) -> Result<Self, Error> {
        let proxied = config.proxy.proxies().into_iter().map(|proxy| {
            let client = client(config, Some(&proxy))?;
            Ok((proxy, Http::Real(client)))
        });
        Ok(Self {
            proxied: proxied.collect::<Result<_, Error>>()?,
            direct: Http::Real(client(config, None)?),
            max_response_bytes: config.max_response_bytes,
        })
    }

    #[cfg(test)]
    pub(crate) fn simulated(service: Arc<dyn Simulate>) -> Self {
        Self {
            direct: Http::Simulated(service),
            proxied: Vec::new(),
            max_response_bytes: usize::MAX,
        }
    }

    /// Sends a request with these headers and reads the whole response.
    ///
    /// # Errors
    /// [`HttpError`] if there is no response, or none that can be read.
    pub async fn send(
        &self,
        endpoint: &Endpoint,
        request: &Request,
        headers: HeaderMap,
        timeouts: Timeouts,
    ) -> Result<RawResponse, HttpError> {
        let proxied = endpoint.proxy().and_then(|proxy| {
            let mut known = self.proxied.iter();
            known.find(|(other, _)| Arc::ptr_eq(other, proxy))
        });
        match proxied.map_or(&self.direct, |(_, http)| http) {
            Http::Real(client) => {
                let mut built =
                    reqwest::Request::new(request.method.clone(), endpoint.url(request));
                *built.headers_mut() = headers;
                let accepted = HeaderValue::from_static(body::ACCEPTED);
                built.headers_mut().insert(ACCEPT_ENCODING, accepted);
                if !request.body.is_empty() {
                    *built.body_mut() = Some(request.body.clone().into());
                }
                exchange(client, built, endpoint, timeouts, self.max_response_bytes).await
            }
            #[cfg(test)]
            Http::Simulated(service) => timeouts
                .apply(service.respond(request, &headers))
                .await
                .unwrap_or_else(|_| Err(HttpError::timed_out(Phase::Waiting))),
        }
    }
}

fn client(config: &HttpConfig, proxy: Option<&Proxy>) -> Result<reqwest::Client, Error> {
    let failed = |error: reqwest::Error| {
        Error::Config(message!(
            "the HTTP client can't be set up: {error}",
            error = translate_system_error(&error.to_string())
        ))
    };
    let mut builder = ClientBuilder::new()
        .tls_backend_preconfigured(config.tls.clone())
        .user_agent(concat!("modelarts-python/", env!("CARGO_PKG_VERSION")))
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .tcp_nodelay(true)
        .no_proxy()
        .dns_resolver(Resolver)
        .connector_layer(MapFutureLayer::new(phase::connecting));
    if let Some(timeout) = config.connect_timeout {
        builder = builder.connect_timeout(timeout);
    }
    if let Some(proxy) = proxy {
        builder = builder.proxy(proxy.for_reqwest().map_err(failed)?);
    }
    builder.build().map_err(failed)
}

/// Resolves names as [`resolve`] does.
struct Resolver;

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let addresses = resolve(name.as_str().to_owned()).await?;
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

async fn exchange(
    client: &reqwest::Client,
    request: reqwest::Request,
    endpoint: &Endpoint,
    timeouts: Timeouts,
    max_response_bytes: usize,
) -> Result<RawResponse, HttpError> {
    let sending = timeouts.apply(client.execute(request));
    let mut response = phase::tracked(async {
        match sending.await {
            Err(_) => Err(HttpError::timed_out(phase::current())),
            Ok(sent) => sent.map_err(|error| http_error(&error)),
        }
    })
    .await?;
    let status = response.status();
    let headers = std::mem::take(response.headers_mut());
    if status == StatusCode::PROXY_AUTHENTICATION_REQUIRED
        && let Some(proxy) = endpoint.forwarding_proxy()
    {
        return Err(HttpError::NotConnected {
            kind: ConnectKind::Proxy,
            problem: proxy_refusal::explain(proxy, &headers),
        });
    }
    let body = body::read(response, &headers, timeouts, max_response_bytes).await;
    let mut response = RawResponse {
        status,
        headers,
        body: Vec::new(),
    };
    match body {
        Ok(body) => {
            response.body = body;
            Ok(response)
        }
        Err(BodyError::ReadTimedOut) => Err(HttpError::TimedOut {
            phase: Phase::Reading,
            request_id: response.request_id().map(ToOwned::to_owned),
        }),
        Err(BodyError::Broken(error)) => Err(HttpError::Broken {
            problem: innermost(&error),
            request_id: response.request_id().map(ToOwned::to_owned),
        }),
        Err(BodyError::Unreadable { start, problem }) => {
            response.body = start;
            Err(HttpError::Unreadable {
                response: Box::new(response),
                problem,
            })
        }
    }
}

fn http_error(error: &reqwest::Error) -> HttpError {
    if error.is_builder() {
        return HttpError::Unsendable(innermost(error));
    }
    let tls_error = find::<rustls::Error>(error);
    if let Some(tls_error) = tls_error
        && (error.is_connect() || tls_errors::requires_certificate(tls_error))
    {
        return HttpError::NotConnected {
            kind: ConnectKind::Tls,
            problem: tls_errors::explain(tls_error),
        };
    }
    if !error.is_connect() {
        return HttpError::Broken {
            problem: innermost(error),
            request_id: None,
        };
    }
    if error.is_timeout() {
        return HttpError::timed_out(Phase::Connecting);
    }
    if let Some(exhausted) = exhausted(error) {
        return HttpError::Exhausted(exhausted);
    }
    let kind = if error.is_dns() {
        ConnectKind::Dns
    } else if find::<io::Error>(error).is_some() {
        ConnectKind::Unreachable
    } else {
        // What remains is a proxy that refuses to connect; the type of that error is private.
        ConnectKind::Proxy
    };
    HttpError::NotConnected {
        kind,
        problem: innermost(error),
    }
}

/// Returns what ran out, if that is why no connection was opened.
fn exhausted(error: &reqwest::Error) -> Option<String> {
    if let Some(Unresolved::Exhausted(error)) = find(error) {
        return Some(error.to_string());
    }
    let error = find::<io::Error>(error).filter(|error| is_exhausted(error))?;
    Some(error.to_string())
}

/// Returns the cause of an error, including one that `source` skips because an `io::Error` wraps it.
fn cause<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a (dyn StdError + 'static)> {
    match error
        .downcast_ref::<io::Error>()
        .and_then(io::Error::get_ref)
    {
        Some(wrapped) => Some(wrapped),
        None => error.source(),
    }
}

fn causes<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |error| cause(*error))
}

fn find<'a, E: StdError + 'static>(error: &'a (dyn StdError + 'static)) -> Option<&'a E> {
    causes(error).find_map(|cause| cause.downcast_ref::<E>())
}

fn innermost(error: &(dyn StdError + 'static)) -> Message {
    let cause = causes(error).last();
    cause.map_or_else(Message::default, |cause| {
        translate_system_error(&cause.to_string())
    })
}
