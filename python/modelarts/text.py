"""Text that others wrote, made fit for a terminal, a log or the message of an exception."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

__all__ = ["clipped", "display_width", "encodable", "excerpt", "is_safe", "printable"]

_MOST_CHARACTERS = 500
_SHORT_ESCAPES = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}
# The characters of the Unicode categories Cc (controls), Cf (formats), Zl and Zp (separators of lines and
# paragraphs), and unpaired surrogates. None is left out: also those that are needed to write some
# languages, such as the zero-width joiner, make two names look the same. A table, because Python versions
# know different versions of Unicode; src/text.rs has the same.
_ESCAPED = (
    (0x0, 0x1F),
    (0x7F, 0x9F),
    (0xAD, 0xAD),
    (0x600, 0x605),
    (0x61C, 0x61C),
    (0x6DD, 0x6DD),
    (0x70F, 0x70F),
    (0x890, 0x891),
    (0x8E2, 0x8E2),
    (0x180E, 0x180E),
    (0x200B, 0x200F),
    (0x2028, 0x202E),
    (0x2060, 0x2064),
    (0x2066, 0x206F),
    (0xD800, 0xDFFF),
    (0xFEFF, 0xFEFF),
    (0xFFF9, 0xFFFB),
    (0x110BD, 0x110BD),
    (0x110CD, 0x110CD),
    (0x13430, 0x1343F),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0001, 0xE0001),
    (0xE0020, 0xE007F),
)


def printable(text: str) -> str:
    r"""Returns a text on one line, with escapes such as `\u{1b}` for characters that are not safe to print.

    A terminal acts on control characters, some of them begin a new line in a log, and format characters
    change the order in which the rest is shown, or can't be seen.

    Args:
        text: The text.

    Returns:
        The same text with these characters escaped, as the Rust core escapes them.
    """
    if text.isprintable():
        return text
    return "".join(character if is_safe(character) else _escaped(character) for character in text)


def is_safe(character: str) -> bool:
    """Returns whether a character can be printed without effect on the characters around it.

    Args:
        character: The character.

    Returns:
        False for the characters that `printable` escapes.
    """
    if character.isprintable():
        return True
    code = ord(character)
    return not any(first <= code <= last for first, last in _ESCAPED)


def _escaped(character: str) -> str:
    return _SHORT_ESCAPES.get(character) or f"\\u{{{ord(character):x}}}"


def excerpt(text: str) -> str:
    """Returns a printable text of at most 500 characters of another.

    Args:
        text: The text.

    Returns:
        Its beginning, escaped as `printable` does, with an ellipsis where it was cut.
    """
    if len(text) <= _MOST_CHARACTERS:
        return printable(text)
    return printable(text[:_MOST_CHARACTERS]) + "…"


def encodable(text: str, stream: TextIO) -> str:
    """Returns a text that a stream can encode.

    Args:
        text: The text.
        stream: Where it will be written.

    Returns:
        The text, with a backslash escape for each character that the encoding of the stream lacks.
    """
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def display_width(text: str) -> int:
    """Returns how many columns a text takes in a terminal; a Chinese character takes two.

    Args:
        text: The text.

    Returns:
        The number of columns.
    """
    return len(text) if text.isascii() else sum(map(_character_width, text))


def clipped(text: str, columns: int) -> str:
    """Returns as much of the beginning of a text as fits into some columns of a terminal.

    Args:
        text: The text.
        columns: The number of columns.

    Returns:
        The text or its beginning.
    """
    width = 0
    for place, character in enumerate(text):
        width += _character_width(character)
        if width > columns:
            return text[:place]
    return text


def _character_width(character: str) -> int:
    import unicodedata

    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
