"""One client serves many threads at once, and Ctrl-C ends a call at once."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Callable

import pytest

from modelarts.client import CreatedDataset, DatasetApi
from raw_server import PROJECT_ID, SUCCESS, TOKEN, RawServer, Step, http, later, target
from time_limits import LIMIT

if TYPE_CHECKING:
    import socket

    from modelarts.emulator import Emulator

THREADS = 8


def test_eight_threads_share_one_client_and_each_gets_its_own_response(emulator: Emulator) -> None:
    for number in range(THREADS):
        emulator.add_task(f"task-{number}", ["RUNNING"])
    with emulator.create_client() as client, ThreadPoolExecutor(THREADS) as pool:
        api = DatasetApi(client)
        answers = list(pool.map(lambda n: api.get_task_status(task_id=f"task-{n % THREADS}"), range(THREADS * 25)))
    assert [answer.task_id for answer in answers] == [f"task-{n % THREADS}" for n in range(THREADS * 25)]
    ids = {answer.request_id for answer in answers}
    assert len(ids) == len(answers)


def test_responses_are_never_mixed_up_between_threads(server: RawServer) -> None:
    def echo(conn: socket.socket, request: bytes) -> None:
        conn.sendall(http(f'{{"status": "{target(request).rsplit("/", 1)[1]}"}}'))

    server.script(echo)
    with server.create_client() as client, ThreadPoolExecutor(THREADS) as pool:
        api = DatasetApi(client)
        names = [f"t{number}" for number in range(400)]
        assert [answer["status"] for answer in pool.map(lambda name: api.get_task_status(task_id=name), names)] == names
    assert len(server.requests) == len(names)


def test_the_requests_of_eight_threads_overlap(server: RawServer) -> None:
    # No answer comes before all eight requests have arrived.
    together = threading.Barrier(THREADS)

    def answer(conn: socket.socket, _: bytes) -> None:
        together.wait(20)
        conn.sendall(http())

    server.script(answer)
    with server.create_client(timeout=25, max_retries=0) as client, ThreadPoolExecutor(THREADS) as pool:
        api = DatasetApi(client)
        answers = list(pool.map(lambda _: api.get_task_status(task_id="t"), range(THREADS)))
    assert answers == [{"status": "SUCCESS", "result": []}] * THREADS
    assert len(server.requests) == THREADS


def test_other_threads_run_while_a_call_waits(server: RawServer) -> None:
    server.script(later(0.5, http()))
    ticks = 0
    with server.create_client() as client:
        call = threading.Thread(target=DatasetApi(client).get_task_status, kwargs={"task_id": "t"})
        call.start()
        while call.is_alive():
            ticks += 1
            time.sleep(0.01)
    assert ticks >= 10


def test_copies_of_a_client_serve_threads_too(server: RawServer) -> None:
    with server.create_client() as client, ThreadPoolExecutor(THREADS) as pool:
        clients = [client.with_options(timeout=20 + number) for number in range(THREADS)]
        answers = list(pool.map(lambda one: DatasetApi(one).get_task_status(task_id="t"), clients))
    assert len(answers) == len(server.requests) == THREADS


def test_a_client_closed_while_threads_use_it_lets_their_calls_end(server: RawServer) -> None:
    server.script(later(0.3, http()))
    client = server.create_client()
    api = DatasetApi(client)
    with ThreadPoolExecutor(4) as pool:
        calls = [pool.submit(api.get_task_status, task_id="t") for _ in range(4)]
        server.wait_for_requests(4)
        client.close()
        assert [call.result()["status"] for call in calls] == ["SUCCESS"] * 4


def test_many_threads_that_each_end_after_one_call_leave_few_threads_and_files(server: RawServer) -> None:
    import os

    with server.create_client() as client:
        api = DatasetApi(client)
        api.get_task_status(task_id="t")
        threads, files = threading.active_count(), len(os.listdir("/proc/self/fd"))
        for _ in range(60):
            thread = threading.Thread(target=api.get_task_status, kwargs={"task_id": "t"})
            thread.start()
            thread.join()
        assert threading.active_count() <= threads + 2
        assert len(os.listdir("/proc/self/fd")) <= files + 5


PROLOGUE = f"""
import os, signal, sys, threading, time
from modelarts import config
from modelarts.client import DatasetApi
client = config.create_client(token="{TOKEN}", endpoint=sys.argv[1], region="cn-north-1", project_id="{PROJECT_ID}")
api = DatasetApi(client)
"""


def interrupt(script: str, server: RawServer, requests: int = 1, *, warm: bool = False) -> tuple[str, float]:
    """Runs a script, sends it Ctrl-C while its request has no answer; what it printed, and how long it took to end."""
    server.script(*([http()] if warm else []), server.silence, http())
    process = subprocess.Popen(
        [sys.executable, "-c", PROLOGUE + script, server.url],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        server.wait_for_requests(requests)
        time.sleep(0.2)  # until it waits for the answer
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        printed, _ = process.communicate(timeout=20)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0, printed
    return printed, time.monotonic() - began


def test_ctrl_c_raises_keyboard_interrupt_at_once_and_the_client_stays_usable(server: RawServer) -> None:
    printed, _ = interrupt(
        """
