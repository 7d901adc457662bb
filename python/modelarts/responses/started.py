"""The response of a call that starts work, which can wait for it."""

from __future__ import annotations

from modelarts._modelarts import Poll  # noqa: TC001 typing.get_type_hints reads it
from modelarts.language import message_in
from modelarts.responses.base import Response, raise_if_failed
from modelarts.responses.target import TASK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta
    from typing import Any, Generic, Literal, TypeVar

    from typing_extensions import Self

    from modelarts.responses.target import Target
    from modelarts.wait.async_loop import AsyncPollLoop
    from modelarts.wait.loop import PollLoop

    Waited_co = TypeVar("Waited_co", covariant=True)

    class _Base(Response, Generic[Waited_co]):
        _poll_loop: PollLoop | AsyncPollLoop | None
        _target: Target | None
        _missing_id: str | None

else:
    from modelarts._deferred import Callable, Literal, timedelta

    # A dict's class takes parameters; a TypeVar would need the import of typing, as Any would.
    _Base, Waited_co, Any = Response, None, object

__all__ = ["Started", "Waited_co"]


class Started(_Base[Waited_co]):
    """The response of a call that starts work: a task, or a change of a dataset or of a version.

    `wait()` waits for the work: it returns its last status if a method of a sync class made the call, and a
    coroutine if one of an async class did. A copied or unpickled response has no client and can't wait;
    `wait_for_task` can, or `wait` of an API with `handle`.
    """

    __slots__ = ("_missing_id", "_poll_loop", "_target")

    _not_pickled = ("_poll_loop",)

    def _bind(self, poll_loop: Any, target: Target | str | None) -> Self:
        """Adds what waits for the work; `target` is the name of its id if the response has none."""
        self._poll_loop = poll_loop
        self._target = None if isinstance(target, str) else target
        self._missing_id = target if isinstance(target, str) else None
        return self

    @property
    def handle(self) -> str | None:
        """The text that names the work, such as "imports/DATASET_ID/TASK_ID"; None if there is none.

        There is none if the call failed, or if the response lacks the id.

        `modelarts task wait` takes it, and `wait` of an API. A task of the dataset API is named by its id alone.
        """
        return None if self._target is None else self._target.handle

    def wait(
        self,
        timeout: float | str | timedelta | None = None,
        poll: Poll | None = None,
        on_update: Callable[[Any], object] | None = None,
        progress: bool | Literal["auto"] = "auto",
        raise_on_failure: bool = True,
    ) -> Waited_co:
        """Waits until the work is done.

        Args:
            timeout: The timeout of the wait: seconds, a `timedelta`, or text such as "30s" or "2h"; None for
                no limit.
            poll: How often to poll; None for the client's `poll`.
            on_update: Called in this thread with each status that differs from the one before. An
                exception in it ends the wait and reaches the caller.
            progress: True shows progress, False does not, "auto" does in a terminal (a line on standard
                error) and in a notebook (a bar of tqdm or, where that is not installed, a line).
            raise_on_failure: False returns the status of work that failed instead of raising.

        Returns:
            The last status of the work: of the task, of the dataset or of its version.

        Raises:
            TaskFailedError: The work failed, or was stopped.
            WaitTimeoutError: The timeout expired before the work was done.
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The call that was to start the work failed, or the service refused a poll.
            ModelArtsError: The response has no id of the work, or no client, because it was copied or unpickled.
        """
        target = self._required_target()
        if target is None or self._poll_loop is None:
            from modelarts.errors import ModelArtsError

            raise ModelArtsError(
                message_in(self._language, "a copy of a response has no client; use {call}", call=self._other_wait())
            )
        waited: Any = self._poll_loop.wait_for(
            "wait", target, (timeout, poll), on_update, progress, raise_on_failure=raise_on_failure
        )
        return waited  # type: ignore[no-any-return] # the type depends on the API that made the call

    def _other_wait(self) -> str:
        if self._target is None or self._target.operation == TASK:
            return f"wait_for_task(task_id={self.get('task_id')!r})"
        return f"wait([{self._target.handle!r}])"

    def _required_target(self) -> Target | None:
        """Returns what to wait for; None in a response that no method has returned.

        Raises:
            ApiException: The call that was to start the work failed.
            ModelArtsError: The response has no id of the work.
        """
        raise_if_failed(self)
        problem = self._without_id()
        if problem is not None:
            from modelarts.errors import ModelArtsError

            raise ModelArtsError(problem)
        return self._target

    def _without_id(self) -> str | None:
        """Returns why there is nothing to wait for, if the response has no id of the work."""
        field = self._missing_id
        if field is None:
            return None
        return message_in(self._language, "the response has no `{field}`, so there is nothing to wait for", field=field)
