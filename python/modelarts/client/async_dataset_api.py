"""Calls the dataset service as coroutines, for any number of asyncio loops."""

# Written by tools/generate.py from api/v1/dataset.toml; do not edit.

from __future__ import annotations

from modelarts.client.base import BaseApi
from modelarts.client.paging import Pagination
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
from modelarts.responses.base import raise_if_failed
from modelarts.unset import UNSET, Unset
from modelarts.wait.async_tasks import AsyncTaskWaits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine, Mapping
    from datetime import timedelta
    from typing import Literal

    from modelarts.bodies import DatasetSpec, DeleteFilesSpec, TargetVersionSpec, UpdateDatasetSpec, VersionSpec
else:
    from modelarts._deferred import AsyncIterator, Coroutine, Deferred, Literal, Mapping, timedelta

    DatasetSpec = Deferred("modelarts.bodies", "DatasetSpec")
    DeleteFilesSpec = Deferred("modelarts.bodies", "DeleteFilesSpec")
    TargetVersionSpec = Deferred("modelarts.bodies", "TargetVersionSpec")
    UpdateDatasetSpec = Deferred("modelarts.bodies", "UpdateDatasetSpec")
    VersionSpec = Deferred("modelarts.bodies", "VersionSpec")

__all__ = ["AsyncDatasetApi"]


