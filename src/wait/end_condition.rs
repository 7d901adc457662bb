//! When a wait is over, and what a response says: whether the work has ended, and with success.
#![deny(clippy::arithmetic_side_effects)]

use std::sync::Arc;
use std::time::Duration;

use crate::api::{Status, Word};
use crate::transport::Response;

/// How long work that was accepted may show no sign that it has begun. Work that fails quickly may
/// have ended before the first poll, so a wait without this limit could be endless.
const MAX_START_DELAY: Duration = Duration::from_secs(60);

/// When a wait for a task is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Until {
    /// In any final state.
    Done,
    /// In any final state, with this text in a field if the state is a success.
    Equal(Arc<str>, Arc<str>),
    /// When it is deleted: the service doesn't find it, or says so.
    Gone,
}

/// When the wait for one task is over, by the states of its responses.
#[derive(Debug, Clone)]
pub struct EndCondition {
    /// The states of its responses.
    pub status: &'static Status,
    /// When the wait is over.
    pub until: Until,
}

/// What a response says of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndState {
    /// It goes on.
    Unfinished,
    /// It has ended, as its state says.
    Ended,
    /// It has ended without success, though its state alone doesn't say so: the state is again the
    /// one from before.
    Failed,
}

/// How far work has come that changes or deletes what is there, and whose state before and after
/// may thus be the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Stage {
    /// There was no response yet.
    #[default]
    Unseen,
    /// In the state from before, since then; `failed` says whether it is a failure.
    Before { since: Duration, failed: bool },
    /// It has begun.
    Begun,
}

impl EndCondition {
    /// Returns what a response at `now` says; `stage` is what the ones before said.
    pub(super) fn end_state(
        &self,
        stage: &mut Stage,
        now: Duration,
        response: &Response,
    ) -> EndState {
        let status = self.status;
        let is_in = |kinds: &[&[Word]]| is_in(status, response, kinds);
        let has_ended = is_in(&[status.succeeded, status.failed, status.stopped]);
        match &self.until {
            Until::Done if has_ended => EndState::Ended,
            Until::Done => EndState::Unfinished,
            Until::Equal(field, expected) => {
                let is_equal = response.value.text(field) == Some(expected);
                if has_ended && (is_equal || !is_in(&[status.succeeded])) {
                    return EndState::Ended;
                }
                stage.advance(now, !has_ended, has_ended, false)
            }
            Until::Gone => {
                let failed = is_in(&[status.failed]);
                if is_in(&[status.deleted]) {
                    return EndState::Ended;
                }
                // What had failed before it was deleted stays so for a while.
                let had_failed =
                    matches!(stage, Stage::Unseen | Stage::Before { failed: true, .. });
                if failed && !had_failed {
                    return EndState::Ended;
                }
                stage.advance(now, is_in(&[status.deleting]), has_ended, failed)
            }
        }
    }
}

impl Stage {
    fn advance(&mut self, now: Duration, begins: bool, has_ended: bool, failed: bool) -> EndState {
        match *self {
            Self::Begun if has_ended => return EndState::Failed,
            Self::Begun => {}
            _ if begins => *self = Self::Begun,
            Self::Before { since, .. } if has_ended => {
                if now.saturating_sub(since) >= MAX_START_DELAY {
                    return EndState::Failed;
                }
                *self = Self::Before { since, failed };
            }
            // Other work keeps it from beginning.
            _ => *self = Self::Before { since: now, failed },
        }
        EndState::Unfinished
    }
}

fn is_in(status: &Status, response: &Response, kinds: &[&[Word]]) -> bool {
    let value = response.value.get(status.field);
    let mut states = kinds.iter().copied().flatten();
    value.is_some_and(|value| states.any(|state| value.is(*state)))
}
