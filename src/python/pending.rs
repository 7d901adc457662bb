//! A call that goes on while its caller does something else.

use std::sync::{Arc, Mutex};

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use tokio::sync::oneshot::{self, Receiver};
use tokio::task::AbortHandle;

use super::arguments::Call;
use super::errors::builtin;
use super::log::CallLog;
use super::panics::caught;
use super::session::Session;
use crate::error::Error;
use crate::process::lock;
use crate::transport::Response;

/// A call that was started and whose response was not taken yet.
#[pyclass(frozen, module = "modelarts._modelarts")]
pub(super) struct PendingCall {
    session: Arc<Session>,
    call: Arc<Call>,
    outcome: Mutex<Option<Receiver<Result<Response, Error>>>>,
    task: AbortHandle,
    log: CallLog,
    process: u32,
}

impl PendingCall {
    /// Starts a call on the runtime of the process.
    pub(super) fn start(py: Python<'_>, session: &Arc<Session>, call: Call) -> PyResult<Self> {
        let log = CallLog::in_context(py)?;
        let (sender, receiver) = oneshot::channel();
        let call = Arc::new(call);
        let (transport, sent) = (Arc::clone(&session.transport), Arc::clone(&call));
        let work = move |context| async move {
            let sending = transport.send(&context, &sent.arguments, sent.limits);
            // The receiver may have been dropped.
            let _ = sender.send(caught(sending).await);
        };
        let task = session.spawn(Arc::clone(&log.buffer), work);
        Ok(Self {
            session: Arc::clone(session),
            call,
            outcome: Mutex::new(Some(receiver)),
            task: task.map_err(|error| session.exception(py, &error))?,
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
            let error = Error::Internal(message!(
                "this call began in the parent process; make another one"
            ));
            return Err(self.session.exception(py, &error));
        }
        let taken = lock(&self.outcome).take();
        let receiver = taken
            .ok_or_else(|| builtin::<PyRuntimeError>(message!("the response was taken already")))?;
        let stopped = || Error::Internal(message!("the call was stopped"));
        let response = async move { receiver.await.unwrap_or_else(|_| Err(stopped())) };
        let result = self.session.call(py, &self.call.arguments, |_| response);
        self.log.write(py)?;
        result
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
