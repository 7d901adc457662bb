"""The responses of the methods of `Syncs`."""

# Written by tools/generate.py from api/v2/*.toml; do not edit.

from __future__ import annotations

from modelarts.responses.base import Field
from modelarts.responses.work import Work, WorkState
from modelarts.text_enum import TextEnum

__all__ = [
    "SyncState",
    "SyncTask",
]


class SyncState(TextEnum):
    """The states of a synchronization."""

    QUEUING = "QUEUING"
    """The synchronization is waiting."""
    STARTING = "STARTING"
    """The synchronization is being started."""
    RUNNING = "RUNNING"
    """The synchronization is running."""
    COMPLETED = "COMPLETED"
    """The synchronization is done."""
    FAILED = "FAILED"
    """The synchronization failed."""
    NOT_EXIST = "NOT_EXIST"
    """There is no synchronization."""


_SYNC_STATE_KINDS = {
    "QUEUING": WorkState.QUEUED,
    "STARTING": WorkState.RUNNING,
    "RUNNING": WorkState.RUNNING,
    "COMPLETED": WorkState.SUCCEEDED,
    "FAILED": WorkState.FAILED,
    "NOT_EXIST": WorkState.FAILED,
}


class SyncTask(Work):
    """The synchronization of a dataset.

    The documents' example has only `status` and `dataset_id`.
    """

    __slots__ = ()

    _state_field = "status"
    _states = _SYNC_STATE_KINDS

    task_id: Field[str] = Field("The id of the synchronization.")
    dataset_id: Field[str] = Field("The dataset.")
    status: Field[str] = Field("The state of the synchronization.")
    total_sample_count: Field[int] = Field("The number of samples.")
    add_sample_count: Field[int] = Field("The number of added samples.")
    deleted_sample_count: Field[int] = Field("The number of deleted samples.")
    create_time: Field[int] = Field("The creation time as Unix time, in milliseconds.")
    duration_time: Field[int] = Field("The running time; the documents don't state the unit.")
