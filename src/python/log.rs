//! Hands the log records of the transport to Python's `logging`, in the context of the call.

use std::sync::Arc;

use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

use crate::transport::{Level, LogBuffer};

/// The level of a record for each request.
const DEBUG: u8 = 10;

/// The log records of one call, and the context variables of the code that made it.
pub(super) struct CallLog {
    pub(super) buffer: Arc<LogBuffer>,
    context: Option<Py<PyAny>>,
}

impl CallLog {
    /// Returns the log of a call whose records are written by other code than that which made it.
    pub(super) fn in_context(py: Python<'_>) -> PyResult<Self> {
        static COPY_CONTEXT: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let buffer = Arc::new(LogBuffer::default());
        let is_logged = prepare(py, &buffer)?;
        let context = if is_logged {
            let copy = COPY_CONTEXT.import(py, "contextvars", "copy_context")?;
            Some(copy.call0()?.unbind())
        } else {
            None
        };
        Ok(Self { buffer, context })
    }

    /// Returns when there are records.
    pub(super) async fn written(&self) {
        self.buffer.written().await;
    }

    /// Writes the records since the last time.
    pub(super) fn write(&self, py: Python<'_>) -> PyResult<()> {
        let context = self.context.as_ref().map(|context| context.bind(py));
        write(py, &self.buffer, context)
    }
}

/// Finds out which records the program logs; returns whether it logs any.
pub(super) fn prepare(py: Python<'_>, buffer: &LogBuffer) -> PyResult<bool> {
    static LOGGER: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    static IS_ENABLED_FOR: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    if IS_ENABLED_FOR.get(py).is_none() {
        let logger = LOGGER.import(py, "modelarts.log", "logger")?.call0()?;
        if logger.is_none() {
            return Ok(false);
        }
        let _ = IS_ENABLED_FOR.set(py, logger.getattr("isEnabledFor")?.unbind());
    }
    if let Some(is_enabled_for) = IS_ENABLED_FOR.get(py) {
        let enabled = is_enabled_for.bind(py).call1((DEBUG,))?;
        buffer.set_detailed(enabled.is_truthy()?);
    }
    Ok(true)
}

/// Writes the records since the last time, in a context if one is given.
pub(super) fn write(
    py: Python<'_>,
    buffer: &LogBuffer,
    context: Option<&Bound<'_, PyAny>>,
) -> PyResult<()> {
    static WRITE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    for record in buffer.take() {
        let level = match record.level {
            Level::Debug => "debug",
            Level::Warning => "warning",
        };
        let write = WRITE.import(py, "modelarts.log", "write")?;
        match context {
            Some(context) => {
                let arguments = (write, level, "%s", record.text);
                context.call_method1(intern!(py, "run"), arguments)?;
            }
            None => {
                write.call1((level, "%s", record.text))?;
            }
        }
    }
    Ok(())
}
