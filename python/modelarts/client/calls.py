"""What both faces share: from the documented parameters to a call that is ready to run."""

from __future__ import annotations

from modelarts._modelarts import DatasetCalls as _DatasetCalls
from modelarts._modelarts import Poll
from modelarts.client.api_client import UNSET, ApiClient, Unset
from modelarts.errors import InvalidParameterError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, TypeAlias

    from typing_extensions import Self

    from modelarts._modelarts import Watch
    from modelarts.responses import Response
    from modelarts.waiting import Wait

    _Id: TypeAlias = str | Unset
    _Spec: TypeAlias = Mapping[str, Any] | Unset
    _Seconds: TypeAlias = float | Unset | None

__all__ = ["MOST_LOOKS_AT_ONCE", "UNSET", "Calls", "Unset", "raise_if_failed", "tasks_of", "with_provider"]

MOST_LOOKS_AT_ONCE = 64


class Calls:
    """The base of `DatasetApi` and `AsyncDatasetApi`.

    Args:
        client: the client that `modelarts.config.create_client` makes.
    """

    _asynchronous = False

    def __init__(self, client: ApiClient) -> None:
        if not isinstance(client, ApiClient):
            expected = f"{type(self).__name__} takes the client that modelarts.config.create_client() makes"
            raise TypeError(f"{expected}, not {type(client).__name__}")
        self._client = client
        self._calls = _DatasetCalls(client._core, client._timeout, client._max_retries, client._validate)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._client,)

    def __copy__(self) -> Self:
        return type(self)(self._client)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._client!r})"

    def _watch(
        self,
        call: str,
        project_id: _Id,
        wait: Wait,
        timeout: float | None,
        poll: Poll | None,
        *,
        concurrency: int = MOST_LOOKS_AT_ONCE,
        seconds_a_look: _Seconds = UNSET,
        once: bool = False,
    ) -> Watch | None:
        if not wait.watched:
            return None
        pace = self._client._poll if poll is None else poll
        if not isinstance(pace, Poll):
            found = type(pace).__name__
            raise InvalidParameterError(f"poll: is {found}, expected modelarts.client.Poll or None", parameter="poll")
        looks = (timeout, pace, concurrency, once, self._asynchronous)
        return self._calls.watch(call, project_id, seconds_a_look, wait.watched, *looks)

    def _look_once(self, project_id: _Id, wait: Wait, concurrency: int, timeout: _Seconds) -> Watch | None:
        call = "get_task_statuses"
        return self._watch(
            call, project_id, wait, None, None, concurrency=concurrency, seconds_a_look=timeout, once=True
        )


def tasks_of(call: str, task_ids: Iterable[str] | Unset) -> list[str]:
    """The tasks to wait for.

    Args:
        call: the call that waits.
        task_ids: their ids.

    Returns:
        A list of them.

    Raises:
        TypeError: they were left out.
        InvalidParameterError: it is one id, or none at all.
    """
    if isinstance(task_ids, Unset):
        raise TypeError(f"{call}() needs task_ids=; to leave project_id out, pass the others by keyword")
    if isinstance(task_ids, (str, bytes)) or not hasattr(task_ids, "__iter__"):
        found = type(task_ids).__name__
        raise InvalidParameterError(f"task_ids: is {found}, expected a list of ids", parameter="task_ids")
    return list(task_ids)


def with_provider(dataset_spec: _Spec) -> object:
    """The documents spell the key `provider` in their table, and `provide` in their sample.

    Args:
        dataset_spec: what to create.

    Returns:
        The same under the name of the table.

    Raises:
        InvalidParameterError: both are there, and differ.
    """
    from collections.abc import Mapping

    if not isinstance(dataset_spec, Mapping) or "provide" not in dataset_spec:
        return dataset_spec
    provide = dataset_spec["provide"]
    if dataset_spec.get("provider", provide) != provide:
        raise InvalidParameterError(
            "dataset_spec.provide: contradicts dataset_spec.provider; pass provider alone", parameter="dataset_spec"
        )
    rest = {key: value for key, value in dataset_spec.items() if key != "provide"}
    return {**rest, "provider": provide}


def raise_if_failed(response: Response) -> None:
    """Raises what a response holds that `raise_on_error=False` returned for a call that failed."""
    if response.get("error_code") is None:
        return
    from modelarts._modelarts import explain
    from modelarts.errors import api_exception

    meaning, advice = explain(str(response.error_code), None) or (None, None)
    raise api_exception(
        response.http_status or 0,
        "",
        "",
        {},
        error_code=response.error_code,
        error_msg=response.error_msg,
        request_id=response.request_id,
        meaning=meaning,
        advice=advice,
    )
