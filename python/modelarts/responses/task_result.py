"""The states of a task, and the entries of its result."""

# Written by tools/generate.py from api/v1/dataset.toml; do not edit.

from __future__ import annotations

from modelarts.responses.base import (
    AttributeDict,
    Field,
    RequiredField,
    Response,
    ResponseList,
    WithCreateTime,
    WithErrorCode,
)
from modelarts.responses.work import WorkState
from modelarts.text_enum import TextEnum

__all__ = [
    "TASK_FAILED",
    "TASK_FINAL",
    "TASK_STATES",
    "TASK_SUCCEEDED",
    "CreatedDataset",
    "CreatedVersion",
    "FailedEntry",
    "ResultEntry",
    "SyncOrCheckout",
    "TaskState",
]


class TaskState(TextEnum):
    """The documented states of a task; each is also a `str`, and prints as it."""

    PENDING = "PENDING"
    WAITING = "WAITING"
    RUNNING = "RUNNING"
    STARTED = "STARTED"
    RETRY = "RETRY"
    SUCCESS = "SUCCESS"
    FAILURE = "FAILURE"


# The names of the states in which a task has ended, and what each state means.
TASK_SUCCEEDED = frozenset({"SUCCESS"})
TASK_FAILED = frozenset({"FAILURE"})
TASK_FINAL = TASK_SUCCEEDED | TASK_FAILED
TASK_STATES = {
    "PENDING": WorkState.QUEUED,
    "WAITING": WorkState.QUEUED,
    "RUNNING": WorkState.RUNNING,
    "STARTED": WorkState.RUNNING,
    "RETRY": WorkState.RUNNING,
    "SUCCESS": WorkState.SUCCEEDED,
    "FAILURE": WorkState.FAILED,
}


class ResultEntry(WithCreateTime, Response):
    """An item of `result`: groups of entries or, where the service leaves out the groups, a single entry.

    The fields other than the groups are those of a single entry.
    """

    __slots__ = ()

    createDatasetSuccess: Field[ResponseList[CreatedDataset]] = Field("The datasets created by the task.")  # noqa: N815 the documented name
    createVersionSuccess: Field[ResponseList[CreatedVersion]] = Field("The versions published by the task.")  # noqa: N815 the documented name
    syncOrCheckoutsuccess: Field[ResponseList[SyncOrCheckout]] = Field(  # noqa: N815 the documented name
        "The result of syncing a dataset, or of switching its version."
    )
    failed: Field[ResponseList[FailedEntry]] = Field("The failures.")
    dataset_id: Field[str] = Field("The id of the dataset.")
    dataset_name: Field[str] = Field("The name of the dataset.")
    new_version_id: Field[str] = Field("The id of the version.")
    version_name: Field[str] = Field("The name of the version.")
    file_count: Field[int] = Field("The number of files.")


class CreatedDataset(WithCreateTime):
    """An item of `createDatasetSuccess`."""

    __slots__ = ()

    dataset_id: RequiredField[str] = RequiredField("The id.")
    dataset_name: RequiredField[str] = RequiredField("The name.")
    file_count: Field[int] = Field("The number of files.")


class CreatedVersion(WithCreateTime):
    """An item of `createVersionSuccess`."""

    __slots__ = ()

    new_version_id: RequiredField[str] = RequiredField("The id.")
    version_name: RequiredField[str] = RequiredField("The name.")
    file_count: Field[int] = Field("The number of files.")


class SyncOrCheckout(AttributeDict):
    """An item of `syncOrCheckoutsuccess`: documented as an empty object."""

    __slots__ = ()


class FailedEntry(WithErrorCode):
    """An item of `failed`."""

    __slots__ = ()
