"""Each task of this DAG fails in a way of its own, or is kept from it."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import DAG

from modelarts.airflow import CreateDatasetOperator, SyncDatasetOperator, TaskSensor

with DAG("failures", schedule=None, default_args={"retries": 2, "retry_delay": timedelta(seconds=1)}):
    TaskSensor(task_id="failed_before", work="failed-before")
    TaskSensor(task_id="failed_later", work="failed-later", poke_interval=0.5)
    TaskSensor(task_id="one_of_many_failed", work=["done-1", "failed-later-2", "done-2"], poke_interval=0.5)
    TaskSensor(task_id="timed_out", work="endless-1", timeout=3)
    TaskSensor(task_id="timed_out_in_the_worker", work="endless-2", timeout=3, mode="poke", poke_interval=1)
    TaskSensor(task_id="skipped", work="endless-3", timeout=3, soft_fail=True)
    TaskSensor(task_id="unknown_task", work="no-such-task")
    TaskSensor(task_id="unknown_import", work="imports/no-such-dataset/no-such-task")
    TaskSensor(task_id="malformed", work="a/b/c/d")
    TaskSensor(task_id="missing_connection", work="done-1", modelarts_conn_id="no_such_connection")
    TaskSensor(task_id="wrong_credential", work="done-1", modelarts_conn_id="wrong_credential")
    TaskSensor(task_id="unknown_fields", work="done-1", modelarts_conn_id="unknown_fields")
    TaskSensor(task_id="outage", work="after-an-outage", poke_interval=0.5)
    TaskSensor(task_id="outage_in_a_poke", work="after-an-outage-2", mode="reschedule")
    TaskSensor(task_id="long_outage", work="out-for-long", poke_interval=0.5, outage=3, retries=1)
    TaskSensor(task_id="poke", work="later-1", mode="poke", poke_interval=0.5)
    TaskSensor(task_id="reschedule", work=["later-2", "done-1"], mode="reschedule")
    SyncDatasetOperator(task_id="operator_failed", dataset_id="v1-dataset", api="v1", retries=0)
    SyncDatasetOperator(
        task_id="operator_timed_out",
        modelarts_conn_id="slow",
        dataset_id="slow-dataset",
        api="v1",
        timeout=3,
        deferrable=True,
        retries=0,
    )
    CreateDatasetOperator(task_id="unknown_option", name="x", data_path="b1/x/", work_path="b1/y/", options={"nme": 1})
