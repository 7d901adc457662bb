"""The timeout of a wait is about its tasks: a caller that is busy, or a service that asks for time, changes nothing."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING, Any

import pytest

from modelarts import Poll, ServerError, TasksTimeoutError, ThrottledError, WaitTimeoutError
from modelarts.client import AsyncDatasetApi, DatasetApi
from raw_server import http, target
from time_limits import LIMIT

if TYPE_CHECKING:
    import socket

    from raw_server import RawServer

FAST = Poll(initial=0.05, maximum=0.1, jitter=False)
both = pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])


def done_after(seconds: float) -> Any:
    """The task `first` is done at once, `second` after so many seconds, `never` never."""
    began = time.monotonic()

    def step(conn: socket.socket, request: bytes) -> None:
        task = target(request).rsplit("/", 1)[-1]
        done = task == "first" or (task == "second" and time.monotonic() - began > seconds)
        conn.sendall(http(json.dumps({"status": "SUCCESS" if done else "RUNNING", "result": []})))

    return step


def consume(server: RawServer, tasks: list[str], busy: float, *, asynchronous: bool, timeout: float) -> list[str]:
    """Returns the tasks that `as_completed` yields to a body that blocks for so many seconds each time."""
    seen: list[str] = []
    with server.create_client() as client:
        if not asynchronous:
            for status in DatasetApi(client).as_completed(task_ids=tasks, timeout=timeout, poll=FAST):
                seen.append(str(status.task_id))
                time.sleep(busy)
            return seen

        async def collect() -> None:
            async for status in AsyncDatasetApi(client).as_completed(task_ids=tasks, timeout=timeout, poll=FAST):
                seen.append(str(status.task_id))
                time.sleep(busy)  # noqa: ASYNC251 the loop is blocked

        asyncio.run(collect())
    return seen


@both
def test_a_task_that_was_done_in_time_is_yielded_to_a_busy_body(server: RawServer, asynchronous: bool) -> None:
    server.script(done_after(0.3))
    assert consume(server, ["first", "second"], 1.5, asynchronous=asynchronous, timeout=1) == ["first", "second"]


@both
def test_a_task_that_is_not_done_still_times_out_for_a_busy_body(server: RawServer, asynchronous: bool) -> None:
    server.script(done_after(0.3))
    with pytest.raises(TasksTimeoutError) as caught:
        consume(server, ["first", "second", "never"], 1.5, asynchronous=asynchronous, timeout=1)
    late = [getattr(error, "task_id", None) for error in caught.value.exceptions]
    assert late == ["never"], caught.value.exceptions


def test_a_slow_on_update_does_not_make_a_task_late(server: RawServer) -> None:
    server.script(done_after(0.3))
    with server.create_client() as client:
        found = DatasetApi(client).wait_for_tasks(
            task_ids=["first", "second"], timeout=1, poll=FAST, on_update=lambda _: time.sleep(0.7), progress=False
        )
    assert [status.status for status in found] == ["SUCCESS", "SUCCESS"]


PAUSES = [
    "3600",
    "99999999999999999999",
    "18446744073709551615",
    "4102444800",
    "Fri, 31 Dec 9999 23:59:59 GMT",
    "Friday, 31-Dec-99 23:59:59 GMT",
    "Fri Dec 31 23:59:59 9999",
    "-1",
    "1e300",
]


async def wait_async(api: AsyncDatasetApi, **options: Any) -> Any:
    return await api.wait_for_task(task_id="t", progress=False, **options)


def wait(server: RawServer, *, asynchronous: bool, **options: Any) -> Any:
    with server.create_client(max_retries=0) as client:
        if asynchronous:
            return asyncio.run(wait_async(AsyncDatasetApi(client), **options))
        return DatasetApi(client).wait_for_task(task_id="t", progress=False, **options)


@both
@pytest.mark.parametrize("asked", PAUSES)
def test_the_outage_that_the_caller_allows_goes_before_a_pause_of_the_service(
    server: RawServer, asked: str, asynchronous: bool
) -> None:
    server.script(http(b'{"status": "RUNNING"}'), http(b"{}", 503, f"Retry-After: {asked}"))
    began = time.monotonic()
    with pytest.raises(ServerError) as caught:
        wait(server, asynchronous=asynchronous, poll=Poll(initial=0.05, maximum=0.05, outage=0.5))
    assert time.monotonic() - began < LIMIT
    if asked == "3600":
        assert caught.value.retry_after == 3600
        assert "retry after 3600 s" in str(caught.value)


@both
@pytest.mark.parametrize("asked", PAUSES)
def test_the_timeout_of_a_wait_goes_before_a_pause_of_the_service(
    server: RawServer, asked: str, asynchronous: bool
) -> None:
    server.script(http(b'{"status": "RUNNING"}'), http(b"{}", 429, f"Retry-After: {asked}"))
    began = time.monotonic()
    with pytest.raises((WaitTimeoutError, ThrottledError)):
        wait(server, asynchronous=asynchronous, timeout=0.7, poll=Poll(initial=0.05, maximum=0.05))
    assert time.monotonic() - began < LIMIT
