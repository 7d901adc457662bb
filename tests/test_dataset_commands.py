"""The commands for datasets, versions, samples, labels and transfers, against the emulator."""

from __future__ import annotations

import csv
import io
import json
import math
import os
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from conftest import PROJECT_ID
from modelarts.cli import main
from modelarts.cli.exit_code import ExitCode
from modelarts.cli.records import print_record, print_records
from modelarts.emulator import Emulator
from modelarts.responses import Response
from modelarts.v2 import DataManagement

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

UNKNOWN_PATH = json.dumps({"error_code": "APIG.0101", "error_msg": "The API does not exist."})
QUICK = ("--interval", "0.01")
V2_OPERATIONS = ("datasets.list", "labels.list", "samples.list", "imports.create", "exports.create")
posix = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals")


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Emulator]:
    """An emulator with files, which commands find by the environment."""
    root = tmp_path / "obs"
    for path in ("cats/one.jpg", "cats/小猫.jpg", "more/three.jpg"):
        (root / "bucket1" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "bucket1" / path).write_text(path)
    for folder in ("out", "export"):
        (root / "bucket1" / folder).mkdir()
    with Emulator(root, pace=0.01) as emulator:
        monkeypatch.setenv("MODELARTS_CONFIG", emulator.write_config(tmp_path))
        yield emulator


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Runs a command in this process."""

    def run(*words: str) -> Ended:
        try:
            code = main(words)
        except SystemExit as error:  # argparse ends so
            code = int(error.code or 0)
        return Ended(code, *capsys.readouterr())

    return run


@pytest.fixture
def v1_alone(service: Emulator) -> None:
    """Lets the service answer calls of v2 as an endpoint does that has v1 alone."""
    for operation in V2_OPERATIONS:
        service.fault(operation=operation, status=404, body=UNKNOWN_PATH)


def rows(ended: Ended) -> list[Any]:
    """Returns the objects of `--output jsonl`."""
    assert (ended.code, ended.err) == (0, "")
    return [json.loads(line) for line in ended.out.splitlines()]


def create(run: Callable[..., Ended], name: str = "cats", *words: str) -> str:
    """Creates a dataset of v2 and returns its id."""
    paths = ("--data", "obs://bucket1/cats/", "--work-path", "obs://bucket1/out/")
    (row,) = rows(run("dataset", "create", name, *paths, *QUICK, "--output", "jsonl", *words))
    return str(row["dataset_id"])


@pytest.mark.parametrize("options", [(), ("--wait",)])
def test_a_response_without_the_id_of_what_it_started_is_an_error(
    options: tuple[str, ...], run: Callable[..., Ended], service: Emulator
) -> None:
    dataset = create(run)
    service.fault(operation="imports.create", status=200, body='{"note": "started"}')
    ended = run("import", dataset, "obs://bucket1/more/", "--output", "jsonl", "--api", "v2", *options)
    assert ended.code == 1
    assert "the response has no `task_id`, so there is nothing to wait for" in ended.err
    assert options or json.loads(ended.out)["note"] == "started"


@pytest.mark.usefixtures("service")
def test_the_life_of_a_dataset_of_v2(run: Callable[..., Ended]) -> None:
    dataset = create(run)
    code, out, err = run("dataset", "list")
    assert (code, err) == (0, "")
    headings, line = out.splitlines()
    assert headings.split()[:2] == ["dataset_id", "dataset_name"]
    assert line.split()[:4] == [dataset, "cats", "IMAGE_CLASSIFICATION", "(0)"]
    assert rows(run("dataset", "list", "--search", "dogs", "--output", "jsonl")) == []

    (row,) = rows(run("dataset", "get", dataset, "--output", "jsonl"))
    assert (row["dataset_name"], row["total_sample_count"]) == ("cats", 2)
    assert run("dataset", "update", dataset, "--name", "dogs").code == 0
    (row,) = rows(run("dataset", "list", "--output", "jsonl"))
    assert row["dataset_name"] == "dogs"

    (gone,) = rows(run("dataset", "delete", dataset, "--yes", *QUICK, "--output", "jsonl"))
    assert (gone["handle"], gone["state"]) == (f"datasets/{dataset}", "SUCCEEDED")
    assert rows(run("dataset", "list", "--output", "jsonl")) == []


@pytest.mark.usefixtures("service")
def test_samples_labels_versions_and_transfers_of_v2(run: Callable[..., Ended]) -> None:
    dataset = create(run)
    (sample, _) = (row["sample_id"] for row in rows(run("sample", "list", dataset, "--output", "jsonl")))
    code, _, err = run("sample", "label", dataset, sample, "--label", "cat")
    assert (code, 'The label "cat" does not exist' in err) == (1, True)
    assert run("label", "create", dataset, "cat", "dog", "--color", "#3399ff").code == 0
    labels = rows(run("label", "list", dataset, "--output", "jsonl"))
    assert [(label["name"], label["property"]["@modelarts:color"]) for label in labels] == [
        ("cat", "#3399ff"),
        ("dog", "#3399ff"),
    ]
    samples = [row["sample_id"] for row in rows(run("sample", "list", dataset, "--state", "none", "--output", "jsonl"))]
    assert len(samples) == 2
    assert run("sample", "label", dataset, samples[0], "--label", "cat").code == 0
    (row,) = rows(run("sample", "list", dataset, "--label", "cat", "--output", "jsonl"))
    assert (row["sample_id"], row["labels"][0]["name"]) == (samples[0], "cat")
    assert run("label", "delete", dataset, "dog", "--policy", "label", "--yes").code == 0
    assert [row["name"] for row in rows(run("label", "list", dataset, "--output", "jsonl"))] == ["cat"]

    (version,) = rows(run("version", "publish", dataset, "--name", "V001", *QUICK, "--output", "jsonl"))
    assert (version["version_name"], version["annotated_sample_count"]) == ("V001", 1)
    (listed,) = rows(run("version", "list", dataset, "--output", "jsonl"))
    assert listed["version_id"] == version["version_id"]
    files = rows(run("version", "files", dataset, version["version_id"], "--output", "jsonl"))
    assert sorted(row["sample_name"] for row in files) == ["one.jpg", "小猫.jpg"]
    assert run("version", "checkout", dataset, version["version_id"], *QUICK).code == 0

    (imported,) = rows(run("import", dataset, "obs://bucket1/more/", *QUICK, "--output", "jsonl"))
    assert (imported["state"], imported["imported_sample_count"]) == ("SUCCEEDED", 1)
    (exported,) = rows(run("export", dataset, "obs://bucket1/export/", *QUICK, "--output", "jsonl"))
    assert (exported["state"], exported["total_sample_count"]) == ("SUCCEEDED", 3)
    (synced,) = rows(run("sync", dataset, *QUICK, "--output", "jsonl"))
    assert (synced["handle"], synced["state"]) == (f"syncs/{dataset}", "SUCCEEDED")


@pytest.mark.usefixtures("v1_alone")
def test_the_life_of_a_dataset_where_the_endpoint_has_v1_alone(run: Callable[..., Ended], service: Emulator) -> None:
    code, out, err = run("dataset", "create", "cats", "--data", "obs://bucket1/cats/", *QUICK)
    assert (code, err) == (0, "")
    assert "SUCCESS  dataset cats (" in out
    (dataset,) = (row["dataset_id"] for row in rows(run("dataset", "list", "--output", "jsonl")))
    (row,) = rows(run("dataset", "get", dataset, "--output", "jsonl"))
    assert row["file_count"] == 2
    for description in ("first", "second"):
        assert run("version", "publish", dataset, "--description", description, *QUICK).code == 0
        (service.root / "bucket1" / "cats" / "two.jpg").write_text("another")
    versions = [row["version_id"] for row in rows(run("version", "list", dataset, "--output", "jsonl"))]
    assert len(versions) == 2
    code, out, _ = run("version", "diff", dataset, *versions)
    assert (code, out.split()[:2]) == (0, ["added_count", "deleted_count"])
    (row,) = rows(run("version", "diff", dataset, *versions, "--output", "jsonl"))
    assert row["change_url"][0]["added_count"] + row["change_url"][0]["deleted_count"] == 1
    names = {row["file_name"] for row in rows(run("version", "files", dataset, versions[-1], "--output", "jsonl"))}
    assert {"one.jpg", "小猫.jpg"} <= names
    assert run("version", "checkout", dataset, versions[0], *QUICK).code == 0
    assert run("sync", dataset, *QUICK).code == 0
    assert run("dataset", "update", dataset, "--name", "dogs") == (0, "done\n", "")
    assert run("dataset", "delete", dataset, "--yes", *QUICK).code == 0
    assert rows(run("dataset", "list", "--output", "jsonl")) == []


@pytest.mark.usefixtures("v1_alone")
def test_one_request_finds_out_which_version_there_is(run: Callable[..., Ended], service: Emulator) -> None:
    assert run("dataset", "list").code == 0
    called = [request["operation"] for request in service.requests]
    assert called == ["create_token", "datasets.list", "query_dataset"]
    assert run("dataset", "list", "--api", "v1").code == 0
    called = [request["operation"] for request in service.requests][len(called) :]
    assert called == ["create_token", "query_dataset"]


@pytest.mark.parametrize(
    "words",
    [
        ("label", "list", "d"),
        ("sample", "list", "d"),
        ("import", "d", "obs://bucket1/more/"),
        ("export", "d", "obs://bucket1/export/"),
    ],
    ids=lambda words: words[0],
)
@pytest.mark.usefixtures("v1_alone")
def test_what_v1_does_not_have_is_refused_in_words(run: Callable[..., Ended], words: tuple[str, ...]) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert "the endpoint has no data management (v2), which this command needs" in err
    code, out, err = run(*words, "--api", "v1")
    assert (code, out) == (2, "")
    assert "the dataset API (v1) has no such command" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("version", "diff", "d", "v", "w", "--api", "v2"), "data management (v2) has no such command"),
        (("dataset", "create", "n", "--data", "obs://bucket1/cats/", "--api", "v2"), "--work-path is missing"),
        (
            ("dataset", "create", "n", "--data", "bucket1/cats/", "--work-path", "w", "--api", "v1"),
            "--work-path: datasets of v1 have none",
        ),
        (("version", "publish", "d", "--name", "V1", "--api", "v1"), "--name: versions of v1 have none"),
        (("dataset", "update", "d"), "nothing to change: pass --name or --description"),
        (("dataset", "create", "no/name", "--data", "bucket1/cats/", "--work-path", "bucket1/out/"), "no/name"),
        (("dataset", "list", "--limit", "-1"), "'-1' is not a number of entries"),
        (("dataset", "list", "--limit", "0"), "'0' is not a number of entries"),
        (("dataset", "list", "--limit", "9" * 30), "is not a number of entries"),
        (("dataset", "list", "--limit"), "--limit: expected a value"),
        (("dataset", "list", "--projet-id", "x"), "no option --projet-id; did you mean --project-id?"),
        (("dataset", "list", "--outpt=json"), "no option --outpt; did you mean --output?"),
        (("dataset", "list", "extra"), "unexpected argument extra"),
        (("dataset", "lst"), "did you mean list?"),
        (("datset", "list"), "did you mean dataset?"),
        (("--context", "x", "dataset", "list"), "--context: options stand after the command"),
        (("--verion",), "no option --verion; did you mean --version?"),
        (("dataset", "list", "--output", "jsn"), "did you mean json?"),
        (("dataset", "list", "--limit", "--output", "json"), "--limit: expected a value"),
        (("sample", "list", "d", "--state", "nne"), "did you mean none?"),
        (("sample", "label", "d", "s"), "required: --label"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
@pytest.mark.usefixtures("service")
def test_wrong_arguments_are_usage_errors_that_say_what_to_write(
    run: Callable[..., Ended], words: tuple[str, ...], said: str
) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert said in err
    # A value of an option that there is not is no second mistake.
    assert "unexpected argument x" not in err


@pytest.mark.parametrize("words", [(), ("dataset",), ("version",), ("task",)], ids=" ".join)
def test_a_command_without_an_action_prints_its_help(run: Callable[..., Ended], words: tuple[str, ...]) -> None:
    code, out, err = run(*words)
    assert (code, err) == (2, "")
    assert out == run(*words, "--help").out


def test_failures_have_exit_codes(run: Callable[..., Ended], service: Emulator) -> None:
    code, out, err = run("dataset", "get", "missing")
    assert (code, out) == (1, "")
    assert "ModelArts.4352" in err

    dataset = create(run)
    service.fault(kind="failure", operation="imports.create", error=("ModelArts.4342", "no such folder"))
    code, out, err = run("import", dataset, "obs://bucket1/more/", "--wait", *QUICK, "--output", "json")
    assert code == 5
    assert json.loads(out)["state"] == "FAILED"
    assert "ModelArts.4342" in err

    service.fault(operation="datasets.list", status=401)
    code, out, err = run("dataset", "list", "--output", "csv")
    assert (code, out) == (4, "")


GO_ON = "the work goes on; to wait for its end: "


@pytest.fixture
def slow(tmp_path: Path, service: Emulator) -> Iterator[tuple[str, ...]]:
    """The words that create a dataset on an emulator whose work takes an hour; its file has a blank in its name."""
    folder = tmp_path / "slow one"
    folder.mkdir()
    paths = ("--data", "obs://bucket1/more/", "--work-path", "obs://bucket1/out/")
    with Emulator(service.root, pace=3600) as emulator:
        options = ("--config-file", emulator.write_config(folder, context="one"), "--context", "one")
        yield ("dataset", "create", "slow", *paths, *options)


def test_a_wait_that_times_out_says_how_to_go_on(run: Callable[..., Ended], slow: tuple[str, ...]) -> None:
    """The command that is printed has the settings of the one that started the work."""
    code, out, err = run(*slow, "--project-id", PROJECT_ID, "--timeout", "0.2", *QUICK)
    assert (code, out) == (3, "")
    (line,) = (line for line in err.splitlines() if line.startswith(GO_ON))
    command, *words = shlex.split(line[len(GO_ON) :])
    assert command == "modelarts"
    code, out, err = run(*words, "--timeout", "0.2", *QUICK, "--output", "jsonl")
    assert (code, json.loads(out)["state"]) == (3, "RUNNING")
    assert "was not done after 0.2 s" in err


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ({"status": 403, "body": '{"error_code": "ModelArts.0203", "error_msg": "no"}'}, ExitCode.ERROR),
        ({"status": 401}, ExitCode.NOT_AUTHENTICATED),
        ({"status": 200, "body": "[]"}, ExitCode.ERROR),
    ],
)
def test_a_wait_that_is_refused_says_how_to_go_on(
    run: Callable[..., Ended], service: Emulator, fault: dict[str, Any], code: int
) -> None:
    dataset = create(run)
    service.fault(operation="imports.get", **fault)
    ended = run("import", dataset, "obs://bucket1/more/", "--wait", *QUICK)
    assert (ended.code, ended.out) == (code, "")
    assert ended.err.count(f"{GO_ON}modelarts task wait imports/{dataset}/") == 1


@posix
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_wait_that_a_signal_ends_says_how_to_go_on(slow: tuple[str, ...], name: str) -> None:
    number = getattr(signal, name)
    command = [sys.executable, "-m", "modelarts", *slow, "--wait", "--debug", *QUICK]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        # It polls.
        next(line for line in process.stderr if ": RUNNING" in line)
        process.send_signal(number)
        out, err = process.communicate(timeout=30)
    assert process.returncode == (ExitCode.INTERRUPTED if number == signal.SIGINT else -number)
    assert (out, err.count(f"{GO_ON}modelarts task wait datasets/")) == ("", 1)
    assert "Traceback" not in err


@pytest.mark.usefixtures("service")
def test_without_wait_the_handle_is_printed_which_task_wait_takes(run: Callable[..., Ended]) -> None:
    words = ("--data", "obs://bucket1/cats/", "--work-path", "obs://bucket1/out/", "--output", "jsonl")
    (started,) = rows(run("dataset", "create", "cats", *words))
    assert started["handle"] == f"datasets/{started['dataset_id']}"
    (ended,) = rows(run("task", "wait", started["handle"], *QUICK, "--output", "jsonl"))
    assert ended["state"] == "SUCCEEDED"


def test_all_pages_are_listed_and_a_limit_ends_early(run: Callable[..., Ended], service: Emulator) -> None:
    for number in range(250):
        (service.root / "bucket1" / "cats" / f"{number:03}.jpg").write_text(str(number))
    dataset = create(run)
    names = [row["sample_name"] for row in rows(run("sample", "list", dataset, "--output", "jsonl"))]
    assert len(names) == len(set(names)) == 252
    assert len(json.loads(run("sample", "list", dataset, "--output", "json").out)) == 252
    assert len(run("sample", "list", dataset).out.splitlines()) == 253
    limited = rows(run("sample", "list", dataset, "--limit", "150", "--output", "jsonl"))
    assert [row["sample_name"] for row in limited] == names[:150]


def test_a_listing_that_fails_on_a_later_page_leaves_no_half_of_a_document(
    run: Callable[..., Ended], service: Emulator
) -> None:
    for number in range(250):
        (service.root / "bucket1" / "cats" / f"{number:03}.jpg").write_text(str(number))
    dataset = create(run)
    outs = {}
    for output in ("table", "json", "jsonl", "csv"):
        service.fault(operation="samples.list", nth=2, status=403)
        code, outs[output], err = run("sample", "list", dataset, "--output", output)
        assert code == 1
        assert "HTTP 403" in err
    assert (outs["table"], outs["json"]) == ("", "")
    # What has come is whole lines.
    assert len([json.loads(line) for line in outs["jsonl"].splitlines()]) == 100
    assert outs["csv"].endswith("\n")
    assert len(list(csv.reader(io.StringIO(outs["csv"])))) == 101


@pytest.mark.usefixtures("service")
def test_csv_is_read_back_by_the_csv_module(run: Callable[..., Ended]) -> None:
    dataset = create(run)
    assert run("dataset", "update", dataset, "--description", "a, b\nc").code == 0
    code, out, _ = run("dataset", "get", dataset, "--output", "csv")
    assert code == 0
    (row,) = csv.DictReader(io.StringIO(out))
    assert row["description"] == "a, b\nc"
    assert json.loads(row["data_sources"]) == [{"data_type": 0, "data_path": "/bucket1/cats/"}]
    assert row["import_data"] == "false"
    code, out, _ = run("dataset", "list", "--search", "dogs", "--output", "csv")
    assert (code, len(out.splitlines())) == (0, 1)


@pytest.mark.parametrize("output", ["table", "json", "jsonl", "csv"])
def test_names_of_others_do_not_reach_a_terminal_as_control_characters(
    output: str, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = Response({"dataset_name": "cat\x1b[2J\r\u202egpj", "labels": ["\x1b]0;x\x07"]})
    print_record(hostile, output)
    print_records([hostile], ("dataset_name", "labels"), output)
    out = capsys.readouterr().out
    assert "cat" in out
    assert [character for character in out if character != "\n" and not character.isprintable()] == []


def test_an_empty_list_is_no_line_of_output(run: Callable[..., Ended], service: Emulator) -> None:
    assert run("dataset", "list") == (0, "", "The list is empty.\n")
    assert run("dataset", "list", "--output", "json") == (0, "[]\n", "")
    assert len(service.requests) > 0


@pytest.mark.parametrize(
    ("words", "operation", "body", "lines"),
    [
        ("label list {}", "labels.list", {"labels": [{}, {}]}, 3),
        ("dataset list --api v2", "datasets.list", {"datasets": [{}], "total_number": 1}, 2),
        ("version list {} --api v1", "get_history_dataset_version", {"versions": [{}]}, 2),
        ("version diff {} A B", "compare_datasets", {"change_url": [{}, {"more": "than documented"}]}, 3),
        ("dataset get {} --api v2", "datasets.get", {"dataset_id": None}, 0),
    ],
)
def test_entries_without_the_columns_are_a_table_without_text(
    run: Callable[..., Ended], service: Emulator, words: str, operation: str, body: object, lines: int
) -> None:
    dataset = create(run)
    service.fault(operation=operation, nth=1, status=200, body=json.dumps(body))
    code, out, err = run(*words.format(dataset).split())
    assert (code, err, len(out.splitlines())) == (0, "", lines)


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "ascii"])
def test_what_is_json_is_read_back_by_the_json_module(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """JSON in a cell of CSV as well, and also where the service sends what JSON has not."""
    names = ["zero\u200djoin", "é", "猫", "😀", "\x7f", "\u2028"]
    sent = Response({"labels": [{"name": name} for name in names], "scores": [1.5, math.inf, -math.inf, math.nan]})
    expected = {"labels": sent["labels"], "scores": [1.5, None, None, None]}

    def refuse(constant: str) -> None:
        pytest.fail(constant)

    for output in ("json", "jsonl", "csv"):
        raw = io.BytesIO()
        monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw, encoding=encoding, newline=""))
        print_record(sent, output)
        text = raw.getvalue().decode(encoding)
        if output == "csv":
            (row,) = csv.DictReader(io.StringIO(text))
            found = {key: json.loads(value, parse_constant=refuse) for key, value in row.items()}
        else:
            found = json.loads(text, parse_constant=refuse)
        assert found == expected
        assert all(c in "\r\n" or c.isprintable() for c in text)


def test_nothing_is_deleted_without_a_word_of_the_user(
    run: Callable[..., Ended], service: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    dataset = create(run)
    before = len(service.requests)
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    for words in (("dataset", "delete", dataset), ("label", "delete", dataset, "cat")):
        code, out, err = run(*words)
        assert (code, out) == (2, "")
        assert "pass --yes" in err
    monkeypatch.setattr("sys.stdin", None)
    assert run("dataset", "delete", dataset).code == 2
    assert len(service.requests) == before


@posix
@pytest.mark.parametrize(
    ("answer", "language", "code", "said"),
    [
        (b"n\n", "en", 1, "nothing was deleted"),
        (b"\n", "en", 1, "nothing was deleted"),
        (b"\x04", "en", 1, "nothing was deleted"),
        (b"\n", "zh", 1, "未删除任何内容"),
        (b"\xff\n", "en", 1, "nothing was deleted"),
        (b"y\n", "en", 0, "GONE"),
    ],
)
@pytest.mark.usefixtures("service")
def test_a_terminal_is_asked(
    run: Callable[..., Ended], answer: bytes, language: str, code: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    dataset = create(run)
    monkeypatch.setenv("MODELARTS_LANGUAGE", language)
    question = {"en": "Delete the dataset", "zh": "是否删除数据集"}[language]
    ended, written = answered(answer, "dataset", "delete", dataset, *QUICK)
    assert f"{question} cats ({dataset})" in written
    assert (ended, said in written) == (code, True)
    monkeypatch.setenv("MODELARTS_LANGUAGE", "en")
    assert len(rows(run("dataset", "list", "--output", "jsonl"))) == (0 if code == 0 else 1)


def answered(answer: bytes, *words: str) -> tuple[int, str]:
    """Returns the exit code of a command in a terminal, which is answered once it asks, and what it wrote."""
    import pty

    inner, outer = pty.openpty()
    command = [sys.executable, "-m", "modelarts", *words]
    with subprocess.Popen(command, stdin=outer, stdout=outer, stderr=outer) as process:
        os.close(outer)
        written = b""
        is_answered = False
        while True:
            try:
                chunk = os.read(inner, 65536)
            except OSError:  # the other side is closed
                break
            if not chunk:
                break
            written += chunk
            if b"[y/N]" in written and not is_answered:
                os.write(inner, answer)
                is_answered = True
        code = process.wait(60)
    os.close(inner)
    return code, written.decode(errors="replace")


def parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Yields a parser and those of its commands."""
    yield parser
    for action in parser._actions:
        if isinstance(action.choices, dict):
            for command in action.choices.values():
                yield from parsers(command)


