"""Waits for work of any kind in the calling thread."""

from __future__ import annotations

from modelarts._modelarts import MAX_CONCURRENT_POLLS
from modelarts.client.pollers import Pollers
from modelarts.client.unset import UNSET
from modelarts.waiting import Wait

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import timedelta
    from typing import Any, Literal

    from modelarts._modelarts import Poller
    from modelarts.client.pollers import Times
    from modelarts.client.unset import Unset
    from modelarts.responses import ResponseList
    from modelarts.responses.target import Target

__all__ = ["PollLoop"]


class PollLoop(Pollers):
    """The base of what waits in the calling thread."""

    def _wait_for(
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
        wait = Wait([target], on_update, progress, language=self._language)
        for _ in self._changes(wait, self._poller(caller, wait, times)):
            pass
        return wait.status(raise_on_failure=raise_on_failure)

    def _wait_for_all(
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
        wait = Wait(targets, on_update, progress, language=self._language)
        for _ in self._changes(wait, self._poller(caller, wait, times)):
            pass
        return wait.statuses(raise_on_failure=raise_on_failure)

    def _completed(
        self, caller: str, targets: Sequence[Target], times: Times, progress: bool | Literal["auto"]
    ) -> Iterator[Any]:
        """Yields the last status of each target as soon as it is done."""
        wait = Wait(targets, None, progress, language=self._language)
        for status, is_done in self._changes(wait, self._poller(caller, wait, times)):
            if is_done:
                yield status
        wait.statuses(raise_on_failure=False)

    def _watch(self, caller: str, target: Target, times: Times) -> Iterator[Any]:
        """Yields each status of a target that differs from the one before."""
        wait = Wait([target], language=self._language)
        for status, _ in self._changes(wait, self._poller(caller, wait, times)):
            yield status
        wait.status(raise_on_failure=False)

    def _poll_each_once(
        self,
        caller: str,
        targets: Sequence[Target],
        concurrency: int = MAX_CONCURRENT_POLLS,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Wait:
        """Polls each target once; the wait that is returned has the results."""
        wait = Wait(targets, once=True, language=self._language)
        for _ in self._changes(wait, self._poller_once(caller, wait, concurrency, timeout)):
            pass
        return wait

    def _changes(self, wait: Wait, poller: Poller | None) -> Iterator[tuple[Any, bool]]:
        """Polls until the wait ends; yields each status that differs from the one before, and whether it is the last.

        A poller that is None has nothing to poll.
        """
        if poller is None:
            return
        try:
            wait.start()
            while (events := poller.next(wait.refresh_interval)) is not None:
                yield from wait.handle(events)
            wait.finish()
        finally:
            poller.close()
            wait.close()
