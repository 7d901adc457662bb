"""Texts for people in English or Chinese: as `MODELARTS_LANGUAGE` is set, else by the user's locale."""

from __future__ import annotations

from modelarts._modelarts import language_of_locale, translated

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Literal

__all__ = ["joined", "message", "message_in"]


def message(english: str, /, **arguments: object) -> str:
    """Returns a message in the user's language.

    Args:
        english: The English text, a literal, with a name in braces for each argument. `api/messages/` has the
            Chinese one.
        **arguments: The arguments; numbers are formatted beforehand.

    Returns:
        The text in Chinese if `MODELARTS_LANGUAGE` or, without it, the locale is Chinese, else in English.
    """
    return message_in(language_of_locale(), english, **arguments)


def message_in(language: str | None, english: str, /, **arguments: object) -> str:
    """Returns a message in a language.

    Args:
        language: "en" or "zh"; None for the user's.
        english: The English text, as for `message`.
        **arguments: The arguments.

    Returns:
        The text.
    """
    return translated(english, language or language_of_locale()).format_map(arguments)


_CHINESE_SEPARATORS = {", ": "、", "; ": "；", ": ": "："}


def joined(language: str | None, texts: Iterable[str], separator: Literal[", ", "; ", ": "] = ", ") -> str:
    """Returns texts one after the other.

    Args:
        language: "en" or "zh"; None for the user's.
        texts: The texts; empty ones are left out.
        separator: What stands between them in English.

    Returns:
        The texts, in Chinese with its punctuation between them.
    """
    if (language or language_of_locale()) == "zh":
        return _CHINESE_SEPARATORS[separator].join(text for text in texts if text)
    return separator.join(text for text in texts if text)
