"""Walking the pages of a listing, whichever way the service counts its `offset`.

The documents call `offset` the start page of a listing, where the habit of other services is to count
entries. A wrong guess would skip entries or repeat them, so the second answer is looked at: what it
begins with says what was counted.
"""

from __future__ import annotations

from modelarts.errors import InvalidParameterError, ModelArtsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, Literal, TypeVar

    _Entry = TypeVar("_Entry", bound=Mapping[str, Any])

__all__ = ["Walk"]


class Walk:
    """Which page to ask for next, and what of it is new.

    Args:
        limit: entries asked for a page.
        offset_counts: what the service counts; None finds out.
        key: the field that tells entries apart.

    Attributes:
        offset (int): the `offset` to ask with.
        done (bool): whether there is nothing more to ask for.
    """

    def __init__(self, limit: int, offset_counts: Literal["pages", "entries"] | None, key: str) -> None:
        if offset_counts not in ("pages", "entries", None):
            raise InvalidParameterError(
                f'offset_counts: is {offset_counts!r}, expected "pages", "entries" or None', parameter="offset_counts"
            )
        self.offset = 0
        self.done = False
        self._limit = limit
        self._counts = offset_counts
        self._key = key
        self._taken = 0
        self._before: list[Any] = []
        self._first_is_full = False
        self._total_is_of_all_pages = False

    def take(self, entries: Sequence[_Entry], total: int | None) -> Sequence[_Entry]:
        """Takes one page, and settles where the next one is.

        Args:
            entries: the entries of the page that `offset` asked for.
            total: how many entries the service says there are in all its pages; None if it doesn't.

        Returns:
            The entries that no page before this one had.

        Raises:
            ModelArtsError: the service answers with the same page again and again.
        """
        keys = [entry.get(self._key) for entry in entries]
        if not keys:
            self.done = True
            return ()
        if keys == self._before:
            self._repeated()
            return ()
        if self._counts is None and self._before:
            if keys[0] in self._before[1:2]:
                self._counts = "entries"
                self.offset = self._taken
                return ()
            self._counts = "pages"
        fresh = [entry for entry, key in zip(entries, keys) if key not in self._before]
        self._go_on(keys, total)
        return fresh

    def _go_on(self, keys: list[Any], total: int | None) -> None:
        if not self._taken:
            self._first_is_full = len(keys) >= self._limit
            self._total_is_of_all_pages = total is not None and (not self._first_is_full or total > len(keys))
        self._before = keys
        self._taken += len(keys)
        self.offset = self._taken if self._counts == "entries" else self.offset + 1
        if total is not None and self._total_is_of_all_pages:
            self.done = self._taken >= total
        else:
            # A service may give fewer than it was asked for; then only an empty page is the end.
            self.done = self._first_is_full and len(keys) < self._limit

    def _repeated(self) -> None:
        if self.offset != 1 or self._counts is not None:
            raise ModelArtsError(
                f"the service answered with the same page twice (offset {self.offset}); pass offset_counts="
            )
        # Pages may be counted from one, and the first was then asked for twice.
        self._counts = "pages"
        self.offset = 2
