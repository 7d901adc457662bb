"""The seed file of `modelarts emulator`: the datasets and tasks that the emulator starts with.

```json
{"datasets": [{"name": "flowers", "data_url": "bucket/flowers/", "versions": [{"description": "…"}]}],
 "tasks": [{"task_id": "t1", "states": ["PENDING", ["RUNNING", 3], "SUCCESS"], "result": []},
           {"task_id": "t2", "script": [[0, "RUNNING"], [5, "FAILURE"]], "error": ["ModelArts.1674", "…"]}]}
```

A dataset may also have a `description` and a `dataset_id`, and a version a `version_id`.
"""

from __future__ import annotations

import json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from os import PathLike
    from typing import Any, NoReturn, Protocol

    class _Target(Protocol):
        """The methods of `Emulator` that a seed file uses."""

        def add_dataset(
            self, name: str, data_url: str, *, description: str = "", dataset_id: str | None = None
        ) -> str: ...
        def add_version(self, dataset_id: str, *, description: str = "", version_id: str | None = None) -> str: ...
        def add_task(
            self,
            task_id: str,
            states: Sequence[str | tuple[str, int]] | None = None,
            *,
            script: Sequence[tuple[float, str]] | None = None,
            result: Any = None,
            error: tuple[str, str] | None = None,
        ) -> None: ...


__all__ = ["SeedFile", "SeedFileError"]

_TEXTS_OF_A_DATASET = {
    "name": 'the name of the dataset, like "flowers"',
    "data_url": 'the folder of its files, like "bucket/flowers/"',
    "description": 'a text, or leave it out, or "" for none',
    "dataset_id": "an id, or leave it out to get one",
}
_TEXTS_OF_A_VERSION = {
    "description": 'a text, or leave it out, or "" for none',
    "version_id": "an id, or leave it out to get one",
}
_TEXTS_OF_A_TASK = {"task_id": 'the id of the task, like "t1"'}
_A_PAIR = 2


class SeedFileError(ValueError):
    """A seed file is invalid; the text names the file, the place in it and what to write."""


