"""Every call of data management, signed by the vendor's signer: status and keys are as documented.

`data/v2_calls.json` has the documented calls a second time, independent of the client and of the emulator.
"""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.sdk_request import SdkRequest
from huaweicloudsdkcore.signer.signer import Signer

from modelarts.emulator import Emulator

if TYPE_CHECKING:
    from collections.abc import Iterator

# The vendor's signer asks for the time in a way that Python 3.12 deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:.*utcnow.*:DeprecationWarning")

DATA = Path(__file__).parent / "data"
DOCUMENTED = json.loads((DATA / "v2_calls.json").read_text(encoding="utf-8"))
EXAMPLES = json.loads((DATA / "v2_documented.json").read_text(encoding="utf-8"))
CALLS: dict[str, Any] = DOCUMENTED["calls"]
SCHEMAS: dict[str, dict[str, str | None]] = DOCUMENTED["schemas"]
PICTURES = "test-obs/classify/input/animals"


class Service:
    """An emulator that is asked by signed requests."""

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator
        self.asked: set[str] = set()
        host, self.port = urllib.parse.urlsplit(emulator.url).netloc.split(":")
        self._host = host

    def send(
        self, name: str, body: object = None, query: dict[str, str] | None = None, **ids: str
    ) -> tuple[int, dict[str, Any]]:
        """Sends a call; returns status and body of the response."""
        call = CALLS[name]
        names = {"project_id": self.emulator.project_id, **ids}
        path = re.sub(r"{(\w+)}", lambda match: urllib.parse.quote(names[match[1]], safe=""), call["path"])
        text = "" if body is None else json.dumps(body)
        request = SdkRequest(
            method=call["method"],
            schema="http",
            host=f"{self._host}:{self.port}",
            resource_path=path,
            query_params=list((query or {}).items()),
            header_params={"Content-Type": "application/json"},
            body=text,
        )
        credentials = BasicCredentials(self.emulator.access_key, self.emulator.secret_key)
        signed = Signer(credentials).sign(request)
        url = f"{self.emulator.url}{path}"
        if query:
            url += "?" + urllib.parse.urlencode(query, quote_via=urllib.parse.quote)
        wire = urllib.request.Request(
            url, method=call["method"], data=text.encode() or None, headers=dict(signed.header_params)
        )
        try:
            with urllib.request.urlopen(wire, timeout=10) as response:
                status, content = response.status, response.read()
        except urllib.error.HTTPError as error:
            status, content = error.code, error.read()
        return status, json.loads(content) if content else {}

    def call(self, name: str, body: object = None, query: dict[str, str] | None = None, **ids: str) -> dict[str, Any]:
        """Sends a call and checks its response against the documents; returns the response."""
        status, response = self.send(name, body, query, **ids)
        call = CALLS[name]
        assert status == call["status"], (name, status, response)
        check_keys(name, response, call["response"])
        if response:
            # An optional part of the example may be missing, but not all of it.
            missing = set(call["example_keys"]) - set(response) - OPTIONAL
            assert not missing, (name, missing)
        for key, keys in call.get("entry_keys", {}).items():
            for entry in response.get(key, [])[:1]:
                missing = set(keys) - set(entry) - OPTIONAL
                assert not missing, (name, key, missing)
        self.asked.add(name)
        return response

    def settle(self) -> None:
        """Lets all work that was started end."""
        self.emulator.advance(1)


# Keys of examples that depend on what was done before.
OPTIONAL = {
    "current_version_id",
    "current_version_name",
    "samples",  # of a list of datasets: with file_preview
    "previous_version_id",
    "analysis_status",  # only analysed versions
    "labelers",  # of a sample: the members of a team
    "error_code",
    "export_type",
    "model_id",
    "model_name",
    "model_version",
    "id",
    "version_id",
    "version_name",
    "data_source",
    "result",
    "work_path",
    "task_name",
    "score",
}


