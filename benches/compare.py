"""Compares the speed with other clients in one run: `make bench` writes docs/benchmarks.md."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import manifests
import measure
import mixed_waits
import pages
import report
import wire
from contenders import SIZES
from measure import MB, Figures, compare, timed, wrk_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ONE = (
    "modelarts, token",
    "modelarts, AK/SK",
    "pycurl + json",
    "primp",
    "aiohttp",
    "httpx",
    "requests",
    "huaweicloudsdk, AK/SK",
)
STATUSES = "modelarts get_task_statuses, 64 at once"
MANY = (
    STATUSES,
    "modelarts coroutines, 64 at once",
    "primp coroutines, 64 at once",
    "aiohttp, 64 at once",
    "huaweicloudsdk, AK/SK, 16 threads",
)
LARGE = (
    "modelarts, 100000 entries",
    "pycurl + json, 100000 entries",
    "pycurl + orjson, 100000 entries",
    "pycurl + msgspec structs, 100000 entries",
    "modelarts, 100000 entries, each read",
    "pycurl + msgspec structs, 100000 entries, each read",
)
IMPORTS = ("modelarts", "primp", "pycurl", "requests", "httpx", "aiohttp", "huaweicloudsdkmodelarts.v1")
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
medians, and the spread from the quickest round to the slowest. wrk, which discards what it reads, is the lower limit of
the time. In every row of `modelarts`, signals, deadlines, retries, limits and forks are handled as usual.

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
PAGES_SECTION = """`samples.iter` with pages requested ahead beside a loop that requests one page after another. The
emulator serves both, in a process of its own; the latency is added to each response."""
GROWTH_SECTION = """Each step is ten times the size of the one before, so that linear growth is a ratio of 10. Only
steps whose larger side takes more than {long_enough:g} s count, and are bold; shorter times depend too much on the
machine. Entries are medians of 3 rounds, tasks medians of 3 runs (100,000 tasks: one run). Files are one run each:
creating a dataset on the emulator, publishing a version of it and listing that.

