"""The base classes of responses: dicts whose documented keys are attributes, too."""

from __future__ import annotations

from types import GenericAlias

from modelarts.importing import importing
from modelarts.language import joined, message

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime
    from enum import Enum
    from typing import Any, Generic, TypeVar

    from pandas import DataFrame

    _Item = TypeVar("_Item")
    _Value = TypeVar("_Value")

    class Field(Generic[_Value]):
        """A field of a response, as an attribute."""

        name: str

        def __init__(self, doc: str, *, key: str = "") -> None: ...
        def __set_name__(self, _owner: type, name: str) -> None: ...
        def __get__(self, instance: object, owner: object = None) -> _Value | None: ...
        def __set__(self, instance: object, value: _Value) -> None: ...

    class RequiredField(Field[_Value]):
        """A field that is never None."""

        def __get__(self, instance: object, owner: object = None) -> _Value: ...

    class EnumerationField(Field[_Value]):
        """A field whose values are members of an enumeration."""

        def __init__(self, doc: str, enumeration: type[Enum], *, key: str = "") -> None: ...

    _Dict = dict[str, Any]
    _List = list[_Item]

else:
    from modelarts._deferred import datetime

    class Field:
        """A documented field as an attribute; None if it is absent."""

        __class_getitem__ = classmethod(GenericAlias)

        def __init__(self, doc: str, *, key: str = "") -> None:
            self.__doc__ = doc
            self.name = key

        def __set_name__(self, _owner: type, name: str) -> None:
            self.name = self.name or name

        def __get__(self, instance: dict | None, owner: object = None) -> object:
            return self if instance is None else instance.get(self.name)

        def __set__(self, instance: dict, value: object) -> None:
            instance[self.name] = value

    class RequiredField(Field):
        """A documented field as an attribute; the service always sends it, unless the call failed."""

    class EnumerationField(Field):
        """A documented field as an attribute; the member of its enumeration, or a value that is in none."""

        def __init__(self, doc: str, enumeration: type, *, key: str = "") -> None:
            super().__init__(doc, key=key)
            self.enumeration = enumeration

        def __get__(self, instance: dict | None, owner: object = None) -> object:
            value = super().__get__(instance, owner)
            try:
                return value if instance is None or value is None else self.enumeration(value)
            except ValueError:
                return value

    # A list's class takes parameters; a TypeVar would need the import of typing.
    _Dict, _List, _Item = dict, list, None

__all__ = [
    "AttributeDict",
    "EnumerationField",
    "Field",
    "RequiredField",
    "Response",
    "ResponseList",
    "WithCreateTime",
    "WithErrorCode",
    "raise_if_failed",
]


class AttributeDict(_Dict):
    """A dict whose documented keys are attributes, too."""

    __slots__ = ()

    # The language of texts about it: that of the client on a `Response`; None for the user's.
    _language: str | None = None
    _not_pickled: tuple[str, ...] = ()
    # The fields that texts mask, and those that they show without their query.
    _passwords: tuple[str, ...] = ()
    _urls: tuple[str, ...] = ()

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> None:
            if type(getattr(type(self), name, None)) is _SLOT:
                return
            text = message("{name} has no documented field {field}", name=type(self).__name__, field=repr(name))
            hint = message("the dict holds it as [{field}]", field=repr(name)) if name in self else ""
            raise AttributeError(joined(None, [text, hint], "; "))

    def __reduce__(self) -> tuple[Any, ...]:
        names = (name for cls in type(self).__mro__ for name in getattr(cls, "__slots__", ()))
        kept = {name: getattr(self, name) for name in names if name not in self._not_pickled}
        return type(self), (dict(self),), (None, kept)

    def __dir__(self) -> list[str]:
        return [name for name in super().__dir__() if not name.startswith("_repr_")]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({dict.__repr__(self._masked())})"

    def _masked(self) -> dict[str, Any]:
        """Returns what texts show of it."""
        hidden: dict[str, Any] = {name: "***" for name in self._passwords if name in self}
        hidden |= {name: _without_query(self[name]) for name in self._urls if name in self}
        return {**self, **hidden} if hidden else self

    def _frame_row(self) -> dict[str, Any]:
        """Returns the row of a data frame of such objects."""
        return self

    def _table_row(self) -> dict[str, Any]:
        """Returns the row of a table of such objects in a notebook."""
        return {**self._masked(), **self._value_names()}

    def _value_names(self) -> dict[str, str]:
        """Returns the numbers in it that are members of enumerations, with the names of those."""
        names = {}
        for cls in type(self).__mro__:
            for field in vars(cls).values():
                if isinstance(field, EnumerationField) and isinstance(number := self.get(field.name), int):
                    member = getattr(field.__get__(self), "name", None)
                    names.update({field.name: f"{member} ({number})"} if member else {})
        return names

    def _repr_html_(self) -> str:
        with importing():
            from modelarts.display import object_html

        return object_html(self)


