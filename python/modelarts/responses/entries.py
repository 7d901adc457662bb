"""Lists whose entries are objects once somebody looks at them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
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
    """

    __slots__ = ("_are_objects",)

    _kind: ClassVar[type[Response]]
    _are_objects: bool

    def __getitem__(self, at: SupportsIndex | slice) -> Any:
        if isinstance(at, slice):
            self._make_objects()
            return super().__getitem__(at)
        entry = super().__getitem__(at)
        if type(entry) is dict:
            entry = self._kind(entry)
            self[at] = entry
        return entry

    def __iter__(self) -> Iterator[Any]:
        self._make_objects()
        return super().__iter__()

    def __reversed__(self) -> Iterator[Any]:
        self._make_objects()
        return super().__reversed__()

    def pop(self, at: SupportsIndex = -1) -> Any:
        """Takes an entry out; it is an object."""
        self._make_objects()
        return super().pop(at)

    def copy(self) -> list[Any]:
        """A plain list of the same entries, which are objects."""
        return list(self)

    def _make_objects(self) -> None:
        if getattr(self, "_are_objects", False):
            return
        kind = self._kind
        self[:] = [kind(entry) if type(entry) is dict else entry for entry in super().__iter__()]
        self._are_objects = True
