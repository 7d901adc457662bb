//! One call in, one answer out: attempts, deadline, limits.

mod call;
mod exchange;
mod journal;
pub mod redact;
pub mod retry;
mod route;
pub mod tls;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderName};
use secrecy::ExposeSecret;
use tokio::time::{Instant, sleep};

use self::call::Call;
use self::exchange::{Breakdown, Header, exchange};
pub use self::journal::{Journal, Level, Line};
use self::retry::{Quota, wait_before};
use self::route::Route;
pub use self::route::{Pool, Target};
use crate::credential::Authenticator;
use crate::credential::iam::Token;
use crate::error::Error;
use crate::model::{Failure, ProjectId};
use crate::wire::{Answer, Operation, Received, Request, Service, http_date};

/// The service's clock and ours may differ by this before a signature is refused.
const TOLERATED_SKEW: SignedDuration = SignedDuration::from_secs(15 * 60);
/// The code with which the gateway refuses a signature for its date.
const SKEW_CODE: &str = "APIGW.0303";

/// How long one call may take, and how often it may be tried again.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// For the whole call, attempts and waits included; `None` for no limit.
    pub timeout: Option<Duration>,
    /// Tries after the first.
    pub max_retries: u32,
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
        let mut call = Call::begin("finding the token's project", limits);
        let token = self.token(pool, &mut call, None).await?;
        token.as_ref().and_then(|token| token.project().cloned()).ok_or_else(|| {
            Error::invalid(
                "project_id",
                "is missing, and the client knows none; pass project_id= here or to create_client",
            )
        })
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
        let mut call = Call::of(&operation.request, limits);
        let received = self.attempts(pool, &operation.request, &mut call).await?;
        self.read(operation, received, &call)
    }

    fn read<T>(
        &self,
        operation: &Operation<T>,
        received: Received,
        call: &Call,
    ) -> Result<Answer<T>, Error> {
        match (operation.read)(&received) {
            Ok(value) => Ok(Answer {
                value,
                http_status: received.status,
                request_id: received.request_id().map(ToOwned::to_owned),
                project: operation.request.project.clone(),
            }),
            Err(problem) => Err(match Failure::in_success(&received.body) {
                Some(failure) => call.refused(&received, failure, &self.secrets_in(&received)),
                None => call.unreadable(&received, problem, &self.secrets_in(&received)),
            }),
        }
    }

    async fn attempts(
        &self,
        pool: &Pool,
        request: &Request,
        call: &mut Call,
    ) -> Result<Received, Error> {
        let mut refused_token = None;
        let mut remedied = false;
        loop {
            let token = match request.service {
                Service::ModelArts => {
                    Box::pin(self.token(pool, call, refused_token.as_deref())).await?
                }
                Service::Iam => None,
            };
            let outcome = self.attempt(pool, request, token.as_ref(), call).await;
            let failure = match outcome {
                Ok(received) if received.is_success() => {
                    self.quota.refund();
                    return Ok(received);
                }
                failure => failure,
            };
            if let (Ok(received), false) = (&failure, remedied)
                && let Some(remedy) = self.remedy(received, token.as_deref())
            {
                pool.journal.put_right(request.operation, remedy);
                remedied = true;
                refused_token = token;
                continue;
            }
            let outcome = call::outcome(&failure);
            let wait = wait_before(outcome, request.repeatable, call.retries, fastrand::f64())
                .filter(|wait| call.may_wait(*wait))
                .filter(|_| self.quota.spend());
            let error = call.failed(
                failure,
                &self.route.peer(request.service).host,
                |received| self.secrets_in(received),
            );
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
        token: Option<&Arc<Token>>,
        call: &mut Call,
    ) -> Result<Received, Breakdown> {
        call.attempts += 1;
        let base = &self.route.peer(request.service).base;
        let headers = self.headers(request, token);
        let began = Instant::now();
        let outcome = exchange(
            &pool.http,
            base,
            request,
            headers,
            call.deadline(),
            self.max_response_bytes,
        )
        .await;
        pool.journal
            .sent(request, call.attempts, began.elapsed(), &outcome);
        outcome
    }

    fn headers(&self, request: &Request, token: Option<&Arc<Token>>) -> Vec<Header> {
        let mut headers = vec![plain(ACCEPT, "application/json")];
        headers.extend(
            request
                .content_type()
                .map(|content_type| plain(CONTENT_TYPE, content_type)),
        );
        if request.service == Service::ModelArts {
            let peer = self.route.peer(request.service);
            let path = format!("{}{}", peer.prefix, request.path);
            let now = Timestamp::now()
                + SignedDuration::from_secs(self.skew_seconds.load(Ordering::Relaxed));
            let proof = self
                .authenticator
                .proof(request, &path, &peer.host, token, now);
            headers.extend(proof.into_iter().filter_map(|(name, value)| {
                let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
                Some(Header {
                    name,
                    value: value.expose_secret().to_owned(),
                    secret: true,
                })
            }));
        }
        headers
    }

    /// The shared token, if this credential is one that needs one.
    async fn token(
        &self,
        pool: &Pool,
        call: &mut Call,
        refused: Option<&Token>,
    ) -> Result<Option<Arc<Token>>, Error> {
        let Some((tokens, token_request)) = self.authenticator.exchange() else {
            return Ok(None);
        };
        let limits = call.remaining();
        let fetch = async || {
            let operation = token_request();
            let mut inner = Call::of(&operation.request, limits);
            let received = self.attempts(pool, &operation.request, &mut inner).await?;
            Ok(self.read(&operation, received, &inner)?.value)
        };
        let waiting = tokens.valid(refused, fetch);
        match call.deadline() {
            None => waiting.await.map(Some),
            Some(deadline) => match tokio::time::timeout_at(deadline, waiting).await {
                Ok(token) => token.map(Some),
                Err(_) => Err(call.timed_out(
                    crate::error::Phase::Waiting,
                    &self.route.peer(Service::Iam).host,
                )),
            },
        }
    }

    /// With what trying once more can help.
    fn remedy(&self, received: &Received, token: Option<&Token>) -> Option<&'static str> {
        match &self.authenticator {
            Authenticator::Password { .. } => {
                (received.status == 401 && token.is_some()).then_some("with a new token")
            }
            Authenticator::AccessKey { .. } => self
                .correct_clock(received)
                .then_some("by the service's clock"),
            Authenticator::Token(_) => None,
        }
    }

    fn correct_clock(&self, received: &Received) -> bool {
        if !matches!(received.status, 401 | 403) {
            return false;
        }
        let Some(theirs) = received.header("date").and_then(http_date) else {
            return false;
        };
        let ours = Timestamp::now();
        let skew = theirs.duration_since(ours);
        let used = SignedDuration::from_secs(self.skew_seconds.load(Ordering::Relaxed));
        let wrong = (skew - used).abs() > TOLERATED_SKEW;
        let said_so = Failure::read(&received.body)
            .is_some_and(|failure| failure.error_code.as_deref() == Some(SKEW_CODE));
        if wrong || said_so {
            self.skew_seconds.store(skew.as_secs(), Ordering::Relaxed);
        }
        wrong || said_so
    }

    /// The secrets that an answer might echo.
    fn secrets_in(&self, received: &Received) -> Vec<String> {
        let issued = received.header("x-subject-token").map(ToOwned::to_owned);
        self.authenticator
            .secrets()
            .into_iter()
            .chain(issued)
            .collect()
    }
}

fn plain(name: HeaderName, value: &str) -> Header {
    Header {
        name,
        value: value.to_owned(),
        secret: false,
    }
}
