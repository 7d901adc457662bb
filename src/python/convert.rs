//! What the service said, as Python objects: each a dict of a class with attributes.

use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyDict, PyList, PyString, PyType};

use crate::error::ServiceError;
use crate::model::error_code::Language;
use crate::model::{
    Boolean, ChangeCount, ChangedUrls, CreatedDataset, CreatedVersion, Dataset, DatasetList,
    DeletedFiles, Difference, FailedEntry, Field, Integer, List, Plain, ProjectId, ResultEntry,
    StartedDataset, StartedTask, SyncOrCheckout, TaskStatus, Undocumented, Version, VersionDetail,
    VersionFile, VersionList,
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
pub(super) trait ToDict: Sized {
    fn class(py: Python<'_>) -> PyResult<&Bound<'_, PyType>>;
    fn fill(self, dict: &Bound<'_, PyDict>) -> PyResult<()>;
    /// What a list of them begins as.
    fn empty_list(py: Python<'_>) -> PyResult<Bound<'_, PyList>>;

    fn to_dict<'py>(self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = Self::class(py)?.call0()?.cast_into::<PyDict>()?;
        self.fill(&dict)?;
        Ok(dict)
    }
}

macro_rules! to_dict {
    ($type:ident $(<$($parameter:ident),*>)? $(in $list:literal)? {
        $($field:ident $(as $key:literal)?),* $(,)?
    }) => {
        to_dict!(
            $type $(<$($parameter),*>)?, stringify!($type), $(in $list,)? { $($field $(as $key)?),* }
        );
    };
    ($type:ident $(<$($parameter:ident),*>)?, $class:expr, $(in $list:literal,)? {
        $($field:ident $(as $key:literal)?),*
    }) => {
        impl $(<$($parameter: ToValue),*>)? ToDict for $type $(<$($parameter),*>)? {
            fn class(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
                class!(py, $class)
            }

            fn fill(self, dict: &Bound<'_, PyDict>) -> PyResult<()> {
                let _py = dict.py();
                $(put(dict, intern!(_py, to_dict!(@key $field $($key)?)), self.$field)?;)*
                put_undocumented(dict, &self.undocumented)
            }

            fn empty_list(py: Python<'_>) -> PyResult<Bound<'_, PyList>> {
                to_dict!(@list py $($list)?)
            }
        }
    };
    (@list $py:ident) => { Ok(PyList::empty($py)) };
    (@list $py:ident $list:literal) => { Ok(class!($py, $list)?.call0()?.cast_into()?) };
    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident $key:literal) => { $key };
}

to_dict!(CreatedDataset<T> in "CreatedDatasets" {
    dataset_id,
    dataset_name,
    file_count,
    create_time
});
to_dict!(CreatedVersion<T> in "CreatedVersions" {
    new_version_id,
    version_name,
    file_count,
    create_time
});
to_dict!(SyncOrCheckout in "SyncsOrCheckouts" {});
to_dict!(FailedEntry<T> in "FailedEntries" {
    error_code,
    error_msg
});
to_dict!(ResultEntry<D, V, S, F> in "ResultEntries" {
    create_dataset_success as "createDatasetSuccess",
    create_version_success as "createVersionSuccess",
    sync_or_checkout_success as "syncOrCheckoutsuccess",
    failed,
    dataset_id,
    dataset_name,
    new_version_id,
    version_name,
    file_count,
    create_time,
    error_code,
    error_msg,
});
to_dict!(Plain, "Response", {});
to_dict!(StartedTask { task_id });
to_dict!(StartedDataset {
    dataset_id,
    task_id
});
to_dict!(DatasetList {
    dataset_count,
    datasets
});
to_dict!(Dataset {
    dataset_id,
    dataset_name,
    description,
    data_url,
    file_count,
    create_time,
});
to_dict!(VersionList {
    version_count,
    versions
});
to_dict!(Version {
    version_id,
    version_name,
    previous_id,
    file_count,
    status,
    change_file_count,
    create_time,
});
to_dict!(ChangeCount {
    added_count,
    deleted_count
});
to_dict!(VersionDetail {
    version_id,
    name,
    description,
    provider,
    data_url,
    file_list,
    file_count,
    status,
    change_file_count,
    create_time,
});
to_dict!(VersionFile {
    file_url,
    file_name,
    file_type,
    file_size,
    file_time
});
to_dict!(Difference { change_url });
to_dict!(ChangedUrls {
    added_count,
    deleted_count,
    modified_count,
    added_url,
    deleted_url,
});
to_dict!(DeletedFiles { is_success });

/// A value of a documented field.
pub(super) trait ToValue: Sized {
    fn to_value<'py>(self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>>;
    fn of_null(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(py.None().into_bound(py))
    }
    /// What a list of them begins as.
    fn empty_list(py: Python<'_>) -> PyResult<Bound<'_, PyList>> {
        Ok(PyList::empty(py))
    }
}

impl ToValue for String {
    fn to_value<'py>(self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self).into_any())
    }
}

impl ToValue for Integer {
    fn to_value<'py>(self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(self.0.into_pyobject(py)?.into_any())
    }
}

impl ToValue for Boolean {
    fn to_value<'py>(self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyBool::new(py, self.0).to_owned().into_any())
    }
}

impl<T: ToDict> ToValue for T {
    fn to_value<'py>(self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(self.to_dict(py)?.into_any())
    }

    fn empty_list(py: Python<'_>) -> PyResult<Bound<'_, PyList>> {
        <T as ToDict>::empty_list(py)
    }
}

impl<T: ToValue> ToValue for List<T> {
    fn to_value<'py>(self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        list(py, self.0)
    }

    fn of_null(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        T::empty_list(py).map(Bound::into_any)
    }
}

