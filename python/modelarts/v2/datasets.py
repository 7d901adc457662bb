"""Creates, lists, changes and deletes datasets."""

# Written by tools/generate.py from api/v2/datasets.toml; do not edit.

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence  # noqa: TC003 typing.get_type_hints reads it
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
from modelarts.v2.resource import Listing, PolledWork, Resource
from modelarts.v2.responses import (  # noqa: TC001
    CreatedDataset,
    Dataset,
    DatasetMetrics,
    DatasetPage,
    DatasetStats,
    UpdatedDataset,
)

__all__ = ["Datasets"]


class Datasets(Resource):
    """Creates, lists, changes and deletes datasets.

    An instance is `data.datasets`.
    """

    def list(
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

        `GET /v2/{project_id}/datasets`; documented as ListDatasets, “Querying the Dataset List” in English
        and 查询数据集列表 in Chinese.

        Confirmed by public clients that send it: Terraform, golangsdk, python-otcextensions, Airflow.

        >>> page = data.datasets.list(dataset_type="image_classification", limit=10)
        >>> [dataset.dataset_name for dataset in page]
        ['dataset-f9e8']

        The documents say that `total_number` can't exceed 100.

        Args:
            dataset_type: The type of the datasets: one of 0 (image classification), 1 (object detection), 3
                (image segmentation), 100 (text classification), 101 (named entity recognition), 102 (text
                triplets), 200 (sound classification), 201 (speech content), 202 (speech segmentation), 400
                (table), 600 (video), 900 (free format).
            search_content: Text that the name contains.
            offset: The page to start from, counted from 0 as documented; None for the service's default, 0.
            limit: The largest number of items per page; 1 to 100; None for the service's default, 10.
            sort_by: The field to sort by: "create_time" or "dataset_name"; None for the service's default,
                "create_time".
            order: The sort order: "asc" or "desc"; None for the service's default, "desc".
            with_labels: Whether the labels are returned, too; many datasets with labels can run into a
                timeout of the service's gateway; None for the service's default, False.
            file_preview: Whether up to four files of each dataset are returned for a preview; None for the
                service's default, False.
            contain_versions: Whether only datasets with versions are listed.
            support_export: Whether only datasets that can be exported are listed; None for the service's
                default, False.
            check_running_task: Whether the response says if tasks are running; None for the service's
                default, False.
            running_task_type: The kind of running tasks to look for: one of 0 (auto-labelling), 1
                (pre-labelling), 2 (export), 3 (switching the version), 4 (export of a manifest), 5 (import of
                a manifest), 6 (publishing a version), 7 (auto-grouping), 10 (one-click deployment; documented
                in 2021 only).
            train_evaluate_ratio: The smallest and the largest share of training samples of versions, for
                example "0.0,1.0".
            version_format: The format of versions: one of 0 (manifest), 1 (CarbonData, for tables only), 2
                (CSV).
            dataset_version: The generation of datasets: "v1" is bound to one type of labelling, "v2" is not.
                The default is unclear: "v1" or "v2" or "all".
            workspace_id: The workspace; "0" is the default workspace; None for the service's default, "0".
            project_id: The project; by default the client's, or the token's.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The datasets of the page.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed, in spite of retries.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
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
        return self._call("datasets.list", arguments, timeout)

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
    ) -> Iterator[Dataset]:
        """Iterates over the datasets of all pages.

        Pages are requested ahead of their use, in the order of the service. The second page shows whether the
        service's `offset` counts pages, as documented, or entries.

        Args:
            dataset_type: The type of the datasets: one of 0 (image classification), 1 (object detection), 3
                (image segmentation), 100 (text classification), 101 (named entity recognition), 102 (text
                triplets), 200 (sound classification), 201 (speech content), 202 (speech segmentation), 400
                (table), 600 (video), 900 (free format).
            search_content: Text that the name contains.
            offset: The page to start from, counted from 0 as documented; None for the service's default, 0.
            sort_by: The field to sort by: "create_time" or "dataset_name"; None for the service's default,
                "create_time".
            order: The sort order: "asc" or "desc"; None for the service's default, "desc".
            with_labels: Whether the labels are returned, too; many datasets with labels can run into a
                timeout of the service's gateway; None for the service's default, False.
            file_preview: Whether up to four files of each dataset are returned for a preview; None for the
                service's default, False.
            contain_versions: Whether only datasets with versions are listed.
            support_export: Whether only datasets that can be exported are listed; None for the service's
                default, False.
            check_running_task: Whether the response says if tasks are running; None for the service's
                default, False.
            running_task_type: The kind of running tasks to look for: one of 0 (auto-labelling), 1
                (pre-labelling), 2 (export), 3 (switching the version), 4 (export of a manifest), 5 (import of
                a manifest), 6 (publishing a version), 7 (auto-grouping), 10 (one-click deployment; documented
                in 2021 only).
            train_evaluate_ratio: The smallest and the largest share of training samples of versions, for
                example "0.0,1.0".
            version_format: The format of versions: one of 0 (manifest), 1 (CarbonData, for tables only), 2
                (CSV).
            dataset_version: The generation of datasets: "v1" is bound to one type of labelling, "v2" is not.
                The default is unclear: "v1" or "v2" or "all".
            workspace_id: The workspace; "0" is the default workspace; None for the service's default, "0".
            page_size: The number of items per page, 1 to 100.
            prefetch: How many pages are requested ahead, 0 to 8; more than one once the service has reported
                the total.
            offset_counts: What `offset` counts, "pages" or "entries"; None detects it.
            project_id: The project; by default the client's, or the token's.
            timeout: The limit for each call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Yields:
            Each dataset once.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ModelArtsError: The service returns one page over and over, or fewer entries than it reports, or a
                call failed, `raise_on_error=False` or not.
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

    def create(
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
    ) -> CreatedDataset[Dataset]:
        """Creates a dataset from data in OBS or from a table.

        `POST /v2/{project_id}/datasets`; documented as CreateDataset, “Creating a Dataset” in English and
        创建数据集 in Chinese.

        Confirmed by public clients that send it: Terraform, golangsdk, python-otcextensions, Airflow.

        >>> created = data.datasets.create(
        ...     dataset_name="dataset-457f", dataset_type="image_classification",
        ...     data_sources=[{"data_type": 0, "data_path": "obs://test-obs/classify/input/animals/"}],
        ...     work_path="obs://test-obs/classify/output/",
        ...     labels=[{"name": "Rabbits", "type": 0, "property": {"@modelarts:color": "#3399ff"}}])
        >>> created.wait().is_succeeded
        True

        The dataset can be used once its data is loaded; `wait()` waits for it.

        Args:
            dataset_name: The name; 1 to 100 letters, digits, "_" or "-".
            data_sources: The source of the data, one item; 1 to 1 items.
            work_path: The folder in OBS for label files and other output. It is no whole bucket, and neither
                the folder of the data nor inside it: a path in OBS: "obs://bucket/folder/",
                "s3://bucket/folder/", "/bucket/folder/" or "bucket/folder/", at most 700 characters as sent.
            work_path_type: The kind of `work_path`: one of 0 (a folder in OBS); by default 0.
            dataset_type: The type: one of 0 (image classification), 1 (object detection), 3 (image
                segmentation), 100 (text classification), 101 (named entity recognition), 102 (text triplets),
                200 (sound classification), 201 (speech content), 202 (speech segmentation), 400 (table), 600
                (video), 900 (free format).
            description: The description; at most 256 characters without any of ^!<>=&"'.
            labels: The labels.
            import_annotations: Whether the labels beside the data are read, too; None for the service's
                default, True.
            label_format: How the labels of text files are written.
            schema: The columns of a table.
            import_data: Whether the rows of a table are loaded at once; None for the service's default,
                False.
            data_format: The format of the data; "CarbonData" is for tables only: "Default" or "CarbonData".
            managed: Whether the service hosts the data; None for the service's default, False.
            workforce_information: A team labelling task to start.
            workspace_id: The workspace; "0" is the default workspace; None for the service's default, "0".
            project_id: The project; by default the client's, or the token's.
            retry_busy: For how long to try again while other work on the same thing goes on (a
                `ConflictError` with `retryable`), like "5m"; None raises at once.
            timeout: The limit for each attempt that `retry_busy` makes, retries included: seconds, a
                `timedelta`, or text such as "30s"; None for no limit. Without it, the client's.

        Returns:
            The id of the new dataset; `wait()` waits for the dataset and returns it.

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
        return self._call("datasets.create", arguments, timeout, retry_busy, PolledWork("datasets.get"))

    def get(
        self,
        dataset_id: str,
        *,
        check_running_task: bool | None = None,
        running_task_type: RunningTaskType | int | str | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Dataset:
        """Returns a dataset.

        `GET /v2/{project_id}/datasets/{dataset_id}`; documented as DescDataset, “Querying Details about a
        Dataset” in English and 查询数据集详情 in Chinese.

        Confirmed by public clients that send it: Terraform, golangsdk, python-otcextensions.

        >>> data.datasets.get("gfghHSokody6AJigS5A").dataset_name
        'dataset-f9e8'

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            check_running_task: Whether the response says if tasks are running; None for the service's
                default, False.
            running_task_type: The kind of running tasks to look for: one of 0 (auto-labelling), 1
                (pre-labelling), 2 (export), 3 (switching the version), 4 (export of a manifest), 5 (import of
                a manifest), 6 (publishing a version), 7 (auto-grouping), 10 (one-click deployment; documented
                in 2021 only).
            project_id: The project; by default the client's, or the token's.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The dataset.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed, in spite of retries.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        return self._call("datasets.get", (project_id, dataset_id, check_running_task, running_task_type), timeout)

    def update(
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
    ) -> UpdatedDataset[Dataset]:
        """Changes the name, the description or the labels of a dataset, or switches its version.

        `PUT /v2/{project_id}/datasets/{dataset_id}`; documented as UpdateDataset, “Modifying a Dataset” in
        English and 更新数据集 in Chinese.

        Confirmed by public clients that send it: Terraform, golangsdk, python-otcextensions, Airflow.

        >>> updated = data.datasets.update(
        ...     "gfghHSokody6AJigS5A", description="just a test",
        ...     add_labels=[{"name": "Ants", "type": 0, "property": {"@modelarts:color": "#3399ff"}}])
        >>> updated.dataset_id
        'gfghHSokody6AJigS5A'

        Only switching the version takes time; `wait()` waits until the dataset has the version and is in its
        normal state, and raises if it is in its normal state again without the version. The version of a
        table can't be switched.

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            dataset_name: The new name.
            description: The new description; at most 256 characters without any of ^!<>=&".
            current_version_id: The version to switch to; not empty.
            add_labels: Labels to add.
            update_labels: Labels to change, by name.
            delete_labels: Labels to delete, by name.
            project_id: The project; by default the client's, or the token's.
            retry_busy: For how long to try again while other work on the same thing goes on (a
                `ConflictError` with `retryable`), like "5m"; None raises at once.
            timeout: The limit for each attempt that `retry_busy` makes, retries included: seconds, a
                `timedelta`, or text such as "30s"; None for no limit. Without it, the client's.

        Returns:
            The id of the dataset; `wait()` waits until the version is switched.

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
            dataset_name,
            description,
            current_version_id,
            add_labels,
            update_labels,
            delete_labels,
        )
        return self._call(
            "datasets.update", arguments, timeout, retry_busy, PolledWork("datasets.get", equal="current_version_id")
        )

    def delete(
        self,
        dataset_id: str,
        *,
        retry_busy: float | str | timedelta | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Started[Dataset]:
        """Deletes a dataset; its source data in OBS stays.

        `DELETE /v2/{project_id}/datasets/{dataset_id}`; documented as DeleteDataset, “Deleting a Dataset” in
        English and 删除数据集 in Chinese.

        Confirmed by public clients that send it: Terraform, golangsdk, python-otcextensions, Airflow.

        >>> data.datasets.delete("gfghHSokody6AJigS5A").http_status
        204

        A dataset with unfinished labelling tasks can't be deleted.

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            project_id: The project; by default the client's, or the token's.
            retry_busy: For how long to try again while other work on the same thing goes on (a
                `ConflictError` with `retryable`), like "5m"; None raises at once.
            timeout: The limit for each attempt that `retry_busy` makes, retries included: seconds, a
                `timedelta`, or text such as "30s"; None for no limit. Without it, the client's.

        Returns:
            A response without fields; `wait()` waits until the dataset is gone.

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
        )
        return self._call("datasets.delete", arguments, timeout, retry_busy, PolledWork("datasets.get", gone=True))

    def stats(
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

        `GET /v2/{project_id}/datasets/{dataset_id}/data-annotations/stats`; documented as GetDatasetStats,
        “Obtaining Dataset Statistics” in English and 查询数据集的统计信息 in Chinese.

        Confirmed in its method and path by public clients: python-otcextensions; the rest is known from the
        documents.

        >>> data.datasets.stats("gfghHSokody6AJigS5A").sample_stats["manual_annotation"]
        10

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            sample_state: The state of the samples to count: one of "__ALL__" (labelled), "__NONE__" (not
                labelled), "__UNCHECK__" (waiting for acceptance), "__ACCEPTED__" (accepted), "__REJECTED__"
                (rejected), "__UNREVIEWED__" (waiting for review), "__REVIEWED__" (reviewed),
                "__WORKFORCE_SAMPLED__" (sampled for acceptance), "__WORKFORCE_SAMPLED_UNCHECK__" (sampled,
                not checked yet), "__WORKFORCE_SAMPLED_CHECKED__" (sampled and checked),
                "__WORKFORCE_SAMPLED_ACCEPTED__" (sampled and accepted), "__WORKFORCE_SAMPLED_REJECTED__"
                (sampled and rejected), "__AUTO_ANNOTATION__" (labelled by the service, waiting for
                confirmation), "" (any; in the documents' examples of exports only).
            email: The email address of a member of the labelling team.
            locale: The language of texts in the response: "en-us" or "zh-cn".
            project_id: The project; by default the client's, or the token's.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The statistics.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed, in spite of retries.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        return self._call("datasets.stats", (project_id, dataset_id, sample_state, email, locale), timeout)

    def metrics(
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

        `GET /v2/{project_id}/datasets/{dataset_id}/metrics`; documented as GetDatasetMetrics, “Querying the
        Monitoring Data of a Dataset” in English and 查询数据集监控数据 in Chinese.

        Known from the documents alone; no public client is known to send it.

        >>> metrics = data.datasets.metrics(
        ...     "gfghHSokody6AJigS5A", start_time=1606233612000, end_time=1606406412000)
        >>> sorted(metrics.metrics)[-1]
        'un_annotation'

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            start_time: The start as Unix time; the documents don't state the unit, the response has
                milliseconds.
            end_time: The end as Unix time; the documents don't state the unit, the response has milliseconds.
            workforce_task_id: A team labelling task.
            project_id: The project; by default the client's, or the token's.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The series of numbers.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed, in spite of retries.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        arguments = (
            project_id,
            dataset_id,
            start_time,
            end_time,
            workforce_task_id,
        )
        return self._call("datasets.metrics", arguments, timeout)
