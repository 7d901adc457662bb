"""A client of the control interface by urllib, as a test in another process would have it."""

from __future__ import annotations

import json
import socket
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from modelarts.emulator import Emulator

TOKEN = "fake-token-for-tests"


class Answer(NamedTuple):
    """What the control interface has answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        assert self.headers["content-type"] == "application/json"
        return json.loads(self.body)

    @property
    def error(self) -> Any:
        return self.json["error"]


def ask(
    emulator: Emulator, method: str, path: str, body: object = None, *, token: str | None = TOKEN, **headers: str
) -> Answer:
    """Sends a request; `path` begins after the address of the interface."""
    data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(f"{emulator.url}/_emulator{path}", data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return Answer(response.status, _lower(response.headers), response.read())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, _lower(error.headers), error.read())


def _lower(headers: Any) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def send(emulator: Emulator, request: bytes) -> bytes:
    """Sends bytes as they are, and returns what comes until the connection is closed."""
    host, port = emulator.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(request)
        received = b""
        while chunk := connection.recv(65536):
            received += chunk
        return received
