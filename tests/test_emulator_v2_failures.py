"""What data management stores of work that fails, and what it leaves alone, asked by plain HTTP."""

from __future__ import annotations

import urllib.request
from typing import TYPE_CHECKING

import pytest

from modelarts.emulator import Emulator
from v2_service import Service

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with Emulator(tmp_path, auth="none", clock="manual") as emulator:
        yield Service(emulator)


def fail(service: Service, operation: str, code: str) -> None:
    service.emulator.fault(kind="failure", operation=operation, error=(f"ModelArts.{code}", "On purpose."), nth=1)


def page(service: Service) -> str:
    with urllib.request.urlopen(service.emulator.url, timeout=30) as response:
        text: str = response.read().decode()
    return text


def test_a_switch_that_fails_goes_back_without_the_version(service: Service) -> None:
    path = service.dataset()
    first, second = service.publish(path), service.publish(path)
    fail(service, "datasets.update", "4824")
    service.ok("PUT", path, {"current_version_id": first})
    assert service.ok("GET", path)["status"] == 7
    service.settle()
    dataset = service.ok("GET", path)
    assert (dataset["status"], dataset["current_version_id"]) == (1, second)
    reason = "its version could not be switched: ModelArts.4824: On purpose."
    assert reason in page(service)
    service.ok("PUT", path, {"current_version_id": first})
    service.settle()
    assert service.ok("GET", path)["current_version_id"] == first
    assert reason not in page(service)


def test_a_deletion_that_fails_goes_back_to_normal(service: Service) -> None:
    path = service.dataset()
    version = f"{path}/versions/{service.publish(path)}"
    fail(service, "versions.delete", "4828")
    service.ok("DELETE", version)
    assert service.ok("GET", version)["status"] == 2
    service.settle()
    found = service.ok("GET", version)
    assert (found["status"], found["message"]) == (1, "ModelArts.4828: On purpose.")
    fail(service, "datasets.delete", "4367")
    service.ok("DELETE", path)
    assert service.ok("GET", path)["status"] == 2
    service.settle()
    assert service.ok("GET", path)["status"] == 1
    assert "it could not be deleted: ModelArts.4367: On purpose." in page(service)
    service.ok("DELETE", version)
    service.settle()
    assert service.refused("GET", version)[:2] == (400, "4353")
    service.ok("DELETE", path)
    service.settle()
    assert service.refused("GET", path)[:2] == (400, "4352")


def test_a_dataset_that_could_not_be_created_stays_broken(service: Service) -> None:
    fail(service, "datasets.create", "4362")
    path = service.dataset()
    assert service.ok("GET", path)["status"] == 4
    assert "failed: ModelArts.4362: On purpose." in page(service)
    fail(service, "datasets.delete", "4367")
    service.ok("DELETE", path)
    service.settle()
    assert service.ok("GET", path)["status"] == 4


def test_a_version_that_fails_has_its_code_in_the_message(service: Service) -> None:
    path = service.dataset()
    fail(service, "versions.create", "4712")
    version_id = service.publish(path)
    version = service.ok("GET", f"{path}/versions/{version_id}")
    assert (version["status"], version["message"]) == (4, "ModelArts.4712: On purpose.")
    # The documents have it for the state of a preprocessing.
    assert "code" not in version


def test_an_update_that_is_refused_changes_nothing(service: Service) -> None:
    service.file("in/cat/1.jpg")
    path = service.dataset()
    change = {
        "dataset_name": "renamed",
        "description": "new",
        "add_labels": [{"name": "dog"}],
        "update_labels": [{"name": "cat", "property": {"@modelarts:rename_to": "lion"}}],
        "delete_labels": [{"name": "none"}],
    }
    assert service.refused("PUT", path, change)[1] == "4410"
    dataset = service.ok("GET", path)
    assert (dataset["dataset_name"], dataset["description"]) == ("in-0", "")
    assert list(service.labels(path)) == ["cat"]
    assert service.samples(path)[0]["labels"][0]["name"] == "cat"
    service.ok("PUT", path, {**change, "delete_labels": [{"name": "dog"}]})
    assert list(service.labels(path)) == ["lion"]
    assert service.samples(path)[0]["labels"][0]["name"] == "lion"


def test_one_of_many_switches_at_once_is_taken(service: Service) -> None:
    from concurrent.futures import ThreadPoolExecutor

    path = service.dataset()
    version_id = service.publish(path)

    def switch(number: int) -> int:
        return service.send("PUT", path, {"current_version_id": version_id, "description": str(number)})[0]

    with ThreadPoolExecutor(16) as pool:
        statuses = sorted(pool.map(switch, range(48)))
    assert statuses == [200] + [400] * 47


def test_a_throttled_publication_is_not_busy(service: Service) -> None:
    service.emulator.set_quirks(busy_as_501=True)
    path = service.dataset()
    service.publish(path)
    assert service.refused("POST", f"{path}/versions", {})[:2] == (400, "4370")
    service.ok("DELETE", path)
    assert service.refused("POST", f"{path}/versions", {})[:2] == (501, "4344")


def test_files_that_lead_out_have_the_codes_of_data_management(service: Service) -> None:
    (service.root / "b/in").mkdir()
    (service.root / "b/in/1.jpg").symlink_to("/etc/passwd")
    path = service.dataset()
    assert service.ok("GET", path)["status"] == 4
    assert "ModelArts.4374" in page(service)
