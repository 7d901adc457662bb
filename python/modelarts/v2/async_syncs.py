"""Synchronizes a dataset with its source in OBS, as coroutines."""

# Written by tools/generate.py from api/v2/syncs.toml; do not edit.

from __future__ import annotations

from collections.abc import Coroutine  # noqa: TC003 typing.get_type_hints reads it
from datetime import timedelta  # noqa: TC003 typing.get_type_hints reads it

from modelarts.responses.started import Started  # noqa: TC001
from modelarts.unset import UNSET, Unset
from modelarts.v2.resource import AsyncResource, PolledWork
from modelarts.v2.responses import SyncTask  # noqa: TC001

__all__ = ["AsyncSyncs"]


class AsyncSyncs(AsyncResource):
    """Synchronizes a dataset with its source in OBS, as coroutines.

    An instance is `data.syncs`.
    """

    async def create(
        self,
        dataset_id: str,
        *,
        retry_busy: float | str | timedelta | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Started[Coroutine[object, object, SyncTask]]:
        """Synchronizes a dataset with its source in OBS.

        Arguments, result and errors are those of `Syncs.create`.
        """
        return await self._call("syncs.create", (project_id, dataset_id), timeout, retry_busy, PolledWork("syncs.get"))

    async def get(
        self,
        dataset_id: str,
        *,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> SyncTask:
        """Returns the latest synchronization of a dataset.

        Arguments, result and errors are those of `Syncs.get`.
        """
        return await self._call("syncs.get", (project_id, dataset_id), timeout)
