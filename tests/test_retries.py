"""What is tried again, how often, and how a call ends that no try could save."""

from __future__ import annotations

import email.utils
import gzip
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from modelarts import (
    ApiException,
    AuthenticationError,
    ConnectError,
    DecodeError,
    RequestTimeoutError,
    ServerError,
    ThrottledError,
)
from modelarts.client import DatasetApi
from scripted import SUCCESS, TOKEN, ScriptedServer, answer, close_after, reset, reset_after

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from modelarts.emulator import Emulator

ERROR = b'{"error_code": "ModelArts.0010", "error_msg": "try later"}'


def http_date(seconds_from_now: float) -> str:
    return email.utils.formatdate(time.time() + seconds_from_now, usegmt=True)


@pytest.mark.parametrize(
    "failure",
    [
        pytest.param(answer(ERROR, 500), id="500"),
        pytest.param(answer(ERROR, 502), id="502"),
        pytest.param(answer(ERROR, 503), id="503"),
        pytest.param(answer(ERROR, 504), id="504"),
        pytest.param(answer(ERROR, 429, "Retry-After: 0"), id="429"),
        pytest.param(answer(ERROR, 503, "Retry-After: 0"), id="503 with Retry-After"),
        pytest.param(reset, id="reset"),
        pytest.param(close_after(b""), id="closed before an answer"),
        pytest.param(close_after(answer(SUCCESS, length=1000)), id="short body"),
        pytest.param(reset_after(answer(SUCCESS, length=1000)), id="reset in mid-body"),
    ],
)
def test_a_read_is_tried_again_after(failure: bytes | Callable[[socket.socket], object]) -> None:
    with ScriptedServer(failure, answer()) as server:
        response = server.client().get_task_status(task_id="t")
        assert response["status"] == "SUCCESS"
        assert len(server.requests) == 2


def test_a_read_is_given_up_after_max_retries_and_the_error_says_so() -> None:
    with ScriptedServer(answer(ERROR, 500)) as server:
        with pytest.raises(ServerError, match="3 attempts") as caught:
            server.client(max_retries=2).get_task_status(task_id="t")
        assert caught.value.attempts == len(server.requests) == 3
        assert caught.value.error_code == "ModelArts.0010"


def test_without_retries_there_is_one_request() -> None:
    with ScriptedServer(reset) as server:
        with pytest.raises(ConnectError, match="broke before the answer was complete"):
            server.client(max_retries=0).get_task_status(task_id="t")
        assert len(server.requests) == 1


@pytest.mark.parametrize("status", [400, 403, 404, 409, 413, 501])
def test_what_trying_again_would_not_change_is_not_tried_again(status: int) -> None:
    with ScriptedServer(answer(ERROR, status)) as server:
        with pytest.raises(ApiException) as caught:
            server.client().get_task_status(task_id="t")
        assert (len(server.requests), caught.value.http_status) == (1, status)


def test_a_refused_connection_is_an_error_that_names_host_and_port() -> None:
    with ScriptedServer(answer()) as server:
        url = server.url
    with pytest.raises(ConnectError, match=url.removeprefix("http://")) as caught:
        server.client(max_retries=1).get_task_status(task_id="t")
    assert caught.value.attempts == 2
    assert isinstance(caught.value, ConnectionError)


def test_a_name_without_an_address_is_an_error_that_names_it() -> None:
    with ScriptedServer(answer()) as server:
        api = server.client(endpoint="https://no-such-host.invalid", max_retries=0)
        with pytest.raises(ConnectError, match=r"no-such-host\.invalid"):
            api.get_task_status(task_id="t")


def test_retry_after_in_seconds_is_waited_for() -> None:
    with ScriptedServer(answer(ERROR, 429, "Retry-After: 1"), answer()) as server:
        began = time.monotonic()
        server.client().get_task_status(task_id="t")
        assert time.monotonic() - began >= 1


def test_retry_after_as_a_date_is_waited_for() -> None:
    with ScriptedServer(answer(ERROR, 503, f"Retry-After: {http_date(2)}"), answer()) as server:
        began = time.monotonic()
        server.client().get_task_status(task_id="t")
        # A date has no fractions of a second, so up to one may be missing.
        assert time.monotonic() - began >= 0.9


@pytest.mark.parametrize("header", ["Retry-After: 3600", f"Retry-After: {http_date(3600)}"])
def test_a_long_retry_after_is_not_waited_for_but_told(header: str) -> None:
    with ScriptedServer(answer(ERROR, 429, header)) as server:
        with pytest.raises(ThrottledError, match="retry after") as caught:
            server.client().get_task_status(task_id="t")
        assert len(server.requests) == 1
        assert caught.value.retry_after == pytest.approx(3600, abs=30)


def test_a_retry_after_beyond_the_deadline_is_not_waited_for() -> None:
    with ScriptedServer(answer(ERROR, 429, "Retry-After: 30")) as server:
        with pytest.raises(ThrottledError):
            server.client(timeout=5).get_task_status(task_id="t")
        assert len(server.requests) == 1


@pytest.mark.parametrize("step", ["never", "drip"])
def test_one_deadline_covers_the_whole_call(step: str) -> None:
    with ScriptedServer() as server:
        server.steps = [getattr(server, step)]
        began = time.monotonic()
        with pytest.raises(RequestTimeoutError, match="timed out after") as caught:
            server.client(timeout=0.5).get_task_status(task_id="t")
        assert time.monotonic() - began < 3
        assert isinstance(caught.value, TimeoutError)
        assert ("reading" in str(caught.value)) == (step == "drip")


def test_the_timeout_of_one_call_goes_before_the_clients() -> None:
    with ScriptedServer() as server:
        server.steps = [server.never]
        with pytest.raises(RequestTimeoutError):
            server.client(timeout=60).get_task_status(task_id="t", timeout=0.2)


