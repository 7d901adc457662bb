"""A server that does to the socket what a script says, step by step, and keeps what it was sent."""

from __future__ import annotations

import contextlib
import re
import socket
import struct
import threading
import time
from typing import TYPE_CHECKING, Any, Callable, Union

from modelarts import config

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator
    from types import TracebackType

    from typing_extensions import Self

    from modelarts.client import ApiClient

Step = Union[bytes, Callable[[socket.socket, bytes], object]]

PROJECT_ID = "cbfb9585c5854926a411a3f5a984fc09"
TOKEN = "fake-token-for-tests"
SECRET = "fake-secret-for-tests"
SUCCESS = b'{"status": "SUCCESS", "result": []}'
REQUEST_ID = "request-0123456789"


def http(body: bytes | str = SUCCESS, status: int = 200, *headers: str, length: int | None = None) -> bytes:
    """An answer; `length` is what it says of its body, where that is not the truth."""
    body = body.encode() if isinstance(body, str) else body
    lines = [
        f"HTTP/1.1 {status} Whatever",
        f"Content-Length: {len(body) if length is None else length}",
        "Content-Type: application/json",
        f"X-Request-Id: {REQUEST_ID}",
        *headers,
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


def reset(after: bytes = b"") -> Step:
    """Sends this much, then breaks the connection off."""

    def step(conn: socket.socket, _request: bytes) -> None:
        conn.sendall(after)
        conn.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        conn.close()

    return step


def close(after: bytes = b"") -> Step:
    """Sends this much, then closes."""

    def step(conn: socket.socket, _request: bytes) -> None:
        conn.sendall(after)
        # The connection stays open as long as one of its file descriptors, and a fork has copies.
        with contextlib.suppress(OSError):
            conn.shutdown(socket.SHUT_RDWR)
        conn.close()

    return step


def later(seconds: float, answer: bytes) -> Step:
    """Answers after a while."""

    def step(conn: socket.socket, _request: bytes) -> None:
        time.sleep(seconds)
        conn.sendall(answer)

    return step


def drip(answer: bytes, pause: float = 0.05) -> Step:
    """Sends one byte at a time, until the client goes away."""

    def step(conn: socket.socket, _request: bytes) -> None:
        for at in range(len(answer)):
            conn.sendall(answer[at : at + 1])
            time.sleep(pause)

    return step


def endless(start: bytes, chunk: bytes) -> Step:
    """Sends a chunk for ever, until the client goes away."""

    def step(conn: socket.socket, _request: bytes) -> None:
        conn.sendall(start)
        while True:
            conn.sendall(chunk)

    return step


def header(request: bytes, name: str) -> str | None:
    """The value of a header that was sent."""
    found = re.search(rb"(?im)^" + name.encode() + rb": *([^\r\n]*)", request)
    return found[1].decode() if found else None


def target(request: bytes) -> str:
    """What is between the verb and the version."""
    return request.split(b" ", 2)[1].decode()


class RawServer:
    """Answers the n-th request by the n-th step, and each beyond the script by its last step.

    A step is what to send, or a callable of the connection and the request. With a `tls` context it
    speaks HTTPS; `handshakes` counts connections, those that never got as far as a request included.
    A `closed` one has a port that refuses connections, until `open()`.
    """

    def __init__(self, *steps: Step, tls: ssl.SSLContext | None = None, closed: bool = False) -> None:
        self.requests: list[bytes] = []
        self.handshakes = 0
        self.client_left = threading.Event()
        self._steps: list[Step] = list(steps) or [http()]
        self._tls = tls
        self._connections: set[socket.socket] = set()
        self._changed = threading.Condition()
        self._ended = False
        self._listener = socket.socket()
        self._listener.bind(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"
        if not closed:
            self.open()

    def open(self) -> None:
        """Begins to listen."""
        self._listener.listen(512)
        threading.Thread(target=self._accept, daemon=True).start()

    def script(self, *steps: Step) -> Self:
        """Replaces the script, from the next request on."""
        with self._changed:
            self._steps = [self._steps[-1]] * len(self.requests) + list(steps)
        return self

    def silence(self, conn: socket.socket, _request: bytes) -> None:
        """A step: never answers; `client_left` is set once the client has closed the connection."""
        with contextlib.suppress(OSError):
            while conn.recv(65536):
                pass
        if not self._ended:
            self.client_left.set()

    def wait_for_requests(self, count: int, within: float = 20) -> None:
        """Returns once so many requests have come in."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.requests) >= count, within), (
                f"{len(self.requests)} requests came in, expected {count}"
            )

    def create_client(self, **settings: Any) -> ApiClient:
        """A client of this server; unless settings bring another credential, with a token."""
        # With the IAM of the region, each client would read the machine's certificates.
        known: dict[str, Any] = {"endpoint": self.url, "iam_endpoint": self.url}
        known |= {"region": "cn-north-1", "project_id": PROJECT_ID}
        if not {"access_key", "username", "token"} & settings.keys():
            known["token"] = TOKEN
        return config.create_client(**{**known, **settings})

    def _accept(self) -> None:
        while True:
            try:
                conn, _ = self._listener.accept()
            except OSError:
                return
            with self._changed:
                self.handshakes += 1
                self._connections.add(conn)
            threading.Thread(target=self._serve, args=(conn,), daemon=True).start()

    def _serve(self, conn: socket.socket) -> None:
        # A client may leave at any time, and then there is nothing to do for it.
        with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
            stack.callback(self._connections.discard, conn)
            stack.callback(conn.close)
            if self._tls:
                plain, conn = conn, self._tls.wrap_socket(conn, server_side=True)
                stack.callback(self._connections.discard, conn)
                stack.callback(conn.close)
                with self._changed:
                    self._connections = self._connections - {plain} | {conn}
            while request := self._read(conn):
                with self._changed:
                    step = self._steps[min(len(self.requests), len(self._steps) - 1)]
                    self.requests.append(request)
                    self._changed.notify_all()
                if isinstance(step, bytes):
                    conn.sendall(step)
                else:
                    step(conn, request)

    @staticmethod
    def _read(conn: socket.socket) -> bytes:
        """One request, whole; nothing, if the client closes."""
        request = b""
        length = 0
        while b"\r\n\r\n" not in request or len(request.split(b"\r\n\r\n", 1)[1]) < length:
            chunk = conn.recv(65536)
            if not chunk:
                return b""
            request += chunk
            length = int(header(request, "content-length") or 0)
        return request

    def close(self) -> None:
        """Stops listening and closes every connection."""
        self._ended = True
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for conn in list(self._connections):
            with contextlib.suppress(OSError):
                conn.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@contextlib.contextmanager
def full_port() -> Iterator[str]:
    """An address whose backlog is full, so that whoever knocks there hears nothing."""
    with socket.socket() as listener, contextlib.ExitStack() as knocking:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(4):
            first = knocking.enter_context(socket.socket())
            first.setblocking(False)
            first.connect_ex(listener.getsockname())
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def refused_url() -> str:
    """An address without a listener."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"
