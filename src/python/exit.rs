//! The end of the interpreter.
//!
//! Once the interpreter ends, a thread that asks for it back is killed there and then, and if Rust
//! frames are on its stack, it takes the process with it. That happens on attaching, and wherever
//! Python code that Rust calls lets go of the interpreter for a moment. So whoever runs Python code
//! from Rust holds a leave meanwhile; the end waits for the leaves that are out and gives none to
//! other threads any more: callers park, workers go on without.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use pyo3::prelude::*;
use pyo3::types::PyCFunction;

use crate::process::{Owned, PerProcess};

/// The end waits no longer than this for leaves that are out.
const PATIENCE: Duration = Duration::from_secs(1);

static END: PerProcess<End> = PerProcess::new();

/// Who ends the interpreter, and how many leaves are out.
#[derive(Default)]
struct End {
    ending: OnceLock<ThreadId>,
    leaves: AtomicUsize,
}

/// Leave to run Python code from Rust.
pub(super) struct Leave(Arc<Owned<End>>);

impl Leave {
    /// A leave, unless the interpreter is ending in another thread.
    fn ask(end: &Arc<Owned<End>>) -> Option<Self> {
        end.leaves.fetch_add(1, Ordering::SeqCst);
        let leave = Self(Arc::clone(end));
        let ending = end.ending.get();
        let refused = ending.is_some_and(|ender| *ender != thread::current().id());
        (!refused).then_some(leave)
    }

    fn ask_or_park(end: &Arc<Owned<End>>) -> Self {
        loop {
            match Self::ask(end) {
                Some(leave) => return leave,
                None => thread::park(),
            }
        }
    }
}

impl Drop for Leave {
    fn drop(&mut self) {
        self.0.leaves.fetch_sub(1, Ordering::SeqCst);
    }
}

/// A leave for a thread that is attached; one that gets none parks, detached.
pub(super) fn enter(py: Python<'_>) -> Leave {
    let end = END.get_or_init(End::default);
    Leave::ask(&end).unwrap_or_else(|| py.detach(|| Leave::ask_or_park(&end)))
}

/// Runs `work` detached and without a leave, and comes back with one.
pub(super) fn detached<T: Send>(
    py: Python<'_>,
    leave: Leave,
    work: impl FnOnce() -> T + Send,
) -> (T, Leave) {
    let end = Arc::clone(&leave.0);
    drop(leave);
    py.detach(|| (work(), Leave::ask_or_park(&end)))
}

/// Attaches a worker for a moment; does nothing once the interpreter is ending.
pub(super) fn attached(work: impl FnOnce(Python<'_>)) {
    if let Some(_leave) = Leave::ask(&END.get_or_init(End::default)) {
        let _ = Python::try_attach(work);
    }
}

/// Has the interpreter tell when it begins to end.
pub(super) fn watch(py: Python<'_>) -> PyResult<()> {
    let begin = PyCFunction::new_closure(py, None, None, |args, _| begin(args.py()))?;
    py.import("atexit")?.call_method1("register", (begin,))?;
    Ok(())
}

fn begin(py: Python<'_>) {
    py.detach(|| {
        let end = END.get_or_init(End::default);
        let _ = end.ending.set(thread::current().id());
        let patience = Instant::now() + PATIENCE;
        while end.leaves.load(Ordering::SeqCst) > 0 && Instant::now() < patience {
            thread::sleep(Duration::from_millis(1));
        }
    });
}
