"""A soak: many calls over threads, event loops and forks, with faults; memory, files and threads stay flat.

`make soak` runs it, and `python tests/soak.py --calls 5000` a short one. It is no test of its own,
because it takes minutes. It fails if less than 99 of 100 calls are answered, if a call or a forked
child hangs, if more memory, files or threads are in use late than early, and if any stay at the end.

The faults are those of a service in trouble, and headers with times that no service should send. Each
forked child is short of threads or of descriptors for a while: its calls and waits raise errors of the
package then, and work again afterwards.
"""

from __future__ import annotations

import argparse
import asyncio
import collections
import contextlib
import multiprocessing
import os
import resource
import signal
import sys
import threading
import time
import traceback
import warnings
from typing import TYPE_CHECKING, Any

from modelarts import ModelArtsError
from modelarts.client import AsyncDatasetApi, DatasetApi
from modelarts.config import create_client
from modelarts.emulator import Emulator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

    from modelarts.client import ApiClient

THREADS, LOOPS, AT_ONCE_A_LOOP = 16, 4, 4
FAULTS: tuple[dict[str, Any], ...] = (
    {"status": 500},
    {"status": 503},
    {"status": 429, "headers": {"Retry-After": "0"}},
    {"status": 429, "headers": {"Retry-After": "1"}},
    {"kind": "reset"},
    {"kind": "truncate"},
    {"kind": "delay", "delay": 0.2},
)
# Calls may fail by these, so they are few.
HOSTILE_TIMES = (
    "0001-01-01T00:00:00Z",
    "99999999999999999999",
    "-1",
    "Fri, 31 Dec 9999 23:59:59 GMT",
    "Thu, 01 Jan 1970 00:00:00 GMT",
    "Mon, 32 Foo 2026 25:61:61 GMT",
)
HOSTILE_FAULTS: tuple[dict[str, Any], ...] = tuple(
    {"kind": "status", "status": status, "headers": {header: text}}
    for text in HOSTILE_TIMES
    for status, header in ((429, "Retry-After"), (503, "Retry-After"), (503, "Date"), (401, "Date"))
)
HOSTILE_SHARE = 0.003
TASK_ID = "soaked"
UNPRIVILEGED_USER = 65534
SECONDS_BETWEEN_FORKS = 2.0
SETTLED, MAX_GROWTH_MB = 0.2, 10
MIN_ANSWERED, MIN_SAMPLES = 0.99, 5
# What takes longer hangs: a call or a child may take a few tries, and each try a second.
TIMEOUT = 60.0


def serve(pipe: Connection, share: float) -> None:
    """The service, in a process of its own, so that what is measured is the client's."""
    with Emulator() as emulator:
        emulator.add_task(TASK_ID, states=["RUNNING"])
        for fault in FAULTS:
            emulator.fault(probability=share / len(FAULTS), **fault)
        for fault in HOSTILE_FAULTS:
            emulator.fault(probability=HOSTILE_SHARE / len(HOSTILE_FAULTS), **fault)
        pipe.send((emulator.url, emulator.access_key, emulator.secret_key, emulator.project_id))
        pipe.recv()


class Books:
    """What became of the calls."""

    def __init__(self, calls: int) -> None:
        self.calls = self._left = calls
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

    @property
    def ended(self) -> int:
        """How many calls have come to an end."""
        return self.answered + sum(self.errors.values())

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


