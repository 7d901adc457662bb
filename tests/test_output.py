"""Output goes to any stream: progress never ends a wait, a document is whole, text of the service is harmless."""

from __future__ import annotations

import errno
import io
import json
import logging
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from modelarts import DatasetApi, NotFoundError, Poll, TaskFailedError, TaskStatus, WaitTimeoutError
from modelarts.cli.output import print_json, print_table
from modelarts.text import clipped, display_width, excerpt, printable
from raw_server import http

if TYPE_CHECKING:
    from pathlib import Path

    from modelarts.emulator import Emulator
    from raw_server import RawServer

QUICK = Poll(initial=0.001, maximum=0.01)
# A cursor movement, a line break, a C1 control, a change of direction, a zero-width space, a line separator.
EVIL = "E\x1b[2J\nV\x9b31m\u202eI\u200bL\u2028!"


def is_harmless(text: str) -> bool:
    return text.replace("\n", "").isprintable()


class Stream(io.StringIO):
    """A stream of some encoding, terminal or not, that may refuse to be used."""

    def __init__(self, encoding: str = "utf-8", *, terminal: bool = True, error: type[Exception] | None = None) -> None:
        super().__init__()
        self._encoding = encoding
        self._terminal = terminal
        self._error = error

    @property
    def encoding(self) -> str:  # type: ignore[override] # it may be written elsewhere
        return self._encoding

    def isatty(self) -> bool:
        return self._terminal

    def write(self, text: str) -> int:
        if self._error is not None:
            raise self._error
        text.encode(self._encoding)
        return super().write(text)


