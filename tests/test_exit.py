"""A program that ends while calls are under way ends at once, silently, and with its own exit code."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from exits import WAYS, end, settings_of
from raw_server import PROJECT_ID, TOKEN, http, later
from time_limits import LIMIT

if TYPE_CHECKING:
    from modelarts.emulator import Emulator
    from raw_server import RawServer

ANSWER_AFTER = 0.15
# When the program ends, in seconds before (below 0) and after the moment of the answer.
MOMENTS = [-0.1, -0.05, -0.02, -0.01, -0.003, 0.0, 0.003, 0.01, 0.02, 0.05]
TIMEOUT = 30

PROLOGUE = f"""
import asyncio, atexit, gc, logging, os, sys, threading, time
logging.getLogger("asyncio").setLevel(logging.ERROR)  # else it tells that the machine is slow
from modelarts import config
from modelarts.client import AsyncDatasetApi, DatasetApi
client = config.create_client(token="{TOKEN}", endpoint=sys.argv[1], region="cn-north-1", project_id="{PROJECT_ID}")
api, async_api = DatasetApi(client), AsyncDatasetApi(client)
begun = threading.Event()
def call(task="t"):
    begun.set()
    return api.get_task_status(task_id=task)["status"]
def end_around_the_answer():
    begun.wait()
    time.sleep({ANSWER_AFTER} + float(sys.argv[2]))
"""


def run(script: str, server: RawServer, moment: float = 0.0, code: int = 0) -> str:
    """Runs a script to its end; what it printed. It ends in time, with the code, and says nothing on stderr."""
    ran = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", "-c", PROLOGUE + script, server.url, str(moment)],
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (code, "")
    return ran.stdout


DAEMON = """
threading.Thread(target=call, daemon=True).start()
end_around_the_answer()
"""
DAEMONS_THAT_GO_ON = """
def for_ever():
    while True:
        call()
for _ in range(6):
    threading.Thread(target=for_ever, daemon=True).start()
end_around_the_answer()
"""
COROUTINES = """
def drive():
    async def gather():
        begun.set()
        await asyncio.gather(*(async_api.get_task_status(task_id="t") for _ in range(20)))
    asyncio.run(gather())
threading.Thread(target=drive, daemon=True).start()
end_around_the_answer()
"""
LOOP_LEFT_ALONE = """
loop = asyncio.new_event_loop()
async def begin():
    future = asyncio.ensure_future(async_api.get_task_status(task_id="t"))
    await asyncio.sleep(0.01)
    return future
future = loop.run_until_complete(begin())
begun.set()
end_around_the_answer()
future._log_destroy_pending = False
loop.close()
"""
ATEXIT = """
atexit.register(lambda: print(call()))
threading.Thread(target=call, args=("other",), daemon=True).start()
end_around_the_answer()
"""
EMULATOR = """
from modelarts.emulator import Emulator
emulator = Emulator()
emulator.add_task("t", ["RUNNING"])
own = DatasetApi(emulator.create_client())
def for_ever():
    begun.set()
    while True:
        own.get_task_status(task_id="t")
for _ in range(3):
    threading.Thread(target=for_ever, daemon=True).start()
