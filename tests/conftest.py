"""Every test starts from an empty home, an empty environment and English, and leaves no secret behind."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from modelarts.client import DatasetApi
from modelarts.emulator import Emulator

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROJECT_ID = "cbfb9585c5854926a411a3f5a984fc09"
TASK_ID = "062ef90a-da4d-4af4-82ba-1523da57e78e"

_FOREIGN = ("MODELARTS_", "HUAWEICLOUD_", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT")


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder, and nothing in the environment that settings are read from."""
    for name in list(os.environ):
        if name.upper().startswith(_FOREIGN):
            monkeypatch.delenv(name)
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return folder


@pytest.fixture(autouse=True)
def _no_secret_is_printed(
    request: pytest.FixtureRequest, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    yield
    out, err = capfd.readouterr()
    emulator = request.node.funcargs.get("emulator")
    secrets = [emulator.password, emulator.secret_key] if emulator else []
    secrets += ["fake-token-for-tests", "fake-secret-for-tests"]
    for secret in filter(None, secrets):
        assert secret not in out + err + caplog.text, "a secret was printed"


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
