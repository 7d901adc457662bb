//! The received requests, without their secrets, for assertions.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use axum::body::Bytes;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use super::operations;
use crate::process::lock;

/// How many requests are kept.
const MAX_RECORDS: usize = 100_000;
/// How many bytes of heads and bodies are kept.
const MAX_BYTES: usize = 64 * 1024 * 1024;
const MASK: &str = "***";
const SECRET_HEADERS: [&str; 6] = [
    "authorization",
    "cookie",
    "proxy-authorization",
    "x-auth-token",
    "x-security-token",
    "x-subject-token",
];

/// A request and its response.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RecordedRequest {
    /// The method, in capitals.
    pub method: String,
    /// The name of the operation, as in [`FaultRule`](super::FaultRule); empty if it calls none.
    pub operation: &'static str,
    /// The path as sent, still percent-encoded.
    pub path: String,
    /// The query as sent, without its `?`; empty if there is none.
    pub query: String,
    /// The headers in the order received, with names in lower case and secret values replaced by
    /// `***`.
    pub headers: Vec<(String, String)>,
    /// The body: JSON, with the values of `password` replaced by `***`; its text if it is not JSON,
    /// or `***` if that contains the word password; `null` if it is missing or too large.
    pub body: Value,
    /// The HTTP status of the response.
    pub status: u16,
    /// The `X-Request-Id` of the response.
    pub request_id: String,
    /// When the request was received, in seconds since 1970 by the emulator's clock.
    pub time: f64,
}

/// A stored request, with a tenth of the allocations of a [`RecordedRequest`].
#[derive(Debug)]
pub(super) struct Record {
    method: Method,
    target: Box<str>,
    headers: Box<str>,
    body: Bytes,
    status: StatusCode,
    request_id: Arc<str>,
    received_at: Timestamp,
}

impl Record {
    pub(super) fn new(request: &Parts, request_id: Arc<str>, received_at: Timestamp) -> Self {
        let target = match request.uri.query() {
            Some(query) => format!("{}?{query}", request.uri.path()),
            None => request.uri.path().to_owned(),
        };
        Self {
            method: request.method.clone(),
            target: target.into(),
            headers: format_headers(&request.headers).into(),
            body: Bytes::new(),
            status: StatusCode::OK,
            request_id,
            received_at,
        }
    }

    pub(super) fn with_response(self, status: StatusCode, body: Bytes) -> Self {
        Self {
            status,
            body,
            ..self
        }
    }

    /// Returns the bytes of memory that the record takes, about.
    fn size(&self) -> usize {
        size_of::<Self>()
            + self.target.len()
            + self.headers.len()
            + self.body.len()
            + self.request_id.len()
    }

    fn expand(&self) -> RecordedRequest {
        let (path, query) = self.target.split_once('?').unwrap_or((&self.target, ""));
        RecordedRequest {
            method: self.method.to_string(),
            operation: operations::name_of(&self.method, path).unwrap_or_default(),
            path: path.to_owned(),
            query: query.to_owned(),
            headers: self
                .headers
                .lines()
                .filter_map(|line| line.split_once(": "))
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            body: display_body(&self.body),
            status: self.status.as_u16(),
            request_id: self.request_id.to_string(),
            time: self.received_at.as_microsecond() as f64 / 1e6,
        }
    }
}

fn format_headers(headers: &HeaderMap) -> String {
    headers
        .iter()
        .fold(String::with_capacity(256), |mut lines, (name, value)| {
            let value = if SECRET_HEADERS.contains(&name.as_str()) {
                MASK.into()
            } else {
                String::from_utf8_lossy(value.as_bytes())
            };
            let _ = writeln!(lines, "{name}: {value}");
            lines
        })
}

fn display_body(body: &[u8]) -> Value {
    if body.is_empty() {
        return Value::Null;
    }
    match serde_json::from_slice(body) {
        Ok(json) => mask_passwords(json),
        Err(_) => Value::String(mask_text(String::from_utf8_lossy(body).into_owned())),
    }
}

