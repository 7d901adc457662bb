"""Waiting for a task that a call started."""

from __future__ import annotations

import asyncio
import copy
import io
import math
import pickle
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from modelarts import (
    ApiException,
    AsyncDatasetApi,
    DatasetApi,
    InvalidParameterError,
    ModelArtsError,
    NotFoundError,
    Poll,
    TaskFailedError,
    TaskState,
    WaitTimeoutError,
)
from raw_server import RawServer, http
from time_limits import LIMIT

if TYPE_CHECKING:
    from collections.abc import Callable

    from modelarts.client import StartedTask, TaskStatus
    from modelarts.emulator import Emulator

QUICK = Poll(initial=0.001, maximum=0.01)
STARTED = http('{"dataset_id": "d", "task_id": "t"}')
RUNNING = http('{"status": "RUNNING"}')
FAILED = http(
    '{"status": "FAILURE", "result": [{"failed": [{"error_code": "ModelArts.1674", "error_msg": "gone"}, '
    '{"error_code": "own.1", "error_msg": "two"}, {"error_code": "own.2", "error_msg": "three"}, '
    '{"error_code": "own.3", "error_msg": "four"}]}]}'
)


def sync(server: RawServer, **arguments: Any) -> TaskStatus:
    with server.create_client(poll=QUICK) as client:
        return DatasetApi(client).wait_for_task(task_id="t", **arguments)


def awaited(server: RawServer, **arguments: Any) -> TaskStatus:
    async def run() -> TaskStatus:
        with server.create_client(poll=QUICK) as client:
            return await AsyncDatasetApi(client).wait_for_task(task_id="t", **arguments)

    return asyncio.run(run())


both_apis = pytest.mark.parametrize("wait", [sync, awaited])


@both_apis
def test_a_wait_polls_until_the_task_is_done(wait: Callable[..., TaskStatus], server: RawServer) -> None:
    server.script(RUNNING, RUNNING, http('{"status": "RETRY"}'), http())
    status = wait(server)
    assert (status.status, status.task_id) == (TaskState.SUCCESS, "t")
    assert len(server.requests) == 4


@both_apis
def test_an_undocumented_status_does_not_end_a_wait_and_warns_once(
    wait: Callable[..., TaskStatus], server: RawServer
) -> None:
    server.script(*(http(f'{{"status": "{state}"}}') for state in ("WHO", "KNOWS", "RUNNING", "WHO")), http())
    with pytest.warns(UserWarning, match="task t has an undocumented status, 'WHO'") as warned:
        assert wait(server).is_succeeded
    assert len(warned) == 1


@both_apis
def test_a_failed_task_is_raised_with_its_failures(wait: Callable[..., TaskStatus], server: RawServer) -> None:
    server.script(RUNNING, FAILED)
    with pytest.raises(TaskFailedError) as caught:
        wait(server)
    error = caught.value
    assert (error.error_code, error.error_msg, len(error.task.failures)) == ("ModelArts.1674", "gone", 4)
    assert str(error) == (
        "task t failed: ModelArts.1674: gone [Dataset does not exist. Check the dataset_id: the id of the dataset, "
        "not its name.]; own.1: two; own.2: three"
        "; and 1 more"
    )


@both_apis
def test_a_failed_task_is_returned_on_request(wait: Callable[..., TaskStatus], server: RawServer) -> None:
    server.script(FAILED)
    assert wait(server, raise_on_failure=False).is_failed


@both_apis
def test_a_wait_that_times_out_is_raised_with_the_last_status(
    wait: Callable[..., TaskStatus], server: RawServer
) -> None:
    server.script(RUNNING)
    began = time.monotonic()
    with pytest.raises(
        WaitTimeoutError, match=r"task t was not done after \d+\.\d s; its last status was RUNNING"
    ) as caught:
        wait(server, timeout=1)
    assert time.monotonic() - began < LIMIT
    assert isinstance(caught.value, TimeoutError)
    assert caught.value.task is not None
    assert (caught.value.task.status, caught.value.task_id) == ("RUNNING", "t")
    assert caught.value.elapsed >= 1


