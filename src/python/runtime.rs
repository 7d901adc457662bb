//! Drives calls: a sync call on the calling thread, coroutines on the runtime of the process.

use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::{Notify, Semaphore};
use tokio::task::AbortHandle;
use tokio::time::MissedTickBehavior;

use super::completion::{abort_when_cancelled, future};
use super::errors::{builtin, exception};
use super::interpreter::{InterpreterGuard, acquire, detached};
use super::log::{self, CallLog};
use super::panics::caught;
use super::response::{failed_response, response};
use super::shared_runtime::shared_runtime;
use crate::error::Error;
use crate::http::Connections;
use crate::language::Language;
use crate::operation::Arguments;
use crate::process::{Owned, PerProcess};
use crate::transport::{Background, BackgroundTask, Context, LogBuffer, Response, Transport};

/// A waiting thread checks this often whether Ctrl-C was pressed.
const SIGNAL_CHECK: Duration = Duration::from_millis(50);

/// An idle runtime is not driven; after this number of turns it knows which connections were closed
/// meanwhile.
const TURNS_AFTER_IDLE: usize = 2;

/// A runtime that was driven less than this ago needs no extra turns.
const RECENTLY_DRIVEN: Duration = Duration::from_micros(100);

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

/// A runtime without threads, driven by the thread that checked it out, and its connections.
pub(super) struct BlockingRuntime {
    connections: Connections,
    log: Arc<LogBuffer>,
    runtime: OwnedRuntime,
    driven: Option<Instant>,
    /// Notified when it is time to check signals.
    tick: Arc<Notify>,
}

/// A runtime whose drop does not wait for a name that is still being resolved.
struct OwnedRuntime(Option<Runtime>);

impl Drop for OwnedRuntime {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// Notifies at regular times, for all calls of a runtime: a timer for each call would wake the runtime
/// that is about to wait.
async fn tick_forever(tick: Arc<Notify>) {
    let mut ticks = tokio::time::interval(SIGNAL_CHECK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        tick.notify_one();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
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
    pub(super) fn wait<F>(
        self: &Arc<Self>,
        py: Python<'_>,
        arguments: &Arguments,
        call: impl FnOnce(Context) -> F,
    ) -> PyResult<Py<PyAny>>
    where
        F: Future<Output = Result<Response, Error>> + Send,
    {
        let (outcome, _guard) = self.driven(py, call)?;
        self.to_python(py, arguments, outcome)
    }

    /// Drives what is no documented call on the calling thread and returns its outcome; Ctrl-C ends it.
    pub(super) fn ask<T: Send, F>(
        self: &Arc<Self>,
        py: Python<'_>,
        call: impl FnOnce(Context) -> F,
    ) -> PyResult<T>
    where
        F: Future<Output = Result<T, Error>> + Send,
    {
        let (outcome, _guard) = self.driven(py, call)?;
        outcome.map_err(|error| self.exception(py, &error))
    }

    fn driven<T: Send, F>(
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
        let context = runtime.context(self);
        let driven = runtime.drive(py, Box::pin(caught(call(context))))?;
        runtime.driven = Some(Instant::now());
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
            Ok(received) => response(py, &received, arguments, self.language),
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
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Error::exhausted(&error.to_string()))?;
        let tick = Arc::new(Notify::new());
        runtime.spawn(tick_forever(Arc::clone(&tick)));
        let runtime = BlockingRuntime {
            connections: self.transport.connections()?,
            log: Arc::default(),
            runtime: OwnedRuntime(Some(runtime)),
            driven: None,
            tick,
        };
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

impl BlockingRuntime {
    pub(super) fn context(&self, session: &Arc<Session>) -> Context {
        Context {
            connections: self.connections.clone(),
            log: Arc::clone(&self.log),
            background: Arc::<Session>::clone(session),
        }
    }

    /// Drives a future, and whatever else was spawned on this runtime, on the calling thread; Ctrl-C
    /// ends it. Returns with a guard.
    pub(super) fn drive<T: Send>(
        &self,
        py: Python<'_>,
        mut running: Pin<Box<dyn Future<Output = T> + Send + '_>>,
    ) -> PyResult<(T, InterpreterGuard)> {
        let mut guard = acquire(py);
        log::prepare(py, &self.log)?;
        let Some(runtime) = &self.runtime.0 else {
            return Err(builtin::<PyRuntimeError>(message!("the runtime is closed")));
        };
        let mut turns_first = match self.driven {
            Some(driven) if driven.elapsed() < RECENTLY_DRIVEN => 0,
            _ => TURNS_AFTER_IDLE,
        };
        // Signals are checked outside of block_on, so that a handler may itself make a call.
        loop {
            let turns = std::mem::take(&mut turns_first);
            let step = async {
                for _ in 0..turns {
                    tokio::task::yield_now().await;
                }
                tokio::select! {
                    biased;
                    outcome = &mut running => Some(outcome),
                    () = self.tick.notified() => None,
                }
            };
            let (outcome, reacquired) = detached(py, guard, || runtime.block_on(step));
            guard = reacquired;
            log::write(py, &self.log, None)?;
            match outcome {
                Some(outcome) => return Ok((outcome, guard)),
                None => py.check_signals()?,
            }
        }
    }

    /// Starts work on this runtime; it goes on whenever the runtime is driven.
    pub(super) fn spawn(
        &self,
        work: impl Future<Output = ()> + Send + 'static,
    ) -> Option<AbortHandle> {
        let runtime = self.runtime.0.as_ref()?;
        Some(runtime.spawn(work).abort_handle())
    }
}
