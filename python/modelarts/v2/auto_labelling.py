"""Labels samples automatically: active learning, pre-labelling by a model, and auto-grouping."""

# Written by tools/generate.py from api/v2/auto_labelling.toml; do not edit.

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence  # noqa: TC003 typing.get_type_hints reads it
from datetime import timedelta  # noqa: TC003 typing.get_type_hints reads it
from typing import Literal

from modelarts.responses.started import Started  # noqa: TC001
from modelarts.unset import UNSET, Unset
from modelarts.v2.bodies import AutoLabellingConfigSpec, SearchConditionSpec  # noqa: TC001
from modelarts.v2.enumerations import AutoLabellingType, DatasetType  # noqa: TC001
from modelarts.v2.resource import Listing, PolledWork, Resource
from modelarts.v2.responses import (  # noqa: TC001
    AutoLabellingProgress,
    AutoLabellingTask,
    AutoLabellingTaskPage,
    Sample,
    SamplePage,
    StartedAutoLabelling,
)

__all__ = ["AutoLabelling"]


class AutoLabelling(Resource):
    """Labels samples automatically: active learning, pre-labelling by a model, and auto-grouping.

    An instance is `data.auto_labelling`.
    """

    def create(
        self,
        dataset_id: str,
        *,
        task_type: AutoLabellingType | str | None = None,
        config: AutoLabellingConfigSpec | Mapping[str, object] | None = None,
        model_id: str | None = None,
        collect_key_sample: bool | None = None,
        retry_busy: float | str | timedelta | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> StartedAutoLabelling[AutoLabellingProgress]:
        """Starts a task that labels or groups samples automatically.

        `POST /v2/{project_id}/datasets/{dataset_id}/tasks`; documented as CreateTask, “Starting Intelligent
        Tasks” in English and 启动智能任务 in Chinese.

        Known from the documents alone; no public client is known to send it.

        >>> started = data.auto_labelling.create(
        ...     "gfghHSokody6AJigS5A", task_type="auto-label", collect_key_sample=True,
        ...     config={"algorithm_type": "fast"})
        >>> started.wait().is_succeeded
        True

        Active learning needs two labels with five labelled images each, and samples without labels. A dataset
        runs one task at a time.

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            task_type: The kind of task: one of "auto-label" (active learning), "pre-label" (pre-labelling by
                a model), "auto-grouping" (auto-grouping), "auto-deploy" (one-click deployment; documented in
                2021 only).
            config: The settings.
            model_id: The model for pre-labelling.
            collect_key_sample: Whether hard examples are collected, too; None for the service's default,
                False.
            project_id: The project; by default the client's, or the token's.
            retry_busy: For how long to try again while other work on the same thing goes on (a
                `ConflictError` with `retryable`), like "5m"; None raises at once.
            timeout: The limit for each attempt that `retry_busy` makes, retries included: seconds, a
                `timedelta`, or text such as "30s"; None for no limit. Without it, the client's.

        Returns:
            The id of the task; `wait()` waits for the task and returns its result.

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
            task_type,
            config,
            model_id,
            collect_key_sample,
        )
        return self._call("auto_labelling.create", arguments, timeout, retry_busy, PolledWork("auto_labelling.get"))

    def list(
        self,
        dataset_id: str,
        *,
        type: AutoLabellingType | str | None = None,
        task_name: str | None = None,
        offset: int | None = None,
        limit: int | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> AutoLabellingTaskPage:
        """Lists the auto-labelling tasks of a dataset, one page at a time; `iter` iterates over all pages.

        `GET /v2/{project_id}/datasets/{dataset_id}/tasks`; documented as ListTasks, “Obtaining an Auto
        Labeling Task List by Page” in English and 分页查询智能任务列表 in Chinese.

        Known from the documents alone; no public client is known to send it.

        >>> [task.state.name for task in data.auto_labelling.list("OBegCXHxTJ2JHRAZWr0")]
        ['SUCCEEDED', 'SUCCEEDED']

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            type: The kind of tasks; active learning and pre-labelling by default: one of "auto-label" (active
                learning), "pre-label" (pre-labelling by a model), "auto-grouping" (auto-grouping),
                "auto-deploy" (one-click deployment; documented in 2021 only).
            task_name: The name of the task.
            offset: The page to start from, counted from 0 as documented; None for the service's default, 0.
            limit: The largest number of items per page; 1 to 100; None for the service's default, 10.
            project_id: The project; by default the client's, or the token's.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The tasks of the page.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed, in spite of retries.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        return self._call("auto_labelling.list", (project_id, dataset_id, type, task_name, offset, limit), timeout)

    def iter(
        self,
        dataset_id: str,
        *,
        type: AutoLabellingType | str | None = None,
        task_name: str | None = None,
        offset: int | None = None,
        page_size: int = 100,
        prefetch: int = 1,
        offset_counts: Literal["pages", "entries"] | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Iterator[AutoLabellingTask]:
        """Iterates over the auto-labelling tasks of all pages.

        Pages are requested ahead of their use, in the order of the service. The second page shows whether the
        service's `offset` counts pages, as documented, or entries.

        Collect all tasks first, as with `list(…)`, if you delete them or change what the filters select: the
        others move to pages that were read already, and are skipped. A warning says so once there are fewer
        than before.

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            type: The kind of tasks; active learning and pre-labelling by default: one of "auto-label" (active
                learning), "pre-label" (pre-labelling by a model), "auto-grouping" (auto-grouping),
                "auto-deploy" (one-click deployment; documented in 2021 only).
            task_name: The name of the task.
            offset: The page to start from, counted from 0 as documented; None for the service's default, 0.
            page_size: The number of items per page, 1 to 100.
            prefetch: How many pages are requested ahead, 0 to 8; more than one once the service has reported
                the total.
            offset_counts: What `offset` counts, "pages" or "entries"; None detects it.
            project_id: The project; by default the client's, or the token's.
            timeout: The limit for each call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Yields:
            Each auto-labelling task once.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ModelArtsError: The service returns one page over and over, or fewer entries than it reports, or a
                call failed, `raise_on_error=False` or not.
        """
        arguments = (
            project_id,
            dataset_id,
            type,
            task_name,
            None,
            None,
        )
        listing = Listing(
            "auto_labelling.list",
            arguments,
            (4, 5),
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
    ) -> AutoLabellingProgress:
        """Returns the progress and the result of an auto-labelling task.

        `GET /v2/{project_id}/datasets/{dataset_id}/tasks/{task_id}`; documented as AutoAnnotationProgress,
        “Obtaining Details about an Auto Labeling Task” in English and 获取智能任务的信息 in Chinese.

        Known from the documents alone; no public client is known to send it.

        >>> data.auto_labelling.get("XGrRZuCV1qmMxnsmD5u", "r0jT2zwxBDKf8KEnSuZ").progress
        10.0

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            task_id: The auto-labelling task, as returned by `auto_labelling.create` or `auto_labelling.list`.
            project_id: The project; by default the client's, or the token's.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The progress and the result.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed, in spite of retries.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        return self._call("auto_labelling.get", (project_id, dataset_id, task_id), timeout)

    def stop(
        self,
        dataset_id: str,
        task_id: str,
        *,
        retry_busy: float | str | timedelta | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Started[AutoLabellingProgress]:
        """Stops an auto-labelling task.

        `POST /v2/{project_id}/datasets/{dataset_id}/tasks/{task_id}/stop`; documented as StopAutoAnnotation,
        “Stopping an Intelligent Task” in English and 停止智能任务 in Chinese.

        Known from the documents alone; no public client is known to send it.

        >>> data.auto_labelling.stop("XGrRZuCV1qmMxnsmD5u", "r0jT2zwxBDKf8KEnSuZ").http_status
        204

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            task_id: The auto-labelling task, as returned by `auto_labelling.create` or `auto_labelling.list`.
            project_id: The project; by default the client's, or the token's.
            retry_busy: For how long to try again while other work on the same thing goes on (a
                `ConflictError` with `retryable`), like "5m"; None raises at once.
            timeout: The limit for each attempt that `retry_busy` makes, retries included: seconds, a
                `timedelta`, or text such as "30s"; None for no limit. Without it, the client's.

        Returns:
            A response without fields; `wait()` waits until the task is stopped and returns it.

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
            task_id,
        )
        return self._call(
            "auto_labelling.stop", arguments, timeout, retry_busy, PolledWork("auto_labelling.get", stopped=True)
        )

    def samples(
        self,
        dataset_id: str,
        *,
        label_name: str | None = None,
        label_type: DatasetType | int | str | None = None,
        low_score: str | None = None,
        high_score: str | None = None,
        search_conditions: Sequence[SearchConditionSpec | Mapping[str, object]] | None = None,
        offset: int | None = None,
        limit: int | None = None,
        order: Literal["asc", "desc"] | None = None,
        process_parameter: str | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> SamplePage:
        """Lists the samples with automatic labels, one page at a time; `iter_samples` iterates over all pages.

        `GET /v2/{project_id}/datasets/{dataset_id}/auto-annotations/samples`; documented as
        ListAutoAnnotationSamples, “Obtaining an Auto Labeling Sample List” in English and 查询智能标注的样本列表 in
        Chinese.

        Known from the documents alone; no public client is known to send it.

        >>> page = data.auto_labelling.samples("gfghHSokody6AJigS5A", low_score="0.9")
        >>> [label.name for label in page[0].labels]
        ['sunflowers']

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            label_name: The name of a label of the samples.
            label_type: The type of labelling: one of 0 (image classification), 1 (object detection), 3 (image
                segmentation), 100 (text classification), 101 (named entity recognition), 102 (text triplets),
                200 (sound classification), 201 (speech content), 202 (speech segmentation), 400 (table), 600
                (video), 900 (free format).
            low_score: The lowest confidence, as text; None for the service's default, "0".
            high_score: The highest confidence, as text; None for the service's default, "1".
            search_conditions: Conditions that select samples; all of them have to match. They are sent as
                JSON.
            offset: The page to start from, counted from 0 as documented; None for the service's default, 0.
            limit: The largest number of items per page; 1 to 100; None for the service's default, 10.
            order: The sort order: "asc" or "desc"; None for the service's default, "desc".
            process_parameter: How OBS processes the images behind the returned URLs, for example
                "image/resize,m_lfit,h_200" for thumbnails.
            project_id: The project; by default the client's, or the token's.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The samples of the page.

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
            label_name,
            label_type,
            low_score,
            high_score,
            search_conditions,
            offset,
            limit,
            order,
            process_parameter,
        )
        return self._call("auto_labelling.samples", arguments, timeout)

    def iter_samples(
        self,
        dataset_id: str,
        *,
        label_name: str | None = None,
        label_type: DatasetType | int | str | None = None,
        low_score: str | None = None,
        high_score: str | None = None,
        search_conditions: Sequence[SearchConditionSpec | Mapping[str, object]] | None = None,
        offset: int | None = None,
        order: Literal["asc", "desc"] | None = None,
        process_parameter: str | None = None,
        page_size: int = 100,
        prefetch: int = 1,
        offset_counts: Literal["pages", "entries"] | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Iterator[Sample]:
        """Iterates over the samples with automatic labels of all pages.

        Pages are requested ahead of their use, in the order of the service. The second page shows whether the
        service's `offset` counts pages, as documented, or entries.

        Collect all samples first, as with `list(…)`, if you delete them or change what the filters select:
        the others move to pages that were read already, and are skipped. A warning says so once there are
        fewer than before.

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            label_name: The name of a label of the samples.
            label_type: The type of labelling: one of 0 (image classification), 1 (object detection), 3 (image
                segmentation), 100 (text classification), 101 (named entity recognition), 102 (text triplets),
                200 (sound classification), 201 (speech content), 202 (speech segmentation), 400 (table), 600
                (video), 900 (free format).
            low_score: The lowest confidence, as text; None for the service's default, "0".
            high_score: The highest confidence, as text; None for the service's default, "1".
            search_conditions: Conditions that select samples; all of them have to match. They are sent as
                JSON.
            offset: The page to start from, counted from 0 as documented; None for the service's default, 0.
            order: The sort order: "asc" or "desc"; None for the service's default, "desc".
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
            Each sample once.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ModelArtsError: The service returns one page over and over, or fewer entries than it reports, or a
                call failed, `raise_on_error=False` or not.
        """
        arguments = (
            project_id,
            dataset_id,
            label_name,
            label_type,
            low_score,
            high_score,
            search_conditions,
            None,
            None,
            order,
            process_parameter,
        )
        listing = Listing(
            "auto_labelling.samples",
            arguments,
            (7, 8),
            key="sample_id",
            total="sample_count",
            offset=offset,
            page_size=page_size,
            largest_page=100,
            prefetch=prefetch,
            offset_counts=offset_counts,
            timeout=timeout,
        )
        return self._iterate(listing)

    def get_sample(
        self,
        dataset_id: str,
        sample_id: str,
        *,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Sample:
        """Returns a sample with its automatic labels.

        `GET /v2/{project_id}/datasets/{dataset_id}/auto-annotations/samples/{sample_id}`; documented as
        DescribeAutoAnnotationSample, “Querying Details about an Auto Labeling Sample” in English and
        查询单个智能标注样本的信息 in Chinese.

        Known from the documents alone; no public client is known to send it.

        >>> sample = data.auto_labelling.get_sample(
        ...     "gfghHSokody6AJigS5A", "0059c1b9458a2da9443af684b5099b4e")
        >>> sample.labels[0].score
        0.66

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            sample_id: The sample, as returned by `auto_labelling.samples`.
            project_id: The project; by default the client's, or the token's.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The sample.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed, in spite of retries.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        return self._call("auto_labelling.get_sample", (project_id, dataset_id, sample_id), timeout)
