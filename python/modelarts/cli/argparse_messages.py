"""The messages of argparse in the user's language."""

from __future__ import annotations

import re

from modelarts.language import joined, message

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["in_users_language"]

_NAMED = re.compile(r"argument ([^:\s]+): (.*)", re.DOTALL)


def in_users_language(text: str) -> str:
    """Returns what is wrong with arguments in the user's language.

    Args:
        text: A message of argparse, or one that is in the user's language.

    Returns:
        The message.
    """
    if found := _NAMED.fullmatch(text):
        return joined(None, [found[1], _problem(found[2])], ": ")
    return _problem(text)


def _problem(text: str) -> str:
    for pattern, translated in _PROBLEMS:
        if found := re.fullmatch(pattern, text, re.DOTALL):
            return translated(**found.groupdict())
    return text


def _list(texts: str) -> str:
    return joined(None, texts.split(", "))


_PROBLEMS: tuple[tuple[str, Callable[..., str]], ...] = (
    (
        "the following arguments are required: (?P<names>.*)",
        lambda names: message("the following arguments are required: {names}", names=_list(names)),
    ),
    ("expected one argument", lambda: message("expected a value")),
    ("expected at least one argument", lambda: message("expected at least one value")),
    (
        "ambiguous option: (?P<option>.*) could match (?P<matches>.*)",
        lambda option, matches: message("{option} may mean {matches}", option=option, matches=_list(matches)),
    ),
    ("ignored explicit argument (?P<value>.*)", lambda value: message("takes no value, got {value}", value=value)),
    ("invalid (int|float) value: (?P<value>.*)", lambda value: message("{value} is not a number", value=value)),
)
