//! Credentials as the settings give them.

use std::sync::Arc;

use crate::message::Message;
use secrecy::SecretString;

/// A credential, whole, from one source.
#[derive(Debug, Clone)]
pub enum Credential {
    /// Account, user and password, exchanged for a token at IAM.
    Password {
        /// The name of the user's account (IAM domain); the user name if the account itself logs in.
        account: String,
        /// The user's name.
        username: String,
        /// The user's password.
        password: SecretString,
    },
    /// An access key that signs each request.
    AccessKey {
        /// The public part.
        access_key: String,
        /// The secret part.
        secret_key: SecretString,
        /// The token of a temporary key.
        security_token: Option<SecretString>,
    },
    /// A token that the user has; it can't be renewed.
    Token(SecretString),
    /// The agency of the machine, whose temporary keys its metadata service has.
    Agency {
        /// The metadata service.
        endpoint: String,
        /// The message if there is no agency: where else a credential was looked for.
        looked_in: Message,
    },
}

impl Credential {
    /// Returns the kind in words.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Password { .. } => "password",
            Self::AccessKey {
                security_token: None,
                ..
            } => "access key",
            Self::AccessKey {
                security_token: Some(_),
                ..
            } => "temporary access key",
            Self::Token(_) => "token",
            Self::Agency { .. } => "agency",
        }
    }
}

/// What a token is valid for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// The project of that id.
    Project(Arc<str>),
    /// The project of that name.
    Name(String),
    /// The project that a region has by default.
    Region(String),
}
