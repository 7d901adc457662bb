//! The end of the interpreter.
//!
//! Once the interpreter finalizes, a thread that attaches to it is ended by it there and then, and if
//! Rust frames are on its stack, the process aborts. That happens on attaching, and wherever Python
//! code that Rust calls detaches for a moment. So Python code is run from Rust under a guard; the end
//! waits for the guards that are held, and gives none to other threads any more: callers park,
//! workers go on without.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use pyo3::exceptions::PyImportError;
use pyo3::intern;
use pyo3::prelude::*;

use super::environment;
use crate::process::{Owned, PerProcess};

/// The end waits no longer than this for guards that are held. They are held for moments, but a moment
/// takes seconds where the machine is busy; and a thread that comes too late crashes the process.
const TIMEOUT: Duration = Duration::from_secs(10);
/// From this version on, a thread that comes too late is hung instead of ended, which harms nothing.
const HANGS_LATE_THREADS: (u8, u8) = (3, 14);

static END: PerProcess<End> = PerProcess::new();

/// The thread that ends the interpreter, and how many guards are held.
#[derive(Default)]
struct End {
    ending: OnceLock<ThreadId>,
    guards: AtomicUsize,
}

/// Permission to run Python code from Rust.
pub(super) struct InterpreterGuard(Arc<Owned<End>>);

impl InterpreterGuard {
    /// Returns a guard, unless the interpreter is ending in another thread.
    fn try_acquire(end: &Arc<Owned<End>>) -> Option<Self> {
        end.guards.fetch_add(1, Ordering::SeqCst);
        let guard = Self(Arc::clone(end));
        let ending = end.ending.get();
        let refused = ending.is_some_and(|ending| *ending != thread::current().id());
        (!refused).then_some(guard)
    }

    fn acquire_or_park(end: &Arc<Owned<End>>) -> Self {
        loop {
            match Self::try_acquire(end) {
                Some(guard) => return guard,
                None => thread::park(),
            }
        }
    }
}

impl Drop for InterpreterGuard {
    fn drop(&mut self) {
        self.0.guards.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Returns a guard for a thread that is attached; one that gets none parks, detached.
pub(super) fn acquire(py: Python<'_>) -> InterpreterGuard {
    let end = END.get_or_init(End::default);
    InterpreterGuard::try_acquire(&end)
        .unwrap_or_else(|| py.detach(|| InterpreterGuard::acquire_or_park(&end)))
}

/// Runs `work` detached and without a guard, and returns with one.
pub(super) fn detached<T: Send>(
    py: Python<'_>,
    guard: InterpreterGuard,
    work: impl FnOnce() -> T + Send,
) -> (T, InterpreterGuard) {
    let end = Arc::clone(&guard.0);
    drop(guard);
    py.detach(|| (work(), InterpreterGuard::acquire_or_park(&end)))
}

/// Attaches a worker for a moment; does nothing once the interpreter is ending.
pub(super) fn with_gil(work: impl FnOnce(Python<'_>)) {
    if let Some(_guard) = InterpreterGuard::try_acquire(&END.get_or_init(End::default)) {
        let _ = Python::try_attach(work);
    }
}

/// Registers what happens when the interpreter ends.
pub(super) fn register(py: Python<'_>) -> PyResult<()> {
    if py.version_info() >= HANGS_LATE_THREADS {
        return Ok(());
    }
    let atexit = py.import("atexit")?;
    let handler = Bound::new(py, EndHandler)?;
    atexit.call_method1("register", (handler,))?;
    Ok(())
}

/// Raises ImportError in every interpreter of the process but the first that imports the package: the
/// classes and functions that this module keeps are those of one.
pub(super) fn check(py: Python<'_>) -> PyResult<()> {
    static FIRST: OnceLock<usize> = OnceLock::new();
    // Each interpreter has a module sys of its own.
    let interpreter = py.import(intern!(py, "sys"))?.as_ptr() as usize;
    if *FIRST.get_or_init(|| interpreter) == interpreter {
        return Ok(());
    }
    let message = message!(
        "modelarts is in use by another interpreter of this process, and it works in one only; run each \
         application in a process of its own (mod_wsgi: WSGIApplicationGroup {group}; uWSGI: \
         single-interpreter = true)",
        group = "%{GLOBAL}"
    );
    let language = environment::language(py)?;
    Err(PyImportError::new_err(message.text(language)))
}

/// Called when the interpreter ends. It runs the handlers that were registered before it, which may
/// wait for threads that call, and only then lets no other thread in: nothing but the finalization
/// comes after.
#[pyclass(frozen, module = "modelarts._modelarts")]
struct EndHandler;

#[pymethods]
impl EndHandler {
    fn __call__(slf: &Bound<'_, Self>) -> PyResult<()> {
        let py = slf.py();
        let atexit = py.import(intern!(py, "atexit"))?;
        let finished = Bound::new(
            py,
            FinishedHandlers {
                last: slf.clone().into_any().unbind(),
                is_reached: AtomicBool::new(false),
            },
        )?;
        atexit.call_method1(intern!(py, "unregister"), (finished,))?;
        atexit.call_method0(intern!(py, "_run_exitfuncs"))?;
        py.detach(|| {
            let end = END.get_or_init(End::default);
            let _ = end.ending.set(thread::current().id());
            let began = Instant::now();
            while end.guards.load(Ordering::SeqCst) > 0 && began.elapsed() < TIMEOUT {
                thread::sleep(Duration::from_millis(1));
            }
        });
        Ok(())
    }
}

/// Equal to the handlers that have run: `atexit` compares them in the order of their registration and
/// runs them in the opposite one.
#[pyclass(frozen, module = "modelarts._modelarts")]
struct FinishedHandlers {
    last: Py<PyAny>,
    is_reached: AtomicBool,
}

#[pymethods]
impl FinishedHandlers {
    fn __eq__(&self, handler: &Bound<'_, PyAny>) -> bool {
        if handler.is(&self.last) {
            self.is_reached.store(true, Ordering::SeqCst);
        }
        self.is_reached.load(Ordering::SeqCst)
    }
}
