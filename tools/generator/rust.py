"""Writes the Rust tables: operations, objects of answers, error codes."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from generator import model

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model import Body, ErrorCode, Field, Operation, Parameter, Response, Service, States

FOLDER = "src/api/generated"
PRESENCES = {"optional": "Optional", "required": "Required", "always": "Always", "not-empty": "NotEmpty"}


def outputs(root: Path) -> dict[Path, str]:
    """Returns the Rust files.

    Args:
        root: the repository.

    Returns:
        The text of each file, by its path.
    """
    folder = root / FOLDER
    return {
        folder / "dataset.rs": _formatted(_dataset(model.service(root))),
        folder / "error_codes.rs": _formatted(_error_codes(model.error_codes(root))),
    }


MODULES = """\
//! The tables that `tools/generate.py` writes from `api/`.

{modules}"""

DATASET = """\
//! The calls of the dataset API. Written by `tools/generate.py` from `{source}`; do not edit.

use http::Method;

use crate::api::{{
    Characters, Field, Member, Object, Operation, Parameter, Place, Presence, Rule, Shape, Status,
}};

/// The calls.
pub static OPERATIONS: &[Operation] = &[{operations}];
"""

ERROR_CODES = """\
//! The documented error codes, sorted. Written by `tools/generate.py` from `{source}`; do not edit.

use crate::api::ErrorCode;

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
    return {folder / "mod.rs": MODULES.format(modules="".join(f"pub mod {name};\n" for name in names))}


def _dataset(service: Service) -> str:
    operations = "".join(_operation(operation) for operation in service.operations)
    parts = [DATASET.format(source=model.SOURCE, operations=operations)]
    parts += [_states(states) for states in service.states.values()]
    parts += [_body(body) for body in service.bodies.values()]
    parts += [_object(response, service) for response in service.responses.values()]
    return "\n".join(parts)


def _operation(operation: Operation) -> str:
    parameters = "".join(_parameter(parameter) for parameter in operation.parameters)
    return f"""Operation {{
        name: {_text(operation.name)},
        method: Method::{operation.method},
        path: {_text(operation.path)},
        parameters: &[{parameters}],
        response: &{_constant(operation.response)},
        empty_answer: {_flag(operation.empty_answer)},
        idempotent: {_flag(operation.is_idempotent)},
        status: {f"Some(&{_constant(operation.states)}_STATUS)" if operation.states else "None"},
    }},"""


def _parameter(parameter: Parameter) -> str:
    return f"""Parameter {{
        name: {_text(parameter.name)},
        place: Place::{parameter.place.capitalize()},
        required: {_flag(parameter.required)},
        rule: {_rule(parameter)},
    }},"""


def _rule(parameter: Parameter) -> str:
    match parameter.type:
        case "id":
            return f"Rule::Id {{ reserved: {_texts(parameter.reserved)} }}"
        case "text":
            characters = f"Characters::{parameter.characters.capitalize()}"
            return f"Rule::Text {{ min: {parameter.min}, max: {_size(parameter.max)}, characters: {characters} }}"
        case "one-of":
            return f"Rule::OneOf({_texts(parameter.values)})"
        case "integer":
            highest = "i64::MAX" if parameter.max is None else parameter.max
            return f"Rule::Integer {{ min: {parameter.min}, max: {highest} }}"
        case "list" if parameter.items is not None:
            item = _rule(parameter.items)
            return f"Rule::List {{ item: &{item}, min: {parameter.min}, max: {_size(parameter.max)} }}"
        case "body":
            members = _constant(parameter.body.name) if parameter.body else "&[]"
            return f"Rule::Object({members})"
        case kind:
            return f"Rule::{kind.capitalize()}"


def _body(body: Body) -> str:
    members = "".join(
        f"""Member {{
            name: {_text(member.name)},
            alias: {f"Some({_text(member.alias)})" if member.alias else "None"},
            required: {_flag(member.required)},
            rule: {_rule(member)},
        }},"""
        for member in body.members
    )
    return f"static {_constant(body.name)}: &[Member] = &[{members}];\n"


def _object(response: Response, service: Service) -> str:
    fields = "".join(
        f"""Field {{
            name: {_text(field.name)},
            presence: Presence::{PRESENCES[field.presence]},
            shape: {_shape(field, service)},
        }},"""
        for field in response.fields
    )
    return f"""/// {response.en.splitlines()[0]}
pub static {_constant(response.name)}: Object = Object {{
    class: {_text(response.name)},
    fields: &[{fields}],
}};
"""


def _shape(field: Field, service: Service) -> str:
    match field.type:
        case "text":
            return "Shape::Text"
        case "state":
            return f"Shape::State({_texts(service.states[field.states].all)})"
        case "integer" | "boolean":
            return f"Shape::{field.type.capitalize()} {{ text: {_flag('text' in field.accept)} }}"
        case "list":
            item = "Text" if field.items == "text" else f"Object(&{_constant(field.items)})"
            single, empty = _flag("single" in field.accept), _flag("empty" in field.accept)
            return f"Shape::List {{ item: &Shape::{item}, single: {single}, empty: {empty} }}"
        case kind:
            raise ValueError(f"{field.name}: unknown type {kind}")


def _states(states: States) -> str:
    return f"""static {_constant(states.name)}_STATUS: Status = Status {{
        field: "status",
        succeeded: {_texts(states.succeeded)},
        failed: {_texts(states.failed)},
        running: {_texts(states.running)},
    }};
"""


def _error_codes(codes: list[ErrorCode]) -> str:
    entries = "".join(
        f"""ErrorCode {{
            code: {_text(code.code)},
            category: {_text(code.category)},
            meaning_en: {_text(code.meaning_en)},
            advice_en: {_text(code.advice_en)},
            meaning_zh: {_text(code.meaning_zh)},
            advice_zh: {_text(code.advice_zh)},
            retry: {_flag(code.retry)},
        }},"""
        for code in sorted(codes, key=lambda code: code.code)
    )
    return ERROR_CODES.format(source=model.CODES, codes=entries)


def _constant(name: str) -> str:
    """`DatasetList` as `DATASET_LIST`."""
    return "".join(f"_{letter}" if letter.isupper() else letter for letter in name).strip("_").upper()


def _text(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _texts(texts: tuple[str, ...] | dict[str, list[str]]) -> str:
    return f"&[{', '.join(_text(text) for text in texts)}]"


def _size(size: int | None) -> str:
    return "usize::MAX" if size is None else str(size)


def _flag(flag: object) -> str:
    return "true" if flag else "false"


def _formatted(rust: str) -> str:
    command = ["rustfmt", "--edition", "2024", "--emit", "stdout"]
    return subprocess.run(command, input=rust, capture_output=True, check=True, encoding="utf-8").stdout
