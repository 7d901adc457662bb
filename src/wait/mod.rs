//! Waiting for tasks: when to look at which, and until when.

mod driver;
mod schedule;

pub use driver::{Event, Look, watch};
pub use schedule::{Next, Plan, Poll, Schedule, Verdict};
