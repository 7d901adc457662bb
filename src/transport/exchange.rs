//! One request out, one answer in; no second try.

use std::collections::TryReserveError;
use std::error::Error as StdError;
#[cfg(test)]
use std::sync::Arc;
use std::time::Duration;
use std::{fmt, io};

use reqwest::header::HeaderMap;
use tokio::time::{Instant, Timeout, timeout_at};

use super::{phase, tls};
use crate::error::{ConnectKind, Phase};
use crate::wire::{Method, Received, Request, request_id};

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Breakdown {
    /// No connection came about, so nothing was sent.
    NotConnected { kind: ConnectKind, problem: String },
    /// The connection broke after the request was sent; where its answer had begun, with the
    /// service's name for the request.
    Broken {
        problem: String,
        request_id: Option<String>,
    },
    /// Time ran out, likewise.
    TimedOut {
        phase: Phase,
        request_id: Option<String>,
    },
    /// The answer can't be taken in; how it begins.
    Unreadable {
        received: Box<Received>,
        problem: String,
    },
    /// The request can't be put on the wire.
    Unsendable(String),
}

impl Breakdown {
    /// The service's name for the request, if its answer had begun.
    pub(super) fn request_id(&self) -> Option<&str> {
        match self {
            Self::Broken { request_id, .. } | Self::TimedOut { request_id, .. } => {
                request_id.as_deref()
            }
            Self::Unreadable { received, .. } => received.request_id(),
            Self::NotConnected { .. } | Self::Unsendable(_) => None,
        }
    }

    /// Time ran out before an answer began.
    pub(super) fn timed_out(phase: Phase) -> Self {
        Self::TimedOut {
            phase,
            request_id: None,
        }
    }
}

/// In a few words, without what the peer sent.
impl fmt::Display for Breakdown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotConnected { kind, .. } => f.write_str(kind.summary()),
            Self::Broken { .. } => f.write_str(ConnectKind::Broken.summary()),
            Self::TimedOut { phase, .. } => write!(f, "timed out while {phase}"),
            Self::Unreadable { received, .. } => {
                write!(f, "{}, with an unreadable body", received.status)
            }
            Self::Unsendable(_) => f.write_str("can't be sent"),
        }
    }
}

/// Longer than any call takes.
const FOR_EVER: Duration = Duration::from_secs(30 * 365 * 24 * 3600);

/// How long an attempt may take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// The end of the whole call; `None` for none.
    pub(super) deadline: Option<Instant>,
    /// How long nothing at all may come; `None` for as long as the call may take.
    pub(super) silence: Option<Duration>,
}

impl Patience {
    /// Waits for the next that comes, and no longer than that.
    fn with<F: Future>(&self, next: F) -> Timeout<F> {
        let silence = self.silence.map(|silence| Instant::now() + silence);
        let until = match (self.deadline, silence) {
            (Some(deadline), Some(silence)) => Some(deadline.min(silence)),
            (deadline, silence) => deadline.or(silence),
        };
        timeout_at(until.unwrap_or_else(|| Instant::now() + FOR_EVER), next)
    }
}

/// What requests are sent with.
#[derive(Debug, Clone)]
pub(super) enum Http {
    Real(reqwest::Client),
    #[cfg(test)]
    Simulated(Arc<super::simulation::Service>),
}

/// Sends a request and takes in the whole answer.
pub(super) async fn exchange(
    http: &Http,
    url: reqwest::Url,
    request: &Request,
    headers: HeaderMap,
    patience: Patience,
    max_response_bytes: usize,
) -> Result<Received, Breakdown> {
    match http {
        Http::Real(http) => {
            let request = build(url, request, headers);
            send(http, request, patience, max_response_bytes).await
        }
        #[cfg(test)]
        Http::Simulated(service) => patience
            .with(service.answer(request, &headers))
            .await
            .unwrap_or_else(|_| Err(Breakdown::timed_out(Phase::Waiting))),
    }
}

