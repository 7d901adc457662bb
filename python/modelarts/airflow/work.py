"""What Airflow tasks wait for, the waits of the core that they use, and the values that they return."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from modelarts._modelarts import MAX_POLL_INTERVAL, Poll
from modelarts.airflow.outcome import is_refusal
from modelarts.duration import seconds
from modelarts.errors import InvalidParameterError
from modelarts.language import message
from modelarts.responses.base import AttributeDict
from modelarts.responses.task import TaskStatus
from modelarts.wait.async_loop import AsyncPollLoop
from modelarts.wait.loop import PollLoop
from modelarts.wait.targets import targets_of_work

if TYPE_CHECKING:
    from modelarts.client.api_client import ApiClient
    from modelarts.responses.target import Target
    from modelarts.responses.work import Work
    from modelarts.wait.state import Wait

__all__ = [
    "handles_of",
    "plain",
    "poll_once",
    "poll_once_with_retries",
    "poll_schedule",
    "targets",
    "value_of",
    "wait",
    "wait_async",
]


def poll_schedule(interval: object, outage: object) -> Poll:
    """Returns how often to poll, from the arguments of an operator or of a trigger.

    Args:
        interval: The longest pause between two polls: seconds, a `timedelta` or text such as "30s"; a day counts as
            the longest.
        outage: For how long the service may be out, as `interval`.

    Raises:
        InvalidParameterError: One of them is not a duration.
    """
    maximum = min(seconds("poke_interval", interval), MAX_POLL_INTERVAL)
    return Poll(initial=min(1.0, maximum), maximum=maximum, outage=seconds("outage", outage))


def handles_of(work: object) -> list[str]:
    """Returns the handles of what a task is to wait for.

    Args:
        work: A handle, such as the id of a task; the result of an operator, which has a `handle`; or a list of these.

    Raises:
        InvalidParameterError: It is none of these, or empty.
    """
    entries = [work] if isinstance(work, (str, Mapping)) else work
    if not isinstance(entries, (list, tuple, set)) and not hasattr(entries, "__iter__"):
        found = type(work).__name__
        raise InvalidParameterError(
            message("work: is {found}, expected a handle, the result of an operator, or a list of these", found=found),
            parameter="work",
        )
    handles = [entry.get("handle") if isinstance(entry, Mapping) else entry for entry in entries]
    if not handles or not all(isinstance(handle, str) and handle for handle in handles):
        raise InvalidParameterError(
            message("work: has no handle; pass the id of a task, a handle, or the result of an operator"),
            parameter="work",
        )
    return [str(handle) for handle in handles]


def targets(handles: list[str], project_id: str | None) -> list[Target]:
    """Returns what the core polls.

    Args:
        handles: The handles.
        project_id: The project; None for that of the connection.

    Raises:
        InvalidParameterError: One is not a handle.
    """
    found = targets_of_work(handles)
    if project_id:
        return [target._replace(arguments=(project_id, *target.ids)) for target in found]
    return found


def wait(client: ApiClient, found: list[Target], timeout: float | None, poll: Poll) -> list[dict[str, Any]]:
    """Waits in the calling thread until all of some work is done.

    Args:
        client: The client.
        found: What to wait for.
        timeout: The limit in seconds; None for no limit.
        poll: How often to poll.

    Returns:
        The last status of each.

    Raises:
        ModelArtsError: As `DataManagement.wait`, and for one alone the error itself.
    """
    return _values(_wait(PollLoop(client), found, timeout, poll), found)


async def wait_async(client: ApiClient, found: list[Target], timeout: float | None, poll: Poll) -> list[dict[str, Any]]:
    """As `wait`, as a coroutine; all waits of a client together have a limited number of polls in flight.

    Args:
        client: The client.
        found: What to wait for.
        timeout: The limit in seconds; None for no limit.
        poll: How often to poll.
    """
    return _values(await _wait(AsyncPollLoop(client), found, timeout, poll), found)


def _wait(loop: PollLoop | AsyncPollLoop, found: list[Target], timeout: float | None, poll: Poll) -> Any:
    """Returns what the wait of a loop returns: for one alone its status, else a list; of an async loop a coroutine."""
    times = (timeout, poll)
    if len(found) == 1:
        return loop.wait_for("wait", found[0], times, None, progress=False, raise_on_failure=True)
    return loop.wait_for_all("wait", found, times, None, progress=False, raise_on_failure=True)


def poll_once(client: ApiClient, found: list[Target]) -> list[dict[str, Any]] | None:
    """Polls each of some work once.

    Args:
        client: The client.
        found: What to poll.

    Returns:
        The last status of each if all of it is done; None if some is not, or could not be polled now.

    Raises:
        ModelArtsError: A poll was refused, or all of the work is done and some has failed.
    """
    polled = PollLoop(client).poll_once("wait", found)
    for error in polled.errors.values():
        if is_refusal(error):
            raise error
    return _values_if_done(polled, found)


def poll_once_with_retries(
    client: ApiClient, found: list[Target], timeout: float | None, poll: Poll
) -> list[dict[str, Any]] | None:
    """Polls each of some work once; what could not be polled now is tried until the outage has lasted too long.

    Args:
        client: The client.
        found: What to poll.
        timeout: The limit in seconds; None for no limit.
        poll: How long the service may be out.

    Returns:
        The last status of each if all of it is done; else None.

    Raises:
        ModelArtsError: As `poll_once`; or the outage or the time was over.
    """
    loop = PollLoop(client)
    polled = loop.poll_once("wait", found)
    for index, error in polled.errors.items():
        if is_refusal(error):
            raise error
        # The core distinguishes the errors that pass.
        loop.poll_until_response("wait", polled.polled[index], (timeout, poll))
    return None if polled.errors else _values_if_done(polled, found)


def _values_if_done(polled: Wait, found: list[Target]) -> list[dict[str, Any]] | None:
    if not polled.is_done:
        return None
    statuses = polled.status if len(found) == 1 else polled.statuses
    return _values(statuses(raise_on_failure=True), found)


def _values(waited: Any, found: list[Target]) -> list[dict[str, Any]]:
    """Returns the values of what a wait returned: for one alone its status, else a list."""
    statuses = [waited] if len(found) == 1 else waited
    return [value_of(status, target) for status, target in zip(statuses, found)]


def value_of(status: Work, target: Target) -> dict[str, Any]:
    """Returns what a task returns for work that is done: JSON, without passwords.

    Args:
        status: Its last status.
        target: What was waited for.

    Returns:
        The status, with `handle` and `state`; a task of the dataset API also has the ids of what it has made.
    """
    state = None if status.state is None else status.state.value
    value = {**plain(status), "handle": target.handle, "state": state}
    if isinstance(status, TaskStatus):
        value["task_id"] = status.task_id
        if status.datasets:
            value["dataset_id"] = status.datasets[0].dataset_id
        if status.versions:
            value["version_id"] = status.versions[0].new_version_id
    return value


def plain(value: Any) -> Any:
    """Returns a value as JSON has it."""
    if isinstance(value, Mapping):
        shown = value._masked() if isinstance(value, AttributeDict) else value
        return {str(key): plain(one) for key, one in shown.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value
