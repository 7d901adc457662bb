//! Resolves the futures that coroutines wait for, in the thread of their event loop, in batches.

use std::mem::take;
use std::pin::pin;
use std::sync::{Arc, Mutex};

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use tokio::task::AbortHandle;

use super::errors::builtin;
use super::interpreter::{acquire, with_gil};
use super::log::CallLog;
use crate::process::{Owned, PerProcess, lock};

type Finish = Box<dyn FnOnce(Python<'_>) -> PyResult<Py<PyAny>> + Send + Sync>;

enum Completion {
    /// The outcome of a call, and the future that waits for it.
    Outcome(Py<PyAny>, Finish, Arc<CallLog>),
    /// A call has log records.
    Records(Arc<CallLog>),
}

type Completions = Arc<Owned<Mutex<Vec<Completion>>>>;

/// The completions for one event loop. The first one calls the loop, which takes all that are there:
/// a call for each would have two threads compete for the interpreter.
#[pyclass(frozen, weakref, module = "modelarts._modelarts")]
struct CompletionQueue(PerProcess<Mutex<Vec<Completion>>>);

impl CompletionQueue {
    fn completions(&self) -> Completions {
        self.0.get_or_init(Mutex::default)
    }

    /// Returns the queue of an event loop; it lasts as long as the loop.
    fn of<'py>(event_loop: &Bound<'py, PyAny>) -> PyResult<Bound<'py, Self>> {
        static QUEUES: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let py = event_loop.py();
        let queues = QUEUES.get_or_try_init(py, || {
            let weak = py.import("weakref")?.getattr("WeakKeyDictionary")?;
            weak.call0().map(Bound::unbind)
        })?;
        let queues = queues.bind(py);
        match queues.call_method1("get", (event_loop,))?.cast_into() {
            Ok(queue) => Ok(queue),
            Err(_) => {
                let queue = Bound::new(py, Self(PerProcess::new()))?;
                Ok(queues
                    .call_method1("setdefault", (event_loop, queue))?
                    .cast_into()?)
            }
        }
    }
}

#[pymethods]
impl CompletionQueue {
    /// Resolves the futures; the event loop calls this in its own thread.
    fn __call__(&self, py: Python<'_>) -> PyResult<()> {
        let _guard = acquire(py);
        let completions = take(&mut *lock(&self.completions()));
        let mut result = Ok(());
        for completion in completions {
            let resolved = match completion {
                Completion::Outcome(future, finish, log) => {
                    resolve(future.bind(py), finish).and_then(|()| log.write(py))
                }
                Completion::Records(log) => log.write(py),
            };
            result = result.and(resolved);
        }
        result
    }
}

fn resolve(future: &Bound<'_, PyAny>, finish: Finish) -> PyResult<()> {
    let py = future.py();
    if future.call_method0("done")?.is_truthy()? {
        return Ok(());
    }
    match finish(py) {
        Ok(value) => future.call_method1("set_result", (value,))?,
        Err(error) => future.call_method1("set_exception", (error.into_value(py),))?,
    };
    Ok(())
}

/// What resolves one future; dropped before that, it resolves it to an error.
pub(super) struct Resolver {
    completions: Completions,
    queue: Py<CompletionQueue>,
    event_loop: Py<PyAny>,
    future: Option<Py<PyAny>>,
    log: Arc<CallLog>,
}

/// Returns a future of the running event loop, and what resolves it.
pub(super) fn future(py: Python<'_>, log: Arc<CallLog>) -> PyResult<(Bound<'_, PyAny>, Resolver)> {
    static GET_RUNNING_LOOP: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let event_loop = GET_RUNNING_LOOP
        .import(py, "asyncio", "get_running_loop")?
        .call0()?;
    let future = event_loop.call_method0("create_future")?;
    let queue = CompletionQueue::of(&event_loop)?;
    let resolver = Resolver {
        completions: queue.get().completions(),
        queue: queue.unbind(),
        event_loop: event_loop.unbind(),
        future: Some(future.clone().unbind()),
        log,
    };
    Ok((future, resolver))
}

/// Makes a future that is cancelled end the work for it.
pub(super) fn abort_when_cancelled(future: &Bound<'_, PyAny>, work: AbortHandle) -> PyResult<()> {
    let abort = Py::new(future.py(), AbortWork(work))?;
    future.call_method1("add_done_callback", (abort,))?;
    Ok(())
}

impl Resolver {
    /// Waits for the outcome; log records of the meantime go to the event loop.
    pub(super) async fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        loop {
            tokio::select! {
                outcome = &mut work => return outcome,
                () = self.log.written() => self.send(Completion::Records(Arc::clone(&self.log))),
            }
        }
    }

    /// Resolves the future to what `finish` returns in the thread of its event loop.
    pub(super) fn resolve(
        mut self,
        finish: impl FnOnce(Python<'_>) -> PyResult<Py<PyAny>> + Send + Sync + 'static,
    ) {
        self.complete(Box::new(finish));
    }

    fn complete(&mut self, finish: Finish) {
        if let Some(future) = self.future.take() {
            self.send(Completion::Outcome(future, finish, Arc::clone(&self.log)));
        }
    }

    fn send(&self, completion: Completion) {
        let first = {
            let mut completions = lock(&self.completions);
            completions.push(completion);
            completions.len() == 1
        };
        if first {
            with_gil(|py| {
                let call = (self.queue.clone_ref(py),);
                let called = self
                    .event_loop
                    .call_method1(py, "call_soon_threadsafe", call);
                if called.is_err() {
                    // The loop was closed meanwhile, so nothing waits any more.
                    drop(take(&mut *lock(&self.completions)));
                }
            });
        }
    }
}

impl Drop for Resolver {
    fn drop(&mut self) {
        self.complete(Box::new(|_| {
            Err(builtin::<PyRuntimeError>(message!(
                "the call ended in a bug of modelarts; please report it"
            )))
        }));
    }
}

/// Called by asyncio when a future is done: drops the request if it was cancelled.
#[pyclass(frozen, module = "modelarts._modelarts")]
struct AbortWork(AbortHandle);

#[pymethods]
impl AbortWork {
    fn __call__(&self, _future: &Bound<'_, PyAny>) {
        self.0.abort();
    }
}
