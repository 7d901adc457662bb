"""Imports data into a dataset."""

# Written by tools/generate.py from api/v2/imports.toml; do not edit.

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence  # noqa: TC003 typing.get_type_hints reads it
from datetime import timedelta  # noqa: TC003 typing.get_type_hints reads it
from typing import Literal

from modelarts.unset import UNSET, Unset
from modelarts.v2.bodies import ImportSourceSpec, LabelFormatSpec  # noqa: TC001
from modelarts.v2.enumerations import ImportOrigin  # noqa: TC001
from modelarts.v2.resource import Listing, PolledWork, Resource
from modelarts.v2.responses import ImportTask, ImportTaskPage, StartedImport  # noqa: TC001

__all__ = ["Imports"]


class Imports(Resource):
    """Imports data into a dataset.

    An instance is `data.imports`.
    """

    def create(
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
    ) -> StartedImport[ImportTask]:
        """Imports a folder or a manifest into a dataset.

        `POST /v2/{project_id}/datasets/{dataset_id}/import-tasks`; documented as ImportTask, “Creating an
        Import Task” in English and 创建导入任务 in Chinese.

        Confirmed by public clients that send it: python-otcextensions.

        >>> started = data.imports.create(
        ...     "gfghHSokody6AJigS5A", import_path="obs://test-obs/daoLu_images/animals/", import_type="dir")
        >>> started.wait().status
        'COMPLETED'

        A dataset runs one import task at a time. Folders can be imported into datasets for image
        classification, object detection, text classification and sound classification.

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            import_path: The folder to import, or the file of the manifest: a path in OBS:
                "obs://bucket/folder/", "s3://bucket/folder/", "/bucket/folder/" or "bucket/folder/".
            import_type: What is imported: a folder or a manifest: "dir" or "manifest".
            import_annotations: Whether the labels beside the data are read, too; None for the service's
                default, True.
            import_samples: Whether the samples are imported; None for the service's default, True.
            included_labels: Labels of the samples to import, as names or as labels; all by default.
            excluded_labels: Labels of samples that are not imported, as names or as labels.
            difficult_only: Whether only hard examples are imported; None for the service's default, False.
            final_annotation: Whether the labels are final; otherwise they wait for confirmation; None for the
                service's default, True.
            import_folder: The folder of the dataset that takes the files; importing again into the same
                folder replaces them rather than adding duplicates.
            import_origin: The service that the data comes from: one of "obs" (OBS), "dws" (GaussDB(DWS)),
                "dli" (DLI), "rds" (RDS), "mrs" (MRS), "inference" (an inference service); None for the
                service's default, "obs".
            data_source: The source of the data.
            label_format: How the labels of text files are written.
            annotation_format: The format of the labels; for object detection only, and documented in 2021
                only: "VOC" or "COCO".
            with_column_header: Whether the first row of a table holds the names of the columns; None for the
                service's default, False.
            project_id: The project; by default the client's, or the token's.
            retry_busy: For how long to try again while other work on the same thing goes on (a
                `ConflictError` with `retryable`), like "5m"; None raises at once.
            timeout: The limit for each attempt that `retry_busy` makes, retries included: seconds, a
                `timedelta`, or text such as "30s"; None for no limit. Without it, the client's.

        Returns:
            The id of the import task; `wait()` waits for the task and returns it.

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
        return self._call("imports.create", arguments, timeout, retry_busy, PolledWork("imports.get"))

    def list(
        self,
        dataset_id: str,
        *,
        offset: int | None = None,
        limit: int | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> ImportTaskPage:
        """Lists the import tasks of a dataset, one page at a time; `iter` iterates over all pages.

        `GET /v2/{project_id}/datasets/{dataset_id}/import-tasks`; documented as ListImportTasks, “Querying
        the Dataset Import Task List” in English and 查询数据集导入任务列表 in Chinese.

        Confirmed by public clients that send it: python-otcextensions.

        >>> [task.imported_sample_count for task in data.imports.list("gfghHSokody6AJigS5A")]
        [20]

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            offset: The page to start from, counted from 0 as documented; None for the service's default, 0.
            limit: The largest number of items per page; 1 to 100; None for the service's default, 10.
            project_id: The project; by default the client's, or the token's.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The import tasks of the page.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed, in spite of retries.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        return self._call("imports.list", (project_id, dataset_id, offset, limit), timeout)

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
    ) -> Iterator[ImportTask]:
        """Iterates over the import tasks of all pages.

        Pages are requested ahead of their use, in the order of the service. The second page shows whether the
        service's `offset` counts pages, as documented, or entries.

        Collect all import tasks first, as with `list(…)`, if you delete them or change what the filters
        select: the others move to pages that were read already, and are skipped. A warning says so once there
        are fewer than before.

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            offset: The page to start from, counted from 0 as documented; None for the service's default, 0.
            page_size: The number of items per page, 1 to 100.
            prefetch: How many pages are requested ahead, 0 to 8; more than one once the service has reported
                the total.
            offset_counts: What `offset` counts, "pages" or "entries"; None detects it.
            project_id: The project; by default the client's, or the token's.
            timeout: The limit for each call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Yields:
            Each import task once.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ModelArtsError: The service returns one page over and over, or fewer entries than it reports, or a
                call failed, `raise_on_error=False` or not.
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

    def get(
        self,
        dataset_id: str,
        task_id: str,
        *,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> ImportTask:
        """Returns an import task.

        `GET /v2/{project_id}/datasets/{dataset_id}/import-tasks/{task_id}`; documented as DescImportTask,
        “Querying Details about a Dataset Import Task” in English and 查询数据集导入任务的详情 in Chinese.

        Confirmed by public clients that send it: python-otcextensions.

        >>> data.imports.get(
        ...     "gfghHSokody6AJigS5A", "gfghHSokody6AJigS5A_RHJ1zOkIoI3Nzwxj8nh").is_succeeded
        True

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            task_id: The import task, as returned by `imports.create` or `imports.list`.
            project_id: The project; by default the client's, or the token's.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The import task.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed, in spite of retries.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        return self._call("imports.get", (project_id, dataset_id, task_id), timeout)
