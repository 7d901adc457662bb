"""Compares the speed with other clients in one run: `make bench` writes docs/benchmarks.md."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import emulators
import goals
import manifests
import measure
import mixed_waits
import pages
import report
import wire
from contenders import SIZES
from goals import LARGE, MANY, ONE, STATUSES
from measure import BARE, MB, Figures, compare, timed, wrk_name

if TYPE_CHECKING:
    from collections.abc import Sequence

IMPORTS = (
    "json",
    "modelarts",
    "modelarts.client",
    "primp",
    "pycurl",
    "requests",
    "httpx",
    "aiohttp",
    "huaweicloudsdkmodelarts.v1",
)
FIRST_CALLS = ("modelarts, token", "pycurl + json", "primp", "requests", "httpx", "huaweicloudsdk, AK/SK")
PARSERS = ("modelarts", "pycurl + orjson")
THREADS = (1, 2, 4, 8, 16)
TASKS = (1, 10, 100, 1000, 10_000, 100_000)
FILES = (10, 100, 1000, 10_000, 100_000)
CALLS = 200_000
IDLE_TASKS = 64
PAGED = 100_000
PAGE_LATENCIES = (0.0, 0.02)

INTRODUCTION = """# Benchmarks

Written by `make bench`, in one run on one machine. Compare only figures of the same run. Every client gets the same
{size} bytes from the same nginx over loopback, with open connections, and turns them into Python objects. Each client
runs in a process of its own, in turn with the others, for {rounds} rounds of about {seconds:g} s. The tables show
medians, and the spread from the quickest round to the slowest. wrk and reqwest alone, which discard what they read, are
the lower limits: wrk of the time, reqwest, on which this package is built, of the CPU time. CPU time is that of the
client's process, that of the kernel included; on loopback it tells more than the time, which depends on how the kernel
wakes a process. In every row of `modelarts`, signals, deadlines, retries, limits and forks are handled as usual.

{machine}
"""


ONE_SECTION = """The vendor's SDK has no calls for datasets. Its row calls `list_training_job_tasks` and gets the same
response; the request is signed like ours."""
LARGE_SECTION = """The whole call, from the request to Python objects; {size:.1f} MB. The objects differ: json and
orjson create plain dicts, msgspec creates typed objects that are no dicts, and `modelarts` creates, before
the call returns, a typed object for each entry that is also a dict. The rows *each read* also sum `entry.file_count`
over all entries, by attribute."""
WAITING_SECTION = """`wait_for_tasks` with the default `Poll`; the tasks are done after 20 to 30 s. Between two polls, a
wait for {tasks} tasks with `Poll(initial=30, maximum=30, jitter=False)` used {idle:.2%} of a core: the CPU time of its
process over 5 s, after the first polls.

`DataManagement.wait` for a mix of imports, exports, versions and tasks of `DatasetApi`, 2,000 of each, polled twice:
{mixed}."""
MANIFEST_SECTION = """`manifest.read` of a file of {lines:,} lines of classified pictures, {size:.0f} MB, beside other
parsers that read the same file a line at a time. Each way iterates over the file and keeps nothing. The objects differ
as above. json and orjson check no field, msgspec checks types, and `modelarts` also reads the deviations of real
files."""
STARTING_SECTION = """`python -c "import MODULE"` from the start of the process to its end, the median of {runs} runs
of each in turn, and how many megabytes more are resident than in an interpreter without it. `modelarts` imports its
modules when their names are used, `modelarts.client` all that a call needs."""
PAGES_SECTION = """`samples.iter` with pages requested ahead beside a loop that requests one page after another. The
emulator serves both, in a process of its own; the latency is added to each response."""
GROWTH_SECTION = """Each step is ten times the size of the one before, so that linear growth is a ratio of 10. Only
steps whose larger side takes more than {long_enough:g} s count, and are bold; shorter times depend too much on the
machine. Entries are medians of 3 rounds, tasks medians of 3 runs (100,000 tasks: one run). Files are one run each:
creating a dataset on the emulator, publishing a version of it and listing that.

