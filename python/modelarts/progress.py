"""The progress of a wait: a line in a terminal, a bar in a notebook, plain lines in a file.

Progress never ends a wait: whatever the stream does, it is then silent.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress

from modelarts.errors import InvalidParameterError
from modelarts.language import localized
from modelarts.text import clipped, encodable, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Literal

    from modelarts.responses.target import Target

__all__ = ["Progress", "check_progress", "start_progress"]

_SECONDS_A_REFRESH = 0.5
_NEVER = 3600.0
_USUAL_COLUMNS = 80


def check_progress(progress: object) -> None:
    """Checks the argument `progress` of a wait.

    Args:
        progress: The argument.

    Raises:
        InvalidParameterError: It is not True, False or "auto".
    """
    if not (isinstance(progress, bool) or progress == "auto"):
        raise InvalidParameterError(f'progress: is {progress!r}, expected True, False or "auto"', parameter="progress")


def start_progress(progress: bool | Literal["auto"], targets: Sequence[Target]) -> Progress:
    """Returns the kind of progress that fits where the output goes.

    Args:
        progress: True shows it everywhere, False nowhere, "auto" in a terminal and in a notebook.
        targets: What is waited for.

    Returns:
        The progress.
    """
    if progress is False or not targets:
        return Progress(targets)
    if _in_notebook():
        # Without tqdm, or where it fails, there is no bar.
        with suppress(Exception):
            return Bar(targets)
    if _is_terminal():
        return Line(targets)
    return Lines(targets) if progress is True else Progress(targets)


def _in_notebook() -> bool:
    get_ipython = getattr(sys.modules.get("IPython"), "get_ipython", None)
    return get_ipython is not None and hasattr(get_ipython(), "kernel")


def _is_terminal() -> bool:
    # Standard error may be None, closed, or an object without isatty().
    try:
        return bool(sys.stderr.isatty())
    except Exception:  # noqa: BLE001 whatever such an object raises
        return False


class Progress:
    """Shows nothing; the base of those that do.

    Args:
        targets: What is waited for.

    Attributes:
        seconds_a_refresh (float): After how many seconds `refresh` should be called though nothing happened.
    """

    seconds_a_refresh = _NEVER

    def __init__(self, targets: Sequence[Target]) -> None:
        self._targets = targets
        self._states: dict[int, str] = {}
        self._done: set[int] = set()
        self._started = time.monotonic()
        self._next_poll: float | None = None
        self._refreshed = float("-inf")
        self._is_broken = False

    def update(self, index: int, state: str, *, is_done: bool) -> None:
        """Notes that a task is in another state.

        Args:
            index: The index of the task.
            state: The state.
            is_done: Whether it is the last one.
        """
        if is_done:
            self._done.add(index)
        self._states[index] = printable(state)
        self._refreshed = float("-inf")

    def give_up(self, index: int) -> None:
        """Notes that a task is polled no more because a poll failed.

        Args:
            index: The index of the task.
        """
        self.update(index, localized("given up", "查询失败"), is_done=True)

    def schedule(self, seconds: float) -> None:
        """Notes when the task is polled next.

        Args:
            seconds: Seconds since the beginning of the wait.
        """
        self._next_poll = seconds

    def refresh(self) -> None:
        """Shows the current state if it has changed or was shown some time ago."""
        now = time.monotonic()
        if now - self._refreshed >= self.seconds_a_refresh:
            self._refreshed = now
            self._safely(self._show)

    def close(self) -> None:
        """Ends the progress with the wait."""
        self._safely(self._close)

    def _show(self) -> None:
        pass

    def _close(self) -> None:
        pass

    def _safely(self, show: Any, *arguments: Any) -> None:
        if self._is_broken:
            return
        try:
            show(*arguments)
        except Exception:  # noqa: BLE001 whatever a stream raises
            self._is_broken = True

    def _elapsed(self) -> float:
        return time.monotonic() - self._started

    def _states_text(self) -> str:
        counts: dict[str, int] = {}
        for state in self._states.values():
            counts[state] = counts.get(state, 0) + 1
        return ", ".join(f"{count} {state}" for state, count in sorted(counts.items()))

    def _text(self) -> str:
        if len(self._targets) > 1:
            done, count = len(self._done), len(self._targets)
            summary = localized(f"{done} of {count} tasks done", f"共 {count} 个任务，已结束 {done} 个")
            return f"{summary}  {self._states_text()}"
        return f"{self._targets[0].localized_name}  {self._states.get(0, '…')}"


class Line(Progress):
    """One line of a terminal, written over and over."""

    seconds_a_refresh = _SECONDS_A_REFRESH

    def _show(self) -> None:
        elapsed = self._elapsed()
        text = f"{self._text()}  {elapsed:.0f} s"
        if self._next_poll is not None and len(self._done) < len(self._targets):
            left = max(0.0, self._next_poll - elapsed)
            text += localized(f", next poll in {left:.0f} s", f"，{left:.0f} 秒后再次查询")
        _write(f"\r\x1b[2K{clipped(encodable(text, sys.stderr), _columns() - 1)}")

    def _close(self) -> None:
        _write("\n")


class Lines(Progress):
    """A line for each change, for a file."""

    def update(self, index: int, state: str, *, is_done: bool) -> None:
        """Writes a line.

        Args:
            index: The index of the task.
            state: The state.
            is_done: Whether it is the last one.
        """
        super().update(index, state, is_done=is_done)
        self._safely(self._write_line, index)

    def _write_line(self, index: int) -> None:
        name = self._targets[index].localized_name
        _write(encodable(f"{self._elapsed():7.1f} s  {name}  {self._states[index]}\n", sys.stderr))


def _columns() -> int:
    """Returns the width of the terminal; shutil asks that of standard output, which may be a pipe."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return int(columns)
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or _USUAL_COLUMNS
    except (AttributeError, OSError, ValueError):
        return _USUAL_COLUMNS


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


class Bar(Progress):
    """A bar of tqdm, as a notebook shows it.

    Args:
        targets: What is waited for.

    Raises:
        ImportError: tqdm is not installed.
    """

    seconds_a_refresh = _SECONDS_A_REFRESH

    def __init__(self, targets: Sequence[Target]) -> None:
        import warnings

        with warnings.catch_warnings():
            # tqdm warns that it draws with characters where ipywidgets is missing.
            warnings.simplefilter("ignore")
            from tqdm.auto import tqdm

        super().__init__(targets)
        shape = "{desc} {bar} {n_fmt}/{total_fmt} {elapsed}{postfix}"
        self._bar = tqdm(total=len(targets), leave=False, bar_format=shape)

    def _show(self) -> None:
        has_many = len(self._targets) > 1
        self._bar.n = len(self._done)
        self._bar.set_description_str(localized("tasks", "任务") if has_many else self._text(), refresh=False)
        self._bar.set_postfix_str(self._states_text() if has_many else "", refresh=False)
        self._bar.refresh()

    def _close(self) -> None:
        # The result of the wait is shown in its place.
        self._bar.close()
