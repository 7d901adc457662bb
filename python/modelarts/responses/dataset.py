"""The responses of the calls for datasets, versions and files."""

# Written by tools/generate.py from api/v1/dataset.toml; do not edit.

from __future__ import annotations

from modelarts.responses.base import AttributeDict, Field, RequiredField, Response, ResponseList, WithCreateTime
from modelarts.responses.started import Started, Waited_co

__all__ = [
    "ChangeCount",
    "ChangedUrls",
    "Dataset",
    "DatasetList",
    "DeletedFiles",
    "Difference",
    "StartedDataset",
    "StartedTask",
    "Version",
    "VersionDetail",
    "VersionFile",
    "VersionList",
]


class StartedTask(Started[Waited_co]):
    """The response of a call that starts a task; `wait()` waits for the task."""

    __slots__ = ()

    task_id: RequiredField[str] = RequiredField("The task; `get_task_status` returns its status.")


class DatasetList(Response):
    """The response of `query_dataset`: one page."""

    __slots__ = ()

    dataset_count: Field[int] = Field("The number of datasets.")
    datasets: RequiredField[ResponseList[Dataset]] = RequiredField("The datasets of this page.")


class Dataset(WithCreateTime):
    """An item of `datasets`."""

    __slots__ = ()

    dataset_id: RequiredField[str] = RequiredField("The id.")
    dataset_name: RequiredField[str] = RequiredField("The name.")
    description: Field[str] = Field("The description.")
    data_url: Field[str] = Field("The OBS bucket, or the folder in it, that holds the files.")
    file_count: Field[int] = Field("The number of files.")


class VersionList(Response):
    """The response of `get_history_dataset_version`."""

    __slots__ = ()

    version_count: Field[int] = Field("The number of versions.")
    versions: RequiredField[ResponseList[Version]] = RequiredField("The versions.")


class Version(WithCreateTime):
    """An item of `versions`."""

    __slots__ = ()

    version_id: RequiredField[str] = RequiredField("The id.")
    version_name: RequiredField[str] = RequiredField("The name.")
    previous_id: Field[str] = Field("The id of the previous version; empty if there is none.")
    file_count: Field[int] = Field("The number of files.")
    status: Field[int] = Field("The status, a number without documented meaning.")
    change_file_count: Field[ResponseList[ChangeCount]] = Field(
        "The number of changed files since the previous version."
    )


class ChangeCount(AttributeDict):
    """An item of `change_file_count`."""

    __slots__ = ()

    added_count: Field[int] = Field("The number of added files.")
    deleted_count: Field[int] = Field("The number of deleted files.")


class VersionDetail(WithCreateTime, Response):
    """The response of `search_dataset_version`: a version, and one page of its files."""

    __slots__ = ()

    version_id: RequiredField[str] = RequiredField("The id.")
    name: RequiredField[str] = RequiredField("The name.")
    description: Field[str] = Field("The description.")
    provider: Field[str] = Field('Where the data is stored; "OBS" is the only documented value.')
    data_url: Field[str] = Field("The OBS bucket, or the folder in it, that holds the files.")
    file_list: RequiredField[ResponseList[VersionFile]] = RequiredField("The files of this page.")
    file_count: Field[int] = Field("The number of files.")
    status: Field[int] = Field("The status, a number without documented meaning.")
    change_file_count: Field[ResponseList[ChangeCount]] = Field(
        "The number of changed files since the previous version."
    )


class VersionFile(AttributeDict):
    """An item of `file_list`."""

    __slots__ = ()

    file_url: RequiredField[str] = RequiredField("The URL.")
    file_name: RequiredField[str] = RequiredField("The name.")
    file_type: Field[str] = Field("The type.")
    file_size: Field[int] = Field("The size, in bytes.")
    file_time: Field[int] = Field("The upload time as Unix time, in seconds (10¹¹ and more: milliseconds).")


class Difference(Response):
    """The response of `compare_datasets`."""

    __slots__ = ()

    change_url: RequiredField[ResponseList[ChangedUrls]] = RequiredField(
        "The changes from the first version to the second."
    )


class ChangedUrls(AttributeDict):
    """An item of `change_url`."""

    __slots__ = ()

    added_count: Field[int] = Field("The number of added files.")
    deleted_count: Field[int] = Field("The number of deleted files.")
    modified_count: Field[int] = Field("Reserved; the service doesn't support it.")
    added_url: Field[list[str]] = Field("The URLs of added files.")
    deleted_url: Field[list[str]] = Field("The URLs of deleted files.")


class DeletedFiles(Response):
    """The response of `delete_file_from_obs`."""

    __slots__ = ()

    is_success: RequiredField[bool] = RequiredField("Whether the files were deleted.")


class StartedDataset(StartedTask[Waited_co]):
    """The response of `create_dataset`."""

    __slots__ = ()

    dataset_id: RequiredField[str] = RequiredField("The dataset that the task creates.")
