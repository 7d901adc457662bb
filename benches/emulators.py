"""The rates of two emulators of cloud services: ours, and moto, which emulates AWS. wrk makes the calls."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.request import Request, urlopen

import wire

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Rates = dict[str, dict[int, float]]

CONNECTIONS = (1, 16)

OURS = f"""
import sys
from modelarts.emulator import Emulator
with Emulator(auth="none", project_id={wire.PROJECT_ID!r}) as emulator:
    emulator.add_task({wire.TASK_ID!r}, ["SUCCESS"], result={wire.RESULT!r})
    print(emulator.url, flush=True)
    sys.stdin.read()
"""
MOTO = """
import sys
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
print("http://{}:{}".format(*server.get_host_and_port()), flush=True)
sys.stdin.read()
"""


def measured(seconds: float) -> Rates:
    """Requests a second of each emulator, by the number of connections."""
    return {name: dict(_rates(code, prepare, seconds)) for name, (code, prepare) in EMULATORS.items()}


def _task(_url: str) -> str:
    return wire.PATH + wire.TASK_ID


def _object(url: str) -> str:
    for path, body in (("/bucket", b""), ("/bucket/status", wire.ANSWER.encode())):
        # Else moto refuses requests without a signature.
        urlopen(Request(url + path, body, {"x-amz-acl": "public-read"}, method="PUT")).close()
    return "/bucket/status"


EMULATORS: dict[str, tuple[str, Callable[[str], str]]] = {
    "modelarts emulator": (OURS, _task),
    "moto server": (MOTO, _object),
}


def _rates(code: str, prepare: Callable[[str], str], seconds: float) -> Iterator[tuple[int, float]]:
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as emulator:
        assert emulator.stdout
        url = emulator.stdout.readline().strip()
        try:
            path = prepare(url)
            for count in CONNECTIONS:
                yield count, wire.wrk(url, count, seconds, pinned=False, path=path)
        finally:
            emulator.kill()
