"""Responses as commands print them: as a table, JSON, JSON lines or CSV."""

from __future__ import annotations

import csv
import io
from itertools import islice

from modelarts.cli.output import (
    json_text,
    print_block,
    print_error,
    print_json,
    print_line,
    print_table,
    print_text,
)
from modelarts.language import message
from modelarts.markup import label, plain_text
from modelarts.text import is_safe, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from modelarts.responses.base import AttributeDict

__all__ = ["FORMATS", "print_record", "print_records", "print_row"]

FORMATS = ("table", "json", "jsonl", "csv")


def print_records(
    records: Iterable[AttributeDict], fields: Sequence[str], output: str, *, limit: int | None = None
) -> None:
    """Prints the entries of a listing.

    A table and a JSON document are printed when all entries are known, so that an error leaves no part of one
    behind; lines of JSON and CSV are printed as the entries come.

    Args:
        records: The entries.
        fields: The fields that are columns of the table and of CSV; JSON has all of them.
        output: One of `FORMATS`.
        limit: The most entries that are printed; None for all.

    Raises:
        ModelArtsError: The listing failed.
        OSError: Standard output can't be written.
    """
    records = islice(records, limit)
    if output == "jsonl":
        for record in records:
            print_json(record, indent=None)
    elif output == "csv":
        _print_csv(records, fields)
    elif output == "json":
        print_json(list(records))
    else:
        _print_table(list(records), fields)


def print_record(record: AttributeDict, output: str, *, fields: Sequence[str] | None = None) -> None:
    """Prints one response: for people, a line for each field that has a value.

    Args:
        record: The response.
        output: One of `FORMATS`.
        fields: The fields that people see, in this order; None for all. JSON and CSV have all.

    Raises:
        OSError: Standard output can't be written.
    """
    if output != "table":
        print_row(record, output)
        return
    if not record:
        print_line(message("done"))
        return
    cells = record._table_row()
    # Without any of the fields, all that there are say more than nothing.
    shown = {name: cells[name] for name in fields or () if name in cells} or cells
    print_block({label(name, None): plain_text(name, value, None) for name, value in shown.items()})


def print_row(row: Mapping[str, object], output: str) -> None:
    """Prints one object for programs.

    Args:
        row: The object.
        output: One of `FORMATS` but "table".

    Raises:
        OSError: Standard output can't be written.
    """
    if output == "csv":
        print_text(_line(list(row)) + _line([_csv_value(value) for value in row.values()]))
    else:
        print_json(row, indent=2 if output == "json" else None)


def _print_table(records: Sequence[AttributeDict], fields: Sequence[str]) -> None:
    if not records:
        print_error(message("The list is empty."))
        return
    rows: list[Mapping[str, object]] = []
    for record in records:
        cells = record._table_row()
        rows.append({name: plain_text(name, cells[name], None) for name in fields if cells.get(name) is not None})
    # Without any of the fields, the empty lines show how many entries there are.
    shown = [name for name in fields if any(row.get(name) for row in rows)] or fields
    print_table(rows, {name: label(name, None) for name in shown})


def _print_csv(records: Iterable[AttributeDict], fields: Sequence[str]) -> None:
    is_first = True
    for record in records:
        # The headings come with the first entry, so that a call that fails prints nothing.
        headings = _line(fields) if is_first else ""
        print_text(headings + _line([_csv_value(record.get(field)) for field in fields]))
        is_first = False
    if is_first:
        print_text(_line(fields))


def _line(values: Sequence[object]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(values)
    return text.getvalue()


def _csv_value(value: object) -> object:
    if isinstance(value, (dict, list, bool)):
        return json_text(value)
    if not isinstance(value, str):
        return value
    # CSV has quotes for the end of a line, and nothing for other characters that a terminal acts on.
    return "".join(c if c in "\n\t" or is_safe(c) else printable(c) for c in value)
