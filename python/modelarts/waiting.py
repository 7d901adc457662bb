"""The state of a wait for tasks, which the sync and the async API share."""

from __future__ import annotations

from modelarts._modelarts import Event
from modelarts.client.unset import Unset
from modelarts.errors import InvalidParameterError, ModelArtsError, task_failed, tasks_error, wait_timeout
from modelarts.log import info_enabled
from modelarts.log import write as log
from modelarts.progress import Progress, check_progress, start_progress
from modelarts.responses import ResponseList, TaskState
from modelarts.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any, Literal

    from modelarts.responses import TaskStatus

__all__ = ["Wait", "list_of_ids"]

_DOCUMENTED_STATES = frozenset(state.value for state in TaskState)


class Wait:
    """A wait for any number of tasks: takes the events of a poller, and has a result for every task.

    Args:
        task_ids: The ids of the tasks; one that occurs twice is polled once.
        on_update: Called with each status that differs from the one before.
        progress: Whether to show progress: True, False or "auto".
        once: Whether each task is polled once, whatever its status is.

    Attributes:
        polled_ids (list[Any]): The ids of the tasks to poll, each once.

    Raises:
        InvalidParameterError: `progress` is invalid.
    """

    def __init__(
        self,
        task_ids: Sequence[Any],
        on_update: Callable[[TaskStatus], object] | None = None,
        progress: bool | Literal["auto"] = False,
        *,
        once: bool = False,
    ) -> None:
        check_progress(progress)
        # What is not a text is refused by name when the poller is made; it may not be hashable.
        hashable = all(isinstance(task_id, str) for task_id in task_ids)
        self.polled_ids = list(dict.fromkeys(task_ids)) if hashable else list(task_ids)
        places = {task_id: index for index, task_id in enumerate(self.polled_ids)} if hashable else {}
        self._indices = [places.get(task_id, index) for index, task_id in enumerate(task_ids)]
        self._on_update = on_update
        self._once = once
        self._statuses: list[TaskStatus | None] = [None] * len(self.polled_ids)
        self._errors: dict[int, ModelArtsError] = {}
        self._failures: dict[int, ModelArtsError] = {}
        self._has_ended = False
        self._has_warned = False
        self._show_progress = progress
        self._progress = Progress(self.polled_ids)

    @property
    def seconds_a_refresh(self) -> float:
        """After how many seconds `handle` should be called though nothing happened."""
        return self._progress.seconds_a_refresh

    def start(self) -> None:
        """Starts to show progress; called when the poller was made and the arguments are thus valid."""
        self._progress = start_progress(self._show_progress, self.polled_ids)

    def handle(self, events: Iterable[object]) -> list[TaskStatus]:
        """Handles events of the poller.

        Args:
            events: The events, in their order.

        Returns:
            The statuses that differ from the ones before, in their order.

        Raises:
            ModelArtsError: An event is unknown.
        """
        changed = []
        for event in events:
            if isinstance(event, Event.Changed):
                self._change(event.index, event.status)
                changed.append(event.status)
            elif isinstance(event, Event.PollFailed):
                self._failures[event.index] = event.error
                task_id = printable(self.polled_ids[event.index])
                log("warning", "task %s: a poll failed and will be tried again: %s", task_id, event.error)
            elif isinstance(event, Event.GaveUp):
                self._errors[event.index] = event.error
                self._progress.give_up(event.index)
            elif isinstance(event, Event.NextPoll):
                self._progress.schedule(event.seconds)
            elif isinstance(event, Event.TimedOut):
                self._has_ended = True
                for index in self._unfinished():
                    self._errors[index] = self._timed_out(index, event.elapsed)
            elif isinstance(event, Event.Finished):
                self._has_ended = True
            else:
                raise ModelArtsError(f"the wait failed: its poller sent an unknown event, {event!r}")
        self._progress.refresh()
        return changed

    def _timed_out(self, index: int, elapsed: float) -> ModelArtsError:
        return wait_timeout(self.polled_ids[index], self._statuses[index], elapsed, self._failures.get(index))

    def _change(self, index: int, status: TaskStatus) -> None:
        self._statuses[index] = status
        self._failures.pop(index, None)
        state = status["status"]
        if info_enabled():
            log("info", "task %s: %s", printable(self.polled_ids[index]), printable(state))
        if state not in _DOCUMENTED_STATES and not self._has_warned:
            self._has_warned = True
            import warnings

            task_id = printable(self.polled_ids[index])
            warnings.warn(f"task {task_id} has an undocumented status, {state!r}; the wait goes on", stacklevel=5)
        self._progress.update(index, state)
        if self._on_update is not None:
            self._on_update(status)

    def _unfinished(self) -> list[int]:
        return [
            index
            for index, status in enumerate(self._statuses)
            if index not in self._errors and (status is None or not (self._once or status.is_done))
        ]

    def finish(self) -> None:
        """Checks, after the last event, that there is a result for every task.

        A task without one gets an error of its own.

        Raises:
            ModelArtsError: The poller ended without an event that says so, though every task has a result.
        """
        unfinished = self._unfinished()
        for index in unfinished:
            task_id = printable(self.polled_ids[index])
            self._errors[index] = ModelArtsError(
                f"the wait for task {task_id} broke off before the task was done; it may still be running"
            )
        if not self._has_ended and not unfinished:
            raise ModelArtsError("the wait broke off: its poller ended without saying that it was finished")

    def close(self) -> None:
        """Ends the progress."""
        self._progress.close()

    def status(self, *, raise_on_failure: bool) -> TaskStatus:
        """Returns the result of a wait for one task.

        Args:
            raise_on_failure: Whether FAILURE is an error.

        Returns:
            The last status.

        Raises:
            ModelArtsError: The task failed, was not done in time, or could not be polled.
        """
        error = self._error(0, raise_on_failure=raise_on_failure)
        if error is not None:
            raise error
        (status,) = (status for status in self._statuses if status is not None)
        return status

    def statuses(self, *, raise_on_failure: bool) -> ResponseList[TaskStatus]:
        """Returns the results of a wait for any number of tasks.

        Args:
            raise_on_failure: Whether FAILURE is an error.

        Returns:
            The last status of each task, in the order of their ids.

        Raises:
            TasksError: Some tasks failed, were not done in time, or could not be polled.
        """
        errors = [self._error(index, raise_on_failure=raise_on_failure) for index in range(len(self.polled_ids))]
        raised = [error for error in errors if error is not None]
        results = [self._statuses[index] for index in self._indices]
        if raised:
            raise tasks_error(raised, results)
        return ResponseList(status for status in results if status is not None)

    def outcomes(self) -> list[TaskStatus | ModelArtsError]:
        """Returns the status of each task, or its error, in the order of their ids."""
        outcomes: list[Any] = [self._errors.get(index, self._statuses[index]) for index in self._indices]
        return outcomes

    def _error(self, index: int, *, raise_on_failure: bool) -> ModelArtsError | None:
        status = self._statuses[index]
        if index in self._errors:
            return self._errors[index]
        if raise_on_failure and status is not None and status.is_failed:
            return task_failed(status)
        return None


def list_of_ids(caller: str, task_ids: Iterable[str] | Unset) -> list[str]:
    """Returns the ids of the tasks to wait for.

    Args:
        caller: The name of the public method, for the error.
        task_ids: Its argument.

    Returns:
        A list of the ids, which are checked when the poller is made.

    Raises:
        TypeError: The argument was left out.
        InvalidParameterError: The argument is a single id or no iterable at all.
    """
    if isinstance(task_ids, Unset):
        raise TypeError(f"{caller}() needs task_ids=; to leave project_id out, pass the others by keyword")
    if isinstance(task_ids, (str, bytes)) or not hasattr(task_ids, "__iter__"):
        found = type(task_ids).__name__
        raise InvalidParameterError(f"task_ids: is {found}, expected a list of ids", parameter="task_ids")
    return list(task_ids)
