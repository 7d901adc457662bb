"""Where `modelarts emulator` listens, and what it says about that."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from modelarts import DatasetApi, config
from modelarts.emulator import Emulator


def said_on_standard_error(*arguments: str) -> list[str]:
    """The lines until the one that says that it runs."""
    command = [sys.executable, "-m", "modelarts", "emulator", *arguments]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        lines = []
        for line in process.stderr:
            lines.append(line)
            if "Press Ctrl-C to stop it" in line:
                break
        process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
    return lines


def test_an_address_that_others_can_reach_is_warned_of() -> None:
    warning, runs = said_on_standard_error("--host", "0.0.0.0")
    assert warning == "warning: every machine that can reach 0.0.0.0 can use this emulator.\n"
    assert runs.startswith("The emulator runs at http://127.0.0.1:")


@pytest.mark.parametrize("arguments", [[], ["--host", "127.0.0.1"]])
def test_a_loopback_address_is_not(arguments: list[str]) -> None:
    (runs,) = said_on_standard_error(*arguments)
    assert runs.startswith("The emulator runs at http://127.0.0.1:")


@pytest.mark.parametrize("host", ["localhost", "nowhere.example", "", "1.2.3"])
def test_a_host_that_is_no_address_is_an_error_in_the_language_of_the_user(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (said,) = said_on_standard_error("--host", host)
    assert said == f"modelarts emulator: host: is '{host}', expected an IP address, like 127.0.0.1 or ::1\n"
    monkeypatch.setenv("MODELARTS_LANGUAGE", "zh")
    (said,) = said_on_standard_error("--host", host)
    assert said == f"modelarts emulator: host：为 '{host}'，应为 IP 地址，例如 127.0.0.1 或 ::1\n"


@pytest.mark.skipif(os.name != "posix", reason="a shell reads it")
def test_what_it_exports_is_quoted_for_a_shell(tmp_path: Path) -> None:
    folder = tmp_path / "a b; echo $HOME"
    folder.mkdir()
    command = [sys.executable, "-m", "modelarts", "emulator", "--control"]
    environment = {**os.environ, "TMPDIR": str(folder), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        lines = [process.stdout.readline().decode() for _ in range(3)]
        script = "".join(lines) + 'test -f "$MODELARTS_CONFIG" && printf %s "$MODELARTS_CONFIG"'
        read = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=False, timeout=60)
        process.send_signal(signal.SIGINT)
    assert (read.returncode, read.stderr) == (0, "")
    assert read.stdout.startswith(str(folder))


@pytest.mark.skipif(os.name != "posix", reason="pipes and signals")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_ends_it_while_it_reads_a_seed_file(name: str, tmp_path: Path) -> None:
    number = getattr(signal, name)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "modelarts", "emulator", "--seed-file", str(pipe)]
    # The pipe opens when the other side reads it.
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process, pipe.open("w") as file:
        file.write("{")
        file.flush()
        process.send_signal(number)
        _, err = process.communicate(timeout=10)
    assert (process.returncode, err) == (130 if number == signal.SIGINT else -number, "")


def test_its_credentials_can_not_be_guessed() -> None:
    def password() -> str:
        command = [sys.executable, "-m", "modelarts", "emulator"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
            assert process.stdout
            path = process.stdout.readline().strip().partition("=")[2]
            written: str = json.loads(Path(path).read_text())["users"][0]["user"]["password"]
            process.send_signal(signal.SIGTERM)
        return written

    with Emulator() as seeded:
        passwords = {password(), password(), seeded.password}
    assert len(passwords) == 3


SEED = {
    "datasets": [{"name": "cats", "data_url": "bucket1/cats/", "dataset_id": "d1", "versions": [{"version_id": "v1"}]}],
    "tasks": [{"task_id": "t1", "states": ["RUNNING", "SUCCESS"]}],
}


def test_a_root_and_a_seed_file_are_there_from_the_start(tmp_path: Path) -> None:
    folder = tmp_path / "obs" / "bucket1" / "cats"
    folder.mkdir(parents=True)
    (folder / "cat.jpg").write_text("miau")
    seed_file = tmp_path / "seed.json"
    seed_file.write_text(json.dumps(SEED))
    command = [sys.executable, "-m", "modelarts", "emulator", "--root", str(tmp_path / "obs")]
    command += ["--seed-file", str(seed_file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        name, _, path = process.stdout.readline().strip().removeprefix("export ").partition("=")
        assert name == "MODELARTS_CONFIG"
        api = DatasetApi(config.create_client(path, project_id="cbfb9585c5854926a411a3f5a984fc09"))
        (dataset,) = api.query_dataset().datasets
        assert (dataset.dataset_id, dataset.dataset_name, dataset.file_count) == ("d1", "cats", 1)
        assert [file.file_name for file in api.iter_version_files(dataset_id="d1", version_id="v1")] == ["cat.jpg"]
        assert api.get_task_status(task_id="t1").status == "RUNNING"
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    assert not Path(path).exists()
    assert (folder / "cat.jpg").read_text() == "miau"


@pytest.mark.parametrize(
    ("seed", "said"),
    [
        ({"datasets": [{"name": "cats", "data_url": "nowhere/"}]}, "datasets[0]: ModelArts.1673: "),
        ({"datasets": [{"name": "cats"}]}, "datasets[0].data_url: is missing; "),
        ({"sets": []}, 'has "sets", which is unknown; '),
    ],
)
def test_a_seed_file_that_is_no_good_says_where_and_why(tmp_path: Path, seed: object, said: str) -> None:
    seed_file = tmp_path / "seed.json"
    seed_file.write_text(json.dumps(seed))
    (line,) = said_on_standard_error("--seed-file", str(seed_file))
    assert line.startswith(f"modelarts emulator: {seed_file}: {said}")


def test_a_root_that_is_not_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    (line,) = said_on_standard_error("--root", str(tmp_path / "nowhere"))
    assert str(tmp_path / "nowhere") in line
    assert "can't be used" in line
