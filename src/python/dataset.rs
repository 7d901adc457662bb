//! The calls of `DatasetApi`, one function each for both faces.

use std::sync::Arc;

use pyo3::prelude::*;

use super::call::{Call, Options};
use super::client::{Client, Shared};
use super::convert;
use crate::api::dataset;
use crate::error::Error;
use crate::model::TaskId;

/// The calls of the dataset service on one client.
#[pyclass(frozen, module = "modelarts._modelarts")]
pub(super) struct DatasetCalls(Arc<Shared>);

#[pymethods]
impl DatasetCalls {
    #[new]
    fn new(client: &Client) -> Self {
        Self(Arc::clone(client.shared()))
    }

    /// The status of a task.
    fn get_task_status(
        &self,
        py: Python<'_>,
        options: Options<'_>,
        task_id: &Bound<'_, PyAny>,
    ) -> PyResult<Call> {
        let task = self.0.id(py, "task_id", task_id, TaskId::new)?;
        let asked = task.clone();
        self.0.call(
            py,
            &options,
            move |project| dataset::get_task_status(project, &task),
            move |py, shared, outcome| {
                let language = shared.language;
                let response = match outcome {
                    Ok(answer) => convert::task_status(py, &answer, asked.as_str(), language)?,
                    Err(error) if !shared.raise_on_error => {
                        convert::failed_task_status(py, &error, asked.as_str(), language)?
                    }
                    Err(error) => return Err(shared.exception(py, &Error::Service(error))),
                };
                Ok(response.unbind())
            },
        )
    }
}
