"""A fork after a client was used: it works on in the parent, in the child, and in the child's child."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import pickle
import signal
import threading
import time
import traceback
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from modelarts.client import AsyncDatasetApi, DatasetApi
from modelarts.emulator import Emulator
from raw_server import http, later, target

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator

    from raw_server import RawServer

pytestmark = [
    # Python 3.12 and later warn of every fork of a process that has threads.
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),
    pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here"),
]

TIMEOUT = 30.0


class Child:
    """A forked child that runs `work`; `result()` is what that returned, or a failure of the test."""

    def __init__(self, work: Callable[[], object]) -> None:
        self._read, write = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            code = 1
            try:
                os.close(self._read)
                try:
                    outcome = (True, work())
                    code = 0
                except BaseException:  # noqa: BLE001 whatever it is, the parent gets it
                    outcome = (False, traceback.format_exc())
                with os.fdopen(write, "wb") as pipe:
                    pickle.dump(outcome, pipe)
            finally:
                os._exit(code)
        os.close(write)

    def result(self) -> Any:
        """Waits for the child's end."""
        deadline = time.monotonic() + TIMEOUT
        while True:
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            if ended:
                break
            if time.monotonic() > deadline:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
                os.close(self._read)
                pytest.fail("the child hung")
            time.sleep(0.005)
        with os.fdopen(self._read, "rb") as pipe:
            sent = pipe.read()
        assert sent, f"the child died with {status:#x}"
        succeeded, outcome = pickle.loads(sent)
        assert succeeded, f"in the child:\n{outcome}"
        assert status == 0
        return outcome


def sync_calls(api: DatasetApi, count: int = 5) -> list[str]:
    return [str(api.get_task_status(task_id="t")["status"]) for _ in range(count)]


def async_calls(api: AsyncDatasetApi, count: int = 5) -> list[str]:
    async def gather() -> list[str]:
        answers = await asyncio.gather(*(api.get_task_status(task_id="t") for _ in range(count)))
        return [str(answer["status"]) for answer in answers]

    return asyncio.run(gather())


@pytest.fixture(params=["sync", "async"])
def calls(request: pytest.FixtureRequest, emulator: Emulator) -> Iterator[Callable[[], list[str]]]:
    """Five calls to the emulator by one client, by one of the classes; the client was used before."""
    emulator.add_task("t", [("RUNNING", 1)])
    with emulator.create_client(timeout=20) as client:
        api, async_api = DatasetApi(client), AsyncDatasetApi(client)

        def run() -> list[str]:
            return sync_calls(api) if request.param == "sync" else async_calls(async_api)

        assert run() == RUNNING
        yield run


RUNNING = ["RUNNING"] * 5


def test_a_used_client_works_in_a_child(calls: Callable[[], list[str]]) -> None:
    assert Child(calls).result() == RUNNING


def test_a_used_client_works_in_parent_and_children_at_once(calls: Callable[[], list[str]]) -> None:
    children = [Child(lambda: [calls() for _ in range(5)]) for _ in range(3)]
    assert [calls() for _ in range(5)] == [RUNNING] * 5
    assert [child.result() for child in children] == [[RUNNING] * 5] * 3
    assert calls() == RUNNING


def test_a_used_client_works_in_a_grandchild(calls: Callable[[], list[str]]) -> None:
    def child() -> list[list[str]]:
        before = calls()
        grandchild = Child(calls)
        return [before, calls(), grandchild.result(), calls()]

    assert Child(child).result() == [RUNNING] * 4
    assert calls() == RUNNING


def test_a_client_unused_in_the_child_works_in_the_grandchild(calls: Callable[[], list[str]]) -> None:
    assert Child(lambda: Child(calls).result()).result() == RUNNING


def test_a_child_may_use_the_other_face(emulator: Emulator) -> None:
    emulator.add_task("t", ["RUNNING"])
    with emulator.create_client() as client:
        sync_calls(DatasetApi(client))
        assert Child(lambda: async_calls(AsyncDatasetApi(client))).result() == RUNNING
        async_calls(AsyncDatasetApi(client))
        assert Child(lambda: sync_calls(DatasetApi(client))).result() == RUNNING


def test_a_child_starts_with_the_parents_token(emulator: Emulator) -> None:
    emulator.add_task("t", ["RUNNING"])
    with emulator.create_client() as client:
        sync_calls(DatasetApi(client))
        Child(lambda: sync_calls(DatasetApi(client))).result()
    assert sum(request["method"] == "POST" for request in emulator.requests) == 1


def test_a_child_uses_none_of_the_parents_connections(server: RawServer) -> None:
    with server.create_client() as client:
        api = DatasetApi(client)
        sync_calls(api)
        asyncio.run(AsyncDatasetApi(client).get_task_status(task_id="t"))
        before = server.handshakes
        Child(lambda: sync_calls(api)).result()
        assert server.handshakes == before + 1
        sync_calls(api)
        assert server.handshakes == before + 1


@pytest.mark.parametrize("end", ["close", "del"])
def test_a_child_that_closes_its_client_leaves_the_parents_open(end: str, server: RawServer) -> None:
    clients = [server.create_client()]
    sync_calls(DatasetApi(clients[0]))

    def child() -> None:
        if end == "close":
            clients[0].close()
        clients.clear()

    Child(child).result()
    assert sync_calls(DatasetApi(clients[0]))
    assert server.handshakes == 1
    clients[0].close()


