"""What a call does when the service or the network misbehaves: what is repeated, and how it ends."""

from __future__ import annotations

import asyncio
import contextlib
import email.utils
import gzip
import json
import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import pytest

import raw_server
from modelarts import (
    ApiException,
    AuthenticationError,
    ConnectError,
    DecodeError,
    InvalidParameterError,
    ModelArtsError,
    RequestTimeoutError,
    ServerError,
    ThrottledError,
)
from modelarts.client import AsyncDatasetApi, DatasetApi
from raw_server import PROJECT_ID, REQUEST_ID, SECRET, SUCCESS, TOKEN, RawServer, http
from time_limits import LIMIT

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator

    from modelarts.client import ApiClient, TaskStatus
    from modelarts.emulator import Emulator
    from raw_server import Step

REFUSAL = b'{"error_code": "ModelArts.0010", "error_msg": "try later"}'


def date(seconds_from_now: float) -> str:
    return email.utils.formatdate(time.time() + seconds_from_now, usegmt=True)


@contextlib.contextmanager
def bounded(within: float) -> Iterator[None]:
    """Holds whatever happens to a bound, however it ends."""
    began = time.monotonic()
    try:
        yield
    finally:
        took = time.monotonic() - began
        assert took < within, f"took {took:.1f} s"


def get_status(server: RawServer, timeout: float | None = 20, within: float = LIMIT, **settings: Any) -> TaskStatus:
    """One call to a server, in time."""
    with server.create_client(timeout=timeout, **settings) as client, bounded(within):
        return DatasetApi(client).get_task_status(task_id="t")


def fail(server: RawServer, kind: type[ModelArtsError], within: float = LIMIT, **settings: Any) -> Any:
    """The exception that one call to a server ends in, in time; nothing in it holds the token."""
    with pytest.raises(kind) as caught:
        get_status(server, within=within, **settings)
    shown = f"{caught.value!s} {caught.value!r} {caught.value.__dict__}"
    assert TOKEN not in shown
    assert SECRET not in shown
    assert "\n" not in str(caught.value)
    return caught.value


