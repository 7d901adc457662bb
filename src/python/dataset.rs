//! The calls of `DatasetApi`, one function each for both faces.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::call::{Call, Outcome};
use super::client::{Client, Shared, limits};
use super::convert::{self, ToDict};
use super::entries::TaskDict;
use super::given::{Common, Given};
use super::number::{Count, Seconds};
use super::poll::Poll;
use super::watch::Watch;
use crate::api::{dataset, parameters};
use crate::error::Error;
use crate::model::{DatasetId, ProjectId, TaskId, VersionId, read};
use crate::transport::Limits;
use crate::wait::Plan;
use crate::wire::{Operation, Received};

/// The calls of the dataset service on one client.
#[pyclass(frozen, module = "modelarts._modelarts")]
pub(super) struct DatasetCalls {
    shared: Arc<Shared>,
    limits: Limits,
    validate: bool,
}

type Any<'py> = Bound<'py, PyAny>;
type Query<'py> = Bound<'py, PyDict>;

#[pymethods]
impl DatasetCalls {
    #[new]
    #[pyo3(signature = (client, timeout, max_retries, validate))]
    fn new(
        py: Python<'_>,
        client: &Client,
        timeout: Option<Seconds>,
        max_retries: Count,
        validate: bool,
    ) -> PyResult<Self> {
        let shared = Arc::clone(client.shared());
        let limits = limits(timeout, max_retries).map_err(|error| shared.exception(py, &error))?;
        Ok(Self {
            shared,
            limits,
            validate,
        })
    }

    fn create_dataset(
        &self,
        py: Python<'_>,
        project_id: &Any<'_>,
        timeout: &Any<'_>,
        dataset_spec: &Any<'_>,
    ) -> PyResult<Call> {
        let mut given = self.given(py, "create_dataset", project_id, timeout)?;
        let spec = given.body("dataset_spec", dataset_spec, parameters::NEW_DATASET)?;
        let (common, spec) = given.complete(py, spec)?;
        Ok(self.call(common, move |project| {
            dataset::create_dataset(project, &spec)
        }))
    }

    fn query_dataset(
        &self,
        py: Python<'_>,
        project_id: &Any<'_>,
        timeout: &Any<'_>,
        query: &Query<'_>,
    ) -> PyResult<Call> {
        let mut given = self.given(py, "query_dataset", project_id, timeout)?;
        let query = given.query(query, parameters::DATASETS)?;
        let (common, query) = given.complete(py, query)?;
        Ok(self.call(common, move |project| {
            dataset::query_dataset(project, &query)
        }))
    }

    fn get_dataset(
        &self,
        py: Python<'_>,
        project_id: &Any<'_>,
        timeout: &Any<'_>,
        dataset_id: &Any<'_>,
    ) -> PyResult<Call> {
        let (common, dataset) = self.dataset(py, "get_dataset", project_id, timeout, dataset_id)?;
        Ok(self.call(common, move |project| {
            dataset::get_dataset(project, &dataset)
        }))
    }

    fn update_dataset(
        &self,
        py: Python<'_>,
        project_id: &Any<'_>,
        timeout: &Any<'_>,
        dataset_id: &Any<'_>,
        update_dataset_spec: &Any<'_>,
    ) -> PyResult<Call> {
        let mut given = self.given(py, "update_dataset", project_id, timeout)?;
        let dataset = given.id("dataset_id", dataset_id, DatasetId::new)?;
        let known = parameters::CHANGED_DATASET;
        let spec = given.body("update_dataset_spec", update_dataset_spec, known)?;
        let (common, (dataset, spec)) = given.complete(py, dataset.zip(spec))?;
        Ok(self.call(common, move |project| {
            dataset::update_dataset(project, &dataset, &spec)
        }))
    }

    fn delete_dataset(
        &self,
        py: Python<'_>,
        project_id: &Any<'_>,
        timeout: &Any<'_>,
        dataset_id: &Any<'_>,
    ) -> PyResult<Call> {
        let (common, dataset) =
            self.dataset(py, "delete_dataset", project_id, timeout, dataset_id)?;
        Ok(self.call(common, move |project| {
            dataset::delete_dataset(project, &dataset)
        }))
    }

    fn create_dataset_version(
        &self,
        py: Python<'_>,
        project_id: &Any<'_>,
        timeout: &Any<'_>,
        dataset_id: &Any<'_>,
        description_spec: &Any<'_>,
    ) -> PyResult<Call> {
        let mut given = self.given(py, "create_dataset_version", project_id, timeout)?;
        let dataset = given.id("dataset_id", dataset_id, DatasetId::new)?;
        let spec = given.body(
            "description_spec",
            description_spec,
            parameters::NEW_VERSION,
        )?;
        let (common, (dataset, spec)) = given.complete(py, dataset.zip(spec))?;
        Ok(self.call(common, move |project| {
            dataset::create_dataset_version(project, &dataset, &spec)
        }))
    }

