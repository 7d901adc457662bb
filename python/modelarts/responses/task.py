"""What the service says of a task."""

from __future__ import annotations

from enum import Enum

from modelarts.responses.base import Dated, Field, Response
from modelarts.responses.entries import Entries

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeVar

    _Entry = TypeVar("_Entry", bound=Response)

__all__ = [
    "CreatedDataset",
    "CreatedVersion",
    "FailedEntry",
    "ResultEntry",
    "SyncOrCheckout",
    "TaskState",
    "TaskStatus",
]


class TaskState(str, Enum):
    """The documented states of a task; each is also the plain text, as which it prints."""

    PENDING = "PENDING"
    WAITING = "WAITING"
    RUNNING = "RUNNING"
    STARTED = "STARTED"
    RETRY = "RETRY"
    FAILURE = "FAILURE"
    SUCCESS = "SUCCESS"

    def __str__(self) -> str:
        return self.value

    def __format__(self, spec: str) -> str:
        return format(self.value, spec)


class CreatedDataset(Dated):
    """One entry of `createDatasetSuccess`."""

    __slots__ = ()

    dataset_id: Field[str] = Field("The dataset's id.")
    dataset_name: Field[str] = Field("The dataset's name.")
    file_count: Field[int] = Field("How many files.")


class CreatedDatasets(Entries):
    """The entries of `createDatasetSuccess`."""

    __slots__ = ()

    _kind = CreatedDataset


class CreatedVersion(Dated):
    """One entry of `createVersionSuccess`."""

    __slots__ = ()

    new_version_id: Field[str] = Field("The version's id.")
    version_name: Field[str] = Field("The version's name.")
    file_count: Field[int] = Field("How many files.")


class CreatedVersions(Entries):
    """The entries of `createVersionSuccess`."""

    __slots__ = ()

    _kind = CreatedVersion


class SyncOrCheckout(Response):
    """One entry of `syncOrCheckoutsuccess`: documented as an empty object."""

    __slots__ = ()


class SyncsOrCheckouts(Entries):
    """The entries of `syncOrCheckoutsuccess`."""

    __slots__ = ()

    _kind = SyncOrCheckout


class FailedEntry(Response):
    """One entry of `failed`; `error_code` and `error_msg` say what failed."""

    __slots__ = ()

    def explain(self, language: str | None = None) -> tuple[str, str] | None:
        """What the code means and what to do about it.

        Args:
            language: "en" or "zh"; None goes by the locale.

        Returns:
            Meaning and advice (which may be empty); None for a code that isn't documented.
        """
        from modelarts._modelarts import explain

        return explain(self.get("error_code") or "", language)


class FailedEntries(Entries):
    """The entries of `failed`."""

    __slots__ = ()

    _kind = FailedEntry


class ResultEntry(Dated):
    """One object of `result`: groups of entries or, where the service leaves the groups out, one entry.

    The fields besides the groups are those of an entry without a group.
    """

    __slots__ = ()

    createDatasetSuccess: Field[list[CreatedDataset]] = Field("What creating datasets brought.")  # noqa: N815 the documented name
    createVersionSuccess: Field[list[CreatedVersion]] = Field("What publishing versions brought.")  # noqa: N815 likewise
    syncOrCheckoutsuccess: Field[list[SyncOrCheckout]] = Field(  # noqa: N815 likewise
        "What syncing a dataset or switching its version brought."
    )
    failed: Field[list[FailedEntry]] = Field("What failed.")
    dataset_id: Field[str] = Field("The dataset's id.")
    dataset_name: Field[str] = Field("The dataset's name.")
    new_version_id: Field[str] = Field("The version's id.")
    version_name: Field[str] = Field("The version's name.")
    file_count: Field[int] = Field("How many files.")


class ResultEntries(Entries):
    """The entries of `result`."""

    __slots__ = ()

    _kind = ResultEntry


class TaskStatus(Response):
    """The answer of `get_task_status`.

    `result` is always there, as a list. Entries that stand in it without a group are found by
    `.datasets`, `.versions` and `.failures` all the same.

    Attributes:
        task_id (str | None): the task that was asked for.
        project_id (str | None): its project.
    """

    __slots__ = ("_language", "project_id", "task_id")

    task_id: str | None
    project_id: str | None
    _language: str | None

    @property
    def status(self) -> TaskState | str | None:
        """The state; a plain str if nobody documented it, None on a call that failed."""
        status = self.get("status")
        try:
            return TaskState(status)
        except ValueError:
            return status

    @property
    def result(self) -> list[ResultEntry]:
        """What the task produced so far."""
        result: list[ResultEntry] = self["result"]
        return result

    @property
    def is_done(self) -> bool:
        """Whether the task has ended."""
        return self.get("status") in ("SUCCESS", "FAILURE")

    @property
    def is_succeeded(self) -> bool:
        """Whether the task has ended with success."""
        return self.get("status") == "SUCCESS"

    @property
    def is_failed(self) -> bool:
        """Whether the task has ended without success."""
        return self.get("status") == "FAILURE"

    @property
    def datasets(self) -> list[CreatedDataset]:
        """The datasets that the task created, of all of `result`."""
        return list(_entries(self, "createDatasetSuccess", CreatedDataset, ("dataset_id", "dataset_name")))

    @property
    def versions(self) -> list[CreatedVersion]:
        """The versions that the task published, of all of `result`."""
        return list(_entries(self, "createVersionSuccess", CreatedVersion, ("new_version_id",)))

    @property
    def failures(self) -> list[FailedEntry]:
        """What failed, of all of `result`."""
        return list(_entries(self, "failed", FailedEntry, ("error_code",)))


_MARKS = (("new_version_id",), ("dataset_id", "dataset_name"), ("error_code",))


def _entries(status: TaskStatus, group: str, cls: type[_Entry], marks: tuple[str, ...]) -> Iterator[_Entry]:
    for entry in status["result"]:
        yield from entry.get(group) or ()
        kind = next((kind for kind in _MARKS if all(entry.get(mark) is not None for mark in kind)), None)
        if kind == marks:
            yield cls(entry)
