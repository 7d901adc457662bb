"""Reads the service model, `api/*/*.toml` and `api/error_codes.toml`, and refuses unknown keys."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any

from generator.check import check, check_names
from generator.model import (
    KINDS,
    Enumeration,
    ErrorCode,
    Field,
    Operation,
    Outputs,
    Pages,
    Resource,
    Response,
    Service,
    States,
    Waits,
    Word,
)
from generator.parse_bodies import ACCEPTED, PRESENCES, bodies, build, parameter

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model import Body

SOURCES = "api/v*/*.toml"
CODES = "api/error_codes.toml"
CODE_KINDS = (
    "",
    "busy",
    "clock-skew",
    "conflict",
    "not-found",
    "quota",
    "storage-not-found",
    "throttled",
    "unknown-path",
)

# Types that only members of bodies can have, and lists in a query.
NESTED_TYPES = {"list", "object", "mapping", "any"}
# What may be said of a field of a response, by its type.
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
# The tables that the files of one API share.
SHARED = ("parameter", "enumeration", "states", "response", "body")


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
    tables = {path.relative_to(root).as_posix(): _load(path) for path in sorted(root.glob(SOURCES))}
    heads = {source: table for source, table in tables.items() if "resource" not in table}
    resources = {source: table for source, table in tables.items() if "resource" in table}
    read = []
    for source, table in heads.items():
        folder = source.rpartition("/")[0]
        parts = {one: entry for one, entry in resources.items() if one.rpartition("/")[0] == folder}
        read.append(_service(source, table, parts))
    check_names(read, SOURCES)
    return read


def sources(root: Path) -> str:
    """Returns the files of all APIs, for the top of what is written from all of them.

    Args:
        root: the repository.

    Returns:
        The paths.
    """
    return ", ".join(one.source for one in services(root) if not one.resources)


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
    codes = [build(ErrorCode, code, entry, "code") for code, entry in table.items()]
    for code in codes:
        if code.category not in categories:
            raise ValueError(f"{CODES}: {code.code}: unknown category {code.category}")
        if code.kind not in CODE_KINDS:
            raise ValueError(f"{CODES}: {code.code}: unknown kind {code.kind}")
        code.category_zh = categories[code.category]
    return codes


def _load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def _service(source: str, table: dict[str, Any], resources: dict[str, dict[str, Any]]) -> Service:
    table = dict(table)
    try:
        tables = _tables(table, resources)
        modules = table.pop("modules", None) or _modules(table["version"], resources)
        enumerations = {name: _enumeration(name, entry) for name, entry in tables["enumeration"].items()}
        accept = table.pop("accept", {})
        first = next(iter(modules))
        responses = {
            name: _response(name, {"module": first, **entry}, accept) for name, entry in tables["response"].items()
        }
        read_bodies = bodies(tables["body"], enumerations, responses)
        states = {name: _states(name, {"module": first, **entry}) for name, entry in tables["states"].items()}
        parsed = [
            _resource(one, entry, tables["parameter"], read_bodies, enumerations) for one, entry in resources.items()
        ]
        operations = [
            _operation(name, entry, tables["parameter"], read_bodies, enumerations)
            for name, entry in table.pop("operation", {}).items()
        ]
        if resources:
            _complete(responses, parsed)
        parts = {
            "source": source if not resources else f"{source.rpartition('/')[0]}/*.toml",
            "outputs": build(Outputs, "outputs", table.pop("outputs"), key=""),
            "modules": modules,
            "bodies": read_bodies,
            "responses": responses,
            "states": states,
            "enumerations": enumerations,
            "operations": operations + [one for resource in parsed for one in resource.operations],
            "resources": parsed,
        }
        read: Service = build(Service, "", table, key="", **parts)
        check(read)
        _mark_call_attributes(read)
    except KeyError as error:
        raise ValueError(f"{source}: {error.args[0]} is missing or unknown") from None
    except ValueError as error:
        raise ValueError(f"{source}: {error}") from None
    return read


def _complete(responses: dict[str, Response], resources: list[Resource]) -> None:
    """Adds the classes without fields, and makes a class of what can be waited for of each that starts work."""
    plain = {
        "Response": ("A response without documented fields.", "未说明返回字段的响应。"),
        "Started": ("The response of a call that starts work.", "启动异步操作的接口的响应。"),
    }
    for name, (en, zh) in plain.items():
        responses.setdefault(name, Response(name, en, zh, module="", by_hand=True))
    for operation in (one for resource in resources for one in resource.operations if one.waits):
        if operation.response == "Response":
            operation.response = "Started"
        elif responses[operation.response].base == "Response":
            responses[operation.response].base = "Started"


def _mark_call_attributes(service: Service) -> None:
    """Marks the classes that have the attributes of a call."""
    returned = [service.responses[operation.response] for operation in service.operations]
    with_code = [one for one in service.responses.values() if any(field.name == "error_code" for field in one.fields)]
    for response in returned + with_code:
        found: Response | None = response
        while found is not None:
            found.has_call_attributes = True
            found = service.responses.get(found.base) if found.base != found.name else None


def _tables(table: dict[str, Any], resources: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Takes the tables that the files of an API share, of all of its files."""
    tables: dict[str, dict[str, Any]] = {}
    for kind in SHARED:
        found = tables.setdefault(kind, {})
        for source, entries in {"": table, **resources}.items():
            for name, entry in (entries.pop(kind, {}) if not source else entries.get(kind, {})).items():
                # A parameter of one resource may have the name of another's.
                if kind == "parameter" and source:
                    continue
                if name in found:
                    raise ValueError(f"{kind} {name} is declared twice")
                in_module = source and kind in {"response", "states"}
                found[name] = {"module": entries["resource"], **entry} if in_module else entry
    return tables


