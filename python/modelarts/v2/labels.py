"""Creates, lists, changes and deletes labels of a dataset."""

# Written by tools/generate.py from api/v2/labels.toml; do not edit.

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence  # noqa: TC003 typing.get_type_hints reads it
from datetime import timedelta  # noqa: TC003 typing.get_type_hints reads it
from typing import Literal

from modelarts.unset import UNSET, Unset
from modelarts.v2.bodies import LabelPropertiesSpec, LabelSpec  # noqa: TC001
from modelarts.v2.enumerations import DeletePolicy, LabelType  # noqa: TC001
from modelarts.v2.resource import BatchItems, Listing, Resource
from modelarts.v2.responses import Batch, Label, LabelPage, Outcome  # noqa: TC001

__all__ = ["Labels"]


class Labels(Resource):
    """Creates, lists, changes and deletes labels of a dataset.

    An instance is `data.labels`.
    """

    def list(
        self,
        dataset_id: str,
        *,
        version_id: str | None = None,
        offset: int | None = None,
        limit: int | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> LabelPage:
        """Lists the labels of a dataset, one page at a time; `iter` iterates over all pages.

        `GET /v2/{project_id}/datasets/{dataset_id}/data-annotations/labels`; documented as ListLabels,
        “Querying the Dataset Label List” in English and 查询数据集标签列表 in Chinese.

        Confirmed in its method and path by public clients: python-otcextensions; the rest is known from the
        documents.

        >>> [label.name for label in data.labels.list("gfghHSokody6AJigS5A")]
        ['Rabbits', 'Bees']

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            version_id: The version of the labels.
            offset: The page to start from, counted from 0 as documented; None for the service's default, 0.
            limit: The largest number of items per page; 1 to 100000; None for the service's default, 100000.
            project_id: The project; by default the client's, or the token's.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The labels of the page.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed, in spite of retries.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        return self._call("labels.list", (project_id, dataset_id, version_id, offset, limit), timeout)

    def iter(
        self,
        dataset_id: str,
        *,
        version_id: str | None = None,
        offset: int | None = None,
        page_size: int = 1000,
        prefetch: int = 1,
        offset_counts: Literal["pages", "entries"] | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Iterator[Label]:
        """Iterates over the labels of all pages.

        Pages are requested ahead of their use, in the order of the service. The second page shows whether the
        service's `offset` counts pages, as documented, or entries.

        Collect all labels first, as with `list(…)`, if you delete them or change what the filters select: the
        others move to pages that were read already, and are skipped. A warning says so once there are fewer
        than before.

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            version_id: The version of the labels.
            offset: The page to start from, counted from 0 as documented; None for the service's default, 0.
            page_size: The number of items per page, 1 to 100000.
            prefetch: How many pages are requested ahead, 0 to 8; more than one once the service has reported
                the total.
            offset_counts: What `offset` counts, "pages" or "entries"; None detects it.
            project_id: The project; by default the client's, or the token's.
            timeout: The limit for each call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Yields:
            Each label once.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ModelArtsError: The service returns one page over and over, or fewer entries than it reports, or a
                call failed, `raise_on_error=False` or not.
        """
        arguments = (
            project_id,
            dataset_id,
            version_id,
            None,
            None,
        )
        listing = Listing(
            "labels.list",
            arguments,
            (3, 4),
            key="name",
            total="total_number",
            offset=offset,
            page_size=page_size,
            largest_page=100000,
            prefetch=prefetch,
            offset_counts=offset_counts,
            timeout=timeout,
        )
        return self._iterate(listing)

    def create(
        self,
        dataset_id: str,
        *,
        labels: Sequence[LabelSpec | Mapping[str, object]],
        raise_on_error: bool = True,
        retry_busy: float | str | timedelta | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Batch:
        """Creates labels.

        `POST /v2/{project_id}/datasets/{dataset_id}/data-annotations/labels`; documented as CreateLabels,
        “Creating a Dataset Label” in English and 创建数据集标签 in Chinese.

        Confirmed in its method and path by public clients: python-otcextensions; the rest is known from the
        documents.

        >>> created = data.labels.create(
        ...     "gfghHSokody6AJigS5A", labels=[{"name": "Cat", "property": {"@modelarts:color": "#3399ff"}}])
        >>> created.success
        True

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            labels: The labels; at least 1.
            project_id: The project; by default the client's, or the token's.
            raise_on_error: False returns the results of a batch that failed in part.
            retry_busy: For how long to try again while other work on the same thing goes on (a
                `ConflictError` with `retryable`), like "5m"; None raises at once.
            timeout: The limit for each attempt that `retry_busy` makes, retries included: seconds, a
                `timedelta`, or text such as "30s"; None for no limit. Without it, the client's.

        Returns:
            Whether all labels were created, and the result for each.

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
            labels,
        )
        return self._call("labels.create", arguments, timeout, retry_busy, BatchItems(labels, raise_on_error))

    def update(
        self,
        dataset_id: str,
        *,
        labels: Sequence[LabelSpec | Mapping[str, object]],
        raise_on_error: bool = True,
        retry_busy: float | str | timedelta | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Batch:
        """Changes labels, which are found by their names.

        `PUT /v2/{project_id}/datasets/{dataset_id}/data-annotations/labels`; documented as UpdateLabels,
        “Modifying Labels in Batches” in English and 批量修改标签 in Chinese.

        Confirmed in its method and path by public clients: python-otcextensions; the rest is known from the
        documents.

        >>> updated = data.labels.update(
        ...     "gfghHSokody6AJigS5A", labels=[{"name": "Bees", "property": {"@modelarts:rename_to": "Bumblebees"}}])
        >>> updated.success
        True

        The property `@modelarts:rename_to` renames a label.

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            labels: The labels with their new properties; at least 1.
            project_id: The project; by default the client's, or the token's.
            raise_on_error: False returns the results of a batch that failed in part.
            retry_busy: For how long to try again while other work on the same thing goes on (a
                `ConflictError` with `retryable`), like "5m"; None raises at once.
            timeout: The limit for each attempt that `retry_busy` makes, retries included: seconds, a
                `timedelta`, or text such as "30s"; None for no limit. Without it, the client's.

        Returns:
            Whether all labels were changed, and the result for each.

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
            labels,
        )
        return self._call("labels.update", arguments, timeout, retry_busy, BatchItems(labels, raise_on_error))

    def delete(
        self,
        dataset_id: str,
        *,
        labels: Sequence[LabelSpec | Mapping[str, object]],
        delete_policy: DeletePolicy | int | str | None = None,
        raise_on_error: bool = True,
        retry_busy: float | str | timedelta | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Batch:
        """Deletes labels, which are found by their names, and on request the samples that have no other label.

        `POST /v2/{project_id}/datasets/{dataset_id}/data-annotations/labels/delete`; documented as
        DeleteLabels, “Deleting Labels in Batches” in English and 批量删除标签 in Chinese.

        Confirmed in its method and path by public clients: python-otcextensions; the rest is known from the
        documents.

        >>> data.labels.delete("gfghHSokody6AJigS5A", labels=[{"name": "Bees"}]).success
        True

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            labels: The labels; at least 1.
            delete_policy: What is deleted together with the labels: one of 0 (the label alone), 1 (samples
                that have no other label, too; their source files stay), 2 (samples that have no other label,
                and their source files, too).
            project_id: The project; by default the client's, or the token's.
            raise_on_error: False returns the results of a batch that failed in part.
            retry_busy: For how long to try again while other work on the same thing goes on (a
                `ConflictError` with `retryable`), like "5m"; None raises at once.
            timeout: The limit for each attempt that `retry_busy` makes, retries included: seconds, a
                `timedelta`, or text such as "30s"; None for no limit. Without it, the client's.

        Returns:
            Whether all labels were deleted, and the result for each.

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
            labels,
            delete_policy,
        )
        return self._call("labels.delete", arguments, timeout, retry_busy, BatchItems(labels, raise_on_error))

    def update_one(
        self,
        dataset_id: str,
        label_name: str,
        *,
        properties: LabelPropertiesSpec | Mapping[str, object],
        label_type: LabelType | int | str | None = None,
        retry_busy: float | str | timedelta | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Outcome:
        """Changes the properties of a label.

        `PUT /v2/{project_id}/datasets/{dataset_id}/data-annotations/labels/{label_name}`; documented as
        UpdateLabel, “Updating a Label by Label Names” in English and 按标签名称更新单个标签 in Chinese.

        Known from the documents alone; no public client is known to send it.

        >>> data.labels.update_one(
        ...     "gfghHSokody6AJigS5A", "Bees", properties={"@modelarts:color": "#93c47d"}).http_status
        204

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            label_name: The name of the label; not empty.
            properties: The new properties: `@modelarts:color` (the colour, as a hexadecimal code like
                "#3399ff"); `@modelarts:default_shape` (the shape that labelling an image starts with; one of
                "bndbox" (rectangle), "polygon" (polygon), "circle" (circle), "line" (straight line), "dashed"
                (dashed line), "point" (point), "polyline" (polyline)); `@modelarts:shortcut` (the key that
                selects the label); `@modelarts:rename_to` (the new name); `@modelarts:from_type` (of a
                triplet relation: the label of entities that it starts from); `@modelarts:to_type` (of a
                triplet relation: the label of entities that it leads to). Other keys are sent as they are.
            label_type: The type of the label: one of 0 (image classification), 1 (object detection), 3 (image
                segmentation), 100 (text classification), 101 (named entity), 102 (relation of a text
                triplet), 103 (entity of a text triplet), 200 (sound classification), 201 (speech content),
                202 (speech segmentation), 600 (video).
            project_id: The project; by default the client's, or the token's.
            retry_busy: For how long to try again while other work on the same thing goes on (a
                `ConflictError` with `retryable`), like "5m"; None raises at once.
            timeout: The limit for each attempt that `retry_busy` makes, retries included: seconds, a
                `timedelta`, or text such as "30s"; None for no limit. Without it, the client's.

        Returns:
            A response with `http_status`: the documents list `success`, but a status of 204 has no body.

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
            label_name,
            properties,
            label_type,
        )
        return self._call("labels.update_one", arguments, timeout, retry_busy)

    def delete_one(
        self,
        dataset_id: str,
        label_name: str,
        *,
        label_type: LabelType | int | str | None = None,
        delete_source: bool | None = None,
        retry_busy: float | str | timedelta | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Outcome:
        """Deletes a label and the samples that have no other label.

        `DELETE /v2/{project_id}/datasets/{dataset_id}/data-annotations/labels/{label_name}`; documented as
        DeleteLabelAndSamples, “Deleting a Label and the Files that Only Contain the Label” in English and
        按标签名称删除标签及仅包含此标签的文件 in Chinese.

        Known from the documents alone; no public client is known to send it.

        >>> data.labels.delete_one("gfghHSokody6AJigS5A", "Bees").http_status
        204

        With `delete_source` their files in OBS are deleted, too.

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            label_name: The name of the label; not empty.
            label_type: The type of the label: one of 0 (image classification), 1 (object detection), 3 (image
                segmentation), 100 (text classification), 101 (named entity), 102 (relation of a text
                triplet), 103 (entity of a text triplet), 200 (sound classification), 201 (speech content),
                202 (speech segmentation), 600 (video).
            delete_source: Whether the source files in OBS are deleted, too; None for the service's default,
                False.
            project_id: The project; by default the client's, or the token's.
            retry_busy: For how long to try again while other work on the same thing goes on (a
                `ConflictError` with `retryable`), like "5m"; None raises at once.
            timeout: The limit for each attempt that `retry_busy` makes, retries included: seconds, a
                `timedelta`, or text such as "30s"; None for no limit. Without it, the client's.

        Returns:
            A response with `http_status`: the documents list `success`, but a status of 204 has no body.

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
            label_name,
            label_type,
            delete_source,
        )
        return self._call("labels.delete_one", arguments, timeout, retry_busy)
