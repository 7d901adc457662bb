"""Charts of the figures of a run, in both languages: of `one.svg`, the Chinese one is `one.zh-CN.svg`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from chart_texts import in_chinese

mpl.use("svg")
import matplotlib.pyplot as plt

if TYPE_CHECKING:
    from pathlib import Path

    from growth import Points

    Series = dict[str, Points]

OURS, THEIRS, LIMIT = "#c7000b", "#9aa5b1", "#3e4c59"
STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "modelarts",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


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
    path.with_suffix(".zh-CN.svg").write_text(in_chinese(path.read_text("utf-8")), "utf-8")
