"""Labels samples automatically: active learning, pre-labelling by a model, and auto-grouping, as coroutines."""

# Written by tools/generate.py from api/v2/auto_labelling.toml; do not edit.

from __future__ import annotations

from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence  # noqa: TC003 typing.get_type_hints reads it
from datetime import timedelta  # noqa: TC003 typing.get_type_hints reads it
from typing import Literal

from modelarts.responses.started import Started  # noqa: TC001
from modelarts.unset import UNSET, Unset
from modelarts.v2.bodies import AutoLabellingConfigSpec, SearchConditionSpec  # noqa: TC001
from modelarts.v2.enumerations import AutoLabellingType, DatasetType  # noqa: TC001
from modelarts.v2.resource import AsyncResource, Listing, PolledWork
from modelarts.v2.responses import (  # noqa: TC001
    AutoLabellingProgress,
    AutoLabellingTask,
    AutoLabellingTaskPage,
    Sample,
    SamplePage,
    StartedAutoLabelling,
)

__all__ = ["AsyncAutoLabelling"]


class AsyncAutoLabelling(AsyncResource):
    """Labels samples automatically: active learning, pre-labelling by a model, and auto-grouping, as coroutines.

    An instance is `data.auto_labelling`.
    """

    async def create(
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
    ) -> StartedAutoLabelling[Coroutine[object, object, AutoLabellingProgress]]:
        """Starts a task that labels or groups samples automatically.

        Arguments, result and errors are those of `AutoLabelling.create`.
        """
        arguments = (
            project_id,
            dataset_id,
            task_type,
            config,
            model_id,
            collect_key_sample,
        )
        return await self._call(
            "auto_labelling.create", arguments, timeout, retry_busy, PolledWork("auto_labelling.get")
        )

    async def list(
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

        Arguments, result and errors are those of `AutoLabelling.list`.
        """
        arguments = (
            project_id,
            dataset_id,
            type,
            task_name,
            offset,
            limit,
        )
        return await self._call("auto_labelling.list", arguments, timeout)

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
    ) -> AsyncIterator[AutoLabellingTask]:
        """Iterates over the auto-labelling tasks of all pages.

        Arguments, items and errors are those of `AutoLabelling.iter`.
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

    async def get(
        self,
        dataset_id: str,
        task_id: str,
        *,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> AutoLabellingProgress:
        """Returns the progress and the result of an auto-labelling task.

        Arguments, result and errors are those of `AutoLabelling.get`.
        """
        return await self._call("auto_labelling.get", (project_id, dataset_id, task_id), timeout)

    async def stop(
        self,
        dataset_id: str,
        task_id: str,
        *,
        retry_busy: float | str | timedelta | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Started[Coroutine[object, object, AutoLabellingProgress]]:
        """Stops an auto-labelling task.

        Arguments, result and errors are those of `AutoLabelling.stop`.
        """
        arguments = (
            project_id,
            dataset_id,
            task_id,
        )
        return await self._call(
            "auto_labelling.stop", arguments, timeout, retry_busy, PolledWork("auto_labelling.get", stopped=True)
        )

    async def samples(
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

        Arguments, result and errors are those of `AutoLabelling.samples`.
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
        return await self._call("auto_labelling.samples", arguments, timeout)

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
    ) -> AsyncIterator[Sample]:
        """Iterates over the samples with automatic labels of all pages.

        Arguments, items and errors are those of `AutoLabelling.iter_samples`.
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

    async def get_sample(
        self,
        dataset_id: str,
        sample_id: str,
        *,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Sample:
        """Returns a sample with its automatic labels.

        Arguments, result and errors are those of `AutoLabelling.get_sample`.
        """
        return await self._call("auto_labelling.get_sample", (project_id, dataset_id, sample_id), timeout)
