"""Writes the sync and the async class of each API, and their stubs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import parse
from generator.docstrings import EACH_TIMEOUT_TEXT, LINE, TIMEOUT_TEXT, argument, arguments, errors, import_line
from generator.text import documentation, mark, python_type, quoted, source, used, wrapped

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model import Operation, Pages, Parameter, Service

FOLDER = "python/modelarts/client"
TIMEOUT = "timeout: float | str | timedelta | Unset | None"
COUNTS = 'offset_counts: Literal["pages", "entries"] | None'


def outputs(root: Path) -> dict[Path, str]:
    """Returns the classes of the APIs and their stubs.

    Args:
        root: the repository.

    Returns:
        The text of each file, by its path.
    """
    files: dict[Path, str] = {}
    for service in parse.services(root):
        if service.resources:
            continue
        for words in (Sync(service), Async(service)):
            path = root / FOLDER / f"{words.prefix.lower()}{'_' if words.prefix else ''}{service.outputs.python}.py"
            files |= {path: _module(service, words), path.with_suffix(".pyi"): _stub(service, words)}
    return files


class Sync:
    """The words of the sync class, whose methods return when the response is there."""

    prefix = ""
    waits = "TaskWaits"
    waits_module = "modelarts.wait.tasks"
    define = "def"
    iterator = "Iterator"
    page = "page = "
    items = "            yield from pages.take({items})\n"
    summary = "in the calling thread"

    def __init__(self, service: Service) -> None:
        self.service = service

    def call(self, operation: Operation) -> str:
        """Returns what a method calls."""
        return "self._start" if operation.starts_task else "self._core.call"

    def returned(self, operation: Operation, any_type: str) -> str:  # noqa: ARG002 the async class has one
        """Returns the type of the response; `any_type` is the type of what a coroutine yields and is sent."""
        return f"{operation.response}[{self.waited}]" if operation.starts_task else operation.response

    @property
    def waited(self) -> str:
        """The class of the status that `wait()` returns."""
        return self.service.polled.response if self.service.polled else ""

    def detail(self, operation: Operation) -> list[str]:
        """Returns the rest of the docstring of a call."""
        example = operation.example.strip().splitlines()
        paragraphs = operation.en.split("\n\n")[1:]
        lines = ["", wrapped(source(operation), " " * 8), "", *(f"        {line}" for line in example)]
        for paragraph in paragraphs:
            lines += ["", wrapped(paragraph, " " * 8)]
        lines += ["", "        Args:", *arguments(operation.parameters)]
        lines.append(argument("timeout", TIMEOUT_TEXT))
        lines += ["", "        Returns:", wrapped(operation.returns_en, " " * 12)]
        lines += ["", "        Raises:", *errors(operation)]
        return lines

    def page_detail(self, operation: Operation, pages: Pages) -> list[str]:
        """Returns the rest of the docstring of an iterator."""
        second = f"The second page shows whether the service's `{pages.offset}`"
        lines = [
            "",
            f"        Pages are requested as they are needed. {second}",
            "        counts pages, as documented, or entries.",
            "",
            "        Args:",
        ]
        texts = {pages.limit: "The number of items per page; at least 1."}
        lines += [argument(one.name, texts.get(one.name, documentation(one))) for one in _kept(operation, pages)]
        counts = f'What `{pages.offset}` counts, "pages" or "entries"; None detects it.'
        lines += [argument("offset_counts", counts), argument("timeout", EACH_TIMEOUT_TEXT)]
        lines += ["", "        Yields:", f"            Each {pages.item_en} once."]
        lines += ["", "        Raises:", f"{' ' * 12}InvalidParameterError: An argument is invalid; nothing was sent."]
        error = "The service returns one page over and over, or a call failed, `raise_on_error=False` or not."
        lines.append(argument("ModelArtsError", error))
        return lines


class Async(Sync):
    """The words of the async class, whose methods are coroutines."""

    prefix = "Async"
    waits = "AsyncTaskWaits"
    waits_module = "modelarts.wait.async_tasks"
    define = "async def"
    iterator = "AsyncIterator"
    page = "page = await "
    items = "            for item in pages.take({items}):\n                yield item\n"
    summary = "as coroutines, for any number of asyncio loops"

    def call(self, operation: Operation) -> str:
        """Returns what a method calls."""
        return "await self._start_async" if operation.starts_task else "await self._core.call_async"

    def returned(self, operation: Operation, any_type: str) -> str:
        """Returns the type of the response; `any_type` is the type of what a coroutine yields and is sent."""
        if not operation.starts_task:
            return operation.response
        return f"{operation.response}[Coroutine[{any_type}, {any_type}, {self.waited}]]"

    def detail(self, operation: Operation) -> list[str]:
        """Returns the rest of the docstring of a call."""
        return ["", f"        Arguments, result and errors are those of `{self.service.name}.{operation.name}`."]

    def page_detail(self, operation: Operation, pages: Pages) -> list[str]:  # noqa: ARG002 the sync class's says more
        """Returns the rest of the docstring of an iterator."""
        return ["", f"        Arguments, items and errors are those of `{self.service.name}.{pages.iterator}`."]


MODULE = '''\
"""{title} {summary}."""

# {mark}

from __future__ import annotations

{imports}
{typing}__all__ = ["{name}"]


class {name}({bases}):
    """{title} {summary}.

    Args:
        client: The client, as returned by `modelarts.config.create_client`.
    """
'''

TYPING = """\
TYPE_CHECKING = False
if TYPE_CHECKING:
{checked}else:
    from modelarts._deferred import {deferred}

