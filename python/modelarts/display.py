"""How responses, lists of them and errors are shown in a notebook."""

from __future__ import annotations

from modelarts._modelarts import explain
from modelarts.error_details import details, headline
from modelarts.language import message_in
from modelarts.markup import Badge, escaped, field_table, heading, is_list_of_objects, label, paragraph, table, visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from modelarts.errors import ModelArtsError
    from modelarts.responses import FailedEntry, TaskStatus, Work

__all__ = ["error_html", "list_html", "object_html", "page_html", "task_html", "work_html"]

_MAX_ROWS = 100
_ENTRY_FIELDS = ("file_count", "create_time")
_FAILURE_FIELDS = ("error_code", "error_msg", "meaning", "advice")
# What stands for an absent value.
_NOTHING: tuple[object, ...] = (None, "", [], {})


def object_html(response: Mapping[str, object]) -> str:
    """Returns a response as HTML: a table of its fields, and a table for each list of objects.

    Args:
        response: The response, or an object in one.

    Returns:
        A fragment of HTML.
    """
    language = _language(response)
    if response.get("error_code") and getattr(response, "http_status", None) is not None:
        badge = Badge(message_in(language, "call failed"), "FAILED")
        return f"<div><p>{badge.html()}</p>{_explained(response, language)}</div>"
    if not response:
        return f"<div>{paragraph(message_in(language, 'done'))}</div>"
    return f"<div>{_fields(response, language)}</div>"


def work_html(work: Work) -> str:
    """Returns a response that reports on work as HTML: its status as a badge, and its fields as tables.

    Args:
        work: The response.

    Returns:
        A fragment of HTML.
    """
    language = _language(work)
    rest = {name: value for name, value in work.items() if name not in ("error_code", "error_msg")}
    return f"<div>{_head(work, language)}{_fields(type(work)(rest), language) if rest else ''}</div>"


def task_html(task: TaskStatus) -> str:
    """Returns the status of a task as HTML: its status as a badge, its results and failures as tables.

    Args:
        task: The status.

    Returns:
        A fragment of HTML.
    """
    language = _language(task)
    parts = [_head(task, language)]
    if task.datasets:
        parts.append(_entries("datasets", task.datasets, ("dataset_id", "dataset_name"), language))
    if task.versions:
        parts.append(_entries("versions", task.versions, ("new_version_id", "version_name"), language))
    if task.failures:
        parts.append(_failures(task.failures, language))
    return f"<div>{''.join(parts)}</div>"


def list_html(items: Sequence[object]) -> str:
    """Returns a list of responses as HTML: a table.

    Args:
        items: The responses, or errors in their place.

    Returns:
        A fragment of HTML.
    """
    language = next((found for item in items if (found := _language(item))), None)
    if not items:
        return f"<div>{paragraph(message_in(language, 'The list is empty.'))}</div>"
    return f"<div>{_rows('rows', items, language)}</div>"


def page_html(items: Sequence[object], others: Mapping[str, object], language: str | None) -> str:
    """Returns a page of a listing as HTML: a table, and the other fields below it.

    Args:
        items: The entries.
        others: The other fields of the response.
        language: "en" or "zh"; None for the user's.

    Returns:
        A fragment of HTML.
    """
    if "error_code" in others:
        return f"<div>{_explained(others, language)}</div>"
    plain = {name: value for name, value in others.items() if not isinstance(value, (dict, list))}
    shown = ", ".join(f"{label(name, language)} {value}" for name, value in plain.items())
    body = _rows("rows", items, language) if items else paragraph(message_in(language, "The list is empty."))
    return f"<div>{body}{paragraph(shown) if shown else ''}</div>"


def error_html(error: ModelArtsError) -> str:
    """Returns an error as HTML: its class, and a table of its details.

    Args:
        error: The error.

    Returns:
        A fragment of HTML.
    """
    badge = Badge(type(error).__name__, "FAILED")
    parts = [f"<p>{badge.html()} {escaped(headline(error))}</p>"]
    if found := details(error):
        rows = "".join(
            f'<tr><th style="text-align:left;vertical-align:top">{escaped(name)}</th>'
            f'<td style="text-align:left">{escaped(text)}</td></tr>'
            for name, text in found
        )
        parts.append(f"<table><tbody>{rows}</tbody></table>")
    return f"<div>{''.join(parts)}</div>"


def _language(item: object) -> str | None:
    return getattr(item, "_language", None)


def _fields(response: Mapping[str, object], language: str | None) -> str:
    response = visible(response)
    lists = {name: value for name, value in response.items() if is_list_of_objects(value)}
    plain = {name: value for name, value in response.items() if name not in lists}
    parts = [field_table(plain, language)] if plain else []
    for name, entries in lists.items():
        parts.append(f"<p>{heading(name, language, ' ')}</p>{_rows(name, entries, language)}")
    return "".join(parts)


def _rows(name: str, items: Sequence[object], language: str | None) -> str:
    rows = [_row(item) for item in items[:_MAX_ROWS]]
    columns = tuple(dict.fromkeys(column for row in rows for column in row))
    # What no row has is not a column, unless nothing is left.
    columns = tuple(name for name in columns if any(row.get(name) not in _NOTHING for row in rows)) or columns
    cells = (tuple(row.get(column) for column in columns) for row in rows)
    return table(columns, cells, language) + _rest(name, len(items), language)


def _row(item: object) -> Mapping[str, object]:
    if isinstance(item, Exception):
        return {"error": f"{type(item).__name__}: {item}"}
    found = item._table_row() if hasattr(item, "_table_row") else item
    row: Mapping[str, object] = found if isinstance(found, dict) else {"": found}
    return row


def _head(work: Work, language: str | None) -> str:
    is_unknown = work.get(work._state_field) is None and not work.is_done
    text = message_in(language, "call failed") if is_unknown else work._state_text()
    badge = Badge(text, "FAILED" if is_unknown else work.state).html()
    handle = f" <code>{escaped(work.handle)}</code>" if work.handle else ""
    error = _explained(work, language) if work.error_code else ""
    return f"<p>{badge}{handle}</p>{error}"


def _explained(response: Mapping[str, object], language: str | None) -> str:
    """Returns a table of code, message, meaning and advice of a response that has an error code."""
    code = str(response.get("error_code"))
    meaning, advice = explain(code, language) or (None, None)
    values = (code, response.get("error_msg"), meaning, advice)
    fields = {name: value for name, value in zip(_FAILURE_FIELDS, values) if value}
    if request_id := getattr(response, "request_id", None):
        fields["request_id"] = request_id
    return field_table(fields, language)


def _entries(
    title: str, entries: Sequence[Mapping[str, object]], columns: tuple[str, ...], language: str | None
) -> str:
    columns = (*columns, *_ENTRY_FIELDS)
    rows = [tuple(entry.get(column) for column in columns) for entry in entries[:_MAX_ROWS]]
    return table(columns, rows, language) + _rest(title, len(entries), language)


def _failures(failures: Sequence[FailedEntry], language: str | None) -> str:
    rows = ((entry.error_code, entry.error_msg, *(entry.explain() or (None, None))) for entry in failures[:_MAX_ROWS])
    return table(_FAILURE_FIELDS, rows, language) + _rest("failures", len(failures), language)


def _rest(title: str, count: int, language: str | None) -> str:
    rest = count - _MAX_ROWS
    if rest <= 0:
        return ""
    name = message_in(language, "rows") if title == "rows" else title
    return paragraph(message_in(language, "… {count} more {name}", count=rest, name=name))
