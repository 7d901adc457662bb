"""Waits for tasks as coroutines."""

from __future__ import annotations

from modelarts._modelarts import MAX_CONCURRENT_POLLS, Poll  # typing.get_type_hints reads Poll, and those below
from modelarts.client.async_poll_loop import AsyncPollLoop
from modelarts.client.unset import UNSET, Unset
from modelarts.errors import ModelArtsError  # noqa: TC001
from modelarts.responses import ResponseList, TaskStatus  # noqa: TC001
from modelarts.responses.target import Target
from modelarts.waiting import list_of_ids

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable
    from datetime import timedelta
    from typing import Literal

else:
    from modelarts._deferred import AsyncIterator, Callable, Iterable, Literal, timedelta

__all__ = ["AsyncWaits"]


class AsyncWaits(AsyncPollLoop):
    """The waits of `AsyncDatasetApi`."""

    _status_operation: str

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
        target = self._task(project_id, task_id)
        times = (timeout, poll)
        status: TaskStatus = await self._wait_for(
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
        targets = self._tasks("wait_for_tasks", project_id, task_ids)
        times = (timeout, poll)
        return await self._wait_for_all(
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
        targets = self._tasks("as_completed", project_id, task_ids)
        completed = self._completed("as_completed", targets, (timeout, poll), progress)
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
        changes = self._watch("watch_task", self._task(project_id, task_id), (timeout, poll))
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
        targets = self._tasks("get_task_statuses", project_id, task_ids)
        wait = await self._poll_each_once("get_task_statuses", targets, concurrency, timeout)
        return wait.outcomes() if return_exceptions else wait.statuses(raise_on_failure=False)

    def _task(self, project_id: str | Unset, task_id: str | Unset) -> Target:
        return Target(self._status_operation, (project_id, task_id))

    def _tasks(self, caller: str, project_id: str | Unset, task_ids: Iterable[str] | Unset) -> list[Target]:
        ids = list_of_ids(caller, task_ids, self._language)
        return [self._task(project_id, task_id) for task_id in ids]
