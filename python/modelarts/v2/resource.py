"""The bases of the sync and the async classes of resources."""

from __future__ import annotations

from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, NamedTuple

from modelarts._modelarts import kind_of_code
from modelarts.client.base import BaseApi
from modelarts.duration import seconds
from modelarts.errors import ConflictError
from modelarts.responses.base import raise_if_failed
from modelarts.v2.batch import batch_error
from modelarts.v2.listing import Listing, PagesAhead
from modelarts.wait.async_loop import WithAsyncPollLoop
from modelarts.wait.loop import WithPollLoop

if TYPE_CHECKING:
    from asyncio import Future
    from collections.abc import AsyncIterator, Iterator, Sequence

    from modelarts._modelarts import PendingCall
    from modelarts.responses import Response

__all__ = ["AsyncResource", "BatchItems", "Listing", "PolledWork", "Resource"]

_FIRST_PAUSE = 1.0
_MAX_PAUSE = 15.0


class PolledWork(NamedTuple):
    """What is polled for the work that a call starts."""

    operation: str
    gone: bool = False
    stopped: bool = False
    equal: str | None = None

    def finish(self, api: BaseApi, call: tuple[str, tuple[object, ...]], response: Any) -> Any:
        """Returns the response of the call, which waits for the work."""
        return api._started(response, call, self.operation, gone=self.gone, stopped=self.stopped, equal=self.equal)


class BatchItems(NamedTuple):
    """The items of a batch, and whether the refusal of some raises."""

    items: Sequence[Any]
    raise_on_error: bool

    def finish(self, _: BaseApi, call: tuple[str, tuple[object, ...]], response: Any) -> Any:
        """Returns the response of the call, or raises what it failed with."""
        if not self.raise_on_error:
            return response
        if not response.get("results"):
            # It was refused as a whole, as any other call.
            raise_if_failed(response)
        error = batch_error(call[0], response, self.items)
        if error is not None:
            raise error
        return response


class BusyRetry:
    """How long a call is tried again while other work on the same thing goes on.

    Args:
        limit: For how long, as `modelarts.duration.seconds` takes it; None for one attempt.

    Attributes:
        pause: How long to pause before the next attempt, in seconds.

    Raises:
        InvalidParameterError: `limit` is not a duration.
    """

    def __init__(self, limit: object) -> None:
        self._end = 0.0 if limit is None else monotonic() + seconds("retry_busy", limit)
        self._next_pause = _FIRST_PAUSE

    def is_over(self, outcome: Response | ConflictError) -> bool:
        """Returns whether there is no further attempt; else `pause` is set.

        Args:
            outcome: The response of the last one, or its exception.
        """
        left = self._end - monotonic()
        if left <= 0 or not _is_busy(outcome):
            return True
        self.pause = min(self._next_pause, left)
        self._next_pause = min(self._next_pause * 1.5, _MAX_PAUSE)
        return False

    def __enter__(self) -> None:
        """Begins an attempt; its `ConflictError` is raised only if there is no further one."""

    def __exit__(self, _kind: object, error: object, _traceback: object) -> bool:
        return isinstance(error, ConflictError) and not self.is_over(error)


def _is_busy(outcome: Response | ConflictError) -> bool:
    if isinstance(outcome, ConflictError):
        return outcome.retryable
    # A client with `raise_on_error=False` returns what failed.
    return kind_of_code(str(outcome.get("error_code"))) == ("busy", True)


class Resource(BaseApi, WithPollLoop):
    """A namespace of methods that return when the response is there.

    Args:
        client: The client, as returned by `modelarts.config.create_client`.
    """

    def _call(
        self,
        operation: str,
        arguments: tuple[object, ...],
        timeout: object,
        retry_busy: object = None,
        outcome: PolledWork | BatchItems | None = None,
    ) -> Any:
        retry = BusyRetry(retry_busy)
        while True:
            with retry:
                response = self._core.call(operation, arguments, timeout)
                if retry.is_over(response):
                    break
            sleep(retry.pause)
        return response if outcome is None else outcome.finish(self, (operation, arguments), response)

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
        except BaseException as error:
            listing.explain(error, self._poll_loop.language)
            raise
        finally:
            ahead.cancel()


class AsyncResource(BaseApi, WithAsyncPollLoop):
    """A namespace of methods that are coroutines.

    Args:
        client: The client, as returned by `modelarts.config.create_client`.
    """

    async def _call(
        self,
        operation: str,
        arguments: tuple[object, ...],
        timeout: object,
        retry_busy: object = None,
        outcome: PolledWork | BatchItems | None = None,
    ) -> Any:
        retry = BusyRetry(retry_busy)
        while True:
            with retry:
                response = await self._core.call_async(operation, arguments, timeout)
                if retry.is_over(response):
                    break
            # asyncio is slow to import, and the sync class has no use for it.
            import asyncio

            await asyncio.sleep(retry.pause)
        return response if outcome is None else outcome.finish(self, (operation, arguments), response)

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
        except BaseException as error:
            listing.explain(error, self._poll_loop.language)
            raise
        finally:
            ahead.cancel()
