//! `DatasetApi`: one declaration a call — verb, path, parameters, and how to read the answer.
//!
//! Queries and bodies were checked against [`super::parameters`] where the caller handed them in.

use serde_json::Value;

use crate::model::{
    DatasetId, DatasetList, DeletedFiles, Difference, Documented, Plain, ProjectId, StartedDataset,
    StartedTask, TaskId, TaskStatus, VersionDetail, VersionId, VersionList, read,
};
use crate::wire::{Method, Operation, Request};

/// The pairs of a query.
pub type Query = Vec<(&'static str, String)>;

/// `POST /v1/{project_id}/datasets`
#[must_use]
pub fn create_dataset(project: &ProjectId, dataset_spec: &Value) -> Operation<StartedDataset> {
    answered(
        Request::new("create_dataset", Method::Post, project, &["datasets"])
            .with_body(dataset_spec),
    )
}

/// `GET /v1/{project_id}/datasets`
#[must_use]
pub fn query_dataset(project: &ProjectId, query: &Query) -> Operation<DatasetList> {
    answered(Request::new("query_dataset", Method::Get, project, &["datasets"]).with_query(query))
}

/// `GET /v1/{project_id}/datasets/{dataset_id}`; the answer is not documented.
#[must_use]
pub fn get_dataset(project: &ProjectId, dataset: &DatasetId) -> Operation<Plain> {
    answered(Request::new(
        "get_dataset",
        Method::Get,
        project,
        &["datasets", dataset.as_str()],
    ))
}

/// `PUT /v1/{project_id}/datasets/{dataset_id}`
#[must_use]
pub fn update_dataset(
    project: &ProjectId,
    dataset: &DatasetId,
    update_dataset_spec: &Value,
) -> Operation<Plain> {
    answered(
        Request::new(
            "update_dataset",
            Method::Put,
            project,
            &["datasets", dataset.as_str()],
        )
        .with_body(update_dataset_spec),
    )
}

/// `DELETE /v1/{project_id}/datasets/{dataset_id}`
#[must_use]
pub fn delete_dataset(project: &ProjectId, dataset: &DatasetId) -> Operation<StartedTask> {
    answered(Request::new(
        "delete_dataset",
        Method::Delete,
        project,
        &["datasets", dataset.as_str()],
    ))
}

/// `POST /v1/{project_id}/datasets/{dataset_id}/versions`
#[must_use]
pub fn create_dataset_version(
    project: &ProjectId,
    dataset: &DatasetId,
    description_spec: &Value,
) -> Operation<StartedTask> {
    answered(
        Request::new(
            "create_dataset_version",
            Method::Post,
            project,
            &["datasets", dataset.as_str(), "versions"],
        )
        .with_body(description_spec),
    )
}

/// `GET /v1/{project_id}/datasets/{dataset_id}/versions`
#[must_use]
pub fn get_history_dataset_version(
    project: &ProjectId,
    dataset: &DatasetId,
) -> Operation<VersionList> {
    answered(Request::new(
        "get_history_dataset_version",
        Method::Get,
        project,
        &["datasets", dataset.as_str(), "versions"],
    ))
}

/// `GET /v1/{project_id}/datasets/{dataset_id}/versions/{version_id}`
#[must_use]
pub fn search_dataset_version(
    project: &ProjectId,
    dataset: &DatasetId,
    version: &VersionId,
    query: &Query,
) -> Operation<VersionDetail> {
    answered(
        Request::new(
            "search_dataset_version",
            Method::Get,
            project,
            &["datasets", dataset.as_str(), "versions", version.as_str()],
        )
        .with_query(query),
    )
}

/// `GET /v1/{project_id}/datasets/{dataset_id}/versions/difference`
///
/// That the versions travel in the query is inferred: the documents name no other place.
#[must_use]
pub fn compare_datasets(
    project: &ProjectId,
    dataset: &DatasetId,
    version1: &VersionId,
    version2: &VersionId,
) -> Operation<Difference> {
    answered(
        Request::new(
            "compare_datasets",
            Method::Get,
            project,
            &["datasets", dataset.as_str(), "versions", "difference"],
        )
        .with_query(&[
            ("version1", version1.as_str()),
            ("version2", version2.as_str()),
        ]),
    )
}

/// `PUT /v1/{project_id}/datasets/{dataset_id}/versions/current`
#[must_use]
pub fn checkout_dataset_version(
    project: &ProjectId,
    dataset: &DatasetId,
    target_version_id_spec: &Value,
) -> Operation<StartedTask> {
    answered(
        Request::new(
            "checkout_dataset_version",
            Method::Put,
            project,
            &["datasets", dataset.as_str(), "versions", "current"],
        )
        .with_body(target_version_id_spec),
    )
}

/// `POST /v1/{project_id}/datasets/{dataset_id}/sync`
#[must_use]
pub fn sync_dataset(project: &ProjectId, dataset: &DatasetId) -> Operation<StartedTask> {
    answered(Request::new(
        "sync_dataset",
        Method::Post,
        project,
        &["datasets", dataset.as_str(), "sync"],
    ))
}

/// `DELETE /v1/{project_id}/datasets/{dataset_id}/files`
#[must_use]
pub fn delete_file_from_obs(
    project: &ProjectId,
    dataset: &DatasetId,
    delete_files_spec: &Value,
) -> Operation<DeletedFiles> {
    answered(
        Request::new(
            "delete_file_from_obs",
            Method::Delete,
            project,
            &["datasets", dataset.as_str(), "files"],
        )
        .with_body(delete_files_spec),
    )
}

/// `PUT /v1/{project_id}/datasets/{dataset_id}/versions/{version_id}`; neither body nor answer is
/// documented.
#[must_use]
pub fn delete_file_in_version(
    project: &ProjectId,
    dataset: &DatasetId,
    version: &VersionId,
    body: &Value,
) -> Operation<Plain> {
    answered(
        Request::new(
            "delete_file_in_version",
            Method::Put,
            project,
            &["datasets", dataset.as_str(), "versions", version.as_str()],
        )
        .with_body(body),
    )
}

/// `GET /v1/{project_id}/datasets/task/{task_id}`
#[must_use]
pub fn get_task_status(project: &ProjectId, task: &TaskId) -> Operation<TaskStatus> {
    Operation {
        request: Request::new(
            "get_task_status",
            Method::Get,
            project,
            &["datasets", "task", task.as_str()],
        ),
        read: |received| read(&received.body),
    }
}

fn answered<T: Documented>(request: Request) -> Operation<T> {
    Operation {
        request,
        read: |received| T::read(&received.body),
    }
}
