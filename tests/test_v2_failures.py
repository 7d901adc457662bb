"""Work of data management that fails on the emulator, as a client that waits for it sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from modelarts import Poll, TaskFailedError
from modelarts.emulator import Emulator
from modelarts.v2 import DataManagement

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Emulator]:
    for name in ("in/cat.jpg", "in/dog.jpg", "out/.keep"):
        path = tmp_path / "bkt" / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(b"x")
    with Emulator(tmp_path, pace=0.2) as running:
        yield running


@pytest.fixture
def data(emulator: Emulator) -> Iterator[DataManagement]:
    with emulator.create_client(poll=Poll(initial=0.02, maximum=0.02)) as client:
        yield DataManagement(client)


def created(data: DataManagement) -> str:
    dataset = data.datasets.create(
        dataset_name="d",
        dataset_type=0,
        data_sources=[{"data_type": 0, "data_path": "/bkt/in/"}],
        work_path="/bkt/out/",
    ).wait(timeout=30)
    return str(dataset.dataset_id)


def fails(emulator: Emulator, operation: str, code: str) -> None:
    emulator.fault(kind="failure", operation=operation, error=(f"ModelArts.{code}", "On purpose."), nth=1)


def failure(waiting: Any) -> TaskFailedError:
    with pytest.raises(TaskFailedError) as caught:
        waiting.wait(timeout=30)
    return caught.value


def test_a_switch_and_deletions_that_fail_are_raised(emulator: Emulator, data: DataManagement) -> None:
    dataset = created(data)
    first = str(data.versions.create(dataset).wait(timeout=30).version_id)
    fails(emulator, "versions.delete", "4828")
    error = failure(data.versions.delete(dataset, first))
    assert str(error).startswith(f"version {first} was not deleted: its status is 1: ModelArts.4828: On purpose.")
    assert (error.error_code, error.error_msg) == ("ModelArts.4828", "On purpose.")
    assert error.advice
    emulator.advance(60)
    second = str(data.versions.create(dataset).wait(timeout=30).version_id)
    fails(emulator, "datasets.update", "4824")
    error = failure(data.datasets.update(dataset, current_version_id=first))
    expected = f"dataset {dataset} was not changed: its current_version_id is '{second}', not '{first}'"
    assert str(error) == expected
    assert data.datasets.update(dataset, current_version_id=first).wait(timeout=30).current_version_id == first
    fails(emulator, "datasets.delete", "4367")
    error = failure(data.datasets.delete(dataset))
    assert str(error) == f"dataset {dataset} was not deleted: its status is 1"
    assert data.datasets.delete(dataset).wait(timeout=30).is_succeeded


def test_a_publication_that_fails_says_why(emulator: Emulator, data: DataManagement) -> None:
    dataset = created(data)
    fails(emulator, "versions.create", "4712")
    error = failure(data.versions.create(dataset))
    assert (error.error_code, error.error_msg) == ("ModelArts.4712", "On purpose.")
    assert error.meaning
    assert error.advice
