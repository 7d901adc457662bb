"""The page on the first answer: each file that it shows is read, and its code runs."""

from __future__ import annotations

import json
import warnings
from typing import TYPE_CHECKING

import pytest

from modelarts import config
from modelarts._modelarts import file_settings
from test_documents import ROOT, blocks, fences

if TYPE_CHECKING:
    from pathlib import Path

    from modelarts.emulator import Emulator

PAGES = ("docs/first-answer.md", "docs/first-answer.zh-CN.md")
# The credential and the region of the client that each file of a page makes, in order.
FILES = (
    ("access key", "cn-north-4"),
    ("password", "cn-north-4"),
    ("password", "cn-north-4"),
    ("temporary access key", "cn-north-4"),
    ("token", "cn-north-4"),
    ("agency", "cn-north-4"),
    ("password", "eu-de"),
)


def files(page: str) -> list[str]:
    """Returns the configuration files that a page shows."""
    return [fence.code for fence in fences(page) if fence.language == "json"]


@pytest.mark.parametrize("page", PAGES)
def test_each_file_of_the_page_makes_a_client_without_a_warning(page: str, tmp_path: Path) -> None:
    made = []
    for content in files(page):
        path = tmp_path / "config.json"
        path.write_text(content)
        path.chmod(0o600)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            client = config.create_client(path)
        made.append((client._core.describe()["credential"], client.region))
    assert made == list(FILES)


def test_both_languages_show_the_same_files_and_the_same_code() -> None:
    english, chinese = ([json.loads(content) for content in files(page)] for page in PAGES)
    assert english == chinese
    assert [block.code for block in blocks(PAGES[0])] == [block.code for block in blocks(PAGES[1])]


@pytest.mark.parametrize("page", PAGES)
def test_the_code_of_the_page_runs(
    page: str, emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODELARTS_CONFIG", emulator.write_config(tmp_path))
    for block in blocks(page):
        block.run({"__name__": "__main__"})


@pytest.mark.parametrize("page", PAGES)
def test_the_settings_that_the_page_names_are_those_of_the_file(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    keys = {key for _, key, _, _ in file_settings()}
    rows = [line for line in text.splitlines() if line.startswith("| ") and line.count("|") == 4]
    named = {name for row in rows for name in row.split("|")[3].split("`")[1::2]}
    assert named == {"region", "project_id", "account", "username", "access_key", "secret_key"}
    assert named <= keys
