"""What several generated files say in the same words: limits, defaults, types; and how text is wrapped."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.model import Field, Operation, Parameter

WIDTH = 110
TOOL = "tools/generate.py"

_TYPES = {"id": "str", "text": "str", "integer": "int", "number": "float", "boolean": "bool", "state": "str"}


def mark(source: str) -> str:
    """Returns the line at the top of a generated file.

    Args:
        source: the file of the service model.

    Returns:
        The line, without the sign of a comment.
    """
    return f"Written by {TOOL} from {source}; do not edit."


def wrapped(text: str, indent: str, hanging: str = "") -> str:
    """Wraps a text.

    Args:
        text: the text, in one paragraph.
        indent: what each line begins with.
        hanging: what each line but the first has besides.

    Returns:
        The lines.
    """
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )


def capitalized(text: str) -> str:
    """Returns a text with a capital at its beginning, the rest unchanged."""
    return text[:1].upper() + text[1:]


def python_type(parameter: Parameter) -> str:
    """Returns the Python type of an argument or a member, without what stands for one that is left out."""
    match parameter.type:
        case "one-of":
            return f"Literal[{', '.join(quoted(value) for value in parameter.values)}]"
        case "list" if parameter.items is not None:
            return f"Sequence[{python_type(parameter.items)}]"
        case "body":
            mapping = "Mapping[str, object]"
            return f"{parameter.body.name} | {mapping}" if parameter.body else mapping
        case kind:
            return _TYPES[kind]


def field_type(field: Field) -> str:
    """Returns the Python type of a field of a response."""
    if field.type != "list":
        return _TYPES[field.type]
    return "list[str]" if field.items == "text" else f"ResponseList[{field.items}]"


def quoted(text: str) -> str:
    """Returns a text as a literal with double quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def literal(text: str) -> str:
    """Returns a text as a literal, in the quotes that need fewer escapes."""
    return f"'{text}'" if '"' in text and "'" not in text else quoted(text)


def limits(parameter: Parameter, *, chinese: bool = False) -> str:
    """Returns what a parameter is limited to, or nothing.

    Args:
        parameter: a parameter, or a member of a body.
        chinese: in Chinese.

    Returns:
        A phrase without a full stop.
    """
    least, most = parameter.min, parameter.max
    if parameter.type == "one-of":
        values = [f"`{quoted(value)}`" if chinese else quoted(value) for value in parameter.values]
        return f"取值：{'、'.join(values)}" if chinese else " or ".join(values)
    if parameter.type == "list":
        return f"至少{least}个" if chinese else f"at least {least}"
    if parameter.type == "integer" and least > 0:
        return f"不小于{least}" if chinese else f"at least {least}"
    if parameter.type != "text":
        return ""
    if parameter.characters == "name":
        kinds = "字母、数字、下划线、中划线或中文" if chinese else 'letters, digits, "_", "-" or Chinese characters'
        return f"{least}～{most}个字符，可包含{kinds}" if chinese else f"{least} to {most} {kinds}"
    if most is not None:
        return f"最多{most}个字符" if chinese else f"at most {most} characters"
    return "不能为空" if chinese else "not empty"


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
        text += f"{':' if parameter.type == 'one-of' else ';'} {limit}"
    if parameter.default not in {None, ""}:
        text += f"; None for the service's default, {shown(parameter.default)}"
    return f"{text}."


def _member(member: Parameter) -> str:
    notes = [member.en, limits(member)]
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
            "parameters nor answer."
        )
    return f'{call}; documented in the ModelArts SDK reference as {operation.page} ("{operation.page_en}").'