async fn send(
    http: &reqwest::Client,
    request: reqwest::Request,
    patience: Patience,
    max_response_bytes: usize,
) -> Result<Received, Breakdown> {
    let sending = patience.with(http.execute(request));
    let mut answer = phase::tracked(async {
        match sending.await {
            Err(_) => Err(Breakdown::timed_out(phase::before_the_answer())),
            Ok(sent) => sent.map_err(|error| breakdown(&error)),
        }
    })
    .await?;
    let status = answer.status().as_u16();
    let headers = std::mem::take(answer.headers_mut());
    let unreadable = |body, problem| Breakdown::Unreadable {
        received: Box::new(Received {
            status,
            headers: headers.clone(),
            body,
        }),
        problem,
    };
    let body = take_in(answer, patience, max_response_bytes).await;
    let body = body.map_err(|unread| match unread {
        Unread::Silent => Breakdown::TimedOut {
            phase: Phase::Reading,
            request_id: request_id(&headers),
        },
        Unread::Failed(error) if find::<hyper::Error>(&error).is_some() => Breakdown::Broken {
            problem: innermost(&error),
            request_id: request_id(&headers),
        },
        Unread::Failed(error) => unreadable(
            Vec::new(),
            format!("the body can't be decompressed: {}", innermost(&error)),
        ),
        Unread::TooLarge(start) => unreadable(
            start,
            format!("the body is larger than max_response_bytes ({max_response_bytes} bytes)"),
        ),
        Unread::NoRoom(start) => unreadable(start, "there is no memory for the body".to_owned()),
    })?;
    Ok(Received {
        status,
        headers,
        body,
    })
}

fn build(url: reqwest::Url, request: &Request, headers: HeaderMap) -> reqwest::Request {
    let method = match request.method {
        Method::Get => reqwest::Method::GET,
        Method::Post => reqwest::Method::POST,
        Method::Put => reqwest::Method::PUT,
        Method::Delete => reqwest::Method::DELETE,
    };
    let mut built = reqwest::Request::new(method, url);
    *built.headers_mut() = headers;
    if !request.body.is_empty() {
        *built.body_mut() = Some(request.body.clone().into());
    }
    built
}

pub(super) async fn within<F: Future>(deadline: Option<Instant>, future: F) -> Option<F::Output> {
    match deadline {
        Some(deadline) => timeout_at(deadline, future).await.ok(),
        None => Some(future.await),
    }
}

enum Unread {
    Silent,
    TooLarge(Vec<u8>),
    NoRoom(Vec<u8>),
    Failed(reqwest::Error),
}

async fn take_in(
    mut answer: reqwest::Response,
    patience: Patience,
    limit: usize,
) -> Result<Vec<u8>, Unread> {
    let expected = answer
        .content_length()
        .and_then(|length| usize::try_from(length).ok())
        .unwrap_or(0);
    let mut body = Vec::new();
    if body.try_reserve_exact(expected.min(limit)).is_err() {
        return Err(Unread::NoRoom(body));
    }
    loop {
        let next = patience.with(answer.chunk()).await;
        let Some(chunk) = next.map_err(|_| Unread::Silent)?.map_err(Unread::Failed)? else {
            return Ok(body);
        };
        if chunk.len() > limit.saturating_sub(body.len()) {
            return Err(Unread::TooLarge(body));
        }
        if make_room(&mut body, chunk.len(), limit).is_err() {
            return Err(Unread::NoRoom(body));
        }
        body.extend_from_slice(&chunk);
    }
}

/// Doubles a body's room as often as it must, and never beyond the limit.
fn make_room(body: &mut Vec<u8>, bytes: usize, limit: usize) -> Result<(), TryReserveError> {
    let needed = body.len() + bytes;
    if needed <= body.capacity() {
        return Ok(());
    }
    let room = needed.max(body.capacity().saturating_mul(2).min(limit));
    body.try_reserve_exact(room - body.len())
}

fn breakdown(error: &reqwest::Error) -> Breakdown {
    if error.is_connect() {
        if error.is_timeout() {
            return Breakdown::timed_out(Phase::Connecting);
        }
        if let Some(error) = find::<rustls::Error>(error) {
            return Breakdown::NotConnected {
                kind: ConnectKind::Tls,
                problem: tls::explain(error),
            };
        }
        let kind = if error.is_dns() {
            ConnectKind::Dns
        } else if find::<io::Error>(error).is_some() {
            ConnectKind::Unreachable
        } else {
            // What remains is a proxy that refuses to connect; its own type is private.
            ConnectKind::Proxy
        };
        return Breakdown::NotConnected {
            kind,
            problem: innermost(error),
        };
    }
    if error.is_builder() {
        return Breakdown::Unsendable(innermost(error));
    }
    Breakdown::Broken {
        problem: innermost(error),
        request_id: None,
    }
}

/// The cause of an error, including one that `source` skips because an `io::Error` wraps it.
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

fn innermost(error: &(dyn StdError + 'static)) -> String {
    causes(error)
        .last()
        .map_or_else(String::new, ToString::to_string)
}