@both_apis
def test_the_timeout_of_a_wait_applies_to_its_polls(wait: Callable[..., TaskStatus], server: RawServer) -> None:
    server.script(server.silence)
    began = time.monotonic()
    with pytest.raises(WaitTimeoutError, match="no poll succeeded") as caught:
        wait(server, timeout=1)
    assert time.monotonic() - began < LIMIT
    assert caught.value.task is None


@both_apis
def test_a_refused_poll_ends_a_wait_in_either_setting(wait: Callable[..., TaskStatus], server: RawServer) -> None:
    server.script(http('{"error_code": "ModelArts.0102", "error_msg": "no such task"}', 404))
    with pytest.raises(NotFoundError):
        wait(server)
    api = DatasetApi(server.create_client(raise_on_error=False))
    with pytest.raises(NotFoundError):
        api.wait_for_task(task_id="t")


STARTING: dict[str, dict[str, Any]] = {
    "create_dataset": {"dataset_spec": {"name": "n", "data_url": "bucket1"}},
    "create_dataset_version": {"dataset_id": "d", "description_spec": {}},
    "sync_dataset": {"dataset_id": "d"},
    "checkout_dataset_version": {"dataset_id": "d", "target_version_id_spec": {"version_id": "v"}},
    "delete_dataset": {"dataset_id": "d"},
}


@pytest.mark.parametrize("call", STARTING)
def test_the_response_of_a_call_that_starts_a_task_can_wait_for_it_in_both_faces(server: RawServer, call: str) -> None:
    server.script(STARTED, RUNNING, http(), STARTED, RUNNING, http())
    with server.create_client(poll=QUICK) as client:
        started: StartedTask[TaskStatus] = getattr(DatasetApi(client), call)("p", **STARTING[call])
        assert started.task_id == "t"
        assert started.wait().is_succeeded

        async def run() -> None:
            started = await getattr(AsyncDatasetApi(client), call)("p", **STARTING[call])
            assert asyncio.iscoroutine(waiting := started.wait())
            assert (await waiting).is_succeeded

        asyncio.run(run())
    assert [request.split(b" ")[1] for request in server.requests[1:3]] == [b"/v1/p/datasets/task/t"] * 2
    assert len(server.requests) == 6


def test_a_response_waits_as_its_arguments_say(server: RawServer) -> None:
    server.script(STARTED, RUNNING, FAILED)
    started = DatasetApi(server.create_client()).sync_dataset(dataset_id="d")
    with pytest.raises(WaitTimeoutError):
        started.wait(timeout=1, poll=Poll(initial=60, jitter=False))
    assert started.wait(raise_on_failure=False).is_failed
    assert len(server.requests) == 3


