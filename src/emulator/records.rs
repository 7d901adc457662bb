//! What was received, for assertions; without its secrets.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use axum::body::Bytes;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use super::cloud::lock;

/// How many requests are kept.
const MOST: usize = 100_000;
/// How many bytes of bodies are kept.
const MOST_BYTES: usize = 64 * 1024 * 1024;
const MASK: &str = "***";
const SECRET_HEADERS: [&str; 6] = [
    "authorization",
    "cookie",
    "proxy-authorization",
    "x-auth-token",
    "x-security-token",
    "x-subject-token",
];

/// A request that was answered.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RecordedRequest {
    /// The verb, in capitals.
    pub method: String,
    /// The path as it was sent, still percent-encoded.
    pub path: String,
    /// The query as it was sent, without its `?`; empty for none.
    pub query: String,
    /// The headers in the order they came, names in lower case, the values of those that carry
    /// secrets replaced by `***`.
    pub headers: Vec<(String, String)>,
    /// The body: JSON, with the values of `password` replaced by `***`; if it isn't JSON its text,
    /// or `***` if that speaks of a password; `null` for none, or for one that was too long.
    pub body: Value,
    /// The HTTP status of the answer.
    pub status: u16,
    /// The `X-Request-Id` of the answer.
    pub request_id: String,
    /// When the request arrived, in seconds since 1970 by the emulator's clock.
    pub time: f64,
}

/// A request as it is kept: a tenth of the allocations of a [`RecordedRequest`].
#[derive(Debug)]
pub(super) struct Record {
    method: Method,
    target: Box<str>,
    headers: Box<str>,
    body: Bytes,
    status: StatusCode,
    request_id: Arc<str>,
    arrived: Timestamp,
}

impl Record {
    pub(super) fn new(request: &Parts, request_id: Arc<str>, arrived: Timestamp) -> Self {
        let target = match request.uri.query() {
            Some(query) => format!("{}?{query}", request.uri.path()),
            None => request.uri.path().to_owned(),
        };
        Self {
            method: request.method.clone(),
            target: target.into(),
            headers: lines(&request.headers).into(),
            body: Bytes::new(),
            status: StatusCode::OK,
            request_id,
            arrived,
        }
    }

    pub(super) fn answered(self, status: StatusCode, body: Bytes) -> Self {
        Self {
            status,
            body,
            ..self
        }
    }

    fn show(&self) -> RecordedRequest {
        let (path, query) = self.target.split_once('?').unwrap_or((&self.target, ""));
        RecordedRequest {
            method: self.method.to_string(),
            path: path.to_owned(),
            query: query.to_owned(),
            headers: self
                .headers
                .lines()
                .filter_map(|line| line.split_once(": "))
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            body: show_body(&self.body),
            status: self.status.as_u16(),
            request_id: self.request_id.to_string(),
            time: self.arrived.as_microsecond() as f64 / 1e6,
        }
    }
}

fn lines(headers: &HeaderMap) -> String {
    headers
        .iter()
        .fold(String::with_capacity(256), |mut lines, (name, value)| {
            let shown = if SECRET_HEADERS.contains(&name.as_str()) {
                MASK.into()
            } else {
                String::from_utf8_lossy(value.as_bytes())
            };
            let _ = writeln!(lines, "{name}: {shown}");
            lines
        })
}

fn show_body(body: &[u8]) -> Value {
    if body.is_empty() {
        return Value::Null;
    }
    match serde_json::from_slice(body) {
        Ok(json) => without_passwords(json),
        Err(_) => Value::String(unless_secret(String::from_utf8_lossy(body).into_owned())),
    }
}

fn without_passwords(value: Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .into_iter()
            .map(|(key, value)| {
                let secret =
                    key.eq_ignore_ascii_case("password") && !value.is_object() && !value.is_array();
                let shown = if secret {
                    MASK.into()
                } else {
                    without_passwords(value)
                };
                (key, shown)
            })
            .collect(),
        Value::Array(items) => items.into_iter().map(without_passwords).collect(),
        plain => plain,
    }
}

/// A text that isn't JSON doesn't say where a password in it ends.
fn unless_secret(text: String) -> String {
    if text.to_ascii_lowercase().contains("password") {
        MASK.to_owned()
    } else {
        text
    }
}

/// The newest records, within [`MOST`] and [`MOST_BYTES`].
#[derive(Debug, Default)]
pub(super) struct Records(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    records: VecDeque<Arc<Record>>,
    bytes: usize,
}

impl Kept {
    fn is_too_much(&self) -> bool {
        self.records.len() > MOST || self.bytes > MOST_BYTES
    }
}

impl Records {
    pub(super) fn push(&self, record: Record) {
        let mut kept = lock(&self.0);
        kept.bytes += record.body.len();
        kept.records.push_back(Arc::new(record));
        while kept.is_too_much()
            && let Some(oldest) = kept.records.pop_front()
        {
            kept.bytes -= oldest.body.len();
        }
    }

    /// The records, the oldest first. They are written out after the lock is gone.
    pub(super) fn list(&self) -> Vec<RecordedRequest> {
        let records: Vec<Arc<Record>> = lock(&self.0).records.iter().cloned().collect();
        records.iter().map(|record| record.show()).collect()
    }

    pub(super) fn clear(&self) {
        let forgotten = std::mem::take(&mut *lock(&self.0));
        drop(forgotten);
    }
}
