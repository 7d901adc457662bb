"""The command line, as a shell script uses it."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
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


def test_get_polls_once_and_prints_a_table_or_json(environment: dict[str, str]) -> None:
    code, out, err = run(environment, "task", "get", "good", "endless")
    assert (code, err) == (0, "")
    assert [line.split() for line in out.splitlines()] == [
        ["task", "status", "result"],
        ["good", "PENDING"],
        ["endless", "RUNNING"],
    ]
    code, out, _ = run(environment, "task", "get", "endless", "--output", "json")
    (row,) = json.loads(out)
    assert (row["task_id"], row["status"], row["result"]) == ("endless", "RUNNING", [])
    code, out, _ = run(environment, "task", "get", "endless", "good", "--output", "jsonl")
    assert [json.loads(line)["task_id"] for line in out.splitlines()] == ["endless", "good"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "modelarts: warning: task paused has an undocumented status, 'PAUSED'\n"),
        ("zh", "modelarts：警告：任务 paused 的状态 'PAUSED' 未见于文档\n"),
    ],
)
def test_get_warns_of_an_undocumented_status_and_of_no_wait(
    environment: dict[str, str], emulator: Emulator, language: str, said: str
) -> None:
    emulator.add_task("paused", states=["PAUSED"], allow_unknown_states=True)
    code, _, err = run({**environment, "MODELARTS_LANGUAGE": language}, "task", "get", "paused")
    assert (code, err) == (0, said)


def test_the_exit_code_of_wait_is_its_result(environment: dict[str, str]) -> None:
    code, out, err = run(environment, "task", "wait", "good", *QUICK)
    assert (code, err) == (0, "")
    assert "SUCCESS  dataset cats (d)" in out
    code, out, err = run(environment, "task", "wait", "good", "bad", *QUICK)
    assert code == 5
    assert "FAILURE  ModelArts.1674: gone" in out
    code, out, err = run(environment, "task", "wait", "endless", "--timeout", "0.1s", *QUICK)
    assert code == 3
    assert "task endless was not done after 0.1 s" in err
    code, out, err = run(environment, "task", "wait", "good", "missing", *QUICK)
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


# What ends a process by Ctrl-C at the import of a module.
INTERRUPTED_IMPORT = """
import signal, sys

class Interrupt:
    def find_spec(self, name, *_):
        if name == {name!r}:
            sys.meta_path.remove(self)
            # Python makes a RuntimeError of what __set_name__ raises.
            type("A", (), {{"b": self}}) if {in_callback} else signal.raise_signal(signal.SIGINT)

    def __set_name__(self, *_):
        signal.raise_signal(signal.SIGINT)

