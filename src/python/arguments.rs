//! The arguments of one call: Python objects in, checked values out, all problems at once.

use pyo3::exceptions::{PyTypeError, PyUnicodeEncodeError, PyUserWarning};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyString, PyTuple};

use super::client_inner::{Call, ClientInner, Options};
use super::input::{self, is_mapping, type_name};
use crate::api::{Operation, Parameter, Place, Rule};
use crate::error::{Error, Problem};
use crate::operation::{Arguments, PROJECT};
use crate::text::printable;
use crate::transport::Limits;
use crate::value::Value;

/// Reads arguments, which are in the order of the operation's parameters.
///
/// # Errors
/// `TypeError` if a required one was left out, else what `client` makes of all that is wrong.
pub(super) fn read(
    client: &ClientInner,
    options: &Options,
    operation: &'static Operation,
    arguments: &Bound<'_, PyTuple>,
    timeout: &Bound<'_, PyAny>,
) -> PyResult<Call> {
    let mut reader = Reader::new(arguments.py(), options)?;
    let mut read = Arguments::new(operation);
    for (parameter, value) in operation.parameters.iter().zip(arguments.iter()) {
        let before = reader.problems.len();
        if let Some(value) = reader.argument(parameter, &value)? {
            let mut found = Vec::new();
            read.set(parameter, value, reader.validate, &mut found);
            reader.add(found, before);
        }
    }
    reader.timeout(timeout)?;
    let limits = reader.limits;
    reader.complete(client, operation.name)?;
    for warning in &read.warnings {
        warn(arguments.py(), warning)?;
    }
    Ok(Call {
        operation,
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
pub(super) struct Reader<'py> {
    unset: Bound<'py, PyAny>,
    validate: bool,
    pub(super) limits: Limits,
    missing: Vec<&'static str>,
    pub(super) problems: Vec<Problem>,
}

impl<'py> Reader<'py> {
    pub(super) fn new(py: Python<'py>, options: &Options) -> PyResult<Self> {
        static UNSET: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let unset = UNSET.import(py, "modelarts.client.unset", "UNSET")?;
        Ok(Self {
            unset: unset.clone(),
            validate: options.validate,
            limits: options.limits,
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
                    "can't be written as UTF-8".to_owned()
                }
                Err(error) => return Err(error),
            },
            Err(_) if value.is_none() => "is None".to_owned(),
            Err(_) => format!("is {}, expected str", type_name(value)?),
        };
        let or_left_out = if name == PROJECT {
            ", or leave it out"
        } else {
            ""
        };
        let advice = format!("{problem}; pass the id as the service gave it{or_left_out}");
        self.problems.push(Problem::new(name, advice));
        Ok(None)
    }

    fn body(&mut self, name: &'static str, value: &Bound<'_, PyAny>) -> PyResult<Option<Value>> {
        if !is_mapping(value)? {
            let problem = format!("is {}, expected a mapping", type_name(value)?);
            self.problems.push(Problem::new(name, problem));
            return Ok(None);
        }
        input::read(name, value, &mut self.problems).map(Some)
    }

    /// Reads the timeout of one call; left out it is the client's.
    pub(super) fn timeout(&mut self, value: &Bound<'_, PyAny>) -> PyResult<()> {
        if !value.is(&self.unset) {
            let timeout = input::seconds("timeout", value, &mut self.problems)?;
            self.limits.timeout = timeout;
        }
        Ok(())
    }

    /// Raises what is wrong, if anything is.
    pub(super) fn complete(self, client: &ClientInner, call: &str) -> PyResult<()> {
        if !self.missing.is_empty() {
            let missing = self.missing.join("=, ");
            return Err(PyTypeError::new_err(format!(
                "{call}() needs {missing}=; to leave project_id out, pass the others by keyword"
            )));
        }
        if self.problems.is_empty() {
            return Ok(());
        }
        let error = Error::InvalidParameters(self.problems);
        Err(client.exception(self.unset.py(), &error))
    }
}
