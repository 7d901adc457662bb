"""Exports samples and labels of a dataset to OBS or to a new dataset."""

# Written by tools/generate.py from api/v2/exports.toml; do not edit.

from __future__ import annotations

from collections.abc import Iterator, Mapping  # noqa: TC003 typing.get_type_hints reads it
from datetime import timedelta  # noqa: TC003 typing.get_type_hints reads it
from typing import Literal

from modelarts.unset import UNSET, Unset
from modelarts.v2.bodies import ExportParamsSpec  # noqa: TC001
from modelarts.v2.enumerations import ExportFormat, ExportType, SampleState, VersionFormat  # noqa: TC001
from modelarts.v2.resource import Listing, PolledWork, Resource
from modelarts.v2.responses import ExportTask, ExportTaskPage, StartedExport  # noqa: TC001

__all__ = ["Exports"]


class Exports(Resource):
    """Exports samples and labels of a dataset to OBS or to a new dataset.

    An instance is `data.exports`.
    """

    def create(
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
    ) -> StartedExport[ExportTask]:
        """Exports samples and labels of a dataset to a folder in OBS, or to a new dataset.

        `POST /v2/{project_id}/datasets/{dataset_id}/export-tasks`; documented as ExportTask, “Creating a
        Dataset Export Task” in English and 创建数据集导出任务 in Chinese.

        Confirmed by public clients that send it: python-otcextensions.

        >>> started = data.exports.create(
        ...     "gfghHSokody6AJigS5A", path="obs://test-obs/daoChu/", export_type=3,
        ...     export_params={"sample_state": "", "export_dest": "DIR"})
        >>> started.wait().is_succeeded
        True

        Datasets for image classification, object detection and image segmentation and those of free format
        can be exported.

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            path: The folder in OBS that takes the files: a path in OBS: "obs://bucket/folder/",
                "s3://bucket/folder/", "/bucket/folder/" or "bucket/folder/".
            export_type: Which samples are exported: one of 0 (the labelled samples), 1 (the samples without
                labels), 2 (all samples), 3 (the samples that match the conditions).
            export_params: The details of the export.
            export_format: How the folder is laid out: one of 1 (a folder for each label), 2 (one folder, with
                the label files beside the samples).
            annotation_format: The format of the labels: "VOC" or "COCO".
            version_id: The version to export.
            version_format: The format of the version: one of "Default" (manifest), "CarbonData" (CarbonData,
                for tables only), "CSV" (CSV).
            sample_state: The state of the samples to export: one of "__ALL__" (labelled), "__NONE__" (not
                labelled), "__UNCHECK__" (waiting for acceptance), "__ACCEPTED__" (accepted), "__REJECTED__"
                (rejected), "__UNREVIEWED__" (waiting for review), "__REVIEWED__" (reviewed),
                "__WORKFORCE_SAMPLED__" (sampled for acceptance), "__WORKFORCE_SAMPLED_UNCHECK__" (sampled,
                not checked yet), "__WORKFORCE_SAMPLED_CHECKED__" (sampled and checked),
                "__WORKFORCE_SAMPLED_ACCEPTED__" (sampled and accepted), "__WORKFORCE_SAMPLED_REJECTED__"
                (sampled and rejected), "__AUTO_ANNOTATION__" (labelled by the service, waiting for
                confirmation), "" (any; in the documents' examples of exports only).
            source_type_header: What paths in the exported manifest begin with; training needs "s3://":
                "obs://" or "s3://"; None for the service's default, "obs://".
            with_column_header: Whether the first row of a table holds the names of the columns; None for the
                service's default, True.
            status: Listed by the documents, without a documented use.
            task_id: Listed by the documents, without a documented use.
            project_id: The project; by default the client's, or the token's.
            retry_busy: For how long to try again while other work on the same thing goes on (a
                `ConflictError` with `retryable`), like "5m"; None raises at once.
            timeout: The limit for each attempt that `retry_busy` makes, retries included: seconds, a
                `timedelta`, or text such as "30s"; None for no limit. Without it, the client's.

        Returns:
            The id of the export task; `wait()` waits for the task and returns it.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed; whether the service acted is not known.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
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
        return self._call("exports.create", arguments, timeout, retry_busy, PolledWork("exports.get"))

    def list(
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

        `GET /v2/{project_id}/datasets/{dataset_id}/export-tasks`; documented as
        GetExportTasksStatusOfDataset, “Querying the Dataset Export Task List” in English and 查询数据集导出任务列表 in
        Chinese.

        Confirmed by public clients that send it: python-otcextensions.

        >>> [task.status for task in data.exports.list("gfghHSokody6AJigS5A")]
        ['SUCCESSED']

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            export_type: Which samples were exported: one of 0 (the labelled samples), 1 (the samples without
                labels), 2 (all samples), 3 (the samples that match the conditions).
            offset: The page to start from, counted from 0 as documented; None for the service's default, 0.
            limit: The largest number of items per page; 1 to 100; None for the service's default, 10.
            project_id: The project; by default the client's, or the token's.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The export tasks of the page.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed, in spite of retries.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        return self._call("exports.list", (project_id, dataset_id, export_type, offset, limit), timeout)

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
    ) -> Iterator[ExportTask]:
        """Iterates over the export tasks of all pages.

        Pages are requested ahead of their use, in the order of the service. The second page shows whether the
        service's `offset` counts pages, as documented, or entries.

        Collect all export tasks first, as with `list(…)`, if you delete them or change what the filters
        select: the others move to pages that were read already, and are skipped. A warning says so once there
        are fewer than before.

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            export_type: Which samples were exported: one of 0 (the labelled samples), 1 (the samples without
                labels), 2 (all samples), 3 (the samples that match the conditions).
            offset: The page to start from, counted from 0 as documented; None for the service's default, 0.
            page_size: The number of items per page, 1 to 100.
            prefetch: How many pages are requested ahead, 0 to 8; more than one once the service has reported
                the total.
            offset_counts: What `offset` counts, "pages" or "entries"; None detects it.
            project_id: The project; by default the client's, or the token's.
            timeout: The limit for each call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Yields:
            Each export task once.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ModelArtsError: The service returns one page over and over, or fewer entries than it reports, or a
                call failed, `raise_on_error=False` or not.
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

    def get(
        self,
        dataset_id: str,
        task_id: str,
        *,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> ExportTask:
        """Returns an export task.

        `GET /v2/{project_id}/datasets/{dataset_id}/export-tasks/{task_id}`; documented as
        GetExportTaskStatusOfDataset, “Querying the Status of a Dataset Export Task” in English and
        查询数据集导出任务的状态 in Chinese.

        Confirmed by public clients that send it: python-otcextensions.

        >>> data.exports.get("gfghHSokody6AJigS5A", "TZMuy7OKbClkGCAc3gb").is_succeeded
        True

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            task_id: The export task, as returned by `exports.create` or `exports.list`.
            project_id: The project; by default the client's, or the token's.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The export task.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed, in spite of retries.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        return self._call("exports.get", (project_id, dataset_id, task_id), timeout)
