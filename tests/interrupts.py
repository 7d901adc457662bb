"""Ctrl-C at random instants of every public call: it raises KeyboardInterrupt, and the client stays usable.

`make interrupts` interrupts each call 200 times, `python tests/interrupts.py get_task_status --times 1000` one
call more often. Each call is made again and again in this process, half of the times against a service that
responds slowly, and a timer sends Ctrl-C at an instant of it that the seed decides. A call fails if Ctrl-C is
lost, if anything but KeyboardInterrupt is raised, if it comes late, or if the client does not work afterwards.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import random
import signal
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable, NamedTuple

import pytest

from documented_calls import CALLS, DATASET_ID, VERSION_ID
from modelarts import ConfigError
from modelarts.client import ApiClient, AsyncDatasetApi, DatasetApi, Poll
from modelarts.config import create_client
from modelarts.emulator import Emulator
from raw_server import RawServer, http, target

if TYPE_CHECKING:
    import socket
    from collections.abc import Coroutine, Iterator

SLOW = 0.06  # seconds by which a slow service delays a response; signals are checked more often
LATEST = 5.0  # seconds after Ctrl-C, on a busy machine
WARM_UP = 3
FILES = 40
CONTENT = bytes(32 * 1024 * 1024)
PROBE = "probe"  # a task of every emulator, whose status shows that a client is usable

Start = Callable[[], None]
SYNC, COROUTINE, EMULATOR = "sync", "async", "emulator"


class Service:
    """An emulator, and clients of it.

    Args:
        slow: Whether each response is delayed.
        root: The folder that represents OBS.
    """

    def __init__(self, root: Path, *, slow: bool) -> None:
        self.slow = slow
        delay = SLOW if slow else 0.0
        self.emulator = Emulator(root, pace=0)
        folder = root / "bucket1" / "abc"
        folder.mkdir(parents=True)
        for number in range(3):
            (folder / f"{number}.jpg").write_text("content")
        self.emulator.add_dataset("abc", "bucket1/abc/", dataset_id=DATASET_ID)
        self.emulator.add_version(DATASET_ID, version_id=VERSION_ID)
        for name in ("def", "ghi"):
            (root / "bucket1" / name).mkdir()
            self.emulator.add_dataset(name, f"bucket1/{name}/")
        self.emulator.add_task(PROBE, ["SUCCESS"])
        if slow:
            self.emulator.fault(kind="delay", match=PROBE, delay=0)
            self.emulator.fault(kind="delay", delay=delay)
        self.client = self.emulator.create_client()
        self.api, self.async_api = DatasetApi(self.client), AsyncDatasetApi(self.client)
        # Answers as documented whatever was done before.
        self.server = RawServer(self._answer)
        self.documented_client = self.server.create_client()
        self._delay = delay
        self._tasks = 0

    def _answer(self, conn: socket.socket, request: bytes) -> None:
        method, path = request.split(b" ", 2)[0].decode(), target(request).partition("?")[0]
        (response,) = (call.response for call in CALLS.values() if (call.method, call.path) == (method, path))
        time.sleep(self._delay)
        conn.sendall(http(json.dumps(response)))

    def add_task(self) -> str:
        """Adds a task that takes a few polls, and returns its id."""
        self._tasks += 1
        task_id = f"task-{self._tasks}"
        self.emulator.add_task(task_id, [("RUNNING", 1 if self.slow else 3), "SUCCESS"])
        return task_id

    def add_tasks(self) -> list[str]:
        """Adds a few of them."""
        return [self.add_task() for _ in range(3)]

    def check(self) -> None:
        """Raises if the client is unusable."""
        assert self.api.get_task_status(task_id=PROBE, timeout=LATEST)["status"] == "SUCCESS"

    def close(self) -> None:
        """Closes client and emulator."""
        self.documented_client.close()
        self.server.close()
        self.client.close()
        self.emulator.close()


class Attempt(NamedTuple):
    """One call that can be interrupted."""

    # Makes the call; what it is given starts the timer.
    run: Callable[[Start], object]
    # Checks, after the interrupt, that what was interrupted is still usable, and releases it.
    check: Callable[[], object]


class Case(NamedTuple):
    """A public call: what it belongs to, and how it is made ready for each attempt."""

    kind: str
    prepare: Callable[[Service], Attempt]


def arguments(name: str) -> dict[str, Any]:
    """The documented arguments of a call."""
    call = CALLS[name]
    known: dict[str, Any] = {"dataset_id": DATASET_ID, "version_id": VERSION_ID, "task_id": DATASET_ID}
    known |= {name: call.body for name in call.parameters if name.endswith(("_spec", "body"))}
    known |= {"version1": VERSION_ID, "version2": "962ef90a-ea4d-3af4-82ba-8523da57e78e"}
    return {name: known[name] for name in call.parameters if name in known}


def at_once(call: Callable[[], object]) -> Callable[[Start], object]:
    """A call that may be interrupted from its beginning."""

    def run(start: Start) -> None:
        start()
        call()

    return run


def sync(run: Callable[[Service], object]) -> Case:
    """A call of the sync API that needs nothing of its own."""
    return Case(SYNC, lambda service: Attempt(at_once(lambda: run(service)), service.check))


def wait(run: Callable[[DatasetApi, list[str]], object]) -> Case:
    """A wait for new tasks."""

    def prepare(service: Service) -> Attempt:
        tasks = service.add_tasks()
        return Attempt(at_once(lambda: run(service.api, tasks)), service.check)

    return Case(SYNC, prepare)


def coroutine(run: Callable[[Service], Coroutine[Any, Any, object]]) -> Case:
    """A coroutine in an event loop of its own."""

    def prepare(service: Service) -> Attempt:
        runner = asyncio.Runner(debug=False)
        runner.get_loop()
        running = run(service)

        async def started(start: Start) -> None:
            # asyncio hears Ctrl-C once its loop runs; an interrupt before that leaves a task of asyncio pending.
            start()
            await running

        def check() -> None:
            runner.close()
            running.close()
            service.check()
            with asyncio.Runner(debug=False) as another:
                status = another.run(service.async_api.get_task_status(task_id=PROBE, timeout=LATEST))
            assert status["status"] == "SUCCESS"

        return Attempt(lambda start: runner.run(started(start)), check)

    return Case(COROUTINE, prepare)


def async_wait(run: Callable[[AsyncDatasetApi, list[str]], Coroutine[Any, Any, object]]) -> Case:
    """A wait for new tasks, as a coroutine."""
    return coroutine(lambda service: run(service.async_api, service.add_tasks()))


async def drain(statuses: Any) -> None:
    """Takes all there is of an async iterator."""
    async for _ in statuses:
        pass


def with_password(run: Callable[[ApiClient], object]) -> Case:
    """A client that is made during the attempt and has to sign in."""

    def prepare(service: Service) -> Attempt:
        emulator = service.emulator
        settings: dict[str, Any] = {
            "account": emulator.account,
            "username": emulator.username,
            "password": emulator.password,
            "endpoint": emulator.url,
            "iam_endpoint": emulator.url,
            "region": emulator.region,
        }
        made: list[ApiClient] = []

        def attempt() -> None:
            made.append(create_client(**settings))
            run(made[-1])

        def check() -> None:
            service.check()
            for client in made or [create_client(**settings)]:
                with client:
                    assert DatasetApi(client).get_task_status(task_id=PROBE, timeout=LATEST)["status"] == "SUCCESS"

        return Attempt(at_once(attempt), check)

    return Case(SYNC, prepare)


def own_emulator(run: Callable[[Emulator, str], object], *, has_work: bool = True) -> Case:
    """A call of an emulator that is made for the attempt, with work to do or without, and closed afterwards."""

    def prepare(_: Service) -> Attempt:
        emulator = Emulator(clock="manual")
        folder = emulator.root / "bucket" / "folder"
        folder.mkdir(parents=True)
        (emulator.root / "bucket" / "another").mkdir()
        for number in range(FILES):
            (folder / str(number)).write_bytes(b"content" * 2000)
        dataset_id = emulator.add_dataset("present", "bucket/folder/")
        client = emulator.create_client()
        api = DatasetApi(client)
        if has_work:
            api.create_dataset_version(dataset_id=dataset_id, description_spec={"description": "present"})

        def check() -> None:
            with contextlib.suppress(RuntimeError):  # It is closed.
                emulator.advance(10)
                emulator.add_task("afterwards", ["SUCCESS"])
                assert api.get_task_status(task_id="afterwards", timeout=LATEST)["status"] == "SUCCESS"
            client.close()
            emulator.close()
            assert "closed" in repr(emulator)
            assert not emulator.root.exists()

        return Attempt(at_once(lambda: run(emulator, dataset_id)), check)

    return Case(EMULATOR, prepare)


def new_emulator(_: Service) -> Attempt:
    """Making an emulator, and closing it."""
    made: list[Emulator] = []

    def attempt() -> None:
        made.append(Emulator())

    def check() -> None:
        for emulator in made:
            emulator.close()
        with Emulator() as emulator:
            emulator.add_task(PROBE, ["SUCCESS"])

    return Attempt(at_once(attempt), check)


def closed_client(service: Service) -> Attempt:
    """Closing a client that was used; others stay usable."""
    client = service.emulator.create_client("token")
    api = DatasetApi(client)
    api.get_task_status(task_id=PROBE)

    def check() -> None:
        client.close()
        with pytest.raises(ConfigError):
            api.get_task_status(task_id=PROBE)
        service.check()

    return Attempt(at_once(client.close), check)


def documented(name: str) -> dict[str, Case]:
    """A documented call in both APIs."""
    given = arguments(name)
    return {
        name: sync(lambda service: getattr(DatasetApi(service.documented_client), name)(**given)),
        f"async {name}": coroutine(
            lambda service: getattr(AsyncDatasetApi(service.documented_client), name)(**given),
        ),
    }


def exhaust(values: Iterator[object]) -> None:
    """Takes all there is of an iterator."""
    for _ in values:
        pass


FREQUENTLY = Poll(initial=0.005, maximum=0.02)
CASES: dict[str, Case] = {
    **{key: case for name in CALLS for key, case in documented(name).items()},
    "wait_for_task": wait(lambda api, tasks: api.wait_for_task(task_id=tasks[0], poll=FREQUENTLY)),
    "wait_for_tasks": wait(lambda api, tasks: api.wait_for_tasks(task_ids=tasks, poll=FREQUENTLY)),
    "as_completed": wait(lambda api, tasks: exhaust(api.as_completed(task_ids=tasks, poll=FREQUENTLY))),
    "watch_task": wait(lambda api, tasks: exhaust(api.watch_task(task_id=tasks[0], poll=FREQUENTLY))),
    "get_task_statuses": wait(lambda api, tasks: api.get_task_statuses(task_ids=tasks * 2)),
    "iter_datasets": sync(lambda service: exhaust(service.api.iter_datasets(limit=1))),
    "iter_version_files": sync(
        lambda service: exhaust(service.api.iter_version_files(dataset_id=DATASET_ID, version_id=VERSION_ID, limit=1))
    ),
    "async wait_for_task": async_wait(lambda api, tasks: api.wait_for_task(task_id=tasks[0], poll=FREQUENTLY)),
    "async wait_for_tasks": async_wait(lambda api, tasks: api.wait_for_tasks(task_ids=tasks, poll=FREQUENTLY)),
    "async as_completed": async_wait(lambda api, tasks: drain(api.as_completed(task_ids=tasks, poll=FREQUENTLY))),
    "async watch_task": async_wait(lambda api, tasks: drain(api.watch_task(task_id=tasks[0], poll=FREQUENTLY))),
    "async get_task_statuses": async_wait(lambda api, tasks: api.get_task_statuses(task_ids=tasks)),
    "async iter_datasets": coroutine(lambda service: drain(service.async_api.iter_datasets(limit=1))),
    "async iter_version_files": coroutine(
        lambda service: drain(
            service.async_api.iter_version_files(dataset_id=DATASET_ID, version_id=VERSION_ID, limit=1)
        )
    ),
    "create_client": with_password(lambda client: DatasetApi(client).get_task_status(task_id=PROBE)),
    "ApiClient.close": Case(SYNC, closed_client),
    "Emulator": Case(EMULATOR, new_emulator),
    "Emulator.advance": own_emulator(lambda emulator, _: emulator.advance(5)),
    "Emulator.close": own_emulator(lambda emulator, _: emulator.close()),
    "Emulator.reset": own_emulator(lambda emulator, _: emulator.reset()),
    "Emulator.add_dataset": own_emulator(lambda emulator, _: emulator.add_dataset("another", "bucket/another/")),
    "Emulator.add_version": own_emulator(lambda emulator, dataset_id: emulator.add_version(dataset_id), has_work=False),
    "Emulator.put_file": own_emulator(lambda emulator, _: emulator.put_file("bucket/new", CONTENT), has_work=False),
    "Emulator.requests": own_emulator(lambda emulator, _: emulator.requests),
}


class InterruptError(Exception):
    """What went wrong after an interrupt."""


class Outcomes:
    """What became of the interrupts of a call."""

    def __init__(self) -> None:
        self.during = 0
        self.after = 0
        self.ignored = 0
        self.latency = 0.0


def is_ignored_by_python(exceptions: list[Any]) -> bool:
    """Whether Python ignored Ctrl-C because it came in a callback of the standard library, as of a `WeakSet`."""
    return any(
        one.exc_type is KeyboardInterrupt and not str(getattr(one.object, "__module__", "")).startswith("modelarts")
        for one in exceptions
    )


def interrupt(attempt: Attempt, seconds: float, outcomes: Outcomes) -> None:
    """Makes the call, and sends Ctrl-C after so many seconds."""
    has_ended = False
    sent = 0.0

    def send(_signal: int, _frame: object) -> None:
        nonlocal sent
        sent = time.monotonic()
        signal.raise_signal(signal.SIGINT)

    signal.signal(signal.SIGALRM, send)
    # asyncio leaves its own handler behind if Ctrl-C comes while it restores this one.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    due = 0.0

    def start() -> None:
        nonlocal due
        due = time.monotonic() + seconds
        signal.setitimer(signal.ITIMER_REAL, max(seconds, 1e-6))

    ignored: list[Any] = []
    sys.unraisablehook = ignored.append
    try:
        attempt.run(start)
        has_ended = True
        # A signal that comes just before a sleep does not end it, so each is short.
        while time.monotonic() < due + LATEST:
            time.sleep(0.002)
    except KeyboardInterrupt:
        outcomes.latency = max(outcomes.latency, time.monotonic() - due)
    except BaseException as error:
        signal.setitimer(signal.ITIMER_REAL, 0)
        when = f"Ctrl-C came {time.monotonic() - sent:.3f} s before" if sent else "before Ctrl-C"
        raise InterruptError(f"raised {type(error).__name__}: {error} ({when})") from error
    else:
        if not is_ignored_by_python(ignored):
            raise InterruptError(f"Ctrl-C was lost; exceptions that Python ignored: {ignored}")
        outcomes.ignored += 1
        return
    finally:
        sys.unraisablehook = sys.__unraisablehook__
    if has_ended:
        outcomes.after += 1
    else:
        outcomes.during += 1
    if outcomes.latency > LATEST:
        raise InterruptError(f"Ctrl-C was handled after {outcomes.latency:.1f} s")


def duration(case: Case, service: Service) -> float:
    """How many seconds a call takes that is not interrupted."""
    durations = []
    for _ in range(WARM_UP):
        attempt = case.prepare(service)
        began = time.monotonic()
        attempt.run(lambda: None)
        durations.append(time.monotonic() - began)
        attempt.check()
    return statistics.median(durations)


def interrupt_at_random(name: str, times: int, seed: int, services: list[Service]) -> Outcomes:
    """Interrupts a call so many times.

    Raises:
        InterruptError: An interrupt was lost, or did some harm; the text says at which instant.
    """
    case, outcomes = CASES[name], Outcomes()
    instants = random.Random(f"{seed} {name}")
    if case.kind == EMULATOR:
        services = services[:1]
    durations = [duration(case, service) for service in services]
    for number in range(times):
        place = number % len(services)
        seconds = instants.uniform(0, 1.1 * durations[place])
        attempt = case.prepare(services[place])
        try:
            interrupt(attempt, seconds, outcomes)
            attempt.check()
        except Exception as error:
            text = f"{name}, attempt {number + 1}, after {seconds * 1000:.3f} of {durations[place] * 1000:.3f} ms"
            raise InterruptError(f"{text}: {type(error).__name__}: {error}") from error
    return outcomes


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("calls", nargs="*", help="names of calls, or sync, async or emulator; all without any")
    parser.add_argument("--times", type=int, default=200, help="how often each call is interrupted")
    parser.add_argument("--seed", type=int, default=0, help="decides the instants")
    given = parser.parse_args()
    names = [name for name, case in CASES.items() if not given.calls or {name, case.kind} & {*given.calls}]
    signal.signal(signal.SIGINT, signal.default_int_handler)  # A shell may have it ignored.
    with contextlib.ExitStack() as stack:
        services = []
        for slow in (False, True):
            root = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            services.append(Service(root, slow=slow))
            stack.callback(services[-1].close)
        failed = 0
        for name in names:
            try:
                outcomes = interrupt_at_random(name, given.times, given.seed, services)
            except InterruptError as error:
                failed += 1
                print(f"FAILED: {error}", flush=True)
            else:
                print(
                    f"{name:<32} {outcomes.during:>5} during the call, {outcomes.after:>5} after it, "
                    f"{outcomes.ignored} ignored by Python, at most {outcomes.latency * 1000:.0f} ms late",
                    flush=True,
                )
    print(f"{len(names)} calls interrupted {given.times} times, {failed} failed")
    return 1 if failed or not names else 0


if __name__ == "__main__":
    sys.exit(main())
