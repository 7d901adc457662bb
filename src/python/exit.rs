//! The end of the interpreter.
//!
//! A thread that attaches to an interpreter which is going away is killed there, in the middle of
//! Rust frames, and takes the process with it. So, once the interpreter has begun to end, threads
//! other than the one that ends it don't attach any more: callers park, workers leave.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use pyo3::prelude::*;
use pyo3::types::PyCFunction;

use crate::process::{Owned, PerProcess};

/// The end waits no longer than this for threads that are about to attach.
const PATIENCE: Duration = Duration::from_secs(1);

static END: PerProcess<End> = PerProcess::new();

/// Who ends the interpreter, and how many threads are on their way into it.
#[derive(Default)]
struct End {
    ending: OnceLock<ThreadId>,
    attaching: AtomicUsize,
}

/// Leave to attach; held until the thread is attached.
pub(super) struct Leave(Arc<Owned<End>>);

impl Drop for Leave {
    fn drop(&mut self) {
        self.0.attaching.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Leave to attach, unless the interpreter is ending in another thread.
pub(super) fn leave_to_attach() -> Option<Leave> {
    let end = END.get_or_init(End::default);
    end.attaching.fetch_add(1, Ordering::SeqCst);
    let leave = Leave(end);
    let ending = leave
        .0
        .ending
        .get()
        .is_some_and(|ender| *ender != thread::current().id());
    (!ending).then_some(leave)
}

/// Runs `work` detached from the interpreter, and attaches again unless that is ending.
pub(super) fn detached<T: Send>(py: Python<'_>, work: impl FnOnce() -> T + Send) -> T {
    let (outcome, _leave) = py.detach(|| {
        let outcome = work();
        loop {
            match leave_to_attach() {
                Some(leave) => break (outcome, leave),
                None => thread::park(),
            }
        }
    });
    outcome
}

/// Attaches a worker for a moment; does nothing once the interpreter is ending.
///
/// The leave is held to the end: Python code gives the interpreter up now and then, and would be
/// killed on its way back in.
pub(super) fn attached(work: impl FnOnce(Python<'_>)) {
    if let Some(_leave) = leave_to_attach() {
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
        while end.attaching.load(Ordering::SeqCst) > 0 && Instant::now() < patience {
            thread::sleep(Duration::from_millis(1));
        }
    });
}
