from asyncio import Future
from collections.abc import Sequence
from os import PathLike
from typing import Any, Final, Generic, TypeAlias, TypeVar, final

from modelarts.responses import TaskStatus

__all__ = ["VERSION", "Call", "Client", "DatasetCalls", "Emulator", "explain"]

VERSION: Final[str]

def explain(code: str, language: str | None) -> tuple[str, str] | None: ...

# Project, seconds, tries after the first.
_Options: TypeAlias = tuple[str | None, float | None, int]
_Answer_co = TypeVar("_Answer_co", covariant=True)

@final
class Call(Generic[_Answer_co]):
    def wait(self) -> _Answer_co: ...
    def future(self) -> Future[_Answer_co]: ...

@final
class Client:
    def __new__(
        cls,
        *,
        config_file: str | PathLike[str] | None,
        context: str | None,
        access_key: str | None,
        secret_key: str | None,
        security_token: str | None,
        account: str | None,
        username: str | None,
        password: str | None,
        token: str | None,
        project_id: str | None,
        region: str | None,
        endpoint: str | None,
        iam_endpoint: str | None,
        verify_ssl: bool | None,
        ca_bundle: str | PathLike[str] | None,
        proxy: str | None,
        connect_timeout: float | None,
        max_response_bytes: int,
        raise_on_error: bool | None,
        language: str | None,
        use_environment: bool,
    ) -> Client: ...
    @staticmethod
    def check_limits(timeout: float | None, max_retries: int) -> None: ...
    def describe(self) -> dict[str, Any]: ...
    def warnings(self) -> list[str]: ...
    def close(self) -> None: ...

@final
class DatasetCalls:
    def __new__(cls, client: Client) -> DatasetCalls: ...
    def get_task_status(self, options: _Options, task_id: str) -> Call[TaskStatus]: ...

@final
class Emulator:
    url: str
    account: str
    username: str
    password: str
    access_key: str
    secret_key: str
    is_running: bool
    def __new__(
        cls,
        *,
        project_id: str,
        region: str,
        host: str,
        port: int,
        verify: bool,
        seed: int | None,
        pace: float,
        manual_clock: bool,
    ) -> Emulator: ...
    def add_task(
        self,
        task_id: str,
        looks: Sequence[tuple[str, int]] | None,
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
    def stop(self) -> None: ...
