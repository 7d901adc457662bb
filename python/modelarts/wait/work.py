"""Waits for work of any kind with one poller, in the calling thread."""

from __future__ import annotations

from modelarts._modelarts import Poll  # noqa: TC001 typing.get_type_hints reads it, and those below
from modelarts.responses import ResponseList, Work  # noqa: TC001
from modelarts.responses.started import Started  # noqa: TC001
from modelarts.wait.loop import WithPollLoop
from modelarts.wait.targets import targets_of_work

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import timedelta
    from typing import Any, Literal
else:
    from modelarts._deferred import Callable, Iterable, Iterator, Literal, timedelta

    # Any would need the import of typing.
    Any = object

__all__ = ["WorkWaits"]


class WorkWaits(WithPollLoop):
    """Waits for what any calls have started, tasks of `DatasetApi` included."""

    def wait(
        self,
        work: Iterable[Started[Any] | Work | str],
        timeout: float | str | timedelta | None = None,
        poll: Poll | None = None,
        on_update: Callable[[Any], object] | None = None,
        progress: bool | Literal["auto"] = "auto",
        raise_on_failure: bool = True,
    ) -> ResponseList[Any]:
        """Waits until all of some work is done, with one poller for all of it.

        Args:
            work: What to wait for: responses of calls that start work, responses with a `state`, and texts as
                their `handle` returns them; what occurs twice is polled once. What a handle names is in the
                project of the client.
            timeout: The timeout of the wait: seconds, a `timedelta`, or text such as "30s" or "2h"; None for
                no limit.
            poll: How often to poll; None for the client's `poll`.
            on_update: Called in this thread with each status that differs from the one before. An
                exception in it ends the wait and reaches the caller.
            progress: True shows progress, False does not, "auto" does in a terminal (a line on standard
                error) and in a notebook (a bar of tqdm or, where that is not installed, a line).
            raise_on_failure: False returns the status of work that failed instead of raising.

        Returns:
            The last status of each, in the order of `work`. What was to be deleted has its last status from
            before, with the state SUCCEEDED.

        Raises:
            TasksError: Some of it failed or could not be polled; the wait for the rest went on to its end.
                `exceptions` holds the errors, `results` the statuses.
            TasksTimeoutError: As `TasksError`, and the timeout expired before all of it was done.
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: A call that was to start some of it had failed; nothing was sent.
        """
        return self._poll_loop.wait_for_all(
            "wait",
            targets_of_work(work, self._client.project_id, language=self._poll_loop.language),
            (timeout, poll),
            on_update,
            progress,
            raise_on_failure=raise_on_failure,
        )

    def as_completed(
        self,
        work: Iterable[Started[Any] | Work | str],
        timeout: float | str | timedelta | None = None,
        poll: Poll | None = None,
        progress: bool | Literal["auto"] = False,
    ) -> Iterator[Any]:
        """Waits for some work and yields each status as soon as the work is done, whether it succeeded or failed.

        Args:
            work: What to wait for, as for `wait`; what occurs twice is yielded once.
            timeout: The timeout of the whole wait: seconds, a `timedelta`, or text such as "30s" or "2h"; None for
                no limit.
            poll: How often to poll; None for the client's `poll`.
            progress: As for `wait`.

        Yields:
            The last status of each, in the order in which the work was done; its `handle` names it.

        Raises:
            TasksError: Some of it could not be polled; raised after all others were yielded.
            TasksTimeoutError: As `TasksError`, and the timeout expired before all of it was done.
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: A call that was to start some of it had failed; nothing was sent.
        """
        targets = targets_of_work(work, self._client.project_id, language=self._poll_loop.language)
        yield from self._poll_loop.completed("as_completed", targets, (timeout, poll), progress)
