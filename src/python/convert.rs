//! What the service said, as Python objects: each a dict of a class with attributes.

use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyList, PyString, PyType};

use crate::error::ServiceError;
use crate::model::error_code::Language;
use crate::model::{
    CreatedDataset, CreatedVersion, FailedEntry, Field, Integer, List, ResultEntry, SyncOrCheckout,
    TaskStatus, Undocumented,
};
use crate::wire::Answer;

/// A class of `modelarts.responses`.
macro_rules! class {
    ($py:expr, $name:expr) => {{
        static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
        CLASS.import($py, "modelarts.responses", $name)
    }};
}

/// An object of the service becomes a dict of its class.
trait ToDict {
    fn class(py: Python<'_>) -> PyResult<&Bound<'_, PyType>>;
    fn fill(&self, dict: &Bound<'_, PyDict>) -> PyResult<()>;

    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = Self::class(py)?.call0()?.cast_into::<PyDict>()?;
        self.fill(&dict)?;
        Ok(dict)
    }
}

macro_rules! to_dict {
    ($type:ident { $($field:ident as $key:literal),* $(,)? }) => {
        impl ToDict for $type {
            fn class(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
                class!(py, stringify!($type))
            }

            fn fill(&self, dict: &Bound<'_, PyDict>) -> PyResult<()> {
                let _py = dict.py();
                $(put(dict, intern!(_py, $key), &self.$field)?;)*
                put_undocumented(dict, &self.undocumented)
            }
        }
    };
}

to_dict!(CreatedDataset {
    dataset_id as "dataset_id",
    dataset_name as "dataset_name",
    file_count as "file_count",
    create_time as "create_time",
});
to_dict!(CreatedVersion {
    new_version_id as "new_version_id",
    version_name as "version_name",
    file_count as "file_count",
    create_time as "create_time",
});
to_dict!(SyncOrCheckout {});
to_dict!(FailedEntry { error_code as "error_code", error_msg as "error_msg" });
to_dict!(ResultEntry {
    create_dataset_success as "createDatasetSuccess",
    create_version_success as "createVersionSuccess",
    sync_or_checkout_success as "syncOrCheckoutsuccess",
    failed as "failed",
    dataset_id as "dataset_id",
    dataset_name as "dataset_name",
    new_version_id as "new_version_id",
    version_name as "version_name",
    file_count as "file_count",
    create_time as "create_time",
    error_code as "error_code",
    error_msg as "error_msg",
});

/// A value of a documented field.
trait ToValue {
    fn to_value<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>>;
    fn of_null(py: Python<'_>) -> Bound<'_, PyAny> {
        py.None().into_bound(py)
    }
}

impl ToValue for String {
    fn to_value<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, self).into_any())
    }
}

impl ToValue for Integer {
    fn to_value<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(self.0.into_pyobject(py)?.into_any())
    }
}

impl<T: ToDict> ToValue for List<T> {
    fn to_value<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        list(py, &self.0)
    }

    fn of_null(py: Python<'_>) -> Bound<'_, PyAny> {
        PyList::empty(py).into_any()
    }
}

fn list<'py, T: ToDict>(py: Python<'py>, items: &[T]) -> PyResult<Bound<'py, PyAny>> {
    let list = PyList::empty(py);
    for item in items {
        list.append(item.to_dict(py)?)?;
    }
    Ok(list.into_any())
}

fn put<T: ToValue>(
    dict: &Bound<'_, PyDict>,
    key: &Bound<'_, PyString>,
    field: &Field<T>,
) -> PyResult<()> {
    match field {
        Field::Absent => Ok(()),
        Field::Null => dict.set_item(key, T::of_null(dict.py())),
        Field::Value(value) => dict.set_item(key, value.to_value(dict.py())?),
    }
}

/// Undocumented values are read as `json.loads` reads them, so that no digit is lost.
fn put_undocumented(dict: &Bound<'_, PyDict>, undocumented: &Undocumented) -> PyResult<()> {
    static LOADS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let py = dict.py();
    for (key, json) in undocumented.iter() {
        dict.set_item(key, LOADS.import(py, "json", "loads")?.call1((json,))?)?;
    }
    Ok(())
}

/// The response of `get_task_status`.
pub(super) fn task_status<'py>(
    py: Python<'py>,
    answer: &Answer<TaskStatus>,
    task_id: &str,
    language: Language,
) -> PyResult<Bound<'py, PyAny>> {
    let task = &answer.value;
    let dict = class!(py, "TaskStatus")?.call0()?.cast_into::<PyDict>()?;
    dict.set_item(intern!(py, "status"), task.status.as_str())?;
    dict.set_item(intern!(py, "result"), list(py, &task.result)?)?;
    if let Some(code) = &task.error_code {
        dict.set_item(intern!(py, "error_code"), code)?;
    }
    if let Some(message) = &task.error_msg {
        dict.set_item(intern!(py, "error_msg"), message)?;
    }
    put_undocumented(&dict, &task.undocumented)?;
    let response = dict.into_any();
    response.setattr(intern!(py, "http_status"), answer.http_status)?;
    response.setattr(intern!(py, "request_id"), &answer.request_id)?;
    response.setattr(intern!(py, "task_id"), task_id)?;
    response.setattr(intern!(py, "_language"), language.tag())?;
    response.setattr(
        intern!(py, "project_id"),
        answer.project.as_ref().map(ToString::to_string),
    )?;
    Ok(response)
}

/// The documented shape of a call that failed: code and message stand in what is returned.
pub(super) fn failure<'py>(py: Python<'py>, error: &ServiceError) -> PyResult<Bound<'py, PyAny>> {
    let dict = class!(py, "Response")?.call0()?.cast_into::<PyDict>()?;
    fill_failure(&dict, error)?;
    Ok(dict.into_any())
}

/// As [`failure`], for a task's status, which always has a `result`.
pub(super) fn failed_task_status<'py>(
    py: Python<'py>,
    error: &ServiceError,
    task_id: &str,
    language: Language,
) -> PyResult<Bound<'py, PyAny>> {
    let dict = class!(py, "TaskStatus")?.call0()?.cast_into::<PyDict>()?;
    dict.set_item(intern!(py, "result"), PyList::empty(py))?;
    fill_failure(&dict, error)?;
    dict.setattr(intern!(py, "task_id"), task_id)?;
    dict.setattr(intern!(py, "_language"), language.tag())?;
    let project = error.project.as_ref().map(ToString::to_string);
    dict.setattr(intern!(py, "project_id"), project)?;
    Ok(dict.into_any())
}

fn fill_failure(dict: &Bound<'_, PyDict>, error: &ServiceError) -> PyResult<()> {
    let py = dict.py();
    let code = error
        .error_code
        .clone()
        .unwrap_or_else(|| format!("HTTP {}", error.http_status));
    dict.set_item(intern!(py, "error_code"), code)?;
    dict.set_item(
        intern!(py, "error_msg"),
        error.error_msg.as_deref().unwrap_or(&error.reason),
    )?;
    dict.setattr(intern!(py, "http_status"), error.http_status)?;
    dict.setattr(intern!(py, "request_id"), &error.request_id)
}
