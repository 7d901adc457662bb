"""Waits for work of any kind with one poller, as coroutines."""

from __future__ import annotations

from modelarts._modelarts import Poll  # noqa: TC001 typing.get_type_hints reads it, and those below
from modelarts.responses import ResponseList, Work  # noqa: TC001
from modelarts.responses.started import Started  # noqa: TC001
from modelarts.wait.async_loop import WithAsyncPollLoop
from modelarts.wait.targets import targets_of_work

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable
    from datetime import timedelta
    from typing import Any, Literal
else:
    from modelarts._deferred import AsyncIterator, Callable, Iterable, Literal, timedelta

    # Any would need the import of typing.
    Any = object

__all__ = ["AsyncWorkWaits"]


class AsyncWorkWaits(WithAsyncPollLoop):
    """Waits for what any calls have started, tasks of `AsyncDatasetApi` included."""

    async def wait(
        self,
        work: Iterable[Started[Any] | Work | str],
        timeout: float | str | timedelta | None = None,
        poll: Poll | None = None,
        on_update: Callable[[Any], object] | None = None,
        progress: bool | Literal["auto"] = "auto",
        raise_on_failure: bool = True,
    ) -> ResponseList[Any]:
        """Waits until all of some work is done, with one poller for all of it.

        Arguments, result and errors are those of `DataManagement.wait`. A cancelled wait sends nothing more.
        """
        return await self._poll_loop.wait_for_all(
            "wait",
            targets_of_work(work, self._client.project_id, language=self._poll_loop.language),
            (timeout, poll),
            on_update,
            progress,
            raise_on_failure=raise_on_failure,
        )

    async def as_completed(
        self,
        work: Iterable[Started[Any] | Work | str],
        timeout: float | str | timedelta | None = None,
        poll: Poll | None = None,
        progress: bool | Literal["auto"] = False,
    ) -> AsyncIterator[Any]:
        """Waits for some work and yields each status as soon as the work is done, whether it succeeded or failed.

        Arguments, statuses and errors are those of `DataManagement.as_completed`.
        """
        targets = targets_of_work(work, self._client.project_id, language=self._poll_loop.language)
        completed = self._poll_loop.completed("as_completed", targets, (timeout, poll), progress)
        try:
            async for status in completed:
                yield status
        finally:
            await completed.aclose()
