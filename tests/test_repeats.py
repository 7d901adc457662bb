"""What is sent again: the table of `docs/reliability.md`, row by row, for reads and writes, counted on the wire."""

from __future__ import annotations

import asyncio
import email.utils
import json
import ssl
import threading
import time
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import trustme

import raw_server
from documented_calls import CALLS, PROJECT_ID, DocumentedCall
from modelarts import (
    ApiException,
    AsyncDatasetApi,
    AuthenticationError,
    ConflictError,
    ConnectError,
    DatasetApi,
    DecodeError,
    ModelArtsError,
    NotFoundError,
    PermissionDeniedError,
    RequestTimeoutError,
    ServerError,
    ThrottledError,
    TlsError,
)
from raw_server import SECRET, TOKEN, RawServer, http
from time_limits import LIMIT

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator

    from modelarts.client import ApiClient
    from raw_server import Step

REFUSAL = b'{"error_code": "ModelArts.0010", "error_msg": "try later"}'
INVALID = b'{"error_code": "ModelArts.0203", "error_msg": "not valid"}'
SKEWED = b'{"error_code": "APIGW.0303", "error_msg": "x-sdk-date is off"}'
# One wait is drawn from half a second at most; the rest is let slip on a busy machine.

VERBS = {CALLS[name].method: CALLS[name] for name in ("get_task_status", "create_dataset", "update_dataset")}
VERBS["DELETE"] = CALLS["delete_dataset"]


def sync(client: ApiClient, call: DocumentedCall) -> Any:
    return eval(call.sample, {"datasetapi": DatasetApi(client)})


def awaited(client: ApiClient, call: DocumentedCall) -> Any:
    async def run() -> Any:
        return await eval(call.sample, {"datasetapi": AsyncDatasetApi(client)})

    return asyncio.run(run())


every_verb = pytest.mark.parametrize("call", VERBS.values(), ids=VERBS)
both_apis = pytest.mark.parametrize("run", [sync, awaited])


def skewed(conn: socket.socket, _request: bytes) -> None:
    """Refuses a signature for its date, which is an hour from that of the service's own clock."""
    conn.sendall(http(SKEWED, 401, f"Date: {email.utils.formatdate(time.time() + 3600, usegmt=True)}"))


class Fault(NamedTuple):
    """What goes wrong, who sends again after it, and what it is an error of for the others."""

    step: Step
    again: str
    error: type[ModelArtsError]
    credential: str = "token"

    def requests(self, call: DocumentedCall, retries: int) -> int:
        """How many requests come of a fault that stays."""
        if self.again == "all" or (self.again == "reads" and call.method == "GET"):
            return 1 + retries
        return 2 if self.again == "once" else 1