TRANSIENT = {
    "500": http(REFUSAL, 500),
    "502": http(b"<html>Bad Gateway</html>", 502),
    "503": http(REFUSAL, 503),
    "504": http(b"", 504),
    "429": http(REFUSAL, 429),
    "429 with Retry-After": http(REFUSAL, 429, "Retry-After: 0"),
    "503 with Retry-After": http(REFUSAL, 503, "Retry-After: 0"),
    "503 with a Retry-After in the past": http(REFUSAL, 503, f"Retry-After: {date(-60)}"),
    "reset before the answer": raw_server.reset(),
    "closed before the answer": raw_server.close(),
    "reset in the headers": raw_server.reset(b"HTTP/1.1 200 OK\r\nContent-"),
    "reset in the body": raw_server.reset(http(length=1000)),
    "short body": raw_server.close(http(length=1000)),
    "short chunked body": raw_server.close(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{   \r\n"),
}


@pytest.mark.parametrize("fault", TRANSIENT.values(), ids=TRANSIENT)
def test_a_read_is_repeated_after_a_transient_fault(fault: Step, server: RawServer) -> None:
    server.script(fault, http())
    assert get_status(server) == {"status": "SUCCESS", "result": []}
    assert len(server.requests) == 2
    assert server.requests[0] == server.requests[1]


@pytest.mark.parametrize("fault", TRANSIENT.values(), ids=TRANSIENT)
def test_without_retries_a_transient_fault_is_an_error_after_one_request(fault: Step, server: RawServer) -> None:
    server.script(fault, http())
    error = fail(server, ModelArtsError, max_retries=0)
    assert isinstance(error, (ApiException, ConnectError))
    assert error.attempts == 1
    assert len(server.requests) == 1


def test_a_read_fails_after_max_retries_with_the_last_response(server: RawServer) -> None:
    server.script(http(REFUSAL, 500), http(REFUSAL, 502), http(REFUSAL, 503))
    error = fail(server, ServerError, max_retries=2)
    assert (error.http_status, error.error_code, error.request_id) == (503, "ModelArts.0010", REQUEST_ID)
    assert error.attempts == len(server.requests) == 3
    assert "3 attempts" in str(error)


BREAKING = [name for name in TRANSIENT if name.startswith(("reset", "closed", "short"))]


@pytest.mark.parametrize("fault", BREAKING)
def test_a_connection_that_keeps_breaking_is_a_connection_error_that_names_host_and_port(
    fault: str, server: RawServer
) -> None:
    server.script(TRANSIENT[fault])
    error = fail(server, ConnectError, max_retries=1)
    assert type(error) is ConnectError
    assert ConnectionError in type(error).__mro__
    assert error.attempts == len(server.requests) == 2
    assert error.endpoint == f"127.0.0.1:{server.port}"
    said = f"get_task_status failed: the connection broke before the response was complete ({error.endpoint}: "
    assert str(error).startswith(said)
    # A response that had begun has a request id.
    assert error.request_id == (REQUEST_ID if fault in ("reset in the body", "short body") else None)
    end = f" [request id {REQUEST_ID}]" if error.request_id else ""
    assert str(error).endswith(f" (2 attempts){end}")


def test_a_refused_connection_is_repeated_and_then_an_error_that_names_host_and_port(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with RawServer(closed=True) as server, caplog.at_level(logging.DEBUG, "modelarts"):
        error = fail(server, ConnectError, max_retries=2)
    # A port that refuses can't count, so the tries are those that the client says it made.
    tries = [record.getMessage() for record in caplog.records if record.levelname == "DEBUG"]
    assert [text[-11:] for text in tries] == ["(attempt 1)", "(attempt 2)", "(attempt 3)"]
    assert all("no connection" in text for text in tries)
    assert type(error) is ConnectError
    assert ConnectionError in type(error).__mro__
    assert (error.attempts, error.endpoint) == (3, f"127.0.0.1:{server.port}")
    assert str(error).startswith(f"get_task_status failed: no connection ({error.endpoint}: Connection refused")
    assert str(error).endswith(" (3 attempts)")


def test_a_connection_refused_at_first_is_found_when_the_service_is_back() -> None:
    with RawServer(closed=True) as server:
        back = threading.Timer(0.2, server.open)
        back.start()
        # The waits between tries are random; 15 are enough on any day.
        assert get_status(server, max_retries=15, within=LIMIT)["status"] == "SUCCESS"
        back.join()
        assert len(server.requests) == server.handshakes == 1


def test_an_unknown_host_is_resolved_again_and_then_an_error_that_names_it(server: RawServer) -> None:
    # How long it takes to learn that there is no such name is the resolver's business.
    error = fail(server, ConnectError, endpoint="https://modelarts.invalid", max_retries=1, within=20 + LIMIT)
    assert type(error) is ConnectError
    assert (error.attempts, error.endpoint) == (2, "modelarts.invalid:443")
    assert str(error).startswith("get_task_status failed: the name can't be resolved (modelarts.invalid:443: ")
    assert str(error).endswith(" (2 attempts)")


def test_a_connection_timeout_is_retried_and_then_an_error_that_says_so(
    server: RawServer,
) -> None:
    with raw_server.full_port() as url:
        error = fail(server, RequestTimeoutError, endpoint=url, connect_timeout=0.3, max_retries=1)
    assert TimeoutError in type(error).__mro__
    assert (error.phase, error.attempts) == ("connecting", 2)
    assert 0.6 <= error.elapsed < LIMIT
    assert str(error).startswith(f"get_task_status timed out after {error.elapsed:.1f} s, while connecting (127.0.0.1:")
    assert f"({url.removeprefix('http://')}) (2 attempts); the last attempt failed: " in str(error)


def test_a_deadline_that_comes_while_connecting_says_so_too(server: RawServer) -> None:
    with raw_server.full_port() as url:
        error = fail(server, RequestTimeoutError, endpoint=url, connect_timeout=None, timeout=0.3)
    assert (error.phase, error.attempts) == ("connecting", 1)
    assert 0.3 <= error.elapsed < LIMIT


@pytest.mark.parametrize("status", [400, 402, 403, 404, 405, 406, 409, 410, 413, 415, 422, 501, 505])
def test_what_a_repetition_would_not_change_is_not_repeated(status: int, server: RawServer) -> None:
    server.script(http(REFUSAL, status), http())
    error = fail(server, ApiException)
    assert (error.http_status, error.attempts, len(server.requests)) == (status, 1, 1)


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_in_seconds_is_waited_for(status: int, server: RawServer) -> None:
    server.script(http(REFUSAL, status, "Retry-After: 1"), http())
    began = time.monotonic()
    assert get_status(server, within=1 + LIMIT)["status"] == "SUCCESS"
    assert time.monotonic() - began >= 1
    assert len(server.requests) == 2


def test_retry_after_as_a_date_is_waited_for(server: RawServer) -> None:
    # A date has no fractions of a second, so up to one of the two may be missing.
    server.script(lambda conn, _: conn.sendall(http(REFUSAL, 503, f"Retry-After: {date(2)}")), http())
    began = time.monotonic()
    assert get_status(server, within=2 + LIMIT)["status"] == "SUCCESS"
    assert time.monotonic() - began >= 0.9
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    "asked", ["61", "3600", "99999999999999999999999", date(3600)], ids=["61 s", "an hour", "for ever", "a date"]
)
@pytest.mark.parametrize(("status", "kind"), [(429, ThrottledError), (503, ServerError)])
def test_a_retry_after_above_a_minute_is_not_waited_for_but_reported(
    status: int, kind: type[ApiException], asked: str, server: RawServer
) -> None:
    server.script(http(REFUSAL, status, f"Retry-After: {asked}"), http())
    error = fail(server, kind, timeout=None)
    assert error.attempts == len(server.requests) == 1
    assert error.retry_after > 60
    assert f"retry after {error.retry_after:g} s" in str(error)
    assert (error.error_code, error.request_id) == ("ModelArts.0010", REQUEST_ID)


def test_a_retry_after_beyond_the_deadline_is_not_waited_for(server: RawServer) -> None:
    server.script(http(REFUSAL, 429, "Retry-After: 30"))
    assert fail(server, ThrottledError, timeout=10).retry_after == 30
    assert len(server.requests) == 1


@pytest.mark.parametrize("nonsense", ["soon", "-5", "1.5", ""])
def test_a_malformed_retry_after_is_ignored(nonsense: str, server: RawServer) -> None:
    server.script(http(REFUSAL, 429, f"Retry-After: {nonsense}"), http())
    assert get_status(server)["status"] == "SUCCESS"
    assert len(server.requests) == 2


def drip_a_body(conn: socket.socket, request: bytes) -> None:
    """Sends a head at once, and a byte of the body from time to time."""
    conn.sendall(http(b"", length=1000))
    raw_server.drip(b" " * 1000)(conn, request)  # type: ignore[operator] # a step that is no bytes


SLOW: dict[str, tuple[Callable[[RawServer], Step], str]] = {
    "no answer": (lambda server: server.silence, "waiting for the response"),
    "a byte of the head from time to time": (
        lambda _: raw_server.drip(b"HTTP/1.1 200 OK\r\n" + b"X: x\r\n" * 1000),
        "waiting for the response",
    ),
    "a byte of the body from time to time": (lambda _: drip_a_body, "reading the response"),
    "a body a byte at a time, as fast as can be": (
        lambda _: raw_server.endless(http(b"", length=10**9), b" "),
        "reading the response",
    ),
}


@pytest.mark.parametrize(("slow", "phase"), SLOW.values(), ids=SLOW)
def test_one_deadline_covers_the_whole_call(slow: Callable[[RawServer], Step], phase: str, server: RawServer) -> None:
    server.script(slow(server))
    error = fail(server, RequestTimeoutError, timeout=1, within=LIMIT, max_retries=100, max_response_bytes=10**9)
    assert error.phase == phase
    assert 1 <= error.elapsed < LIMIT
    assert error.attempts == len(server.requests) == 1
    assert type(error) is RequestTimeoutError


def fail_slowly(conn: socket.socket, _request: bytes) -> None:
    time.sleep(0.2)
    conn.sendall(http(REFUSAL, 500))


def break_slowly(conn: socket.socket, request: bytes) -> None:
    time.sleep(0.2)
    raw_server.reset()(conn, request)  # type: ignore[operator] # a step that is no bytes


@pytest.mark.parametrize(("slow", "kind"), [(fail_slowly, ServerError), (break_slowly, ConnectError)])
def test_one_deadline_covers_all_attempts_of_a_call(slow: Step, kind: type[ModelArtsError], server: RawServer) -> None:
    server.script(slow)
    error = fail(server, ModelArtsError, timeout=1, within=LIMIT, max_retries=100)
    # The last try is cut short by the deadline, or there is no time left for the wait before another.
    assert type(error) in (RequestTimeoutError, kind)
    assert error.attempts == len(server.requests)
    assert 2 <= error.attempts <= 5


def begin_and_stop(conn: socket.socket, _request: bytes) -> None:
    """Sends the beginning of an answer, and no more."""
    conn.sendall(http(b" ", length=1000))
    conn.recv(1)


@pytest.mark.parametrize("phase", ["waiting for the response", "reading the response"])
def test_a_timeout_names_the_phase_and_the_duration(phase: str, server: RawServer) -> None:
    server.script(server.silence if phase == "waiting for the response" else begin_and_stop)
    error = fail(server, RequestTimeoutError, timeout=1)
    assert TimeoutError in type(error).__mro__
    assert error.phase == phase
    assert 1 <= error.elapsed < LIMIT
    assert phase in str(error)
    assert f"timed out after {error.elapsed:.1f} s" in str(error)
    assert f"127.0.0.1:{server.port}" in str(error)


def test_a_call_that_timed_out_drops_its_connection(server: RawServer) -> None:
    server.script(server.silence)
    with server.create_client() as client, pytest.raises(RequestTimeoutError):
        DatasetApi(client).get_task_status(task_id="t", timeout=1)
    assert server.client_left.wait(LIMIT)


def test_a_timeout_names_the_failure_of_the_attempt_before(server: RawServer) -> None:
    server.script(http(REFUSAL, 500), server.silence)
    error = fail(server, RequestTimeoutError, timeout=1.5)
    assert error.attempts == len(server.requests) == 2
    assert "ModelArts.0010" in str(error)


def test_the_timeout_of_one_call_goes_before_the_clients(server: RawServer) -> None:
    server.script(server.silence)
    with server.create_client(timeout=60) as client, bounded(LIMIT), pytest.raises(RequestTimeoutError):
        DatasetApi(client).get_task_status(task_id="t", timeout=1)


def test_a_call_may_have_more_time_than_its_client(server: RawServer) -> None:
    server.script(raw_server.later(0.5, http()))
    with server.create_client(timeout=0.1) as client:
        for timeout in (30, None):
            assert DatasetApi(client).get_task_status(task_id="t", timeout=timeout)["status"] == "SUCCESS"


def test_the_deadline_covers_the_request_for_a_token_too(server: RawServer) -> None:
    server.script(server.silence)
    password = {"username": "u", "password": SECRET, "iam_endpoint": server.url}
    error = fail(server, RequestTimeoutError, timeout=1, within=LIMIT, **password)
    assert f"127.0.0.1:{server.port}" in str(error)
    assert [raw_server.target(request) for request in server.requests] == ["/v3/auth/tokens?nocatalog=true"]


@pytest.mark.parametrize("timeout", [0, -1, float("nan"), float("inf"), -0.0, 1e10])
def test_a_timeout_that_is_none_is_refused(timeout: float, server: RawServer) -> None:
    with pytest.raises(InvalidParameterError, match="timeout") as caught:
        server.create_client(timeout=timeout)
    assert caught.value.parameter == "timeout"
    with pytest.raises(InvalidParameterError, match="connect_timeout"):
        server.create_client(connect_timeout=timeout)
    with server.create_client() as client:
        with pytest.raises(InvalidParameterError, match="timeout"):
            client.with_options(timeout=timeout)
        with pytest.raises(InvalidParameterError, match="timeout"):
            DatasetApi(client).get_task_status(task_id="t", timeout=timeout)
        with pytest.raises(InvalidParameterError, match="timeout"):
            asyncio.run(AsyncDatasetApi(client).get_task_status(task_id="t", timeout=timeout))
    assert server.requests == []


@pytest.mark.parametrize("retries", [-1, 101])
def test_an_invalid_number_of_retries_is_refused(retries: int, server: RawServer) -> None:
    with pytest.raises(InvalidParameterError, match="max_retries"):
        server.create_client(max_retries=retries)


UNREADABLE: dict[str, tuple[bytes, str]] = {
    "not JSON": (http(b"status=SUCCESS"), "expected value"),
    "HTML": (http(b"<!DOCTYPE html><title>Sign in</title>"), "expected value"),
    "empty": (http(b""), "empty"),
    "blank": (http(b" \r\n"), "empty"),
    "null": (http(b"null"), "null"),
    "a list": (http(b"[]"), "is a list, expected an object"),
    "a number": (http(b"17"), "17"),
    "a text": (http(b'"SUCCESS"'), "SUCCESS"),
    "truncated": (http(b'{"status": "SUCC'), "EOF"),
    "two documents": (http(SUCCESS + SUCCESS), "trailing"),
    "NaN": (http(b'{"status": "SUCCESS", "x": NaN}'), "expected"),
    "not UTF-8": (http(b'{"status": "SUCCESS", "x": "\xff\xfe"}'), "UTF-8"),
    "UTF-16": (http('{"status": "SUCCESS"}'.encode("utf-16")), "UTF-8"),
    "half a surrogate pair": (http(rb'{"status": "SUCCESS", "x": "\ud800"}'), "hex escape"),
    "a list nested 100,000 deep": (http(b"[" * 100_000 + b"]" * 100_000), "recursion"),
    "an object nested 100,000 deep": (http(b'{"a":' * 100_000 + b"1" + b"}" * 100_000), "recursion"),
    "a field nested 100,000 deep": (
        http(b'{"status": "SUCCESS", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
        "recursion",
    ),
    "no status": (http(b'{"result": []}'), "`status` is missing"),
    "an empty object": (http(b"{}"), "`status` is missing"),
    "a null status": (http(b'{"status": null}'), "`status` is null"),
    "a number for a status": (http(b'{"status": 3}'), "status"),
    "a boolean for a status": (http(b'{"status": true}'), "status"),
    "an object for a status": (http(b'{"status": {}}'), "status"),
    "a text for a result": (http(b'{"status": "SUCCESS", "result": "x"}'), "result"),
    "a number for an entry": (http(b'{"status": "SUCCESS", "result": [1]}'), "result[0]"),
    "not gzip": (http(b"not gzip", 200, "Content-Encoding: gzip"), "decompressed"),
}


@pytest.mark.parametrize(("answer", "said"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_malformed_response_is_a_decode_error_and_not_retried(answer: bytes, said: str, server: RawServer) -> None:
    server.script(answer, http())
    error = fail(server, DecodeError)
    assert said in str(error)
    assert (error.http_status, error.content_type, error.request_id) == (200, "application/json", REQUEST_ID)
    assert len(error.snippet) <= 200
    assert "HTTP 200" in str(error)
    assert "application/json" in str(error)
    assert REQUEST_ID in str(error)
    assert len(str(error)) < 1000
    assert len(server.requests) == 1


def test_a_decode_error_shows_the_beginning_and_the_content_type_of_the_response(server: RawServer) -> None:
    page = b"<html><title>Sign in</title>" + b"x" * 10_000
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(page)
    server.script(head + page)
    error = fail(server, DecodeError)
    assert error.snippet.startswith("<html><title>Sign in</title>")
    assert error.content_type == "text/html"
    assert "<html><title>Sign in</title>" in str(error)
    assert "text/html" in str(error)


@pytest.mark.parametrize(
    "value", ["9223372036854775808", "123456789012345678901234567890", "1.5", "1e3", "true", '"many"', '"1.0"', "[]"]
)
def test_an_integer_that_is_none_is_a_decode_error_that_names_the_place(value: str, server: RawServer) -> None:
    entry = '{"dataset_id": "d", "dataset_name": "n", "file_count": %s, "create_time": 1}'
    body = f'{{"status": "SUCCESS", "result": [{{}}, {{"createDatasetSuccess": [{entry % 1}, {entry % value}]}}]}}'
    server.script(http(body))
    error = fail(server, DecodeError)
    assert error.path == "result[1].createDatasetSuccess[1].file_count"
    assert error.path in str(error)


def test_integers_of_64_bits_arrive_exactly_as_numbers_and_as_text(server: RawServer) -> None:
    fields = '"file_count": 9223372036854775807, "create_time": "-9223372036854775808"'
    server.script(http(f'{{"status": "SUCCESS", "result": [{{"createVersionSuccess": [{{{fields}}}]}}]}}'))
    entry = get_status(server).result[0]["createVersionSuccess"][0]
    assert entry == {"file_count": 2**63 - 1, "create_time": -(2**63)}


def test_undocumented_fields_arrive_exactly(server: RawServer) -> None:
    body = """{
        "status": "RUNNING", "trace": {"a": [1, 2.5, null, true, "\\u00e9\\ud83d\\ude00"], "": {}},
        "huge": 123456789012345678901234567890, "tiny": 1e-400, "precise": 0.1,
        "result": [{"unheard": [{"x": 987654321098765432109876543210}],
                    "failed": [{"error_code": "c", "error_msg": "m", "hint": "更多"}],
                    "createDatasetSuccess": {"dataset_id": "d", "labels": ["猫"]}}]
    }"""
    server.script(http(body))
    status = get_status(server)
    expected = json.loads(body)
    expected["result"][0]["createDatasetSuccess"] = [expected["result"][0]["createDatasetSuccess"]]
    assert status == expected
    assert status["huge"] == 123456789012345678901234567890
    assert json.loads(json.dumps(status)) == expected


def test_of_a_key_that_occurs_twice_the_last_counts(server: RawServer) -> None:
    server.script(http(b'{"x": 1, "status": "RUNNING", "x": 2, "status": "SUCCESS"}'))
    assert get_status(server) == {"status": "SUCCESS", "x": 2, "result": []}


@pytest.mark.parametrize("status", ["", ', "status": null', ', "status": 7'])
def test_a_success_that_holds_an_error_code_and_no_status_is_a_failed_call(status: str, server: RawServer) -> None:
    server.script(http(f'{{"error_code": "ModelArts.0102", "error_msg": "no such task"{status}}}'))
    error = fail(server, ApiException)
    assert (error.http_status, error.error_code, error.error_msg) == (200, "ModelArts.0102", "no such task")
    assert error.request_id == REQUEST_ID
    assert "ModelArts.0102" in str(error)
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_an_error_that_names_the_location_and_the_token_is_sent_nowhere_else(
    status: int, server: RawServer
) -> None:
    with RawServer() as elsewhere:
        server.script(http(b"", status, f"Location: {elsewhere.url}/login"))
        error = fail(server, ApiException)
        assert elsewhere.handshakes == 0
    assert type(error) is ApiException
    assert (error.http_status, error.headers["location"]) == (status, f"{elsewhere.url}/login")
    said = f"HTTP {status} {error.reason}: redirected to {elsewhere.url}/login, which is not followed"
    assert str(error).startswith(f"get_task_status failed: {said}; check the endpoint")
    assert error.attempts == len(server.requests) == server.handshakes == 1
    assert raw_server.header(server.requests[0], "X-Auth-Token") == TOKEN


def test_a_compressed_response_is_read(server: RawServer) -> None:
    server.script(http(gzip.compress(SUCCESS), 200, "Content-Encoding: gzip"))
    assert get_status(server) == {"status": "SUCCESS", "result": []}
    assert "gzip" in (raw_server.header(server.requests[0], "Accept-Encoding") or "")


def test_a_compressed_error_is_read(server: RawServer) -> None:
    server.script(http(gzip.compress(REFUSAL), 404, "Content-Encoding: gzip"))
    assert fail(server, ApiException).error_code == "ModelArts.0010"


def test_a_truncated_compressed_response_is_a_decode_error(server: RawServer) -> None:
    server.script(http(gzip.compress(SUCCESS)[:-12], 200, "Content-Encoding: gzip"), http())
    assert "can't be decompressed" in str(fail(server, DecodeError))
    assert len(server.requests) == 1


LARGE = {
    "a gzip bomb": http(gzip.compress(b" " * 100_000_000), 200, "Content-Encoding: gzip"),
    "an endless body": raw_server.endless(b"HTTP/1.1 200 OK\r\nX-Request-Id: r\r\n\r\n", b" " * 65536),
    "an endless chunked body": raw_server.endless(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1000\r\n" + b" " * 4096 + b"\r\n"
    ),
    "a body that says it is huge": raw_server.endless(
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", b" " * 65536
    ),
    "an endless error": raw_server.endless(b"HTTP/1.1 404 Not Found\r\n\r\n", b" " * 65536),
}


@pytest.mark.parametrize("large", LARGE.values(), ids=LARGE)
def test_a_body_beyond_max_response_bytes_is_stopped_and_not_repeated(large: Step, server: RawServer) -> None:
    server.script(large, http())
    error = fail(server, DecodeError, max_response_bytes=1_000_000)
    assert "max_response_bytes" in str(error)
    assert "1000000" in str(error)
    assert len(server.requests) == 1


def test_a_body_of_exactly_max_response_bytes_is_read(server: RawServer) -> None:
    server.script(http(SUCCESS))
    assert get_status(server, max_response_bytes=len(SUCCESS))["status"] == "SUCCESS"
    fail(server, DecodeError, max_response_bytes=len(SUCCESS) - 1)


ERROR_BODIES = {
    "the service's": ({"error_code": "C.1", "error_msg": "why"}, "C.1"),
    "the gateway's": ({"error_code": "APIG.0301", "error_msg": "why", "request_id": "in-the-body"}, "APIG.0301"),
    "IAM's": ({"error": {"code": 401, "message": "why", "title": "Unauthorized"}}, "401"),
    "camel case": ({"errorCode": "C.1", "errorMsg": "why"}, "C.1"),
    "code and message": ({"code": "C.1", "message": "why"}, "C.1"),
    "nested": ({"request_id": "in-the-body", "detail": {"error_code": "C.1", "error_msg": "why"}}, "C.1"),
    "a number for a code": ({"error_code": 17, "error_msg": "why"}, "17"),
}


@pytest.mark.parametrize(("body", "code"), ERROR_BODIES.values(), ids=ERROR_BODIES)
def test_code_and_message_are_found_in_every_known_form(body: dict[str, Any], code: str, server: RawServer) -> None:
    server.script(http(json.dumps(body), 400))
    error = fail(server, ApiException)
    assert (error.http_status, error.error_code, error.error_msg, error.request_id) == (400, code, "why", REQUEST_ID)
    assert json.loads(error.body) == body
    for part in (code, "why", REQUEST_ID, "400", "get_task_status"):
        assert part in str(error)


@pytest.mark.parametrize("form", ["the gateway's", "nested"])
def test_a_request_id_that_stands_only_in_the_body_is_found(form: str, server: RawServer) -> None:
    text = json.dumps(ERROR_BODIES[form][0]).encode()
    server.script(b"HTTP/1.1 400 X\r\nContent-Length: %d\r\n\r\n" % len(text) + text)
    assert fail(server, ApiException).request_id == "in-the-body"


@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b"<html>", b"\xff", b'{"error_code": null}', b"{}", b"{" * 100_000]
)
def test_an_error_without_code_or_message_still_says_what_is_known(body: bytes, server: RawServer) -> None:
    server.script(http(body, 404))
    error = fail(server, ApiException)
    assert (error.http_status, error.reason, error.error_code, error.error_msg) == (404, "Not Found", None, None)
    assert "404 Not Found" in str(error)
    assert REQUEST_ID in str(error)


def test_an_expired_token_is_renewed_once_and_the_call_replayed_once(emulator: Emulator) -> None:
    emulator.add_task("t")
    with emulator.create_client(max_retries=0) as client:
        api = DatasetApi(client)
        api.get_task_status(task_id="t")
        emulator.expire_tokens()
        api.get_task_status(task_id="t")
    sent = [(request["method"], request["status"]) for request in emulator.requests]
    assert sent == [("POST", 201), ("GET", 200), ("GET", 401), ("POST", 201), ("GET", 200)]


def test_eight_threads_share_the_first_token_and_one_renewal(emulator: Emulator) -> None:
    emulator.add_task("t")
    with emulator.create_client() as client, ThreadPoolExecutor(8) as pool:
        api = DatasetApi(client)
        start = threading.Barrier(8)

        def call(_: int) -> str:
            start.wait(20)
            return str(api.get_task_status(task_id="t")["status"])

        for tokens in (1, 2):
            assert len(list(pool.map(call, range(8)))) == 8
            assert sum(request["method"] == "POST" for request in emulator.requests) == tokens
            emulator.expire_tokens()


def issue_or_refuse(conn: socket.socket, request: bytes) -> None:
    """Issues a token to whoever asks, and then refuses it."""
    if request.startswith(b"GET"):
        conn.sendall(http(b'{"error_code": "ModelArts.0203", "error_msg": "not valid"}', 401))
        return
    token = {
        "expires_at": "2099-01-02T00:00:00.000000Z",
        "issued_at": "2099-01-01T00:00:00.000000Z",
        "project": {"id": PROJECT_ID},
    }
    conn.sendall(http(json.dumps({"token": token}), 201, f"X-Subject-Token: {TOKEN}-{time.monotonic_ns()}"))


@pytest.mark.parametrize("max_retries", [0, 3])
def test_a_persistent_401_causes_no_loop(max_retries: int, server: RawServer) -> None:
    server.script(issue_or_refuse)
    error = fail(
        server,
        AuthenticationError,
        username="u",
        password=SECRET,
        iam_endpoint=server.url,
        max_retries=max_retries,
    )
    assert [request.split()[0] for request in server.requests] == [b"POST", b"GET", b"POST", b"GET"]
    assert (error.error_code, error.attempts) == ("ModelArts.0203", 2)
    assert str(error).startswith("get_task_status failed: ModelArts.0203 (HTTP 401 Unauthorized): not valid [")


def test_a_given_token_that_is_refused_is_an_error_at_once(server: RawServer) -> None:
    server.script(http(b'{"error_code": "ModelArts.0203", "error_msg": "not valid"}', 401), http())
    error = fail(server, AuthenticationError)
    assert (error.http_status, error.error_code) == (401, "ModelArts.0203")
    assert str(error).startswith("get_task_status failed: ModelArts.0203 (HTTP 401 Unauthorized): not valid [")
    assert error.attempts == len(server.requests) == 1


def test_a_wrong_password_is_one_request_and_an_error_that_says_so(emulator: Emulator) -> None:
    with emulator.create_client(password=SECRET) as client:
        with pytest.raises(AuthenticationError, match="fetching a token from IAM") as caught:
            DatasetApi(client).get_task_status(task_id="t")
        assert SECRET not in f"{caught.value!r} {caught.value.__dict__}"
    assert [request["status"] for request in emulator.requests] == [401]


def test_a_token_that_iam_fails_to_issue_at_first_is_requested_again(server: RawServer) -> None:
    server.script(http(REFUSAL, 500), raw_server.reset(), issue_or_refuse, http())
    assert get_status(server, username="u", password=SECRET, iam_endpoint=server.url)["status"] == "SUCCESS"
    assert [request.split()[0] for request in server.requests] == [b"POST", b"POST", b"POST", b"GET"]


@pytest.mark.parametrize("max_retries", [0, 3])
@pytest.mark.parametrize("hours", [1, -1])
def test_a_wrong_clock_is_corrected_and_the_call_signed_once_more(
    hours: int, max_retries: int, server: RawServer
) -> None:
    def expired(conn: socket.socket, _: bytes) -> None:
        body = '{"error_code": "APIGW.0303", "error_msg": "x-sdk-date is off"}'
        conn.sendall(http(body, 401, f"Date: {date(hours * 3600)}"))

    server.script(expired, http())
    with server.create_client(access_key="FAKE", secret_key=SECRET, max_retries=max_retries) as client:
        for _ in range(2):
            assert DatasetApi(client).get_task_status(task_id="t")["status"] == "SUCCESS"
    signed = [
        datetime.strptime(raw_server.header(request, "X-Sdk-Date") or "", "%Y%m%dT%H%M%S%z").timestamp()
        for request in server.requests
    ]
    assert len(signed) == 3
    assert signed[0] == pytest.approx(datetime.now(timezone.utc).timestamp(), abs=60)
    assert [date - signed[0] for date in signed[1:]] == pytest.approx([hours * 3600] * 2, abs=60)
    signatures = {raw_server.header(request, "Authorization") for request in server.requests[:2]}
    assert len(signatures) == 2


def test_a_persistently_wrong_clock_causes_no_loop(server: RawServer) -> None:
    body = '{"error_code": "APIGW.0303", "error_msg": "x-sdk-date is off"}'
    server.script(http(body, 401, f"Date: {date(3600)}"))
    error = fail(server, AuthenticationError, access_key="FAKE", secret_key=SECRET)
    assert error.error_code == "APIGW.0303"
    assert str(error).startswith("get_task_status failed: APIGW.0303 (HTTP 401 Unauthorized): x-sdk-date is off [")
    assert error.attempts == len(server.requests) == 2


def test_a_bad_signature_is_not_sent_twice(server: RawServer) -> None:
    body = '{"error_code": "APIG.0301", "error_msg": "bad signature"}'
    server.script(http(body, 401, f"Date: {date(0)}"), http())
    error = fail(server, AuthenticationError, access_key="FAKE", secret_key=SECRET)
    assert str(error).startswith("get_task_status failed: APIG.0301 (HTTP 401 Unauthorized): bad signature")
    assert error.attempts == len(server.requests) == 1


BAD_IDS = {
    "empty": "",
    "dot": ".",
    "dots": "..",
    "slash": "a/b",
    "backslash": "a\\b",
    "leading slash": "/a",
    "traversal": "../../v1/secrets",
    "question mark": "a?b=c",
    "hash": "a#b",
    "percent": "a%2fb",
    "blank": "a b",
    "blank only": " ",
    "leading blank": " a",
    "trailing blank": "a ",
    "no-break space": "a\u00a0b",
    "wide blank": "a\u3000b",
    "tab": "a\tb",
    "line feed": "a\n",
    "CR LF": "a\r\nX-Evil: 1",
    "nul": "a\0b",
    "escape": "a\x1bb",
    "delete": "a\x7fb",
    "C1 control": "a\x85b",
    "half a surrogate pair": "a\ud800b",
    "None": None,
    "an integer": 17,
    "bytes": b"abc",
    "a list": ["a"],
}


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize("how", ["positional", "keyword"])
@pytest.mark.parametrize("parameter", ["project_id", "task_id"])
@pytest.mark.parametrize("bad", BAD_IDS.values(), ids=BAD_IDS)
def test_a_malformed_id_is_refused_before_anything_is_sent(
    bad: Any, parameter: str, how: str, kind: str, server: RawServer
) -> None:
    ids = {"project_id": PROJECT_ID, "task_id": "t", parameter: bad}
    args, kwargs = (list(ids.values()), {}) if how == "positional" else ([], ids)

    def call(client: ApiClient) -> None:
        if kind == "sync":
            DatasetApi(client).get_task_status(*args, **kwargs)
        else:
            asyncio.run(AsyncDatasetApi(client).get_task_status(*args, **kwargs))

    with server.create_client() as client, pytest.raises(InvalidParameterError, match=parameter) as caught:
        call(client)
    assert isinstance(caught.value, ValueError)
    assert caught.value.parameter == parameter
    assert str(caught.value).startswith(f"{parameter}: ")
    assert "\n" not in str(caught.value)
    assert str(caught.value).isprintable()
    assert server.handshakes == 0


@pytest.mark.parametrize("odd", ["-", "...", "a.b", "A_b-9~", "@:!$&'()*+,;=", "数据集", "e\u0301", "😀", "x" * 2000])
def test_any_other_id_arrives_as_it_was_given(odd: str, server: RawServer) -> None:
    import urllib.parse

    with server.create_client() as client:
        DatasetApi(client).get_task_status(odd, odd)
    parts = raw_server.target(server.requests[0]).split("/")
    assert [urllib.parse.unquote(part) for part in parts] == ["", "v1", odd, "datasets", "task", odd]


def test_one_positional_argument_is_a_type_error_that_says_to_use_the_keyword(server: RawServer) -> None:
    with server.create_client() as client:
        with pytest.raises(TypeError, match="task_id="):
            DatasetApi(client).get_task_status("x")  # type: ignore[call-overload] # that is the point
        with pytest.raises(TypeError, match="task_id="):
            asyncio.run(AsyncDatasetApi(client).get_task_status("x"))  # type: ignore[call-overload] # likewise
    assert server.handshakes == 0


RETRY_BUDGET = 100


@pytest.mark.parametrize("threads", [1, 8])
def test_the_retries_of_a_failing_client_are_limited_in_all(threads: int, server: RawServer) -> None:
    # It asks to be asked again at once, so that nothing but the retry budget ends that.
    server.script(http(REFUSAL, 429, "Retry-After: 0"))
    calls = 2 * threads
    with server.create_client(max_retries=100) as client, ThreadPoolExecutor(threads) as pool, bounded(4 * LIMIT):
        api = DatasetApi(client)

        def call(_: int) -> int:
            with pytest.raises(ThrottledError) as caught:
                api.get_task_status(task_id="t")
            return caught.value.attempts

        attempts = list(pool.map(call, range(calls)))
    assert sum(attempts) == len(server.requests) == calls + RETRY_BUDGET


def test_calls_that_succeed_earn_retries_back_and_no_more_than_were_there(server: RawServer) -> None:
    refused = http(REFUSAL, 429, "Retry-After: 0")
    with server.create_client(max_retries=100) as client:
        api = DatasetApi(client)

        def attempts() -> int:
            with pytest.raises(ThrottledError) as caught:
                api.get_task_status(task_id="t")
            return caught.value.attempts

        for _ in range(5):
            api.get_task_status(task_id="t")
        server.script(refused)
        assert attempts() == 1 + RETRY_BUDGET
        assert attempts() == 1
        server.script(*[http()] * 10, refused)
        for _ in range(10):
            api.get_task_status(task_id="t")
        assert attempts() == 1 + 2
        assert attempts() == 1


def test_a_connection_that_the_server_closed_while_it_was_idle_costs_no_try(server: RawServer) -> None:
    closed = threading.Event()

    def answer_and_close_later(conn: socket.socket, request: bytes) -> None:
        conn.sendall(http())
        time.sleep(0.05)
        raw_server.close()(conn, request)  # type: ignore[operator] # a step that is no bytes
        closed.set()

    server.script(answer_and_close_later)
    with server.create_client(max_retries=0) as client:
        for _ in range(5):
            assert DatasetApi(client).get_task_status(task_id="t")["status"] == "SUCCESS"
            assert closed.wait(20)
            closed.clear()
    assert server.handshakes == 5
