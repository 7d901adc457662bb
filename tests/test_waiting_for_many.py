"""Waiting for many tasks with one poller, with updates on the way."""

from __future__ import annotations

import asyncio
import contextlib
import io
import logging
import re
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from modelarts import (
    AsyncDatasetApi,
    DatasetApi,
    InvalidParameterError,
    NotFoundError,
    Poll,
    TaskFailedError,
    TasksError,
    TasksTimeoutError,
    WaitTimeoutError,
)
from modelarts.emulator import Emulator
from raw_server import RawServer, http, reset, target
from time_limits import LIMIT

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator

    from modelarts.client import TaskStatus

QUICK = Poll(initial=0.001, maximum=0.01)
RUNNING = http('{"status": "RUNNING"}')


@pytest.fixture
def cloud() -> Iterator[Emulator]:
    """An emulator with tasks that end well ("good…"), and one that doesn't ("bad")."""
    with Emulator() as emulator:
        for number in range(5):
            emulator.add_task(f"good{number}", states=["PENDING", ("RUNNING", number + 1), "SUCCESS"])
        emulator.add_task("bad", states=["RUNNING", "FAILURE"], error=("ModelArts.1674", "gone"))
        emulator.add_task("endless", states=["RUNNING"])
        yield emulator


class Sync:
    """The waits of the sync class."""

    def __init__(self, client: Any) -> None:
        self.api = DatasetApi(client)

    def call(self, name: str, **arguments: Any) -> Any:
        return getattr(self.api, name)(**arguments)

    def list(self, name: str, **arguments: Any) -> list[Any]:
        return list(getattr(self.api, name)(**arguments))


class Awaited:
    """The waits of the async class."""

    def __init__(self, client: Any) -> None:
        self.api = AsyncDatasetApi(client)

    def call(self, name: str, **arguments: Any) -> Any:
        async def run() -> Any:
            return await getattr(self.api, name)(**arguments)

        return asyncio.run(run())

    def list(self, name: str, **arguments: Any) -> list[Any]:
        async def run() -> list[Any]:
            return [item async for item in getattr(self.api, name)(**arguments)]

        return asyncio.run(run())


@pytest.fixture(params=[Sync, Awaited])
def waits(request: pytest.FixtureRequest, cloud: Emulator) -> Iterator[Any]:
    """The waits of each class."""
    with cloud.create_client(poll=QUICK) as client:
        yield request.param(client)


GOOD = [f"good{number}" for number in range(5)]


def test_all_tasks_are_waited_for_and_returned_in_the_order_of_their_ids(waits: Any) -> None:
    task_ids = [*reversed(GOOD), "good0", "good4"]
    statuses = waits.call("wait_for_tasks", task_ids=task_ids)
    assert [status.task_id for status in statuses] == task_ids
    assert all(status.is_succeeded for status in statuses)


def test_a_task_that_occurs_twice_is_polled_once(waits: Any, cloud: Emulator) -> None:
    waits.call("wait_for_tasks", task_ids=["good0"] * 10)
    polls = [request for request in cloud.requests if "task" in request["path"]]
    assert len(polls) == 3


def test_no_tasks_are_done_at_once_and_nothing_is_sent(waits: Any, cloud: Emulator) -> None:
    assert waits.call("wait_for_tasks", task_ids=[]) == []
    assert waits.call("get_task_statuses", task_ids=[]) == []
    assert waits.list("as_completed", task_ids=iter(())) == []
    assert cloud.requests == []


def test_all_errors_are_raised_together_after_the_wait_for_the_others(waits: Any) -> None:
    with pytest.raises(TasksError) as caught:
        waits.call("wait_for_tasks", task_ids=["missing", "good3", "bad"])
    missing, failed = caught.value.exceptions
    assert isinstance(missing, NotFoundError)
    assert isinstance(failed, TaskFailedError)
    nothing, good, bad = caught.value.results
    assert nothing is None
    assert good is not None
    assert good.is_succeeded
    assert bad is not None
    assert bad.is_failed
    assert str(caught.value).startswith("2 of 3 tasks did not succeed: get_task_status failed: ModelArts.0102")
    statuses = waits.call("wait_for_tasks", task_ids=["good3", "bad"], raise_on_failure=False)
    assert [status.is_failed for status in statuses] == [False, True]


def test_tasks_that_time_out_are_raised_with_their_last_status(waits: Any) -> None:
    with pytest.raises(TasksTimeoutError) as caught:
        waits.call("wait_for_tasks", task_ids=["good0", "endless"], timeout=1)
    assert isinstance(caught.value, TimeoutError)
    (late,) = caught.value.exceptions
    assert isinstance(late, WaitTimeoutError)
    assert late.task is not None
    assert (late.task_id, late.task.status) == ("endless", "RUNNING")


def test_as_completed_yields_tasks_as_they_are_done(waits: Any) -> None:
    seen = waits.list("as_completed", task_ids=[*reversed(GOOD), "bad"])
    assert sorted(status.task_id for status in seen) == ["bad", *GOOD]
    assert all(status.is_done for status in seen)
    with pytest.raises(TasksError) as caught:
        waits.list("as_completed", task_ids=["good0", "missing"])
    assert len(caught.value.exceptions) == 1


