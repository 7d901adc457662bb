from asyncio import Future
from collections.abc import Callable, Sequence
from datetime import timedelta
from os import PathLike
from pathlib import Path
from typing import Any, Final, TypeAlias, final

from typing_extensions import Self, disjoint_base

from modelarts.errors import ModelArtsError
from modelarts.manifest.entry import Entry
from modelarts.responses import TaskStatus

__all__ = [
    "VERSION",
    "Client",
    "Emulator",
    "Event",
    "ManifestReader",
    "Poll",
    "Poller",
    "explain",
    "language_of_locale",
    "manifest_line",
]

VERSION: Final[str]

def explain(code: str, language: str | None) -> tuple[str, str] | None: ...
def language_of_locale() -> str: ...
def manifest_line(entry: object, number: int, file: str | None) -> bytes: ...

# An argument as the caller passed it; what it may be, the Rust side checks.
_Raw: TypeAlias = object

@final
class Client:
    def __new__(cls, settings: dict[str, Any], use_environment: bool) -> Client: ...
    def with_options(self, options: dict[str, Any]) -> Client: ...
    # The arguments are in the order of the operation's parameters.
    def call(self, operation: str, arguments: tuple[_Raw, ...], timeout: _Raw) -> Any: ...
    def call_async(self, operation: str, arguments: tuple[_Raw, ...], timeout: _Raw) -> Future[Any]: ...
    def start(self, operation: str, arguments: tuple[_Raw, ...], timeout: _Raw) -> PendingCall: ...
    def poller(
        self,
        caller: str,
        operation: str,
        project_id: _Raw,
        ids: Sequence[_Raw],
        options: dict[str, Any],
    ) -> Poller: ...
    def describe(self) -> dict[str, Any]: ...
    def origins(self) -> dict[str, str]: ...
    def warnings(self) -> list[str]: ...
    def close(self) -> None: ...

@final
class Poll:
    def __new__(
        cls,
        initial: float | str | timedelta | None = None,
        maximum: float | str | timedelta | None = None,
        multiplier: float = 1.5,
        jitter: bool = True,
        outage: float | str | timedelta | None = None,
    ) -> Poll: ...
    @property
    def initial(self) -> float: ...
    @property
    def maximum(self) -> float: ...
    @property
    def multiplier(self) -> float: ...
    @property
    def jitter(self) -> bool: ...
    @property
    def outage(self) -> float: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[type[Poll], tuple[float, float, float, bool, float]]: ...

@final
class PendingCall:
    def result(self) -> Any: ...
    def cancel(self) -> None: ...

@final
class Poller:
    def next(self, seconds: float) -> list[Event] | None: ...
    def next_async(self, seconds: float) -> Future[list[Event] | None]: ...
    def close(self) -> None: ...

@disjoint_base
class Event:
    @final
    class Changed(Event):
        __match_args__ = ("index", "status")
        def __new__(cls, index: int, status: TaskStatus) -> Event.Changed: ...
        @property
        def index(self) -> int: ...
        @property
        def status(self) -> TaskStatus: ...

    @final
    class PollFailed(Event):
        __match_args__ = ("index", "error")
        def __new__(cls, index: int, error: ModelArtsError) -> Event.PollFailed: ...
        @property
        def index(self) -> int: ...
        @property
        def error(self) -> ModelArtsError: ...

    @final
    class GaveUp(Event):
        __match_args__ = ("index", "error")
        def __new__(cls, index: int, error: ModelArtsError) -> Event.GaveUp: ...
        @property
        def index(self) -> int: ...
        @property
        def error(self) -> ModelArtsError: ...

    @final
    class NextPoll(Event):
        __match_args__ = ("seconds",)
        def __new__(cls, seconds: float) -> Event.NextPoll: ...
        @property
        def seconds(self) -> float: ...

    @final
    class TimedOut(Event):
        __match_args__ = ("elapsed",)
        def __new__(cls, elapsed: float) -> Event.TimedOut: ...
        @property
        def elapsed(self) -> float: ...

    @final
    class Finished(Event):
        __match_args__ = ()
        def __new__(cls) -> Event.Finished: ...

@disjoint_base
class ManifestReader:
    # A method that takes a size, or an iterator of lines if `size` is None.
    def __new__(
        cls, source: object, size: int | None, file: str | None, origin: object, close: Callable[[], None] | None = None
    ) -> Self: ...
    def __iter__(self, /) -> Self: ...
    def __next__(self, /) -> Entry: ...
    def close(self, /) -> None: ...

@final
class Emulator:
    url: str
    root: Path
    account: str
    username: str
    password: str
    access_key: str
    secret_key: str
    is_running: bool
    def __new__(
        cls,
        root: str | PathLike[str] | None,
        *,
        project_id: str,
        region: str,
        host: str,
        port: int,
        verify: bool,
        seed: int | None,
        random_credentials: bool,
        pace: float,
        manual_clock: bool,
    ) -> Emulator: ...
    def add_dataset(self, name: str, data_url: str, description: str, dataset_id: str | None) -> str: ...
    def add_version(self, dataset_id: str, description: str, version_id: str | None) -> str: ...
    def add_task(
        self,
        task_id: str,
        polls: Sequence[tuple[str, int]] | None,
        times: Sequence[tuple[float, str]] | None,
        result: Any,
        error: tuple[str, str] | None,
    ) -> None: ...
    def fault(
        self,
        *,
        kind: str | None,
        operation: str | None,
        matches: str | None,
        nth: int | None,
        probability: float,
        status: int | None,
        headers: Sequence[tuple[str, str]] | None,
        body: str | None,
        delay: float | None,
    ) -> None: ...
    def issue_token(self) -> str: ...
    def requests(self) -> list[dict[str, Any]]: ...
    def reset(self) -> None: ...
    def expire_tokens(self) -> None: ...
    def advance(self, seconds: float) -> None: ...
    def skew_clock(self, seconds: float) -> None: ...
    def stop(self, *, interruptible: bool) -> None: ...
