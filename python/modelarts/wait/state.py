"""The state of a wait for work of any kind, which the sync and the async loop share."""

from __future__ import annotations

from modelarts._modelarts import Event
from modelarts.errors import ModelArtsError, task_failed, tasks_error, wait_timeout
from modelarts.language import message_in
from modelarts.log import info_enabled
from modelarts.log import write as log
from modelarts.progress import Progress, check_progress, start_progress
from modelarts.responses.base import ResponseList
from modelarts.text import printable
from modelarts.unset import Unset
from modelarts.warning import warn

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any, Literal

    from modelarts.responses.target import Target
    from modelarts.responses.work import Work

__all__ = ["Wait"]


class Wait:
    """A wait for any number of targets: takes the events of a poller, and has a result for every target.

    Args:
        targets: What to wait for; what occurs twice is polled once.
        on_update: Called with each status that differs from the one before.
        progress: Whether to show progress: True, False or "auto".
        once: Whether each target is polled once, whatever its status is.
        language: The language of progress and errors, "en" or "zh"; None for the user's.

    Attributes:
        polled (list[Target]): What to poll, each once.
        errors (dict[int, ModelArtsError]): The errors of targets that could not be polled or were not done in time,
            by their index in `polled`.

    Raises:
        InvalidParameterError: `progress` is invalid.
    """

    def __init__(
        self,
        targets: Sequence[Target],
        on_update: Callable[[Any], object] | None = None,
        progress: bool | Literal["auto"] = False,
        *,
        once: bool = False,
        language: str | None = None,
    ) -> None:
        check_progress(progress)
        # What is not a text is refused by name when the poller is made; it may not be hashable.
        hashable = all(isinstance(one, (str, Unset)) for target in targets for one in target.arguments)
        self.errors: dict[int, ModelArtsError] = {}
        self.polled = list(dict.fromkeys(targets)) if hashable else list(targets)
        places = {target: index for index, target in enumerate(self.polled)} if hashable else {}
        self._indices = [places[target] if hashable else index for index, target in enumerate(targets)]
        self._on_update = on_update
        self._once = once
        self._language = language
        self._statuses: list[Work | None] = [None] * len(self.polled)
        self._done: set[int] = set()
        self._failures: dict[int, ModelArtsError] = {}
        self._has_ended = False
        self._has_warned = False
        self._show_progress = progress
        self._progress = Progress()

    @property
    def refresh_interval(self) -> float:
        """After how many seconds `handle` should be called though nothing happened."""
        return self._progress.refresh_interval

    @property
    def is_done(self) -> bool:
        """Whether all of the work has ended, with success or without."""
        return len(self._done) == len(self.polled)

    def start(self) -> None:
        """Starts to show progress; called when the poller was made and the arguments are thus valid."""
        self._progress = start_progress(self._show_progress, self.polled, self._language)

    def handle(self, events: Iterable[object]) -> list[tuple[Any, bool]]:
        """Handles events of the poller.

        Args:
            events: The events, in their order.

        Returns:
            The statuses that differ from the ones before, in their order, and whether each is the last.

        Raises:
            ModelArtsError: An event is unknown.
        """
        changed: list[tuple[Any, bool]] = []
        for event in events:
            if isinstance(event, Event.Changed):
                status = event.status._ended("failed") if event.has_failed else event.status
                self._change(event.index, status, is_done=event.is_done)
                changed.append((status, event.is_done))
            elif isinstance(event, Event.Gone):
                gone = (self._statuses[event.index] or event.status)._ended("gone")
                self._change(event.index, gone, is_done=True)
                changed.append((gone, True))
            elif isinstance(event, Event.PollFailed):
                self._failures[event.index] = event.error
                name = self.polled[event.index].name
                log("warning", "%s: a poll failed and will be tried again: %s", name, event.error)
            elif isinstance(event, Event.GaveUp):
                self.errors[event.index] = event.error
                self._progress.give_up(event.index)
            elif isinstance(event, Event.NextPoll):
                self._progress.schedule(event.seconds)
            elif isinstance(event, Event.TimedOut):
                self._has_ended = True
                for index in self._unfinished():
                    self.errors[index] = self._timed_out(index, event.elapsed)
            elif isinstance(event, Event.Finished):
                self._has_ended = True
            else:
                raise ModelArtsError(
                    message_in(
                        self._language,
                        "the wait failed: its poller sent an unknown event, {event}",
                        event=repr(event),
                    )
                )
        self._progress.refresh()
        return changed

    def _timed_out(self, index: int, elapsed: float) -> ModelArtsError:
        failure = self._failures.get(index)
        return wait_timeout(self.polled[index], self._statuses[index], elapsed, failure, self._language)

    def _change(self, index: int, status: Work, *, is_done: bool) -> None:
        self._statuses[index] = status
        self._failures.pop(index, None)
        if is_done:
            self._done.add(index)
        if info_enabled():
            log("info", "%s: %s", self.polled[index].name, printable(status._state_text()))
        if status.state is None and not self._has_warned:
            self._has_warned = True
            self._warn(index, status)
        self._progress.update(index, status, is_done=is_done)
        if self._on_update is not None:
            self._on_update(status)

    def _warn(self, index: int, status: Work) -> None:
        name = self.polled[index].name_in(self._language)
        value = repr(status.get(status._state_field))
        if self._once:
            text = message_in(self._language, "{name} has an undocumented status, {value}", name=name, value=value)
        else:
            text = message_in(
                self._language,
                "{name} has an undocumented status, {value}; the wait goes on",
                name=name,
                value=value,
            )
        warn(text)

    def _unfinished(self) -> list[int]:
        return [
            index
            for index, status in enumerate(self._statuses)
            if index not in self.errors and (status is None or not (self._once or index in self._done))
        ]

    def finish(self) -> None:
        """Checks, after the last event, that there is a result for every task.

        A task without one gets an error of its own.

        Raises:
            ModelArtsError: The poller ended without its last event, though every task has a result.
        """
        unfinished = self._unfinished()
        for index in unfinished:
            name = self.polled[index].name_in(self._language)
            self.errors[index] = ModelArtsError(
                message_in(
                    self._language,
                    "the wait for {name} broke off before it was done; it may still be running",
                    name=name,
                )
            )
        if not self._has_ended and not unfinished:
            raise ModelArtsError(
                message_in(self._language, "the wait broke off: its poller ended without saying that it was finished")
            )

    def close(self) -> None:
        """Ends the progress."""
        self._progress.close()

    def status(self, *, raise_on_failure: bool) -> Any:
        """Returns the result of a wait for one target.

        Args:
            raise_on_failure: Whether work that failed is an error.

        Returns:
            The last status.

        Raises:
            ModelArtsError: The work failed, was not done in time, or could not be polled.
        """
        error = self._error(0, raise_on_failure=raise_on_failure)
        if error is not None:
            raise error
        (status,) = (status for status in self._statuses if status is not None)
        return status

    def statuses(self, *, raise_on_failure: bool) -> ResponseList[Any]:
        """Returns the results of a wait for any number of targets.

        Args:
            raise_on_failure: Whether work that failed is an error.

        Returns:
            The last status of each target, in their order.

        Raises:
            TasksError: Some work failed, was not done in time, or could not be polled.
        """
        errors = [self._error(index, raise_on_failure=raise_on_failure) for index in range(len(self.polled))]
        raised = [error for error in errors if error is not None]
        results = [self._statuses[index] for index in self._indices]
        if raised:
            raise tasks_error(raised, results, len(self.polled), self._language)
        return ResponseList(status for status in results if status is not None)

    def outcomes(self) -> ResponseList[Any | ModelArtsError]:
        """Returns the status of each target, or its error, in their order."""
        return ResponseList(self.errors.get(index, self._statuses[index]) for index in self._indices)

    def _error(self, index: int, *, raise_on_failure: bool) -> ModelArtsError | None:
        if index in self.errors:
            return self.errors[index]
        status, target = self._statuses[index], self.polled[index]
        if raise_on_failure and status is not None and target.is_failure(status):
            return task_failed(status, target, self._language)
        return None
