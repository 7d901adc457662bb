//! What is sent and what comes back, as values; nothing here touches a network.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, Method, StatusCode};
use jiff::civil::DateTime;
use jiff::fmt::strtime::{self, BrokenDownTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use secrecy::SecretString;

/// A request, complete but for its endpoint and its credential.
#[derive(Clone)]
pub struct Request {
    /// The name of the call, like `get_task_status`.
    pub operation: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path, percent-encoded.
    pub path: String,
    /// The query, encoded and sorted as it is signed; empty for none.
    pub query: String,
    /// The JSON to send; empty for none.
    pub body: Bytes,
    /// The project that the call names.
    pub project: Option<Arc<str>>,
    /// Further headers, which may be secret.
    pub headers: Vec<(HeaderName, SecretString)>,
    /// Whether it may be sent again although the service may have executed it.
    pub idempotent: bool,
}

/// Without body and headers, which may hold secrets.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .field("path", &self.path)
            .field("query", &self.query)
            .field("project", &self.project)
            .field("idempotent", &self.idempotent)
            .finish_non_exhaustive()
    }
}

impl Request {
    /// Returns the `Content-Type` of the body; `None` if there is no body.
    #[must_use]
    pub fn content_type(&self) -> Option<&'static str> {
        (!self.body.is_empty()).then_some("application/json")
    }
}

/// A response as it came, its body decompressed.
#[derive(Clone)]
pub struct RawResponse {
    /// The HTTP status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

/// Without headers and body, which may hold a token.
impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

impl RawResponse {
    /// Returns the first header of that name (in lower case), if it is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        std::str::from_utf8(self.headers.get(name)?.as_bytes()).ok()
    }

    /// Returns the service's id of the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.header("x-request-id")
    }
}

/// Reads an HTTP date, as in `Date` and `Retry-After`, in any of the three forms of RFC 9110.
#[must_use]
pub fn http_date(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let usual = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text);
    usual
        .ok()
        .or_else(|| rfc850_date(text, Timestamp::now()))
        .or_else(|| {
            strtime::parse("%a %b %e %H:%M:%S %Y", text)
                .ok()
                .and_then(|date| in_utc(&date))
        })
}

/// Reads a date like `Sunday, 06-Nov-94 08:49:37 GMT`; its year is the last one with these two digits
/// that is not more than 50 years after `now`.
fn rfc850_date(text: &str, now: Timestamp) -> Option<Timestamp> {
    let (weekday, rest) = text.split_once(", ")?;
    let weekday = strtime::parse("%A", weekday).ok()?.weekday()?;
    let mut date = strtime::parse("%d-%b-%y %H:%M:%S GMT", rest).ok()?;
    let limit = TimeZone::UTC.to_datetime(now).checked_add(50.years());
    let limit = limit.unwrap_or(DateTime::MAX);
    let two_digits = date.year()?.rem_euclid(100);
    let this_century = limit.year().saturating_sub(limit.year().rem_euclid(100));
    let this_century = this_century.saturating_add(two_digits);
    let mut years = [this_century, this_century.saturating_sub(100)].into_iter();
    let date = years.find_map(|year| {
        date.set_year(Some(year)).ok()?;
        date.to_datetime().ok().filter(|date| *date <= limit)
    })?;
    let is_sound = date.weekday() == weekday;
    is_sound
        .then(|| TimeZone::UTC.to_timestamp(date).ok())
        .flatten()
}

fn in_utc(date: &BrokenDownTime) -> Option<Timestamp> {
    TimeZone::UTC.to_timestamp(date.to_datetime().ok()?).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn time(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn two_digits_of_a_year_mean_one_that_is_not_more_than_50_years_ahead() {
        let now = time("2026-01-02T03:04:05Z");
        for (date, expected) in [
            (
                "Sunday, 06-Nov-94 08:49:37 GMT",
                Some("1994-11-06T08:49:37Z"),
            ),
            (
                "Friday, 02-Jan-26 03:04:06 GMT",
                Some("2026-01-02T03:04:06Z"),
            ),
            (
                "Thursday, 02-Jan-76 03:04:05 GMT",
                Some("2076-01-02T03:04:05Z"),
            ),
            (
                "Friday, 02-Jan-76 03:04:06 GMT",
                Some("1976-01-02T03:04:06Z"),
            ),
            (
                "Tuesday, 29-Feb-00 00:00:00 GMT",
                Some("2000-02-29T00:00:00Z"),
            ),
            // The weekday of another year.
            ("Monday, 06-Nov-94 08:49:37 GMT", None),
            ("Sunday, 06-Nov-94 08:49:37", None),
            ("Sunday, 06-Nov-1994 08:49:37 GMT", None),
            ("06-Nov-94 08:49:37 GMT", None),
            ("Sunday, 31-Feb-94 08:49:37 GMT", None),
        ] {
            assert_eq!(rfc850_date(date, now), expected.map(time), "{date}");
        }
    }

    #[test]
    fn two_digits_of_a_year_are_read_at_any_time() {
        for (now, expected) in [
            (time("2090-06-01T00:00:00Z"), Some("2104-01-01T00:00:00Z")),
            (time("1999-12-31T23:59:59Z"), Some("2004-01-01T00:00:00Z")),
            (Timestamp::MAX, None),
            (Timestamp::MIN, None),
        ] {
            let date = [
                "Tuesday, 01-Jan-04 00:00:00 GMT",
                "Thursday, 01-Jan-04 00:00:00 GMT",
            ];
            let read = date.map(|date| rfc850_date(date, now));
            if let Some(expected) = expected {
                assert!(read.contains(&Some(time(expected))), "{now}: {read:?}");
            }
        }
    }
}
