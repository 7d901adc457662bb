"""Writes the types of bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import model
from generator.text import capitalized, limits, mark, python_type, used, wrapped

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model import Body, Parameter

FILE = "python/modelarts/bodies.py"


def outputs(root: Path) -> dict[Path, str]:
    """Returns the module of bodies.

    Args:
        root: the repository.

    Returns:
        The text of the file, by its path.
    """
    return {root / FILE: _module(root)}


MODULE = '''\
"""The types of bodies, for type checkers and completion; any mapping is taken in their place."""

# {mark}

from __future__ import annotations

{imports}
__all__ = [
{names}]


{classes}'''


def _module(root: Path) -> str:
    bodies = [body for service in model.services(root) for body in service.bodies.values()]
    classes = "\n\n".join(_class(body) for body in bodies)
    names = "".join(f'    "{name}",\n' for name in sorted(body.name for body in bodies))
    imports = ""
    if abstract := used(classes, ("Mapping", "Sequence")):
        noqa = "  # noqa: TC003 typing.get_type_hints reads it"
        imports += f"from collections.abc import {', '.join(abstract)}{noqa}\n"
    imports += f"from typing import {', '.join(used(classes, ('Literal', 'TypedDict')))}\n"
    return MODULE.format(mark=mark(model.sources(root)), imports=imports, names=names, classes=classes)


def _class(body: Body) -> str:
    required = [member for member in body.members if member.required]
    optional = [member for member in body.members if not member.required]
    doc = _doc(body)
    if not required:
        return f"class {body.name}(TypedDict, total=False):\n{doc}\n{_members(optional)}"
    if not optional:
        return f"class {body.name}(TypedDict):\n{doc}\n{_members(required)}"
    # typing.Required is of Python 3.11.
    base = f"_Required{body.name}"
    return (
        f"class {base}(TypedDict):\n{_members(required)}\n\n"
        f"class {body.name}({base}, total=False):\n{doc}\n{_members(optional)}"
    )


def _doc(body: Body) -> str:
    lines = [f'    """{body.en}', "", "    Attributes:"]
    for member in body.members:
        notes = [limits(member), "" if member.required else "optional"]
        notes = [note for note in notes if note]
        text = f"{capitalized(member.en)}{'; ' if notes else ''}{'; '.join(notes)}."
        lines.append(wrapped(f"{member.name} ({python_type(member)}): {text}", " " * 8, "    "))
    return "\n".join([*lines, '    """', ""])


def _members(members: list[Parameter]) -> str:
    return "".join(f"    {member.name}: {python_type(member)}\n" for member in members)
