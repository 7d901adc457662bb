//! Sends a request until there is a response, or until it may not be sent again.
#![deny(clippy::arithmetic_side_effects)]

use std::sync::atomic::{AtomicI64, Ordering};

use http::StatusCode;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use tokio::time::{Instant, sleep, timeout_at};

use super::call::{self, Call};
use super::context::Context;
use super::redact::{Redactor, is_secret_header};
use super::retry::{RetryBudget, pause_before_retry};
use crate::api::CodeKind;
use crate::auth::{Authenticator, Authorization, ISSUED_TOKEN, Spawn};
use crate::error::{Error, Phase};
use crate::explain::documented;
use crate::http::{Connections, Endpoint, HttpConfig, HttpError, RawResponse, Request, http_date};
use crate::process::random;

/// The difference of the clocks up to which the service accepts a signature.
const TOLERATED_SKEW: SignedDuration = SignedDuration::from_secs(15 * 60);
/// A larger difference of the clocks is ignored.
const MAX_SKEW: SignedDuration = SignedDuration::from_secs(100 * 366 * 24 * 3600);

/// The capacity for the headers that a request usually has.
const TYPICAL_HEADER_COUNT: usize = 8;
static AUTH_TOKEN: HeaderName = HeaderName::from_static("x-auth-token");

/// Sends requests, authorized or not; shared by all calls of a client.
#[derive(Debug)]
pub(super) struct Sender {
    config: HttpConfig,
    authenticator: Box<dyn Authenticator>,
    retry_budget: RetryBudget,
    skew_seconds: AtomicI64,
}

impl Sender {
    pub(super) fn new(config: HttpConfig, authenticator: Box<dyn Authenticator>) -> Self {
        Self {
            config,
            authenticator,
            retry_budget: RetryBudget::new(),
            skew_seconds: AtomicI64::new(0),
        }
    }

    pub(super) fn connections(&self) -> Result<Connections, Error> {
        Connections::new(&self.config)
    }

    /// Sends a request, again after failures that may pass, until it succeeds. It is authorized if
    /// there are `exchanges`, which fetch missing credentials.
    pub(super) async fn send(
        &self,
        context: &Context,
        endpoint: &Endpoint,
        request: &Request,
        exchanges: Option<&dyn Spawn>,
        call: &mut Call,
    ) -> Result<(RawResponse, Option<Authorization>), Error> {
        let mut refused = None;
        let mut remedied = false;
        loop {
            let authorization = match exchanges {
                Some(exchanges) => {
                    let authorizing = self.authorize(endpoint, call, refused.as_ref(), exchanges);
                    Some(authorizing.await?)
                }
                None => None,
            };
            let authorized = authorization.as_ref();
            let skew = self.skew_seconds.load(Ordering::Relaxed);
            let attempt = self.attempt(context, endpoint, request, authorized, skew, call);
            let outcome = match attempt.await {
                Ok(response) if response.status.is_success() => {
                    self.retry_budget.refund();
                    return Ok((response, authorization));
                }
                failure => failure,
            };
            if let (Ok(response), false) = (&outcome, remedied)
                && let Some(remedy) = self.remedy(response, authorized, skew)
            {
                context.log.log_immediate_retry(request.operation, remedy);
                remedied = true;
                refused = authorization;
                continue;
            }
            self.pause(context, endpoint, request, authorized, outcome, call)
                .await?;
        }
    }

    /// Pauses before the next attempt, or returns the error of the call if there is none.
    async fn pause(
        &self,
        context: &Context,
        endpoint: &Endpoint,
        request: &Request,
        authorization: Option<&Authorization>,
        failure: Result<RawResponse, HttpError>,
        call: &mut Call,
    ) -> Result<(), Error> {
        let outcome = call::outcome(&failure);
        let pause = pause_before_retry(outcome, request.idempotent, call.retries, random())
            .filter(|pause| call.may_pause(*pause))
            .filter(|_| self.retry_budget.spend());
        let redactor = self.redactor(&call.sent_secrets, authorization, headers_of(&failure));
        let error = call.attempt_error(failure, endpoint, &redactor);
        let Some(pause) = pause else {
            return Err(error);
        };
        call.retries = call.retries.saturating_add(1);
        context
            .log
            .log_retry(request.operation, call.retries, pause, &error);
        call.last_failure = Some(error.message());
        sleep(pause).await;
        Ok(())
    }

