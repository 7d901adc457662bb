"""The calls of Open Telekom Cloud's client that work: it was written for the service, by other people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("otcextensions")

from keystoneauth1 import session, token_endpoint
from openstack import connection, exceptions
from otcextensions.sdk.modelartsv2.v2._proxy import Proxy

from modelarts.emulator import Emulator

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# It uses what its own dependencies deprecate.
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Emulator]:
    for name in ("cats/1.jpg", "more/dog/2.jpg"):
        file = tmp_path / "bucket1" / name
        file.parent.mkdir(parents=True)
        file.write_text(name)
    with Emulator(tmp_path) as emulator:
        yield emulator


@pytest.fixture
def proxy(emulator: Emulator) -> Iterator[Any]:
    """The client, with a token of the emulator and without a catalogue of services."""
    url = f"{emulator.url}/v2/{emulator.project_id}"
    token = emulator._core.issue_token()
    authenticated = session.Session(auth=token_endpoint.Token(url, token))
    proxy = Proxy(session=authenticated, service_type="modelartsv2", endpoint_override=url)
    proxy._connection = connection.Connection(session=authenticated, region_name=emulator.region)
    yield proxy
    proxy._connection.close()


@pytest.fixture
def dataset(emulator: Emulator, proxy: Any) -> Any:
    created = proxy.create_dataset(
        dataset_name="cats",
        dataset_type=0,
        data_sources=[{"data_type": 0, "data_path": "/bucket1/cats/"}],
        work_path="/bucket1/out/",
        work_path_type=0,
    )
    emulator.advance(1)
    return proxy.get_dataset(created.id)


def test_datasets(emulator: Emulator, proxy: Any, dataset: Any) -> None:
    assert (dataset.status, dataset.total_sample_count) == (1, 1)
    assert [listed.dataset_name for listed in proxy.datasets()] == ["cats"]
    assert proxy.find_dataset("cats").id == dataset.id
    assert proxy.update_dataset(dataset, description="new").description == "new"
    proxy.delete_dataset(dataset)
    emulator.advance(1)
    with pytest.raises(exceptions.BadRequestException):
        proxy.get_dataset(dataset.id)


def test_imports(emulator: Emulator, proxy: Any, dataset: Any) -> None:
    task = proxy.create_dataset_import_task(dataset, import_path="obs://bucket1/more/", import_type="dir")
    emulator.advance(1)
    task = proxy.get_dataset_import_task(dataset, task.id)
    assert (task.status, task.imported_sample_count, task.import_type) == ("COMPLETED", 1, 0)
    assert [listed.id for listed in proxy.dataset_import_tasks(dataset)] == [task.id]


def test_exports(emulator: Emulator, proxy: Any, dataset: Any) -> None:
    task = proxy.create_dataset_export_task(dataset, path="/bucket1/exported/", export_type=3)
    emulator.advance(1)
    task = proxy.get_dataset_export_task(dataset, task.id)
    # Its status is a number to this client, though the service sends a word.
    assert (task.progress, task.total_sample_count) == (100.0, 1)
    assert [listed.id for listed in proxy.dataset_export_tasks(dataset)] == [task.id]
    assert (emulator.root / "bucket1/exported/1.jpg").read_text() == "cats/1.jpg"


def test_synchronization(emulator: Emulator, proxy: Any, dataset: Any) -> None:
    (emulator.root / "bucket1/cats/3.jpg").write_text("3")
    proxy.dataset_sync(dataset)
    emulator.advance(1)
    status = proxy.get_dataset_sync_status(dataset)
    assert (status.status, status.add_sample_count) == ("COMPLETED", 1)
