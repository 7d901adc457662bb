"""Reads the service model, `api/*/*.toml` and `api/error_codes.toml`, and refuses unknown keys."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from dataclasses import field as attribute
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = "api/*/*.toml"
CODES = "api/error_codes.toml"

# What may be said of a parameter, a member of a body or an item of a list, by its type.
PARAMETER_OPTIONS = {
    "id": {"reserved"},
    "text": {"min", "max", "characters"},
    "one-of": {"values"},
    "integer": {"min", "max"},
    "number": set(),
    "boolean": set(),
    "list": {"items", "min", "max"},
    "object": {"of"},
    "mapping": set(),
    "any": set(),
    "body": {"body"},
}
# Types of members of bodies alone: neither a path nor a query has room for them.
NESTED_TYPES = {"list", "object", "mapping", "any"}
# What may be said of a field of a response, and which deviations may be accepted, by its type.
FIELD_OPTIONS = {
    "text": set(),
    "state": {"states"},
    "integer": set(),
    "number": set(),
    "boolean": set(),
    "list": {"items"},
    "object": {"of"},
    "mapping": set(),
    "any": set(),
}
ACCEPTED = {"integer": {"text"}, "boolean": {"text"}, "list": {"single", "empty"}}
ITEMS = ("text", "integer", "number", "boolean", "mapping", "any")
# The kinds of states, in the order in which work passes them.
KINDS = ("queued", "running", "succeeded", "failed", "stopped")
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
    of: str = ""
    en: str = ""
    zh: str = ""

    @property
    def object_body(self) -> Body | None:
        """The documented members of it, or of its items."""
        return self.items.object_body if self.items else self.body


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
    of: str = ""
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
    module: str
    base: str = "Response"
    by_hand: bool = False
    fields: list[Field] = attribute(default_factory=list)


@dataclass
class State:
    """A state of work."""

    value: str | int
    en: str
    zh: str


@dataclass
class States:
    """The states of work, by kind."""

    name: str
    en: str
    zh: str
    module: str = ""
    type: str = "text"
    field: str = "status"
    queued: dict[str, State] = attribute(default_factory=dict)
    running: dict[str, State] = attribute(default_factory=dict)
    succeeded: dict[str, State] = attribute(default_factory=dict)
    failed: dict[str, State] = attribute(default_factory=dict)
    stopped: dict[str, State] = attribute(default_factory=dict)

    @property
    def kinds(self) -> dict[str, dict[str, State]]:
        """The states by kind, in the order in which work passes them."""
        return {kind: getattr(self, kind) for kind in KINDS}

    @property
    def all(self) -> dict[str, State]:
        """All of them."""
        return {name: state for states in self.kinds.values() for name, state in states.items()}

    @property
    def deleted(self) -> dict[str, State]:
        """Those in which what was worked on is deleted: they are called so, whatever their kind is."""
        return {name: state for name, state in self.all.items() if name == "DELETED"}


@dataclass
class Pages:
    """An iterator over the pages of a listing."""

    iterator: str
    items: str
    key: str
    total: str
    filters: tuple[str, ...]
    offset: str
    limit: str
    page_size: int
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
class Outputs:
    """The names of the files that are written for an API, without their extensions."""

    rust: str
    python: str
    reference: str


@dataclass
class Service:
    """An API: all calls of one file of the model."""

    source: str
    version: str
    name: str
    title_en: str
    title_zh: str
    en: str
    zh: str
    outputs: Outputs
    modules: dict[str, str]
    bodies: dict[str, Body]
    responses: dict[str, Response]
    states: dict[str, States]
    operations: list[Operation]

    @property
    def polled(self) -> Operation | None:
        """The call that returns the status of a task."""
        return next((operation for operation in self.operations if operation.states), None)


@dataclass
class ErrorCode:
    """A documented error code."""

    code: str
    category: str
    meaning_en: str
    meaning_zh: str
    category_zh: str = ""
    advice_en: str = ""
    advice_zh: str = ""
    retry: bool = False
    http_status: int | None = None


@cache
def services(root: Path) -> list[Service]:
    """Reads the APIs.

    Args:
        root: the repository.

    Returns:
        The APIs, in the order of their files.

    Raises:
        ValueError: an entry is not what the head of `api/v1/dataset.toml` describes.
    """
    read = [_service(path, root) for path in sorted(root.glob(SOURCES))]
    for kind, names in {
        "API": [one.name for one in read],
        "call": [operation.name for one in read for operation in one.operations],
        "body": [name for one in read for name in one.bodies],
        "response": [name for one in read for name, entry in one.responses.items() if not entry.by_hand],
        "states": [name for one in read for name in one.states],
        "module of responses": [module for one in read for module in one.modules],
        "output rust": [one.outputs.rust for one in read],
        "output python": [one.outputs.python for one in read],
        "output reference": [one.outputs.reference for one in read],
    }.items():
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"{SOURCES}: {kind} {', '.join(twice)} is declared twice")
    return read


def sources(root: Path) -> str:
    """Returns the files of all APIs, for the top of what is written from all of them.

    Args:
        root: the repository.

    Returns:
        The paths.
    """
    return ", ".join(one.source for one in services(root))


def _service(path: Path, root: Path) -> Service:
    source = path.relative_to(root).as_posix()
    table = _load(path)
    try:
        modules = table.pop("modules")
        bodies = _bodies(table.pop("body", {}))
        accept = table.pop("accept", {})
        entries = {name: {"module": next(iter(modules)), **entry} for name, entry in table.pop("response").items()}
        responses = {name: _response(name, entry, accept) for name, entry in entries.items()}
        states = {name: _states(name, entry) for name, entry in table.pop("states", {}).items()}
        shared = table.pop("parameter", {})
        operations = [_operation(name, entry, shared, bodies) for name, entry in table.pop("operation").items()]
        parts = {
            "source": source,
            "outputs": _build(Outputs, "outputs", table.pop("outputs"), key=""),
            "modules": modules,
            "bodies": bodies,
            "responses": responses,
            "states": states,
            "operations": operations,
        }
        read: Service = _build(Service, "", table, key="", **parts)
        _check(read)
    except KeyError as error:
        raise ValueError(f"{source}: {error.args[0]} is missing or unknown") from None
    except ValueError as error:
        raise ValueError(f"{source}: {error}") from None
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
    table = _load(root / CODES)
    categories = table.pop("category")
    codes = [_build(ErrorCode, code, entry, "code") for code, entry in table.items()]
    for code in codes:
        if code.category not in categories:
            raise ValueError(f"{CODES}: {code.code}: unknown category {code.category}")
        code.category_zh = categories[code.category]
    return codes


def _load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def _build(kind: type[Any], name: str, entry: dict[str, Any], key: str = "name", **parts: Any) -> Any:
    values: dict[str, Any] = {}
    for option, value in entry.items():
        # A text in several lines begins and ends with a line break in the file.
        values[option] = tuple(value) if isinstance(value, list) else value
        if option in {"en", "zh"}:
            values[option] = value.strip()
    try:
        return kind(**({key: name} if key else {}), **values, **parts)
    except TypeError as error:
        raise ValueError(f"{name or kind.__name__}: {error}") from None


def _parameter(name: str, entry: dict[str, Any], bodies: dict[str, Body]) -> Parameter:
    entry = dict(entry)
    kind = entry.get("type")
    if kind not in PARAMETER_OPTIONS or entry.get("characters", "any") not in {"any", "name"}:
        raise ValueError(f"{name}: unknown type or characters")
    foreign = entry.keys() & set().union(*PARAMETER_OPTIONS.values()) - PARAMETER_OPTIONS[kind]
    if foreign:
        raise ValueError(f"{name}: {', '.join(sorted(foreign))} is no option of the type {kind}")
    if kind == "list":
        entry["items"] = _parameter(f"{name}.items", entry["items"], bodies)
    if "body" in entry or "of" in entry:
        entry["body"] = bodies[entry.get("body") or entry["of"]]
    parameter: Parameter = _build(Parameter, name, entry)
    if parameter.required is None:
        parameter.required = parameter.place in {"path", "body"}
    return parameter


def _bodies(table: dict[str, Any]) -> dict[str, Body]:
    # A member may be an object that is declared further down.
    bodies = {name: Body(name, entry["en"], entry["zh"], []) for name, entry in table.items()}
    for name, entry in table.items():
        if unknown := entry.keys() - {"en", "zh", "member"}:
            raise ValueError(f"{name}: unknown {', '.join(sorted(unknown))}")
        for member, rule in entry["member"].items():
            if rule["type"] in {"id", "body"} or "place" in rule:
                raise ValueError(
                    f"{name}.{member}: a member of a body can't be of type {rule['type']}, nor have a place"
                )
            bodies[name].members.append(_parameter(member, rule, bodies))
    for body in bodies.values():
        for inner in nested(body):
            if inner is body:
                raise ValueError(f"{body.name}: it is a member of itself")
            if any(member.alias for member in inner.members):
                raise ValueError(f"{inner.name}: only the members of a whole body can have an alias")
    return bodies


def nested(body: Body) -> list[Body]:
    """Returns the bodies that are members of a body, or items of a list in it, at any depth.

    Args:
        body: the body.

    Returns:
        The others, each once; itself, too, if it is nested in itself.
    """
    found: list[Body] = []
    waiting = [body]
    while waiting:
        for member in waiting.pop(0).members:
            inner = member.object_body
            if inner and inner not in found:
                found.append(inner)
                waiting.append(inner)
    return found


def _response(name: str, entry: dict[str, Any], accept: dict[str, list[str]]) -> Response:
    entry = dict(entry)
    fields = [_field(f"{name}.{field}", field, value, accept) for field, value in entry.pop("fields", {}).items()]
    response: Response = _build(Response, name, entry)
    response.fields = fields
    return response


def _field(place: str, name: str, entry: dict[str, Any], accept: dict[str, list[str]]) -> Field:
    kind = entry.get("type")
    if kind not in FIELD_OPTIONS:
        raise ValueError(f"{place}: unknown type {kind}")
    options = entry.keys() & set().union(*FIELD_OPTIONS.values())
    if options != FIELD_OPTIONS[kind]:
        wrong = ", ".join(sorted(options ^ FIELD_OPTIONS[kind]))
        raise ValueError(f"{place}: {wrong} is missing, or no option of the type {kind}")
    one: Field = _build(Field, name, {"accept": accept.get(kind, []), **entry})
    if one.presence not in PRESENCES:
        raise ValueError(f"{place}: unknown presence")
    if one.presence == "always" and kind != "list":
        raise ValueError(f"{place}: only a list can be there always")
    if unknown := set(one.accept) - ACCEPTED.get(kind, set()):
        raise ValueError(f"{place}: unknown accept {', '.join(sorted(unknown))}")
    return one


def _states(name: str, entry: dict[str, Any]) -> States:
    entry = dict(entry)
    kind = entry.get("type", "text")
    if kind not in {"text", "integer"}:
        raise ValueError(f"{name}: unknown type {kind}")
    for group in entry.keys() & set(KINDS):
        # The value of a text is its name.
        texts = kind == "text"
        entry[group] = {word: State(*([word, *rest] if texts else rest)) for word, rest in entry[group].items()}
    states: States = _build(States, name, entry)
    return states


def _operation(name: str, entry: dict[str, Any], shared: dict[str, Any], bodies: dict[str, Body]) -> Operation:
    entry = dict(entry)
    known = shared | entry.pop("parameter", {})
    pages = _build(Pages, name, entry.pop("pages"), key="") if "pages" in entry else None
    operation: Operation = _build(Operation, name, entry, pages=pages)
    operation.parameters = [_parameter(parameter, known[parameter], bodies) for parameter in entry["parameters"]]
    for parameter in operation.parameters:
        nests = parameter.type in NESTED_TYPES or (parameter.type == "body") != (parameter.place == "body")
        if parameter.place not in {"path", "query", "body"} or nests:
            place = parameter.place or "nowhere"
            raise ValueError(f"{name}.{parameter.name}: a {parameter.type} can't be sent in the place {place}")
    return operation


def _check(read: Service) -> None:
    if both := (read.bodies.keys() | read.states.keys()) & read.responses.keys():
        raise ValueError(f"{', '.join(sorted(both))}: a body, a response and states need names of their own")
    modules = [(one.name, one.module) for one in read.responses.values() if not one.by_hand]
    modules += [(one.name, one.module) for one in read.states.values()]
    for name, module in modules:
        if module not in read.modules:
            raise ValueError(f"{name}: unknown module {module}; [modules] has {', '.join(read.modules)}")
    for response in read.responses.values():
        for one in response.fields:
            _check_field(f"{response.name}.{one.name}", one, read)
    for operation in read.operations:
        _check_operation(operation, read)
    if len([operation for operation in read.operations if operation.states]) > 1:
        raise ValueError("more than one call has states")


def _check_field(place: str, one: Field, read: Service) -> None:
    if one.type == "list" and one.items not in {*ITEMS, *read.responses}:
        raise ValueError(f"{place}: unknown items {one.items}")
    if one.type == "object" and one.of not in read.responses:
        raise ValueError(f"{place}: unknown class {one.of}")
    if one.type == "state" and one.states not in read.states:
        raise ValueError(f"{place}: unknown states {one.states}")


def _check_operation(operation: Operation, read: Service) -> None:
    in_path = [parameter.name for parameter in operation.parameters if parameter.place == "path"]
    if sorted(in_path) != sorted(re.findall(r"{(\w+)}", operation.path)):
        raise ValueError(f"{operation.name}: its path has other parameters")
    if operation.response not in read.responses:
        raise ValueError(f"{operation.name}: unknown response {operation.response}")
    if operation.states and operation.states not in read.states:
        raise ValueError(f"{operation.name}: unknown states {operation.states}")
    if operation.starts_task and read.polled is None:
        raise ValueError(f"{operation.name}: it starts a task, and no call of this API has states")
    pages = operation.pages
    if pages is None:
        return
    fields = {one.name: one for one in read.responses[operation.response].fields}
    names = {parameter.name for parameter in operation.parameters}
    if unknown := {pages.offset, pages.limit, *pages.filters} - names:
        raise ValueError(f"{operation.name}: its pages name unknown parameters: {', '.join(sorted(unknown))}")
    if pages.total not in fields or pages.items not in fields or fields[pages.items].items not in read.responses:
        raise ValueError(f"{operation.name}: its pages name unknown fields: {pages.items} or {pages.total}")
    pages.item_class = fields[pages.items].items