def test_watch_task_yields_every_change(waits: Any) -> None:
    assert [status["status"] for status in waits.list("watch_task", task_id="good4")] == [
        "PENDING",
        "RUNNING",
        "SUCCESS",
    ]
    assert [status["status"] for status in waits.list("watch_task", task_id="bad")] == ["RUNNING", "FAILURE"]
    with pytest.raises(WaitTimeoutError):
        waits.list("watch_task", task_id="endless", timeout=1)


def test_get_task_statuses_polls_each_task_once(waits: Any, cloud: Emulator) -> None:
    statuses = waits.call("get_task_statuses", task_ids=["good0", "endless", "good0"], concurrency=1)
    assert [status["status"] for status in statuses] == ["PENDING", "RUNNING", "PENDING"]
    assert [request["path"].rpartition("/")[2] for request in cloud.requests[1:]] == ["good0", "endless"]
    outcomes = waits.call("get_task_statuses", task_ids=["missing", "endless"], return_exceptions=True)
    assert [type(outcome).__name__ for outcome in outcomes] == ["NotFoundError", "TaskStatus"]
    with pytest.raises(TasksError):
        waits.call("get_task_statuses", task_ids=["missing", "endless"])


def test_on_update_is_called_in_order_once_a_change_and_in_the_callers_thread(waits: Any) -> None:
    seen: list[tuple[str, threading.Thread]] = []
    waits.call(
        "wait_for_task",
        task_id="good4",
        on_update=lambda status: seen.append((status["status"], threading.current_thread())),
    )
    assert [state for state, _ in seen] == ["PENDING", "RUNNING", "SUCCESS"]
    assert {thread for _, thread in seen} == {threading.current_thread()}


def test_an_exception_of_a_callback_ends_the_wait_and_reaches_the_caller(waits: Any, cloud: Emulator) -> None:
    def object_to(status: TaskStatus) -> None:
        raise KeyError(status["status"])

    with pytest.raises(KeyError, match="RUNNING"):
        waits.call("wait_for_task", task_id="endless", on_update=object_to)
    time.sleep(0.05)
    sent = len(cloud.requests)
    time.sleep(0.1)
    assert len(cloud.requests) == sent
    assert waits.call("wait_for_task", task_id="good0").is_succeeded


@pytest.mark.parametrize(
    ("call", "arguments", "place"),
    [
        ("wait_for_tasks", {"task_ids": "good0"}, "task_ids"),
        ("wait_for_tasks", {"task_ids": 7}, "task_ids"),
        ("wait_for_tasks", {"task_ids": ["a/b", ""]}, "task_id"),
        ("wait_for_tasks", {"task_ids": ["t"], "timeout": -1}, "timeout"),
        ("wait_for_task", {"task_id": "t", "poll": 5}, "poll"),
        ("wait_for_task", {"task_id": "t", "progress": "yes"}, "progress"),
        ("get_task_statuses", {"task_ids": ["t"], "concurrency": 0}, "concurrency"),
    ],
)
def test_bad_arguments_are_named_and_nothing_is_sent(
    waits: Any, cloud: Emulator, call: str, arguments: dict[str, Any], place: str
) -> None:
    with pytest.raises(InvalidParameterError, match=rf"^{place}: "):
        waits.call(call, **arguments)
    assert cloud.requests == []


def test_a_walk_that_is_left_sends_nothing_more(cloud: Emulator) -> None:
    with cloud.create_client(poll=QUICK) as client:
        for status in DatasetApi(client).watch_task(task_id="endless"):
            assert status["status"] == "RUNNING"
            break

        async def leave() -> None:
            changes = AsyncDatasetApi(client).watch_task(task_id="endless")
            async for _ in changes:
                break
            await changes.aclose()  # type: ignore[attr-defined] # an async generator is one
            await asyncio.sleep(0.05)

        asyncio.run(leave())
        sent = len(cloud.requests)
        time.sleep(0.1)
        assert len(cloud.requests) == sent


def test_an_outage_in_the_middle_is_tolerated_and_logged(server: RawServer, caplog: pytest.LogCaptureFixture) -> None:
    server.script(RUNNING, http("", 503), reset(), http("<html>", 502), RUNNING, http())
    client = server.create_client(poll=QUICK, max_retries=0)
    with caplog.at_level(logging.INFO, "modelarts"):
        assert DatasetApi(client).wait_for_task(task_id="t").is_succeeded
    assert [record.levelname for record in caplog.records] == ["INFO", "WARNING", "WARNING", "WARNING", "INFO"]
    assert [record.getMessage() for record in caplog.records if record.levelname == "INFO"] == [
        "task t: RUNNING",
        "task t: SUCCESS",
    ]


