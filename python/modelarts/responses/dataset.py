"""What the service says of datasets, their versions and files."""

from __future__ import annotations

from modelarts.responses.base import Always, Dated, Field, Response

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Generic, TypeVar

    from typing_extensions import Self

    from modelarts._modelarts import Poll
    from modelarts.client.api import AsyncDatasetApi, DatasetApi

    _Waited_co = TypeVar("_Waited_co", covariant=True)

    class _Started(Response, Generic[_Waited_co]):
        pass

else:
    # A dict's class takes parameters, too.
    _Waited_co = None
    _Started = Response

__all__ = [
    "ChangeCount",
    "ChangedUrls",
    "Dataset",
    "DatasetList",
    "DeletedFiles",
    "Difference",
    "StartedDataset",
    "StartedTask",
    "Version",
    "VersionDetail",
    "VersionFile",
    "VersionList",
]


class StartedTask(_Started[_Waited_co]):
    """The answer of a call that starts a task.

    `wait()` waits for that task: at once where the response came from `DatasetApi`, as a coroutine
    where it came from `AsyncDatasetApi`. A copied or unpickled response has lost its client and can't
    wait; `wait_for_task` can.
    """

    __slots__ = ("_api", "_project_id")

    _api: DatasetApi | AsyncDatasetApi | None
    _project_id: Any

    task_id: Always[str] = Always("The task, to be asked for with `get_task_status`.")

    def _on(self, api: DatasetApi | AsyncDatasetApi, project_id: Any) -> Self:
        self._api = api
        self._project_id = project_id
        return self

    def wait(
        self, timeout: float | None = None, poll: Poll | None = None, *, raise_on_failure: bool = True
    ) -> _Waited_co:
        """Waits until the task is done.

        Args:
            timeout: seconds to wait; None for no limit.
            poll: how often to look; None for the client's pace.
            raise_on_failure: False returns a task in FAILURE instead of raising.

        Returns:
            The task's last status.

        Raises:
            TaskFailedError: the task ended without success.
            WaitTimeoutError: it was not done in time.
            ApiException: the call failed that was to start it, or a look at it.
            ModelArtsError: the response has lost its client.
        """
        from modelarts.client.calls import raise_if_failed
        from modelarts.errors import ModelArtsError

        raise_if_failed(self)
        if self._api is None:
            task = self.task_id
            raise ModelArtsError(f"a copy of a response has no client; use wait_for_task(task_id={task!r})")
        waited: Any = self._api.wait_for_task(
            self._project_id, self.task_id, timeout=timeout, poll=poll, raise_on_failure=raise_on_failure
        )
        return waited  # type: ignore[no-any-return] # which face it is, only types know

    def __reduce__(self) -> tuple[Any, ...]:
        kept = {"http_status": self.http_status, "request_id": self.request_id}
        return type(self), (dict(self),), (None, kept)


class StartedDataset(StartedTask[_Waited_co]):
    """The answer of `create_dataset`."""

    __slots__ = ()

    dataset_id: Always[str] = Always("The dataset that the task will create.")


class Dataset(Dated):
    """One entry of `datasets`."""

    __slots__ = ()

    dataset_id: Field[str] = Field("The dataset's id.")
    dataset_name: Field[str] = Field("The dataset's name.")
    description: Field[str] = Field("What its owner says of it.")
    data_url: Field[str] = Field("Where its files are: a bucket or a folder in one.")
    file_count: Field[int] = Field("How many files it has.")


class DatasetList(Response):
    """The answer of `query_dataset`: one page."""

    __slots__ = ()

    dataset_count: Field[int] = Field("How many datasets there are.")
    datasets: Always[list[Dataset]] = Always("The datasets of this page.")


class ChangeCount(Response):
    """One entry of `change_file_count`."""

    __slots__ = ()

    added_count: Field[int] = Field("How many files were added.")
    deleted_count: Field[int] = Field("How many files were deleted.")


class Version(Dated):
    """One entry of `versions`."""

    __slots__ = ()

    version_id: Field[str] = Field("The version's id.")
    version_name: Field[str] = Field("The version's name.")
    previous_id: Field[str] = Field("The version before it; empty if there is none.")
    file_count: Field[int] = Field("How many files it has.")
    status: Field[int] = Field("A number whose meaning nobody documented.")
    change_file_count: Field[list[ChangeCount]] = Field("What changed against the version before it.")


class VersionList(Response):
    """The answer of `get_history_dataset_version`."""

    __slots__ = ()

    version_count: Field[int] = Field("How many versions there are.")
    versions: Always[list[Version]] = Always("The versions.")


class VersionFile(Response):
    """One entry of `file_list`."""

    __slots__ = ()

    file_url: Field[str] = Field("Where the file is.")
    file_name: Field[str] = Field("The file's name.")
    file_type: Field[str] = Field("The file's type.")
    file_size: Field[int] = Field("The file's size, in bytes.")
    file_time: Field[int] = Field("When it was uploaded, in epoch seconds as sent (10¹¹ and more: milliseconds).")


class VersionDetail(Dated):
    """The answer of `search_dataset_version`: a version, and one page of its files."""

    __slots__ = ()

    version_id: Field[str] = Field("The version's id.")
    name: Field[str] = Field("The version's name.")
    description: Field[str] = Field("What its publisher says of it.")
    provider: Field[str] = Field("Where the data comes from; OBS is the only value.")
    data_url: Field[str] = Field("Where its files are: a bucket or a folder in one.")
    file_list: Always[list[VersionFile]] = Always("The files of this page.")
    file_count: Field[int] = Field("How many files it has.")
    status: Field[int] = Field("A number whose meaning nobody documented.")
    change_file_count: Field[list[ChangeCount]] = Field("What changed against the version before it.")


class ChangedUrls(Response):
    """One entry of `change_url`."""

    __slots__ = ()

    added_count: Field[int] = Field("How many files were added.")
    deleted_count: Field[int] = Field("How many files were deleted.")
    modified_count: Field[int] = Field("Reserved; the service doesn't support it.")
    added_url: Field[list[str]] = Field("The files that were added.")
    deleted_url: Field[list[str]] = Field("The files that were deleted.")


class Difference(Response):
    """The answer of `compare_datasets`."""

    __slots__ = ()

    change_url: Always[list[ChangedUrls]] = Always("What changed from the first version to the second.")


class DeletedFiles(Response):
    """The answer of `delete_file_from_obs`."""

    __slots__ = ()

    is_success: Always[bool] = Always("Whether the files were deleted.")