    /// Returns what authorizes a request, within the deadline of its call. `refused` is what the
    /// service no longer accepts.
    pub(super) async fn authorize(
        &self,
        endpoint: &Endpoint,
        call: &Call,
        refused: Option<&Authorization>,
        exchanges: &dyn Spawn,
    ) -> Result<Authorization, Error> {
        if let Some(available) = self.authenticator.available(refused) {
            return Ok(available);
        }
        let fetching = self.authenticator.fetch(refused, exchanges);
        let Some(deadline) = call.deadline else {
            return fetching.await;
        };
        timeout_at(deadline, fetching).await.unwrap_or_else(|_| {
            let exchanged_at = self.authenticator.exchange_endpoint();
            Err(call.timed_out(Phase::Waiting, exchanged_at.unwrap_or(endpoint), None))
        })
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
        let secrets = headers.values().filter(|value| value.is_sensitive());
        call.sent_secrets = secrets.cloned().collect();
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
                let redactor =
                    self.redactor(&call.sent_secrets, authorization, headers_of(&outcome));
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
        let unauthorized = response.status == StatusCode::UNAUTHORIZED;
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
        let believable = skew.abs() <= MAX_SKEW;
        let correction = if believable { skew.as_secs() } else { 0 };
        let used = SignedDuration::from_secs(skew_seconds);
        let wrong = skew.saturating_sub(used).abs() > TOLERATED_SKEW;
        let code = call::read_failure(response).error_code;
        let documented = code.as_deref().and_then(documented);
        let is_named = documented.is_some_and(|code| code.kind == Some(CodeKind::ClockSkew));
        if wrong || is_named {
            self.skew_seconds.store(correction, Ordering::Relaxed);
        }
        wrong || is_named
    }

    /// Returns what masks the secrets that a response might repeat, or contain: `sent` are the secret
    /// headers of its request, `received` are its own.
    pub(super) fn redactor(
        &self,
        sent: &[HeaderValue],
        authorization: Option<&Authorization>,
        received: Option<&HeaderMap>,
    ) -> Redactor {
        let issued = received
            .into_iter()
            .flat_map(|headers| headers.get_all(ISSUED_TOKEN));
        let issued = issued.map(|token| String::from_utf8_lossy(token.as_bytes()).into_owned());
        let mut secrets = self.authenticator.secrets();
        secrets.extend(
            authorization
                .map(Authorization::secrets)
                .unwrap_or_default(),
        );
        secrets.extend(self.config.proxy.secrets());
        secrets.extend(secrets_in(sent));
        secrets.extend(issued.map(SecretString::from));
        Redactor::new(&secrets)
    }
}

fn headers(
    endpoint: &Endpoint,
    request: &Request,
    authorization: Option<&Authorization>,
    skew_seconds: i64,
) -> Result<HeaderMap, HttpError> {
    let mut headers = HeaderMap::with_capacity(TYPICAL_HEADER_COUNT);
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
            let token = token.value().expose_secret();
            insert(&mut headers, &AUTH_TOKEN, token, true)?;
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
        HttpError::Unsendable(message!(
            "the value of {name} can't be sent in a header",
            name = name.as_str()
        ))
    })?;
    value.set_sensitive(is_secret);
    headers.insert(name, value);
    Ok(())
}

/// Returns secret values of headers, and the signature in one of them alone.
fn secrets_in(values: &[HeaderValue]) -> impl Iterator<Item = SecretString> {
    let texts = values
        .iter()
        .filter_map(|value| std::str::from_utf8(value.as_bytes()).ok());
    texts
        .flat_map(|value| {
            let signature = value
                .rsplit_once("Signature=")
                .map(|(_, signature)| signature);
            std::iter::once(value).chain(signature)
        })
        .map(Into::into)
}
