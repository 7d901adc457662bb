"""The server that all contenders call, nginx, and the limit of what a client can do, wrk."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT_ID = "cbfb9585c5854926a411a3f5a984fc09"
TASK_ID = "062ef90a-da4d-4af4-82ba-1523da57e78e"
TOKEN = "fake-token-for-benchmarks"
PATH = f"/v1/{PROJECT_ID}/datasets/task/"
SERVER_CPU, CLIENT_CPU = 0, 1

# A task that created one dataset.
RESULT = [
    {
        "createDatasetSuccess": [
            {
                "dataset_id": "FPnKxZfyrrTXEGFRAXg",
                "dataset_name": "sdk_demo_dataset_20200728",
                "file_count": 3642,
                "create_time": 1595904427,
            }
        ],
        "createVersionSuccess": [],
        "syncOrCheckoutsuccess": [],
        "failed": [],
    }
]
ANSWER = json.dumps({"status": "SUCCESS", "result": RESULT}, separators=(",", ":"))
CONFIGURATION = """
{user}
worker_processes 1;
worker_cpu_affinity 01;
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    keepalive_requests 1000000000;
    keepalive_timeout 1h;
    tcp_nodelay on;
    sendfile on;
    default_type application/json;
    server {{
        listen 127.0.0.1:{port} backlog=4096;
        root {folder}/files;
        location ~ entries-[0-9]+$ {{ }}
        location ~ . {{ alias {folder}/answer; }}
    }}
}}
"""


class Missing(SystemExit):
    """A program that the benchmarks need is not there."""


def program(name: str, package: str) -> str:
    """Where a program is; nginx is often not on the path of a user."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin:/sbin")
    if not found:
        raise Missing(f"make bench needs {name}, which is not here; on Debian: apt install {package}")
    return found


def programs() -> None:
    """Ends here if a program is missing, rather than in the middle of a run."""
    program("nginx", "nginx-light")
    program("wrk", "wrk")


def bare_reqwest() -> str:
    """The program that makes calls with reqwest alone, which `make bench` builds."""
    target = Path(os.environ.get("CARGO_TARGET_DIR", Path(__file__).parent.parent / "target"))
    return str(target / "release/bare_reqwest")


def version_of(command: list[str]) -> str:
    """What a program says of its version."""
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"\d+\.\d+(\.\d+)?", said.stdout + said.stderr)
    return found[0] if found else "unknown"


def entries(count: int) -> bytes:
    """A task that created so many datasets, about 137 bytes each."""
    created = [
        {
            "dataset_id": f"FPnKxZfyrrTXEGFRAX{at:07d}",
            "dataset_name": f"sdk_demo_dataset_{at:07d}",
            "file_count": at % 5000,
            "create_time": 1_595_904_427 + at,
        }
        for at in range(count)
    ]
    return json.dumps({"status": "SUCCESS", "result": [{"createDatasetSuccess": created}]}).encode()


@contextlib.contextmanager
def nginx(sizes: tuple[int, ...] = ()) -> Iterator[str]:
    """The server's address; the task `entries-N` has N entries, for each of `sizes`, and any other task one."""
    executable = program("nginx", "nginx-light")
    with tempfile.TemporaryDirectory() as name, socket.create_server(("127.0.0.1", 0)) as probe:
        folder, port = Path(name), probe.getsockname()[1]
        probe.close()
        root = folder / "files" / PATH.strip("/")
        root.mkdir(parents=True)
        for size in sizes:
            (root / f"entries-{size}").write_bytes(entries(size))
        (folder / "answer").write_text(ANSWER)
        user = getpass.getuser()
        configuration = folder / "nginx.conf"
        configuration.write_text(
            CONFIGURATION.format(folder=folder, port=port, user="user root;" if user == "root" else "")
        )
        with subprocess.Popen([executable, "-e", f"{folder}/error.log", "-c", str(configuration)]) as process:
            try:
                _wait_for(port)
                yield f"http://127.0.0.1:{port}"
            finally:
                process.terminate()


def _wait_for(port: int) -> None:
    for _ in range(500):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.01)
    raise Missing("nginx doesn't answer")


def connections(count: int) -> str:
    """So many connections, in words."""
    return f"{count} connection{'s' if count > 1 else ''}"


def wrk(url: str, at_once: int, seconds: float, *, pinned: bool, path: str = PATH + TASK_ID) -> float:
    """Requests a second of one thread of wrk."""
    command = [program("wrk", "wrk"), "-t1", f"-c{at_once}", f"-d{max(1, round(seconds))}s"]
    command += ["-H", f"X-Auth-Token: {TOKEN}", "-H", "Accept: application/json", f"{url}{path}"]
    if pinned:
        command = [*pinning(), *command]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"Requests/sec:\s*([\d.]+)", said)
    if not found or "Non-2xx" in said:
        raise Missing(f"wrk said: {said}")
    return float(found[1])


def pinning() -> list[str]:
    """What keeps a client off the server's core, where that can be said."""
    taskset = shutil.which("taskset")
    return [taskset, "-c", str(CLIENT_CPU)] if taskset and sys.platform == "linux" else []


if __name__ == "__main__":
    programs()