    fn get_history_dataset_version(
        &self,
        py: Python<'_>,
        project_id: &Any<'_>,
        timeout: &Any<'_>,
        dataset_id: &Any<'_>,
    ) -> PyResult<Call> {
        let (common, dataset) = self.dataset(
            py,
            "get_history_dataset_version",
            project_id,
            timeout,
            dataset_id,
        )?;
        Ok(self.call(common, move |project| {
            dataset::get_history_dataset_version(project, &dataset)
        }))
    }

    fn search_dataset_version(
        &self,
        py: Python<'_>,
        project_id: &Any<'_>,
        timeout: &Any<'_>,
        dataset_id: &Any<'_>,
        version_id: &Any<'_>,
        query: &Query<'_>,
    ) -> PyResult<Call> {
        let mut given = self.given(py, "search_dataset_version", project_id, timeout)?;
        let dataset = given.id("dataset_id", dataset_id, DatasetId::new)?;
        let version = given.id("version_id", version_id, VersionId::new)?;
        let query = given.query(query, parameters::FILES)?;
        let all = dataset.zip(version).zip(query);
        let (common, ((dataset, version), query)) = given.complete(py, all)?;
        Ok(self.call(common, move |project| {
            dataset::search_dataset_version(project, &dataset, &version, &query)
        }))
    }

    fn compare_datasets(
        &self,
        py: Python<'_>,
        project_id: &Any<'_>,
        timeout: &Any<'_>,
        dataset_id: &Any<'_>,
        version1: &Any<'_>,
        version2: &Any<'_>,
    ) -> PyResult<Call> {
        let mut given = self.given(py, "compare_datasets", project_id, timeout)?;
        let dataset = given.id("dataset_id", dataset_id, DatasetId::new)?;
        let first = given.id("version1", version1, VersionId::new)?;
        let second = given.id("version2", version2, VersionId::new)?;
        let all = dataset.zip(first).zip(second);
        let (common, ((dataset, first), second)) = given.complete(py, all)?;
        Ok(self.call(common, move |project| {
            dataset::compare_datasets(project, &dataset, &first, &second)
        }))
    }

    fn checkout_dataset_version(
        &self,
        py: Python<'_>,
        project_id: &Any<'_>,
        timeout: &Any<'_>,
        dataset_id: &Any<'_>,
        target_version_id_spec: &Any<'_>,
    ) -> PyResult<Call> {
        let mut given = self.given(py, "checkout_dataset_version", project_id, timeout)?;
        let dataset = given.id("dataset_id", dataset_id, DatasetId::new)?;
        let known = parameters::TARGET_VERSION;
        let spec = given.body("target_version_id_spec", target_version_id_spec, known)?;
        let (common, (dataset, spec)) = given.complete(py, dataset.zip(spec))?;
        Ok(self.call(common, move |project| {
            dataset::checkout_dataset_version(project, &dataset, &spec)
        }))
    }

    fn sync_dataset(
        &self,
        py: Python<'_>,
        project_id: &Any<'_>,
        timeout: &Any<'_>,
        dataset_id: &Any<'_>,
    ) -> PyResult<Call> {
        let (common, dataset) =
            self.dataset(py, "sync_dataset", project_id, timeout, dataset_id)?;
        Ok(self.call(common, move |project| {
            dataset::sync_dataset(project, &dataset)
        }))
    }

    fn delete_file_from_obs(
        &self,
        py: Python<'_>,
        project_id: &Any<'_>,
        timeout: &Any<'_>,
        dataset_id: &Any<'_>,
        delete_files_spec: &Any<'_>,
    ) -> PyResult<Call> {
        let mut given = self.given(py, "delete_file_from_obs", project_id, timeout)?;
        let dataset = given.id("dataset_id", dataset_id, DatasetId::new)?;
        let spec = given.body(
            "delete_files_spec",
            delete_files_spec,
            parameters::DELETED_FILES,
        )?;
        let (common, (dataset, spec)) = given.complete(py, dataset.zip(spec))?;
        Ok(self.call(common, move |project| {
            dataset::delete_file_from_obs(project, &dataset, &spec)
        }))
    }

