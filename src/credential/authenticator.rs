//! From a credential to the headers of one request.

use std::sync::Arc;

use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};

use super::Credential;
use super::iam::{Scope, Token, TokenStore, token_request};
use super::metadata::{KeyStore, TemporaryKey};
use super::signer::{DATE_HEADER, SignableRequest, Signer};
use crate::wire::{Operation, Request};

/// A header that proves who we are; the value is not for printing.
pub type ProofHeader = (&'static str, SecretString);

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

    /// The headers that prove who we are, for one request to `host` at `now`.
    #[must_use]
    pub fn proof(
        &self,
        request: &Request,
        path: &str,
        host: &str,
        fetched: &Fetched,
        now: Timestamp,
    ) -> Vec<ProofHeader> {
        match (self, fetched) {
            (Self::Token(token), _) => vec![("X-Auth-Token", token.clone())],
            (Self::Password { .. } | Self::Agency { .. }, Fetched::Token(token)) => {
                vec![("X-Auth-Token", token.value().clone())]
            }
            (Self::Password { .. } | Self::Agency { .. }, Fetched::Key(key)) => {
                let token = Some(&key.security_token);
                sign(&key.signer, token, request, path, host, now)
            }
            (Self::Password { .. } | Self::Agency { .. }, Fetched::Nothing) => Vec::new(),
            (
                Self::AccessKey {
                    signer,
                    security_token,
                    ..
                },
                _,
            ) => sign(signer, security_token.as_ref(), request, path, host, now),
        }
    }
}

fn sign(
    signer: &Signer,
    security_token: Option<&SecretString>,
    request: &Request,
    path: &str,
    host: &str,
    now: Timestamp,
) -> Vec<ProofHeader> {
    let date = now.strftime("%Y%m%dT%H%M%SZ").to_string();
    let mut signed = vec![(DATE_HEADER, date.as_str()), ("Host", host)];
    if let Some(project) = &request.project {
        signed.push(("X-Project-Id", project.as_str()));
    }
    if let Some(token) = security_token {
        signed.push(("X-Security-Token", token.expose_secret()));
    }
    if let Some(content_type) = request.content_type() {
        signed.push(("Content-Type", content_type));
    }
    let authorization = signer.authorization(
        &SignableRequest {
            method: request.method.as_str(),
            path,
            query: &request.query,
            headers: &signed,
            body: &request.body,
        },
        &date,
    );
    signed
        .iter()
        .map(|(name, value)| (*name, SecretString::from(*value)))
        .chain([("Authorization", authorization.into())])
        .collect()
}
