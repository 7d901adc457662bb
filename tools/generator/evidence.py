"""Writes the table of what shows that each call of an API with resources works."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from generator import parse
from generator.reference import table
from generator.text import mark

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model import Operation, Service

EXAMPLES = "tests/data/v2_documented.json"
HEAD = """\
<!-- {mark} -->

# What shows that each call works

Both classes send each documented example to a socket, where the test compares method, path, query and body with the
example, and read its documented response: `tests/test_v2_documents.py`, `test_an_example_is_sent_and_its_response_read`
for the sync class and `test_an_example_is_sent_and_read_by_a_coroutine` for the async one; each case is named
METHOD-NUMBER. A call without a documented example is sent with its ids alone. “Second source” is what confirms a call
besides the documents.

"""


def outputs(root: Path) -> dict[Path, str]:
    """Returns the table.

    Args:
        root: the repository.

    Returns:
        Its text, by its path.
    """
    files = {}
    for service in parse.services(root):
        path = root / EXAMPLES
        if service.resources and path.exists():
            examples = json.loads(path.read_text("utf-8"))
            files[root / f"docs/reference/{service.outputs.reference}/evidence.md"] = _page(service, examples)
    return files


def _page(service: Service, examples: dict[str, dict[str, object]]) -> str:
    rows = [_row(operation, examples[operation.name]) for operation in service.operations]
    head = ("Method", "Request", "Examples sent, sync and async", "Response read, sync and async", "Second source")
    return HEAD.format(mark=mark(f"{service.source} and {EXAMPLES}")) + table(head, rows) + "\n"


def _row(operation: Operation, example: dict[str, object]) -> tuple[str, ...]:
    requests, response = example["requests"], example["response"]
    sent = f"{len(requests)}" if isinstance(requests, list) and requests else "none documented"
    read = "yes" if response is not None else "none documented"
    clients = ", ".join(operation.clients)
    source = {"code": clients, "path": f"{clients} (method and path)", "documents": "none"}[operation.confirmed]
    return f"`{operation.name}`", f"`{operation.method} {operation.path}`", sent, read, source
