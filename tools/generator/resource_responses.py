"""Writes the response classes of APIs with resources, a module for each resource."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from generator import parse
from generator.docstrings import LINE, import_line
from generator.text import constant, field_type, formatted_python, literal, mark, quoted, used

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model import Field, Response, Service, States

# The classes that are written by hand, and what they have already.
BASES = {
    "AttributeDict": ("base", ()),
    "Response": ("base", ("error_code", "error_msg")),
    "WithCreateTime": ("base", ("create_time",)),
    "WithErrorCode": ("base", ("error_code", "error_msg")),
    "Started": ("started", ("error_code", "error_msg")),
    "Work": ("work", ("error_code", "error_msg")),
    "Page": ("page", ("error_code", "error_msg")),
}
HAND_WRITTEN = {name: module for name, (module, _) in BASES.items()} | {
    "EnumerationField": "base",
    "Field": "base",
    "RequiredField": "base",
    "ResponseList": "base",
    "Waited_co": "started",
    "WorkState": "work",
}
PACKAGE = '''\
"""The responses of the service: dicts whose documented keys are attributes, too, and pages of them."""

# {mark}

{imports}
__all__ = [
{names}]
'''


def outputs(root: Path) -> dict[Path, str]:
    """Returns the response classes of the APIs with resources.

    Args:
        root: the repository.

    Returns:
        The text of each file, by its path.
    """
    files: dict[Path, str] = {}
    for service in parse.services(root):
        if service.resources:
            folder = root / "python" / service.package.replace(".", "/") / "responses"
            modules = {name: _Module(name, service) for name in service.modules}
            written = {name: module for name, module in modules.items() if module.names}
            files |= {folder / f"{name}.py": formatted_python(module.text()) for name, module in written.items()}
            imports = "".join(
                import_line(f"{service.package}.responses.{name}", sorted(module.names))
                for name, module in sorted(written.items())
            )
            names = "".join(f"    {quoted(name)},\n" for name in sorted(n for m in written.values() for n in m.names))
            text = PACKAGE.format(mark=mark(service.source), imports=imports, names=names)
            files[folder / "__init__.py"] = formatted_python(text)
    return files


class _Module:
    """The classes of one module."""

    def __init__(self, name: str, service: Service) -> None:
        self.name = name
        self.service = service
        self.responses = [one for one in service.responses.values() if one.module == name and not one.by_hand]
        self.states = [one for one in service.states.values() if one.module == name]
        self.names = [*(one.name for one in self.states), *(one.name for one in self.responses)]

    def text(self) -> str:
        """Returns the file."""
        responses = [self._class(one) for one in self._bases_first()]
        classes = [_states(one, "\n".join(responses)) for one in self.states] + responses
        code = "\n\n".join(classes)
        names = "".join(f"    {quoted(name)},\n" for name in sorted(self.names))
        return (
            f'"""{self.service.modules[self.name]}"""\n\n# {mark(self.service.source)}\n\n'
            f"from __future__ import annotations\n\n{self._imports(code)}\n__all__ = [\n{names}]\n\n\n{code}"
        )

    def _imports(self, code: str) -> str:
        standard = import_line("enum", used(code, ["IntEnum"]))
        standard += import_line("typing", used(code, ["TYPE_CHECKING", "Any"]))
        read = used(code, HAND_WRITTEN)
        by_module: dict[str, list[str]] = {}
        for name in read:
            by_module.setdefault(f"modelarts.responses.{HAND_WRITTEN[name]}", []).append(name)
        others = {
            one.name: one.module
            for one in self.service.responses.values()
            if one.module != self.name and not one.by_hand
        }
        others |= {one.name: one.module for one in self.service.states.values() if one.module != self.name}
        bases = {base for one in self.responses for base in (*one.bases, _entry(one))}
        for name in used(code, others):
            if name in bases:
                by_module.setdefault(f"{self.service.package}.responses.{others[name]}", []).append(name)
        by_module["modelarts.text_enum"] = used(code, ["TextEnum"])
        by_module[f"{self.service.package}.enumerations"] = used(code, self.service.enumerations)
        ours = "".join(import_line(module, sorted(names)) for module, names in sorted(by_module.items()))
        typed: dict[str, list[str]] = {}
        for name in used(code, others):
            if name not in bases and name not in HAND_WRITTEN:
                typed.setdefault(f"{self.service.package}.responses.{others[name]}", []).append(name)
        checked = "".join(import_line(module, names, "    ") for module, names in sorted(typed.items()))
        if checked:
            standard = standard.replace("from typing import Any\n", "")
            standard += import_line("typing", ["TYPE_CHECKING", *used(code, ["Any"])])
            checked = f"\nif TYPE_CHECKING:\n{checked}"
        return f"{standard}{chr(10) if standard and ours else ''}{ours}{checked}"

    def _bases_first(self) -> list[Response]:
        bases = {response.name: response.base for response in self.responses}

        def depth(name: str) -> int:
            return 1 + depth(bases[name]) if name in bases else 0

        return sorted(self.responses, key=lambda response: depth(response.name))

    def _class(self, response: Response) -> str:
        root, inherited = self._root(response)
        base = ", ".join(response.bases)
        if root == "Started":
            base = f"{response.base}[Waited_co]"
        items = next(
            (one for one in response.fields if one.type == "list" and one.presence == "empty-if-missing"), None
        )
        if response.base == "Page":
            base = f"Page[{_entry(response)}]"
        fields = [
            self._field(field)
            for field in response.fields
            if field.name not in inherited and not (response.base == "Page" and field is items)
        ]
        end = "\n    " if "\n" in response.en else ""
        doc = response.en.replace("\n\n", "\n\n    ")
        head = f'class {response.name}({base}):\n    """{doc}{end}"""\n\n    __slots__ = ()\n'
        state = next((one for one in response.fields if one.type == "state"), None)
        if root == "Work" and state is not None:
            head += f"\n    _state_field = {quoted(state.name)}\n    _states = {_kinds(state.states)}\n"
            reason = self.service.states[state.states].reason
            head += f"    _reason_field = {quoted(reason)}\n" if reason != "error_msg" else ""
        if response.base == "Page" and items is not None:
            head += f"\n    _items = {quoted(items.name)}\n"
        for kind in ("password", "url"):
            hidden = [quoted(one.name) for one in response.fields if one.confidential == kind]
            if hidden:
                head += f"\n    _{kind}s = ({', '.join(hidden)},)\n"
        return head + ("\n" + "".join(fields) if fields else "")

    def _root(self, response: Response) -> tuple[str, set[str]]:
        """Returns the base of a class that is written by hand, and the fields that it inherits."""
        if response.base in BASES:
            return response.base, {field for base in response.bases for field in BASES[base][1]}
        parent = self.service.responses[response.base]
        root, inherited = self._root(parent)
        return root, inherited | {field.name for field in parent.fields}

    def _field(self, field: Field) -> str:
        integer_state = field.type == "state" and self.service.states[field.states].type == "integer"
        kind = "RequiredField" if field.is_always_present else "Field"
        arguments = [literal(field.en)]
        if field.enumeration:
            kind = "EnumerationField"
            arguments.append(field.enumeration)
        name = field.attribute or field.name
        if field.attribute:
            arguments.append(f"key={quoted(field.name)}")
        noqa = "" if name.islower() else "  # noqa: N815 the documented name"
        shown = (
            field_type(field, integer_state=integer_state).replace(f" | {_plain(field)}", "")
            if field.enumeration
            else field_type(field, integer_state=integer_state)
        )
        head = f"    {name}: {kind}[{shown}] = {kind}("
        line = f"{head}{', '.join(arguments)})"
        if len(line) <= LINE:
            return f"{line}{noqa}\n"
        arguments[0] = _lines(field.en)
        return f"{head}{noqa}\n        {', '.join(arguments)}\n    )\n"


def _entry(response: Response) -> str:
    """Returns the class of the entries of a page, or nothing."""
    lists = (one.items for one in response.fields if one.type == "list" and one.presence == "empty-if-missing")
    return next(lists, "") if response.base == "Page" else ""


def _lines(text: str) -> str:
    """Returns a text as a literal, in several lines if it is long."""
    parts = textwrap.wrap(text, 96, drop_whitespace=False, break_long_words=False)
    return "\n        ".join(literal(part) for part in parts)


def _plain(field: Field) -> str:
    return "int" if field.type == "integer" else "str"


def _kinds(states: str) -> str:
    """Returns the name of the table of what the values of a state mean."""
    return f"_{constant(states)}_KINDS"


def _states(states: States, responses: str) -> str:
    """Returns the enumeration of a state, and the table of what its values mean if `responses` read that."""
    members = "".join(
        f'    {name} = {literal(state.value)}\n    """{state.en}"""\n' for name, state in states.all.items()
    )
    base = "IntEnum" if states.type == "integer" else "TextEnum"
    enumeration = f'class {states.name}({base}):\n    """{states.en}"""\n\n{members}'
    if not used(responses, [_kinds(states.name)]):
        return enumeration
    kinds = "".join(
        f"    {literal(state.value)}: WorkState.{kind.upper()},\n"
        for kind, found in states.kinds.items()
        for state in found.values()
    )
    return f"{enumeration}\n\n{_kinds(states.name)} = {{\n{kinds}}}\n"
