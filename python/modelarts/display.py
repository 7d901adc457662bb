"""How responses are shown in a notebook; everything that the service sent is escaped."""

from __future__ import annotations

import html

from modelarts._modelarts import explain
from modelarts.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from typing_extensions import TypeGuard

    from modelarts.responses import FailedEntry, TaskStatus, Work

__all__ = ["list_html", "object_html", "task_html", "work_html"]

_SUCCEEDED_COLOUR = "#1a7f37"
_FAILED_COLOUR = "#cf222e"
_RUNNING_COLOURS = {
    "RETRY": "#9a6700",
    "RUNNING": "#0969da",
    "STARTED": "#0969da",
}
_OTHER_COLOUR = "#6e7781"
_MOST_ROWS = 100
_MOST_ITEMS = 10


def object_html(response: Mapping[str, object]) -> str:
    """Returns a response as HTML: a table of its fields, and a table for each list of objects.

    Args:
        response: The response, or an object in one.

    Returns:
        A fragment of HTML.
    """
    return f"<div>{_fields(response)}</div>"


def work_html(work: Work) -> str:
    """Returns a response that reports on work as HTML: its status as a badge, and its fields as tables.

    Args:
        work: The response.

    Returns:
        A fragment of HTML.
    """
    return f"<div>{_head(work)}{_fields(work)}</div>"


def list_html(rows: Sequence[Mapping[str, object]]) -> str:
    """Returns a list of responses as HTML: a table.

    Args:
        rows: The responses.

    Returns:
        A fragment of HTML.
    """
    return f"<div>{_rows('rows', rows) if rows else '<p>[]</p>'}</div>"


def task_html(task: TaskStatus) -> str:
    """Returns the status of a task as HTML: its status as a badge, its results and failures as tables.

    Args:
        task: The status.

    Returns:
        A fragment of HTML.
    """
    parts = [_head(task)]
    if task.datasets:
        parts.append(_entries("datasets", task.datasets, ("dataset_id", "dataset_name")))
    if task.versions:
        parts.append(_entries("versions", task.versions, ("new_version_id", "version_name")))
    if task.failures:
        parts.append(_failures(task.failures))
    return f"<div>{''.join(parts)}</div>"


def _fields(response: Mapping[str, object]) -> str:
    response = _visible(response)
    lists = {name: value for name, value in response.items() if _is_list_of_objects(value)}
    plain = [item for item in response.items() if item[0] not in lists]
    parts = [_table(("field", "value"), plain)] if plain or not lists else []
    parts += [f"<p>{_escaped(name)}</p>{_rows(name, entries)}" for name, entries in lists.items()]
    return "".join(parts)


def _visible(entry: Mapping[str, object]) -> Mapping[str, object]:
    """Returns what may be shown of an object: a response hides its confidential fields."""
    shown: Mapping[str, object] = entry._shown() if hasattr(entry, "_shown") else entry
    return shown


def _escaped(text: str) -> str:
    return html.escape(printable(text))


def _is_list_of_objects(value: object) -> TypeGuard[list[dict[str, object]]]:
    return isinstance(value, list) and bool(value) and all(isinstance(entry, dict) for entry in value)


def _rows(name: str, entries: Sequence[Mapping[str, object]]) -> str:
    shown = [_visible(entry) for entry in entries[:_MOST_ROWS]]
    columns = tuple(dict.fromkeys(column for entry in shown for column in entry))
    rows = (tuple(entry.get(column) for column in columns) for entry in shown)
    return _table(columns, rows) + _rest(name, len(entries))


def _head(work: Work) -> str:
    is_unknown = work.get(work._state_field) is None and not work.is_done
    label = "call failed" if is_unknown else work._state_text()
    colour = _RUNNING_COLOURS.get(label, _OTHER_COLOUR)
    if is_unknown or work.is_failed:
        colour = _FAILED_COLOUR
    elif work.is_succeeded:
        colour = _SUCCEEDED_COLOUR
    badge = (
        f'<span style="background:{colour};color:#fff;border-radius:1em;padding:0.15em 0.7em;'
        f'font-weight:600">{_escaped(label)}</span>'
    )
    handle = f" <code>{_escaped(work.handle)}</code>" if work.handle else ""
    explained = explain(str(work.error_code), work._language) if work.error_code else None
    error = " ".join(str(part) for part in (work.error_code, work.error_msg, *(explained or ())) if part)
    return f"<p>{badge}{handle}{f' {_escaped(error)}' if error else ''}</p>"


def _entries(title: str, entries: Sequence[Mapping[str, object]], columns: tuple[str, ...]) -> str:
    rows = (
        (*(entry.get(column) for column in columns), entry.get("file_count"), getattr(entry, "created_at", None))
        for entry in entries[:_MOST_ROWS]
    )
    return _table((*columns, "file_count", "created_at"), rows) + _rest(title, len(entries))


def _failures(failures: Sequence[FailedEntry]) -> str:
    rows = ((entry.error_code, entry.error_msg, *(entry.explain() or (None, None))) for entry in failures[:_MOST_ROWS])
    return _table(("error_code", "error_msg", "meaning", "advice"), rows) + _rest("failures", len(failures))


def _rest(title: str, count: int) -> str:
    return f"<p>… {count - _MOST_ROWS} more {_escaped(title)}</p>" if count > _MOST_ROWS else ""


def _table(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    head = "".join(f'<th style="text-align:left">{_escaped(column)}</th>' for column in columns)
    body = "".join(f"<tr>{''.join(_cell(value) for value in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(value: object) -> str:
    return f'<td style="text-align:left">{_escaped(_text(value))}</td>'


def _text(value: object) -> str:
    if value is None:
        return ""
    if _is_list_of_objects(value):
        shown = [_visible(entry) for entry in value]
        return "; ".join(", ".join(f"{name} {_text(inner)}" for name, inner in entry.items()) for entry in shown)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        rest = len(value) - _MOST_ITEMS
        return ", ".join(value[:_MOST_ITEMS]) + (f", … {rest} more" if rest > 0 else "")
    return str(value)
