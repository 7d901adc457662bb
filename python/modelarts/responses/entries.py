"""Lists whose entries are objects once somebody looks at them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, ClassVar, SupportsIndex

    from modelarts.responses.base import Response

    _List = list[Any]
else:
    _List = list

__all__ = ["Entries"]


class Entries(_List):
    """A list of one kind of entry.

    An answer may hold a hundred thousand of them, and most are only counted, or put into a frame. So each
    comes as a plain dict, and is made an object of its class, in its place, when it is first looked at.
    What is put in after all of them were looked at stays what it is.
    """

    __slots__ = ("_objects_are_made",)

    _kind: ClassVar[type[Response]]
    _objects_are_made: bool

    def __getitem__(self, at: SupportsIndex | slice) -> Any:
        if isinstance(at, slice):
            self._make_objects()
            return super().__getitem__(at)
        entry = super().__getitem__(at)
        if type(entry) is dict and not self._are_made():
            entry = self._kind(entry)
            self[at] = entry
        return entry

    def __iter__(self) -> Iterator[Any]:
        self._make_objects()
        return super().__iter__()

    def __reversed__(self) -> Iterator[Any]:
        self._make_objects()
        return super().__reversed__()

    def __add__(self, other: list[Any]) -> list[Any]:
        self._make_objects()
        return super().__add__(list(other) if isinstance(other, Entries) else other)

    def __radd__(self, other: list[Any]) -> list[Any]:
        return [*other, *self]

    def __mul__(self, times: SupportsIndex) -> list[Any]:
        self._make_objects()
        return super().__mul__(times)

    def __rmul__(self, times: SupportsIndex) -> list[Any]:
        return self * times

    def __repr__(self) -> str:
        self._make_objects()
        return super().__repr__()

    def pop(self, at: SupportsIndex = -1) -> Any:
        """Takes an entry out; it is an object."""
        self._make_objects()
        return super().pop(at)

    def copy(self) -> list[Any]:
        """A plain list of the same entries, which are objects."""
        return list(self)

    def sort(self, *, key: Callable[[Any], Any] | None = None, reverse: bool = False) -> None:
        """Sorts the entries, which are objects."""
        self._make_objects()
        super().sort(key=key, reverse=reverse)

    def _are_made(self) -> bool:
        return getattr(self, "_objects_are_made", False)

    def _make_objects(self) -> None:
        if self._are_made():
            return
        kind = self._kind
        for at, entry in enumerate(super().__iter__()):
            if type(entry) is dict:
                self[at] = kind(entry)
        self._objects_are_made = True
