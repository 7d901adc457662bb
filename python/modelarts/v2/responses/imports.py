"""The responses of the methods of `Imports`."""

# Written by tools/generate.py from api/v2/*.toml; do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from modelarts.responses.base import AttributeDict, EnumerationField, Field, RequiredField
from modelarts.responses.page import Page
from modelarts.responses.started import Started, Waited_co
from modelarts.responses.work import Work, WorkState
from modelarts.text_enum import TextEnum
from modelarts.v2.enumerations import ImportType

if TYPE_CHECKING:
    from modelarts.v2.responses.shared import DataSource

__all__ = [
    "FileCopyProgress",
    "ImportState",
    "ImportTask",
    "ImportTaskPage",
    "StartedImport",
]


class ImportState(TextEnum):
    """The states of an import task."""

    QUEUING = "QUEUING"
    """The task is waiting."""
    STARTING = "STARTING"
    """The task is being started."""
    RUNNING = "RUNNING"
    """The task is running."""
    COMPLETED = "COMPLETED"
    """The task is done."""
    FAILED = "FAILED"
    """The task failed."""
    NOT_EXIST = "NOT_EXIST"
    """There is no such task."""


_IMPORT_STATE_KINDS = {
    "QUEUING": WorkState.QUEUED,
    "STARTING": WorkState.RUNNING,
    "RUNNING": WorkState.RUNNING,
    "COMPLETED": WorkState.SUCCEEDED,
    "FAILED": WorkState.FAILED,
    "NOT_EXIST": WorkState.FAILED,
}


class ImportTask(Work):
    """An import task."""

    __slots__ = ()

    _state_field = "status"
    _states = _IMPORT_STATE_KINDS

    task_id: RequiredField[str] = RequiredField("The id of the task.")
    dataset_id: Field[str] = Field("The dataset.")
    status: Field[str] = Field("The state of the task.")
    import_path: Field[str] = Field("The folder or the manifest that is imported.")
    import_type: EnumerationField[ImportType] = EnumerationField(
        "What is imported: a number here, text in the request.", ImportType
    )
    create_time: Field[int] = Field("The creation time as Unix time, in milliseconds.")
    update_ms: Field[int] = Field("The time of the last update as Unix time, in milliseconds.")
    elapsed_time: Field[int] = Field("The running time, in seconds.")
    total_sample_count: Field[int] = Field("The number of samples.")
    imported_sample_count: Field[int] = Field("The number of imported samples.")
    annotated_sample_count: Field[int] = Field("The number of labelled samples.")
    unconfirmed_sample_count: Field[int] = Field("The number of samples whose labels wait for confirmation.")
    total_sub_sample_count: Field[int] = Field("The number of sub-samples, such as the key frames of videos.")
    imported_sub_sample_count: Field[int] = Field("The number of imported sub-samples.")
    total_file_count: Field[int] = Field("The number of files.")
    finished_file_count: Field[int] = Field("The number of files that are done.")
    total_file_size: Field[int] = Field("The size of all files, in bytes.")
    finished_file_size: Field[int] = Field("The size of the files that are done, in bytes.")
    file_statistics: Field[FileCopyProgress] = Field("The progress of copying files.")
    data_source: Field[DataSource] = Field("The source of the data.")
    processor_task_id: Field[str] = Field("The preprocessing task.")
    processor_task_status: Field[int] = Field(
        "The status of the preprocessing task, a number without documented meaning."
    )


class ImportTaskPage(Page[ImportTask]):
    """The response of `imports.list`: one page."""

    __slots__ = ()

    _items = "import_tasks"

    total_count: Field[int] = Field("The number of import tasks.")


class StartedImport(Started[Waited_co]):
    """The response of `imports.create`; `wait()` waits for the task."""

    __slots__ = ()

    task_id: RequiredField[str] = RequiredField("The id of the import task.")


class FileCopyProgress(AttributeDict):
    """The progress of copying files."""

    __slots__ = ()

    file_num_total: Field[int] = Field("The number of files.")
    file_num_finished: Field[int] = Field("The number of copied files.")
    file_size_total: Field[int] = Field("The size of all files, in bytes.")
    file_size_finished: Field[int] = Field("The size of the copied files, in bytes.")
