"""What a wait polls: the work of a call, named by the operation that reports on it and by its ids."""

from __future__ import annotations

from modelarts._modelarts import parameters, polled_operations
from modelarts.language import message_in
from modelarts.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
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
        """What it is called in English, such as "import task 2Ce…"."""
        return self.name_in("en")

    def name_in(self, language: str | None) -> str:
        """Returns what it is called in messages.

        Args:
            language: "en" or "zh"; None for the user's.

        Returns:
            The kind of work, and its id.
        """
        resource, one = self.operation.partition(".")[0], printable(str(self.ids[-1]))
        named = _NAMES.get(resource)
        return f"{resource} {one}" if named is None else named(language, one)

    def is_failure(self, status: Work) -> bool:
        """Returns whether the work has ended without success.

        Args:
            status: Its last status.

        Returns:
            Whether that is no success.
        """
        return status.is_failed and not (self.stopped and status.state == "STOPPED")

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


# What work is called, by the resource of the operation that reports on it.
_NAMES: dict[str, Callable[[str | None, str], str]] = {
    TASK: lambda language, one: message_in(language, "task {id}", id=one),
    "datasets": lambda language, one: message_in(language, "dataset {id}", id=one),
    "versions": lambda language, one: message_in(language, "version {id}", id=one),
    "imports": lambda language, one: message_in(language, "import task {id}", id=one),
    "exports": lambda language, one: message_in(language, "export task {id}", id=one),
    "syncs": lambda language, one: message_in(language, "synchronization of dataset {id}", id=one),
    "auto_labelling": lambda language, one: message_in(language, "auto-labelling task {id}", id=one),
    "processing": lambda language, one: message_in(language, "processing task {id}", id=one),
}


def handle_forms(language: str | None) -> str:
    """Returns the forms of handles, for an error about a text that is none.

    Args:
        language: "en" or "zh"; None for the user's.

    Returns:
        The forms.
    """
    forms = [message_in(language, "the id of a task")]
    for operation, names in polled_operations():
        if operation != TASK:
            resource = operation.partition(".")[0]
            forms.append("/".join([resource, *(name.upper() for name in names[1:])]))
    return message_in(language, " or ").join(forms)


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
