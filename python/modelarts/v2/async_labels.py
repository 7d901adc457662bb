"""Creates, lists, changes and deletes labels of a dataset, as coroutines."""

# Written by tools/generate.py from api/v2/labels.toml; do not edit.

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence  # noqa: TC003 typing.get_type_hints reads it
from datetime import timedelta  # noqa: TC003 typing.get_type_hints reads it
from typing import Literal

from modelarts.unset import UNSET, Unset
from modelarts.v2.bodies import LabelPropertiesSpec, LabelSpec  # noqa: TC001
from modelarts.v2.enumerations import DeletePolicy, LabelType  # noqa: TC001
from modelarts.v2.resource import AsyncResource, BatchItems, Listing
from modelarts.v2.responses import Batch, Label, LabelPage, Outcome  # noqa: TC001

__all__ = ["AsyncLabels"]


class AsyncLabels(AsyncResource):
    """Creates, lists, changes and deletes labels of a dataset, as coroutines.

    An instance is `data.labels`.
    """

    async def list(
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

        Arguments, result and errors are those of `Labels.list`.
        """
        return await self._call("labels.list", (project_id, dataset_id, version_id, offset, limit), timeout)

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
    ) -> AsyncIterator[Label]:
        """Iterates over the labels of all pages.

        Arguments, items and errors are those of `Labels.iter`.
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

    async def create(
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

        Arguments, result and errors are those of `Labels.create`.
        """
        arguments = (
            project_id,
            dataset_id,
            labels,
        )
        return await self._call("labels.create", arguments, timeout, retry_busy, BatchItems(labels, raise_on_error))

    async def update(
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

        Arguments, result and errors are those of `Labels.update`.
        """
        arguments = (
            project_id,
            dataset_id,
            labels,
        )
        return await self._call("labels.update", arguments, timeout, retry_busy, BatchItems(labels, raise_on_error))

    async def delete(
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

        Arguments, result and errors are those of `Labels.delete`.
        """
        arguments = (
            project_id,
            dataset_id,
            labels,
            delete_policy,
        )
        return await self._call("labels.delete", arguments, timeout, retry_busy, BatchItems(labels, raise_on_error))

    async def update_one(
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

        Arguments, result and errors are those of `Labels.update_one`.
        """
        arguments = (
            project_id,
            dataset_id,
            label_name,
            properties,
            label_type,
        )
        return await self._call("labels.update_one", arguments, timeout, retry_busy)

    async def delete_one(
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

        Arguments, result and errors are those of `Labels.delete_one`.
        """
        arguments = (
            project_id,
            dataset_id,
            label_name,
            label_type,
            delete_source,
        )
        return await self._call("labels.delete_one", arguments, timeout, retry_busy)