fn mask_passwords(value: Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .into_iter()
            .map(|(key, value)| {
                let secret = key.to_ascii_lowercase().ends_with("password")
                    && !value.is_object()
                    && !value.is_array();
                let value = if secret {
                    MASK.into()
                } else {
                    mask_passwords(value)
                };
                (key, value)
            })
            .collect(),
        Value::Array(items) => items.into_iter().map(mask_passwords).collect(),
        other => other,
    }
}

/// Where a password ends in text that is not JSON is unknown, so all of the text is masked.
fn mask_text(text: String) -> String {
    if text.to_ascii_lowercase().contains("password") {
        MASK.to_owned()
    } else {
        text
    }
}

/// The newest records, within [`MAX_RECORDS`] and [`MAX_BYTES`].
#[derive(Debug, Default)]
pub(super) struct Records(Mutex<Stored>);

#[derive(Debug, Default)]
struct Stored {
    records: VecDeque<Arc<Record>>,
    bytes: usize,
}

impl Stored {
    fn exceeds_limits(&self) -> bool {
        self.records.len() > MAX_RECORDS || self.bytes > MAX_BYTES
    }
}

impl Records {
    pub(super) fn push(&self, record: Record) {
        let mut stored = lock(&self.0);
        stored.bytes += record.size();
        stored.records.push_back(Arc::new(record));
        while stored.exceeds_limits()
            && let Some(oldest) = stored.records.pop_front()
        {
            stored.bytes -= oldest.size();
        }
    }

    /// Returns the records, oldest first; they are expanded after the lock is released.
    pub(super) fn list(&self) -> Vec<RecordedRequest> {
        let records: Vec<Arc<Record>> = lock(&self.0).records.iter().cloned().collect();
        records.iter().map(|record| record.expand()).collect()
    }

    /// Returns the newest records, the newest first.
    pub(super) fn newest(&self, count: usize) -> Vec<RecordedRequest> {
        let stored = lock(&self.0);
        let records: Vec<Arc<Record>> = stored.records.iter().rev().take(count).cloned().collect();
        drop(stored);
        records.iter().map(|record| record.expand()).collect()
    }

    pub(super) fn clear(&self) {
        let removed = std::mem::take(&mut *lock(&self.0));
        drop(removed);
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]
mod tests {
    use axum::http::Request;

    use super::*;

    fn head(uri: &str) -> Parts {
        Request::get(uri).body(()).unwrap().into_parts().0
    }

    #[test]
    fn the_newest_100_000_are_kept() {
        let records = Records::default();
        let push = |path: &str, id: usize| {
            let id = id.to_string().into();
            records.push(Record::new(&head(path), id, Timestamp::UNIX_EPOCH));
        };
        for id in 0..MAX_RECORDS {
            push("/unknown", id);
        }
        push("/newest", MAX_RECORDS);
        let found = records.list();
        assert_eq!(found.len(), 100_000);
        assert_eq!(
            (found[0].request_id.as_str(), found[99_999].path.as_str()),
            ("1", "/newest")
        );
    }

    #[test]
    fn heads_count_towards_the_limit_of_memory() {
        let records = Records::default();
        let long = "x".repeat(60_000);
        let (head, ()) = Request::builder()
            .uri(format!("/{long}"))
            .header("x-long", long.as_str())
            .body(())
            .unwrap()
            .into_parts();
        for _ in 0..700 {
            let record = Record::new(&head, "id".into(), Timestamp::UNIX_EPOCH);
            records.push(record.with_response(StatusCode::OK, Bytes::new()));
        }
        let stored = lock(&records.0);
        assert!(stored.bytes <= MAX_BYTES);
        assert!(stored.records.len() < 600);
        assert!(stored.records.len() > 500);
    }
}