def test_each_command_shows_two_examples_which_it_takes(run: Callable[..., Ended]) -> None:
    from modelarts.cli import _parser

    top = _parser()
    for parser in parsers(top):
        lines = str(parser.epilog).split("\n\n")[0].splitlines()[1:]
        examples = [line.strip() for line in lines if line.startswith("  modelarts ")]
        if not parser.prog.startswith(("modelarts quickstart", "modelarts completion", "modelarts config")):
            assert len(examples) >= 2, parser.prog
        assert parser.prog == "modelarts" or any(parser.prog in example for example in examples), parser.prog
        for example in examples:
            words = shlex.split(example, comments=True)
            ends = [words.index(end) for end in ("|", ">", "&&") if end in words]
            chosen = top.parse(words[1 : min(ends, default=len(words))])
            assert callable(chosen.run), example
    assert run("dataset", "--help").code == ExitCode.OK


def test_options_and_their_values_are_those_of_the_calls(run: Callable[..., Ended]) -> None:
    for words, enumeration in (
        (("dataset", "create"), "image_classification, object_detection"),
        (("export",), "folder_per_label"),
        (("label", "delete"), "label, "),
    ):
        assert " ".join(enumeration.split()) in " ".join(run(*words, "--help").out.split())


def test_a_call_of_the_script_is_a_process_with_the_same_codes(service: Emulator) -> None:
    command = [sys.executable, "-m", "modelarts"]
    ended = subprocess.run([*command, "dataset", "list"], capture_output=True, text=True, check=False, timeout=60)
    assert (ended.returncode, ended.stdout) == (0, "")
    ended = subprocess.run(
        [*command, "dataset", "delete", "d"], capture_output=True, text=True, check=False, timeout=60
    )
    assert ended.returncode == 2
    assert service.requests != []


