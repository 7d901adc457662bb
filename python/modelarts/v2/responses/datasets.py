"""The responses of the methods of `Datasets`."""

# Written by tools/generate.py from api/v2/*.toml; do not edit.

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any

from modelarts.responses.base import (
    AttributeDict,
    EnumerationField,
    Field,
    RequiredField,
    Response,
    ResponseList,
    WithCreateTime,
)
from modelarts.responses.page import Page
from modelarts.responses.started import Started, Waited_co
from modelarts.responses.work import Work, WorkState
from modelarts.v2.enumerations import ColumnType, DatasetFormat, DatasetType, WorkPathType

if TYPE_CHECKING:
    from modelarts.v2.responses.shared import DataSource, Label, LabelStats, Worker
    from modelarts.v2.responses.versions import Version

__all__ = [
    "Column",
    "CreatedDataset",
    "Dataset",
    "DatasetMetrics",
    "DatasetPage",
    "DatasetState",
    "DatasetStats",
    "PreviewFile",
    "UpdatedDataset",
    "WorkforceDescriptor",
]


class DatasetState(IntEnum):
    """The states of a dataset."""

    CREATING = 0
    """The dataset is being created."""
    DELETING = 2
    """The dataset is being deleted."""
    SYNCHRONIZING = 5
    """The dataset is being synchronized with its source."""
    PUBLISHING = 6
    """A version is being published."""
    SWITCHING = 7
    """The version is being switched."""
    IMPORTING = 8
    """Data is being imported."""
    NORMAL = 1
    """The dataset can be used."""
    DELETED = 3
    """The dataset is deleted."""
    ABNORMAL = 4
    """The dataset can't be used."""


_DATASET_STATE_KINDS = {
    0: WorkState.RUNNING,
    2: WorkState.RUNNING,
    5: WorkState.RUNNING,
    6: WorkState.RUNNING,
    7: WorkState.RUNNING,
    8: WorkState.RUNNING,
    1: WorkState.SUCCEEDED,
    3: WorkState.SUCCEEDED,
    4: WorkState.FAILED,
}


class Dataset(Work):
    """A dataset."""

    __slots__ = ()

    _state_field = "status"
    _states = _DATASET_STATE_KINDS

    dataset_id: RequiredField[str] = RequiredField("The id.")
    dataset_name: RequiredField[str] = RequiredField("The name.")
    dataset_type: EnumerationField[DatasetType] = EnumerationField("The type.", DatasetType)
    status: Field[int] = Field("The state of the dataset.")
    description: Field[str] = Field("The description.")
    data_sources: Field[ResponseList[DataSource]] = Field("The sources of the data.")
    work_path: Field[str] = Field("The folder in OBS for label files and other output.")
    work_path_type: EnumerationField[WorkPathType] = EnumerationField("The kind of work path.", WorkPathType)
    create_time: Field[int] = Field("The creation time as Unix time, in milliseconds.")
    update_time: Field[int] = Field("The time of the last update as Unix time, in milliseconds.")
    data_update_time: Field[int] = Field(
        "The time of the last change of samples or labels as Unix time, in milliseconds."
    )
    total_sample_count: Field[int] = Field("The number of samples.")
    annotated_sample_count: Field[int] = Field("The number of labelled samples.")
    unconfirmed_sample_count: Field[int] = Field("The number of samples whose automatic labels wait for confirmation.")
    loading_sample_count: Field[int] = Field("The number of samples that are being loaded.")
    deleted_sample_count: Field[int] = Field("The number of deleted samples.")
    total_sub_sample_count: Field[int] = Field("The number of sub-samples, such as the key frames of videos.")
    annotated_sub_sample_count: Field[int] = Field("The number of labelled sub-samples.")
    labels: Field[ResponseList[Label]] = Field("The labels.")
    current_version_id: Field[str] = Field("The id of the current version.")
    current_version_name: Field[str] = Field("The name of the current version.")
    next_version_num: Field[int] = Field("The number of the next version.")
    dataset_version_count: Field[int] = Field("The number of versions.")
    versions: Field[ResponseList[Version]] = Field("The versions.")
    import_task_id: Field[str] = Field("The import task that creating the dataset started.")
    import_data: Field[bool] = Field("Whether data was imported.")
    data_format: Field[str] = Field('The format of the data: "Default" or, of tables only, "CarbonData".')
    dataset_format: EnumerationField[DatasetFormat] = EnumerationField(
        "The format of the dataset: files or a table.", DatasetFormat
    )
    dataset_version: Field[str] = Field(
        'The generation of datasets, such as "v1"; returned, but not in the documents\' table.'
    )
    schema: Field[ResponseList[Column]] = Field("The columns of a table.")
    samples: Field[ResponseList[PreviewFile]] = Field("Up to four files for a preview; of lists with `file_preview`.")
    dataset_tags: Field[list[str]] = Field("The key words.")
    data_statistics: Field[dict[str, Any]] = Field("The numbers of samples, by their attributes.")
    deletion_stats: Field[dict[str, Any]] = Field("How often samples were deleted, by the reason.")
    content_labeling: Field[bool] = Field("Whether the content of speech segments is labelled, too.")
    managed: Field[bool] = Field("Whether the service hosts the data.")
    data_url: Field[str] = Field("The path of the data for training.")
    exist_running_task: Field[bool] = Field("Whether a task is running; with `check_running_task`.")
    running_tasks_id: Field[list[str]] = Field("The ids of the running tasks.")
    exist_workforce_task: Field[bool] = Field("Whether there are team labelling tasks.")
    workforce_task_count: Field[int] = Field("The number of team labelling tasks.")
    workforce_descriptor: Field[WorkforceDescriptor] = Field("The current team labelling task.")
    label_task_count: Field[int] = Field("The number of labelling tasks.")
    feature_supports: Field[list[str]] = Field(
        'The features; "0", the only one, means that the size of files in OBS is limited.'
    )
    inner_work_path: Field[str] = Field("The folder of this dataset in `work_path`.")
    inner_annotation_path: Field[str] = Field("The folder of label files.")
    inner_data_path: Field[str] = Field("The folder of data.")
    inner_log_path: Field[str] = Field("The folder of logs.")
    inner_task_path: Field[str] = Field("The folder of tasks.")
    inner_temp_path: Field[str] = Field("The folder of temporary files.")
    third_path: Field[str] = Field("The path of a third party.")
    workspace_id: Field[str] = Field('The workspace; "0" is the default workspace.')
    enterprise_project_id: Field[str] = Field("The enterprise project.")
    ai_project: Field[str] = Field(
        'The AI project, such as "default-ai-project"; returned, but not in the documents\' table.'
    )


