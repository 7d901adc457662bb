"""How commands print: tables for people, JSON for programs, colours on a terminal."""

from __future__ import annotations

import json
import os
import sys
import unicodedata

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["coloured_state", "print_json", "print_table"]

_GREEN, _RED, _YELLOW = "32", "31", "33"
_COLOURS = {"SUCCESS": _GREEN, "FAILURE": _RED}


def coloured_state(state: str) -> str:
    """A task's state, in colour if standard output is a terminal and the user did not refuse colours.

    Args:
        state: the state.

    Returns:
        The state, with what colours it.
    """
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not sys.stdout.isatty():
        return state
    return f"\x1b[{_COLOURS.get(state, _YELLOW)}m{state}\x1b[0m"


def print_table(
    rows: Sequence[Mapping[str, object]],
    headings: Mapping[str, str],
    colour: Mapping[str, Callable[[str], str]] | None = None,
) -> None:
    """Prints rows under headings.

    Args:
        rows: the rows.
        headings: the columns to print, and what stands over them.
        colour: what colours the texts of a column.
    """
    texts = [[_printable(row.get(column)) for column in headings] for row in rows]
    widths = [max(map(_width, column)) for column in zip(headings.values(), *texts)]

    def padded(text: str, width: int) -> str:
        return text + " " * (width - _width(text))

    print("  ".join(map(padded, headings.values(), widths)).rstrip())
    paint = [(colour or {}).get(column, str) for column in headings]
    for line in texts:
        cells = [padded(text, width).replace(text, paint(text), 1) for text, width, paint in zip(line, widths, paint)]
        print("  ".join(cells).rstrip())


def print_json(value: object, *, indent: int | None = 2) -> None:
    """Prints JSON.

    Args:
        value: what to print.
        indent: blanks a level; None for one line.
    """
    json.dump(value, sys.stdout, ensure_ascii=False, indent=indent)
    print(flush=True)


def _printable(value: object) -> str:
    """What a name of the service's holds must not move the cursor."""
    text = "" if value is None else str(value)
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def _width(text: str) -> int:
    """Chinese letters take two columns."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
