"""Waits for work of any kind in the calling thread."""

from __future__ import annotations

from modelarts._modelarts import MAX_CONCURRENT_POLLS
from modelarts.unset import UNSET
from modelarts.wait.pollers import Pollers
from modelarts.wait.state import Wait

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence
    from datetime import timedelta
    from typing import Any, Literal

    from modelarts._modelarts import Poller
    from modelarts.client.api_client import ApiClient
    from modelarts.responses import ResponseList
    from modelarts.responses.target import Target
    from modelarts.unset import Unset
    from modelarts.wait.pollers import Times

__all__ = ["PollLoop", "WithPollLoop", "status_changes"]


class PollLoop(Pollers):
    """Waits in the calling thread; arguments are checked when the poller is made.

    Args:
        client: The client that polls.
    """

    def wait_for(
        self,
        caller: str,
        target: Target,
        times: Times,
        on_update: Callable[[Any], object] | None,
        progress: bool | Literal["auto"],
        *,
        raise_on_failure: bool,
    ) -> Any:
        """Waits for one target and returns its last status.

        Args:
            caller: The name of the public method, for errors.
            target: What to wait for.
            times: The timeout of the wait, and how often to poll.
            on_update: Called with each status that differs from the one before.
            progress: Whether to show progress: True, False or "auto".
            raise_on_failure: Whether work that failed is an error.

        Raises:
            ModelArtsError: The work failed, was not done in time, or could not be polled.
        """
        wait = Wait([target], on_update, progress, language=self.language)
        for _ in status_changes(wait, self._poller(caller, wait, times)):
            pass
        return wait.status(raise_on_failure=raise_on_failure)

    def wait_for_all(
        self,
        caller: str,
        targets: Sequence[Target],
        times: Times,
        on_update: Callable[[Any], object] | None,
        progress: bool | Literal["auto"],
        *,
        raise_on_failure: bool,
    ) -> ResponseList[Any]:
        """Waits for all targets and returns their last statuses; the arguments are those of `wait_for`.

        Raises:
            TasksError: Some work failed, was not done in time, or could not be polled.
        """
        wait = Wait(targets, on_update, progress, language=self.language)
        for _ in status_changes(wait, self._poller(caller, wait, times)):
            pass
        return wait.statuses(raise_on_failure=raise_on_failure)

    def completed(
        self, caller: str, targets: Sequence[Target], times: Times, progress: bool | Literal["auto"]
    ) -> Iterator[Any]:
        """Yields the last status of each target as soon as it is done.

        Raises:
            TasksError: Some work was not done in time, or could not be polled; raised after the rest was yielded.
        """
        wait = Wait(targets, None, progress, language=self.language)
        for status, is_done in status_changes(wait, self._poller(caller, wait, times)):
            if is_done:
                yield status
        wait.statuses(raise_on_failure=False)

    def watch(self, caller: str, target: Target, times: Times) -> Generator[Any, None, None]:
        """Yields each status of a target that differs from the one before.

        Raises:
            ModelArtsError: The work was not done in time, or could not be polled.
        """
        wait = Wait([target], language=self.language)
        for status, _ in status_changes(wait, self._poller(caller, wait, times)):
            yield status
        wait.status(raise_on_failure=False)

    def poll_until_response(self, caller: str, target: Target, times: Times) -> Any:
        """Polls a target until a poll succeeds, and returns its status, whether the work is done or not.

        Raises:
            ModelArtsError: The service refused a poll, or none succeeded in time.
        """
        changes = self.watch(caller, target, times)
        try:
            return next(changes)
        finally:
            changes.close()

    def poll_once(
        self,
        caller: str,
        targets: Sequence[Target],
        concurrency: int = MAX_CONCURRENT_POLLS,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Wait:
        """Polls each target once; the wait that is returned has the statuses and the errors.

        Args:
            caller: The name of the public method, for errors.
            targets: What to poll; what occurs twice is polled once.
            concurrency: How many targets are polled at the same time.
            timeout: The timeout of each poll; without it, the client's.
        """
        wait = Wait(targets, once=True, language=self.language)
        for _ in status_changes(wait, self._poller_once(caller, wait, concurrency, timeout)):
            pass
        return wait


class WithPollLoop:
    """The base of APIs that wait in the calling thread."""

    _client: ApiClient

    @property
    def _poll_loop(self) -> PollLoop:
        return PollLoop(self._client)


def status_changes(wait: Wait, poller: Poller | None) -> Iterator[tuple[Any, bool]]:
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
