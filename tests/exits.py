"""Interpreters that end while calls, waits, coroutines or an emulator are under way: each ends well.

`make exits` ends 300 of them, at random instants, in each of the ways below in turn. One fails if its exit code
is not 0, if it prints anything on standard error, or if it takes more than 30 seconds to end. `--python` names
another interpreter than the one that runs this.
"""

from __future__ import annotations

import argparse
import collections
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import modelarts
from modelarts.emulator import Emulator

LONGEST = 30.0
LATEST_INSTANT = 0.08
PACKAGE = Path(modelarts.__file__).parents[1]

# Printed when the program has nothing more to do but to end.
READY = "ready"
BEFORE_THE_IMPORT = """
import asyncio, atexit, logging, os, queue, sys, threading, time
from concurrent.futures import ThreadPoolExecutor
logging.getLogger("asyncio").setLevel(logging.ERROR)  # else it tells that the machine is slow
instant, url, access_key, secret_key, project_id = float(sys.argv[1]), *sys.argv[2:]
def connect():
    global client, api, async_api, modelarts
    import modelarts
    from modelarts.client import AsyncDatasetApi, DatasetApi
    from modelarts.config import create_client
    client = create_client(
        access_key=access_key, secret_key=secret_key, endpoint=url, region="cn-north-1", project_id=project_id
    )
    api, async_api = DatasetApi(client), AsyncDatasetApi(client)
def call():
    return api.get_task_status(task_id="done")
def for_ever(work):
    while True:
        work()
def daemons(work, number=4):
    for _ in range(number):
        threading.Thread(target=for_ever, args=(work,), daemon=True).start()
def joined_at_the_end(work):
    # What a library does that sends its last records from a thread of its own.
    jobs = queue.SimpleQueue()
    def run():
        while (job := jobs.get()) is not None:
            job()
    worker = threading.Thread(target=run, daemon=True)
    def flush():
        for job in (work, work, None):
            jobs.put(job)
        worker.join()
    atexit.register(flush)
    return worker
def coroutines(make, number=20):
    async def gather():
        async def for_ever():
            while True:
                await make()
        await asyncio.gather(*(for_ever() for _ in range(number)))
    threading.Thread(target=lambda: asyncio.run(gather()), daemon=True).start()
"""
AFTER_IT = f"""
time.sleep(instant)
print("{READY}", flush=True)
"""
EMULATOR = """
from modelarts.client import DatasetApi
from modelarts.emulator import Emulator
emulator = Emulator(pace=0.01)
emulator.add_task("done", ["SUCCESS"])
emulator.add_task("running", ["RUNNING"])
api = DatasetApi(emulator.create_client())
"""
MANUAL_EMULATOR = EMULATOR.replace("pace=0.01", 'clock="manual"')
WORK = """
folder = emulator.root / "bucket" / "folder"
folder.mkdir(parents=True)
for number in range(200):
    (folder / str(number)).write_bytes(b"content" * 1000)
dataset_id = emulator.add_dataset("name", "bucket/folder/")
def publish():
    try:
        api.create_dataset_version(dataset_id=dataset_id, description_spec={"description": "text"})
    except modelarts.ModelArtsError:
        pass
"""

