//! The `SDK-HMAC-SHA256` signature, made by the client and made again by the emulator's check.

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use ring::{digest, hmac};
use secrecy::{ExposeSecret, SecretString};

/// The name of the scheme, first word of `Authorization` and of the string to sign.
pub const ALGORITHM: &str = "SDK-HMAC-SHA256";
/// The header that dates a signature, as `YYYYMMDDTHHMMSSZ` in UTC.
pub const DATE_HEADER: &str = "X-Sdk-Date";
/// The header that tells the service what stands in for the hash of the body.
pub const CONTENT_HEADER: &str = "X-Sdk-Content-Sha256";
/// What [`CONTENT_HEADER`] says when the body is neither JSON nor BSON.
pub const UNSIGNED_PAYLOAD: &str = "UNSIGNED-PAYLOAD";

/// Everything but letters, digits and `-_.~`.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// Percent-encodes one path segment or query part: only unreserved characters stay.
#[must_use]
pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// The query string that is signed and, to the letter, sent: sorted by key, then value, both encoded.
#[must_use]
pub fn canonical_query<K: AsRef<str>, V: AsRef<str>>(pairs: &[(K, V)]) -> String {
    let mut sorted: Vec<(&str, &str)> = pairs
        .iter()
        .map(|(k, v)| (k.as_ref(), v.as_ref()))
        .collect();
    sorted.sort_unstable();
    let mut query = String::new();
    for (key, value) in sorted {
        if !query.is_empty() {
            query.push('&');
        }
        let _ = write!(
            query,
            "{}={}",
            utf8_percent_encode(key, RESERVED),
            utf8_percent_encode(value, RESERVED)
        );
    }
    query
}

/// A request as far as its signature is concerned.
#[derive(Clone, Copy)]
pub struct SignableRequest<'a> {
    /// The verb, in capitals.
    pub method: &'a str,
    /// The path as it goes on the wire.
    pub path: &'a str,
    /// What [`canonical_query`] made of the query.
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
    fn sorted_headers(&self) -> Vec<(String, &str)> {
        let mut headers: Vec<(String, &str)> = self
            .headers
            .iter()
            .filter(|(name, _)| !name.contains('_'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim()))
            .collect();
        headers.sort_unstable();
        headers
    }

    /// The text whose hash is signed.
    #[must_use]
    pub fn canonical(&self) -> String {
        let headers = self.sorted_headers();
        let mut text = format!(
            "{}\n{}\n{}\n",
            self.method,
            canonical_path(self.path),
            self.query
        );
        for (name, value) in &headers {
            let _ = writeln!(text, "{name}:{value}");
        }
        text.push('\n');
        text.push_str(&names(&headers));
        text.push('\n');
        text.push_str(&self.payload_hash());
        text
    }

    fn payload_hash(&self) -> String {
        let stated = self
            .headers
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(CONTENT_HEADER));
        match stated {
            Some((_, value)) if !self.body.is_empty() => (*value).to_owned(),
            _ => sha256(self.body),
        }
    }
}

/// The path decoded as a whole, split at `/`, encoded anew, and closed by a `/`.
fn canonical_path(path: &str) -> String {
    let decoded = percent_decode_str(path).decode_utf8_lossy();
    let mut canonical = decoded.split('/').map(encode).collect::<Vec<_>>().join("/");
    if !canonical.ends_with('/') {
        canonical.push('/');
    }
    canonical
}

fn names(headers: &[(String, &str)]) -> String {
    headers
        .iter()
        .map(|(name, _)| name.as_str())
        .collect::<Vec<_>>()
        .join(";")
}

fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text
        .chars()
        .map(|c| c.to_digit(16))
        .collect::<Option<Vec<u32>>>()?;
    let pairs = digits.chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return None;
    }
    pairs
        .map(|pair| match pair {
            [high, low] => u8::try_from(high * 16 + low).ok(),
            _ => None,
        })
        .collect()
}

fn string_to_sign(request: &SignableRequest<'_>, date: &str) -> String {
    format!(
        "{ALGORITHM}\n{date}\n{}",
        sha256(request.canonical().as_bytes())
    )
}

fn sha256(bytes: &[u8]) -> String {
    hex(digest::digest(&digest::SHA256, bytes).as_ref())
}

/// An access key ready to sign: the secret key is kept as HMAC state only.
#[derive(Clone)]
pub struct Signer {
    access_key: String,
    key: hmac::Key,
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Signer")
            .field("access_key", &self.access_key)
            .finish_non_exhaustive()
    }
}

impl Signer {
    /// Prepares a key pair for signing.
    #[must_use]
    pub fn new(access_key: &str, secret_key: &SecretString) -> Self {
        Self {
            access_key: access_key.to_owned(),
            key: hmac::Key::new(hmac::HMAC_SHA256, secret_key.expose_secret().as_bytes()),
        }
    }

    /// The signature of a request dated `date` (`YYYYMMDDTHHMMSSZ`), in hexadecimal.
    #[must_use]
    pub fn signature(&self, request: &SignableRequest<'_>, date: &str) -> String {
        hex(hmac::sign(&self.key, string_to_sign(request, date).as_bytes()).as_ref())
    }

    /// The value of the `Authorization` header.
    #[must_use]
    pub fn authorization(&self, request: &SignableRequest<'_>, date: &str) -> String {
        format!(
            "{ALGORITHM} Access={}, SignedHeaders={}, Signature={}",
            self.access_key,
            names(&request.sorted_headers()),
            self.signature(request, date)
        )
    }

    /// Whether `signature`, in hexadecimal, is the one this key makes; compared in constant time.
    #[must_use]
    pub fn verify(&self, request: &SignableRequest<'_>, date: &str, signature: &str) -> bool {
        unhex(signature).is_some_and(|tag| {
            hmac::verify(&self.key, string_to_sign(request, date).as_bytes(), &tag).is_ok()
        })
    }
}
