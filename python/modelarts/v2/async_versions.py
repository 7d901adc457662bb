"""Publishes, lists and deletes versions of a dataset, as coroutines."""

# Written by tools/generate.py from api/v2/versions.toml; do not edit.

from __future__ import annotations

from collections.abc import AsyncIterator, Coroutine  # noqa: TC003 typing.get_type_hints reads it
from datetime import timedelta  # noqa: TC003 typing.get_type_hints reads it
from typing import Literal

from modelarts.responses.started import Started  # noqa: TC001
from modelarts.unset import UNSET, Unset
from modelarts.v2.enumerations import VersionFormat, VersionFormatFilter  # noqa: TC001
from modelarts.v2.resource import AsyncResource, Listing, PolledWork
from modelarts.v2.responses import CreatedVersion, Version, VersionPage  # noqa: TC001

__all__ = ["AsyncVersions"]


class AsyncVersions(AsyncResource):
    """Publishes, lists and deletes versions of a dataset, as coroutines.

    An instance is `data.versions`.
    """

    async def list(
        self,
        dataset_id: str,
        *,
        status: int | None = None,
        version_format: VersionFormatFilter | int | str | None = None,
        train_evaluate_ratio: str | None = None,
        offset: int | None = None,
        limit: int | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> VersionPage:
        """Lists the versions of a dataset, one page at a time; `iter` iterates over all pages.

        Arguments, result and errors are those of `Versions.list`.
        """
        arguments = (
            project_id,
            dataset_id,
            status,
            version_format,
            train_evaluate_ratio,
            offset,
            limit,
        )
        return await self._call("versions.list", arguments, timeout)

    def iter(
        self,
        dataset_id: str,
        *,
        status: int | None = None,
        version_format: VersionFormatFilter | int | str | None = None,
        train_evaluate_ratio: str | None = None,
        offset: int | None = None,
        page_size: int = 100,
        prefetch: int = 1,
        offset_counts: Literal["pages", "entries"] | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> AsyncIterator[Version]:
        """Iterates over the versions of all pages.

        Arguments, items and errors are those of `Versions.iter`.
        """
        arguments = (
            project_id,
            dataset_id,
            status,
            version_format,
            train_evaluate_ratio,
            None,
            None,
        )
        listing = Listing(
            "versions.list",
            arguments,
            (5, 6),
            key="version_id",
            total="total_number",
            offset=offset,
            page_size=page_size,
            largest_page=1000,
            prefetch=prefetch,
            offset_counts=offset_counts,
            timeout=timeout,
        )
        return self._iterate(listing)

    async def create(
        self,
        dataset_id: str,
        *,
        version_name: str | None = None,
        description: str | None = None,
        version_format: VersionFormat | str | None = None,
        train_evaluate_sample_ratio: str | None = None,
        export_images: bool | None = None,
        clear_hard_property: bool | None = None,
        remove_sample_usage: bool | None = None,
        with_column_header: bool | None = None,
        retry_busy: float | str | timedelta | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> CreatedVersion[Coroutine[object, object, Version]]:
        """Publishes the samples and labels of a dataset as a version.

        Arguments, result and errors are those of `Versions.create`.
        """
        arguments = (
            project_id,
            dataset_id,
            version_name,
            description,
            version_format,
            train_evaluate_sample_ratio,
            export_images,
            clear_hard_property,
            remove_sample_usage,
            with_column_header,
        )
        return await self._call("versions.create", arguments, timeout, retry_busy, PolledWork("versions.get"))

    async def get(
        self,
        dataset_id: str,
        version_id: str,
        *,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Version:
        """Returns a version of a dataset.

        Arguments, result and errors are those of `Versions.get`.
        """
        return await self._call("versions.get", (project_id, dataset_id, version_id), timeout)

    async def delete(
        self,
        dataset_id: str,
        version_id: str,
        *,
        retry_busy: float | str | timedelta | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Started[Coroutine[object, object, Version]]:
        """Deletes a version of a dataset.

        Arguments, result and errors are those of `Versions.delete`.
        """
        arguments = (
            project_id,
            dataset_id,
            version_id,
        )
        return await self._call(
            "versions.delete", arguments, timeout, retry_busy, PolledWork("versions.get", gone=True)
        )
