//! Log records of requests, kept until the thread that waits takes them.
#![deny(clippy::arithmetic_side_effects)]

use std::mem::take;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

use tokio::sync::Notify;

use crate::error::Error;
use crate::http::{HttpError, RawResponse, Request};
use crate::process::lock;
use crate::text::{excerpt, printable};

/// The most records that are kept until they are taken; further ones are only counted.
const MAX_RECORDS: usize = 10_000;

/// The level of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// One request.
    Debug,
    /// A request that is sent again.
    Warning,
}

/// A log record, which holds no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogRecord {
    /// The level.
    pub level: Level,
    /// The message.
    pub text: String,
}

/// The log records that were not taken yet: the call that sends writes them, the thread that waits
/// takes them.
#[derive(Debug, Default)]
pub struct LogBuffer {
    detailed: AtomicBool,
    records: Mutex<Records>,
    written: Notify,
}

#[derive(Debug, Default)]
struct Records {
    kept: Vec<LogRecord>,
    left_out: usize,
}

impl LogBuffer {
    /// Sets whether each request has a record, or only what is sent again.
    pub fn set_detailed(&self, detailed: bool) {
        self.detailed.store(detailed, Ordering::Relaxed);
    }

    /// Takes the records.
    pub fn take(&self) -> Vec<LogRecord> {
        let mut records = self.records();
        let mut taken = take(&mut records.kept);
        match take(&mut records.left_out) {
            0 => {}
            count => taken.push(LogRecord {
                level: Level::Warning,
                text: format!("{count} more log records were dropped"),
            }),
        }
        taken
    }

    /// Returns when a record was written since the last time; for one waiting task.
    pub async fn written(&self) {
        self.written.notified().await;
    }

    /// Logs one request; `outcome` is its response.
    pub(super) fn log_request(
        &self,
        request: &Request,
        attempt: u32,
        elapsed: Duration,
        outcome: &Result<RawResponse, HttpError>,
        masked: impl Fn(&str) -> String,
    ) {
        if !self.detailed.load(Ordering::Relaxed) {
            return;
        }
        let (what, request_id) = match outcome {
            Ok(response) => (response.status.as_u16().to_string(), response.request_id()),
            Err(error) => (error.to_string(), error.request_id()),
        };
        let request_id = request_id.map_or_else(String::new, |id| {
            format!(", request id {}", excerpt(&masked(id)))
        });
        let text = format!(
            "{} {}: {what} after {:.1} ms (attempt {attempt}{request_id})",
            request.method.as_str(),
            request.path,
            elapsed.as_secs_f64() * 1000.0,
        );
        self.write(Level::Debug, text);
    }

    /// Logs that a request will be sent again after a wait.
    pub(super) fn log_retry(&self, operation: &str, retry: u32, wait: Duration, error: &Error) {
        let seconds = wait.as_secs_f64();
        let text = format!("{operation}: retry {retry} in {seconds:.2} s: {error}");
        self.write(Level::Warning, text);
    }

    /// Logs that a request is sent again at once, because the cause of its refusal can be removed.
    pub(super) fn log_immediate_retry(&self, operation: &str, remedy: &str) {
        let text = format!("{operation}: was refused and is sent again {remedy}");
        self.write(Level::Warning, text);
    }

    fn write(&self, level: Level, text: String) {
        let mut records = self.records();
        if records.kept.len() < MAX_RECORDS {
            let text = printable(&text);
            records.kept.push(LogRecord { level, text });
        } else {
            records.left_out = records.left_out.saturating_add(1);
        }
        drop(records);
        self.written.notify_one();
    }

    fn records(&self) -> MutexGuard<'_, Records> {
        lock(&self.records)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn records_that_are_not_taken_are_counted_and_not_kept_without_limit() {
        let log = LogBuffer::default();
        for number in 0..MAX_RECORDS + 3 {
            log.write(Level::Debug, number.to_string());
        }
        let records = log.take();
        assert_eq!(records.len(), MAX_RECORDS + 1);
        assert_eq!(records.first().unwrap().text, "0");
        assert_eq!(
            records.last().unwrap().text,
            "3 more log records were dropped"
        );
        assert_eq!(log.take(), []);
    }
}