    fn delete_file_in_version(
        &self,
        py: Python<'_>,
        project_id: &Any<'_>,
        timeout: &Any<'_>,
        dataset_id: &Any<'_>,
        version_id: &Any<'_>,
        body: &Any<'_>,
    ) -> PyResult<Call> {
        let mut given = self.given(py, "delete_file_in_version", project_id, timeout)?;
        let dataset = given.id("dataset_id", dataset_id, DatasetId::new)?;
        let version = given.id("version_id", version_id, VersionId::new)?;
        let body = given.body("body", body, &[])?;
        let all = dataset.zip(version).zip(body);
        let (common, ((dataset, version), body)) = given.complete(py, all)?;
        Ok(self.call(common, move |project| {
            dataset::delete_file_in_version(project, &dataset, &version, &body)
        }))
    }

    fn get_task_status(
        &self,
        py: Python<'_>,
        project_id: &Any<'_>,
        timeout: &Any<'_>,
        task_id: &Any<'_>,
    ) -> PyResult<Call> {
        let mut given = self.given(py, "get_task_status", project_id, timeout)?;
        let task = given.id("task_id", task_id, TaskId::new)?;
        let (common, task) = given.complete(py, task)?;
        let asked = task.clone();
        Ok(self.shared.call(
            common,
            move |project| dataset::get_task_status(project, &task),
            |_, received| read::<TaskDict>(&received.body),
            move |py, shared, outcome| task_status(py, shared, outcome, &asked),
        ))
    }

    /// Begins a wait for tasks; None for a timeout is no limit, `once` looks at each no more than once.
    #[pyo3(signature = (
        call, project_id, seconds_a_look, task_ids, timeout, poll, concurrency, once, asynchronous,
    ))]
    #[allow(clippy::too_many_arguments, reason = "what a wait is told")]
    fn watch(
        &self,
        py: Python<'_>,
        call: &str,
        project_id: &Any<'_>,
        seconds_a_look: &Any<'_>,
        task_ids: Vec<Bound<'_, PyAny>>,
        timeout: Option<Seconds>,
        poll: Poll,
        concurrency: Count,
        once: bool,
        asynchronous: bool,
    ) -> PyResult<Watch> {
        let mut given = self.given(py, call, project_id, seconds_a_look)?;
        let ids: Vec<Option<TaskId>> = task_ids
            .iter()
            .map(|id| given.id("task_id", id, TaskId::new))
            .collect::<PyResult<_>>()?;
        let timeout = given.seconds("timeout", timeout);
        let concurrency = given.count("concurrency", concurrency);
        let all = ids.into_iter().collect::<Option<Vec<_>>>();
        let all = all.zip(timeout).zip(concurrency);
        let (common, ((tasks, timeout), concurrency)) = given.complete(py, all)?;
        let plan = Plan {
            poll: poll.pace(),
            timeout,
            concurrency,
            once,
        };
        self.shared.watch(py, common, tasks, plan, asynchronous)
    }
}

impl DatasetCalls {
    fn given<'a>(
        &'a self,
        py: Python<'_>,
        call: &'a str,
        project_id: &Any<'_>,
        timeout: &Any<'_>,
    ) -> PyResult<Given<'a>> {
        self.shared.refuse_if_closed(py)?;
        let mut given = Given::new(call, &self.shared, self.limits, self.validate);
        given.common(project_id, timeout)?;
        Ok(given)
    }

    fn dataset(
        &self,
        py: Python<'_>,
        call: &str,
        project_id: &Any<'_>,
        timeout: &Any<'_>,
        dataset_id: &Any<'_>,
    ) -> PyResult<(Common, DatasetId)> {
        let mut given = self.given(py, call, project_id, timeout)?;
        let dataset = given.id("dataset_id", dataset_id, DatasetId::new)?;
        given.complete(py, dataset)
    }

    fn call<T: ToDict + Send + Sync + 'static>(
        &self,
        common: Common,
        operation: impl FnOnce(&ProjectId) -> Operation<T> + Send + 'static,
    ) -> Call {
        let read = |operation: &Operation<T>, received: &Received| (operation.read)(received);
        self.shared
            .call(common, operation, read, |py, shared, outcome| {
                let response = match outcome {
                    Ok(answer) => convert::answer(py, answer)?,
                    Err(error) if !shared.raise_on_error => {
                        convert::failure(T::class(py)?, &error)?
                    }
                    Err(error) => return Err(shared.exception(py, &Error::Service(error))),
                };
                Ok(response.unbind())
            })
    }
}

fn task_status(
    py: Python<'_>,
    shared: &Shared,
    outcome: Outcome<TaskDict>,
    task: &TaskId,
) -> PyResult<Py<PyAny>> {
    let language = shared.language;
    let response = match outcome {
        Ok(answer) => convert::task_status(py, answer, task.as_str(), language)?,
        Err(error) if !shared.raise_on_error => {
            convert::failed_task_status(py, &error, task.as_str(), language)?
        }
        Err(error) => return Err(shared.exception(py, &Error::Service(error))),
    };
    Ok(response.unbind())
}