class DatasetPage(Page[Dataset]):
    """The response of `datasets.list`: one page."""

    __slots__ = ()

    _items = "datasets"

    total_number: Field[int] = Field("The number of datasets.")


class CreatedDataset(Started[Waited_co]):
    """The response of `datasets.create`; `wait()` waits until the dataset can be used."""

    __slots__ = ()

    dataset_id: RequiredField[str] = RequiredField("The id of the new dataset.")
    import_task_id: Field[str] = Field("The import task that was started.")


class UpdatedDataset(Started[Waited_co]):
    """The response of `datasets.update`; `wait()` waits until the version is switched."""

    __slots__ = ()

    dataset_id: RequiredField[str] = RequiredField("The id of the dataset.")


class Column(AttributeDict):
    """A column of a table."""

    __slots__ = ()

    name: Field[str] = Field("The name.")
    type: EnumerationField[ColumnType] = EnumerationField("The type.", ColumnType)
    schema_id: Field[int] = Field(
        "The number of the column. The documents don't say whether it starts from 0 or 1; their example has 1."
    )
    description: Field[str] = Field("The description.")


class PreviewFile(WithCreateTime):
    """A file for a preview."""

    __slots__ = ()

    _urls = ("url",)

    url: Field[str] = Field("The signed URL of the file in OBS; it expires.")
    file_id: Field[str] = Field("The id.")
    file_Name: Field[str] = Field("The name.")  # noqa: N815 the documented name
    file_type: Field[str] = Field("The type.")
    size: Field[int] = Field("The size, in bytes.")
    width: Field[int] = Field("The width of an image, in pixels.")
    height: Field[int] = Field("The height of an image, in pixels.")
    depth: Field[int] = Field("The number of colour channels of an image.")
    tags: Field[dict[str, Any]] = Field("The tags of the file, text by name.")
    dataset_id: Field[str] = Field("The dataset.")


class WorkforceDescriptor(AttributeDict):
    """The current team labelling task of a dataset."""

    __slots__ = ()

    current_task_id: Field[str] = Field("The id of the task.")
    current_task_name: Field[str] = Field("The name of the task.")
    workforce_id: Field[str] = Field("The team.")
    workforce_name: Field[str] = Field("The name of the team.")
    workers: Field[ResponseList[Worker]] = Field("The members of the team.")
    repetition: Field[int] = Field("How many members label each sample.")
    reject_num: Field[int] = Field("The number of rejected samples.")
    is_synchronize_data: Field[bool] = Field("Whether new samples are passed on to the team.")
    is_synchronize_auto_labeling_data: Field[bool] = Field(
        "Whether samples with automatic labels are passed on to the team."
    )


class DatasetStats(Response):
    """The statistics of a dataset."""

    __slots__ = ()

    label_stats: Field[ResponseList[LabelStats]] = Field("How often each label is used.")
    grouped_label_stats: Field[dict[str, Any]] = Field(
        "How often labels are used: a list like `label_stats` for each type of label."
    )
    sample_stats: Field[dict[str, Any]] = Field(
        'The numbers of samples: "un_annotation", "manual_annotation", "auto_annotation", "deleted", '
        '"lefted", "all", "total".'
    )
    key_sample_stats: Field[dict[str, Any]] = Field(
        'The numbers of hard examples: "key_sample", "non_key_sample", "total".'
    )
    hard_detail_stats: Field[dict[str, Any]] = Field(
        'By the id of a reason for hard examples: its number as "key", and as "value" the reason with '
        '"id", "reason", "suggestion" and "alo_name", its alias.'
    )
    metadata_stats: Field[dict[str, Any]] = Field("The numbers of samples, by their attributes.")
    data_spliting_enable: Field[bool] = Field(
        "Whether enough samples are labelled to split them for training and evaluation."
    )
    data_path: Field[str] = Field("The path of the data.")


class DatasetMetrics(Response):
    """How the numbers of samples of a dataset changed."""

    __slots__ = ()

    metrics: Field[dict[str, Any]] = Field(
        'The series by name, such as "total", "un_annotation" or "manual_annotation"; each has numbers by'
        " time, which is Unix time in milliseconds as text."
    )
