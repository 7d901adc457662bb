"""What to wait for: the targets that the arguments of a public method name."""

from __future__ import annotations

from modelarts.errors import InvalidParameterError
from modelarts.language import joined, message_in
from modelarts.responses.base import raise_if_failed
from modelarts.responses.started import Started
from modelarts.responses.target import TASK, Target, handle_forms
from modelarts.responses.work import Work
from modelarts.unset import UNSET, Unset

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["target_of_task", "targets_of_tasks", "targets_of_work"]


def target_of_task(project_id: str | Unset, task_id: str | Unset) -> Target:
    """Returns the target of a wait for a task of the dataset API.

    Args:
        project_id: The project.
        task_id: The id, which is checked when the poller is made.
    """
    return Target(TASK, (project_id, task_id))


def targets_of_tasks(
    caller: str, project_id: str | Unset, task_ids: Iterable[str] | Unset, language: str | None
) -> list[Target]:
    """Returns the targets of a wait for tasks of the dataset API.

    Args:
        caller: The name of the public method, for the error.
        project_id: The project.
        task_ids: The argument of the public method; the ids are checked when the poller is made.
        language: The language of errors.

    Raises:
        TypeError: The argument was left out.
        InvalidParameterError: The argument is a single id or no iterable at all.
    """
    if isinstance(task_ids, Unset):
        raise TypeError(
            message_in(
                language,
                "{caller}() needs task_ids=; to leave project_id out, pass the others by keyword",
                caller=caller,
            )
        )
    if isinstance(task_ids, (str, bytes)) or not hasattr(task_ids, "__iter__"):
        found = type(task_ids).__name__
        problem = message_in(language, "task_ids: is {found}, expected a list of ids", found=found)
        raise InvalidParameterError(problem, parameter="task_ids")
    return [target_of_task(project_id, task_id) for task_id in task_ids]


def targets_of_work(
    work: Iterable[object], project_id: str | None = None, *, language: str | None = None
) -> list[Target]:
    """Returns the targets of a wait for work of any kind.

    Args:
        work: The argument of the public method: started responses, statuses, and handles.
        project_id: The project of the client, if it is known; a status names its project, and a handle does not.
        language: The language of errors, "en" or "zh"; None for the user's.

    Returns:
        The targets; their ids are checked when the poller is made.

    Raises:
        InvalidParameterError: The argument is a single one, or some are none of these.
        ApiException: A call that was to start some of it failed.
    """
    if isinstance(work, (str, bytes, dict)) or not hasattr(work, "__iter__"):
        found = type(work).__name__
        problem = message_in(language, "work: is {found}, expected a list of what to wait for", found=found)
        raise InvalidParameterError(problem, parameter="work")
    targets, problems, has_bad_handle = [], [], False
    for index, one in enumerate(work):
        target = _target_of(one, language)
        if isinstance(target, Target):
            is_named = project_id is not None and target.arguments[0] == project_id
            targets.append(target._replace(arguments=(UNSET, *target.ids)) if is_named else target)
        else:
            problems.append(joined(language, [f"work[{index}]", target], ": "))
            has_bad_handle = has_bad_handle or isinstance(one, str)
    if problems:
        # They are long, and the same for each handle.
        forms = [message_in(language, "expected {forms}", forms=handle_forms(language))] if has_bad_handle else []
        text = joined(language, [*problems, *forms], "; ")
        raise InvalidParameterError(text, parameter="work", problems=problems)
    return targets


def _target_of(one: object, language: str | None) -> Target | str:
    """Returns the target, or what is wrong."""
    if isinstance(one, str):
        parsed = Target.parse(one, UNSET)
        return parsed or message_in(language, "{found} is not a handle", found=repr(one))
    target = None
    if isinstance(one, (Started, Work)):
        raise_if_failed(one)
        target = one._target if isinstance(one, Started) else one._target()
    if target is not None:
        return target
    if isinstance(one, Started) and (problem := one._without_id()) is not None:
        return problem
    found = type(one).__name__
    return message_in(
        language, "is {found}, expected the response of a call that starts work, or a handle", found=found
    )
