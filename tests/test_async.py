"""Coroutines run on any loop, and a cancelled one drops its request."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from modelarts import ConnectError, RequestTimeoutError
from modelarts.client import AsyncDatasetApi
from scripted import ScriptedServer, answer

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from modelarts.emulator import Emulator


def with_uvloop(main: Coroutine[Any, Any, Any]) -> Any:
    uvloop = pytest.importorskip("uvloop")
    loop = uvloop.new_event_loop()
    try:
        return loop.run_until_complete(main)
    finally:
        loop.close()


@pytest.mark.parametrize("run", [asyncio.run, with_uvloop], ids=["asyncio", "uvloop"])
def test_many_calls_run_at_once_on(run: Callable[[Coroutine[Any, Any, Any]], Any], emulator: Emulator) -> None:
    for number in range(200):
        emulator.add_task(f"t{number}", script=[(0, f"S{number}")])

    async def main() -> list[str]:
        with emulator.create_client() as client:
            api = AsyncDatasetApi(client)
            responses = await asyncio.gather(*(api.get_task_status(task_id=f"t{number}") for number in range(200)))
        return [response["status"] for response in responses]

    assert run(main()) == [f"S{number}" for number in range(200)]
    assert sum(request["method"] == "POST" for request in emulator.requests) == 1


def test_loops_in_several_threads_share_a_client(emulator: Emulator) -> None:
    emulator.add_task("t", script=[(0, "RUNNING")])
    with emulator.create_client() as client:

        async def several() -> int:
            api = AsyncDatasetApi(client)
            return len(await asyncio.gather(*(api.get_task_status(task_id="t") for _ in range(25))))

        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(lambda _: asyncio.run(several()), range(8))) == [25] * 8


def test_a_call_does_not_hold_up_the_loop() -> None:
    async def main() -> int:
        call = asyncio.ensure_future(api.get_task_status(task_id="t"))
        turns = 0
        while not call.done():
            await asyncio.sleep(0.01)
            turns += 1
            if turns == 20:
                go_on.set()
        return turns

    go_on = threading.Event()

    def answer_later(connection: Any) -> None:
        go_on.wait(10)
        connection.sendall(answer())

    with ScriptedServer(answer_later) as server:
        api = AsyncDatasetApi(server.client()._client)
        assert asyncio.run(main()) >= 20


@pytest.mark.parametrize("how", ["cancel", "wait_for"])
def test_a_cancelled_call_drops_its_request_and_the_client_stays_usable(how: str) -> None:
    with ScriptedServer() as server:
        server.steps = [server.never, answer()]
        api = AsyncDatasetApi(server.client(timeout=None)._client)

        async def main() -> str:
            call = asyncio.ensure_future(api.get_task_status(task_id="t"))
            while not server.requests:
                await asyncio.sleep(0.01)
            if how == "cancel":
                call.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await call
            else:
                with pytest.raises(asyncio.TimeoutError):
                    await asyncio.wait_for(call, 0.05)
            assert await asyncio.to_thread(server.closed_by_client.wait, 10)
            status: str = (await api.get_task_status(task_id="t"))["status"]
            return status

        assert asyncio.run(main()) == "SUCCESS"
        assert len(server.requests) == 2


def test_errors_are_raised_where_the_call_is_awaited() -> None:
    async def main() -> None:
        with pytest.raises(RequestTimeoutError):
            await AsyncDatasetApi(server.client()._client).get_task_status(task_id="t", timeout=0.1)

    with ScriptedServer() as server:
        server.steps = [server.never]
        asyncio.run(main())
    with pytest.raises(ConnectError):
        asyncio.run(AsyncDatasetApi(server.client(max_retries=0)._client).get_task_status(task_id="t"))


def test_a_loop_that_is_closed_with_calls_in_flight_leaves_nothing_behind() -> None:
    with ScriptedServer() as server:
        server.steps = [server.never, answer()]
        client = server.client(timeout=None)._client

        async def leave() -> None:
            asyncio.ensure_future(AsyncDatasetApi(client).get_task_status(task_id="t"))  # noqa: RUF006 it is left
            while not server.requests:
                await asyncio.sleep(0.01)

        asyncio.run(leave())
        assert server.closed_by_client.wait(10)
        assert asyncio.run(AsyncDatasetApi(client).get_task_status(task_id="t"))["status"] == "SUCCESS"


def test_a_sync_call_works_inside_a_running_loop(emulator: Emulator) -> None:
    from modelarts.client import DatasetApi

    emulator.add_task("t", script=[(0, "RUNNING")])

    async def main() -> None:
        with emulator.create_client() as client:
            response = await AsyncDatasetApi(client).get_task_status(task_id="t")
            assert DatasetApi(client).get_task_status(task_id="t") == response

    asyncio.run(main())


def test_a_call_is_a_coroutine_that_sends_nothing_until_it_is_awaited(emulator: Emulator) -> None:
    import inspect

    with emulator.create_client() as client:
        call = AsyncDatasetApi(client).get_task_status(task_id="t")
        assert inspect.iscoroutine(call)
        call.close()
    assert emulator.requests == []
