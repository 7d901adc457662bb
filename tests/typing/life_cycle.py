"""The life cycle of a dataset as a user writes it, for `mypy --strict` and pyright in its strict mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modelarts import AsyncDatasetApi, DatasetApi, Poll, TaskFailedError, TaskState, WaitTimeoutError, config, manifest

if TYPE_CHECKING:
    from modelarts.bodies import DatasetSpec
    from modelarts.client import Dataset, TaskStatus


def publish(name: str, folder: str) -> str:
    """Creates a dataset, publishes a version, and returns the id of the dataset."""
    client = config.create_client(context="default", poll=Poll(initial=2))
    datasetapi = DatasetApi(client)
    spec: DatasetSpec = {"name": name, "data_url": folder}
    started = datasetapi.create_dataset(dataset_spec=spec)
    task_id: str = started.task_id
    dataset_id: str = started.dataset_id
    try:
        created = started.wait("10m", on_update=show, progress=False)
    except TaskFailedError as error:
        raise SystemExit(f"{error.error_code}: {error.error_msg}") from error
    except WaitTimeoutError as error:
        raise SystemExit(f"task {error.task_id} is still running after {error.elapsed} s") from error
    ids: list[str] = [dataset.dataset_id for dataset in created.datasets]
    files = created.datasets[0].file_count or 0
    again = datasetapi.get_task_status(task_id=task_id)
    if again.status != TaskState.SUCCESS or dataset_id not in ids or files == 0:
        raise SystemExit(f"{task_id}: {again['status']}")
    version = datasetapi.create_dataset_version(dataset_id=dataset_id, description_spec={"description": "first"}).wait(
        raise_on_failure=False
    )
    version_id: str = version.versions[0].new_version_id
    for file in datasetapi.iter_version_files(dataset_id=dataset_id, version_id=version_id, file_type="jpg"):
        url: str = file.file_url
        datasetapi.delete_file_from_obs(dataset_id=dataset_id, delete_files_spec={"deleted_url": [url]})
    return dataset_id


def show(status: TaskStatus) -> None:
    """Prints a change of a task."""
    print(status.task_id, status["status"], status.is_done, len(status.failures))


def newest(datasetapi: DatasetApi, project_id: str) -> Dataset:
    """Returns the newest dataset."""
    page = datasetapi.query_dataset(project_id, limit=10, sort_by="dataset_time", order="desc")
    print(page.dataset_count, page.http_status, page.request_id)
    return page.datasets[0]


def delete_all(datasetapi: DatasetApi) -> list[str]:
    """Deletes all datasets, and returns the tasks that failed."""
    tasks = [datasetapi.delete_dataset(dataset_id=dataset.dataset_id).task_id for dataset in datasetapi.iter_datasets()]
    outcomes = datasetapi.get_task_statuses(task_ids=tasks, return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, Exception):
            print("not polled:", outcome)
        else:
            print(outcome.task_id, outcome.is_succeeded)
    for status in datasetapi.get_task_statuses(task_ids=tasks):
        print(status.is_done)
    ended = datasetapi.wait_for_tasks(task_ids=tasks, timeout=600, raise_on_failure=False)
    return [status.task_id or "" for status in ended if status.is_failed]


async def publish_async(datasetapi: AsyncDatasetApi, dataset_id: str) -> list[str]:
    """Publishes a version, and returns the ids of all versions."""
    started = await datasetapi.create_dataset_version(dataset_id=dataset_id, description_spec={})
    status = await started.wait(timeout=600, progress=False)
    print(status.versions[0].new_version_id)
    async for change in datasetapi.watch_task(task_id=started.task_id):
        show(change)
    async for dataset in datasetapi.iter_datasets():
        print(dataset.dataset_name)
    history = await datasetapi.get_history_dataset_version(dataset_id=dataset_id)
    return [version.version_id for version in history.versions]


def boxes(path: str, folder: str) -> list[float]:
    """Returns the widths of the boxes of a manifest, and makes a dataset of its labels."""
    widths: list[float] = []
    for entry in manifest.read(path, files={"s3://bucket/": folder}):
        print(entry.source, entry.usage, entry.labels, [label.confidence for label in entry.annotations])
        widths += [box.xmax - box.xmin for box in entry.boxes if not box.difficult]
    manifest.write((entry for entry in manifest.read(path) if entry.hard), "hard.manifest")
    print(manifest.to_coco(manifest.read(path), labels=["cat"], size=lambda _: (100, 50))["images"])
    plan = manifest.to_imagefolder(manifest.read(path))
    plan.apply("dataset", link="symbolic")
    return widths
