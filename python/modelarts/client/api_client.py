"""The client: settings, credential and connections."""

from __future__ import annotations

from modelarts._modelarts import Client as _Core
from modelarts._modelarts import Poll
from modelarts.errors import InvalidParameterError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any, Final

    from typing_extensions import Self

__all__ = ["UNSET", "ApiClient", "Unset"]


class Unset:
    """The type of an argument that was left out, where None means something else."""

    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> str:
        return "UNSET"


UNSET: Final = Unset()

_OPTIONS = ("timeout", "max_retries", "poll", "validate")
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
    _poll: Poll
    _validate: bool

    def __init__(self) -> None:
        raise TypeError("make a client with modelarts.config.create_client()")

    @classmethod
    def _create(cls, settings: dict[str, Any], *, use_environment: bool) -> ApiClient:
        for name in _TEXTS:
            if not isinstance(settings[name], (str, type(None))):
                found = type(settings[name]).__name__
                raise InvalidParameterError(f"{name}: is {found}, expected str or None", parameter=name)
            if not _is_unicode(settings[name] or ""):
                raise InvalidParameterError(f"{name}: can't be written as UTF-8", parameter=name)
        client = cls.__new__(cls)
        client._settings = {name: _absolute(value) if name in _PATHS else value for name, value in settings.items()}
        client._use_environment = use_environment
        client._set_options({name: settings[name] for name in _OPTIONS})
        core_settings = {name: value for name, value in settings.items() if name not in _OPTIONS}
        client._core = _Core(**core_settings, use_environment=use_environment)
        for text in client._core.warnings():
            _warn(text)
        return client

    def _set_options(self, options: dict[str, Any]) -> None:
        _Core.check_limits(options["timeout"], options["max_retries"])
        if not isinstance(options["poll"], Poll):
            found = type(options["poll"]).__name__
            raise InvalidParameterError(f"poll: is {found}, expected modelarts.client.Poll", parameter="poll")
        if not isinstance(options["validate"], bool):
            found = type(options["validate"]).__name__
            raise InvalidParameterError(f"validate: is {found}, expected bool", parameter="validate")
        self._timeout = options["timeout"]
        self._max_retries = options["max_retries"]
        self._poll = options["poll"]
        self._validate = options["validate"]

    def with_options(
        self,
        *,
        timeout: float | Unset | None = UNSET,
        max_retries: int | Unset = UNSET,
        poll: Poll | Unset = UNSET,
        validate: bool | Unset = UNSET,
    ) -> ApiClient:
        """A copy with other options, which shares the connections; what is left out is as here.

        Args:
            timeout: seconds for a whole call, retries included; None for no limit.
            max_retries: tries after the first.
            poll: how often waits look at their task.
            validate: whether the documented limits are checked before anything is sent.

        Returns:
            The copy.

        Raises:
            InvalidParameterError: an option is out of range.
        """
        given = {"timeout": timeout, "max_retries": max_retries, "poll": poll, "validate": validate}
        changed = {name: value for name, value in given.items() if not isinstance(value, Unset)}
        copy = self.__copy__()
        copy._settings = {**self._settings, **changed}
        copy._set_options({name: copy._settings[name] for name in _OPTIONS})
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


def _is_unicode(text: str) -> bool:
    # Not in the place of the error: as its context, this one would bring the whole text along.
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


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
