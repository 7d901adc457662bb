"""Waits for tasks in the calling thread."""

from __future__ import annotations

from modelarts._modelarts import MAX_CONCURRENT_POLLS, Poll  # typing.get_type_hints reads Poll, and those below
from modelarts.errors import ModelArtsError  # noqa: TC001
from modelarts.responses import ResponseList, TaskStatus  # noqa: TC001
from modelarts.unset import UNSET, Unset
from modelarts.wait.loop import WithPollLoop
from modelarts.wait.targets import target_of_task, targets_of_tasks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import timedelta
    from typing import Literal

else:
    from modelarts._deferred import Callable, Iterable, Iterator, Literal, timedelta

__all__ = ["TaskWaits"]


class TaskWaits(WithPollLoop):
    """The waits of `DatasetApi`."""

    def wait_for_task(
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

        Args:
            project_id: The project; without it, the project of the client or of its token.
            task_id: The task id, as create, publish, sync, checkout or delete returned it.
            timeout: The timeout of the wait: seconds, a `timedelta`, or text such as "30s" or "2h"; None for
                no limit.
            poll: How often to poll; None for the client's `poll`.
            on_update: Called in this thread with each status that differs from the one before. An
                exception in it ends the wait and reaches the caller.
            progress: True shows progress, False does not, "auto" does in a terminal (a line on standard
                error) and in a notebook (a bar of tqdm or, where that is not installed, a line).
            raise_on_failure: False returns a task with the status FAILURE instead of raising.

        Returns:
            The last status of the task.

        Raises:
            TaskFailedError: The task failed.
            WaitTimeoutError: The timeout expired before the task was done.
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused a poll, `raise_on_error=False` or not. Any other error of
                `get_task_status` is raised, too, unless it passes within `Poll.outage` seconds.
        """
        target = target_of_task(project_id, task_id)
        times = (timeout, poll)
        status: TaskStatus = self._poll_loop.wait_for(
            "wait_for_task", target, times, on_update, progress, raise_on_failure=raise_on_failure
        )
        return status

    def wait_for_tasks(
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

        Args:
            project_id: The project; without it, the project of the client or of its token.
            task_ids: The task ids; one that occurs twice is polled once.
            timeout: The timeout of the wait: seconds, a `timedelta`, or text such as "30s" or "2h"; None for
                no limit.
            poll: How often to poll; None for the client's `poll`.
            on_update: Called in this thread with each status that differs from the one before. An
                exception in it ends the wait and reaches the caller.
            progress: True shows progress, False does not, "auto" does in a terminal (a line on standard
                error) and in a notebook (a bar of tqdm or, where that is not installed, a line).
            raise_on_failure: False returns a task with the status FAILURE instead of raising.

        Returns:
            The last status of each task, in the order of `task_ids`.

        Raises:
            TasksError: Some tasks failed or could not be polled; the wait for the others went on to its
                end. `exceptions` holds the errors, `results` the statuses.
            TasksTimeoutError: As `TasksError`, and the timeout expired before all tasks were done.
            InvalidParameterError: An argument is invalid; nothing was sent.
        """
        targets = targets_of_tasks("wait_for_tasks", project_id, task_ids, self._poll_loop.language)
        times = (timeout, poll)
        return self._poll_loop.wait_for_all(
            "wait_for_tasks", targets, times, on_update, progress, raise_on_failure=raise_on_failure
        )

    def as_completed(
        self,
        project_id: str | Unset = UNSET,
        task_ids: Iterable[str] | Unset = UNSET,
        timeout: float | str | timedelta | None = None,
        poll: Poll | None = None,
        progress: bool | Literal["auto"] = False,
    ) -> Iterator[TaskStatus]:
        """Waits for some tasks and yields each one as soon as it is done, whether it succeeded or failed.

        Args:
            project_id: The project; without it, the project of the client or of its token.
            task_ids: The task ids; one that occurs twice is yielded once.
            timeout: The timeout of the whole wait: seconds, a `timedelta`, or text such as "30s" or "2h"; None for
                no limit.
            poll: How often to poll; None for the client's `poll`.
            progress: As for `wait_for_task`.

        Yields:
            The last status of each task, in the order in which they were done.

        Raises:
            TasksError: Some tasks could not be polled; raised after all others were yielded.
            TasksTimeoutError: As `TasksError`, and the timeout expired before all tasks were done.
            InvalidParameterError: An argument is invalid; nothing was sent.
        """
        targets = targets_of_tasks("as_completed", project_id, task_ids, self._poll_loop.language)
        yield from self._poll_loop.completed("as_completed", targets, (timeout, poll), progress)

    def watch_task(
        self,
        project_id: str | Unset = UNSET,
        task_id: str | Unset = UNSET,
        timeout: float | str | timedelta | None = None,
        poll: Poll | None = None,
    ) -> Iterator[TaskStatus]:
        """Yields each change of a task until it is done, whether it succeeded or failed.

        Args:
            project_id: The project; without it, the project of the client or of its token.
            task_id: The task id, as create, publish, sync, checkout or delete returned it.
            timeout: The timeout of the wait: seconds, a `timedelta`, or text such as "30s" or "2h"; None for
                no limit.
            poll: How often to poll; None for the client's `poll`.

        Yields:
            Each status that differs from the one before.

        Raises:
            WaitTimeoutError: The timeout expired before the task was done.
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused a poll, `raise_on_error=False` or not. Any other error of
                `get_task_status` is raised, too, unless it passes within `Poll.outage` seconds.
        """
        yield from self._poll_loop.watch("watch_task", target_of_task(project_id, task_id), (timeout, poll))

    def get_task_statuses(
        self,
        project_id: str | Unset = UNSET,
        task_ids: Iterable[str] | Unset = UNSET,
        concurrency: int = MAX_CONCURRENT_POLLS,
        return_exceptions: bool = False,
        *,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> ResponseList[TaskStatus] | list[TaskStatus | ModelArtsError]:
        """Returns the current status of many tasks; polls each once.

        Args:
            project_id: The project; without it, the project of the client or of its token.
            task_ids: The task ids; one that occurs twice is polled once.
            concurrency: How many tasks are polled at the same time.
            return_exceptions: True returns, in place of a status, the exception of a poll that failed.
            timeout: The timeout of each poll, retries included: seconds, a `timedelta`, or text such as
                "30s"; None for no limit. Without it, the client's.

        Returns:
            The status of each task, in the order of `task_ids`.

        Raises:
            TasksError: Some polls failed.
            InvalidParameterError: An argument is invalid; nothing was sent.
        """
        targets = targets_of_tasks("get_task_statuses", project_id, task_ids, self._poll_loop.language)
        wait = self._poll_loop.poll_once("get_task_statuses", targets, concurrency, timeout)
        return wait.outcomes() if return_exceptions else wait.statuses(raise_on_failure=False)
