//! Sends the requests that exchange a credential, on the process's runtime.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::call::{Call, Limits};
use super::context::Context;
use super::sender::Sender;
use crate::auth::{BoxFuture, ExchangeClient, ExchangeResponse, ExchangeTask, Spawn};
use crate::error::Error;
use crate::http::{Connections, Endpoint, Request};

/// The timeout of an exchange, whatever that of the call that started it: others wait for its outcome, too.
const TIMEOUT: Duration = Duration::from_secs(60);
/// A service on this machine's network responds within this time, or is not there.
const BRIEF: Duration = Duration::from_secs(3);

/// Starts the exchanges that a call needs.
pub(super) struct Exchanges<'a> {
    pub(super) sender: &'a Arc<Sender>,
    pub(super) context: &'a Context,
    pub(super) max_retries: u32,
}

impl Spawn for Exchanges<'_> {
    fn spawn(&self, exchange: ExchangeTask) -> Result<(), Error> {
        let sender = Arc::clone(self.sender);
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
                exchange(Arc::new(Exchange {
                    sender,
                    context,
                    max_retries,
                }))
            }))
    }
}

struct Exchange {
    sender: Arc<Sender>,
    context: Context,
    max_retries: u32,
}

impl ExchangeClient for Exchange {
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
            let mut call = Call::new(request.operation, None, limits, Instant::now());
            let sending = self
                .sender
                .send(&self.context, endpoint, &request, None, &mut call);
            let (response, _) = sending.await?;
            let redactor = self
                .sender
                .redactor(&call.sent_secrets, None, Some(&response.headers));
            Ok(ExchangeResponse::new(response, move |response, problem| {
                call.unreadable_error(response, problem, &redactor)
            }))
        })
    }
}
