from asyncio import Future
from collections.abc import Sequence
from os import PathLike
from pathlib import Path
from typing import Any, Final, Generic, TypeAlias, TypeVar, final

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

__all__ = ["VERSION", "Call", "Client", "DatasetCalls", "Emulator", "Poll", "Watch", "explain", "language_of_locale"]

VERSION: Final[str]

def explain(code: str, language: str | None) -> tuple[str, str] | None: ...
def language_of_locale() -> str: ...

# What isn't an id, no number of seconds, or no mapping, is refused by name.
_Raw: TypeAlias = object
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
    def origins(self) -> dict[str, str]: ...
    def warnings(self) -> list[str]: ...
    def close(self) -> None: ...

@final
class DatasetCalls:
    def __new__(cls, client: Client, timeout: float | None, max_retries: int, validate: bool) -> DatasetCalls: ...
    def create_dataset(self, project_id: _Raw, timeout: _Raw, dataset_spec: _Raw) -> Call[StartedDataset[Any]]: ...
    def query_dataset(self, project_id: _Raw, timeout: _Raw, query: dict[str, Any]) -> Call[DatasetList]: ...
    def get_dataset(self, project_id: _Raw, timeout: _Raw, dataset_id: _Raw) -> Call[Response]: ...
    def update_dataset(
        self, project_id: _Raw, timeout: _Raw, dataset_id: _Raw, update_dataset_spec: _Raw
    ) -> Call[Response]: ...
    def delete_dataset(self, project_id: _Raw, timeout: _Raw, dataset_id: _Raw) -> Call[StartedTask[Any]]: ...
    def create_dataset_version(
        self, project_id: _Raw, timeout: _Raw, dataset_id: _Raw, description_spec: _Raw
    ) -> Call[StartedTask[Any]]: ...
    def get_history_dataset_version(self, project_id: _Raw, timeout: _Raw, dataset_id: _Raw) -> Call[VersionList]: ...
    def search_dataset_version(
        self,
        project_id: _Raw,
        timeout: _Raw,
        dataset_id: _Raw,
        version_id: _Raw,
        query: dict[str, Any],
    ) -> Call[VersionDetail]: ...
    def compare_datasets(
        self,
        project_id: _Raw,
        timeout: _Raw,
        dataset_id: _Raw,
        version1: _Raw,
        version2: _Raw,
    ) -> Call[Difference]: ...
    def checkout_dataset_version(
        self, project_id: _Raw, timeout: _Raw, dataset_id: _Raw, target_version_id_spec: _Raw
    ) -> Call[StartedTask[Any]]: ...
    def sync_dataset(self, project_id: _Raw, timeout: _Raw, dataset_id: _Raw) -> Call[StartedTask[Any]]: ...
    def delete_file_from_obs(
        self, project_id: _Raw, timeout: _Raw, dataset_id: _Raw, delete_files_spec: _Raw
    ) -> Call[DeletedFiles]: ...
    def delete_file_in_version(
        self,
        project_id: _Raw,
        timeout: _Raw,
        dataset_id: _Raw,
        version_id: _Raw,
        body: _Raw,
    ) -> Call[Response]: ...
    def get_task_status(self, project_id: _Raw, timeout: _Raw, task_id: _Raw) -> Call[TaskStatus]: ...
    def watch(
        self,
        call: str,
        project_id: _Raw,
        seconds_a_look: _Raw,
        task_ids: Sequence[object],
        timeout: float | None,
        poll: Poll,
        concurrency: int,
        once: bool,
        asynchronous: bool,
    ) -> Watch: ...

@final
class Poll:
    def __new__(
        cls,
        initial: float = 1.0,
        maximum: float | None = None,
        multiplier: float = 1.5,
        jitter: bool = True,
        outage: float = 300.0,
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

# What happened ("changed", "troubled", "given up", "next look", "timed out"), the number of the task, and
# what goes with it: a status, an exception, or seconds.
_Event: TypeAlias = tuple[str, int, Any]

@final
class Watch:
    def wait(self, seconds: float) -> list[_Event] | None: ...
    def future(self, seconds: float) -> Future[list[_Event] | None]: ...
    def close(self) -> None: ...

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
