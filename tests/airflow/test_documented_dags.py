"""The DAGs of the documentation run to the end on the emulator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documented_dags import documented_dags

if TYPE_CHECKING:
    from installation import Airflow

    from modelarts.emulator import Emulator


def test_both_documents_have_the_same_dags() -> None:
    assert documented_dags("airflow.zh-CN.md") == documented_dags("airflow.md")


def test_the_dag_of_v2_creates_labels_publishes_exports_and_deletes(airflow: Airflow, emulator: Emulator) -> None:
    run = airflow.trigger("cats")
    states = airflow.finished("cats", run)
    assert set(states.values()) == {"success"}, airflow.log_of("cats", run, "*")
    assert list(emulator.root.glob("bucket1/exported/**/*.jpg")), "the pictures are exported"
    assert airflow.result("cats", run, "exported")["state"] == "SUCCEEDED"
    assert airflow.result("cats", run, "publish")["version_name"] == "V001"
    called = [request["operation"] for request in emulator.requests]
    assert {"samples.update", "datasets.delete"} <= set(called)
    dataset_id = airflow.result("cats", run, "create")["dataset_id"]
    link = airflow.result("cats", run, "publish", "modelarts_console")
    assert link == f"https://console.example.com/{emulator.region}/{dataset_id}"


def test_the_dag_of_v1_creates_publishes_syncs_switches_and_deletes(airflow: Airflow) -> None:
    run = airflow.trigger("dogs")
    states = airflow.finished("dogs", run)
    assert set(states.values()) == {"success"}, airflow.log_of("dogs", run, "*")
    assert airflow.result("dogs", run, "published")["state"] == "SUCCEEDED"
