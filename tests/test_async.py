"""The async class: any loop, any number of loops, and calls that are cancelled."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import threading
import time
import warnings
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
import uvloop

from modelarts import AuthenticationError, ConfigError, NotFoundError, RequestTimeoutError
from modelarts.client import AsyncDatasetApi, DatasetApi
from raw_server import SUCCESS, http, later, target
from time_limits import LIMIT

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Coroutine

    from modelarts.emulator import Emulator
    from raw_server import RawServer

LOOPS: dict[str, Callable[[], asyncio.AbstractEventLoop]] = {
    "asyncio": asyncio.new_event_loop,
    "uvloop": uvloop.new_event_loop,
}


@pytest.fixture(params=LOOPS)
def run(request: pytest.FixtureRequest) -> Callable[[Coroutine[Any, Any, Any]], Any]:
    """Runs a coroutine to its end on a loop of each kind; nothing may be left to the loop's own handler."""

    def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
        complaints: list[dict[str, Any]] = []
        loop = LOOPS[request.param]()
        loop.set_exception_handler(lambda _, context: complaints.append(context))
        loop.set_debug(True)
        loop.slow_callback_duration = 60
        try:
            outcome = loop.run_until_complete(coroutine)
            loop.run_until_complete(asyncio.sleep(0.05))
            gc.collect()
        finally:
            loop.close()
        assert complaints == []
        return outcome

    return run


def test_both_classes_return_equal_responses_of_the_same_types(run: Any, emulator: Emulator) -> None:
    result = [{"createDatasetSuccess": [{"dataset_id": "d", "dataset_name": "n", "file_count": 1, "create_time": 2}]}]
    emulator.add_task("t", ["SUCCESS"], result=result)
    with emulator.create_client() as client:
        one = run(AsyncDatasetApi(client).get_task_status(emulator.project_id, "t"))
        other = DatasetApi(client).get_task_status(emulator.project_id, "t")
    assert one == other == {"status": "SUCCESS", "result": result}
    assert type(one) is type(other)
    assert type(one.result[0]) is type(other.result[0])
    assert type(one.datasets[0]) is type(other.datasets[0])
    assert type(one["status"]) is type(other["status"]) is str
    assert (one.task_id, one.project_id, one.http_status) == (other.task_id, other.project_id, other.http_status)
    assert one.request_id
    assert one.request_id != other.request_id


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (http('{"error_code": "ModelArts.0102", "error_msg": "m"}', 404), NotFoundError),
        (http('{"error_code": "ModelArts.0203", "error_msg": "m"}', 401), AuthenticationError),
    ],
)
def test_both_classes_raise_the_same(run: Any, answer: bytes, kind: type[Exception], server: RawServer) -> None:
    server.script(answer)
    with server.create_client() as client:
        with pytest.raises(kind) as one:
            run(AsyncDatasetApi(client).get_task_status(task_id="t"))
        with pytest.raises(kind) as other:
            DatasetApi(client).get_task_status(task_id="t")
    assert type(one.value) is type(other.value)
    assert str(one.value) == str(other.value)
    assert one.value.__dict__ == other.value.__dict__


def test_raise_on_error_off_returns_in_this_face_too(run: Any, server: RawServer) -> None:
    server.script(http('{"error_code": "ModelArts.0102", "error_msg": "m"}', 404))
    with server.create_client(raise_on_error=False) as client:
        status = run(AsyncDatasetApi(client).get_task_status(task_id="t"))
    assert status == {"error_code": "ModelArts.0102", "error_msg": "m", "result": []}


def test_two_hundred_concurrent_calls_each_get_their_own_response(run: Any, server: RawServer) -> None:
    def echo(conn: socket.socket, request: bytes) -> None:
        conn.sendall(http(f'{{"status": "{target(request).rsplit("/", 1)[1]}"}}'))

    server.script(echo)
    names = [f"t{number}" for number in range(200)]

    async def gather(api: AsyncDatasetApi) -> list[str]:
        answers = await asyncio.gather(*(api.get_task_status(task_id=name) for name in names))
        return [answer["status"] for answer in answers]

    with server.create_client() as client:
        assert run(gather(AsyncDatasetApi(client))) == names
    assert len(server.requests) == 200


