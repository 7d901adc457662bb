//! The arguments of one call: Python objects in, checked values out, all problems at once.

use pyo3::exceptions::{PyTypeError, PyUnicodeEncodeError, PyUserWarning};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyString, PyTuple};

use super::errors::builtin;
use super::input::{self, is_mapping, type_name};
use super::poll::Poll;
use super::session::Session;
use crate::api::{Operation, Parameter, Place, Rule, generated};
use crate::config::CallOptions;
use crate::error::{Error, Problem};
use crate::message::quoted;
use crate::operation::{Arguments, PROJECT};
use crate::text::printable;
use crate::transport::Limits;
use crate::value::Value;

/// What a copy of a client may have of its own.
#[derive(Clone, Copy)]
pub(super) struct Options {
    pub(super) call: CallOptions,
    pub(super) poll: Poll,
}

/// A call that is ready to be sent.
pub(super) struct Call {
    pub(super) arguments: Arguments,
    pub(super) limits: Limits,
}

/// Returns the operation of that name.
pub(super) fn find(name: &str) -> PyResult<&'static Operation> {
    generated::operation(name).ok_or_else(|| {
        builtin::<PyTypeError>(message!("there is no call {name}", name = quoted(name)))
    })
}

/// Reads arguments, which are in the order of the operation's parameters.
///
/// # Errors
/// `ConfigError` if the client is closed, `TypeError` if a required one was left out, else the
/// exception for all that is wrong.
pub(super) fn read(
    session: &Session,
    options: &Options,
    operation: &str,
    arguments: &Bound<'_, PyTuple>,
    timeout: &Bound<'_, PyAny>,
) -> PyResult<Call> {
    session.refuse_if_closed(arguments.py())?;
    let operation = find(operation)?;
    let mut reader = ArgumentReader::new(arguments.py(), options)?;
    let mut read = Arguments::new(operation);
    for (parameter, value) in operation.parameters.iter().zip(arguments.iter()) {
        let before = reader.problems.len();
        if let Some(value) = reader.argument(parameter, &value)? {
            let mut found = Vec::new();
            read.set(parameter, value, reader.options.validate, &mut found);
            if !found.is_empty() {
                reader.add(found, before);
            }
        }
    }
    if reader.options.validate {
        read.check_folders(&mut reader.problems);
    }
    let limits = reader.limits(timeout)?;
    reader.complete(session, operation.name)?;
    for warning in &read.warnings {
        warn(arguments.py(), &warning.text(session.language))?;
    }
    Ok(Call {
        arguments: read,
        limits,
    })
}

/// Issues a warning, at the line that called the package.
fn warn(py: Python<'_>, text: &str) -> PyResult<()> {
    const CALLER: i32 = 2;
    let text = std::ffi::CString::new(printable(text))?;
    PyErr::warn(py, &py.get_type::<PyUserWarning>(), &text, CALLER)
}

/// Reads arguments one by one and collects what is wrong with them.
pub(super) struct ArgumentReader<'py> {
    unset: Bound<'py, PyAny>,
    options: CallOptions,
    missing: Vec<&'static str>,
    pub(super) problems: Vec<Problem>,
}

impl<'py> ArgumentReader<'py> {
    pub(super) fn new(py: Python<'py>, options: &Options) -> PyResult<Self> {
        static UNSET: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let unset = UNSET.import(py, "modelarts.unset", "UNSET")?;
        Ok(Self {
            unset: unset.clone(),
            options: options.call,
            missing: Vec::new(),
            problems: Vec::new(),
        })
    }

    /// Reads one argument; none for one that is not sent.
    pub(super) fn argument(
        &mut self,
        parameter: &'static Parameter,
        value: &Bound<'_, PyAny>,
    ) -> PyResult<Option<Value>> {
        if value.is(&self.unset) {
            // The client, or its token, may know the project.
            if parameter.required && parameter.name != PROJECT {
                self.missing.push(parameter.name);
            }
            return Ok(None);
        }
        match (parameter.place, &parameter.rule) {
            (Place::Query | Place::Member, _) if value.is_none() && !parameter.required => Ok(None),
            (_, Rule::Id { .. }) => self.id(parameter.name, value),
            (Place::Body, _) => self.body(parameter.name, value),
            _ => input::read(parameter.name, value, &mut self.problems).map(Some),
        }
    }

    /// Adds what the checker found, except where a value could not be read in the first place.
    fn add(&mut self, found: Vec<Problem>, before: usize) {
        let unread: Vec<String> = self
            .problems
            .iter()
            .skip(before)
            .map(|problem| problem.place.clone())
            .collect();
        let is_read =
            |problem: &Problem| !unread.iter().any(|place| place.starts_with(&problem.place));
        self.problems.extend(found.into_iter().filter(is_read));
    }

    fn id(&mut self, name: &'static str, value: &Bound<'_, PyAny>) -> PyResult<Option<Value>> {
        let problem = match value.cast::<PyString>() {
            Ok(text) => match text.extract::<String>() {
                Ok(text) => return Ok(Some(Value::Text(text))),
                Err(error) if error.is_instance_of::<PyUnicodeEncodeError>(value.py()) => {
                    message!("can't be written as UTF-8")
                }
                Err(error) => return Err(error),
            },
            Err(_) if value.is_none() => message!("is None"),
            Err(_) => message!(
                "is {found}, expected {expected}",
                found = type_name(value)?,
                expected = "str"
            ),
        };
        let advice = if name == PROJECT {
            message!(
                "{problem}; pass the id as the service gave it, or leave it out",
                problem
            )
        } else {
            message!("{problem}; pass the id as the service gave it", problem)
        };
        self.problems.push(Problem::new(name, advice));
        Ok(None)
    }

    fn body(&mut self, name: &'static str, value: &Bound<'_, PyAny>) -> PyResult<Option<Value>> {
        if !is_mapping(value)? {
            let problem = message!(
                "is {found}, expected {expected}",
                found = type_name(value)?,
                expected = message!("a mapping")
            );
            self.problems.push(Problem::new(name, problem));
            return Ok(None);
        }
        input::read(name, value, &mut self.problems).map(Some)
    }

    /// Returns the limits of one call; a timeout that was left out is the client's.
    pub(super) fn limits(&mut self, timeout: &Bound<'_, PyAny>) -> PyResult<Limits> {
        let timeout = if timeout.is(&self.unset) {
            self.options.timeout
        } else {
            input::seconds("timeout", timeout, &mut self.problems)?
        };
        Ok(Limits {
            timeout,
            max_retries: self.options.max_retries,
        })
    }

    /// Raises what is wrong, if anything is.
    pub(super) fn complete(self, session: &Session, call: &str) -> PyResult<()> {
        if !self.missing.is_empty() {
            let missing = self.missing.join("=, ");
            let message = message!(
                "{call}() needs {missing}=; to leave project_id out, pass the others by keyword",
                call,
                missing
            );
            return Err(PyTypeError::new_err(message.text(session.language)));
        }
        if self.problems.is_empty() {
            return Ok(());
        }
        let error = Error::InvalidParameters(self.problems);
        Err(session.exception(self.unset.py(), &error))
    }
}
