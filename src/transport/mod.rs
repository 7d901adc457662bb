//! One call in, one answer out: attempts, deadline, limits.

mod call;
mod exchange;
mod fetch;
mod journal;
mod phase;
pub mod redact;
pub mod retry;
mod route;
#[cfg(test)]
mod simulation;
pub mod tls;

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use secrecy::ExposeSecret;
use tokio::time::{Instant, sleep};

use self::call::Call;
use self::exchange::{Breakdown, exchange};
pub use self::journal::{Journal, Level, Line};
use self::retry::{Quota, wait_before};
use self::route::Route;
pub use self::route::{Pool, Target};
use crate::credential::{Authenticator, Fetched};
use crate::error::Error;
use crate::model::{Failure, ProjectId, ReadError};
use crate::process::random;
use crate::wire::{Answer, Operation, Received, Request, Service, http_date};

/// The service's clock and ours may differ by this before a signature is refused.
const TOLERATED_SKEW: SignedDuration = SignedDuration::from_secs(15 * 60);
/// The code with which the gateway refuses a signature for its date.
const SKEW_CODE: &str = "APIGW.0303";

/// No request has more headers of ours.
const USUAL_HEADERS: usize = 8;
/// The header in which IAM hands out a token.
const ISSUED_TOKEN: &str = "x-subject-token";

/// How long one call may take, and how often it may be tried again.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// For the whole call, attempts and waits included; `None` for no limit.
    pub timeout: Option<Duration>,
    /// Tries after the first.
    pub max_retries: u32,
}

/// What came of a request, not yet read.
#[derive(Debug)]
pub struct Reply {
    received: Received,
    fetched: Fetched,
    call: Call,
}

impl Reply {
    /// How large the body is, decompressed.
    #[must_use]
    pub fn body_bytes(&self) -> usize {
        self.received.body.len()
    }
}

/// Sends calls; shared by all threads, loops and copies of a client.
#[derive(Debug)]
pub struct Transport {
    route: Route,
    max_response_bytes: usize,
    authenticator: Authenticator,
    quota: Quota,
    skew_seconds: AtomicI64,
}

impl Transport {
    /// Opens no connection yet.
    ///
    /// # Errors
    /// [`Error::Config`] if an endpoint, the proxy or the file of roots can't be used.
    pub fn new(target: Target, authenticator: Authenticator) -> Result<Self, Error> {
        let transport = Self {
            route: Route::of(&target)?,
            max_response_bytes: target.max_response_bytes,
            authenticator,
            quota: Quota::new(),
            skew_seconds: AtomicI64::new(0),
        };
        transport.pool()?;
        Ok(transport)
    }

    /// A pool of connections with this transport's settings; it belongs to the runtime that drives it.
    ///
    /// # Errors
    /// [`Error::Config`] if the proxy can't be used.
    pub fn pool(&self) -> Result<Pool, Error> {
        self.route.pool()
    }

    /// The project that calls name when the caller doesn't: the one the token is for.
    ///
    /// # Errors
    /// [`Error::InvalidParameters`] if the credential knows no project; else what fetching a token
    /// fails with.
    pub async fn project_of_token(&self, pool: &Pool, limits: Limits) -> Result<ProjectId, Error> {
        let call = Call::begin("finding the token's project", limits);
        if let Fetched::Token(token) = self.fetched(pool, &call, &Fetched::Nothing).await?
            && let Some(project) = token.project()
        {
            return Ok(project.clone());
        }
        Err(Error::invalid(
            "project_id",
            "is missing, and the client knows none; pass project_id= here or to create_client",
        ))
    }

    /// Runs an operation: authorises, sends, tries again where the policy says so, reads.
    ///
    /// # Errors
    /// Every variant but [`Error::Config`].
    pub async fn send<T>(
        &self,
        pool: &Pool,
        operation: &Operation<T>,
        limits: Limits,
    ) -> Result<Answer<T>, Error> {
        let request = &operation.request;
        let reply = self.ask(pool, request, limits).await?;
        self.read(request, reply, operation.read)
    }

