"""The pages of a list call, whichever way the service counts its `offset`.

The documentation calls `offset` the start page; other services count entries. A wrong guess would skip or
repeat entries. So the first entry of the second page decides: it shows what was counted.
"""

from __future__ import annotations

from modelarts.errors import InvalidParameterError, ModelArtsError
from modelarts.language import message

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, Literal, TypeVar

    _Entry = TypeVar("_Entry", bound=Mapping[str, Any])

__all__ = ["Pagination"]


class Pagination:
    """Goes through all pages of a listing: which page to request next, and which of its entries are new.

    Args:
        limit: How many entries are requested for a page.
        offset_counts: What the service counts, "pages" or "entries"; None detects it.
        key: The field that identifies an entry.
        offset: The `offset` of the first request.

    Attributes:
        offset (int): The `offset` of the next request.
        done (bool): Whether there are no more pages.
        has_shrunk (bool): Whether the service reported fewer entries with the last page than with the one
            before: others may have moved to pages that were taken already.

    Raises:
        InvalidParameterError: `offset_counts` is invalid.
    """

    def __init__(
        self, limit: int, offset_counts: Literal["pages", "entries"] | None, key: str, *, offset: int = 0
    ) -> None:
        if offset_counts not in ("pages", "entries", None):
            raise InvalidParameterError(
                message('offset_counts: is {found}, expected "pages", "entries" or None', found=repr(offset_counts)),
                parameter="offset_counts",
            )
        self.offset = offset
        self.done = False
        self.has_shrunk = False
        self._first = offset
        self._passed_unit = offset_counts
        self._limit = limit
        self._offset_unit = offset_counts
        self._key = key
        self._entries_seen = 0
        self._previous_keys: list[Any] = []
        # For each page its number, and the total that came with it.
        self._seen_pages: dict[int, tuple[int, int | None]] = {}
        self._pages_seen = 0
        self._total: int | None = None
        self._reported_total: int | None = None
        self._first_is_full = False
        self._total_is_of_all_pages = False
        self._is_after_empty_page = False

    def take(self, entries: Sequence[_Entry], total: int | None) -> Sequence[_Entry]:
        """Takes a page, and sets `offset` and `done` for the next one.

        Args:
            entries: The entries of the page at `offset`.
            total: How many entries all pages have, as the service reports; None if it does not.

        Returns:
            The entries that were not on the page before.

        Raises:
            ModelArtsError: The service returns the same page over and over, or fewer entries than it reports.
        """
        growth = 0 if total is None or self._reported_total is None else total - self._reported_total
        self._reported_total = total
        self.has_shrunk = self._total_is_of_all_pages and growth < 0
        keys = [entry.get(self._key) for entry in entries]
        if not keys:
            self._handle_empty_page(total)
            return ()
        self._is_after_empty_page = False
        distance = self._distance_to_same_page(entries, keys, total)
        if distance:
            self._handle_repeated_page(is_previous=distance == 1)
            return ()
        if self._offset_unit is None and self._previous_keys:
            # The second entry is first if entries are counted, or if all but one of a page come before it.
            has_moved = growth > 0 and growth == len(self._previous_keys) - 1
            if keys[0] is not None and keys[0] in self._previous_keys[1:2] and not has_moved:
                self._offset_unit = "entries"
                self.offset = self._first + self._entries_seen
                return ()
            self._offset_unit = "pages"
        new = [entry for entry, key in zip(entries, keys) if key is None or key not in self._previous_keys]
        self._advance(keys, total)
        return new

    def _distance_to_same_page(self, entries: Sequence[_Entry], keys: list[Any], total: int | None) -> int:
        """Returns how many pages ago the service returned this page; 0 for a new page."""
        # Entries without a key are told apart by what they hold.
        content = [_plain(entry) if key is None else key for entry, key in zip(entries, keys)]
        number, page = self._pages_seen, hash(repr(content))
        before, total_before = self._seen_pages.get(page, (number, None))
        self._seen_pages[page] = (number, total)
        self._pages_seen += 1
        distance = number - before
        # The entries of a page move to the next one if as many come before them.
        growth = 0 if total is None or total_before is None else total - total_before
        if growth >= distance * len(keys):
            return 0
        is_nameless = all(key is None for key in keys)
        is_incomplete = self._total_is_of_all_pages and total is not None and self._entries_received < total
        return 0 if is_nameless and is_incomplete else distance

    def _advance(self, keys: list[Any], total: int | None) -> None:
        if not self._entries_seen:
            self._first_is_full = len(keys) >= self._limit
            self._total_is_of_all_pages = total is not None and (not self._first_is_full or total > len(keys))
        self._previous_keys = keys
        self._entries_seen += len(keys)
        self.offset = self._first + self._entries_seen if self._offset_unit == "entries" else self.offset + 1
        self._total = total if self._total_is_of_all_pages else None
        if self._total is not None and self._first and self._offset_unit is None:
            # How many entries are before the first page is known once the second one shows what is counted.
            self.done = False
        elif self._total is not None:
            # Behind a full page there may be more than the service reports.
            self.done = self._entries_received >= self._total and len(keys) < self._limit
        else:
            # A service may return fewer entries than requested; then only an empty page is the end.
            self.done = self._first_is_full and len(keys) < self._limit

    @property
    def _entries_received(self) -> int:
        """How many entries are on the pages so far."""
        return self._entries_before_first + self._entries_seen

    @property
    def _entries_before_first(self) -> int:
        """How many entries are on the pages before the first one."""
        return self._first if self._offset_unit == "entries" else self._first * self._limit

    @property
    def counts(self) -> Literal["pages", "entries"] | None:
        """What the service counts, as far as that is known."""
        return self._offset_unit

    def upcoming(self, most: int) -> list[int]:
        """Returns the offsets of the next requests, as far as they are known before their turn.

        Args:
            most: How many at most.

        Returns:
            The offsets; only the next one while it is not known what `offset` counts, or how many entries
            there are.
        """
        if self.done or most < 1:
            return []
        if self._offset_unit is None or self._total is None:
            return [self.offset]
        left = max(self._total - self._entries_received, 0)
        # The last page is one that is not full.
        pages = min(most, left // self._limit + 1)
        step = self._limit if self._offset_unit == "entries" else 1
        return [self.offset + page * step for page in range(pages)]

    def _handle_empty_page(self, total: int | None) -> None:
        """Ends the iteration; if the service reports more entries, requests one more page first."""
        received = self._entries_received
        if not (self._entries_seen and self._total_is_of_all_pages and total is not None and received < total):
            self.done = True
        elif self._is_after_empty_page:
            raise ModelArtsError(
                message(
                    "the service reports {total} entries, but returned {received} of them",
                    total=total,
                    received=received,
                )
            )
        else:
            self._is_after_empty_page = True
            self.offset += 0 if self._offset_unit == "entries" else 1

    def _handle_repeated_page(self, *, is_previous: bool) -> None:
        if not is_previous or self.offset != self._first + 1 or self._offset_unit is not None:
            raise ModelArtsError(
                message("the service returned the same page twice (offset {offset})", offset=self.offset)
                if self._passed_unit is None or not is_previous
                else message(
                    "the service returned the same page twice (offset {offset}); omit offset_counts to detect it "
                    "automatically",
                    offset=self.offset,
                )
            )
        # The service may count pages from one; then offsets 0 and 1 are both the first page.
        self._offset_unit = "pages"
        self.offset = self._first + 2


def _plain(value: Any) -> Any:
    """Returns JSON with nothing but its contents, which some classes don't show."""
    if isinstance(value, dict):
        return [(key, _plain(member)) for key, member in value.items()]
    return [_plain(item) for item in value] if isinstance(value, list) else value
