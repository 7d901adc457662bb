"""Log records: one for each request, a warning for each that is sent again, and no secret."""

from __future__ import annotations

import asyncio
import contextvars
import logging
import os
import re
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any, Callable

import pytest

from conftest import PROJECT_ID, TASK_ID
from modelarts import ServerError
from modelarts.client import AsyncDatasetApi, DatasetApi
from raw_server import REQUEST_ID, TOKEN, http, reset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from modelarts.client import ApiClient
    from modelarts.emulator import Emulator
    from raw_server import RawServer

PATH = f"/v1/{PROJECT_ID}/datasets/task/{TASK_ID}"
MILLISECONDS = re.compile(r"after \d+\.\d ms")

Call = Callable[["ApiClient"], Any]


def get_status(client: ApiClient) -> object:
    return DatasetApi(client).get_task_status(PROJECT_ID, TASK_ID)


def await_status(client: ApiClient) -> object:
    async def main() -> object:
        return await AsyncDatasetApi(client).get_task_status(PROJECT_ID, TASK_ID)

    return asyncio.run(main())


both_kinds = pytest.mark.parametrize("call", [get_status, await_status], ids=["call", "coroutine"])


@pytest.fixture
def debug(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    with caplog.at_level(logging.DEBUG, "modelarts"):
        yield caplog


def said(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    return [
        (record.levelname, MILLISECONDS.sub("after N ms", record.getMessage()))
        for record in caplog.records
        if record.name == "modelarts"
    ]


@both_kinds
def test_each_request_is_a_line_with_what_came_of_it(
    call: Call, server: RawServer, debug: pytest.LogCaptureFixture
) -> None:
    server.script(http())
    call(server.create_client())
    assert said(debug) == [("DEBUG", f"GET {PATH}: 200 after N ms (attempt 1, request id {REQUEST_ID})")]


@both_kinds
def test_a_retry_is_a_warning_that_says_why(call: Call, server: RawServer, debug: pytest.LogCaptureFixture) -> None:
    server.script(reset(), http("{}", 503), http())
    call(server.create_client())
    (broken, first, refused, second, fine) = said(debug)
    assert broken == (
        "DEBUG",
        f"GET {PATH}: the connection broke before the response was complete after N ms (attempt 1)",
    )
    assert first[0] == second[0] == "WARNING"
    assert re.match(r"get_task_status: retry 1 in 0\.\d\d s: get_task_status failed: the connection broke", first[1])
    assert re.match(r"get_task_status: retry 2 in [01]\.\d\d s: get_task_status failed: HTTP 503", second[1])
    assert refused == ("DEBUG", f"GET {PATH}: 503 after N ms (attempt 2, request id {REQUEST_ID})")
    assert fine == ("DEBUG", f"GET {PATH}: 200 after N ms (attempt 3, request id {REQUEST_ID})")


@both_kinds
def test_retries_are_logged_without_debug_records(
    call: Call, server: RawServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.script(http("{}", 500), http())
    call(server.create_client())
    assert [level for level, _ in said(caplog)] == ["WARNING"]


@both_kinds
def test_a_retry_is_logged_while_the_call_goes_on(call: Call, server: RawServer, debug: Any) -> None:
    heard = threading.Event()

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.levelname == "WARNING":
                heard.set()

    handler = Handler()
    logging.getLogger("modelarts").addHandler(handler)
    try:
        # The answer waits for what it is that the caller hears.
        server.script(http("{}", 500), lambda conn, _: conn.sendall(http() if heard.wait(10) else http("{}", 500)))
        call(server.create_client())
    finally:
        logging.getLogger("modelarts").removeHandler(handler)
    assert heard.is_set()


@both_kinds
def test_lines_come_in_the_thread_that_called(call: Call, server: RawServer, debug: pytest.LogCaptureFixture) -> None:
    server.script(reset(), http())
    call(server.create_client())
    assert {record.thread for record in debug.records if record.name == "modelarts"} == {threading.get_ident()}


@both_kinds
def test_a_call_that_fails_has_its_lines_too(call: Call, server: RawServer, debug: pytest.LogCaptureFixture) -> None:
    server.script(http("{}", 500), http("{}", 500))
    with pytest.raises(ServerError):
        call(server.create_client(max_retries=1))
    assert [level for level, _ in said(debug)] == ["DEBUG", "WARNING", "DEBUG"]


def test_a_request_id_that_echoes_a_secret_is_masked_and_stays_in_its_line(
    server: RawServer, debug: pytest.LogCaptureFixture
) -> None:
    head = f"HTTP/1.1 200 OK\r\nX-Request-Id: \x85{TOKEN}\r\nContent-Length: 21\r\n\r\n"
    server.script(head.encode() + b'{"status": "SUCCESS"}')
    with server.create_client() as client:
        get_status(client)
    [(_, line)] = said(debug)
    assert line.endswith("(attempt 1, request id \\u{85}***)")


def test_signing_in_and_a_renewed_token_are_log_records_without_a_secret(
    emulator: Emulator, debug: pytest.LogCaptureFixture
) -> None:
    emulator.add_task(TASK_ID)
    api = DatasetApi(emulator.create_client())
    api.get_task_status(PROJECT_ID, TASK_ID)
    emulator.expire_tokens()
    api.get_task_status(PROJECT_ID, TASK_ID)
    lines = [re.sub(r" \(.*\)", "", line) for _, line in said(debug)]
    assert lines == [
        "POST /v3/auth/tokens: 201 after N ms",
        f"GET {PATH}: 200 after N ms",
        f"GET {PATH}: 401 after N ms",
        "get_task_status: was refused and is sent again with a new token",
        "POST /v3/auth/tokens: 201 after N ms",
        f"GET {PATH}: 200 after N ms",
    ]


def test_what_a_query_or_a_body_holds_is_in_no_line(server: RawServer, debug: pytest.LogCaptureFixture) -> None:
    server.script(http('{"dataset_count": 0, "datasets": []}'), http(f'{{"task_id": "{TASK_ID}"}}'))
    api = DatasetApi(server.create_client())
    api.query_dataset(PROJECT_ID, search_content="private-words")
    api.sync_dataset(PROJECT_ID, TASK_ID)
    assert len(said(debug)) == 2
    assert "private-words" not in debug.text


def test_records_carry_the_context_of_the_call_that_caused_them(server: RawServer, debug: Any) -> None:
    request = contextvars.ContextVar("request", default="none")
    seen: dict[str, set[str]] = {}

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            task = re.search(r"task[ /](\w+)", record.getMessage())
            assert task
            seen.setdefault(task[1], set()).add(request.get())

    async def handle(api: AsyncDatasetApi, name: str) -> None:
        request.set(name)
        await api.get_task_status(PROJECT_ID, name)
        await api.wait_for_task(PROJECT_ID, name)

    async def main(client: ApiClient) -> None:
        api = AsyncDatasetApi(client)
        await asyncio.gather(*(handle(api, f"t{number}") for number in range(8)))

    handler = Handler()
    logging.getLogger("modelarts").addHandler(handler)
    try:
        with server.create_client() as client:
            asyncio.run(main(client))
    finally:
        logging.getLogger("modelarts").removeHandler(handler)
    assert seen == {f"t{number}": {f"t{number}"} for number in range(8)}


def test_polls_of_a_wait_are_records_as_well(emulator: Emulator, debug: pytest.LogCaptureFixture) -> None:
    emulator.add_task(TASK_ID)
    DatasetApi(emulator.create_client()).wait_for_task(PROJECT_ID, TASK_ID, timeout=30)
    levels = [level for level, _ in said(debug)]
    assert levels.count("INFO") >= 2
    assert levels.count("DEBUG") >= levels.count("INFO")


def test_a_handler_may_make_calls_of_its_own(server: RawServer, debug: pytest.LogCaptureFixture) -> None:
    server.script(http(), http())
    client = server.create_client()

    class Handler(logging.Handler):
        calls = 0

        def emit(self, _record: logging.LogRecord) -> None:
            if self.calls == 0:
                self.calls += 1
                get_status(client)

    handler = Handler()
    logging.getLogger("modelarts").addHandler(handler)
    try:
        get_status(client)
    finally:
        logging.getLogger("modelarts").removeHandler(handler)
    assert handler.calls == 1
    assert len(server.requests) == 2


def test_a_program_that_sets_up_nothing_sees_nothing(server: RawServer) -> None:
    server.script(http("{}", 500), http())
    program = (
        "import logging\nfrom modelarts import config\nfrom modelarts.client import DatasetApi\n"
        f"client = config.create_client(token='fake-token-for-tests', endpoint={server.url!r}, project_id='p')\n"
        "DatasetApi(client).get_task_status(task_id='t')\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout + ran.stderr == ""


def lines_of(server: RawServer, program: str, level: str) -> str:
    """Standard error of a program that makes a call which fails once."""
    server.script(http("{}", 500), http())
    program += (
        "from modelarts import config\nfrom modelarts.client import DatasetApi\n"
        f"client = config.create_client(token='fake-token-for-tests', endpoint={server.url!r}, project_id='p')\n"
        "DatasetApi(client).get_task_status(task_id='t')\n"
    )
    environment = {**os.environ, "MODELARTS_LOG": level}
    command = [sys.executable, "-c", program]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60, env=environment)
    assert ran.stdout == ""
    return ran.stderr


@pytest.mark.parametrize(("level", "count"), [("debug", 3), ("DEBUG", 3), ("info", 1), ("warning", 1), ("", 0)])
def test_a_variable_has_lines_written_for_a_program_that_sets_up_nothing(
    level: str, count: int, server: RawServer
) -> None:
    written = lines_of(server, "", level)
    assert len(written.splitlines()) == count
    if count == 3:
        first, retry, second = written.splitlines()
        assert re.match(r"[\d-]+ [\d:,]+ DEBUG GET /v1/p/datasets/task/t: 500 after", first)
        assert "WARNING get_task_status: retry 1 in " in retry
        assert "DEBUG GET /v1/p/datasets/task/t: 200 after" in second
    assert "fake-token-for-tests" not in written


def test_a_program_that_sets_up_logging_has_each_record_once(server: RawServer) -> None:
    written = lines_of(server, "import logging\nlogging.basicConfig(format='mine %(message)s')\n", "debug")
    assert len(written.splitlines()) == 3
    assert all(line.startswith("mine ") for line in written.splitlines())


def test_a_level_that_there_is_not_is_named(server: RawServer) -> None:
    written = lines_of(server, "", "verbose\x1b")
    assert "MODELARTS_LOG is 'verbose\\x1b', which is no level; write debug, info or warning" in written
    assert "\x1b" not in written


def test_no_standard_error_is_no_error(server: RawServer) -> None:
    assert lines_of(server, "import sys\nsys.stderr = None\n", "debug") == ""