def check_keys(place: str, value: Any, shape: dict[str, str | None]) -> None:
    """All keys of an object are documented, and those of the objects in it."""
    if not isinstance(value, dict):
        return
    unknown = set(value) - set(shape)
    assert not unknown, f"{place}: {sorted(unknown)} are not documented"
    for key, schema in shape.items():
        if schema is not None and key in value:
            entries = value[key] if isinstance(value[key], list) else [value[key]]
            for entry in entries:
                check_keys(f"{place}.{key}", entry, SCHEMAS[schema])


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """An emulator with the folders of the documented examples."""
    for number in range(12):
        label = "Rabbits" if number < 5 else "Bees" if number < 10 else ""
        folder = tmp_path / PICTURES / label
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number}.jpg").write_text(str(number))
    for name in ("detect/input/animals", "table/input", "classify/output", "daoLu_images/animals"):
        (tmp_path / "test-obs" / name).mkdir(parents=True)
    (tmp_path / "test-obs/table/input/t.csv").write_text("150,4\n1,2\n")
    (tmp_path / "test-obs/daoLu_images/animals/new.jpg").write_text("new")
    with Emulator(tmp_path) as emulator:
        yield Service(emulator)


@pytest.fixture
def dataset_id(service: Service) -> str:
    """The dataset of the documented example, ready."""
    created = service.call("datasets.create", CALLS["datasets.create"]["requests"][0])
    service.settle()
    dataset_id: str = created["dataset_id"]
    return dataset_id


def first_sample(service: Service, dataset_id: str, name: str) -> str:
    """The id of the sample of a file."""
    condition = json.dumps([{"sample_name": name}])
    found = service.call("samples.list", query={"search_conditions": condition}, dataset_id=dataset_id)
    sample_id: str = found["samples"][0]["sample_id"]
    return sample_id


def test_datasets(service: Service) -> None:
    for body in CALLS["datasets.create"]["requests"]:
        service.call("datasets.create", body)
    service.settle()
    listed = service.call("datasets.list", query={"file_preview": "true", "dataset_type": "0"})
    dataset_id = listed["datasets"][0]["dataset_id"]
    assert len(listed["datasets"][0]["samples"]) == 4
    (change,) = CALLS["datasets.update"]["requests"]
    assert service.call("datasets.update", change, dataset_id=dataset_id) == {"dataset_id": dataset_id}
    dataset = service.call("datasets.get", dataset_id=dataset_id)
    assert [label["name"] for label in dataset["labels"]] == ["Rabbits", "Bees", "Ants"]
    assert dataset["total_sample_count"] == 12
    stats = service.call("datasets.stats", dataset_id=dataset_id)
    assert stats["sample_stats"]["manual_annotation"] == 10
    span = {"start_time": "1606233612612", "end_time": "1606320012681"}
    service.call("datasets.metrics", query=span, dataset_id=dataset_id)
    service.call("datasets.delete", dataset_id=dataset_id)
    service.settle()
    status, error = service.send("datasets.get", dataset_id=dataset_id)
    assert (status, error["error_code"]) == (400, "ModelArts.4352")
    assert set(error) == {"error_code", "error_msg"}
    tables = service.call("datasets.list", query={"dataset_type": "400"})
    assert tables["datasets"][0]["total_sample_count"] == 1


def test_samples(service: Service, dataset_id: str) -> None:
    first = first_sample(service, dataset_id, "10.jpg")
    service.call("samples.get", dataset_id=dataset_id, sample_id=first)
    upload = {"samples": [{"name": "20.jpg", "data": "/9j/4AAQSkZJRgABAQ=="}]}
    added = service.call("samples.add", upload, dataset_id=dataset_id)
    assert added["results"][0]["name"] == f"/{PICTURES}/20.jpg"
    labels = {"samples": [{"sample_id": first, "labels": [{"name": "Bees"}]}]}
    assert service.call("samples.update", labels, dataset_id=dataset_id) == {"success": True}
    conditions = service.call("samples.search_conditions", dataset_id=dataset_id)
    assert "human" in conditions["labelers"]
    deletion = {"samples": [added["results"][0]["info"]]}
    assert service.call("samples.delete", deletion, dataset_id=dataset_id) == {"success": True}
    refused = service.call("samples.delete", CALLS["samples.delete"]["requests"][0], dataset_id=dataset_id)
    assert [result["error_code"] for result in refused["results"]] == ["ModelArts.4420"] * 2


