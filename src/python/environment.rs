//! The environment as Python has it, read while attached.
//!
//! Another thread may change it at any time, and the functions of the system that read it are not safe
//! then; Python's own copy is.

use std::ffi::OsString;

use pyo3::exceptions::PyUnicodeEncodeError;
use pyo3::intern;
use pyo3::prelude::*;

use crate::config::Environment;
use crate::language::Language;

/// Returns a copy of the environment.
pub(super) fn environment(py: Python<'_>) -> PyResult<Environment> {
    let environ = environ(py)?;
    let mut variables = Vec::new();
    // A variable that another thread removes meanwhile is not there.
    let names = py.get_type::<pyo3::types::PyList>().call1((&environ,))?;
    for name in names.try_iter()? {
        let name = name?;
        let value = environ.call_method1(intern!(py, "get"), (&name,))?;
        if let (Some(name), Some(value)) = (text(&name)?, value.extract::<Option<OsString>>()?) {
            variables.push((name, value));
        }
    }
    Ok(Environment::of_variables(variables))
}

/// Returns the language of the user's locale.
pub(super) fn language(py: Python<'_>) -> PyResult<Language> {
    let environ = environ(py)?;
    Language::of_locale(|name| {
        let value = environ.call_method1(intern!(py, "get"), (name,))?;
        if value.is_none() {
            return Ok(None);
        }
        text(&value)
    })
}

/// Has the standard library read the variables that it keeps: it does so when it starts its first
/// thread, which may be at any time.
pub(super) fn read_for_threads(_py: Python<'_>) {
    let started = std::thread::Builder::new().spawn(|| {});
    let _ = started.map(std::thread::JoinHandle::join);
}

fn environ(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    py.import(intern!(py, "os"))?
        .getattr(intern!(py, "environ"))
}

/// Returns a text; `None` for one that has no UTF-8 form.
fn text(value: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    match value.extract() {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.is_instance_of::<PyUnicodeEncodeError>(value.py()) => Ok(None),
        Err(error) => Err(error),
    }
}
