//! What the transport writes down, handed to Python's `logging` by the thread that waits.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

use crate::transport::{Journal, Level};

/// The level of a line for each request.
const DEBUG: u8 = 10;

/// Asks how much the program wants to hear.
pub(super) fn prepare(py: Python<'_>, journal: &Journal) -> PyResult<()> {
    static LOGGER: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    static IS_ENABLED_FOR: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    if IS_ENABLED_FOR.get(py).is_none() {
        let logger = LOGGER.import(py, "modelarts.log", "logger")?.call0()?;
        if logger.is_none() {
            return Ok(());
        }
        let _ = IS_ENABLED_FOR.set(py, logger.getattr("isEnabledFor")?.unbind());
    }
    if let Some(is_enabled_for) = IS_ENABLED_FOR.get(py) {
        let wanted = is_enabled_for.bind(py).call1((DEBUG,))?;
        journal.set_detailed(wanted.is_truthy()?);
    }
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
