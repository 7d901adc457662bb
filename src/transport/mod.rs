//! Sends a request and returns its answer: authorization, attempts, one deadline, limits.
#![deny(clippy::arithmetic_side_effects)]

mod authorize;
mod call;
pub mod failure;
mod log;
mod not_found;
pub mod redact;
pub mod retry;
#[cfg(test)]
mod simulation;
mod words;

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use http::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use tokio::time::{Instant, sleep};

use self::call::Call;
pub use self::call::Limits;
pub use self::log::{Level, LogBuffer, LogRecord};
pub use self::not_found::is_not_found;
use self::redact::{Redactor, is_secret_header};
use self::retry::{RetryBudget, pause_before_retry};
use crate::api;
use crate::auth::{Authenticator, Authorization, BoxFuture};
use crate::error::Error;
use crate::http::{Connections, Endpoint, HttpConfig, HttpError, RawResponse, Request, http_date};
use crate::process::random;
use crate::schema;
use crate::value::Object;

/// The service's clock and ours may differ by this before a signature is refused.
const TOLERATED_SKEW: SignedDuration = SignedDuration::from_secs(15 * 60);
/// A clock that differs by more than this is not believed.
const LARGEST_SKEW: SignedDuration = SignedDuration::from_secs(100 * 366 * 24 * 3600);
/// The code with which the gateway refuses a signature for its date.
const SKEW_CODE: &str = "APIGW.0303";

/// No request has more headers of ours.
const USUAL_HEADERS: usize = 8;
static AUTH_TOKEN: HeaderName = HeaderName::from_static("x-auth-token");

/// What a call is driven with: connections of the runtime that drives it, where its log records
/// go, and where work is started that other calls may wait for.
#[derive(Clone)]
pub struct Context {
    /// The connections.
    pub connections: Connections,
    /// The log records.
    pub log: Arc<LogBuffer>,
    /// The process's runtime.
    pub background: Arc<dyn Background>,
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context").finish_non_exhaustive()
    }
}

/// Work for the process's runtime, which gets the connections that belong to it.
pub type Work = Box<dyn FnOnce(Connections) -> BoxFuture<'static, ()> + Send>;

/// Starts work on the process's runtime.
pub trait Background: Send + Sync {
    /// Starts work that does not depend on the runtime of the call that starts it.
    ///
    /// # Errors
    /// The runtime can't be set up.
    fn start(&self, work: Work) -> Result<(), Error>;
}

/// An answer that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    /// What the answer says.
    pub value: Object,
    /// The HTTP status.
    pub http_status: u16,
    /// The service's id of the request.
    pub request_id: Option<String>,
    /// The project that the call named.
    pub project: Option<Arc<str>>,
    /// The size of the body, decompressed.
    pub body_bytes: usize,
}

/// Sends calls; shared by all threads, event loops and copies of a client.
#[derive(Debug)]
pub struct Transport {
    endpoint: Endpoint,
    config: HttpConfig,
    authenticator: Box<dyn Authenticator>,
    retry_budget: RetryBudget,
    skew_seconds: AtomicI64,
}

impl Transport {
    /// Opens no connection yet.
    ///
    /// # Errors
    /// [`Error::Config`] if the proxy can't be used.
    pub fn new(
        endpoint: Endpoint,
        config: HttpConfig,
        authenticator: Box<dyn Authenticator>,
    ) -> Result<Self, Error> {
        let transport = Self {
            endpoint,
            config,
            authenticator,
            retry_budget: RetryBudget::new(),
            skew_seconds: AtomicI64::new(0),
        };
        transport.connections()?;
        Ok(transport)
    }

    /// Sets up a pool of connections with this transport's settings.
    ///
    /// # Errors
    /// [`Error::Config`] if the proxy can't be used.
    pub fn connections(&self) -> Result<Connections, Error> {
        Connections::new(&self.config)
    }

