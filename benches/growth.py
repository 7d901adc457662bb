"""How times grow with the size."""

from __future__ import annotations

from collections.abc import Sequence

Points = Sequence[tuple[float, float]]

LONG_ENOUGH = 0.1  # seconds; shorter times depend more on the machine than on the size


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
