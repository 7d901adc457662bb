"""The commands for datasets, as a person or a script uses them on an emulator."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable, NamedTuple

import pytest

from modelarts import cli
from modelarts.cli.parser import Parser
from modelarts.emulator import Emulator
from modelarts.v2 import DataManagement

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
PICTURES = 3
UNKNOWN_PATH = '{"error_code": "APIG.0101", "error_msg": "The API does not exist"}'


class Ran(NamedTuple):
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    def lines(self) -> list[list[str]]:
        """Returns the cells of a table, without its headings."""
        return [re.split(r"\s{2,}", line.strip()) for line in self.out.splitlines()[1:]]


Command = Callable[..., Ran]


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    """An emulator with a folder of labelled pictures, at whose clock work is done at once."""
    with Emulator(pace=0) as running:
        cats = running.root / "bucket1/in/cat"
        cats.mkdir(parents=True)
        (running.root / "bucket1/out").mkdir()
        for number in range(PICTURES):
            (cats / f"{number}.jpg").write_bytes(b"picture")
        yield running


@pytest.fixture
def command(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """Runs a command whose settings are the emulator's."""
    monkeypatch.setenv("MODELARTS_CONFIG", emulator.write_config(tmp_path))

    def run(*words: str) -> Ran:
        try:
            code = cli.main(words)
        except SystemExit as ended:
            code = int(str(ended.code))
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return run


@pytest.fixture
def dataset(emulator: Emulator) -> str:
    """The id of a dataset of the pictures."""
    with emulator.create_client() as client:
        created = DataManagement(client).datasets.create(
            dataset_name="cats",
            dataset_type="image_classification",
            data_sources=[{"data_type": 0, "data_path": "obs://bucket1/in/"}],
            work_path="obs://bucket1/out/",
        )
        created.wait(progress=False)
        return created.dataset_id


def test_a_dataset_is_created_listed_changed_and_deleted(command: Command) -> None:
    paths = ("--data", "obs://bucket1/in/", "--work-path", "obs://bucket1/out/")
    created = command("dataset", "create", "cats", *paths, "--wait", "--output", "json")
    assert created.code == 0
    dataset_id = json.loads(created.out)["dataset_id"]
    listed = command("dataset", "list")
    assert listed.out.split()[:3] == ["dataset_id", "dataset_name", "dataset_type"]
    assert [line[:2] for line in listed.lines()] == [[dataset_id, "cats"]]
    assert command("dataset", "update", dataset_id, "--name", "lions").code == 0
    got = command("dataset", "get", dataset_id, "--output", "json")
    assert json.loads(got.out)["dataset_name"] == "lions"
    deleted = command("dataset", "delete", dataset_id, "--yes", "--wait")
    assert deleted.code == 0
    assert command("dataset", "list").out == "The list is empty.\n"


def test_without_wait_the_handle_is_printed_that_task_wait_takes(command: Command, dataset: str) -> None:
    started = command("version", "publish", dataset, "--output", "json")
    handle = json.loads(started.out)["handle"]
    assert handle.startswith(f"versions/{dataset}/")
    waited = command("task", "wait", handle, "--interval", "0.01s")
    assert (waited.code, waited.lines()[0][:2]) == (0, [handle, "SUCCEEDED"])


def test_versions_are_published_listed_switched_and_their_samples_listed(command: Command, dataset: str) -> None:
    published = command("version", "publish", dataset, "--name", "V1", "--wait", "--output", "json")
    version = json.loads(published.out)["version_id"]
    assert [line[:3] for line in command("version", "list", dataset).lines()] == [[version, "V1", "SUCCEEDED"]]
    assert len(command("version", "files", dataset, version, "--output", "jsonl").out.splitlines()) == PICTURES
    assert command("version", "checkout", dataset, version, "--wait").code == 0


def test_samples_are_listed_and_labelled(command: Command, dataset: str) -> None:
    rows = list(csv.DictReader(io.StringIO(command("sample", "list", dataset, "--output", "csv").out)))
    assert sorted(row["sample_name"] for row in rows) == ["0.jpg", "1.jpg", "2.jpg"]
    refused = command("sample", "label", dataset, rows[0]["sample_id"], "--label", "dog")
    assert refused.code == 1
    assert 'The label "dog" does not exist' in refused.err
    assert command("label", "create", dataset, "dog", "--color", "#3399ff").code == 0
    assert command("sample", "label", dataset, rows[0]["sample_id"], "--label", "dog").code == 0
    assert [line[1] for line in command("sample", "list", dataset, "--label", "dog").lines()] == [
        rows[0]["sample_name"]
    ]
    assert {line[0] for line in command("label", "list", dataset).lines()} == {"cat", "dog"}
    assert command("label", "delete", dataset, "dog", "--policy", "label", "--yes").code == 0
    assert {line[0] for line in command("label", "list", dataset).lines()} == {"cat"}


def test_data_is_synchronized_exported_and_imported(command: Command, dataset: str, emulator: Emulator) -> None:
    (emulator.root / "bucket1/in/cat/more.jpg").write_bytes(b"picture")
    assert command("sync", dataset, "--wait").code == 0
    assert len(command("sample", "list", dataset).lines()) == PICTURES + 1
    exported = command("export", dataset, "obs://bucket1/out/exported/", "--format", "flat", "--wait")
    assert exported.code == 0
    assert command("import", dataset, "obs://bucket1/in/", "--wait").code == 0