def _modules(version: str, resources: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Returns the modules of responses of an API with resources: one for each, and one for what they share."""
    modules = {"shared": f"The objects in responses of several resources of {version}."}
    return modules | {
        entry["resource"]: f"The responses of the methods of `{entry['class']}`." for entry in resources.values()
    }


def _resource(
    source: str,
    table: dict[str, Any],
    shared: dict[str, Any],
    read_bodies: dict[str, Body],
    enumerations: dict[str, Enumeration],
) -> Resource:
    table = dict(table)
    resource = table["resource"]
    known = {**shared, **table.pop("parameter", {})}
    operations = []
    for method, call in table.pop("operation").items():
        entry = {**call, "parameters": ["project_id", *call.get("parameters", ())], "resource": resource}
        if "waits" in entry:
            entry["waits"] = build(Waits, "", entry["waits"], key="")
        operations.append(_operation(f"{resource}.{method}", entry, known, read_bodies, enumerations))
    for kind in SHARED:
        table.pop(kind, None)
    table["cls"] = table.pop("class")
    read: Resource = build(Resource, "", table, key="", source=source, operations=operations)
    return read


def _enumeration(name: str, entry: dict[str, Any]) -> Enumeration:
    values = {word: Word(*parts) for word, parts in entry["values"].items()}
    kind = {"text": str, "integer": int}[entry["type"]]
    if wrong := [word for word, one in values.items() if not isinstance(one.value, kind)]:
        raise ValueError(f"{name}: {', '.join(wrong)}: the value is no {entry['type']}")
    return Enumeration(name, entry["type"], entry["en"], entry["zh"], values)


def _states(name: str, entry: dict[str, Any]) -> States:
    entry = dict(entry)
    kind = entry.get("type", "text")
    if kind not in {"text", "integer"}:
        raise ValueError(f"{name}: unknown type {kind}")
    for group in entry.keys() & set(KINDS):
        # The value of a text is its name.
        texts = kind == "text"
        entry[group] = {word: Word(*([word, *rest] if texts else rest)) for word, rest in entry[group].items()}
    states: States = build(States, name, entry)
    return states


def _response(name: str, entry: dict[str, Any], accept: dict[str, list[str]]) -> Response:
    entry = dict(entry)
    fields = [_field(f"{name}.{field}", field, value, accept) for field, value in entry.pop("fields", {}).items()]
    response: Response = build(Response, name, entry)
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
    one: Field = build(Field, name, {"accept": accept.get(kind, []), **entry})
    if one.presence not in PRESENCES:
        raise ValueError(f"{place}: unknown presence")
    if one.presence == "empty-if-missing" and kind != "list":
        raise ValueError(f"{place}: only a list can be there always")
    if unknown := set(one.accept) - ACCEPTED.get(kind, set()):
        raise ValueError(f"{place}: unknown accept {', '.join(sorted(unknown))}")
    return one


def _operation(
    name: str,
    entry: dict[str, Any],
    shared: dict[str, Any],
    read_bodies: dict[str, Body],
    enumerations: dict[str, Enumeration],
) -> Operation:
    entry = dict(entry)
    known = shared | entry.pop("parameter", {})
    pages = build(Pages, name, entry.pop("pages"), key="") if "pages" in entry else None
    operation: Operation = build(Operation, name, entry, pages=pages)
    operation.parameters = [parameter(one, known[one], read_bodies, enumerations) for one in entry["parameters"]]
    for one in operation.parameters:
        in_query = one.type == "list" and one.place == "query"
        nests = one.type in NESTED_TYPES and one.place != "member" and not in_query and one.type != "mapping"
        whole = (one.type in {"body", "mapping"}) == (one.place == "body")
        if one.place not in {"path", "query", "body", "member"} or nests or (one.place != "member" and not whole):
            place = one.place or "nowhere"
            raise ValueError(f"{name}.{one.name}: a {one.type} can't be sent in the place {place}")
    return operation
