"""The base of the sync and the async API."""

from __future__ import annotations

from modelarts._modelarts import Client  # noqa: TC001 typing.get_type_hints reads it
from modelarts.client.api_client import ApiClient
from modelarts.language import message
from modelarts.responses.target import TASK, target_of_call

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from typing_extensions import Self

__all__ = ["BaseApi"]


class BaseApi:
    """An API on a client.

    Args:
        client: The client, as returned by `modelarts.config.create_client`.

    Raises:
        TypeError: It is not a client.
    """

    _client: ApiClient
    _core: Client
    # Of `WithPollLoop` or `WithAsyncPollLoop`, which an API whose calls start work has as a base, too.
    _poll_loop: Any

    def __init__(self, client: ApiClient) -> None:
        if not isinstance(client, ApiClient):
            raise TypeError(
                message(
                    "{name} takes the client that modelarts.config.create_client() makes, not {found}",
                    name=type(self).__name__,
                    found=type(client).__name__,
                )
            )
        self._client = client
        self._core = client._core

    def _start(self, operation: str, arguments: tuple[object, ...], timeout: object) -> Any:
        """Calls what starts a task; its response can wait for the task."""
        return self._started(self._core.call(operation, arguments, timeout), (operation, arguments), TASK)

    async def _start_async(self, operation: str, arguments: tuple[object, ...], timeout: object) -> Any:
        """As `_start`; the response waits with a coroutine."""
        return self._started(await self._core.call_async(operation, arguments, timeout), (operation, arguments), TASK)

    def _started(
        self,
        response: Any,
        call: tuple[str, tuple[object, ...]],
        poll: str,
        *,
        gone: bool = False,
        stopped: bool = False,
        equal: str | None = None,
    ) -> Any:
        """Returns the response of a call that started work, on which the operation `poll` reports.

        `gone` says that the work is over when it isn't found any more, `stopped` that it is to be stopped, and `equal`
        names the argument to which the field of the same name is to be equal in the end.
        """
        target = target_of_call(response, call, poll, gone=gone, stopped=stopped, equal=equal)
        return response._bind(self._poll_loop, target)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._client,)

    def __copy__(self) -> Self:
        return type(self)(self._client)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._client!r})"
