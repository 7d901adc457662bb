//! Agency → temporary access key, at the metadata service of the machine.
//!
//! Documented as the service of an ECS at `http://169.254.169.254`: a session token first, which older
//! machines don't have, then the key of the agency.

use std::time::Duration;

use reqwest::header::HeaderName;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use tokio::time::Instant;

use super::iam::{life, timestamp};
use super::signer::Signer;
use super::store::{Lasting, Store, Term};
use crate::model::{ReadError, read};
use crate::wire::{Method, Operation, Received, Request, Service};

const SESSION: HeaderName = HeaderName::from_static("x-metadata-token");
const SESSION_LASTS: HeaderName = HeaderName::from_static("x-metadata-token-ttl-seconds");
/// The address that every machine of the cloud has for it.
pub const ENDPOINT: &str = "http://169.254.169.254";
/// Each request to it takes no longer: it is near, or not there at all.
pub const PATIENCE: Duration = Duration::from_secs(3);
/// How long the session token shall live, in seconds.
const SESSION_SECONDS: &str = "21600";

/// The key that all calls of a client share.
pub type KeyStore = Store<TemporaryKey>;

/// A temporary access key and when to stop using it.
#[derive(Debug, Clone)]
pub struct TemporaryKey {
    pub(super) signer: Signer,
    secret_key: SecretString,
    pub(super) security_token: SecretString,
    term: Term,
}

impl TemporaryKey {
    pub(super) fn secrets(&self) -> [&SecretString; 2] {
        [&self.secret_key, &self.security_token]
    }
}

impl Lasting for TemporaryKey {
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
        self.security_token.expose_secret() == other.security_token.expose_secret()
    }
}

/// `PUT /meta-data/latest/api/token`: a session of the metadata service.
#[must_use]
pub fn session_request() -> Operation<SecretString> {
    let ttl = (SESSION_LASTS, SESSION_SECONDS.into());
    Operation {
        request: request(
            "opening a session of the metadata service",
            Method::Put,
            "/meta-data/latest/api/token",
            vec![ttl],
        ),
        read: read_session,
    }
}

/// Whether an answer to [`session_request`] means that this machine has no sessions.
#[must_use]
pub fn has_no_sessions(http_status: u16) -> bool {
    matches!(http_status, 404 | 405 | 503)
}

/// `GET /openstack/latest/securitykey`: the key of the machine's agency.
#[must_use]
pub fn key_request(session: Option<SecretString>) -> Operation<TemporaryKey> {
    let headers = session.map(|session| (SESSION, session));
    Operation {
        request: request(
            "fetching the agency's key from the metadata service",
            Method::Get,
            "/openstack/latest/securitykey",
            headers.into_iter().collect(),
        ),
        read: read_key,
    }
}

fn request(
    operation: &'static str,
    method: Method,
    path: &str,
    headers: Vec<(HeaderName, SecretString)>,
) -> Request {
    Request {
        operation,
        service: Service::Metadata,
        method,
        path: path.to_owned(),
        query: String::new(),
        body: Vec::new(),
        project: None,
        headers,
        repeatable: true,
    }
}

fn read_session(received: &Received) -> Result<SecretString, ReadError> {
    match std::str::from_utf8(&received.body).map(str::trim) {
        Ok(token) if !token.is_empty() && token.chars().all(|letter| letter.is_ascii_graphic()) => {
            Ok(token.into())
        }
        _ => Err(ReadError {
            path: String::new(),
            problem: "the body is no token".to_owned(),
        }),
    }
}

#[derive(Deserialize)]
struct Body {
    credential: BodyKey,
}

#[derive(Deserialize)]
struct BodyKey {
    access: String,
    secret: String,
    securitytoken: String,
    expires_at: String,
}

fn read_key(received: &Received) -> Result<TemporaryKey, ReadError> {
    let Body { credential } = read(&received.body)?;
    let expires = timestamp(&credential.expires_at, "credential.expires_at")?;
    let secret_key = SecretString::from(credential.secret);
    Ok(TemporaryKey {
        signer: Signer::new(&credential.access, &secret_key),
        secret_key,
        security_token: credential.securitytoken.into(),
        term: Term::new(Instant::now(), life(expires, None, received)),
    })
}
