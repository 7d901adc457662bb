"""Progress on standard error: a line of a terminal that is written over and over, or plain lines."""

from __future__ import annotations

import sys

from modelarts.progress.base import REFRESH_INTERVAL, ShownProgress
from modelarts.text import display_width, encodable, shortened, terminal_columns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from modelarts.responses.work import Work

__all__ = ["Line", "Lines"]

_GAP = "  "
_MIN_NAME_COLUMNS = 8


class Line(ShownProgress):
    """One line of a terminal, written over and over."""

    refresh_interval = REFRESH_INTERVAL

    def _show(self) -> None:
        # In the last column, some terminals begin a new line.
        _write(f"\r\x1b[2K{self._fitting(terminal_columns(sys.stderr) - 1)}")

    def _close(self) -> None:
        _write("\n")

    def _fitting(self, columns: int) -> str:
        """Returns the line in a width: first the next poll is left out, then the middle of names."""
        name = self._summary() if self._has_many else self._name(0)
        name, states, elapsed, poll = (
            encodable(text, sys.stderr)
            for text in (name, self._states_text(), self._elapsed_text(), self._next_poll_text())
        )
        whole = _joined(name, states, elapsed)
        with_poll = _joined(whole, poll)
        if display_width(with_poll) <= columns:
            return with_poll
        if display_width(whole) <= columns:
            return whole
        if self._has_many:
            count = f"{len(self._done)}/{len(self._targets)}"
            left = columns - display_width(_joined(name, "", elapsed)) - len(_GAP)
            if left < _MIN_NAME_COLUMNS:
                name, left = count, columns - display_width(_joined(count, elapsed)) - len(_GAP)
            return shortened(_joined(name, shortened(states, max(0, left)), elapsed), columns)
        left = columns - display_width(_joined(states, elapsed)) - len(_GAP)
        name = shortened(name, left) if left >= _MIN_NAME_COLUMNS else ""
        return shortened(_joined(name, states, elapsed), columns)


class Lines(ShownProgress):
    """A line for each change, for a file and for a terminal that can do no more."""

    def _note(self, index: int, text: str, status: Work | None, *, is_done: bool) -> None:
        super()._note(index, text, status, is_done=is_done)
        self._safely(self._write_line, index)

    def _write_line(self, index: int) -> None:
        text = _joined(f"{self._elapsed():7.1f} s", self._name(index), self._texts[index])
        _write(encodable(f"{text}\n", sys.stderr))


def _joined(*texts: str) -> str:
    return _GAP.join(text for text in texts if text)


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
