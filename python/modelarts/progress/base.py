"""The state of a wait as its progress shows it."""

from __future__ import annotations

import time

from modelarts.language import message_in
from modelarts.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from modelarts.responses.target import Target
    from modelarts.responses.work import Work, WorkState

__all__ = ["REFRESH_INTERVAL", "Progress", "ShownProgress"]

REFRESH_INTERVAL = 0.5
_NEVER = 3600.0
_SECONDS_A_MINUTE = 60
_MINUTES_AN_HOUR = 60
_ALL_PERCENT = 100


class Progress:
    """Shows nothing; the base of those that do.

    Attributes:
        refresh_interval (float): After how many seconds `refresh` should be called though nothing happened.
    """

    refresh_interval = _NEVER

    def update(self, index: int, status: Work, *, is_done: bool) -> None:
        """Notes that a task is in another state.

        Args:
            index: The index of the task.
            status: The response that says so.
            is_done: Whether it is the last one.
        """

    def give_up(self, index: int) -> None:
        """Notes that a task is polled no more because a poll failed.

        Args:
            index: The index of the task.
        """

    def schedule(self, seconds: float) -> None:
        """Notes when the task is polled next.

        Args:
            seconds: Seconds since the beginning of the wait.
        """

    def refresh(self) -> None:
        """Shows the current state if it has changed or was shown some time ago."""

    def close(self) -> None:
        """Ends the progress with the wait."""


class ShownProgress(Progress):
    """The state of a wait, for a class that shows it.

    Args:
        targets: What is waited for.
        language: "en" or "zh"; None for the user's.
    """

    def __init__(self, targets: Sequence[Target], language: str | None = None) -> None:
        self._targets = targets
        self._language = language
        self._texts: dict[int, str] = {}
        self._states: dict[int, WorkState | None] = {}
        self._shares: dict[int, float | None] = {}
        self._done: set[int] = set()
        self._started = time.monotonic()
        self._next_poll: float | None = None
        self._refreshed = float("-inf")
        self._is_broken = False

    def update(self, index: int, status: Work, *, is_done: bool) -> None:
        """Notes that a task is in another state.

        Args:
            index: The index of the task.
            status: The response that says so.
            is_done: Whether it is the last one.
        """
        self._note(index, status._state_text(), status, is_done=is_done)

    def _note(self, index: int, text: str, status: Work | None, *, is_done: bool) -> None:
        if is_done:
            self._done.add(index)
        self._texts[index] = printable(text)
        self._states[index] = None if status is None else status.state
        self._shares[index] = None if status is None else _share(status)
        self._refreshed = float("-inf")

    def give_up(self, index: int) -> None:
        """Notes that a task is polled no more because a poll failed.

        Args:
            index: The index of the task.
        """
        self._note(index, message_in(self._language, "given up"), None, is_done=True)

    def schedule(self, seconds: float) -> None:
        """Notes when the task is polled next.

        Args:
            seconds: Seconds since the beginning of the wait.
        """
        self._next_poll = seconds

    def refresh(self) -> None:
        """Shows the current state if it has changed or was shown some time ago."""
        now = time.monotonic()
        if now - self._refreshed >= self.refresh_interval:
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

    def _elapsed_text(self) -> str:
        minutes, seconds = divmod(int(self._elapsed()), _SECONDS_A_MINUTE)
        hours, minutes = divmod(minutes, _MINUTES_AN_HOUR)
        if hours:
            return f"{hours}:{minutes:02}:{seconds:02}"
        return f"{minutes}:{seconds:02}" if minutes else message_in(self._language, "{seconds} s", seconds=seconds)

    def _next_poll_text(self) -> str:
        """Returns when the next poll is; empty if there is none."""
        if self._next_poll is None or len(self._done) == len(self._targets):
            return ""
        seconds = f"{max(0.0, self._next_poll - self._elapsed()):.0f}"
        return message_in(self._language, "next poll in {seconds} s", seconds=seconds)

    @property
    def _has_many(self) -> bool:
        return len(self._targets) > 1

    def _name(self, index: int) -> str:
        return self._targets[index].name_in(self._language)

    def _summary(self) -> str:
        """Returns how many tasks are done."""
        done, count = len(self._done), len(self._targets)
        return message_in(self._language, "{done} of {count} tasks done", done=done, count=count)

    def _states_text(self) -> str:
        """Returns the state of the only task, or how many tasks are in each state."""
        if not self._has_many:
            return self._texts.get(0) or message_in(self._language, "first poll")
        counts: dict[str, int] = {}
        for text in self._texts.values():
            counts[text] = counts.get(text, 0) + 1
        return ", ".join(f"{count} {text}" for text, count in sorted(counts.items()))


def _share(status: Work) -> float | None:
    """Returns how far work is, from 0 to 1, if the service reports it."""
    percent = status.get("progress")
    if not isinstance(percent, (int, float)) or isinstance(percent, bool):
        return None
    return percent / _ALL_PERCENT if 0 <= percent <= _ALL_PERCENT else None
