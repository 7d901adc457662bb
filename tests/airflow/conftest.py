"""An Airflow with all of its components, and the emulator as the service, for all tests of this folder."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from counting_service import CountingService
from documented_dags import documented_dags
from installation import Airflow

from modelarts.emulator import Emulator

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def emulator() -> Iterator[Emulator]:
    """The service."""
    with Emulator(pace=0.2) as running:
        for folder in ("cats", "dogs"):
            for index in range(3):
                running.put_file(f"bucket1/{folder}/{index}.jpg", b"picture")
        yield running


@pytest.fixture(scope="session")
def counting() -> Iterator[CountingService]:
    """A service that counts requests."""
    with CountingService() as running:
        yield running


@pytest.fixture(scope="session")
def airflow(
    emulator: Emulator, counting: CountingService, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Airflow]:
    """The components; the DAGs are those of this folder and of the documentation."""
    with Airflow(tmp_path_factory.mktemp("airflow") / "home") as installed:
        for path in (HERE / "dags").glob("*.py"):
            shutil.copy(path, installed.dags)
        for index, code in enumerate(documented_dags("airflow.md")):
            (installed.dags / f"documented_{index}.py").write_text(code)
        add_connections(installed, emulator, counting)
        installed.command("pools", "set", "closed", "0", "closed")
        installed.start("api-server", "dag-processor", "scheduler", "triggerer")
        yield installed


def add_connections(installed: Airflow, emulator: Emulator, counting: CountingService) -> None:
    """Adds the connections that the DAGs name."""
    extra = {"project_id": emulator.project_id, "region": emulator.region}
    extra["console"] = "https://console.example.com/{region}/{dataset_id}"
    right = {"host": emulator.url, "login": emulator.access_key, "password": emulator.secret_key, "extra": extra}
    installed.add_connection("modelarts_default", right)
    installed.add_connection("wrong_credential", {**right, "password": "fake-secret-for-tests"})
    installed.add_connection("unknown_fields", {**right, "extra": {**extra, "regoin": "x", "access_key": "y"}})
    installed.add_connection("counting", {**right, "host": counting.url})
