//! The calls of `DatasetApi`: each once, for both faces.

use std::sync::Arc;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use super::client::{Client, Shared, limits};
use super::convert;
use crate::api::dataset;
use crate::error::Error;
use crate::model::{ProjectId, TaskId, TaskStatus};
use crate::transport::Limits;
use crate::wire::Answer;

/// `get_task_status`, read and ready to run.
struct GetTaskStatus {
    shared: Arc<Shared>,
    project: Option<ProjectId>,
    task: TaskId,
    limits: Limits,
}

impl GetTaskStatus {
    async fn run(self, http: reqwest::Client) -> Result<Answer<TaskStatus>, Error> {
        let Self {
            shared,
            project,
            task,
            limits,
        } = self;
        let (project, limits) = shared.project(&http, project, limits).await?;
        shared
            .transport()
            .send(&http, &dataset::get_task_status(&project, &task), limits)
            .await
    }
}

/// The calls of the dataset service on one client.
#[pyclass(frozen, module = "modelarts._modelarts")]
pub(super) struct DatasetCalls(Arc<Shared>);

#[pymethods]
impl DatasetCalls {
    #[new]
    fn new(client: &Client) -> Self {
        Self(Arc::clone(client.shared()))
    }

    /// The status of a task; waits for the answer.
    #[pyo3(signature = (project_id, task_id, timeout, max_retries))]
    fn get_task_status<'py>(
        &self,
        py: Python<'py>,
        project_id: Option<&Bound<'py, PyAny>>,
        task_id: &Bound<'py, PyAny>,
        timeout: Option<f64>,
        max_retries: i64,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (call, task) = self.task_status_call(py, project_id, task_id, timeout, max_retries)?;
        self.0.connections.wait(
            py,
            |http| call.run(http),
            |outcome| self.0.task_status(py, outcome, &task),
        )
    }

    /// The status of a task, as an asyncio future.
    #[pyo3(signature = (project_id, task_id, timeout, max_retries))]
    fn get_task_status_async<'py>(
        &self,
        py: Python<'py>,
        project_id: Option<&Bound<'py, PyAny>>,
        task_id: &Bound<'py, PyAny>,
        timeout: Option<f64>,
        max_retries: i64,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (call, task) = self.task_status_call(py, project_id, task_id, timeout, max_retries)?;
        let shared = Arc::clone(&self.0);
        self.0.connections.future(
            py,
            |http| call.run(http),
            move |py, outcome| Ok(shared.task_status(py, outcome, &task)?.unbind()),
        )
    }
}

impl DatasetCalls {
    fn task_status_call(
        &self,
        py: Python<'_>,
        project_id: Option<&Bound<'_, PyAny>>,
        task_id: &Bound<'_, PyAny>,
        timeout: Option<f64>,
        max_retries: i64,
    ) -> PyResult<(GetTaskStatus, TaskId)> {
        let shared = &self.0;
        shared.refuse_if_closed(py)?;
        let read = || {
            let project = project_id
                .map(|id| ProjectId::new(text("project_id", id)?))
                .transpose()?;
            let task = TaskId::new(text("task_id", task_id)?)?;
            let limits = limits(timeout, max_retries)?;
            Ok((
                GetTaskStatus {
                    shared: Arc::clone(shared),
                    project,
                    task: task.clone(),
                    limits,
                },
                task,
            ))
        };
        read().map_err(|error: Error| shared.exception(py, &error))
    }
}

impl Shared {
    fn task_status<'py>(
        &self,
        py: Python<'py>,
        outcome: Result<Answer<TaskStatus>, Error>,
        task: &TaskId,
    ) -> PyResult<Bound<'py, PyAny>> {
        match outcome {
            Ok(answer) => convert::task_status(py, &answer, task.as_str(), self.language),
            Err(Error::Service(error)) if !self.raise_on_error => {
                convert::failed_task_status(py, &error, task.as_str(), self.language)
            }
            Err(error) => Err(self.exception(py, &error)),
        }
    }
}

/// An id as Python hands it in.
fn text(parameter: &str, value: &Bound<'_, PyAny>) -> Result<String, Error> {
    if value.is_none() {
        return Err(Error::invalid(
            parameter,
            "is None; pass the id as the service gave it",
        ));
    }
    value.extract().map_err(|error: PyErr| {
        let problem = if error.is_instance_of::<PyTypeError>(value.py()) {
            let found = value
                .get_type()
                .name()
                .map_or_else(|_| "another type".to_owned(), |name| name.to_string());
            format!("is {found}, expected str; pass the id as the service gave it")
        } else {
            "can't be written as UTF-8; pass the id as the service gave it".to_owned()
        };
        Error::invalid(parameter, problem)
    })
}
