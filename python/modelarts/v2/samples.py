"""Adds, lists, labels and deletes samples of a dataset."""

# Written by tools/generate.py from api/v2/samples.toml; do not edit.

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence  # noqa: TC003 typing.get_type_hints reads it
from datetime import timedelta  # noqa: TC003 typing.get_type_hints reads it
from typing import Literal

from modelarts.unset import UNSET, Unset
from modelarts.v2.bodies import LabelFormatSpec, LabelledSampleSpec, NewSampleSpec, SearchConditionSpec  # noqa: TC001
from modelarts.v2.enumerations import DatasetType, SampleState, SampleType  # noqa: TC001
from modelarts.v2.resource import BatchItems, Listing, Resource
from modelarts.v2.responses import Batch, Sample, SamplePage, SampleUpload, SearchCriteria  # noqa: TC001

__all__ = ["Samples"]


class Samples(Resource):
    """Adds, lists, labels and deletes samples of a dataset.

    An instance is `data.samples`.
    """

    def list(
        self,
        dataset_id: str,
        *,
        sample_state: SampleState | str | None = None,
        sample_type: SampleType | int | str | None = None,
        label_name: str | None = None,
        label_type: DatasetType | int | str | None = None,
        low_score: str | None = None,
        high_score: str | None = None,
        version_id: str | None = None,
        search_conditions: Sequence[SearchConditionSpec | Mapping[str, object]] | None = None,
        offset: int | None = None,
        limit: int | None = None,
        order: Literal["asc", "desc"] | None = None,
        preview: bool | None = None,
        process_parameter: str | None = None,
        email: str | None = None,
        locale: Literal["en-us", "zh-cn"] | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> SamplePage:
        """Lists the samples of a dataset, one page at a time; `iter` iterates over all pages.

        `GET /v2/{project_id}/datasets/{dataset_id}/data-annotations/samples`; documented as ListSamples,
        “Obtaining a Sample List” in English and 查询样本列表 in Chinese.

        Confirmed in its method and path by public clients: python-otcextensions; the rest is known from the
        documents.

        >>> page = data.samples.list("gfghHSokody6AJigS5A", sample_state="__ALL__", limit=10)
        >>> [label.name for label in page[0].labels]
        ['Rabbits']

        Tables have no samples.

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            sample_state: The state of the samples: one of "__ALL__" (labelled), "__NONE__" (not labelled),
                "__UNCHECK__" (waiting for acceptance), "__ACCEPTED__" (accepted), "__REJECTED__" (rejected),
                "__UNREVIEWED__" (waiting for review), "__REVIEWED__" (reviewed), "__WORKFORCE_SAMPLED__"
                (sampled for acceptance), "__WORKFORCE_SAMPLED_UNCHECK__" (sampled, not checked yet),
                "__WORKFORCE_SAMPLED_CHECKED__" (sampled and checked), "__WORKFORCE_SAMPLED_ACCEPTED__"
                (sampled and accepted), "__WORKFORCE_SAMPLED_REJECTED__" (sampled and rejected),
                "__AUTO_ANNOTATION__" (labelled by the service, waiting for confirmation), "" (any; in the
                documents' examples of exports only).
            sample_type: The type of the samples: one of 0 (image), 1 (text), 2 (audio), 4 (table), 6 (video),
                9 (free format); None for the service's default, 9.
            label_name: The name of a label of the samples.
            label_type: The type of labelling: one of 0 (image classification), 1 (object detection), 3 (image
                segmentation), 100 (text classification), 101 (named entity recognition), 102 (text triplets),
                200 (sound classification), 201 (speech content), 202 (speech segmentation), 400 (table), 600
                (video), 900 (free format).
            low_score: The lowest confidence, as text; None for the service's default, "0".
            high_score: The highest confidence, as text; None for the service's default, "1".
            version_id: The version of the samples.
            search_conditions: Conditions that select samples; all of them have to match. They are sent as
                JSON.
            offset: The page to start from, counted from 0 as documented; None for the service's default, 0.
            limit: The largest number of items per page; 1 to 100; None for the service's default, 10.
            order: The sort order: "asc" or "desc"; None for the service's default, "desc".
            preview: Whether URLs of previews are returned, too.
            process_parameter: How OBS processes the images behind the returned URLs, for example
                "image/resize,m_lfit,h_200" for thumbnails.
            email: The email address of a member of the labelling team.
            locale: The language of texts in the response: "en-us" or "zh-cn".
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
            sample_state,
            sample_type,
            label_name,
            label_type,
            low_score,
            high_score,
            version_id,
            search_conditions,
            offset,
            limit,
            order,
            preview,
            process_parameter,
            email,
            locale,
        )
        return self._call("samples.list", arguments, timeout)

    def iter(
        self,
        dataset_id: str,
        *,
        sample_state: SampleState | str | None = None,
        sample_type: SampleType | int | str | None = None,
        label_name: str | None = None,
        label_type: DatasetType | int | str | None = None,
        low_score: str | None = None,
        high_score: str | None = None,
        version_id: str | None = None,
        search_conditions: Sequence[SearchConditionSpec | Mapping[str, object]] | None = None,
        offset: int | None = None,
        order: Literal["asc", "desc"] | None = None,
        preview: bool | None = None,
        process_parameter: str | None = None,
        email: str | None = None,
        locale: Literal["en-us", "zh-cn"] | None = None,
        page_size: int = 100,
        prefetch: int = 1,
        offset_counts: Literal["pages", "entries"] | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Iterator[Sample]:
        """Iterates over the samples of all pages.

        Pages are requested ahead of their use, in the order of the service. The second page shows whether the
        service's `offset` counts pages, as documented, or entries.

        Collect all samples first, as with `list(…)`, if you delete them or change what the filters select:
        the others move to pages that were read already, and are skipped. A warning says so once there are
        fewer than before.

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            sample_state: The state of the samples: one of "__ALL__" (labelled), "__NONE__" (not labelled),
                "__UNCHECK__" (waiting for acceptance), "__ACCEPTED__" (accepted), "__REJECTED__" (rejected),
                "__UNREVIEWED__" (waiting for review), "__REVIEWED__" (reviewed), "__WORKFORCE_SAMPLED__"
                (sampled for acceptance), "__WORKFORCE_SAMPLED_UNCHECK__" (sampled, not checked yet),
                "__WORKFORCE_SAMPLED_CHECKED__" (sampled and checked), "__WORKFORCE_SAMPLED_ACCEPTED__"
                (sampled and accepted), "__WORKFORCE_SAMPLED_REJECTED__" (sampled and rejected),
                "__AUTO_ANNOTATION__" (labelled by the service, waiting for confirmation), "" (any; in the
                documents' examples of exports only).
            sample_type: The type of the samples: one of 0 (image), 1 (text), 2 (audio), 4 (table), 6 (video),
                9 (free format); None for the service's default, 9.
            label_name: The name of a label of the samples.
            label_type: The type of labelling: one of 0 (image classification), 1 (object detection), 3 (image
                segmentation), 100 (text classification), 101 (named entity recognition), 102 (text triplets),
                200 (sound classification), 201 (speech content), 202 (speech segmentation), 400 (table), 600
                (video), 900 (free format).
            low_score: The lowest confidence, as text; None for the service's default, "0".
            high_score: The highest confidence, as text; None for the service's default, "1".
            version_id: The version of the samples.
            search_conditions: Conditions that select samples; all of them have to match. They are sent as
                JSON.
            offset: The page to start from, counted from 0 as documented; None for the service's default, 0.
            order: The sort order: "asc" or "desc"; None for the service's default, "desc".
            preview: Whether URLs of previews are returned, too.
            process_parameter: How OBS processes the images behind the returned URLs, for example
                "image/resize,m_lfit,h_200" for thumbnails.
            email: The email address of a member of the labelling team.
            locale: The language of texts in the response: "en-us" or "zh-cn".
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
            sample_state,
            sample_type,
            label_name,
            label_type,
            low_score,
            high_score,
            version_id,
            search_conditions,
            None,
            None,
            order,
            preview,
            process_parameter,
            email,
            locale,
        )
        listing = Listing(
            "samples.list",
            arguments,
            (10, 11),
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

    def add(
        self,
        dataset_id: str,
        *,
        samples: Sequence[NewSampleSpec | Mapping[str, object]],
        final_annotation: bool | None = None,
        label_format: LabelFormatSpec | Mapping[str, object] | None = None,
        raise_on_error: bool = True,
        retry_busy: float | str | timedelta | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> SampleUpload:
        """Adds samples to a dataset, with their content in the request.

        `POST /v2/{project_id}/datasets/{dataset_id}/data-annotations/samples`; documented as
        UploadSamplesJson, “Adding Samples in Batches” in English and 批量添加样本 in Chinese.

        Confirmed in its method and path by public clients: python-otcextensions; the rest is known from the
        documents.

        >>> added = data.samples.add(
        ...     "gfghHSokody6AJigS5A", samples=[{"name": "2.jpg", "data": "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcG"}])
        >>> added.success
        True

        The documents name no limit for the size of a request; the error code ModelArts.4656 names 12,582,912
        bytes for a sample. `imports.create` suits larger data.

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            samples: The samples; at least 1.
            final_annotation: Whether the labels are final; otherwise they wait for confirmation; None for the
                service's default, True.
            label_format: How the labels of text files are written.
            project_id: The project; by default the client's, or the token's.
            raise_on_error: False returns the results of a batch that failed in part.
            retry_busy: For how long to try again while other work on the same thing goes on (a
                `ConflictError` with `retryable`), like "5m"; None raises at once.
            timeout: The limit for each attempt that `retry_busy` makes, retries included: seconds, a
                `timedelta`, or text such as "30s"; None for no limit. Without it, the client's.

        Returns:
            The result for each sample.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            BatchError: The service refused some or all of the items.
            ConnectError: The connection failed; whether the service acted is not known.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        arguments = (
            project_id,
            dataset_id,
            samples,
            final_annotation,
            label_format,
        )
        return self._call("samples.add", arguments, timeout, retry_busy, BatchItems(samples, raise_on_error))

    def get(
        self,
        dataset_id: str,
        sample_id: str,
        *,
        sample_state: SampleState | str | None = None,
        worker_id: str | None = None,
        locale: Literal["en-us", "zh-cn"] | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Sample:
        """Returns a sample.

        `GET /v2/{project_id}/datasets/{dataset_id}/data-annotations/samples/{sample_id}`; documented as
        DescribeSample, “Obtaining Details about a Sample” in English and 查询单个样本信息 in Chinese.

        Confirmed in its method and path by public clients: python-otcextensions; the rest is known from the
        documents.

        >>> sample = data.samples.get("gfghHSokody6AJigS5A", "012f99f3cf405860130b6ed2350c2228")
        >>> sample.sample_status
        <SampleStatus.MANUAL_ANNOTATION: 'MANUAL_ANNOTATION'>

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            sample_id: The sample, as returned by `samples.list`.
            sample_state: The state of the sample: one of "__ALL__" (labelled), "__NONE__" (not labelled),
                "__UNCHECK__" (waiting for acceptance), "__ACCEPTED__" (accepted), "__REJECTED__" (rejected),
                "__UNREVIEWED__" (waiting for review), "__REVIEWED__" (reviewed), "__WORKFORCE_SAMPLED__"
                (sampled for acceptance), "__WORKFORCE_SAMPLED_UNCHECK__" (sampled, not checked yet),
                "__WORKFORCE_SAMPLED_CHECKED__" (sampled and checked), "__WORKFORCE_SAMPLED_ACCEPTED__"
                (sampled and accepted), "__WORKFORCE_SAMPLED_REJECTED__" (sampled and rejected),
                "__AUTO_ANNOTATION__" (labelled by the service, waiting for confirmation), "" (any; in the
                documents' examples of exports only).
            worker_id: The member of the labelling team.
            locale: The language of texts in the response: "en-us" or "zh-cn".
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
        return self._call("samples.get", (project_id, dataset_id, sample_id, sample_state, worker_id, locale), timeout)

    def update(
        self,
        dataset_id: str,
        *,
        samples: Sequence[LabelledSampleSpec | Mapping[str, object]],
        email: str | None = None,
        raise_on_error: bool = True,
        retry_busy: float | str | timedelta | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Batch:
        """Replaces the labels and the attributes of samples.

        `PUT /v2/{project_id}/datasets/{dataset_id}/data-annotations/samples`; documented as UpdateSamples,
        “Updating Sample Labels in Batches” in English and 批量更新样本标签 in Chinese.

        Known from the documents alone; no public client is known to send it.

        >>> updated = data.samples.update(
        ...     "gfghHSokody6AJigS5A",
        ...     samples=[{"sample_id": "8b583c44bf249f8ba43ea42c92920221", "labels": [{"name": "Rabbits"}]}])
        >>> updated.success
        True

        A sample that is passed without labels loses its labels.

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            samples: The samples with their new labels; at least 1.
            email: The email address of a member of the labelling team.
            project_id: The project; by default the client's, or the token's.
            raise_on_error: False returns the results of a batch that failed in part.
            retry_busy: For how long to try again while other work on the same thing goes on (a
                `ConflictError` with `retryable`), like "5m"; None raises at once.
            timeout: The limit for each attempt that `retry_busy` makes, retries included: seconds, a
                `timedelta`, or text such as "30s"; None for no limit. Without it, the client's.

        Returns:
            Whether all samples were updated, and the result for each.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            BatchError: The service refused some or all of the items.
            ConnectError: The connection failed; whether the service acted is not known.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        arguments = (
            project_id,
            dataset_id,
            samples,
            email,
        )
        return self._call("samples.update", arguments, timeout, retry_busy, BatchItems(samples, raise_on_error))

    def delete(
        self,
        dataset_id: str,
        *,
        samples: Sequence[str],
        delete_source: bool | None = None,
        raise_on_error: bool = True,
        retry_busy: float | str | timedelta | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Batch:
        """Deletes samples.

        `POST /v2/{project_id}/datasets/{dataset_id}/data-annotations/samples/delete`; documented as
        DeleteSamples, “Deleting Samples in Batches” in English and 批量删除样本 in Chinese.

        Confirmed in its method and path by public clients: python-otcextensions; the rest is known from the
        documents.

        >>> data.samples.delete("gfghHSokody6AJigS5A", samples=["9cb9bc9b34bf53b6ec9a84998b1711bf"]).success
        True

        With `delete_source` their files in OBS are deleted, too, which other datasets and versions may use.

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            samples: The ids of the samples; at least 1.
            delete_source: Whether the source files in OBS are deleted, too; None for the service's default,
                False.
            project_id: The project; by default the client's, or the token's.
            raise_on_error: False returns the results of a batch that failed in part.
            retry_busy: For how long to try again while other work on the same thing goes on (a
                `ConflictError` with `retryable`), like "5m"; None raises at once.
            timeout: The limit for each attempt that `retry_busy` makes, retries included: seconds, a
                `timedelta`, or text such as "30s"; None for no limit. Without it, the client's.

        Returns:
            Whether all samples were deleted, and the result for each.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            BatchError: The service refused some or all of the items.
            ConnectError: The connection failed; whether the service acted is not known.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        arguments = (
            project_id,
            dataset_id,
            samples,
            delete_source,
        )
        return self._call("samples.delete", arguments, timeout, retry_busy, BatchItems(samples, raise_on_error))

    def search_conditions(
        self,
        dataset_id: str,
        *,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> SearchCriteria:
        """Returns what samples can be searched for: labels, attributes, and the people who labelled.

        `GET /v2/{project_id}/datasets/{dataset_id}/data-annotations/search-condition`; documented as
        ListSearch, “Obtaining Sample Search Condition” in English and 获取样本搜索条件 in Chinese.

        Known from the documents alone; no public client is known to send it.

        >>> [label.name for label in data.samples.search_conditions("gfghHSokody6AJigS5A").labels]
        ['Rabbits', 'Bees']

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            project_id: The project; by default the client's, or the token's.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The labels, the attributes and the people.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed, in spite of retries.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        return self._call("samples.search_conditions", (project_id, dataset_id), timeout)
