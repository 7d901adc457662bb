"""Writes the types of bodies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator import parse
from generator.docstrings import import_line
from generator.text import capitalized, formatted_python, limits, literal, mark, python_type, quoted, used, wrapped

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model import Body, Parameter, Service

FOLDER = "python"


def outputs(root: Path) -> dict[Path, str]:
    """Returns the modules of bodies: one for each package.

    Args:
        root: the repository.

    Returns:
        The text of each file, by its path.
    """
    packages: dict[str, list[Service]] = {}
    for service in parse.services(root):
        packages.setdefault(service.package, []).append(service)
    return {
        root / FOLDER / package.replace(".", "/") / "bodies.py": formatted_python(_module(package, found))
        for package, found in packages.items()
    }


MODULE = '''\
"""The types of bodies, for type checkers and completion; any mapping is taken in their place."""

# {mark}

from __future__ import annotations

{imports}
__all__ = [
{names}]


{classes}'''


def _module(package: str, services: list[Service]) -> str:
    bodies = [body for service in services for body in service.bodies.values()]
    enumerations = {name for service in services for name in service.enumerations}
    classes = "\n\n".join(_class(body) for body in bodies)
    names = "".join(f'    "{name}",\n' for name in sorted(body.name for body in bodies))
    read = "TC003 typing.get_type_hints reads it"
    imports = import_line("collections.abc", used(classes, ("Mapping", "Sequence")), noqa=read)
    imports += import_line("typing", used(classes, ("Literal", "TypedDict")))
    # A type whose keys are no Python names has the types of its members as texts.
    named = sorted(name for name in enumerations if re.search(rf"\b{name}\b", classes))
    ours = import_line(f"{package}.enumerations", named, noqa="TC001 likewise")
    imports += f"\n{ours}" if ours else ""
    sources = ", ".join(service.source for service in services)
    return MODULE.format(mark=mark(sources), imports=imports, names=names, classes=classes)


def _class(body: Body) -> str:
    required = [member for member in body.members if member.required]
    optional = [member for member in body.members if not member.required]
    doc = _doc(body)
    if not all(member.name.isidentifier() for member in body.members):
        return _functional(body, required, optional)
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


def _functional(body: Body, required: list[Parameter], optional: list[Parameter]) -> str:
    """Returns a type whose keys are no Python names, which only the call of `TypedDict` declares."""
    bases = []
    text = ""
    for prefix, members, total in (("_Required", required, ""), ("_Optional", optional, ", total=False")):
        if members:
            listed = "".join(f"        {quoted(member.name)}: {literal(python_type(member))},\n" for member in members)
            text += f'{prefix}{body.name} = TypedDict(\n    "{prefix}{body.name}",\n    {{\n{listed}    }}{total},\n)\n'
            bases.append(f"{prefix}{body.name}")
    return f"{text}\n\nclass {body.name}({', '.join(bases)}):\n{_doc(body)}"


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
