"""Waits for work of any kind as coroutines."""

from __future__ import annotations

from modelarts._modelarts import MAX_CONCURRENT_POLLS
from modelarts.unset import UNSET
from modelarts.wait.pollers import Pollers
from modelarts.wait.state import Wait

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Sequence
    from datetime import timedelta
    from typing import Any, Literal

    from modelarts._modelarts import Poller
    from modelarts.client.api_client import ApiClient
    from modelarts.responses import ResponseList
    from modelarts.responses.target import Target
    from modelarts.unset import Unset
    from modelarts.wait.pollers import Times

__all__ = ["AsyncPollLoop", "WithAsyncPollLoop", "status_changes"]


class AsyncPollLoop(Pollers):
    """Waits as coroutines; its methods are those of `PollLoop`.

    Args:
        client: The client that polls.
    """

    _asynchronous = True

    async def wait_for(
        self,
        caller: str,
        target: Target,
        times: Times,
        on_update: Callable[[Any], object] | None,
        progress: bool | Literal["auto"],
        *,
        raise_on_failure: bool,
    ) -> Any:
        """Waits for one target and returns its last status."""
        wait = Wait([target], on_update, progress, language=self.language)
        async for _ in status_changes(wait, self._poller(caller, wait, times)):
            pass
        return wait.status(raise_on_failure=raise_on_failure)

    async def wait_for_all(
        self,
        caller: str,
        targets: Sequence[Target],
        times: Times,
        on_update: Callable[[Any], object] | None,
        progress: bool | Literal["auto"],
        *,
        raise_on_failure: bool,
    ) -> ResponseList[Any]:
        """Waits for all targets and returns their last statuses."""
        wait = Wait(targets, on_update, progress, language=self.language)
        async for _ in status_changes(wait, self._poller(caller, wait, times)):
            pass
        return wait.statuses(raise_on_failure=raise_on_failure)

    async def completed(
        self, caller: str, targets: Sequence[Target], times: Times, progress: bool | Literal["auto"]
    ) -> AsyncGenerator[Any, None]:
        """Yields the last status of each target as soon as it is done."""
        wait = Wait(targets, None, progress, language=self.language)
        changes = status_changes(wait, self._poller(caller, wait, times))
        try:
            async for status, is_done in changes:
                if is_done:
                    yield status
        finally:
            await changes.aclose()
        wait.statuses(raise_on_failure=False)

    async def watch(self, caller: str, target: Target, times: Times) -> AsyncGenerator[Any, None]:
        """Yields each status of a target that differs from the one before."""
        wait = Wait([target], language=self.language)
        changes = status_changes(wait, self._poller(caller, wait, times))
        try:
            async for status, _ in changes:
                yield status
        finally:
            await changes.aclose()
        wait.status(raise_on_failure=False)

    async def poll_once(
        self,
        caller: str,
        targets: Sequence[Target],
        concurrency: int = MAX_CONCURRENT_POLLS,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Wait:
        """Polls each target once; the wait that is returned has the results."""
        wait = Wait(targets, once=True, language=self.language)
        async for _ in status_changes(wait, self._poller_once(caller, wait, concurrency, timeout)):
            pass
        return wait


class WithAsyncPollLoop:
    """The base of APIs that wait as coroutines."""

    _client: ApiClient

    @property
    def _poll_loop(self) -> AsyncPollLoop:
        return AsyncPollLoop(self._client)


async def status_changes(wait: Wait, poller: Poller | None) -> AsyncGenerator[tuple[Any, bool], None]:
    """Polls until the wait ends; yields each status that differs from the one before, and whether it is the last.

    A poller that is None has nothing to poll.
    """
    if poller is None:
        return
    try:
        wait.start()
        while (events := await poller.next_async(wait.refresh_interval)) is not None:
            for change in wait.handle(events):
                yield change
        wait.finish()
    finally:
        poller.close()
        wait.close()
