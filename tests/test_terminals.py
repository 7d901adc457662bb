"""Real terminals of any width, and standard streams that are closed, full or replaced."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import struct
import subprocess
import sys
import threading
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest

from modelarts import DatasetApi, Poll
from modelarts.cli import main
from modelarts.cli.output import print_json, print_line, print_table
from modelarts.text import clipped, display_width, encodable, shortened, terminal_columns, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from modelarts.emulator import Emulator

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals")

COMMAND = [sys.executable, "-m", "modelarts"]
ID = "062ef90a-da4d-4af4-82ba-1523da57e78e"
CHINESE = {"LC_ALL": "C.UTF-8", "MODELARTS_LANGUAGE": "zh"}
ENGLISH = {"LC_ALL": "C.UTF-8", "MODELARTS_LANGUAGE": "en"}


@pytest.fixture
def environment(emulator: Emulator, tmp_path: Path) -> dict[str, str]:
    created = {"dataset_id": "d" * 32, "dataset_name": "猫和狗的数据集", "file_count": 1, "create_time": 1600000000}
    states: list[str | tuple[str, int]] = ["PENDING", ("RUNNING", 8), "SUCCESS"]
    emulator.add_task(ID, states=states, result=[{"createDatasetSuccess": [created]}])
    emulator.add_task("任务" * 12, states=states)
    emulator.add_task("failing", states=["FAILURE"], error=("ModelArts.1674", "dataset owls does not exist"))
    emulator.add_task("endless", states=["RUNNING"])
    return {**os.environ, "MODELARTS_CONFIG": emulator.write_config(tmp_path), "TERM": "xterm"}


class Session:
    """What a command wrote to a terminal, and what its screen shows at the end."""

    def __init__(self, environment: dict[str, str], columns: int, *words: str) -> None:
        import fcntl
        import pty
        import termios

        import pyte

        inner, outer = pty.openpty()
        fcntl.ioctl(outer, termios.TIOCSWINSZ, struct.pack("HHHH", 60, columns, 0, 0))
        written = b""
        with subprocess.Popen(
            [*COMMAND, *words], env=environment, stdin=outer, stdout=outer, stderr=outer, close_fds=True
        ) as process:
            os.close(outer)
            with contextlib.suppress(OSError):  # the other side is closed
                while chunk := os.read(inner, 65536):
                    written += chunk
            self.code = process.wait(60)
        os.close(inner)
        self.written = written.decode()
        screen = pyte.Screen(columns, 60)
        pyte.ByteStream(screen).feed(written)
        self.lines = [line.rstrip() for line in screen.display if line.strip()]


QUICK = ("--interval", "0.05")


@pytest.mark.parametrize("language", [ENGLISH, CHINESE], ids=["en", "zh"])
@pytest.mark.parametrize("columns", [24, 40, 80, 120])
@pytest.mark.parametrize("task", [ID, "任务" * 12], ids=["id", "chinese"])
def test_a_wait_is_one_line_of_a_terminal_of_any_width(
    task: str, columns: int, language: dict[str, str], environment: dict[str, str]
) -> None:
    # The variable of a shell in a wider terminal must not matter.
    shown = Session({**environment, **language, "COLUMNS": "200"}, columns, "task", "wait", task, *QUICK)
    assert shown.code == 0
    frames = shown.written.partition("\n")[0].rstrip("\r").split("\r\x1b[2K")[1:]
    assert len(frames) > 2
    assert all(display_width(frame) < columns for frame in frames), frames
    assert any("RUNNING" in frame for frame in frames)
    assert re.search(r"SUCCESS  0 (s|秒)$", shown.lines[0])
    assert sum("SUCCESS" in line for line in shown.lines) == 2  # the line, and the table
    if columns >= 80:
        assert shown.lines[0].startswith(f"{'任务' if language is CHINESE else 'task'} {task}"[:40])


@pytest.mark.parametrize("columns", [24, 40, 80])
def test_a_wait_for_many_tasks_is_one_line_too(columns: int, environment: dict[str, str]) -> None:
    shown = Session({**environment, **CHINESE}, columns, "task", "wait", ID, "failing", *QUICK)
    assert shown.code == 5
    frames = shown.written.partition("\n")[0].rstrip("\r").split("\r\x1b[2K")[1:]
    assert all(display_width(frame) < columns for frame in frames), frames
    assert "2/2" in shown.lines[0] or "共 2 个任务，已结束 2 个" in shown.lines[0]


@pytest.mark.parametrize("columns", [24, 40])
def test_a_table_that_is_too_wide_is_a_block_for_each_row(columns: int, environment: dict[str, str]) -> None:
    shown = Session({**environment, **ENGLISH}, columns, "task", "get", "endless", ID, "failing")
    text = re.sub(r"\x1b\[\d+m", "", shown.written)
    lines = text.replace("\r", "").splitlines()
    assert all(display_width(line) <= columns for line in lines), lines
    assert [line for line in lines if re.match(r"task( |$)", line)] == [
        line for line in lines if line.startswith("task")
    ]
    assert sum(line.startswith("status") for line in lines) == 3
    assert ID in re.sub(r"\s", "", text)
    assert "ModelArts.1674:" in text
    # A pipe gets the table, for grep and cut.
    piped = subprocess.run(
        [*COMMAND, "task", "get", "endless", ID, "failing"],
        env={**environment, **ENGLISH, "COLUMNS": str(columns)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert len(piped.stdout.splitlines()) == 4


@pytest.mark.parametrize("language", [ENGLISH, CHINESE], ids=["en", "zh"])
@pytest.mark.parametrize("columns", [24, 40, 80])
def test_settings_fit_a_terminal(columns: int, language: dict[str, str], environment: dict[str, str]) -> None:
    shown = Session({**environment, **language}, columns, "config", "show")
    assert shown.code == 0
    assert all(display_width(line) <= columns for line in shown.written.replace("\r", "").splitlines())
    assert "max_retries" in shown.written


@pytest.mark.parametrize("columns", [40, 80])
def test_the_help_of_an_option_fits_a_terminal_in_chinese(columns: int, environment: dict[str, str]) -> None:
    environment.pop("COLUMNS", None)
    shown = Session({**environment, **CHINESE}, columns, "task", "wait", "--help")
    text = "\n".join(shown.written.replace("\r", "").splitlines())
    options = re.search(r"选项：?:?\n(.*?)\n\n", text, re.DOTALL)
    assert options
    assert all(display_width(line) <= columns for line in options[1].splitlines())


def test_a_dumb_terminal_gets_plain_lines(environment: dict[str, str]) -> None:
    shown = Session({**environment, **ENGLISH, "TERM": "dumb"}, 80, "task", "wait", ID, *QUICK)
    assert shown.code == 0
    assert "\x1b" not in shown.written
    assert "\r" not in shown.written.replace("\r\n", "")
    states = [line.split()[-1] for line in shown.lines if re.match(r" *\d+\.\d s  task ", line)]
    assert states[-1] == "SUCCESS"
    assert len(states) == len(set(states))


@pytest.mark.parametrize("setting", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
@pytest.mark.parametrize(
    "words", [("task", "get", ID), ("task", "wait", "failing", *QUICK), ("--help",), ("nonsense",)]
)
def test_no_color_is_written_where_none_is_wanted(
    words: tuple[str, ...], setting: dict[str, str], environment: dict[str, str]
) -> None:
    shown = Session({**environment, **setting}, 80, *words)
    assert not re.search(r"\x1b\[\d*m", shown.written)
    assert shown.lines


def test_text_is_as_wide_as_a_terminal_draws_it() -> None:
    import pyte

    for text in ("abc", "数据集", "e\u0301", "ＡＢ", "한글", "각", "กำ", "ไม้", "🐈", "a\u0300\u0301b", "ñ"):
        screen = pyte.Screen(40, 1)
        pyte.Stream(screen).feed(text)
        assert display_width(text) == screen.cursor.x, ascii(text)
    # An emoji that is newer than this Python's tables takes two columns all the same.
    unassigned = next(chr(code) for code in range(0x1FAF9, 0x1FB00) if unicodedata.category(chr(code)) == "Cn")
    assert display_width(unassigned) == 2


def test_text_is_shortened_and_wrapped_by_its_width() -> None:
    assert shortened("abcdefghij", 10) == "abcdefghij"
    assert shortened("abcdefghijk", 10) == "abcd...ijk"
    assert shortened("数据集数据集", 9) == "数...集"
    assert shortened("abcdef", 3) == "abc"
    text = "数据集 pets e\u0301e\u0301 和 062ef90a-da4d-4af4-82ba-1523da57e78e"
    for columns in range(2, 60):
        lines = wrapped(text, columns)
        assert all(display_width(line) <= columns for line in lines)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert display_width(shortened(text, columns)) <= columns
        assert display_width(clipped(text, columns)) <= columns
    assert wrapped("one two three", 8) == ["one two", "three"]


def test_the_width_of_a_terminal_is_not_that_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stream:
        def fileno(self) -> Any:
            return None

    stream: Any = Stream()
    monkeypatch.delenv("COLUMNS", raising=False)
    assert terminal_columns(stream) == 80
    for text, columns in (("33", 33), ("0", 80), ("wide", 80)):
        monkeypatch.setenv("COLUMNS", text)
        assert terminal_columns(stream) == columns


# Standard streams of a process: closed, full, or a pipe whose reader has ended.


def ran(words: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = words.replace("modelarts", f'"{sys.executable}" -m modelarts', 1)
    return subprocess.run(
        ["sh", "-c", command], env=environment, capture_output=True, text=True, timeout=60, check=False
    )


FULL = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
COMMANDS = {
    "get": f"task get {ID}",
    "get json": f"task get {ID} --output json",
    "get jsonl": f"task get {ID} --output jsonl",
    "wait": f"task wait {ID} --interval 0.05",
    "watch": f"task watch {ID} --interval 0.05",
    "show": "config show",
    "help": "--help",
    "help of a command": "task wait --help",
    "version": "--version",
}


@FULL
@pytest.mark.parametrize("language", [ENGLISH, CHINESE], ids=["en", "zh"])
@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_a_command_says_that_its_output_is_lost(
    words: str, language: dict[str, str], environment: dict[str, str]
) -> None:
    closed = {"en": "standard output is closed", "zh": "标准输出已关闭"}[language["MODELARTS_LANGUAGE"]]
    for redirection, said in ((">/dev/full", os.strerror(errno.ENOSPC)), (">&-", closed)):
        found = ran(f"modelarts {words} {redirection}", {**environment, **language})
        assert found.returncode == 1, (redirection, found)
        assert said in found.stderr
        assert len(found.stderr.splitlines()) == 1


@FULL
@pytest.mark.parametrize("redirection", ["2>&-", "2>/dev/full", "<&-", "<&- 2>&-"])
def test_a_command_works_without_standard_error_and_input(redirection: str, environment: dict[str, str]) -> None:
    done = ran(f"modelarts task wait {ID} --interval 0.05 --output json {redirection}", environment)
    assert done.returncode == 0
    assert json.loads(done.stdout)[0]["status"] == "SUCCESS"
    for words, code in (("task wait failing --interval 0.05", 5), ("task get no-such-task", 1), ("nonsense", 2)):
        assert ran(f"modelarts {words} {redirection}", environment).returncode == code
    late = ran(f"modelarts task wait endless --timeout 0.2 --interval 0.05 {redirection}", environment)
    assert late.returncode == 3


@FULL
def test_without_any_stream_the_exit_code_still_says_what_happened(environment: dict[str, str]) -> None:
    for words, code in ((f"task get {ID}", 1), ("task get no-such-task", 1), ("nonsense", 2)):
        assert ran(f"modelarts {words} <&- >&- 2>&-", environment).returncode == code
        assert ran(f"modelarts {words} >/dev/full 2>/dev/full", environment).returncode == code


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_a_reader_that_has_ended_is_no_traceback(words: str, environment: dict[str, str]) -> None:
    # `true` reads nothing; the script prints the exit code of the command before the pipe.
    done = ran(f"(modelarts {words}; echo $? >&3) 3>&2 2>/dev/null | true", environment)
    assert done.stderr.strip() in {"0", "1"}  # 0 if it was quicker
    inner, outer = os.pipe()
    os.close(inner)
    with subprocess.Popen(
        [*COMMAND, *words.split()], env=environment, stdout=outer, stderr=subprocess.PIPE, text=True
    ) as process:
        os.close(outer)
        _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (1, "")


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "latin-1", "utf-8"])
@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_a_command_writes_to_a_stream_of_any_encoding(words: str, encoding: str, environment: dict[str, str]) -> None:
    environment = {**environment, **CHINESE, "PYTHONIOENCODING": f"{encoding}:strict"}
    done = subprocess.run([*COMMAND, *words.split()], env=environment, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode(encoding)
    if "json" in words:
        entry = json.loads(text)
        entry = entry[0] if isinstance(entry, list) else entry
        assert entry["task_id"] == ID


# Standard streams of a program that calls `main` itself.


class Plain:
    """A stream that has nothing but `write`."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text += text


