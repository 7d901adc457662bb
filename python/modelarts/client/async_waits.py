"""Waits for tasks as coroutines."""

from __future__ import annotations

from modelarts._modelarts import Poll  # noqa: TC001 typing.get_type_hints reads it, and those below
from modelarts.client.pollers import MOST_POLLS_AT_ONCE, Pollers
from modelarts.client.unset import UNSET, Unset
from modelarts.errors import ModelArtsError  # noqa: TC001
from modelarts.responses import ResponseList, TaskStatus  # noqa: TC001
from modelarts.waiting import Wait, list_of_ids

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable
    from datetime import timedelta
    from typing import Literal

    from modelarts._modelarts import Poller
else:
    from modelarts._deferred import AsyncIterator, Callable, Iterable, Literal, timedelta

__all__ = ["AsyncWaits"]


class AsyncWaits(Pollers):
    """The waits of `AsyncDatasetApi`."""

    _asynchronous = True

    async def wait_for_task(
        self,
        project_id: str | Unset = UNSET,
        task_id: str | Unset = UNSET,
        timeout: float | str | timedelta | None = None,
        poll: Poll | None = None,
        on_update: Callable[[TaskStatus], object] | None = None,
        progress: bool | Literal["auto"] = "auto",
        raise_on_failure: bool = True,
    ) -> TaskStatus:
        """Waits until a task is done.

        Arguments, result and errors are those of `DatasetApi.wait_for_task`. A cancelled wait
        sends nothing more.
        """
        wait = Wait([task_id], on_update, progress)
        poller = self._poller("wait_for_task", project_id, wait, timeout, poll)
        async for _ in self._changes(wait, poller):
            pass
        return wait.status(raise_on_failure=raise_on_failure)

    async def wait_for_tasks(
        self,
        project_id: str | Unset = UNSET,
        task_ids: Iterable[str] | Unset = UNSET,
        timeout: float | str | timedelta | None = None,
        poll: Poll | None = None,
        on_update: Callable[[TaskStatus], object] | None = None,
        progress: bool | Literal["auto"] = "auto",
        raise_on_failure: bool = True,
    ) -> ResponseList[TaskStatus]:
        """Waits until all of some tasks are done, with one poller for all of them.

        Arguments, result and errors are those of `DatasetApi.wait_for_tasks`.
        """
        wait = Wait(list_of_ids("wait_for_tasks", task_ids), on_update, progress)
        poller = self._poller("wait_for_tasks", project_id, wait, timeout, poll)
        async for _ in self._changes(wait, poller):
            pass
        return wait.statuses(raise_on_failure=raise_on_failure)

    async def as_completed(
        self,
        project_id: str | Unset = UNSET,
        task_ids: Iterable[str] | Unset = UNSET,
        timeout: float | str | timedelta | None = None,
        poll: Poll | None = None,
        progress: bool | Literal["auto"] = False,
    ) -> AsyncIterator[TaskStatus]:
        """Waits for some tasks and yields each one as soon as it is done, whether it succeeded or failed.

        Arguments, statuses and errors are those of `DatasetApi.as_completed`.
        """
        wait = Wait(list_of_ids("as_completed", task_ids), None, progress)
        poller = self._poller("as_completed", project_id, wait, timeout, poll)
        changes = self._changes(wait, poller)
        try:
            async for status in changes:
                if status.is_done:
                    yield status
        finally:
            await changes.aclose()
        wait.statuses(raise_on_failure=False)

    async def watch_task(
        self,
        project_id: str | Unset = UNSET,
        task_id: str | Unset = UNSET,
        timeout: float | str | timedelta | None = None,
        poll: Poll | None = None,
    ) -> AsyncIterator[TaskStatus]:
        """Yields each change of a task until it is done, whether it succeeded or failed.

        Arguments, statuses and errors are those of `DatasetApi.watch_task`.
        """
        wait = Wait([task_id])
        poller = self._poller("watch_task", project_id, wait, timeout, poll)
        changes = self._changes(wait, poller)
        try:
            async for status in changes:
                yield status
        finally:
            await changes.aclose()
        wait.status(raise_on_failure=False)

    async def get_task_statuses(
        self,
        project_id: str | Unset = UNSET,
        task_ids: Iterable[str] | Unset = UNSET,
        concurrency: int = MOST_POLLS_AT_ONCE,
        return_exceptions: bool = False,
        *,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> ResponseList[TaskStatus] | list[TaskStatus | ModelArtsError]:
        """Returns the current status of many tasks; polls each once.

        Arguments, result and errors are those of `DatasetApi.get_task_statuses`.
        """
        wait = Wait(list_of_ids("get_task_statuses", task_ids), once=True)
        poller = self._poller_once("get_task_statuses", project_id, wait, concurrency, timeout)
        async for _ in self._changes(wait, poller):
            pass
        return wait.outcomes() if return_exceptions else wait.statuses(raise_on_failure=False)

    async def _changes(self, wait: Wait, poller: Poller | None) -> AsyncGenerator[TaskStatus, None]:
        """Polls until the wait ends, and yields each status that differs from the one before."""
        if poller is None:
            return
        try:
            wait.start()
            while (events := await poller.next_async(wait.seconds_a_refresh)) is not None:
                for status in wait.handle(events):
                    yield status
            wait.finish()
        finally:
            poller.close()
            wait.close()
