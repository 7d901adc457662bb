//! Fetches what a credential is exchanged for, on the process's runtime.
#![deny(clippy::arithmetic_side_effects)]

use std::sync::Arc;
use std::time::Duration;

use tokio::time::timeout_at;

use super::call::{Call, Limits};
use super::{Context, Transport};
use crate::auth::{
    Authorization, BoxFuture, ExchangeClient, ExchangeResponse, ExchangeTask, Spawn,
};
use crate::error::{Error, Phase};
use crate::http::{Connections, Endpoint, Request};

/// An exchange takes no longer than this, whatever the call that started it may take: others wait
/// for its outcome, too.
const TIMEOUT: Duration = Duration::from_secs(60);
/// A service on this machine's network answers within this time, or is not there.
const BRIEF: Duration = Duration::from_secs(3);

impl Transport {
    /// Returns what authorizes a request, within the deadline of the call that needs it.
    pub(super) async fn authorize(
        self: &Arc<Self>,
        context: &Context,
        call: &Call,
        refused: Option<&Authorization>,
    ) -> Result<Authorization, Error> {
        let spawn = TransportSpawn {
            transport: self,
            context,
            max_retries: call.limits().max_retries,
        };
        let fetching = self.authenticator.fetch(refused, &spawn);
        let Some(deadline) = call.deadline() else {
            return fetching.await;
        };
        timeout_at(deadline, fetching).await.unwrap_or_else(|_| {
            let endpoint = self.authenticator.exchange_endpoint();
            let endpoint = endpoint.unwrap_or(&self.endpoint);
            Err(call.timed_out(Phase::Waiting, endpoint, None))
        })
    }

    /// Returns the project of calls that name none: the one that the client's token is for.
    ///
    /// # Errors
    /// [`Error::InvalidParameters`] if the credential knows no project; else what fetching a token
    /// fails with.
    pub async fn project(
        self: &Arc<Self>,
        context: &Context,
        limits: Limits,
    ) -> Result<Arc<str>, Error> {
        let call = Call::named("finding the token's project", limits);
        let authorization = match self.authenticator.available(None) {
            Some(available) => available,
            None => self.authorize(context, &call, None).await?,
        };
        authorization.project().cloned().ok_or_else(|| {
            Error::invalid(
                "project_id",
                "is missing, and the client knows none; pass project_id= here or to create_client",
            )
        })
    }
}

struct TransportSpawn<'a> {
    transport: &'a Arc<Transport>,
    context: &'a Context,
    max_retries: u32,
}

impl Spawn for TransportSpawn<'_> {
    fn spawn(&self, exchange: ExchangeTask) -> Result<(), Error> {
        let transport = Arc::clone(self.transport);
        let log = Arc::clone(&self.context.log);
        let background = Arc::clone(&self.context.background);
        let max_retries = self.max_retries;
        self.context
            .background
            .start(Box::new(move |connections: Connections| {
                let context = Context {
                    connections,
                    log,
                    background,
                };
                exchange(Arc::new(TransportExchange {
                    transport,
                    context,
                    max_retries,
                }))
            }))
    }
}

struct TransportExchange {
    transport: Arc<Transport>,
    context: Context,
    max_retries: u32,
}

impl ExchangeClient for TransportExchange {
    fn send<'a>(
        &'a self,
        endpoint: &'a Endpoint,
        request: Request,
        brief: bool,
    ) -> BoxFuture<'a, Result<ExchangeResponse, Error>> {
        let limits = Limits {
            timeout: Some(if brief { BRIEF } else { TIMEOUT }),
            max_retries: if brief { 0 } else { self.max_retries },
        };
        Box::pin(async move {
            let mut call = Call::new(&request, limits);
            let (response, _) = self
                .transport
                .attempts(&self.context, endpoint, &request, None, &mut call)
                .await?;
            let answered = Some(&response.headers);
            let redactor = self.transport.redactor(&call.sent, None, answered);
            Ok(ExchangeResponse::new(response, move |response, problem| {
                call.unread(response, problem, &redactor)
            }))
        })
    }
}
