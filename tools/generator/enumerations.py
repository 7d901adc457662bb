"""Writes the enumerations of each API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import parse
from generator.text import formatted_python, literal, mark

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model import Enumeration, Service

MODULE = '''\
"""The documented values of parameters and fields.

A parameter takes the value, the member, or the member's name as text; a field is the member if its value is
documented, and the plain value if not.
"""

# {mark}

from enum import IntEnum

from modelarts.text_enum import TextEnum

__all__ = [
{names}]


{classes}'''


def outputs(root: Path) -> dict[Path, str]:
    """Returns the enumerations of the APIs that have some.

    Args:
        root: the repository.

    Returns:
        The text of each file, by its path.
    """
    files = {}
    for service in parse.services(root):
        if service.enumerations:
            folder = root / "python" / service.package.replace(".", "/")
            files[folder / "enumerations.py"] = formatted_python(_module(service))
    return files


def _module(service: Service) -> str:
    enumerations = sorted(service.enumerations.values(), key=lambda one: one.name)
    names = "".join(f'    "{one.name}",\n' for one in enumerations)
    classes = "\n\n".join(_class(one) for one in enumerations)
    return MODULE.format(mark=mark(service.source), names=names, classes=classes)


def _class(enumeration: Enumeration) -> str:
    base = "IntEnum" if enumeration.type == "integer" else "TextEnum"
    members = "".join(
        f'    {name} = {literal(word.value)}\n    """{word.en[:1].upper()}{word.en[1:].rstrip(".")}."""\n'
        for name, word in enumeration.values.items()
    )
    return f'class {enumeration.name}({base}):\n    """{enumeration.en}"""\n\n{members}'
