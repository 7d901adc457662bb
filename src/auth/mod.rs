//! From a credential to the headers that authorize a request.
//!
//! Each kind of credential is a type of its own behind [`Authenticator`]. What it has to be
//! exchanged for is fetched on the process's runtime, so that no other call waits for a runtime
//! that its caller has stopped driving.

mod access_key;
mod agency;
mod cache;
mod credential;
mod lifetime;
mod password;
pub mod signer;
mod token;

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use secrecy::SecretString;

pub use access_key::{AccessKey, SigningKey};
pub use agency::Agency;
pub use cache::{Cache, Completion, Expiring};
pub use credential::{Credential, Scope};
pub use lifetime::Lifetime;
pub(crate) use password::ISSUED_TOKEN;
pub use password::{LOGIN, Password, is_refused_login};
pub use token::{FixedToken, Token};

use crate::error::Error;
use crate::http::{Endpoint, RawResponse, Request};
use crate::schema::ReadError;

/// A future on the heap.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A credential in use, shared by all calls of a client.
pub trait Authenticator: fmt::Debug + Send + Sync {
    /// Returns what authorizes a request, if it is available without a request of its own.
    /// `refused` is what the service no longer accepts.
    fn available(&self, refused: Option<&Authorization>) -> Option<Authorization>;

    /// Returns what authorizes a request; fetches it if necessary, once for all that wait.
    fn fetch<'a>(
        &'a self,
        refused: Option<&'a Authorization>,
        spawn: &'a dyn Spawn,
    ) -> BoxFuture<'a, Result<Authorization, Error>>;

    /// Returns whether something else can be fetched in place of what was refused.
    fn is_renewable(&self) -> bool;

    /// Returns the secrets that no text may show.
    fn secrets(&self) -> Vec<SecretString>;

    /// Returns the service that the credential is exchanged at, if it is.
    fn exchange_endpoint(&self) -> Option<&Endpoint>;
}

/// What one request is authorized with.
#[derive(Debug, Clone)]
pub enum Authorization {
    /// A token, which is sent.
    Token(Arc<Token>),
    /// A key, which signs.
    Key(Arc<SigningKey>),
}

impl Authorization {
    /// Returns the secrets in it.
    #[must_use]
    pub fn secrets(&self) -> Vec<SecretString> {
        match self {
            Self::Token(token) => vec![token.value().clone()],
            Self::Key(key) => key.secrets(),
        }
    }

    /// Returns the project that it is for, if it is known.
    #[must_use]
    pub fn project(&self) -> Option<&Arc<str>> {
        match self {
            Self::Token(token) => token.project(),
            Self::Key(_) => None,
        }
    }

    fn token(&self) -> Option<&Token> {
        match self {
            Self::Token(token) => Some(token),
            Self::Key(_) => None,
        }
    }

    fn key(&self) -> Option<&SigningKey> {
        match self {
            Self::Token(_) => None,
            Self::Key(key) => Some(key),
        }
    }
}

/// Sends the requests that exchange a credential.
pub trait ExchangeClient: Send + Sync {
    /// Sends a request, with the retries of any call. `brief` is for a service that is on this
    /// machine's network or not there at all: it gets little time and no retries.
    fn send<'a>(
        &'a self,
        endpoint: &'a Endpoint,
        request: Request,
        brief: bool,
    ) -> BoxFuture<'a, Result<ExchangeResponse, Error>>;
}

type MakeDecodeError = Box<dyn FnOnce(&RawResponse, ReadError) -> Error + Send>;

/// The response to a request that exchanges a credential.
pub struct ExchangeResponse {
    response: RawResponse,
    decode_error: MakeDecodeError,
}

impl ExchangeResponse {
    /// Creates a response; `decode_error` makes the error if it can't be read.
    pub fn new(
        response: RawResponse,
        decode_error: impl FnOnce(&RawResponse, ReadError) -> Error + Send + 'static,
    ) -> Self {
        Self {
            response,
            decode_error: Box::new(decode_error),
        }
    }

    /// Reads the response.
    ///
    /// # Errors
    /// [`Error::Decode`] if `read` fails.
    pub fn read<T>(
        self,
        read: impl FnOnce(&RawResponse) -> Result<T, ReadError>,
    ) -> Result<T, Error> {
        read(&self.response).map_err(|error| (self.decode_error)(&self.response, error))
    }
}

/// An exchange, to be run on the runtime that starts it.
pub type ExchangeTask = Box<dyn FnOnce(Arc<dyn ExchangeClient>) -> BoxFuture<'static, ()> + Send>;

/// Starts exchanges on the process's runtime.
pub trait Spawn: Sync {
    /// Starts an exchange.
    ///
    /// # Errors
    /// The process's runtime can't be set up.
    fn spawn(&self, exchange: ExchangeTask) -> Result<(), Error>;
}
