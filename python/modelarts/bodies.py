"""The types of bodies, for type checkers and completion; any mapping is taken in their place."""

# Written by tools/generate.py from api/v1/dataset.toml; do not edit.

from __future__ import annotations

from collections.abc import Sequence  # noqa: TC003 typing.get_type_hints reads it
from typing import Literal, TypedDict

__all__ = [
    "DatasetSpec",
    "DeleteFilesSpec",
    "TargetVersionSpec",
    "UpdateDatasetSpec",
    "VersionSpec",
]


class _RequiredDatasetSpec(TypedDict):
    name: str
    data_url: str


class DatasetSpec(_RequiredDatasetSpec, total=False):
    """What `create_dataset` creates.

    Attributes:
        name (str): The name; 1 to 20 letters, digits, "_", "-" or Chinese characters.
        description (str): The description; at most 256 characters; optional.
        provider (Literal["OBS"]): Where the data is stored; "OBS"; optional.
        data_url (str): The OBS bucket, or a folder in it, that holds the data, like "bucket1" or
            "bucket1/dog/"; a path in OBS: "obs://bucket/folder/", "s3://bucket/folder/", "/bucket/folder/" or
            "bucket/folder/".
        open_obs_version (Literal["true", "false"]): Whether to turn on versioning of the bucket; text, not a
            bool; "true" or "false"; optional.
    """

    description: str
    provider: Literal["OBS"]
    open_obs_version: Literal["true", "false"]


class UpdateDatasetSpec(TypedDict, total=False):
    """What `update_dataset` changes.

    Attributes:
        name (str): The new name; 1 to 20 letters, digits, "_", "-" or Chinese characters; optional.
        description (str): The new description; at most 256 characters; optional.
    """

    name: str
    description: str


class VersionSpec(TypedDict, total=False):
    """The version that `create_dataset_version` publishes.

    Attributes:
        description (str): The description of the version; at most 256 characters; optional.
    """

    description: str


class TargetVersionSpec(TypedDict):
    """The version that `checkout_dataset_version` switches to.

    Attributes:
        version_id (str): The version to switch to; not empty.
    """

    version_id: str


class DeleteFilesSpec(TypedDict):
    """The files that `delete_file_from_obs` deletes.

    Attributes:
        deleted_url (Sequence[str]): The files to delete; at least 1, each not empty.
    """

    deleted_url: Sequence[str]
