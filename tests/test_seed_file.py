"""What a seed file may contain, and the errors for anything else."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from modelarts.cli.seed_file import SeedFile, SeedFileError

if TYPE_CHECKING:
    from pathlib import Path


class Recorder:
    """Takes what an emulator would take, and remembers it."""

    def __init__(self, refused: str = "") -> None:
        self.added: list[tuple[Any, ...]] = []
        self._refused = refused

    def _add(self, kind: str, *arguments: Any) -> None:
        if self._refused and self._refused in arguments:
            raise ValueError(f"{self._refused} is refused")
        self.added.append((kind, *arguments))

    def add_dataset(self, name: str, data_url: str, *, description: str = "", dataset_id: str | None = None) -> str:
        self._add("dataset", name, data_url, description, dataset_id)
        return dataset_id or f"id-of-{name}"

    def add_version(self, dataset_id: str, *, description: str = "", version_id: str | None = None) -> str:
        self._add("version", dataset_id, description, version_id)
        return version_id or "any"

    def add_task(
        self,
        task_id: str,
        states: Any = None,
        *,
        script: Any = None,
        result: Any = None,
        error: Any = None,
        allow_unknown_states: bool = False,
    ) -> None:
        self._add("task", task_id, states, script, result, error, *([True] if allow_unknown_states else []))


def added(path: Path, text: str) -> list[tuple[Any, ...]]:
    path.write_text(text, encoding="utf-8")
    recorder = Recorder()
    SeedFile(path).add_to(recorder)
    return recorder.added


def test_datasets_versions_and_tasks_are_added_in_their_order(tmp_path: Path) -> None:
    seed = {
        "datasets": [
            {"name": "a", "data_url": "/b/a/", "versions": [{}, {"description": "二", "version_id": "v2"}]},
            {"name": "c", "data_url": "/b/c/", "description": "d", "dataset_id": "e", "versions": [{}]},
        ],
        "tasks": [
            {"task_id": "t1", "states": ["PENDING", ["RUNNING", 3]], "result": [{"x": None}]},
            {"task_id": "t2", "script": [[0, "RUNNING"], [2.5, "FAILURE"]], "error": ["ModelArts.1674", "gone"]},
            {"task_id": "t3"},
            {"task_id": "t4", "states": ["PAUSED"], "allow_unknown_states": True},
        ],
    }
    assert added(tmp_path / "seed.json", json.dumps(seed)) == [
        ("dataset", "a", "/b/a/", "", None),
        ("version", "id-of-a", "", None),
        ("version", "id-of-a", "二", "v2"),
        ("dataset", "c", "/b/c/", "d", "e"),
        ("version", "e", "", None),
        ("task", "t1", ["PENDING", ("RUNNING", 3)], None, [{"x": None}], None),
        ("task", "t2", None, [(0, "RUNNING"), (2.5, "FAILURE")], None, ("ModelArts.1674", "gone")),
        ("task", "t3", None, None, None, None),
        ("task", "t4", ["PAUSED"], None, None, None, True),
    ]


@pytest.mark.parametrize("text", ["{}", '{"tasks": []}', '\ufeff{"datasets": []}'])
def test_what_is_left_out_is_none(text: str, tmp_path: Path) -> None:
    assert added(tmp_path / "seed.json", text) == []


DATASET = {"name": "a", "data_url": "/b/"}


def complaint(path: Path, seed: Any) -> str:
    """What is said of a seed, after the file's name."""
    path.write_text(json.dumps(seed))
    with pytest.raises(SeedFileError) as caught:
        SeedFile(path)
    return str(caught.value).removeprefix(f"{path}: ")


