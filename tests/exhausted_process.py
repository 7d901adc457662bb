"""A process that runs out of threads or of descriptors, and has some again later; prints what each call did.

Its arguments are what runs out, `threads` or `descriptors`, and the host of the service.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import resource
import sys
import threading
from typing import TYPE_CHECKING, Any, Callable

from modelarts import AsyncDatasetApi, DatasetApi, Poll, config
from modelarts.emulator import Emulator

if TYPE_CHECKING:
    from collections.abc import Iterator

UNPRIVILEGED_USER = 65534
PATIENT = Poll(initial=0.05, maximum=0.05, outage=1)


def describe(work: Callable[[], Any]) -> list[Any]:
    """Returns the exception of `work` by its classes and text, or its result."""
    try:
        return ["returned", repr(work())]
    except BaseException as error:  # noqa: BLE001 PanicException is one
        errors = [error, *getattr(error, "exceptions", ())]
        return ["raised", *([[cls.__name__ for cls in type(each).__mro__], str(each)] for each in errors)]


@contextlib.contextmanager
def no_threads(allowed: int) -> Iterator[None]:
    """The process may start so many threads more; all of its user count."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NPROC)
    running = len(os.listdir("/proc/self/task"))
    resource.setrlimit(resource.RLIMIT_NPROC, (running + allowed if allowed else 0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NPROC, (hard, hard))


@contextlib.contextmanager
def no_descriptors(allowed: int) -> Iterator[None]:
    """The process may open so many descriptors more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    taken = [os.open(os.devnull, os.O_RDONLY)]
    resource.setrlimit(resource.RLIMIT_NOFILE, (taken[0] + 1, hard))
    with contextlib.suppress(OSError):
        while True:
            taken.append(os.open(os.devnull, os.O_RDONLY))
    for _ in range(min(allowed, len(taken))):
        os.close(taken.pop())
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        for descriptor in taken:
            os.close(descriptor)


def calls(url: str, loop: asyncio.AbstractEventLoop) -> dict[str, Callable[[], Any]]:
    """Each call makes a client of its own, with no connection open."""

    def api() -> DatasetApi:
        return DatasetApi(config.create_client(endpoint=url, token="t" * 8, project_id="p", max_retries=0, timeout=5))

    def async_api() -> AsyncDatasetApi:
        return AsyncDatasetApi(api()._client)

    async def collect() -> list[Any]:
        return [status async for status in async_api().as_completed(task_ids=["t", "u"], poll=PATIENT)]

    ids = ["t", "u"]
    return {
        "call": lambda: api().get_task_status(task_id="t"),
        "call with a timeout": lambda: api().get_task_status(task_id="t", timeout="5s"),
        "wait_for_task": lambda: api().wait_for_task(task_id="t", poll=PATIENT, progress=False),
        "wait_for_tasks": lambda: api().wait_for_tasks(task_ids=ids, poll=PATIENT, progress=False),
        "as_completed": lambda: list(api().as_completed(task_ids=ids, poll=PATIENT)),
        "watch_task": lambda: list(api().watch_task(task_id="t", poll=PATIENT)),
        "get_task_statuses": lambda: api().get_task_statuses(task_ids=ids),
        "async call": lambda: loop.run_until_complete(async_api().get_task_status(task_id="t")),
        "async wait_for_tasks": lambda: loop.run_until_complete(
            async_api().wait_for_tasks(task_ids=ids, poll=PATIENT, progress=False)
        ),
        "async as_completed": lambda: loop.run_until_complete(collect()),
        "async get_task_statuses": lambda: loop.run_until_complete(async_api().get_task_statuses(task_ids=ids)),
    }


def emulate() -> str:
    with Emulator() as emulator:
        return emulator.url


def main() -> None:
    what, host, url = sys.argv[1:4]
    allowed = int(sys.argv[4]) if len(sys.argv) > 4 else 0
    loop = asyncio.new_event_loop()
    limit = no_threads if what == "threads" else no_descriptors
    if what == "threads" and os.getuid() == 0:
        os.setgid(UNPRIVILEGED_USER)
        os.setuid(UNPRIVILEGED_USER)
    work = calls(url.replace("127.0.0.1", host), loop)
    work["Emulator"] = emulate
    said: dict[str, Any] = {"without": {}, "after": {}}
    with limit(allowed):
        if what == "threads" and not allowed:
            said["untested"] = describe(threading.Thread(target=int).start)[0] == "returned"
        for name, each in work.items():
            said["without"][name] = describe(each)
    for name, each in work.items():
        said["after"][name] = describe(each)
    sys.stdout.write(json.dumps(said))
    sys.stdout.flush()
    loop.close()


main()
