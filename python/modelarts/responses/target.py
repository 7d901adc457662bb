"""What a wait polls: the work of a call, named by the operation that reports on it and by its ids."""

from __future__ import annotations

from modelarts._modelarts import parameters, polled_operations
from modelarts.language import message_in
from modelarts.text import excerpt, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, Literal, NamedTuple

    from modelarts.responses.work import Work
else:
    NamedTuple = object

__all__ = ["TASK", "Target", "handle_forms", "target_of_call"]

# The operation that reports on a task of the dataset API.
TASK = "get_task_status"


class _Fields(NamedTuple):
    operation: str
    arguments: tuple[Any, ...]
    until: Literal["done", "gone"] = "done"
    stopped: bool = False
    equal: tuple[str, str] | None = None


if not TYPE_CHECKING:
    # What typing.NamedTuple does; to import typing would double the time of `import modelarts`.
    from collections import namedtuple

    _names = list(_Fields.__annotations__)
    _defaults = [vars(_Fields)[name] for name in _names if name in vars(_Fields)]
    _Fields = namedtuple("_Fields", _names, defaults=_defaults)  # noqa: PYI024


class Target(_Fields):
    """What a wait polls. The core reads its fields by name, all but `stopped`.

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
            Whether that is a failure.
        """
        return status.is_failed and not (self.stopped and status.state == "STOPPED")

    def failure(self, status: Work, language: str | None) -> str:
        """Returns a sentence about work that has ended without success.

        Args:
            status: Its last status.
            language: "en" or "zh"; None for the user's.

        Returns:
            What has not been done, without a full stop.
        """
        name = self.name_in(language)
        if self.until == "gone":
            found = excerpt(str(status.get(status._state_field)))
            return message_in(language, "{name} was not deleted: its status is {found}", name=name, found=found)
        if self.equal is not None and status._end == "failed":
            field, expected = self.equal
            return message_in(
                language,
                "{name} was not changed: its {field} is {found}, not {expected}",
                name=name,
                field=field,
                found=excerpt(repr(status.get(field))),
                expected=excerpt(repr(expected)),
            )
        if status.get(status._state_field) == _MISSING:
            return message_in(language, "{name} does not exist", name=name)
        if status.state == "STOPPED":
            return message_in(language, "{name} was stopped", name=name)
        if self.operation == "datasets.get":
            # Its status has no field for the reason, and the task that imports its data has one.
            call = f"imports.list({printable(str(self.ids[-1]))!r})"
            return message_in(language, "{name} failed; {call} may say why", name=name, call=call)
        return message_in(language, "{name} failed", name=name)

    @property
    def handle(self) -> str:
        """The text that names it, such as "imports/DATASET_ID/TASK_ID"; the id alone for a task of the dataset API."""
        resource = self.operation.partition(".")[0]
        ids = [_encoded(str(one)) for one in self.ids]
        parts = ids if self.operation == TASK else [resource, *ids]
        suffix = ":gone" if self.until == "gone" else ":stopped" if self.stopped else ""
        if self.equal is not None:
            field, text = self.equal
            suffix = f":{field}={_encoded(text)}"
        return "/".join(parts) + suffix

    @classmethod
    def parse(cls, handle: str, project_id: object) -> Target | None:
        """Returns what a handle names.

        Args:
            handle: The text, as `handle` returns it.
            project_id: The project, or UNSET for that of the client.

        Returns:
            The target; None if it is not a handle.
        """
        if "/" not in handle:
            return cls(TASK, (project_id, _decoded(handle)))
        path, _, end = handle.rpartition(":")
        field, _, text = end.partition("=")
        if not (end in {"gone", "stopped"} or (path and field and text)):
            path, end, text = handle, "", ""
        resource, *ids = path.split("/")
        for operation, names in polled_operations():
            fits = operation.partition(".")[0] == resource and len(names) == len(ids) + 1
            if fits and all(ids) and operation != TASK:
                until: Literal["done", "gone"] = "gone" if end == "gone" else "done"
                equal = (field, _decoded(text)) if text else None
                return cls(operation, (project_id, *map(_decoded, ids)), until, end == "stopped", equal)
        return None


# What separates the parts of a handle, as it is written in an id; "%" is the first to be encoded.
_ENCODED = (("%", "%25"), ("/", "%2F"), (":", "%3A"))


def _encoded(part: str) -> str:
    for character, code in _ENCODED:
        part = part.replace(character, code)
    return part


def _decoded(part: str) -> str:
    for character, code in reversed(_ENCODED):
        part = part.replace(code, character)
    return part


# The status of what there is not, where the service doesn't refuse the call.
_MISSING = "NOT_EXIST"
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
    equal: str | None = None,
) -> Target | str | None:
    """Returns what a call has started.

    Args:
        response: Its response, in which ids are looked up first.
        call: The operation and its arguments, in which they are looked up then.
        poll: The operation that reports on the work.
        gone: Whether the work is over when it isn't found any more.
        stopped: Whether it is a success if the work ends because it was stopped.
        equal: The argument to which the field of the same name is to be equal in the end, if it was passed.

    Returns:
        The target, or the name of the id that is missing; None if the call failed.
    """
    operation, arguments = call
    if operation not in _parameters:
        _parameters[operation] = parameters(operation)
        _paths.update(polled_operations())
    given = dict(zip(_parameters[operation], arguments))
    project, *names = _paths[poll]
    ids = [response.get(name) or given.get(name) for name in names]
    if response.get("error_code") is not None:
        return None
    missing = next((name for name, one in zip(names, ids) if not isinstance(one, str)), None)
    if missing is not None:
        return missing
    expected = None if equal is None else given.get(equal)
    pair = (equal, expected) if equal is not None and isinstance(expected, str) else None
    return Target(poll, (given.get(project), *ids), "gone" if gone else "done", stopped, pair)
