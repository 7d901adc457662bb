"""The responses of the methods of `Exports`."""

# Written by tools/generate.py from api/v2/*.toml; do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from modelarts.responses.base import EnumerationField, Field, RequiredField
from modelarts.responses.page import Page
from modelarts.responses.started import Started, Waited_co
from modelarts.responses.work import Work, WorkState
from modelarts.text_enum import TextEnum
from modelarts.v2.enumerations import ExportFormat, ExportType, VersionFormat

if TYPE_CHECKING:
    from modelarts.v2.responses.shared import ExportParams

__all__ = [
    "ExportState",
    "ExportTask",
    "ExportTaskPage",
    "StartedExport",
]


class ExportState(TextEnum):
    """The states of an export task."""

    INIT = "INIT"
    """The task is prepared."""
    RUNNING = "RUNNING"
    """The task is running."""
    SUCCESSED = "SUCCESSED"
    """The task is done; the spelling is the service's."""
    FAILED = "FAILED"
    """The task failed."""


_EXPORT_STATE_KINDS = {
    "INIT": WorkState.QUEUED,
    "RUNNING": WorkState.RUNNING,
    "SUCCESSED": WorkState.SUCCEEDED,
    "FAILED": WorkState.FAILED,
}


class ExportTask(Work):
    """An export task."""

    __slots__ = ()

    _state_field = "status"
    _states = _EXPORT_STATE_KINDS

    task_id: RequiredField[str] = RequiredField("The id of the task.")
    status: Field[str] = Field("The state of the task.")
    progress: Field[float] = Field("The progress, in percent.")
    path: Field[str] = Field("The folder in OBS that takes the files.")
    export_type: EnumerationField[ExportType] = EnumerationField("Which samples are exported.", ExportType)
    export_format: EnumerationField[ExportFormat] = EnumerationField("How the folder is laid out.", ExportFormat)
    export_params: Field[ExportParams] = Field("The details of the export.")
    version_format: EnumerationField[VersionFormat] = EnumerationField("The format of the version.", VersionFormat)
    version_id: Field[str] = Field("The version that is exported.")
    total_sample_count: Field[int] = Field("The number of samples.")
    finished_sample_count: Field[int] = Field("The number of exported samples.")
    create_time: Field[int] = Field("The creation time as Unix time, in milliseconds.")
    update_time: Field[int] = Field("The time of the last update as Unix time, in milliseconds.")


class ExportTaskPage(Page[ExportTask]):
    """The response of `exports.list`: one page.

    The documents' table lists the fields of a task for the page, too; their example has them in the tasks only.
    """

    __slots__ = ()

    _items = "export_tasks"

    total_count: Field[int] = Field("The number of export tasks.")
    task_id: Field[str] = Field("The id of the task; not in the example.")
    status: Field[str] = Field("The state of the task; not in the example.")
    progress: Field[float] = Field("The progress, in percent; not in the example.")
    path: Field[str] = Field("The folder in OBS that takes the files; not in the example.")
    export_type: EnumerationField[ExportType] = EnumerationField(
        "Which samples are exported; not in the example.", ExportType
    )
    export_format: EnumerationField[ExportFormat] = EnumerationField(
        "How the folder is laid out; not in the example.", ExportFormat
    )
    export_params: Field[ExportParams] = Field("The details of the export; not in the example.")
    version_format: EnumerationField[VersionFormat] = EnumerationField(
        "The format of the version; not in the example.", VersionFormat
    )
    version_id: Field[str] = Field("The version that is exported; not in the example.")
    total_sample_count: Field[int] = Field("The number of samples; not in the example.")
    finished_sample_count: Field[int] = Field("The number of exported samples; not in the example.")
    create_time: Field[int] = Field("The creation time as Unix time, in milliseconds; not in the example.")
    update_time: Field[int] = Field("The time of the last update as Unix time, in milliseconds; not in the example.")


class StartedExport(Started[Waited_co]):
    """The response of `exports.create`; `wait()` waits for the task.

    The documents' example has only `task_id`.
    """

    __slots__ = ()

    task_id: RequiredField[str] = RequiredField("The id of the export task.")
    status: Field[str] = Field("The state of the task.")
    progress: Field[float] = Field("The progress, in percent.")
    path: Field[str] = Field("The folder in OBS that takes the files.")
    export_type: EnumerationField[ExportType] = EnumerationField("Which samples are exported.", ExportType)
    export_format: EnumerationField[ExportFormat] = EnumerationField("How the folder is laid out.", ExportFormat)
    export_params: Field[ExportParams] = Field("The details of the export.")
    version_format: EnumerationField[VersionFormat] = EnumerationField("The format of the version.", VersionFormat)
    version_id: Field[str] = Field("The version that is exported.")
    total_sample_count: Field[int] = Field("The number of samples.")
    finished_sample_count: Field[int] = Field("The number of exported samples.")
    create_time: Field[int] = Field("The creation time as Unix time, in milliseconds.")
    update_time: Field[int] = Field("The time of the last update as Unix time, in milliseconds.")