    /// Sends a request and reads its answer by the schema of the operation.
    ///
    /// # Errors
    /// Every variant but [`Error::InvalidParameters`].
    pub async fn send(
        self: &Arc<Self>,
        context: &Context,
        request: &Request,
        operation: &'static api::Operation,
        limits: Limits,
    ) -> Result<Response, Error> {
        let mut call = Call::new(request, limits);
        let authenticator = Some(&*self.authenticator);
        let (response, authorization) = self
            .attempts(context, &self.endpoint, request, authenticator, &mut call)
            .await?;
        let no_body = operation.empty_answer && response.body.trim_ascii().is_empty();
        let body = if no_body { b"{}" } else { &*response.body };
        match schema::read(body, operation.response) {
            Ok(value) => Ok(Response {
                value,
                http_status: response.status.as_u16(),
                request_id: response.request_id().map(ToOwned::to_owned),
                project: request.project.clone(),
                body_bytes: response.body.len(),
            }),
            Err(problem) => {
                let headers = Some(&response.headers);
                let redactor = self.redactor(&call.sent, authorization.as_ref(), headers);
                Err(call.unread(&response, problem, &redactor))
            }
        }
    }

    /// Sends a request until it is answered, or may not be sent again. Without an authenticator
    /// nothing is authorized.
    async fn attempts(
        self: &Arc<Self>,
        context: &Context,
        endpoint: &Endpoint,
        request: &Request,
        authenticator: Option<&dyn Authenticator>,
        call: &mut Call,
    ) -> Result<(RawResponse, Option<Authorization>), Error> {
        let mut refused = None;
        let mut remedied = false;
        loop {
            let refusal = refused.as_ref();
            let available = authenticator.and_then(|known| known.available(refusal));
            let authorization = match available {
                None if authenticator.is_some() => {
                    Some(self.authorize(context, call, refusal).await?)
                }
                available => available,
            };
            let skew = self.skew_seconds.load(Ordering::Relaxed);
            let authorized = authorization.as_ref();
            let outcome = self.attempt(context, endpoint, request, authorized, skew, call);
            let failure = match outcome.await {
                Ok(response) if response.status.is_success() => {
                    self.retry_budget.refund();
                    return Ok((response, authorization));
                }
                failure => failure,
            };
            if let (Ok(response), false) = (&failure, remedied)
                && let Some(remedy) = self.remedy(response, authorized, skew)
            {
                context.log.log_immediate_retry(request.operation, remedy);
                remedied = true;
                refused = authorization;
                continue;
            }
            let pause = pause_before_retry(
                call::outcome(&failure),
                request.idempotent,
                call.retries,
                random(),
            );
            let pause = pause
                .filter(|pause| call.may_pause(*pause))
                .filter(|_| self.retry_budget.spend());
            let answered = headers_of(&failure);
            let redactor = self.redactor(&call.sent, authorized, answered);
            let error = call.failed(failure, endpoint, &redactor);
            let Some(pause) = pause else {
                return Err(error);
            };
            call.retries = call.retries.saturating_add(1);
            context
                .log
                .log_retry(request.operation, call.retries, pause, &error);
            call.last_failure = Some(error.to_string());
            sleep(pause).await;
        }
    }

    async fn attempt(
        &self,
        context: &Context,
        endpoint: &Endpoint,
        request: &Request,
        authorization: Option<&Authorization>,
        skew_seconds: i64,
        call: &mut Call,
    ) -> Result<RawResponse, HttpError> {
        call.attempts = call.attempts.saturating_add(1);
        let headers = headers(endpoint, request, authorization, skew_seconds)?;
        call.sent = secrets_sent(&headers);
        let began = Instant::now();
        let timeouts = call.timeouts(request.idempotent);
        // On the heap, because the futures that await it are moved.
        let sending = Box::pin(
            context
                .connections
                .send(endpoint, request, headers, timeouts),
        );
        let outcome = sending.await;
        let attempt = call.attempts;
        context
            .log
            .log_request(request, attempt, began.elapsed(), &outcome, |text| {
                let answered = headers_of(&outcome);
                let redactor = self.redactor(&call.sent, authorization, answered);
                redactor.text(text)
            });
        outcome
    }

