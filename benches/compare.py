"""Compares the speed with other clients in one run: `make bench` writes docs/benchmarks.md, and its Chinese version."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import emulators
import manifests
import measure
import mixed_waits
import pages
import report
import wire
from charts import bars
from charts import growth as chart_of_growth
from contenders import SIZES
from goals import LARGE, MANY, ONE, STATUSES
from growth import linear
from measure import BARE, Figures, compare, timed, wrk_name

if TYPE_CHECKING:
    from charts import Series

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
PAGE_LATENCIES = (0.0, 0.02)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--wheel", type=Path, required=True)
    parser.add_argument(
        "--into", type=Path, required=True, help="the folder to write both documents and their charts to"
    )
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
    mixed = mixed_waits.measure(2000)
    timed("pages")
    paged = {latency: pages.measure(pages.PAGED, latency) for latency in PAGE_LATENCIES}

    took, theirs = (
        [(float(size), entries[f"{parser}, {size} entries"].median) for size in SIZES] for parser in PARSERS
    )
    draw(charts, one, many, large)
    panels: dict[tuple[str, str, str, str], Series] = {
        ("entries of a response", "entries", "seconds", "log"): {
            "modelarts": took,
            PARSERS[1]: theirs,
            "linear": linear(took),
        },
        ("get_task_statuses", "tasks", "seconds", "log"): {"modelarts": tasks, "linear": linear(tasks)},
        ("files on the emulator", "files", "seconds", "log"): {"modelarts": files, "linear": linear(files)},
        ("threads on one client", "threads", "calls a second", "linear"): {
            "modelarts": [(float(count), 1 / threads[threads_name(count)].median) for count in THREADS],
            "wrk": [(float(count), 1 / threads[wrk_name(count)].median) for count in THREADS],
        },
        ("resident after so many calls", "calls", "MB", "linear"): {"modelarts": steady},
    }
    chart_of_growth(charts / "growth.svg", panels)

    document = report.document(
        report.Run(
            rounds=rounds,
            seconds=seconds,
            machine=report.machine(),
            one=one,
            many=many,
            large=large,
            threads=(threads[threads_name(1)], threads[threads_name(8)]),
            read=read,
            starts=starts,
            resident=resident,
            foreign=measure.foreign("modelarts.client"),
            wheel=arguments.wheel.stat().st_size,
            first=first,
            served=served,
            paged=paged,
            waits=waits,
            idle=idle,
            idle_tasks=IDLE_TASKS,
            mixed=mixed,
            entries=took,
            entries_of_peer=theirs,
            tasks=tasks,
            files=files,
            steady=steady,
            steady_calls=CALLS,
        )
    )
    (arguments.into / "benchmarks.md").write_text(document.english, "utf-8")
    (arguments.into / "benchmarks.zh-CN.md").write_text(document.chinese, "utf-8")


def draw(charts: Path, *groups: dict[str, Figures]) -> None:
    one, many, large = ({name: found.median for name, found in group.items()} for group in groups)
    bars(charts / "one.svg", "One call", "µs", {name: value * 1e6 for name, value in ordered(one)})
    bars(charts / "many.svg", "Many at once", "calls a second", {name: 1 / value for name, value in ordered(many)})
    bars(charts / "large.svg", "100,000 entries", "ms", {name: value * 1e3 for name, value in ordered(large)})


def ordered(values: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(values.items(), key=lambda item: item[1])


def threads_name(count: int) -> str:
    return f"modelarts, {count} thread{'s' if count > 1 else ''}"


if __name__ == "__main__":
    main()
