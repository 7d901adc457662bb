"""Processes data: feature analysis, validation, cleaning, selection and augmentation, as coroutines."""

# Written by tools/generate.py from api/v2/processing.toml; do not edit.

from __future__ import annotations

from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence  # noqa: TC003 typing.get_type_hints reads it
from datetime import timedelta  # noqa: TC003 typing.get_type_hints reads it
from typing import Literal

from modelarts.responses import Response  # noqa: TC001
from modelarts.responses.started import Started  # noqa: TC001
from modelarts.unset import UNSET, Unset
from modelarts.v2.bodies import ProcessingSourceSpec, ProcessingTemplateSpec, WorkPathSpec  # noqa: TC001
from modelarts.v2.enumerations import ProcessingSourceType, ProcessingType, ResultProperty  # noqa: TC001
from modelarts.v2.resource import AsyncResource, Listing, PolledWork
from modelarts.v2.responses import (  # noqa: TC001
    ProcessingItemPage,
    ProcessingResult,
    ProcessingResultPage,
    ProcessingTask,
    ProcessingTaskPage,
    ProcessingVersion,
    ProcessingVersionPage,
    StartedProcessing,
    StartedProcessingVersion,
)

__all__ = ["AsyncProcessing"]


class AsyncProcessing(AsyncResource):
    """Processes data: feature analysis, validation, cleaning, selection and augmentation, as coroutines.

    An instance is `data.processing`.
    """

    async def items(
        self,
        *,
        offset: int | None = None,
        limit: int | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> ProcessingItemPage:
        """Lists the algorithms of processing tasks.

        Arguments, result and errors are those of `Processing.items`.
        """
        return await self._call("processing.items", (project_id, offset, limit), timeout)

    async def list(
        self,
        *,
        task_type: ProcessingType | str | None = None,
        task_name: str | None = None,
        status: int | None = None,
        source_type: ProcessingSourceType | str | None = None,
        source: str | None = None,
        version_id: str | None = None,
        query_current: bool | None = None,
        return_result: bool | None = None,
        offset: int | None = None,
        limit: int | None = None,
        sort_by: Literal["create_time", "name", "duration_seconds"] | None = None,
        order: Literal["asc", "desc"] | None = None,
        workspace_id: str | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> ProcessingTaskPage:
        """Lists processing tasks, one page at a time; `iter` iterates over all pages.

        Arguments, result and errors are those of `Processing.list`.
        """
        arguments = (
            project_id,
            task_type,
            task_name,
            status,
            source_type,
            source,
            version_id,
            query_current,
            return_result,
            offset,
            limit,
            sort_by,
            order,
            workspace_id,
        )
        return await self._call("processing.list", arguments, timeout)

    def iter(
        self,
        *,
        task_type: ProcessingType | str | None = None,
        task_name: str | None = None,
        status: int | None = None,
        source_type: ProcessingSourceType | str | None = None,
        source: str | None = None,
        version_id: str | None = None,
        query_current: bool | None = None,
        return_result: bool | None = None,
        offset: int | None = None,
        sort_by: Literal["create_time", "name", "duration_seconds"] | None = None,
        order: Literal["asc", "desc"] | None = None,
        workspace_id: str | None = None,
        page_size: int = 100,
        prefetch: int = 1,
        offset_counts: Literal["pages", "entries"] | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> AsyncIterator[ProcessingTask]:
        """Iterates over the processing tasks of all pages.

        Arguments, items and errors are those of `Processing.iter`.
        """
        arguments = (
            project_id,
            task_type,
            task_name,
            status,
            source_type,
            source,
            version_id,
            query_current,
            return_result,
            None,
            None,
            sort_by,
            order,
            workspace_id,
        )
        listing = Listing(
            "processing.list",
            arguments,
            (9, 10),
            key="task_id",
            total="count",
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
        name: str,
        template: ProcessingTemplateSpec | Mapping[str, object],
        inputs: Sequence[ProcessingSourceSpec | Mapping[str, object]] | None = None,
        data_source: ProcessingSourceSpec | Mapping[str, object] | None = None,
        work_path: WorkPathSpec | Mapping[str, object] | None = None,
        version_id: str | None = None,
        description: str | None = None,
        create_version: bool | None = None,
        workspace_id: str | None = None,
        retry_busy: float | str | timedelta | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> StartedProcessing[Coroutine[object, object, ProcessingTask]]:
        """Creates a processing task.

        Arguments, result and errors are those of `Processing.create`.
        """
        arguments = (
            project_id,
            name,
            template,
            inputs,
            data_source,
            work_path,
            version_id,
            description,
            create_version,
            workspace_id,
        )
        return await self._call("processing.create", arguments, timeout, retry_busy, PolledWork("processing.get"))

    async def get(
        self,
        task_id: str,
        *,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> ProcessingTask:
        """Returns a processing task.

        Arguments, result and errors are those of `Processing.get`.
        """
        return await self._call("processing.get", (project_id, task_id), timeout)

    async def update(
        self,
        task_id: str,
        *,
        description: str | None = None,
        retry_busy: float | str | timedelta | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Response:
        """Changes the description of a processing task.

        Arguments, result and errors are those of `Processing.update`.
        """
        return await self._call("processing.update", (project_id, task_id, description), timeout, retry_busy)

    async def delete(
        self,
        task_id: str,
        *,
        retry_busy: float | str | timedelta | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Response:
        """Deletes a processing task.

        Arguments, result and errors are those of `Processing.delete`.
        """
        return await self._call("processing.delete", (project_id, task_id), timeout, retry_busy)

    async def versions(
        self,
        task_id: str,
        *,
        offset: int | None = None,
        limit: int | None = None,
        sort_by: Literal["create_time", "version_name"] | None = None,
        order: Literal["asc", "desc"] | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> ProcessingVersionPage:
        """Lists the versions of a processing task, one page at a time; `iter_versions` iterates over all pages.

        Arguments, result and errors are those of `Processing.versions`.
        """
        return await self._call("processing.versions", (project_id, task_id, offset, limit, sort_by, order), timeout)

    def iter_versions(
        self,
        task_id: str,
        *,
        offset: int | None = None,
        sort_by: Literal["create_time", "version_name"] | None = None,
        order: Literal["asc", "desc"] | None = None,
        page_size: int = 100,
        prefetch: int = 1,
        offset_counts: Literal["pages", "entries"] | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> AsyncIterator[ProcessingVersion]:
        """Iterates over the versions of all pages.

        Arguments, items and errors are those of `Processing.iter_versions`.
        """
        arguments = (
            project_id,
            task_id,
            None,
            None,
            sort_by,
            order,
        )
        listing = Listing(
            "processing.versions",
            arguments,
            (2, 3),
            key="task_version_id",
            total="count",
            offset=offset,
            page_size=page_size,
            largest_page=100,
            prefetch=prefetch,
            offset_counts=offset_counts,
            timeout=timeout,
        )
        return self._iterate(listing)

    async def create_version(
        self,
        task_id: str,
        *,
        name: str,
        template: ProcessingTemplateSpec | Mapping[str, object] | None = None,
        inputs: Sequence[ProcessingSourceSpec | Mapping[str, object]] | None = None,
        data_source: ProcessingSourceSpec | Mapping[str, object] | None = None,
        work_path: WorkPathSpec | Mapping[str, object] | None = None,
        version_id: str | None = None,
        description: str | None = None,
        create_version: bool | None = None,
        workspace_id: str | None = None,
        retry_busy: float | str | timedelta | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> StartedProcessingVersion[Coroutine[object, object, ProcessingVersion]]:
        """Creates a version of a processing task, which runs the task again.

        Arguments, result and errors are those of `Processing.create_version`.
        """
        arguments = (
            project_id,
            task_id,
            name,
            template,
            inputs,
            data_source,
            work_path,
            version_id,
            description,
            create_version,
            workspace_id,
        )
        return await self._call(
            "processing.create_version", arguments, timeout, retry_busy, PolledWork("processing.get_version")
        )

    async def get_version(
        self,
        task_id: str,
        version_id: str,
        *,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> ProcessingVersion:
        """Returns a version of a processing task.

        Arguments, result and errors are those of `Processing.get_version`.
        """
        return await self._call("processing.get_version", (project_id, task_id, version_id), timeout)

    async def delete_version(
        self,
        task_id: str,
        version_id: str,
        *,
        retry_busy: float | str | timedelta | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Response:
        """Deletes a version of a processing task.

        Arguments, result and errors are those of `Processing.delete_version`.
        """
        return await self._call("processing.delete_version", (project_id, task_id, version_id), timeout, retry_busy)

    async def results(
        self,
        task_id: str,
        version_id: str,
        *,
        result_property: ResultProperty | int | str | None = None,
        offset: int | None = None,
        limit: int | None = None,
        process_parameter: str | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> ProcessingResultPage:
        """Lists what a version of a processing task did with samples; `iter_results` iterates over all pages.

        Arguments, result and errors are those of `Processing.results`.
        """
        arguments = (
            project_id,
            task_id,
            version_id,
            result_property,
            offset,
            limit,
            process_parameter,
        )
        return await self._call("processing.results", arguments, timeout)

    def iter_results(
        self,
        task_id: str,
        version_id: str,
        *,
        result_property: ResultProperty | int | str | None = None,
        offset: int | None = None,
        process_parameter: str | None = None,
        page_size: int = 100,
        prefetch: int = 1,
        offset_counts: Literal["pages", "entries"] | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> AsyncIterator[ProcessingResult]:
        """Iterates over the results of all pages.

        Arguments, items and errors are those of `Processing.iter_results`.
        """
        arguments = (
            project_id,
            task_id,
            version_id,
            result_property,
            None,
            None,
            process_parameter,
        )
        listing = Listing(
            "processing.results",
            arguments,
            (4, 5),
            key="new_source",
            total="count",
            offset=offset,
            page_size=page_size,
            largest_page=100,
            prefetch=prefetch,
            offset_counts=offset_counts,
            timeout=timeout,
        )
        return self._iterate(listing)

    async def stop_version(
        self,
        task_id: str,
        version_id: str,
        *,
        retry_busy: float | str | timedelta | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Started[Coroutine[object, object, ProcessingVersion]]:
        """Stops a version of a processing task.

        Arguments, result and errors are those of `Processing.stop_version`.
        """
        arguments = (
            project_id,
            task_id,
            version_id,
        )
        return await self._call(
            "processing.stop_version",
            arguments,
            timeout,
            retry_busy,
            PolledWork("processing.get_version", stopped=True),
        )
