//! The check of `Authorization: SDK-HMAC-SHA256 …`: everything that was signed is put together
//! again from what arrived, and signed anew.

use std::time::Duration;

use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use ring::digest;

use super::gateway::Refusal;
use super::http::Received;
use super::identity::Identity;
use super::{hex, query};
use crate::auth::signer::SignableRequest;
use crate::encoding::query as canonical_query;

const SCHEME: &str = "SDK-HMAC-SHA256 ";
const DATE: &str = "x-sdk-date";
const CONTENT_HASH: &str = "x-sdk-content-sha256";
const WITHOUT_CONTENT: &str = "UNSIGNED-PAYLOAD";
/// How far the clocks of client and service may be apart.
const WINDOW: Duration = Duration::from_secs(15 * 60);

/// Refuses a request whose signature is not the one that the emulator's key makes now.
pub(super) fn verify(
    identity: &Identity,
    request: &Request,
    received: &Received,
) -> Result<(), Refusal> {
    let authorization = Authorization::of(request.headers())?;
    if authorization.access_key != identity.access_key {
        return Err(Refusal::Signature("the access key does not exist"));
    }
    let signed = authorization.signed_headers(request.headers())?;
    let date = recent_date(&signed, received.arrived)?;
    check_content(&signed, received)?;
    let signable = SignableRequest {
        method: request.method().as_str(),
        path: request.uri().path(),
        query: &canonical_query(&query::pairs(request.uri().query())),
        headers: &signed,
        body: &received.body,
    };
    let signer = &identity.signer;
    signer
        .verify(&signable, date, authorization.signature)
        .then_some(())
        .ok_or(Refusal::Signature("verify aksk signature fail"))
}

/// The three parts of the header, in the one order that is documented.
struct Authorization<'a> {
    access_key: &'a str,
    names: Vec<&'a str>,
    signature: &'a str,
}

impl<'a> Authorization<'a> {
    fn of(headers: &'a HeaderMap) -> Result<Self, Refusal> {
        only(headers, AUTHORIZATION.as_str())
            .and_then(Self::read)
            .ok_or(Refusal::Signature("the Authorization header is malformed"))
    }

    fn read(text: &'a str) -> Option<Self> {
        let mut parts = text.strip_prefix(SCHEME)?.split(", ");
        let access_key = parts.next()?.strip_prefix("Access=")?;
        let names = parts.next()?.strip_prefix("SignedHeaders=")?;
        let signature = parts.next()?.strip_prefix("Signature=")?;
        let names: Vec<&str> = names.split(';').collect();
        let in_order = names.is_sorted_by(|a, b| a < b);
        let in_lower_case = names.iter().all(|name| is_lower_case_name(name));
        let is_hash = signature.len() == 64 && signature.bytes().all(|b| b.is_ascii_hexdigit());
        (parts.next().is_none() && in_order && in_lower_case && is_hash).then_some(Self {
            access_key,
            names,
            signature,
        })
    }

    /// The headers that were signed, as they arrived.
    fn signed_headers<'h>(&self, headers: &'h HeaderMap) -> Result<Vec<(&'a str, &'h str)>, Refusal>
    where
        'a: 'h,
    {
        if ["host", DATE].iter().any(|name| !self.names.contains(name)) {
            return Err(Refusal::Signature("host and x-sdk-date must be signed"));
        }
        self.names
            .iter()
            .map(|name| only(headers, name).map(|value| (*name, value)))
            .collect::<Option<_>>()
            .ok_or(Refusal::Signature(
                "a signed header is missing, stands twice, or is not text",
            ))
    }
}

fn is_lower_case_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// The value of a header that stands once; of one that stands twice nobody knows which was meant.
fn only<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?;
    if values.next().is_some() {
        return None;
    }
    std::str::from_utf8(value.as_bytes()).ok()
}

/// The text of the date, which is what was signed.
fn recent_date<'h>(signed: &[(&str, &'h str)], now: Timestamp) -> Result<&'h str, Refusal> {
    let (text, date) = value_of(signed, DATE)
        .and_then(|text| Some((text, read_date(text)?)))
        .ok_or(Refusal::Signature("x-sdk-date is not YYYYMMDDTHHMMSSZ"))?;
    if date.duration_since(now).unsigned_abs() > WINDOW {
        return Err(Refusal::Clock);
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

/// A client may sign a hash in place of the body; then it has to be the body's.
fn check_content(signed: &[(&str, &str)], received: &Received) -> Result<(), Refusal> {
    let is_right = value_of(signed, CONTENT_HASH).is_none_or(|stated| {
        let hash = digest::digest(&digest::SHA256, &received.body);
        stated == WITHOUT_CONTENT || stated == hex::encode(hash.as_ref())
    });
    is_right.then_some(()).ok_or(Refusal::Signature(
        "the body is not the one that was signed",
    ))
}
