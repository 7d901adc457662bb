"""Exports samples and labels of a dataset to OBS or to a new dataset, as coroutines."""

# Written by tools/generate.py from api/v2/exports.toml; do not edit.

from __future__ import annotations

from collections.abc import AsyncIterator, Coroutine, Mapping  # noqa: TC003 typing.get_type_hints reads it
from datetime import timedelta  # noqa: TC003 typing.get_type_hints reads it
from typing import Literal

from modelarts.unset import UNSET, Unset
from modelarts.v2.bodies import ExportParamsSpec  # noqa: TC001
from modelarts.v2.enumerations import ExportFormat, ExportType, SampleState, VersionFormat  # noqa: TC001
from modelarts.v2.resource import AsyncResource, Listing, PolledWork
from modelarts.v2.responses import ExportTask, ExportTaskPage, StartedExport  # noqa: TC001

__all__ = ["AsyncExports"]


class AsyncExports(AsyncResource):
    """Exports samples and labels of a dataset to OBS or to a new dataset, as coroutines.

    An instance is `data.exports`.
    """

    async def create(
        self,
        dataset_id: str,
        *,
        path: str | None = None,
        export_type: ExportType | int | str | None = None,
        export_params: ExportParamsSpec | Mapping[str, object] | None = None,
        export_format: ExportFormat | int | str | None = None,
        annotation_format: Literal["VOC", "COCO"] | None = None,
        version_id: str | None = None,
        version_format: VersionFormat | str | None = None,
        sample_state: SampleState | str | None = None,
        source_type_header: Literal["obs://", "s3://"] | None = None,
        with_column_header: bool | None = None,
        status: int | None = None,
        task_id: str | None = None,
        retry_busy: float | str | timedelta | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> StartedExport[Coroutine[object, object, ExportTask]]:
        """Exports samples and labels of a dataset to a folder in OBS, or to a new dataset.

        Arguments, result and errors are those of `Exports.create`.
        """
        arguments = (
            project_id,
            dataset_id,
            path,
            export_type,
            export_params,
            export_format,
            annotation_format,
            version_id,
            version_format,
            sample_state,
            source_type_header,
            with_column_header,
            status,
            task_id,
        )
        return await self._call("exports.create", arguments, timeout, retry_busy, PolledWork("exports.get"))

    async def list(
        self,
        dataset_id: str,
        *,
        export_type: ExportType | int | str | None = None,
        offset: int | None = None,
        limit: int | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> ExportTaskPage:
        """Lists the export tasks of a dataset, one page at a time; `iter` iterates over all pages.

        Arguments, result and errors are those of `Exports.list`.
        """
        return await self._call("exports.list", (project_id, dataset_id, export_type, offset, limit), timeout)

    def iter(
        self,
        dataset_id: str,
        *,
        export_type: ExportType | int | str | None = None,
        offset: int | None = None,
        page_size: int = 100,
        prefetch: int = 1,
        offset_counts: Literal["pages", "entries"] | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> AsyncIterator[ExportTask]:
        """Iterates over the export tasks of all pages.

        Arguments, items and errors are those of `Exports.iter`.
        """
        arguments = (
            project_id,
            dataset_id,
            export_type,
            None,
            None,
        )
        listing = Listing(
            "exports.list",
            arguments,
            (3, 4),
            key="task_id",
            total="total_count",
            offset=offset,
            page_size=page_size,
            largest_page=100,
            prefetch=prefetch,
            offset_counts=offset_counts,
            timeout=timeout,
        )
        return self._iterate(listing)

    async def get(
        self,
        dataset_id: str,
        task_id: str,
        *,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> ExportTask:
        """Returns an export task.

        Arguments, result and errors are those of `Exports.get`.
        """
        return await self._call("exports.get", (project_id, dataset_id, task_id), timeout)
