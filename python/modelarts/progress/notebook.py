"""Progress in a notebook: a bar of tqdm or, without it, a line that is shown anew."""

from __future__ import annotations

import sys

from modelarts.language import message_in
from modelarts.markup import Badge, escaped
from modelarts.progress.base import REFRESH_INTERVAL, ShownProgress
from modelarts.responses.work import WorkState

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from modelarts.responses.target import Target

__all__ = ["Bar", "Live"]

# How much of a bar stands for a state of a single task that says no more.
_SHARES = {WorkState.QUEUED: 0.0, WorkState.RUNNING: 0.5}


class Bar(ShownProgress):
    """A bar of tqdm: how many tasks are done or, of a single one, how far it is.

    Args:
        targets: What is waited for.
        language: "en" or "zh"; None for the user's.

    Raises:
        ImportError: tqdm is not installed.
    """

    refresh_interval = REFRESH_INTERVAL

    def __init__(self, targets: Sequence[Target], language: str | None = None) -> None:
        import warnings

        with warnings.catch_warnings():
            # tqdm warns that it draws with characters where ipywidgets is missing.
            warnings.simplefilter("ignore")
            from tqdm.auto import tqdm

        super().__init__(targets, language)
        count = "{n_fmt}/{total_fmt} " if self._has_many else ""
        # A notebook shows what is written to standard error on red.
        self._bar: Any = tqdm(
            desc=self._heading(),
            total=len(targets),
            file=sys.stdout,
            bar_format="{desc} {bar} " + count + "{elapsed}{postfix}",
        )

    def _show(self) -> None:
        self._bar.n = len(self._done) if self._has_many else self._share_of_one()
        texts = [text for text in (self._states_text(), self._next_poll_text()) if text]
        self._bar.set_postfix_str(", ".join(texts), refresh=False)
        self._bar.refresh()

    def _heading(self) -> str:
        return message_in(self._language, "tasks") if self._has_many else self._name(0)

    def _share_of_one(self) -> float:
        if self._done:
            return 1
        stated = self._shares.get(0)
        state = self._states.get(0)
        return (_SHARES.get(state, 0.0) if state else 0.0) if stated is None else stated

    def _close(self) -> None:
        self._bar.close()


class Live(ShownProgress):
    """A line by IPython that is shown anew.

    Args:
        targets: What is waited for.
        language: "en" or "zh"; None for the user's.

    Raises:
        ImportError: IPython is not installed.
    """

    refresh_interval = REFRESH_INTERVAL

    def __init__(self, targets: Sequence[Target], language: str | None = None) -> None:
        from IPython import display

        super().__init__(targets, language)
        show: Any = display.display
        # Unlike an object, a bundle is shown without the help of a formatter.
        self._handle: Any = show(self._bundle(), raw=True, display_id=True)

    def _show(self) -> None:
        self._handle.update(self._bundle(), raw=True)

    def _close(self) -> None:
        self._next_poll = None
        self._show()

    def _bundle(self) -> dict[str, str]:
        name = self._summary() if self._has_many else self._name(0)
        states, elapsed, poll = self._states_text(), self._elapsed_text(), self._next_poll_text()
        is_badge = not self._has_many and 0 in self._texts
        shown = Badge(states, self._states.get(0)).html() if is_badge else escaped(states)
        html = [escaped(name), shown, *(escaped(text) for text in (elapsed, poll) if text)]
        text = "  ".join(part for part in (name, states, elapsed, poll) if part)
        return {"text/plain": text, "text/html": f"<div>{' · '.join(html)}</div>"}
