"""Measures the trigger of modelarts.airflow: requests, CPU time and memory for 1 to 5,000 waits on one event loop.

Beside it runs what triggers usually do: a coroutine for each wait that polls and sleeps, on the async API of this
package. Its pause is 10 seconds, the mean of that of the trigger. Each case is a process of its own, with a service in
another one whose tasks run until the end of the measurement:

    .venv-airflow/bin/python benches/airflow_trigger.py [--into docs/airflow.md docs/airflow.zh-CN.md]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, ClassVar

WAITS = (1, 100, 1_000, 5_000)
KINDS = ("trigger", "coroutine")
# The first polls are over, and the pauses have reached their longest.
WARM_UP, MEASURED = 45.0, 20.0
INTERVAL = 20.0
HEAD = "| waits | requests/s | CPU | memory | most in flight | requests/s | CPU | memory | most in flight |"
HEAD_CHINESE = "| 等待数 | 请求/秒 | CPU | 内存 | 并发请求峰值 | 请求/秒 | CPU | 内存 | 并发请求峰值 |"
TASK = b'{"status": "RUNNING", "result": []}'
RESPONSE = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (len(TASK), TASK)


class Service(asyncio.Protocol):
    """Answers each request at once, and counts them."""

    count = 0
    now: ClassVar[set[Service]] = set()
    most = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: Any = transport

    def data_received(self, data: bytes) -> None:
        if data.startswith(b"GET /count"):
            body = json.dumps({"count": Service.count, "most": Service.most}).encode()
            head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
            self.transport.write(head.encode() + body)
            self.transport.close()
            return
        Service.count += 1
        Service.now.add(self)
        Service.most = max(Service.most, len(Service.now))
        asyncio.get_running_loop().call_later(0.02, self._answer)

    def _answer(self) -> None:
        Service.now.discard(self)
        self.transport.write(RESPONSE)


async def serve() -> None:
    server = await asyncio.get_running_loop().create_server(Service, "127.0.0.1", 0, backlog=4096)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def counted(port: int) -> dict[str, int]:
    from urllib.request import ProxyHandler, build_opener

    with build_opener(ProxyHandler({})).open(f"http://127.0.0.1:{port}/count", timeout=60) as response:
        found: dict[str, int] = json.load(response)
        return found


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def memory() -> float:
    """Returns the resident memory in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


async def trigger(index: int) -> None:
    from modelarts.airflow import TaskTrigger

    async for _ in TaskTrigger("bench", [f"task-{index}"], deadline=time.time() + 3600, interval=INTERVAL).run():
        pass


async def coroutine(api: Any, index: int) -> None:
    while True:
        status = await api.get_task_status(task_id=f"task-{index}")
        if status.is_done:
            return
        await asyncio.sleep(INTERVAL / 2)


async def measure(kind: str, count: int, port: int) -> dict[str, float]:
    import modelarts.airflow.trigger  # noqa: F401 its memory is in both
    from modelarts import AsyncDatasetApi, config

    key = {"access_key": "AK", "secret_key": "fake-secret", "project_id": "p" * 32, "region": "cn-north-4"}
    api = AsyncDatasetApi(config.create_client(endpoint=f"http://127.0.0.1:{port}", **key))
    before = memory()
    waits = [asyncio.create_task(trigger(one) if kind == "trigger" else coroutine(api, one)) for one in range(count)]
    await asyncio.sleep(WARM_UP)
    assert not any(wait.done() for wait in waits), [wait for wait in waits if wait.done()][:1]
    requests, used, began = counted(port)["count"], cpu(), time.monotonic()
    await asyncio.sleep(MEASURED)
    seconds = time.monotonic() - began
    found = {
        "requests": (counted(port)["count"] - requests) / seconds,
        "cpu": (cpu() - used) / seconds,
        "memory": memory() - before,
        "most": counted(port)["most"],
    }
    for wait in waits:
        wait.cancel()
    await asyncio.gather(*waits, return_exceptions=True)
    return found


def case(kind: str, count: int) -> dict[str, float]:
    """Runs a case in a process of its own, with a service of its own."""
    me = [sys.executable, __file__]
    with subprocess.Popen([*me, "--serve"], stdout=subprocess.PIPE, text=True) as service:
        assert service.stdout is not None
        port = int(service.stdout.readline())
        extra = {"project_id": "p" * 32, "region": "cn-north-4"}
        fields = {
            "conn_type": "modelarts",
            "host": f"http://127.0.0.1:{port}",
            "login": "AK",
            "password": "fake-secret",
        }
        environment = {**os.environ, "AIRFLOW_CONN_BENCH": json.dumps({**fields, "extra": extra})}
        command = [*me, "--case", kind, str(count), str(port)]
        try:
            done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
            found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
            return found
        finally:
            service.kill()


def table() -> str:
    lines = [HEAD, "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"]
    for count in WAITS:
        cells = [f"{count:,}"]
        for kind in KINDS:
            found = case(kind, count)
            cells += [
                f"{found['requests']:.1f}",
                f"{found['cpu']:.1%}",
                f"{found['memory']:.1f} MB",
                f"{found['most']:.0f}",
            ]
            print(kind, count, found, flush=True)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", nargs="+", type=Path, default=[])
    parser.add_argument("--serve", action="store_true")
    parser.add_argument("--case", nargs=3)
    arguments = parser.parse_args()
    if arguments.serve:
        asyncio.run(serve())
    elif arguments.case:
        kind, count, port = arguments.case
        print(json.dumps(asyncio.run(measure(kind, int(count), int(port)))))
    else:
        written = table()
        print(written)
        for path in arguments.into:
            text = path.read_text(encoding="utf-8")
            head, end = "<!-- benches/airflow_trigger.py -->", "<!-- end -->"
            before, after = text.split(head)[0], text.split(end)[1]
            lines = written.replace(HEAD, HEAD_CHINESE) if path.name.endswith(".zh-CN.md") else written
            path.write_text(f"{before}{head}\n\n{lines}\n\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
