"""A server that answers byte by byte as a test tells it, and keeps what it was sent."""

from __future__ import annotations

import re
import socket
import struct
import threading
from typing import TYPE_CHECKING, Any

from modelarts import config
from modelarts.client import DatasetApi

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from typing_extensions import Self

    Step = bytes | Callable[[socket.socket], object]

PROJECT_ID = "cbfb9585c5854926a411a3f5a984fc09"
TOKEN = "fake-token-for-tests"
SUCCESS = b'{"status": "SUCCESS", "result": []}'


def answer(body: bytes | str = SUCCESS, status: int = 200, *headers: str, length: int | None = None) -> bytes:
    """An HTTP answer; `length` is what it says of its body, if that is not the truth."""
    if isinstance(body, str):
        body = body.encode()
    size = len(body) if length is None else length
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {size}", "X-Request-Id: request-1", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


def reset(connection: socket.socket) -> None:
    """Breaks the connection off."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def close_after(sent: bytes) -> Callable[[socket.socket], None]:
    """Sends this much, then closes."""

    def act(connection: socket.socket) -> None:
        connection.sendall(sent)
        connection.close()

    return act


def reset_after(sent: bytes) -> Callable[[socket.socket], None]:
    """Sends this much, then breaks the connection off."""

    def act(connection: socket.socket) -> None:
        connection.sendall(sent)
        reset(connection)

    return act


class ScriptedServer:
    """Answers each request by the next step of a script: bytes to send, or what to do with the socket.

    When the script is over, the last step is repeated. `silent` is set while nothing is answered.
    """

    def __init__(self, *steps: Step) -> None:
        self.steps = list(steps)
        self.requests: list[bytes] = []
        self.closed_by_client = threading.Event()
        self.ended = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._connections: list[socket.socket] = []
        self._lock = threading.Lock()
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def never(self, connection: socket.socket) -> None:
        """A step: answers nothing, and notes when the client gives up."""
        try:
            while connection.recv(65536):
                pass
        except OSError:
            pass
        self.closed_by_client.set()

    def drip(self, connection: socket.socket) -> None:
        """A step: answers one byte at a time, for ever."""
        try:
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            while not self.ended.wait(0.05):
                connection.sendall(b" ")
        except OSError:
            pass

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._connections.append(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        received = b""
        try:
            while True:
                while b"\r\n\r\n" not in received:
                    chunk = connection.recv(65536)
                    if not chunk:
                        return
                    received += chunk
                request, _, received = received.partition(b"\r\n\r\n")
                length = re.search(rb"(?i)content-length: (\d+)", request)
                while length and len(received) < int(length[1]):
                    received += connection.recv(65536)
                received = received[int(length[1]) :] if length else received
                with self._lock:
                    step = self.steps[min(len(self.requests), len(self.steps) - 1)]
                    self.requests.append(request)
                if isinstance(step, bytes):
                    connection.sendall(step)
                else:
                    step(connection)
        except OSError:
            return

    def client(self, **settings: Any) -> DatasetApi:
        """The calls, on a client of this server that was given a token."""
        known = {"token": TOKEN, "endpoint": self.url, "project_id": PROJECT_ID, "region": "cn-north-1"}
        if {"access_key", "username"} & settings.keys():
            del known["token"]
        return DatasetApi(config.create_client(**{**known, **settings}))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.ended.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in self._connections:
            connection.close()
