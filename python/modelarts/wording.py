"""What is said to people at a terminal, in English or in Chinese."""

from __future__ import annotations

from modelarts._modelarts import language_of_locale

__all__ = ["say"]


def say(english: str, chinese: str) -> str:
    """The one of two texts that is in the language of the user's locale.

    Args:
        english: for any other locale.
        chinese: for a Chinese one.

    Returns:
        One of them.
    """
    return chinese if language_of_locale() == "zh" else english