class Minimal:
    """A stream without isatty(), flush() and encoding."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text += text


def closed() -> Stream:
    stream = Stream()
    stream.close()
    return stream


STREAMS: dict[str, Any] = {
    "none": lambda: None,
    "closed": closed,
    "minimal": Minimal,
    "object": object,
    "OSError": lambda: Stream(error=OSError),
    "ValueError": lambda: Stream(error=ValueError),
    "RuntimeError": lambda: Stream(error=RuntimeError),
    "ascii": lambda: Stream("ascii"),
    "gbk": lambda: Stream("gbk"),
    "unknown encoding": lambda: Stream("no-such-encoding"),
}


@pytest.mark.parametrize("progress", [True, "auto", False])
@pytest.mark.parametrize("make", STREAMS.values(), ids=STREAMS)
def test_a_wait_goes_on_whatever_standard_error_is(
    make: Any, progress: Any, server: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.script(http('{"status": "RUNNING"}'), http())
    with server.create_client(poll=QUICK) as client:
        monkeypatch.setattr(sys, "stderr", make())
        status = DatasetApi(client).wait_for_task(task_id="任务é", progress=progress)
        monkeypatch.undo()
    assert status.is_succeeded


@pytest.mark.parametrize(("encoding", "shown"), [("ascii", "\\u4efb\\xe9"), ("gbk", "任é"), ("latin-1", "\\u4efbé")])
def test_progress_is_escaped_for_the_encoding_of_the_stream(
    encoding: str, shown: str, server: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = Stream(encoding)
    with server.create_client(poll=QUICK) as client:
        monkeypatch.setattr(sys, "stderr", stream)
        DatasetApi(client).wait_for_task(task_id="任é")
        monkeypatch.undo()
    assert f"task {shown}  SUCCESS" in stream.getvalue()


def test_a_progress_line_is_cut_by_its_width_in_columns(server: RawServer, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Stream()
    monkeypatch.setenv("COLUMNS", "28")
    with server.create_client(poll=QUICK) as client:
        monkeypatch.setattr(sys, "stderr", stream)
        DatasetApi(client).wait_for_task(task_id="数据集" * 10)
        monkeypatch.undo()
    lines = stream.getvalue().rstrip().split("\r\x1b[2K")
    assert lines[-1] == "task ...据集  SUCCESS  0 s"
    assert display_width(lines[-1]) <= 27


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals")
def test_a_progress_line_is_cut_by_the_width_of_its_own_terminal(
    server: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl
    import pty
    import struct
    import termios

    # Standard output may be a pipe, whose width says nothing.
    inner, outer = pty.openpty()
    fcntl.ioctl(outer, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 28, 0, 0))
    # As may the variable, of a shell in a wider one.
    monkeypatch.setenv("COLUMNS", "200")
    with open(outer, "w", encoding="utf-8") as stream, server.create_client(poll=QUICK) as client:
        monkeypatch.setattr(sys, "stderr", stream)
        DatasetApi(client).wait_for_task(task_id="数据集" * 10)
        monkeypatch.undo()
        written = os.read(inner, 65536).decode()
    os.close(inner)
    lines = written.rstrip().split("\r\x1b[2K")
    assert lines[-1] == "task ...据集  SUCCESS  0 s"


def test_text_is_measured_in_columns() -> None:
    assert [display_width(text) for text in ("abc", "数据", "ab数", "e\u0301")] == [3, 4, 4, 1]
    assert [clipped("a数b", columns) for columns in range(5)] == ["", "a", "a", "a数", "a数b"]


def test_printable_text_is_one_line_that_reads_as_before() -> None:
    for text in ("数据集-1", "a b", "a\u3000b", "naïve", "🐈"):
        assert printable(text) == text
    assert printable(EVIL) == r"E\u{1b}[2J\nV\u{9b}31m\u{202e}I\u{200b}L\u{2028}!"
    assert printable("\ud800\t\r\x7f") == r"\u{d800}\t\r\u{7f}"
    assert excerpt("x" * 501) == "x" * 500 + "…"


def evil(status: str) -> bytes:
    entry = {"error_code": EVIL, "error_msg": EVIL}
    created = {"dataset_id": EVIL, "dataset_name": EVIL}
    return http(json.dumps({"status": status, "result": [{"failed": [entry], "createDatasetSuccess": [created]}]}))


def test_text_of_the_service_is_harmless_in_exceptions_logs_and_progress(
    server: RawServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    server.script(
        *(evil("FAILURE"), evil(EVIL), evil("SUCCESS"), evil(EVIL)),
        http(json.dumps({"error_code": EVIL, "error_msg": EVIL}), 404),
    )
    stream = Stream()
    with server.create_client(poll=QUICK) as client, caplog.at_level(logging.DEBUG, "modelarts"):
        api = DatasetApi(client)
        monkeypatch.setattr(sys, "stderr", stream)
        with pytest.raises(TaskFailedError) as failed:
            api.wait_for_task(task_id="t")
        with pytest.warns(UserWarning, match="undocumented") as warned:
            api.wait_for_task(task_id="t")
        with pytest.warns(UserWarning, match="undocumented"), pytest.raises(WaitTimeoutError) as late:
            api.wait_for_task(task_id="t", timeout=1, poll=Poll(initial=60, jitter=False))
        with pytest.raises(NotFoundError) as refused:
            api.get_task_status(task_id="t")
        monkeypatch.undo()
    for text in (failed.value, late.value, refused.value, warned[0].message, *(r.getMessage() for r in caplog.records)):
        assert is_harmless(str(text))
        assert "\n" not in str(text)
    assert is_harmless(stream.getvalue().replace("\r\x1b[2K", ""))


def test_text_of_the_service_is_harmless_in_tables_and_json(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Stream()
    monkeypatch.setattr(sys, "stdout", stream)
    print_table([{"a": EVIL}], {"a": "heading"})
    print_json({EVIL: [EVIL]})
    print_json({EVIL: [EVIL]}, indent=None)
    monkeypatch.undo()
    assert is_harmless(stream.getvalue())
    assert json.loads(stream.getvalue().splitlines()[-1]) == {EVIL: [EVIL]}


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "latin-1", "utf-8"])
def test_json_is_a_whole_document_in_any_encoding(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    value = {"name": "猫 ünï \ud800 🐈"}
    stream = Stream(encoding)
    monkeypatch.setattr(sys, "stdout", stream)
    print_json(value)
    monkeypatch.undo()
    assert json.loads(stream.getvalue()) == value


@pytest.mark.parametrize("encoding", ["ascii", "gbk"])
@pytest.mark.parametrize("output", ["table", "json", "jsonl"])
def test_commands_print_chinese_names_in_any_encoding(
    encoding: str, output: str, emulator: Emulator, tmp_path: Path
) -> None:
    created = {"dataset_id": "d", "dataset_name": "猫ü", "file_count": 1, "create_time": 1600000000}
    emulator.add_task("t", states=["SUCCESS"], result=[{"createDatasetSuccess": [created]}])
    environment = {
        **os.environ,
        "MODELARTS_CONFIG": emulator.write_config(tmp_path),
        "PYTHONIOENCODING": f"{encoding}:strict",
        "LC_ALL": "zh_CN.UTF-8",
        "LANGUAGE": "zh_CN",
    }
    command = [sys.executable, "-m", "modelarts", "task", "wait", "t", "--output", output]
    ran = subprocess.run(command, env=environment, capture_output=True, timeout=60, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")
    text = ran.stdout.decode(encoding)
    if output == "table":
        assert ("\\u732b\\xfc" if encoding == "ascii" else "猫ü") in text
    else:
        (row,) = json.loads(text) if output == "json" else [json.loads(text)]
        assert row["result"][0]["createDatasetSuccess"][0]["dataset_name"] == "猫ü"
    ran = subprocess.run([*command, "--help"], env=environment, capture_output=True, timeout=60, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize("output", ["table", "json", "jsonl"])
def test_output_that_can_not_be_written_is_an_error(output: str, emulator: Emulator, tmp_path: Path) -> None:
    emulator.add_task("t", states=["SUCCESS"])
    environment = {**os.environ, "MODELARTS_CONFIG": emulator.write_config(tmp_path)}
    words = f'"{sys.executable}" -m modelarts task get t --output {output}'
    for redirection, said in ((">/dev/full", os.strerror(errno.ENOSPC)), (">&-", "standard output is closed")):
        ran = subprocess.run(
            ["sh", "-c", f"{words} {redirection}"],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert ran.returncode == 1
        assert said in ran.stderr
        assert len(ran.stderr.splitlines()) == 1


def test_a_state_of_the_service_is_harmless_in_a_notebook() -> None:
    html = TaskStatus(status="<b>", result=[])._repr_html_()
    assert "<b>" not in html
