"""What several generated files say in the same words: limits, defaults, types; and how code and text are formatted."""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model import Enumeration, Field, Operation, Parameter

WIDTH = 110
TOOL = "tools/generate.py"
# Its `pyproject.toml` says how ruff writes code.
ROOT = Path(__file__).resolve().parents[2]
LAST_LATIN = "\u02ff"

_TYPES = {
    "id": "str",
    "text": "str",
    "obs-path": "str",
    "secret": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "state": "str",
}
# What is passed may be any mapping; what is returned is a dict of any values.
_PASSED_TYPES = _TYPES | {"mapping": "Mapping[str, object]", "any": "object"}
_RETURNED_TYPES = _TYPES | {"mapping": "dict[str, Any]", "any": "Any"}


def mark(source: str) -> str:
    """Returns the line at the top of a generated file.

    Args:
        source: the file of the service model.

    Returns:
        The line, without the sign of a comment.
    """
    return f"Written by {TOOL} from {source}; do not edit."


def wrapped(text: str, indent: str, hanging: str = "", width: int = WIDTH) -> str:
    """Wraps a text.

    Args:
        text: the text, in one paragraph.
        indent: what each line begins with.
        hanging: what each line but the first has besides.
        width: how long a line may be.

    Returns:
        The lines.
    """
    return textwrap.fill(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=indent + hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )


def capitalized(text: str) -> str:
    """Returns a text with a capital at its beginning, the rest unchanged."""
    return text[:1].upper() + text[1:]


def formatted(rust: str) -> str:
    """Returns Rust code as rustfmt writes it."""
    command = ["rustfmt", "--edition", "2024", "--emit", "stdout"]
    return subprocess.run(command, input=rust, capture_output=True, check=True, encoding="utf-8").stdout


def formatted_python(code: str) -> str:
    """Returns Python code as ruff writes it."""
    ruff = [sys.executable, "-m", "ruff"]
    for command in (["check", "--quiet", "--select", "I,RUF022", "--fix"], ["format", "--quiet"]):
        arguments = [*ruff, *command, "--stdin-filename", "python/modelarts/generated.py", "-"]
        done = subprocess.run(arguments, input=code, capture_output=True, check=True, encoding="utf-8", cwd=ROOT)
        code = done.stdout
    return code


def used(code: str, names: Iterable[str]) -> list[str]:
    """Returns the names, in order, that a piece of Python or Rust code uses outside of texts and comments."""
    bare = re.sub(r'"""(?:.|\n)*?"""|"(?:\\.|[^"\\\n])*"|//.*', "", code)
    return sorted(name for name in names if re.search(rf"\b{name}\b", bare))


def constant(name: str) -> str:
    """Returns the name of a constant for a class: `DATASET_LIST` for `DatasetList`."""
    return "".join(f"_{letter}" if letter.isupper() else letter for letter in name).strip("_").upper()


def python_type(parameter: Parameter) -> str:
    """Returns the Python type of an argument or a member, without the one of an argument that is left out."""
    match parameter.type:
        case "one-of":
            return f"Literal[{', '.join(quoted(value) for value in parameter.values)}]"
        case "enumeration" if parameter.enumeration is not None:
            plain = "int | str" if parameter.enumeration.type == "integer" else "str"
            return f"{parameter.enumeration.name} | {plain}"
        case "list" if parameter.items is not None:
            return f"Sequence[{python_type(parameter.items)}]"
        case "body" | "object":
            mapping = _PASSED_TYPES["mapping"]
            return f"{parameter.body.name} | {mapping}" if parameter.body else mapping
        case kind:
            return _PASSED_TYPES[kind]


def field_type(field: Field, *, integer_state: bool = False) -> str:
    """Returns the Python type of a field of a response."""
    if field.type == "object":
        return field.of
    if field.enumeration:
        return f"{field.enumeration} | {_RETURNED_TYPES[field.type]}"
    if field.type == "state":
        return "int" if integer_state else _RETURNED_TYPES["text"]
    if field.type != "list":
        return _RETURNED_TYPES[field.type]
    kind = _RETURNED_TYPES.get(field.items)
    return f"list[{kind}]" if kind else f"ResponseList[{field.items}]"


