"""Nothing that protects a call is off in a benchmark."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from modelarts import config
from raw_server import http

if TYPE_CHECKING:
    from modelarts.client import ApiClient
    from raw_server import RawServer

BENCHES = Path(__file__).parent.parent / "benches"
# What a contender says of itself: who it is, and whom it calls.
IDENTITY = {"token", "access_key", "secret_key", "project_id", "region", "endpoint"}

PROLOGUE = f"""
import os, sys
sys.path.insert(0, {str(BENCHES)!r})
import contenders
run = contenders.CONTENDERS["modelarts, token"](sys.argv[1])
"""


@pytest.fixture
def contenders(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The script that runs a contender; importing it needs no peer."""
    monkeypatch.syspath_prepend(BENCHES)
    return importlib.import_module("contenders")


@pytest.fixture
def made(contenders: Any, server: RawServer) -> dict[str, ApiClient]:
    """The client of each contender that is ours."""
    clients: list[ApiClient] = []
    create = config.create_client

    def keep(**settings: Any) -> ApiClient:
        clients.append(create(**settings))
        return clients[-1]

    names = [name for name in contenders.CONTENDERS if name.startswith("modelarts")]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(asyncio, "new_event_loop", lambda: None)  # no round is run
        patched.setattr(config, "create_client", keep)
        for name in names:
            contenders.CONTENDERS[name](server.url)
    assert len(clients) == len(names) > 0
    return dict(zip(names, clients))


def started(script: str, server: RawServer) -> subprocess.Popen[str]:
    """A process that has a contender, `run`."""
    return subprocess.Popen(
        [sys.executable, "-W", "ignore::DeprecationWarning", "-c", PROLOGUE + script, server.url],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_each_contender_has_the_settings_of_a_client_that_is_given_nothing_but_credentials(
    made: dict[str, ApiClient],
) -> None:
    plain = config.create_client(token="fake", region="cn-north-1")
    defaults = {
        name: parameter.default
        for name, parameter in inspect.signature(config.create_client).parameters.items()
        if name not in IDENTITY and parameter.kind is not parameter.VAR_KEYWORD
    }
    assert {"timeout", "connect_timeout", "max_retries", "max_response_bytes", "validate"} <= defaults.keys()
    for contender, client in made.items():
        assert {name: client._settings.values.get(name) for name in defaults} == defaults, contender
        for option in ("timeout", "max_retries", "validate"):
            expected = plain._core.describe()[option]
            assert client._core.describe()[option] == expected, f"{contender}: {option}"


@pytest.mark.parametrize("name", ["modelarts, token", "modelarts, AK/SK", "modelarts get_task_statuses, 64 at once"])
def test_a_contender_retries_a_read(name: str, contenders: Any, server: RawServer) -> None:
    server.script(http(b"", 500), http())
    contenders.CONTENDERS[name](server.url)(1)
    assert len(server.requests) == 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_contender_works_on_in_a_forked_child_and_in_its_parent(server: RawServer) -> None:
    script = """
run(1)
child = os.fork()
run(2)
if child == 0:
    os._exit(7)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
    process = started(script, server)
    try:
        printed, _ = process.communicate(timeout=30)
    finally:
        process.kill()
        process.wait()
    assert printed == "7\n"
    assert len(server.requests) == 5


def test_ctrl_c_ends_a_contender_whose_server_is_silent(server: RawServer) -> None:
    server.script(server.silence)
    script = """
try:
    run(1)
except KeyboardInterrupt:
    print("interrupted")
"""
    process = started(script, server)
    try:
        server.wait_for_requests(1)
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        printed, _ = process.communicate(timeout=10)
    finally:
        process.kill()
        process.wait()
    assert printed == "interrupted\n"
