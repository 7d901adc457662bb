"""Faults in responses, and malformed ids."""

from __future__ import annotations

import resource
import zlib
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

from clients import GOOD, Outcome, counted, peer, said
from connections import served

from raw_server import PROJECT_ID, RawServer, http, target

if TYPE_CHECKING:
    import socket

    from clients import Case

    from raw_server import Step

BOMB_MB = 400
FLOOD_MB = 600


def date(seconds: float) -> str:
    """Returns the time in so many seconds, in the format of headers."""
    return format_datetime(datetime.now(timezone.utc) + timedelta(seconds=seconds), usegmt=True)


def later_by_date(seconds: float) -> Step:
    """Returns a step of the server: 503 with a date in `Retry-After`."""

    def step(conn: socket.socket, _request: bytes) -> None:
        conn.sendall(http(b"{}", 503, f"Retry-After: {date(seconds)}"))

    return step


def integer(value: str) -> Case:
    body = f'{{"status": "SUCCESS", "create_time": {value}, "result": [{{"createVersionSuccess": [%s]}}]}}'
    return served(http(body % f'{{"create_time": {value}}}'))


def weighed(case: Case) -> Case:
    """Returns a case that reports how much memory it took."""

    def run(client: str) -> Outcome:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        outcome = case(client)
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        return outcome._replace(note=f"{grown:.0f} MB of memory")

    return run


def bomb(client: str) -> Outcome:
    press = zlib.compressobj(9, wbits=31)
    blanks = b" " * 1_000_000
    body = b"".join([press.compress(b'{"status": "SUCCESS",'), *(press.compress(blanks) for _ in range(BOMB_MB))])
    body += press.compress(b'"result": []}') + press.flush()
    return weighed(served(http(body, 200, "Content-Encoding: gzip")))(client)


def flood(client: str) -> Outcome:
    """Sends a body without a length; it ends only to spare the memory of the machine."""
    taken = 0

    def step(conn: socket.socket, _request: bytes) -> None:
        nonlocal taken
        conn.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
        while taken < FLOOD_MB:
            conn.sendall(b" " * 2**20)
            taken += 1
        conn.close()

    outcome = weighed(served(step, our={"timeout": 10}, their={"timeout": (10, 10)}))(client)
    return outcome._replace(note=f"{outcome.note}, {taken} MB sent")


def named(task_id: Any) -> Case:
    """Returns a case with an id, which reports the path of the request."""

    def run(client: str) -> Outcome:
        with RawServer(GOOD) as server:
            one = peer(client, server.url)
            words = said(lambda: one.read(task_id))
            sent = [f"sent {target(request).replace(PROJECT_ID, '…')}" for request in server.requests]
            return counted(words, server, "; ".join(sent))

    return run
