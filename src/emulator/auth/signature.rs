//! The check of `Authorization: SDK-HMAC-SHA256 …`, in all its forms: the received request is signed
//! again, and the signatures are compared.

use std::time::Duration;

use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use ring::digest;
use secrecy::SecretString;

use super::error::AuthError;
use crate::auth::signer::{Form, SignableRequest, Signer};
use crate::emulator::http::context::RequestContext;
use crate::emulator::http::query;
use crate::encoding::query as canonical_query;

const SCHEME: &str = "SDK-HMAC-SHA256 ";
const V11_SCHEME: &str = "V11-HMAC-SHA256 ";
const DATE: &str = "x-sdk-date";
const CONTENT_DIGEST: &str = "x-sdk-content-sha256";
const UNSIGNED_PAYLOAD: &str = "UNSIGNED-PAYLOAD";
/// How much the clocks of client and service may differ.
const MAX_CLOCK_SKEW: Duration = Duration::from_secs(15 * 60);

/// Checks signatures made with one access key.
#[derive(Debug)]
pub(crate) struct SignatureVerifier {
    access_key: String,
    secret_key: SecretString,
}

impl SignatureVerifier {
    pub(crate) fn new(access_key: &str, secret_key: &str) -> Self {
        Self {
            access_key: access_key.to_owned(),
            secret_key: SecretString::from(secret_key),
        }
    }

    pub(crate) fn verify(
        &self,
        request: &Request,
        context: &RequestContext,
    ) -> Result<(), AuthError> {
        let authorization = Authorization::of(request.headers())?;
        if authorization.access_key != self.access_key {
            return Err(AuthError::Signature("the access key does not exist"));
        }
        let signed = authorization.signed_headers(request.headers())?;
        let date = recent_date(&signed, context.received_at)?;
        check_content(&signed, context)?;
        let form = authorization.form();
        let signer = Signer::with_form(form, &self.access_key, &self.secret_key);
        if signer.scope(date).as_deref() != authorization.scope {
            return Err(AuthError::Signature(
                "the scope of the credential is not of x-sdk-date and this service",
            ));
        }
        let signable = SignableRequest {
            method: request.method().as_str(),
            path: request.uri().path(),
            query: &canonical_query(&query::pairs(request.uri().query())),
            headers: &signed,
            body: &context.body,
        };
        signer
            .verify(&signable, date, authorization.signature)
            .then_some(())
            .ok_or(AuthError::Signature("verify aksk signature fail"))
    }
}

/// The parts of the header, in the documented order.
struct Authorization<'a> {
    scheme: &'static str,
    access_key: &'a str,
    /// What follows the access key in a `Credential`.
    scope: Option<&'a str>,
    names: Vec<&'a str>,
    signature: &'a str,
}

impl<'a> Authorization<'a> {
    fn of(headers: &'a HeaderMap) -> Result<Self, AuthError> {
        single_value(headers, AUTHORIZATION.as_str())
            .and_then(Self::read)
            .ok_or(AuthError::Signature(
                "the Authorization header is malformed",
            ))
    }

    fn read(text: &'a str) -> Option<Self> {
        let (scheme, parts) = [SCHEME, V11_SCHEME]
            .into_iter()
            .find_map(|scheme| Some((scheme, text.strip_prefix(scheme)?)))?;
        let mut parts = parts.split(", ");
        let key = parts.next()?;
        let (access_key, scope) = match key.strip_prefix("Credential=") {
            Some(credential) => {
                let (access_key, scope) = credential.split_once('/')?;
                (access_key, Some(scope))
            }
            None if scheme == SCHEME => (key.strip_prefix("Access=")?, None),
            None => return None,
        };
        let names = parts.next()?.strip_prefix("SignedHeaders=")?;
        let signature = parts.next()?.strip_prefix("Signature=")?;
        let names: Vec<&str> = names.split(';').collect();
        let in_order = names.is_sorted_by(|a, b| a < b);
        let in_lower_case = names.iter().all(|name| is_lower_case_name(name));
        let is_digest = signature.len() == 64 && signature.bytes().all(|b| b.is_ascii_hexdigit());
        (parts.next().is_none() && in_order && in_lower_case && is_digest).then_some(Self {
            scheme,
            access_key,
            scope,
            names,
            signature,
        })
    }

    /// Returns the form of the signature; its scope is yet to be compared.
    fn form(&self) -> Form {
        match self.scope {
            None => Form::Plain,
            Some(scope) if self.scheme == V11_SCHEME => Form::V11 {
                region: scope.split('/').nth(1).unwrap_or_default().to_owned(),
            },
            Some(_) => Form::Derived,
        }
    }

    /// Returns the signed headers as received.
    fn signed_headers<'h>(
        &self,
        headers: &'h HeaderMap,
    ) -> Result<Vec<(&'a str, &'h str)>, AuthError>
    where
        'a: 'h,
    {
        if ["host", DATE].iter().any(|name| !self.names.contains(name)) {
            return Err(AuthError::Signature("host and x-sdk-date must be signed"));
        }
        self.names
            .iter()
            .map(|name| single_value(headers, name).map(|value| (*name, value)))
            .collect::<Option<_>>()
            .ok_or(AuthError::Signature(
                "a signed header is missing, is repeated, or is not text",
            ))
    }
}

fn is_lower_case_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Returns the value of a header that was sent once; which value of a repeated header was signed is
/// unknown.
fn single_value<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?;
    if values.next().is_some() {
        return None;
    }
    std::str::from_utf8(value.as_bytes()).ok()
}

/// Returns the text of the date, if it is close enough to now.
fn recent_date<'h>(signed: &[(&str, &'h str)], now: Timestamp) -> Result<&'h str, AuthError> {
    let (text, date) = value_of(signed, DATE)
        .and_then(|text| Some((text, read_date(text)?)))
        .ok_or(AuthError::Signature("x-sdk-date is not YYYYMMDDTHHMMSSZ"))?;
    if date.duration_since(now).unsigned_abs() > MAX_CLOCK_SKEW {
        return Err(AuthError::ClockSkew);
    }
    Ok(text)
}

fn value_of<'h>(signed: &[(&str, &'h str)], wanted: &str) -> Option<&'h str> {
    signed
        .iter()
        .find(|(name, _)| *name == wanted)
        .map(|(_, value)| *value)
}

fn read_date(text: &str) -> Option<Timestamp> {
    if text.len() != "YYYYMMDDTHHMMSSZ".len() {
        return None;
    }
    let date = DateTime::strptime("%Y%m%dT%H%M%SZ", text).ok()?;
    TimeZone::UTC.to_timestamp(date).ok()
}

/// A client may sign a digest in place of the body; then it must be the body's.
fn check_content(signed: &[(&str, &str)], context: &RequestContext) -> Result<(), AuthError> {
    let matches = value_of(signed, CONTENT_DIGEST).is_none_or(|stated| {
        let digest = digest::digest(&digest::SHA256, &context.body);
        stated == UNSIGNED_PAYLOAD || stated == hex::encode(digest)
    });
    matches
        .then_some(())
        .ok_or(AuthError::Signature("the body differs from the signed one"))
}
