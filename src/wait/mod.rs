//! Waits for work to end: when to poll which operation, and until when.
#![deny(clippy::arithmetic_side_effects)]

mod poller;
mod schedule;
mod target;

pub use poller::{Event, PollResult, poll_until_done};
pub use schedule::{Next, Plan, Poll, Schedule, Verdict};
pub use target::{Outcome, Target, Until};
