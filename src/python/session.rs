//! What all copies of a client share, and how it runs their calls: a sync call on the calling thread, coroutines on
//! the runtime of the process.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use pyo3::prelude::*;
use tokio::sync::Semaphore;
use tokio::task::AbortHandle;

use super::blocking_runtime::BlockingRuntime;
use super::completion::{abort_when_cancelled, future};
use super::errors::exception;
use super::interpreter::{InterpreterGuard, acquire};
use super::log::CallLog;
use super::panics::caught;
use super::response::{failed_response, response};
use super::shared_runtime::shared_runtime;
use crate::error::Error;
use crate::http::Connections;
use crate::language::Language;
use crate::operation::Arguments;
use crate::process::{Owned, PerProcess, lock};
use crate::transport::{Background, BackgroundTask, Context, LogBuffer, Response, Transport};

/// How many polls may be in flight at once: those of one wait, and those of all waits on the process's runtime.
pub(super) const MAX_CONCURRENT_POLLS: usize = 64;

/// What all copies of a client share: the transport, and the connections that each process opens for
/// it.
pub(super) struct Session {
    pub(super) transport: Arc<Transport>,
    /// The language in which errors are explained.
    pub(super) language: Language,
    /// Whether a call that failed raises an exception.
    pub(super) raise_on_error: bool,
    pools: PerProcess<Pools>,
    closed: AtomicBool,
}

/// A pool of connections belongs to the runtime that drives it: each sync call in flight has a
/// runtime of its own, and all coroutines share one.
pub(super) struct Pools {
    idle: Mutex<Vec<BlockingRuntime>>,
    shared: Connections,
    /// One for each poll that the coroutines of this client may have in flight.
    polls: Arc<Semaphore>,
}

impl Session {
    pub(super) fn new(transport: Transport, language: Language, raise_on_error: bool) -> Self {
        Self {
            transport: Arc::new(transport),
            language,
            raise_on_error,
            pools: PerProcess::new(),
            closed: AtomicBool::new(false),
        }
    }

    /// Refuses further calls, and closes what is idle now, and what is in use when its call ends.
    pub(super) fn close(&self) {
        self.closed.store(true, Ordering::Release);
        drop(self.pools.take());
    }

    pub(super) fn refuse_if_closed(&self, py: Python<'_>) -> PyResult<()> {
        if self.closed.load(Ordering::Acquire) {
            let error = Error::Config(message!("the client is closed; create another one"));
            return Err(self.exception(py, &error));
        }
        Ok(())
    }

    pub(super) fn exception(&self, py: Python<'_>, error: &Error) -> PyErr {
        exception(py, error, self.language)
    }

    /// Drives a call on the calling thread and returns its response; Ctrl-C ends it.
    pub(super) fn call<F>(
        self: &Arc<Self>,
        py: Python<'_>,
        arguments: &Arguments,
        call: impl FnOnce(Context) -> F,
    ) -> PyResult<Py<PyAny>>
    where
        F: Future<Output = Result<Response, Error>> + Send,
    {
        let (outcome, _guard) = self.run_on_runtime(py, call)?;
        self.to_python(py, arguments, outcome)
    }

    /// Drives what is no documented call on the calling thread and returns its outcome; Ctrl-C ends it.
    pub(super) fn run<T: Send, F>(
        self: &Arc<Self>,
        py: Python<'_>,
        call: impl FnOnce(Context) -> F,
    ) -> PyResult<T>
    where
        F: Future<Output = Result<T, Error>> + Send,
    {
        let (outcome, _guard) = self.run_on_runtime(py, call)?;
        outcome.map_err(|error| self.exception(py, &error))
    }

