"""A soak: many calls over threads, event loops and forks, with faults; memory, files and threads stay flat.

`make soak` runs it. It is no test of its own, because it takes minutes.
"""

from __future__ import annotations

import argparse
import asyncio
import collections
import multiprocessing
import os
import sys
import threading
import time
import warnings
from typing import TYPE_CHECKING, Any

from modelarts import ModelArtsError
from modelarts.client import AsyncDatasetApi, DatasetApi
from modelarts.config import create_client
from modelarts.emulator import Emulator

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

    from modelarts.client import ApiClient

THREADS, LOOPS, AT_ONCE_A_LOOP = 16, 4, 4
FAULTS: tuple[dict[str, Any], ...] = ({"status": 500}, {"status": 503}, {"kind": "reset"}, {"kind": "truncate"})
TASK_ID = "soaked"
SECONDS_BETWEEN_FORKS = 2.0
SETTLED, MOST_GROWTH_MB = 0.2, 10


def serve(pipe: Connection, share: float) -> None:
    """The service, in a process of its own, so that what is measured is the client's."""
    with Emulator() as emulator:
        emulator.add_task(TASK_ID, states=["RUNNING"])
        for fault in FAULTS:
            emulator.fault(probability=share / len(FAULTS), **fault)
        pipe.send((emulator.url, emulator.access_key, emulator.secret_key, emulator.project_id))
        pipe.recv()


class Books:
    """What became of the calls."""

    def __init__(self, calls: int) -> None:
        self._left = calls
        self._lock = threading.Lock()
        self.begun = 0
        self.answered = 0
        self.errors: collections.Counter[str] = collections.Counter()

    def begin(self) -> bool:
        """Whether there is another call to make."""
        with self._lock:
            if self._left == 0:
                return False
            self._left -= 1
            self.begun += 1
            return True

    def end(self, error: ModelArtsError | None) -> None:
        """A call has ended."""
        with self._lock:
            if error is None:
                self.answered += 1
            else:
                self.errors[type(error).__name__] += 1


def call_in_a_thread(api: DatasetApi, books: Books) -> None:
    while books.begin():
        try:
            api.get_task_status(task_id=TASK_ID)
        except ModelArtsError as error:
            books.end(error)
        else:
            books.end(None)


def call_in_a_loop(api: AsyncDatasetApi, books: Books) -> None:
    async def calls() -> None:
        while books.begin():
            try:
                await api.get_task_status(task_id=TASK_ID)
            except ModelArtsError as error:
                books.end(error)
            else:
                books.end(None)

    async def all_of_them() -> None:
        await asyncio.gather(*(calls() for _ in range(AT_ONCE_A_LOOP)))

    asyncio.run(all_of_them())


def child_ends_well(api: DatasetApi) -> bool:
    """Forks; the child makes calls of its own with the client that it found."""
    with warnings.catch_warnings():
        # Forking beside threads is what this is about.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        code = 1
        try:
            answered = 0
            while answered < 3:
                try:
                    api.get_task_status(task_id=TASK_ID)
                    answered += 1
                except ModelArtsError:
                    pass
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def measured() -> tuple[float, int, int]:
    """Resident megabytes, open files, threads."""
    with open("/proc/self/status") as status:
        kilobytes = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
    return kilobytes / 1024, len(os.listdir("/proc/self/fd")), len(os.listdir("/proc/self/task"))


def with_a_runtime(client: ApiClient) -> tuple[float, int, int]:
    """What is measured before, with the runtime of a process's coroutines, which stays, and no connection."""
    call_in_a_loop(AsyncDatasetApi(client), Books(AT_ONCE_A_LOOP))
    client.close()
    return measured()


def soak(make_client: Callable[[], ApiClient], calls: int) -> int:
    before = with_a_runtime(make_client())
    client = make_client()
    books = Books(calls)
    workers = [threading.Thread(target=call_in_a_thread, args=(DatasetApi(client), books)) for _ in range(THREADS)]
    workers += [threading.Thread(target=call_in_a_loop, args=(AsyncDatasetApi(client), books)) for _ in range(LOOPS)]
    began = time.monotonic()
    for worker in workers:
        worker.start()
    children, samples, next_fork, shown = [], [], began, -1.0
    print(f"{'calls':>9} {'seconds':>8} {'MB':>7} {'files':>6} {'threads':>8}")
    while any(worker.is_alive() for worker in workers):
        time.sleep(0.2)
        now = time.monotonic()
        if now >= next_fork:
            next_fork = now + SECONDS_BETWEEN_FORKS
            children.append(child_ends_well(DatasetApi(client)))
        if all(worker.is_alive() for worker in workers):
            samples.append((books.begun / calls, *measured()))
        if books.begun / calls >= shown + 0.05:
            shown = books.begun / calls
            megabytes, files, threads = measured()
            print(f"{books.begun:>9} {now - began:>8.1f} {megabytes:>7.1f} {files:>6} {threads:>8}", flush=True)
    for worker in workers:
        worker.join()
    client.close()
    after = measured()
    print(f"answered {books.answered}, errors {dict(books.errors)}, {time.monotonic() - began:.1f} s")
    print(f"children that ended well: {sum(children)} of {len(children)}")
    print(f"before: {before[0]:.1f} MB, {before[1]} files, {before[2]} threads")
    print(f"after:  {after[0]:.1f} MB, {after[1]} files, {after[2]} threads")
    early = next(sample for sample in samples if sample[0] >= SETTLED)
    late = samples[-1]
    problems = {
        "the books don't balance": books.begun != calls or books.answered + sum(books.errors.values()) != calls,
        "a child failed": not all(children),
        "memory grew": late[1] - early[1] > MOST_GROWTH_MB,
        # A connection that broke may be replaced before it is gone.
        "open files grew": late[2] > early[2] + AT_ONCE_A_LOOP * LOOPS,
        "threads grew": late[3] > early[3],
        "files stayed open": after[1] > before[1],
    }
    for problem, found in problems.items():
        if found:
            print(f"FAILED: {problem}")
    return any(problems.values())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=200_000)
    parser.add_argument("--faults", type=float, default=0.05, help="the share of requests that fail")
    arguments = parser.parse_args()
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs, arguments.faults))
    server.start()
    url, access_key, secret_key, project_id = ours.recv()

    def make_client() -> ApiClient:
        return create_client(
            access_key=access_key, secret_key=secret_key, endpoint=url, region="cn-north-1", project_id=project_id
        )

    try:
        return soak(make_client, arguments.calls)
    finally:
        ours.send("end")
        server.join()


if __name__ == "__main__":
    sys.exit(main())
