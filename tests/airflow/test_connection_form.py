"""The button "Test" in the form of a connection says whether the service accepts the credential."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from connections import connection_to

if TYPE_CHECKING:
    from installation import Airflow

    from modelarts.emulator import Emulator


def ask(airflow: Airflow, fields: dict[str, Any]) -> dict[str, Any]:
    """Sends what the form sends, and returns what it shows."""
    airflow.wait_for("the API server", airflow._listens)
    body = {"connection_id": "form", "conn_type": "modelarts", **fields, "extra": json.dumps(fields["extra"])}
    shown: dict[str, Any] = airflow.ask("POST", "/api/v2/connections/test", body)
    return shown


def test_a_right_credential_is_accepted(airflow: Airflow, emulator: Emulator) -> None:
    shown = ask(airflow, connection_to(emulator))
    assert shown == {"status": True, "message": f"{emulator.url} accepts the credential"}


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"password": "fake-secret-for-tests"}, "Check `access_key` and `secret_key`"),
        ({"extra": {"regoin": "x"}}, "regoin: is an unknown extra field; did you mean region?"),
        ({"host": "http://127.0.0.1:9"}, "no connection"),
    ],
)
def test_what_is_wrong_is_shown_without_the_secret(
    airflow: Airflow, emulator: Emulator, change: dict[str, Any], text: str
) -> None:
    shown = ask(airflow, {**connection_to(emulator), **change})
    assert shown["status"] is False
    assert text in shown["message"]
    assert emulator.secret_key not in shown["message"]
    assert "fake-secret-for-tests" not in shown["message"]