sent = []
def note(*_):
    sent.append(time.monotonic())
    raise KeyboardInterrupt
signal.signal(signal.SIGINT, note)
try:
    api.get_task_status(task_id="t", timeout=None)
except KeyboardInterrupt:
    print("interrupted", time.monotonic() - sent[0] < 20)
print(api.get_task_status(task_id="t")["status"])
""",
        server,
    )
    assert printed == "interrupted True\nSUCCESS\n"
    assert len(server.requests) == 2


@pytest.mark.parametrize("warm", [False, True], ids=["first call", "on a kept connection"])
def test_ctrl_c_ends_a_waiting_call_within_a_second(warm: bool, server: RawServer) -> None:
    printed, took = interrupt(
        ("api.get_task_status(task_id='t')\n" if warm else "")
        + """
try:
    api.get_task_status(task_id="t", timeout=None)
except KeyboardInterrupt:
    os.write(1, b"interrupted")
    os._exit(0)
""",
        server,
        2 if warm else 1,
        warm=warm,
    )
    assert printed == "interrupted"
    assert took < LIMIT


PRESSES = 7
WAITING = http('{"status": "RUNNING"}')
# What is going on, what the service does, and how many requests come before it is time to press.
UNDER_WAY: dict[str, tuple[str, Callable[[RawServer], Step], int]] = {
    "a call": ("api.get_task_status(task_id='t', timeout=None)", lambda server: server.silence, 1),
    "a pause before another try": (
        "api.get_task_status(task_id='t', timeout=None)",
        lambda _: http(b"", 429, "Retry-After: 50"),
        1,
    ),
    "a wait for a task": ("api.wait_for_task(task_id='t', poll=SLOW)", lambda _: WAITING, 1),
    "a wait for a task that does not answer": (
        "api.wait_for_task(task_id='t', poll=SLOW)",
        lambda server: server.silence,
        1,
    ),
    "a wait for many tasks": ("api.wait_for_tasks(task_ids=['a', 'b', 'c'], poll=SLOW)", lambda _: WAITING, 3),
    "a coroutine": (
        "asyncio.run(AsyncDatasetApi(client).get_task_status(task_id='t', timeout=None))",
        lambda server: server.silence,
        1,
    ),
    "a coroutine that waits for many tasks": (
        "asyncio.run(AsyncDatasetApi(client).wait_for_tasks(task_ids=['a', 'b', 'c'], poll=SLOW))",
        lambda _: WAITING,
        3,
    ),
}


@pytest.mark.parametrize(("what", "answer", "requests"), UNDER_WAY.values(), ids=UNDER_WAY)
def test_ctrl_c_raises_keyboard_interrupt_within_a_tenth_of_a_second(
    what: str, answer: Callable[[RawServer], Step], requests: int, server: RawServer
) -> None:
    script = f"""
import asyncio
from modelarts.client import AsyncDatasetApi, Poll
SLOW = Poll(initial=60, jitter=False)
for _ in range({PRESSES}):
    try:
        {what}
    except KeyboardInterrupt:
        print(time.monotonic(), flush=True)
sys.stdin.readline()
print(api.get_task_status(task_id="t")["status"])
"""
    server.script(answer(server))
    process = subprocess.Popen(
        [sys.executable, "-c", PROLOGUE + script, server.url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    killer = threading.Timer(60, process.kill)
    killer.start()
    took = []
    try:
        for press in range(1, PRESSES + 1):
            server.wait_for_requests(press * requests)
            # Until it waits again; each time at another moment of its looking for signals.
            time.sleep(0.1 + 0.013 * press)
            sent = time.monotonic()
            process.send_signal(signal.SIGINT)
            # All processes of a machine read one monotonic clock.
            took.append(float(process.stdout.readline()) - sent)
        assert len(server.requests) == PRESSES * requests
        server.script(http())
        printed, _ = process.communicate("go on\n")
    finally:
        killer.cancel()
        process.kill()
        process.wait()
    assert printed == "SUCCESS\n"
    assert max(took) < LIMIT


def test_ctrl_c_drops_the_request(server: RawServer) -> None:
    printed, _ = interrupt(
        """
