"""What a wait polls: the work of a call, named by the operation that reports on it and by its ids."""

from __future__ import annotations

from modelarts._modelarts import parameters, polled_operations
from modelarts.language import localized
from modelarts.text import printable

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

else:
    from collections import namedtuple

    _Fields = namedtuple("_Fields", ("operation", "arguments", "until", "stopped"), defaults=("done", False))  # noqa: PYI024 typing is slow to import

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
        if end not in {"gone", "stopped"}:
            path, end = handle, ""
        resource, *ids = path.split("/")
        for operation, names in polled_operations():
            fits = operation.partition(".")[0] == resource and len(names) == len(ids) + 1
            if fits and all(ids) and operation != TASK:
                return cls(operation, (project_id, *ids), "gone" if end == "gone" else "done", end == "stopped")
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
) -> Target | None:
    """Returns what a call has started.

    Args:
        response: Its response, in which ids are looked up first.
        call: The operation and its arguments, in which they are looked up then.
        poll: The operation that reports on the work.
        gone: Whether the work is over when it isn't found any more.
        stopped: Whether it is a success if the work ends because it was stopped.

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
    return Target(poll, (given.get(project), *ids), "gone" if gone else "done", stopped)
