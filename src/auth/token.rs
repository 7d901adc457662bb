//! Tokens of IAM, and a token that the user has.

use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};

use super::cache::Expiring;
use super::{Authenticator, Authorization, BoxFuture, Lifetime, Spawn};
use crate::error::Error;
use crate::http::Endpoint;

/// A token, and when to stop using it.
#[derive(Debug)]
pub struct Token {
    value: SecretString,
    project: Option<Arc<str>>,
    lifetime: Option<Lifetime>,
}

impl Token {
    /// Creates a token that IAM issued.
    #[must_use]
    pub fn new(value: SecretString, project: Option<Arc<str>>, lifetime: Lifetime) -> Self {
        Self {
            value,
            project,
            lifetime: Some(lifetime),
        }
    }

    /// Returns what is sent in `X-Auth-Token`.
    #[must_use]
    pub fn value(&self) -> &SecretString {
        &self.value
    }

    /// Returns the project that IAM says it is for.
    #[must_use]
    pub fn project(&self) -> Option<&Arc<str>> {
        self.project.as_ref()
    }
}

impl Expiring for Token {
    fn lifetime(&self) -> Option<&Lifetime> {
        self.lifetime.as_ref()
    }

    fn is_same(&self, other: &Self) -> bool {
        self.value.expose_secret() == other.value.expose_secret()
    }
}

/// A token that the user has; nothing can be fetched in its place.
#[derive(Debug)]
pub struct FixedToken(Arc<Token>);

impl FixedToken {
    /// Uses a token as it is.
    #[must_use]
    pub fn new(value: SecretString) -> Self {
        Self(Arc::new(Token {
            value,
            project: None,
            lifetime: None,
        }))
    }
}

impl Authenticator for FixedToken {
    fn available(&self, _refused: Option<&Authorization>) -> Option<Authorization> {
        Some(Authorization::Token(Arc::clone(&self.0)))
    }

    fn fetch<'a>(
        &'a self,
        _refused: Option<&'a Authorization>,
        _spawn: &'a dyn Spawn,
    ) -> BoxFuture<'a, Result<Authorization, Error>> {
        Box::pin(async { Ok(Authorization::Token(Arc::clone(&self.0))) })
    }

    fn is_renewable(&self) -> bool {
        false
    }

    fn secrets(&self) -> Vec<SecretString> {
        vec![self.0.value.clone()]
    }

    fn exchange_endpoint(&self) -> Option<&Endpoint> {
        None
    }
}
