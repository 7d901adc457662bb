"""The progress of a wait: a line in a terminal, a bar or a line in a notebook, plain lines in a file.

Progress never ends a wait: whatever the stream does, it is then silent.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from modelarts.errors import InvalidParameterError
from modelarts.language import message
from modelarts.progress.base import Progress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    from modelarts.responses.target import Target

__all__ = ["Progress", "check_progress", "start_progress"]


def check_progress(progress: object) -> None:
    """Checks the argument `progress` of a wait.

    Args:
        progress: The argument.

    Raises:
        InvalidParameterError: It is not True, False or "auto".
    """
    if not (isinstance(progress, bool) or progress == "auto"):
        problem = message('progress: is {found}, expected True, False or "auto"', found=repr(progress))
        raise InvalidParameterError(problem, parameter="progress")


def start_progress(
    progress: bool | Literal["auto"], targets: Sequence[Target], language: str | None = None
) -> Progress:
    """Returns the kind of progress that fits where the output goes.

    Args:
        progress: True shows it everywhere, False nowhere, "auto" in a terminal and in a notebook.
        targets: What is waited for.
        language: "en" or "zh"; None for the user's.

    Returns:
        The progress.
    """
    if progress is False or not targets:
        return Progress()
    if _in_notebook():
        from modelarts.progress.notebook import Bar, Live

        # Without tqdm, or where it fails, there is no bar.
        for kind in (Bar, Live):
            with suppress(Exception):
                return kind(targets, language)
    from modelarts.progress.terminal import Line, Lines

    if _is_terminal():
        # A dumb terminal can't go back to the beginning of a line.
        return (Lines if os.environ.get("TERM") == "dumb" else Line)(targets, language)
    return Lines(targets, language) if progress is True else Progress()


def _in_notebook() -> bool:
    get_ipython = getattr(sys.modules.get("IPython"), "get_ipython", None)
    return get_ipython is not None and hasattr(get_ipython(), "kernel")


def _is_terminal() -> bool:
    # Standard error may be None, closed, or an object without isatty().
    try:
        return bool(sys.stderr.isatty())
    except Exception:  # noqa: BLE001 whatever such an object raises
        return False