def test_v1_is_called_on_request_and_has_its_own_operations(command: Command, emulator: Emulator) -> None:
    created = command("dataset", "create", "old", "--data", "bucket1/in/", "--api", "v1", "--wait")
    assert created.code == 0
    ((dataset_id, name, *_),) = command("dataset", "list", "--api", "v1").lines()
    assert name == "old"
    published = command("version", "publish", dataset_id, "--api", "v1", "--wait", "--output", "json")
    assert published.code == 0
    ((version, *_),) = command("version", "list", dataset_id, "--api", "v1").lines()
    assert command("version", "diff", dataset_id, version, version, "--api", "v1").code == 0
    assert [line[0] for line in command("version", "files", dataset_id, version, "--api", "v1").lines()]
    work_path = command(
        "dataset", "create", "old2", "--data", "bucket1/in/", "--api", "v1", "--work-path", "bucket1/out/"
    )
    assert (work_path.code, work_path.err) == (2, "modelarts: --work-path: datasets of v1 have none\n")


def test_an_endpoint_without_v2_is_called_by_v1(command: Command, emulator: Emulator) -> None:
    emulator.fault(match="v2", status=404, body=UNKNOWN_PATH)
    assert command("dataset", "create", "old", "--data", "bucket1/in/", "--wait").code == 0
    assert [line[1] for line in command("dataset", "list").lines()] == ["old"]
    needs_v2 = command("label", "list", "d")
    assert needs_v2.code == 2
    assert "the endpoint has no data management (v2), which this command needs" in needs_v2.err


def test_a_listing_that_fails_in_the_middle_leaves_no_half_of_a_document(
    command: Command, dataset: str, emulator: Emulator
) -> None:
    for number in range(250):
        (emulator.root / f"bucket1/in/cat/more{number}.jpg").write_bytes(b"picture")
    command("sync", dataset, "--wait")
    for output, printed in (("json", 0), ("table", 0), ("jsonl", 100), ("csv", 101)):
        emulator.fault(operation="samples.list", nth=2, status=400, body='{"error_code": "X.1"}')
        failed = command("sample", "list", dataset, "--output", output)
        assert (failed.code, len(failed.out.splitlines())) == (1, printed)
        assert "X.1" in failed.err


def test_the_exit_code_says_how_work_ended(command: Command, dataset: str, emulator: Emulator) -> None:
    emulator.fault(kind="failure", operation="versions.create", error=("ModelArts.4712", "no space"))
    failed = command("version", "publish", dataset, "--wait")
    assert failed.code == 5
    assert "failed" in failed.err


def test_what_deletes_asks_first_and_needs_a_terminal(
    command: Command, dataset: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = command("dataset", "delete", dataset)
    assert (refused.code, refused.err) == (
        2,
        "modelarts: there is no terminal to ask on; pass --yes to delete\n",
    )

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal("n\n"))
    kept = command("dataset", "delete", dataset)
    assert kept.code == 2
    assert "Delete the dataset" in kept.err
    monkeypatch.setattr("sys.stdin", Terminal("y\n"))
    assert command("dataset", "delete", dataset).code == 0


def test_a_limit_ends_a_listing(command: Command, dataset: str) -> None:
    assert len(command("sample", "list", dataset, "--limit", "2").lines()) == 2


def test_wrong_words_name_the_right_ones(command: Command) -> None:
    assert "did you mean list?" in command("dataset", "lst").err
    assert "did you mean --output?" in command("dataset", "list", "--outptu", "json").err
    wrong = command("dataset", "create", "x", "--data", "bucket1/in/", "--type", "image_clasification")
    assert (wrong.code, "did you mean image_classification?" in wrong.err) == (2, True)


def test_without_a_command_the_help_is_printed(command: Command) -> None:
    ran = command()
    assert (ran.code, ran.err) == (0, "")
    for name in ("dataset", "version", "sample", "label", "import", "export", "sync", "completion"):
        assert re.search(rf"^    {name}\b", ran.out, re.MULTILINE), name


def commands_of(parser: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yields each command with its parser."""
    for action in parser._actions:
        if action.choices and not action.option_strings and isinstance(action.choices, dict):
            for name, inner in action.choices.items():
                yield (*words, name), inner
                yield from commands_of(inner, (*words, name))


def test_every_command_has_help_with_examples_that_its_parser_takes(command: Command) -> None:
    parser = cli._parser()
    found = [words for words, inner in commands_of(parser) if isinstance(inner, Parser)]
    assert len(found) > 30
    for words in found:
        ran = command(*words, "--help")
        assert ran.code == 0, words
        examples = re.findall(r"^  (modelarts .*)", ran.out.split("examples:")[1], re.MULTILINE)
        assert examples, words
        for example in examples:
            parser.parse(shlex.split(re.split(r" [|>&]|\)", example)[0])[1:])


@pytest.mark.parametrize("page", ["command-line.md", "command-line.zh-CN.md"])
def test_the_commands_of_the_page_are_taken_by_the_parser(page: str) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    lines = re.findall(r"^(modelarts .*)", text, re.MULTILINE)
    assert len(lines) > 15
    for line in lines:
        cli._parser().parse(shlex.split(re.split(r" [|>&#]", line)[0])[1:])