sys.meta_path.insert(0, Interrupt())
"""


@pytest.mark.skipif(sys.version_info < (3, 11), reason="tomllib is new in Python 3.11")
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("modelarts", "task get good"),
        ("modelarts._modelarts", "task get good"),
        ("modelarts.emulator", "emulator"),
        ("modelarts.cli", "task get good"),
        ("modelarts.cli.task", "task get good"),
        ("argparse", "task get good"),
    ],
)
@pytest.mark.parametrize("in_callback", [False, True])
def test_ctrl_c_while_it_is_imported_is_no_traceback(
    name: str, words: str, in_callback: bool, environment: dict[str, str]
) -> None:
    import tomllib

    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))["project"]
    module, _, function = project["scripts"]["modelarts"].partition(":")
    # As the script does that an installer writes.
    script = f"from {module} import {function}\nsys.exit({function}())"
    program = INTERRUPTED_IMPORT.format(name=name, in_callback=in_callback) + script
    command = [sys.executable, "-c", program, *words.split()]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("task", "wait"), "required: ID"),
        (("task", "wait", "t", "--timeout", "soon"), "'soon' is not a duration"),
        (("task", "wait", "t", "--timeout", "0"), "'0' is not a duration"),
        (("task", "get", "a/b"), "expected the id of a task"),
        (("task", "get", "t", "--output", "xml"), "invalid choice"),
    ],
)
def test_wrong_arguments_are_usage_errors(environment: dict[str, str], words: tuple[str, ...], said: str) -> None:
    code, out, err = run(environment, *words)
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err


def test_a_failed_authentication_has_an_exit_code_of_its_own(environment: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "config.json"
    config = json.loads(path.read_text())
    config["users"][0]["user"]["password"] = "fake-secret-for-tests"
    path.write_text(json.dumps(config))
    for words in (("task", "get", "good"), ("task", "wait", "good"), ("config", "check")):
        code, _, err = run(environment, *words)
        assert code == 4, err
        assert "fake-secret-for-tests" not in err


def test_config_shows_what_would_be_used_and_where_it_came_from_and_no_secret(
    environment: dict[str, str], emulator: Emulator
) -> None:
    code, out, err = run({**environment, "MODELARTS_REGION": "cn-north-4"}, "config", "show", "--project-id", "p1")
    assert (code, err) == (0, "")
    shown = {line.split()[0]: line.split(maxsplit=2)[1:] for line in out.splitlines()[1:]}
    path = environment["MODELARTS_CONFIG"]
    assert shown["config_file"] == [path, "MODELARTS_CONFIG"]
    assert shown["context"] == ["default", "the default"]
    assert shown["region"] == ["cn-north-4", "MODELARTS_REGION"]
    assert shown["project_id"] == ["p1", "the argument"]
    assert shown["credential"] == ["password", f'the user of context "default" in {path}']
    assert shown["endpoint"][0] == emulator.url
    assert path in shown["endpoint"][1]
    assert shown["raise_on_error"] == ["True", "the default"]
    assert emulator.password not in out
    assert emulator.requests == []


def test_config_check_calls_the_service(environment: dict[str, str], emulator: Emulator) -> None:
    code, out, _ = run(environment, "config", "check")
    assert code == 0
    assert "The service responded after" in out
    code, out, _ = run(environment, "config", "check", "--output", "json")
    checked = json.loads(out)
    assert checked["answered_after_seconds"] < 30
    assert checked["settings"]["context"] == {"value": "default", "source": "the default"}
    emulator.close()
    code, out, err = run(environment, "config", "check")
    assert code == 1
    assert emulator.url in out
    assert "no connection" in err


def test_the_password_of_a_proxy_is_not_shown(environment: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "config.json"
    config = json.loads(path.read_text())
    config["clusters"][0]["cluster"]["proxy"] = "http://me:fake-secret-for-tests@127.0.0.1:9"
    path.write_text(json.dumps(config))
    code, out, err = run(environment, "config", "show")
    assert code == 0
    assert "http://***@127.0.0.1:9" in out
    assert "fake-secret-for-tests" not in out + err


def test_settings_that_are_missing_are_an_error_and_no_traceback(environment: dict[str, str]) -> None:
    code, _, err = run({**environment, "MODELARTS_CONFIG": "/nowhere/config.json"}, "config", "show")
    assert code == 1
    assert err.startswith("modelarts: ")
    assert "Traceback" not in err


def in_terminal(
    environment: dict[str, str], *words: str, env: dict[str, str] | None = None
) -> tuple[int, list[str], str]:
    """Exit code, what the screen shows at the end, and all that was written, in a terminal of 100 columns."""
    import fcntl
    import pty
    import struct
    import termios

    import pyte

    inner, outer = pty.openpty()
    fcntl.ioctl(outer, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    command = [sys.executable, "-m", "modelarts", *words]
    everything = {**environment, "TERM": "xterm", **(env or {})}
    with subprocess.Popen(command, env=everything, stdin=outer, stdout=outer, stderr=outer) as process:
        os.close(outer)
        written = b""
        # The system ends the reading with an error when the other side is closed.
        with contextlib.suppress(OSError):
            while chunk := os.read(inner, 65536):
                written += chunk
        code = process.wait(60)
    os.close(inner)
    screen = pyte.Screen(100, 24)
    pyte.ByteStream(screen).feed(written)
    return code, [line.rstrip() for line in screen.display if line.strip()], written.decode()


GREEN, RED = "\x1b[32mSUCCESS\x1b[0m", "\x1b[31mFAILURE\x1b[0m"
posix = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals")


@posix
def test_in_a_terminal_a_wait_is_one_line_and_then_a_table_in_color(environment: dict[str, str]) -> None:
    code, screen, written = in_terminal(environment, "task", "wait", "good", "bad", *QUICK)
    assert code == 5
    line, headings, good, bad = screen
    assert line.startswith("2 of 2 tasks done  1 FAILURE, 1 SUCCESS")
    assert headings.split() == ["task", "status", "result"]
    assert good.split() == ["good", "SUCCESS", "dataset", "cats", "(d)"]
    assert bad.split() == ["bad", "FAILURE", "ModelArts.1674:", "gone"]
    assert GREEN in written
    assert RED in written


@posix
@pytest.mark.parametrize("setting", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colors_can_be_turned_off(environment: dict[str, str], setting: dict[str, str]) -> None:
    for words in (("task", "wait", "good"), ("task", "watch", "bad")):
        _, screen, written = in_terminal(environment, *words, *QUICK, env=setting)
        assert "\x1b[3" not in written
        assert screen


@posix
def test_a_wait_for_one_task_says_when_it_polls_next(environment: dict[str, str]) -> None:
    code, screen, written = in_terminal(environment, "task", "wait", "endless", "--timeout", "0.2", "--interval", "60")
    assert code == 3
    assert screen[0].startswith("task endless  RUNNING")
    assert "  next poll in" in written
    assert "task endless was not done after 0.2 s" in "".join(screen)


def test_in_a_pipe_there_is_no_color_and_no_line_that_moves(environment: dict[str, str]) -> None:
    code, out, err = run(environment, "task", "wait", "good", "bad", *QUICK)
    assert (code, err) == (5, "")
    assert "\x1b" not in out


@posix
def test_exit_codes_as_a_shell_script_uses_them(environment: dict[str, str]) -> None:
    script = """
        modelarts() { "$PYTHON" -m modelarts "$@"; }
        modelarts task wait good --interval 0.01 > /dev/null && echo done
        modelarts task wait bad --interval 0.01 > /dev/null || echo "failed: $?"
        modelarts task wait endless --interval 0.01 --timeout 0.05 > /dev/null 2>&1 || echo "late: $?"
        modelarts task get 2> /dev/null || echo "usage: $?"
        MODELARTS_CONFIG=/nowhere modelarts config show 2> /dev/null || echo "error: $?"
        modelarts task get good endless --output jsonl | head -n 1 | cut -c 1-18
    """
    ran = subprocess.run(
        ["sh", "-c", script],
        env={**environment, "PYTHON": sys.executable},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert ran.stdout.splitlines() == ["done", "failed: 5", "late: 3", "usage: 2", "error: 1", '{"task_id": "good"']
    assert ran.stderr == ""


@posix
def test_a_closed_pipe_is_no_traceback(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "modelarts", "task", "watch", "endless", "good", "--interval", "0.05"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        err = process.stderr.read()
    assert (process.returncode, err) == (1, "")


def test_help_and_results_come_in_chinese_where_the_locale_is(environment: dict[str, str]) -> None:
    chinese = {**environment, "LC_ALL": "zh_CN.UTF-8", "LANGUAGE": "zh_CN", "PYTHONUTF8": "1"}
    code, out, _ = run(chinese, "task", "wait", "--help")
    assert code == 0
    for text in ("用法：", "等待任务结束", "示例：", "退出码：0 成功", "modelarts task wait --timeout 2h"):
        assert text in out
    code, out, err = run(chinese, "task", "wait", "bad", *QUICK)
    assert code == 5
    assert out.split()[:3] == ["任务", "状态", "结果"]
    code, out, err = run(chinese, "task", "wait", "good", *QUICK)
    assert "SUCCESS  数据集 cats (d)" in out
    code, _, err = run(chinese, "task", "wait", "endless", "--timeout", "soon")
    assert code == 2
    assert "不是有效的时长" in err


def test_every_help_shows_an_example_and_the_exit_codes(environment: dict[str, str]) -> None:
    for words in ((), ("task",), ("task", "watch"), ("config",), ("config", "check"), ("quickstart",), ("emulator",)):
        code, out, _ = run(environment, *words, "--help")
        assert code == 0
        assert "examples:\n  modelarts " in out
        assert "exit codes: 0 success" in out
