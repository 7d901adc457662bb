"""The responses of the methods of `Processing`."""

# Written by tools/generate.py from api/v2/*.toml; do not edit.

from __future__ import annotations

from enum import IntEnum
from typing import Any

from modelarts.responses.base import AttributeDict, EnumerationField, Field, RequiredField, ResponseList
from modelarts.responses.page import Page
from modelarts.responses.started import Started, Waited_co
from modelarts.responses.work import Work, WorkState
from modelarts.v2.enumerations import ProcessingSourceType, ProcessingType, ResultProperty

__all__ = [
    "ProcessingItem",
    "ProcessingItemPage",
    "ProcessingOperator",
    "ProcessingResult",
    "ProcessingResultPage",
    "ProcessingSource",
    "ProcessingState",
    "ProcessingTask",
    "ProcessingTaskPage",
    "ProcessingTemplate",
    "ProcessingVersion",
    "ProcessingVersionPage",
    "StartedProcessing",
    "StartedProcessingVersion",
    "WorkPath",
]


class ProcessingState(IntEnum):
    """The states of a processing task, and of a version of one."""

    INITIALIZING = 0
    """The task is being prepared."""
    RUNNING = 1
    """The task is running."""
    COMPLETED = 2
    """The task is done."""
    FAILED = 3
    """The task failed."""
    STOPPED = 4
    """The task was stopped."""


_PROCESSING_STATE_KINDS = {
    0: WorkState.QUEUED,
    1: WorkState.RUNNING,
    2: WorkState.SUCCEEDED,
    3: WorkState.FAILED,
    4: WorkState.STOPPED,
}


class ProcessingTask(Work):
    """A processing task."""

    __slots__ = ()

    _state_field = "status"
    _states = _PROCESSING_STATE_KINDS

    task_id: RequiredField[str] = RequiredField("The id of the task.")
    name: Field[str] = Field("The name of the task.")
    description: Field[str] = Field("The description.")
    status: Field[int] = Field("The state of the task.")
    create_time: Field[int] = Field("The creation time as Unix time, in milliseconds.")
    duration_seconds: Field[int] = Field("The running time, in seconds.")
    template: Field[ProcessingTemplate] = Field("The algorithm and its parameters.")
    inputs: Field[ResponseList[ProcessingSource]] = Field("The sources of the data.")
    data_source: Field[ProcessingSource] = Field("The source of the data.")
    work_path: Field[WorkPath] = Field("The folder or the dataset that takes the result.")
    version_id: Field[str] = Field("The version of the dataset.")
    version_name: Field[str] = Field("The name of the version of the dataset.")
    version_count: Field[int] = Field("The number of versions of the task.")
    is_current: Field[bool] = Field("Whether it is the latest task of its kind for the version of the dataset.")
    result: Field[Any] = Field("The result, of a task that is done.")
    workspace_id: Field[str] = Field('The workspace; "0" is the default workspace.')


class ProcessingTaskPage(Page[ProcessingTask]):
    """The response of `processing.list`: one page."""

    __slots__ = ()

    _items = "tasks"

    total_count: Field[int] = Field("The number of processing tasks.", key="count")


class StartedProcessing(Started[Waited_co]):
    """The response of `processing.create`; `wait()` waits for the task."""

    __slots__ = ()

    task_id: RequiredField[str] = RequiredField("The id of the processing task.")


class ProcessingItem(AttributeDict):
    """An algorithm of processing tasks."""

    __slots__ = ()

    template_id: RequiredField[str] = RequiredField('The id of the algorithm, such as "sys_data_cleaning".')
    label_en: Field[str] = Field("The name in English.")
    label_zh: Field[str] = Field("The name in Chinese.")


class ProcessingItemPage(Page[ProcessingItem]):
    """The response of `processing.items`: one page."""

    __slots__ = ()

    _items = "items"

    total: Field[int] = Field("The number of algorithms.")


class ProcessingSource(AttributeDict):
    """A source of a processing task."""

    __slots__ = ()

    type: EnumerationField[ProcessingSourceType] = EnumerationField("The kind of source.", ProcessingSourceType)
    source: Field[str] = Field(
        "The source: a path in OBS or the id of a task, of a dataset or of a project, depending on the kind."
    )
    version_id: Field[str] = Field("The version of the dataset.")
    version_name: Field[str] = Field("The name of the version of the dataset.")
    name: Field[str] = Field("The name of the dataset.")


