//! The check of a request's credentials.

use axum::extract::{RawPathParams, Request};
use axum::http::header::AUTHORIZATION;
use jiff::Timestamp;

use super::error::AuthError;
use super::identity::{Identity, Secrets};
use super::signature::SignatureVerifier;
use super::tokens::{Token, TokenError, Tokens};
use crate::emulator::error::EmulatorError;
use crate::emulator::http::context::RequestContext;
use crate::emulator::options::Options;

/// Issues tokens, and checks tokens and signatures.
#[derive(Debug)]
pub(crate) struct Authenticator {
    pub(crate) identity: Identity,
    /// Whether credentials are checked at all.
    pub(crate) verify: bool,
    tokens: Tokens,
    signatures: SignatureVerifier,
}

impl Authenticator {
    pub(crate) fn new(options: &Options, seed: u64) -> Result<Self, EmulatorError> {
        let secrets = if options.random_credentials {
            Secrets::random()?
        } else {
            Secrets::seeded(seed)
        };
        let tokens = Tokens::new(&secrets.token_key);
        let identity = Identity::new(options, seed, secrets);
        Ok(Self {
            tokens,
            signatures: SignatureVerifier::new(&identity.access_key, &identity.secret_key),
            verify: options.verify,
            identity,
        })
    }

    pub(crate) fn issue_token(&self, now: Timestamp) -> Token {
        self.tokens.issue(now)
    }

    /// Expires every token issued so far.
    pub(crate) fn revoke_tokens(&self) {
        self.tokens.revoke_all();
    }

    /// Checks the token, or else the signature; a request with both is judged by its token alone.
    pub(crate) fn authenticate(
        &self,
        request: &Request,
        context: &RequestContext,
    ) -> Result<(), AuthError> {
        if !self.verify {
            return Ok(());
        }
        let headers = request.headers();
        let token = headers
            .get("x-auth-token")
            .filter(|token| !token.is_empty());
        match token {
            Some(token) => token
                .to_str()
                .map_err(|_| TokenError::Unknown)
                .and_then(|token| self.tokens.check(token, context.received_at))
                .map_err(AuthError::Token),
            None if headers.contains_key(AUTHORIZATION) => self.signatures.verify(request, context),
            None => Err(AuthError::MissingCredentials),
        }
    }

    /// Checks that the project in the path, and in `X-Project-Id` if sent, is the emulator's.
    pub(crate) fn check_project(
        &self,
        request: &Request,
        path: &RawPathParams,
    ) -> Result<(), AuthError> {
        if !self.verify {
            return Ok(());
        }
        let project_id = self.identity.project_id.as_str();
        let in_path = path
            .iter()
            .find(|(name, _)| *name == "project_id")
            .map(|(_, value)| value);
        let mut in_headers = request.headers().get_all("x-project-id").iter();
        let matches = in_path == Some(project_id) && in_headers.all(|sent| sent == project_id);
        matches.then_some(()).ok_or(AuthError::WrongProject)
    }
}
