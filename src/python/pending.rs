//! A call that goes on while its caller does something else.

use std::sync::{Arc, Mutex, PoisonError};

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use tokio::sync::oneshot::{self, Receiver};
use tokio::task::AbortHandle;

use super::client_inner::{Call, ClientInner};
use super::log::CallLog;
use super::panics::caught;
use crate::api::Operation;
use crate::error::Error;
use crate::transport::Response;

/// A call that was started and whose response nobody has taken yet.
#[pyclass(frozen, module = "modelarts._modelarts")]
pub(super) struct PendingCall {
    inner: Arc<ClientInner>,
    operation: &'static Operation,
    ids: Vec<(&'static str, String)>,
    outcome: Mutex<Option<Receiver<Result<Response, Error>>>>,
    task: AbortHandle,
    log: CallLog,
    process: u32,
}

impl PendingCall {
    /// Starts a call on the runtime of the process.
    pub(super) fn start(py: Python<'_>, inner: &Arc<ClientInner>, call: Call) -> PyResult<Self> {
        let log = CallLog::in_context(py)?;
        let (sender, receiver) = oneshot::channel();
        let (operation, ids) = (call.operation, call.arguments.ids().to_vec());
        let owned = Arc::clone(inner);
        let work = move |context| async move {
            // Whoever started it may not want it any more.
            let _ = sender.send(caught(owned.send(context, call)).await);
        };
        let task = inner.session.spawn(Arc::clone(&log.buffer), work);
        Ok(Self {
            inner: Arc::clone(inner),
            operation,
            ids,
            outcome: Mutex::new(Some(receiver)),
            task: task.map_err(|error| inner.exception(py, &error))?,
            log,
            process: std::process::id(),
        })
    }
}

#[pymethods]
impl PendingCall {
    /// Waits for the response and returns it; once.
    fn result(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        if self.process != std::process::id() {
            return Err(PyRuntimeError::new_err(
                "this call began in the parent process; make another one",
            ));
        }
        let taken = self
            .outcome
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let receiver =
            taken.ok_or_else(|| PyRuntimeError::new_err("the response was taken already"))?;
        let stopped = || Error::Internal("the call was stopped".to_owned());
        self.inner.session.wait(
            py,
            |_| async move { receiver.await.unwrap_or_else(|_| Err(stopped())) },
            |outcome| {
                self.log.write(py)?;
                self.inner.present(py, self.operation, &self.ids, outcome)
            },
        )
    }

    /// Stops the call; its response is not wanted any more.
    fn cancel(&self) {
        if self.process == std::process::id() {
            self.task.abort();
        }
    }
}

impl Drop for PendingCall {
    fn drop(&mut self) {
        self.cancel();
    }
}
