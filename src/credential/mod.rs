//! What proves who we are.

mod authenticator;
pub mod iam;
pub mod metadata;
pub mod signer;
mod store;

pub use authenticator::{Authenticator, Fetched};
use secrecy::SecretString;

/// A credential, whole, from one source.
#[derive(Debug, Clone)]
pub enum Credential {
    /// Account, user and password, exchanged for a token at IAM.
    Password {
        /// The enterprise account (IAM domain); of a plain user, the user name.
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
        /// What a temporary key comes with.
        security_token: Option<SecretString>,
    },
    /// A token that the user brought; it can't be renewed.
    Token(SecretString),
    /// The agency of the machine, whose temporary keys its metadata service has.
    Agency {
        /// The metadata service.
        endpoint: String,
        /// What to say if it isn't there either: where else a credential was looked for.
        looked_in: String,
    },
}

impl Credential {
    /// The kind in words, for a repr.
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
