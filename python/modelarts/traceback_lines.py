"""The traceback of an exception of this package as IPython shows it."""

from __future__ import annotations

import sys

from modelarts.error_details import details, headline
from modelarts.text import display_width, printable, wrapped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["traceback_lines"]

# The width of a notebook isn't known; most show as much without a break of their own.
_COLUMNS = 96


def traceback_lines(error: Any) -> list[str]:
    """Returns the traceback of an exception.

    Args:
        error: The exception.

    Returns:
        The lines as IPython makes them; in a notebook, its details are on lines of their own at the end.
    """
    shell: Any = sys.modules["IPython"].get_ipython()  # IPython called this
    lines: list[str] = shell.InteractiveTB.structured_traceback(type(error), error, error.__traceback__)
    if hasattr(shell, "kernel") and lines:
        lines[-1] = lines[-1].replace(str(error), _apart(error))
    return lines


def _apart(error: Any) -> str:
    """Returns the lines of an exception, one detail a line."""
    found = details(error)
    width = max((display_width(name) for name, _ in found), default=0)
    lines = [printable(headline(error))]
    for name, text in found:
        begin = f"  {name}{' ' * (width - display_width(name))}{'  ' if width else ''}"
        first, *rest = wrapped(printable(text), _COLUMNS - display_width(begin))
        lines.append(begin + first)
        lines += [" " * display_width(begin) + line for line in rest]
    return "\n".join(lines)
