"""The language of texts for people at a terminal: English or Chinese, by the user's locale."""

from __future__ import annotations

from modelarts._modelarts import language_of_locale

__all__ = ["localized"]


def localized(english: str, chinese: str) -> str:
    """Returns the text in the language of the user's locale.

    Args:
        english: The text for every locale that is not Chinese.
        chinese: The text for a Chinese locale.

    Returns:
        One of the two.
    """
    return chinese if language_of_locale() == "zh" else english
