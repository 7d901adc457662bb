"""Waiting for tasks, in the calling thread."""

from __future__ import annotations

from modelarts.client.calls import MOST_LOOKS_AT_ONCE, UNSET, Calls, Unset, tasks_of
from modelarts.waiting import Wait

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Literal

    from modelarts._modelarts import Poll, Watch
    from modelarts.errors import ModelArtsError
    from modelarts.responses import TaskStatus

__all__ = ["Waits"]


class Waits(Calls):
    """The waits of `DatasetApi`."""

    def wait_for_task(
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

        Args:
            project_id: the user's project; left out, it is the client's or the token's.
            task_id: the task, as create, publish, sync, checkout or delete returned it.
            timeout: seconds to wait; None for no limit.
            poll: how often to look; None for the client's pace.
            on_update: called, in this thread, with each status that differs from the one before; an
                exception in it ends the wait and reaches the caller.
            progress: True shows how it goes, False doesn't, "auto" does in a terminal (a line on
                standard error) and, with tqdm installed, in a notebook (a bar).
            raise_on_failure: False returns a task in FAILURE instead of raising.

        Returns:
            The task's last status.

        Raises:
            TaskFailedError: the task ended without success.
            WaitTimeoutError: it was not done in time.
            InvalidParameterError: an argument is out of range; nothing was sent.
            ApiException: the service refused a look, `raise_on_error=False` or not; and whatever else
                `get_task_status` raises, unless it passes within the pace's `outage`.
        """
        wait = Wait([task_id], on_update, progress)
        for _ in self._follow(wait, self._watch("wait_for_task", project_id, wait, timeout, poll)):
            pass
        return wait.status(raise_on_failure=raise_on_failure)

    def wait_for_tasks(
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

        Args:
            project_id: the user's project; left out, it is the client's or the token's.
            task_ids: the tasks; one that stands twice is looked at once.
            timeout: seconds to wait; None for no limit.
            poll: how often to look; None for the client's pace.
            on_update: called, in this thread, with each status that differs from the one before; an
                exception in it ends the wait and reaches the caller.
            progress: True shows how it goes, False doesn't, "auto" does in a terminal (a line on
                standard error) and, with tqdm installed, in a notebook (a bar).
            raise_on_failure: False returns a task in FAILURE instead of raising.

        Returns:
            The last status of each task, in the order they were given.

        Raises:
            TasksError: some tasks ended without success, or could not be looked at; the others were
                waited for. `exceptions` says what went wrong, `results` holds the statuses.
            TasksTimeoutError: and some were not done in time.
            InvalidParameterError: an argument is out of range; nothing was sent.
        """
        wait = Wait(tasks_of("wait_for_tasks", task_ids), on_update, progress)
        for _ in self._follow(wait, self._watch("wait_for_tasks", project_id, wait, timeout, poll)):
            pass
        return wait.statuses(raise_on_failure=raise_on_failure)

    def as_completed(
        self,
        project_id: str | Unset = UNSET,
        task_ids: Iterable[str] | Unset = UNSET,
        timeout: float | None = None,
        poll: Poll | None = None,
        progress: bool | Literal["auto"] = False,
    ) -> Iterator[TaskStatus]:
        """Waits for some tasks, and gives each as it is done, with or without success.

        Args:
            project_id: the user's project; left out, it is the client's or the token's.
            task_ids: the tasks; one that stands twice is given once.
            timeout: seconds to wait in all; None for no limit.
            poll: how often to look; None for the client's pace.
            progress: as in `wait_for_task`.

        Yields:
            The last status of each task, the first done first.

        Raises:
            TasksError: some tasks could not be looked at; raised after the others were given.
            TasksTimeoutError: and some were not done in time.
            InvalidParameterError: an argument is out of range; nothing was sent.
        """
        wait = Wait(tasks_of("as_completed", task_ids), None, progress)
        for status in self._follow(wait, self._watch("as_completed", project_id, wait, timeout, poll)):
            if status.is_done:
                yield status
        wait.statuses(raise_on_failure=False)

    def watch_task(
        self,
        project_id: str | Unset = UNSET,
        task_id: str | Unset = UNSET,
        timeout: float | None = None,
        poll: Poll | None = None,
    ) -> Iterator[TaskStatus]:
        """Gives each change of a task, to its end, with or without success.

        Args:
            project_id: the user's project; left out, it is the client's or the token's.
            task_id: the task, as create, publish, sync, checkout or delete returned it.
            timeout: seconds to watch; None for no limit.
            poll: how often to look; None for the client's pace.

        Yields:
            Each status that differs from the one before.

        Raises:
            WaitTimeoutError: it was not done in time.
            InvalidParameterError: an argument is out of range; nothing was sent.
            ApiException: the service refused a look, `raise_on_error=False` or not; and whatever else
                `get_task_status` raises, unless it passes within the pace's `outage`.
        """
        wait = Wait([task_id])
        yield from self._follow(wait, self._watch("watch_task", project_id, wait, timeout, poll))
        wait.status(raise_on_failure=False)

    def get_task_statuses(
        self,
        project_id: str | Unset = UNSET,
        task_ids: Iterable[str] | Unset = UNSET,
        concurrency: int = MOST_LOOKS_AT_ONCE,
        return_exceptions: bool = False,
        *,
        timeout: float | Unset | None = UNSET,
    ) -> list[TaskStatus | ModelArtsError]:
        """Looks at many tasks, once.

        Args:
            project_id: the user's project; left out, it is the client's or the token's.
            task_ids: the tasks; one that stands twice is looked at once.
            concurrency: how many are looked at at once.
            return_exceptions: True returns, in the place of a status, the exception that its look ended
                in.
            timeout: seconds for each look, retries included; None for no limit; left out, the client's.

        Returns:
            The status of each task, in the order they were given.

        Raises:
            TasksError: some looks failed.
            InvalidParameterError: an argument is out of range; nothing was sent.
        """
        wait = Wait(tasks_of("get_task_statuses", task_ids))
        looks = self._look_once(project_id, wait, concurrency, timeout)
        for _ in self._follow(wait, looks):
            pass
        if return_exceptions:
            return wait.outcomes()
        return [*wait.statuses(raise_on_failure=False)]

    def _follow(self, wait: Wait, watch: Watch | None) -> Iterator[TaskStatus]:
        if watch is None:
            return
        try:
            while (batch := watch.wait(wait.tick)) is not None:
                yield from wait.take(batch)
        finally:
            watch.close()
            wait.close()