@contextlib.contextmanager
def no_threads() -> Iterator[None]:
    """This process can start no thread."""
    if os.getuid() == 0:
        os.setgid(UNPRIVILEGED_USER)
        os.setuid(UNPRIVILEGED_USER)  # The limit does not hold for root.
    soft, hard = resource.getrlimit(resource.RLIMIT_NPROC)
    resource.setrlimit(resource.RLIMIT_NPROC, (0, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NPROC, (soft, hard))


@contextlib.contextmanager
def no_descriptors() -> Iterator[None]:
    """This process can open nothing."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    next_free = os.open(os.devnull, os.O_RDONLY)
    resource.setrlimit(resource.RLIMIT_NOFILE, (next_free, hard))
    taken = [next_free]
    with contextlib.suppress(OSError):
        while True:
            taken.append(os.open(os.devnull, os.O_RDONLY))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    for descriptor in taken:
        os.close(descriptor)


def work_through_a_shortage(
    make_client: Callable[[], ApiClient], shortage: Callable[[], contextlib.AbstractContextManager[None]]
) -> None:
    """Calls and waits during a shortage and afterwards, each with a client of its own, which has nothing open yet.

    Raises:
        AssertionError: A wait returned, though its task is not done; or nothing works afterwards.
        BaseException: Something raised what is no error of the package.
    """
    loop = asyncio.new_event_loop()

    apis = [DatasetApi(make_client()) for _ in range(3)]
    async_apis = [AsyncDatasetApi(make_client()) for _ in range(2)]
    ids = [TASK_ID, "another"]
    calls: list[Callable[[], object]] = [
        lambda: apis[0].get_task_status(task_id=TASK_ID, timeout=2),
        lambda: loop.run_until_complete(async_apis[0].get_task_status(task_id=TASK_ID, timeout=2)),
    ]
    waits: list[Callable[[], object]] = [
        lambda: apis[1].wait_for_task(task_id=TASK_ID, timeout=0.2, progress=False),
        lambda: list(apis[2].as_completed(task_ids=ids, timeout=0.2)),
        lambda: loop.run_until_complete(async_apis[1].wait_for_tasks(task_ids=ids, timeout=0.2, progress=False)),
    ]
    with shortage():
        for call in calls:
            with contextlib.suppress(ModelArtsError):
                call()
        for wait in waits:
            expect_an_error(wait)
    for call in calls:
        answer_at_last(call)
    for wait in waits:
        expect_an_error(wait)


def expect_an_error(wait: Callable[[], object]) -> None:
    """A wait for a task that is never done."""
    try:
        result = wait()
    except ModelArtsError:
        return
    raise AssertionError(f"a wait returned {result!r}, though the task is not done")


def answer_at_last(call: Callable[[], object]) -> None:
    """A call that may meet some faults."""
    errors = []
    for _ in range(5):
        try:
            call()
        except ModelArtsError as error:
            errors.append(error)
        else:
            return
    raise AssertionError(f"no call was answered after the shortage: {errors}")


def child_ends_well(make_client: Callable[[], ApiClient], api: DatasetApi, number: int) -> bool:
    """Forks; the child makes calls of its own with the client that it found, and in a shortage."""
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
            work_through_a_shortage(make_client, no_threads if number % 2 else no_descriptors)
            code = 0
        except BaseException:  # noqa: BLE001 a panic is none of Exception
            traceback.print_exc()
        finally:
            os._exit(code)
    deadline = time.monotonic() + TIMEOUT
    while time.monotonic() < deadline:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status) == 0
        time.sleep(0.005)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def measured() -> tuple[float, int, int]:
    """Resident megabytes, open files, threads."""
    with open("/proc/self/status") as status:
        kilobytes = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
    return kilobytes / 1024, len(os.listdir("/proc/self/fd")), len(os.listdir("/proc/self/task"))


def measured_at_rest() -> tuple[float, int, int]:
    """What is measured once connections that were closed are gone, and threads that ended."""
    time.sleep(1)
    return measured()


def with_a_runtime(client: ApiClient) -> tuple[float, int, int]:
    """What is measured before, with the runtime of a process's coroutines, which stays, and no connection."""
    call_in_a_loop(AsyncDatasetApi(client), Books(AT_ONCE_A_LOOP))
    client.close()
    return measured_at_rest()


def work(client: ApiClient, books: Books) -> list[threading.Thread]:
    """Threads that make calls until there are none left to make."""
    api, async_api = DatasetApi(client), AsyncDatasetApi(client)
    # One that hangs must not keep the process.
    workers = [threading.Thread(target=call_in_a_thread, args=(api, books), daemon=True) for _ in range(THREADS)]
    workers += [threading.Thread(target=call_in_a_loop, args=(async_api, books), daemon=True) for _ in range(LOOPS)]
    for worker in workers:
        worker.start()
    return workers


def watch(
    workers: list[threading.Thread], make_client: Callable[[], ApiClient], api: DatasetApi, books: Books
) -> tuple[list[bool], list[tuple[float, float, int, int]]]:
    """Whether each forked child ended well, and what was measured when so much of the work was begun."""
    began = progressed = next_fork = time.monotonic()
    ended, shown = 0, -1.0
    children: list[bool] = []
    samples: list[tuple[float, float, int, int]] = []
    print(f"{'calls':>9} {'seconds':>8} {'MB':>7} {'files':>6} {'threads':>8}")
    while any(worker.is_alive() for worker in workers):
        time.sleep(0.2)
        now = time.monotonic()
        if books.ended > ended:
            ended, progressed = books.ended, now
        elif now - progressed > TIMEOUT:
            sys.exit(f"FAILED: {books.begun - books.ended} calls hang")
        if now >= next_fork:
            next_fork = now + SECONDS_BETWEEN_FORKS
            children.append(child_ends_well(make_client, api, len(children)))
        share = books.begun / books.calls
        if all(worker.is_alive() for worker in workers):
            samples.append((share, *measured()))
        if share >= shown + 0.05:
            shown = share
            megabytes, files, threads = measured()
            print(f"{books.begun:>9} {now - began:>8.1f} {megabytes:>7.1f} {files:>6} {threads:>8}", flush=True)
    return children, samples


def soak(make_client: Callable[[], ApiClient], calls: int) -> bool:
    """Whether something was wrong."""
    before = with_a_runtime(make_client())
    client = make_client()
    books = Books(calls)
    began = time.monotonic()
    children, samples = watch(work(client, books), make_client, DatasetApi(client), books)
    client.close()
    after = measured_at_rest()
    print(f"answered {books.answered}, errors {dict(books.errors)}, {time.monotonic() - began:.1f} s")
    print(f"children that ended well: {sum(children)} of {len(children)}")
    print(f"before: {before[0]:.1f} MB, {before[1]} files, {before[2]} threads")
    print(f"after:  {after[0]:.1f} MB, {after[1]} files, {after[2]} threads")
    settled = [sample for sample in samples if sample[0] >= SETTLED]
    if len(settled) < MIN_SAMPLES:
        print("FAILED: it was too short to see whether anything grows; make more --calls")
        return True
    early, late = settled[0], settled[-1]
    problems = {
        "the books don't balance": books.begun != calls or books.ended != calls,
        "too few calls were answered": books.answered < MIN_ANSWERED * calls,
        "a child failed or hung": not all(children),
        "memory grew": late[1] - early[1] > MAX_GROWTH_MB,
        # A connection that broke may be replaced before it is gone.
        "open files grew": late[2] > early[2] + AT_ONCE_A_LOOP * LOOPS,
        "threads grew": late[3] > early[3],
        "files stayed open": after[1] > before[1],
        "threads stayed": after[2] > before[2],
    }
    for problem, found in problems.items():
        if found:
            print(f"FAILED: {problem}")
    return any(problems.values())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=200_000, help="how many")
    parser.add_argument("--faults", type=float, default=0.05, help="the share of requests that fail")
    arguments = parser.parse_args()
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs, arguments.faults), daemon=True)
    server.start()
    theirs.close()
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
