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
import sys

from modelarts._modelarts import read_file
from modelarts.language import message

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
            allow_unknown_states: bool = False,
        ) -> None: ...


__all__ = ["SeedFile", "SeedFileError"]

_A_PAIR = 2
_MAX_COUNT = 2**32 - 1
_MAX_SECONDS = sys.float_info.max
_MAX_BYTES = 16 * 1024 * 1024


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
    content = read_file(path, _MAX_BYTES)
    try:
        return json.loads(content.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        problem = message(
            "is not JSON: line {line}, column {column}: {problem}",
            line=error.lineno,
            column=error.colno,
            problem=error.msg,
        )
    except UnicodeDecodeError:
        problem = message("is not UTF-8; save it as UTF-8")
    except RecursionError:
        problem = message("is nested too deep")
    except ValueError:
        problem = message("has a number with too many digits")
    raise SeedFileError(f"{path}: {problem}")


def _dataset(part: _Part) -> tuple[dict[str, Any], list[tuple[_Part, dict[str, Any]]]]:
    an_id, description = _texts_of_both()
    meanings = {
        "name": message('the name of the dataset, like "flowers"'),
        "data_url": message('the folder of its files, like "bucket/flowers/"'),
        "description": description,
        "dataset_id": an_id,
    }
    part.check_keys(*meanings, "versions")
    dataset = part.texts(meanings, required=("name", "data_url"))
    return dataset, [(version, _version(version)) for version in part.items("versions")]


def _version(part: _Part) -> dict[str, Any]:
    an_id, description = _texts_of_both()
    meanings = {"description": description, "version_id": an_id}
    part.check_keys(*meanings)
    return part.texts(meanings)


def _texts_of_both() -> tuple[str, str]:
    """Returns what an id and a description are."""
    return message("an id, or leave it out to get one"), message('a text, or leave it out, or "" for none')


def _task(part: _Part) -> dict[str, Any]:
    part.check_keys("task_id", "states", "script", "result", "error", "allow_unknown_states")
    meanings = {"task_id": message('the id of the task, like "t1"')}
    task: dict[str, Any] = part.texts(meanings, required=("task_id",))
    if part.has("states") and part.has("script"):
        part.refuse(message("has states and script; leave one of them out"))
    if part.has("states"):
        task["states"] = [_state(state) for state in part.items("states")]
    if part.has("script"):
        task["script"] = [_moment(moment) for moment in part.items("script")]
    if part.has("result"):
        task["result"] = part.value["result"]
    if part.has("error"):
        task["error"] = part.at("error").pair(_is_text, _is_text, '["CODE", "MESSAGE"]')
    if part.has("allow_unknown_states"):
        allowed = part.at("allow_unknown_states")
        if not isinstance(allowed.value, bool):
            allowed.refuse(
                message("is {value}, expected {expected}", value=_shown(allowed.value), expected="true, false")
            )
        task["allow_unknown_states"] = allowed.value
    return task


def _state(part: _Part) -> Any:
    if _is_text(part.value):
        return part.value
    return part.pair(_is_text, _is_count, message('"RUNNING", or ["RUNNING", 3] for three polls'))


def _moment(part: _Part) -> Any:
    return part.pair(_is_number, _is_text, message('[5, "RUNNING"] for that state after 5 seconds'))


def _is_text(value: Any) -> bool:
    # JSON may have half of a surrogate pair, which is no character.
    return isinstance(value, str) and not any("\ud800" <= character <= "\udfff" for character in value)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= _MAX_COUNT


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= _MAX_SECONDS


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
            self.refuse(
                message("is {value}, expected an object with {keys}", value=_shown(self.value), keys=", ".join(known))
            )
        unknown = [key for key in self.value if key not in known]
        if unknown:
            self.refuse(
                message(
                    "has {unknown}, which is unknown; write {keys}",
                    unknown=", ".join(map(json.dumps, unknown)),
                    keys=", ".join(known),
                )
            )

    def items(self, key: str) -> list[_Part]:
        """Returns the items of a list; none if the list is left out."""
        part = self.at(key)
        if not self.has(key):
            return []
        if not isinstance(part.value, list):
            part.refuse(message("is {value}, expected a list", value=_shown(part.value)))
        return [_Part(item, self._path, f"{part._place}[{number}]") for number, item in enumerate(part.value)]

    def texts(self, meanings: dict[str, str], required: Sequence[str] = ()) -> dict[str, Any]:
        """Returns the texts with some keys; `meanings` says for each what to write."""
        for key, meaning in meanings.items():
            part = self.at(key)
            if key in required and not self.has(key):
                part.refuse(message("is missing; write {meaning}", meaning=meaning))
            if self.has(key) and not _is_text(part.value):
                part.refuse(message("is {value}, expected text: {meaning}", value=_shown(part.value), meaning=meaning))
            if key in required and not part.value:
                part.refuse(message("is empty; write {meaning}", meaning=meaning))
        return {key: self.value[key] for key in meanings if self.has(key)}

    def pair(self, first: Callable[[Any], bool], second: Callable[[Any], bool], example: str) -> tuple[Any, Any]:
        value = self.value
        if not (isinstance(value, list) and len(value) == _A_PAIR and first(value[0]) and second(value[1])):
            self.refuse(message("is {value}, expected something like {example}", value=_shown(value), example=example))
        return value[0], value[1]


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:60]}…"  # noqa: PLR2004 enough to recognize it
