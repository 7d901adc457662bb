"""Responses as commands print them: as a table, JSON, JSON lines or CSV."""

from __future__ import annotations

import csv
import io
from itertools import islice

from modelarts.cli.output import print_json, print_line, print_table, print_text
from modelarts.language import message
from modelarts.markup import label, plain_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from modelarts.responses import Response

__all__ = ["FORMATS", "print_record", "print_records"]

FORMATS = ("table", "json", "jsonl", "csv")


def print_records(records: Iterable[Response], fields: Sequence[str], output: str, *, limit: int | None = None) -> None:
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
        print_text(_line(fields))
        for record in records:
            print_text(_line([_csv_value(record.get(field)) for field in fields]))
    elif output == "json":
        print_json(list(records))
    else:
        _print_table(list(records), fields)


def print_record(record: Response, output: str) -> None:
    """Prints one response: in a table, a line for each field.

    Args:
        record: The response.
        output: One of `FORMATS`.

    Raises:
        OSError: Standard output can't be written.
    """
    if output in ("json", "jsonl"):
        print_json(record, indent=2 if output == "json" else None)
        return
    if output == "csv":
        print_text(_line(list(record)))
        print_text(_line([_csv_value(value) for value in record.values()]))
        return
    if not record:
        print_line(message("done"))
        return
    cells = record._cells()
    rows = [{"field": label(name, None), "value": plain_text(name, value, None)} for name, value in cells.items()]
    print_table(rows, {"field": message("field"), "value": message("value")})


def _print_table(records: Sequence[Response], fields: Sequence[str]) -> None:
    if not records:
        print_line(message("The list is empty."))
        return
    rows: list[Mapping[str, object]] = []
    for record in records:
        cells = record._cells()
        rows.append({name: plain_text(name, cells[name], None) for name in fields if cells.get(name) is not None})
    shown = [name for name in fields if any(row.get(name) for row in rows)]
    print_table(rows, {name: label(name, None) for name in shown})


def _line(values: Sequence[object]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(values)
    return text.getvalue()


def _csv_value(value: object) -> object:
    if not isinstance(value, (dict, list)):
        return value
    import json

    return json.dumps(value, ensure_ascii=False)
