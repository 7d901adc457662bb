"""Writes the response classes."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator import parse
from generator.docstrings import LINE, import_line
from generator.text import TOOL, constant, field_type, literal, mark, quoted, used

if TYPE_CHECKING:
    from generator.model import Field, Response, Service, States, Word

FOLDER = "python/modelarts/responses"
HAND_WRITTEN = Path(__file__).resolve().parents[2] / FOLDER


def outputs(root: Path) -> dict[Path, str]:
    """Returns the modules of response classes.

    Args:
        root: the repository.

    Returns:
        The text of each file, by its path.
    """
    files = {root / FOLDER / "__init__.py": _package(root)}
    for service in _services(root):
        files |= {root / FOLDER / f"{name}.py": _module(name, service) for name in service.modules}
    return files


def _services(root: Path) -> list[Service]:
    """The APIs whose responses are in this package; those of resources are in packages of their own."""
    return [service for service in parse.services(root) if not service.resources]


class HandWritten:
    """The classes of the modules that are written by hand."""

    def __init__(self) -> None:
        self.modules: dict[str, str] = {}
        self._fields: dict[str, tuple[str, ...]] = {}
        self._bases: dict[str, list[str]] = {}
        for path in sorted(HAND_WRITTEN.glob("*.py")):
            text = path.read_text("utf-8")
            if f"Written by {TOOL}" not in text:
                for node in ast.walk(ast.parse(text)):
                    if isinstance(node, ast.ClassDef):
                        self._add(node, path.stem)

    def _add(self, node: ast.ClassDef, module: str) -> None:
        bases = (base.value if isinstance(base, ast.Subscript) else base for base in node.bases)
        self.modules[node.name] = module
        self._bases[node.name] = [base.id for base in bases if isinstance(base, ast.Name)]
        assigned = (one for one in node.body if isinstance(one, ast.AnnAssign) and isinstance(one.value, ast.Call))
        self._fields[node.name] = tuple(one.target.id for one in assigned if isinstance(one.target, ast.Name))

    def fields(self, name: str) -> tuple[str, ...]:
        """Returns the fields that a class and its bases have already."""
        inherited = (field for base in self._bases.get(name, ()) for field in self.fields(base))
        return (*inherited, *self._fields.get(name, ()))


@cache
def _hand_written() -> HandWritten:
    return HandWritten()


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


def _package(root: Path) -> str:
    modules: dict[str, set[str]] = {"base": {"Response", "ResponseList"}, "work": {"Work", "WorkState"}}
    for service in _services(root):
        for response in service.responses.values():
            modules.setdefault(_module_of(response), set()).add(response.name)
        for states in service.states.values():
            modules.setdefault(states.module, set()).add(states.name)
    imports = "".join(_import(f"modelarts.responses.{name}", names) for name, names in sorted(modules.items()))
    names = "".join(f'    "{name}",\n' for name in sorted(name for names in modules.values() for name in names))
    return PACKAGE.format(mark=mark(parse.sources(root)), imports=imports, names=names)


def _module_of(response: Response) -> str:
    hand_written = _hand_written().modules
    if response.by_hand and response.name not in hand_written:
        raise ValueError(f"{response.name}: {FOLDER} has no class of this name that is written by hand")
    if not response.by_hand and response.module in hand_written.values():
        raise ValueError(f"{response.name}: {FOLDER}/{response.module}.py is written by hand")
    return hand_written[response.name] if response.by_hand else response.module


def _import(module: str, found: set[str]) -> str:
    return import_line(module, sorted(found))


def _module(name: str, service: Service) -> str:
    responses = [one for one in service.responses.values() if one.module == name and not one.by_hand]
    states = [one for one in service.states.values() if one.module == name]
    classes = [_states(one) for one in states] + [_class(one, service) for one in _bases_first(responses)]
    constants = [constant for one in states for constant in _constants(one)]
    names = [*sorted(constants), *sorted([*(one.name for one in responses), *(one.name for one in states)])]
    code = "\n".join(classes)
    parts = [f'"""{service.modules[name]}"""\n', f"# {mark(service.source)}\n", "from __future__ import annotations\n"]
    parts += _imports(name, code, service)
    exported = "".join(f"    {quoted(name)},\n" for name in names)
    parts.append(f"__all__ = [\n{exported}]\n")
    return "\n".join(parts) + "\n\n" + "\n\n".join(classes)


def _imports(name: str, code: str, service: Service) -> list[str]:
    """Returns the imports: of what is written by hand, of bases in other modules, of types for type checkers."""
    modules = {word: module for word, module in _hand_written().modules.items() if not word.startswith("_")}
    modules |= {"Waited_co": "started"}
    others = {one.name: one.module for one in service.responses.values() if not one.by_hand and one.module != name}
    bases = {base for one in service.responses.values() if one.module == name for base in one.bases}
    others |= {one.name: one.module for one in service.states.values() if one.module != name}
    needed = modules | {word: module for word, module in others.items() if word in bases}
    imports = _from(needed, code) + _text_enum(code)
    checked = _import("typing", {"Any"}) if used(code, ["Any"]) else ""
    types = _from({word: module for word, module in others.items() if word not in bases}, code)
    checked += ("\n" if checked and types else "") + types
    if not checked:
        return [imports]
    block = "".join(f"    {line}" if line.strip() else line for line in checked.splitlines(keepends=True))
    deferred = "else:\n    from modelarts._deferred import Any\n" if used(code, ["Any"]) else ""
    return [imports, f"TYPE_CHECKING = False\nif TYPE_CHECKING:\n{block}{deferred}"]


def _text_enum(code: str) -> str:
    return import_line("modelarts.text_enum", used(code, ["TextEnum"]))


def _from(modules: dict[str, str], code: str) -> str:
    imported: dict[str, set[str]] = {}
    for word in used(code, modules):
        imported.setdefault(modules[word], set()).add(word)
    return "".join(_import(f"modelarts.responses.{module}", words) for module, words in sorted(imported.items()))


def _bases_first(responses: list[Response]) -> list[Response]:
    bases = {response.name: response.base for response in responses}

    def depth(name: str) -> int:
        return 1 + depth(bases[name]) if name in bases else 0

    return sorted(responses, key=lambda response: depth(response.name))


def _states(states: States) -> str:
    members = "".join(f"    {name} = {literal(state.value)}\n" for name, state in states.all.items())
    text = f'class {states.name}(TextEnum):\n    """{states.en}"""\n\n{members}'
    constants = "".join(f"{name} = {value}\n" for name, value in _constants(states).items())
    return f"{text}\n\n# The names of the states in which a task has ended, and what each state means.\n{constants}"


def _constants(states: States) -> dict[str, str]:
    """Returns what the states mean: for `TaskState`, three sets like `TASK_FINAL`, and all of them, `TASK_STATES`."""
    prefix = constant(states.name.removesuffix("State"))
    kinds = states.kinds.items()
    members = "".join(
        f"    {literal(state.value)}: WorkState.{kind.upper()},\n" for kind, named in kinds for state in named.values()
    )
    return {
        f"{prefix}_SUCCEEDED": _set(states.succeeded),
        f"{prefix}_FAILED": _set(states.failed),
        f"{prefix}_FINAL": f"{prefix}_SUCCEEDED | {prefix}_FAILED",
        f"{prefix}_STATES": f"{{\n{members}}}",
    }


def _set(states: dict[str, Word]) -> str:
    return f"frozenset({{{', '.join(quoted(state) for state in states)}}})"


def _class(response: Response, service: Service) -> str:
    generic = response.base == "Started" or _root(response, service) == "Started"
    bases = f"{response.base}[Waited_co]" if generic else ", ".join(response.bases)
    summary, _, rest = response.en.partition("\n\n")
    doc = f'"""{summary}\n\n    {rest}\n    """' if rest else f'"""{summary}"""'
    fields = [_field(field) for field in response.fields if field.name not in _inherited(response, service)]
    head = f"class {response.name}({bases}):\n    {doc}\n\n    __slots__ = ()\n"
    return head + ("\n" + "".join(fields) if fields else "")


def _root(response: Response, service: Service) -> str:
    parent = service.responses.get(response.base)
    if parent is None or parent.by_hand:
        if response.base not in _hand_written().modules:
            raise ValueError(f"{response.name}: unknown base {response.base}")
        return response.base
    return _root(parent, service)


def _inherited(response: Response, service: Service) -> tuple[str, ...]:
    parent = service.responses.get(response.base)
    if parent is None or parent.by_hand:
        return tuple(field for base in response.bases for field in _hand_written().fields(base))
    return (*_inherited(parent, service), *(field.name for field in parent.fields))


def _field(field: Field) -> str:
    kind = "RequiredField" if field.is_always_present else "Field"
    noqa = "" if field.name.islower() else "  # noqa: N815 the documented name"
    head = f"    {field.name}: {kind}[{field_type(field)}] = {kind}("
    doc = literal(field.en)
    line = f"{head}{doc})"
    return f"{line}{noqa}\n" if len(line) <= LINE else f"{head}{noqa}\n        {doc}\n    )\n"