    fn run_on_runtime<T: Send, F>(
        self: &Arc<Self>,
        py: Python<'_>,
        call: impl FnOnce(Context) -> F,
    ) -> PyResult<(Result<T, Error>, InterpreterGuard)>
    where
        F: Future<Output = Result<T, Error>> + Send,
    {
        // A client that is closed meanwhile drops these, and the runtime with them.
        let checked_out = self.checkout();
        let (pools, mut runtime) = checked_out.map_err(|error| self.exception(py, &error))?;
        let context = runtime.context(self.clone());
        let driven = runtime.drive(py, Box::pin(caught(call(context))))?;
        lock(&pools.idle).push(runtime);
        Ok(driven)
    }

    /// Returns the response of a call, or raises what it failed with.
    pub(super) fn to_python(
        &self,
        py: Python<'_>,
        arguments: &Arguments,
        outcome: Result<Response, Error>,
    ) -> PyResult<Py<PyAny>> {
        match outcome {
            Ok(received) => response(py, received, arguments, self.language),
            Err(Error::Service(error)) if !self.raise_on_error => {
                failed_response(py, &error, arguments, self.language)
            }
            Err(error) => Err(self.exception(py, &error)),
        }
        .map(Bound::unbind)
    }

    /// Starts a call on the process's runtime and returns the asyncio future of its outcome, which
    /// `finish` turns into a Python object in the thread of the event loop.
    pub(super) fn future<'py, T, F>(
        self: &Arc<Self>,
        py: Python<'py>,
        call: impl FnOnce(Context) -> F,
        finish: impl FnOnce(Python<'_>, Result<T, Error>) -> PyResult<Py<PyAny>> + Send + Sync + 'static,
    ) -> PyResult<Bound<'py, PyAny>>
    where
        T: Send + Sync + 'static,
        F: Future<Output = Result<T, Error>> + Send + 'static,
    {
        let _guard = acquire(py);
        let runtime = shared_runtime().map_err(|error| self.exception(py, &error))?;
        let pools = self.pools().map_err(|error| self.exception(py, &error))?;
        let log = Arc::new(CallLog::in_context(py)?);
        let (future, resolver) = future(py, Arc::clone(&log))?;
        let work = caught(call(Context {
            connections: pools.shared.clone(),
            log: Arc::clone(&log.buffer),
            background: self.clone(),
        }));
        let task = runtime.spawn(async move {
            let outcome = resolver.wait(work).await;
            resolver.resolve(move |py| finish(py, outcome));
        });
        abort_when_cancelled(&future, task.abort_handle())?;
        Ok(future)
    }

    /// Starts work on the process's runtime.
    pub(super) fn spawn<F>(
        self: &Arc<Self>,
        log: Arc<LogBuffer>,
        work: impl FnOnce(Context) -> F,
    ) -> Result<AbortHandle, Error>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let context = Context {
            connections: self.pools()?.shared.clone(),
            log,
            background: self.clone(),
        };
        Ok(shared_runtime()?.spawn(work(context)).abort_handle())
    }

    fn pools(&self) -> Result<Arc<Owned<Pools>>, Error> {
        self.pools.get_or_try_init(|| {
            Ok(Pools {
                idle: Mutex::new(Vec::new()),
                shared: self.transport.connections()?,
                polls: Arc::new(Semaphore::new(MAX_CONCURRENT_POLLS)),
            })
        })
    }

    /// Returns what limits the polls of all waits on the process's runtime together.
    pub(super) fn shared_polls(&self) -> Result<Arc<Semaphore>, Error> {
        Ok(Arc::clone(&self.pools()?.polls))
    }

    /// Returns an idle runtime, or a new one, and the pools that it belongs to.
    pub(super) fn checkout(&self) -> Result<(Arc<Owned<Pools>>, BlockingRuntime), Error> {
        let pools = self.pools()?;
        let idle = lock(&pools.idle).pop();
        if let Some(runtime) = idle {
            return Ok((pools, runtime));
        }
        let runtime = BlockingRuntime::new(self.transport.connections()?)?;
        Ok((pools, runtime))
    }
}

impl Background for Session {
    fn start(&self, work: BackgroundTask) -> Result<(), Error> {
        let connections = self.pools()?.shared.clone();
        shared_runtime()?.spawn(work(connections));
        Ok(())
    }
}
