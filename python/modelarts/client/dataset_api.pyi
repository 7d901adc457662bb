# Written by tools/generate.py from api/v1/dataset.toml; do not edit.

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Literal, overload

from modelarts.bodies import DatasetSpec, DeleteFilesSpec, TargetVersionSpec, UpdateDatasetSpec, VersionSpec
from modelarts.client.base import BaseApi
from modelarts.responses import (
    Dataset,
    DatasetList,
    DeletedFiles,
    Difference,
    Response,
    StartedDataset,
    StartedTask,
    TaskStatus,
    VersionDetail,
    VersionFile,
    VersionList,
)
from modelarts.unset import Unset
from modelarts.wait.tasks import TaskWaits

__all__ = ["DatasetApi"]

class DatasetApi(BaseApi, TaskWaits):
    @overload
    def create_dataset(
        self,
        project_id: str | Unset,
        dataset_spec: DatasetSpec | Mapping[str, object],
        *,
        timeout: float | str | timedelta | Unset | None = ...,
    ) -> StartedDataset[TaskStatus]: ...
    @overload
    def create_dataset(
        self,
        *,
        project_id: str | Unset = ...,
        dataset_spec: DatasetSpec | Mapping[str, object],
        timeout: float | str | timedelta | Unset | None = ...,
    ) -> StartedDataset[TaskStatus]: ...
    def query_dataset(
        self,
        project_id: str | Unset = ...,
        offset: int | None = ...,
        limit: int | None = ...,
        sort_by: Literal["name", "dataset_time"] | None = ...,
        order: Literal["asc", "desc"] | None = ...,
        search_content: str | None = ...,
        *,
        timeout: float | str | timedelta | Unset | None = ...,
    ) -> DatasetList: ...
    @overload
    def get_dataset(
        self,
        project_id: str | Unset,
        dataset_id: str,
        *,
        timeout: float | str | timedelta | Unset | None = ...,
    ) -> Response: ...
    @overload
    def get_dataset(
        self,
        *,
        project_id: str | Unset = ...,
        dataset_id: str,
        timeout: float | str | timedelta | Unset | None = ...,
    ) -> Response: ...
    @overload
    def update_dataset(
        self,
        project_id: str | Unset,
        dataset_id: str,
        update_dataset_spec: UpdateDatasetSpec | Mapping[str, object],
        *,
        timeout: float | str | timedelta | Unset | None = ...,
    ) -> Response: ...
    @overload
    def update_dataset(
        self,
        *,
        project_id: str | Unset = ...,
        dataset_id: str,
        update_dataset_spec: UpdateDatasetSpec | Mapping[str, object],
        timeout: float | str | timedelta | Unset | None = ...,
    ) -> Response: ...
    @overload
    def delete_dataset(
        self,
        project_id: str | Unset,
        dataset_id: str,
        *,
        timeout: float | str | timedelta | Unset | None = ...,
    ) -> StartedTask[TaskStatus]: ...
    @overload
    def delete_dataset(
        self,
        *,
        project_id: str | Unset = ...,
        dataset_id: str,
        timeout: float | str | timedelta | Unset | None = ...,
    ) -> StartedTask[TaskStatus]: ...
    @overload
    def create_dataset_version(
        self,
        project_id: str | Unset,
        dataset_id: str,
        description_spec: VersionSpec | Mapping[str, object],
        *,
        timeout: float | str | timedelta | Unset | None = ...,
    ) -> StartedTask[TaskStatus]: ...
    @overload
    def create_dataset_version(
        self,
        *,
        project_id: str | Unset = ...,
        dataset_id: str,
        description_spec: VersionSpec | Mapping[str, object],
        timeout: float | str | timedelta | Unset | None = ...,
    ) -> StartedTask[TaskStatus]: ...
    @overload
    def get_history_dataset_version(
        self,
        project_id: str | Unset,
        dataset_id: str,
        *,
        timeout: float | str | timedelta | Unset | None = ...,
    ) -> VersionList: ...
    @overload
    def get_history_dataset_version(
        self,
        *,
        project_id: str | Unset = ...,
        dataset_id: str,
        timeout: float | str | timedelta | Unset | None = ...,
    ) -> VersionList: ...
    @overload
    def search_dataset_version(
        self,
        project_id: str | Unset,
        dataset_id: str,
        version_id: str,
        offset: int | None = ...,
        limit: int | None = ...,
        sort_by: Literal["name", "create_time"] | None = ...,
        order: Literal["asc", "desc"] | None = ...,
        search_content: str | None = ...,
        file_max_size: int | None = ...,
        file_min_size: int | None = ...,
        file_max_time: int | None = ...,
        file_min_time: int | None = ...,
        file_type: str | None = ...,
        *,
        timeout: float | str | timedelta | Unset | None = ...,
    ) -> VersionDetail: ...
    @overload
    def search_dataset_version(
        self,
        *,
        project_id: str | Unset = ...,
        dataset_id: str,
        version_id: str,
        offset: int | None = ...,
        limit: int | None = ...,
        sort_by: Literal["name", "create_time"] | None = ...,
        order: Literal["asc", "desc"] | None = ...,
        search_content: str | None = ...,
        file_max_size: int | None = ...,
        file_min_size: int | None = ...,
        file_max_time: int | None = ...,
        file_min_time: int | None = ...,
        file_type: str | None = ...,
        timeout: float | str | timedelta | Unset | None = ...,
    ) -> VersionDetail: ...
    @overload
    def compare_datasets(
        self,
        project_id: str | Unset,
        dataset_id: str,
        version1: str,
        version2: str,
        *,
        timeout: float | str | timedelta | Unset | None = ...,
    ) -> Difference: ...
    @overload
    def compare_datasets(
        self,
        *,
        project_id: str | Unset = ...,
        dataset_id: str,
        version1: str,
        version2: str,
        timeout: float | str | timedelta | Unset | None = ...,
    ) -> Difference: ...
    @overload
    def checkout_dataset_version(
        self,
        project_id: str | Unset,
        dataset_id: str,
        target_version_id_spec: TargetVersionSpec | Mapping[str, object],
        *,
        timeout: float | str | timedelta | Unset | None = ...,
    ) -> StartedTask[TaskStatus]: ...
    @overload
    def checkout_dataset_version(
        self,
        *,
        project_id: str | Unset = ...,
        dataset_id: str,
        target_version_id_spec: TargetVersionSpec | Mapping[str, object],
        timeout: float | str | timedelta | Unset | None = ...,
    ) -> StartedTask[TaskStatus]: ...
    @overload
    def sync_dataset(
        self,
        project_id: str | Unset,
        dataset_id: str,
        *,
        timeout: float | str | timedelta | Unset | None = ...,
    ) -> StartedTask[TaskStatus]: ...
    @overload
    def sync_dataset(
        self,
        *,
        project_id: str | Unset = ...,
        dataset_id: str,
        timeout: float | str | timedelta | Unset | None = ...,
    ) -> StartedTask[TaskStatus]: ...
    @overload
    def delete_file_from_obs(
        self,
        project_id: str | Unset,
        dataset_id: str,
        delete_files_spec: DeleteFilesSpec | Mapping[str, object],
        *,
        timeout: float | str | timedelta | Unset | None = ...,
    ) -> DeletedFiles: ...
    @overload
    def delete_file_from_obs(
        self,
        *,
        project_id: str | Unset = ...,
        dataset_id: str,
        delete_files_spec: DeleteFilesSpec | Mapping[str, object],
        timeout: float | str | timedelta | Unset | None = ...,
    ) -> DeletedFiles: ...
    @overload
    def delete_file_in_version(
        self,
        project_id: str | Unset,
        dataset_id: str,
        version_id: str,
        body: Mapping[str, object],
        *,
        timeout: float | str | timedelta | Unset | None = ...,
    ) -> Response: ...
    @overload
    def delete_file_in_version(
        self,
        *,
        project_id: str | Unset = ...,
        dataset_id: str,
        version_id: str,
        body: Mapping[str, object],
        timeout: float | str | timedelta | Unset | None = ...,
    ) -> Response: ...
    @overload
    def get_task_status(
        self,
        project_id: str | Unset,
        task_id: str,
        *,
        timeout: float | str | timedelta | Unset | None = ...,
    ) -> TaskStatus: ...
    @overload
    def get_task_status(
        self,
        *,
        project_id: str | Unset = ...,
        task_id: str,
        timeout: float | str | timedelta | Unset | None = ...,
    ) -> TaskStatus: ...
    def iter_datasets(
        self,
        project_id: str | Unset = ...,
        *,
        limit: int = 100,
        sort_by: Literal["name", "dataset_time"] | None = ...,
        order: Literal["asc", "desc"] | None = ...,
        search_content: str | None = ...,
        offset_counts: Literal["pages", "entries"] | None = ...,
        timeout: float | str | timedelta | Unset | None = ...,
    ) -> Iterator[Dataset]: ...
    @overload
    def iter_version_files(
        self,
        project_id: str | Unset,
        dataset_id: str,
        version_id: str,
        *,
        limit: int = 100,
        sort_by: Literal["name", "create_time"] | None = ...,
        order: Literal["asc", "desc"] | None = ...,
        search_content: str | None = ...,
        file_max_size: int | None = ...,
        file_min_size: int | None = ...,
        file_max_time: int | None = ...,
        file_min_time: int | None = ...,
        file_type: str | None = ...,
        offset_counts: Literal["pages", "entries"] | None = ...,
        timeout: float | str | timedelta | Unset | None = ...,
    ) -> Iterator[VersionFile]: ...
    @overload
    def iter_version_files(
        self,
        *,
        project_id: str | Unset = ...,
        dataset_id: str,
        version_id: str,
        limit: int = 100,
        sort_by: Literal["name", "create_time"] | None = ...,
        order: Literal["asc", "desc"] | None = ...,
        search_content: str | None = ...,
        file_max_size: int | None = ...,
        file_min_size: int | None = ...,
        file_max_time: int | None = ...,
        file_min_time: int | None = ...,
        file_type: str | None = ...,
        offset_counts: Literal["pages", "entries"] | None = ...,
        timeout: float | str | timedelta | Unset | None = ...,
    ) -> Iterator[VersionFile]: ...
