"""The command line, as a shell script uses it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from modelarts.emulator import Emulator


@pytest.fixture
def environment(emulator: Emulator, tmp_path: Path) -> dict[str, str]:
    """An environment whose configuration file is an emulator's."""
    emulator.add_task(
        "good",
        states=["PENDING", "RUNNING", "SUCCESS"],
        result=[
            {
                "createDatasetSuccess": [
                    {"dataset_id": "d", "dataset_name": "cats", "file_count": 1, "create_time": 1600000000}
                ]
            }
        ],
    )
    emulator.add_task("bad", states=["RUNNING", "FAILURE"], error=("ModelArts.1674", "gone"))
    emulator.add_task("endless", states=["RUNNING"])
    return {**os.environ, "MODELARTS_CONFIG": emulator.write_config(tmp_path)}


def run(environment: dict[str, str], *words: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command."""
    command = [sys.executable, "-m", "modelarts", *words]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    return ended.returncode, ended.stdout, ended.stderr


QUICK = ("--interval", "0.01s")


def test_get_looks_once_and_prints_a_table_or_json(environment: dict[str, str]) -> None:
    code, out, err = run(environment, "task", "get", "good", "endless")
    assert (code, err) == (0, "")
    assert [line.split() for line in out.splitlines()] == [
        ["task_id", "status", "brought"],
        ["good", "PENDING"],
        ["endless", "RUNNING"],
    ]
    code, out, _ = run(environment, "task", "get", "endless", "--output", "json")
    (row,) = json.loads(out)
    assert (row["task_id"], row["status"], row["result"]) == ("endless", "RUNNING", [])
    code, out, _ = run(environment, "task", "get", "endless", "good", "--output", "jsonl")
    assert [json.loads(line)["task_id"] for line in out.splitlines()] == ["endless", "good"]


def test_wait_says_by_its_exit_code_how_it_went(environment: dict[str, str]) -> None:
    code, out, err = run(environment, "task", "wait", "good", *QUICK)
    assert (code, err) == (0, "")
    assert "SUCCESS  dataset cats (d)" in out
    code, out, err = run(environment, "task", "wait", "good", "bad", *QUICK)
    assert code == 5
    assert "FAILURE  ModelArts.1674: gone" in out
    code, out, err = run(environment, "task", "wait", "endless", "--timeout", "0.1s", *QUICK)
    assert code == 3
    assert "task endless was not done after 0.1 s" in err
    code, out, err = run(environment, "task", "wait", "good", "nobody", *QUICK)
    assert code == 1
    assert "good" in out
    assert "ModelArts.0102" in err


def test_watch_prints_each_change_as_it_comes(environment: dict[str, str]) -> None:
    code, out, _ = run(environment, "task", "watch", "good", *QUICK)
    assert (code, out.split()) == (0, ["good", "PENDING", "good", "RUNNING", "good", "SUCCESS"])
    code, out, _ = run(environment, "task", "watch", "bad", *QUICK, "--output", "jsonl")
    assert (code, [json.loads(line)["status"] for line in out.splitlines()]) == (5, ["RUNNING", "FAILURE"])


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_ends_a_wait_with_its_own_code(environment: dict[str, str], emulator: Emulator) -> None:
    command = [sys.executable, "-m", "modelarts", "task", "wait", "endless", "--interval", "60"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        deadline = time.monotonic() + 30
        while len(emulator.requests) < 2 and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=10)
    assert (process.returncode, err) == (130, "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("task", "wait"), "required: ID"),
        (("task", "wait", "t", "--timeout", "soon"), "'soon' is no time"),
        (("task", "wait", "t", "--timeout", "0"), "'0' is no time"),
        (("task", "get", "a/b"), "task_id: "),
        (("task", "get", "t", "--output", "xml"), "invalid choice"),
    ],
)
def test_wrong_words_are_usage(environment: dict[str, str], words: tuple[str, ...], said: str) -> None:
    code, out, err = run(environment, *words)
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err


def test_who_can_not_prove_who_they_are_gets_a_code_of_its_own(environment: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "config.json"
    config = json.loads(path.read_text())
    config["users"][0]["user"]["password"] = "fake-secret-for-tests"
    path.write_text(json.dumps(config))
    for words in (("task", "get", "good"), ("task", "wait", "good"), ("config", "check")):
        code, _, err = run(environment, *words)
        assert code == 4, err
        assert "fake-secret-for-tests" not in err


def test_config_shows_what_would_be_used_and_no_secret(environment: dict[str, str], emulator: Emulator) -> None:
    code, out, err = run(environment, "config", "show")
    assert (code, err) == (0, "")
    for text in (emulator.url, "cn-north-1", "password", "default", environment["MODELARTS_CONFIG"]):
        assert text in out
    assert emulator.password not in out
    assert emulator.requests == []
    code, out, _ = run(environment, "config", "check")
    assert code == 0
    assert "The service answered after" in out
    code, out, _ = run(environment, "config", "check", "--output", "json")
    assert json.loads(out)["answered_after_seconds"] < 30


def test_settings_that_are_missing_are_an_error_and_no_traceback(environment: dict[str, str]) -> None:
    code, _, err = run({**environment, "MODELARTS_CONFIG": "/nowhere/config.json"}, "config", "show")
    assert code == 1
    assert err.startswith("modelarts: ")
    assert "Traceback" not in err