def test_retries_end_with_the_deadline() -> None:
    with ScriptedServer(answer(ERROR, 500)) as server:
        began = time.monotonic()
        with pytest.raises(ServerError):
            server.client(timeout=1, max_retries=100).get_task_status(task_id="t")
        assert time.monotonic() - began < 3


def test_a_connection_that_the_server_closed_meanwhile_is_no_error() -> None:
    with ScriptedServer(close_after(answer())) as server:
        api = server.client(max_retries=0)
        for _ in range(3):
            assert api.get_task_status(task_id="t")["status"] == "SUCCESS"
            time.sleep(0.05)


def test_a_token_that_expired_is_replaced_once_and_the_call_repeated_once(emulator: Emulator) -> None:
    emulator.add_task("t")
    api = DatasetApi(emulator.create_client(max_retries=0))
    api.get_task_status(task_id="t")
    emulator.expire_tokens()
    assert api.get_task_status(task_id="t")["status"]
    sent = [(request["method"], request["status"]) for request in emulator.requests]
    assert sent == [("POST", 201), ("GET", 200), ("GET", 401), ("POST", 201), ("GET", 200)]


def test_many_threads_share_one_token_and_one_refresh(emulator: Emulator) -> None:
    emulator.add_task("t")
    api = DatasetApi(emulator.create_client())
    start = threading.Barrier(8)

    def call(_: int) -> str:
        start.wait(10)
        status: str = api.get_task_status(task_id="t")["status"]
        return status

    with ThreadPoolExecutor(8) as pool:
        assert len(list(pool.map(call, range(8)))) == 8
        emulator.expire_tokens()
        assert len(list(pool.map(call, range(8)))) == 8
    assert sum(request["method"] == "POST" for request in emulator.requests) == 2


def test_a_wrong_password_is_one_request_and_a_clear_error(emulator: Emulator) -> None:
    api = DatasetApi(emulator.create_client(password="fake-secret-for-tests"))
    with pytest.raises(AuthenticationError, match="token from IAM") as caught:
        api.get_task_status(task_id="t")
    assert len(emulator.requests) == 1
    assert caught.value.http_status == 401


def test_a_401_that_stays_ends_after_one_replay() -> None:
    token = (
        '{"token": {"expires_at": "2099-01-01T00:00:00.000000Z", "issued_at": "2098-12-31T00:00:00.000000Z",'
        ' "project": {"id": "p"}}}'
    )

    def by_verb(connection: socket.socket) -> None:
        is_token = server.requests[-1].startswith(b"POST")
        connection.sendall(answer(token, 201, "X-Subject-Token: x") if is_token else answer(ERROR, 401))

    with ScriptedServer(by_verb) as server:
        api = server.client(username="user", password="fake-secret-for-tests", iam_endpoint=server.url)
        with pytest.raises(AuthenticationError):
            api.get_task_status(task_id="t")
        assert [request.split()[0] for request in server.requests] == [b"POST", b"GET", b"POST", b"GET"]


def test_a_given_token_that_is_refused_is_an_error_at_once() -> None:
    with ScriptedServer(answer(ERROR, 401)) as server:
        with pytest.raises(AuthenticationError):
            server.client().get_task_status(task_id="t")
        assert len(server.requests) == 1


def test_a_wrong_clock_is_corrected_by_the_services_and_the_call_signed_once_more() -> None:
    refusal = answer('{"error_code": "APIGW.0303", "error_msg": "expired"}', 401, f"Date: {http_date(3600)}")
    with ScriptedServer(refusal, answer()) as server:
        api = server.client(access_key="FAKEKEY", secret_key="fake-secret-for-tests")
        api.get_task_status(task_id="t")
        api.get_task_status(task_id="t")
    dates = [
        time.strptime(line.split(b": ")[1].decode(), "%Y%m%dT%H%M%SZ")
        for request in server.requests
        for line in request.split(b"\r\n")
        if line.lower().startswith(b"x-sdk-date")
    ]
    first, second, third = (time.mktime(date) for date in dates)
    assert second - first == pytest.approx(3600, abs=60)
    assert third - second < 60


def test_a_redirect_is_an_error_and_the_token_goes_nowhere_else() -> None:
    with ScriptedServer(answer()) as elsewhere:
        location = f"Location: {elsewhere.url}/login"
        with (
            ScriptedServer(answer(b"", 302, location)) as server,
            pytest.raises(ApiException, match="not followed") as caught,
        ):
            server.client().get_task_status(task_id="t")
        assert elsewhere.url in str(caught.value)
        assert elsewhere.requests == []
        assert TOKEN.encode() in server.requests[0]


def test_a_compressed_answer_is_read() -> None:
    with ScriptedServer(answer(gzip.compress(SUCCESS), 200, "Content-Encoding: gzip")) as server:
        assert server.client().get_task_status(task_id="t")["status"] == "SUCCESS"


def test_a_compressed_bomb_is_stopped_at_the_limit() -> None:
    bomb = gzip.compress(b" " * 50_000_000)
    with ScriptedServer(answer(bomb, 200, "Content-Encoding: gzip")) as server:
        with pytest.raises(DecodeError, match="max_response_bytes"):
            server.client(max_response_bytes=1_000_000).get_task_status(task_id="t")
        assert len(server.requests) == 1


def test_an_endless_answer_is_stopped_at_the_limit() -> None:
    def pour(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b" " * 65536)

    with ScriptedServer(pour) as server, pytest.raises(DecodeError, match="max_response_bytes"):
        server.client(max_response_bytes=1_000_000).get_task_status(task_id="t")
