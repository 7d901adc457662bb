"""Waits outlive the triggerer, end with the Airflow task, and together send few requests at once."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from connections import connection_to

from counting_service import CountingService
from modelarts._modelarts import MAX_CONCURRENT_POLLS

if TYPE_CHECKING:
    from installation import Airflow

    from modelarts.emulator import Emulator

DEFER_MANY = Path(__file__).parent / "defer_many.py"
MANY = 1000


def polls(emulator: Emulator, task: str) -> int:
    """Returns how often a task was polled."""
    return sum(request["path"].endswith(task) for request in emulator.requests)


def test_a_triggerer_that_is_started_again_goes_on_with_what_is_left(airflow: Airflow, emulator: Emulator) -> None:
    deferred = {"wait": "deferred"}
    with CountingService() as service:
        airflow.add_connection("restart", {**connection_to(emulator), "host": service.url})
        run = airflow.trigger("restart")
        airflow.wait_for("the wait", lambda: airflow.states("restart", run) == deferred)
        airflow.wait_for("polls of the trigger", lambda: service.polls.get("restart-1", 0) > 2)
        airflow.kill("triggerer")
        before = service.polls["restart-1"]

        # Without a triggerer it stays deferred for a minute after its deadline, however slow the machine is.
        late = airflow.trigger("too_late")
        airflow.wait_for("the wait that is too late", lambda: airflow.states("too_late", late) == deferred)
        ends = airflow.query("select trigger_timeout from task_instance where dag_id = 'too_late'")
        stored = [text for (text,) in airflow.query("select kwargs from trigger")]
        time.sleep(6)  # its deadline passes
        assert service.polls["restart-1"] == before, "nothing polls while no triggerer runs"

        airflow.start("triggerer")

        airflow.wait_for("polls after the restart", lambda: service.polls["restart-1"] > before)
        assert airflow.finished("too_late", late) == {"wait": "failed"}
        service.status = "SUCCESS"
        assert airflow.finished("restart", run) == {"wait": "success"}
    log = airflow.log_of("too_late", late, "wait")
    assert "AirflowSensorTimeout" in log, log
    assert all(end for (end,) in ends), "Airflow itself would end the wait later"
    assert len(stored) == 2
    assert all("deadline" in text and "restart" in text for text in stored), stored
    secrets = (emulator.secret_key, emulator.access_key, service.url)
    assert not any(secret in text for text in stored for secret in secrets)


def test_the_wait_ends_with_the_airflow_task(airflow: Airflow, emulator: Emulator) -> None:
    emulator.add_task("stopped-1", states=["RUNNING"])
    run = airflow.trigger("stopped")
    airflow.wait_for("the wait", lambda: airflow.states("stopped", run) == {"wait": "deferred"})
    airflow.wait_for("polls of the trigger", lambda: polls(emulator, "stopped-1") > 2)

    airflow.ask("PATCH", f"/api/v2/dags/stopped/dagRuns/{run}/taskInstances/wait", {"new_state": "failed"})

    def is_quiet() -> bool:
        before = polls(emulator, "stopped-1")
        time.sleep(5)
        return polls(emulator, "stopped-1") == before

    airflow.wait_for("the end of the polls", is_quiet)
    assert airflow.states("stopped", run) == {"wait": "failed"}


def test_1000_waits_on_one_triggerer_share_64_requests(airflow: Airflow, counting: CountingService) -> None:
    run = airflow.trigger("many")
    airflow.wait_for("the tasks", lambda: len(airflow.states("many", run)) == MANY)
    deferred = subprocess.run(
        [sys.executable, str(DEFER_MANY), run, "counting"],
        env=airflow.environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    assert deferred.stdout.split()[-1] == str(MANY), deferred.stdout + deferred.stderr
    airflow.wait_for("a poll of each", lambda: len(counting.polls) == MANY)
    assert set(airflow.states("many", run).values()) == {"deferred"}
    airflow.wait_for("more polls of each", lambda: min(counting.polls.values()) > 2)

    counting.status = "SUCCESS"

    airflow.wait_for("the end of all", lambda: "deferred" not in airflow.states("many", run).values())
    events = airflow.query("select next_kwargs from task_instance where dag_id = 'many' and next_kwargs is not null")
    assert len(events) == MANY
    assert all("succeeded" in str(event) for (event,) in events)
    assert 1 < counting.most <= MAX_CONCURRENT_POLLS
