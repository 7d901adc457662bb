"""Speed beside the peers, in one run: `make bench` writes docs/benchmarks.md."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import measure
import report
import wire
from measure import MB, Figures, compare, timed

if TYPE_CHECKING:
    from collections.abc import Sequence

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
MANY = (
    "modelarts coroutines, 64 at once",
    "primp coroutines, 64 at once",
    "aiohttp, 64 at once",
    "huaweicloudsdk, AK/SK, 16 threads",
)
STATUSES = "modelarts get_task_statuses, 64 at once"
LARGE = (
    "modelarts, 100000 entries",
    "pycurl + json, 100000 entries",
    "pycurl + orjson, 100000 entries",
    "pycurl + msgspec structs, 100000 entries",
)
IMPORTS = ("modelarts", "primp", "pycurl", "requests", "httpx", "aiohttp", "huaweicloudsdkmodelarts.v1")
THREADS = (1, 2, 4, 8, 16)
ENTRIES = (10, 100, 1000, 10_000, 100_000, 1_000_000)
TASKS = (1, 10, 100, 1000, 10_000, 100_000)
FILES = (10, 100, 1000, 10_000, 100_000)
CALLS = 200_000

INTRODUCTION = """# Speed, beside the peers

Written by `make bench`, in one run on one machine; only ratios within a run mean anything. Every client
gets the same {size} bytes from the same nginx over loopback, warm, and turns them into Python objects; each
runs in a process of its own, in turn, {rounds} rounds of about {seconds:g} s; shown are medians, and the
spread from the quickest round to the slowest. wrk is the limit: it throws away what it reads. Nothing that protects a
call is off: signals, deadlines, retries, limits and forks are looked after in every row of `modelarts`.