try:
    api.get_task_status(task_id="t")
except KeyboardInterrupt:
    print("left")
    sys.stdout.flush()
    time.sleep(0.3)
""",
        server,
    )
    assert printed == "left\n"
    assert server.client_left.is_set()


def test_ctrl_c_ends_a_call_in_the_pause_before_a_retry(server: RawServer) -> None:
    server.script(http(b"", 429, "Retry-After: 50"))
    script = """
try:
    api.get_task_status(task_id="t")
except KeyboardInterrupt:
    print("interrupted")
"""
    process = subprocess.Popen(
        [sys.executable, "-c", PROLOGUE + script, server.url],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        server.wait_for_requests(1)
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        printed, _ = process.communicate(timeout=10)
    finally:
        process.kill()
        process.wait()
    assert printed == "interrupted\n"
    assert len(server.requests) == 1


def test_an_uncaught_ctrl_c_ends_the_program_by_the_signal(server: RawServer) -> None:
    server.script(server.silence)
    process = subprocess.Popen(
        [sys.executable, "-c", PROLOGUE + "api.get_task_status(task_id='t')", server.url],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        server.wait_for_requests(1)
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        _, printed = process.communicate(timeout=10)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == -signal.SIGINT
    assert printed.endswith("KeyboardInterrupt\n")


def test_ctrl_c_ends_an_async_call(server: RawServer) -> None:
    printed, took = interrupt(
        """
import asyncio
from modelarts.client import AsyncDatasetApi
try:
    asyncio.run(AsyncDatasetApi(client).get_task_status(task_id="t"))
except KeyboardInterrupt:
    print("interrupted")
print(api.get_task_status(task_id="t")["status"])
""",
        server,
    )
    assert printed == "interrupted\nSUCCESS\n"
    assert took < LIMIT


def test_a_signal_handler_may_itself_make_a_call_while_one_waits(server: RawServer) -> None:
    server.script(later(1, http(SUCCESS)), http('{"status": "RUNNING"}'))
    seen = []
    with server.create_client() as client:
        api = DatasetApi(client)

        def handle(_signal: int, _frame: object) -> None:
            seen.append(api.get_task_status(task_id="inner")["status"])

        before = signal.signal(signal.SIGUSR1, handle)
        try:
            timer = threading.Timer(0.3, signal.raise_signal, [signal.SIGUSR1])
            timer.start()
            seen.append(api.get_task_status(task_id="outer")["status"])
            timer.join()
        finally:
            signal.signal(signal.SIGUSR1, before)
    assert seen == ["RUNNING", "SUCCESS"]
    assert [target(request).rsplit("/", 1)[1] for request in server.requests] == ["outer", "inner"]


def test_an_exception_of_a_signal_handler_ends_the_call_and_reaches_the_caller(server: RawServer) -> None:
    server.script(server.silence, http())

    class AlarmError(Exception):
        pass

    def handle(_signal: int, _frame: object) -> None:
        raise AlarmError

    with server.create_client() as client:
        api = DatasetApi(client)
        before = signal.signal(signal.SIGALRM, handle)
        try:
            signal.setitimer(signal.ITIMER_REAL, 0.3)
            began = time.monotonic()
            with pytest.raises(AlarmError):
                api.get_task_status(task_id="t")
            assert time.monotonic() - began < LIMIT
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
        assert api.get_task_status(task_id="t")["status"] == "SUCCESS"


def test_a_signal_without_a_handler_does_not_disturb_a_call(server: RawServer) -> None:
    server.script(later(1, http()))
    handled = []
    before = signal.signal(signal.SIGALRM, lambda *_: handled.append(1))
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.1, 0.1)
        with server.create_client() as client:
            assert DatasetApi(client).get_task_status(task_id="t")["status"] == "SUCCESS"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert len(server.requests) == 1
    assert len(handled) >= 3


def test_ctrl_c_while_a_response_is_read_is_no_decode_error(server: RawServer) -> None:
    entry = {"dataset_id": "d", "undocumented": [1]}
    server.script(http(json.dumps({"status": "SUCCESS", "result": [{"createDatasetSuccess": [entry]}]})))

    # The classes of responses are Python code, in which a signal may be answered.
    def pressed(*_: object) -> object:
        raise KeyboardInterrupt

    with server.create_client() as client, pytest.MonkeyPatch.context() as patch:
        api = DatasetApi(client)
        patch.setattr(CreatedDataset, "__init__", pressed, raising=False)
        with pytest.raises(KeyboardInterrupt):
            api.get_task_status(task_id="t")
        patch.undo()
        assert api.get_task_status(task_id="t").datasets == [entry]
