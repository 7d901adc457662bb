"""Creates, lists, changes and deletes datasets, as coroutines."""

# Written by tools/generate.py from api/v2/datasets.toml; do not edit.

from __future__ import annotations

from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence  # noqa: TC003 typing.get_type_hints reads it
from datetime import timedelta  # noqa: TC003 typing.get_type_hints reads it
from typing import Literal

from modelarts.responses.started import Started  # noqa: TC001
from modelarts.unset import UNSET, Unset
from modelarts.v2.bodies import (  # noqa: TC001
    ColumnSpec,
    DataSourceSpec,
    LabelFormatSpec,
    LabelSpec,
    TeamLabellingSpec,
)
from modelarts.v2.enumerations import (  # noqa: TC001
    DatasetType,
    RunningTaskType,
    SampleState,
    VersionFormatFilter,
    WorkPathType,
)
from modelarts.v2.resource import AsyncResource, Listing, PolledWork
from modelarts.v2.responses import (  # noqa: TC001
    CreatedDataset,
    Dataset,
    DatasetMetrics,
    DatasetPage,
    DatasetStats,
    UpdatedDataset,
)

__all__ = ["AsyncDatasets"]


class AsyncDatasets(AsyncResource):
    """Creates, lists, changes and deletes datasets, as coroutines.

    An instance is `data.datasets`.
    """

    async def list(
        self,
        *,
        dataset_type: DatasetType | int | str | None = None,
        search_content: str | None = None,
        offset: int | None = None,
        limit: int | None = None,
        sort_by: Literal["create_time", "dataset_name"] | None = None,
        order: Literal["asc", "desc"] | None = None,
        with_labels: bool | None = None,
        file_preview: bool | None = None,
        contain_versions: bool | None = None,
        support_export: bool | None = None,
        check_running_task: bool | None = None,
        running_task_type: RunningTaskType | int | str | None = None,
        train_evaluate_ratio: str | None = None,
        version_format: VersionFormatFilter | int | str | None = None,
        dataset_version: Literal["v1", "v2", "all"] | None = None,
        workspace_id: str | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> DatasetPage:
        """Lists datasets, one page at a time; `iter` iterates over all pages.

        Arguments, result and errors are those of `Datasets.list`.
        """
        arguments = (
            project_id,
            dataset_type,
            search_content,
            offset,
            limit,
            sort_by,
            order,
            with_labels,
            file_preview,
            contain_versions,
            support_export,
            check_running_task,
            running_task_type,
            train_evaluate_ratio,
            version_format,
            dataset_version,
            workspace_id,
        )
        return await self._call("datasets.list", arguments, timeout)

    def iter(
        self,
        *,
        dataset_type: DatasetType | int | str | None = None,
        search_content: str | None = None,
        offset: int | None = None,
        sort_by: Literal["create_time", "dataset_name"] | None = None,
        order: Literal["asc", "desc"] | None = None,
        with_labels: bool | None = None,
        file_preview: bool | None = None,
        contain_versions: bool | None = None,
        support_export: bool | None = None,
        check_running_task: bool | None = None,
        running_task_type: RunningTaskType | int | str | None = None,
        train_evaluate_ratio: str | None = None,
        version_format: VersionFormatFilter | int | str | None = None,
        dataset_version: Literal["v1", "v2", "all"] | None = None,
        workspace_id: str | None = None,
        page_size: int = 100,
        prefetch: int = 1,
        offset_counts: Literal["pages", "entries"] | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> AsyncIterator[Dataset]:
        """Iterates over the datasets of all pages.

        Arguments, items and errors are those of `Datasets.iter`.
        """
        arguments = (
            project_id,
            dataset_type,
            search_content,
            None,
            None,
            sort_by,
            order,
            with_labels,
            file_preview,
            contain_versions,
            support_export,
            check_running_task,
            running_task_type,
            train_evaluate_ratio,
            version_format,
            dataset_version,
            workspace_id,
        )
        listing = Listing(
            "datasets.list",
            arguments,
            (3, 4),
            key="dataset_id",
            total="",
            offset=offset,
            page_size=page_size,
            largest_page=100,
            prefetch=prefetch,
            offset_counts=offset_counts,
            timeout=timeout,
        )
        return self._iterate(listing)

    async def create(
        self,
        *,
        dataset_name: str,
        data_sources: Sequence[DataSourceSpec | Mapping[str, object]],
        work_path: str,
        work_path_type: WorkPathType | int | str = 0,
        dataset_type: DatasetType | int | str | None = None,
        description: str | None = None,
        labels: Sequence[LabelSpec | Mapping[str, object]] | None = None,
        import_annotations: bool | None = None,
        label_format: LabelFormatSpec | Mapping[str, object] | None = None,
        schema: Sequence[ColumnSpec | Mapping[str, object]] | None = None,
        import_data: bool | None = None,
        data_format: Literal["Default", "CarbonData"] | None = None,
        managed: bool | None = None,
        workforce_information: TeamLabellingSpec | Mapping[str, object] | None = None,
        workspace_id: str | None = None,
        retry_busy: float | str | timedelta | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> CreatedDataset[Coroutine[object, object, Dataset]]:
        """Creates a dataset from data in OBS or from a table.

        Arguments, result and errors are those of `Datasets.create`.
        """
        arguments = (
            project_id,
            dataset_name,
            data_sources,
            work_path,
            work_path_type,
            dataset_type,
            description,
            labels,
            import_annotations,
            label_format,
            schema,
            import_data,
            data_format,
            managed,
            workforce_information,
            workspace_id,
        )
        return await self._call("datasets.create", arguments, timeout, retry_busy, PolledWork("datasets.get"))

    async def get(
        self,
        dataset_id: str,
        *,
        check_running_task: bool | None = None,
        running_task_type: RunningTaskType | int | str | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Dataset:
        """Returns a dataset.

        Arguments, result and errors are those of `Datasets.get`.
        """
        arguments = (
            project_id,
            dataset_id,
            check_running_task,
            running_task_type,
        )
        return await self._call("datasets.get", arguments, timeout)

    async def update(
        self,
        dataset_id: str,
        *,
        dataset_name: str | None = None,
        description: str | None = None,
        current_version_id: str | None = None,
        add_labels: Sequence[LabelSpec | Mapping[str, object]] | None = None,
        update_labels: Sequence[LabelSpec | Mapping[str, object]] | None = None,
        delete_labels: Sequence[LabelSpec | Mapping[str, object]] | None = None,
        retry_busy: float | str | timedelta | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> UpdatedDataset[Coroutine[object, object, Dataset]]:
        """Changes the name, the description or the labels of a dataset, or switches its version.

        Arguments, result and errors are those of `Datasets.update`.
        """
        arguments = (
            project_id,
            dataset_id,
            dataset_name,
            description,
            current_version_id,
            add_labels,
            update_labels,
            delete_labels,
        )
        return await self._call(
            "datasets.update", arguments, timeout, retry_busy, PolledWork("datasets.get", equal="current_version_id")
        )

    async def delete(
        self,
        dataset_id: str,
        *,
        retry_busy: float | str | timedelta | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Started[Coroutine[object, object, Dataset]]:
        """Deletes a dataset; its source data in OBS stays.

        Arguments, result and errors are those of `Datasets.delete`.
        """
        arguments = (
            project_id,
            dataset_id,
        )
        return await self._call(
            "datasets.delete", arguments, timeout, retry_busy, PolledWork("datasets.get", gone=True)
        )

    async def stats(
        self,
        dataset_id: str,
        *,
        sample_state: SampleState | str | None = None,
        email: str | None = None,
        locale: Literal["en-us", "zh-cn"] | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> DatasetStats:
        """Returns the statistics of a dataset: how often labels are used, and how many samples are labelled.

        Arguments, result and errors are those of `Datasets.stats`.
        """
        return await self._call("datasets.stats", (project_id, dataset_id, sample_state, email, locale), timeout)

    async def metrics(
        self,
        dataset_id: str,
        *,
        start_time: int,
        end_time: int,
        workforce_task_id: str | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> DatasetMetrics:
        """Returns how the numbers of samples of a dataset changed over time.

        Arguments, result and errors are those of `Datasets.metrics`.
        """
        arguments = (
            project_id,
            dataset_id,
            start_time,
            end_time,
            workforce_task_id,
        )
        return await self._call("datasets.metrics", arguments, timeout)
