"""The completion of commands, in the shells themselves."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from modelarts.cli import main
from modelarts.cli.completion_scripts import SCRIPTS
from modelarts.emulator import Emulator
from time_limits import LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name != "posix", reason="shells")

# The command, which is as patient as a test on a busy machine has to be.
COMMAND = """
import os, sys
from modelarts.cli import completion, main
completion._SECONDS = float(os.environ.get("SECONDS_OF_TEST", "30"))
sys.exit(main())
"""


def needs(shell: str) -> pytest.MarkDecorator:
    """Skips a test where a shell is not installed."""
    return pytest.mark.skipif(shutil.which(shell) is None, reason=f"{shell} is not installed")


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Emulator]:
    """An emulator with a dataset of each version, `modelarts` in the path, and files in the current folder."""
    root = tmp_path / "obs"
    for name in ("cats", "dogs", "out"):
        (root / "bucket1" / name).mkdir(parents=True)
        (root / "bucket1" / name / "one.jpg").write_text(name)
    binaries, current = tmp_path / "bin", tmp_path / "current"
    for folder in (binaries, current):
        folder.mkdir()
    command = binaries / "modelarts"
    command.write_text(f"#!{sys.executable}\n{COMMAND}")
    command.chmod(0o755)
    (current / "settings.json").write_text("{}")
    monkeypatch.setenv("PATH", f"{binaries}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.chdir(current)
    with Emulator(root, pace=0.01) as emulator:
        path = emulator.write_config(tmp_path)
        with open(path, encoding="utf-8") as file:
            content = json.load(file)
        content["contexts"].append({**content["contexts"][0], "name": "staging"})
        with open(path, "w", encoding="utf-8") as file:
            json.dump(content, file)
        monkeypatch.setenv("MODELARTS_CONFIG", path)
        emulator.add_dataset("dogs", "bucket1/dogs/", dataset_id="d0000000-0000-4000-8000-000000000001")
        yield emulator


@pytest.fixture
def dataset(service: Emulator) -> str:
    """A dataset of v2."""
    from modelarts.v2 import DataManagement

    with service.create_client() as client:
        sources = [{"data_type": 0, "data_path": "obs://bucket1/cats/"}]
        created = DataManagement(client).datasets.create(
            dataset_name="cats", data_sources=sources, work_path="obs://bucket1/out/"
        )
        return created.wait().dataset_id or ""


BASH = """
source <(modelarts completion bash)
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
COMP_TYPE=9
_modelarts
printf '%s\\n' "${COMPREPLY[@]}"
"""


def completed(*words: str) -> list[str]:
    """Returns what bash would insert or list; the words are split as bash splits them."""
    ended = subprocess.run(
        ["bash", "-c", BASH, "bash", "modelarts", *words], capture_output=True, text=True, check=True, timeout=60
    )
    assert ended.stderr == ""
    return [line for line in ended.stdout.splitlines() if line]


def first_words(lines: list[str]) -> list[str]:
    return [line.split()[0] for line in lines]


@needs("bash")
@pytest.mark.usefixtures("service")
def test_commands_options_and_choices() -> None:
    commands = first_words(completed(""))
    assert {"dataset", "version", "sample", "label", "import", "export", "sync", "task", "completion"} <= set(commands)
    assert "complete-words" not in commands
    assert completed("da") == ["dataset"]
    assert first_words(completed("dataset", "")) == ["list", "get", "create", "update", "delete"]
    assert completed("dataset", "cr") == ["create"]
    options = first_words(completed("dataset", "list", "--"))
    assert {"--search", "--limit", "--context", "--region", "--output", "--api", "--debug"} <= set(options)
    assert completed("dataset", "list", "--proj") == ["--project-id"]
    assert completed("dataset", "list", "--output", "") == ["table", "json", "jsonl", "csv"]
    assert completed("dataset", "list", "--limit", "5", "--output", "c") == ["csv"]
    # bash makes three words of `--output=t`.
    assert completed("dataset", "list", "--output", "=", "t") == ["table"]
    assert completed("dataset", "list", "--output", "=") == ["table", "json", "jsonl", "csv"]
    assert "object_detection" in completed("dataset", "create", "--type", "o")
    assert completed("completion", "") == ["bash", "zsh", "fish"]
    assert completed("dataset", "list", "") == []
    assert completed("nonsense", "") == []


@needs("bash")
@pytest.mark.usefixtures("service")
def test_what_a_command_is_for_stands_beside_it_if_there_are_several() -> None:
    assert "list  (list the datasets)" in completed("dataset", "")


@needs("bash")
def test_contexts_come_from_the_file_without_a_request(service: Emulator) -> None:
    assert completed("dataset", "list", "--context", "") == ["default", "staging"]
    assert completed("dataset", "list", "--context", "st") == ["staging"]
    assert service.requests == []
    assert completed("dataset", "list", "--config-file", "/nowhere", "--context", "") == []


@needs("bash")
@pytest.mark.parametrize("text", ["[" * 2000 + "]" * 2000, "{", "[]", " " * 1024 * 1024 + "{}"])
@pytest.mark.usefixtures("service")
def test_a_file_that_can_not_be_read_has_no_contexts(text: str, tmp_path: Path) -> None:
    file = tmp_path / "config.json"
    file.write_text(text)
    assert completed("task", "get", "--config-file", str(file), "--context", "") == []


def test_datasets_come_from_the_service_by_one_request(service: Emulator, dataset: str) -> None:
    before = len(service.requests)
    assert completed("dataset", "get", "") == [dataset]
    called = [request["operation"] for request in service.requests][before:]
    assert called == ["create_token", "datasets.list"]
    for words in (("version", "list"), ("sample", "list"), ("label", "create"), ("import",), ("export",), ("sync",)):
        assert completed(*words, dataset[:3]) == [dataset]
    assert completed("dataset", "get", "--api", "v1", "") == ["d0000000-0000-4000-8000-000000000001"]
    # The second word of the command is something else.
    assert completed("dataset", "get", dataset, "") == []


@needs("bash")
def test_an_endpoint_with_v1_alone_has_datasets_of_v1(service: Emulator) -> None:
    service.fault(operation="datasets.list", status=404, body='{"error_code": "APIG.0101", "error_msg": "no"}')
    assert completed("dataset", "get", "") == ["d0000000-0000-4000-8000-000000000001"]


@needs("bash")
def test_failures_are_silent_and_soon_over(service: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    service.fault(operation="datasets.list", delay=60)
    monkeypatch.setenv("SECONDS_OF_TEST", "0.5")
    started = time.monotonic()
    assert completed("dataset", "get", "") == []
    assert time.monotonic() - started < LIMIT
    service.fault(operation="create_token", status=401)
    assert completed("dataset", "get", "") == []
    assert completed("dataset", "get", "--endpoint", "https", ":", "//127.0.0.1", ":", "1", "") == []
    monkeypatch.setenv("MODELARTS_CONFIG", "/nowhere")
    assert completed("dataset", "get", "") == []


@needs("bash")
@pytest.mark.usefixtures("service")
def test_files_where_a_file_is_named() -> None:
    assert completed("dataset", "list", "--config-file", "") == ["settings.json"]
    assert completed("emulator", "--seed-file", "se") == ["settings.json"]
    assert completed("emulator", "--seed-file", "=", "se") == ["settings.json"]


def test_a_name_with_control_characters_is_harmless(
    capsys: pytest.CaptureFixture[str], service: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = {"total_number": 1, "datasets": [{"dataset_id": "id\x1b[2J", "dataset_name": "x"}]}
    page["datasets"] += [{"dataset_id": "fine", "dataset_name": "a\x1b[2J\nb"}]  # type: ignore[operator]
    service.fault(operation="datasets.list", status=200, body=json.dumps(page))
    monkeypatch.setenv("MODELARTS_LANGUAGE", "en")
    assert main(["complete-words", "bash", "dataset", "get", ""]) == 0
    out = capsys.readouterr().out
    assert out.splitlines() == ["fine\ta\\u{1b}[2J\\nb"]


def typed(shell: list[str], setup: str, keys: str, end: str) -> str:
    """Returns what the screen of a shell shows after keys were typed, until it has a text or 30 s are over."""
    import fcntl
    import pty
    import struct
    import termios

    import pyte

    inner, outer = pty.openpty()
    fcntl.ioctl(outer, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    screen = pyte.Screen(120, 40)
    stream = pyte.ByteStream(screen)
    environment = {**os.environ, "TERM": "xterm", "PS1": "$ ", "LC_ALL": "C.UTF-8"}

    def shown() -> str:
        return "\n".join(line.rstrip() for line in screen.display)

    def wait_for(text: str) -> bool:
        deadline = time.monotonic() + 30
        os.set_blocking(inner, False)
        while text not in shown() and time.monotonic() < deadline:
            with contextlib.suppress(BlockingIOError):
                stream.feed(os.read(inner, 65536))
            time.sleep(0.02)
        return text in shown()

    with subprocess.Popen(
        shell, stdin=outer, stdout=outer, stderr=outer, env=environment, start_new_session=True
    ) as process:
        os.close(outer)
        os.write(inner, f"{setup}\n".encode())
        assert wait_for("READY\n"), shown()
        os.write(inner, keys.encode())
        found = wait_for(end)
        process.kill()
        process.wait()
    os.close(inner)
    assert found, shown()
    return shown()


@needs("bash")
@pytest.mark.usefixtures("service")
def test_in_a_real_bash_a_tab_completes(dataset: str) -> None:
    bash = ["bash", "--norc", "--noprofile", "-i"]
    setup = "source <(modelarts completion bash); echo REA''DY"
    typed(bash, setup, "modelarts data\tli\t--outp\tjsonl", "modelarts dataset list --output jsonl")
    typed(bash, setup, "modelarts dataset list --output=c\t", "modelarts dataset list --output=csv")
    typed(bash, setup, f"modelarts sync {dataset[:4]}\t", f"modelarts sync {dataset}")
    assert "get  (show a dataset)" in typed(bash, setup, "modelarts dataset \t\t", "(show a dataset)")


@needs("zsh")
@pytest.mark.usefixtures("service")
def test_in_a_real_zsh_a_tab_completes(dataset: str) -> None:
    zsh = ["zsh", "-f", "-i"]
    setup = "autoload -Uz compinit; compinit -u -D; source <(modelarts completion zsh); echo REA''DY"
    typed(zsh, setup, "modelarts data\tli\t--outp\tjsonl", "modelarts dataset list --output jsonl")
    typed(zsh, setup, f"modelarts sync {dataset[:4]}\t", f"modelarts sync {dataset}")
    assert "get     -- show a dataset" in typed(zsh, setup, "modelarts dataset \t\t", "show a dataset")


@needs("fish")
@pytest.mark.usefixtures("service")
def test_in_a_real_fish_words_are_completed(dataset: str) -> None:
    def fish(line: str) -> list[str]:
        code = f"modelarts completion fish | source; complete -C '{line}'"
        ended = subprocess.run(
            ["fish", "--no-config", "-c", code], capture_output=True, text=True, check=True, timeout=60
        )
        return ended.stdout.splitlines()

    assert fish("modelarts da") == ["dataset\tlist, show, create, change and delete datasets"]
    assert fish("modelarts dataset list --output ") == ["table", "json", "jsonl", "csv"]
    assert fish("modelarts dataset list --output=c") == ["--output=csv"]
    assert fish("modelarts dataset get ") == [f"{dataset}\tcats"]
    assert fish("modelarts dataset list --config-file se") == ["settings.json"]


@pytest.mark.parametrize("shell", SCRIPTS)
def test_the_scripts_have_the_syntax_of_their_shells(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert script == SCRIPTS[shell]
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    subprocess.run([shell, "-n"], input=script, text=True, check=True, timeout=60)
