"""How a wait is shown: a line in a terminal, a bar in a notebook, plain lines in a file."""

from __future__ import annotations

import sys
import time
from contextlib import suppress

from modelarts.wording import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Literal, TextIO

__all__ = ["Progress", "progress_of"]

_FINAL = ("SUCCESS", "FAILURE", "given up")
_SECONDS_A_TICK = 0.5
_NEVER = 3600.0


def progress_of(progress: bool | Literal["auto"], task_ids: Sequence[Any]) -> Progress:
    """What shows a wait.

    Args:
        progress: True insists, False shows nothing, "auto" shows it in a terminal and in a notebook.
        task_ids: the tasks.

    Returns:
        What fits where the output goes.
    """
    if progress not in (True, False, "auto"):
        from modelarts.errors import InvalidParameterError

        raise InvalidParameterError(f'progress: is {progress!r}, expected True, False or "auto"', parameter="progress")
    if progress is False or not task_ids:
        return Progress(task_ids)
    if _in_notebook():
        with suppress(ImportError):
            return Bar(task_ids)
    if _is_terminal(sys.stderr):
        return Line(task_ids)
    return Lines(task_ids) if progress is True else Progress(task_ids)


def _in_notebook() -> bool:
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return shell is not None and hasattr(shell, "kernel")


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


class Progress:
    """Shows nothing, and knows how it goes.

    Args:
        task_ids: the tasks.

    Attributes:
        tick (float): seconds after which it wants to be refreshed though nothing happened.
    """

    tick = _NEVER

    def __init__(self, task_ids: Sequence[Any]) -> None:
        self._task_ids = task_ids
        self._states: dict[int, str] = {}
        self._began = time.monotonic()
        self._next_look: float | None = None
        self._drawn = float("-inf")

    def update(self, place: int, state: str) -> None:
        """A task is in another state.

        Args:
            place: which task.
            state: the state.
        """
        self._states[place] = state
        self._drawn = float("-inf")

    def next_look(self, seconds: float) -> None:
        """When the task is looked at next.

        Args:
            seconds: since the beginning.
        """
        self._next_look = seconds

    def refresh(self) -> None:
        """Time has passed; draws it again if something changed or a tick is over."""
        now = time.monotonic()
        if now - self._drawn >= self.tick:
            self._drawn = now
            self._draw()

    def _draw(self) -> None:
        pass

    def close(self) -> None:
        """The wait is over."""

    def _elapsed(self) -> float:
        return time.monotonic() - self._began

    def _done(self) -> int:
        return sum(state in _FINAL for state in self._states.values())

    def _counts(self) -> str:
        counts: dict[str, int] = {}
        for state in self._states.values():
            counts[state] = counts.get(state, 0) + 1
        return ", ".join(f"{count} {state}" for state, count in sorted(counts.items()))

    def _text(self) -> str:
        if len(self._task_ids) > 1:
            done, count = self._done(), len(self._task_ids)
            return say(f"{done} of {count} tasks done", f"{count} 个任务已结束 {done} 个") + f"  {self._counts()}"
        return say("task", "任务") + f" {self._task_ids[0]}  {self._states.get(0, '…')}"


class Line(Progress):
    """One line of a terminal, written again and again."""

    tick = _SECONDS_A_TICK

    def _draw(self) -> None:
        elapsed = self._elapsed()
        text = f"{self._text()}  {elapsed:.0f} s"
        done = self._done() == len(self._task_ids)
        if self._next_look is not None and not done:
            left = max(0.0, self._next_look - elapsed)
            text += say(f", next look in {left:.0f} s", f"，{left:.0f} 秒后再查询")
        import shutil

        width = shutil.get_terminal_size().columns - 1
        self._write(f"\r\x1b[2K{text[:width]}")

    def close(self) -> None:
        """Leaves the last line as it is."""
        self._write("\n")

    @staticmethod
    def _write(text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()


class Lines(Progress):
    """A line a change, for a file."""

    def update(self, place: int, state: str) -> None:
        """Writes a line.

        Args:
            place: which task.
            state: the state.
        """
        super().update(place, state)
        sys.stderr.write(f"{self._elapsed():7.1f} s  {say('task', '任务')} {self._task_ids[place]}  {state}\n")


class Bar(Progress):
    """A bar of tqdm, which a notebook draws.

    Args:
        task_ids: the tasks.

    Raises:
        ImportError: tqdm is not installed.
    """

    tick = _SECONDS_A_TICK

    def __init__(self, task_ids: Sequence[Any]) -> None:
        import warnings

        with warnings.catch_warnings():
            # Without ipywidgets it draws with characters, which does as well.
            warnings.simplefilter("ignore")
            from tqdm.auto import tqdm

        super().__init__(task_ids)
        shape = "{desc} {bar} {n_fmt}/{total_fmt} {elapsed}{postfix}"
        self._bar = tqdm(total=len(task_ids), leave=False, bar_format=shape)

    def _draw(self) -> None:
        several = len(self._task_ids) > 1
        self._bar.n = self._done()
        self._bar.set_description_str(say("tasks", "任务") if several else self._text(), refresh=False)
        self._bar.set_postfix_str(self._counts() if several else "", refresh=False)
        self._bar.refresh()

    def close(self) -> None:
        """Takes it away; what the wait returns is shown in its place."""
        self._bar.close()
