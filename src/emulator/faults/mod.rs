//! Faults on request: rules, which request they match, and what they do to its response.

pub(super) mod active;
pub(super) mod injector;
pub(super) mod rule;
pub(super) mod settings;
