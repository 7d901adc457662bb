"""The calls of v2 that no DAG of the documentation makes."""

from __future__ import annotations

from airflow.sdk import DAG

from modelarts.airflow import (
    CheckoutVersionOperator,
    CreateDatasetOperator,
    ImportDataOperator,
    PublishVersionOperator,
    SyncDatasetOperator,
)

with DAG("more_calls", schedule=None, default_args={"deferrable": True}):
    create = CreateDatasetOperator(
        task_id="create",
        name="birds",
        data_path="obs://bucket1/dogs/",
        work_path="obs://bucket1/birds-out/",
        options={"dataset_type": "image_classification", "labels": [{"name": "bird", "type": 0}]},
    )
    dataset_id = create.output["dataset_id"]
    add = ImportDataOperator(task_id="import", dataset_id=dataset_id, path="obs://bucket1/cats/")
    sync = SyncDatasetOperator(task_id="sync", dataset_id=dataset_id)
    publish = PublishVersionOperator(task_id="publish", dataset_id=dataset_id, options={"version_name": "V001"})
    checkout = CheckoutVersionOperator(
        task_id="checkout", dataset_id=dataset_id, version_id=publish.output["version_id"]
    )

    add >> sync >> publish >> checkout