If a step of entries is above ten for both parsers, the response no longer fits into the memory that a process keeps,
and each call gets its pages from the system again."""


def goal(text: str, reached: str, *, met: bool | None) -> tuple[str, str, str]:
    return text, reached, "not measurable" if met is None else "yes" if met else "**no**"


def one_call(one: dict[str, Figures]) -> list[tuple[str, str, str]]:
    limit, token, signed, vendor = (one[name].median for name in (wrk_name(1), *ONE[:2], ONE[-1]))
    slower = max(token, signed)
    best = min(one[name].median for name in ("pycurl + json", "primp"))
    return [
        goal("a call with a token: at most 1.25 × wrk", f"{token / limit:.2f}", met=token <= 1.25 * limit),
        goal("a signed call: at most 1.35 × wrk", f"{signed / limit:.2f}", met=signed <= 1.35 * limit),
        goal(
            "both faster than pycurl + json and primp, unsigned",
            f"{token / best:.2f} and {signed / best:.2f} of the quicker one's time",
            met=slower < best,
        ),
        goal("the slower of both 8 × as fast as the vendor's SDK", f"{vendor / slower:.1f}", met=vendor >= 8 * slower),
    ]


def many_calls(many: dict[str, Figures]) -> list[tuple[str, str, str]]:
    limit, aiohttp = many[wrk_name(64)].median, many["aiohttp, 64 at once"].median
    statuses, coroutines = many[STATUSES].median, many[MANY[1]].median
    return [
        goal("10,000 ids, 64 at once: 75 % of wrk's rate", f"{limit / statuses:.0%}", met=limit >= 0.75 * statuses),
        goal("4 × aiohttp's rate", f"{aiohttp / statuses:.2f}", met=aiohttp >= 4 * statuses),
        goal("coroutines: 1.5 × aiohttp's rate", f"{aiohttp / coroutines:.2f}", met=aiohttp >= 1.5 * coroutines),
    ]


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
        one = compare(url, ONE, rounds=rounds, seconds=seconds, pinned=True, connections=(1,))
        timed("many at once")
        many = compare(
            url, MANY, rounds=rounds, seconds=seconds, pinned=False, connections=(64,), batches={STATUSES: 10_000}
        )
        timed("large answers")
        large = compare(url, LARGE, rounds=rounds, seconds=seconds, pinned=True)
        timed("threads")
        names = [threads_name(count) for count in THREADS]
        threads = compare(url, names, rounds=rounds, seconds=seconds, pinned=False, connections=THREADS)
        timed("growth")
        sizes = [f"{parser}, {size} entries" for size in SIZES for parser in PARSERS]
        entries = compare(url, sizes, rounds=3, seconds=seconds, pinned=True)
        tasks = measure.statuses(url, TASKS)
        steady = measure.steady(url, CALLS, 20)
    timed("files")
    files = [(float(count), measure.files(count)) for count in FILES]
    timed("manifests")
    read = manifests.measured()
    timed("imports")
    imports = {module: measure.imports(module) for module in IMPORTS}
    timed("waits")
    waits = [measure.waits(count) for count in (1000, 10_000)]
    idle = measure.idle(IDLE_TASKS)
    mixed = mixed_waits.described(mixed_waits.measure(2000))
    timed("pages")
    paged = [pages.described(PAGED, latency, pages.measure(PAGED, latency)) for latency in PAGE_LATENCIES]

    took, theirs = (
        [(float(size), entries[f"{parser}, {size} entries"].median) for size in SIZES] for parser in PARSERS
    )
    goals = [*one_call(one), *many_calls(many), *large_answers(large), *start(imports, arguments.wheel)]
    grown = {"entries": took, "tasks": tasks, "files": files}
    goals += [*in_threads(threads), waiting(waits[-1], idle), *growing(grown), steadiness(steady)]
    goals.append(manifest(read))
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
        "## Goals\n\n" + report.table(("goal", "reached", "met"), goals),
        f"## One call after another\n\n{ONE_SECTION}\n\n![one call](benchmarks/one.svg)\n\n"
        + report.ratios(one, "µs a call", 1e6),
        "## Many at once\n\n`get_task_statuses` polls 10,000 tasks; coroutines await one call each, 64 of them "
        "at a time.\n\n![many](benchmarks/many.svg)\n\n" + report.ratios(many, "calls a second", 1, rates=True),
        f"## A response with 100,000 entries\n\n{LARGE_SECTION.format(size=len(wire.entries(100_000)) / 1e6)}\n\n"
        "![large](benchmarks/large.svg)\n\n" + large_table(large),
        f"## Manifests\n\n{MANIFEST_SECTION.format(lines=manifests.LINES, size=read.size / 1e6)}\n\n"
        + report.table(("", "s", "spread", "÷ json.loads", "peak MB"), manifests.rows(read)),
        "## Starting\n\n"
        + report.table(
            ("import", "ms", "MB more resident"),
            [(f"`{module}`", f"{ms:.1f}", f"{mb:.1f}") for module, (ms, mb) in imports.items()],
        ),
        "## Memory\n\nOf the processes above, after all rounds: resident memory, and its peak.\n\n"
        + report.table(("", "MB resident", "peak MB"), memory_rows(one, many, large)),
        f"## Pages\n\n{PAGES_SECTION}\n\n" + "\n".join(f"- {text}" for text in paged),
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


def large_answers(large: dict[str, Figures]) -> list[tuple[str, str, str]]:
    ours, json, orjson = (large[name] for name in LARGE[:3])
    return [
        goal(
            "100,000 entries: no slower than pycurl + orjson, the whole call",
            f"{ours.median / orjson.median:.2f} of its time",
            met=ours.median <= orjson.median,
        ),
        goal("peak memory: no more than json", f"{ours.peak / json.peak:.2f} of its", met=ours.peak <= json.peak),
    ]


def start(imports: dict[str, tuple[float, float]], wheel: Path) -> list[tuple[str, str, str]]:
    ms, mb = imports["modelarts"]
    foreign, size = measure.foreign("modelarts"), wheel.stat().st_size / 1e6
    return [
        goal("import: at most 12 ms, 6 MB", f"{ms:.1f} ms, {mb:.1f} MB", met=ms <= 12 and mb <= 6),
        goal("no other package imported", ", ".join(foreign) or "none", met=not foreign),
        goal("the wheel: at most 4 MB", f"{size:.1f} MB", met=size <= 4),
    ]


def manifest(read: manifests.Read) -> tuple[str, str, str]:
    share = read.ratio(manifests.OURS)
    return goal(
        f"a manifest of {manifests.LINES:,} lines: no slower than json.loads a line",
        f"{share:.2f} of its time",
        met=share <= 1,
    )


def threads_name(count: int) -> str:
    return f"modelarts, {count} thread{'s' if count > 1 else ''}"


def in_threads(threads: dict[str, Figures]) -> list[tuple[str, str, str]]:
    alone, together = (threads[threads_name(count)].median for count in (1, 8))
    near, nearer = alone / threads[wrk_name(1)].median, together / threads[wrk_name(8)].median
    faster = alone / together
    reached = f"{faster:.2f} × (for information: {nearer:.2f} × the time of wrk's 8 connections; one: {near:.2f} ×)"
    return [goal("8 threads: at least 1.8 × one thread's rate", reached, met=faster >= 1.8)]


def waiting(waited: measure.Waited, idle: float) -> tuple[str, str, str]:
    return goal(
        "waiting for 10,000 tasks: one thread, under 100 MB; between polls: at most 1 % of a core",
        f"{waited.threads} thread{'s' if waited.threads > 1 else ''}, {waited.peak_mb:.0f} MB; {idle:.2%}",
        met=waited.threads == 1 and waited.peak_mb < 100 and idle <= 0.01,
    )


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


def growing(grown: Mapping[str, report.Points]) -> list[tuple[str, str, str]]:
    rows = []
    for name, points in grown.items():
        worst = report.steps(points)
        reached = "too short to measure" if worst is None else f"{worst:.2f} ×"
        rows.append(
            goal(f"10 × the {name}: at most 11 × the time", reached, met=None if worst is None else worst <= 11)
        )
    return rows


def steadiness(steady: report.Points) -> tuple[str, str, str]:
    warm, half, end = (steady[at][1] for at in (0, len(steady) // 2, -1))
    return goal(
        f"{CALLS:,} calls: under 0.5 MB more over the second half",
        f"{end - half:+.1f} MB; {end - warm:+.1f} MB of {warm:.0f} since the warm-up",
        met=end - half < 0.5,
    )


if __name__ == "__main__":
    main()