def test_calls_of_one_loop_overlap(run: Any, server: RawServer) -> None:
    together = threading.Barrier(20)

    def answer(conn: socket.socket, _: bytes) -> None:
        together.wait(20)
        conn.sendall(http())

    server.script(answer)

    async def gather(api: AsyncDatasetApi) -> int:
        return len(await asyncio.gather(*(api.get_task_status(task_id="t") for _ in range(20))))

    with server.create_client(timeout=25, max_retries=0) as client:
        assert run(gather(AsyncDatasetApi(client))) == 20


def test_the_loop_runs_while_a_call_waits(run: Any, server: RawServer) -> None:
    server.script(later(0.4, http()))

    async def tick(api: AsyncDatasetApi) -> int:
        call = asyncio.ensure_future(api.get_task_status(task_id="t"))
        ticks = 0
        while not call.done():
            ticks += 1
            await asyncio.sleep(0.01)
        return ticks

    with server.create_client() as client:
        assert run(tick(AsyncDatasetApi(client))) >= 10


def test_one_token_serves_all_coroutines(run: Any, emulator: Emulator) -> None:
    emulator.add_task("t", ["RUNNING"])

    async def gather(api: AsyncDatasetApi) -> None:
        await asyncio.gather(*(api.get_task_status(task_id="t") for _ in range(50)))
        emulator.expire_tokens()
        await asyncio.gather(*(api.get_task_status(task_id="t") for _ in range(50)))

    with emulator.create_client() as client:
        run(gather(AsyncDatasetApi(client)))
    assert sum(request["method"] == "POST" for request in emulator.requests) == 2


def test_a_token_is_fetched_for_the_others_when_the_first_caller_is_cancelled(run: Any, server: RawServer) -> None:
    token = '{"token": {"expires_at": "2099-01-01T00:00:00.000000Z", "project": {"id": "p"}}}'

    def answer(conn: socket.socket, request: bytes) -> None:
        if request.startswith(b"POST"):
            time.sleep(0.3)
            conn.sendall(http(token, 201, "X-Subject-Token: fake-token-for-tests"))
        else:
            conn.sendall(http())

    server.script(answer)

    async def go(api: AsyncDatasetApi) -> str:
        first = asyncio.ensure_future(api.get_task_status(task_id="t"))
        await asyncio.to_thread(server.wait_for_requests, 1)
        second = asyncio.ensure_future(api.get_task_status(task_id="t"))
        await asyncio.sleep(0.05)
        first.cancel()
        return str((await second)["status"])

    settings = {"username": "u", "password": "fake-secret-for-tests", "iam_endpoint": server.url}
    with server.create_client(**settings) as client:
        assert run(go(AsyncDatasetApi(client))) == "SUCCESS"


def test_one_client_serves_loops_in_several_threads_and_the_sync_face_at_once(server: RawServer) -> None:
    def echo(conn: socket.socket, request: bytes) -> None:
        conn.sendall(http(f'{{"status": "{target(request).rsplit("/", 1)[1]}"}}'))

    server.script(echo)
    with server.create_client() as client:
        api, async_api = DatasetApi(client), AsyncDatasetApi(client)

        def work(number: int) -> bool:
            names = [f"t{number}-{call}" for call in range(25)]

            async def gather() -> list[str]:
                answers = await asyncio.gather(*(async_api.get_task_status(task_id=name) for name in names))
                return [answer["status"] for answer in answers]

            if number % 3 == 0:
                return [api.get_task_status(task_id=name)["status"] for name in names] == names
            loop = list(LOOPS.values())[number % 3 - 1]()
            try:
                return loop.run_until_complete(gather()) == names
            finally:
                loop.close()

        with ThreadPoolExecutor(6) as pool:
            assert all(pool.map(work, range(6)))
    assert len(server.requests) == 150


def test_one_client_serves_one_loop_after_the_other(server: RawServer) -> None:
    with server.create_client() as client:
        api = AsyncDatasetApi(client)
        for new_loop in list(LOOPS.values()) * 3:
            loop = new_loop()
            assert loop.run_until_complete(api.get_task_status(task_id="t"))["status"] == "SUCCESS"
            loop.close()
    assert server.handshakes <= 2


