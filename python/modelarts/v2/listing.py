"""The listings of iterators: a call, its pages, and the calls for pages that are requested ahead."""

from __future__ import annotations

import sys
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Generic, Literal, Protocol, TypeVar

from modelarts.client.paging import Pagination
from modelarts.errors import InvalidParameterError, ModelArtsError
from modelarts.language import message, message_in
from modelarts.warning import warn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from modelarts.responses.page import Page

__all__ = ["Listing", "PagesAhead"]

_MAX_PAGES_AHEAD = 8
# What fits into 64 bits; the service may allow less.
_MAX_OFFSET = 2**63 - 1


class Listing:
    """What an iterator lists: a call, and how its pages are counted.

    Args:
        operation: The call.
        arguments: Its arguments; those of the page are filled in.
        places: The places of `offset` and `limit` in them.
        key: The field that identifies an entry.
        total: The field with the number of all entries; "" for none.
        offset: The `offset` to start from; None for the first page.
        page_size: How many entries are requested for a page.
        largest_page: How many the service returns at most.
        prefetch: How many pages are requested ahead.
        offset_counts: What the service counts.
        timeout: The limit for each call.

    Raises:
        InvalidParameterError: `offset`, `page_size`, `prefetch` or `offset_counts` is invalid.
    """

    def __init__(
        self,
        operation: str,
        arguments: tuple[object, ...],
        places: tuple[int, int],
        *,
        key: str,
        total: str,
        offset: int | None,
        page_size: int,
        largest_page: int,
        prefetch: int,
        offset_counts: Literal["pages", "entries"] | None,
        timeout: object,
    ) -> None:
        _check("prefetch", prefetch, 0, _MAX_PAGES_AHEAD)
        _check("page_size", page_size, 1, largest_page)
        if offset is not None:
            _check("offset", offset, 0, _MAX_OFFSET)
        self.operation = operation
        self.prefetch = prefetch
        self.timeout = timeout
        self._arguments = list(arguments)
        self._offset_place, limit_place = places
        self._arguments[limit_place] = page_size
        self._total = total
        self._first = offset
        self._pages = Pagination(page_size, offset_counts, key, offset=offset or 0)
        self._yielded = 0
        self._next_offset = self._pages.offset
        self._has_warned = False

    @property
    def is_done(self) -> bool:
        """Whether there are no more pages."""
        return self._pages.done

    @property
    def offset(self) -> int:
        """The `offset` of the next page."""
        return self._pages.offset

    def arguments(self, offset: int) -> tuple[object, ...]:
        """Returns the arguments of the call for the page at `offset`."""
        arguments = list(self._arguments)
        # Without `offset`, the first request has none.
        arguments[self._offset_place] = self._first if offset == (self._first or 0) else offset
        return tuple(arguments)

    def take(self, page: Page[Any]) -> Iterator[Any]:
        """Takes a page, and returns an iterator over its entries that are new."""
        offset = self.offset
        entries = self._pages.take(page, page.get(self._total) if self._total else None)
        if self._pages.has_shrunk and not self._has_warned:
            self._has_warned = True
            warn(
                message(
                    "{operation}: there are fewer entries than on the page before, so some may have moved to pages "
                    "that were read already, and be skipped; collect all entries before you change any",
                    operation=self.operation,
                )
            )
        # After an error, an iterator goes on from an empty page, which may not have been the end.
        return self._counted(entries, offset) if len(page) else iter(())

    def upcoming(self) -> list[int]:
        """Returns the offsets of the pages to request ahead."""
        return self._pages.upcoming(self.prefetch)

    def _counted(self, entries: Any, offset: int) -> Iterator[Any]:
        self._next_offset = offset
        for entry in entries:
            self._yielded += 1
            yield entry
        self._next_offset = self.offset

    def explain(self, error: BaseException, language: str | None) -> None:
        """Adds to an error how far the iterator got.

        Args:
            error: What ended it. In an exception that is not of this package it is a note, which Python has since
                3.11.
            language: "en" or "zh"; None for the user's.
        """
        if not self._yielded or isinstance(error, GeneratorExit):
            return
        counts = {"count": self._yielded, "offset": self._next_offset}
        if self._pages.counts == "entries":
            progress = message_in(
                language,
                '{count} entries were yielded before; offset={offset} and offset_counts="entries" go on from there',
                **counts,
            )
        else:
            progress = message_in(
                language, "{count} entries were yielded before; offset={offset} goes on from there", **counts
            )
        if isinstance(error, ModelArtsError):
            if error.args and isinstance(error.args[0], str):
                error.args = (f"{error.args[0]} [{progress}]", *error.args[1:])
        elif sys.version_info >= (3, 11):
            error.add_note(progress)


def _check(parameter: str, value: object, least: int, most: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        problem = message(
            "{parameter}: is {found}, expected an int from {least} to {most}",
            parameter=parameter,
            found=repr(value),
            least=least,
            most=most,
        )
        raise InvalidParameterError(problem, parameter=parameter)


class _Call(Protocol):
    """A call that goes on: a `PendingCall`, or a future."""

    def cancel(self) -> object: ...


_CallT = TypeVar("_CallT", bound=_Call)


class PagesAhead(Generic[_CallT]):
    """The calls for pages that are requested ahead, in the order of the pages.

    Args:
        listing: What is listed.
        start: Starts the call for the page at an offset.
    """

    def __init__(self, listing: Listing, start: Callable[[int], _CallT]) -> None:
        self._listing = listing
        self._start = start
        self._calls: deque[tuple[int, _CallT]] = deque()

    def take_call(self) -> _CallT | None:
        """Returns the call for the next page, if it was started."""
        return self._calls.popleft()[1] if self._calls else None

    def take(self, page: Page[Any]) -> Iterator[Any]:
        """Takes a page, starts the calls for the next ones, and returns an iterator over its entries that are new."""
        entries = self._listing.take(page)
        upcoming = self._listing.upcoming()
        # The second page may show that the service's offset counts something else than was taken for granted, and
        # there may be fewer pages than before.
        kept = 0
        for (offset, _), other in zip(self._calls, upcoming):
            if offset != other:
                break
            kept += 1
        self.cancel(kept)
        # What keeps a call from being started is raised in its turn, when it is started for its page.
        with suppress(Exception):
            for offset in upcoming[kept:]:
                self._calls.append((offset, self._start(offset)))
        return entries

    def cancel(self, kept: int = 0) -> None:
        """Stops the calls that are under way, all but the first ones."""
        while len(self._calls) > kept:
            self._calls.pop()[1].cancel()
