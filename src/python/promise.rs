//! What coroutines wait for, brought to their loop: all that is there at once, in its own thread.

use std::mem::take;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use tokio::task::AbortHandle;

use super::exit::{attached, enter};
use super::log;
use crate::process::{Owned, PerProcess};
use crate::transport::Journal;

type Finish = Box<dyn FnOnce(Python<'_>) -> PyResult<Py<PyAny>> + Send + Sync>;

/// What goes to a loop.
enum Letter {
    /// The outcome of a call, and the future that waits for it.
    Outcome(Py<PyAny>, Finish, Arc<Journal>),
    /// There is something to log.
    Lines(Arc<Journal>),
}

/// The letters to one loop. Whoever puts in the first one calls the loop, which takes them all: to
/// call it for each would have two threads fight for the interpreter.
#[pyclass(frozen, weakref, module = "modelarts._modelarts")]
struct Inbox(PerProcess<Mutex<Vec<Letter>>>);

type Letters = Arc<Owned<Mutex<Vec<Letter>>>>;

fn lock(letters: &Mutex<Vec<Letter>>) -> MutexGuard<'_, Vec<Letter>> {
    letters.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Inbox {
    fn letters(&self) -> Letters {
        self.0.get_or_init(Mutex::default)
    }

    /// The inbox of a loop; it lasts as long as the loop.
    fn of<'py>(event_loop: &Bound<'py, PyAny>) -> PyResult<Bound<'py, Self>> {
        static INBOXES: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let py = event_loop.py();
        let inboxes = INBOXES.get_or_try_init(py, || {
            let weak = py.import("weakref")?.getattr("WeakKeyDictionary")?;
            weak.call0().map(Bound::unbind)
        })?;
        let inboxes = inboxes.bind(py);
        match inboxes.call_method1("get", (event_loop,))?.cast_into() {
            Ok(inbox) => Ok(inbox),
            Err(_) => {
                let inbox = Bound::new(py, Self(PerProcess::new()))?;
                Ok(inboxes
                    .call_method1("setdefault", (event_loop, inbox))?
                    .cast_into()?)
            }
        }
    }
}

#[pymethods]
impl Inbox {
    /// Called by the loop in its own thread.
    fn __call__(&self, py: Python<'_>) -> PyResult<()> {
        let _leave = enter(py);
        let letters = take(&mut *lock(&self.letters()));
        let mut failed = Ok(());
        for letter in letters {
            let delivered = match letter {
                Letter::Outcome(future, finish, journal) => {
                    deliver(future.bind(py), finish).and_then(|()| log::write(py, &journal))
                }
                Letter::Lines(journal) => log::write(py, &journal),
            };
            failed = failed.and(delivered);
        }
        failed
    }
}

fn deliver(future: &Bound<'_, PyAny>, finish: Finish) -> PyResult<()> {
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

/// That a future will be told an outcome; one that is dropped unkept tells it of a bug.
pub(super) struct Promise {
    letters: Letters,
    inbox: Py<Inbox>,
    event_loop: Py<PyAny>,
    future: Option<Py<PyAny>>,
    journal: Arc<Journal>,
}

/// A future of the running loop, and the promise to it.
pub(super) fn promise(
    py: Python<'_>,
    journal: Arc<Journal>,
) -> PyResult<(Bound<'_, PyAny>, Promise)> {
    static GET_RUNNING_LOOP: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let event_loop = GET_RUNNING_LOOP
        .import(py, "asyncio", "get_running_loop")?
        .call0()?;
    let future = event_loop.call_method0("create_future")?;
    let inbox = Inbox::of(&event_loop)?;
    let promise = Promise {
        letters: inbox.get().letters(),
        inbox: inbox.unbind(),
        event_loop: event_loop.unbind(),
        future: Some(future.clone().unbind()),
        journal,
    };
    Ok((future, promise))
}

/// Has a future that is cancelled end the work for it.
pub(super) fn cancels(future: &Bound<'_, PyAny>, work: AbortHandle) -> PyResult<()> {
    let cancel = Py::new(future.py(), CancelWork(work))?;
    future.call_method1("add_done_callback", (cancel,))?;
    Ok(())
}

impl Promise {
    /// Waits for what is promised; what is to be logged meanwhile goes to the loop.
    pub(super) async fn kept_by<T>(&self, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        loop {
            tokio::select! {
                outcome = &mut work => return outcome,
                () = self.journal.written() => self.send(Letter::Lines(Arc::clone(&self.journal))),
            }
        }
    }

    /// Tells the future its outcome.
    pub(super) fn keep(
        mut self,
        finish: impl FnOnce(Python<'_>) -> PyResult<Py<PyAny>> + Send + Sync + 'static,
    ) {
        self.tell(Box::new(finish));
    }

    fn tell(&mut self, finish: Finish) {
        if let Some(future) = self.future.take() {
            self.send(Letter::Outcome(future, finish, Arc::clone(&self.journal)));
        }
    }

    fn send(&self, letter: Letter) {
        let first = {
            let mut letters = lock(&self.letters);
            letters.push(letter);
            letters.len() == 1
        };
        if first {
            attached(|py| {
                let call = (self.inbox.clone_ref(py),);
                let called = self
                    .event_loop
                    .call_method1(py, "call_soon_threadsafe", call);
                if called.is_err() {
                    // A loop that was closed meanwhile has nobody left to tell.
                    drop(take(&mut *lock(&self.letters)));
                }
            });
        }
    }
}

impl Drop for Promise {
    fn drop(&mut self) {
        self.tell(Box::new(|_| {
            Err(PyRuntimeError::new_err(
                "the call ended in a bug of modelarts; please report it",
            ))
        }));
    }
}

/// Called by asyncio when a future is done: drops the request if it was cancelled.
#[pyclass(frozen, module = "modelarts._modelarts")]
struct CancelWork(AbortHandle);

#[pymethods]
impl CancelWork {
    fn __call__(&self, _future: &Bound<'_, PyAny>) {
        self.0.abort();
    }
}
