"""Imports data into a dataset, as coroutines."""

# Written by tools/generate.py from api/v2/imports.toml; do not edit.

from __future__ import annotations

from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence  # noqa: TC003 typing.get_type_hints reads it
from datetime import timedelta  # noqa: TC003 typing.get_type_hints reads it
from typing import Literal

from modelarts.unset import UNSET, Unset
from modelarts.v2.bodies import ImportSourceSpec, LabelFormatSpec  # noqa: TC001
from modelarts.v2.enumerations import ImportOrigin  # noqa: TC001
from modelarts.v2.resource import AsyncResource, Listing, PolledWork
from modelarts.v2.responses import ImportTask, ImportTaskPage, StartedImport  # noqa: TC001

__all__ = ["AsyncImports"]


class AsyncImports(AsyncResource):
    """Imports data into a dataset, as coroutines.

    An instance is `data.imports`.
    """

    async def create(
        self,
        dataset_id: str,
        *,
        import_path: str,
        import_type: Literal["dir", "manifest"] | None = None,
        import_annotations: bool | None = None,
        import_samples: bool | None = None,
        included_labels: Sequence[object] | None = None,
        excluded_labels: Sequence[object] | None = None,
        difficult_only: bool | None = None,
        final_annotation: bool | None = None,
        import_folder: str | None = None,
        import_origin: ImportOrigin | str | None = None,
        data_source: ImportSourceSpec | Mapping[str, object] | None = None,
        label_format: LabelFormatSpec | Mapping[str, object] | None = None,
        annotation_format: Literal["VOC", "COCO"] | None = None,
        with_column_header: bool | None = None,
        retry_busy: float | str | timedelta | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> StartedImport[Coroutine[object, object, ImportTask]]:
        """Imports a folder or a manifest into a dataset.

        Arguments, result and errors are those of `Imports.create`.
        """
        arguments = (
            project_id,
            dataset_id,
            import_path,
            import_type,
            import_annotations,
            import_samples,
            included_labels,
            excluded_labels,
            difficult_only,
            final_annotation,
            import_folder,
            import_origin,
            data_source,
            label_format,
            annotation_format,
            with_column_header,
        )
        return await self._call("imports.create", arguments, timeout, retry_busy, PolledWork("imports.get"))

    async def list(
        self,
        dataset_id: str,
        *,
        offset: int | None = None,
        limit: int | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> ImportTaskPage:
        """Lists the import tasks of a dataset, one page at a time; `iter` iterates over all pages.

        Arguments, result and errors are those of `Imports.list`.
        """
        return await self._call("imports.list", (project_id, dataset_id, offset, limit), timeout)

    def iter(
        self,
        dataset_id: str,
        *,
        offset: int | None = None,
        page_size: int = 100,
        prefetch: int = 1,
        offset_counts: Literal["pages", "entries"] | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> AsyncIterator[ImportTask]:
        """Iterates over the import tasks of all pages.

        Arguments, items and errors are those of `Imports.iter`.
        """
        arguments = (
            project_id,
            dataset_id,
            None,
            None,
        )
        listing = Listing(
            "imports.list",
            arguments,
            (2, 3),
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
    ) -> ImportTask:
        """Returns an import task.

        Arguments, result and errors are those of `Imports.get`.
        """
        return await self._call("imports.get", (project_id, dataset_id, task_id), timeout)
