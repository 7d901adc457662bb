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

    from modelarts._modelarts import Call, Watch
    from modelarts.responses import (
        DatasetList,
        DeletedFiles,
        Difference,
        Response,
        StartedDataset,
        StartedTask,
        TaskStatus,
        VersionDetail,
        VersionList,
    )
    from modelarts.waiting import Wait

    _Id: TypeAlias = str | Unset
    _Spec: TypeAlias = Mapping[str, Any] | Unset
    _Seconds: TypeAlias = float | Unset | None
    _Options: TypeAlias = tuple[str | None, float | None, int, bool]

__all__ = ["MOST_LOOKS_AT_ONCE", "UNSET", "Calls", "Unset", "raise_if_failed", "tasks_of"]

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
        self._calls = _DatasetCalls(client._core)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._client,)

    def __copy__(self) -> Self:
        return type(self)(self._client)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._client!r})"

    def _options(self, call: str, project_id: _Id, timeout: _Seconds, **required: object) -> _Options:
        missing = [name for name, value in required.items() if isinstance(value, Unset)]
        if missing:
            names = ", ".join(f"{name}=" for name in missing)
            raise TypeError(f"{call}() needs {names}; to leave project_id out, pass the others by keyword")
        if project_id is None:
            raise InvalidParameterError(
                "project_id: is None; pass the id as the service gave it, or leave it out", parameter="project_id"
            )
        return (
            None if isinstance(project_id, Unset) else project_id,
            self._client._timeout if isinstance(timeout, Unset) else timeout,
            self._client._max_retries,
            self._client._validate,
        )

    def _create_dataset(self, project_id: _Id, dataset_spec: _Spec, timeout: _Seconds) -> Call[StartedDataset[Any]]:
        options = self._options("create_dataset", project_id, timeout, dataset_spec=dataset_spec)
        return self._calls.create_dataset(options, _with_provider(dataset_spec))

    def _query_dataset(self, project_id: _Id, timeout: _Seconds, query: dict[str, Any]) -> Call[DatasetList]:
        return self._calls.query_dataset(self._options("query_dataset", project_id, timeout), query)

    def _get_dataset(self, project_id: _Id, dataset_id: _Id, timeout: _Seconds) -> Call[Response]:
        options = self._options("get_dataset", project_id, timeout, dataset_id=dataset_id)
        return self._calls.get_dataset(options, dataset_id)

    def _update_dataset(
        self, project_id: _Id, dataset_id: _Id, update_dataset_spec: _Spec, timeout: _Seconds
    ) -> Call[Response]:
        required = {"dataset_id": dataset_id, "update_dataset_spec": update_dataset_spec}
        options = self._options("update_dataset", project_id, timeout, **required)
        return self._calls.update_dataset(options, dataset_id, update_dataset_spec)

    def _delete_dataset(self, project_id: _Id, dataset_id: _Id, timeout: _Seconds) -> Call[StartedTask[Any]]:
        options = self._options("delete_dataset", project_id, timeout, dataset_id=dataset_id)
        return self._calls.delete_dataset(options, dataset_id)

    def _create_dataset_version(
        self, project_id: _Id, dataset_id: _Id, description_spec: _Spec, timeout: _Seconds
    ) -> Call[StartedTask[Any]]:
        required = {"dataset_id": dataset_id, "description_spec": description_spec}
        options = self._options("create_dataset_version", project_id, timeout, **required)
        return self._calls.create_dataset_version(options, dataset_id, description_spec)

    def _get_history_dataset_version(self, project_id: _Id, dataset_id: _Id, timeout: _Seconds) -> Call[VersionList]:
        options = self._options("get_history_dataset_version", project_id, timeout, dataset_id=dataset_id)
        return self._calls.get_history_dataset_version(options, dataset_id)

    def _search_dataset_version(
        self, project_id: _Id, dataset_id: _Id, version_id: _Id, timeout: _Seconds, query: dict[str, Any]
    ) -> Call[VersionDetail]:
        required = {"dataset_id": dataset_id, "version_id": version_id}
        options = self._options("search_dataset_version", project_id, timeout, **required)
        return self._calls.search_dataset_version(options, dataset_id, version_id, query)

    def _compare_datasets(
        self, project_id: _Id, dataset_id: _Id, version1: _Id, version2: _Id, timeout: _Seconds
    ) -> Call[Difference]:
        required = {"dataset_id": dataset_id, "version1": version1, "version2": version2}
        options = self._options("compare_datasets", project_id, timeout, **required)
        return self._calls.compare_datasets(options, dataset_id, version1, version2)

    def _checkout_dataset_version(
        self, project_id: _Id, dataset_id: _Id, target_version_id_spec: _Spec, timeout: _Seconds
    ) -> Call[StartedTask[Any]]:
        required = {"dataset_id": dataset_id, "target_version_id_spec": target_version_id_spec}
        options = self._options("checkout_dataset_version", project_id, timeout, **required)
        return self._calls.checkout_dataset_version(options, dataset_id, target_version_id_spec)

    def _sync_dataset(self, project_id: _Id, dataset_id: _Id, timeout: _Seconds) -> Call[StartedTask[Any]]:
        options = self._options("sync_dataset", project_id, timeout, dataset_id=dataset_id)
        return self._calls.sync_dataset(options, dataset_id)

    def _delete_file_from_obs(
        self, project_id: _Id, dataset_id: _Id, delete_files_spec: _Spec, timeout: _Seconds
    ) -> Call[DeletedFiles]:
        required = {"dataset_id": dataset_id, "delete_files_spec": delete_files_spec}
        options = self._options("delete_file_from_obs", project_id, timeout, **required)
        return self._calls.delete_file_from_obs(options, dataset_id, delete_files_spec)

    def _delete_file_in_version(
        self, project_id: _Id, dataset_id: _Id, version_id: _Id, body: _Spec, timeout: _Seconds
    ) -> Call[Response]:
        required = {"dataset_id": dataset_id, "version_id": version_id, "body": body}
        options = self._options("delete_file_in_version", project_id, timeout, **required)
        return self._calls.delete_file_in_version(options, dataset_id, version_id, body)

    def _get_task_status(self, project_id: _Id, task_id: _Id, timeout: _Seconds) -> Call[TaskStatus]:
        options = self._options("get_task_status", project_id, timeout, task_id=task_id)
        return self._calls.get_task_status(options, task_id)

    def _watch(
        self,
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
        options = self._options("wait_for_task", project_id, seconds_a_look)
        pace = self._client._poll if poll is None else poll
        if not isinstance(pace, Poll):
            found = type(pace).__name__
            raise InvalidParameterError(f"poll: is {found}, expected modelarts.client.Poll or None", parameter="poll")
        return self._calls.watch(options, wait.watched, timeout, pace, concurrency, once, self._asynchronous)


def tasks_of(task_ids: Iterable[str] | Unset) -> list[str]:
    """The tasks to wait for.

    Args:
        task_ids: their ids.

    Returns:
        A list of them.

    Raises:
        InvalidParameterError: it is one id, or none at all.
    """
    if isinstance(task_ids, (str, bytes, Unset)) or not hasattr(task_ids, "__iter__"):
        found = type(task_ids).__name__
        raise InvalidParameterError(f"task_ids: is {found}, expected a list of ids", parameter="task_ids")
    return list(task_ids)


def _with_provider(dataset_spec: _Spec) -> object:
    """The documents spell the key `provider` in their table, and `provide` in their sample."""
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
