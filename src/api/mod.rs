//! The documented calls.

pub mod dataset;
pub mod parameters;