{names}
"""

STUB = """\
# {mark}

{imports}
__all__ = ["{name}"]

class {name}({bases}):
"""

ABSTRACT = ("AsyncIterator", "Coroutine", "Iterator", "Mapping", "Sequence")


def _module(service: Service, words: Sync) -> str:
    methods = [_method(operation, words) for operation in service.operations]
    methods += [_iterator(operation, operation.pages, words) for operation in service.operations if operation.pages]
    code = "".join(f"\n{method}" for method in methods)
    text = MODULE.format(
        title=service.en.rstrip("."),
        summary=words.summary,
        mark=mark(service.source),
        imports=_imports(service, words, code),
        typing=_typing(service, code),
        name=words.prefix + service.name,
        bases=_bases(service, words),
    )
    return text + code


def _stub(service: Service, words: Sync) -> str:
    methods = [_declarations(operation, words) for operation in service.operations]
    methods += [
        _iterator_stub(operation, operation.pages, words) for operation in service.operations if operation.pages
    ]
    code = "".join(methods)
    imports = import_line("collections.abc", used(code, ABSTRACT), "")
    imports += import_line("datetime", used(code, ("timedelta",)), "")
    imports += import_line("typing", used(code, ("Any", "Literal", "overload")), "")
    imports = f"{imports}\n{import_line('modelarts.bodies', _bodies(service), '')}{_imports(service, words, code)}"
    return (
        STUB.format(
            mark=mark(service.source), name=words.prefix + service.name, bases=_bases(service, words), imports=imports
        )
        + code
    )


def _bases(service: Service, words: Sync) -> str:
    return f"BaseApi, {words.waits}" if service.polled else "BaseApi"


def _imports(service: Service, words: Sync, code: str) -> str:
    names = {
        "Pagination": "modelarts.client.paging",
        "raise_if_failed": "modelarts.responses.base",
    }
    lines = [f"from {names[name]} import {name}\n" for name in used(code, names)]
    lines.append("from modelarts.client.base import BaseApi\n")
    lines.append(import_line("modelarts.unset", used(code, ("UNSET", "Unset")), ""))
    lines.append(import_line("modelarts.responses", _responses(service), ""))
    if service.polled:
        lines.append(f"from {words.waits_module} import {words.waits}\n")
    return "".join(sorted(lines))


def _typing(service: Service, code: str) -> str:
    """Returns the imports for type checkers, and their replacements at run time."""
    abstract, literal, bodies = used(code, ABSTRACT), used(code, ("Literal",)), _bodies(service)
    times = used(code, ("timedelta",))
    modules = (("collections.abc", abstract), ("datetime", times), ("typing", literal))
    checked = "".join(import_line(*one, "    ") for one in modules)
    if bodies:
        checked += ("\n" if checked else "") + import_line("modelarts.bodies", bodies, "    ")
    if not checked:
        return ""
    deferred = ", ".join(sorted([*abstract, *literal, *times, *(["Deferred"] if bodies else [])]))
    names = "".join(f'    {name} = Deferred("modelarts.bodies", "{name}")\n' for name in bodies)
    return TYPING.format(checked=checked, deferred=deferred, names=names).rstrip("\n") + "\n\n"


def _bodies(service: Service) -> list[str]:
    bodies = (parameter.body for operation in service.operations for parameter in operation.parameters)
    return sorted({body.name for body in bodies if body})


def _responses(service: Service) -> list[str]:
    names = {operation.response for operation in service.operations}
    for operation in service.operations:
        if operation.pages:
            names.add(operation.pages.item_class)
    return sorted(names)


def _method(operation: Operation, words: Sync) -> str:
    parameters = [*(_parameter(one) for one in operation.parameters), "*", f"{TIMEOUT} = UNSET"]
    head = _head(words.define, operation.name, parameters, words.returned(operation, "object"))
    doc = "\n".join([f'        """{operation.title}', *words.detail(operation), '        """', ""])
    names = [parameter.name for parameter in operation.parameters]
    called = f"{words.call(operation)}({quoted(operation.name)}, "
    arguments = f"({', '.join(names)})"
    line = f"        return {called}{arguments}, timeout)\n"
    if len(line) <= LINE:
        return head + doc + line
    exploded = "".join(f"            {name},\n" for name in names)
    return f"{head}{doc}        arguments = (\n{exploded}        )\n        return {called}arguments, timeout)\n"


def _iterator(operation: Operation, pages: Pages, words: Sync) -> str:
    kept = _kept(operation, pages)
    required = [_parameter(one) for one in kept if _is_positional(one)]
    options = [_page_option(one, pages) for one in kept if not _is_positional(one)]
    parameters = [*required, "*", *options, f"{COUNTS} = None", f"{TIMEOUT} = UNSET"]
    head = _head(words.define, pages.iterator, parameters, f"{words.iterator}[{pages.item_class}]")
    doc = "\n".join([f'        """{pages.en}', *words.page_detail(operation, pages), '        """', ""])
    names = ["pages.offset" if one.name == pages.offset else one.name for one in operation.parameters]
    arguments = "".join(f"                {name},\n" for name in [*names, "timeout=timeout"])
    filters = f"        filters = ({', '.join(pages.filters)})\n" if pages.filters else ""
    total = f"page.{pages.total}"
    if pages.filters:
        filtered = (
            "            # With a filter, the total still counts all items.\n"
            f"            total = None if any(value is not None for value in filters) else {total}\n"
        )
        total = "total"
    else:
        filtered = ""
    return (
        f"{head}{doc}{filters}"
        f'        pages = Pagination({pages.limit}, offset_counts, "{pages.key}")\n'
        "        while not pages.done:\n"
        f"            {words.page}self.{operation.name}(\n{arguments}            )\n"
        f"            raise_if_failed(page)\n{filtered}" + words.items.format(items=f"page.{pages.items}, {total}")
    )


def _iterator_stub(operation: Operation, pages: Pages, words: Sync) -> str:
    kept = _kept(operation, pages)
    options = [_page_option(one, pages, stub=True) for one in kept if not _is_positional(one)]
    options += [f"{COUNTS} = ...", f"{TIMEOUT} = ..."]
    # A generator that is `async def` at run time is called without await.
    returned = f"{words.iterator}[{pages.item_class}]"
    return _overloads("def", pages.iterator, [one for one in kept if _is_positional(one)], options, returned)


def _declarations(operation: Operation, words: Sync) -> str:
    positional = [one for one in operation.parameters if _is_positional(one)]
    returned = words.returned(operation, "Any")
    options = [_option(one, stub=True) for one in operation.parameters if not _is_positional(one)]
    timeout = f"{TIMEOUT} = ..."
    if any(one.required for one in positional):
        return _overloads(words.define, operation.name, positional, [timeout], returned, options)
    parameters = [*(_loose(one) for one in positional), *options, "*", timeout]
    return _head(words.define, operation.name, parameters, returned, body=" ...")


def _overloads(
    define: str,
    name: str,
    positional: list[Parameter],
    keywords: list[str],
    returned: str,
    options: list[str] | None = None,
) -> str:
    """Two declarations if arguments are required, so that project_id may be left out only by keyword."""
    required = [f"{one.name}: {python_type(one)}" for one in positional if one.required]
    loose = [_loose(one) for one in positional if not one.required]
    options = options or []
    if not required:
        return _head(define, name, [*loose, *options, "*", *keywords], returned, body=" ...")
    leading = [one.removesuffix(" = ...") for one in loose]
    by_place = _head(define, name, [*leading, *required, *options, "*", *keywords], returned, body=" ...")
    by_keyword = _head(define, name, ["*", *loose, *required, *options, *keywords], returned, body=" ...")
    return f"    @overload\n{by_place}    @overload\n{by_keyword}"


def _head(define: str, name: str, parameters: list[str], returned: str, body: str = "") -> str:
    lines = "".join(f"        {parameter},\n" for parameter in ["self", *parameters])
    return f"    {define} {name}(\n{lines}    ) -> {returned}:{body}\n"


def _is_positional(parameter: Parameter) -> bool:
    """Whether an argument that is left out differs from None."""
    return parameter.place != "query" or bool(parameter.required)


def _parameter(parameter: Parameter) -> str:
    if _is_positional(parameter):
        return f"{parameter.name}: {python_type(parameter)} | Unset = UNSET"
    return _option(parameter)


def _loose(parameter: Parameter) -> str:
    return f"{parameter.name}: {python_type(parameter)} | Unset = ..."


def _option(parameter: Parameter, *, stub: bool = False) -> str:
    return f"{parameter.name}: {python_type(parameter)} | None = {'...' if stub else 'None'}"


def _page_option(parameter: Parameter, pages: Pages, *, stub: bool = False) -> str:
    is_limit = parameter.name == pages.limit
    return f"{parameter.name}: int = {pages.page_size}" if is_limit else _option(parameter, stub=stub)


def _kept(operation: Operation, pages: Pages) -> list[Parameter]:
    """The parameters of an iterator: those of the call, without what the iterator counts itself."""
    return [one for one in operation.parameters if one.name != pages.offset]
