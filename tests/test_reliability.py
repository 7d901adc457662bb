"""Each promise of `docs/reliability.md` names a test that exists; `docs/peers.md` has an outcome for each case.

The Chinese pages have the same tests and the same outcomes.
"""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parent
PEERS = TESTS.parent / "peers"
RELIABILITY = TESTS.parent / "docs" / "reliability.md"
CHINESE_RELIABILITY = RELIABILITY.with_suffix(".zh-CN.md")
OUTCOMES = TESTS.parent / "docs" / "peers.md"
ROW = re.compile(r"\| ([^|]+) \| ([^|]+) \| `([\w/]+\.(?:py|rs))::(\w+)` \|")

# Titles of cases on the page about the vendor's SDK.
SAME_IN_BOTH = {
    "1.5",
    "123456789012345678901234567890",
    '"many"',
    "`..`",
    "`verify_ssl=False`",
    "Ctrl-C",
    "HTML",
    "None",
    "null",
    "pickle",
}
SECTIONS = [
    "Connections",
    "Responses",
    "Arguments",
    "Credentials",
    "TLS",
    "Proxies",
    "Settings",
    "Threads, processes and event loops",
    "Interrupts and the end of the interpreter",
    "Shortages",
    "Waits",
    "Manifests",
    "Secrets",
]


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The script that runs the cases."""
    for package in ("huaweicloudsdkcore", "huaweicloudsdkmodelarts"):
        monkeypatch.setitem(sys.modules, package, None)  # importing the cases needs neither
    monkeypatch.syspath_prepend(PEERS)
    return importlib.import_module("faults")


def tables(page: Path = RELIABILITY) -> dict[str, list[str]]:
    """The rows of the tables of promises, by section; the last section has another table."""
    parts = page.read_text("utf-8").split("\n## ")[1:-1]
    rows = {part.partition("\n")[0]: [line for line in part.splitlines() if line.startswith("| ")] for part in parts}
    return {section: lines[2:] for section, lines in rows.items()}


def named_tests(page: Path) -> list[list[str]]:
    """The tests that the rows name, by section."""
    return [[row.rpartition(" | ")[2] for row in rows] for rows in tables(page).values()]


def test_no_section_of_promises_is_missing() -> None:
    assert list(tables()) == SECTIONS


@pytest.mark.parametrize("section", SECTIONS)
def test_every_promise_names_a_test_that_exists(section: str) -> None:
    rows = tables()[section]
    assert rows
    for row in rows:
        found = ROW.fullmatch(row)
        assert found, row
        file, test = found[3], found[4]
        path = (TESTS.parent if file.startswith("src/") else TESTS) / file
        assert re.search(rf"\b(?:def|fn) {test}\(", path.read_text("utf-8")), f"{file}::{test}"


def test_both_languages_have_the_same_promises() -> None:
    assert named_tests(CHINESE_RELIABILITY) == named_tests(RELIABILITY)


def test_every_case_has_an_outcome_for_both_clients(faults: Any) -> None:
    outcomes = faults.read(OUTCOMES.read_text("utf-8"))
    assert {section: list(cases) for section, cases in outcomes.items()} == {
        section: list(cases) for section, cases in faults.CASES.items()
    }
    assert all(text for cases in outcomes.values() for both in cases.values() for text in both)


def test_the_outcomes_of_a_run_are_written_so_that_they_are_read_again(faults: Any) -> None:
    text = OUTCOMES.read_text("utf-8")
    (versions,) = re.findall(r"^Run with (.*)\.$", text, re.MULTILINE)
    outcomes = faults.read(text)
    assert faults.document(outcomes, versions, faults.ENGLISH) == text
    chinese = OUTCOMES.with_suffix(".zh-CN.md").read_text("utf-8")
    assert faults.document(outcomes, versions, faults.CHINESE) == chinese


def test_the_words_of_cases_and_outcomes_have_their_chinese(faults: Any) -> None:
    texts = importlib.import_module("texts")
    titles = {*faults.CASES, *(case for cases in faults.CASES.values() for case in cases)}
    assert titles == texts.TITLES.keys() | SAME_IN_BOTH
    outcomes = faults.read(OUTCOMES.read_text("utf-8"))
    said = [text for cases in outcomes.values() for both in cases.values() for text in both]
    parts = [part for text in said for part in texts.COUNTS.sub(r"\1", text).split("; ")]
    assert [known for known in texts.PARTS if not any(re.fullmatch(known, part) for part in parts)] == []
