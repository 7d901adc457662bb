"""One client for all triggers of a connection on an event loop."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from airflow.sdk.exceptions import AirflowNotFoundException, AirflowRuntimeError

from modelarts.airflow.connection import settings_of
from modelarts.airflow.hook import ModelArtsHook, missing
from modelarts.config import create_client

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from modelarts.client.api_client import ApiClient
    from modelarts.client.base_client import Settings

__all__ = ["shared_client"]

# A connection that was read this many seconds ago is read again for the next trigger, since it may have changed.
_FRESH = 60.0


class _Shared:
    """A client with its settings, and how many triggers use it."""

    def __init__(self, client: ApiClient, settings: Settings) -> None:
        self.client = client
        self.settings = settings
        self.users = 0


class _Clients:
    """The clients of an event loop."""

    def __init__(self) -> None:
        self._current: dict[str, _Shared] = {}
        self._read: dict[str, float] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    async def acquire(self, conn_id: str) -> _Shared:
        lock = self._locks.setdefault(conn_id, asyncio.Lock())
        async with lock:
            shared = self._current.get(conn_id)
            if shared is None or time.monotonic() - self._read[conn_id] > _FRESH:
                shared = await self._refreshed(conn_id, shared)
            # Not after an await: it would be closed if its last user released it meanwhile.
            shared.users += 1
            return shared

    async def _refreshed(self, conn_id: str, shared: _Shared | None) -> _Shared:
        try:
            connection = await ModelArtsHook.aget_connection(conn_id)
        except (AirflowNotFoundException, AirflowRuntimeError) as error:
            raise missing(conn_id, error) from error
        settings = settings_of(connection)
        self._read[conn_id] = time.monotonic()
        current = self._current.get(conn_id)
        if current is shared and current is not None and current.settings.values == settings.values:
            return current
        # Making one reads files; triggers that wait with the one before keep that.
        client = await asyncio.to_thread(lambda: create_client(**settings.values))
        made = _Shared(client, settings)
        self._current[conn_id] = made
        return made

    def release(self, conn_id: str, shared: _Shared) -> None:
        shared.users -= 1
        if shared.users > 0:
            return
        if self._current.get(conn_id) is shared:
            del self._current[conn_id]
        shared.client.close()


_clients: WeakKeyDictionary[asyncio.AbstractEventLoop, _Clients] = WeakKeyDictionary()


@asynccontextmanager
async def shared_client(conn_id: str) -> AsyncIterator[ApiClient]:
    """Shares one client among all triggers of a connection on this event loop.

    Args:
        conn_id: The id of the Airflow connection.

    Yields:
        The client; it is closed when its last user ends.

    Raises:
        ConfigError: There is no such connection, or no client can be made from it.
        InvalidParameterError: A setting is out of range.
    """
    clients = _clients.setdefault(asyncio.get_running_loop(), _Clients())
    shared = await clients.acquire(conn_id)
    try:
        yield shared.client
    finally:
        clients.release(conn_id, shared)
