"""The response of `get_task_status`."""

from __future__ import annotations

from modelarts.importing import importing
from modelarts.responses.base import AttributeDict, Response, ResponseList
from modelarts.responses.task_result import (
    TASK_STATES,
    CreatedDataset,
    CreatedVersion,
    FailedEntry,
    ResultEntry,
    TaskState,
)
from modelarts.responses.work import Work

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, TypeVar

    _Entry = TypeVar("_Entry", bound=AttributeDict)

__all__ = ["TaskStatus"]


class TaskStatus(Work):
    """The response of `get_task_status`.

    `result` is always a list. `.datasets`, `.versions` and `.failures` hold the entries of all groups, and
    those that are not in a group.
    """

    __slots__ = ()

    _states = TASK_STATES

    @property
    def task_id(self) -> str | None:
        """The task; None if no call returned this."""
        return self._ids[0] if self._ids else None

    @property
    def project_id(self) -> str | None:
        """The project of the task; None if no call returned this."""
        return self._project_id

    @property
    def status(self) -> TaskState | str | None:
        """The status; a plain str if it is undocumented, None if the call failed."""
        status = self.get("status")
        try:
            return TaskState(status)
        except ValueError:
            return status

    @property
    def result(self) -> ResponseList[ResultEntry]:
        """What the task produced."""
        result: ResponseList[ResultEntry] = self["result"]
        return result

    @property
    def datasets(self) -> ResponseList[CreatedDataset]:
        """The datasets that the task created, from all of `result`."""
        return ResponseList(_entries(self, "createDatasetSuccess", CreatedDataset))

    @property
    def versions(self) -> ResponseList[CreatedVersion]:
        """The versions that the task published, from all of `result`."""
        return ResponseList(_entries(self, "createVersionSuccess", CreatedVersion))

    @property
    def failures(self) -> ResponseList[FailedEntry]:
        """The failures, from all of `result`."""
        return ResponseList(_entries(self, "failed", FailedEntry))

    def _frame_row(self) -> dict[str, Any]:
        return {"task_id": self.task_id, **self}

    def _table_row(self) -> dict[str, Any]:
        failures = [f"{entry.error_code}: {entry.error_msg}" for entry in self.failures]
        return {
            "task_id": self.task_id,
            "status": self._badge(),
            "datasets": [str(entry.dataset_name) for entry in self.datasets],
            "versions": [str(entry.version_name) for entry in self.versions],
            "failures": failures,
        }

    def _repr_html_(self) -> str:
        with importing():
            from modelarts.display import task_html

        return task_html(self)


def _entries(status: TaskStatus, group: str, cls: type[_Entry]) -> Iterator[_Entry]:
    for entry in status["result"]:
        yield from entry.get(group) or ()
        if _kind_of_single_entry(entry) is cls:
            single = cls(entry)
            if isinstance(single, Response):
                # It has an error code, and explains it.
                single._language = status._language
            yield single


def _kind_of_single_entry(entry: ResultEntry) -> type[AttributeDict] | None:
    """Returns the class of an entry that is not in a group, by its fields."""
    if entry.get("new_version_id") is not None:
        return CreatedVersion
    if entry.get("dataset_id") is not None and entry.get("dataset_name") is not None:
        return CreatedDataset
    if entry.get("error_code") is not None:
        return FailedEntry
    return None
