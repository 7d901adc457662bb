"""The base of the client: what it is made of, and how it is copied and closed."""

from __future__ import annotations

from types import TracebackType  # noqa: TC003 typing.get_type_hints reads it

import modelarts.duration  # noqa: F401 the Rust module calls it, maybe when no file can be opened
from modelarts._modelarts import Client as _Core
from modelarts.importing import importing
from modelarts.unset import Unset

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from typing_extensions import Self

__all__ = ["OTHER_NAMES", "BaseClient", "Settings", "absolute"]


class BaseClient:
    """All of `ApiClient` that does not depend on which options there are."""

    _core: _Core
    _settings: Settings

    def __init__(self) -> None:
        raise TypeError("make a client with modelarts.config.create_client()")

    @classmethod
    def _create(cls, settings: Settings) -> Self:
        core = _Core(settings.values, settings.use_environment)
        for text in core.warnings():
            _warn(text)
        return cls._of(core, settings)

    @classmethod
    def _of(cls, core: _Core, settings: Settings) -> Self:
        client = cls.__new__(cls)
        client._core = core
        client._settings = settings
        return client

    @property
    def context(self) -> str | None:
        """The context of the configuration file that is used, if any."""
        context: str | None = self._describe()["context"]
        return context

    @property
    def region(self) -> str | None:
        """The region; None if no source has one."""
        region: str | None = self._describe()["region"]
        return region

    @property
    def endpoint(self) -> str:
        """The endpoint of ModelArts."""
        endpoint: str = self._describe()["endpoint"]
        return endpoint

    @property
    def project_id(self) -> str | None:
        """The project of calls that don't name one; None if it comes from the token."""
        project_id: str | None = self._describe()["project_id"]
        return project_id

    def _describe(self) -> dict[str, Any]:
        # Paths are objects of pathlib.
        with importing():
            return self._core.describe()

    def _with_options(self, options: dict[str, Any], unknown: dict[str, None]) -> Self:
        if unknown:
            raise _unknown_arguments("with_options", list(unknown), list(options))
        changed = {name: value for name, value in options.items() if not isinstance(value, Unset)}
        return self._of(self._core.with_options(changed), self._settings.changed(changed))

    def close(self) -> None:
        """Closes the connections of this client and of the copies that share them."""
        self._core.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __copy__(self) -> Self:
        return self._of(self._core, self._settings)

    def __reduce__(self) -> tuple[object, ...]:
        return type(self)._create, (self._settings,)

    def __repr__(self) -> str:
        # Debuggers show an object that is not initialized yet, too.
        if not hasattr(self, "_core"):
            return f"<{type(self).__name__}, not initialized>"
        described = self._describe()
        shown = ("context", "region", "endpoint", "credential")
        return f"{type(self).__name__}({', '.join(f'{name}={described[name]!r}' for name in shown if described[name])})"


class Settings:
    """The settings that were given in the code; no text of it shows their values, which may be secrets.

    Frames of this package hold settings in no other way: tools that show the variables of frames show
    their `repr`.

    Args:
        values: The settings.
        use_environment: Whether files and the environment are further sources.
    """

    __slots__ = ("use_environment", "values")

    def __init__(self, values: dict[str, Any], use_environment: bool) -> None:
        self.values = values
        self.use_environment = use_environment

    def changed(self, options: dict[str, Any]) -> Settings:
        """Returns a copy with other options.

        Args:
            options: The options, which are no secrets.

        Returns:
            The copy.
        """
        return Settings({**self.values, **options}, self.use_environment)

    def refuse_unknown(self, caller: str) -> None:
        """Removes the arguments that the signature doesn't name, and raises if there are any.

        Args:
            caller: The function that they were passed to.

        Raises:
            TypeError: There are some; the text names those that may be meant.
        """
        unknown = list(self.values.pop("_unknown"))
        if unknown:
            known = list(self.values)
            # They may be secrets under a wrong name.
            self.values.clear()
            raise _unknown_arguments(caller, unknown, known)

    def __copy__(self) -> Settings:
        return self

    def __deepcopy__(self, memo: object) -> Settings:
        return self

    def __reduce__(self) -> tuple[object, ...]:
        return Settings, (self.values, self.use_environment)

    def __repr__(self) -> str:
        values = getattr(self, "values", {})
        return f"<settings: {', '.join(name for name, value in values.items() if value is not None)}>"


def absolute(path: Any) -> Any:
    """Returns a path that a client in another folder finds, too; None and `~` stay as they are."""
    import os

    if not isinstance(path, (str, os.PathLike)) or os.fspath(path).startswith("~"):
        return path
    try:
        return os.path.abspath(path)
    except FileNotFoundError:
        # The current folder was removed; opening the path is an error that names it.
        return path


# What other clients of the same clouds call these arguments.
OTHER_NAMES = {
    "ak": "access_key",
    "sk": "secret_key",
    "user": "username",
    "user_name": "username",
    "domain": "account",
    "domain_name": "account",
    "project": "project_id",
    "region_name": "region",
    "verify": "verify_ssl",
    "proxies": "proxy",
    "base_url": "endpoint",
    "url": "endpoint",
    "retries": "max_retries",
}


def _unknown_arguments(caller: str, unknown: list[str], known: list[str]) -> TypeError:
    from difflib import get_close_matches

    problems = []
    for name in unknown:
        meant = [OTHER_NAMES[name]] if name in OTHER_NAMES else get_close_matches(name, known, 1)
        hint = f"did you mean {meant[0]}?" if meant and meant[0] in known else f"it has {', '.join(known)}"
        problems.append(f"{caller}() has no argument {name}; {hint}")
    return TypeError("\n".join(problems))


_warned: set[str] = set()


def _warn(text: str) -> None:
    if text in _warned:
        return
    _warned.add(text)
    with importing():
        import warnings

    warnings.warn(text, stacklevel=4)