    /// As [`Self::send`], but for the reading, which [`Self::read`] does wherever it is wanted.
    ///
    /// # Errors
    /// Every variant but [`Error::Config`].
    pub async fn ask(
        &self,
        pool: &Pool,
        request: &Request,
        limits: Limits,
    ) -> Result<Reply, Error> {
        let mut call = Call::of(request, limits);
        let (received, fetched) = self.attempts(pool, request, &mut call).await?;
        Ok(Reply {
            received,
            fetched,
            call,
        })
    }

    /// Reads what came of a request.
    ///
    /// # Errors
    /// [`Error::Decode`] if `read` can't; [`Error::Service`] if it is a refusal after all.
    pub fn read<T>(
        &self,
        request: &Request,
        reply: Reply,
        read: impl FnOnce(&Received) -> Result<T, ReadError>,
    ) -> Result<Answer<T>, Error> {
        let Reply {
            received,
            fetched,
            call,
        } = reply;
        match read(&received) {
            Ok(value) => Ok(Answer {
                value,
                http_status: received.status,
                request_id: received.request_id().map(ToOwned::to_owned),
                project: request.project.clone(),
                body_bytes: received.body.len(),
            }),
            Err(problem) => {
                let secrets = self.secrets(request, &fetched, Some(&received.headers));
                Err(match Failure::in_success(&received.body) {
                    Some(failure) => call.refused(&received, failure, &secrets),
                    None => call.unreadable(&received, problem, &secrets),
                })
            }
        }
    }

    /// What came, and what was shown to get it.
    async fn attempts(
        &self,
        pool: &Pool,
        request: &Request,
        call: &mut Call,
    ) -> Result<(Received, Fetched), Error> {
        let mut refused = Fetched::Nothing;
        let mut remedied = false;
        loop {
            let fetched = match request.service {
                Service::ModelArts => match self.held(&refused) {
                    Some(held) => held,
                    None => self.fetched(pool, call, &refused).await?,
                },
                Service::Iam | Service::Metadata => Fetched::Nothing,
            };
            let skew = self.skew_seconds.load(Ordering::Relaxed);
            // Boxed, since all that waits for it is moved about.
            let outcome = Box::pin(self.attempt(pool, request, &fetched, skew, call)).await;
            let failure = match outcome {
                Ok(received) if received.is_success() => {
                    self.quota.refund();
                    return Ok((received, fetched));
                }
                failure => failure,
            };
            if let (Ok(received), false) = (&failure, remedied)
                && let Some(remedy) = self.remedy(received, &fetched, skew)
            {
                pool.journal.put_right(request.operation, remedy);
                remedied = true;
                refused = fetched;
                continue;
            }
            let outcome = call::outcome(&failure);
            let wait = wait_before(outcome, request.repeatable, call.retries, random())
                .filter(|wait| call.may_wait(*wait))
                .filter(|_| self.quota.spend());
            let secrets = self.secrets(request, &fetched, headers_of(&failure));
            let error = call.failed(failure, self.route.peer(request.service), &secrets);
            match wait {
                None => return Err(error),
                Some(wait) => {
                    call.retries += 1;
                    pool.journal
                        .again(request.operation, call.retries, wait, &error);
                    call.last_failure = Some(error.to_string());
                    sleep(wait).await;
                }
            }
        }
    }

    async fn attempt(
        &self,
        pool: &Pool,
        request: &Request,
        fetched: &Fetched,
        skew_seconds: i64,
        call: &mut Call,
    ) -> Result<Received, Breakdown> {
        call.attempts += 1;
        let url = self.route.peer(request.service).url(request);
        let headers = self.headers(request, fetched, skew_seconds)?;
        let began = Instant::now();
        let outcome = exchange(
            pool.to(request.service),
            url,
            request,
            headers,
            call.patience(request.repeatable),
            self.max_response_bytes,
        )
        .await;
        pool.journal
            .sent(request, call.attempts, began.elapsed(), &outcome, |text| {
                redact::text(text, &self.secrets(request, fetched, headers_of(&outcome)))
            });
        outcome
    }

