"""The responses of the methods of `Versions`."""

# Written by tools/generate.py from api/v2/*.toml; do not edit.

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any

from modelarts.responses.base import EnumerationField, Field, RequiredField, ResponseList
from modelarts.responses.page import Page
from modelarts.responses.started import Started, Waited_co
from modelarts.responses.work import Work, WorkState
from modelarts.v2.enumerations import DatasetType, SampleState, VersionFormat

if TYPE_CHECKING:
    from modelarts.v2.responses.shared import LabelStats

__all__ = [
    "AnalysisState",
    "CreatedVersion",
    "PreprocessingState",
    "Version",
    "VersionPage",
    "VersionState",
]


class VersionState(IntEnum):
    """The states of a version."""

    CREATING = 0
    """The version is being created."""
    DELETING = 2
    """The version is being deleted."""
    NORMAL = 1
    """The version can be used; the documents' tables call it "running"."""
    DELETED = 3
    """The version is deleted."""
    ABNORMAL = 4
    """Creating the version failed."""


_VERSION_STATE_KINDS = {
    0: WorkState.RUNNING,
    2: WorkState.RUNNING,
    1: WorkState.SUCCEEDED,
    3: WorkState.SUCCEEDED,
    4: WorkState.FAILED,
}


class AnalysisState(IntEnum):
    """The states of the feature analysis of a version."""

    INITIALIZING = 0
    """The analysis is being prepared."""
    RUNNING = 1
    """The analysis is running."""
    COMPLETED = 2
    """The analysis is done."""
    FAILED = 3
    """The analysis failed."""


class PreprocessingState(IntEnum):
    """The states of the preprocessing of a version."""

    INITIALIZING = 0
    """The preprocessing is being prepared."""
    RUNNING = 1
    """The preprocessing is running."""
    COMPLETED = 2
    """The preprocessing is done."""
    FAILED = 3
    """The preprocessing failed."""
    TIMED_OUT = 5
    """The preprocessing took too long."""
    DELETE_FAILED = 6
    """Deleting the preprocessing failed."""
    STOP_FAILED = 7
    """Stopping the preprocessing failed."""
    STOPPED = 4
    """The preprocessing was stopped."""


class Version(Work):
    """A version of a dataset."""

    __slots__ = ()

    _state_field = "status"
    _states = _VERSION_STATE_KINDS
    _reason_field = "message"

    version_id: RequiredField[str] = RequiredField("The id.")
    version_name: RequiredField[str] = RequiredField("The name.")
    status: Field[int] = Field("The state of the version.")
    description: Field[str] = Field("The description.")
    is_current: Field[bool] = Field("Whether it is the current version.")
    version_format: EnumerationField[VersionFormat] = EnumerationField("The format.", VersionFormat)
    create_time: Field[int] = Field("The creation time as Unix time, in milliseconds.")
    update_time: Field[int] = Field("The time of the last update as Unix time, in milliseconds.")
    previous_version_id: Field[str] = Field("The version that it follows.")
    manifest_path: Field[str] = Field("The manifest of the version in OBS.")
    data_path: Field[str] = Field("The folder of the data of the version.")
    total_sample_count: Field[int] = Field("The number of samples.")
    annotated_sample_count: Field[int] = Field("The number of labelled samples.")
    add_sample_count: Field[int] = Field("The number of samples added since the previous version.")
    modified_sample_count: Field[int] = Field("The number of samples changed since the previous version.")
    deleted_sample_count: Field[int] = Field("The number of samples deleted since the previous version.")
    previous_total_sample_count: Field[int] = Field("The number of samples of the previous version.")
    previous_annotated_sample_count: Field[int] = Field("The number of labelled samples of the previous version.")
    total_sub_sample_count: Field[int] = Field("The number of sub-samples, such as the key frames of videos.")
    annotated_sub_sample_count: Field[int] = Field("The number of labelled sub-samples.")
    label_stats: Field[ResponseList[LabelStats]] = Field("How often each label is used; of `get` only.")
    label_type: Field[str] = Field('How many labels samples have: "single" for one each, "multi" for several.')
    task_type: EnumerationField[DatasetType] = EnumerationField("The type of the dataset.", DatasetType)
    train_evaluate_sample_ratio: Field[str] = Field(
        'The share of training samples, as text; "1.00" means that samples are not split.'
    )
    sample_state: EnumerationField[SampleState] = EnumerationField(
        "The state of the samples in the version.", SampleState
    )
    export_images: Field[bool] = Field("Whether the files were copied into the folder of the version.")
    clear_hard_property: Field[bool] = Field("Whether the marks of hard examples were removed.")
    remove_sample_usage: Field[bool] = Field("Whether the uses of samples were removed.")
    with_column_header: Field[bool] = Field("Whether the first row of a table holds the names of the columns.")
    message: Field[str] = Field("What publishing the version recorded, such as an error.")
    code: Field[str] = Field("The status code of the preprocessing.")
    tags: Field[list[str]] = Field("The key words of the dataset.")
    data_statistics: Field[dict[str, Any]] = Field("The numbers of samples, by their attributes.")
    deletion_stats: Field[dict[str, Any]] = Field("How often samples were deleted, by the reason.")
    data_analysis: Field[dict[str, Any]] = Field("The results of the feature analysis.")
    analysis_status: Field[int] = Field("The state of the feature analysis.")
    analysis_task_id: Field[str] = Field("The task of the feature analysis.")
    analysis_cache_path: Field[str] = Field("The folder in OBS where the feature analysis caches data.")
    processor_task_id: Field[str] = Field("The task of the preprocessing.")
    processor_task_status: Field[int] = Field("The state of the preprocessing.")
    start_processor_task: Field[bool] = Field("Whether a feature analysis is started.")
    manifest_cache_input_path: Field[str] = Field("The folder in OBS where manifests are cached.")
    include_dataset_data: Field[bool] = Field("Whether the source data of the dataset is included.")
    data_validate: Field[bool] = Field("Whether the data is validated.")
    crop: Field[bool] = Field("Whether images are cropped.")
    crop_path: Field[str] = Field("The folder of the cropped images.")
    rotate: Field[bool] = Field("Whether images are rotated.")
    rotate_path: Field[str] = Field("The folder of the rotated images.")
    crop_rotate_cache_path: Field[str] = Field("The folder where cropping and rotating cache data.")
    extract_serial_number: Field[bool] = Field("Whether serial numbers are extracted.")


class VersionPage(Page[Version]):
    """The response of `versions.list`: one page."""

    __slots__ = ()

    _items = "versions"

    total_number: Field[int] = Field("The number of versions.")


class CreatedVersion(Started[Waited_co]):
    """The response of `versions.create`; `wait()` waits until the version is published."""

    __slots__ = ()

    version_id: RequiredField[str] = RequiredField("The id of the new version.")
