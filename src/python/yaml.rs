//! YAML, read by PyYAML if the user has it.

use std::cell::RefCell;

use pyo3::exceptions::{PyImportError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

use super::input;
use super::interpreter::with_gil;
use crate::config::NotYaml;
use crate::value::Value;

/// Reads YAML on a thread that is detached.
#[derive(Default)]
pub(super) struct YamlReader {
    raised: RefCell<Option<PyErr>>,
}

impl YamlReader {
    /// Reads a text. What handlers of signals raise is kept, and the text is not read then.
    pub(super) fn read(&self, text: &str) -> Result<Value, NotYaml> {
        let mut outcome = Err(NotYaml::NoReader(message!("the interpreter is ending")));
        with_gil(|py| match read(py, text) {
            Ok(read) => outcome = read,
            Err(error) => *self.raised.borrow_mut() = Some(error),
        });
        outcome
    }

    /// Returns what was raised.
    pub(super) fn into_raised(self) -> Option<PyErr> {
        self.raised.into_inner()
    }
}

/// Reads a text as YAML.
///
/// # Errors
/// What handlers of signals raise meanwhile; its traceback is left out, because the variables of the
/// frames hold the text.
fn read(py: Python<'_>, text: &str) -> PyResult<Result<Value, NotYaml>> {
    static READ: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let read = READ.import(py, "modelarts.yaml_reader", "read")?;
    match read.call1((text,)) {
        Ok(document) => {
            let mut problems = Vec::new();
            let value = input::read("", &document, &mut problems)?;
            Ok(match problems.first() {
                None => Ok(value),
                Some(problem) => Err(NotYaml::Malformed(message!(
                    "{place}: is no value that settings can have",
                    place = problem.place.trim_start_matches('.')
                ))),
            })
        }
        Err(error) if error.is_instance_of::<PyImportError>(py) => {
            Ok(Err(NotYaml::NoReader(message!(
                "to read it, install PyYAML (pip install PyYAML), or write the same as JSON into clouds.json"
            ))))
        }
        Err(error) if error.is_instance_of::<PyValueError>(py) => {
            let problem = error.value(py).str()?.to_string_lossy().into_owned();
            Ok(Err(NotYaml::Malformed(problem.into())))
        }
        Err(error) => {
            error.set_traceback(py, None);
            Err(error)
        }
    }
}
