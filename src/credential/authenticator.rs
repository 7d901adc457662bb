//! From a credential to the headers of one request.

use std::sync::Arc;

use jiff::Timestamp;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HOST, HeaderName};
use secrecy::{ExposeSecret, SecretString};

use super::Credential;
use super::iam::{Scope, Token, TokenStore, token_request};
use super::metadata::{KeyStore, TemporaryKey};
use super::signer::{SignableRequest, Signer, date};
use crate::wire::{Operation, Request};

static AUTH_TOKEN: HeaderName = HeaderName::from_static("x-auth-token");
static DATE: HeaderName = HeaderName::from_static("x-sdk-date");
static PROJECT: HeaderName = HeaderName::from_static("x-project-id");
static SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-security-token");

/// A credential at work: shared by all calls of a client and by its copies.
#[derive(Debug)]
pub enum Authenticator {
    /// Exchanges a password for a token.
    Password {
        /// The enterprise account.
        account: String,
        /// The user.
        username: String,
        /// The password.
        password: SecretString,
        /// What the token is to be valid for.
        scope: Scope,
        /// The token shared by all calls.
        tokens: TokenStore,
    },
    /// Signs each request.
    AccessKey {
        /// What signs.
        signer: Signer,
        /// What masks the secret key in texts.
        secret_key: SecretString,
        /// What a temporary key comes with.
        security_token: Option<SecretString>,
    },
    /// Sends a token as it was given.
    Token(SecretString),
    /// Signs each request with a key that expires.
    Agency {
        /// The key shared by all calls.
        keys: KeyStore,
        /// Where else a credential was looked for.
        looked_in: String,
    },
}

/// What a credential was exchanged for.
#[derive(Debug, Clone)]
pub enum Fetched {
    /// This credential needs no exchange.
    Nothing,
    /// A token of IAM.
    Token(Arc<Token>),
    /// A key of the agency.
    Key(Arc<TemporaryKey>),
}

impl Fetched {
    /// The token, if it is one.
    #[must_use]
    pub fn token(&self) -> Option<&Token> {
        match self {
            Self::Token(token) => Some(token),
            _ => None,
        }
    }

    /// The secrets in it.
    #[must_use]
    pub fn secrets(&self) -> Vec<String> {
        let text = |secret: &SecretString| secret.expose_secret().to_owned();
        match self {
            Self::Nothing => Vec::new(),
            Self::Token(token) => vec![text(token.value())],
            Self::Key(key) => key.secrets().map(text).to_vec(),
        }
    }

    /// The key, if it is one.
    #[must_use]
    pub fn key(&self) -> Option<&TemporaryKey> {
        match self {
            Self::Key(key) => Some(key),
            _ => None,
        }
    }
}

impl Authenticator {
    /// Puts a credential to work; `scope` is what a token will be valid for.
    #[must_use]
    pub fn new(credential: Credential, scope: Scope) -> Self {
        match credential {
            Credential::Password {
                account,
                username,
                password,
            } => Self::Password {
                account,
                username,
                password,
                scope,
                tokens: TokenStore::default(),
            },
            Credential::AccessKey {
                access_key,
                secret_key,
                security_token,
            } => Self::AccessKey {
                signer: Signer::new(&access_key, &secret_key),
                secret_key,
                security_token,
            },
            Credential::Token(token) => Self::Token(token),
            Credential::Agency { looked_in, .. } => Self::Agency {
                keys: KeyStore::default(),
                looked_in,
            },
        }
    }

    /// The secrets that no text may show.
    #[must_use]
    pub fn secrets(&self) -> Vec<String> {
        let text = |secret: &SecretString| secret.expose_secret().to_owned();
        match self {
            Self::Password {
                password, tokens, ..
            } => {
                let token = tokens.present().map(|token| text(token.value()));
                std::iter::once(text(password)).chain(token).collect()
            }
            Self::AccessKey {
                secret_key,
                security_token,
                ..
            } => std::iter::once(secret_key)
                .chain(security_token)
                .map(text)
                .collect(),
            Self::Token(token) => vec![text(token)],
            Self::Agency { keys, .. } => keys
                .present()
                .iter()
                .flat_map(|key| key.secrets().map(text))
                .collect(),
        }
    }

    /// Where the shared token is kept, and what fetches another; `None` for what needs no token.
    #[must_use]
    pub fn exchange(&self) -> Option<(&TokenStore, impl Fn() -> Operation<Token>)> {
        match self {
            Self::Password {
                account,
                username,
                password,
                scope,
                tokens,
            } => Some((tokens, || token_request(account, username, password, scope))),
            Self::AccessKey { .. } | Self::Token(_) | Self::Agency { .. } => None,
        }
    }

    /// Tells `add` the headers that prove who we are, for one request to `host` at `now`; their values
    /// are not for printing.
    ///
    /// # Errors
    /// What `add` fails with.
    pub fn prove<E>(
        &self,
        request: &Request,
        path: &str,
        host: &str,
        fetched: &Fetched,
        now: Timestamp,
        mut add: impl FnMut(&HeaderName, &str) -> Result<(), E>,
    ) -> Result<(), E> {
        let (signer, security_token) = match (self, fetched) {
            (Self::Token(token), _) => return add(&AUTH_TOKEN, token.expose_secret()),
            (Self::Password { .. } | Self::Agency { .. }, Fetched::Token(token)) => {
                return add(&AUTH_TOKEN, token.value().expose_secret());
            }
            (Self::Password { .. } | Self::Agency { .. }, Fetched::Nothing) => return Ok(()),
            (Self::Password { .. } | Self::Agency { .. }, Fetched::Key(key)) => {
                (&key.signer, Some(&key.security_token))
            }
            (
                Self::AccessKey {
                    signer,
                    security_token,
                    ..
                },
                _,
            ) => (signer, security_token.as_ref()),
        };
        let date = date(now);
        let mut signed = Vec::with_capacity(5);
        let mut sign = |name: &'static HeaderName, value| {
            signed.push((name.as_str(), value));
            add(name, value)
        };
        sign(&DATE, &date)?;
        sign(&HOST, host)?;
        if let Some(project) = &request.project {
            sign(&PROJECT, project.as_str())?;
        }
        if let Some(token) = security_token {
            sign(&SECURITY_TOKEN, token.expose_secret())?;
        }
        if let Some(content_type) = request.content_type() {
            sign(&CONTENT_TYPE, content_type)?;
        }
        let signable = SignableRequest {
            method: request.method.as_str(),
            path,
            query: &request.query,
            headers: &signed,
            body: &request.body,
        };
        add(&AUTHORIZATION, &signer.authorization(&signable, &date))
    }
}