def test_labels(service: Service, dataset_id: str) -> None:
    for name in ("labels.create", "labels.update"):
        (body,) = CALLS[name]["requests"]
        assert service.call(name, body, dataset_id=dataset_id) == {"success": True}
    body = {"labels": [{"name": "pussycat"}]}
    assert service.call("labels.delete", body, dataset_id=dataset_id) == {"success": True}
    service.call("labels.create", {"labels": [{"name": "草莓"}]}, dataset_id=dataset_id)
    (color,) = CALLS["labels.update_one"]["requests"]
    service.call("labels.update_one", color, dataset_id=dataset_id, label_name="草莓")
    labels = service.call("labels.list", dataset_id=dataset_id)
    assert labels["labels"][-1] == {"name": "草莓", "type": 0, "property": color}
    service.call("labels.delete_one", dataset_id=dataset_id, label_name="草莓")
    assert service.call("labels.list", dataset_id=dataset_id)["total_number"] == 2


def test_versions(service: Service, dataset_id: str) -> None:
    (body,) = CALLS["versions.create"]["requests"]
    version_id = service.call("versions.create", body, dataset_id=dataset_id)["version_id"]
    service.settle()
    service.call("versions.list", dataset_id=dataset_id)
    version = service.call("versions.get", dataset_id=dataset_id, version_id=version_id)
    assert version["status"] == 1
    manifest = service.emulator.root / version["manifest_path"].lstrip("/")
    assert manifest.name == "V004.manifest"
    assert len(manifest.read_text().splitlines()) == 12
    switch = {"current_version_id": version_id}
    service.call("datasets.update", switch, dataset_id=dataset_id)
    service.settle()
    service.call("versions.delete", dataset_id=dataset_id, version_id=version_id)
    service.settle()
    status, error = service.send("versions.get", dataset_id=dataset_id, version_id=version_id)
    assert (status, error["error_code"]) == (400, "ModelArts.4353")


def test_imports_exports_and_synchronization(service: Service, dataset_id: str) -> None:
    service.call("versions.create", {"version_name": "V002"}, dataset_id=dataset_id)
    service.settle()
    folder, manifest = CALLS["imports.create"]["requests"]
    manifest["import_path"] = manifest["import_path"].replace("gfghHSokody6AJigS5A", dataset_id)
    manifest["import_path"] = manifest["import_path"].replace("dataset-f9e8", "dataset-457f")
    for body, count in ((folder, 1), (manifest, 0)):
        task_id = service.call("imports.create", body, dataset_id=dataset_id)["task_id"]
        assert re.fullmatch(rf"{dataset_id}_[A-Za-z0-9]{{19}}", task_id)
        service.settle()
        task = service.call("imports.get", dataset_id=dataset_id, task_id=task_id)
        assert (task["status"], task["imported_sample_count"]) == ("COMPLETED", count), task
    service.call("imports.list", dataset_id=dataset_id)
    to_folder, to_dataset = CALLS["exports.create"]["requests"]
    to_dataset["path"] = "/test-obs/exported/"
    for body in (to_folder, to_dataset):
        task_id = service.call("exports.create", body, dataset_id=dataset_id)["task_id"]
        service.settle()
        task = service.call("exports.get", dataset_id=dataset_id, task_id=task_id)
        assert (task["status"], task["total_sample_count"]) == ("SUCCESSED", 13), task
    service.call("exports.list", dataset_id=dataset_id)
    named = service.call("datasets.list", query={"search_content": "dataset-export-test"})
    assert named["datasets"][0]["total_sample_count"] == 13
    assert service.call("syncs.create", dataset_id=dataset_id) == {}
    service.settle()
    assert service.call("syncs.get", dataset_id=dataset_id)["status"] == "COMPLETED"


