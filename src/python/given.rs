//! The arguments of one call as Python hands them in: read once, and all that is wrong said at once.

use std::time::Duration;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyMapping};
use serde_json::Value;

use super::client::{Shared, seconds};
use super::number::{Count, Seconds};
use super::value::{json, type_name};
use crate::api::dataset::Query;
use crate::api::parameters::{Parameter, check};
use crate::error::{Error, Problem};
use crate::model::ProjectId;
use crate::transport::Limits;

/// What every call takes, read.
pub(super) struct Common {
    pub(super) project: Option<ProjectId>,
    pub(super) limits: Limits,
}

/// The arguments read so far, and what is wrong with them.
pub(super) struct Given<'a> {
    call: &'a str,
    shared: &'a Shared,
    project: Option<ProjectId>,
    limits: Limits,
    validate: bool,
    missing: Vec<&'a str>,
    problems: Vec<Problem>,
}

impl<'a> Given<'a> {
    /// Nothing is read yet; `limits` are the client's.
    pub(super) fn new(call: &'a str, shared: &'a Shared, limits: Limits, validate: bool) -> Self {
        Self {
            call,
            shared,
            project: None,
            limits,
            validate,
            missing: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// What every call takes; a project that is left out is the client's, and so is a time.
    pub(super) fn common(
        &mut self,
        project_id: &Bound<'_, PyAny>,
        timeout: &Bound<'_, PyAny>,
    ) -> PyResult<()> {
        if project_id.is_none() {
            let problem = "is None; pass the id as the service gave it, or leave it out";
            self.note("project_id", Some(problem.to_owned()));
        } else if !is_left_out(project_id)? {
            self.project = self.id("project_id", project_id, ProjectId::new)?;
        }
        if !is_left_out(timeout)? {
            let timeout: Option<Seconds> = timeout.extract()?;
            if let Some(timeout) = self.seconds("timeout", timeout) {
                self.limits.timeout = timeout;
            }
        }
        Ok(())
    }

    /// An id.
    pub(super) fn id<T>(
        &mut self,
        parameter: &'a str,
        value: &Bound<'_, PyAny>,
        read: impl FnOnce(&str, String) -> Result<T, Error>,
    ) -> PyResult<Option<T>> {
        if is_left_out(value)? {
            self.missing.push(parameter);
            return Ok(None);
        }
        let read = text(parameter, value).and_then(|text| read(parameter, text));
        Ok(self.keep(read))
    }

    /// A number of seconds; None for no limit.
    pub(super) fn seconds(
        &mut self,
        parameter: &str,
        value: Option<Seconds>,
    ) -> Option<Option<Duration>> {
        let read = seconds(parameter, value);
        self.keep(read)
    }

    /// How many at once.
    pub(super) fn count(&mut self, parameter: &str, value: Count) -> Option<usize> {
        let read = value.at_least_one(parameter);
        self.keep(read)
    }

    /// The parameters that go into a query; None is left out.
    pub(super) fn query(
        &mut self,
        values: &Bound<'_, PyDict>,
        parameters: &[Parameter],
    ) -> PyResult<Option<Query>> {
        let mut query = Query::new();
        for parameter in parameters {
            let Some(value) = values
                .get_item(parameter.name)?
                .filter(|value| !value.is_none())
            else {
                continue;
            };
            let before = self.problems.len();
            let value = json(parameter.name, &value, &mut self.problems)?;
            let problem = match &value {
                _ if self.problems.len() > before => None,
                _ if self.validate => parameter.kind.problem(&value),
                Value::Array(_) | Value::Object(_) => Some("can't stand in a query".to_owned()),
                _ => None,
            };
            self.note(parameter.name, problem);
            query.push((parameter.name, in_query(value)));
        }
        Ok(Some(query))
    }

    /// A body.
    pub(super) fn body(
        &mut self,
        parameter: &'a str,
        value: &Bound<'_, PyAny>,
        parameters: &[Parameter],
    ) -> PyResult<Option<Value>> {
        if is_left_out(value)? {
            self.missing.push(parameter);
            return Ok(None);
        }
        if value.cast::<PyMapping>().is_err() {
            let problem = format!("is {}, expected a mapping", type_name(value));
            self.note(parameter, Some(problem));
            return Ok(None);
        }
        let before = self.problems.len();
        let body = json(parameter, value, &mut self.problems)?;
        if let (true, Value::Object(object)) = (self.validate, &body) {
            let unread: Vec<Problem> = self.problems.split_off(before);
            let known = |place: &str| {
                unread
                    .iter()
                    .any(|problem| problem.place.starts_with(place))
            };
            let mut found = check(parameter, object, parameters);
            found.retain(|problem| !known(&problem.place));
            self.problems.extend(unread.into_iter().chain(found));
        }
        Ok(Some(body))
    }

    /// What was read, or all that is wrong with it.
    pub(super) fn complete<T>(self, py: Python<'_>, values: Option<T>) -> PyResult<(Common, T)> {
        if !self.missing.is_empty() {
            let (call, missing) = (self.call, self.missing.join("=, "));
            return Err(PyTypeError::new_err(format!(
                "{call}() needs {missing}=; to leave project_id out, pass the others by keyword"
            )));
        }
        match values {
            Some(values) if self.problems.is_empty() => {
                let (project, limits) = (self.project, self.limits);
                Ok((Common { project, limits }, values))
            }
            _ => Err(self
                .shared
                .exception(py, &Error::InvalidParameters(self.problems))),
        }
    }

    fn keep<T>(&mut self, read: Result<T, Error>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(Error::InvalidParameters(problems)) => {
                self.problems.extend(problems);
                None
            }
            Err(error) => {
                self.note("arguments", Some(error.to_string()));
                None
            }
        }
    }

    fn note(&mut self, place: &str, problem: Option<String>) {
        self.problems.extend(problem.map(|problem| Problem {
            place: place.to_owned(),
            problem,
        }));
    }
}

/// Whether an argument is Python's mark for one that was left out.
fn is_left_out(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    static UNSET: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let unset = UNSET.import(value.py(), "modelarts.client.api_client", "UNSET")?;
    Ok(value.is(unset))
}

fn in_query(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

fn text(parameter: &str, value: &Bound<'_, PyAny>) -> Result<String, Error> {
    let problem = if value.is_none() {
        "is None".to_owned()
    } else {
        match value.extract() {
            Ok(text) => return Ok(text),
            Err(error) if error.is_instance_of::<PyTypeError>(value.py()) => {
                format!("is {}, expected str", type_name(value))
            }
            Err(_) => "can't be written as UTF-8".to_owned(),
        }
    };
    Err(Error::invalid(
        parameter,
        format!("{problem}; pass the id as the service gave it"),
    ))
}