FAULTS = {
    "429": Fault(http(REFUSAL, 429), "all", ThrottledError),
    "429 with Retry-After": Fault(http(REFUSAL, 429, "Retry-After: 0"), "all", ThrottledError),
    "503 with Retry-After": Fault(http(REFUSAL, 503, "Retry-After: 0"), "all", ServerError),
    "503": Fault(http(REFUSAL, 503), "reads", ServerError),
    "500": Fault(http(REFUSAL, 500), "reads", ServerError),
    "502": Fault(http(b"<html>Bad Gateway</html>", 502), "reads", ServerError),
    "504": Fault(http(b"", 504), "reads", ServerError),
    "reset before the answer": Fault(raw_server.reset(), "reads", ConnectError),
    "closed before the answer": Fault(raw_server.close(), "reads", ConnectError),
    "reset in the head": Fault(raw_server.reset(b"HTTP/1.1 200 OK\r\nContent-"), "reads", ConnectError),
    "reset in the body": Fault(raw_server.reset(http(length=1000)), "reads", ConnectError),
    "short body": Fault(raw_server.close(http(length=1000)), "reads", ConnectError),
    "short chunked body": Fault(
        raw_server.close(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{   \r\n"), "reads", ConnectError
    ),
    "401 with a token that can be renewed": Fault(http(INVALID, 401), "once", AuthenticationError, "password"),
    "clock skew": Fault(skewed, "once", AuthenticationError, "access key"),
    "401 with a token that can't be renewed": Fault(http(INVALID, 401), "none", AuthenticationError),
    "403": Fault(http(REFUSAL, 403), "none", PermissionDeniedError),
    "404": Fault(http(REFUSAL, 404), "none", NotFoundError),
    "408": Fault(http(REFUSAL, 408), "none", ApiException),
    "409": Fault(http(REFUSAL, 409), "none", ConflictError),
    "501": Fault(http(REFUSAL, 501), "none", ServerError),
    "429 that asks for more than a minute": Fault(http(REFUSAL, 429, "Retry-After: 61"), "none", ThrottledError),
    "HTML": Fault(http(b"<html>Sign in</html>"), "none", DecodeError),
    "a body beyond the limit": Fault(http(b'{"a": "' + b"x" * 5000 + b'"}'), "none", DecodeError),
    "redirect 302": Fault(http(b"", 302, "Location: /elsewhere"), "none", ApiException),
    "redirect 307": Fault(http(b"", 307, "Location: /elsewhere"), "none", ApiException),
}
every_fault = pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)


def issued(number: int) -> bytes:
    token = json.dumps({"token": {"expires_at": "2099-01-02T00:00:00.000000Z", "project": {"id": PROJECT_ID}}})
    return http(token, 201, f"X-Subject-Token: {TOKEN}-{number}")


@pytest.fixture
def iam() -> Iterator[RawServer]:
    """An identity service that issues tokens, apart from the dataset service whose requests are counted."""
    with RawServer(issued(1), issued(2)) as running:
        yield running


def credential(kind: str, iam: RawServer) -> dict[str, Any]:
    return {
        "token": {},
        "access key": {"access_key": "FAKE", "secret_key": SECRET},
        "password": {"username": "u", "password": SECRET, "iam_endpoint": iam.url},
    }[kind]


def fail(run: Callable[[ApiClient, DocumentedCall], Any], client: ApiClient, call: DocumentedCall) -> Any:
    """The exception that a call ends in, in time."""
    began = time.monotonic()
    with pytest.raises(ModelArtsError) as caught:
        run(client, call)
    assert time.monotonic() - began < LIMIT
    assert str(caught.value).startswith(call.name)
    return caught.value


def said(request: bytes) -> tuple[bytes, bytes]:
    """What a request asks for, without what proves who asks."""
    head, _, body = request.partition(b"\r\n\r\n")
    return head.split(b"\r\n", 1)[0], body


@both_apis
@every_verb
@every_fault
def test_after_one_fault_a_call_is_sent_again_where_the_table_says_so(
    run: Callable[[ApiClient, DocumentedCall], Any],
    call: DocumentedCall,
    fault: Fault,
    server: RawServer,
    iam: RawServer,
) -> None:
    server.script(fault.step, http(json.dumps(call.response)))
    with server.create_client(max_response_bytes=4096, **credential(fault.credential, iam)) as client:
        if fault.requests(call, 1) == 2:
            began = time.monotonic()
            assert run(client, call) == call.response
            assert time.monotonic() - began < LIMIT
        else:
            assert type(fail(run, client, call)) is fault.error
    assert len(server.requests) == fault.requests(call, 1)
    assert len({said(request) for request in server.requests}) == 1
    assert server.requests[0].startswith(call.method.encode())


@every_verb
@every_fault
@pytest.mark.parametrize("retries", [0, 1])
def test_a_persistent_fault_ends_a_call_after_the_maximum_of_requests(
    call: DocumentedCall, fault: Fault, retries: int, server: RawServer, iam: RawServer
) -> None:
    server.script(fault.step)
    with server.create_client(
        max_response_bytes=4096, max_retries=retries, **credential(fault.credential, iam)
    ) as client:
        error = fail(sync, client, call)
    assert len(server.requests) == fault.requests(call, retries)
    if fault.error is not DecodeError:
        assert error.attempts == len(server.requests)
    assert type(error) is fault.error
    if fault.again == "once" and fault.credential == "password":
        assert len(iam.requests) == 2


@both_apis
@every_verb
def test_a_call_to_a_closed_port_is_sent_once_the_port_is_open(
    run: Callable[[ApiClient, DocumentedCall], Any], call: DocumentedCall
) -> None:
    with RawServer(http(json.dumps(call.response)), closed=True) as server:
        opening = threading.Timer(0.1, server.open)
        opening.start()
        # The waits between tries are random; 15 are enough on any day.
        with server.create_client(max_retries=15) as client:
            assert run(client, call) == call.response
        opening.join()
        assert len(server.requests) == server.handshakes == 1


@every_verb
def test_a_port_that_stays_closed_ends_a_call_after_every_try(call: DocumentedCall) -> None:
    with RawServer(closed=True) as server, server.create_client(max_retries=2) as client:
        error = fail(sync, client, call)
    assert (type(error), error.attempts) == (ConnectError, 3)


@every_verb
def test_a_connection_timeout_is_retried(call: DocumentedCall, server: RawServer) -> None:
    with (
        raw_server.full_port() as url,
        server.create_client(endpoint=url, connect_timeout=0.2, max_retries=1) as client,
    ):
        error = fail(sync, client, call)
    assert (type(error), error.phase, error.attempts) == (RequestTimeoutError, "connecting", 2)


@every_verb
def test_a_call_without_response_ends_at_its_deadline_after_one_request(
    call: DocumentedCall, server: RawServer
) -> None:
    server.script(server.silence)
    with server.create_client(timeout=1) as client:
        error = fail(sync, client, call)
    assert (type(error), error.phase, error.attempts) == (RequestTimeoutError, "waiting for the response", 1)
    assert 1 <= error.elapsed < LIMIT
    assert len(server.requests) == 1


@pytest.mark.parametrize("stops", ["before the answer", "within the answer"])
@every_verb
def test_an_idempotent_call_without_response_is_retried_before_its_deadline(
    call: DocumentedCall, stops: str, server: RawServer
) -> None:
    answer = http(json.dumps(call.response))

    def stop(conn: socket.socket, _request: bytes) -> None:
        conn.sendall(b"" if stops == "before the answer" else answer[:-5])
        conn.recv(1)

    server.script(stop, answer)
    with server.create_client(timeout=2) as client:
        if call.method == "GET":
            assert sync(client, call) == call.response
            assert len(server.requests) == 2
        else:
            began = time.monotonic()
            assert type(fail(sync, client, call)) is RequestTimeoutError
            assert 2 <= time.monotonic() - began < LIMIT
            assert len(server.requests) == 1


@every_verb
def test_a_failed_tls_handshake_is_not_tried_again(call: DocumentedCall) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with RawServer(tls=context) as server, server.create_client() as client:
        error = fail(sync, client, call)
        assert (type(error), error.attempts) == (TlsError, 1)
        assert (server.handshakes, server.requests) == (1, [])


@every_verb
def test_a_kept_connection_that_breaks_under_a_call_counts_as_any_that_breaks(
    call: DocumentedCall, server: RawServer
) -> None:
    answer = http(json.dumps(call.response))
    server.script(answer, raw_server.reset(), answer)
    with server.create_client() as client:
        sync(client, call)
        if call.method == "GET":
            assert sync(client, call) == call.response
        else:
            assert type(fail(sync, client, call)) is ConnectError
    assert len(server.requests) == (3 if call.method == "GET" else 2)
    assert server.handshakes == len(server.requests) - 1


@every_verb
def test_a_kept_connection_that_the_server_closed_meanwhile_costs_neither_an_attempt_nor_a_second_request(
    call: DocumentedCall, server: RawServer
) -> None:
    closed = threading.Event()

    def answer_and_close(conn: socket.socket, request: bytes) -> None:
        conn.sendall(http(json.dumps(call.response)))
        time.sleep(0.02)
        raw_server.close()(conn, request)  # type: ignore[operator] # a step that is no bytes
        closed.set()

    server.script(answer_and_close)
    with server.create_client(max_retries=0) as client:
        for _ in range(5):
            assert sync(client, call) == call.response
            assert closed.wait(20)
            closed.clear()
    assert len(server.requests) == server.handshakes == 5


TRANSIENT = {name: fault for name, fault in FAULTS.items() if fault.again in ("all", "reads")}


@pytest.mark.parametrize("fault", TRANSIENT.values(), ids=TRANSIENT)
def test_the_request_for_a_token_is_sent_again_like_a_read_and_the_write_behind_it_once(
    fault: Fault, server: RawServer, iam: RawServer
) -> None:
    call = VERBS["POST"]
    server.script(http(json.dumps(call.response)))
    iam.script(fault.step, issued(1))
    with server.create_client(**credential("password", iam)) as client:
        assert sync(client, call) == call.response
    assert (len(iam.requests), len(server.requests)) == (2, 1)


@pytest.mark.parametrize("status", [400, 403, 404, 409, 501])
def test_a_request_for_a_token_that_is_refused_is_not_sent_again_and_nothing_behind_it_is_sent(
    status: int, server: RawServer, iam: RawServer
) -> None:
    iam.script(http(REFUSAL, status))
    with server.create_client(**credential("password", iam)) as client, pytest.raises(ApiException) as caught:
        sync(client, VERBS["POST"])
    assert (caught.value.http_status, len(iam.requests), server.requests) == (status, 1, [])