def test_a_cancelled_call_drops_its_request_and_the_client_stays_usable(run: Any, server: RawServer) -> None:
    server.script(server.silence, http())

    async def go(api: AsyncDatasetApi) -> str:
        call = asyncio.ensure_future(api.get_task_status(task_id="t"))
        await asyncio.to_thread(server.wait_for_requests, 1)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        assert await asyncio.to_thread(server.client_left.wait, LIMIT)
        return str((await api.get_task_status(task_id="t"))["status"])

    with server.create_client() as client:
        assert run(go(AsyncDatasetApi(client))) == "SUCCESS"
    assert len(server.requests) == 2


def test_a_call_cancelled_in_the_pause_before_a_retry_is_not_retried(run: Any, server: RawServer) -> None:
    server.script(http("", 429, "Retry-After: 1"), http())

    async def go(api: AsyncDatasetApi) -> None:
        call = asyncio.ensure_future(api.get_task_status(task_id="t"))
        await asyncio.to_thread(server.wait_for_requests, 1)
        await asyncio.sleep(0.1)
        call.cancel()
        await asyncio.sleep(1.5)

    with server.create_client() as client:
        run(go(AsyncDatasetApi(client)))
    assert len(server.requests) == 1


def test_a_call_cancelled_before_it_began_sends_nothing(run: Any, server: RawServer) -> None:
    async def go(api: AsyncDatasetApi) -> None:
        call = asyncio.ensure_future(api.get_task_status(task_id="t"))
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call

    with server.create_client() as client:
        run(go(AsyncDatasetApi(client)))
    assert server.requests == []


def test_calls_cancelled_while_the_response_arrives_leave_nothing_behind(run: Any, server: RawServer) -> None:
    server.script(later(0.02, http()))

    async def go(api: AsyncDatasetApi) -> int:
        ended = 0
        for number in range(60):
            call = asyncio.ensure_future(api.get_task_status(task_id="t"))
            await asyncio.sleep(0.01 + number * 0.0004)
            call.cancel()
            ended += sum(
                not isinstance(end, BaseException) for end in await asyncio.gather(call, return_exceptions=True)
            )
        return ended

    with server.create_client() as client:
        assert 0 <= run(go(AsyncDatasetApi(client))) <= 60
        assert run(AsyncDatasetApi(client).get_task_status(task_id="t"))["status"] == "SUCCESS"


def test_wait_for_ends_a_call_in_time_and_drops_its_request(run: Any, server: RawServer) -> None:
    server.script(server.silence)

    async def go(api: AsyncDatasetApi) -> float:
        began = time.monotonic()
        with pytest.raises(asyncio.TimeoutError) as caught:
            await asyncio.wait_for(api.get_task_status(task_id="t"), 0.2)
        assert not isinstance(caught.value, RequestTimeoutError)
        took = time.monotonic() - began
        assert await asyncio.to_thread(server.client_left.wait, LIMIT)
        return took

    with server.create_client() as client:
        assert run(go(AsyncDatasetApi(client))) < LIMIT


@pytest.mark.skipif(sys.version_info < (3, 11), reason="asyncio.timeout came with 3.11")
def test_asyncio_timeout_ends_all_calls_under_it(run: Any, server: RawServer) -> None:
    server.script(server.silence)

    async def go(api: AsyncDatasetApi) -> None:
        async with asyncio.timeout(0.3):
            await asyncio.gather(*(api.get_task_status(task_id="t") for _ in range(5)))

    with server.create_client() as client:
        began = time.monotonic()
        with pytest.raises(TimeoutError):
            run(go(AsyncDatasetApi(client)))
        assert time.monotonic() - began < LIMIT


@pytest.mark.skipif(sys.version_info < (3, 11), reason="task groups came with 3.11")
def test_in_a_task_group_one_failure_drops_the_other_requests(run: Any, server: RawServer) -> None:
    def answer(conn: socket.socket, request: bytes) -> None:
        if target(request).endswith("/bad"):
            conn.sendall(http("{}", 404))
        else:
            server.silence(conn, request)

    server.script(answer)

    async def go(api: AsyncDatasetApi) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(api.get_task_status(task_id="good"))
            await asyncio.to_thread(server.wait_for_requests, 1)
            group.create_task(api.get_task_status(task_id="bad"))

    with server.create_client() as client, pytest.RaisesGroup(NotFoundError):
        run(go(AsyncDatasetApi(client)))
    assert server.client_left.wait(LIMIT)


