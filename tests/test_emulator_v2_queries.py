"""The values of parameters and members that data management refuses, asked by plain HTTP."""

from __future__ import annotations

import json
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


@pytest.mark.parametrize(
    ("method", "path", "forbidden", "allowed"),
    [
        ("POST", "", "^!<>=&\"'", ""),
        ("PUT", "{dataset}", '^!<>=&"', "'"),
        ("POST", "{dataset}/versions", "!<>=&\"'", "^"),
    ],
)
def test_forbidden_characters_differ_by_call(
    method: str, path: str, forbidden: str, allowed: str, service: Service
) -> None:
    dataset = service.dataset()
    body: dict[str, object] = {}
    if not path:
        source = {"data_path": "/b/in/"}
        body = {"dataset_name": "d", "data_sources": [source], "work_path": "/b/out/", "work_path_type": 0}
    path = path.format(dataset=dataset) or "datasets"
    for character in forbidden:
        status, code, message = service.refused(method, path, {**body, "description": f"a{character}b"})
        assert (status, code) == (400, "0104"), character
        assert message.endswith(f"one of {forbidden}.")
    service.ok(method, path, {**body, "description": f"a{allowed}b"})


@pytest.mark.parametrize(
    ("path", "parameters"),
    [
        ("datasets", {"dataset_type": 2}),
        ("datasets", {"version_format": 3}),
        ("datasets", {"running_task_type": 8}),
        ("datasets", {"check_running_task": "maybe"}),
        ("datasets", {"train_evaluate_ratio": "0,nan"}),
        ("{dataset}", {"running_task_type": "x"}),
        ("{dataset}/versions", {"version_format": 3}),
        ("{dataset}/versions", {"status": 9}),
        ("{dataset}/versions", {"train_evaluate_ratio": "0,2"}),
        ("{dataset}/data-annotations/samples", {"label_type": 999}),
        ("{dataset}/data-annotations/samples", {"sample_type": 999}),
        ("{dataset}/data-annotations/samples", {"low_score": "NaN"}),
        ("{dataset}/data-annotations/samples", {"high_score": "1.5"}),
        ("{dataset}/data-annotations/samples", {"preview": "x"}),
        ("{dataset}/auto-annotations/samples", {"label_type": 999}),
        ("{dataset}/export-tasks", {"export_type": 9}),
        ("processor-tasks", {"status": 9}),
        ("processor-tasks", {"source_type": "FTP"}),
        ("processor-tasks", {"task_type": "x"}),
    ],
)
def test_parameters_have_documented_values(path: str, parameters: dict[str, object], service: Service) -> None:
    path = path.format(dataset=service.dataset())
    status, code, message = service.refused("GET", path, **parameters)
    assert (status, code) == (400, "0104")
    assert message.startswith(next(iter(parameters))), message


def test_documented_values_of_parameters_are_taken(service: Service) -> None:
    service.file("in/1.jpg")
    path = service.dataset()
    assert len(service.samples(path, label_type=103)) == 0
    assert len(service.samples(path, sample_type=9, preview="true")) == 1
    assert len(service.samples(path, low_score="0", high_score="1")) == 0
    service.ok("GET", "datasets", running_task_type=10, version_format=2, train_evaluate_ratio="0.0,1.0")
    service.ok("GET", path, check_running_task="true", running_task_type=0)
    service.ok("GET", f"{path}/versions", status=4, version_format=0)
    service.ok("GET", "processor-tasks", status=4, source_type="OBS", task_type="sys_data_analyse")


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"foo": 1}, 'search_conditions has "foo", expected one of coefficient'),
        ({"hard": "maybe"}, 'hard is "maybe"'),
        ({"score": "abc"}, 'score is "abc"'),
        ({"label_list": {"labels": [{"name": "a"}], "op": "XOR"}}, 'op is "XOR", expected AND or OR'),
        ({"label_list": {"labels": [{"name": "a", "op": "XOR"}]}}, 'op is "XOR"'),
        ({"metadata": {"props": {}, "op": 1}}, "op is 1"),
        ({"hard": "false", "score": None, "kvp": None}, 1),
        ({"kvp": "120"}, 0),
        ({"sample_dir": "/b/in/"}, 1),
        ({"sample_dir": "/b/in"}, 1),
        ({"sample_dir": "obs://b/in"}, 1),
        ({"sample_dir": "/b/"}, 0),
    ],
)
def test_conditions_have_documented_members(condition: object, expected: str | int, service: Service) -> None:
    service.file("in/1.jpg")
    path = service.dataset()
    conditions = json.dumps([condition])
    if isinstance(expected, int):
        assert len(service.samples(path, search_conditions=conditions)) == expected
        return
    samples = f"{path}/data-annotations/samples"
    status, code, message = service.refused("GET", samples, search_conditions=conditions)
    assert (status, code) == (400, "0104")
    assert expected in message


def test_the_kind_of_the_work_path_is_required(service: Service) -> None:
    source = {"data_path": "/b/in/"}
    body = {"dataset_name": "d", "data_sources": [source], "work_path": "/b/out/"}
    assert service.refused("POST", "datasets", body)[1:] == ("0104", "work_path_type must be 0.")


@pytest.mark.parametrize("offset", ["-1", "x", "", "2147483648", "18446744073709551615", "9" * 30, "1.0"])
def test_an_offset_is_an_integer_of_32_bits(offset: str, service: Service) -> None:
    status, code, message = service.refused("GET", "datasets", offset=offset)
    assert (status, code) == (400, "0104")
    assert message == f'offset is "{offset}", expected an integer from 0 to 2147483647.'
    service.ok("GET", "datasets", offset=2147483647)
