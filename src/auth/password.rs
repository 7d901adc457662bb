//! A password, exchanged for tokens at IAM.

use std::sync::Arc;

use bytes::Bytes;
use http::Method;
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use tokio::time::Instant;

use super::cache::is_refusal;
use super::lifetime::{life, timestamp};
use super::{
    Authenticator, Authorization, BoxFuture, Cache, ExchangeClient, Lifetime, Scope, Spawn, Token,
};
use crate::api::{Field, Object, Presence, Shape};
use crate::error::Error;
use crate::http::{Endpoint, RawResponse, Request};
use crate::schema::{ReadError, check_id, read};
use crate::value::Value;

/// The header in which IAM issues a token.
pub(crate) const ISSUED_TOKEN: &str = "x-subject-token";
/// What errors call the exchange.
pub const LOGIN: &str = translatable!("fetching a token from IAM");

/// Returns whether IAM refused a password, which may lock its user out if it is sent again.
#[must_use]
pub fn is_refused_login(error: &Error) -> bool {
    matches!(error, Error::Service(refusal) if refusal.operation == LOGIN && is_refusal(error))
}

/// Account, user and password, and the token they were exchanged for.
#[derive(Debug)]
pub struct Password {
    login: Arc<Login>,
    tokens: Arc<Cache<Token>>,
}

#[derive(Debug)]
struct Login {
    account: String,
    username: String,
    password: SecretString,
    scope: Scope,
    iam: Endpoint,
}

impl Password {
    /// Exchanges a password at an IAM.
    #[must_use]
    pub fn new(
        account: String,
        username: String,
        password: SecretString,
        scope: Scope,
        iam: Endpoint,
    ) -> Self {
        let login = Arc::new(Login {
            account,
            username,
            password,
            scope,
            iam,
        });
        Self {
            login,
            tokens: Arc::default(),
        }
    }
}

impl Authenticator for Password {
    fn available(&self, refused: Option<&Authorization>) -> Option<Authorization> {
        let token = self.tokens.fresh(refused.and_then(Authorization::token));
        token.map(Authorization::Token)
    }

    fn fetch<'a>(
        &'a self,
        refused: Option<&'a Authorization>,
        spawn: &'a dyn Spawn,
    ) -> BoxFuture<'a, Result<Authorization, Error>> {
        Box::pin(async move {
            let refused = refused.and_then(Authorization::token);
            let token = self.tokens.get_or_fetch(refused, |completion| {
                let login = Arc::clone(&self.login);
                spawn.spawn(Box::new(move |exchange| {
                    Box::pin(async move { completion.finish(login.token(&*exchange).await) })
                }))
            });
            token.await.map(Authorization::Token)
        })
    }

    fn is_renewable(&self) -> bool {
        true
    }

    fn secrets(&self) -> Vec<SecretString> {
        let token = self.tokens.current().map(|token| token.value().clone());
        let password = self.login.password.clone();
        std::iter::once(password).chain(token).collect()
    }

    fn exchange_endpoint(&self) -> Option<&Endpoint> {
        Some(&self.login.iam)
    }
}

impl Login {
    async fn token(&self, exchange: &dyn ExchangeClient) -> Result<Token, Error> {
        let response = exchange.send(&self.iam, self.request(), false).await?;
        response.read(read_token)
    }

    /// `POST /v3/auth/tokens`
    fn request(&self) -> Request {
        let project = match &self.scope {
            Scope::Project(id) => json!({"id": &**id}),
            Scope::Name(name) | Scope::Region(name) => json!({"name": name}),
        };
        let body = json!({"auth": {
            "identity": {
                "methods": ["password"],
                "password": {"user": {
                    "name": self.username,
                    "password": self.password.expose_secret(),
                    "domain": {"name": self.account},
                }},
            },
            "scope": {"project": project},
        }});
        Request {
            operation: LOGIN,
            method: Method::POST,
            path: "/v3/auth/tokens".to_owned(),
            query: "nocatalog=true".to_owned(),
            body: Bytes::from(body.to_string()),
            project: None,
            headers: Vec::new(),
            idempotent: true,
        }
    }
}

static RESPONSE: Object = Object {
    module: "modelarts.responses",
    class: "Response",
    fields: &[Field {
        name: "token",
        presence: Presence::Required,
        shape: Shape::Object(&Object {
            module: "modelarts.responses",
            class: "Response",
            fields: &[
                Field {
                    name: "expires_at",
                    presence: Presence::Required,
                    shape: Shape::Text,
                },
                Field {
                    name: "issued_at",
                    presence: Presence::Optional,
                    shape: Shape::Text,
                },
                Field {
                    name: "project",
                    presence: Presence::Optional,
                    shape: Shape::Any,
                },
            ],
        }),
    }],
};

fn read_token(response: &RawResponse) -> Result<Token, ReadError> {
    let value = response
        .header(ISSUED_TOKEN)
        .ok_or_else(|| ReadError::new(message!("the header X-Subject-Token is missing")))?;
    let body = read(&response.body, &RESPONSE)?;
    let token = body.get("token").and_then(Value::as_object);
    let text = |name: &str| token.and_then(|token| token.text(name));
    let issued = text("issued_at")
        .map(|issued| timestamp(issued, "token.issued_at"))
        .transpose()?;
    let expires = timestamp(text("expires_at").unwrap_or_default(), "token.expires_at")?;
    let project = token
        .and_then(|token| token.get("project")?.as_object()?.text("id"))
        .filter(|id| check_id(id, &[]).is_none())
        .map(Arc::from);
    let lifetime = Lifetime::new(Instant::now(), life(expires, issued, response));
    Ok(Token::new(value.into(), project, lifetime))
}
