"""Writes the sync and the async class of each resource of an API, and the two that hold all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import parse
from generator.docstrings import (
    ATTEMPT_TIMEOUT_TEXT,
    CONFIRMED,
    EACH_TIMEOUT_TEXT,
    LINE,
    TIMEOUT_TEXT,
    argument,
    arguments,
    errors,
    import_line,
)
from generator.text import capitalized, documentation, formatted_python, mark, python_type, quoted, shown, used, wrapped

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model import Operation, Pages, Parameter, Resource, Service, Waits

PACKAGE = "python/modelarts"
TIMEOUT = "timeout: float | str | timedelta | Unset | None = UNSET"
RETRY_BUSY = "retry_busy: float | str | timedelta | None = None"
RETRY_BUSY_TEXT = (
    "For how long to try again while other work on the same thing goes on (a `ConflictError` with `retryable`), "
    'like "5m"; None raises at once.'
)
PROJECT = "project_id: str | Unset = UNSET"
ABSTRACT = ("AsyncIterator", "Coroutine", "Iterator", "Mapping", "Sequence")


def outputs(root: Path) -> dict[Path, str]:
    """Returns the classes of the resources of the APIs that have some.

    Args:
        root: the repository.

    Returns:
        The text of each file, by its path.
    """
    files: dict[Path, str] = {}
    for service in parse.services(root):
        if not service.resources:
            continue
        folder = root / PACKAGE / service.outputs.python
        for resource in service.resources:
            files[folder / f"{resource.resource}.py"] = _module(resource, service, Sync(service))
            files[folder / f"async_{resource.resource}.py"] = _module(resource, service, Async(service))
        files[folder / f"{service.outputs.rust}.py"] = _holder(service)
    return files


class Sync:
    """The words of the sync classes, whose methods return when the response is there."""

    prefix = ""
    base = "Resource"
    define = "def"
    iterator = "Iterator"

    def __init__(self, service: Service) -> None:
        self.service = service

    def title(self, service: Service) -> str:
        """Returns what the class that holds the resources does."""
        return service.en.rstrip(".")

    def call(self) -> str:
        """Returns what a method calls."""
        return "self._call"

    def returned(self, operation: Operation) -> str:
        """Returns the type of the response."""
        waited = self.waited(operation)
        return f"{operation.response}[{waited}]" if waited else operation.response

    def waited(self, operation: Operation) -> str:
        """Returns the type of what `wait()` of the response returns, or nothing."""
        if operation.waits is None:
            return ""
        return next(one.response for one in self.service.operations if one.name == operation.waits.poll)

    def detail(self, operation: Operation) -> list[str]:
        """Returns the rest of the docstring of a call."""
        lines = ["", wrapped(_source(operation), " " * 8), "", wrapped(_confirmed(operation), " " * 8)]
        lines += ["", *(f"        {line}" for line in operation.example.strip().splitlines())]
        for paragraph in operation.en.split("\n\n")[1:]:
            lines += ["", wrapped(paragraph, " " * 8)]
        lines += ["", "        Args:", *arguments(_arguments(operation))]
        lines.append(argument("project_id", documentation(_project(operation))))
        if operation.batch:
            lines.append(argument("raise_on_error", "False returns the results of a batch that failed in part."))
        if not operation.is_idempotent:
            lines.append(argument("retry_busy", RETRY_BUSY_TEXT))
        lines.append(argument("timeout", TIMEOUT_TEXT if operation.is_idempotent else ATTEMPT_TIMEOUT_TEXT))
        lines += ["", "        Returns:", wrapped(operation.returns_en, " " * 12)]
        return [*lines, "", "        Raises:", *errors(operation)]

    def page_detail(self, operation: Operation, pages: Pages) -> list[str]:
        """Returns the rest of the docstring of an iterator."""
        kept = [one for one in _arguments(operation) if one.name != pages.limit]
        largest = next(one.max for one in operation.parameters if one.name == pages.limit)
        lines = ["", wrapped(PAGES.format(offset=pages.offset), " " * 8)]
        if pages.total:
            lines += ["", wrapped(CHANGES.format(item=pages.items.replace("_", " ")), " " * 8)]
        lines += ["", "        Args:", *arguments(kept)]
        for name, text in PAGE_ARGUMENTS.items():
            lines.append(argument(name, text.format(offset=pages.offset, largest=largest)))
        lines.append(argument("project_id", documentation(_project(operation))))
        lines.append(argument("timeout", EACH_TIMEOUT_TEXT))
        lines += ["", "        Yields:", f"            Each {pages.item_en} once."]
        lines += ["", "        Raises:", argument("InvalidParameterError", "An argument is invalid; nothing was sent.")]
        error = (
            "The service returns one page over and over, or fewer entries than it reports, or a call failed, "
            "`raise_on_error=False` or not."
        )
        return [*lines, argument("ModelArtsError", error)]


class Async(Sync):
    """The words of the async classes, whose methods are coroutines."""

    prefix = "Async"
    base = "AsyncResource"
    define = "async def"
    iterator = "AsyncIterator"

    def title(self, service: Service) -> str:
        """Returns what the class that holds the resources does."""
        return f"As `{service.name}`, with coroutines"

    def call(self) -> str:
        """Returns what a method calls."""
        return "await self._call"

    def waited(self, operation: Operation) -> str:
        """Returns the type of what `wait()` of the response returns, or nothing."""
        waited = super().waited(operation)
        return f"Coroutine[object, object, {waited}]" if waited else ""

    def detail(self, operation: Operation) -> list[str]:
        """Returns the rest of the docstring of a call."""
        return ["", f"        Arguments, result and errors are those of `{_method_of(self.service, operation)}`."]

    def page_detail(self, operation: Operation, pages: Pages) -> list[str]:
        """Returns the rest of the docstring of an iterator."""
        sync = _method_of(self.service, operation).rpartition(".")[0]
        return ["", f"        Arguments, items and errors are those of `{sync}.{pages.iterator}`."]


PAGES = (
    "Pages are requested ahead of their use, in the order of the service. The second page shows whether the "
    "service's `{offset}` counts pages, as documented, or entries."
)
CHANGES = (
    "Collect all {item} first, as with `list(…)`, if you delete them or change what the filters select: the others "
    "move to pages that were read already, and are skipped. A warning says so once there are fewer than before."
)
PAGE_ARGUMENTS = {
    "page_size": "The number of items per page, 1 to {largest}.",
    "prefetch": "How many pages are requested ahead, 0 to 8; more than one once the service has reported the total.",
    "offset_counts": 'What `{offset}` counts, "pages" or "entries"; None detects it.',
}

MODULE = '''\
"""{title}"""

# {mark}

from __future__ import annotations

{imports}
__all__ = ["{name}"]


class {name}({base}):
    """{title}

    An instance is `{attribute}.{resource}`.
    """
'''


def _module(resource: Resource, service: Service, words: Sync) -> str:
    methods = []
    for operation in resource.operations:
        methods.append(_method(operation, words))
        if operation.pages:
            methods.append(_iterator(operation, operation.pages, words))
    code = "".join(f"\n{method}" for method in methods)
    name = words.prefix + resource.cls
    title = resource.en.rstrip(".") + (", as coroutines." if words.prefix else ".")
    head = MODULE.format(
        title=title,
        mark=mark(resource.source),
        imports=_imports(service, words, code),
        name=name,
        base=words.base,
        attribute="data",
        resource=resource.resource,
    )
    return formatted_python(head + code)


def _imports(service: Service, words: Sync, code: str) -> str:
    package = service.package
    own = {one.name: one for one in service.responses.values()}
    responses = [name for name in used(code, own) if not own[name].by_hand]
    by_hand = [name for name in used(code, own) if own[name].by_hand]
    if used(code, ["Started"]):
        by_hand = sorted({*by_hand, "Started"})
    read = "TC003 typing.get_type_hints reads it"
    standard = import_line("collections.abc", used(code, ABSTRACT), noqa=read)
    standard += import_line("datetime", used(code, ["timedelta"]), noqa=read)
    standard += import_line("typing", used(code, ["Any", "Literal"]))
    ours = import_line("modelarts.unset", used(code, ["UNSET", "Unset"]))
    ours += import_line("modelarts.responses", sorted({*by_hand} - {"Started"}), noqa="TC001")
    ours += import_line("modelarts.responses.started", sorted({*by_hand} & {"Started"}), noqa="TC001")
    ours += import_line(f"{package}.bodies", used(code, service.bodies), noqa="TC001")
    ours += import_line(f"{package}.enumerations", used(code, service.enumerations), noqa="TC001")
    ours += import_line(
        f"{package}.resource", sorted({words.base, *used(code, ["BatchItems", "Listing", "PolledWork"])})
    )
    ours += import_line(f"{package}.responses", responses, noqa="TC001")
    return f"{standard}\n{ours}"


def _method(operation: Operation, words: Sync) -> str:
    parameters = _signature(_arguments(operation))
    if operation.batch:
        parameters.append("raise_on_error: bool = True")
    if not operation.is_idempotent:
        parameters.append(RETRY_BUSY)
    parameters += [PROJECT, TIMEOUT]
    head = _head(words.define, operation.python_name, parameters, words.returned(operation))
    doc = "\n".join([f'        """{operation.title}', *words.detail(operation), '        """', ""])
    names = [parameter.name for parameter in operation.parameters]
    options = ["timeout", *([] if operation.is_idempotent else ["retry_busy"])]
    options += [*([_waits(operation.waits)] if operation.waits else [])]
    if operation.batch:
        items = next(one.name for one in operation.parameters if one.type == "list")
        options.append(f"BatchItems({items}, raise_on_error)")
    called = f"{words.call()}({quoted(operation.name)}, "
    given = f"({', '.join(names)}{',' if len(names) == 1 else ''})"
    line = f"        return {called}{given}, {', '.join(options)})\n"
    if len(line) <= LINE:
        return head + doc + line
    exploded = "".join(f"            {name},\n" for name in names)
    return (
        f"{head}{doc}        arguments = (\n{exploded}        )\n"
        f"        return {called}arguments, {', '.join(options)})\n"
    )


def _waits(waits: Waits) -> str:
    """Returns what a started response needs to know of the work."""
    options = [quoted(waits.poll)]
    options += ["gone=True"] if waits.gone else []
    options += ["stopped=True"] if waits.stopped else []
    options += [f"equal={quoted(waits.equal)}"] if waits.equal else []
    return f"PolledWork({', '.join(options)})"


def _iterator(operation: Operation, pages: Pages, words: Sync) -> str:
    kept = [one for one in _arguments(operation) if one.name != pages.limit]
    parameters = _signature(kept)
    parameters += [
        f"page_size: int = {pages.page_size}",
        "prefetch: int = 1",
        'offset_counts: Literal["pages", "entries"] | None = None',
        PROJECT,
        TIMEOUT,
    ]
    head = _head("def", pages.iterator, parameters, f"{words.iterator}[{pages.item_class}]")
    doc = "\n".join([f'        """{pages.en}', *words.page_detail(operation, pages), '        """', ""])
    values = {pages.limit: "None", pages.offset: "None"}
    places = [one.name for one in operation.parameters]
    given = "".join(f"            {values.get(name, name)},\n" for name in places)
    largest = next(one.max for one in operation.parameters if one.name == pages.limit)
    listing = [
        quoted(operation.name),
        "arguments",
        f"({places.index(pages.offset)}, {places.index(pages.limit)})",
        f"key={quoted(pages.key)}",
        f"total={quoted(pages.total)}",
        f"offset={pages.offset}",
        "page_size=page_size",
        f"largest_page={largest}",
        "prefetch=prefetch",
        "offset_counts=offset_counts",
        "timeout=timeout",
    ]
    listed = "".join(f"            {one},\n" for one in listing)
    return (
        f"{head}{doc}        arguments = (\n{given}        )\n"
        f"        listing = Listing(\n{listed}        )\n        return self._iterate(listing)\n"
    )


def _holder(service: Service) -> str:
    classes = []
    for words in (Sync(service), Async(service)):
        name = words.prefix + service.name
        attributes = "".join(
            wrapped(f"{one.resource} ({words.prefix}{one.cls}): {capitalized(one.en)}", " " * 8, "    ") + "\n"
            for one in service.resources
        )
        made = "".join(f"        self.{one.resource} = {words.prefix}{one.cls}(client)\n" for one in service.resources)
        classes.append(
            HOLDER.format(
                name=name,
                bases=f"BaseApi, {words.prefix}WorkWaits",
                title=words.title(service),
                attributes=attributes,
                made=made,
            )
        )
    package = service.package
    imports = import_line("modelarts.client.api_client", ["ApiClient"], noqa="TC001 typing.get_type_hints reads it")
    modules = {f"{package}.{one.resource}": one.cls for one in service.resources}
    modules |= {f"{package}.async_{one.resource}": f"Async{one.cls}" for one in service.resources}
    modules |= {
        "modelarts.client.base": "BaseApi",
        "modelarts.wait.work": "WorkWaits",
        "modelarts.wait.async_work": "AsyncWorkWaits",
    }
    imports += "".join(import_line(module, [name]) for module, name in sorted(modules.items()))
    names = ", ".join(quoted(name) for name in sorted((service.name, f"Async{service.name}")))
    return formatted_python(
        f'"""{service.en}"""\n\n# {mark(service.source)}\n\nfrom __future__ import annotations\n\n{imports}\n'
        f"__all__ = [{names}]\n\n\n" + "\n\n".join(classes)
    )


HOLDER = '''\
class {name}({bases}):
    """{title}.

    Args:
        client: The client, as returned by `modelarts.config.create_client`.

    Attributes:
{attributes}    """

    def __init__(self, client: ApiClient) -> None:
        super().__init__(client)
{made}'''


def _arguments(operation: Operation) -> list[Parameter]:
    """The parameters but for the project: ids of the path first, then the required ones, then the others."""
    others = [one for one in operation.parameters if one.name != "project_id"]
    return sorted(others, key=lambda one: (one.place != "path", not one.required))


def _project(operation: Operation) -> Parameter:
    return next(one for one in operation.parameters if one.name == "project_id")


def _signature(parameters: list[Parameter]) -> list[str]:
    """Returns parameters as they are declared: ids by place, the others by keyword."""
    signature = [f"{one.name}: str" for one in parameters if one.place == "path"]
    keywords = [one for one in parameters if one.place != "path"]
    signature.append("*")
    for one in keywords:
        kind = python_type(one)
        if one.required:
            # One that the documents require, with a default, is sent as that.
            default = "" if one.default is None else f" = {shown(one.default)}"
            signature.append(f"{one.name}: {kind}{default}")
        else:
            signature.append(f"{one.name}: {kind} | None = None")
    return signature


def _head(define: str, name: str, parameters: list[str], returned: str) -> str:
    lines = "".join(f"        {parameter},\n" for parameter in ["self", *parameters])
    return f"    {define} {name}(\n{lines}    ) -> {returned}:\n"


def _source(operation: Operation) -> str:
    """Returns where a call is documented."""
    return (
        f"`{operation.method} {operation.path}`; documented as {operation.documented}, “{operation.page_en}” in "
        f"English and {operation.page} in Chinese."
    )


def _confirmed(operation: Operation) -> str:
    """Returns which sources confirm a call."""
    return CONFIRMED[operation.confirmed].format(clients=", ".join(operation.clients))


def _method_of(service: Service, operation: Operation) -> str:
    cls = next(one.cls for one in service.resources if one.resource == operation.resource)
    return f"{cls}.{operation.python_name}"
