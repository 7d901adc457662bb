"""Writes the Rust tables: operations, objects of responses, error codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import parse
from generator.check import states_of
from generator.text import constant, formatted, quoted, used

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.model import (
        Body,
        Enumeration,
        ErrorCode,
        Field,
        Operation,
        Parameter,
        Response,
        Service,
        States,
        Word,
    )

FOLDER = "src/api/generated"
CHARACTERS = {"any": "Characters::Any", "name": "Characters::Name", "ascii-name": "Characters::AsciiName"}
PRESENCES = {
    "optional": "Optional",
    "required": "Required",
    "empty-if-missing": "EmptyIfMissing",
    "not-empty": "NotEmpty",
}


def code_kind(code: ErrorCode) -> str:
    """Returns the kind of an error code as the Rust table has it."""
    return f"Some(CodeKind::{code.kind.title().replace('-', '')})" if code.kind else "None"


def outputs(root: Path) -> dict[Path, str]:
    """Returns the Rust files.

    Args:
        root: the repository.

    Returns:
        The text of each file, by its path.
    """
    folder = root / FOLDER
    files = {folder / f"{service.outputs.rust}.rs": _table(service) for service in parse.services(root)}
    return files | {folder / "error_codes.rs": formatted(_error_codes(parse.error_codes(root)))}


MODULES = """\
//! The tables that `tools/generate.py` writes from `api/`, as it does this file.

use crate::api::Operation;

/// The calls of each API.
pub static TABLES: &[&[Operation]] = &[{tables}];

/// Returns the call of that name.
#[must_use]
pub fn operation(name: &str) -> Option<&'static Operation> {{
    let mut operations = TABLES.iter().copied().flatten();
    operations.find(|operation| operation.name == name)
}}
"""

TABLE = """\
//! The calls of `{name}`. Written by `tools/generate.py` from `{source}`; do not edit.

use http::Method;

use crate::api::{{{types}}};

/// The calls.
{code}"""

TYPES = (
    "Characters",
    "Enumeration",
    "Field",
    "Form",
    "Member",
    "Object",
    "Operation",
    "Parameter",
    "PathKind",
    "Place",
    "Presence",
    "Rule",
    "Shape",
    "Status",
    "Word",
)

ERROR_CODES = """\
//! The documented error codes, sorted. Written by `tools/generate.py` from `{source}`; do not edit.

use crate::api::{{CodeKind, ErrorCode}};

/// The codes, sorted by `code`.
pub static ERROR_CODES: &[ErrorCode] = &[{codes}];
"""


def modules(root: Path, files: dict[Path, str]) -> dict[Path, str]:
    """Returns the module that holds the tables.

    Args:
        root: the repository.
        files: all generated files.

    Returns:
        Its text, by its path.
    """
    folder = root / FOLDER
    names = sorted(path.stem for path in files if path.parent == folder)
    tables = ", ".join(f"{service.outputs.rust}::OPERATIONS" for service in parse.services(root))
    modules = "".join(f"pub mod {name};\n" for name in names)
    text = formatted(MODULES.format(tables=tables))
    # rustfmt would look for the files of the modules.
    text = text.replace("\n/// The calls of", f"\n{modules}\n/// The calls of", 1)
    return {folder / "mod.rs": text}


def _table(service: Service) -> str:
    operations = "".join(_operation(operation, service) for operation in service.operations)
    parts = [f"pub static OPERATIONS: &[Operation] = &[{operations}];\n"]
    polled = {states_of(operation, service) for operation in service.operations} - {""}
    parts += [_states(states) for states in service.states.values() if states.name in polled]
    parts += [_enumeration(one) for one in _sent_enumerations(service)]
    parts += [_body(body) for body in service.bodies.values()]
    parts += [_object(response, service) for response in service.responses.values()]
    code = "\n".join(parts)
    types = ", ".join(used(code, TYPES))
    return formatted(TABLE.format(name=service.name, source=service.source, types=types, code=code))


def _operation(operation: Operation, service: Service) -> str:
    parameters = "".join(_parameter(parameter) for parameter in operation.parameters)
    states = states_of(operation, service)
    return f"""Operation {{
        name: {quoted(operation.name)},
        method: Method::{operation.method},
        path: {quoted(operation.path)},
        parameters: &[{parameters}],
        response: &{constant(operation.response)},
        empty_response: {_flag(operation.empty_response)},
        idempotent: {_flag(operation.is_idempotent)},
        status: {f"Some(&{constant(states)}_STATUS)" if states else "None"},
    }},"""


def _sent_enumerations(service: Service) -> list[Enumeration]:
    """Returns the enumerations of parameters and of members of bodies."""
    parameters = [one for operation in service.operations for one in operation.parameters]
    parameters += [member for body in service.bodies.values() for member in body.members]
    sent = {one.enumeration.name for parameter in parameters if (one := parameter.items or parameter).enumeration}
    return [one for one in service.enumerations.values() if one.name in sent]


def _parameter(parameter: Parameter) -> str:
    return f"""Parameter {{
        name: {quoted(parameter.name)},
        key: {quoted(parameter.sent)},
        place: Place::{parameter.place.capitalize()},
        required: {_flag(parameter.required)},
        rule: {_rule(parameter)},
        outside: {f"Some({quoted(parameter.outside)})" if parameter.outside else "None"},
    }},"""


def _rule(parameter: Parameter) -> str:
    match parameter.type:
        case "id":
            return f"Rule::Id {{ reserved: {_texts(parameter.reserved)} }}"
        case "one-of":
            return f"Rule::OneOf({_texts(parameter.values)})"
        case "enumeration" if parameter.enumeration is not None:
            return f"Rule::Enumeration(&{constant(parameter.enumeration.name)})"
        case "list" if parameter.items is not None:
            item = _rule(parameter.items)
            return f"Rule::List {{ item: &{item}, min: {parameter.min}, max: {_size(parameter.max)} }}"
        case "body" | "object" | "mapping":
            members = constant(parameter.body.name) if parameter.body else "&[]"
            return f"Rule::Object({members})"
        case "text" | "obs-path" | "integer" | "number":
            return _limited(parameter)
        case kind:
            return f"Rule::{kind.capitalize()}"


def _limited(parameter: Parameter) -> str:
    """Returns the rule of a text or a number."""
    least, most = parameter.min, parameter.max
    if parameter.type == "integer":
        return f"Rule::Integer {{ min: {least}, max: {'i64::MAX' if most is None else most} }}"
    if parameter.type == "number":
        bounds = ("f64::NEG_INFINITY", "f64::INFINITY") if most is None else (float(least), float(most))
        return f"Rule::Number {{ min: {bounds[0]}, max: {bounds[1]} }}"
    if parameter.type == "obs-path":
        form, kind = parameter.form.capitalize(), parameter.kind.capitalize()
        return f"Rule::ObsPath {{ form: Form::{form}, kind: PathKind::{kind}, max: {_size(most)} }}"
    characters = CHARACTERS[parameter.characters]
    if parameter.forbidden:
        characters = f"Characters::Without({quoted(parameter.forbidden)})"
    return f"Rule::Text {{ min: {least}, max: {_size(most)}, characters: {characters} }}"


def _enumeration(enumeration: Enumeration) -> str:
    values = ", ".join(f"({quoted(name)}, {_word(word.value)})" for name, word in enumeration.values.items())
    return f"static {constant(enumeration.name)}: Enumeration = Enumeration {{ values: &[{values}] }};\n"


def _body(body: Body) -> str:
    members = "".join(
        f"""Member {{
            name: {quoted(member.name)},
            alias: {f"Some({quoted(member.alias)})" if member.alias else "None"},
            required: {_flag(member.required)},
            rule: {_rule(member)},
        }},"""
        for member in body.members
    )
    return f"static {constant(body.name)}: &[Member] = &[{members}];\n"


def _object(response: Response, service: Service) -> str:
    fields = "".join(
        f"""Field {{
            name: {quoted(field.name)},
            presence: Presence::{PRESENCES[field.presence]},
            shape: {_shape(field, service)},
        }},"""
        for field in response.fields
    )
    return f"""/// {response.en.splitlines()[0]}