def test_the_calls_own_timeout_raises_the_packages_exception(run: Any, server: RawServer) -> None:
    server.script(server.silence)
    with server.create_client() as client:
        began = time.monotonic()
        with pytest.raises(RequestTimeoutError, match="timed out after"):
            run(AsyncDatasetApi(client).get_task_status(task_id="t", timeout=0.3))
        assert time.monotonic() - began < LIMIT
    assert server.client_left.wait(LIMIT)


@pytest.mark.parametrize("name", LOOPS)
def test_a_loop_closed_with_a_call_in_flight_is_no_harm(name: str, server: RawServer) -> None:
    server.script(later(0.2, http()), http())

    async def begin(api: AsyncDatasetApi) -> asyncio.Future[Any]:
        call = asyncio.ensure_future(api.get_task_status(task_id="t"))
        await asyncio.to_thread(server.wait_for_requests, 1)
        return call

    with server.create_client() as client, warnings.catch_warnings():
        api = AsyncDatasetApi(client)
        loop = LOOPS[name]()
        call = loop.run_until_complete(begin(api))
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()
        # The loop's own complaint about a task that will never end is not the promise here.
        call._log_destroy_pending = False  # type: ignore[attr-defined]
        time.sleep(0.4)  # the answer comes, and is not awaited any more
        assert asyncio.run(api.get_task_status(task_id="t"))["status"] == "SUCCESS"
        warnings.simplefilter("ignore")  # the coroutine of a task that was abandoned
        del call
        gc.collect()


def test_a_sync_call_works_inside_a_running_loop(run: Any, server: RawServer) -> None:
    # As in a notebook, whose cells run inside a loop.
    async def cell(api: DatasetApi) -> str:
        return str(api.get_task_status(task_id="t")["status"])

    with server.create_client() as client:
        assert run(cell(DatasetApi(client))) == "SUCCESS"


def test_a_sync_call_works_inside_a_running_loop_while_coroutines_are_in_flight(run: Any, server: RawServer) -> None:
    server.script(later(0.2, http()))

    async def cell(client: Any) -> list[str]:
        call = asyncio.ensure_future(AsyncDatasetApi(client).get_task_status(task_id="t"))
        await asyncio.sleep(0)
        here = DatasetApi(client).get_task_status(task_id="t")
        return [here["status"], (await call)["status"]]

    with server.create_client() as client:
        assert run(cell(client)) == ["SUCCESS", "SUCCESS"]


def test_a_coroutine_that_is_never_awaited_sends_nothing(server: RawServer) -> None:
    with server.create_client() as client:
        coroutine = AsyncDatasetApi(client).get_task_status(task_id="t")
        coroutine.close()
    assert server.handshakes == 0


def test_a_closed_client_refuses_coroutines_too(run: Any, server: RawServer) -> None:
    client = server.create_client()
    client.close()
    with pytest.raises(ConfigError, match="closed"):
        run(AsyncDatasetApi(client).get_task_status(task_id="t"))
    assert server.handshakes == 0


def test_a_client_closed_while_a_coroutine_is_in_flight_lets_it_end(run: Any, server: RawServer) -> None:
    server.script(later(0.3, http(SUCCESS)))
    client = server.create_client()

    async def go() -> str:
        call = asyncio.ensure_future(AsyncDatasetApi(client).get_task_status(task_id="t"))
        await asyncio.to_thread(server.wait_for_requests, 1)
        client.close()
        return str((await call)["status"])

    assert run(go()) == "SUCCESS"


def test_many_loops_leave_few_threads_and_files(server: RawServer) -> None:
    with server.create_client() as client:
        api = AsyncDatasetApi(client)
        asyncio.run(api.get_task_status(task_id="t"))
        threads, files = threading.active_count(), len(os.listdir("/proc/self/fd"))
        for _ in range(30):
            asyncio.run(api.get_task_status(task_id="t"))
        assert threading.active_count() <= threads + 2
        assert len(os.listdir("/proc/self/fd")) <= files + 5
