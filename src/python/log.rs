//! What the transport writes down, handed to Python's `logging` by the thread that waits.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

use crate::transport::{Journal, Level};

/// Asks how much the program wants to hear.
pub(super) fn prepare(py: Python<'_>, journal: &Journal) -> PyResult<()> {
    static WANTS_REQUESTS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let wanted = WANTS_REQUESTS
        .import(py, "modelarts.log", "wants_requests")?
        .call0()?;
    journal.set_detailed(wanted.is_truthy()?);
    Ok(())
}

/// Hands over the lines since the last time.
pub(super) fn write(py: Python<'_>, journal: &Journal) -> PyResult<()> {
    static WRITE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    for line in journal.take() {
        let level = match line.level {
            Level::Debug => "debug",
            Level::Warning => "warning",
        };
        WRITE
            .import(py, "modelarts.log", "write")?
            .call1((level, "%s", line.text))?;
    }
    Ok(())
}
