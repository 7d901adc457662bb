//! The forms of a signature: what `Authorization` says, and which key signs.

use std::borrow::Cow;

use ring::hmac;
use secrecy::{ExposeSecret, SecretString};

const HMAC: &str = "SDK-HMAC-SHA256";
const V11: &str = "V11-HMAC-SHA256";
/// The service in the scope of a [`Form::V11`].
const SERVICE: &str = "modelarts";
/// The end of the scope of a [`Form::Derived`], and what its key is derived with last.
const TERMINATOR: &str = "sdk_request";

/// The form of a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// `SDK-HMAC-SHA256 Access=AK`, signed with the secret key.
    Plain,
    /// `SDK-HMAC-SHA256 Credential=AK/DATE///sdk_request`, signed with a key for one day. Region and
    /// service of its scope are empty.
    Derived,
    /// `V11-HMAC-SHA256 Credential=AK/DATE/REGION/modelarts`, signed with a key for one day and one
    /// region.
    V11 {
        /// The region.
        region: String,
    },
}

impl Form {
    /// Returns the name of the form, as the setting has it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Derived => "derived",
            Self::V11 { .. } => "v11",
        }
    }

    /// Returns the name of the algorithm, first word of `Authorization` and of the string to sign.
    #[must_use]
    pub fn algorithm(&self) -> &'static str {
        match self {
            Self::Plain | Self::Derived => HMAC,
            Self::V11 { .. } => V11,
        }
    }

    /// Returns the scope of a signature dated `date`; `None` if the form has none.
    pub(super) fn scope(&self, date: &str) -> Option<String> {
        let day = day(date);
        match self {
            Self::Plain => None,
            Self::Derived => Some(format!("{day}///{TERMINATOR}")),
            Self::V11 { region } => Some(format!("{day}/{region}/{SERVICE}")),
        }
    }
}

/// Returns the day of a date like `20260102T030405Z`.
fn day(date: &str) -> &str {
    date.split_once('T').map_or(date, |(day, _)| day)
}

/// A secret key, of which only HMAC state is kept, and how keys are derived from it.
#[derive(Clone)]
pub(super) struct Key {
    pub(super) form: Form,
    root: hmac::Key,
}

impl Key {
    pub(super) fn new(form: Form, access_key: &str, secret_key: &SecretString) -> Self {
        let secret = secret_key.expose_secret();
        let root = match form {
            Form::Plain => key(secret.as_bytes()),
            Form::Derived => key(["SDK", secret].concat().as_bytes()),
            // HKDF, whose salt is the access key: this is its extraction.
            Form::V11 { .. } => key(keyed(&key(access_key.as_bytes()), secret.as_bytes()).as_ref()),
        };
        Self { form, root }
    }

    /// Returns the key that signs what is dated `date`.
    pub(super) fn signing(&self, date: &str) -> Cow<'_, hmac::Key> {
        match &self.form {
            Form::Plain => Cow::Borrowed(&self.root),
            Form::Derived => {
                let steps = [day(date), "", "", TERMINATOR];
                let derived = steps.iter().fold(self.root.clone(), |parent, step| {
                    key(keyed(&parent, step.as_bytes()).as_ref())
                });
                Cow::Owned(derived)
            }
            Form::V11 { .. } => {
                // The expansion of HKDF to one block. The signer of the vendor uses it as hexadecimal text.
                let mut info = self.form.scope(date).unwrap_or_default().into_bytes();
                info.push(1);
                Cow::Owned(key(hex::encode(keyed(&self.root, &info)).as_bytes()))
            }
        }
    }
}

fn key(bytes: &[u8]) -> hmac::Key {
    hmac::Key::new(hmac::HMAC_SHA256, bytes)
}

fn keyed(key: &hmac::Key, bytes: &[u8]) -> hmac::Tag {
    hmac::sign(key, bytes)
}
