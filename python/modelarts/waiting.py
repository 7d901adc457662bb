"""Waiting for tasks: what becomes of it, told as it happens; shared by both faces."""

from __future__ import annotations

from modelarts.errors import TaskFailedError, TasksError, TasksTimeoutError, WaitTimeoutError
from modelarts.log import wants_changes
from modelarts.log import write as log
from modelarts.progress import progress_of
from modelarts.responses import TaskState, TaskStatus

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any, Literal

    from modelarts.errors import ModelArtsError

__all__ = ["Wait"]

_DOCUMENTED = frozenset(state.value for state in TaskState)


class Wait:
    """One wait for any number of tasks, which takes what happens and says what came of it.

    Args:
        task_ids: the tasks; one that stands twice is looked at once.
        on_update: called with each status that differs from the one before.
        progress: whether to show how it goes; "auto" does in a terminal and in a notebook.

    Attributes:
        watched (list[Any]): the tasks to look at, each once.
        tick (float): seconds after which it wants to be called though nothing happened.
    """

    def __init__(
        self,
        task_ids: Sequence[Any],
        on_update: Callable[[TaskStatus], object] | None = None,
        progress: bool | Literal["auto"] = False,
    ) -> None:
        self.watched = list(dict.fromkeys(task_ids)) if _are_texts(task_ids) else list(task_ids)
        places = {task_id: place for place, task_id in enumerate(self.watched)} if _are_texts(task_ids) else {}
        self._places = [places.get(task_id, place) for place, task_id in enumerate(task_ids)]
        self._on_update = on_update
        self._progress = progress_of(progress, self.watched)
        self.tick = self._progress.tick
        self._statuses: list[TaskStatus | None] = [None] * len(self.watched)
        self._problems: dict[int, ModelArtsError] = {}
        self._warned = False

    def take(self, batch: Iterable[tuple[str, int, Any]]) -> list[TaskStatus]:
        """Takes what happened.

        Args:
            batch: the events.

        Returns:
            The statuses that differ from the ones before, in order.
        """
        changed = []
        logs = wants_changes()
        for kind, place, what in batch:
            if kind == "changed":
                if logs:
                    log("info", "task %s: %s", what.task_id, what["status"])
                self._change(place, what)
                changed.append(what)
            elif kind == "troubled":
                log("warning", "task %s: a look failed, and will be tried again: %s", self.watched[place], what)
            elif kind == "given up":
                self._problems[place] = what
                self._progress.update(place, "given up")
            elif kind == "next look":
                self._progress.next_look(what)
            else:
                self._time_out(what)
        self._progress.refresh()
        return changed

    def _change(self, place: int, status: TaskStatus) -> None:
        self._statuses[place] = status
        state = status["status"]
        if state not in _DOCUMENTED and not self._warned:
            self._warned = True
            import warnings

            warnings.warn(
                f"task {status.task_id} is in a state that nobody documented, {state!r}; the wait goes on", stacklevel=5
            )
        self._progress.update(place, state)
        if self._on_update is not None:
            self._on_update(status)

    def _time_out(self, elapsed: float) -> None:
        for place, task_id in enumerate(self.watched):
            status = self._statuses[place]
            if place not in self._problems and not (status and status.is_done):
                self._problems[place] = WaitTimeoutError(task_id, status, elapsed)

    def close(self) -> None:
        """Ends what is shown."""
        self._progress.close()

    def statuses(self, *, raise_on_failure: bool) -> list[TaskStatus]:
        """What came of all the tasks.

        Args:
            raise_on_failure: whether a task in FAILURE is an error.

        Returns:
            The last status of each, in the order they were given.

        Raises:
            TasksError: some went wrong.
        """
        problems = [self.problem(place, raise_on_failure=raise_on_failure) for place in range(len(self.watched))]
        found = [problem for problem in problems if problem is not None]
        results = [self._statuses[place] for place in self._places]
        if found:
            late = any(isinstance(problem, WaitTimeoutError) for problem in found)
            raise (TasksTimeoutError if late else TasksError)(found, results)
        return [status for status in results if status is not None]

    def status(self, *, raise_on_failure: bool) -> TaskStatus:
        """What came of the one task.

        Args:
            raise_on_failure: whether a task in FAILURE is an error.

        Returns:
            Its last status.

        Raises:
            ModelArtsError: whatever went wrong.
        """
        problem = self.problem(0, raise_on_failure=raise_on_failure)
        if problem is not None:
            raise problem
        (status,) = (status for status in self._statuses if status is not None)
        return status

    def outcomes(self) -> list[TaskStatus | ModelArtsError]:
        """What came of each task, in the order they were given: its status, or what went wrong."""
        statuses: list[Any] = [self._problems.get(place, self._statuses[place]) for place in self._places]
        return statuses

    def problem(self, place: int, *, raise_on_failure: bool) -> ModelArtsError | None:
        """What went wrong with one of `watched`.

        Args:
            place: which.
            raise_on_failure: whether FAILURE is something wrong.

        Returns:
            The error, if there is one.
        """
        status = self._statuses[place]
        if place in self._problems:
            return self._problems[place]
        if raise_on_failure and status is not None and status.is_failed:
            return TaskFailedError(status)
        return None


def _are_texts(task_ids: Sequence[Any]) -> bool:
    return all(isinstance(task_id, str) for task_id in task_ids)
