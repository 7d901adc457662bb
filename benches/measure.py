"""Figures of one run: contenders in turn, round by round; and what needs no contender."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import wire

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

HERE = Path(__file__).parent
MB = 1024 * 1024
# Reqwest alone, by the number of its connections.
BARE = {1: "bare reqwest, 1 connection", 64: "bare reqwest, 64 connections"}
STARTS = 41
FIRST_CALLS = 21
PROBE = 0.2  # seconds of calls that show how long one takes


@dataclass
class Figures:
    """Seconds a call and seconds of CPU a call, a value a round, and bytes resident at the end and at most."""

    seconds: list[float] = field(default_factory=list)
    cpu_seconds: list[float] = field(default_factory=list)
    resident: int = 0
    peak: int = 0

    @property
    def median(self) -> float:
        """The middle of the rounds."""
        return statistics.median(self.seconds)

    @property
    def cpu(self) -> float | None:
        """The middle of the CPU time of the rounds, that of the kernel included; None if it was not measured."""
        return statistics.median(self.cpu_seconds) if self.cpu_seconds else None

    @property
    def spread(self) -> float:
        """From the quickest round to the slowest, as a part of the median."""
        return (max(self.seconds) - min(self.seconds)) / self.median


class Contender:
    """A client in a process of its own, which has made some calls.

    `batch` is how many calls belong together; else it is as many as the client has under way at once.
    """

    def __init__(self, name: str, url: str, *, pinned: bool, batch: int = 0, warm: int = 0) -> None:
        found = re.search(r"(\d+) (?:at once|thread|connection)", name)
        at_once = int(found[1]) if found else 1
        self.batch = batch or at_once
        self._apart = bool(batch)
        warm = max(warm, batch, 4 * at_once)
        if name in BARE.values():
            command = [wire.bare_reqwest(), f"{url}{wire.PATH}{wire.TASK_ID}", str(at_once)]
        else:
            command = [sys.executable, str(HERE / "contenders.py"), name, url, str(warm)]
        command = [*(wire.pinning() if pinned else []), *command]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=HERE)
        self.cpu = 0.0
        self.figures = Figures()
        if self._line() != "ready":
            raise SystemExit(f"{name} did not start")

    def _line(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()

    def round(self, count: int) -> float:
        """Seconds that so many calls take; adds those of CPU to `cpu`."""
        assert self._process.stdin
        before = cpu_seconds(self._process.pid)
        self._process.stdin.write(f"{count}\n")
        self._process.stdin.flush()
        seconds, resident, peak = self._line().split()
        self.cpu += cpu_seconds(self._process.pid) - before
        self.figures.resident, self.figures.peak = int(resident), int(peak)
        return float(seconds)

    def batches(self, count: int) -> float:
        """Seconds that so many batches take."""
        if self._apart:
            return sum(self.round(self.batch) for _ in range(count))
        return self.round(count * self.batch)

    def batches_in(self, seconds: float) -> int:
        """About how many batches take so long."""
        count = 1
        while (took := self.batches(count)) < PROBE:
            count *= 2
        return max(1, round(count * seconds / took))

    def end(self) -> None:
        """Lets it go."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()


def compare(
    url: str,
    names: Sequence[str],
    *,
    rounds: int,
    seconds: float,
    pinned: bool,
    connections: Sequence[int] = (),
    batches: Mapping[str, int] = MappingProxyType({}),
) -> dict[str, Figures]:
    """Each in turn for about so many seconds, in every round, after wrk with each number of connections.

    `batches` says of a contender how many of its calls belong together.
    """
    limits = {number: Figures() for number in connections}
    contenders = [Contender(name, url, pinned=pinned, batch=batches.get(name, 0)) for name in names]
    counts = [contender.batches_in(seconds) for contender in contenders]
    for _ in range(rounds):
        for number, limit in limits.items():
            limit.seconds.append(1 / wire.wrk(url, number, seconds, pinned=pinned))
        for contender, count in zip(contenders, counts):
            contender.cpu = 0.0
            calls = count * contender.batch
            contender.figures.seconds.append(contender.batches(count) / calls)
            contender.figures.cpu_seconds.append(contender.cpu / calls)
    for contender in contenders:
        contender.end()
    return {
        **{wrk_name(number): limit for number, limit in limits.items()},
        **{name: contender.figures for name, contender in zip(names, contenders)},
    }