pub static {constant(response.name)}: Object = Object {{
    module: {quoted(_package(response, service))},
    class: {quoted(response.name)},
    fields: &[{fields}],
}};
"""


def _package(response: Response, service: Service) -> str:
    """Returns the Python package of a class; what is written by hand is shared by all APIs."""
    if response.name == "Started":
        return "modelarts.responses.started"
    return "modelarts.responses" if response.by_hand else f"{service.package}.responses"


def _shape(field: Field, service: Service) -> str:
    match field.type:
        case "state":
            states = service.states[field.states]
            if states.type == "integer":
                return "Shape::Integer { text: true }"
            return f"Shape::State({_texts(states.all)})"
        case "object":
            return f"Shape::Object(&{constant(field.of)})"
        case "list":
            item = _scalar(field.items, ()) or f"Shape::Object(&{constant(field.items)})"
            single, empty = _flag("single" in field.accept), _flag("empty" in field.accept)
            return f"Shape::List {{ item: &{item}, single: {single}, empty: {empty} }}"
        case kind:
            return _scalar(kind, field.accept)


def _scalar(kind: str, accept: tuple[str, ...]) -> str:
    """Returns the shape of a type that needs no other class; nothing for a class."""
    match kind:
        case "integer" | "boolean":
            return f"Shape::{kind.capitalize()} {{ text: {_flag('text' in accept)} }}"
        case "text" | "number" | "mapping" | "any":
            return f"Shape::{kind.capitalize()}"
    return ""


def _states(states: States) -> str:
    return f"""static {constant(states.name)}_STATUS: Status = Status {{
        field: {quoted(states.field)},
        succeeded: {_states_of(states.succeeded)},
        failed: {_states_of(states.failed)},
        stopped: {_states_of(states.stopped)},
        deleted: {_states_of(states.deleted)},
        deleting: {_states_of(states.deleting)},
    }};
"""


def _states_of(states: dict[str, Word]) -> str:
    """Returns the states of one kind, as the service writes them."""
    return f"&[{', '.join(_word(state.value) for state in states.values())}]"


def _word(value: str | int) -> str:
    return f"Word::Integer({value})" if isinstance(value, int) else f"Word::Text({quoted(value)})"


def _error_codes(codes: list[ErrorCode]) -> str:
    entries = "".join(
        f"""ErrorCode {{
            code: {quoted(code.code)},
            meaning_en: {quoted(code.meaning_en)},
            advice_en: {quoted(code.advice_en)},
            meaning_zh: {quoted(code.meaning_zh)},
            advice_zh: {quoted(code.advice_zh)},
            retry: {_flag(code.retry)},
            kind: {code_kind(code)},
        }},"""
        for code in sorted(codes, key=lambda code: code.code)
    )
    return ERROR_CODES.format(source=parse.CODES, codes=entries)


def _texts(texts: Iterable[str]) -> str:
    return f"&[{', '.join(quoted(text) for text in texts)}]"


def _size(size: int | None) -> str:
    return "usize::MAX" if size is None else str(size)


def _flag(flag: object) -> str:
    return "true" if flag else "false"
