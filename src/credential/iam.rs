//! Password → token: fetched once for all who wait, shared, and renewed in time.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use arc_swap::ArcSwapOption;
use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::json;

use crate::error::Error;
use crate::model::{ProjectId, ReadError, read};
use crate::process::PerProcess;
use crate::wire::{Method, Operation, Received, Request, Service};

/// A token is renewed this long before it expires, or a tenth of its life, whichever is less.
const MARGIN: Duration = Duration::from_secs(300);
/// When a renewal ahead of time fails, the next one waits this long; the token still serves.
const NEXT_RENEWAL: Duration = Duration::from_secs(30);
/// A renewal ahead of time keeps its own call waiting no longer than this, for the same reason.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a token is valid for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// The project of that id.
    Project(ProjectId),
    /// The project that a region has by default.
    Region(String),
}

/// A token and when to stop using it.
#[derive(Debug, Clone)]
pub struct Token {
    value: SecretString,
    project: Option<ProjectId>,
    renew: Instant,
    expires: Instant,
}

impl Token {
    /// A token that was fetched at `now` and lives for `life`.
    #[must_use]
    pub fn new(
        value: SecretString,
        project: Option<ProjectId>,
        now: Instant,
        life: Duration,
    ) -> Self {
        let expires = now + life;
        Self {
            value,
            project,
            renew: expires - MARGIN.min(life / 10),
            expires,
        }
    }

    /// What goes into `X-Auth-Token`.
    #[must_use]
    pub fn value(&self) -> &SecretString {
        &self.value
    }

    /// The project that the token is scoped to, as IAM said.
    #[must_use]
    pub fn project(&self) -> Option<&ProjectId> {
        self.project.as_ref()
    }

    fn is(&self, other: &Self) -> bool {
        self.value.expose_secret() == other.value.expose_secret()
    }

    fn renewed_later(&self, now: Instant) -> Self {
        Self {
            renew: (now + NEXT_RENEWAL).min(self.expires),
            ..self.clone()
        }
    }
}

/// `POST /v3/auth/tokens`: what turns a password into a token.
#[must_use]
pub fn token_request(
    account: &str,
    username: &str,
    password: &SecretString,
    scope: &Scope,
) -> Operation<Token> {
    let project = match scope {
        Scope::Project(id) => json!({"id": id.as_str()}),
        Scope::Region(name) => json!({"name": name}),
    };
    let body = json!({"auth": {
        "identity": {
            "methods": ["password"],
            "password": {"user": {
                "name": username,
                "password": password.expose_secret(),
                "domain": {"name": account},
            }},
        },
        "scope": {"project": project},
    }});
    Operation {
        request: Request {
            operation: "fetching a token from IAM",
            service: Service::Iam,
            method: Method::Post,
            path: "/v3/auth/tokens".to_owned(),
            query: "nocatalog=true".to_owned(),
            body: body.to_string().into_bytes(),
            project: None,
            repeatable: true,
        },
        read: read_token,
    }
}

#[derive(Deserialize)]
struct Body {
    token: BodyToken,
}

#[derive(Deserialize)]
struct BodyToken {
    expires_at: String,
    issued_at: Option<String>,
    project: Option<BodyProject>,
}

#[derive(Deserialize)]
struct BodyProject {
    id: String,
}

fn read_token(received: &Received) -> Result<Token, ReadError> {
    let value = received
        .header("x-subject-token")
        .ok_or_else(|| ReadError {
            path: String::new(),
            problem: "the header X-Subject-Token is missing".to_owned(),
        })?;
    let Body { token } = read(&received.body)?;
    let life = life(&token, received.header("date"))?;
    let project = token
        .project
        .and_then(|project| ProjectId::new("project_id", project.id).ok());
    Ok(Token::new(value.into(), project, Instant::now(), life))
}