class SeedFile:
    """A seed file, read and checked.

    Args:
        path: The path of the file.

    Raises:
        OSError: The file can't be read.
        SeedFileError: The file is invalid.
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        self._path = path
        whole = _Part(_load(path), path, "")
        whole.check_keys("datasets", "tasks")
        self._datasets = [(part, _dataset(part)) for part in whole.items("datasets")]
        self._tasks = [(part, _task(part)) for part in whole.items("tasks")]

    def add_to(self, emulator: _Target) -> None:
        """Adds the datasets, versions and tasks to an emulator, in the order of the file.

        Args:
            emulator: The emulator.

        Raises:
            SeedFileError: The emulator refuses one of them.
        """
        for part, (dataset, versions) in self._datasets:
            dataset_id = part.reporting_errors(emulator.add_dataset)(**dataset)
            for version, texts in versions:
                version.reporting_errors(emulator.add_version)(dataset_id, **texts)
        for part, task in self._tasks:
            part.reporting_errors(emulator.add_task)(**task)


def _load(path: str | PathLike[str]) -> Any:
    try:
        with open(path, encoding="utf-8-sig") as file:
            return json.load(file)
    except json.JSONDecodeError as error:
        problem = f"is not JSON: line {error.lineno}, column {error.colno}: {error.msg}"
    except UnicodeDecodeError:
        problem = "is not UTF-8; save it as UTF-8"
    except RecursionError:
        problem = "is nested too deep"
    raise SeedFileError(f"{path}: {problem}")


def _dataset(part: _Part) -> tuple[dict[str, Any], list[tuple[_Part, dict[str, Any]]]]:
    part.check_keys(*_TEXTS_OF_A_DATASET, "versions")
    dataset = part.texts(_TEXTS_OF_A_DATASET, required=("name", "data_url"))
    versions = part.items("versions")
    for version in versions:
        version.check_keys(*_TEXTS_OF_A_VERSION)
    return dataset, [(version, version.texts(_TEXTS_OF_A_VERSION)) for version in versions]


def _task(part: _Part) -> dict[str, Any]:
    part.check_keys("task_id", "states", "script", "result", "error")
    task: dict[str, Any] = part.texts(_TEXTS_OF_A_TASK, required=("task_id",))
    if part.has("states") and part.has("script"):
        part.refuse("has states and script; leave one of them out")
    if part.has("states"):
        task["states"] = [_state(state) for state in part.items("states")]
    if part.has("script"):
        task["script"] = [_moment(moment) for moment in part.items("script")]
    if part.has("result"):
        task["result"] = part.value["result"]
    if part.has("error"):
        task["error"] = part.at("error").pair(_is_text, _is_text, '["CODE", "MESSAGE"]')
    return task


def _state(part: _Part) -> Any:
    if _is_text(part.value):
        return part.value
    return part.pair(_is_text, _is_count, '"RUNNING", or ["RUNNING", 3] for three polls')


def _moment(part: _Part) -> Any:
    return part.pair(_is_number, _is_text, '[5, "RUNNING"] for that state after 5 seconds')


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


class _Part:
    """A value in the file, and its place, like `datasets[0].name`."""

    def __init__(self, value: Any, path: str | PathLike[str], place: str) -> None:
        self.value = value
        self._path = path
        self._place = place

    def refuse(self, problem: object) -> NoReturn:
        place = f" {self._place}:" if self._place else ""
        raise SeedFileError(f"{self._path}:{place} {problem}")

    def reporting_errors(self, add: Callable[..., Any]) -> Callable[..., Any]:
        """Returns a function that calls `add` and names this place if the emulator refuses it."""

        def add_or_report(*arguments: Any, **named: Any) -> Any:
            try:
                return add(*arguments, **named)
            except (OSError, OverflowError, ValueError) as error:
                self.refuse(error)

        return add_or_report

    def has(self, key: str) -> bool:
        return key in self.value

    def at(self, key: str) -> _Part:
        return _Part(self.value.get(key), self._path, f"{self._place}.{key}".lstrip("."))

    def check_keys(self, *known: str) -> None:
        if not isinstance(self.value, dict):
            self.refuse(f"is {_shown(self.value)}, expected an object with {', '.join(known)}")
        unknown = [key for key in self.value if key not in known]
        if unknown:
            self.refuse(f"has {', '.join(map(json.dumps, unknown))}, which is unknown; write {', '.join(known)}")

    def items(self, key: str) -> list[_Part]:
        """Returns the items of a list; none if the list is left out."""
        part = self.at(key)
        if not self.has(key):
            return []
        if not isinstance(part.value, list):
            part.refuse(f"is {_shown(part.value)}, expected a list")
        return [_Part(item, self._path, f"{part._place}[{number}]") for number, item in enumerate(part.value)]

    def texts(self, meanings: dict[str, str], required: Sequence[str] = ()) -> dict[str, Any]:
        """Returns the texts with some keys; `meanings` says for each what to write."""
        for key, meaning in meanings.items():
            part = self.at(key)
            if key in required and not self.has(key):
                part.refuse(f"is missing; write {meaning}")
            if self.has(key) and not _is_text(part.value):
                part.refuse(f"is {_shown(part.value)}, expected text: {meaning}")
            if key in required and not part.value:
                part.refuse(f"is empty; write {meaning}")
        return {key: self.value[key] for key in meanings if self.has(key)}

    def pair(self, first: Callable[[Any], bool], second: Callable[[Any], bool], example: str) -> tuple[Any, Any]:
        value = self.value
        if not (isinstance(value, list) and len(value) == _A_PAIR and first(value[0]) and second(value[1])):
            self.refuse(f"is {_shown(value)}, expected something like {example}")
        return value[0], value[1]


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:60]}…"  # noqa: PLR2004 enough to recognize it
