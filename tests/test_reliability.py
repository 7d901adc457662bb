"""The table of `docs/reliability.md` is whole: each promise has its tests, which are there, and what came of a run."""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parent
PEERS = TESTS.parent / "peers"
DOCUMENT = TESTS.parent / "docs" / "reliability.md"
PROOF = re.compile(r"`([\w/]+\.(?:py|rs))::(\w+)`")
RESULT = re.compile(r"\*[^*]+\*: .+")

PROMISES = [
    "connection refused, unknown host",
    "connecting or reading takes too long",
    "bytes drip in, one at a time",
    "reset in mid-body, body shorter than it says",
    "a write whose answer is lost",
    "truncated JSON, HTML with 200, empty body, `null`, a list",
    "redirect",
    "429, or 503 with `Retry-After` (seconds or a date)",
    "500, 502, 503, 504",
    "401 in mid-run",
    "keys of an agency expire",
    "this machine's clock is wrong",
    "JSON nested 100,000 deep",
    "invalid UTF-8",
    "a key that stands twice",
    "integers beyond 64 bits, fractions, text instead",
    "a huge or endless body, a compressed bomb",
    "an id that would lead elsewhere",
    "TLS: expired, other host, self-signed, unknown authority",
    "`verify_ssl=False`",
    "a proxy, in the settings or the environment",
    "configuration file missing, unreadable, wrong",
    "eight threads on one client",
    "fork after use, parent and child at once",
    "Ctrl-C in a call or a wait",
    "the interpreter ends with calls under way",
    "a coroutine is cancelled or timed out; several loops",
    "a client is pickled or copied",
    "a service that is away for minutes, during a wait",
    "secrets in texts",
]


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The script that fills in the results."""
    for package in ("huaweicloudsdkcore", "huaweicloudsdkmodelarts"):
        monkeypatch.setitem(sys.modules, package, None)  # importing the cases needs neither
    monkeypatch.syspath_prepend(PEERS)
    return importlib.import_module("faults")


@pytest.fixture
def table(faults: Any) -> dict[str, list[str]]:
    """The rows by their first cell."""
    return faults.table(DOCUMENT.read_text())  # type: ignore[no-any-return]


def test_every_promise_stands_in_the_table_in_order(table: dict[str, list[str]]) -> None:
    assert list(table) == PROMISES


def test_every_proof_is_a_test_that_is_there(table: dict[str, list[str]]) -> None:
    for name, (_, promise, shown_by, *_) in table.items():
        assert promise, name
        proofs = PROOF.findall(shown_by)
        assert proofs, name
        for file, test in proofs:
            path = (TESTS.parent if file.startswith("src/") else TESTS) / file
            assert re.search(rf"\b(?:def|fn) {test}\(", path.read_text()), f"{file}::{test}"


def test_every_row_tells_what_came_of_it_for_both_clients(faults: Any, table: dict[str, list[str]]) -> None:
    for name, cells in table.items():
        assert len(cells) == 5, name
        for results in (cell.split("<br>") for cell in cells[3:]):
            assert [result.split(": ")[0].strip("*") for result in results] == list(faults.CASES[name]), name
            assert all(RESULT.fullmatch(result) for result in results), name


def test_every_row_has_a_case_and_every_case_a_row(faults: Any) -> None:
    text = DOCUMENT.read_text()
    assert faults.differences(text) == []
    name = PROMISES[0]
    assert faults.differences(text.replace(f"| {name} |", "| something else |")) == [
        "no case for: something else",
        f"no row for: {name}",
    ]


def test_a_run_writes_its_results_and_nothing_else(faults: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "run_with", lambda: "As run: now.")
    text = DOCUMENT.read_text()
    results = {name: (f"theirs {number}", f"ours {number}") for number, name in enumerate(PROMISES)}
    written = faults.written(text, results)
    assert "\nAs run: now.\n" in written
    assert [(cells[3], cells[4]) for cells in faults.table(written).values()] == list(results.values())
    assert [cells[:3] for cells in faults.table(written).values()] == [
        cells[:3] for cells in faults.table(text).values()
    ]
    assert written.split("\n\n")[-2:] == text.split("\n\n")[-2:]
