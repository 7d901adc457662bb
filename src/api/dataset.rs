//! `DatasetApi`: one declaration a call — verb, path, parameters, and how to read the answer.

use crate::model::{ProjectId, TaskId, TaskStatus, read};
use crate::wire::{Operation, Request};

/// `GET /v1/{project_id}/datasets/task/{task_id}`
#[must_use]
pub fn get_task_status(project: &ProjectId, task: &TaskId) -> Operation<TaskStatus> {
    Operation {
        request: Request::get(
            "get_task_status",
            project,
            &["datasets", "task", task.as_str()],
            &[],
        ),
        read: |received| read(&received.body),
    }
}
