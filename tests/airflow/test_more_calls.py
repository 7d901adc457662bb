"""The calls of v2 that no DAG of the documentation makes run to the end on the emulator."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from installation import Airflow

    from modelarts.emulator import Emulator


def test_import_sync_and_checkout_of_v2(airflow: Airflow, emulator: Emulator) -> None:
    run = airflow.trigger("more_calls")
    states = airflow.finished("more_calls", run)
    assert set(states.values()) == {"success"}, airflow.log_of("more_calls", run, "*")
    found = {task: airflow.result("more_calls", run, task) for task in ("import", "sync", "publish", "checkout")}
    assert {task: found[task]["state"] for task in ("import", "sync", "checkout")} == dict.fromkeys(
        ("import", "sync", "checkout"), "SUCCEEDED"
    )
    assert found["checkout"]["current_version_id"] == found["publish"]["version_id"]
    called = {request["operation"] for request in emulator.requests}
    assert {"imports.create", "syncs.create", "datasets.update"} <= called
