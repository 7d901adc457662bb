//! Sends calls and returns their responses: authorization, attempts, one deadline, limits.
#![deny(clippy::arithmetic_side_effects)]

mod body_excerpt;
mod call;
mod context;
mod exchange;
pub mod failure;
mod log;
mod not_found;
mod projects;
pub mod redact;
pub mod retry;
mod sender;
#[cfg(test)]
mod simulation;

use std::sync::Arc;

use tokio::time::Instant;

use self::call::Call;
pub use self::call::Limits;
pub use self::context::{Background, BackgroundTask, Context};
use self::exchange::Exchanges;
pub use self::log::{Level, LogBuffer, LogRecord};
pub use self::not_found::is_not_found;
use self::sender::Sender;
use crate::auth::Authenticator;
use crate::error::Error;
use crate::http::{Connections, Endpoint, HttpConfig};
use crate::operation::Arguments;
use crate::schema;
use crate::value::Object;

/// A response that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    /// The body.
    pub value: Object,
    /// The HTTP status.
    pub http_status: u16,
    /// The service's id of the request.
    pub request_id: Option<String>,
    /// The project that the call named.
    pub project: Option<Arc<str>>,
    /// The size of the body, decompressed.
    pub body_bytes: usize,
}

/// Sends calls; shared by all threads, event loops and copies of a client.
#[derive(Debug)]
pub struct Transport {
    endpoint: Endpoint,
    /// The project of calls that don't name one; without it, the token's.
    project: Option<Arc<str>>,
    sender: Arc<Sender>,
}

impl Transport {
    /// Opens no connection yet. `project` is that of calls that don't name one.
    ///
    /// # Errors
    /// [`Error::Config`] if the proxy can't be used.
    pub fn new(
        endpoint: Endpoint,
        project: Option<Arc<str>>,
        config: HttpConfig,
        authenticator: Box<dyn Authenticator>,
    ) -> Result<Self, Error> {
        let transport = Self {
            endpoint,
            project,
            sender: Arc::new(Sender::new(config, authenticator)),
        };
        transport.connections()?;
        Ok(transport)
    }

    /// Sets up a pool of connections with this transport's settings.
    ///
    /// # Errors
    /// [`Error::Config`] if the proxy can't be used.
    pub fn connections(&self) -> Result<Connections, Error> {
        self.sender.connections()
    }

    /// Sends a call and reads its response by the schema of the operation.
    ///
    /// # Errors
    /// Every variant but [`Error::InvalidParameters`], except if no project is known.
    pub async fn send(
        &self,
        context: &Context,
        arguments: &Arguments,
        limits: Limits,
    ) -> Result<Response, Error> {
        let began = Instant::now();
        let project = match arguments.project.as_ref().or(self.project.as_ref()) {
            Some(project) => Arc::clone(project),
            None => self.project(context, limits).await?,
        };
        let operation = arguments.operation;
        let request = arguments.request(project);
        let mut call = Call::new(operation.name, request.project.clone(), limits, began);
        let exchanges = self.exchanges(context, limits);
        let sending = self.sender.send(
            context,
            &self.endpoint,
            &request,
            Some(&exchanges),
            &mut call,
        );
        let (response, authorization) = sending.await?;
        let no_body = operation.empty_response && response.body.trim_ascii().is_empty();
        let body = if no_body { b"{}" } else { &*response.body };
        match schema::read(body, operation.response) {
            Ok(value) => Ok(Response {
                value,
                http_status: response.status.as_u16(),
                request_id: response.request_id().map(ToOwned::to_owned),
                project: request.project,
                body_bytes: response.body.len(),
            }),
            Err(problem) => {
                let received = Some(&response.headers);
                let redactor =
                    self.sender
                        .redactor(&call.sent_secrets, authorization.as_ref(), received);
                Err(call.unreadable_error(&response, problem, &redactor))
            }
        }
    }

    /// Returns the project of calls that don't name one: the client's, else the one that its token is
    /// for.
    ///
    /// # Errors
    /// [`Error::InvalidParameters`] if the credential is for no project; else what fetching a token
    /// fails with.
    pub async fn project(&self, context: &Context, limits: Limits) -> Result<Arc<str>, Error> {
        if let Some(project) = &self.project {
            return Ok(Arc::clone(project));
        }
        let operation = translatable!("finding the token's project");
        let call = Call::new(operation, None, limits, Instant::now());
        let exchanges = self.exchanges(context, limits);
        let authorizing = self
            .sender
            .authorize(&self.endpoint, &call, None, &exchanges);
        authorizing.await?.project().cloned().ok_or_else(|| {
            Error::invalid(
                "project_id",
                message!(
                    "is missing, and neither the client nor its credential has a project; pass project_id= here or \
                     to create_client, or run `modelarts config set project_id ID`"
                ),
            )
        })
    }

    fn exchanges<'a>(&'a self, context: &'a Context, limits: Limits) -> Exchanges<'a> {
        Exchanges {
            sender: &self.sender,
            context,
            max_retries: limits.max_retries,
        }
    }
}
