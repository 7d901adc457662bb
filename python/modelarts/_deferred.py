"""Names in annotations that are imported when `typing.get_type_hints` evaluates them.

Annotations are text (`from __future__ import annotations`), so a name in one is only read by
`get_type_hints`. To import `typing`, `datetime` and the types of bodies for that would double the time of
`import modelarts`. A deferred name works with parameters or in a union, like `Literal["auto"]` or
`timedelta | None`; alone it is not a type.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class Deferred:
    """A name that is imported when it is used in an annotation.

    Args:
        module: The module that has the name.
        name: The name.
    """

    __slots__ = ("_module", "_name")

    def __init__(self, module: str, name: str) -> None:
        self._module = module
        self._name = name

    def _load(self) -> typing.Any:
        return getattr(import_module(self._module), self._name)

    def __getitem__(self, parameters: object) -> object:
        return self._load()[parameters]

    def __or__(self, other: typing.Any) -> object:
        return self._load() | other

    def __ror__(self, other: typing.Any) -> object:
        return other | self._load()


Any = Deferred("typing", "Any")
AsyncGenerator = Deferred("collections.abc", "AsyncGenerator")
AsyncIterator = Deferred("collections.abc", "AsyncIterator")
Callable = Deferred("collections.abc", "Callable")
Coroutine = Deferred("collections.abc", "Coroutine")
Iterable = Deferred("collections.abc", "Iterable")
Iterator = Deferred("collections.abc", "Iterator")
Literal = Deferred("typing", "Literal")
Mapping = Deferred("collections.abc", "Mapping")
Sequence = Deferred("collections.abc", "Sequence")
datetime = Deferred("datetime", "datetime")
timedelta = Deferred("datetime", "timedelta")