class ProcessingTemplate(AttributeDict):
    """The algorithm of a processing task."""

    __slots__ = ()

    id: EnumerationField[ProcessingType] = EnumerationField("The algorithm.", ProcessingType)
    name: Field[str] = Field("The name.")
    operator_params: Field[ResponseList[ProcessingOperator]] = Field("The operators, and their parameters.")


class ProcessingOperator(AttributeDict):
    """An operator of an algorithm."""

    __slots__ = ()

    id: Field[str] = Field("The id.")
    name: Field[str] = Field('The name, such as "MetaValidation".')
    params: Field[Any] = Field("The parameters of the operator, a mapping; most values are text.")
    advanced_params_switch: Field[bool] = Field("Whether the operator has advanced parameters.")


class WorkPath(AttributeDict):
    """What takes the result of a processing task."""

    __slots__ = ()

    type: Field[str] = Field('What takes the result: "OBS" for a folder, "DATASET" for a dataset.')
    path: Field[str] = Field("The folder in OBS, or the id of the dataset.")
    name: Field[str] = Field("The name of the dataset.")
    version_name: Field[str] = Field("The name of the version that is published.")
    version_id: Field[str] = Field("The id of the version that is published.")
    output_path: Field[str] = Field("The folder in OBS with the result.")


class ProcessingVersion(Work):
    """A version of a processing task: one run of it."""

    __slots__ = ()

    _state_field = "status"
    _states = _PROCESSING_STATE_KINDS

    task_version_id: RequiredField[str] = RequiredField("The id of the version.")
    version_name: Field[str] = Field("The name of the version.")
    task_id: Field[str] = Field("The processing task.")
    status: Field[int] = Field("The state of the version.")
    description: Field[str] = Field("The description.")
    create_time: Field[int] = Field("The creation time as Unix time, in milliseconds.")
    update_time: Field[int] = Field("The time of the last update as Unix time, in milliseconds.")
    duration_seconds: Field[int] = Field("The running time, in seconds.")
    template: Field[ProcessingTemplate] = Field("The algorithm and its parameters.")
    inputs: Field[ResponseList[ProcessingSource]] = Field("The sources of the data.")
    work_path: Field[WorkPath] = Field("The folder or the dataset that takes the result.")
    origin_sample_count: Field[int] = Field("The number of samples before.")
    add_sample_count: Field[int] = Field("The number of added samples.")
    modified_sample_count: Field[int] = Field("The number of changed samples.")
    unmodified_sample_count: Field[int] = Field("The number of unchanged samples.")
    deleted_sample_count: Field[int] = Field("The number of removed samples.")


class ProcessingVersionPage(Page[ProcessingVersion]):
    """The response of `processing.versions`: one page."""

    __slots__ = ()

    _items = "versions"

    total_count: Field[int] = Field("The number of versions.", key="count")


class StartedProcessingVersion(Started[Waited_co]):
    """The response of `processing.create_version`; `wait()` waits for the version."""

    __slots__ = ()

    version_id: RequiredField[str] = RequiredField("The id of the new version of the processing task.")


class ProcessingResult(AttributeDict):
    """What a version of a processing task did with a sample."""

    __slots__ = ()

    _urls = (
        "signed_origin_source",
        "signed_new_source",
    )

    sample_id: Field[str] = Field("The sample.")
    version_id: Field[str] = Field("The version of the processing task.")
    result_property: EnumerationField[ResultProperty] = EnumerationField(
        "What was done with the sample.", ResultProperty
    )
    result_description: Field[list[Any]] = Field("The descriptions of what was done, a list of lists of texts.")
    origin_source: Field[str] = Field("The path of the file before.")
    new_source: Field[str] = Field("The path of the file afterwards.")
    signed_origin_source: Field[str] = Field("The signed URL of the file before; it expires.")
    signed_new_source: Field[str] = Field("The signed URL of the file afterwards; it expires.")


class ProcessingResultPage(Page[ProcessingResult]):
    """The response of `processing.results`: one page."""

    __slots__ = ()

    _items = "results"

    total_count: Field[int] = Field("The number of results.", key="count")
    has_more: Field[bool] = Field(
        "Whether more pages follow, as the name says; the documents' table says the opposite."
    )