    /// Returns what changes before the request is sent again at once, if anything helps.
    fn remedy(
        &self,
        response: &RawResponse,
        authorization: Option<&Authorization>,
        skew_seconds: i64,
    ) -> Option<&'static str> {
        let unauthorized = response.status == http::StatusCode::UNAUTHORIZED;
        let renewable = unauthorized && self.authenticator.is_renewable();
        match authorization? {
            Authorization::Token(_) => renewable.then_some("with a new token"),
            Authorization::Key(_) if self.correct_clock(response, skew_seconds) => {
                Some("with the service's clock")
            }
            Authorization::Key(_) => renewable.then_some("with a new key"),
        }
    }

    /// Takes over the service's clock, if a wrong one is why a signature was refused.
    fn correct_clock(&self, response: &RawResponse, skew_seconds: i64) -> bool {
        if !matches!(response.status.as_u16(), 401 | 403) {
            return false;
        }
        let Some(theirs) = response.header("date").and_then(http_date) else {
            return false;
        };
        let skew = theirs.duration_since(Timestamp::now());
        // An absurd date says nothing about the clock, so the next signature is dated by ours.
        let believable = skew.abs() <= LARGEST_SKEW;
        let correction = if believable { skew.as_secs() } else { 0 };
        let used = SignedDuration::from_secs(skew_seconds);
        let wrong = skew.saturating_sub(used).abs() > TOLERATED_SKEW;
        let is_named = call::read_failure(response).error_code.as_deref() == Some(SKEW_CODE);
        if wrong || is_named {
            self.skew_seconds.store(correction, Ordering::Relaxed);
        }
        wrong || is_named
    }

    /// Returns what masks the secrets that an answer might repeat, or contain.
    fn redactor(
        &self,
        sent: &[SecretString],
        authorization: Option<&Authorization>,
        answered: Option<&HeaderMap>,
    ) -> Redactor {
        let issued = answered
            .into_iter()
            .flat_map(|headers| headers.get_all(crate::auth::ISSUED_TOKEN))
            .map(|token| {
                String::from_utf8_lossy(token.as_bytes())
                    .into_owned()
                    .into()
            });
        let mut secrets = self.authenticator.secrets();
        secrets.extend(
            authorization
                .map(Authorization::secrets)
                .unwrap_or_default(),
        );
        secrets.extend(self.config.proxy.secrets());
        secrets.extend(sent.iter().cloned());
        secrets.extend(issued);
        Redactor::new(&secrets)
    }
}

fn headers(
    endpoint: &Endpoint,
    request: &Request,
    authorization: Option<&Authorization>,
    skew_seconds: i64,
) -> Result<HeaderMap, HttpError> {
    let mut headers = HeaderMap::with_capacity(USUAL_HEADERS);
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    if let Some(content_type) = request.content_type() {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    }
    for (name, value) in &request.headers {
        insert(&mut headers, name, value.expose_secret(), true)?;
    }
    match authorization {
        None => {}
        Some(Authorization::Token(token)) => {
            insert(
                &mut headers,
                &AUTH_TOKEN,
                token.value().expose_secret(),
                true,
            )?;
        }
        Some(Authorization::Key(key)) => {
            let skew = SignedDuration::from_secs(skew_seconds);
            let now = Timestamp::now().saturating_add(skew);
            let now = now.unwrap_or_else(|_| Timestamp::now());
            key.sign(request, endpoint, now, |name, value| {
                insert(&mut headers, name, value, is_secret_header(name.as_str()))
            })?;
        }
    }
    Ok(headers)
}

fn headers_of(outcome: &Result<RawResponse, HttpError>) -> Option<&HeaderMap> {
    match outcome {
        Ok(response) => Some(&response.headers),
        Err(error) => error.headers(),
    }
}

fn insert(
    headers: &mut HeaderMap,
    name: &HeaderName,
    value: &str,
    is_secret: bool,
) -> Result<(), HttpError> {
    let mut value = HeaderValue::from_str(value).map_err(|_| {
        HttpError::Unsendable(format!("the value of {name} can't be sent in a header"))
    })?;
    value.set_sensitive(is_secret);
    headers.insert(name, value);
    Ok(())
}

/// Returns the secret values of headers, and the signature in one of them alone.
fn secrets_sent(headers: &HeaderMap) -> Vec<SecretString> {
    let values = headers.values().filter(|value| value.is_sensitive());
    let texts = values.filter_map(|value| std::str::from_utf8(value.as_bytes()).ok());
    texts
        .flat_map(|value| {
            let signature = value
                .rsplit_once("Signature=")
                .map(|(_, signature)| signature);
            std::iter::once(value).chain(signature)
        })
        .map(Into::into)
        .collect()
}