def test_a_fork_while_threads_call_works_in_both(server: RawServer) -> None:
    server.script(later(0.01, http()))
    stop = threading.Event()
    with server.create_client(timeout=20) as client, ThreadPoolExecutor(6) as pool:
        api = DatasetApi(client)

        def work(_: int) -> int:
            count = 0
            while not stop.is_set():
                sync_calls(api, 1)
                count += 1
            return count

        counts = pool.map(work, range(6))
        try:
            server.wait_for_requests(12)
            for _ in range(10):
                assert Child(lambda: sync_calls(api, 3)).result() == ["SUCCESS"] * 3
        finally:
            stop.set()
        assert min(counts) > 0


def test_a_fork_while_a_token_is_fetched_works_in_both(server: RawServer) -> None:
    token = '{"token": {"expires_at": "2099-01-01T00:00:00.000000Z", "project": {"id": "p"}}}'

    def answer(conn: socket.socket, request: bytes) -> None:
        if request.startswith(b"POST"):
            time.sleep(0.5)
            conn.sendall(http(token, 201, "X-Subject-Token: fake-token-for-tests"))
        else:
            conn.sendall(http())

    server.script(answer)
    settings = {"username": "u", "password": "fake-secret-for-tests", "iam_endpoint": server.url, "timeout": 20}
    with server.create_client(**settings) as client, ThreadPoolExecutor(2) as pool:
        api = DatasetApi(client)
        call = pool.submit(sync_calls, api)
        server.wait_for_requests(1)
        child = Child(lambda: sync_calls(api))
        assert call.result() == ["SUCCESS"] * 5
        assert child.result() == ["SUCCESS"] * 5


def test_a_fork_while_coroutines_call_works_in_both(server: RawServer) -> None:
    server.script(later(0.3, http()))

    async def parent(api: AsyncDatasetApi) -> list[str]:
        calls = [asyncio.create_task(api.get_task_status(task_id="parent")) for _ in range(5)]
        await asyncio.to_thread(server.wait_for_requests, 5)

        def in_child() -> str:
            # The parent's loop is not the child's; another thread has none.
            with ThreadPoolExecutor(1) as pool:
                return pool.submit(lambda: async_calls(api, 1)[0]).result()

        child = Child(in_child)
        answers = [(await call)["status"] for call in calls]
        return [*answers, await asyncio.to_thread(child.result)]

    with server.create_client(timeout=20) as client:
        assert asyncio.run(parent(AsyncDatasetApi(client))) == ["SUCCESS"] * 6
    names = sorted(target(request).rsplit("/", 1)[1] for request in server.requests)
    assert names == ["parent"] * 5 + ["t"]


def test_a_child_ends_by_itself_after_calls(emulator: Emulator) -> None:
    emulator.add_task("t", ["RUNNING"])
    with emulator.create_client() as client:
        api = DatasetApi(client)
        sync_calls(api)
        context = multiprocessing.get_context("fork")
        for _ in range(3):
            process = context.Process(target=sync_calls, args=(api,))
            process.start()
            process.join(TIMEOUT)
            assert process.exitcode == 0


_shared: list[DatasetApi] = []


def pool_call(_: int) -> str:
    return sync_calls(_shared[0], 1)[0]


def test_a_pool_of_forked_processes_shares_a_used_client(emulator: Emulator) -> None:
    emulator.add_task("t", ["RUNNING"])
    with emulator.create_client() as client:
        _shared[:] = [DatasetApi(client)]
        try:
            pool_call(0)
            with multiprocessing.get_context("fork").Pool(3) as pool:
                assert pool.map_async(pool_call, range(30), 1).get(TIMEOUT) == ["RUNNING"] * 30
            with ProcessPoolExecutor(3, multiprocessing.get_context("fork")) as executor:
                assert list(executor.map(pool_call, range(30), timeout=TIMEOUT)) == ["RUNNING"] * 30
        finally:
            _shared.clear()


def test_an_emulator_is_closed_in_a_child_and_goes_on_in_the_parent(emulator: Emulator) -> None:
    emulator.add_task("t", ["RUNNING"])

    def child() -> list[object]:
        seen: list[object] = [repr(emulator), emulator.url, emulator.requests]
        with pytest.raises(RuntimeError, match="closed"):
            emulator.add_task("other")
        emulator.reset()
        emulator.expire_tokens()
        emulator.close()
        return seen

    with emulator.create_client() as client:
        api = DatasetApi(client)
        sync_calls(api)
        assert Child(child).result() == ["Emulator(closed)", "", []]
        assert sync_calls(api) == RUNNING
        assert repr(emulator) == f"Emulator({emulator.url!r})"
        assert sum(request["method"] == "POST" for request in emulator.requests) == 1


def test_a_child_may_start_an_emulator_of_its_own(emulator: Emulator) -> None:
    def child() -> list[str]:
        with Emulator() as own, own.create_client() as client:
            assert own.url != emulator.url
            own.add_task("t", ["WAITING"])
            return sync_calls(DatasetApi(client), 1)

    assert Child(child).result() == ["WAITING"]
    assert emulator.requests == []
