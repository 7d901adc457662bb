"""The output of commands: tables for people, JSON for programs.

A text is complete before it is written, so that an error leaves no half of a document behind.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from contextlib import suppress
from math import isfinite

from modelarts.language import message
from modelarts.responses.work import WorkState
from modelarts.text import display_width, encodable, is_safe, printable, terminal_columns, wrapped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TextIO

__all__ = [
    "colored_state",
    "json_text",
    "print_block",
    "print_error",
    "print_json",
    "print_line",
    "print_table",
    "print_text",
]

_GAP = "  "
_MIN_LAST_COLUMNS, _MIN_CELL_COLUMNS, _MIN_COLUMNS = 20, 8, 2
_GREEN, _RED, _YELLOW = "32", "31", "33"
_COLORS = {WorkState.SUCCEEDED: _GREEN, WorkState.FAILED: _RED}


def print_line(text: str) -> None:
    """Prints a line on standard output.

    Args:
        text: The line, without control characters but those that color it.

    Raises:
        OSError: Standard output is closed, or writing fails.
    """
    print_text(f"{text}\n")


def print_text(text: str) -> None:
    """Prints a text on standard output, with escapes for characters that it can't encode.

    Args:
        text: The text.

    Raises:
        OSError: Standard output is closed, or writing fails.
    """
    stream = _standard_output()
    _write(stream, encodable(text, stream))


def print_json(value: object, *, indent: int | None = 2) -> None:
    """Prints a JSON document on standard output, in ASCII if it can't be encoded otherwise.

    Control and format characters are always escaped.

    Args:
        value: The value.
        indent: The number of blanks for each level; None for a document on one line.

    Raises:
        OSError: Standard output is closed, or writing fails.
    """
    _write(_standard_output(), f"{json_text(value, indent=indent)}\n")


def json_text(value: object, *, indent: int | None = None) -> str:
    """Returns a JSON document for standard output, in ASCII if it can't be encoded otherwise.

    Control and format characters are always escaped. A number that JSON has not, such as infinity, is null.

    Args:
        value: The value.
        indent: The number of blanks for each level; None for a document on one line.

    Returns:
        The document.

    Raises:
        OSError: Standard output is closed.
    """
    stream = _standard_output()
    try:
        text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    except ValueError:
        value = _finite(value)
        text = json.dumps(value, ensure_ascii=False, indent=indent)
    if encodable(text, stream) != text:
        text = json.dumps(value, ensure_ascii=True, indent=indent)
    if not text.replace("\n", "").isprintable():
        # json escapes few control characters. The rest can only be in texts, where this is their escape.
        text = "".join(c if c == "\n" or is_safe(c) else json.dumps(c)[1:-1] for c in text)
    return text


def _finite(value: object) -> object:
    """Returns a value with None for each number that JSON has not."""
    if isinstance(value, dict):
        return {key: _finite(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(one) for one in value]
    return None if isinstance(value, float) and not isfinite(value) else value


def print_table(
    rows: Sequence[Mapping[str, object]],
    headings: Mapping[str, str],
    color: Mapping[str, Callable[[str], str]] | None = None,
) -> None:
    """Prints a table on standard output.

    In a terminal that is too narrow for it, the last column is wrapped, or each row is a block of lines.

    Args:
        rows: The rows.
        headings: The columns, each with its heading.
        color: The functions that color the texts of some columns.

    Raises:
        OSError: Standard output is closed, or writing fails.
    """
    stream = _standard_output()
    titles = [encodable(heading, stream) for heading in headings.values()]
    texts = [[_cell(row.get(column), stream) for column in headings] for row in rows]
    paints = [(color or {}).get(column, str) for column in headings]
    columns = terminal_columns(stream) if _is_terminal(stream) else None
    widths = [max(map(display_width, column)) for column in zip(titles, *texts)]
    others = sum(widths[:-1]) + len(_GAP) * (len(widths) - 1)
    if columns is None or others + widths[-1] <= columns:
        lines = _table_lines(titles, texts, paints, widths)
    elif columns - others >= _MIN_LAST_COLUMNS:
        lines = _table_lines(titles, texts, paints, [*widths[:-1], columns - others])
    else:
        lines = _blocks(titles, texts, paints, columns)
    _write(stream, "".join(f"{line}\n" for line in lines))


def print_block(fields: Mapping[str, str]) -> None:
    """Prints an object on standard output: a line for each field that is not empty, wrapped in a narrow terminal.

    Args:
        fields: The values by what the fields are called.

    Raises:
        OSError: Standard output is closed, or writing fails.
    """
    stream = _standard_output()
    titles = [encodable(title, stream) for title in fields]
    texts = [_cell(value, stream) for value in fields.values()]
    columns = terminal_columns(stream) if _is_terminal(stream) else sys.maxsize
    lines = _blocks(titles, [texts], [str] * len(texts), columns)
    _write(stream, "".join(f"{line}\n" for line in lines))


def _table_lines(
    titles: Sequence[str],
    texts: Sequence[Sequence[str]],
    paints: Sequence[Callable[[str], str]],
    widths: Sequence[int],
) -> list[str]:
    """Returns the lines of a table; a cell of the last column that is too long goes on below itself."""
    lines = [_GAP.join(map(_padded, titles, widths)).rstrip()]
    indent = " " * (sum(widths[:-1]) + len(_GAP) * (len(widths) - 1))
    for row in texts:
        first, *rest = _painted(row[-1], paints[-1], widths[-1])
        cells = zip(row[:-1], widths, paints)
        begin = [paint(text) + _blanks(text, width) for text, width, paint in cells]
        lines.append(_GAP.join([*begin, first]).rstrip())
        lines += [indent + line for line in rest]
    return lines


def _painted(text: str, paint: Callable[[str], str], width: int) -> list[str]:
    """Returns the lines of a cell; a part of a text has the color of the whole."""
    return [paint(text).replace(text, part, 1) for part in wrapped(text, width)] if text else [""]


def _blocks(
    titles: Sequence[str], texts: Sequence[Sequence[str]], paints: Sequence[Callable[[str], str]], columns: int
) -> list[str]:
    """Returns a line for each cell, and more for one that is too long; an empty line between rows."""
    width = max(map(display_width, titles))
    left = columns - width - len(_GAP)
    is_narrow = left < _MIN_CELL_COLUMNS
    indent = " " * len(_GAP) if is_narrow else " " * (width + len(_GAP))
    lines = []
    for number, row in enumerate(texts):
        lines += [""] if number else []
        for title, text, paint in zip(titles, row, paints):
            if not text:
                continue
            first, *rest = _painted(text, paint, max(_MIN_COLUMNS, columns - len(indent)))
            if is_narrow:
                lines += [title, f"{indent}{first}".rstrip()]
            else:
                lines.append(f"{_padded(title, width)}{_GAP}{first}".rstrip())
            lines += [f"{indent}{line}" for line in rest]
    return lines


def _padded(text: str, width: int) -> str:
    return text + _blanks(text, width)


def _blanks(text: str, width: int) -> str:
    return " " * (width - display_width(text))


def _cell(value: object, stream: TextIO) -> str:
    return "" if value is None else encodable(printable(str(value)), stream)


def print_error(text: str) -> None:
    """Prints a line on standard error; does nothing if it can't be written.

    Args:
        text: The line.
    """
    # Standard error may be None, closed or an object of a program. Then the exit code is enough.
    with suppress(Exception):
        _write(sys.stderr, encodable(f"{printable(text)}\n", sys.stderr))


def colored_state(text: str, state: WorkState | None) -> str:
    """Returns the state of work, colored if standard output is a terminal and colors are not turned off.

    Args:
        text: The state as the user reads it.
        state: What it means; None if that is not documented.

    Returns:
        The text, printable, with the control characters that color it.
    """
    text = printable(text)
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not _is_terminal(_standard_output()):
        return text
    color = _YELLOW if state is None else _COLORS.get(state, _YELLOW)
    return f"\x1b[{color}m{text}\x1b[0m"


def _standard_output() -> TextIO:
    # Another program that calls `main` may have put any object there.
    if not hasattr(sys.stdout, "write") or getattr(sys.stdout, "closed", False):
        raise OSError(errno.EBADF, message("standard output is closed"))
    return sys.stdout


def _is_terminal(stream: TextIO) -> bool:
    try:
        return bool(stream.isatty())
    except (AttributeError, OSError, ValueError):
        return False


def _write(stream: TextIO, text: str) -> None:
    stream.write(text)
    if hasattr(stream, "flush"):
        stream.flush()
