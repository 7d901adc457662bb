"""The bases of the sync and the async classes of resources."""

from __future__ import annotations

import asyncio
import math
from collections import deque
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from modelarts.client.api_client import ApiClient  # noqa: TC001 typing.get_type_hints reads it
from modelarts.client.async_poll_loop import AsyncPollLoop
from modelarts.client.base import BaseApi
from modelarts.client.paging import Pagination
from modelarts.client.poll_loop import PollLoop
from modelarts.duration import timeout_seconds
from modelarts.errors import ConflictError, InvalidParameterError, ModelArtsError, batch_error
from modelarts.responses.base import raise_if_failed

if TYPE_CHECKING:
    from asyncio import Future
    from collections.abc import AsyncIterator, Iterator, Sequence

    from modelarts._modelarts import PendingCall
    from modelarts.responses import Response
    from modelarts.responses.page import Page

__all__ = ["AsyncResource", "Listing", "Resource", "Waits"]

MOST_PAGES_AHEAD = 8


class Waits(NamedTuple):
    """What is polled for the work that a call starts."""

    poll: str
    gone: bool = False
    stopped: bool = False


FIRST_PAUSE = 1.0
LONGEST_PAUSE = 15.0


def busy_pauses(limit: object) -> Iterator[float]:
    """Returns the pauses, in seconds, between the attempts of a call while other work on the same thing goes on.

    Args:
        limit: For how long to try, as `timeout_seconds` takes it; None for one attempt.

    Returns:
        An iterator; its end is the end of the attempts.

    Raises:
        InvalidParameterError: `limit` is no duration.
    """
    if limit is None:
        return iter(())
    seconds = timeout_seconds("retry_busy", limit)
    return _pauses(math.inf if seconds is None else monotonic() + seconds)


def _pauses(end: float) -> Iterator[float]:
    pause = FIRST_PAUSE
    while (left := end - monotonic()) > 0:
        yield min(pause, left)
        pause = min(pause * 1.5, LONGEST_PAUSE)


class Resource(BaseApi, PollLoop):
    """A namespace of methods that return when the response is there.

    Args:
        client: The client, as returned by `modelarts.config.create_client`.
    """

    def __init__(self, client: ApiClient) -> None:
        super().__init__(client)

    def _call(self, operation: str, arguments: tuple[object, ...], timeout: object, retry_busy: object = None) -> Any:
        pauses = busy_pauses(retry_busy)
        while True:
            try:
                return self._core.call(operation, arguments, timeout)
            except ConflictError as error:
                pause = next(pauses, None) if error.retryable else None
                if pause is None:
                    raise
            sleep(pause)

    def _start_work(
        self, operation: str, arguments: tuple[object, ...], timeout: object, retry_busy: object, waits: Waits
    ) -> Any:
        response = self._call(operation, arguments, timeout, retry_busy)
        return self._started(response, (operation, arguments), waits.poll, gone=waits.gone, stopped=waits.stopped)

    def _call_batch(
        self,
        operation: str,
        arguments: tuple[object, ...],
        timeout: object,
        retry_busy: object,
        items: Sequence[Any],
        raise_on_error: bool,
    ) -> Any:
        response = self._call(operation, arguments, timeout, retry_busy)
        return _checked(operation, response, items, raise_on_error)

    def _iterate(self, listing: Listing) -> Iterator[Any]:
        """Yields the entries of all pages; pages are requested ahead of their use."""
        pages = listing.pagination()
        ahead: deque[tuple[int, PendingCall]] = deque()
        try:
            while not pages.done:
                page = self._next_page(listing, pages, ahead)
                entries = listing.take(pages, page)
                _drop_unwanted(ahead, pages)
                for offset in pages.upcoming(listing.prefetch)[len(ahead) :]:
                    ahead.append((offset, self._start_page(listing, offset)))
                for entry in entries:
                    listing.yielded += 1
                    yield entry
        except ModelArtsError as error:
            listing.explain(error, pages)
            raise
        finally:
            for _, call in ahead:
                call.cancel()

    def _start_page(self, listing: Listing, offset: int) -> PendingCall:
        return self._core.start(listing.operation, listing.arguments(offset), listing.timeout)

    def _next_page(self, listing: Listing, pages: Pagination, ahead: deque[tuple[int, PendingCall]]) -> Page[Any]:
        if ahead:
            page = ahead.popleft()[1].result()
        else:
            page = self._core.call(listing.operation, listing.arguments(pages.offset), listing.timeout)
        raise_if_failed(page)
        return page