def test_arguments_are_refused_in_chinese(run: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODELARTS_LANGUAGE", "zh")
    for words, said in (
        (("dataset", "create"), "缺少参数：名称、--data"),
        (("dataset", "list", "--limit", "x"), "'x' 不是有效的条数"),
        (("dataset", "list", "--limit"), "--limit：缺少取值"),
        (("--context", "x"), "--context：选项应写在命令之后"),
        (("label", "list", "d", "--api", "v1"), "不支持本命令"),
    ):
        code, out, err = run(*words)
        assert (code, out) == (2, "")
        assert said in err


@pytest.mark.usefixtures("service")
def test_results_have_chinese_headings(run: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch) -> None:
    dataset = create(run)
    monkeypatch.setenv("MODELARTS_LANGUAGE", "zh")
    for words in (
        ("dataset", "get", dataset),
        ("sync", dataset, "--wait", *QUICK),
        ("import", dataset, "obs://bucket1/more/", "--wait", *QUICK),
        ("export", dataset, "obs://bucket1/export/", "--wait", *QUICK),
        ("version", "publish", dataset, "--wait", *QUICK),
    ):
        code, out, err = run(*words)
        assert (code, err) == (0, "")
        heading, *headings = (line.split("  ")[0] for line in out.splitlines())
        assert heading == "handle"
        assert [heading for heading in headings if heading.isascii()] == []
        parameters = [line for line in out.splitlines() if line.startswith("导出参数")]
        assert [text for text in parameters if re.search("[a-z]_[a-z]", text)] == []


def documented_commands(page: str) -> list[str]:
    """Returns the lines with commands of the page on the command line, up to a pipe or a file."""
    text = (Path(__file__).parent.parent / "docs" / page).read_text("utf-8")
    blocks = re.findall(r"^```shell\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line.startswith("modelarts ")]
    return [re.split(r" [|>#]", line)[0] for line in lines]


@pytest.mark.parametrize("page", ["command-line.md", "command-line.zh-CN.md"])
def test_the_commands_of_the_page_run_one_after_the_other(
    page: str, run: Callable[..., Ended], service: Emulator
) -> None:
    for folder in ("in", "exported"):
        (service.root / "bucket1" / folder).mkdir()
    for name in ("one", "two"):
        service.put_file(f"bucket1/in/{name}.jpg", name)
    service.add_task("062ef90a-da4d-4af4-82ba-1523da57e78e")
    of_v1 = service.add_dataset("old", "bucket1/cats/")
    names = {"VERSION1": service.add_version(of_v1), "VERSION2": service.add_version(of_v1)}
    commands = documented_commands(page)
    assert len(commands) > 15
    # The dataset of the first commands is deleted by the last of them.
    last = next(command for command in commands if command.startswith("modelarts dataset delete"))
    commands.remove(last)
    with service.create_client() as client:
        data = DataManagement(client)
        for command in [*commands, last]:
            chosen = {**names, "DATASET": of_v1} if " version diff " in command else names
            words = [chosen.get(word, word) for word in re.findall(r"\w+|\W+", command)]
            ended = run(*shlex.split("".join(words))[1:])
            assert ended.code == 0, (command, ended)
            if "DATASET" not in names:
                names["DATASET"] = data.datasets.list()[0].dataset_id or ""
            dataset = names["DATASET"]
            if command == last:
                break
            for number, sample in enumerate(data.samples.list(dataset), 1):
                names.setdefault(f"SAMPLE{number}", str(sample.sample_id))
            for version in data.versions.list(dataset):
                names["VERSION"] = str(version.version_id)
            for kind, listed in (("EXPORT", data.exports.list(dataset)), ("IMPORT", data.imports.list(dataset))):
                for task in listed:
                    names[kind] = str(task.task_id)


def test_both_languages_of_the_page_have_the_same_commands() -> None:
    assert documented_commands("command-line.md") == documented_commands("command-line.zh-CN.md")
