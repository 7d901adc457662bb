//! The agency of a machine of the cloud: temporary keys from its metadata service.
//!
//! Documented as the service of an ECS: a session token first, which older machines don't have, then
//! the key of the agency.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderName, Method};
use secrecy::SecretString;
use tokio::time::Instant;

use super::lifetime::{life, timestamp};
use super::signer::Form;
use super::{
    Authenticator, Authorization, BoxFuture, Cache, ExchangeClient, Lifetime, SigningKey, Spawn,
};
use crate::api::{Field, Object, Presence, Shape};
use crate::error::Error;
use crate::http::{Endpoint, RawResponse, Request};
use crate::message::Message;
use crate::schema::{ReadError, read};
use crate::value::Value;

const SESSION: HeaderName = HeaderName::from_static("x-metadata-token");
const SESSION_LIFETIME: HeaderName = HeaderName::from_static("x-metadata-token-ttl-seconds");
const SESSION_SECONDS: &str = "21600";

/// The keys of a machine's agency.
#[derive(Debug)]
pub struct Agency {
    metadata: Arc<Metadata>,
    keys: Arc<Cache<SigningKey>>,
}

#[derive(Debug)]
struct Metadata {
    endpoint: Endpoint,
    looked_in: Message,
    form: Form,
}

impl Agency {
    /// Fetches keys, which sign in a form, from a metadata service; `looked_in` says where else a
    /// credential was looked for, if there is no agency.
    #[must_use]
    pub fn new(endpoint: Endpoint, looked_in: Message, form: Form) -> Self {
        Self {
            metadata: Arc::new(Metadata {
                endpoint,
                looked_in,
                form,
            }),
            keys: Arc::default(),
        }
    }
}

impl Authenticator for Agency {
    fn available(&self, refused: Option<&Authorization>) -> Option<Authorization> {
        let key = self.keys.fresh(refused.and_then(Authorization::key));
        key.map(Authorization::Key)
    }

    fn fetch<'a>(
        &'a self,
        refused: Option<&'a Authorization>,
        spawn: &'a dyn Spawn,
    ) -> BoxFuture<'a, Result<Authorization, Error>> {
        Box::pin(async move {
            let refused = refused.and_then(Authorization::key);
            let had_key = self.keys.current().is_some();
            let key = self.keys.get_or_fetch(refused, |completion| {
                let metadata = Arc::clone(&self.metadata);
                spawn.spawn(Box::new(move |exchange| {
                    Box::pin(async move {
                        let key = metadata.key(&*exchange).await;
                        completion.finish(key.map_err(|error| metadata.explain(error, had_key)));
                    })
                }))
            });
            key.await.map(Authorization::Key)
        })
    }

    fn is_renewable(&self) -> bool {
        true
    }

    fn secrets(&self) -> Vec<SecretString> {
        let key = self.keys.current();
        key.map_or_else(Vec::new, |key| key.secrets())
    }

    fn exchange_endpoint(&self) -> Option<&Endpoint> {
        Some(&self.metadata.endpoint)
    }
}

impl Metadata {
    async fn key(&self, exchange: &dyn ExchangeClient) -> Result<SigningKey, Error> {
        let lifetime = (SESSION_LIFETIME, SESSION_SECONDS.into());
        let request = request(
            translatable!("opening a session of the metadata service"),
            Method::PUT,
            "/meta-data/latest/api/token",
            Some(lifetime),
        );
        let session = match exchange.send(&self.endpoint, request, true).await {
            Ok(response) => Some(response.read(read_session)?),
            // These mean that the machine's metadata service has no sessions.
            Err(Error::Service(error)) if matches!(error.http_status, 404 | 405 | 503) => None,
            Err(error) => return Err(error),
        };
        let request = self::request(
            translatable!("fetching the agency's key from the metadata service"),
            Method::GET,
            "/openstack/latest/securitykey",
            session.map(|session| (SESSION, session)),
        );
        let response = exchange.send(&self.endpoint, request, true).await?;
        response.read(|response| read_key(response, self.form.clone()))
    }

    /// Adds to an error where else a credential was looked for, if the machine never had an agency.
    fn explain(&self, error: Error, had_key: bool) -> Error {
        match &error {
            Error::Connect(_) | Error::Timeout(_) | Error::Service(_) if !had_key => {
                let looked_in = &self.looked_in;
                Error::Config(message!(
                    "{looked_in} (this machine has no agency: {error})",
                    looked_in,
                    error = error.message()
                ))
            }
            _ => error,
        }
    }
}

fn request(
    operation: &'static str,
    method: Method,
    path: &str,
    header: Option<(HeaderName, SecretString)>,
) -> Request {
    Request {
        operation,
        method,
        path: path.to_owned(),
        query: String::new(),
        body: Bytes::new(),
        project: None,
        headers: header.into_iter().collect(),
        idempotent: true,
    }
}

fn read_session(response: &RawResponse) -> Result<SecretString, ReadError> {
    match std::str::from_utf8(&response.body).map(str::trim) {
        Ok(token) if !token.is_empty() && token.chars().all(|letter| letter.is_ascii_graphic()) => {
            Ok(token.into())
        }
        _ => Err(ReadError::new(message!("the body is not a token"))),
    }
}

const fn text(name: &'static str) -> Field {
    Field {
        name,
        presence: Presence::Required,
        shape: Shape::Text,
    }
}

static RESPONSE: Object = Object {
    module: "modelarts.responses",
    class: "Response",
    fields: &[Field {
        name: "credential",
        presence: Presence::Required,
        shape: Shape::Object(&Object {
            module: "modelarts.responses",
            class: "Response",
            fields: &[
                text("access"),
                text("secret"),
                text("securitytoken"),
                text("expires_at"),
            ],
        }),
    }],
};

fn read_key(response: &RawResponse, form: Form) -> Result<SigningKey, ReadError> {
    let body = read(&response.body, &RESPONSE)?;
    let credential = body.get("credential").and_then(Value::as_object);
    let text = |name: &str| {
        let text = credential.and_then(|credential| credential.text(name));
        text.unwrap_or_default()
    };
    let expires = timestamp(text("expires_at"), "credential.expires_at")?;
    let lifetime = Lifetime::new(Instant::now(), life(expires, None, response));
    let security_token = Some(text("securitytoken").into());
    let secret_key = text("secret").into();
    Ok(SigningKey::new(
        form,
        text("access"),
        secret_key,
        security_token,
        Some(lifetime),
    ))
}
