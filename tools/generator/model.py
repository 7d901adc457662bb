"""The service model as objects; `parse` reads it from `api/`."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as attribute
from typing import Any

# The kinds of states, in the order in which work passes them.
KINDS = ("queued", "running", "succeeded", "failed", "stopped")


@dataclass
class Parameter:
    """A parameter of an operation, a member of a body, or an item of a list in one."""

    name: str
    type: str
    place: str = ""
    key: str = ""
    required: bool | None = None
    min: int = 0
    max: int | None = None
    characters: str = "any"
    forbidden: str = ""
    values: tuple[str, ...] = ()
    reserved: tuple[str, ...] = ()
    default: Any = None
    alias: str | None = None
    items: Parameter | None = None
    body: Body | None = None
    of: str = ""
    enumeration: Enumeration | None = None
    form: str = ""
    kind: str = ""
    outside: str = ""
    en: str = ""
    zh: str = ""

    @property
    def sent(self) -> str:
        """The name under which it is sent."""
        return self.key or self.name

    @property
    def object_body(self) -> Body | None:
        """The documented members of it, or of its items."""
        return self.items.object_body if self.items else self.body


@dataclass
class Body:
    """A body with documented members."""

    name: str
    en: str
    zh: str
    members: list[Parameter]


@dataclass
class Word:
    """A value of an enumeration, or a state of work."""

    value: str | int
    en: str
    zh: str


@dataclass
class Enumeration:
    """The documented values of parameters and fields."""

    name: str
    type: str
    en: str
    zh: str
    values: dict[str, Word]


@dataclass
class Field:
    """A field of a response."""

    name: str
    type: str
    en: str
    zh: str
    presence: str = "optional"
    always_present: bool = False
    items: str = ""
    of: str = ""
    states: str = ""
    enumeration: str = ""
    attribute: str = ""
    confidential: str = ""
    accept: tuple[str, ...] = ()

    @property
    def is_always_present(self) -> bool:
        """Whether its Python type has no None."""
        return self.always_present or self.presence in {"required", "empty-if-missing"}


@dataclass
class Response:
    """An object in a response."""

    name: str
    en: str
    zh: str
    module: str
    base: str = "Response"
    by_hand: bool = False
    fields: list[Field] = attribute(default_factory=list)
    # True if a call returns it, if it has an error code, which is explained in the language of the client, or if one of
    # these is derived from it.
    has_call_attributes: bool = False

    @property
    def bases(self) -> tuple[str, ...]:
        """The Python classes that it is derived from.

        Objects that are only within responses, of which there can be many, take no more memory than a dict.
        """
        if self.has_call_attributes:
            return ("WithCreateTime", "Response") if self.base == "WithCreateTime" else (self.base,)
        return ("AttributeDict",) if self.base == "Response" else (self.base,)


@dataclass
class States:
    """The states of work, by kind."""

    name: str
    en: str
    zh: str
    module: str = ""
    type: str = "text"
    field: str = "status"
    reason: str = "error_msg"
    queued: dict[str, Word] = attribute(default_factory=dict)
    running: dict[str, Word] = attribute(default_factory=dict)
    succeeded: dict[str, Word] = attribute(default_factory=dict)
    failed: dict[str, Word] = attribute(default_factory=dict)
    stopped: dict[str, Word] = attribute(default_factory=dict)

    @property
    def kinds(self) -> dict[str, dict[str, Word]]:
        """The states by kind, in the order in which work passes them."""
        return {kind: getattr(self, kind) for kind in KINDS}

    @property
    def all(self) -> dict[str, Word]:
        """All of them."""
        return {name: state for states in self.kinds.values() for name, state in states.items()}

    @property
    def deleted(self) -> dict[str, Word]:
        """Those in which what was worked on is deleted: they are called so, whatever their kind is."""
        return {name: state for name, state in self.all.items() if name == "DELETED"}

    @property
    def deleting(self) -> dict[str, Word]:
        """Those in which it is being deleted: they are called so."""
        return {name: state for name, state in self.all.items() if name == "DELETING"}


@dataclass
class Pages:
    """An iterator over the pages of a listing."""

    items: str
    key: str
    total: str
    en: str
    zh: str
    item_en: str
    iterator: str = "iter"
    filters: tuple[str, ...] = ()
    offset: str = "offset"
    limit: str = "limit"
    page_size: int = 100
    item_class: str = ""


@dataclass
class Waits:
    """What is polled for the work that a call starts."""

    poll: str
    gone: bool = False
    stopped: bool = False
    equal: str = ""


@dataclass
class Operation:
    """A call."""

    name: str
    method: str
    path: str
    parameters: list[Parameter]
    response: str
    page: str
    page_en: str
    en: str
    zh: str
    returns_en: str
    returns_zh: str
    example: str
    starts_task: bool = False
    empty_response: bool = False
    listed_only: bool = False
    batch: bool = False
    states: str = ""
    documented: str = ""
    confirmed: str = ""
    clients: tuple[str, ...] = ()
    resource: str = ""
    pages: Pages | None = None
    waits: Waits | None = None

    @property
    def is_idempotent(self) -> bool:
        """Whether it may be sent again although the service may have acted on it."""
        return self.method == "GET"

    @property
    def title(self) -> str:
        """The first line of its English description."""
        return self.en.splitlines()[0]

    @property
    def python_name(self) -> str:
        """The name of its Python method."""
        return self.name.rpartition(".")[2]


@dataclass
class Outputs:
    """The names of the files that are written for an API, without their extensions."""

    rust: str
    python: str
    reference: str


@dataclass
class Resource:
    """A namespace of methods, such as `data.datasets`."""

    resource: str
    cls: str
    source: str
    en: str
    zh: str
    operations: list[Operation]


@dataclass
class Service:
    """An API: all calls of one folder of the model."""

    source: str
    version: str
    name: str
    title_en: str
    title_zh: str
    en: str
    zh: str
    outputs: Outputs
    modules: dict[str, str]
    bodies: dict[str, Body]
    responses: dict[str, Response]
    states: dict[str, States]
    enumerations: dict[str, Enumeration]
    operations: list[Operation]
    resources: list[Resource]

    @property
    def polled(self) -> Operation | None:
        """The call that returns the status of a task, of an API without resources."""
        if self.resources:
            return None
        return next((operation for operation in self.operations if operation.states), None)

    @property
    def package(self) -> str:
        """The Python package of its own: of its resources, its responses and its bodies."""
        return f"modelarts.{self.outputs.python}" if self.resources else "modelarts"


@dataclass
class ErrorCode:
    """A documented error code."""

    code: str
    category: str
    meaning_en: str
    meaning_zh: str
    category_zh: str = ""
    advice_en: str = ""
    advice_zh: str = ""
    retry: bool = False
    http_status: int | None = None
    kind: str = ""


def nested(body: Body) -> list[Body]:
    """Returns the bodies that are members of a body, or items of a list in it, at any depth.

    Args:
        body: the body.

    Returns:
        The others, each once; itself, too, if it is nested in itself.
    """
    found: list[Body] = []
    waiting = [body]
    while waiting:
        for member in waiting.pop(0).members:
            inner = member.object_body
            if inner and inner not in found:
                found.append(inner)
                waiting.append(inner)
    return found
