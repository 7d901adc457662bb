"""An Airflow with all of its components, and the emulator as the service, for all tests of this folder."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from connections import connection_to
from documented_dags import documented_dags
from installation import Airflow

from counting_service import CountingService
from modelarts.emulator import Emulator

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def emulator() -> Iterator[Emulator]:
    """The service."""
    with Emulator(pace=1.0) as running:
        for folder in ("cats", "dogs"):
            for index in range(3):
                running.put_file(f"bucket1/{folder}/{index}.jpg", b"picture")
        yield running


@pytest.fixture(scope="session")
def slow() -> Iterator[Emulator]:
    """A service whose work takes hours."""
    with Emulator(pace=3600.0) as running:
        running.put_file("bucket1/slow/1.jpg", b"picture")
        running.add_dataset("slow-dataset", "bucket1/slow/", dataset_id="slow-dataset")
        yield running


@pytest.fixture(scope="session")
def counting() -> Iterator[CountingService]:
    """A service that counts requests."""
    with CountingService() as running:
        yield running


@pytest.fixture(scope="session")
def airflow(
    emulator: Emulator, slow: Emulator, counting: CountingService, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Airflow]:
    """The components; the DAGs are those of this folder and of the documentation."""
    with Airflow(tmp_path_factory.mktemp("airflow") / "home") as installed:
        for path in (HERE / "dags").glob("*.py"):
            shutil.copy(path, installed.dags)
        for index, code in enumerate(documented_dags("airflow.md")):
            (installed.dags / f"documented_{index}.py").write_text(code)
        add_connections(installed, emulator, counting.url)
        installed.add_connection("slow", connection_to(slow))
        installed.command("pools", "set", "closed", "0", "closed")
        installed.start("api-server", "dag-processor", "scheduler", "triggerer")
        yield installed


def add_connections(installed: Airflow, emulator: Emulator, counting_url: str) -> None:
    """Adds the connections that the DAGs name."""
    right = connection_to(emulator)
    installed.add_connection("modelarts_default", right)
    installed.add_connection("wrong_credential", {**right, "password": "fake-secret-for-tests"})
    wrong = {**right["extra"], "regoin": "x", "access_key": "y"}
    installed.add_connection("unknown_fields", {**right, "extra": wrong})
    installed.add_connection("counting", {**right, "host": counting_url})
