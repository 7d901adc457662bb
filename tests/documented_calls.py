"""The documented calls of v1: the sample, what must be sent, and a response with every documented key."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from modelarts.emulator import Emulator

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT_ID = "cbfb9585c5854926a411a3f5a984fc09"
DATASET_ID = "062ef90a-da4d-4af4-82ba-1523da57e78e"
VERSION_ID = "862ef90a-ea4d-3af4-82ba-8523da57e78e"
OTHER_VERSION_ID = "962ef90a-ea4d-3af4-82ba-8523da57e78e"

_DATASET = f"/v1/{PROJECT_ID}/datasets/{DATASET_ID}"
_TASK: dict[str, Any] = {"task_id": "t-1"}
_CHANGES = [{"added_count": 2, "deleted_count": 1}]


class DocumentedCall(NamedTuple):
    """One call of the documents."""

    name: str
    method: str
    path: str
    # As the documents print it; the two calls that they only list have a sample of our own.
    sample: str
    body: Any
    query: dict[str, str]
    response: dict[str, Any]
    # The parameters after project_id, in the documented order.
    parameters: tuple[str, ...]
    starts_task: bool = False
    is_only_listed: bool = False


CALLS = {
    call.name: call
    for call in (
        DocumentedCall(
            "create_dataset",
            "POST",
            f"/v1/{PROJECT_ID}/datasets",
            'datasetapi.create_dataset(project_id="cbfb9585c5854926a411a3f5a984fc09", dataset_spec={"name": '
            '"wxj_test", "description": "a test dataset", "data_url": "kyber", "provide": "OBS"})',
            {"name": "wxj_test", "description": "a test dataset", "data_url": "kyber", "provider": "OBS"},
            {},
            {"dataset_id": DATASET_ID, **_TASK},
            ("dataset_spec",),
            starts_task=True,
        ),
        DocumentedCall(
            "query_dataset",
            "GET",
            f"/v1/{PROJECT_ID}/datasets",
            'datasetapi.query_dataset(project_id="cbfb9585c5854926a411a3f5a984fc09", limit=10, offset=0, '
            'sort_by="dataset_time", order="asc", search_content="abc")',
            None,
            {"limit": "10", "offset": "0", "sort_by": "dataset_time", "order": "asc", "search_content": "abc"},
            {
                "dataset_count": 1,
                "datasets": [
                    {
                        "dataset_id": DATASET_ID,
                        "dataset_name": "abc",
                        "description": "",
                        "data_url": "bucket1/dog/",
                        "file_count": 3,
                        "create_time": 1575941400,
                    }
                ],
            },
            ("offset", "limit", "sort_by", "order", "search_content"),
        ),
        DocumentedCall(
            "get_dataset",
            "GET",
            _DATASET,
            f'datasetapi.get_dataset(project_id="{PROJECT_ID}", dataset_id="{DATASET_ID}")',
            None,
            {},
            {"whatever": {"the": ["service", 1]}},
            ("dataset_id",),
            is_only_listed=True,
        ),
        DocumentedCall(
            "update_dataset",
            "PUT",
            _DATASET,
            'datasetapi.update_dataset(project_id="cbfb9585c5854926a411a3f5a984fc09", '
            'dataset_id="062ef90a-da4d-4af4-82ba-1523da57e78e",update_dataset_spec={"name": "wxj", '
            '"description": "test"})',
            {"name": "wxj", "description": "test"},
            {},
            {},
            ("dataset_id", "update_dataset_spec"),
        ),
        DocumentedCall(
            "delete_dataset",
            "DELETE",
            _DATASET,
            'datasetapi.delete_dataset(project_id="cbfb9585c5854926a411a3f5a984fc09", '
            'dataset_id="062ef90a-da4d-4af4-82ba-1523da57e78e")',
            None,
            {},
            _TASK,
            ("dataset_id",),
            starts_task=True,
        ),
        DocumentedCall(
            "create_dataset_version",
            "POST",
            f"{_DATASET}/versions",
            'datasetapi.create_dataset_version(project_id="cbfb9585c5854926a411a3f5a984fc09", '
            'dataset_id="062ef90a-da4d-4af4-82ba-1523da57e78e", description_spec={"description":"test"})',
            {"description": "test"},
            {},
            _TASK,
            ("dataset_id", "description_spec"),
            starts_task=True,
        ),
        DocumentedCall(
            "get_history_dataset_version",
            "GET",
            f"{_DATASET}/versions",
            'datasetapi.get_history_dataset_version(project_id="cbfb9585c5854926a411a3f5a984fc09", '
            'dataset_id="062ef90a-da4d-4af4-82ba-1523da57e78e")',
            None,
            {},
            {
                "version_count": 1,
                "versions": [
                    {
                        "version_id": VERSION_ID,
                        "version_name": "V001",
                        "previous_id": "",
                        "file_count": 3,
                        "status": 0,
                        "change_file_count": _CHANGES,
                        "create_time": 1575941400,
                    }
                ],
            },
            ("dataset_id",),
        ),
        DocumentedCall(
            "search_dataset_version",
            "GET",
            f"{_DATASET}/versions/{VERSION_ID}",
            'datasetapi.search_dataset_version(project_id="cbfb9585c5854926a411a3f5a984fc09", '
            'dataset_id="062ef90a-da4d-4af4-82ba-1523da57e78e", version_id="862ef90a-ea4d-3af4-82ba-8523da57e78e", '
            "offset=0, limit=10, sort_by='create_time')",
            None,
            {"offset": "0", "limit": "10", "sort_by": "create_time"},
            {
                "version_id": VERSION_ID,
                "name": "V001",
                "description": "first",
                "provider": "OBS",
                "data_url": "bucket1/dog/",
                "file_list": [
                    {
                        "file_url": "bucket1/dog/a.jpg",
                        "file_name": "a.jpg",
                        "file_type": "jpg",
                        "file_size": 2**40,
                        "file_time": 1575941400,
                    }
                ],
                "file_count": 1,
                "status": 0,
                "change_file_count": _CHANGES,
                "create_time": 1575941400,
            },
            (
                "dataset_id",
                "version_id",
                "offset",
                "limit",
                "sort_by",
                "order",
                "search_content",
                "file_max_size",
                "file_min_size",
                "file_max_time",
                "file_min_time",
                "file_type",
            ),
        ),
        DocumentedCall(
            "compare_datasets",
            "GET",
            f"{_DATASET}/versions/difference",
            'datasetapi.compare_datasets(project_id="cbfb9585c5854926a411a3f5a984fc09", '
            'dataset_id="062ef90a-da4d-4af4-82ba-1523da57e78e", version1="862ef90a-ea4d-3af4-82ba-8523da57e78e", '
            'version2="962ef90a-ea4d-3af4-82ba-8523da57e78e")',
            None,
            {"version1": VERSION_ID, "version2": OTHER_VERSION_ID},
            {
                "change_url": [
                    {
                        "added_count": 1,
                        "deleted_count": 1,
                        "modified_count": 0,
                        "added_url": ["bucket1/dog/new.jpg"],
                        "deleted_url": ["bucket1/dog/old.jpg"],
                    }
                ]
            },
            ("dataset_id", "version1", "version2"),
        ),
        DocumentedCall(
            "checkout_dataset_version",
            "PUT",
            f"{_DATASET}/versions/current",
            'datasetapi.checkout_dataset_version(project_id="cbfb9585c5854926a411a3f5a984fc09", '
            'dataset_id="062ef90a-da4d-4af4-82ba-1523da57e78e", '
            'target_version_id_spec={"version_id": "862ef90a-ea4d-3af4-82ba-8523da57e78e"})',
            {"version_id": VERSION_ID},
            {},
            _TASK,
            ("dataset_id", "target_version_id_spec"),
            starts_task=True,
        ),
        DocumentedCall(
            "sync_dataset",
            "POST",
            f"{_DATASET}/sync",
            'datasetapi.sync_dataset(project_id="cbfb9585c5854926a411a3f5a984fc09", '
            'dataset_id="062ef90a-da4d-4af4-82ba-1523da57e78e")',
            None,
            {},
            _TASK,
            ("dataset_id",),
            starts_task=True,
        ),
        DocumentedCall(
            "delete_file_from_obs",
            "DELETE",
            f"{_DATASET}/files",
            'datasetapi.delete_file_from_obs(project_id="cbfb9585c5854926a411a3f5a984fc09", '
            'dataset_id="062ef90a-da4d-4af4-82ba-1523da57e78e", delete_files_spec={"deleted_url": ["README.md"]})',
            {"deleted_url": ["README.md"]},
            {},
            {"is_success": True},
            ("dataset_id", "delete_files_spec"),
        ),
        DocumentedCall(
            "get_task_status",
            "GET",
            f"/v1/{PROJECT_ID}/datasets/task/{DATASET_ID}",
            'datasetapi.get_task_status(project_id="cbfb9585c5854926a411a3f5a984fc09", '
            'task_id="062ef90a-da4d-4af4-82ba-1523da57e78e")',
            None,
            {},
            {"status": "SUCCESS", "result": [{"syncOrCheckoutsuccess": [{}]}]},
            ("task_id",),
        ),
        DocumentedCall(
            "delete_file_in_version",
            "PUT",
            f"{_DATASET}/versions/{VERSION_ID}",
            f'datasetapi.delete_file_in_version(project_id="{PROJECT_ID}", dataset_id="{DATASET_ID}", '
            f'version_id="{VERSION_ID}", body={{"anything": [1, {{"goes": None}}]}})',
            {"anything": [1, {"goes": None}]},
            {},
            {"whatever": True},
            ("dataset_id", "version_id", "body"),
            is_only_listed=True,
        ),
    )
}


@contextlib.contextmanager
def emulator() -> Iterator[Emulator]:
    """An emulator that has the dataset, the versions, the task and the files that the samples name."""
    with tempfile.TemporaryDirectory() as root, Emulator(root, pace=0) as running:
        folder = Path(root, "bucket1", "abc")
        folder.mkdir(parents=True)
        Path(root, "kyber").mkdir()
        for name in ("cat.jpg", "dog.jpg"):
            (folder / name).write_text(name)
        running.add_dataset("abc_cats", "bucket1/abc/", dataset_id=DATASET_ID)
        running.add_version(DATASET_ID, version_id=VERSION_ID)
        (folder / "README.md").write_text("later")
        running.add_version(DATASET_ID, version_id=OTHER_VERSION_ID)
        running.add_task(DATASET_ID, ["SUCCESS"])
        yield running