def quoted(text: str) -> str:
    """Returns a text as a literal with double quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def literal(value: str | int) -> str:
    """Returns a text or a number as a literal, a text in the quotes that need fewer escapes."""
    if isinstance(value, int):
        return str(value)
    text = value
    return f"'{text}'" if '"' in text and "'" not in text else quoted(text)


def limits(parameter: Parameter, *, chinese: bool = False) -> str:
    """Returns what a parameter is limited to, or nothing.

    Args:
        parameter: a parameter, or a member of a body.
        chinese: in Chinese.

    Returns:
        A phrase without a full stop.
    """
    if parameter.type == "one-of":
        values = [f"`{quoted(value)}`" if chinese else quoted(value) for value in parameter.values]
        return f"取值：{'、'.join(values)}" if chinese else " or ".join(values)
    if parameter.type == "enumeration" and parameter.enumeration is not None:
        return _values(parameter.enumeration, chinese=chinese)
    if parameter.type == "obs-path":
        return _path_limits(parameter, chinese=chinese)
    phrase = _chinese_limits(parameter) if chinese else _english_limits(parameter)
    inner = limits(parameter.items, chinese=chinese) if parameter.items else ""
    if not inner:
        return phrase
    each = f"每项{'' if inner[0] > LAST_LATIN else ' '}{inner}" if chinese else f"each {inner}"
    return ("，" if chinese else ", ").join(part for part in (phrase, each) if part)


def _values(enumeration: Enumeration, *, chinese: bool) -> str:
    """Returns the values of an enumeration, each with what it means."""
    if chinese:
        values = [f"`{shown(word.value)}`（{word.zh}）" for word in enumeration.values.values()]
        return f"取值：{'、'.join(values)}"
    return "one of " + ", ".join(f"{shown(word.value)} ({word.en})" for word in enumeration.values.values())


def _path_limits(parameter: Parameter, *, chinese: bool) -> str:
    """Returns how the address of something in OBS may be written."""
    example = "bucket/file" if parameter.kind == "file" else "bucket/folder/"
    if chinese:
        length = f"，发送时最多 {parameter.max} 个字符" if parameter.max is not None else ""
        return f"OBS 路径，可写作 `obs://{example}`、`s3://{example}`、`/{example}` 或 `{example}`{length}"
    length = f", at most {parameter.max} characters as sent" if parameter.max is not None else ""
    return f'a path in OBS: "obs://{example}", "s3://{example}", "/{example}" or "{example}"{length}'


def _english_limits(parameter: Parameter) -> str:
    least, most = parameter.min, parameter.max
    if parameter.type == "number" and most is not None:
        return f"{least:g} to {most:g}"
    if parameter.type not in {"integer", "list", "text"}:
        return ""
    units = {"integer": "", "list": " items", "text": " characters"}[parameter.type]
    if parameter.forbidden:
        units = f" characters without any of {parameter.forbidden}"
    if parameter.characters == "ascii-name":
        units = ' letters, digits, "_" or "-"'
    if parameter.characters == "name":
        units = ' letters, digits, "_", "-" or Chinese characters'
    if most is not None:
        return f"{least} to {most}{units}" if least or parameter.type == "integer" else f"at most {most}{units}"
    if parameter.type == "text" and parameter.characters == "any" and not parameter.forbidden:
        return {0: "", 1: "not empty"}.get(least, f"at least {least}{units}")
    unit = units if parameter.characters != "any" or parameter.forbidden else ""
    return f"at least {least}{unit}" if least else unit.strip()


def _chinese_limits(parameter: Parameter) -> str:
    least, most = parameter.min, parameter.max
    if parameter.type == "number" and most is not None:
        return f"{least:g}～{most:g}"
    if parameter.type not in {"integer", "list", "text"}:
        return ""
    units = {"integer": "", "list": " 个", "text": " 个字符"}[parameter.type]
    if parameter.type == "integer":
        at_least, at_most, between = f"不小于 {least}", "", f"{least}～{most}"
    else:
        at_least, at_most, between = f"至少 {least}{units}", f"最多 {most}{units}", f"{least}～{most}{units}"
    count = at_least if least else ""
    if most is not None:
        count = between if least or parameter.type == "integer" else at_most
    if parameter.characters in {"name", "ascii-name"}:
        chinese = "、下划线、中划线或中文" if parameter.characters == "name" else "、下划线或中划线"
        return f"{count}{'，' if count else ''}可包含字母、数字{chinese}"
    if parameter.forbidden:
        return f"{count}{'，' if count else ''}不能包含 `{parameter.forbidden}`"
    return "不能为空" if parameter.type == "text" and count == "至少 1 个字符" else count


def documentation(parameter: Parameter) -> str:
    """Returns the English documentation of an argument.

    Args:
        parameter: the parameter.

    Returns:
        Sentences.
    """
    if parameter.type == "body":
        if parameter.body is None:
            return parameter.en
        members = "; ".join(_member(member) for member in parameter.body.members)
        return f"{parameter.en} {members}. Other keys are sent as they are."
    text = parameter.en.rstrip(".")
    limit = limits(parameter)
    if limit:
        text += f"{':' if parameter.type in {'one-of', 'enumeration', 'obs-path'} else ';'} {limit}"
    if parameter.default not in {None, ""} and parameter.required:
        text += f"; by default {shown(parameter.default)}"
    elif parameter.default not in {None, ""}:
        text += f"; None for the service's default, {shown(parameter.default)}"
    return f"{text}."


def _member(member: Parameter) -> str:
    notes = [member.en, f"`{member.object_body.name}`" if member.object_body else "", limits(member)]
    if member.default not in {None, ""}:
        notes.append(f"by default {shown(member.default)}")
    if member.required:
        notes.append("required")
    return f"`{member.name}` ({'; '.join(note for note in notes if note)})"


def shown(value: object) -> str:
    """Returns a default as Python code."""
    return quoted(value) if isinstance(value, str) else str(value)


def source(operation: Operation) -> str:
    """Returns where the vendor documents a call, in English."""
    call = f"`{operation.method} {operation.path}`"
    if operation.listed_only:
        return (
            f"{call}; the ModelArts SDK reference lists it with method and path, and documents neither "
            "parameters nor response."
        )
    return f'{call}; documented in the ModelArts SDK reference as {operation.page} ("{operation.page_en}").'