WAYS = {
    "calls in daemon threads": "connect(); daemons(call)",
    "waits in daemon threads": """
connect()
daemons(lambda: next(api.watch_task(task_id="running")), 2)
daemons(lambda: api.wait_for_task(task_id="running", progress=False), 2)
""",
    "callbacks in daemon threads": """
connect()
daemons(lambda: api.wait_for_task(task_id="done", on_update=lambda status: call(), progress=False))
""",
    "log records in daemon threads": """
import logging
logging.basicConfig(level=logging.DEBUG, stream=open(os.devnull, "w"))
connect()
daemons(call)
""",
    "threads of an executor": """
connect()
executor = ThreadPoolExecutor(4)
for _ in range(12):
    executor.submit(call)
""",
    "a thread that is no daemon": "connect(); threading.Thread(target=lambda: [call() for _ in range(20)]).start()",
    "coroutines in a daemon thread": 'connect(); coroutines(lambda: async_api.get_task_status(task_id="done"))',
    "waits as coroutines": """
connect()
coroutines(lambda: async_api.wait_for_task(task_id="running", progress=False), 10)
coroutines(lambda: async_api.get_task_statuses(task_ids=["done", "running"]), 3)
""",
    "a loop left alone": """
connect()
loop = asyncio.new_event_loop()
async def begin():
    future = asyncio.ensure_future(async_api.wait_for_task(task_id="running", progress=False))
    await asyncio.sleep(0.01)
    return future
future = loop.run_until_complete(begin())
future._log_destroy_pending = False
loop.close()
""",
    "a handler from before the import": """
worker = joined_at_the_end(call)
connect()
worker.start()
""",
    "a handler from after the import": """
connect()
worker = joined_at_the_end(call)
worker.start()
""",
    "handlers from before and after": """
first = joined_at_the_end(call)
connect()
second = joined_at_the_end(lambda: asyncio.run(async_api.get_task_status(task_id="done")))
first.start(); second.start()
daemons(call)
coroutines(lambda: async_api.get_task_status(task_id="done"))
""",
    "a handler that imports the package": "atexit.register(lambda: (connect(), call()))",
    "a suspended wait": """
connect()
waits = api.as_completed(task_ids=["done", "running"])
next(waits)
changes = api.watch_task(task_id="running")
next(changes)
""",
    "a suspended wait beside calls": """
connect()
daemons(call)
waits = api.as_completed(task_ids=["done", "running"])
next(waits)
sys.kept = waits
""",
    "a suspended wait as a coroutine": """
connect()
async def begin():
    global changes
    changes = async_api.watch_task(task_id="running")
    await changes.__anext__()
asyncio.run(begin())
""",
    "an emulator left open": f"import modelarts\n{EMULATOR}\ndaemons(call)",
    "an emulator with work": f"import modelarts\n{EMULATOR}{WORK}\ndaemons(publish, 2)",
    "an emulator that advances": (
        f"import modelarts\n{MANUAL_EMULATOR}{WORK}\ndaemons(publish, 1); daemons(lambda: emulator.advance(1), 2)"
    ),
    "a forked child": """
connect()
call()
waits = api.as_completed(task_ids=["done", "running"])
next(waits)
child = os.fork()
call()
if child:
    assert os.waitpid(child, 0)[1] == 0
""",
}


def end(python: str, way: str, instant: float, settings: list[str]) -> str:
    """Runs a program to its end; what was wrong with it."""
    script = BEFORE_THE_IMPORT + WAYS[way] + AFTER_IT
    command = [python, "-X", "dev", "-W", "error", "-c", script, str(instant), *settings]
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            assert process.stdout is not None
            process.stdout.readline()
            _, said = process.communicate(timeout=LONGEST)
        except subprocess.TimeoutExpired:
            process.kill()
            return f"did not end within {LONGEST:.0f} s"
    if process.returncode or said:
        return f"exit code {process.returncode}\n{said}"
    return ""


def settings_of(emulator: Emulator) -> list[str]:
    """The arguments that tell the programs which service to use, which now has what they ask for."""
    emulator.add_task("done", ["SUCCESS"])
    emulator.add_task("running", ["RUNNING"])
    emulator.fault(kind="delay", probability=0.5, delay=0.01)
    return [emulator.url, emulator.access_key, emulator.secret_key, emulator.project_id]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ways", nargs="*", help=f"of {', '.join(WAYS)}; all without any")
    parser.add_argument("--times", type=int, default=300, help="how many interpreters")
    parser.add_argument("--seed", type=int, default=0, help="decides the instants")
    parser.add_argument("--python", default=sys.executable, help="the interpreter")
    given = parser.parse_args()
    ways = given.ways or list(WAYS)
    instants = random.Random(given.seed)
    ended: collections.Counter[str] = collections.Counter()
    failed = 0
    slowest = 0.0
    with Emulator() as emulator:
        settings = settings_of(emulator)
        for number in range(given.times):
            way, instant = ways[number % len(ways)], instants.uniform(0, LATEST_INSTANT)
            began = time.monotonic()
            problem = end(given.python, way, instant, settings)
            slowest = max(slowest, time.monotonic() - began)
            ended[way] += not problem
            if problem:
                failed += 1
                print(f"FAILED: {way}, exit {number + 1}, {instant:.4f} s: {problem}", flush=True)
    for way, number in ended.items():
        print(f"{way:<36} {number:>4} ended well")
    print(f"{given.times} exits, {failed} failed; the slowest program took {slowest:.1f} s")
    return 1 if failed or not given.times else 0


if __name__ == "__main__":
    sys.exit(main())
