"""Text of others is escaped alike in Rust and in Python, in every field and in every output."""

from __future__ import annotations

import io
import json
import logging
import re
import sys
import traceback
import unicodedata
import warnings
from typing import TYPE_CHECKING, Any

import pytest

from modelarts import ModelArtsError, Poll, errors, text
from modelarts._modelarts import service_error_message
from modelarts.cli import main
from modelarts.client import DatasetApi
from modelarts.errors import ApiException
from modelarts.responses.target import TASK, Target
from modelarts.unset import UNSET
from raw_server import PROJECT_ID, TOKEN, http

if TYPE_CHECKING:
    from pathlib import Path

    from raw_server import RawServer

QUICK = Poll(initial=0.001, maximum=0.01)
CATEGORIES = ("Cc", "Cf", "Cs", "Zl", "Zp")
# What a service can send: a line break that forges a log record, a cursor movement, a C1 control, a title
# of the window, a change of direction, characters that can't be seen, a separator of lines, a byte order mark.
SENT = "E\n2026 ERROR forged\x1b[2J\x9b31m\x1b]0;t\x07\u202e\u2066\u200b\u200d\xad\u2028\ufeff\U000e0041\r!"
# What Python can hold, too.
EVIL = SENT + "\ud800"


def test_rust_and_python_escape_every_character_alike() -> None:
    every = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF]
    # The core cuts a text after 500 characters.
    for begin in range(0, len(every), 500):
        part = "".join(every[begin : begin + 500])
        error = ApiException(404, part)
        assert service_error_message(error) == f"HTTP 404 {text.printable(part)}"


def test_all_characters_of_the_categories_are_escaped_and_no_others() -> None:
    escaped = {code for code in range(sys.maxunicode + 1) if not text.is_safe(chr(code))}
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        if unicodedata.category(character) in CATEGORIES:
            assert code in escaped
        elif unicodedata.category(character) != "Cn":  # which a later Unicode may have assigned
            assert code not in escaped
            assert text.printable(character) == character
    for code in escaped:
        assert text.printable(chr(code)).isascii()
        assert text.printable(f"a{chr(code)}b").isprintable()
    assert text.printable(text.printable(EVIL)) == text.printable(EVIL)


def harmless(shown: str, *, lines: bool = False) -> bool:
    """Whether no character of EVIL is in a text as it is."""
    if lines:
        shown = shown.replace("\n", "")
    return "forged" in shown and not any(text._escaped(c) != c and not text.is_safe(c) for c in shown)


def encoded(value: object, status: int = 200, *headers: str) -> bytes:
    return http(json.dumps(value), status, *headers)


FAILED = {"error_code": SENT, "error_msg": SENT}
CREATED = {"dataset_id": SENT, "dataset_name": SENT, "create_time": 1600000000, SENT: SENT}
ANSWERS = {
    "status": {"status": SENT, "result": []},
    "code and message of a task": {"status": "FAILURE", "error_code": SENT, "error_msg": SENT},
    "failures of a task": {"status": "FAILURE", "result": [{"failed": [FAILED]}]},
    "datasets of a task": {"status": "SUCCESS", "result": [{"createDatasetSuccess": [CREATED]}]},
    "versions of a task": {
        "status": "SUCCESS",
        "result": [{"createVersionSuccess": [{"new_version_id": SENT, "version_name": SENT, "dataset_id": SENT}]}],
    },
    "unknown fields": {"status": "SUCCESS", "result": [], SENT: SENT, "nested": {SENT: [SENT]}},
}
REFUSALS = {
    "code": {"error_code": SENT, "error_msg": "m"},
    "message": {"error_code": "c", "error_msg": SENT},
    "request id": {"error_code": "c", "error_msg": "m", "request_id": SENT},
    "message alone": {"message": SENT},
    "unknown form": {"a": SENT},
}


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def seen(stream: Terminal) -> str:
    """What a terminal got, without what a progress line is made of."""
    return stream.getvalue().replace("\r\x1b[2K", "\n")


def failed(server: RawServer, **settings: Any) -> ModelArtsError:
    with server.create_client(**settings) as client, pytest.raises(ModelArtsError) as caught:
        DatasetApi(client).get_task_status(task_id="t")
    return caught.value


def waited(server: RawServer, **options: Any) -> list[str]:
    """The texts of a wait: of its exception, its traceback and its warnings."""
    with server.create_client(poll=QUICK) as client, warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            status = DatasetApi(client).wait_for_task(task_id="t", timeout=1, **options)
        except ModelArtsError as error:
            frames = "".join(traceback.format_exception_only(type(error), error))
            texts = [str(error), repr(error), frames.removesuffix("\n"), *map(str, error.args)]
        else:
            texts = [repr(status)]
    return texts + [str(warning.message) for warning in caught]


