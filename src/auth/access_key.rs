//! Access keys, which sign each request.

use std::sync::Arc;

use http::header::{AUTHORIZATION, CONTENT_TYPE, HOST, HeaderName};
use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};

use super::cache::Expiring;
use super::signer::{Form, SignableRequest, Signer, date};
use super::{Authenticator, Authorization, BoxFuture, Lifetime, Spawn};
use crate::error::Error;
use crate::http::{Endpoint, Request};

static DATE: HeaderName = HeaderName::from_static("x-sdk-date");
static PROJECT: HeaderName = HeaderName::from_static("x-project-id");
static SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-security-token");

/// An access key that is ready to sign; one that was fetched expires.
#[derive(Debug)]
pub struct SigningKey {
    signer: Signer,
    secret_key: SecretString,
    security_token: Option<SecretString>,
    lifetime: Option<Lifetime>,
}

impl SigningKey {
    /// Prepares a key that signs in a form.
    #[must_use]
    pub fn new(
        form: Form,
        access_key: &str,
        secret_key: SecretString,
        security_token: Option<SecretString>,
        lifetime: Option<Lifetime>,
    ) -> Self {
        Self {
            signer: Signer::with_form(form, access_key, &secret_key),
            secret_key,
            security_token,
            lifetime,
        }
    }

    /// Passes the headers that authorize a request to `endpoint` at `now` to `add`; their values
    /// may be secret.
    ///
    /// # Errors
    /// What `add` fails with.
    pub fn sign<E>(
        &self,
        request: &Request,
        endpoint: &Endpoint,
        now: Timestamp,
        mut add: impl FnMut(&HeaderName, &str) -> Result<(), E>,
    ) -> Result<(), E> {
        let date = date(now);
        let path = endpoint.path(request);
        let mut signed = Vec::with_capacity(5);
        let mut sign = |name: &'static HeaderName, value| {
            signed.push((name.as_str(), value));
            add(name, value)
        };
        sign(&DATE, &date)?;
        sign(&HOST, endpoint.host())?;
        if let Some(project) = &request.project {
            sign(&PROJECT, project)?;
        }
        if let Some(token) = &self.security_token {
            sign(&SECURITY_TOKEN, token.expose_secret())?;
        }
        if let Some(content_type) = request.content_type() {
            sign(&CONTENT_TYPE, content_type)?;
        }
        let signable = SignableRequest {
            method: request.method.as_str(),
            path: &path,
            query: &request.query,
            headers: &signed,
            body: &request.body,
        };
        add(&AUTHORIZATION, &self.signer.authorization(&signable, &date))
    }

    pub(super) fn secrets(&self) -> Vec<SecretString> {
        std::iter::once(&self.secret_key)
            .chain(&self.security_token)
            .cloned()
            .collect()
    }
}

impl Expiring for SigningKey {
    fn lifetime(&self) -> Option<&Lifetime> {
        self.lifetime.as_ref()
    }

    fn is_same(&self, other: &Self) -> bool {
        let token = |key: &Self| {
            let token = key.security_token.as_ref();
            token.map(|token| token.expose_secret().to_owned())
        };
        self.secret_key.expose_secret() == other.secret_key.expose_secret()
            && token(self) == token(other)
    }
}

/// An access key of the user's.
#[derive(Debug)]
pub struct AccessKey(Arc<SigningKey>);

impl AccessKey {
    /// Signs with a key, in a form, as long as the client lives.
    #[must_use]
    pub fn new(
        form: Form,
        access_key: &str,
        secret_key: SecretString,
        security_token: Option<SecretString>,
    ) -> Self {
        let key = SigningKey::new(form, access_key, secret_key, security_token, None);
        Self(Arc::new(key))
    }
}

impl Authenticator for AccessKey {
    fn available(&self, _refused: Option<&Authorization>) -> Option<Authorization> {
        Some(Authorization::Key(Arc::clone(&self.0)))
    }

    fn fetch<'a>(
        &'a self,
        _refused: Option<&'a Authorization>,
        _spawn: &'a dyn Spawn,
    ) -> BoxFuture<'a, Result<Authorization, Error>> {
        Box::pin(async { Ok(Authorization::Key(Arc::clone(&self.0))) })
    }

    fn is_renewable(&self) -> bool {
        false
    }

    fn secrets(&self) -> Vec<SecretString> {
        self.0.secrets()
    }

    fn exchange_endpoint(&self) -> Option<&Endpoint> {
        None
    }
}
