//! A wait for tasks: its events come in batches to the thread, or the coroutine, that waits.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::PyList;
use tokio::sync::Mutex as AsyncMutex;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::task::AbortHandle;

use super::arguments::Options;
use super::blocking_runtime::BlockingRuntime;
use super::errors::builtin;
use super::log::CallLog;
use super::poll_events::present;
use super::poll_targets::{self, Polling, Target, Task, WaitOptions};
use super::session::Session;
use crate::error::Error;
use crate::transport::Context;
use crate::wait::Event;

/// The most events that are handed over at once.
const BATCH: usize = 1000;

type Events = Arc<AsyncMutex<UnboundedReceiver<Event>>>;
type Batch = Option<Vec<Event>>;

/// A wait that is under way. It goes on while its events are waited for, and ends with it.
#[pyclass(frozen, module = "modelarts._modelarts")]
pub(super) struct Poller {
    session: Arc<Session>,
    tasks: Arc<[Task]>,
    events: Events,
    /// How many events are waited for; where each task is polled once, the first ones are of no use
    /// before the others.
    min_batch: usize,
    process: u32,
    abort: Option<AbortHandle>,
    /// What drives a wait of the sync class: the caller's own runtime.
    runtime: Mutex<Option<BlockingRuntime>>,
    /// The log records of a wait of the async class.
    log: Option<Arc<CallLog>>,
}

/// Begins a wait; `caller` is the method that errors name.
pub(super) fn begin(
    py: Python<'_>,
    session: &Arc<Session>,
    client: &Options,
    caller: &str,
    targets: &[Target<'_>],
    options: &WaitOptions<'_>,
) -> PyResult<Poller> {
    let polling = poll_targets::read(session, client, caller, targets, options)?;
    Poller::start(py, session, polling, options.asynchronous)
}

impl Poller {
    fn start(
        py: Python<'_>,
        session: &Arc<Session>,
        polling: Polling,
        asynchronous: bool,
    ) -> PyResult<Self> {
        let (sender, receiver) = unbounded_channel();
        let min_batch = if polling.is_once() { BATCH } else { 1 };
        let tasks = Arc::clone(&polling.tasks);
        let transport = Arc::clone(&session.transport);
        let exception = |error: Error| session.exception(py, &error);
        let is_shared = asynchronous && !polling.is_once();
        // What a thread drives stands still while that thread does something else, and would keep others waiting.
        let shared = if is_shared {
            Some(session.shared_polls().map_err(exception)?)
        } else {
            None
        };
        let work = move |context: Context| polling.run(transport, context, shared, sender);
        let (abort, runtime, log) = if asynchronous {
            let log = Arc::new(CallLog::in_context(py)?);
            let buffer = Arc::clone(&log.buffer);
            let abort = session.spawn(buffer, work).map_err(exception)?;
            (Some(abort), None, Some(log))
        } else {
            let (_pools, runtime) = session.checkout().map_err(exception)?;
            let abort = runtime.spawn(work(runtime.context(session.clone())));
            (abort, Some(runtime), None)
        };
        Ok(Self {
            session: Arc::clone(session),
            tasks,
            events: Arc::new(AsyncMutex::new(receiver)),
            min_batch,
            process: std::process::id(),
            abort,
            runtime: Mutex::new(runtime),
            log,
        })
    }
}

#[pymethods]
impl Poller {
    /// Waits in the calling thread for the next events, at most so many seconds; None at the end.
    fn next<'py>(&self, py: Python<'py>, seconds: f64) -> PyResult<Option<Bound<'py, PyList>>> {
        self.refuse_in_child()?;
        let mut runtime = self.runtime.try_lock().map_err(|_| {
            builtin::<PyRuntimeError>(message!("another thread waits for these tasks"))
        })?;
        let batch = match runtime.as_mut() {
            Some(runtime) => {
                let events = next(Arc::clone(&self.events), self.min_batch, seconds);
                let (batch, guard) = runtime.drive(py, Box::pin(events))?;
                drop(guard);
                batch
            }
            None => None,
        };
        drop(runtime);
        self.present(py, batch)
    }

    /// Returns the asyncio future of what `next` returns.
    fn next_async<'py>(
        slf: &Bound<'py, Self>,
        py: Python<'py>,
        seconds: f64,
    ) -> PyResult<Bound<'py, PyAny>> {
        let this = slf.get();
        this.refuse_in_child()?;
        let (events, min_batch) = (Arc::clone(&this.events), this.min_batch);
        let handle = slf.clone().unbind();
        this.session.future(
            py,
            move |_| async move { Ok(next(events, min_batch, seconds).await) },
            move |py, batch| {
                let poller = handle.get();
                if let Some(log) = &poller.log {
                    log.write(py)?;
                }
                let batch = batch.map_err(|error| poller.session.exception(py, &error))?;
                let list = poller.present(py, batch)?;
                Ok(list.map_or_else(|| py.None(), |list| list.into_any().unbind()))
            },
        )
    }

    /// Ends the wait; nothing more is sent.
    fn close(&self) {
        if self.process == std::process::id() {
            if let Some(abort) = &self.abort {
                abort.abort();
            }
            // A thread that drives it at this moment sees its end.
            if let Ok(mut runtime) = self.runtime.try_lock() {
                runtime.take();
            }
        }
    }
}

/// Returns the next events, once there are `min_batch` of them; fewer, even none, if no more come within
/// the time, and `None` at the end.
async fn next(events: Events, min_batch: usize, seconds: f64) -> Batch {
    let mut events = events.lock().await;
    let mut batch = Vec::new();
    let most = Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX);
    let filled = async {
        while batch.len() < min_batch {
            let room = BATCH.saturating_sub(batch.len());
            if events.recv_many(&mut batch, room).await == 0 {
                break;
            }
        }
    };
    let ended = tokio::time::timeout(most, filled).await.is_ok() && batch.is_empty();
    (!ended).then_some(batch)
}

impl Poller {
    /// Refuses a forked child, which must not use what its parent's threads drive.
    fn refuse_in_child(&self) -> PyResult<()> {
        if self.process == std::process::id() {
            Ok(())
        } else {
            Err(builtin::<PyRuntimeError>(message!(
                "this wait began in the parent process; begin another one"
            )))
        }
    }

    fn present<'py>(&self, py: Python<'py>, batch: Batch) -> PyResult<Option<Bound<'py, PyList>>> {
        let events = batch.map(|batch| present(py, &self.session, &self.tasks, batch));
        events.transpose()
    }
}

impl Drop for Poller {
    fn drop(&mut self) {
        if self.process == std::process::id() {
            self.close();
        } else {
            let runtime = self
                .runtime
                .get_mut()
                .unwrap_or_else(PoisonError::into_inner);
            std::mem::forget(runtime.take());
        }
    }
}