@pytest.mark.parametrize("progress", [True, "auto"])
@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_a_wait_shows_no_character_of_the_service_that_is_not_printable(
    answer: Any,
    progress: Any,
    server: RawServer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    server.script(*[encoded(answer)] * 500)
    terminal = Terminal()
    with caplog.at_level(logging.DEBUG, "modelarts"), monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", terminal)
        shown = waited(server, progress=progress)
    for line in [*shown, *(record.getMessage() for record in caplog.records)]:
        assert line.isprintable(), line
    assert seen(terminal).replace("\n", "").isprintable()
    if answer["status"] == SENT:
        assert harmless(str(shown))
        assert harmless(seen(terminal), lines=True)
        assert any(harmless(record.getMessage()) for record in caplog.records)


@pytest.mark.parametrize("status", [200, 302, 400, 403, 404, 500, 503])
@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=REFUSALS)
def test_the_error_of_a_call_shows_only_printable_characters(
    refusal: Any, status: int, server: RawServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.script(encoded(refusal, status), encoded(refusal, status))
    with caplog.at_level(logging.DEBUG, "modelarts"):
        error = failed(server, max_retries=1)
    lines = [str(error), repr(error), *(record.getMessage() for record in caplog.records)]
    for line in lines:
        assert line.isprintable(), line


@pytest.mark.parametrize("name", ["X-Request-Id", "Content-Type", "Location", "X-Other"])
@pytest.mark.parametrize("status", [200, 302, 404])
def test_headers_of_the_service_are_printable_in_texts(
    name: str, status: int, server: RawServer, caplog: pytest.LogCaptureFixture
) -> None:
    value = "v\u202e\u200b\ufeff\x9b31m"
    head = f"HTTP/1.1 {status} X\r\nContent-Length: 1\r\n{name}: {value}\r\n\r\n["
    server.script(head.encode())
    with caplog.at_level(logging.DEBUG, "modelarts"):
        error = failed(server, max_retries=0)
    for line in [str(error), *(record.getMessage() for record in caplog.records)]:
        assert line.isprintable(), line


@pytest.mark.parametrize("command", ["get", "wait", "watch"])
@pytest.mark.parametrize("output", ["table", "json", "jsonl"])
@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_commands_print_no_character_of_the_service_that_is_not_printable(
    answer: Any, output: str, command: str, server: RawServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if (command, output) == ("watch", "json"):
        return
    config = {
        "contexts": [{"name": "default", "context": {"cluster": "c", "user": "u", "project_id": PROJECT_ID}}],
        "clusters": [
            {"name": "c", "cluster": {"region": "cn-north-1", "endpoint": server.url, "iam_endpoint": server.url}}
        ],
        "users": [{"name": "u", "user": {"token": TOKEN}}],
    }
    file = tmp_path / "config.json"
    file.write_text(json.dumps(config))
    file.chmod(0o600)
    monkeypatch.setenv("MODELARTS_CONFIG", str(file))
    server.script(*[encoded(answer)] * 500)
    out, err = Terminal(), Terminal()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    arguments = ["task", command, "t", "--output", output]
    if command != "get":
        arguments += ["--timeout", "0.3s", "--interval", "0.05s"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        main(arguments)
    monkeypatch.undo()
    shown = re.sub(r"\x1b\[\d+m", "", out.getvalue()) + seen(err)
    assert shown.replace("\n", "").isprintable(), shown
    assert not [line for line in shown.splitlines() if line.startswith("2026 ERROR")]
    if output != "table" and out.getvalue():
        read = json.loads(out.getvalue() if output == "json" else out.getvalue().splitlines()[0])
        assert (read[0] if output == "json" else read)["status"] == answer["status"]


@pytest.mark.filterwarnings("ignore:task t has an undocumented status")
@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_notebooks_show_no_character_of_the_service_that_is_not_printable(answer: Any, server: RawServer) -> None:
    server.script(encoded(answer))
    with server.create_client() as client:
        (status,) = DatasetApi(client).get_task_statuses(task_ids=["t"])
    for shown in (status, status.datasets, status.versions, status.failures, status.result):
        html = getattr(shown, "_repr_html_", lambda: "")()
        assert html.isprintable(), html
        assert repr(shown).isprintable()


def test_every_exception_prints_as_one_line() -> None:
    for name in errors.__all__:
        cls = getattr(errors, name)
        error = cls(EVIL)
        assert harmless(str(error)), name
        assert str(cls(*error.args)) == str(error)
    error = errors.ApiException(404, EVIL, EVIL, {}, operation=EVIL, error_code=EVIL, error_msg=EVIL, request_id=EVIL)
    assert harmless(str(error))
    assert error.body == EVIL
    assert harmless(str(errors.wait_timeout(Target(TASK, (UNSET, EVIL)), None, 1.0, errors.ModelArtsError(EVIL))))