@pytest.mark.parametrize(
    ("seed", "message"),
    [
        ([], "is [], expected an object with datasets, tasks"),
        ({"dataset": []}, 'has "dataset", which is unknown; write datasets, tasks'),
        ({"datasets": {}}, "datasets: is {}, expected a list"),
        ({"datasets": None}, "datasets: is null, expected a list"),
        ({"datasets": ["a"]}, 'datasets[0]: is "a", expected an object with name, data_url'),
        ({"datasets": [DATASET, {"data_url": "/b/"}]}, "datasets[1].name: is missing; write the name of the dataset"),
        ({"tasks": [{}]}, 'tasks[0].task_id: is missing; write the id of the task, like "t1"'),
    ],
)
def test_an_error_names_the_file_the_place_and_what_to_write(seed: Any, message: str, tmp_path: Path) -> None:
    assert complaint(tmp_path / "seed.json", seed).startswith(message)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"name": ""}, '.name: is empty; write the name of the dataset, like "flowers"'),
        ({"name": 1}, ".name: is 1, expected text: the name"),
        ({"data_url": ""}, '.data_url: is empty; write the folder of its files, like "bucket/flowers/"'),
        ({"dataset_id": None}, ".dataset_id: is null, expected text: an id, or leave it out to get one"),
        ({"id": "x"}, ': has "id", which is unknown; write name, data_url, description, dataset_id, versions'),
        ({"versions": [{}, 3]}, ".versions[1]: is 3, expected an object with description, version_id"),
        ({"versions": [{"name": "v"}]}, '.versions[0]: has "name", which is unknown'),
        ({"versions": [{"version_id": 1}]}, ".versions[0].version_id: is 1, expected text"),
    ],
)
def test_an_error_in_a_dataset_names_it(more: dict[str, Any], message: str, tmp_path: Path) -> None:
    seed = {"datasets": [{**DATASET, **more}]}
    assert complaint(tmp_path / "seed.json", seed).startswith(f"datasets[0]{message}")


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"states": "RUNNING"}, '.states: is "RUNNING", expected a list'),
        (
            {"states": ["A", ["B", "3"]]},
            '.states[1]: is ["B", "3"], expected something like "RUNNING", or ["RUNNING", 3]',
        ),
        ({"states": [["B", True]]}, '.states[0]: is ["B", true], expected'),
        ({"states": [["B", -1]]}, '.states[0]: is ["B", -1], expected'),
        ({"states": [["B", 10**23]]}, '.states[0]: is ["B", 100000000000000000000000], expected'),
        ({"script": [[10**400, "B"]]}, ".script[0]: is [1000"),
        ({"script": [[float("inf"), "B"]]}, '.script[0]: is [Infinity, "B"], expected'),
        ({"script": [[-1, "B"]]}, '.script[0]: is [-1, "B"], expected'),
        ({"task_id": "\ud800"}, '.task_id: is "\ud800", expected text: the id of the task'),
        ({"states": ["\ud800"]}, '.states[0]: is "\ud800", expected'),
        ({"error": ["a", "\ud800"]}, '.error: is ["a", "\ud800"], expected'),
        ({"script": [["A", 0]]}, '.script[0]: is ["A", 0], expected something like [5, "RUNNING"]'),
        ({"script": [[0]]}, ".script[0]: is [0], expected"),
        ({"allow_unknown_states": 1}, ".allow_unknown_states: is 1, expected true, false"),
        ({"script": [], "states": []}, ": has states and script; leave one of them out"),
        ({"error": "x" * 99}, f'.error: is "{"x" * 59}…, expected something like ["CODE", "MESSAGE"]'),
    ],
)
def test_an_error_in_a_task_names_it(more: dict[str, Any], message: str, tmp_path: Path) -> None:
    seed = {"tasks": [{"task_id": "t", **more}]}
    assert complaint(tmp_path / "seed.json", seed).startswith(f"tasks[0]{message}")


def test_a_file_that_is_not_json_is_an_error_that_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "seed.json"
    path.write_text('{\n  "tasks": [}')
    with pytest.raises(SeedFileError, match=r"seed\.json: is not JSON: line 2, column 13"):
        SeedFile(path)
    path.write_bytes(b'{"tasks": "\xff"}')
    with pytest.raises(SeedFileError, match=r"seed\.json: is not UTF-8"):
        SeedFile(path)
    path.write_text('{"tasks": [' + "1" * 5000 + "]}")
    with pytest.raises(SeedFileError, match=r"seed\.json: has a number with too many digits"):
        SeedFile(path)
    path.write_text("[" * 1_000_000)
    with pytest.raises(SeedFileError, match=r"seed\.json: is nested too deep"):
        SeedFile(path)


def test_a_file_that_is_not_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"nowhere\.json"):
        SeedFile(tmp_path / "nowhere.json")


@pytest.mark.skipif(os.name != "posix", reason="devices and pipes")
def test_a_file_without_an_end_is_an_error_and_no_wait(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="/dev/zero is larger than 16777216 bytes"):
        SeedFile("/dev/zero")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(OSError, match="is a pipe that was not written to its end"):
        SeedFile(pipe)


@pytest.mark.parametrize(
    ("refused", "place"),
    [("a", "datasets[0]"), ("v", "datasets[0].versions[1]"), ("t", "tasks[0]")],
)
def test_what_the_emulator_refuses_is_an_error_with_its_place(refused: str, place: str, tmp_path: Path) -> None:
    path = tmp_path / "seed.json"
    dataset = {**DATASET, "versions": [{}, {"version_id": "v"}]}
    path.write_text(json.dumps({"datasets": [dataset], "tasks": [{"task_id": "t"}]}))
    with pytest.raises(SeedFileError) as caught:
        SeedFile(path).add_to(Recorder(refused))
    assert str(caught.value) == f"{path}: {place}: {refused} is refused"


def test_nothing_is_added_of_a_file_with_an_error_anywhere(tmp_path: Path) -> None:
    recorder = Recorder()
    path = tmp_path / "seed.json"
    path.write_text(json.dumps({"datasets": [DATASET], "tasks": [{}]}))
    with pytest.raises(SeedFileError):
        SeedFile(path).add_to(recorder)
    assert recorder.added == []
