"""Adds, lists, labels and deletes samples of a dataset, as coroutines."""

# Written by tools/generate.py from api/v2/samples.toml; do not edit.

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence  # noqa: TC003 typing.get_type_hints reads it
from datetime import timedelta  # noqa: TC003 typing.get_type_hints reads it
from typing import Literal

from modelarts.unset import UNSET, Unset
from modelarts.v2.bodies import LabelFormatSpec, LabelledSampleSpec, NewSampleSpec, SearchConditionSpec  # noqa: TC001
from modelarts.v2.enumerations import DatasetType, SampleState, SampleType  # noqa: TC001
from modelarts.v2.resource import AsyncResource, BatchItems, Listing
from modelarts.v2.responses import Batch, Sample, SamplePage, SampleUpload, SearchCriteria  # noqa: TC001

__all__ = ["AsyncSamples"]


class AsyncSamples(AsyncResource):
    """Adds, lists, labels and deletes samples of a dataset, as coroutines.

    An instance is `data.samples`.
    """

    async def list(
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

        Arguments, result and errors are those of `Samples.list`.
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
        return await self._call("samples.list", arguments, timeout)

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
    ) -> AsyncIterator[Sample]:
        """Iterates over the samples of all pages.

        Arguments, items and errors are those of `Samples.iter`.
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

    async def add(
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

        Arguments, result and errors are those of `Samples.add`.
        """
        arguments = (
            project_id,
            dataset_id,
            samples,
            final_annotation,
            label_format,
        )
        return await self._call("samples.add", arguments, timeout, retry_busy, BatchItems(samples, raise_on_error))

    async def get(
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

        Arguments, result and errors are those of `Samples.get`.
        """
        arguments = (
            project_id,
            dataset_id,
            sample_id,
            sample_state,
            worker_id,
            locale,
        )
        return await self._call("samples.get", arguments, timeout)

    async def update(
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

        Arguments, result and errors are those of `Samples.update`.
        """
        arguments = (
            project_id,
            dataset_id,
            samples,
            email,
        )
        return await self._call("samples.update", arguments, timeout, retry_busy, BatchItems(samples, raise_on_error))

    async def delete(
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

        Arguments, result and errors are those of `Samples.delete`.
        """
        arguments = (
            project_id,
            dataset_id,
            samples,
            delete_source,
        )
        return await self._call("samples.delete", arguments, timeout, retry_busy, BatchItems(samples, raise_on_error))

    async def search_conditions(
        self,
        dataset_id: str,
        *,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> SearchCriteria:
        """Returns what samples can be searched for: labels, attributes, and the people who labelled.

        Arguments, result and errors are those of `Samples.search_conditions`.
        """
        return await self._call("samples.search_conditions", (project_id, dataset_id), timeout)
