"""Runs what programs do most, with an installed module that counts: `python workload.py URL AUTHORITY CALLS`.

URL is a service that has a certificate of the authority in the file AUTHORITY; everything else runs on the emulator.
CALLS scales how often each call is made.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from modelarts import AsyncDatasetApi, DatasetApi, InvalidParameterError, ModelArtsError, manifest
from modelarts.emulator import Emulator
from modelarts.v2 import DataManagement

TASK = "062ef90a-da4d-4af4-82ba-1523da57e78e"
CREATED = {
    "dataset_id": "FPnKxZfyrrTXEGFRAXg",
    "dataset_name": "flowers",
    "file_count": 3642,
    "create_time": 1595904427,
}
ENTRY = {
    "source": "s3://bucket/flowers/1.jpg",
    "id": "0" * 32,
    "usage": "train",
    "annotation": [
        {
            "name": "向日葵",
            "type": "modelarts/image_classification",
            "creation-time": "2019-03-30 17:22:31",
            "annotated-by": "human/account/user",
            "confidence": 0.75,
            "hard": "true",
        }
    ],
}


def make_calls(emulator: Emulator, calls: int) -> None:
    """Asks for a task again and again: signed and with a token, in one thread and in some, and in coroutines."""
    # What occurs twice in a list of tasks is polled once.
    tasks = [TASK, *(f"{TASK}-{at}" for at in range(calls // 4))]
    for task in tasks:
        emulator.add_task(task, ["SUCCESS"], result=[{"createDatasetSuccess": [CREATED]}])
    with emulator.create_client("token") as with_token, emulator.create_client("access_key") as signed:
        for client in (with_token, signed):
            api = DatasetApi(client)
            for _ in range(calls // 2):
                api.get_task_status(task_id=TASK)
            api.get_task_statuses(task_ids=tasks)
            asyncio.run(make_coroutines(AsyncDatasetApi(client), calls))
            with ThreadPoolExecutor(4) as pool:
                list(pool.map(lambda task, api=api: api.get_task_status(task_id=task), tasks))
            for _ in range(calls // 100):
                fail(api)
    sent = {name for request in emulator.requests for name, _ in request["headers"]}
    if missing := {"x-auth-token", "authorization"} - sent:
        raise SystemExit(f"no request had the header {missing.pop()}")


async def make_coroutines(api: AsyncDatasetApi, calls: int) -> None:
    """Asks for a task in coroutines, 64 at once."""

    async def ask() -> None:
        for _ in range(calls // 64):
            await api.get_task_status(task_id=TASK)

    await asyncio.gather(*(ask() for _ in range(64)))


def fail(api: DatasetApi) -> None:
    """Makes a call that the service refuses, and one that is refused before it is sent."""
    for task_id, error in (("unknown", ModelArtsError), ("", InvalidParameterError)):
        with contextlib.suppress(error):
            api.get_task_status(task_id=task_id)


def wait(emulator: Emulator, tasks: int) -> None:
    """Waits for many tasks."""
    ids = [f"task-{at}" for at in range(tasks)]
    for at, task in enumerate(ids):
        emulator.add_task(task, script=[(0, "RUNNING"), ((1 + at % 10) / 10, "SUCCESS")], result=[])
    with emulator.create_client() as client:
        DatasetApi(client).wait_for_tasks(task_ids=ids, progress=False)


def list_samples(emulator: Emulator, samples: int) -> None:
    """Creates a dataset of version 2 and lists its samples."""
    for at in range(samples):
        emulator.put_file(f"bucket1/in/{at}.bin", b"")
    emulator.put_file("bucket1/out/keep", b"")
    with emulator.create_client() as client:
        data = DataManagement(client)
        dataset = data.datasets.create(
            dataset_name="samples",
            dataset_type="free_format",
            data_sources=[{"data_type": 0, "data_path": "obs://bucket1/in/"}],
            work_path="obs://bucket1/out/",
        )
        dataset.wait(progress=False)
        for _ in range(5):
            list(data.samples.iter(dataset.dataset_id, page_size=100))


def convert_manifests(folder: Path, lines: int) -> None:
    """Writes and reads a manifest."""
    file = folder / "V001.manifest"
    manifest.write([ENTRY] * lines, file)
    for _ in range(3):
        sum(1 for _ in manifest.read(file))


def make_https_calls(emulator: Emulator, url: str, authority: str, calls: int) -> None:
    """Reads large responses over HTTPS, with a token of the emulator."""
    with emulator.create_client("token", endpoint=url, ca_bundle=authority) as client:
        api = DatasetApi(client)
        for _ in range(calls):
            sum(dataset.file_count or 0 for dataset in api.get_task_status(task_id=TASK).datasets)


def main() -> None:
    """Runs everything once."""
    url, authority, calls = sys.argv[1], sys.argv[2], int(sys.argv[3])
    with tempfile.TemporaryDirectory() as name:
        with Emulator() as emulator:
            make_calls(emulator, calls)
            wait(emulator, calls // 10)
            list_samples(emulator, calls // 10)
            make_https_calls(emulator, url, authority, calls // 100)
        convert_manifests(Path(name), calls)


if __name__ == "__main__":
    main()
