//! Deviations of the service from its documentation, switched on for tests.

use std::sync::atomic::{AtomicBool, Ordering};

/// The quirks of data management: deviations from its documentation that clients have to handle.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Quirks {
    /// `offset` counts records and not pages.
    pub record_offset: bool,
    /// Calls that have to wait for other work are refused with 501 and not with 400.
    pub busy_as_501: bool,
    /// Calls whose documented response has `error_code` are refused with it inside a success.
    pub error_in_body: bool,
}

/// The quirks that are switched on.
#[derive(Debug, Default)]
pub(super) struct ActiveQuirks {
    record_offset: AtomicBool,
    busy_as_501: AtomicBool,
    error_in_body: AtomicBool,
}

impl ActiveQuirks {
    pub(super) fn set(&self, quirks: Quirks) {
        let store = |switch: &AtomicBool, on| switch.store(on, Ordering::SeqCst);
        store(&self.record_offset, quirks.record_offset);
        store(&self.busy_as_501, quirks.busy_as_501);
        store(&self.error_in_body, quirks.error_in_body);
    }

    pub(super) fn get(&self) -> Quirks {
        let load = |switch: &AtomicBool| switch.load(Ordering::SeqCst);
        Quirks {
            record_offset: load(&self.record_offset),
            busy_as_501: load(&self.busy_as_501),
            error_in_body: load(&self.error_in_body),
        }
    }
}
