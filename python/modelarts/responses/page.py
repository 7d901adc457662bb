"""A page of a listing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar, overload

from modelarts.importing import importing
from modelarts.responses.base import AttributeDict, Field, Response, ResponseList

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["Page"]

_Entry = TypeVar("_Entry", bound=AttributeDict)


class Page(Sequence[_Entry]):
    """One page of a listing: a sequence of its entries, whose attributes are the other documented fields.

    Args:
        body: The body of the response.

    Attributes:
        http_status (int | None): The HTTP status.
        request_id (str | None): The request id that the service assigned.
    """

    __slots__ = ("_body",)

    _items = ""

    error_code: Field[str] = Field("The error code; present only if the call failed.")
    error_msg: Field[str] = Field("The error message; present only if the call failed.")

    def __init__(self, body: Response) -> None:
        self._body = body

    @property
    def _entries(self) -> ResponseList[_Entry]:
        entries: ResponseList[_Entry] = self._body.get(self._items) or ResponseList()
        return entries

    @property
    def http_status(self) -> int | None:
        """The HTTP status."""
        return self._body.http_status

    @property
    def request_id(self) -> str | None:
        """The request id that the service assigned."""
        return self._body.request_id

    @property
    def _language(self) -> str | None:
        return self._body._language

    def get(self, key: str, default: object = None) -> Any:
        """Returns a field of the body by its documented key.

        Args:
            key: The key.
            default: What to return if the body has no such key.

        Returns:
            The value.
        """
        return self._body.get(key, default)

    def to_dict(self) -> dict[str, Any]:
        """Returns the body as the service sent it.

        Returns:
            A dict with the documented keys.
        """
        return dict(self._body)

    def to_pandas(self) -> DataFrame:
        """Returns the entries as a `pandas.DataFrame`, with a row for each.

        Returns:
            The data frame.

        Raises:
            ImportError: pandas is not installed.
        """
        return self._entries.to_pandas()

    def __len__(self) -> int:
        return len(self._entries)

    @overload
    def __getitem__(self, index: int) -> _Entry: ...

    @overload
    def __getitem__(self, index: slice) -> ResponseList[_Entry]: ...

    def __getitem__(self, index: int | slice) -> _Entry | ResponseList[_Entry]:
        if isinstance(index, slice):
            return ResponseList(self._entries[index])
        return self._entries[index]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Page):
            return type(self) is type(other) and self._body == other._body
        return NotImplemented

    __hash__ = None  # type: ignore[assignment] # it compares by its contents, which can change

    def __reduce__(self) -> tuple[type[Page[_Entry]], tuple[Response]]:
        return type(self), (self._body,)

    def __repr__(self) -> str:
        others = {key: value for key, value in self._body.items() if key != self._items}
        shown = "".join(f", {key}={value!r}" for key, value in others.items())
        return f"{type(self).__name__}({list(self._entries)!r}{shown})"

    def _repr_html_(self) -> str:
        with importing():
            from modelarts.display import page_html

        others = {key: value for key, value in self._body.items() if key != self._items}
        return page_html(self._entries, others, self._language)
