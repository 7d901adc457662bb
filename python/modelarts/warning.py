"""Warnings about the code that called this package."""

from __future__ import annotations

import sys

from modelarts.importing import importing

__all__ = ["warn"]


def warn(text: str) -> None:
    """Issues a warning, at the line of the code that called this package.

    Args:
        text: Its text.
    """
    with importing():
        import warnings

    warnings.warn(text, stacklevel=_caller_stacklevel())


def _caller_stacklevel() -> int:
    """Returns the `stacklevel` of a warning about the code that called this package."""
    frame, level = sys._getframe(1), 1
    while frame.f_back is not None and frame.f_globals.get("__name__", "").partition(".")[0] == "modelarts":
        frame, level = frame.f_back, level + 1
    return level
