"""The pollers of waits, made from the arguments of a public method."""

from __future__ import annotations

from modelarts._modelarts import Poll
from modelarts.client.unset import UNSET, Unset
from modelarts.duration import timeout_seconds
from modelarts.errors import InvalidParameterError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import timedelta

    from modelarts._modelarts import Client, Poller
    from modelarts.waiting import Wait

__all__ = ["MOST_POLLS_AT_ONCE", "Pollers"]

MOST_POLLS_AT_ONCE = 64

_STATUS_OPERATION = "get_task_status"


class Pollers:
    """The base of the waits of `DatasetApi` and `AsyncDatasetApi`."""

    _core: Client
    _asynchronous = False

    def _poller(
        self,
        caller: str,
        project_id: str | Unset,
        wait: Wait,
        timeout: float | str | timedelta | None,
        poll: Poll | None,
    ) -> Poller | None:
        """Returns a poller that polls each task until it is done; None if there are no tasks."""
        seconds = timeout_seconds("timeout", timeout)
        if not isinstance(poll, (Poll, type(None))):
            found = type(poll).__name__
            raise InvalidParameterError(f"poll: is {found}, expected modelarts.client.Poll or None", parameter="poll")
        if not wait.polled_ids:
            return None
        options = {
            "call_timeout": UNSET,
            "timeout": seconds,
            "poll": poll,
            "concurrency": MOST_POLLS_AT_ONCE,
            "once": False,
            "asynchronous": self._asynchronous,
        }
        return self._core.poller(caller, _STATUS_OPERATION, project_id, wait.polled_ids, options)

    def _poller_once(
        self,
        caller: str,
        project_id: str | Unset,
        wait: Wait,
        concurrency: int,
        call_timeout: float | str | timedelta | Unset | None,
    ) -> Poller | None:
        """Returns a poller that polls each task once; None if there are no tasks."""
        seconds = call_timeout if isinstance(call_timeout, Unset) else timeout_seconds("timeout", call_timeout)
        if not wait.polled_ids:
            return None
        options = {
            "call_timeout": seconds,
            "timeout": None,
            "poll": None,
            "concurrency": concurrency,
            "once": True,
            "asynchronous": self._asynchronous,
        }
        return self._core.poller(caller, _STATUS_OPERATION, project_id, wait.polled_ids, options)
