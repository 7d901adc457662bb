"""Reads the service model, `api/v1/dataset.toml` and `api/error_codes.toml`, and refuses unknown keys."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = "api/v1/dataset.toml"
CODES = "api/error_codes.toml"

PARAMETER_TYPES = ("id", "text", "one-of", "integer", "number", "boolean", "list", "body")
PRESENCES = ("optional", "required", "always", "not-empty")


@dataclass
class Parameter:
    """A parameter of an operation, a member of a body, or an item of a list in one."""

    name: str
    type: str
    place: str = ""
    required: bool | None = None
    min: int = 0
    max: int | None = None
    characters: str = "any"
    values: tuple[str, ...] = ()
    reserved: tuple[str, ...] = ()
    default: Any = None
    alias: str | None = None
    items: Parameter | None = None
    body: Body | None = None
    en: str = ""
    zh: str = ""


@dataclass
class Body:
    """A body with documented members."""

    name: str
    en: str
    zh: str
    members: list[Parameter]


@dataclass
class Field:
    """A field of a response."""

    name: str
    type: str
    en: str
    zh: str
    presence: str = "optional"
    answered: bool = False
    items: str = ""
    states: str = ""
    accept: tuple[str, ...] = ()

    @property
    def is_answered(self) -> bool:
        """Whether its Python type has no None."""
        return self.answered or self.presence in {"required", "always"}


@dataclass
class Response:
    """An object in an answer."""

    name: str
    en: str
    zh: str
    base: str = "Response"
    module: str = "dataset"
    by_hand: bool = False
    fields: list[Field] = field(default_factory=list)


@dataclass
class States:
    """The states of a task, by kind."""

    name: str
    en: str
    zh: str
    module: str
    running: dict[str, list[str]]
    failed: dict[str, list[str]]
    succeeded: dict[str, list[str]]

    @property
    def all(self) -> dict[str, list[str]]:
        """All of them, with what each means in English and in Chinese."""
        return self.running | self.failed | self.succeeded


@dataclass
class Pages:
    """An iterator over the pages of a listing."""

    iterator: str
    items: str
    key: str
    total: str
    filters: tuple[str, ...]
    en: str
    zh: str
    item_en: str
    item_class: str = ""


@dataclass
class Operation:
    """A call."""

    name: str
    method: str
    path: str
    parameters: list[Parameter]
    response: str
    page: str
    page_en: str
    en: str
    zh: str
    returns_en: str
    returns_zh: str
    example: str
    starts_task: bool = False
    empty_answer: bool = False
    listed_only: bool = False
    states: str = ""
    pages: Pages | None = None

    @property
    def is_idempotent(self) -> bool:
        """Whether it may be sent again although the service may have acted on it."""
        return self.method == "GET"

    @property
    def title(self) -> str:
        """The first line of its English description."""
        return self.en.splitlines()[0]


@dataclass
class Service:
    """All calls of a version of the service."""

    version: str
    name: str
    en: str
    zh: str
    bodies: dict[str, Body]
    responses: dict[str, Response]
    states: dict[str, States]
    operations: list[Operation]


@dataclass
class ErrorCode:
    """A documented error code."""

    code: str
    category: str
    meaning_en: str
    meaning_zh: str
    advice_en: str = ""
    advice_zh: str = ""
    retry: bool = False
    http_status: int | None = None


@cache
def service(root: Path) -> Service:
    """Reads the calls.

    Args:
        root: the repository.

    Returns:
        The calls, and what they refer to.

    Raises:
        ValueError: an entry is not what the head of the file describes.
    """
    table = _load(root / SOURCE)
    bodies = {name: _body(name, entry) for name, entry in table["body"].items()}
    responses = {name: _response(name, entry, table["accept"]) for name, entry in table["response"].items()}
    states = {name: _build(States, name, entry) for name, entry in table["states"].items()}
    operations = [_operation(name, entry, table["parameter"], bodies) for name, entry in table["operation"].items()]
    texts = {key: table[key] for key in ("version", "name", "en", "zh")}
    read = Service(**texts, bodies=bodies, responses=responses, states=states, operations=operations)
    _check(read)
    return read


@cache
def error_codes(root: Path) -> list[ErrorCode]:
    """Reads the error codes.

    Args:
        root: the repository.

    Returns:
        The codes, in the order of the table.

    Raises:
        ValueError: an entry has an unknown key, or lacks one.
    """
    return [_build(ErrorCode, code, entry, "code") for code, entry in _load(root / CODES).items()]


def _load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def _build(kind: type[Any], name: str, entry: dict[str, Any], key: str = "name") -> Any:
    values: dict[str, Any] = {}
    for option, value in entry.items():
        # A text in several lines begins and ends with a line break in the file.
        values[option] = tuple(value) if isinstance(value, list) else value
        if option in {"en", "zh"}:
            values[option] = value.strip()
    try:
        return kind(**({key: name} if key else {}), **values)
    except TypeError as error:
        raise ValueError(f"{name}: {error}") from None


def _parameter(name: str, entry: dict[str, Any], bodies: dict[str, Body]) -> Parameter:
    entry = dict(entry)
    if "items" in entry:
        entry["items"] = _parameter("", entry["items"], bodies)
    if "body" in entry:
        entry["body"] = bodies[entry["body"]]
    parameter: Parameter = _build(Parameter, name, entry)
    if parameter.type not in PARAMETER_TYPES or parameter.characters not in {"any", "name"}:
        raise ValueError(f"{name}: unknown type or characters")
    if parameter.required is None:
        parameter.required = parameter.place in {"path", "body"}
    return parameter


def _body(name: str, entry: dict[str, Any]) -> Body:
    members = [_parameter(member, rule, {}) for member, rule in entry["member"].items()]
    return Body(name, entry["en"], entry["zh"], members)


def _response(name: str, entry: dict[str, Any], accept: dict[str, list[str]]) -> Response:
    entry = dict(entry)
    fields = [
        _build(Field, field, {"accept": accept.get(value["type"], []), **value})
        for field, value in entry.pop("fields", {}).items()
    ]
    for one in fields:
        if one.presence not in PRESENCES:
            raise ValueError(f"{name}.{one.name}: unknown presence")
    response: Response = _build(Response, name, entry)
    response.fields = fields
    return response


def _operation(name: str, entry: dict[str, Any], shared: dict[str, Any], bodies: dict[str, Body]) -> Operation:
    entry = dict(entry)
    known = shared | entry.pop("parameter", {})
    entry["pages"] = _build(Pages, name, entry["pages"], key="") if "pages" in entry else None
    operation: Operation = _build(Operation, name, entry)
    operation.parameters = [_parameter(parameter, known[parameter], bodies) for parameter in entry["parameters"]]
    return operation


def _check(read: Service) -> None:
    for operation in read.operations:
        in_path = [parameter.name for parameter in operation.parameters if parameter.place == "path"]
        if sorted(in_path) != sorted(part.strip("{}") for part in operation.path.split("/") if part.startswith("{")):
            raise ValueError(f"{operation.name}: its path has other parameters")
        if operation.response not in read.responses:
            raise ValueError(f"{operation.name}: unknown response {operation.response}")
        if operation.pages:
            fields = {one.name: one for one in read.responses[operation.response].fields}
            operation.pages.item_class = fields[operation.pages.items].items
        if operation.states and operation.states not in read.states:
            raise ValueError(f"{operation.name}: unknown states {operation.states}")
    for response in read.responses.values():
        for one in response.fields:
            if one.type == "list" and one.items != "text" and one.items not in read.responses:
                raise ValueError(f"{response.name}.{one.name}: unknown items {one.items}")