class Odd(Plain):
    """A stream whose attributes are of no use."""

    encoding = "no-such-encoding"

    def isatty(self) -> bool:
        raise OSError(errno.EBADF, "no")


@pytest.mark.parametrize("kind", [Plain, Odd])
def test_a_program_may_replace_standard_output(kind: type[Plain], monkeypatch: pytest.MonkeyPatch) -> None:
    stream = kind()
    monkeypatch.setattr(sys, "stdout", stream)
    print_table([{"a": "猫"}], {"a": "列"})
    print_line("line")
    print_json({"猫": 1})
    monkeypatch.undo()
    assert json.loads(stream.text[stream.text.index("{") :]) == {"猫": 1}
    assert "line\n" in stream.text


@pytest.mark.parametrize("name", ["stdout", "stderr"])
@pytest.mark.parametrize("stream", [None, object(), Plain(), Odd()], ids=["None", "object", "plain", "odd"])
def test_main_takes_any_object_as_a_stream(
    stream: Any, name: str, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODELARTS_CONFIG", environment["MODELARTS_CONFIG"])
    monkeypatch.setattr(sys, name, stream)
    code = main(["task", "get", "failing", "--output", "json"])
    monkeypatch.undo()
    assert code == (1 if name == "stdout" and (stream is None or type(stream) is object) else 0)


def test_text_for_an_unknown_encoding_is_ascii() -> None:
    stream: Any = Odd()
    assert encodable("猫é", stream) == "\\u732b\\xe9"


@pytest.fixture
def narrow() -> Iterator[tuple[Any, list[bytes]]]:
    """A terminal of 40 columns, and what is written to it."""
    import fcntl
    import pty
    import termios

    inner, outer = pty.openpty()
    fcntl.ioctl(outer, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 40, 0, 0))
    written: list[bytes] = []

    def read() -> None:
        with contextlib.suppress(OSError):
            while chunk := os.read(inner, 65536):
                written.append(chunk)

    reader = threading.Thread(target=read)
    reader.start()
    with open(outer, "w", encoding="utf-8") as stream:
        yield stream, written
    reader.join(60)
    os.close(inner)


def test_a_terminal_that_becomes_narrower_is_measured_again(
    narrow: Any, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl
    import termios

    stream, written = narrow
    emulator.add_task("t" * 60, states=["PENDING", ("RUNNING", 5), "SUCCESS"])

    def shrink(_: object) -> None:
        fcntl.ioctl(stream, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 26, 0, 0))

    with emulator.create_client(poll=Poll(0.05, 0.05)) as client:
        monkeypatch.setattr(sys, "stderr", stream)
        DatasetApi(client).wait_for_task(task_id="t" * 60, on_update=shrink)
        monkeypatch.undo()
    stream.close()
    frames = b"".join(written).decode().split("\r\x1b[2K")[1:]
    assert display_width(frames[-1].rstrip()) < 26
