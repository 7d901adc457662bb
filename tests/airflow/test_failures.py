"""Each kind of failure ends the Airflow task in its own way, and the message says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from installation import Airflow

    from modelarts.emulator import Emulator

DAG = "failures"
REASON = ("ModelArts.1673", "bucket1/gone/ is not there")


@pytest.fixture(scope="module")
def run(airflow: Airflow, emulator: Emulator) -> str:
    """One run of the DAG, to its end."""
    add_tasks(emulator)
    run = airflow.trigger(DAG)
    airflow.finished(DAG, run)
    return run


def add_tasks(emulator: Emulator) -> None:
    """Adds what the sensors of the DAG wait for."""
    emulator.add_task("failed-before", states=["FAILURE"], error=REASON)
    for task in ("failed-later", "failed-later-2"):
        emulator.add_task(task, states=[("RUNNING", 4), "FAILURE"], error=REASON)
    for task in ("done-1", "done-2"):
        emulator.add_task(task, states=["SUCCESS"])
    for task in ("endless-1", "endless-2", "endless-3"):
        emulator.add_task(task, states=["RUNNING"])
    for task in ("after-an-outage", "after-an-outage-2", "out-for-long", "later-1", "later-2"):
        emulator.add_task(task, states=["RUNNING", "SUCCESS"])
    # A poll sends a request up to four times.
    for task in ("after-an-outage", "after-an-outage-2"):
        for nth in range(1, 7):
            emulator.fault(status=503, match=task, nth=nth)
    emulator.fault(status=503, match="out-for-long")
    emulator.put_file("bucket2/v1/1.jpg", b"picture")
    emulator.add_dataset("v1-dataset", "bucket2/v1/", dataset_id="v1-dataset")
    emulator.fault(error=REASON, operation="sync_dataset", match="v1-dataset")


@pytest.mark.parametrize("task", ["failed_before", "failed_later", "one_of_many_failed", "operator_failed"])
def test_work_that_failed_fails_with_code_meaning_and_advice(airflow: Airflow, run: str, task: str) -> None:
    assert airflow.states(DAG, run)[task] == "failed"
    log = airflow.log_of(DAG, run, task)
    for part in (
        "ModelArts.1673: bucket1/gone/ is not there",
        "OBS resource does not exist",
        "Name a bucket or file that exists",
    ):
        assert part in log, log
    assert "AirflowFailException" in log or task == "operator_failed", log


@pytest.mark.parametrize("task", ["timed_out", "timed_out_in_the_worker", "operator_timed_out"])
def test_a_timeout_fails_as_a_timeout(airflow: Airflow, run: str, task: str) -> None:
    assert airflow.states(DAG, run)[task] == "failed"
    log = airflow.log_of(DAG, run, task)
    assert ("AirflowTaskTimeout" if task.startswith("operator") else "AirflowSensorTimeout") in log, log
    assert "was not done after" in log, log


def test_a_soft_sensor_is_skipped(airflow: Airflow, run: str) -> None:
    assert airflow.states(DAG, run)["skipped"] == "skipped"


BAD_INPUT = {
    "unknown_task": ["no-such-task", "ModelArts.0102"],
    "unknown_import": ["ModelArts.4352", "list the datasets"],
    "malformed": ["work[0]: 'a/b/c/d' is not a handle"],
    "missing_connection": ["there is no Airflow connection no_such_connection", "airflow connections add"],
    "wrong_credential": ["APIG.0301", "Check `access_key` and `secret_key`"],
    "unknown_fields": ["regoin: is an unknown extra field; did you mean region?", "access_key: is an unknown extra"],
    "unknown_option": ["nme"],
}


@pytest.mark.parametrize("task", BAD_INPUT)
def test_bad_input_fails_at_once_and_says_what_to_do(airflow: Airflow, run: str, task: str) -> None:
    tries = airflow.query("select try_number from task_instance where run_id = ? and task_id = ?", run, task)
    assert airflow.states(DAG, run)[task] == "failed"
    assert tries == [(1,)], "it is not retried"
    log = airflow.log_of(DAG, run, task)
    assert "AirflowFailException" in log, log
    for part in BAD_INPUT[task]:
        assert part in log, log


@pytest.mark.parametrize("task", ["outage", "outage_in_a_poke"])
def test_a_short_outage_does_not_fail_the_task(airflow: Airflow, run: str, task: str) -> None:
    assert airflow.states(DAG, run)[task] == "success", airflow.log_of(DAG, run, task)


def test_a_long_outage_does(airflow: Airflow, run: str) -> None:
    assert airflow.states(DAG, run)["long_outage"] == "failed"
    assert "503" in airflow.log_of(DAG, run, "long_outage")


@pytest.mark.parametrize("task", ["poke", "reschedule"])
def test_the_other_modes_succeed(airflow: Airflow, run: str, task: str) -> None:
    assert airflow.states(DAG, run)[task] == "success", airflow.log_of(DAG, run, task)
    found = airflow.result(DAG, run, task)
    states = [found["state"]] if task == "poke" else [one["state"] for one in found]
    assert set(states) == {"SUCCEEDED"}


def test_no_log_has_a_secret(airflow: Airflow, run: str, emulator: Emulator) -> None:
    texts = [path.read_text(errors="replace") for path in airflow.home.rglob("*.log*")]
    assert texts
    assert not any(secret in text for text in texts for secret in (emulator.secret_key, emulator.password))
