"""Every call of data management v2 on the emulator, by both classes, as `data/v2_emulator.json` says.

The file is a list of steps. Each makes a call, keeps some of the response for later steps, waits if it says so, and
compares some of what it gets. The table of evidence (`docs/reference/v2/evidence.md`) is made from the same file.
"""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from modelarts import InvalidParameterError
from modelarts.emulator import Emulator
from modelarts.v2 import AsyncDataManagement, DataManagement

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parent / "data"
WALK: dict[str, Any] = json.loads((DATA / "v2_emulator.json").read_text("utf-8"))
DOCUMENTED: dict[str, Any] = json.loads((DATA / "v2_documented.json").read_text("utf-8"))


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Emulator]:
    """An emulator with the files of the walk."""
    for name in WALK["files"]:
        path = tmp_path / "bucket1" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith("/"):
            path.mkdir()
        else:
            path.write_text(name)
    with Emulator(tmp_path, pace=0.005) as emulator:
        yield emulator


class Walk:
    """The steps of the file: their calls, what is compared, and what is kept."""

    def __init__(self, data: DataManagement | AsyncDataManagement, emulator: Emulator) -> None:
        self._data = data
        self._emulator = emulator
        self._kept: dict[str, str] = {}
        self.calls: list[str] = []

    def start(self, step: dict[str, Any]) -> Any:
        """Makes the call of a step; returns its response, or a coroutine."""
        if "script" in step:
            return self._emulator.script(step["script"], step["states"], result=step.get("result"))
        self.calls.append(step["call"])
        resource, _, method = step["call"].partition(".")
        filled = self._filled(step)
        return getattr(getattr(self._data, resource), method)(*filled.get("ids", ()), **filled.get("arguments", {}))

    def keep(self, step: dict[str, Any], response: Any) -> None:
        """Keeps some of the response to the call of a step."""
        self._kept.update({name: at(response, place) for name, place in step.get("keep", {}).items()})

    def check(self, step: dict[str, Any], response: Any) -> None:
        """Compares the response of a step, or what its wait returned."""
        for place, expected in self._filled(step).get("expect", {}).items():
            assert at(response, place) == expected, (step["call"], place)

    def _filled(self, value: Any) -> Any:
        """Returns a value with what was kept in place of `{NAME}`."""
        if isinstance(value, dict):
            return {key: self._filled(one) for key, one in value.items()}
        if isinstance(value, list):
            return [self._filled(one) for one in value]
        return self._kept.get(value[1:-1], value) if isinstance(value, str) and value.startswith("{") else value


def at(response: Any, place: str) -> Any:
    """Returns a part of a response by its path, such as `labels.0.name`."""
    for part in place.split("."):
        if part.isdigit() and not isinstance(response, dict):
            response = response[int(part)]
        else:
            response = response[part] if isinstance(response, dict) and part in response else getattr(response, part)
    return response


def test_the_sync_class_makes_every_call(emulator: Emulator) -> None:
    with emulator.create_client() as client:
        walk = Walk(DataManagement(client), emulator)
        for step in WALK["steps"]:
            response = walk.start(step)
            walk.keep(step, response)
            walk.check(step, response.wait(timeout="10s") if step.get("wait") else response)
    check_all(walk, emulator)


def test_the_async_class_makes_every_call(emulator: Emulator) -> None:
    async def run(walk: Walk) -> None:
        for step in WALK["steps"]:
            started = walk.start(step)
            if started is not None:
                response = await started
                walk.keep(step, response)
                walk.check(step, await response.wait(timeout="10s") if step.get("wait") else response)

    with emulator.create_client() as client:
        walk = Walk(AsyncDataManagement(client), emulator)
        asyncio.run(run(walk))
    check_all(walk, emulator)


def check_all(walk: Walk, emulator: Emulator) -> None:
    """All documented calls were made, and the emulator has seen them."""
    assert set(walk.calls) == set(DOCUMENTED)
    assert {request["operation"] for request in emulator.requests} >= set(DOCUMENTED)


def test_every_step_compares_or_keeps_something() -> None:
    for step in WALK["steps"]:
        assert "script" in step or step.get("expect") or step.get("keep"), step
    compared = {step["call"] for step in WALK["steps"] if step.get("expect")}
    assert compared == set(DOCUMENTED)


def test_the_table_of_evidence_names_tests_that_exist() -> None:
    root = DATA.parent.parent
    text = (root / "docs/reference/v2/evidence.md").read_text("utf-8")
    files = set(re.findall(r"tests/test_\w+\.py", text))
    tests = set(re.findall(r"\btest_\w+", text)) - {Path(file).stem for file in files}
    defined = {name for file in files for name in re.findall(r"def (test_\w+)", (root / file).read_text("utf-8"))}
    assert len(files) == 3
    assert tests
    assert tests <= defined
    assert text.count(" | none | ") == 0, "a call that the emulator is not asked"


@pytest.mark.parametrize("credential", ["password", "access_key"])
@pytest.mark.parametrize("name", ["barn owl", "鸟/bird", "50%25?#", "a+b&c=d", "~", "…", " "])
def test_a_label_may_have_any_name(name: str, credential: Any, emulator: Emulator) -> None:
    with emulator.create_client(credential) as client:
        data = DataManagement(client)
        source, labels = {"data_path": "obs://bucket1/cats/"}, [{"name": name}]
        created = data.datasets.create(
            dataset_name="cats", data_sources=[source], work_path="obs://bucket1/out/", labels=labels
        )
        created.wait()
        data.labels.update_one(created.dataset_id, name, properties={"@modelarts:color": "#93c47d"})
        colors = {label.name: label.property for label in data.labels.iter(created.dataset_id)}
        assert colors[name] == {"@modelarts:color": "#93c47d"}
        data.labels.delete_one(created.dataset_id, name)
        assert [label.name for label in data.labels.iter(created.dataset_id)] == ["cat", "dog"]


@pytest.mark.parametrize("name", ["", ".", ".."])
@pytest.mark.parametrize("validate", [True, False])
def test_a_name_that_no_path_can_have_is_refused(name: str, validate: bool, emulator: Emulator) -> None:
    with emulator.create_client(validate=validate) as client, pytest.raises(InvalidParameterError) as caught:
        DataManagement(client).labels.delete_one("gfghHSokody6AJigS5A", name)
    assert len(caught.value.problems) == 1
    assert caught.value.problems[0].startswith("label_name: is ")
    assert emulator.requests == []