{machine}
"""


def goal(text: str, reached: str, *, met: bool) -> tuple[str, str, str]:
    return text, reached, "yes" if met else "**no**"


def one_call(one: dict[str, Figures]) -> list[tuple[str, str, str]]:
    limit, token, signed, vendor = (one[name].median for name in (next(iter(one)), *ONE[:2], ONE[-1]))
    best = min(one[name].median for name in ("pycurl + json", "primp"))
    return [
        goal("a call with a token: at most 1.25 × wrk", f"{token / limit:.2f}", met=token <= 1.25 * limit),
        goal("a signed call: at most 1.35 × wrk", f"{signed / limit:.2f}", met=signed <= 1.35 * limit),
        goal(
            "both faster than pycurl + json and primp, unsigned",
            f"{token / best:.2f} and {signed / best:.2f} of the quicker one's time",
            met=max(token, signed) < best,
        ),
        goal("8 × as fast as the vendor's SDK", f"{vendor / max(token, signed):.1f}", met=vendor >= 8 * signed),
    ]


def many_calls(many: dict[str, Figures]) -> list[tuple[str, str, str]]:
    limit, aiohttp = many["wrk, 64 connections"].median, many["aiohttp, 64 at once"].median
    statuses, coroutines = many[STATUSES].median, many[MANY[0]].median
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
    rounds, seconds = arguments.rounds, arguments.seconds
    charts = arguments.into / "benchmarks"
    charts.mkdir(exist_ok=True)

    with wire.nginx(ENTRIES) as url:
        timed("one call after another")
        one = compare(url, ONE, rounds=rounds, seconds=seconds, pinned=True, connections=1)
        timed("many at once")
        many = compare(url, MANY, rounds=rounds, seconds=seconds, pinned=False, connections=64)
        many |= compare(url, (STATUSES,), rounds=rounds, seconds=seconds, pinned=False, batch=10_000)
        timed("large answers")
        large = compare(url, LARGE, rounds=rounds, seconds=seconds, pinned=True)
        timed("threads")
        threads = {}
        for count in THREADS:
            name = f"modelarts, {count} thread{'s' if count > 1 else ''}"
            threads[count] = compare(url, (name,), rounds=3, seconds=seconds, pinned=False, connections=count)
        timed("growth")
        sizes = [f"modelarts, {size} entries" for size in ENTRIES]
        entries = compare(url, sizes, rounds=3, seconds=seconds, pinned=True)
        tasks = measure.statuses(url, TASKS)
        steady = measure.steady(url, CALLS, 20)
    files = [(count, measure.files(count)) for count in FILES]
    timed("imports")
    imports = {module: measure.imports(module) for module in IMPORTS}
    timed("waits")
    waits = [measure.waits(count) for count in (1000, 10_000)]

    took = [(float(size), entries[name].median) for size, name in zip(ENTRIES, sizes)]
    goals = [*one_call(one), *many_calls(many), *large_answers(large), *start(imports, arguments.wheel)]
    goals += [*in_threads(threads), *waiting(waits[-1]), *growing(took, tasks, files, steady)]
    draw(charts, one, many, large)
    panels = {
        ("entries of an answer", "entries", "seconds", "log"): {"modelarts": took, "linear": report.linear(took)},
        ("get_task_statuses", "tasks", "seconds", "log"): {"modelarts": tasks, "linear": report.linear(tasks)},
        ("files on the emulator", "files", "seconds", "log"): {"modelarts": files, "linear": report.linear(files)},
        ("threads on one client", "threads", "calls a second", "linear"): {
            "modelarts": [(count, 1 / list(found.values())[1].median) for count, found in threads.items()],
            "wrk": [(count, 1 / next(iter(found.values())).median) for count, found in threads.items()],
        },
        ("resident after so many calls", "calls", "MB", "linear"): {"modelarts": steady},
    }
    report.growth(charts / "growth.svg", panels)

    introduction = INTRODUCTION.format(size=len(wire.ANSWER), rounds=rounds, seconds=seconds, machine=report.machine())
    document = [
        introduction,
        "## Goals\n\n" + report.table(("goal", "reached", "met"), goals),
        "## One call after another\n\n![one call](benchmarks/one.svg)\n\n" + report.ratios(one, "µs a call", 1e6),
        "## Many at once\n\n`get_task_statuses` looks at 10,000 tasks; coroutines await one call each, 64 of them "
        "at a time.\n\n![many](benchmarks/many.svg)\n\n" + report.ratios(many, "calls a second", 1, rates=True),
        "## An answer with 100,000 entries\n\nThe whole call, from the request to Python objects; "
        f"{len(wire.entries(100_000)) / 1e6:.1f} MB.\n\n![large](benchmarks/large.svg)\n\n" + large_table(large),
        "## Starting\n\n"
        + report.table(
            ("import", "ms", "MB more resident"),
            [(f"`{module}`", f"{ms:.1f}", f"{mb:.1f}") for module, (ms, mb) in imports.items()],
        ),
        "## Memory\n\nOf the processes above, once the rounds were over: resident, and at most.\n\n"
        + report.table(("", "MB resident", "peak MB"), memory_rows(one, many, large)),
        "## Waiting\n\n`wait_for_tasks` with the default pace; the tasks are done after 20 to 30 s.\n\n"
        + report.table(
            ("tasks", "seconds", "seconds of CPU", "peak MB", "threads"),
            [(f"{w.tasks:,}", f"{w.seconds:.1f}", f"{w.cpu:.1f}", f"{w.peak_mb:.0f}", w.threads) for w in waits],
        ),
        "## Growth\n\n![growth](benchmarks/growth.svg)",
    ]
    (arguments.into / "benchmarks.md").write_text("\n\n".join(part.strip() for part in document) + "\n")


def memory_rows(*groups: dict[str, Figures]) -> list[tuple[str, str, str]]:
    return [
        (name, f"{found.resident / MB:.0f}", f"{found.peak / MB:.0f}")
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
        (name, f"{found.median * 1e3:.1f}", f"{found.spread:.0%}", f"{found.peak / MB:.0f}")
        for name, found in sorted(large.items(), key=lambda item: item[1].median)
    ]
    return report.table(("", "ms", "spread", "peak MB"), rows)


def large_answers(large: dict[str, Figures]) -> list[tuple[str, str, str]]:
    ours, json, orjson = (large[name] for name in LARGE[:3])
    return [
        goal(
            "100,000 entries: no slower than orjson",
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


def in_threads(threads: dict[int, dict[str, Figures]]) -> list[tuple[str, str, str]]:
    limits = {count: next(iter(found.values())).median for count, found in threads.items()}
    ours = {count: list(found.values())[1].median for count, found in threads.items()}
    faster, alone, together = ours[1] / ours[8], ours[1] / limits[1], ours[8] / limits[8]
    text = "8 threads: 1.8 × one, or as close to wrk's as one"
    reached = f"{faster:.2f} ×; {together:.2f} × wrk's time, one {alone:.2f} ×"
    return [goal(text, reached, met=faster >= 1.8 or together <= alone)]


def waiting(waited: measure.Waited) -> list[tuple[str, str, str]]:
    text = "waiting for 10,000 tasks: one thread, under 100 MB"
    reached = f"{waited.threads} thread{'s' if waited.threads > 1 else ''}, {waited.peak_mb:.0f} MB"
    return [goal(text, reached, met=waited.threads == 1 and waited.peak_mb < 100)]


def growing(*measured: Sequence[tuple[float, float]]) -> list[tuple[str, str, str]]:
    *grown, steady = measured
    rows = []
    for name, points in zip(("entries", "tasks", "files"), grown):
        ratio = report.steps(list(points))
        text = f"10 × the {name}: at most 11 × the time"
        rows.append(goal(text, f"{ratio} ×", met=float(ratio) <= 11))
    half = steady[len(steady) // 2 - 1][1]
    grown_mb = steady[-1][1] - half
    text = f"{CALLS:,} calls: no growth over the second half"
    rows.append(goal(text, f"{grown_mb:+.1f} MB of {half:.0f}", met=grown_mb < 0.5))
    return rows


if __name__ == "__main__":
    main()
