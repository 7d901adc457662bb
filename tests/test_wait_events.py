"""A wait ends in a status or an exception for every task, whatever its poller does."""

from __future__ import annotations

from typing import Any

import pytest

from modelarts import ModelArtsError, ServerError, TasksError, TaskStatus, TasksTimeoutError, WaitTimeoutError
from modelarts._modelarts import Event
from modelarts.responses.target import TASK, Target
from modelarts.unset import UNSET
from modelarts.wait import async_loop, loop
from modelarts.wait.state import Wait

RUNNING = TaskStatus(status="RUNNING", result=[])
SUCCESS = TaskStatus(status="SUCCESS", result=[])


def targets(*task_ids: str) -> list[Target]:
    return [Target(TASK, (UNSET, task_id)) for task_id in task_ids]


class Poller:
    """A poller with prepared batches of events, for both APIs."""

    def __init__(self, *batches: list[Any]) -> None:
        self.batches = list(batches)
        self.is_closed = False

    def next(self, _seconds: float) -> list[Any] | None:
        return self.batches.pop(0) if self.batches else None

    async def next_async(self, seconds: float) -> list[Any] | None:
        return self.next(seconds)

    def close(self) -> None:
        self.is_closed = True


async def collect(wait: Wait, poller: Any) -> list[TaskStatus]:
    return [status async for status, _ in async_loop.status_changes(wait, poller)]


def follow(wait: Wait, poller: Any, *, asynchronous: bool) -> list[TaskStatus]:
    if not asynchronous:
        return [status for status, _ in loop.status_changes(wait, poller)]
    import asyncio

    return asyncio.run(collect(wait, poller))


both = pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])


@both
def test_a_wait_that_finished_has_its_statuses(asynchronous: bool) -> None:
    wait = Wait(targets("a", "b"))
    poller = Poller(
        [Event.Changed(index=0, status=RUNNING, is_done=False), Event.Changed(index=1, status=SUCCESS, is_done=True)],
        [Event.NextPoll(seconds=1.0)],
        [Event.Changed(index=0, status=SUCCESS, is_done=True), Event.Finished()],
    )
    assert follow(wait, poller, asynchronous=asynchronous) == [RUNNING, SUCCESS, SUCCESS]
    assert wait.statuses(raise_on_failure=True) == [SUCCESS, SUCCESS]
    assert poller.is_closed


ENDINGS: dict[str, list[Any]] = {"without the last event": [], "as finished": [Event.Finished()]}


@both
@pytest.mark.parametrize("ending", ENDINGS.values(), ids=ENDINGS)
def test_a_task_that_is_not_done_at_the_end_is_an_error(ending: list[Any], asynchronous: bool) -> None:
    one = Wait(targets("a"))
    follow(one, Poller([Event.Changed(index=0, status=RUNNING, is_done=False), *ending]), asynchronous=asynchronous)
    with pytest.raises(ModelArtsError, match="the wait for task a broke off"):
        one.status(raise_on_failure=False)

    many = Wait(targets("a", "b", "c"))
    follow(many, Poller([Event.Changed(index=1, status=SUCCESS, is_done=True), *ending]), asynchronous=asynchronous)
    with pytest.raises(TasksError, match="2 of 3 tasks did not succeed: the wait for task a broke off") as caught:
        many.statuses(raise_on_failure=False)
    assert caught.value.results == [None, SUCCESS, None]
    assert not isinstance(caught.value, TimeoutError)


@both
def test_a_poller_that_ends_without_saying_so_is_an_error(asynchronous: bool) -> None:
    poller = Poller([Event.Changed(index=0, status=SUCCESS, is_done=True)])
    with pytest.raises(ModelArtsError, match="ended without saying"):
        follow(Wait(targets("a")), poller, asynchronous=asynchronous)
    assert poller.is_closed


@both
def test_an_unknown_event_is_an_error(asynchronous: bool) -> None:
    poller = Poller([("changed", 0, SUCCESS)], [Event.Finished()])
    with pytest.raises(ModelArtsError, match="unknown event"):
        follow(Wait(targets("a")), poller, asynchronous=asynchronous)
    assert poller.is_closed


def test_a_timeout_is_the_error_of_every_task_without_another_result() -> None:
    wait = Wait(targets("a", "b", "c"))
    error = ServerError(503)
    wait.handle(
        [
            Event.Changed(index=0, status=SUCCESS, is_done=True),
            Event.GaveUp(index=1, error=error),
            Event.Changed(index=2, status=RUNNING, is_done=False),
            Event.TimedOut(elapsed=2.5),
        ]
    )
    wait.finish()
    with pytest.raises(TasksTimeoutError) as caught:
        wait.statuses(raise_on_failure=True)
    refused, late = caught.value.exceptions
    assert refused is error
    assert isinstance(late, WaitTimeoutError)
    assert (late.task_id, late.task, late.elapsed) == ("c", RUNNING, 2.5)


def test_a_task_that_is_polled_once_needs_a_status_only() -> None:
    wait = Wait(targets("a", "b"), once=True)
    wait.handle([Event.Changed(index=0, status=RUNNING, is_done=False), Event.Finished()])
    wait.finish()
    status, error = wait.outcomes()
    assert status is RUNNING
    assert isinstance(error, ModelArtsError)
