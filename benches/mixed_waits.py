"""Waits for a mix of imports, exports, versions and tasks of both APIs, and prints what that took.

The service is a process of its own, which says RUNNING at the first poll of each and that it is done at the second.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, NamedTuple

from languages import Text, named

from modelarts import Poll, config
from modelarts.v2 import AsyncDataManagement, DataManagement

KINDS = {
    "imports/D/{}": ("import-tasks", '"RUNNING"', '"COMPLETED"'),
    "exports/D/{}": ("export-tasks", '"RUNNING"', '"SUCCESSED"'),
    "versions/D/{}": ("versions", "0", "1"),
    "{}": ("task", '"RUNNING"', '"SUCCESS"'),
}
STATES = {kind: states for kind, *states in KINDS.values()}


async def serve() -> None:
    """Serves until standard input ends; prints the port first and the number of requests last."""
    polls: dict[bytes, int] = {}

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            while await reader.readline() != b"\r\n":
                pass
            path = line.split(b" ")[1]
            polls[path] = polls.get(path, 0) + 1
            state = STATES[path.decode().split("/")[-2]][polls[path] > 1]
            body = f'{{"status": {state}}}'
            writer.write(f"HTTP/1.1 200 OK\r\ncontent-length: {len(body)}\r\n\r\n{body}".encode())
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    print(sum(polls.values()), flush=True)
    os._exit(0)


def wait(port: str, count: int, *, asynchronous: bool) -> None:
    """Waits for `count` of each kind, and prints the figures."""
    client = config.create_client(
        token="fake", endpoint=f"http://127.0.0.1:{port}", region="cn-north-1", project_id="0" * 32
    )
    handles = [kind.format(f"{number:019}") for number in range(count) for kind in KINDS]
    threads = set()
    ended = threading.Event()

    def count_threads() -> None:
        while not ended.wait(0.1):
            threads.add(len(os.listdir("/proc/self/task")) - 1)

    counter = threading.Thread(target=count_threads, daemon=True)
    counter.start()
    options: dict[str, Any] = {"poll": Poll(initial=1, maximum=1), "progress": False}
    cpu, began = time.process_time(), time.monotonic()
    if asynchronous:
        statuses = asyncio.run(AsyncDataManagement(client).wait(handles, **options))
    else:
        statuses = DataManagement(client).wait(handles, **options)
    took, used = time.monotonic() - began, time.process_time() - cpu
    ended.set()
    counter.join()
    assert [status.handle for status in statuses] == handles
    assert all(status.is_succeeded for status in statuses)
    status = Path("/proc/self/status").read_text("utf-8")
    peak = int(dict(line.split(":", 1) for line in status.splitlines())["VmHWM"].split()[0])
    print(len(handles), took, used, max(threads), peak / 1024)


class Figures(NamedTuple):
    """What a wait took: seconds, seconds of CPU, threads and MB at most; and the requests that the service got."""

    targets: int
    seconds: float
    cpu: float
    threads: int
    peak: float
    requests: int


def measure(count: int, *, asynchronous: bool = False) -> Figures:
    """Waits for `count` of each kind, each side in a process of its own."""
    served, waited = ([sys.executable, __file__, role] for role in ("--serve", "--port"))
    with subprocess.Popen(served, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        port = server.stdout.readline().strip()
        words = [port, "--count", str(count), *(["--async"] if asynchronous else [])]
        said = subprocess.run([*waited, *words], stdout=subprocess.PIPE, text=True, check=True).stdout
        requests = int(server.communicate()[0])
    targets, seconds, cpu, threads, peak = map(float, said.split())
    return Figures(int(targets), seconds, cpu, int(threads), peak, requests)


def described(figures: Figures) -> Text:
    """Returns the figures as a text."""
    threads = named(f"{figures.threads} thread{'s' if figures.threads > 1 else ''}")
    return Text(
        "{targets:,} targets, {requests:,} requests, {seconds:.1f} s, {cpu:.2f} s of CPU, {threads}, {peak:.0f} MB",
        "{targets:,} 个等待对象，{requests:,} 个请求，{seconds:.1f} s，CPU 时间 {cpu:.2f} s，{threads}，{peak:.0f} MB",
    ).format(**{**figures._asdict(), "threads": threads})


def main() -> None:
    """Runs the part that the arguments name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000, help="how many of each of the four kinds")
    parser.add_argument("--async", dest="asynchronous", action="store_true", help="wait with a coroutine")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--port", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.serve:
        asyncio.run(serve())
    elif chosen.port:
        wait(chosen.port, chosen.count, asynchronous=chosen.asynchronous)
    else:
        print(described(measure(chosen.count, asynchronous=chosen.asynchronous)).english)


if __name__ == "__main__":
    main()
