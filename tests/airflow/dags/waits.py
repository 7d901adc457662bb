"""Sensors that wait until a test says so, in DAGs of their own."""

from __future__ import annotations

from airflow.sdk import DAG

from modelarts.airflow import TaskSensor

with DAG("restart", schedule=None):
    TaskSensor(task_id="wait", work="restart-1", modelarts_conn_id="restart", timeout=3600, poke_interval=1)

with DAG("too_late", schedule=None):
    TaskSensor(task_id="wait", work="restart-2", modelarts_conn_id="restart", timeout=5)

with DAG("stopped", schedule=None):
    TaskSensor(task_id="wait", work="stopped-1", timeout=3600, poke_interval=0.5)

with DAG("many", schedule=None, max_active_tasks=2000):
    # No worker starts one: the pool is closed.
    TaskSensor.partial(task_id="wait", pool="closed", modelarts_conn_id="counting").expand(
        work=[f"task-{index}" for index in range(1000)]
    )
