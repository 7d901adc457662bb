"""Durations as callers write them: seconds, a `timedelta`, or text such as "10m"."""

from __future__ import annotations

from modelarts.errors import InvalidParameterError
from modelarts.importing import importing
from modelarts.language import message, message_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from numbers import Real
    from typing import Any

    from typing_extensions import TypeGuard

__all__ = ["any_seconds", "seconds", "timeout_seconds"]

_UNITS = {"d": 86400.0, "h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
_LONGEST = 1e9
_MAX_SHOWN = 60


def seconds(parameter: str, value: object) -> float:
    """Returns a duration in seconds.

    Args:
        parameter: The name of the parameter, for the error.
        value: Seconds as an int, a float or text; a `datetime.timedelta`; or text of one or more numbers
            with the units d, h, m, s and ms, the largest first, such as "30s", "1h30m" or "500ms".

    Returns:
        The duration, above 0 and up to 1e9 seconds.

    Raises:
        InvalidParameterError: `value` is not a duration.
    """
    found = _number_of_seconds(value)
    if _is_in_range(found):
        return found
    raise _refused(
        parameter,
        message(
            "{parameter}: is {value}, expected a number of seconds above 0 and up to {limit}, a timedelta, "
            'or text such as "500ms", "30s", "10m", "2h" or "1h30m"',
            parameter=parameter,
            value=_shown(value),
            limit=f"{_LONGEST:g}",
        ),
    )


def timeout_seconds(parameter: str, value: object, language: str | None = None) -> float | None:
    """Returns a timeout in seconds.

    Args:
        parameter: The name of the parameter, for the error.
        value: A duration as for `seconds`, or None for no limit.
        language: The language of the error, "en" or "zh"; None for the user's.

    Returns:
        The timeout, or None.

    Raises:
        InvalidParameterError: `value` is not a duration.
    """
    found = _number_of_seconds(value)
    if value is None or _is_in_range(found):
        return found
    raise _refused(
        parameter,
        message_in(
            language,
            "{parameter}: is {value}, expected a number of seconds above 0 and up to {limit}, a timedelta, "
            'or text such as "500ms", "30s", "10m", "2h" or "1h30m", or None for no limit',
            parameter=parameter,
            value=_shown(value),
            limit=f"{_LONGEST:g}",
        ),
    )


def any_seconds(parameter: str, value: object, language: str | None = None) -> float:
    """Returns a duration in seconds, whatever its range.

    Args:
        parameter: The name of the parameter, for the error.
        value: A duration as for `seconds`.
        language: The language of the error, "en" or "zh"; None for the user's.

    Returns:
        The duration, which may be 0, negative or no finite number.

    Raises:
        InvalidParameterError: `value` is not a duration.
    """
    found = _number_of_seconds(value)
    if found is None:
        text = message_in(
            language,
            "{parameter}: is {value}, expected a number of seconds, a timedelta, or text such as 500ms or 30s",
            parameter=parameter,
            value=_shown(value),
        )
        raise _refused(parameter, text)
    return found


def _is_in_range(found: float | None) -> TypeGuard[float]:
    return found is not None and 0 < found <= _LONGEST


def _refused(parameter: str, text: str) -> InvalidParameterError:
    return InvalidParameterError(text, parameter=parameter)


def _shown(value: object) -> str:
    """Returns short text and numbers as they are written, and of anything else the class."""
    cls = type(value)
    if isinstance(value, (int, float, str)) or (cls.__module__, cls.__name__) == ("datetime", "timedelta"):
        try:
            shown = repr(value)
        except ValueError:
            # An integer with more digits than Python writes.
            shown = ""
        if 0 < len(shown) <= _MAX_SHOWN:
            return shown
    return cls.__name__ if cls.__module__ == "builtins" else f"{cls.__module__}.{cls.__qualname__}"


def _number_of_seconds(value: object) -> float | None:
    """Returns None for what is not a duration."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return _as_float(value)
    if isinstance(value, str):
        return _seconds_of_text(value)
    with importing():
        from datetime import timedelta
        from numbers import Real

    if isinstance(value, timedelta):
        return value.total_seconds()
    if type(value).__name__ == "timedelta64":
        return _seconds_of_timedelta64(value)
    # The numbers of other libraries, such as numpy's.
    return _as_float(value) if isinstance(value, Real) else None


def _seconds_of_timedelta64(value: Any) -> float | None:
    """As a number it has its own unit, which may be any; this is how numpy converts it to seconds."""
    try:
        return float(value / type(value)(1, "s"))
    except (TypeError, ValueError):
        # Months and years have no length in seconds.
        return None


def _as_float(value: float | Real) -> float | None:
    try:
        return float(value)
    except OverflowError:
        return None


def _seconds_of_text(text: str) -> float | None:
    with importing():
        import re

    number = r"([0-9]+(?:\.[0-9]+)?)"
    if re.fullmatch(number, text.strip()):
        return float(text)
    pattern = r"\s*".join(rf"(?:{number}\s*{unit})?" for unit in _UNITS)
    found = re.fullmatch(pattern, text.strip())
    if found is None:
        return None
    return sum(float(number) * unit for number, unit in zip(found.groups(), _UNITS.values()) if number)
