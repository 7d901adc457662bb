"""Processes data: feature analysis, validation, cleaning, selection and augmentation."""

# Written by tools/generate.py from api/v2/processing.toml; do not edit.

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence  # noqa: TC003 typing.get_type_hints reads it
from datetime import timedelta  # noqa: TC003 typing.get_type_hints reads it
from typing import Literal

from modelarts.responses import Response  # noqa: TC001
from modelarts.responses.started import Started  # noqa: TC001
from modelarts.unset import UNSET, Unset
from modelarts.v2.bodies import ProcessingSourceSpec, ProcessingTemplateSpec, WorkPathSpec  # noqa: TC001
from modelarts.v2.enumerations import ProcessingSourceType, ProcessingType, ResultProperty  # noqa: TC001
from modelarts.v2.resource import Listing, PolledWork, Resource
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

__all__ = ["Processing"]


class Processing(Resource):
    """Processes data: feature analysis, validation, cleaning, selection and augmentation.

    An instance is `data.processing`.
    """

    def items(
        self,
        *,
        offset: int | None = None,
        limit: int | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> ProcessingItemPage:
        """Lists the algorithms of processing tasks.

        `GET /v2/{project_id}/processor-tasks/items`; documented as GetProcessorTaskItems, “Querying the
        Algorithm Type for Data Processing” in English and 查询数据处理的算法类别 in Chinese.

        Known from the documents alone; no public client is known to send it.

        >>> [item.template_id for item in data.processing.items()]
        ['sys_data_analyse', 'sys_data_cleaning', 'sys_data_validation', 'sys_data_augmentation', 'sys_data_selection']

        Args:
            offset: The page to start from, counted from 0 as documented; None for the service's default, 0.
            limit: The largest number of items per page; 1 to 1000; None for the service's default, 1000.
            project_id: The project; by default the client's, or the token's.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The algorithms of the page.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed, in spite of retries.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        return self._call("processing.items", (project_id, offset, limit), timeout)

    def list(
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

        `GET /v2/{project_id}/processor-tasks`; documented as ListProcessorTasks, “Querying the List of a
        Processing Task” in English and 查询处理任务列表 in Chinese.

        Known from the documents alone; no public client is known to send it.

        >>> [task.name for task in data.processing.list(task_type="sys_data_analyse", limit=10)]
        ['V001']

        Args:
            task_type: The algorithm of the tasks: one of "sys_data_analyse" (feature analysis),
                "sys_data_cleaning" (cleaning), "sys_data_augmentation" (augmentation), "sys_data_validation"
                (validation), "sys_data_selection" (selection).
            task_name: The name of the task.
            status: The state of the tasks, a `ProcessingState`; 0 to 4.
            source_type: The kind of source of the tasks: one of "OBS" (a folder in OBS), "TASK" (another
                processing task), "DATASET" (a dataset), "CUSTOM" (a resource tenant).
            source: The source of the tasks: a path in OBS or the id of a task, of a dataset or of a project,
                depending on the kind.
            version_id: The ids of versions of the dataset, separated by commas.
            query_current: Whether only the latest task of each version of the dataset is listed; None for the
                service's default, False.
            return_result: Whether the results are returned, too; None for the service's default, True.
            offset: The page to start from, counted from 0 as documented; None for the service's default, 0.
            limit: The largest number of items per page; 1 to 100; None for the service's default, 10.
            sort_by: The field to sort by: "create_time" or "name" or "duration_seconds"; None for the
                service's default, "create_time".
            order: The sort order: "asc" or "desc"; None for the service's default, "desc".
            workspace_id: The workspace; "0" is the default workspace; None for the service's default, "0".
            project_id: The project; by default the client's, or the token's.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The processing tasks of the page.

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
        return self._call("processing.list", arguments, timeout)

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
    ) -> Iterator[ProcessingTask]:
        """Iterates over the processing tasks of all pages.

        Pages are requested ahead of their use, in the order of the service. The second page shows whether the
        service's `offset` counts pages, as documented, or entries.

        Collect all tasks first, as with `list(…)`, if you delete them or change what the filters select: the
        others move to pages that were read already, and are skipped. A warning says so once there are fewer
        than before.

        Args:
            task_type: The algorithm of the tasks: one of "sys_data_analyse" (feature analysis),
                "sys_data_cleaning" (cleaning), "sys_data_augmentation" (augmentation), "sys_data_validation"
                (validation), "sys_data_selection" (selection).
            task_name: The name of the task.
            status: The state of the tasks, a `ProcessingState`; 0 to 4.
            source_type: The kind of source of the tasks: one of "OBS" (a folder in OBS), "TASK" (another
                processing task), "DATASET" (a dataset), "CUSTOM" (a resource tenant).
            source: The source of the tasks: a path in OBS or the id of a task, of a dataset or of a project,
                depending on the kind.
            version_id: The ids of versions of the dataset, separated by commas.
            query_current: Whether only the latest task of each version of the dataset is listed; None for the
                service's default, False.
            return_result: Whether the results are returned, too; None for the service's default, True.
            offset: The page to start from, counted from 0 as documented; None for the service's default, 0.
            sort_by: The field to sort by: "create_time" or "name" or "duration_seconds"; None for the
                service's default, "create_time".
            order: The sort order: "asc" or "desc"; None for the service's default, "desc".
            workspace_id: The workspace; "0" is the default workspace; None for the service's default, "0".
            page_size: The number of items per page, 1 to 100.
            prefetch: How many pages are requested ahead, 0 to 8; more than one once the service has reported
                the total.
            offset_counts: What `offset` counts, "pages" or "entries"; None detects it.
            project_id: The project; by default the client's, or the token's.
            timeout: The limit for each call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Yields:
            Each processing task once.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ModelArtsError: The service returns one page over and over, or fewer entries than it reports, or a
                call failed, `raise_on_error=False` or not.
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

    def create(
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
    ) -> StartedProcessing[ProcessingTask]:
        """Creates a processing task.

        `POST /v2/{project_id}/processor-tasks`; documented as CreateProcessorTask, “Creating a Processing
        Task” in English and 创建处理任务 in Chinese.

        Known from the documents alone; no public client is known to send it.

        >>> started = data.processing.create(
        ...     name="V001", data_source={"type": "DATASET", "source": "X6c3N3eztX7cr3Arvqu"},
        ...     template={"id": "sys_data_analyse",
        ...               "operator_params": [{"id": "sys_data_analyse", "params": {"op_list": []}}]},
        ...     version_id="J4Eh2FDEWH1qnDlD3hQ")
        >>> started.wait().is_succeeded
        True

        Huawei Cloud offers data processing in some regions only.

        Args:
            name: The name of the task; not empty.
            template: The algorithm and its parameters.
            inputs: The sources of the data.
            data_source: The source of the data, instead of `inputs`.
            work_path: The folder or the dataset that takes the result; not in an encrypted bucket.
            version_id: The version of the dataset.
            description: The description; at most 256 characters without any of ^!<>=&"'.
            create_version: Whether a first version is started, too; None for the service's default, False.
            workspace_id: The workspace; "0" is the default workspace; None for the service's default, "0".
            project_id: The project; by default the client's, or the token's.
            retry_busy: For how long to try again while other work on the same thing goes on (a
                `ConflictError` with `retryable`), like "5m"; None raises at once.
            timeout: The limit for each attempt that `retry_busy` makes, retries included: seconds, a
                `timedelta`, or text such as "30s"; None for no limit. Without it, the client's.

        Returns:
            The id of the task; `wait()` waits for the task and returns it.

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
        return self._call("processing.create", arguments, timeout, retry_busy, PolledWork("processing.get"))

    def get(
        self,
        task_id: str,
        *,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> ProcessingTask:
        """Returns a processing task.

        `GET /v2/{project_id}/processor-tasks/{task_id}`; documented as DescribeProcessorTask, “Querying
        Details about a Processing Task” in English and 查询处理任务详情 in Chinese.

        Known from the documents alone; no public client is known to send it.

        >>> data.processing.get("AcYfsdfhGyrWL5TtahH").duration_seconds
        22

        Args:
            task_id: The processing task, as returned by `processing.create` or `processing.list`.
            project_id: The project; by default the client's, or the token's.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The processing task.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed, in spite of retries.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        return self._call("processing.get", (project_id, task_id), timeout)

    def update(
        self,
        task_id: str,
        *,
        description: str | None = None,
        retry_busy: float | str | timedelta | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Response:
        """Changes the description of a processing task.

        `PUT /v2/{project_id}/processor-tasks/{task_id}`; documented as UpdateProcessorTask, “Updating a
        Processing Task” in English and 更新处理任务 in Chinese.

        Known from the documents alone; no public client is known to send it.

        >>> data.processing.update("AcYfsdfhGyrWL5TtahH", description="test").http_status
        200

        Args:
            task_id: The processing task, as returned by `processing.create` or `processing.list`.
            description: The new description; at most 256 characters without any of ^!<>=&"'.
            project_id: The project; by default the client's, or the token's.
            retry_busy: For how long to try again while other work on the same thing goes on (a
                `ConflictError` with `retryable`), like "5m"; None raises at once.
            timeout: The limit for each attempt that `retry_busy` makes, retries included: seconds, a
                `timedelta`, or text such as "30s"; None for no limit. Without it, the client's.

        Returns:
            A response without fields, with `http_status` and `request_id`.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed; whether the service acted is not known.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        return self._call("processing.update", (project_id, task_id, description), timeout, retry_busy)

    def delete(
        self,
        task_id: str,
        *,
        retry_busy: float | str | timedelta | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Response:
        """Deletes a processing task.

        `DELETE /v2/{project_id}/processor-tasks/{task_id}`; documented as DeleteProcessorTask, “Deleting a
        Processing Task” in English and 删除处理任务 in Chinese.

        Known from the documents alone; no public client is known to send it.

        >>> data.processing.delete("AcYfsdfhGyrWL5TtahH").http_status
        200

        A task that is being prepared can't be deleted.

        Args:
            task_id: The processing task, as returned by `processing.create` or `processing.list`.
            project_id: The project; by default the client's, or the token's.
            retry_busy: For how long to try again while other work on the same thing goes on (a
                `ConflictError` with `retryable`), like "5m"; None raises at once.
            timeout: The limit for each attempt that `retry_busy` makes, retries included: seconds, a
                `timedelta`, or text such as "30s"; None for no limit. Without it, the client's.

        Returns:
            A response without fields, with `http_status` and `request_id`.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed; whether the service acted is not known.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        return self._call("processing.delete", (project_id, task_id), timeout, retry_busy)

    def versions(
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

        `GET /v2/{project_id}/processor-tasks/{task_id}/versions`; documented as ListProcessorTaskVersions,
        “Querying the Version List of a Data Processing Task” in English and 查询数据处理任务的版本列表 in Chinese.

        Known from the documents alone; no public client is known to send it.

        >>> [version.version_name for version in data.processing.versions("kM7j9TSa611ZzBThzSr", limit=5)]
        ['V002', 'V001']

        Args:
            task_id: The processing task, as returned by `processing.create` or `processing.list`.
            offset: The page to start from, counted from 0 as documented; None for the service's default, 0.
            limit: The largest number of items per page; 1 to 100; None for the service's default, 100.
            sort_by: The field to sort by: "create_time" or "version_name"; None for the service's default,
                "create_time".
            order: The sort order: "asc" or "desc"; None for the service's default, "desc".
            project_id: The project; by default the client's, or the token's.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The versions of the page.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed, in spite of retries.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        return self._call("processing.versions", (project_id, task_id, offset, limit, sort_by, order), timeout)

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
    ) -> Iterator[ProcessingVersion]:
        """Iterates over the versions of all pages.

        Pages are requested ahead of their use, in the order of the service. The second page shows whether the
        service's `offset` counts pages, as documented, or entries.

        Collect all versions first, as with `list(…)`, if you delete them or change what the filters select:
        the others move to pages that were read already, and are skipped. A warning says so once there are
        fewer than before.

        Args:
            task_id: The processing task, as returned by `processing.create` or `processing.list`.
            offset: The page to start from, counted from 0 as documented; None for the service's default, 0.
            sort_by: The field to sort by: "create_time" or "version_name"; None for the service's default,
                "create_time".
            order: The sort order: "asc" or "desc"; None for the service's default, "desc".
            page_size: The number of items per page, 1 to 100.
            prefetch: How many pages are requested ahead, 0 to 8; more than one once the service has reported
                the total.
            offset_counts: What `offset` counts, "pages" or "entries"; None detects it.
            project_id: The project; by default the client's, or the token's.
            timeout: The limit for each call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Yields:
            Each version once.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ModelArtsError: The service returns one page over and over, or fewer entries than it reports, or a
                call failed, `raise_on_error=False` or not.
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

    def create_version(
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
    ) -> StartedProcessingVersion[ProcessingVersion]:
        """Creates a version of a processing task, which runs the task again.

        `POST /v2/{project_id}/processor-tasks/{task_id}/versions`; documented as CreateProcessorTaskVersion,
        “Creating a Data Processing Task Version” in English and 创建数据处理任务版本 in Chinese.

        Known from the documents alone; no public client is known to send it.

        >>> started = data.processing.create_version(
        ...     "kM7j9TSa611ZzBThzSr", name="PRE-e77c",
        ...     inputs=[{"type": "DATASET", "source": "PYc9H2HGv5BJNwBGXyK", "version_id": "Osc8SZ7TZStiRV4vYkZ"}],
        ...     work_path={"type": "DATASET", "path": "PYc9H2HGv5BJNwBGXyK", "version_name": "V0011"})
        >>> started.wait().is_succeeded
        True

        Args:
            task_id: The processing task, as returned by `processing.create` or `processing.list`.
            name: The name of the task; not empty.
            template: The algorithm and its parameters.
            inputs: The sources of the data.
            data_source: The source of the data, instead of `inputs`.
            work_path: The folder or the dataset that takes the result; not in an encrypted bucket.
            version_id: The version of the dataset.
            description: The description; at most 256 characters without any of ^!<>=&"'.
            create_version: Whether a version is started; listed by the documents, without a use here; None
                for the service's default, False.
            workspace_id: The workspace; "0" is the default workspace; None for the service's default, "0".
            project_id: The project; by default the client's, or the token's.
            retry_busy: For how long to try again while other work on the same thing goes on (a
                `ConflictError` with `retryable`), like "5m"; None raises at once.
            timeout: The limit for each attempt that `retry_busy` makes, retries included: seconds, a
                `timedelta`, or text such as "30s"; None for no limit. Without it, the client's.

        Returns:
            The id of the version; `wait()` waits for the version and returns it.

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
        return self._call(
            "processing.create_version", arguments, timeout, retry_busy, PolledWork("processing.get_version")
        )

    def get_version(
        self,
        task_id: str,
        version_id: str,
        *,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> ProcessingVersion:
        """Returns a version of a processing task.

        `GET /v2/{project_id}/processor-tasks/{task_id}/versions/{version_id}`; documented as
        DescProcessorTaskVersion, “Querying the Details about the Version of a Data Processing Task” in
        English and 查询数据处理任务的版本详情 in Chinese.

        Known from the documents alone; no public client is known to send it.

        >>> data.processing.get_version("kM7j9TSa611ZzBThzSr", "qSaudx2sbPvthHygckA").version_name
        'V002'

        Args:
            task_id: The processing task, as returned by `processing.create` or `processing.list`.
            version_id: The version of the processing task, as returned by `processing.create_version` or
                `processing.versions`.
            project_id: The project; by default the client's, or the token's.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The version.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed, in spite of retries.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        return self._call("processing.get_version", (project_id, task_id, version_id), timeout)

    def delete_version(
        self,
        task_id: str,
        version_id: str,
        *,
        retry_busy: float | str | timedelta | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Response:
        """Deletes a version of a processing task.

        `DELETE /v2/{project_id}/processor-tasks/{task_id}/versions/{version_id}`; documented as
        DeleteProcessorTaskVersion, “Deleting a Data Processing Task Version” in English and 删除数据处理任务的版本 in
        Chinese.

        Known from the documents alone; no public client is known to send it.

        >>> data.processing.delete_version("kM7j9TSa611ZzBThzSr", "qSaudx2sbPvthHygckA").http_status
        204

        Args:
            task_id: The processing task, as returned by `processing.create` or `processing.list`.
            version_id: The version of the processing task, as returned by `processing.create_version` or
                `processing.versions`.
            project_id: The project; by default the client's, or the token's.
            retry_busy: For how long to try again while other work on the same thing goes on (a
                `ConflictError` with `retryable`), like "5m"; None raises at once.
            timeout: The limit for each attempt that `retry_busy` makes, retries included: seconds, a
                `timedelta`, or text such as "30s"; None for no limit. Without it, the client's.

        Returns:
            A response without fields, with `http_status` and `request_id`.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed; whether the service acted is not known.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        return self._call("processing.delete_version", (project_id, task_id, version_id), timeout, retry_busy)

    def results(
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

        `GET /v2/{project_id}/processor-tasks/{task_id}/versions/{version_id}/results`; documented as
        ListProcessorTaskVersionResults, “Obtaining the Result of a Data Processing Task Version” in English
        and 查询数据处理任务版本的结果展示 in Chinese.

        Known from the documents alone; no public client is known to send it.

        >>> results = data.processing.results(
        ...     "kM7j9TSa611ZzBThzSr", "7PoIhUzSk92OglQrTxr", result_property="added")
        >>> results[0].result_property
        <ResultProperty.ADDED: 3>

        Args:
            task_id: The processing task, as returned by `processing.create` or `processing.list`.
            version_id: The version of the processing task, as returned by `processing.create_version` or
                `processing.versions`.
            result_property: What was done with the samples: one of -1 (anything; to select results only), 0
                (kept it), 1 (changed it), 2 (removed it), 3 (added it).
            offset: The page to start from, counted from 0 as documented; None for the service's default, 0.
            limit: The largest number of items per page; 1 to 100; None for the service's default, 10.
            process_parameter: How OBS processes the images behind the returned URLs, for example
                "image/resize,m_lfit,h_200" for thumbnails.
            project_id: The project; by default the client's, or the token's.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The results of the page.

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
            task_id,
            version_id,
            result_property,
            offset,
            limit,
            process_parameter,
        )
        return self._call("processing.results", arguments, timeout)

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
    ) -> Iterator[ProcessingResult]:
        """Iterates over the results of all pages.

        Pages are requested ahead of their use, in the order of the service. The second page shows whether the
        service's `offset` counts pages, as documented, or entries.

        Collect all results first, as with `list(…)`, if you delete them or change what the filters select:
        the others move to pages that were read already, and are skipped. A warning says so once there are
        fewer than before.

        Args:
            task_id: The processing task, as returned by `processing.create` or `processing.list`.
            version_id: The version of the processing task, as returned by `processing.create_version` or
                `processing.versions`.
            result_property: What was done with the samples: one of -1 (anything; to select results only), 0
                (kept it), 1 (changed it), 2 (removed it), 3 (added it).
            offset: The page to start from, counted from 0 as documented; None for the service's default, 0.
            process_parameter: How OBS processes the images behind the returned URLs, for example
                "image/resize,m_lfit,h_200" for thumbnails.
            page_size: The number of items per page, 1 to 100.
            prefetch: How many pages are requested ahead, 0 to 8; more than one once the service has reported
                the total.
            offset_counts: What `offset` counts, "pages" or "entries"; None detects it.
            project_id: The project; by default the client's, or the token's.
            timeout: The limit for each call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Yields:
            Each result once.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ModelArtsError: The service returns one page over and over, or fewer entries than it reports, or a
                call failed, `raise_on_error=False` or not.
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

    def stop_version(
        self,
        task_id: str,
        version_id: str,
        *,
        retry_busy: float | str | timedelta | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Started[ProcessingVersion]:
        """Stops a version of a processing task.

        `POST /v2/{project_id}/processor-tasks/{task_id}/versions/{version_id}/stop`; documented as
        StopProcessorTaskVersion, “Stopping the Version of a Data Processing Task” in English and 停止数据处理任务的版本
        in Chinese.

        Known from the documents alone; no public client is known to send it.

        >>> data.processing.stop_version("kM7j9TSa611ZzBThzSr", "qSaudx2sbPvthHygckA").http_status
        200

        Args:
            task_id: The processing task, as returned by `processing.create` or `processing.list`.
            version_id: The version of the processing task, as returned by `processing.create_version` or
                `processing.versions`.
            project_id: The project; by default the client's, or the token's.
            retry_busy: For how long to try again while other work on the same thing goes on (a
                `ConflictError` with `retryable`), like "5m"; None raises at once.
            timeout: The limit for each attempt that `retry_busy` makes, retries included: seconds, a
                `timedelta`, or text such as "30s"; None for no limit. Without it, the client's.

        Returns:
            A response without fields; `wait()` waits until the version is stopped and returns it.

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
            task_id,
            version_id,
        )
        return self._call(
            "processing.stop_version",
            arguments,
            timeout,
            retry_busy,
            PolledWork("processing.get_version", stopped=True),
        )
