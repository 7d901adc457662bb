"""Work that `Emulator.fault(kind="failure")` makes fail, as a client of both versions sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from modelarts import DatasetApi, TaskFailedError
from modelarts.emulator import Emulator
from modelarts.v2 import DataManagement

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CODE, MESSAGE = "ModelArts.4342", "On purpose."


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Emulator]:
    """An emulator with a folder that it can read, and one to import."""
    for number in range(5):
        for label in ("cat", "dog"):
            path = tmp_path / "bucket1" / "pets" / label / f"{number}.jpg"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(label)
    (tmp_path / "bucket1" / "pets" / "unlabelled.jpg").write_text("cat or dog")
    (tmp_path / "bucket1" / "more").mkdir()
    (tmp_path / "bucket1" / "more" / "1.jpg").write_text("more")
    # Slow enough for the waits to see that a switch or a deletion has begun.
    with Emulator(tmp_path, pace=0.1) as emulator:
        yield emulator


def fail(emulator: Emulator, operation: str) -> None:
    emulator.fault(kind="failure", operation=operation, error=(CODE, MESSAGE))


VERSION_1: dict[str, Any] = {
    "create_dataset": lambda api, _: api.create_dataset(dataset_spec={"name": "new", "data_url": "bucket1/more/"}),
    "sync_dataset": lambda api, ids: api.sync_dataset(dataset_id=ids[0]),
    "create_dataset_version": lambda api, ids: api.create_dataset_version(dataset_id=ids[0], description_spec={}),
    "checkout_dataset_version": lambda api, ids: api.checkout_dataset_version(
        dataset_id=ids[0], target_version_id_spec={"version_id": ids[1]}
    ),
    "delete_dataset": lambda api, ids: api.delete_dataset(dataset_id=ids[0]),
}


@pytest.mark.parametrize("operation", VERSION_1)
def test_a_task_of_version_1_fails_and_changes_nothing(operation: str, emulator: Emulator) -> None:
    with emulator.create_client() as client:
        api = DatasetApi(client)
        created = api.create_dataset(dataset_spec={"name": "pets", "data_url": "bucket1/pets/"})
        created.wait()
        version = api.create_dataset_version(dataset_id=created.dataset_id, description_spec={}).wait().versions[0]
        before = api.query_dataset(), api.get_history_dataset_version(dataset_id=created.dataset_id)
        fail(emulator, operation)
        started = VERSION_1[operation](api, (created.dataset_id, version.new_version_id))
        with pytest.raises(TaskFailedError) as caught:
            started.wait(timeout="10s")
        assert (caught.value.error_code, caught.value.error_msg) == (CODE, MESSAGE)
        assert (api.query_dataset(), api.get_history_dataset_version(dataset_id=created.dataset_id)) == before


VERSION_2: dict[str, Any] = {
    "imports.create": lambda data, ids: data.imports.create(ids[0], import_path="obs://bucket1/more/"),
    "exports.create": lambda data, ids: data.exports.create(ids[0], path="obs://bucket1/export/"),
    "syncs.create": lambda data, ids: data.syncs.create(ids[0]),
    "versions.create": lambda data, ids: data.versions.create(ids[2]),
    "auto_labelling.create": lambda data, ids: data.auto_labelling.create(ids[0], task_type="auto-label"),
    "processing.create": lambda data, ids: data.processing.create(**processing(ids)),
    "processing.create_version": lambda data, ids: data.processing.create_version(
        data.processing.create(**processing(ids)).task_id, **processing(ids)
    ),
}
# The documents give a processing task a message alone, and a version of one neither code nor message.
REASONS = {"processing.create": (None, MESSAGE), "processing.create_version": (None, None)}


def processing(ids: tuple[str, str, str]) -> dict[str, Any]:
    return {
        "name": "PRE-e77c",
        "inputs": [{"type": "DATASET", "source": ids[0], "version_id": ids[1]}],
        "work_path": {"type": "DATASET", "path": ids[0], "version_name": "V0010"},
        "template": {"id": "sys_data_validation"},
    }


@pytest.fixture
def data(emulator: Emulator) -> Iterator[DataManagement]:
    with emulator.create_client() as client:
        yield DataManagement(client)


def create(data: DataManagement, name: str) -> Any:
    return data.datasets.create(
        dataset_name=name,
        dataset_type=0,
        data_sources=[{"data_path": "obs://bucket1/pets/"}],
        work_path="obs://bucket1/out/",
    )


@pytest.fixture
def ids(data: DataManagement) -> tuple[str, str, str]:
    """A dataset, its version, and a dataset without one."""
    dataset, other = (create(data, name).wait().dataset_id for name in ("pets", "others"))
    return dataset, data.versions.create(dataset).wait().version_id, other


@pytest.mark.parametrize("operation", VERSION_2)
def test_work_of_version_2_fails_with_code_and_message(
    operation: str, emulator: Emulator, data: DataManagement, ids: tuple[str, str, str]
) -> None:
    fail(emulator, operation)
    with pytest.raises(TaskFailedError) as caught:
        VERSION_2[operation](data, ids).wait(timeout="10s")
    assert (caught.value.error_code, caught.value.error_msg) == REASONS.get(operation, (CODE, MESSAGE))
    assert [dataset.total_sample_count for dataset in data.datasets.iter()] == [11, 11]
    assert not (emulator.root / "bucket1" / "export").exists()


def test_a_dataset_that_cannot_be_created_has_no_reason(emulator: Emulator, data: DataManagement) -> None:
    fail(emulator, "datasets.create")
    with pytest.raises(TaskFailedError) as caught:
        create(data, "pets").wait(timeout="10s")
    assert (caught.value.error_code, caught.value.task.status) == (None, 4)


def test_a_version_that_is_not_switched_stays_the_current_one(
    emulator: Emulator, data: DataManagement, ids: tuple[str, str, str]
) -> None:
    emulator.advance(60)
    second = data.versions.create(ids[0]).wait().version_id
    fail(emulator, "datasets.update")
    with pytest.raises(TaskFailedError) as caught:
        data.datasets.update(ids[0], current_version_id=ids[1]).wait(timeout="10s")
    assert (caught.value.task.status, caught.value.task.current_version_id) == (1, second)


def test_a_dataset_that_is_not_deleted_stays(
    emulator: Emulator, data: DataManagement, ids: tuple[str, str, str]
) -> None:
    fail(emulator, "datasets.delete")
    with pytest.raises(TaskFailedError, match="was not deleted"):
        data.datasets.delete(ids[0]).wait(timeout="10s")
    assert data.datasets.get(ids[0]).is_succeeded


def test_a_version_that_is_not_deleted_stays(
    emulator: Emulator, data: DataManagement, ids: tuple[str, str, str]
) -> None:
    fail(emulator, "versions.delete")
    with pytest.raises(TaskFailedError, match="was not deleted") as caught:
        data.versions.delete(*ids[:2]).wait(timeout="10s")
    # A version has a field for the reason, and a dataset none.
    assert caught.value.error_code == CODE
    assert data.versions.get(*ids[:2]).is_succeeded
