//! Blocking work during which the handlers of signals run.

use std::cell::{Cell, RefCell};
use std::time::{Duration, Instant};

use pyo3::prelude::*;

use super::interpreter::{acquire, detached, with_gil};

/// How long blocking work goes on before Python runs the handlers of signals.
const INTERVAL: Duration = Duration::from_millis(50);

/// Runs `work` without the GIL. It asks from time to time whether to end; the handlers of signals run
/// then, and what they raise ends it and is raised.
pub(super) fn interruptible<T: Send>(
    py: Python<'_>,
    work: impl FnOnce(&dyn Fn() -> bool) -> T + Send,
) -> PyResult<T> {
    let ((result, raised), guard) = detached(py, acquire(py), || {
        let signals = Signals {
            checked: Cell::new(Instant::now()),
            raised: RefCell::default(),
        };
        let result = work(&|| signals.have_raised());
        (result, signals.raised.into_inner())
    });
    drop(guard);
    raised.map_or(Ok(result), Err)
}

/// Runs the handlers of signals from time to time.
struct Signals {
    checked: Cell<Instant>,
    raised: RefCell<Option<PyErr>>,
}

impl Signals {
    fn have_raised(&self) -> bool {
        if self.raised.borrow().is_none() && self.checked.get().elapsed() >= INTERVAL {
            with_gil(|py| *self.raised.borrow_mut() = py.check_signals().err());
            self.checked.set(Instant::now());
        }
        self.raised.borrow().is_some()
    }
}