def test_auto_labelling(service: Service, dataset_id: str) -> None:
    found = [{"sample_name": "10.jpg", "labels": [{"name": "Bees", "score": 0.66, "id": "1"}]}]
    service.emulator.script("auto_labelling.create", states=[-1, (1, 2), 3], result={"samples": found})
    task_ids = [
        service.call("auto_labelling.create", body, dataset_id=dataset_id)["task_id"]
        for body in CALLS["auto_labelling.create"]["requests"]
    ]
    seen = [service.call("auto_labelling.get", dataset_id=dataset_id, task_id=task_ids[0])["status"] for _ in range(4)]
    assert seen == [-1, 1, 1, 3]
    service.call("auto_labelling.list", dataset_id=dataset_id)
    service.call("auto_labelling.stop", dataset_id=dataset_id, task_id=task_ids[1])
    samples = service.call("auto_labelling.samples", dataset_id=dataset_id)["samples"]
    assert [sample["labels"][0]["score"] for sample in samples] == [0.66]
    service.call("auto_labelling.get_sample", dataset_id=dataset_id, sample_id=samples[0]["sample_id"])


def test_processing(service: Service, dataset_id: str) -> None:
    version_id = service.call("versions.create", {}, dataset_id=dataset_id)["version_id"]
    service.settle()
    service.call("processing.items")
    analysis, validation = (
        json.loads(
            re.sub("X6c3N3eztX7cr3Arvqu|PYc9H2HGv5BJNwBGXyK", dataset_id, json.dumps(body)).replace(
                "J4Eh2FDEWH1qnDlD3hQ", version_id
            )
        )
        for body in CALLS["processing.create"]["requests"]
    )
    validation["inputs"][0]["version_id"] = version_id
    result = {
        "sample_id": "0ac9aee517acbef965f547bb5a3268af",
        "version_id": "7PoIhUzSk92OglQrTxr",
        "origin_source": "s3://test-obs/classify/data/animals/8.jpg",
        "new_source": "obs://test-obs/classify/output/7PoIhUzSk92OglQrTxr/Data/8.jpg",
        "signed_origin_source": "https://test-obs.obs.xxx.com:443/classify/data/animals/8.jpg",
        "signed_new_source": "https://test-obs.obs.xxx.com:443/classify/output/8.jpg",
        "result_property": 3,
        "result_description": [["use AddNoise augmentation"]],
    }
    service.emulator.script("processing.create_version", states=[1, 2], result={"results": [result]})
    service.call("processing.create", analysis)
    task_id = service.call("processing.create", validation)["task_id"]
    versions = service.call("processing.versions", task_id=task_id)["versions"]
    ids = {"task_id": task_id, "version_id": versions[0]["task_version_id"]}
    service.settle()
    service.emulator.script("processing.create_version", states=[2], result={"results": [result]})
    (body,) = CALLS["processing.create_version"]["requests"]
    body["inputs"] = validation["inputs"]
    finished = service.call("processing.create_version", body, task_id=task_id)["version_id"]
    assert service.call("processing.get_version", task_id=task_id, version_id=finished)["status"] == 2
    results = service.call("processing.results", task_id=task_id, version_id=finished)
    assert results["results"] == [result]
    service.call("processing.list", query={"source_type": "DATASET", "source": dataset_id})
    (change,) = CALLS["processing.update"]["requests"]
    assert service.call("processing.update", change, task_id=task_id) == {}
    assert service.call("processing.get", task_id=task_id)["description"] == "test"
    assert service.call("processing.stop_version", **ids) == {}
    service.call("processing.delete_version", **ids)
    assert service.call("processing.delete", task_id=task_id) == {}


