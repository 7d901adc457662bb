//! Pauses Python's cyclic garbage collector while a large response is built.

use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

/// The size from which on the collector is paused, in bytes of the body.
const LARGE_BYTES: usize = 64 * 1024;

/// Starts the collector again when it is dropped.
struct Collector<'py>(Bound<'py, PyAny>);

impl Drop for Collector<'_> {
    fn drop(&mut self) {
        // It fails only where the interpreter is out of memory, and says so itself.
        let _ = self.0.call_method0(intern!(self.0.py(), "enable"));
    }
}

/// Runs `build`, which makes objects of this many bytes; the collector is paused for many, because none
/// of them is garbage yet. No other Python code runs meanwhile.
pub(super) fn paused<T>(
    py: Python<'_>,
    bytes: usize,
    build: impl FnOnce() -> PyResult<T>,
) -> PyResult<T> {
    static GC: PyOnceLock<Py<PyModule>> = PyOnceLock::new();
    if bytes < LARGE_BYTES {
        return build();
    }
    let gc = GC.get_or_try_init(py, || py.import("gc").map(Bound::unbind))?;
    let gc = gc.bind(py).as_any();
    let _collector = if gc.call_method0(intern!(py, "isenabled"))?.is_truthy()? {
        gc.call_method0(intern!(py, "disable"))?;
        Some(Collector(gc.clone()))
    } else {
        None
    };
    build()
}
