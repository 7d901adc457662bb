"""Every test starts from an empty home, an empty environment and English, and prints no secret."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from modelarts.client import DatasetApi
from modelarts.emulator import Emulator
from raw_server import RawServer

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

PROJECT_ID = "cbfb9585c5854926a411a3f5a984fc09"
TASK_ID = "062ef90a-da4d-4af4-82ba-1523da57e78e"

# What settings, proxies, roots of trust, the language of texts, their width and their colors would be read from, and
# what Python itself reads, except for where it finds the package. Some programs print colors wherever `CI` is set.
_FOREIGN = (
    "MODELARTS_",
    "HUAWEICLOUD_",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "NO_PROXY",
    "SSL_CERT_",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
    "LC_",
    "LANG",
    "OS_",
    "XDG_CONFIG_HOME",
    "CI",
    "GITHUB_",
    "CLICOLOR",
    "COLUMNS",
    "FORCE_COLOR",
    "LINES",
    "NO_COLOR",
    "PYTHON",
)
# The emulator's password, secret key and tokens, and what the tests themselves use, by how they begin.
_SECRETS = (
    "emulator-password-",
    "emulator-secret-key-",
    "emulator-token-",
    "fake-token-for-tests",
    "fake-secret-for-tests",
)


def pytest_configure() -> None:
    """Has signals end what they end by default, also where a script or nohup has them ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for name in {"SIGHUP", "SIGTERM"} & set(dir(signal)):
        signal.signal(getattr(signal, name), signal.SIG_DFL)


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder, and nothing in the environment that settings are read from."""
    for name in list(os.environ):
        if name.upper().startswith(_FOREIGN) and name != "PYTHONPATH":
            monkeypatch.delenv(name)
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("TERM", "xterm")
    return folder


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fails a test that printed or logged a secret."""
    report = yield
    printed = report.capstdout + report.capstderr + report.caplog
    found = [secret for secret in _SECRETS if secret in printed]
    if report.passed and found:
        report.outcome = "failed"
        report.longrepr = f"printed or logged a secret, which begins: {found[0]}"
    return report


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    """An emulator that checks who calls."""
    with Emulator() as running:
        yield running


@pytest.fixture
def datasetapi(emulator: Emulator) -> Iterator[DatasetApi]:
    """The calls, on a client of the emulator."""
    with emulator.create_client() as client:
        yield DatasetApi(client)


@pytest.fixture
def server() -> Iterator[RawServer]:
    """A server that answers as its script says; `server.script(…)` writes it."""
    with RawServer() as running:
        yield running