If a step of entries is above ten for both parsers, the response no longer fits into the memory that a process keeps,
and each call gets its pages from the system again."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--wheel", type=Path, required=True)
    parser.add_argument("--into", type=Path, required=True, help="the folder to write benchmarks.md and its charts to")
    arguments = parser.parse_args()
    wire.programs()
    rounds, seconds = arguments.rounds, arguments.seconds
    charts = arguments.into / "benchmarks"
    charts.mkdir(exist_ok=True)

    with wire.nginx(SIZES) as url:
        timed("one call after another")
        one = compare(url, (BARE[1], *ONE), rounds=rounds, seconds=seconds, pinned=True, connections=(1,))
        timed("many at once")
        many = compare(
            url,
            (BARE[64], *MANY),
            rounds=rounds,
            seconds=seconds,
            pinned=False,
            connections=(64,),
            batches={STATUSES: 10_000},
        )
        timed("large responses")
        large = compare(url, LARGE, rounds=rounds, seconds=seconds, pinned=True)
        timed("threads")
        names = [threads_name(count) for count in THREADS]
        threads = compare(url, names, rounds=rounds, seconds=seconds, pinned=False, connections=THREADS)
        timed("growth")
        sizes = [f"{parser}, {size} entries" for size in SIZES for parser in PARSERS]
        entries = compare(url, sizes, rounds=3, seconds=seconds, pinned=True)
        tasks = measure.statuses(url, TASKS)
        steady = measure.steady(url, CALLS, 20)
        timed("first calls")
        first = measure.first_calls(url, FIRST_CALLS)
    timed("files")
    files = [(float(count), measure.files(count)) for count in FILES]
    timed("manifests")
    read = manifests.measured()
    timed("imports")
    starts, resident = measure.starts(IMPORTS), {module: measure.resident(module) for module in IMPORTS}
    timed("emulators")
    served = emulators.measured(seconds)
    timed("waits")
    waits = [measure.waits(count) for count in (1000, 10_000)]
    idle = measure.idle(IDLE_TASKS)
    mixed = mixed_waits.described(mixed_waits.measure(2000))
    timed("pages")
    paged = {latency: pages.measure(PAGED, latency) for latency in PAGE_LATENCIES}

    took, theirs = (
        [(float(size), entries[f"{parser}, {size} entries"].median) for size in SIZES] for parser in PARSERS
    )
    grown = {"entries": took, "tasks": tasks, "files": files}
    reached = [
        *goals.one_call(one),
        *goals.many_calls(many),
        *goals.large_responses(large),
        goals.pages(paged[PAGE_LATENCIES[-1]]),
        goals.manifest(read),
        *goals.start(starts, resident["modelarts.client"], arguments.wheel),
        goals.in_threads(*(threads[threads_name(count)] for count in (1, 8))),
        goals.waiting(waits[-1], idle),
        *goals.growing(grown),
        goals.steadiness(steady, CALLS),
    ]
    draw(charts, one, many, large)
    panels: dict[tuple[str, str, str, str], report.Series] = {
        ("entries of a response", "entries", "seconds", "log"): {
            "modelarts": took,
            PARSERS[1]: theirs,
            "linear": report.linear(took),
        },
        ("get_task_statuses", "tasks", "seconds", "log"): {"modelarts": tasks, "linear": report.linear(tasks)},
        ("files on the emulator", "files", "seconds", "log"): {"modelarts": files, "linear": report.linear(files)},
        ("threads on one client", "threads", "calls a second", "linear"): {
            "modelarts": [(float(count), 1 / threads[threads_name(count)].median) for count in THREADS],
            "wrk": [(float(count), 1 / threads[wrk_name(count)].median) for count in THREADS],
        },
        ("resident after so many calls", "calls", "MB", "linear"): {"modelarts": steady},
    }
    report.growth(charts / "growth.svg", panels)

    introduction = INTRODUCTION.format(size=len(wire.ANSWER), rounds=rounds, seconds=seconds, machine=report.machine())
    document = [
        introduction,
        "## Goals\n\n" + report.table(("goal", "reached", "met"), reached),
        f"## One call after another\n\n{ONE_SECTION}\n\n![one call](benchmarks/one.svg)\n\n"
        + report.ratios(one, "µs a call", 1e6),
        "## Many at once\n\n`get_task_statuses` polls 10,000 tasks; coroutines await one call each, 64 of them "
        "at a time.\n\n![many](benchmarks/many.svg)\n\n" + report.ratios(many, "calls a second", 1, rates=True),
        f"## A response with 100,000 entries\n\n{LARGE_SECTION.format(size=len(wire.entries(100_000)) / 1e6)}\n\n"
        "![large](benchmarks/large.svg)\n\n" + large_table(large),
        f"## Manifests\n\n{MANIFEST_SECTION.format(lines=manifests.LINES, size=read.size / 1e6)}\n\n"
        + report.table(("", "s", "spread", "÷ json.loads", "peak MB"), manifests.rows(read)),
        f"## Starting\n\n{STARTING_SECTION.format(runs=measure.STARTS)}\n\n"
        + report.table(
            ("", "ms", "÷ `import json`", "MB more resident"),
            [
                (f"`import {name}`", f"{1e3 * took:.1f}", f"{took / starts['json']:.2f}", f"{resident[name]:.1f}")
                for name, took in starts.items()
            ],
        )
        + "\n\nA program that makes one call, the whole process:\n\n"
        + report.table(("", "ms"), [(report.bold(name), f"{1e3 * took:.1f}") for name, took in first.items()]),
        f"## Emulators\n\n{emulators.SECTION}\n\n" + report.table(emulators.HEAD, emulators.rows(served)),
        "## Memory\n\nOf the processes above, after all rounds: resident memory, and its peak.\n\n"
        + report.table(("", "MB resident", "peak MB"), memory_rows(one, many, large)),
        f"## Pages\n\n{PAGES_SECTION}\n\n"
        + "\n".join(f"- {pages.described(PAGED, latency, took)}" for latency, took in paged.items()),
        f"## Waiting\n\n{WAITING_SECTION.format(tasks=IDLE_TASKS, idle=idle, mixed=mixed)}\n\n" + waiting_table(waits),
        f"## Growth\n\n{GROWTH_SECTION.format(long_enough=report.LONG_ENOUGH)}\n\n![growth](benchmarks/growth.svg)\n\n"
        + report.steps_table({"entries": took, f"entries, {PARSERS[1]}": theirs, "tasks": tasks, "files": files}),
    ]
    (arguments.into / "benchmarks.md").write_text("\n\n".join(part.strip() for part in document) + "\n")


