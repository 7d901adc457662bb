//! Waits for work to end: when to poll which operation, and until when.
#![deny(clippy::arithmetic_side_effects)]

mod end_condition;
mod poller;
mod schedule;

pub use end_condition::{EndCondition, EndState, Until};
pub use poller::{Event, PollResult, poll_until_done};
pub use schedule::{Next, Plan, Poll, Schedule, Verdict};
