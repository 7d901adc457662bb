//! Defects of the service that clients have to live with, switched on for tests.

use std::sync::atomic::{AtomicBool, Ordering};

/// Which defects data management has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Defects {
    /// `offset` counts records and not pages.
    pub record_offset: bool,
    /// Calls that have to wait for other work are refused with 501 and not with 400.
    pub busy_as_501: bool,
    /// Calls whose documented response has `error_code` are refused with it inside a success.
    pub error_in_body: bool,
}

/// The defects in force.
#[derive(Debug, Default)]
pub(super) struct ActiveDefects {
    record_offset: AtomicBool,
    busy_as_501: AtomicBool,
    error_in_body: AtomicBool,
}

impl ActiveDefects {
    pub(super) fn set(&self, defects: Defects) {
        let store = |switch: &AtomicBool, on| switch.store(on, Ordering::SeqCst);
        store(&self.record_offset, defects.record_offset);
        store(&self.busy_as_501, defects.busy_as_501);
        store(&self.error_in_body, defects.error_in_body);
    }

    pub(super) fn get(&self) -> Defects {
        let load = |switch: &AtomicBool| switch.load(Ordering::SeqCst);
        Defects {
            record_offset: load(&self.record_offset),
            busy_as_501: load(&self.busy_as_501),
            error_in_body: load(&self.error_in_body),
        }
    }
}
