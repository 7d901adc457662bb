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

# Project, seconds, tries after the first, whether the documented limits are checked.
_Options: TypeAlias = tuple[str | None, float | None, int, bool]
# What isn't an id, or no mapping, is refused by name.
_Unchecked: TypeAlias = object
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
    def __new__(cls, client: Client) -> DatasetCalls: ...
    def create_dataset(self, options: _Options, dataset_spec: _Unchecked) -> Call[StartedDataset[Any]]: ...
    def query_dataset(self, options: _Options, query: dict[str, Any]) -> Call[DatasetList]: ...
    def get_dataset(self, options: _Options, dataset_id: _Unchecked) -> Call[Response]: ...
    def update_dataset(
        self, options: _Options, dataset_id: _Unchecked, update_dataset_spec: _Unchecked
    ) -> Call[Response]: ...
    def delete_dataset(self, options: _Options, dataset_id: _Unchecked) -> Call[StartedTask[Any]]: ...
    def create_dataset_version(
        self, options: _Options, dataset_id: _Unchecked, description_spec: _Unchecked
    ) -> Call[StartedTask[Any]]: ...
    def get_history_dataset_version(self, options: _Options, dataset_id: _Unchecked) -> Call[VersionList]: ...
    def search_dataset_version(
        self, options: _Options, dataset_id: _Unchecked, version_id: _Unchecked, query: dict[str, Any]
    ) -> Call[VersionDetail]: ...
    def compare_datasets(
        self, options: _Options, dataset_id: _Unchecked, version1: _Unchecked, version2: _Unchecked
    ) -> Call[Difference]: ...
    def checkout_dataset_version(
        self, options: _Options, dataset_id: _Unchecked, target_version_id_spec: _Unchecked
    ) -> Call[StartedTask[Any]]: ...
    def sync_dataset(self, options: _Options, dataset_id: _Unchecked) -> Call[StartedTask[Any]]: ...
    def delete_file_from_obs(
        self, options: _Options, dataset_id: _Unchecked, delete_files_spec: _Unchecked
    ) -> Call[DeletedFiles]: ...
    def delete_file_in_version(
        self, options: _Options, dataset_id: _Unchecked, version_id: _Unchecked, body: _Unchecked
    ) -> Call[Response]: ...
    def get_task_status(self, options: _Options, task_id: _Unchecked) -> Call[TaskStatus]: ...
    def watch(
        self,
        options: _Options,
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
        pace: float,
        manual_clock: bool,
    ) -> Emulator: ...
    def add_dataset(self, name: str, data_url: str, description: str, dataset_id: str | None) -> str: ...
    def add_version(self, dataset_id: str, description: str, version_id: str | None) -> str: ...
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
