"""The dict that is an object, too."""

from __future__ import annotations

__all__ = ["Always", "Dated", "Field", "Response"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any, Generic, TypeVar

    _Value = TypeVar("_Value")

    class Field(Generic[_Value]):
        """See below."""

        def __init__(self, doc: str) -> None: ...
        def __set_name__(self, _owner: type, name: str) -> None: ...
        def __get__(self, instance: object, owner: object = None) -> _Value | None: ...
        def __set__(self, instance: object, value: _Value) -> None: ...

    class Always(Field[_Value]):
        """See below."""

        def __get__(self, instance: object, owner: object = None) -> _Value: ...

else:

    class Field:
        """A documented field, by attribute."""

        def __init__(self, doc: str) -> None:
            self.__doc__ = doc

        def __set_name__(self, _owner: type, name: str) -> None:
            self.name = name

        def __get__(self, instance: dict | None, owner: object = None) -> object:
            return self if instance is None else instance.get(self.name)

        def __set__(self, instance: dict, value: object) -> None:
            instance[self.name] = value

    class Always(Field):
        """A documented field that is always there, unless the call failed."""


if TYPE_CHECKING:
    _Dict = dict[str, Any]
else:
    _Dict = dict


_FIRST_MILLISECOND_TIME = 10**11


class Response(_Dict):
    """An answer of the service, or an object in one.

    Attributes:
        http_status (int | None): the HTTP status of the answer; None on an object within one.
        request_id (str | None): the service's name for the request; None on an object within one.
    """

    __slots__ = ("http_status", "request_id")

    http_status: int | None
    request_id: str | None

    error_code: Field[str] = Field("The code, if the call failed; else absent.")
    error_msg: Field[str] = Field("The service's words, if the call failed; else absent.")

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> None:
            if type(getattr(type(self), name, None)) is _SLOT:
                return
            hint = f"; the answer holds it as [{name!r}]" if name in self else ""
            raise AttributeError(f"{type(self).__name__} has no documented field {name!r}{hint}")

    def __dir__(self) -> list[str]:
        return [name for name in super().__dir__() if not name.startswith("_repr_")]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({super().__repr__()})"

    def _repr_html_(self) -> str:
        from modelarts.display import response_html

        return response_html(self)


_SLOT = type(Response.__dict__["http_status"])


class Dated(Response):
    """An object that says when it was made."""

    __slots__ = ()

    create_time: Field[int] = Field("When, in epoch seconds as sent (10¹¹ and more: milliseconds).")

    @property
    def created_at(self) -> datetime | None:
        """`create_time` as a datetime in UTC; None where it can't be one."""
        from datetime import datetime, timedelta, timezone

        time = self.get("create_time")
        if not isinstance(time, int):
            return None
        seconds = time / 1000 if abs(time) >= _FIRST_MILLISECOND_TIME else time
        try:
            return datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=seconds)
        except OverflowError:
            return None
