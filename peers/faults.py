"""What the vendor's current SDK and this package do when the same things go wrong: `make peers`.

Each case runs each client in a process of its own, so that a hang or a crash is a result as any other.
Everything in the table was measured in the run that printed it.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import pickle
import platform
import resource
import signal
import ssl
import subprocess
import sys
import threading
import time
import zlib
from datetime import datetime, timedelta, timezone
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import trustme

from raw_server import PROJECT_ID, SECRET, RawServer, Step, close, drip, header, http, refused_url, reset

if TYPE_CHECKING:
    from collections.abc import Callable

LIMIT_SECONDS = 15
TIMEOUT_SECONDS = 2
SECURITY_TOKEN = "fake-token-for-tests"
BOMB_MB = 400
HEADING = """## Beside the vendor's SDK

Written by `make peers`: both clients meet the same server in one run, each in a process of its own. The
vendor's has no `get_task_status`, so it lists the tasks of a training job, a call of the same shape.

"""
OURS, THEIRS = "modelarts", "huaweicloudsdk"
GOOD = http(b'{"status": "SUCCESS", "result": []}')


def ours(url: str) -> Any:
    from modelarts import config
    from modelarts.client import DatasetApi

    client = config.create_client(
        access_key="AK",
        secret_key=SECRET,
        security_token=SECURITY_TOKEN,
        endpoint=url,
        region="cn-north-1",
        project_id=PROJECT_ID,
        timeout=TIMEOUT_SECONDS,
    )
    return DatasetApi(client)


def theirs(url: str) -> Any:
    from huaweicloudsdkcore.auth.credentials import BasicCredentials
    from huaweicloudsdkcore.http.http_config import HttpConfig
    from huaweicloudsdkmodelarts.v1 import ModelArtsClient

    credential = BasicCredentials("AK", SECRET, PROJECT_ID).with_security_token(SECURITY_TOKEN)
    settings = HttpConfig.get_default_config()
    settings.timeout = (TIMEOUT_SECONDS, TIMEOUT_SECONDS)
    builder = ModelArtsClient.new_builder().with_http_config(settings).with_credentials(credential)
    return builder.with_endpoints([url]).build()


def call_of(client: str, url: str) -> tuple[Any, Callable[..., Any]]:
    if client == OURS:
        api = ours(url)
        return api, lambda task_id="t": api.get_task_status(task_id=task_id)
    from huaweicloudsdkmodelarts.v1 import ListTrainingJobTasksRequest

    sdk = theirs(url)
    return sdk, lambda task_id="t": sdk.list_training_job_tasks(ListTrainingJobTasksRequest(training_job_id=task_id))


def said(act: Callable[[], Any]) -> str:
    try:
        got = act()
    except KeyboardInterrupt:
        return "KeyboardInterrupt"
    except BaseException as error:  # noqa: BLE001 whatever comes is the result
        text = " ".join(str(error).split())
        return f"{type(error).__name__}: {text}"
    return f"returned {' '.join(str(got).split())}"


def served(*steps: Step, tls: ssl.SSLContext | None = None, host: str | None = None) -> Callable[[str], dict[str, Any]]:
    """A case in which a server does as it is told."""

    def run(client: str) -> dict[str, Any]:
        with RawServer(*steps, tls=tls) as server:
            url = server.url if host is None else server.url.replace("127.0.0.1", host)
            _, call = call_of(client, url)
            return {"said": said(call), "requests": len(server.requests)}

    return run


def refused(client: str) -> dict[str, Any]:
    _, call = call_of(client, refused_url())
    return {"said": said(call), "requests": 0}


def redirect(client: str) -> dict[str, Any]:
    with RawServer(GOOD) as other, RawServer() as server:
        server.script(http(b"{}", 302, f"Location: {other.url}/elsewhere"))
        _, call = call_of(client, server.url)
        outcome = said(call)
        leaked = any(header(request, "X-Security-Token") for request in other.requests)
        note = "the other host got the security token" if leaked else "the other host got no credential"
        return {"said": f"{outcome}; {note}", "requests": len(server.requests) + len(other.requests)}


def id_case(task_id: Any) -> Callable[[str], dict[str, Any]]:
    def run(client: str) -> dict[str, Any]:
        with RawServer(GOOD) as server:
            _, call = call_of(client, server.url)
            outcome = said(lambda: call(task_id))
            lines = [request.split(b"\r\n")[0].decode("latin-1").split("?")[0] for request in server.requests]
            return {"said": "; sent ".join([outcome, *lines]), "requests": len(lines)}

    return run


def tls_case(kind: str) -> Callable[[str], dict[str, Any]]:
    authority = trustme.CA()
    past = datetime.now(timezone.utc) - timedelta(days=1)
    certificate = authority.issue_cert(
        "elsewhere.test" if kind == "host" else "127.0.0.1", not_after=past if kind == "expired" else None
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    certificate.configure_cert(context)

    def run(client: str) -> dict[str, Any]:
        if kind != "authority":
            with authority.cert_pem.tempfile() as path:
                os.environ["SSL_CERT_FILE"] = os.environ["REQUESTS_CA_BUNDLE"] = path
                return served(GOOD, tls=context)(client)
        return served(GOOD, tls=context)(client)

    return run


def threads(client: str) -> dict[str, Any]:
    with RawServer(*[GOOD] * 8) as server:
        _, call = call_of(client, server.url)
        outcomes: list[str] = []
        workers = [threading.Thread(target=lambda: outcomes.append(said(call))) for _ in range(8)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        answered = sum(outcome.startswith("returned") for outcome in outcomes)
        return {"said": f"{answered} of 8 answered", "requests": len(server.requests)}


def fork(client: str) -> dict[str, Any]:
    """The server is a process of its own: a fork of one that serves would copy its connections too."""
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(
            subprocess.Popen([sys.executable, __file__, "--serve"], stdout=subprocess.PIPE, text=True)
        )
        stack.callback(server.kill)
        assert server.stdout
        _, call = call_of(client, server.stdout.readline().strip())
        call()
        child = os.fork()
        if child == 0:
            os._exit(0 if said(call).startswith("returned") else 1)
        parent = said(call)
        until = time.monotonic() + 2 * TIMEOUT_SECONDS
        ended, status = 0, 0
        while not ended and time.monotonic() < until:
            time.sleep(0.01)
            ended, status = os.waitpid(child, os.WNOHANG)
        if not ended:
            os.kill(child, signal.SIGKILL)
    parent_said = "the parent answered" if parent.startswith("returned") else parent
    child_said = "the child hangs" if not ended else "the child answered" if status == 0 else "the child failed"
    return {"said": f"{parent_said}; {child_said}"}


def serve() -> None:
    with RawServer(GOOD) as server:
        print(server.url, flush=True)
        threading.Event().wait()


def interrupt(client: str) -> dict[str, Any]:
    with RawServer() as server:
        server.script(server.silence)
        _, call = call_of(client, server.url)
        pressed: list[float] = []

        def press() -> None:
            server.wait_for_requests(1)
            time.sleep(0.2)
            pressed.append(time.monotonic())
            os.kill(os.getpid(), signal.SIGINT)

        threading.Thread(target=press).start()
        outcome = said(call)
        took = (time.monotonic() - pressed[0]) * 1000
        return {"said": f"{outcome} after {took:.0f} ms", "requests": len(server.requests)}


def pickled(client: str) -> dict[str, Any]:
    with RawServer(GOOD) as server:
        api, _ = call_of(client, server.url)
        return {"said": said(lambda: type(pickle.loads(pickle.dumps(api))).__name__)}


def bomb(client: str) -> dict[str, Any]:
    press = zlib.compressobj(9, wbits=31)
    blanks = b" " * 1_000_000
    body = b"".join([press.compress(b'{"status": "SUCCESS",'), *(press.compress(blanks) for _ in range(BOMB_MB))])
    body += press.compress(b'"result": []}') + press.flush()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    result = served(http(body, 200, "Content-Encoding: gzip"))(client)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return {**result, "said": f"{result['said']}; {grown:.0f} MB of memory"}


def silent(client: str) -> dict[str, Any]:
    with RawServer() as server:
        server.script(*[server.silence] * 4)
        _, call = call_of(client, server.url)
        return {"said": said(call), "requests": len(server.requests)}


RETRIED = "Retry-After: 1"
CASES: dict[str, Callable[[str], dict[str, Any]]] = {
    "connection refused": refused,
    f"silence (limit {TIMEOUT_SECONDS} s)": silent,
    f"bytes drip in (limit {TIMEOUT_SECONDS} s)": served(*[drip(GOOD, 0.04)] * 4),
    "reset in mid-body, then fine": served(reset(GOOD[:-5]), GOOD),
    "body shorter than it says, then fine": served(close(GOOD[:-5]), GOOD),
    "truncated JSON": served(http(b'{"status": "SUCC')),
    "HTML with 200": served(http(b"<html>welcome</html>")),
    "empty body": served(http(b"")),
    "`null`": served(http(b"null")),
    "a list": served(http(b"[]")),
    "redirect to another host": redirect,
    "429 with Retry-After, then fine": served(http(b"{}", 429, RETRIED), GOOD),
    "503 with Retry-After, then fine": served(http(b"{}", 503, RETRIED), GOOD),
    "500, then fine": served(http(b"{}", 500), GOOD),
    "JSON nested 100,000 deep": served(http(b'{"status": ' + b"[" * 100_000 + b"]" * 100_000 + b"}")),
    "invalid UTF-8": served(http(b'{"status": "SUCC\xff\xfe"}')),
    f"a bomb: {BOMB_MB} MB of blanks, compressed": bomb,
    "id empty": id_case(""),
    "id `..`": id_case(".."),
    "id with `/` and `?`": id_case("a/../b?c=d"),
    "id with CR LF": id_case("a\r\nX-Evil: 1"),
    "TLS: unknown authority": tls_case("authority"),
    "TLS: expired": tls_case("expired"),
    "TLS: another host's": tls_case("host"),
    "8 threads, one client": threads,
    "fork after use": fork,
    "Ctrl-C in a call": interrupt,
    "pickle of a client": pickled,
}


def run_here(case: str, client: str) -> None:
    began = time.monotonic()
    result = CASES[case](client)
    print(json.dumps({"requests": None, **result, "seconds": time.monotonic() - began}), flush=True)
    os._exit(0)


def run_apart(case: str, client: str) -> str:
    environment = {name: value for name, value in os.environ.items() if "PROXY" not in name.upper()}
    command = [sys.executable, "-W", "ignore", __file__, "--case", case, "--client", client]
    try:
        ended = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=LIMIT_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return f"hangs (ended after {LIMIT_SECONDS} s)"
    lines = [line for line in ended.stdout.splitlines() if line.startswith('{"requests"')]
    if not lines:
        return f"the process ended with {ended.returncode}"
    result = json.loads(lines[-1])
    text = result["said"].replace("|", "\\|").replace("`", "'").replace("<", "&lt;")
    short = text if len(text) <= 110 else f"{text[:70]} … {text[-38:]}"
    count = result["requests"]
    sent = "" if count is None else ", 1 request" if count == 1 else f", {count} requests"
    return f"{short} ({result['seconds']:.1f} s{sent})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--case", choices=CASES)
    parser.add_argument("--client", choices=[OURS, THEIRS])
    parser.add_argument("--into", type=Path, help="the document whose last chapter to write again")
    parser.add_argument("--serve", action="store_true", help="only serve, for the case that forks")
    arguments = parser.parse_args()
    if arguments.serve:
        serve()
    if arguments.case:
        run_here(arguments.case, arguments.client)
    lines = [f"| what goes wrong | {THEIRS} | {OURS} |", "| --- | --- | --- |"]
    for case in CASES:
        lines.append(f"| {case} | {run_apart(case, THEIRS)} | {run_apart(case, OURS)} |")
        print(lines[-1], flush=True)
    packages = ", ".join(f"{name} {version(name)}" for name in ("huaweicloudsdkcore", "huaweicloudsdkmodelarts", OURS))
    lines += [
        "",
        f"Python {platform.python_version()}, {packages}; {platform.system()}. Seconds include making the client.",
    ]
    if arguments.into:
        before = arguments.into.read_text().split(HEADING)[0]
        arguments.into.write_text(before.rstrip() + "\n\n" + HEADING + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
