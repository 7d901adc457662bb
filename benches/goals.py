"""What the figures of a run are held against."""

from __future__ import annotations

from typing import TYPE_CHECKING

import manifests
import measure
import report
from measure import BARE, Figures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    Goal = tuple[str, str, str]

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
COROUTINES = "modelarts coroutines, 64 at once"
MANY = (
    STATUSES,
    COROUTINES,
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


def goal(text: str, reached: str, *, met: bool | None) -> Goal:
    """Returns a row of the table; `met` is None if the machine is too quick to measure it."""
    return text, reached, "not measurable" if met is None else "yes" if met else "**no**"


def at_most(text: str, ratio: float, limit: float) -> Goal:
    """Returns the row of a ratio that should be small."""
    return goal(f"{text}: at most {limit:g}", f"{ratio:.2f}", met=ratio <= limit)


def at_least(text: str, ratio: float, limit: float) -> Goal:
    """Returns the row of a ratio that should be large."""
    return goal(f"{text}: at least {limit:g}", f"{ratio:.2f}", met=ratio >= limit)


def one_call(one: dict[str, Figures]) -> list[Goal]:
    """Returns the goals of one call after another."""
    token, signed, pycurl, vendor = (one[name] for name in (*ONE[:3], ONE[-1]))
    bare_cpu = one[BARE[1]].cpu or 0.0
    slower = max(token.median, signed.median)
    return [
        at_most("a call with a token, CPU ÷ bare reqwest", (token.cpu or 0.0) / bare_cpu, 1.5),
        at_most("a call with a token ÷ pycurl + json", token.median / pycurl.median, 0.85),
        at_most("a signed call ÷ pycurl + json, unsigned", signed.median / pycurl.median, 0.9),
        at_least("the vendor's SDK ÷ the slower of both", vendor.median / slower, 8),
    ]


def many_calls(many: dict[str, Figures]) -> list[Goal]:
    """Returns the goals of many calls at once."""
    bare, statuses, coroutines = (many[name].median for name in (BARE[64], STATUSES, COROUTINES))
    peer = min(many[name].median for name in MANY if "modelarts" not in name)
    return [
        at_least("`get_task_statuses`, rate ÷ bare reqwest on one thread", bare / statuses, 0.85),
        at_least("`get_task_statuses`, rate ÷ the best peer's", peer / statuses, 5),
        at_least("coroutines, rate ÷ the best peer's", peer / coroutines, 4),
    ]


def large_responses(large: dict[str, Figures]) -> list[Goal]:
    """Returns the goals of a response with many entries."""
    ours, json = (large[name] for name in LARGE[:2])
    return [
        at_most("100,000 entries, the whole call ÷ pycurl + json", ours.median / json.median, 1.0),
        at_most("100,000 entries, peak memory ÷ pycurl + json", ours.peak / json.peak, 1.0),
    ]


def start(starts: Mapping[str, float], resident: float, wheel: Path) -> list[Goal]:
    """Returns the goals of the start of a program."""
    foreign, size = measure.foreign("modelarts.client"), wheel.stat().st_size / 1e6
    return [
        at_most("import, the whole process ÷ `import json`", starts["modelarts"] / starts["json"], 1.15),
        goal("import of `modelarts.client`: at most 6 MB more resident", f"{resident:.1f} MB", met=resident <= 6),
        goal("no other package imported", ", ".join(foreign) or "none", met=not foreign),
        goal("the wheel: at most 5 MB", f"{size:.1f} MB", met=size <= 5),
    ]


def pages(seconds: dict[str, float]) -> Goal:
    """Returns the goal of listing by pages at a latency."""
    loop, ahead = seconds.values()
    return at_most("100,000 samples by pages, 20 ms a request ÷ a plain loop", ahead / loop, 0.25)


def manifest(read: manifests.Read) -> Goal:
    """Returns the goal of reading a manifest."""
    text = f"a manifest of {manifests.LINES:,} lines ÷ json.loads a line"
    return at_most(text, read.ratio(manifests.OURS), 0.7)


def in_threads(alone: Figures, together: Figures) -> Goal:
    """Returns the goal of threads that share a client."""
    return at_least("8 threads, rate ÷ that of one thread", alone.median / together.median, 1.8)


def waiting(waited: measure.Waited, idle: float) -> Goal:
    """Returns the goal of a wait for many tasks."""
    return goal(
        "waiting for 10,000 tasks: one thread, under 100 MB; between polls: at most 1 % of a core",
        f"{waited.threads} thread{'s' if waited.threads > 1 else ''}, {waited.peak_mb:.0f} MB; {idle:.2%}",
        met=waited.threads == 1 and waited.peak_mb < 100 and idle <= 0.01,
    )


def growing(grown: Mapping[str, report.Points]) -> list[Goal]:
    """Returns the goals of growth in proportion."""
    rows = []
    for name, points in grown.items():
        worst = report.steps(points)
        reached = "too short to measure" if worst is None else f"{worst:.2f} ×"
        rows.append(
            goal(f"10 × the {name}: at most 11 × the time", reached, met=None if worst is None else worst <= 11)
        )
    return rows


def steadiness(steady: Sequence[tuple[float, float]], calls: int) -> Goal:
    """Returns the goal of memory that stays."""
    warm, half, end = (steady[at][1] for at in (0, len(steady) // 2, -1))
    return goal(
        f"{calls:,} calls: under 0.5 MB more over the second half",
        f"{end - half:+.1f} MB; {end - warm:+.1f} MB of {warm:.0f} since the warm-up",
        met=end - half < 0.5,
    )