def test_a_response_waits_with_all_the_options_of_wait_for_task(
    server: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.script(STARTED, RUNNING, FAILED, STARTED, RUNNING, http())
    stream = io.StringIO()
    seen: list[str] = []
    with server.create_client(poll=QUICK) as client:
        started = DatasetApi(client).sync_dataset(dataset_id="d")
        monkeypatch.setattr(sys, "stderr", stream)
        status = started.wait("10s", QUICK, lambda status: seen.append(status["status"]), True, False)
        monkeypatch.undo()
        assert status.is_failed
        assert (seen, stream.getvalue().count("\n")) == (["RUNNING", "FAILURE"], 2)

        async def run() -> None:
            started = await AsyncDatasetApi(client).sync_dataset(dataset_id="d")
            await started.wait(timeout="10s", on_update=lambda status: seen.append(status["status"]), progress=False)

        asyncio.run(run())
        assert seen[2:] == ["RUNNING", "SUCCESS"]


def test_a_wait_for_a_task_that_was_not_started_raises_the_error_of_the_call(server: RawServer) -> None:
    server.script(http('{"error_code": "ModelArts.1642", "error_msg": "busy"}', 409))
    started = DatasetApi(server.create_client(raise_on_error=False)).sync_dataset(dataset_id="d")
    with pytest.raises(ApiException, match=r"ModelArts\.1642"):
        started.wait()


def test_a_copied_response_says_how_to_wait_and_carries_no_secret(server: RawServer) -> None:
    server.script(STARTED)
    started = DatasetApi(server.create_client()).create_dataset(dataset_spec=STARTING["create_dataset"]["dataset_spec"])
    pickled = pickle.dumps(started)
    assert b"fake-token-for-tests" not in pickled
    for again in (pickle.loads(pickled), copy.copy(started), copy.deepcopy(started)):
        assert (again, type(again)) == (started, type(started))
        assert (again.request_id, again.http_status) == (started.request_id, 200)
        with pytest.raises(ModelArtsError, match=r"wait_for_task\(task_id='t'\)"):
            again.wait()


def test_a_cancelled_wait_sends_nothing_more(server: RawServer) -> None:
    server.script(RUNNING)

    async def run() -> None:
        with server.create_client(poll=QUICK) as client:
            waiting = asyncio.ensure_future(AsyncDatasetApi(client).wait_for_task(task_id="t"))
            while len(server.requests) < 3:
                await asyncio.sleep(0.005)
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting
            await asyncio.sleep(0.05)
            sent = len(server.requests)
            await asyncio.sleep(0.1)
            assert len(server.requests) == sent

    asyncio.run(run())


def test_a_wait_lets_other_threads_run(server: RawServer) -> None:
    server.script(RUNNING)
    counted = 0
    done = threading.Event()

    def count() -> None:
        nonlocal counted
        while not done.is_set():
            counted += 1
            time.sleep(0.001)

    thread = threading.Thread(target=count)
    thread.start()
    with pytest.raises(WaitTimeoutError):
        sync(server, timeout=1)
    done.set()
    thread.join()
    assert counted > 20


def test_a_token_that_expires_meanwhile_is_renewed(emulator: Emulator) -> None:
    emulator.add_task("t", states=[("RUNNING", 3), "SUCCESS"])
    with emulator.create_client(poll=QUICK) as client:
        DatasetApi(client).get_task_status(task_id="t")
        emulator.expire_tokens()
        assert DatasetApi(client).wait_for_task(task_id="t").is_succeeded
    assert [request["status"] for request in emulator.requests].count(401) == 1


@pytest.mark.parametrize("bad", [0, -1, math.nan, math.inf])
def test_invalid_durations_are_refused_by_name(server: RawServer, bad: float) -> None:
    with pytest.raises(InvalidParameterError, match=r"^timeout: "):
        sync(server, timeout=bad)
    for name in ("initial", "maximum", "multiplier"):
        with pytest.raises(InvalidParameterError, match=rf"{name}: is "):
            Poll(**{name: bad})  # type: ignore[arg-type] # one of its numbers
    assert server.requests == []


def test_a_poll_is_a_value() -> None:
    poll = Poll(initial=0.5, jitter=False)
    assert repr(poll) == "Poll(initial=0.5, maximum=20, multiplier=1.5, jitter=False, outage=300)"
    assert poll == Poll(0.5, 20.0, 1.5, jitter=False)
    assert poll != Poll()
    assert Poll(initial=60).maximum == 60
    assert len({poll, Poll(), Poll(1)}) == 2
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(poll, protocol)) == poll
    assert (poll.initial, poll.maximum, poll.multiplier, poll.jitter) == (0.5, 20.0, 1.5, False)


def test_the_poll_of_the_call_goes_before_the_clients(server: RawServer) -> None:
    client = server.create_client(poll=Poll(initial=3600, jitter=False))
    server.script(RUNNING)
    with pytest.raises(WaitTimeoutError):
        DatasetApi(client).wait_for_task(task_id="t", timeout=1)
    for api, poll in ((DatasetApi(client), QUICK), (DatasetApi(client.with_options(poll=QUICK)), None)):
        server.script(RUNNING, RUNNING, RUNNING, http())
        assert api.wait_for_task(task_id="t", timeout=LIMIT, poll=poll).is_succeeded