class AsyncResource(BaseApi, AsyncPollLoop):
    """A namespace of methods that are coroutines.

    Args:
        client: The client, as returned by `modelarts.config.create_client`.
    """

    def __init__(self, client: ApiClient) -> None:
        super().__init__(client)

    async def _call(
        self, operation: str, arguments: tuple[object, ...], timeout: object, retry_busy: object = None
    ) -> Any:
        pauses = busy_pauses(retry_busy)
        while True:
            try:
                return await self._core.call_async(operation, arguments, timeout)
            except ConflictError as error:
                pause = next(pauses, None) if error.retryable else None
                if pause is None:
                    raise
            await asyncio.sleep(pause)

    async def _start_work(
        self, operation: str, arguments: tuple[object, ...], timeout: object, retry_busy: object, waits: Waits
    ) -> Any:
        response = await self._call(operation, arguments, timeout, retry_busy)
        return self._started(response, (operation, arguments), waits.poll, gone=waits.gone, stopped=waits.stopped)

    async def _call_batch(
        self,
        operation: str,
        arguments: tuple[object, ...],
        timeout: object,
        retry_busy: object,
        items: Sequence[Any],
        raise_on_error: bool,
    ) -> Any:
        response = await self._call(operation, arguments, timeout, retry_busy)
        return _checked(operation, response, items, raise_on_error)

    async def _iterate(self, listing: Listing) -> AsyncIterator[Any]:
        """Yields the entries of all pages; pages are requested ahead of their use."""
        pages = listing.pagination()
        ahead: deque[tuple[int, Future[Any]]] = deque()
        try:
            while not pages.done:
                offset = pages.offset
                call = ahead.popleft()[1] if ahead else self._start_page(listing, offset)
                page = await call
                raise_if_failed(page)
                entries = listing.take(pages, page)
                _drop_unwanted(ahead, pages)
                for offset in pages.upcoming(listing.prefetch)[len(ahead) :]:
                    ahead.append((offset, self._start_page(listing, offset)))
                for entry in entries:
                    listing.yielded += 1
                    yield entry
        except ModelArtsError as error:
            listing.explain(error, pages)
            raise
        finally:
            for _, call in ahead:
                call.cancel()

    def _start_page(self, listing: Listing, offset: int) -> Future[Any]:
        return self._core.call_async(listing.operation, listing.arguments(offset), listing.timeout)


class Listing:
    """What an iterator lists: a call, and how its pages are counted.

    Args:
        operation: The call.
        arguments: Its arguments; those of the page are filled in.
        places: The places of `offset` and `limit` in them.
        items: The field with the entries, the one that identifies each, and the one with their number.
        start: The `offset` to start from.
        page_size: How many entries are requested for a page.
        prefetch: How many pages are requested ahead.
        offset_counts: What the service counts.
        timeout: The limit for each call.

    Raises:
        InvalidParameterError: `prefetch` is invalid.
    """

    def __init__(
        self,
        operation: str,
        arguments: tuple[object, ...],
        places: tuple[int, int],
        items: tuple[str, str],
        start: int | None,
        page_size: int,
        prefetch: int,
        offset_counts: Literal["pages", "entries"] | None,
        timeout: object,
    ) -> None:
        if isinstance(prefetch, bool) or not isinstance(prefetch, int) or not 0 <= prefetch <= MOST_PAGES_AHEAD:
            raise InvalidParameterError(
                f"prefetch: is {prefetch!r}, expected an int from 0 to {MOST_PAGES_AHEAD}", parameter="prefetch"
            )
        self.operation = operation
        self.prefetch = prefetch
        self.timeout = timeout
        self.yielded = 0
        self._arguments = list(arguments)
        self._place, limit_place = places
        self._arguments[limit_place] = page_size
        self._key, self._total = items
        self._page_size = page_size
        self._start = start
        self._offset_counts = offset_counts

    def pagination(self) -> Pagination:
        """Returns the pagination, at the first page."""
        return Pagination(self._page_size, self._offset_counts, self._key, offset=self._start or 0)

    def arguments(self, offset: int) -> tuple[object, ...]:
        """Returns the arguments of the call for the page at `offset`."""
        arguments = list(self._arguments)
        # What was passed is checked with the other arguments.
        arguments[self._place] = self._start if offset == (self._start or 0) else offset
        return tuple(arguments)

    def take(self, pages: Pagination, page: Page[Any]) -> Sequence[Any]:
        """Returns the entries of a page that are new."""
        return pages.take(page, page.get(self._total))

    def explain(self, error: ModelArtsError, pages: Pagination) -> None:
        """Says in an error how far the iterator came."""
        if self.yielded and error.args and isinstance(error.args[0], str):
            came = f"{self.yielded} entries were yielded before; offset={pages.offset} goes on from there"
            error.args = (f"{error.args[0]} [{came}]", *error.args[1:])


def _drop_unwanted(ahead: deque[tuple[int, Any]], pages: Pagination) -> None:
    """Stops the calls for pages that are not the next ones, because the service counts otherwise than it was taken."""
    if ahead and (pages.done or ahead[0][0] != pages.offset):
        for _, call in ahead:
            call.cancel()
        ahead.clear()


def _checked(operation: str, response: Response, items: Sequence[Any], raise_on_error: bool) -> Response:
    error = batch_error(operation, response, items) if raise_on_error else None
    if error is not None:
        raise error
    return response