fn list<'py, T: ToValue>(py: Python<'py>, items: Vec<T>) -> PyResult<Bound<'py, PyAny>> {
    let list = T::empty_list(py)?;
    for item in items {
        list.append(item.to_value(py)?)?;
    }
    Ok(list.into_any())
}

fn put<T: ToValue>(
    dict: &Bound<'_, PyDict>,
    key: &Bound<'_, PyString>,
    field: Field<T>,
) -> PyResult<()> {
    match field {
        Field::Absent => Ok(()),
        Field::Null => dict.set_item(key, T::of_null(dict.py())?),
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
pub(super) fn task_status<'py, E: ToValue>(
    py: Python<'py>,
    answer: Answer<TaskStatus<E>>,
    task_id: &str,
    language: Language,
) -> PyResult<Bound<'py, PyAny>> {
    let task = answer.value;
    let dict = class!(py, "TaskStatus")?.call0()?.cast_into::<PyDict>()?;
    dict.set_item(intern!(py, "status"), task.status.as_str())?;
    dict.set_item(intern!(py, "result"), list(py, task.result)?)?;
    if let Some(code) = &task.error_code {
        dict.set_item(intern!(py, "error_code"), code)?;
    }
    if let Some(message) = &task.error_msg {
        dict.set_item(intern!(py, "error_msg"), message)?;
    }
    put_undocumented(&dict, &task.undocumented)?;
    let response = dict.into_any();
    response.setattr(intern!(py, "http_status"), answer.http_status)?;
    response.setattr(intern!(py, "request_id"), answer.request_id)?;
    response.setattr(intern!(py, "task_id"), task_id)?;
    response.setattr(intern!(py, "_language"), language.tag())?;
    let project = answer.project.as_ref().map(ProjectId::as_str);
    response.setattr(intern!(py, "project_id"), project)?;
    Ok(response)
}

/// The response of a call that succeeded.
pub(super) fn answer<T: ToDict>(py: Python<'_>, answer: Answer<T>) -> PyResult<Bound<'_, PyAny>> {
    let response = answer.value.to_dict(py)?.into_any();
    response.setattr(intern!(py, "http_status"), answer.http_status)?;
    response.setattr(intern!(py, "request_id"), answer.request_id)?;
    Ok(response)
}

/// The documented shape of a call that failed: code and message stand in what is returned.
pub(super) fn failure<'py>(
    class: &Bound<'py, PyType>,
    error: &ServiceError,
) -> PyResult<Bound<'py, PyAny>> {
    let dict = class.call0()?.cast_into::<PyDict>()?;
    fill_failure(&dict, error)?;
    Ok(dict.into_any())
}

/// As [`failure`], of whatever call.
pub(super) fn plain_failure<'py>(
    py: Python<'py>,
    error: &ServiceError,
) -> PyResult<Bound<'py, PyAny>> {
    failure(class!(py, "Response")?, error)
}

/// As [`failure`], for a task's status, which always has a `result`.
pub(super) fn failed_task_status<'py>(
    py: Python<'py>,
    error: &ServiceError,
    task_id: &str,
    language: Language,
) -> PyResult<Bound<'py, PyAny>> {
    let dict = class!(py, "TaskStatus")?.call0()?.cast_into::<PyDict>()?;
    let nothing = <ResultEntry as ToDict>::empty_list(py)?;
    dict.set_item(intern!(py, "result"), nothing)?;
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
