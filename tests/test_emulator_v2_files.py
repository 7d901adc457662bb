"""The files of uploads, imports and exports of data management, asked by plain HTTP."""

from __future__ import annotations

import json
import urllib.error
from typing import TYPE_CHECKING, Any

import pytest

from modelarts.emulator import Emulator
from v2_service import Service, base64_of, codes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BOX = {"@modelarts:shape": "bndbox", "@modelarts:feature": [[1, 1], [5, 5]]}


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with Emulator(tmp_path, auth="none", clock="manual") as emulator:
        yield Service(emulator)


def test_exports_and_imports_lose_no_file(service: Service) -> None:
    for name in ("in/cat/a.jpg", "in/dog/a.png"):
        service.file(name)
    path = service.dataset()
    service.ok("POST", f"{path}/export-tasks", {"path": "/b/exported/"})
    service.settle()
    exported = sorted(file.name for file in (service.root / "b/exported").iterdir())
    assert len(exported) == 4, exported
    stems = {name.rsplit(".", 1)[0] for name in exported}
    texts = {(service.root / "b/exported" / f"{stem}.txt").read_text() for stem in stems}
    assert texts == {"cat\n", "dog\n"}
    for name in ("x", "y"):
        service.file(f"more/{name}/a.jpg", name)
    service.ok("POST", f"{path}/import-tasks", {"import_path": "/b/more/", "import_folder": "new"})
    service.settle()
    contents = {(service.root / f"b/in/new/{name}/a.jpg").read_text() for name in ("x", "y")}
    assert contents == {"x", "y"}
    assert len(service.samples(path)) == 4


def test_an_upload_keeps_to_the_rules_for_labels(service: Service) -> None:
    path = service.dataset()

    def add(name: str, *labels: object) -> str | None:
        return service.add(path, {"name": name, "data": base64_of(name), "labels": list(labels)})[0]

    assert add("1.jpg", {"name": "new", "type": 0}) is None
    assert add("2.jpg", {"name": "wrong", "type": 101}) == "4413"
    assert add("3.jpg", {"type": 0}) == "4413"
    assert add("4.jpg", {"name": "new"}, {"name": "new"}) == "4413"
    assert list(service.labels(path)) == ["new"]
    assert [file.name for file in sorted((service.root / "b/in").iterdir())] == ["1.jpg"]
    detection = service.dataset(1, "boxes")
    box = {"name": "cat", "property": BOX}
    sample: dict[str, object] = {"name": "1.jpg", "data": base64_of("1"), "labels": [box]}
    assert service.add(detection, sample) == ["4423"]
    assert service.add(detection, {**sample, "metadata": {"@modelarts:size": [9, 9, 3]}}) == [None]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ({"source": "content://hello"}, "its source is a text"),
        ({"source": "s3://b/m.manifest"}, "s3://b/m.manifest has the wrong extension"),
        ({"usage": "foo"}, 'usage is "foo", expected one of TRAIN, EVAL, TEST, INFERENCE'),
        ({"usage": 5}, "usage is 5"),
        ({"annotation": [{"name": "c", "confidence": 7}]}, "confidence is 7, expected a number from 0 to 1"),
        ({"annotation": [{"name": "c", "confidence": "high"}]}, 'confidence is "high"'),
        ({"annotation": [{}]}, "an annotation has no name"),
    ],
)
def test_a_manifest_with_values_that_the_dataset_excludes_is_refused(
    line: dict[str, Any], problem: str, service: Service
) -> None:
    service.file("in/1.jpg")
    path = service.dataset()
    for annotation in line.get("annotation", []):
        annotation["type"] = "modelarts/image_classification"
    good = {"source": "s3://b/in/1.jpg"}
    manifest = "\n".join(json.dumps(entry) for entry in (good, {**good, **line}))
    status, code, message = service.load(path, manifest)
    assert (status, code) == ("FAILED", "4362"), message
    assert message.startswith("/b/m.manifest, line 2: "), message
    assert problem in message


def test_annotations_of_other_types_are_left_out(service: Service) -> None:
    service.file("in/1.jpg")
    path = service.dataset()
    other = {"type": "modelarts/text_classification", "name": "zz"}
    own = {"type": "modelarts/image_classification", "name": "cat"}
    line = {"source": "s3://b/in/1.jpg", "usage": "train", "annotation": [other, own, own]}
    assert service.load(path, json.dumps(line))[0] == "COMPLETED"
    assert [label["name"] for label in service.samples(path)[0]["labels"]] == ["cat"]
    assert service.load(path, json.dumps({"source": "https://x/y.jpg"}))[:2] == ("FAILED", "4374")


def test_a_sample_may_have_12582912_bytes(service: Service) -> None:
    path = service.dataset()
    limit = 12_582_912
    for size, code in ((limit, None), (limit + 1, "4656")):
        assert service.add(path, {"name": f"{size}.jpg", "data": base64_of(b"x" * size)}) == [code]
    assert (service.root / f"b/in/{limit}.jpg").stat().st_size == limit
    # Only the body of an upload may be so large.
    with pytest.raises((urllib.error.URLError, AssertionError)):
        service.ok("PUT", path, {"description": "x" * limit})


def test_a_text_file_without_text_is_not_uploaded(service: Service) -> None:
    path = service.dataset(100)
    blank, text = (
        {"name": f"{name}.txt", "data": base64_of(content)} for name, content in (("1", "\n \n"), ("2", "a\n"))
    )
    assert service.add(path, blank, text) == ["4421", None]
    assert [file.name for file in (service.root / "b/in").iterdir()] == ["2.txt"]
    assert [sample["sample_data"] for sample in service.samples(path)] == [["a"]]


@pytest.mark.parametrize(("kind", "name"), [(0, "1.jpg"), (100, "1.txt")])
def test_a_file_without_a_sample_can_be_added_again(kind: int, name: str, service: Service) -> None:
    service.file(f"in/{name}", "1")
    path = service.dataset(kind)
    same, other = ({"name": name, "data": base64_of(content)} for content in ("1", "2"))
    assert service.add(path, same) == ["4422"]
    ids = [sample["sample_id"] for sample in service.samples(path)]
    service.ok("POST", f"{path}/data-annotations/samples/delete", {"samples": ids})
    response = service.ok("POST", f"{path}/data-annotations/samples", {"samples": [other]})
    assert codes(response, 1) == ["4421"]
    assert "another file" in response["results"][0]["error_msg"]
    assert service.add(path, same) == [None]
    assert len(service.samples(path)) == 1
    assert (service.root / "b/in" / name).read_text() == "1"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("https://x/y/", "4374"),
        ("file:///b/in/", "4374"),
        ("/b//in/", "4315"),
        ("obs://b/a://b/", "4315"),
        ("/b/a*/", "4313"),
    ],
)
def test_paths_that_are_no_obs_paths_say_why(path: str, code: str, service: Service) -> None:
    dataset = service.dataset()
    found = service.refused("POST", f"{dataset}/import-tasks", {"import_path": path})
    assert found[:2] == (400, code)
