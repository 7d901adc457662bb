"""The response of a call that starts a task, which can wait for the task."""

from __future__ import annotations

from modelarts._modelarts import Poll  # noqa: TC001 typing.get_type_hints reads it
from modelarts.responses.base import Response, raise_if_failed
from modelarts.responses.task import TaskStatus  # noqa: TC001 likewise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta
    from typing import Any, Generic, Literal, TypeVar

    from typing_extensions import Self

    from modelarts.client.async_waits import AsyncWaits
    from modelarts.client.waits import Waits

    Waited_co = TypeVar("Waited_co", covariant=True)

    class _Base(Response, Generic[Waited_co]):
        _api: Waits | AsyncWaits | None
        _project_id: Any

else:
    from modelarts._deferred import Callable, Literal, timedelta

    # A dict's class takes parameters; a TypeVar would need the import of typing.
    _Base, Waited_co = Response, None

__all__ = ["Started", "Waited_co"]


class Started(_Base[Waited_co]):
    """The response of a call that starts a task.

    `wait()` waits for the task: it returns the status if `DatasetApi` made the call, and a coroutine if
    `AsyncDatasetApi` did. A copied or unpickled response has no client and can't wait; `wait_for_task` can.
    """

    __slots__ = ("_api", "_project_id")

    _not_pickled = __slots__

    def _bind(self, api: Any, project_id: object) -> Self:
        self._api = api
        self._project_id = project_id
        return self

    def wait(
        self,
        timeout: float | str | timedelta | None = None,
        poll: Poll | None = None,
        on_update: Callable[[TaskStatus], object] | None = None,
        progress: bool | Literal["auto"] = "auto",
        raise_on_failure: bool = True,
    ) -> Waited_co:
        """Waits until the task is done.

        Args:
            timeout: The timeout of the wait: seconds, a `timedelta`, or text such as "30s" or "2h"; None for
                no limit.
            poll: How often to poll; None for the client's `poll`.
            on_update: Called in this thread with each status that differs from the one before. An
                exception in it ends the wait and reaches the caller.
            progress: True shows progress, False does not, "auto" does in a terminal (a line on standard
                error) and, if tqdm is installed, in a notebook (a bar).
            raise_on_failure: False returns a task with the status FAILURE instead of raising.

        Returns:
            The last status of the task.

        Raises:
            TaskFailedError: The task failed.
            WaitTimeoutError: The timeout expired before the task was done.
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The call that was to start the task failed, or the service refused a poll.
            ModelArtsError: The response has no client, because it was copied or unpickled.
        """
        raise_if_failed(self)
        task_id = self["task_id"]
        if self._api is None:
            from modelarts.errors import ModelArtsError

            raise ModelArtsError(f"a copy of a response has no client; use wait_for_task(task_id={task_id!r})")
        waited: Any = self._api.wait_for_task(
            self._project_id, task_id, timeout, poll, on_update, progress, raise_on_failure
        )
        return waited  # type: ignore[no-any-return] # the type depends on the API that made the call
