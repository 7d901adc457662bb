//! What was sent and what came of it, line by line, for a program that logs.

use std::mem::take;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

use super::exchange::Breakdown;
use crate::error::{Error, one_line};
use crate::wire::{Received, Request};

/// Beyond so many lines that nobody has taken, further ones are only counted.
const MOST_LINES: usize = 10_000;

/// How much a line matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// One request.
    Debug,
    /// A request that is sent again.
    Warning,
}

/// A line, which holds no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// How much it matters.
    pub level: Level,
    /// What it says.
    pub text: String,
}

/// The lines that nobody has taken yet; whoever sends writes them, whoever waits takes them.
#[derive(Debug, Default)]
pub struct Journal {
    detailed: AtomicBool,
    lines: Mutex<Lines>,
    written: Notify,
}

#[derive(Debug, Default)]
struct Lines {
    kept: Vec<Line>,
    left_out: usize,
}

impl Journal {
    /// Says whether each request shall have its line, or only what is sent again.
    pub fn set_detailed(&self, detailed: bool) {
        self.detailed.store(detailed, Ordering::Relaxed);
    }

    /// The lines since the last time.
    pub fn take(&self) -> Vec<Line> {
        let mut lines = self.lines();
        let mut taken = take(&mut lines.kept);
        match take(&mut lines.left_out) {
            0 => {}
            count => taken.push(Line {
                level: Level::Warning,
                text: format!("{count} more lines were left out"),
            }),
        }
        taken
    }

    /// Returns when a line was written since the last time; wakes one of those who wait.
    pub async fn written(&self) {
        self.written.notified().await;
    }

    /// A request was sent; `outcome` is what came of it.
    pub(super) fn sent(
        &self,
        request: &Request,
        attempt: u32,
        elapsed: Duration,
        outcome: &Result<Received, Breakdown>,
        masked: impl Fn(&str) -> String,
    ) {
        if !self.detailed.load(Ordering::Relaxed) {
            return;
        }
        let (what, request_id) = match outcome {
            Ok(received) => (received.status.to_string(), received.request_id()),
            Err(breakdown) => (breakdown.to_string(), breakdown.request_id()),
        };
        let request_id = request_id.map_or_else(String::new, |id| {
            format!(", request id {}", one_line(&masked(id)))
        });
        let text = format!(
            "{} {}: {what} after {:.1} ms (attempt {attempt}{request_id})",
            request.method.as_str(),
            request.path,
            elapsed.as_secs_f64() * 1000.0,
        );
        self.write(Level::Debug, text);
    }

    /// A request will be sent again after a wait.
    pub(super) fn again(&self, operation: &str, retry: u32, wait: Duration, error: &Error) {
        let seconds = wait.as_secs_f64();
        let text = format!("{operation}: retry {retry} in {seconds:.2} s: {error}");
        self.write(Level::Warning, text);
    }

    /// A request will be sent again at once, since what it was refused for can be put right.
    pub(super) fn put_right(&self, operation: &str, remedy: &str) {
        let text = format!("{operation}: was refused, and is sent once more {remedy}");
        self.write(Level::Warning, text);
    }

    fn write(&self, level: Level, text: String) {
        let mut lines = self.lines();
        if lines.kept.len() < MOST_LINES {
            lines.kept.push(Line { level, text });
        } else {
            lines.left_out += 1;
        }
        drop(lines);
        self.written.notify_one();
    }

    fn lines(&self) -> MutexGuard<'_, Lines> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn lines_that_nobody_takes_are_counted_and_not_kept_without_end() {
        let journal = Journal::default();
        for number in 0..MOST_LINES + 3 {
            journal.write(Level::Debug, number.to_string());
        }
        let lines = journal.take();
        assert_eq!(lines.len(), MOST_LINES + 1);
        assert_eq!(lines.first().unwrap().text, "0");
        assert_eq!(lines.last().unwrap().text, "3 more lines were left out");
        assert_eq!(journal.take(), []);
    }
}
