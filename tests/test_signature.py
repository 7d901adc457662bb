"""Signatures, held against the vendor's own signer."""

from __future__ import annotations

import json
import socket
import threading
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest
from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.sdk_request import SdkRequest
from huaweicloudsdkcore.signer.signer import Signer

import documented_calls
from documented_calls import CALLS, DocumentedCall
from modelarts import config
from modelarts.client import DatasetApi

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from modelarts.emulator import Emulator


# The vendor's signer asks for the time in a way that Python 3.12 deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:.*utcnow.*:DeprecationWarning")


def received_from(call: Callable[[str], object]) -> tuple[str, dict[str, str], str]:
    """The request line and headers that a call really sends, and where it sent them."""
    answer = b'HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{"status":"SUCCESS"}'
    received = bytearray()

    def serve(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection:
            while b"\r\n\r\n" not in received:
                received.extend(connection.recv(65536))
            connection.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = threading.Thread(target=serve, args=(listener,))
        server.start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        call(url)
        server.join(10)
    request_line, *lines = received.decode().split("\r\n\r\n")[0].split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    return request_line, headers, url


def official_authorization(access_key: str, secret_key: str, request: dict[str, Any], headers: dict[str, str]) -> str:
    """What the vendor's signer makes of a request that was received."""
    sdk_request = SdkRequest(
        method=request["method"],
        schema="http",
        host=headers["Host"],
        resource_path=request["path"],
        query_params=[tuple(pair.split("=")) for pair in request["query"].split("&") if pair],
        header_params=dict(headers),
        body="",
    )
    signed: str = Signer(BasicCredentials(access_key, secret_key)).sign(sdk_request).header_params["Authorization"]
    return signed


@pytest.mark.parametrize("security_token", [None, "FAKE/security+token=="])
def test_the_signature_on_the_wire_is_the_one_that_the_official_signer_makes(security_token: str | None) -> None:
    def call(url: str) -> None:
        client = config.create_client(
            access_key="FAKEACCESSKEY0000001",
            secret_key="fake-secret-for-tests",
            security_token=security_token,
            endpoint=url,
            region="cn-north-4",
        )
        DatasetApi(client).get_task_status("0123456789abcdef0123456789abcdef", "任务-062ef90a~x")

    request_line, headers, url = received_from(call)
    method, target, _ = request_line.split(" ")
    path, _, query = target.partition("?")
    authorization = headers["authorization"]
    signed_names = authorization.split("SignedHeaders=")[1].split(",")[0].split(";")
    expected_names = {"host", "x-sdk-date", "x-project-id"} | ({"x-security-token"} if security_token else set())
    assert set(signed_names) == expected_names
    spelled = {"host": "Host", "x-sdk-date": "X-Sdk-Date", "x-project-id": "X-Project-Id"}
    signed_headers = {spelled.get(name, name): headers[name] for name in signed_names}
    assert signed_headers["Host"] == url.removeprefix("http://")
    assert headers["x-project-id"] == "0123456789abcdef0123456789abcdef"
    request = {"method": method, "path": path, "query": query}
    assert authorization == official_authorization(
        "FAKEACCESSKEY0000001", "fake-secret-for-tests", request, signed_headers
    )


def official_request(emulator: Emulator, call: DocumentedCall, secret_key: str) -> int:
    """A plain request, signed and made up by the vendor's core alone; the HTTP status of the answer."""
    credentials = BasicCredentials(emulator.access_key, secret_key, emulator.project_id)
    host = emulator.url.removeprefix("http://")
    body = "" if call.body is None else json.dumps(call.body)
    headers = {"X-Project-Id": emulator.project_id}
    if body:
        headers["Content-Type"] = "application/json"
    pairs = list(call.query.items())
    request = SdkRequest(call.method, "http", host, call.path, query_params=pairs, header_params=headers, body=body)
    signed = Signer(credentials).sign(request)
    plain = urllib.request.Request(
        emulator.url + signed.uri, body.encode() or None, signed.header_params, method=call.method
    )
    try:
        with urllib.request.urlopen(plain, timeout=10) as answer:
            status: int = answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    return status


@pytest.fixture
def documented_emulator() -> Iterator[Emulator]:
    """An emulator that has what the documented samples name."""
    with documented_calls.emulator() as emulator:
        yield emulator


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_the_emulator_accepts_what_the_official_signer_signed(
    documented_emulator: Emulator, call: DocumentedCall
) -> None:
    body = {"deleted_url": ["dog.jpg"]} if call.name == "delete_file_in_version" else call.body
    assert official_request(documented_emulator, call._replace(body=body), documented_emulator.secret_key) == 200


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_the_emulator_refuses_what_was_signed_with_another_secret(
    documented_emulator: Emulator, call: DocumentedCall
) -> None:
    assert official_request(documented_emulator, call, "fake-secret-for-tests") == 401
    (request,) = documented_emulator.requests
    assert (request["method"], request["path"], request["status"]) == (call.method, call.path, 401)
