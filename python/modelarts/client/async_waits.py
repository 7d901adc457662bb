"""Waiting for tasks, as coroutines."""

from __future__ import annotations

from modelarts.client.calls import MOST_LOOKS_AT_ONCE, UNSET, Calls, Unset, tasks_of
from modelarts.waiting import Wait

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable
    from typing import Literal

    from modelarts._modelarts import Poll, Watch
    from modelarts.errors import ModelArtsError
    from modelarts.responses import TaskStatus

__all__ = ["AsyncWaits"]


class AsyncWaits(Calls):
    """The waits of `AsyncDatasetApi`."""

    _asynchronous = True

    async def wait_for_task(
        self,
        project_id: str | Unset = UNSET,
        task_id: str | Unset = UNSET,
        timeout: float | None = None,
        poll: Poll | None = None,
        on_update: Callable[[TaskStatus], object] | None = None,
        progress: bool | Literal["auto"] = "auto",
        raise_on_failure: bool = True,
    ) -> TaskStatus:
        """Waits until a task is done.

        Arguments, result and errors are those of `DatasetApi.wait_for_task`. A cancelled wait sends
        nothing more.
        """
        wait = Wait([task_id], on_update, progress)
        async for _ in self._follow(wait, self._watch("wait_for_task", project_id, wait, timeout, poll)):
            pass
        return wait.status(raise_on_failure=raise_on_failure)

    async def wait_for_tasks(
        self,
        project_id: str | Unset = UNSET,
        task_ids: Iterable[str] | Unset = UNSET,
        timeout: float | None = None,
        poll: Poll | None = None,
        on_update: Callable[[TaskStatus], object] | None = None,
        progress: bool | Literal["auto"] = "auto",
        raise_on_failure: bool = True,
    ) -> list[TaskStatus]:
        """Waits until all of some tasks are done, with one poller for any number of them.

        Arguments, result and errors are those of `DatasetApi.wait_for_tasks`.
        """
        wait = Wait(tasks_of("wait_for_tasks", task_ids), on_update, progress)
        async for _ in self._follow(wait, self._watch("wait_for_tasks", project_id, wait, timeout, poll)):
            pass
        return wait.statuses(raise_on_failure=raise_on_failure)

    async def as_completed(
        self,
        project_id: str | Unset = UNSET,
        task_ids: Iterable[str] | Unset = UNSET,
        timeout: float | None = None,
        poll: Poll | None = None,
        progress: bool | Literal["auto"] = False,
    ) -> AsyncIterator[TaskStatus]:
        """Waits for some tasks, and gives each as it is done, with or without success.

        Arguments, statuses and errors are those of `DatasetApi.as_completed`.
        """
        wait = Wait(tasks_of("as_completed", task_ids), None, progress)
        following = self._follow(wait, self._watch("as_completed", project_id, wait, timeout, poll))
        try:
            async for status in following:
                if status.is_done:
                    yield status
        finally:
            await following.aclose()
        wait.statuses(raise_on_failure=False)

    async def watch_task(
        self,
        project_id: str | Unset = UNSET,
        task_id: str | Unset = UNSET,
        timeout: float | None = None,
        poll: Poll | None = None,
    ) -> AsyncIterator[TaskStatus]:
        """Gives each change of a task, to its end, with or without success.

        Arguments, statuses and errors are those of `DatasetApi.watch_task`.
        """
        wait = Wait([task_id])
        following = self._follow(wait, self._watch("watch_task", project_id, wait, timeout, poll))
        try:
            async for status in following:
                yield status
        finally:
            await following.aclose()
        wait.status(raise_on_failure=False)

    async def get_task_statuses(
        self,
        project_id: str | Unset = UNSET,
        task_ids: Iterable[str] | Unset = UNSET,
        concurrency: int = MOST_LOOKS_AT_ONCE,
        return_exceptions: bool = False,
        *,
        timeout: float | Unset | None = UNSET,
    ) -> list[TaskStatus | ModelArtsError]:
        """Looks at many tasks, once.

        Arguments, result and errors are those of `DatasetApi.get_task_statuses`.
        """
        wait = Wait(tasks_of("get_task_statuses", task_ids))
        looks = self._look_once(project_id, wait, concurrency, timeout)
        async for _ in self._follow(wait, looks):
            pass
        if return_exceptions:
            return wait.outcomes()
        return [*wait.statuses(raise_on_failure=False)]

    async def _follow(self, wait: Wait, watch: Watch | None) -> AsyncGenerator[TaskStatus, None]:
        if watch is None:
            return
        try:
            while (batch := await watch.future(wait.tick)) is not None:
                for status in wait.take(batch):
                    yield status
        finally:
            watch.close()
            wait.close()
