"""The base class of responses that report on work: one set of states for all of them."""

from __future__ import annotations

from modelarts.importing import importing
from modelarts.responses.base import ResponseList, WithErrorCode
from modelarts.responses.target import Target
from modelarts.text_enum import TextEnum
from modelarts.unset import UNSET

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, ClassVar, Literal

    from typing_extensions import Self

    from modelarts.markup import Badge
else:
    # It would need the import of typing.
    Any = object

__all__ = ["Work", "WorkState"]


class WorkState(TextEnum):
    """The state of work, whatever words or numbers a call has for it; each is also a `str`, and prints as it."""

    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"
    STOPPED = "STOPPED"


_ENDED_WITHOUT_SUCCESS = (WorkState.FAILED, WorkState.STOPPED)
_FINAL = (WorkState.SUCCEEDED, *_ENDED_WITHOUT_SUCCESS)


class Work(WithErrorCode):
    """A response with a documented status, which reports on work."""

    __slots__ = ("_end", "_ids", "_operation", "_project_id")

    # What the documented values of the status mean, and the field that holds it.
    _states: ClassVar[Mapping[Any, WorkState]] = {}
    _state_field: ClassVar[str] = "status"
    # The field with the message of a failure, which may begin with an error code.
    _reason_field: ClassVar[str] = "error_msg"

    # How the work has ended, as a wait detected, where the status doesn't show it.
    _end: Literal["gone", "failed"] | None
    _ids: tuple[str, ...] | None
    _operation: str | None
    _project_id: str | None

    @property
    def state(self) -> WorkState | None:
        """The state; None if the status is undocumented, or the call failed."""
        if self._end is not None:
            return WorkState.SUCCEEDED if self._end == "gone" else WorkState.FAILED
        return self._states.get(self.get(self._state_field))

    @property
    def is_done(self) -> bool:
        """Whether it has ended."""
        return self.state in _FINAL

    @property
    def is_succeeded(self) -> bool:
        """Whether it has ended with success."""
        return self.state is WorkState.SUCCEEDED

    @property
    def is_failed(self) -> bool:
        """Whether it has ended without success: it failed, or was stopped."""
        return self.state in _ENDED_WITHOUT_SUCCESS

    @property
    def failures(self) -> ResponseList[Any]:
        """The objects in it that have an error code; by default itself, if it has one."""
        return ResponseList([self] if self.get("error_code") else [])

    @property
    def handle(self) -> str | None:
        """The text that names the work, such as "imports/DATASET_ID/TASK_ID"; None on an object within a response."""
        target = self._target()
        return None if target is None else target.handle

    def _frame_row(self) -> dict[str, Any]:
        if self._operation is None:
            return self
        return {"handle": self.handle, "state": self.state, **self}

    def _table_row(self) -> dict[str, Any]:
        cells = super()._table_row()
        if self.get(self._state_field) is None and self._end is None:
            return cells
        handle = {} if self._operation is None else {"handle": self.handle}
        return {**handle, **cells, self._state_field: self._badge()}

    def _value_names(self) -> dict[str, str]:
        names = super()._value_names()
        number = self.get(self._state_field)
        if isinstance(number, int) and self.state is not None:
            names[self._state_field] = f"{self.state.value} ({number})"
        return names

    def _badge(self) -> Badge:
        with importing():
            from modelarts.markup import Badge

        return Badge(self._state_text(), self.state)

    def _repr_html_(self) -> str:
        with importing():
            from modelarts.display import object_html, work_html

        return object_html(self) if self._operation is None else work_html(self)

    def _target(self) -> Target | None:
        if self._operation is None or self._ids is None:
            return None
        return Target(self._operation, (self._project_id or UNSET, *self._ids))

    def _state_text(self) -> str:
        """Returns the status for people: a number is shown as what it means."""
        if self._end is not None:
            return self._end.upper()
        status, state = self.get(self._state_field), self.state
        return str(status) if isinstance(status, str) or state is None else state.value

    def _ended(self, end: Literal["gone", "failed"]) -> Self:
        """Returns a copy that says how the work has ended: it isn't found any more, as it was to be, or it failed."""
        with importing():
            from copy import copy

        ended = copy(self)
        ended._end = end
        return ended
