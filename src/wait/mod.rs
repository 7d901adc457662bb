//! Waits for work to end: when to poll which operation, and until when.
#![deny(clippy::arithmetic_side_effects)]

mod poller;
mod schedule;

pub use poller::{Event, PollResult, Target, Until, poll_until_done};
pub use schedule::{Next, Plan, Poll, Schedule, Verdict};