def test_an_outage_longer_than_tolerated_ends_the_wait(server: RawServer) -> None:
    server.script(RUNNING, http("", 503))
    client = server.create_client(poll=Poll(initial=0.001, maximum=0.01, outage=0.1), max_retries=0)
    with pytest.raises(Exception, match="HTTP 503"):
        DatasetApi(client).wait_for_task(task_id="t")


def test_the_number_of_concurrent_polls_is_bounded() -> None:
    most = now = 0
    lock = threading.Lock()

    def respond(conn: socket.socket, request: bytes) -> None:
        nonlocal most, now
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.01)
        with lock:
            now -= 1
        assert target(request)
        conn.sendall(http())

    with RawServer(respond) as server, server.create_client() as client:
        statuses = DatasetApi(client).get_task_statuses(task_ids=[f"t{n}" for n in range(40)], concurrency=4)
    assert len(statuses) == 40
    assert most <= 4


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="signals by timer")
def test_ctrl_c_ends_a_wait_at_once(cloud: Emulator) -> None:
    with cloud.create_client(poll=Poll(initial=60)) as client:
        api = DatasetApi(client)
        api.get_task_status(task_id="endless")
        before = signal.signal(signal.SIGALRM, signal.default_int_handler)
        try:
            signal.setitimer(signal.ITIMER_REAL, 0.2)
            began = time.monotonic()
            with pytest.raises(KeyboardInterrupt):
                api.wait_for_tasks(task_ids=["endless", "good0"])
            assert time.monotonic() - began < LIMIT
        finally:
            signal.signal(signal.SIGALRM, before)
        assert api.get_task_status(task_id="endless")["status"] == "RUNNING"


class Terminal(io.StringIO):
    """Standard error, as a terminal."""

    def isatty(self) -> bool:
        return True


def shown(waits: Any, stream: io.StringIO, **arguments: Any) -> str:
    with contextlib.redirect_stderr(stream):
        waits.call(**{"name": "wait_for_task", "task_id": "good2", **arguments})
    return stream.getvalue()


def test_a_terminal_shows_one_line_and_a_file_nothing_unless_asked(waits: Any) -> None:
    line = shown(waits, Terminal())
    assert line.count("\n") == 1
    assert line.endswith("\n")
    states = re.findall(r"\r\x1b\[2Ktask good2  (\w+)  0 s", line)
    assert list(dict.fromkeys(states)) == ["PENDING", "RUNNING", "SUCCESS"]
    assert "  next poll in 0 s" in line
    assert shown(waits, io.StringIO()) == ""
    assert shown(waits, Terminal(), progress=False) == ""


def test_a_file_gets_plain_lines_if_asked(waits: Any) -> None:
    lines = shown(waits, io.StringIO(), task_id="good4", progress=True).splitlines()
    assert [line.split("  ")[-1] for line in lines] == ["PENDING", "RUNNING", "SUCCESS"]
    assert not any("\r" in line or "\x1b" in line for line in lines)


def test_many_tasks_are_one_line_with_counts(waits: Any) -> None:
    stream = Terminal()
    with contextlib.redirect_stderr(stream):
        waits.call("wait_for_tasks", task_ids=[*GOOD, "bad"], raise_on_failure=False)
    assert "6 of 6 tasks done  1 FAILURE, 5 SUCCESS" in stream.getvalue()


@pytest.mark.parametrize(("language", "text"), [("en", "given up"), ("zh", "查询失败")])
def test_a_task_that_is_given_up_counts_as_done_and_is_shown_in_the_language_of_the_client(
    language: str, text: str, cloud: Emulator
) -> None:
    stream = Terminal()
    client = cloud.create_client(poll=QUICK, language=language)
    with client, contextlib.redirect_stderr(stream), pytest.raises(TasksError) as caught:
        DatasetApi(client).wait_for_tasks(task_ids=["good0", "no-such-task"])
    done = {"en": "2 of 2 tasks done", "zh": "共 2 个任务，已结束 2 个"}[language]
    assert f"{done}  1 SUCCESS, 1 {text}" in stream.getvalue()
    said = {"en": "1 of 2 tasks did not succeed: ", "zh": "共 2 个任务，1 个未成功："}[language]
    assert str(caught.value).startswith(said)


def test_a_program_that_does_not_log_sees_no_records(cloud: Emulator, capfd: pytest.CaptureFixture[str]) -> None:
    with cloud.create_client(poll=QUICK) as client:
        DatasetApi(client).wait_for_task(task_id="good0")
    assert capfd.readouterr() == ("", "")
    assert "logging" in sys.modules


def test_a_thousand_tasks_take_one_thread(cloud: Emulator) -> None:
    task_ids = [f"t{number}" for number in range(1000)]
    for task_id in task_ids:
        cloud.add_task(task_id, states=["RUNNING", "SUCCESS"])
    with cloud.create_client(poll=Poll(initial=0.05, maximum=0.1)) as client:
        before = set(threading.enumerate())
        threads = set(before)
        DatasetApi(client).wait_for_tasks(task_ids=task_ids, on_update=lambda _: threads.update(threading.enumerate()))
    assert threads == before
