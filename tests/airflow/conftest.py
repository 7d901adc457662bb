"""An Airflow with all of its components, and the emulator as the service, for all tests of this folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from installation import Airflow

from modelarts.emulator import Emulator

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def emulator() -> Iterator[Emulator]:
    """The service."""
    with Emulator(pace=0.2) as running:
        yield running


def connection_to(emulator: Emulator, **extra: object) -> dict[str, object]:
    """Returns the fields of a connection to the emulator."""
    return {
        "host": emulator.url,
        "login": emulator.access_key,
        "password": emulator.secret_key,
        "extra": {"project_id": emulator.project_id, "region": emulator.region, **extra},
    }
