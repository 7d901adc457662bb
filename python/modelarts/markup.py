"""The HTML of notebooks: tables and badges; everything that the service sent is escaped.

It has neither scripts nor style sheets, which VS Code and others don't run, and no colours but those of
badges, so that it fits light and dark themes.
"""

from __future__ import annotations

import html

from modelarts._modelarts import language_of_locale, translated
from modelarts.language import message_in
from modelarts.local_time import TIME_FIELDS, local_time
from modelarts.text import excerpt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from typing_extensions import TypeGuard

__all__ = [
    "Badge",
    "escaped",
    "field_table",
    "heading",
    "is_list_of_objects",
    "label",
    "paragraph",
    "plain_text",
    "table",
    "visible",
]

_COLOURS = {
    "SUCCEEDED": "#1a7f37",
    "FAILED": "#cf222e",
    "RUNNING": "#0969da",
    "QUEUED": "#57606a",
    "STOPPED": "#57606a",
}
_UNDOCUMENTED_COLOUR = "#9a6700"
_MAX_ITEMS = 10
_LEFT, _RIGHT = "text-align:left;vertical-align:top", "text-align:right;vertical-align:top"


class Badge:
    """A text on a colour.

    Args:
        text: The text.
        state: The state that the colour stands for, as `WorkState` names it; None for one that is not documented.
    """

    __slots__ = ("state", "text")

    def __init__(self, text: str, state: str | None) -> None:
        self.text = text
        self.state = state

    def html(self) -> str:
        """Returns it as HTML."""
        colour = _COLOURS.get(str(self.state), _UNDOCUMENTED_COLOUR)
        return (
            f'<span style="background:{colour};color:#fff;border-radius:1em;padding:0.15em 0.7em;'
            f'font-weight:600;white-space:nowrap">{escaped(self.text)}</span>'
        )


def escaped(text: str) -> str:
    """Returns text of others as HTML.

    Args:
        text: The text.

    Returns:
        Its beginning, if it is long, without markup and without characters that are not printable.
    """
    return html.escape(excerpt(text))


def paragraph(text: str) -> str:
    """Returns text as a paragraph.

    Args:
        text: The text.

    Returns:
        HTML.
    """
    return f"<p>{escaped(text)}</p>"


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], language: str | None) -> str:
    """Returns a table.

    Args:
        columns: The names of the fields in its columns, which are the headings.
        rows: The values of each row.
        language: "en" or "zh"; None for the user's.

    Returns:
        HTML.
    """
    rows = list(rows)
    numeric = [_is_numeric(name, [row[place] for row in rows]) for place, name in enumerate(columns)]
    styles = [_RIGHT if is_number else _LEFT for is_number in numeric]
    head = "".join(f'<th style="{style}">{heading(column, language)}</th>' for column, style in zip(columns, styles))
    cells = (
        "".join(
            f'<td style="{style}{_wrapping(column)}">{_cell(column, value, language)}</td>'
            for column, value, style in zip(columns, row, styles)
        )
        for row in rows
    )
    body = "".join(f"<tr>{row}</tr>" for row in cells)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def field_table(fields: Mapping[str, object], language: str | None) -> str:
    """Returns a table with a row for each field.

    Args:
        fields: The values by the names of the fields.
        language: "en" or "zh"; None for the user's.

    Returns:
        HTML.
    """
    titles = (message_in(language, "field"), message_in(language, "value"))
    head = "".join(f'<th style="{_LEFT}">{title}</th>' for title in titles)
    body = "".join(
        f'<tr><td style="{_LEFT}">{heading(name, language)}</td>'
        f'<td style="{_LEFT}">{_cell(name, value, language)}</td></tr>'
        for name, value in fields.items()
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def heading(name: str, language: str | None, separator: str = "<br>") -> str:
    """Returns the heading of a field: in Chinese what it is called, and then its name.

    Args:
        name: The name of the field.
        language: "en" or "zh"; None for the user's.
        separator: HTML between the two.

    Returns:
        HTML.
    """
    called = label(name, language)
    return escaped(name) if called == name else f"{escaped(called)}{separator}{_small(name)}"


def label(name: str, language: str | None) -> str:
    """Returns what a field is called.

    Args:
        name: The name of the field.
        language: "en" or "zh"; None for the user's.

    Returns:
        In Chinese as in the catalogue; else, and in English, its name.
    """
    key = f"field {name}"
    found = translated(key, language or language_of_locale())
    return name if found == key else found


def _small(text: str) -> str:
    return f'<small style="font-weight:normal;opacity:0.7">{escaped(text)}</small>'


def visible(entry: Mapping[str, object]) -> Mapping[str, object]:
    """Returns what may be shown of an object: a response hides its confidential fields.

    Args:
        entry: The object.

    Returns:
        Its values by their keys; of numbers with a documented meaning the meaning, too.
    """
    shown: Mapping[str, object] = entry._masked() if hasattr(entry, "_masked") else entry
    names = entry._value_names() if hasattr(entry, "_value_names") else {}
    return {**shown, **names} if names else shown


def is_list_of_objects(value: object) -> TypeGuard[list[dict[str, object]]]:
    """Returns whether a value is a list of objects, and not empty.

    Args:
        value: The value.
    """
    return isinstance(value, list) and bool(value) and all(isinstance(entry, dict) for entry in value)


def _is_numeric(name: str, values: Iterable[object]) -> bool:
    found = [value for value in values if value is not None]
    return bool(found) and name not in TIME_FIELDS and all(type(value) in (int, float) for value in found)


def _wrapping(name: str) -> str:
    """Returns the style that keeps ids and times on one line."""
    return ";white-space:nowrap" if name in TIME_FIELDS or name.endswith("_id") else ""


def _cell(name: str, value: object, language: str | None) -> str:
    return value.html() if isinstance(value, Badge) else escaped(plain_text(name, value, language))


def plain_text(name: str, value: object, language: str | None) -> str:
    """Returns a value as a text.

    Args:
        name: The name of its field, which says whether it is a time.
        value: The value; a badge is its text.
        language: "en" or "zh"; None for the user's.
    """
    if isinstance(value, Badge):
        return value.text
    if isinstance(value, bool):
        return message_in(language, "yes") if value else message_in(language, "no")
    if type(value) is int and name in TIME_FIELDS:
        return local_time(value)
    if isinstance(value, dict):
        texts = ((label(key, language), plain_text(key, inner, language)) for key, inner in visible(value).items())
        return ", ".join(f"{called} {text}" for called, text in texts if text)
    if isinstance(value, list):
        return _text_of_list(value, language)
    return "" if value is None else str(value)


def _text_of_list(values: list[object], language: str | None) -> str:
    if is_list_of_objects(values):
        if names := [found for entry in values if isinstance(found := entry.get("name"), str)]:
            return _joined(names, language)
        return _joined([plain_text("", entry, language) for entry in values], language, "; ")
    return _joined([plain_text("", value, language) for value in values], language)


def _joined(texts: Sequence[str], language: str | None, separator: str = ", ") -> str:
    rest = len(texts) - _MAX_ITEMS
    more = [message_in(language, "… {count} more", count=rest)] if rest > 0 else []
    return separator.join([*texts[:_MAX_ITEMS], *more])