def _without_query(url: object) -> object:
    """Returns a URL without its query, which signs it."""
    if not isinstance(url, str) or "?" not in url:
        return url
    return f"{url.partition('?')[0]}?***"


class Response(AttributeDict):
    """A response of the service; also an object within one, if it has an error code or another call returns it.

    Attributes:
        http_status (int | None): The HTTP status; None on an object within a response.
        request_id (str | None): The request id that the service assigned; None on an object within a response.
    """

    __slots__ = ("_language", "http_status", "request_id")

    http_status: int | None
    request_id: str | None
    _language: str | None

    error_code: Field[str] = Field("The error code; present only if the call failed.")
    error_msg: Field[str] = Field("The error message; present only if the call failed.")


_SLOT = type(Response.__dict__["http_status"])


class ResponseList(_List[_Item]):
    """A list of responses, or of objects in one; a notebook shows it as a table."""

    __slots__ = ()

    if TYPE_CHECKING:

        def to_pandas(self) -> DataFrame:
            """Returns the list as a `pandas.DataFrame`, with a row for each item.

            Returns:
                The data frame.

            Raises:
                ImportError: pandas is not installed.
            """

    else:

        def to_pandas(self) -> object:
            """Returns the list as a `pandas.DataFrame`, with a row for each item.

            Returns:
                The data frame.

            Raises:
                ImportError: pandas is not installed.
            """
            try:
                from pandas import DataFrame
            except ImportError as error:
                raise ImportError(
                    message("to_pandas() needs pandas, which is not installed: pip install pandas")
                ) from error
            return DataFrame(_rows(self))

    def _repr_html_(self) -> str:
        with importing():
            from modelarts.display import list_html

        return list_html(self)


def _rows(items: list[Any]) -> list[dict[str, Any]]:
    return [item._frame_row() if isinstance(item, AttributeDict) else {"error": str(item)} for item in items]


class WithCreateTime(AttributeDict):
    """An object with a creation time."""

    __slots__ = ()

    create_time: Field[int] = Field("The creation time as Unix time, in seconds (10¹¹ and more: milliseconds).")

    @property
    def created_at(self) -> datetime | None:
        """`create_time` as a datetime in UTC; None if it is absent or out of range."""
        with importing():
            from modelarts.local_time import datetime_of

        time = self.get("create_time")
        return datetime_of(time) if isinstance(time, int) else None


class WithErrorCode(Response):
    """An object with an error code."""

    __slots__ = ()

    def explain(self, language: str | None = None) -> tuple[str, str] | None:
        """Returns the meaning of the error code, and what to do.

        Args:
            language: "en" or "zh"; None for the language of the client.

        Returns:
            The meaning and the advice, which may be empty; None for an undocumented code.
        """
        from modelarts._modelarts import explain

        return explain(str(self.get("error_code") or ""), language or self._language)


def raise_if_failed(response: Response) -> None:
    """Raises the exception of a failed call whose response was returned because of `raise_on_error=False`.

    Args:
        response: The response of any call.

    Raises:
        ApiException: The call failed.
    """
    if response.get("error_code") is None:
        return
    from modelarts._modelarts import explain, kind_of_code
    from modelarts.errors import api_exception

    code = str(response.error_code)
    meaning, advice = explain(code, response._language) or (None, None)
    kind, retryable = kind_of_code(code)
    raise api_exception(
        response.http_status or 0,
        "",
        "",
        {},
        error_code=response.error_code,
        error_msg=response.error_msg,
        request_id=response.request_id,
        meaning=meaning,
        advice=advice,
        kind=kind,
        retryable=retryable,
    )