    fn headers(
        &self,
        request: &Request,
        fetched: &Fetched,
        skew_seconds: i64,
    ) -> Result<HeaderMap, Breakdown> {
        let mut headers = HeaderMap::with_capacity(USUAL_HEADERS);
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        if let Some(content_type) = request.content_type() {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
        for (name, value) in &request.headers {
            insert_secret(&mut headers, name, value.expose_secret())?;
        }
        if request.service == Service::ModelArts {
            let peer = self.route.peer(request.service);
            let path = peer.path(request);
            let now = Timestamp::now() + SignedDuration::from_secs(skew_seconds);
            self.authenticator
                .prove(request, &path, &peer.host, fetched, now, |name, value| {
                    insert_secret(&mut headers, name, value)
                })?;
        }
        Ok(headers)
    }

    /// With what trying once more can help, by the clock that was used.
    fn remedy(
        &self,
        received: &Received,
        fetched: &Fetched,
        skew_seconds: i64,
    ) -> Option<&'static str> {
        match (&self.authenticator, fetched) {
            (_, Fetched::Token(_)) => (received.status == 401).then_some("with a new token"),
            (Authenticator::AccessKey { .. }, _) | (_, Fetched::Key(_))
                if self.correct_clock(received, skew_seconds) =>
            {
                Some("by the service's clock")
            }
            (_, Fetched::Key(_)) => (received.status == 401).then_some("with a new key"),
            (_, Fetched::Nothing) => None,
        }
    }

    fn correct_clock(&self, received: &Received, skew_seconds: i64) -> bool {
        if !matches!(received.status, 401 | 403) {
            return false;
        }
        let Some(theirs) = received.header("date").and_then(http_date) else {
            return false;
        };
        let ours = Timestamp::now();
        let skew = theirs.duration_since(ours);
        let used = SignedDuration::from_secs(skew_seconds);
        let wrong = (skew - used).abs() > TOLERATED_SKEW;
        let said_so = Failure::read(&received.body)
            .is_some_and(|failure| failure.error_code.as_deref() == Some(SKEW_CODE));
        if wrong || said_so {
            self.skew_seconds.store(skew.as_secs(), Ordering::Relaxed);
        }
        wrong || said_so
    }

    /// The secrets that the answer to a request might echo, or bring.
    fn secrets(
        &self,
        request: &Request,
        fetched: &Fetched,
        answered: Option<&HeaderMap>,
    ) -> Vec<String> {
        let shown = request.headers.iter().map(|(_, value)| value);
        let issued = answered
            .into_iter()
            .flat_map(|headers| headers.get_all(ISSUED_TOKEN));
        self.authenticator
            .secrets()
            .into_iter()
            .chain(fetched.secrets())
            .chain(shown.map(|secret| secret.expose_secret().to_owned()))
            .chain(issued.map(|token| String::from_utf8_lossy(token.as_bytes()).into_owned()))
            .collect()
    }
}

fn headers_of(outcome: &Result<Received, Breakdown>) -> Option<&HeaderMap> {
    match outcome {
        Ok(received) => Some(&received.headers),
        Err(Breakdown::Unreadable { received, .. }) => Some(&received.headers),
        Err(_) => None,
    }
}

fn insert_secret(headers: &mut HeaderMap, name: &HeaderName, value: &str) -> Result<(), Breakdown> {
    let mut value = HeaderValue::from_str(value).map_err(|_| {
        Breakdown::Unsendable(format!("the value of {name} can't stand in a header"))
    })?;
    value.set_sensitive(true);
    headers.insert(name, value);
    Ok(())
}
