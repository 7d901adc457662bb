"""A client survives fork: parent and child go on calling, with connections of their own."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from modelarts import AuthenticationError
from modelarts.client import AsyncDatasetApi, DatasetApi

if TYPE_CHECKING:
    from collections.abc import Callable

    from modelarts.client import ApiClient
    from modelarts.emulator import Emulator

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork"),
    # From 3.12 on Python warns of any fork with threads; that it works is what these tests show.
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning"),
]

PATIENCE = 30
CALLS = 20


def in_child(work: Callable[[], None]) -> Callable[[], int]:
    """Forks; the child does its work and exits with 0; returns what waits for its exit code."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            threading.Timer(PATIENCE, lambda: os._exit(9)).start()
            work()
            code = 0
        finally:
            os._exit(code)
    return lambda: os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def call_sync(client: ApiClient) -> None:
    for number in range(CALLS):
        response = DatasetApi(client).get_task_status(task_id=f"t{number % 2}")
        assert response.task_id == f"t{number % 2}"
        assert response["status"] == ("PENDING" if number % 2 else "RUNNING")


def call_async(client: ApiClient) -> None:
    async def gather() -> list[str]:
        api = AsyncDatasetApi(client)
        calls = (api.get_task_status(task_id=f"t{number % 2}") for number in range(CALLS))
        return [response["status"] for response in await asyncio.gather(*calls)]

    assert asyncio.run(gather()) == ["RUNNING", "PENDING"] * (CALLS // 2)


@pytest.fixture
def client(emulator: Emulator) -> ApiClient:
    emulator.add_task("t0", script=[(0, "RUNNING")])
    emulator.add_task("t1", script=[(0, "PENDING")])
    return emulator.create_client(max_retries=0)


@pytest.mark.parametrize("before", [call_sync, call_async, lambda _client: None], ids=["sync", "async", "unused"])
@pytest.mark.parametrize("after", [call_sync, call_async], ids=["sync", "async"])
def test_parent_and_child_call_at_once_after_a_fork(
    client: ApiClient, before: Callable[[ApiClient], None], after: Callable[[ApiClient], None]
) -> None:
    before(client)
    children = [in_child(lambda: after(client)) for _ in range(3)]
    after(client)
    assert [wait() for wait in children] == [0, 0, 0]
    after(client)


def test_a_fork_while_other_threads_call_does_not_hang(client: ApiClient) -> None:
    ended = threading.Event()

    def keep_calling() -> None:
        while not ended.is_set():
            call_sync(client)

    threads = [threading.Thread(target=keep_calling) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(10):
            child = in_child(lambda: None)
            assert child() == 0
    finally:
        ended.set()
        for thread in threads:
            thread.join(PATIENCE)


def test_a_fork_while_the_token_is_fetched_does_not_hang(emulator: Emulator, client: ApiClient) -> None:
    ended = threading.Event()

    def keep_renewing() -> None:
        while not ended.is_set():
            emulator.expire_tokens()
            call_sync(client)

    def child() -> None:
        # The parent may revoke the child's token twice in a row; what counts is that there is an answer.
        with contextlib.suppress(AuthenticationError):
            call_sync(client)

    thread = threading.Thread(target=keep_renewing)
    thread.start()
    try:
        for _ in range(10):
            assert in_child(child)() == 0
    finally:
        ended.set()
        thread.join(PATIENCE)


def test_a_grandchild_calls_too(client: ApiClient) -> None:
    def child() -> None:
        call_sync(client)
        grandchild = in_child(lambda: call_sync(client))
        call_sync(client)
        assert grandchild() == 0

    call_sync(client)
    assert in_child(child)() == 0


def test_a_child_that_exits_normally_leaves_the_parents_connections_alone(client: ApiClient) -> None:
    call_sync(client)
    context = multiprocessing.get_context("fork")
    for _ in range(3):
        process = context.Process(target=call_sync, args=(client,))
        process.start()
        process.join(PATIENCE)
        assert process.exitcode == 0
        call_sync(client)


def test_a_child_that_never_calls_exits_cleanly(client: ApiClient) -> None:
    call_sync(client)
    call_async(client)
    context = multiprocessing.get_context("fork")
    process = context.Process(target=sys.exit, args=(0,))
    process.start()
    process.join(PATIENCE)
    assert process.exitcode == 0
    call_sync(client)


def test_a_child_uses_the_token_that_the_parent_fetched(emulator: Emulator, client: ApiClient) -> None:
    call_sync(client)
    assert in_child(lambda: call_sync(client))() == 0
    assert sum(request["method"] == "POST" for request in emulator.requests) == 1


def test_in_a_child_the_emulator_is_closed_and_the_parents_goes_on(emulator: Emulator, client: ApiClient) -> None:
    def child() -> None:
        assert repr(emulator) == "Emulator(closed)"
        with pytest.raises(RuntimeError, match="closed"):
            emulator.add_task("x")
        emulator.close()

    assert in_child(child)() == 0
    call_sync(client)
