//! One call, read and ready to run: Python waits for it or awaits it.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::exceptions::{PyRuntimeError, PyTypeError};
use pyo3::prelude::*;

use super::client::{Shared, limits};
use crate::error::{Error, ServiceError};
use crate::model::ProjectId;
use crate::wire::{Answer, Operation};

/// What every call takes: the project if the caller named one, seconds, tries after the first.
pub(super) type Options<'py> = (Option<Bound<'py, PyAny>>, Option<f64>, i64);

/// What a call brought, unless it failed other than by the service's refusal.
pub(super) type Outcome<T> = Result<Answer<T>, Box<ServiceError>>;

type Running = Pin<Box<dyn Future<Output = Result<Present, Error>> + Send>>;
type Run = Box<dyn FnOnce(reqwest::Client) -> Running + Send>;
type Present = Box<dyn FnOnce(Python<'_>) -> PyResult<Py<PyAny>> + Send + Sync>;

/// A call of either face; it can be run once.
#[pyclass(frozen, module = "modelarts._modelarts")]
pub(super) struct Call {
    shared: Arc<Shared>,
    run: Mutex<Option<Run>>,
}

#[pymethods]
impl Call {
    /// Runs it on the calling thread.
    fn wait(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let run = self.take()?;
        self.shared
            .connections
            .wait(py, run, |outcome| self.shared.present(py, outcome))
    }

    /// Starts it, and returns the asyncio future of its outcome.
    fn future<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let run = self.take()?;
        let shared = Arc::clone(&self.shared);
        self.shared
            .connections
            .future(py, run, move |py, outcome| shared.present(py, outcome))
    }
}

impl Call {
    fn take(&self) -> PyResult<Run> {
        let run = self
            .run
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        run.ok_or_else(|| PyRuntimeError::new_err("a call runs once"))
    }
}

impl Shared {
    /// Prepares an operation; `present` turns what it brings into a Python object.
    pub(super) fn call<T: Send + Sync + 'static>(
        self: &Arc<Self>,
        py: Python<'_>,
        options: &Options<'_>,
        operation: impl FnOnce(&ProjectId) -> Operation<T> + Send + 'static,
        present: impl FnOnce(Python<'_>, &Self, Outcome<T>) -> PyResult<Py<PyAny>>
        + Send
        + Sync
        + 'static,
    ) -> PyResult<Call> {
        self.refuse_if_closed(py)?;
        let (project, timeout, max_retries) = options;
        let project = project
            .as_ref()
            .map(|id| self.id(py, "project_id", id, ProjectId::new))
            .transpose()?;
        let limits = limits(*timeout, *max_retries).map_err(|error| self.exception(py, &error))?;
        let shared = Arc::clone(self);
        let run = move |http: reqwest::Client| -> Running {
            Box::pin(async move {
                let (project, limits) = shared.project(&http, project, limits).await?;
                let outcome = match shared
                    .transport()
                    .send(&http, &operation(&project), limits)
                    .await
                {
                    Ok(answer) => Ok(answer),
                    Err(Error::Service(error)) => Err(error),
                    Err(error) => return Err(error),
                };
                Ok(Box::new(move |py: Python<'_>| present(py, &shared, outcome)) as Present)
            })
        };
        Ok(Call {
            shared: Arc::clone(self),
            run: Mutex::new(Some(Box::new(run))),
        })
    }

    fn present(&self, py: Python<'_>, outcome: Result<Present, Error>) -> PyResult<Py<PyAny>> {
        match outcome {
            Ok(present) => present(py),
            Err(error) => Err(self.exception(py, &error)),
        }
    }

    /// An id as Python hands it in.
    pub(super) fn id<T>(
        &self,
        py: Python<'_>,
        parameter: &str,
        value: &Bound<'_, PyAny>,
        read: impl FnOnce(String) -> Result<T, Error>,
    ) -> PyResult<T> {
        text(parameter, value)
            .and_then(read)
            .map_err(|error| self.exception(py, &error))
    }
}

fn text(parameter: &str, value: &Bound<'_, PyAny>) -> Result<String, Error> {
    let problem = if value.is_none() {
        "is None".to_owned()
    } else {
        match value.extract() {
            Ok(text) => return Ok(text),
            Err(error) if error.is_instance_of::<PyTypeError>(value.py()) => {
                let found = value.get_type().name();
                found.map_or_else(
                    |_| "is no str".to_owned(),
                    |name| format!("is {name}, expected str"),
                )
            }
            Err(_) => "can't be written as UTF-8".to_owned(),
        }
    };
    Err(Error::invalid(
        parameter,
        format!("{problem}; pass the id as the service gave it"),
    ))
}
