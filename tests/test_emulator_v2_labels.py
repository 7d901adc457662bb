"""The rules for labels of datasets and of samples, asked by plain HTTP."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from modelarts.emulator import Emulator
from time_limits import LIMIT
from v2_service import Service

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with Emulator(tmp_path, auth="none", clock="manual") as emulator:
        yield Service(emulator)


def test_labels_of_samples_keep_to_the_rules(service: Service) -> None:
    service.file("in/cat/1.jpg")
    path = service.dataset()
    assert service.label(path, {"labels": [{"name": "cat"}, {"name": "cat"}]}) == "4413"
    assert service.label(path, {"labels": [{"type": 0}]}) == "4413"
    assert service.label(path, {"labels": [{"name": "cat"}], "sample_usage": "TRAIN"}) is None
    assert service.label(path, {"labels": [], "sample_usage": "FOO"}) == "0104"
    manifest = service.publish(path)
    version = service.ok("GET", f"{path}/versions/{manifest}")
    assert version["annotated_sample_count"] == 1


@pytest.mark.parametrize(
    ("shape", "feature", "is_valid"),
    [
        ("bndbox", [[1, 1], [5, 5]], True),
        (None, [[1, 1], [5, 5]], True),
        ("circle", [[3, 3], [2]], True),
        ("point", [[1, 1]], True),
        ("polygon", [[1, 1], [5, 5], [5, 1]], True),
        ("polyline", [[1, 1], [5, 5]], True),
        ("line", [[1, 1], [5, 5]], True),
        ("dashed", [[1, 1], [5, 5]], True),
        ("zigzag", [[1, 1], [5, 5]], False),
        (5, [[1, 1], [5, 5]], False),
        ("bndbox", "x", False),
        ("bndbox", [], False),
        ("bndbox", [[1, 1]], False),
        ("bndbox", [[1, 1], [5]], False),
        ("circle", [[3, 3], [2, 2]], False),
        ("polygon", [[1, 1], [5, 5]], False),
    ],
)
def test_shapes_are_documented_ones(shape: object, feature: object, is_valid: bool, service: Service) -> None:
    service.file("in/1.jpg")
    path = service.dataset(1)
    assert service.change_labels("POST", path, {"name": "cat"}) == [None]
    attributes = {"@modelarts:feature": feature, **({} if shape is None else {"@modelarts:shape": shape})}
    size = {"@modelarts:size": [9, 9, 3]}
    sample = {"labels": [{"name": "cat", "property": attributes}] * 2, "metadata": size}
    assert service.label(path, sample) == (None if is_valid else "4413")


def test_a_renamed_entity_keeps_its_relations(service: Service) -> None:
    path = service.dataset(102)
    ends = {"@modelarts:from_type": "P", "@modelarts:to_type": "Q"}
    relation = {"name": "r", "type": 102, "property": ends}
    entities = [{"name": name, "type": 103} for name in "PQ"]
    assert service.change_labels("POST", path, *entities, relation) == [None] * 3
    rename = {"name": "P", "type": 103, "property": {"@modelarts:rename_to": "PP"}}
    assert service.change_labels("PUT", path, rename) == [None]
    assert service.labels(path)["r"]["property"] == {**ends, "@modelarts:from_type": "PP"}
    assert service.change_labels("DELETE", path, {"name": "PP"}) == ["4415"]
    color = {"name": "r", "property": {"@modelarts:color": "#fff"}}
    assert service.change_labels("PUT", path, color) == [None]
    assert service.change_labels("PUT", path, {"name": "r", "property": {"@modelarts:rename_to": 5}}) == ["0104"]
    assert service.change_labels("DELETE", path, {"name": "r"}, {"name": "PP"}, {"name": "PP"}) == [None, None, "4410"]


def test_attributes_of_labels_are_different(service: Service) -> None:
    path = service.dataset()

    def create(name: str, *attributes: object) -> str | None:
        return service.change_labels("POST", path, {"name": name, "attributes": list(attributes)})[0]

    text, values = {"name": "x", "type": "text"}, [{"value": "a"}, {"value": "a"}]
    assert create("1", text, text) == "4428"
    assert create("2", {"name": "x", "type": "select", "values": values}) == "4429"
    assert create("3", {"name": "x<", "type": "text"}) == "0104"
    assert create("4", {"name": "x" * 65, "type": "text"}) == "0104"
    assert create("5", {"name": "x", "type": "number"}) == "0104"
    assert create("6", text, {"name": "y", "type": "select", "values": values[:1]}) is None
    assert service.change_labels("PUT", path, {"name": "6", "attributes": [text, text]}) == ["4428"]
    assert service.change_labels("PUT", path, {"name": "6", "attributes": [text]}) == [None]
    assert service.labels(path)["6"]["attributes"] == [text]


def test_many_labels_are_deleted_in_one_pass(service: Service) -> None:
    service.file("in/keep/1.jpg")
    service.file("in/l7/2.jpg")
    path = service.dataset()
    labels = [{"name": f"l{number}"} for number in range(8000)]
    service.change_labels("POST", path, *labels)
    began = time.monotonic()
    results = service.change_labels("DELETE", path, *labels, {"name": "l7"}, {})
    seconds = time.monotonic() - began
    assert results == [None] * 8000 + ["4410", "0104"]
    assert list(service.labels(path)) == ["keep"]
    assert [len(sample["labels"]) for sample in service.samples(path)] == [1, 0]
    # In a debug build one pass for each label took more than 30 seconds, and one for all takes one.
    assert seconds < LIMIT, seconds


def test_deleted_labels_take_samples_with_them(service: Service) -> None:
    for name in ("a/1.jpg", "b/2.jpg", "c/3.jpg"):
        service.file(f"in/{name}")
    path = service.dataset()
    both = {"labels": [{"name": "a"}, {"name": "b"}]}
    assert service.label(path, both) is None
    body = {"labels": [{"name": "a"}, {"name": "b"}]}
    service.ok("POST", f"{path}/data-annotations/labels/delete", body, delete_policy=2)
    assert [sample["sample_name"] for sample in service.samples(path)] == ["3.jpg"]
    assert not list((service.root / "b/in").rglob("[12].jpg"))