/// How long a token lives, by IAM's own clock, so that a wrong one here does no harm.
fn life(token: &BodyToken, date: Option<&str>) -> Result<Duration, ReadError> {
    let expires = timestamp(&token.expires_at, "token.expires_at")?;
    let issued = match &token.issued_at {
        Some(issued) => timestamp(issued, "token.issued_at")?,
        None => date
            .and_then(crate::wire::http_date)
            .unwrap_or_else(Timestamp::now),
    };
    Ok(Duration::try_from(expires.duration_since(issued)).unwrap_or(Duration::ZERO))
}

fn timestamp(text: &str, path: &str) -> Result<Timestamp, ReadError> {
    text.parse().map_err(|_| ReadError {
        path: path.to_owned(),
        problem: format!("{text:?} is no time, expected one like 2020-01-04T09:05:22.701000Z"),
    })
}

/// The token that all calls of a client share.
#[derive(Debug, Default)]
pub struct TokenStore {
    current: ArcSwapOption<Token>,
    renewal: PerProcess<Renewal>,
}

/// Whose turn it is to fetch, and how the last fetch ended.
#[derive(Debug, Default)]
struct Renewal {
    turn: tokio::sync::Mutex<Option<Error>>,
    finished: AtomicU64,
}

impl TokenStore {
    /// The shared token, valid or not.
    #[must_use]
    pub fn present(&self) -> Option<Arc<Token>> {
        self.current.load_full()
    }

    /// A token that is valid now: the shared one or, if it must be, one that `fetch` brings.
    ///
    /// `refused` is a token that the service no longer takes. Whoever waits while another call
    /// fetches gets what that fetch brings, be it a token or an error.
    ///
    /// # Errors
    /// What the fetch failed with.
    pub async fn valid<F>(
        &self,
        refused: Option<&Token>,
        fetch: impl FnOnce() -> F,
    ) -> Result<Arc<Token>, Error>
    where
        F: Future<Output = Result<Token, Error>>,
    {
        let usable = || {
            self.current.load_full().filter(|token| {
                token.expires > Instant::now() && !refused.is_some_and(|refused| refused.is(token))
            })
        };
        let lasting = |token: &Arc<Token>| token.renew > Instant::now();
        let present = usable();
        if let Some(token) = present.as_ref().filter(|token| lasting(token)) {
            return Ok(Arc::clone(token));
        }
        let renewal = self.renewal.get_or_init(Renewal::default);
        let finished = renewal.finished.load(Ordering::Acquire);
        let mut last = match &present {
            None => renewal.turn.lock().await,
            Some(token) => match renewal.turn.try_lock() {
                Ok(turn) => turn,
                Err(_) => return Ok(Arc::clone(token)),
            },
        };
        // What another call fetched before this one's turn came serves both.
        let present = usable();
        let told = renewal.finished.load(Ordering::Acquire) != finished;
        match (&present, &*last) {
            (Some(token), _) if lasting(token) => return Ok(Arc::clone(token)),
            (None, Some(error)) if told => return Err(error.clone()),
            _ => {}
        }
        let fetched = match &present {
            None => fetch().await,
            Some(token) => {
                // Before the fetch, so that the next call doesn't take up one that is given up.
                let later = token.renewed_later(Instant::now());
                self.current.store(Some(Arc::new(later)));
                match tokio::time::timeout(PATIENCE, fetch()).await {
                    Ok(fetched) => fetched,
                    Err(_) => return Ok(Arc::clone(token)),
                }
            }
        };
        // The caller's own deadline says nothing to the others; one of them fetches next.
        if !matches!(fetched, Err(Error::Timeout(_))) {
            *last = fetched.as_ref().err().cloned();
            renewal.finished.fetch_add(1, Ordering::Release);
        }
        match (fetched, present) {
            (Ok(token), _) => {
                let token = Arc::new(token);
                self.current.store(Some(Arc::clone(&token)));
                Ok(token)
            }
            (Err(_), Some(still_valid)) => Ok(still_valid),
            (Err(error), None) => Err(error),
        }
    }
}