class AsyncDatasetApi(BaseApi, AsyncTaskWaits):
    """Calls the dataset service as coroutines, for any number of asyncio loops.

    Args:
        client: The client, as returned by `modelarts.config.create_client`.
    """

    async def create_dataset(
        self,
        project_id: str | Unset = UNSET,
        dataset_spec: DatasetSpec | Mapping[str, object] | Unset = UNSET,
        *,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> StartedDataset[Coroutine[object, object, TaskStatus]]:
        """Creates a dataset from files in OBS; starts a task.

        Arguments, result and errors are those of `DatasetApi.create_dataset`.
        """
        return await self._start_async("create_dataset", (project_id, dataset_spec), timeout)

    async def query_dataset(
        self,
        project_id: str | Unset = UNSET,
        offset: int | None = None,
        limit: int | None = None,
        sort_by: Literal["name", "dataset_time"] | None = None,
        order: Literal["asc", "desc"] | None = None,
        search_content: str | None = None,
        *,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> DatasetList:
        """Lists datasets, one page at a time; `iter_datasets` iterates over all pages.

        Arguments, result and errors are those of `DatasetApi.query_dataset`.
        """
        arguments = (
            project_id,
            offset,
            limit,
            sort_by,
            order,
            search_content,
        )
        return await self._core.call_async("query_dataset", arguments, timeout)

    async def get_dataset(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        *,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Response:
        """Returns a dataset.

        Arguments, result and errors are those of `DatasetApi.get_dataset`.
        """
        return await self._core.call_async("get_dataset", (project_id, dataset_id), timeout)

    async def update_dataset(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        update_dataset_spec: UpdateDatasetSpec | Mapping[str, object] | Unset = UNSET,
        *,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Response:
        """Changes the name or the description of a dataset.

        Arguments, result and errors are those of `DatasetApi.update_dataset`.
        """
        return await self._core.call_async("update_dataset", (project_id, dataset_id, update_dataset_spec), timeout)

    async def delete_dataset(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        *,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> StartedTask[Coroutine[object, object, TaskStatus]]:
        """Deletes a dataset; starts a task.

        Arguments, result and errors are those of `DatasetApi.delete_dataset`.
        """
        return await self._start_async("delete_dataset", (project_id, dataset_id), timeout)

    async def create_dataset_version(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        description_spec: VersionSpec | Mapping[str, object] | Unset = UNSET,
        *,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> StartedTask[Coroutine[object, object, TaskStatus]]:
        """Publishes the files of a dataset as a version; starts a task.

        Arguments, result and errors are those of `DatasetApi.create_dataset_version`.
        """
        return await self._start_async("create_dataset_version", (project_id, dataset_id, description_spec), timeout)

    async def get_history_dataset_version(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        *,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> VersionList:
        """Lists the versions of a dataset.

        Arguments, result and errors are those of `DatasetApi.get_history_dataset_version`.
        """
        return await self._core.call_async("get_history_dataset_version", (project_id, dataset_id), timeout)

    async def search_dataset_version(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        version_id: str | Unset = UNSET,
        offset: int | None = None,
        limit: int | None = None,
        sort_by: Literal["name", "create_time"] | None = None,
        order: Literal["asc", "desc"] | None = None,
        search_content: str | None = None,
        file_max_size: int | None = None,
        file_min_size: int | None = None,
        file_max_time: int | None = None,
        file_min_time: int | None = None,
        file_type: str | None = None,
        *,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> VersionDetail:
        """Returns a version and its files, one page at a time; `iter_version_files` iterates over all pages.

        Arguments, result and errors are those of `DatasetApi.search_dataset_version`.
        """
        arguments = (
            project_id,
            dataset_id,
            version_id,
            offset,
            limit,
            sort_by,
            order,
            search_content,
            file_max_size,
            file_min_size,
            file_max_time,
            file_min_time,
            file_type,
        )
        return await self._core.call_async("search_dataset_version", arguments, timeout)

    async def compare_datasets(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        version1: str | Unset = UNSET,
        version2: str | Unset = UNSET,
        *,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Difference:
        """Returns the files added and deleted from one version to another.

        Arguments, result and errors are those of `DatasetApi.compare_datasets`.
        """
        return await self._core.call_async("compare_datasets", (project_id, dataset_id, version1, version2), timeout)

    async def checkout_dataset_version(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        target_version_id_spec: TargetVersionSpec | Mapping[str, object] | Unset = UNSET,
        *,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> StartedTask[Coroutine[object, object, TaskStatus]]:
        """Switches a dataset to one of its versions; starts a task.

        Arguments, result and errors are those of `DatasetApi.checkout_dataset_version`.
        """
        arguments = (
            project_id,
            dataset_id,
            target_version_id_spec,
        )
        return await self._start_async("checkout_dataset_version", arguments, timeout)

    async def sync_dataset(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        *,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> StartedTask[Coroutine[object, object, TaskStatus]]:
        """Syncs a dataset with its files in OBS; starts a task.

        Arguments, result and errors are those of `DatasetApi.sync_dataset`.
        """
        return await self._start_async("sync_dataset", (project_id, dataset_id), timeout)

    async def delete_file_from_obs(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        delete_files_spec: DeleteFilesSpec | Mapping[str, object] | Unset = UNSET,
        *,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> DeletedFiles:
        """Deletes files of a dataset from OBS.

        Arguments, result and errors are those of `DatasetApi.delete_file_from_obs`.
        """
        arguments = (
            project_id,
            dataset_id,
            delete_files_spec,
        )
        return await self._core.call_async("delete_file_from_obs", arguments, timeout)

    async def delete_file_in_version(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        version_id: str | Unset = UNSET,
        body: Mapping[str, object] | Unset = UNSET,
        *,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Response:
        """Deletes files from a version.

        Arguments, result and errors are those of `DatasetApi.delete_file_in_version`.
        """
        arguments = (
            project_id,
            dataset_id,
            version_id,
            body,
        )
        return await self._core.call_async("delete_file_in_version", arguments, timeout)

    async def get_task_status(
        self,
        project_id: str | Unset = UNSET,
        task_id: str | Unset = UNSET,
        *,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> TaskStatus:
        """Returns the status of a task.

        Arguments, result and errors are those of `DatasetApi.get_task_status`.
        """
        return await self._core.call_async("get_task_status", (project_id, task_id), timeout)

    async def iter_datasets(
        self,
        project_id: str | Unset = UNSET,
        *,
        limit: int = 100,
        sort_by: Literal["name", "dataset_time"] | None = None,
        order: Literal["asc", "desc"] | None = None,
        search_content: str | None = None,
        offset_counts: Literal["pages", "entries"] | None = None,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> AsyncIterator[Dataset]:
        """Iterates over all datasets.

        Arguments, items and errors are those of `DatasetApi.iter_datasets`.
        """
        pages = Pagination(limit, offset_counts, "dataset_id")
        while not pages.done:
            page = await self.query_dataset(
                project_id,
                pages.offset,
                limit,
                sort_by,
                order,
                search_content,
                timeout=timeout,
            )
            raise_if_failed(page)
            for item in pages.take(page.datasets, page.dataset_count):
                yield item

    async def iter_version_files(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        version_id: str | Unset = UNSET,
        *,
        limit: int = 100,
        sort_by: Literal["name", "create_time"] | None = None,
        order: Literal["asc", "desc"] | None = None,
        search_content: str | None = None,
        file_max_size: int | None = None,
        file_min_size: int | None = None,
        file_max_time: int | None = None,
        file_min_time: int | None = None,
        file_type: str | None = None,
        offset_counts: Literal["pages", "entries"] | None = None,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> AsyncIterator[VersionFile]:
        """Iterates over all files of a version.

        Arguments, items and errors are those of `DatasetApi.iter_version_files`.
        """
        filters = (search_content, file_max_size, file_min_size, file_max_time, file_min_time, file_type)
        pages = Pagination(limit, offset_counts, "file_url")
        while not pages.done:
            page = await self.search_dataset_version(
                project_id,
                dataset_id,
                version_id,
                pages.offset,
                limit,
                sort_by,
                order,
                search_content,
                file_max_size,
                file_min_size,
                file_max_time,
                file_min_time,
                file_type,
                timeout=timeout,
            )
            raise_if_failed(page)
            # With a filter, the total still counts all items.
            total = None if any(value is not None for value in filters) else page.file_count
            for item in pages.take(page.file_list, total):
                yield item
