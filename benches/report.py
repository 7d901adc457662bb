"""The figures of a run as a document with charts."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import matplotlib as mpl

mpl.use("svg")
import matplotlib.pyplot as plt
import wire

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from measure import Figures

    Points = Sequence[tuple[float, float]]
    Series = dict[str, Points]

PACKAGES = ("huaweicloudsdkcore", "requests", "httpx", "aiohttp", "pycurl", "primp", "orjson", "msgspec")
LONG_ENOUGH = 0.1  # seconds; shorter times depend more on the machine than on the size
OURS, THEIRS, LIMIT = "#c7000b", "#9aa5b1", "#3e4c59"
STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "modelarts",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def bold(name: str) -> str:
    """Ours stand out."""
    return f"**{name}**" if name.startswith("modelarts") else name


def table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """A table, numbers to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)


def ratios(figures: dict[str, Figures], unit: str, scale: float, *, rates: bool = False) -> str:
    """Median, spread, CPU time, and ratios: to wrk, which comes first, to bare reqwest, and to the best peer."""
    limit, bare, *others = figures
    best = min(figures[name].median for name in others if not name.startswith("modelarts"))
    bare_cpu = figures[bare].cpu or 0.0
    rows = []
    for name in sorted(figures, key=lambda name: figures[name].median):
        found = figures[name]
        value = f"{1 / found.median:,.0f}" if rates else f"{found.median * scale:,.1f}"
        against = figures[limit].median / found.median if rates else found.median / figures[limit].median
        peer = best / found.median if rates else found.median / best
        peer_shown = f"{peer:.2f}" if name in others else ""
        cpu = (f"{found.cpu * 1e6:.1f}", f"{found.cpu / bare_cpu:.2f}") if found.cpu else ("", "")
        rows.append((bold(name), value, f"{found.spread:.0%}", f"{against:.2f}", peer_shown, *cpu))
    head = ("", unit, "spread", f"÷ {limit}", "÷ best peer", "µs of CPU a call", "CPU ÷ bare reqwest")
    return table(head, rows)


def _color(name: str) -> str:
    return OURS if name.startswith("modelarts") else LIMIT if name.startswith(("wrk", "bare")) else THEIRS


def bars(path: Path, title: str, unit: str, values: dict[str, float]) -> None:
    """A bar for each, in order."""
    with mpl.rc_context(STYLE):
        figure, axes = plt.subplots(figsize=(8, 0.6 + 0.36 * len(values)))
        names = list(values)
        drawn = axes.barh(names, list(values.values()), color=[_color(name) for name in names])
        axes.bar_label(drawn, fmt="{:,.0f}", padding=4)
        axes.invert_yaxis()
        axes.set_title(f"{title} ({unit})", loc="left")
        axes.xaxis.set_visible(False)
        axes.spines["bottom"].set_visible(False)
        axes.margins(x=0.12)
        _save(figure, path)


def growth(path: Path, panels: dict[tuple[str, str, str, str], Series]) -> None:
    """A panel for each: title, axes and scale, and its lines."""
    with mpl.rc_context(STYLE):
        figure, grid = plt.subplots(2, (len(panels) + 1) // 2, figsize=(11, 7))
        for axes in grid.flat[len(panels) :]:
            axes.set_visible(False)
        for axes, ((title, x, y, scale), lines) in zip(grid.flat, panels.items()):
            for name, points in lines.items():
                style = {"color": _color(name), "linestyle": "--" if name == "linear" else "-"}
                marker = "" if name == "linear" else "o"
                axes.plot(*zip(*points), label=name, marker=marker, markersize=4, **style)
            if scale == "log":
                axes.set_xscale("log")
                axes.set_yscale("log")
            else:
                axes.set_ylim(bottom=0)
            axes.set_title(title, loc="left")
            axes.set_xlabel(x)
            axes.set_ylabel(y)
            axes.legend(frameon=False, fontsize=8)
        figure.tight_layout()
        _save(figure, path)


def _save(figure: Any, path: Path) -> None:
    figure.savefig(path, bbox_inches="tight", metadata={"Date": None})
    plt.close(figure)


def linear(points: Points) -> list[tuple[float, float]]:
    """Through the last point, in proportion."""
    x, y = points[-1]
    return [(at, y * at / x) for at, _ in points]


def ratio(before: tuple[float, float], after: tuple[float, float]) -> float:
    """How many times as long ten times as much takes."""
    return after[1] / before[1] / (after[0] / before[0]) * 10


def steps(points: Points) -> float | None:
    """The worst ratio of two neighbours, of those whose larger one takes long enough to measure; None if none does."""
    return max((ratio(*pair) for pair in zip(points, points[1:]) if pair[1][1] > LONG_ENOUGH), default=None)


def steps_table(grown: Mapping[str, Points]) -> str:
    """Each step of each; those that count are bold."""
    rows = []
    for name, points in grown.items():
        for before, (size, seconds) in zip([None, *points], points):
            grew = f"{ratio(before, (size, seconds)):.1f}" if before else ""
            counts = grew and seconds > LONG_ENOUGH
            rows.append((name, f"{size:,.0f}", f"{1e3 * seconds:,.2f}", f"**{grew}**" if counts else grew))
    return table(("", "size", "ms", "÷ the step before"), rows)


def machine() -> str:
    """Where the figures come from."""
    with open("/proc/cpuinfo") as file:
        model = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), "unknown")
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    nginx = wire.version_of([wire.program("nginx", "nginx-light"), "-v"])
    wrk = wire.version_of([wire.program("wrk", "wrk"), "-v"])
    return (
        f"{os.cpu_count()} cores ({model}), {platform.system()}, Python {platform.python_version()}, "
        f"modelarts {version('modelarts')}, nginx {nginx}, wrk {wrk}; {packages}."
    )
