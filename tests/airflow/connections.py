"""Connections of Airflow to an emulator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from modelarts.emulator import Emulator


def connection_to(emulator: Emulator) -> dict[str, Any]:
    """Returns the fields of a connection to an emulator."""
    return {
        "host": emulator.url,
        "login": emulator.access_key,
        "password": emulator.secret_key,
        "extra": {
            "project_id": emulator.project_id,
            "region": emulator.region,
            "console": "https://console.example.com/{region}/{dataset_id}",
        },
    }
