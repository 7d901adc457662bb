//! What a credential has to be exchanged for before a request can be sent: who asks for it, and whom.

use std::pin::Pin;

use super::call::Call;
use super::exchange::within;
use super::{Limits, Pool, Transport};
use crate::credential::iam::Token;
use crate::credential::metadata::{self, TemporaryKey};
use crate::credential::{Authenticator, Fetched};
use crate::error::{Error, Phase};
use crate::wire::{Operation, Service};

impl Transport {
    /// What the credential is exchanged for, as far as nobody has to be asked.
    pub(super) fn held(&self, refused: &Fetched) -> Option<Fetched> {
        match &self.authenticator {
            Authenticator::Password { tokens, .. } => {
                tokens.lasting(refused.token()).map(Fetched::Token)
            }
            Authenticator::Agency { keys, .. } => keys.lasting(refused.key()).map(Fetched::Key),
            Authenticator::AccessKey { .. } | Authenticator::Token(_) => Some(Fetched::Nothing),
        }
    }

    /// What the credential is exchanged for; boxed, since fetching it is a call like the one that
    /// needs it.
    pub(super) fn fetched<'a>(
        &'a self,
        pool: &'a Pool,
        call: &'a Call,
        refused: &'a Fetched,
    ) -> Pin<Box<dyn Future<Output = Result<Fetched, Error>> + Send + 'a>> {
        Box::pin(async move {
            let (limits, deadline) = (call.remaining(), call.deadline());
            let (waiting, service) = match &self.authenticator {
                Authenticator::Password { tokens, .. } => {
                    let token = tokens.valid(refused.token(), deadline, async || {
                        self.fetch_token(pool, limits).await
                    });
                    let token = within(deadline, token).await;
                    (token.map(|token| token.map(Fetched::Token)), Service::Iam)
                }
                Authenticator::Agency { keys, .. } => {
                    let key = keys.valid(refused.key(), deadline, async || {
                        self.fetch_key(pool, limits).await
                    });
                    let key = within(deadline, key).await;
                    (key.map(|key| key.map(Fetched::Key)), Service::Metadata)
                }
                Authenticator::AccessKey { .. } | Authenticator::Token(_) => {
                    return Ok(Fetched::Nothing);
                }
            };
            waiting.unwrap_or_else(|| {
                let peer = self.route.peer(service);
                Err(call.timed_out(Phase::Waiting, peer, None))
            })
        })
    }

    async fn fetch_token(&self, pool: &Pool, limits: Limits) -> Result<Token, Error> {
        let Some((_, token_request)) = self.authenticator.exchange() else {
            return Err(Error::Config("this credential needs no token".to_owned()));
        };
        self.run(pool, &token_request(), limits).await
    }

    async fn fetch_key(&self, pool: &Pool, limits: Limits) -> Result<TemporaryKey, Error> {
        let limits = Limits {
            timeout: Some(limits.timeout.map_or(metadata::PATIENCE, |timeout| {
                timeout.min(metadata::PATIENCE)
            })),
            max_retries: 0,
        };
        let session = match self.run(pool, &metadata::session_request(), limits).await {
            Ok(session) => Some(session),
            Err(Error::Service(error)) if metadata::has_no_sessions(error.http_status) => None,
            Err(error) => return Err(self.without_agency(error)),
        };
        self.run(pool, &metadata::key_request(session), limits)
            .await
            .map_err(|error| self.without_agency(error))
    }

    /// Where there never was an agency, the user needs to know where else a credential may stand.
    fn without_agency(&self, error: Error) -> Error {
        match (&self.authenticator, &error) {
            (
                Authenticator::Agency { keys, looked_in },
                Error::Connect(_) | Error::Timeout(_) | Error::Service(_),
            ) if keys.present().is_none() => {
                Error::Config(format!("{looked_in} (this machine has no agency: {error})"))
            }
            _ => error,
        }
    }

    async fn run<T>(
        &self,
        pool: &Pool,
        operation: &Operation<T>,
        limits: Limits,
    ) -> Result<T, Error> {
        Ok(self.send(pool, operation, limits).await?.value)
    }
}
