//! The signature of a request; the client signs with it, the emulator verifies with it.

mod form;

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use percent_encoding::{percent_decode_str, utf8_percent_encode};
use ring::{digest, hmac};
use secrecy::SecretString;

pub use form::Form;
use form::Key;

use crate::encoding::RESERVED;

/// The header with the text that replaces the hash of the body.
pub const CONTENT_HEADER: &str = "X-Sdk-Content-Sha256";
/// What [`CONTENT_HEADER`] says when the body is neither JSON nor BSON.
pub const UNSIGNED_PAYLOAD: &str = "UNSIGNED-PAYLOAD";

/// A canonical request is seldom longer; with a security token, it is.
const TYPICAL_CANONICAL_BYTES: usize = 512;
const SHA256_OF_NOTHING: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// A request as far as its signature is concerned.
#[derive(Clone, Copy)]
pub struct SignableRequest<'a> {
    /// The verb, in capitals.
    pub method: &'a str,
    /// The path as it goes on the wire.
    pub path: &'a str,
    /// What [`crate::encoding::query`] made of the query.
    pub query: &'a str,
    /// The headers to sign, in any order; names with `_` are left out.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body's bytes; empty for none.
    pub body: &'a [u8],
}

/// Without body and values of headers, among which is the security token.
impl std::fmt::Debug for SignableRequest<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<&str> = self.headers.iter().map(|(name, _)| *name).collect();
        f.debug_struct("SignableRequest")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("query", &self.query)
            .field("headers", &names)
            .finish_non_exhaustive()
    }
}

impl SignableRequest<'_> {
    fn sorted_headers(&self) -> Vec<(Cow<'_, str>, &str)> {
        let mut headers: Vec<_> = self
            .headers
            .iter()
            .filter(|(name, _)| !name.contains('_'))
            .map(|(name, value)| (in_lower_case(name), value.trim()))
            .collect();
        headers.sort_unstable();
        headers
    }

    /// Returns the text whose hash is signed.
    #[must_use]
    pub fn canonical(&self) -> String {
        let headers = self.sorted_headers();
        self.canonical_with(&headers, &names(&headers))
    }

    fn canonical_with(&self, headers: &[(Cow<'_, str>, &str)], names: &str) -> String {
        let mut text = String::with_capacity(TYPICAL_CANONICAL_BYTES);
        text.push_str(self.method);
        text.push('\n');
        push_canonical_path(&mut text, self.path);
        text.push('\n');
        text.push_str(self.query);
        text.push('\n');
        for (name, value) in headers {
            text.extend([name, ":", value, "\n"]);
        }
        text.extend(["\n", names, "\n"]);
        text.push_str(&self.payload_hash());
        text
    }

    fn payload_hash(&self) -> Cow<'_, str> {
        let stated = self
            .headers
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(CONTENT_HEADER));
        match stated {
            Some((_, value)) if !self.body.is_empty() => Cow::Borrowed(*value),
            _ if self.body.is_empty() => Cow::Borrowed(SHA256_OF_NOTHING),
            _ => Cow::Owned(sha256(self.body)),
        }
    }
}

/// Adds the path: decoded as a whole, split at `/`, encoded again, and with a `/` at its end.
fn push_canonical_path(text: &mut String, path: &str) {
    let decoded = percent_decode_str(path).decode_utf8_lossy();
    for (at, segment) in decoded.split('/').enumerate() {
        if at > 0 {
            text.push('/');
        }
        text.extend(utf8_percent_encode(segment, RESERVED));
    }
    if !text.ends_with('/') {
        text.push('/');
    }
}

fn in_lower_case(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

fn names(headers: &[(Cow<'_, str>, &str)]) -> String {
    let names: Vec<&str> = headers.iter().map(|(name, _)| &**name).collect();
    names.join(";")
}

/// Returns a time in the format of signatures: `YYYYMMDDTHHMMSSZ`.
#[must_use]
pub fn date(time: Timestamp) -> String {
    let time = TimeZone::UTC.to_datetime(time);
    let (year, month, day) = (time.year(), time.month(), time.day());
    let (hour, minute, second) = (time.hour(), time.minute(), time.second());
    format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z")
}

fn sha256(bytes: &[u8]) -> String {
    hex::encode(digest::digest(&digest::SHA256, bytes).as_ref())
}

/// An access key ready to sign: the secret key is kept as HMAC state only.
#[derive(Clone)]
pub struct Signer {
    access_key: String,
    key: Key,
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Signer")
            .field("access_key", &self.access_key)
            .field("form", &self.key.form)
            .finish_non_exhaustive()
    }
}

impl Signer {
    /// Prepares a key pair for signing in the plain form.
    #[must_use]
    pub fn new(access_key: &str, secret_key: &SecretString) -> Self {
        Self::with_form(Form::Plain, access_key, secret_key)
    }

    /// Prepares a key pair for signing in a form.
    #[must_use]
    pub fn with_form(form: Form, access_key: &str, secret_key: &SecretString) -> Self {
        Self {
            access_key: access_key.to_owned(),
            key: Key::new(form, access_key, secret_key),
        }
    }

    /// Returns the signature of a request dated `date` (`YYYYMMDDTHHMMSSZ`), in hexadecimal.
    #[must_use]
    pub fn signature(&self, request: &SignableRequest<'_>, date: &str) -> String {
        self.sign(&request.canonical(), date, self.scope(date).as_deref())
    }

    /// Returns the scope of a signature dated `date`; `None` in the plain form, which has none.
    #[must_use]
    pub fn scope(&self, date: &str) -> Option<String> {
        self.key.form.scope(date)
    }

    fn sign(&self, canonical: &str, date: &str, scope: Option<&str>) -> String {
        let signed = self.string_to_sign(canonical, date, scope);
        hex::encode(hmac::sign(&self.key.signing(date), signed.as_bytes()).as_ref())
    }

    fn string_to_sign(&self, canonical: &str, date: &str, scope: Option<&str>) -> String {
        let hash = sha256(canonical.as_bytes());
        let algorithm = self.key.form.algorithm();
        match scope {
            None => [algorithm, "\n", date, "\n", &hash].concat(),
            Some(scope) => [algorithm, "\n", date, "\n", scope, "\n", &hash].concat(),
        }
    }

    /// Returns the value of the `Authorization` header.
    #[must_use]
    pub fn authorization(&self, request: &SignableRequest<'_>, date: &str) -> String {
        let headers = request.sorted_headers();
        let names = names(&headers);
        let scope = self.scope(date);
        let canonical = request.canonical_with(&headers, &names);
        let signature = self.sign(&canonical, date, scope.as_deref());
        let (label, separator) = match scope {
            None => (" Access=", ""),
            Some(_) => (" Credential=", "/"),
        };
        [
            self.key.form.algorithm(),
            label,
            &self.access_key,
            separator,
            scope.as_deref().unwrap_or_default(),
            ", SignedHeaders=",
            &names,
            ", Signature=",
            &signature,
        ]
        .concat()
    }

    /// Returns whether `signature`, in hexadecimal, is the one that this key makes, in constant time.
    #[must_use]
    pub fn verify(&self, request: &SignableRequest<'_>, date: &str, signature: &str) -> bool {
        hex::decode(signature).is_ok_and(|tag| {
            let scope = self.scope(date);
            let signed = self.string_to_sign(&request.canonical(), date, scope.as_deref());
            hmac::verify(&self.key.signing(date), signed.as_bytes(), &tag).is_ok()
        })
    }
}