def memory_rows(*groups: dict[str, Figures]) -> list[tuple[str, str, str]]:
    return [
        (report.bold(name), f"{found.resident / MB:.0f}", f"{found.peak / MB:.0f}")
        for group in groups
        for name, found in sorted(group.items(), key=lambda item: item[1].peak)
        if found.peak
    ]


def draw(charts: Path, *groups: dict[str, Figures]) -> None:
    one, many, large = ({name: found.median for name, found in group.items()} for group in groups)
    report.bars(charts / "one.svg", "One call", "µs", {name: value * 1e6 for name, value in ordered(one)})
    report.bars(
        charts / "many.svg", "Many at once", "calls a second", {name: 1 / value for name, value in ordered(many)}
    )
    report.bars(charts / "large.svg", "100,000 entries", "ms", {name: value * 1e3 for name, value in ordered(large)})


def ordered(values: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(values.items(), key=lambda item: item[1])


def large_table(large: dict[str, Figures]) -> str:
    rows = [
        (report.bold(name), f"{found.median * 1e3:.1f}", f"{found.spread:.0%}", f"{found.peak / MB:.0f}")
        for name, found in sorted(large.items(), key=lambda item: item[1].median)
    ]
    return report.table(("", "ms", "spread", "peak MB"), rows)


def threads_name(count: int) -> str:
    return f"modelarts, {count} thread{'s' if count > 1 else ''}"


def waiting_table(waits: Sequence[measure.Waited]) -> str:
    head = ("tasks", "seconds", "seconds of CPU", "ms of CPU a task", "peak MB", "threads")
    rows = [
        (
            f"{waited.tasks:,}",
            f"{waited.seconds:.1f}",
            f"{waited.cpu:.1f}",
            f"{1e3 * waited.cpu / waited.tasks:.2f}",
            f"{waited.peak_mb:.0f}",
            waited.threads,
        )
        for waited in waits
    ]
    return report.table(head, rows)


if __name__ == "__main__":
    main()
