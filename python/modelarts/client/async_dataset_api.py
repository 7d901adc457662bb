"""The calls of the dataset service as coroutines, for any number of asyncio loops."""

from __future__ import annotations

from modelarts.client.async_waits import AsyncWaits
from modelarts.client.calls import UNSET, Unset, raise_if_failed, with_provider
from modelarts.client.paging import Walk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine, Mapping
    from typing import Any, Literal

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

__all__ = ["AsyncDatasetApi"]


class AsyncDatasetApi(AsyncWaits):
    """The calls of the dataset service as coroutines, for any number of asyncio loops.

    A cancelled call drops its request.

    Args:
        client: the client that `modelarts.config.create_client` makes.
    """

    async def create_dataset(
        self,
        project_id: str | Unset = UNSET,
        dataset_spec: Mapping[str, Any] | Unset = UNSET,
        *,
        timeout: float | Unset | None = UNSET,
    ) -> StartedDataset[Coroutine[Any, Any, TaskStatus]]:
        """Creates a dataset from files in OBS; starts a task.

        Arguments, result and errors are those of `DatasetApi.create_dataset`.
        """
        started = await self._calls.create_dataset(project_id, timeout, with_provider(dataset_spec)).future()
        return started._on(self, project_id)

    async def query_dataset(
        self,
        project_id: str | Unset = UNSET,
        offset: int | None = None,
        limit: int | None = None,
        sort_by: Literal["name", "dataset_time"] | None = None,
        order: Literal["asc", "desc"] | None = None,
        search_content: str | None = None,
        *,
        timeout: float | Unset | None = UNSET,
    ) -> DatasetList:
        """Lists datasets, a page at a time; `iter_datasets` walks all of them.

        Arguments, result and errors are those of `DatasetApi.query_dataset`.
        """
        query = {
            "offset": offset,
            "limit": limit,
            "sort_by": sort_by,
            "order": order,
            "search_content": search_content,
        }
        return await self._calls.query_dataset(project_id, timeout, query).future()

    async def get_dataset(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        *,
        timeout: float | Unset | None = UNSET,
    ) -> Response:
        """One dataset.

        Arguments, result and errors are those of `DatasetApi.get_dataset`.
        """
        return await self._calls.get_dataset(project_id, timeout, dataset_id).future()

    async def update_dataset(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        update_dataset_spec: Mapping[str, Any] | Unset = UNSET,
        *,
        timeout: float | Unset | None = UNSET,
    ) -> Response:
        """Changes a dataset's name or description.

        Arguments, result and errors are those of `DatasetApi.update_dataset`.
        """
        return await self._calls.update_dataset(project_id, timeout, dataset_id, update_dataset_spec).future()

    async def delete_dataset(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        *,
        timeout: float | Unset | None = UNSET,
    ) -> StartedTask[Coroutine[Any, Any, TaskStatus]]:
        """Deletes a dataset; starts a task.

        Arguments, result and errors are those of `DatasetApi.delete_dataset`.
        """
        started = await self._calls.delete_dataset(project_id, timeout, dataset_id).future()
        return started._on(self, project_id)

    async def create_dataset_version(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        description_spec: Mapping[str, Any] | Unset = UNSET,
        *,
        timeout: float | Unset | None = UNSET,
    ) -> StartedTask[Coroutine[Any, Any, TaskStatus]]:
        """Publishes the dataset's files as a version; starts a task.

        Arguments, result and errors are those of `DatasetApi.create_dataset_version`.
        """
        started = await self._calls.create_dataset_version(project_id, timeout, dataset_id, description_spec).future()
        return started._on(self, project_id)

    async def get_history_dataset_version(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        *,
        timeout: float | Unset | None = UNSET,
    ) -> VersionList:
        """Lists a dataset's versions.

        Arguments, result and errors are those of `DatasetApi.get_history_dataset_version`.
        """
        return await self._calls.get_history_dataset_version(project_id, timeout, dataset_id).future()

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
        timeout: float | Unset | None = UNSET,
    ) -> VersionDetail:
        """A version and its files, a page at a time; `iter_version_files` walks all of them.

        Arguments, result and errors are those of `DatasetApi.search_dataset_version`.
        """
        query = {
            "offset": offset,
            "limit": limit,
            "sort_by": sort_by,
            "order": order,
            "search_content": search_content,
            "file_max_size": file_max_size,
            "file_min_size": file_min_size,
            "file_max_time": file_max_time,
            "file_min_time": file_min_time,
            "file_type": file_type,
        }
        return await self._calls.search_dataset_version(project_id, timeout, dataset_id, version_id, query).future()

    async def compare_datasets(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        version1: str | Unset = UNSET,
        version2: str | Unset = UNSET,
        *,
        timeout: float | Unset | None = UNSET,
    ) -> Difference:
        """What was added and deleted from one version to another.

        Arguments, result and errors are those of `DatasetApi.compare_datasets`.
        """
        return await self._calls.compare_datasets(project_id, timeout, dataset_id, version1, version2).future()

    async def checkout_dataset_version(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        target_version_id_spec: Mapping[str, Any] | Unset = UNSET,
        *,
        timeout: float | Unset | None = UNSET,
    ) -> StartedTask[Coroutine[Any, Any, TaskStatus]]:
        """Makes the dataset what one of its versions was; starts a task.

        Arguments, result and errors are those of `DatasetApi.checkout_dataset_version`.
        """
        started = await self._calls.checkout_dataset_version(
            project_id, timeout, dataset_id, target_version_id_spec
        ).future()
        return started._on(self, project_id)

    async def sync_dataset(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        *,
        timeout: float | Unset | None = UNSET,
    ) -> StartedTask[Coroutine[Any, Any, TaskStatus]]:
        """Looks at the dataset's files in OBS again; starts a task.

        Arguments, result and errors are those of `DatasetApi.sync_dataset`.
        """
        started = await self._calls.sync_dataset(project_id, timeout, dataset_id).future()
        return started._on(self, project_id)

    async def delete_file_from_obs(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        delete_files_spec: Mapping[str, Any] | Unset = UNSET,
        *,
        timeout: float | Unset | None = UNSET,
    ) -> DeletedFiles:
        """Deletes files of the dataset from OBS.

        Arguments, result and errors are those of `DatasetApi.delete_file_from_obs`.
        """
        return await self._calls.delete_file_from_obs(project_id, timeout, dataset_id, delete_files_spec).future()

    async def delete_file_in_version(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        version_id: str | Unset = UNSET,
        body: Mapping[str, Any] | Unset = UNSET,
        *,
        timeout: float | Unset | None = UNSET,
    ) -> Response:
        """Deletes files from a version.

        Arguments, result and errors are those of `DatasetApi.delete_file_in_version`.
        """
        return await self._calls.delete_file_in_version(project_id, timeout, dataset_id, version_id, body).future()

    async def get_task_status(
        self,
        project_id: str | Unset = UNSET,
        task_id: str | Unset = UNSET,
        *,
        timeout: float | Unset | None = UNSET,
    ) -> TaskStatus:
        """How an asynchronous task is getting on.

        Arguments, result and errors are those of `DatasetApi.get_task_status`.
        """
        return await self._calls.get_task_status(project_id, timeout, task_id).future()

    async def iter_datasets(
        self,
        project_id: str | Unset = UNSET,
        *,
        limit: int = 100,
        sort_by: Literal["name", "dataset_time"] | None = None,
        order: Literal["asc", "desc"] | None = None,
        search_content: str | None = None,
        offset_counts: Literal["pages", "entries"] | None = None,
        timeout: float | Unset | None = UNSET,
    ) -> AsyncIterator[Dataset]:
        """All datasets, page by page.

        Arguments, entries and errors are those of `DatasetApi.iter_datasets`.
        """
        walk = Walk(limit, offset_counts, "dataset_id")
        while not walk.done:
            page = await self.query_dataset(
                project_id, walk.offset, limit, sort_by, order, search_content, timeout=timeout
            )
            raise_if_failed(page)
            for entry in walk.take(page.datasets, page.dataset_count):
                yield entry

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
        timeout: float | Unset | None = UNSET,
    ) -> AsyncIterator[VersionFile]:
        """All files of a version, page by page.

        Arguments, entries and errors are those of `DatasetApi.iter_version_files`.
        """
        filters = (search_content, file_max_size, file_min_size, file_max_time, file_min_time, file_type)
        walk = Walk(limit, offset_counts, "file_url")
        while not walk.done:
            page = await self.search_dataset_version(
                project_id, dataset_id, version_id, walk.offset, limit, sort_by, order, *filters, timeout=timeout
            )
            raise_if_failed(page)
            # Of a filtered listing, the documents give the version's count, not the listing's.
            total = None if any(value is not None for value in filters) else page.file_count
            for entry in walk.take(page.file_list, total):
                yield entry
