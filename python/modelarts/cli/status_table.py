"""The status of tasks and of other work as commands print it."""

from __future__ import annotations

from modelarts.cli.output import colored_state, print_table
from modelarts.language import message
from modelarts.responses.task import TaskStatus
from modelarts.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from modelarts.responses.work import Work

__all__ = ["print_statuses", "status_row"]


def status_row(status: Work) -> dict[str, object]:
    """Returns the object that JSON has for the status of work.

    Args:
        status: The status.

    Returns:
        The response of the service, with the names of the work before it.
    """
    if isinstance(status, TaskStatus):
        return {"task_id": status.task_id, "project_id": status.project_id, **status}
    state = None if status.state is None else status.state.value
    return {"handle": status.handle, "state": state, **status}


def print_statuses(statuses: Sequence[Work]) -> None:
    """Prints a table of the status of work.

    Args:
        statuses: The status of each.

    Raises:
        OSError: Standard output can't be written.
    """
    rows = [
        {"task": status.handle, "status": status._state_text(), "result": _result_text(status)} for status in statuses
    ]
    headings = {
        "task": message("task"),
        "status": message("status"),
        "result": message("result"),
    }
    states = {printable(status._state_text()): status.state for status in statuses}
    print_table(rows, headings, {"status": lambda text: colored_state(text, states.get(text))})


def _result_text(status: Work) -> str:
    parts = _created(status) if isinstance(status, TaskStatus) else []
    parts += [f"{entry.error_code}: {entry.error_msg}" for entry in status.failures]
    return ", ".join(parts)


def _created(status: TaskStatus) -> list[str]:
    dataset, version = message("dataset"), message("version")
    parts = [f"{dataset} {entry.dataset_name} ({entry.dataset_id})" for entry in status.datasets]
    parts += [f"{version} {entry.version_name} ({entry.new_version_id})" for entry in status.versions]
    return parts