def cpu_seconds(process: int) -> float:
    """Seconds of CPU that a process has used, in user mode and in the kernel."""
    # The name of the program, in parentheses, may have spaces; user and system time are fields 14 and 15.
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wrk_name(connections: int) -> str:
    """What wrk is called in the figures."""
    return f"wrk, {wire.connections(connections)}"


def steady(url: str, calls: int, steps: int) -> list[tuple[float, float]]:
    """Megabytes resident after so many calls, from the warm-up on."""
    contender = Contender("modelarts, token", url, pinned=True, warm=1000)
    found = []
    for step in range(steps + 1):
        contender.round(calls // steps if step else 0)
        found.append((float(step * calls // steps), contender.figures.resident / MB))
    contender.end()
    return found


RESIDENT = "import os; print(int(open('/proc/self/statm').read().split()[1]) * os.sysconf('SC_PAGE_SIZE'))"


def _said(code: str, *options: str) -> tuple[str, str]:
    ended = subprocess.run([sys.executable, *options, "-c", code], capture_output=True, text=True, check=True)
    return ended.stdout, ended.stderr


def starts(modules: Sequence[str]) -> dict[str, float]:
    """Seconds of a process that imports one module, of each in turn."""
    took: dict[str, list[float]] = {module: [] for module in modules}
    for _ in range(STARTS):
        for module, seconds in took.items():
            began = time.perf_counter()
            subprocess.run([sys.executable, "-c", f"import {module}"], check=True)
            seconds.append(time.perf_counter() - began)
    return {module: statistics.median(seconds) for module, seconds in took.items()}


def resident(module: str, samples: int = 5) -> float:
    """Megabytes more resident after an import than without it."""
    more = []
    for _ in range(samples):
        bare, loaded = (int(_said(code)[0]) for code in (RESIDENT, f"import {module}; {RESIDENT}"))
        more.append(loaded - bare)
    return statistics.median(more) / MB


def first_calls(url: str, names: Sequence[str]) -> dict[str, float]:
    """Seconds of a process that makes one call with a new client, of each contender in turn."""
    took: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(FIRST_CALLS):
        for name, seconds in took.items():
            began = time.perf_counter()
            command = [sys.executable, "contenders.py", name, url, "1"]
            subprocess.run(command, cwd=HERE, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
            seconds.append(time.perf_counter() - began)
    return {name: statistics.median(seconds) for name, seconds in took.items()}


def foreign(module: str) -> list[str]:
    """The packages that an import brings which are neither the module's own nor Python's."""
    code = (
        "import sys; before = set(sys.modules); import {0}; "
        "print(*sorted({{name.split('.')[0] for name in set(sys.modules) - before}} - set(sys.stdlib_module_names)))"
    )
    return [name for name in _said(code.format(module))[0].split() if name != module.partition(".")[0]]


SERVE = """
import sys
from modelarts.emulator import Emulator
with Emulator(auth="none") as emulator:
    for at in range({tasks}):
        emulator.add_task(f"task-{{at}}", script=[(0, "RUNNING"), (20 + at % 100 / 10, "SUCCESS")])
    print(emulator.url, flush=True)
    sys.stdin.read()
"""
WAIT = """
import os, threading, time
from modelarts import config
from modelarts.client import DatasetApi
client = config.create_client(token="fake", endpoint={url!r}, region="cn-north-1", project_id="0" * 32)
ids = [f"task-{{at}}" for at in range({tasks})]
threads = 0
def count_threads():
    global threads
    time.sleep(10)
    threads = len(os.listdir("/proc/self/task")) - 1
threading.Thread(target=count_threads, daemon=True).start()
before = time.process_time()
began = time.monotonic()
statuses = DatasetApi(client).wait_for_tasks(task_ids=ids, progress=False)
assert all(status.is_succeeded for status in statuses)
took = time.monotonic() - began, time.process_time() - before
peak = dict(line.split(":", 1) for line in open("/proc/self/status"))["VmHWM"].split()[0]
print(*took, peak, threads)
"""
IDLE = """
import os, threading, time
from modelarts import config
from modelarts.client import DatasetApi, Poll
client = config.create_client(token="fake", endpoint={url!r}, region="cn-north-1", project_id="0" * 32)
ids = [f"task-{{at}}" for at in range({tasks})]
polls = threading.Semaphore(0)
def measure():
    for _ in ids:
        polls.acquire()
    time.sleep(1)
    before, began = time.process_time(), time.monotonic()
    time.sleep(5)
    print((time.process_time() - before) / (time.monotonic() - began), flush=True)
    os._exit(0)
threading.Thread(target=measure, daemon=True).start()
slow = Poll(initial=30, maximum=30, jitter=False)
DatasetApi(client).wait_for_tasks(task_ids=ids, poll=slow, progress=False, on_update=lambda *_: polls.release())
raise SystemExit("the wait ended before the window did")
"""


@dataclass
class Waited:
    """A wait for tasks that are done after 20 to 30 seconds."""

    tasks: int
    seconds: float
    cpu: float
    peak_mb: float
    threads: int


def waits(tasks: int) -> Waited:
    """Waits with the default `Poll`, the emulator in another process."""
    seconds, cpu, peak, threads = _beside_emulator(WAIT, tasks).split()
    return Waited(tasks, float(seconds), float(cpu), int(peak) / 1024, int(threads))


def idle(tasks: int) -> float:
    """The part of a core that a wait uses between two polls."""
    return float(_beside_emulator(IDLE, tasks))


def _beside_emulator(code: str, tasks: int) -> str:
    with subprocess.Popen(
        [sys.executable, "-c", SERVE.format(tasks=tasks)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as emulator:
        assert emulator.stdout
        try:
            return _said(code.format(url=emulator.stdout.readline().strip(), tasks=tasks))[0]
        finally:
            emulator.kill()


LIST = """
import time
from modelarts.emulator import Emulator
from modelarts.client import DatasetApi
with Emulator() as emulator:
    folder = emulator.root / "bucket" / "files"
    folder.mkdir(parents=True)
    for at in range({files}):
        (folder / f"{{at:07d}}.txt").write_bytes(b"x")
    with emulator.create_client() as client:
        api = DatasetApi(client)
        began = time.perf_counter()
        created = api.create_dataset(dataset_spec={{"name": "files", "data_url": "bucket/files/"}})
        created.wait()
        published = api.create_dataset_version(dataset_id=created.dataset_id, description_spec={{"description": "all"}})
        version = published.wait().versions[0].new_version_id
        count = sum(1 for _ in api.iter_version_files(dataset_id=created.dataset_id, version_id=version))
        assert count == {files}, count
        print(time.perf_counter() - began)
"""


def files(count: int) -> float:
    """Seconds to create a dataset of so many files on the emulator, publish a version, and list it."""
    return float(_said(LIST.format(files=count))[0])


def statuses(url: str, counts: Iterable[int]) -> list[tuple[float, float]]:
    """Seconds of `get_task_statuses`, by the number of tasks: the median of 3, of 100,000 tasks a single one."""
    found = []
    for count in counts:
        contender = Contender("modelarts get_task_statuses, 64 at once", url, pinned=False)
        took = [contender.round(count) for _ in range(3 if count < 100_000 else 1)]
        found.append((float(count), statistics.median(took)))
        contender.end()
    return found


def timed(work: str) -> float:
    """Says what is measured, and when."""
    print(f"{time.strftime('%H:%M:%S')} {work}", file=sys.stderr, flush=True)
    return time.perf_counter()
