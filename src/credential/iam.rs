//! Password → token, at IAM.

use std::time::Duration;

use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::json;
use tokio::time::Instant;

use super::store::{Lasting, Store, Term};
use crate::model::{ProjectId, ReadError, read};
use crate::wire::{Method, Operation, Received, Request, Service};

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
    term: Term,
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
        Self {
            value,
            project,
            term: Term::new(now, life),
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
}

impl Lasting for Token {
    fn term(&self) -> &Term {
        &self.term
    }

    fn with_term(&self, term: Term) -> Self {
        Self {
            term,
            ..self.clone()
        }
    }

    fn is(&self, other: &Self) -> bool {
        self.value.expose_secret() == other.value.expose_secret()
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
            headers: Vec::new(),
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
    let issued = match &token.issued_at {
        Some(issued) => Some(timestamp(issued, "token.issued_at")?),
        None => None,
    };
    let expires = timestamp(&token.expires_at, "token.expires_at")?;
    let life = life(expires, issued, received);
    let project = token
        .project
        .and_then(|project| ProjectId::new("project_id", project.id).ok());
    Ok(Token::new(value.into(), project, Instant::now(), life))
}

/// How long something lives, by the clock of who issued it, so that a wrong one here does no harm.
pub(super) fn life(expires: Timestamp, issued: Option<Timestamp>, received: &Received) -> Duration {
    let issued = issued
        .or_else(|| received.header("date").and_then(crate::wire::http_date))
        .unwrap_or_else(Timestamp::now);
    Duration::try_from(expires.duration_since(issued)).unwrap_or(Duration::ZERO)
}

pub(super) fn timestamp(text: &str, path: &str) -> Result<Timestamp, ReadError> {
    text.parse().map_err(|_| ReadError {
        path: path.to_owned(),
        problem: format!("{text:?} is no time, expected one like 2020-01-04T09:05:22.701000Z"),
    })
}

/// The token that all calls of a client share.
pub type TokenStore = Store<Token>;
