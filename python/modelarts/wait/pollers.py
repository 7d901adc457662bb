"""The pollers of waits, made from the arguments of a public method."""

from __future__ import annotations

from modelarts._modelarts import MAX_CONCURRENT_POLLS, Poll
from modelarts.errors import InvalidParameterError
from modelarts.language import message_in
from modelarts.unset import UNSET, Unset

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import timedelta
    from typing import Any

    from modelarts._modelarts import Client, Poller
    from modelarts.client.api_client import ApiClient
    from modelarts.wait.state import Wait

    Times = tuple[float | str | timedelta | None, Poll | None]

__all__ = ["Pollers"]


class Pollers:
    """Makes pollers for the targets of a wait.

    Args:
        client: The client that polls.
    """

    _asynchronous = False

    def __init__(self, client: ApiClient) -> None:
        self._core: Client = client._core

    @property
    def language(self) -> str:
        """The language of the client."""
        language: str = self._core.describe()["language"]
        return language

    def _poller(self, caller: str, wait: Wait, times: Times) -> Poller | None:
        """Returns a poller that polls each target until it is done; None if there are none.

        `times` is the timeout of the wait, and how often to poll.
        """
        timeout, poll = times
        if not isinstance(poll, (Poll, type(None))):
            found = type(poll).__name__
            problem = message_in(self.language, "poll: is {found}, expected modelarts.client.Poll or None", found=found)
            raise InvalidParameterError(problem, parameter="poll")
        options = {"timeout": timeout, "call_timeout": UNSET, "poll": poll, "once": False}
        return self._start_poller(caller, wait, {**options, "concurrency": MAX_CONCURRENT_POLLS})

    def _poller_once(
        self, caller: str, wait: Wait, concurrency: int, call_timeout: float | str | timedelta | Unset | None
    ) -> Poller | None:
        """Returns a poller that polls each target once; None if there are none."""
        if not isinstance(concurrency, int) or isinstance(concurrency, bool):
            found = type(concurrency).__name__
            problem = message_in(self.language, "concurrency: is {found}, expected an int", found=found)
            raise InvalidParameterError(problem, parameter="concurrency")
        options = {"timeout": None, "call_timeout": call_timeout, "poll": None, "once": True}
        # More polls than tasks would make no difference, and the number may be too large for Rust.
        bounded = min(concurrency, max(1, len(wait.polled)))
        return self._start_poller(caller, wait, {**options, "concurrency": bounded})

    def _start_poller(self, caller: str, wait: Wait, options: dict[str, Any]) -> Poller | None:
        # The arguments are checked in Rust, all at once.
        if not wait.polled:
            return None
        return self._core.poller(caller, wait.polled, {**options, "asynchronous": self._asynchronous})
