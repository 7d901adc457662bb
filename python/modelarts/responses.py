"""What the service answers: dicts with the documented keys that are objects, too.

`resp["status"]` and `resp.status` are two ways to the same field. A documented field that is absent
is None by attribute and a KeyError by key; an attribute that nobody documented is an AttributeError,
but fields that nobody documented are in the dict under their own names.
"""

from __future__ import annotations

from enum import Enum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from typing import Any, Generic, TypeVar

    _Value = TypeVar("_Value")
    _Entry = TypeVar("_Entry", bound="Response")

    class _Field(Generic[_Value]):
        def __init__(self, doc: str) -> None: ...
        def __set_name__(self, _owner: type, name: str) -> None: ...
        def __get__(self, instance: object, owner: object = None) -> _Value | None: ...
        def __set__(self, instance: object, value: _Value) -> None: ...

else:

    class _Field:
        """A documented field, by attribute."""

        def __init__(self, doc: str) -> None:
            self.__doc__ = doc

        def __set_name__(self, _owner: type, name: str) -> None:
            self.name = name

        def __get__(self, instance: dict | None, owner: object = None) -> object:
            return self if instance is None else instance.get(self.name)

        def __set__(self, instance: dict, value: object) -> None:
            instance[self.name] = value


__all__ = [
    "CreatedDataset",
    "CreatedVersion",
    "FailedEntry",
    "Response",
    "ResultEntry",
    "SyncOrCheckout",
    "TaskState",
    "TaskStatus",
]

_FIRST_MILLISECOND_TIME = 10**11


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


if TYPE_CHECKING:
    _Dict = dict[str, Any]
else:
    _Dict = dict


class Response(_Dict):
    """An answer of the service, or an object in one.

    Attributes:
        http_status (int | None): the HTTP status of the answer; None on an object within one.
        request_id (str | None): the service's name for the request; None on an object within one.
    """

    __slots__ = ("http_status", "request_id")

    http_status: int | None
    request_id: str | None

    error_code: _Field[str] = _Field("The code, if the call failed; else absent.")
    error_msg: _Field[str] = _Field("The service's words, if the call failed; else absent.")

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> None:
            if name in ("http_status", "request_id", "task_id", "project_id", "_language") and hasattr(
                type(self), name
            ):
                return
            hint = f"; the answer holds it as [{name!r}]" if name in self else ""
            raise AttributeError(f"{type(self).__name__} has no documented field {name!r}{hint}")

    def __dir__(self) -> list[str]:
        return [name for name in super().__dir__() if not name.startswith("_repr_")]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({super().__repr__()})"

    def _repr_html_(self) -> str:
        from modelarts.display import response_html

        return response_html(self)


class _Created(Response):
    __slots__ = ()

    file_count: _Field[int] = _Field("How many files.")
    create_time: _Field[int] = _Field("When, in epoch seconds as sent (10¹¹ and more: milliseconds).")

    @property
    def created_at(self) -> datetime | None:
        """`create_time` as a datetime in UTC; None where it can't be one."""
        from datetime import datetime, timedelta, timezone

        time = self.get("create_time")
        if not isinstance(time, int):
            return None
        seconds = time / 1000 if abs(time) >= _FIRST_MILLISECOND_TIME else time
        try:
            return datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=seconds)
        except OverflowError:
            return None


class CreatedDataset(_Created):
    """One entry of `createDatasetSuccess`."""

    __slots__ = ()

    dataset_id: _Field[str] = _Field("The dataset's id.")
    dataset_name: _Field[str] = _Field("The dataset's name.")


class CreatedVersion(_Created):
    """One entry of `createVersionSuccess`."""

    __slots__ = ()

    new_version_id: _Field[str] = _Field("The version's id.")
    version_name: _Field[str] = _Field("The version's name.")


class SyncOrCheckout(Response):
    """One entry of `syncOrCheckoutsuccess`: documented as an empty object."""

    __slots__ = ()


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


class ResultEntry(_Created):
    """One object of `result`: groups of entries or, where the service leaves the groups out, one entry.

    The fields besides the groups are those of an entry without a group.
    """

    __slots__ = ()

    createDatasetSuccess: _Field[list[CreatedDataset]] = _Field("What creating datasets brought.")  # noqa: N815 the documented name
    createVersionSuccess: _Field[list[CreatedVersion]] = _Field("What publishing versions brought.")  # noqa: N815 likewise
    syncOrCheckoutsuccess: _Field[list[SyncOrCheckout]] = _Field(  # noqa: N815 likewise
        "What syncing a dataset or switching its version brought."
    )
    failed: _Field[list[FailedEntry]] = _Field("What failed.")
    dataset_id: _Field[str] = _Field("The dataset's id.")
    dataset_name: _Field[str] = _Field("The dataset's name.")
    new_version_id: _Field[str] = _Field("The version's id.")
    version_name: _Field[str] = _Field("The version's name.")


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
        return self.status in (TaskState.SUCCESS, TaskState.FAILURE)

    @property
    def is_succeeded(self) -> bool:
        """Whether the task has ended with success."""
        return self.status == TaskState.SUCCESS

    @property
    def is_failed(self) -> bool:
        """Whether the task has ended without success."""
        return self.status == TaskState.FAILURE

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