def test_the_tests_above_make_every_call() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    called = set(re.findall(r'"(\w+\.\w+)"', text))
    assert CALLS.keys() == EXAMPLES.keys()
    assert set(CALLS) <= called, sorted(set(CALLS) - called)


def test_a_wrong_signature_is_refused(service: Service) -> None:
    credentials = BasicCredentials(service.emulator.access_key, "wrong")
    request = SdkRequest(
        method="GET",
        schema="http",
        host=f"127.0.0.1:{service.port}",
        resource_path=f"/v2/{service.emulator.project_id}/datasets",
        query_params=[],
        header_params={},
        body="",
    )
    signed = Signer(credentials).sign(request)
    wire = urllib.request.Request(f"{service.emulator.url}{request.resource_path}", headers=dict(signed.header_params))
    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.urlopen(wire, timeout=10)


def test_requests_name_their_operations(service: Service, dataset_id: str) -> None:
    service.call("samples.list", dataset_id=dataset_id)
    operations = [request["operation"] for request in service.emulator.requests]
    assert operations == ["datasets.create", "samples.list"]


def test_quirks_are_switched_on_and_off(service: Service, dataset_id: str) -> None:
    service.emulator.set_quirks(record_offset=True, error_in_body=True)
    page = service.call("samples.list", query={"offset": "11", "limit": "10"}, dataset_id=dataset_id)
    assert len(page["samples"]) == 1
    status, response = service.send("datasets.create", CALLS["datasets.create"]["requests"][0])
    assert (status, response["success"], response["error_code"]) == (201, False, "ModelArts.4351")
    service.emulator.set_quirks(busy_as_501=True)
    service.call("syncs.create", dataset_id=dataset_id)
    status, response = service.send("syncs.create", dataset_id=dataset_id)
    assert (status, response["error_code"]) == (501, "ModelArts.4355")


def test_work_fails_on_purpose(service: Service, dataset_id: str) -> None:
    service.emulator.fault(kind="failure", operation="imports.create", error=("ModelArts.4342", "On purpose."))
    body = CALLS["imports.create"]["requests"][0]
    task_id = service.call("imports.create", body, dataset_id=dataset_id)["task_id"]
    service.settle()
    task = service.call("imports.get", dataset_id=dataset_id, task_id=task_id)
    assert (task["status"], task["error_code"]) == ("FAILED", "ModelArts.4342")


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ({"kind": "failure"}, "error: is missing"),
        ({"error": ("a", "b"), "operation": "datasets.get"}, "starts no work"),
        ({"error": ("a", "b"), "kind": "reset"}, "can't be combined"),
        ({"error": ("a", "b"), "status": 500}, "can't be combined"),
        ({"status": 500, "operation": "create"}, "imports.create"),
    ],
)
def test_a_fault_that_is_not_valid_is_refused(arguments: dict[str, Any], problem: str, service: Service) -> None:
    with pytest.raises(ValueError, match=problem):
        service.emulator.fault(**arguments)


def test_a_script_that_is_not_valid_is_refused(service: Service) -> None:
    with pytest.raises(ValueError, match="operation"):
        service.emulator.script("imports.create")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="not both"):
        service.emulator.script("processing.create", states=[2], script=[(0, 2)])
    with pytest.raises(ValueError, match="no states"):
        service.emulator.script("processing.create", states=[])


def test_passwords_of_data_sources_are_masked(service: Service) -> None:
    body = CALLS["datasets.create"]["requests"][0]
    source = {**body["data_sources"][0], "source_info": {"user_name": "u", "user_password": "fake-pass"}}
    created = service.call("datasets.create", {**body, "dataset_name": "masked", "data_sources": [source]})
    shown = service.call("datasets.get", dataset_id=created["dataset_id"])
    assert shown["data_sources"][0]["source_info"] == {"user_name": "u"}
    assert "fake-pass" not in str(service.emulator.requests)
