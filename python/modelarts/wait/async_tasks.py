"""Waits for tasks as coroutines."""

from __future__ import annotations

from modelarts._modelarts import MAX_CONCURRENT_POLLS, Poll  # typing.get_type_hints reads Poll, and those below
from modelarts.errors import ModelArtsError  # noqa: TC001
from modelarts.responses import ResponseList, TaskStatus  # noqa: TC001
from modelarts.unset import UNSET, Unset
from modelarts.wait.async_loop import WithAsyncPollLoop
from modelarts.wait.targets import target_of_task, targets_of_tasks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable
    from datetime import timedelta
    from typing import Literal

else:
    from modelarts._deferred import AsyncIterator, Callable, Iterable, Literal, timedelta

__all__ = ["AsyncTaskWaits"]


class AsyncTaskWaits(WithAsyncPollLoop):
    """The waits of `AsyncDatasetApi`."""

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
        target = target_of_task(project_id, task_id)
        times = (timeout, poll)
        status: TaskStatus = await self._poll_loop.wait_for(
            "wait_for_task", target, times, on_update, progress, raise_on_failure=raise_on_failure
        )
        return status

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
        targets = targets_of_tasks("wait_for_tasks", project_id, task_ids, self._poll_loop.language)
        times = (timeout, poll)
        return await self._poll_loop.wait_for_all(
            "wait_for_tasks", targets, times, on_update, progress, raise_on_failure=raise_on_failure
        )

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
        targets = targets_of_tasks("as_completed", project_id, task_ids, self._poll_loop.language)
        completed = self._poll_loop.completed("as_completed", targets, (timeout, poll), progress)
        try:
            async for status in completed:
                yield status
        finally:
            await completed.aclose()

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
        changes = self._poll_loop.watch("watch_task", target_of_task(project_id, task_id), (timeout, poll))
        try:
            async for status in changes:
                yield status
        finally:
            await changes.aclose()

    async def get_task_statuses(
        self,
        project_id: str | Unset = UNSET,
        task_ids: Iterable[str] | Unset = UNSET,
        concurrency: int = MAX_CONCURRENT_POLLS,
        return_exceptions: bool = False,
        *,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> ResponseList[TaskStatus] | list[TaskStatus | ModelArtsError]:
        """Returns the current status of many tasks; polls each once.

        Arguments, result and errors are those of `DatasetApi.get_task_statuses`.
        """
        targets = targets_of_tasks("get_task_statuses", project_id, task_ids, self._poll_loop.language)
        wait = await self._poll_loop.poll_once("get_task_statuses", targets, concurrency, timeout)
        return wait.outcomes() if return_exceptions else wait.statuses(raise_on_failure=False)