end_around_the_answer()
"""
SYS_EXIT_IN_MAIN = """
threading.Thread(target=call, daemon=True).start()
end_around_the_answer()
sys.exit(7)
"""


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_call_in_a_daemon_thread_does_not_hold_up_or_break_the_end(moment: float, server: RawServer) -> None:
    server.script(later(ANSWER_AFTER, http()))
    run(DAEMON, server, moment)


@pytest.mark.parametrize("moment", MOMENTS)
def test_daemon_threads_that_call_again_and_again_do_not_break_the_end(moment: float, server: RawServer) -> None:
    server.script(later(0.002, http()))
    run(DAEMONS_THAT_GO_ON, server, moment)


@pytest.mark.parametrize("moment", MOMENTS)
def test_coroutines_in_flight_in_a_daemon_thread_do_not_break_the_end(moment: float, server: RawServer) -> None:
    server.script(later(ANSWER_AFTER, http()))
    run(COROUTINES, server, moment)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_loop_closed_with_a_call_in_flight_does_not_break_the_end(moment: float, server: RawServer) -> None:
    server.script(later(ANSWER_AFTER, http()))
    run(LOOP_LEFT_ALONE, server, moment)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_handler_of_the_end_may_still_make_calls(moment: float, server: RawServer) -> None:
    server.script(later(ANSWER_AFTER, http()))
    assert run(ATEXIT, server, moment) == "SUCCESS\n"


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_program_ends_with_an_emulator_running_and_calls_to_it_in_flight(moment: float, server: RawServer) -> None:
    run(EMULATOR, server, moment)


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_exit_code_is_the_programs_own(moment: float, server: RawServer) -> None:
    server.script(later(ANSWER_AFTER, http()))
    run(SYS_EXIT_IN_MAIN, server, moment, code=7)


def test_a_call_that_never_ends_does_not_hold_up_the_end(server: RawServer) -> None:
    server.script(server.silence)
    began = time.monotonic()
    run(DAEMON, server)
    assert time.monotonic() - began < LIMIT


def test_coroutines_that_never_end_do_not_hold_up_the_end(server: RawServer) -> None:
    server.script(server.silence)
    began = time.monotonic()
    run(COROUTINES, server)
    assert time.monotonic() - began < LIMIT


def test_the_end_waits_for_a_call_in_a_thread_that_is_no_daemon(server: RawServer) -> None:
    server.script(later(0.5, http()))
    assert run("threading.Thread(target=lambda: print(call())).start()", server) == "SUCCESS\n"


SLOW_HANDLER = """
class NoLock:  # logging itself waits for a lock at the end
    def acquire(self):
        pass
    release = acquire
    def __enter__(self):
        pass
    def __exit__(self, *error):
        pass
class Slow(logging.Handler):
    def createLock(self):
        self.lock = NoLock()
    def emit(self, record):
        writing.set()
        time.sleep(2)
        print("written")
writing = threading.Event()
logging.getLogger("modelarts").setLevel(logging.DEBUG)
logging.getLogger("modelarts").addHandler(Slow())
threading.Thread(target=WORK, daemon=True).start()
writing.wait()
"""


@pytest.mark.parametrize("work", ["call", "lambda: asyncio.run(async_api.get_task_status(task_id='t'))"])
def test_the_end_waits_for_python_code_that_a_call_runs(work: str, server: RawServer) -> None:
    # A thread that comes back from such code later than that crashes the process. On a busy machine a moment is long.
    assert run(SLOW_HANDLER.replace("WORK", work), server) == "written\n"


def test_a_client_that_is_never_closed_leaves_no_warning(server: RawServer) -> None:
    run("call(); asyncio.run(async_api.get_task_status(task_id='t')); del api, async_api, client; gc.collect()", server)


def test_an_emulator_that_is_never_closed_leaves_no_warning(server: RawServer) -> None:
    run(
        "from modelarts.emulator import Emulator; emulator = Emulator(); emulators = [Emulator() for _ in range(5)]",
        server,
    )


def test_a_client_that_only_the_end_destroys_does_not_break_it(server: RawServer) -> None:
    run("call(); sys.kept = (client, api); import builtins; builtins.kept = async_api", server)


def test_a_call_in_a_destructor_at_the_end_neither_hangs_nor_crashes(server: RawServer) -> None:
    script = """
class Late:
    def __del__(self):
        try:
            print(call())
        except BaseException:
            pass
late = Late()
late.cycle = late
"""
    run(script, server)


def test_a_forked_child_ends_as_cleanly(server: RawServer) -> None:
    script = """
call()
pid = os.fork()
os.write(1, call().encode())  # in one piece: both write at once
if pid:
    assert os.waitpid(pid, 0)[1] == 0
"""
    # No Python-made threads are alive, so that no Python warns of this fork.
    assert run(script, server) == "SUCCESS" * 2


def test_a_client_that_was_never_used_sends_nothing_at_the_end(server: RawServer) -> None:
    run("", server)
    assert server.requests == []


@pytest.mark.parametrize("way", WAYS)
def test_whatever_is_under_way_the_interpreter_ends_well(way: str, emulator: Emulator) -> None:
    assert end(sys.executable, way, 0.02, settings_of(emulator)) == ""
