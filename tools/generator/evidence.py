"""Writes the table of what shows that each call of an API with resources works."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from generator import parse
from generator.reference import table
from generator.text import mark

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model import Operation, Service

EXAMPLES = "tests/data/v2_documented.json"
EMULATED = "tests/data/v2_emulator.json"
# Of a call that was just added to the model; a test requires the documented one.
NO_EXAMPLE: dict[str, object] = {"requests": [], "response": None}
HEAD = """\
<!-- {mark} -->

# What shows that each call works

Both classes send each documented example to a socket, where the test compares method, path, query and body with the
example, and read its documented response: `tests/test_v2_documents.py`, `test_an_example_is_sent_and_its_response_read`
for the sync class and `test_an_example_is_sent_and_read_by_a_coroutine` for the async one; each case is named
METHOD-NUMBER. A call without a documented example is sent with its ids alone.

Both classes also make each call on the emulator, one after the other, and compare what it returns:
`tests/test_v2_on_the_emulator.py`, `test_the_sync_class_makes_every_call` and `test_the_async_class_makes_every_call`.
The emulator has paths, keys and rules from the documents, too, but not from this client; `tests/test_emulator_v2.py`
sends all calls with the vendor's signer, and compares the keys of the responses with the documents.

“Second source” is what confirms a call besides the documents.

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
            steps = json.loads((root / EMULATED).read_text("utf-8"))["steps"]
            emulated = Counter(step["call"] for step in steps if "call" in step)
            files[root / f"docs/reference/{service.outputs.reference}/evidence.md"] = _page(service, examples, emulated)
    return files


def _page(service: Service, examples: dict[str, dict[str, object]], emulated: Counter[str]) -> str:
    rows = [
        _row(operation, examples.get(operation.name, NO_EXAMPLE), emulated[operation.name])
        for operation in service.operations
    ]
    head = (
        "Method",
        "Request",
        "Examples sent, sync and async",
        "Response read, sync and async",
        "Calls of the emulator, sync and async",
        "Second source",
    )
    sources = f"{service.source}, {EXAMPLES} and {EMULATED}"
    return HEAD.format(mark=mark(sources)) + table(head, rows) + "\n"


def _row(operation: Operation, example: dict[str, object], emulated: int) -> tuple[str, ...]:
    requests, response = example["requests"], example["response"]
    sent = f"{len(requests)}" if isinstance(requests, list) and requests else "none documented"
    read = "yes" if response is not None else "none documented"
    clients = ", ".join(operation.clients)
    source = {"code": clients, "path": f"{clients} (method and path)", "documents": "none"}[operation.confirmed]
    request = f"`{operation.method} {operation.path}`"
    return f"`{operation.name}`", request, sent, read, str(emulated) if emulated else "none", source
