"""The bases of the sync and the async classes of resources."""

from __future__ import annotations

from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, NamedTuple

from modelarts._modelarts import kind_of_code
from modelarts.client.async_poll_loop import AsyncPollLoop
from modelarts.client.base import BaseApi
from modelarts.client.poll_loop import PollLoop
from modelarts.duration import seconds
from modelarts.errors import ConflictError, ModelArtsError, batch_error
from modelarts.responses.base import raise_if_failed
from modelarts.v2.listing import Listing, PagesAhead

if TYPE_CHECKING:
    from asyncio import Future
    from collections.abc import AsyncIterator, Iterator, Sequence

    from modelarts._modelarts import PendingCall
    from modelarts.responses import Response

__all__ = ["AsyncResource", "Listing", "PolledWork", "Resource"]

_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 15.0


class PolledWork(NamedTuple):
    """What is polled for the work that a call starts."""

    operation: str
    gone: bool = False
    stopped: bool = False


class BusyRetry:
    """How long a call is tried again while other work on the same thing goes on.

    Args:
        limit: For how long, as `modelarts.duration.seconds` takes it; None for one attempt.

    Raises:
        InvalidParameterError: `limit` is no duration.
    """

    def __init__(self, limit: object) -> None:
        self._end = 0.0 if limit is None else monotonic() + seconds("retry_busy", limit)
        self._pause = _FIRST_PAUSE

    def pause_after(self, outcome: Response | ConflictError) -> float | None:
        """Returns how long to pause before the next attempt.

        Args:
            outcome: The response of the last one, or its exception.

        Returns:
            Seconds; None if there is no further attempt.
        """
        left = self._end - monotonic()
        if left <= 0 or not _is_busy(outcome):
            return None
        pause = min(self._pause, left)
        self._pause = min(self._pause * 1.5, _LONGEST_PAUSE)
        return pause


def _is_busy(outcome: Response | ConflictError) -> bool:
    if isinstance(outcome, ConflictError):
        return outcome.retryable
    # A client with `raise_on_error=False` returns what failed.
    return kind_of_code(str(outcome.get("error_code"))) == ("busy", True)


class _Resource(BaseApi):
    """What the sync and the async resources have in common."""

    def _started_work(self, response: Any, call: tuple[str, tuple[object, ...]], work: PolledWork) -> Any:
        return self._started(response, call, work.operation, gone=work.gone, stopped=work.stopped)


class Resource(_Resource, PollLoop):
    """A namespace of methods that return when the response is there.

    Args:
        client: The client, as returned by `modelarts.config.create_client`.
    """

    def _call(self, operation: str, arguments: tuple[object, ...], timeout: object, retry_busy: object = None) -> Any:
        retry = BusyRetry(retry_busy)
        while True:
            try:
                response = self._core.call(operation, arguments, timeout)
                pause = retry.pause_after(response)
                if pause is None:
                    return response
            except ConflictError as error:
                pause = retry.pause_after(error)
                if pause is None:
                    raise
            sleep(pause)

    def _start_work(
        self, operation: str, arguments: tuple[object, ...], timeout: object, retry_busy: object, work: PolledWork
    ) -> Any:
        response = self._call(operation, arguments, timeout, retry_busy)
        return self._started_work(response, (operation, arguments), work)

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
        return _checked(operation, response, items) if raise_on_error else response

    def _iterate(self, listing: Listing) -> Iterator[Any]:
        """Yields the entries of all pages; pages are requested ahead of their use."""

        def start(offset: int) -> PendingCall:
            return self._core.start(listing.operation, listing.arguments(offset), listing.timeout)

        ahead = PagesAhead(listing, start)
        try:
            while not listing.is_done:
                call = ahead.take_call()
                if call is None:
                    arguments = listing.arguments(listing.offset)
                    page = self._core.call(listing.operation, arguments, listing.timeout)
                else:
                    page = call.result()
                raise_if_failed(page)
                yield from ahead.take(page)
        except ModelArtsError as error:
            listing.explain(error, self._language)
            raise
        finally:
            ahead.cancel()


class AsyncResource(_Resource, AsyncPollLoop):
    """A namespace of methods that are coroutines.

    Args:
        client: The client, as returned by `modelarts.config.create_client`.
    """

    async def _call(
        self, operation: str, arguments: tuple[object, ...], timeout: object, retry_busy: object = None
    ) -> Any:
        retry = BusyRetry(retry_busy)
        while True:
            try:
                response = await self._core.call_async(operation, arguments, timeout)
                pause = retry.pause_after(response)
                if pause is None:
                    return response
            except ConflictError as error:
                pause = retry.pause_after(error)
                if pause is None:
                    raise
            # asyncio is slow to import, and the sync class has no use for it.
            import asyncio

            await asyncio.sleep(pause)

    async def _start_work(
        self, operation: str, arguments: tuple[object, ...], timeout: object, retry_busy: object, work: PolledWork
    ) -> Any:
        response = await self._call(operation, arguments, timeout, retry_busy)
        return self._started_work(response, (operation, arguments), work)

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
        return _checked(operation, response, items) if raise_on_error else response

    async def _iterate(self, listing: Listing) -> AsyncIterator[Any]:
        """Yields the entries of all pages; pages are requested ahead of their use."""

        def start(offset: int) -> Future[Any]:
            return self._core.call_async(listing.operation, listing.arguments(offset), listing.timeout)

        ahead = PagesAhead(listing, start)
        try:
            while not listing.is_done:
                page = await (ahead.take_call() or start(listing.offset))
                raise_if_failed(page)
                for entry in ahead.take(page):
                    yield entry
        except ModelArtsError as error:
            listing.explain(error, self._language)
            raise
        finally:
            ahead.cancel()


def _checked(operation: str, response: Response, items: Sequence[Any]) -> Response:
    """Returns the response of a batch, or raises what it failed with."""
    error = batch_error(operation, response, items)
    if error is not None:
        raise error
    return response
