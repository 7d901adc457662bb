"""Writes the response classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import model
from generator.text import field_type, literal, mark, quoted

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model import Field, Response, Service, States

FOLDER = "python/modelarts/responses"
LINE = 120
# What is in the hand-written base classes already.
BASE_FIELDS = {
    "Response": ("error_code", "error_msg"),
    "Explained": ("error_code", "error_msg"),
    "Dated": ("error_code", "error_msg", "create_time"),
    "Started": ("error_code", "error_msg"),
}
DOCS = {
    "dataset": "The responses of the calls for datasets, versions and files.",
    "task_result": "The states of a task, and the entries of its result.",
}


def outputs(root: Path) -> dict[Path, str]:
    """Returns the modules of response classes.

    Args:
        root: the repository.

    Returns:
        The text of each file, by its path.
    """
    service = model.service(root)
    files = {root / FOLDER / f"{name}.py": _module(name, service) for name in DOCS}
    return files | {root / FOLDER / "__init__.py": _package(service)}


PACKAGE = '''\
"""The responses of the service: dicts whose documented keys are attributes, too.

`resp["status"]` and `resp.status` are the same field. A documented field that is absent is None as an
attribute and a KeyError as a key. Another attribute is an AttributeError; undocumented fields are in the dict
under their own names.
"""

# {mark}

{imports}
__all__ = [
{names}]
'''


def _package(service: Service) -> str:
    modules: dict[str, list[str]] = {"base": ["Response", "ResponseList"], "task": ["TaskStatus"]}
    for response in service.responses.values():
        if not response.by_hand:
            modules.setdefault(response.module, []).append(response.name)
    for states in service.states.values():
        modules.setdefault(states.module, []).append(states.name)
    imports = "".join(_import(f"modelarts.responses.{name}", names) for name, names in sorted(modules.items()))
    names = "".join(f'    "{name}",\n' for name in sorted(name for names in modules.values() for name in names))
    return PACKAGE.format(mark=mark(model.SOURCE), imports=imports, names=names)


def _import(module: str, names: list[str]) -> str:
    names = sorted(names)
    line = f"from {module} import {', '.join(names)}\n"
    if len(line) <= LINE:
        return line
    return f"from {module} import (\n{''.join(f'    {name},{chr(10)}' for name in names)})\n"


def _module(name: str, service: Service) -> str:
    responses = [one for one in service.responses.values() if one.module == name and not one.by_hand]
    states = [one for one in service.states.values() if one.module == name]
    classes = [_states(one) for one in states] + [_class(one, service) for one in _bases_first(responses)]
    names = sorted([one.name for one in responses] + [one.name for one in states])
    used = "\n".join(classes)
    parts = [f'"""{DOCS[name]}"""\n', f"# {mark(model.SOURCE)}\n", "from __future__ import annotations\n"]
    if states:
        parts.append("from enum import Enum\n")
    base = [word for word in ("Always", "Dated", "Explained", "Field", "Response", "ResponseList") if _uses(used, word)]
    imports = _import("modelarts.responses.base", base)
    if _uses(used, "Started"):
        imports += "from modelarts.responses.started import Started, Waited_co\n"
    parts.append(imports)
    exported = "".join(f"    {quoted(name)},\n" for name in names)
    parts.append(f"__all__ = [\n{exported}]\n")
    return "\n".join(parts) + "\n\n" + "\n\n".join(classes)


def _uses(code: str, word: str) -> bool:
    return any(f"{before}{word}{after}" in code for before in "([ " for after in "()[]")


def _bases_first(responses: list[Response]) -> list[Response]:
    names = [response.name for response in responses]
    return sorted(responses, key=lambda response: response.base in names)


def _states(states: States) -> str:
    members = "".join(f'    {state} = "{state}"\n' for state in states.all)
    return f'''class {states.name}(str, Enum):
    """{states.en}"""

{members}
    def __str__(self) -> str:
        return self.value

    def __format__(self, spec: str) -> str:
        return format(self.value, spec)
'''


def _class(response: Response, service: Service) -> str:
    generic = response.base == "Started" or _root(response, service) == "Started"
    base = f"{response.base}[Waited_co]" if generic else response.base
    summary, _, rest = response.en.partition("\n\n")
    doc = f'"""{summary}\n\n    {rest}\n    """' if rest else f'"""{summary}"""'
    fields = [_field(field) for field in response.fields if field.name not in _inherited(response, service)]
    head = f"class {response.name}({base}):\n    {doc}\n\n    __slots__ = ()\n"
    return head + ("\n" + "".join(fields) if fields else "")


def _root(response: Response, service: Service) -> str:
    parent = service.responses.get(response.base)
    return response.base if parent is None or parent.by_hand else _root(parent, service)


def _inherited(response: Response, service: Service) -> tuple[str, ...]:
    inherited = BASE_FIELDS[_root(response, service)]
    parent = service.responses.get(response.base)
    return inherited + tuple(field.name for field in parent.fields) if parent else inherited


def _field(field: Field) -> str:
    kind = "Always" if field.is_answered else "Field"
    noqa = "" if field.name.islower() else "  # noqa: N815 the documented name"
    head = f"    {field.name}: {kind}[{field_type(field)}] = {kind}("
    doc = literal(field.en)
    line = f"{head}{doc})"
    return f"{line}{noqa}\n" if len(line) <= LINE else f"{head}{noqa}\n        {doc}\n    )\n"
