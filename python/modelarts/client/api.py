"""The client and the documented calls, in a sync and an async face."""

from __future__ import annotations

from modelarts._modelarts import Client as _Core
from modelarts._modelarts import DatasetCalls as _DatasetCalls
from modelarts.errors import ApiException, InvalidParameterError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any, Final

    from typing_extensions import Self

    from modelarts._modelarts import Call
    from modelarts.responses import TaskStatus

__all__ = ["ApiClient", "ApiException", "AsyncDatasetApi", "DatasetApi"]


class Unset:
    """The type of an argument that was left out, where None means something else."""

    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> str:
        return "UNSET"


UNSET: Final = Unset()

_PATHS = ("config_file", "ca_bundle")
_TEXTS = (
    "context",
    "access_key",
    "secret_key",
    "security_token",
    "account",
    "username",
    "password",
    "token",
    "project_id",
    "region",
    "endpoint",
    "iam_endpoint",
    "proxy",
    "language",
)


class ApiClient:
    """Settings, credential and connections; made by `modelarts.config.create_client`.

    One client serves any number of threads and event loops, survives fork, and pickles. A pickled
    or deep-copied client holds where its settings come from, and looks there again; it holds a secret
    only if the secret was given in the code. A shallow copy shares the connections.
    """

    _core: _Core
    _settings: dict[str, Any]
    _use_environment: bool
    _timeout: float | None
    _max_retries: int

    def __init__(self) -> None:
        raise TypeError("make a client with modelarts.config.create_client()")

    @classmethod
    def _create(cls, settings: dict[str, Any], *, use_environment: bool) -> ApiClient:
        for name in _TEXTS:
            if not isinstance(settings[name], (str, type(None))):
                found = type(settings[name]).__name__
                raise InvalidParameterError(f"{name}: is {found}, expected str or None", parameter=name)
        client = cls.__new__(cls)
        client._settings = {name: _absolute(value) if name in _PATHS else value for name, value in settings.items()}
        client._use_environment = use_environment
        client._set_limits(settings["timeout"], settings["max_retries"])
        core_settings = {name: value for name, value in settings.items() if name not in ("timeout", "max_retries")}
        client._core = _Core(**core_settings, use_environment=use_environment)
        for text in client._core.warnings():
            _warn(text)
        return client

    def _set_limits(self, timeout: float | None, max_retries: int) -> None:
        _Core.check_limits(timeout, max_retries)
        self._timeout = timeout
        self._max_retries = max_retries

    def with_options(self, *, timeout: float | Unset | None = UNSET, max_retries: int | Unset = UNSET) -> ApiClient:
        """A copy with other limits, which shares the connections.

        Args:
            timeout: seconds for a whole call, retries included; None for no limit; left out, as here.
            max_retries: tries after the first; left out, as here.

        Returns:
            The copy.

        Raises:
            InvalidParameterError: a limit is out of range.
        """
        copy = self.__copy__()
        copy._set_limits(
            self._timeout if isinstance(timeout, Unset) else timeout,
            self._max_retries if isinstance(max_retries, Unset) else max_retries,
        )
        copy._settings = {**self._settings, "timeout": copy._timeout, "max_retries": copy._max_retries}
        return copy

    def close(self) -> None:
        """Closes the connections of this client and of the copies that share them."""
        self._core.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __copy__(self) -> ApiClient:
        copy = type(self).__new__(type(self))
        copy.__dict__.update(self.__dict__)
        return copy

    def __reduce__(self) -> tuple[Any, ...]:
        return _recreate, (self._settings, self._use_environment)

    def __repr__(self) -> str:
        described = self._core.describe()
        shown = ("context", "region", "endpoint", "credential")
        return f"ApiClient({', '.join(f'{name}={described[name]!r}' for name in shown if described[name])})"


def _recreate(settings: dict[str, Any], use_environment: bool) -> ApiClient:
    return ApiClient._create(settings, use_environment=use_environment)


def _absolute(path: Any) -> Any:
    import os

    if path is None or os.fspath(path).startswith("~"):
        return path
    return os.path.abspath(path)


_warned: set[str] = set()


def _warn(text: str) -> None:
    if text in _warned:
        return
    _warned.add(text)
    import warnings

    warnings.warn(text, stacklevel=4)


class _Api:
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

    def _options(self, project_id: str | Unset, timeout: float | Unset | None) -> tuple[str | None, float | None, int]:
        if project_id is None:
            raise InvalidParameterError(
                "project_id: is None; pass the id as the service gave it, or leave it out", parameter="project_id"
            )
        return (
            None if isinstance(project_id, Unset) else project_id,
            self._client._timeout if isinstance(timeout, Unset) else timeout,
            self._client._max_retries,
        )

    def _get_task_status(
        self, project_id: str | Unset, task_id: str | Unset, timeout: float | Unset | None
    ) -> Call[TaskStatus]:
        if isinstance(task_id, Unset):
            raise TypeError("get_task_status() needs a task; to leave project_id out, pass task_id= by keyword")
        return self._calls.get_task_status(self._options(project_id, timeout), task_id)


class DatasetApi(_Api):
    """The calls of the dataset service; each waits for its answer.

    Args:
        client: the client that `modelarts.config.create_client` makes.
    """

    def get_task_status(
        self, project_id: str | Unset = UNSET, task_id: str | Unset = UNSET, *, timeout: float | Unset | None = UNSET
    ) -> TaskStatus:
        """How an asynchronous task is getting on.

        `GET /v1/{project_id}/datasets/task/{task_id}`; documented in the ModelArts SDK reference as
        查看数据集任务状态 ("viewing the status of a dataset task").

        >>> resp = datasetapi.get_task_status(project_id="cbfb9585c5854926a411a3f5a984fc09",
        ...                                   task_id="062ef90a-da4d-4af4-82ba-1523da57e78e")
        >>> resp["status"], resp.is_done
        ('SUCCESS', True)

        A task in FAILURE is a successful call: it is returned, not raised.

        Args:
            project_id: the user's project; left out, it is the client's or the token's.
            task_id: the task, as create, publish, sync, checkout or delete returned it.
            timeout: seconds for this call, retries included; None for no limit; left out, the
                client's.

        Returns:
            The status: a dict with the documented keys and typed attributes.

        Raises:
            InvalidParameterError: an id can't be one; nothing was sent.
            ApiException: the service refused; its subclass says why (`NotFoundError`, …).
            ConnectError: no connection came about, or it broke, in spite of retries.
            RequestTimeoutError: the time was up.
            DecodeError: the answer can't be understood.
            ConfigError: the client is closed.
        """
        return self._get_task_status(project_id, task_id, timeout).wait()


class AsyncDatasetApi(_Api):
    """The calls of the dataset service as coroutines, for any number of asyncio loops.

    A cancelled call drops its request.

    Args:
        client: the client that `modelarts.config.create_client` makes.
    """

    async def get_task_status(
        self, project_id: str | Unset = UNSET, task_id: str | Unset = UNSET, *, timeout: float | Unset | None = UNSET
    ) -> TaskStatus:
        """How an asynchronous task is getting on.

        Arguments, result and errors are those of `DatasetApi.get_task_status`.
        """
        return await self._get_task_status(project_id, task_id, timeout).future()
