"""Threads share a client, and Ctrl-C gets through."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from scripted import ScriptedServer, answer

HERE = Path(__file__).parent


def run(script: str, *, interrupt_on: str | None = None) -> subprocess.CompletedProcess[str]:
    """Runs a script of its own; sends it Ctrl-C when it prints this line."""
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script)],
        cwd=HERE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        said = ""
        if interrupt_on is not None:
            assert process.stdout
            while interrupt_on not in said:
                line = process.stdout.readline()
                assert line, process.stderr.read() if process.stderr else ""
                said += line
            time.sleep(0.2)
            process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    return subprocess.CompletedProcess([], process.returncode, said + out, err)


def test_the_calls_of_threads_overlap() -> None:
    threads = 8
    all_arrived = threading.Barrier(threads)

    def answer_when_all_arrived(connection: object) -> None:
        all_arrived.wait(20)
        connection.sendall(answer())  # type: ignore[attr-defined] # a socket

    with ScriptedServer(answer_when_all_arrived) as server, ThreadPoolExecutor(threads) as pool:
        api = server.client(max_retries=0)
        calls = [pool.submit(api.get_task_status, task_id=str(number)) for number in range(threads)]
        assert all(call.result(30)["status"] == "SUCCESS" for call in calls)
    assert len({request.split()[1] for request in server.requests}) == threads


def test_a_waiting_call_lets_other_threads_run() -> None:
    with ScriptedServer() as server:
        server.steps = [server.never]
        api = server.client(timeout=5, max_retries=0)
        with ThreadPoolExecutor(1) as pool:
            call = pool.submit(api.get_task_status, task_id="t", timeout=1)
            began = time.monotonic()
            counted = 0
            while not call.done():
                counted += 1
                time.sleep(0)
            assert time.monotonic() - began >= 0.5
            assert counted > 1000
            with pytest.raises(TimeoutError):
                call.result()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process alone")
def test_ctrl_c_ends_a_call_and_the_client_stays_usable() -> None:
    ran = run(
        """
        import threading, time
        from scripted import ScriptedServer, answer
        with ScriptedServer() as server:
            server.steps = [server.never, answer()]
            api = server.client(timeout=None)
            print("calling", flush=True)
            interrupted = None
            try:
                api.get_task_status(task_id="t")
            except KeyboardInterrupt:
                print("interrupted", flush=True)
            print("request dropped", server.closed_by_client.wait(5), flush=True)
            print(api.get_task_status(task_id="t")["status"], flush=True)
        """,
        interrupt_on="calling",
    )
    assert ran.stderr == ""
    assert ran.stdout.splitlines() == ["calling", "interrupted", "request dropped True", "SUCCESS"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no timers that signal")
def test_ctrl_c_gets_through_within_a_moment() -> None:
    ran = run(
        """
        import signal, time
        from scripted import ScriptedServer
        at = 0.0
        def note(signum, frame):
            raise KeyboardInterrupt
        signal.signal(signal.SIGALRM, note)
        with ScriptedServer() as server:
            server.steps = [server.never]
            api = server.client(timeout=None)
            delays = []
            for _ in range(5):
                signal.setitimer(signal.ITIMER_REAL, 0.12)
                began = time.monotonic()
                try:
                    api.get_task_status(task_id="t")
                except KeyboardInterrupt:
                    delays.append(time.monotonic() - began - 0.12)
            print(sorted(delays)[2])
        """
    )
    assert ran.stderr == ""
    # The promise is 100 ms; the bound leaves room for a busy machine.
    assert float(ran.stdout) < 0.5


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no timers that signal")
def test_a_signal_handler_may_itself_make_a_call() -> None:
    ran = run(
        """
        import signal, time
        from scripted import ScriptedServer, answer
        with ScriptedServer() as server:
            def slow(connection):
                time.sleep(0.5)
                connection.sendall(answer())
            server.steps = [slow, answer('{"status": "RUNNING"}')]
            api = server.client()
            def handler(signum, frame):
                print("in handler", api.get_task_status(task_id="inner")["status"])
            signal.signal(signal.SIGALRM, handler)
            signal.setitimer(signal.ITIMER_REAL, 0.1)
            print(api.get_task_status(task_id="outer")["status"])
        """
    )
    assert ran.stderr == ""
    assert ran.stdout.splitlines() == ["in handler RUNNING", "SUCCESS"]
