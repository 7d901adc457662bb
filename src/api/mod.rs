//! The documented calls.

pub mod dataset;
