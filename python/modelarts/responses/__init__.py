"""The responses of the service: dicts whose documented keys are attributes, too.

`resp["status"]` and `resp.status` are the same field. A documented field that is absent is None as an
attribute and a KeyError as a key. Another attribute is an AttributeError; undocumented fields are in the dict
under their own names.
"""

# Written by tools/generate.py from api/v1/dataset.toml; do not edit.

from modelarts.responses.base import Response, ResponseList
from modelarts.responses.dataset import (
    ChangeCount,
    ChangedUrls,
    Dataset,
    DatasetList,
    DeletedFiles,
    Difference,
    StartedDataset,
    StartedTask,
    Version,
    VersionDetail,
    VersionFile,
    VersionList,
)
from modelarts.responses.task import TaskStatus
from modelarts.responses.task_result import (
    CreatedDataset,
    CreatedVersion,
    FailedEntry,
    ResultEntry,
    SyncOrCheckout,
    TaskState,
)
from modelarts.responses.work import Work, WorkState

__all__ = [
    "ChangeCount",
    "ChangedUrls",
    "CreatedDataset",
    "CreatedVersion",
    "Dataset",
    "DatasetList",
    "DeletedFiles",
    "Difference",
    "FailedEntry",
    "Response",
    "ResponseList",
    "ResultEntry",
    "StartedDataset",
    "StartedTask",
    "SyncOrCheckout",
    "TaskState",
    "TaskStatus",
    "Version",
    "VersionDetail",
    "VersionFile",
    "VersionList",
    "Work",
    "WorkState",
]
