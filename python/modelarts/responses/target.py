"""What a wait polls: the work of a call, named by the operation that reports on it and by its ids."""

from __future__ import annotations

from modelarts._modelarts import parameters, polled_operations
from modelarts.language import localized
from modelarts.text import excerpt, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Literal, NamedTuple

    from modelarts.responses.work import Work

    class _Fields(NamedTuple):
        operation: str
        arguments: tuple[Any, ...]
        until: Literal["done", "gone"] = "done"
        stopped: bool = False
        equal: tuple[str, str] | None = None

else:
    from collections import namedtuple

    _NAMES_OF_FIELDS = ("operation", "arguments", "until", "stopped", "equal")
    _Fields = namedtuple("_Fields", _NAMES_OF_FIELDS, defaults=("done", False, None))  # noqa: PYI024 typing is slow to import

__all__ = ["TASK", "Target", "handle_forms", "target_of_call"]

# The operation that reports on a task of the dataset API.
TASK = "get_task_status"
# What work is called, by the resource of the operation that reports on it; in English and in Chinese.
_NAMES = {
    TASK: ("task", "任务"),
    "datasets": ("dataset", "数据集"),
    "versions": ("version", "版本"),
    "imports": ("import task", "导入任务"),
    "exports": ("export task", "导出任务"),
    "syncs": ("synchronization of dataset", "数据集同步"),
    "auto_labelling": ("auto-labelling task", "智能标注任务"),
    "processing": ("processing task", "数据处理任务"),
}


class Target(_Fields):
    """What a wait polls.

    Args:
        operation: The operation that reports on it, such as "imports.get".
        arguments: The arguments in its path: the project, or UNSET, and the ids.
        until: "done" for any final state, "gone" until the service doesn't find it.
        stopped: Whether it is a success if the work ends because it was stopped.
        equal: A field, and the text that it has if the work ends with success; None for any.
    """

    __slots__ = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids in the path, without the project."""
        return self.arguments[1:]

    @property
    def name(self) -> str:
        """What it is called in messages, such as "import task 2Ce…"."""
        return f"{self._names()[0]} {self._id}"

    @property
    def localized_name(self) -> str:
        """Its name in the language of the user's locale."""
        return f"{localized(*self._names())} {self._id}"

    def is_failure(self, status: Work) -> bool:
        """Returns whether the work has ended without success.

        Args:
            status: Its last status.

        Returns:
            Whether that is no success.
        """
        return status.is_failed and not (self.stopped and status.state == "STOPPED")

    def problem(self, status: Work) -> str | None:
        """Returns what is wrong with work that has ended without success, where it is more than that it failed.

        Args:
            status: Its last status.

        Returns:
            The end of a sentence that begins with its name; None if it failed or was stopped.
        """
        if self.until == "gone":
            return f"was not deleted: its status is {excerpt(str(status.get(status._state_field)))}"
        if self.equal is not None and status._end == "failed":
            field, expected = self.equal
            return f"was not changed: its {field} is {excerpt(repr(status.get(field)))}, not {excerpt(repr(expected))}"
        if self.operation == "datasets.get" and status.state == "FAILED":
            # Its status has no field for the reason, and the task that imports its data has one.
            return f"failed; imports.list({self._id!r}) may say why"
        return None

    @property
    def _id(self) -> str:
        return printable(str(self.ids[-1]))

    def _names(self) -> tuple[str, str]:
        resource = self.operation.partition(".")[0]
        return _NAMES.get(resource, (resource, resource))

    @property
    def handle(self) -> str:
        """The text that names it, such as "imports/DATASET_ID/TASK_ID"; the id alone for a task of the dataset API."""
        resource = self.operation.partition(".")[0]
        parts = self.ids if self.operation == TASK else (resource, *self.ids)
        suffix = ":gone" if self.until == "gone" else ":stopped" if self.stopped else ""
        if self.equal is not None:
            suffix = ":" + "=".join(self.equal)
        return "/".join(parts) + suffix

    @classmethod
    def parse(cls, handle: str, project_id: object) -> Target | None:
        """Returns what a handle names.

        Args:
            handle: The text, as `handle` returns it.
            project_id: The project, or UNSET for that of the client.

        Returns:
            The target; None if it is no handle.
        """
        if "/" not in handle:
            return cls(TASK, (project_id, handle))
        path, _, end = handle.rpartition(":")
        field, _, text = end.partition("=")
        if not (end in {"gone", "stopped"} or (path and field and text)):
            path, end, text = handle, "", ""
        resource, *ids = path.split("/")
        for operation, names in polled_operations():
            fits = operation.partition(".")[0] == resource and len(names) == len(ids) + 1
            if fits and all(ids) and operation != TASK:
                until: Literal["done", "gone"] = "gone" if end == "gone" else "done"
                equal = (field, text) if text else None
                return cls(operation, (project_id, *ids), until, end == "stopped", equal)
        return None


def handle_forms() -> str:
    """Returns the forms of handles, for an error about a text that is none."""
    forms = ["the id of a task"]
    for operation, names in polled_operations():
        if operation != TASK:
            resource = operation.partition(".")[0]
            forms.append("/".join([resource, *(name.upper() for name in names[1:])]))
    return " or ".join(forms)


_parameters: dict[str, list[str]] = {}
_paths: dict[str, list[str]] = {}


def target_of_call(
    response: Mapping[str, Any],
    call: tuple[str, tuple[object, ...]],
    poll: str,
    *,
    gone: bool = False,
    stopped: bool = False,
    equal: str | None = None,
) -> Target | None:
    """Returns what a call has started.

    Args:
        response: Its response, in which ids are looked up first.
        call: The operation and its arguments, in which they are looked up then.
        poll: The operation that reports on the work.
        gone: Whether the work is over when it isn't found any more.
        stopped: Whether it is a success if the work ends because it was stopped.
        equal: The argument to which the field of the same name is to be equal in the end, if it was passed.

    Returns:
        The target; None if the call failed, or an id is missing.
    """
    operation, arguments = call
    if operation not in _parameters:
        _parameters[operation] = parameters(operation)
        _paths.update(polled_operations())
    given = dict(zip(_parameters[operation], arguments))
    project, *names = _paths[poll]
    ids = [response.get(name) or given.get(name) for name in names]
    if response.get("error_code") is not None or not all(isinstance(one, str) for one in ids):
        return None
    expected = None if equal is None else given.get(equal)
    pair = (equal, expected) if equal is not None and isinstance(expected, str) else None
    return Target(poll, (given.get(project), *ids), "gone" if gone else "done", stopped, pair)
