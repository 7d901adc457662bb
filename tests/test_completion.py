"""The words that a shell completes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from modelarts import cli
from modelarts.v2 import DataManagement

if TYPE_CHECKING:
    from pathlib import Path

    from modelarts.emulator import Emulator


@pytest.fixture
def dataset(emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of a dataset in the project that the settings name."""
    monkeypatch.setenv("MODELARTS_CONFIG", emulator.write_config(tmp_path))
    for folder in ("in", "out"):
        (emulator.root / "bucket1" / folder).mkdir(parents=True)
    with emulator.create_client() as client:
        created = DataManagement(client).datasets.create(
            dataset_name="cats",
            data_sources=[{"data_type": 0, "data_path": "bucket1/in/"}],
            work_path="bucket1/out/",
        )
        return created.dataset_id


def completed(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    """The words that the last one may become."""
    assert cli.main(["complete-words", *words]) == 0
    return capsys.readouterr().out.splitlines()


def test_commands_options_and_choices_are_completed(capsys: pytest.CaptureFixture[str]) -> None:
    assert completed(capsys, "da") == ["dataset"]
    assert completed(capsys, "dataset", "c") == ["create"]
    assert completed(capsys, "dataset", "list", "--out") == ["--output"]
    assert completed(capsys, "dataset", "list", "--output", "j") == ["json", "jsonl"]
    assert completed(capsys, "dataset", "list", "--output", "=", "c") == ["csv"]
    assert "--region" in completed(capsys, "sync", "--")
    assert completed(capsys, "completion", "") == ["bash", "zsh", "fish"]
    assert completed(capsys, "nothing", "there", "") == []  # no such command


def test_contexts_and_datasets_are_completed(dataset: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert completed(capsys, "dataset", "list", "--context", "") == ["default"]
    assert completed(capsys, "dataset", "get", "") == [dataset]
    assert completed(capsys, "sample", "list", dataset[:3]) == [dataset]


def test_without_settings_nothing_is_completed_and_nothing_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert completed(capsys, "dataset", "get", "") == []
    assert capsys.readouterr().err == ""


def test_bash_completes_with_the_script(dataset: str, tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash")
    program = tmp_path / "modelarts"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m modelarts "$@"\n')
    program.chmod(0o755)
    script = f"""
        source <(modelarts completion bash)
        COMP_WORDS=(modelarts dataset get {dataset[:2]}); COMP_CWORD=3
        _modelarts
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    ran = subprocess.run([bash, "-c", script], env=environment, capture_output=True, text=True, check=True, timeout=60)
    assert (ran.stdout.split(), ran.stderr) == ([dataset], "")


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_read_their_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"there is no {shell}")
    cli.main(["completion", shell])
    script = capsys.readouterr().out
    assert subprocess.run([program, "-n"], input=script, text=True, check=False, timeout=60).returncode == 0
