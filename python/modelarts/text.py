"""Text that others wrote, made fit for a terminal, a log or the message of an exception."""

from __future__ import annotations

import os
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

__all__ = [
    "clipped",
    "display_width",
    "encodable",
    "excerpt",
    "is_safe",
    "printable",
    "shortened",
    "terminal_columns",
    "wrapped",
]

_MAX_CHARACTERS = 500
_DEFAULT_COLUMNS = 80
_DOTS = "..."
_MIN_COLUMNS_AROUND_DOTS = 4
# The Unicode categories of marks that are drawn over the character before them, and vowels and final
# consonants of Hangul, which are joined to a syllable.
_ZERO_WIDTH = frozenset({"Mn", "Me", "Cf"})
_JOINED_HANGUL = (("\u1160", "\u11ff"), ("\ud7b0", "\ud7ff"))
_CLOSING = frozenset("，。、；：？！）】》”’")
_EMOJI = ("\U0001f000", "\U0001faff")
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
    if len(text) <= _MAX_CHARACTERS:
        return printable(text)
    return printable(text[:_MAX_CHARACTERS]) + "…"


def encodable(text: str, stream: TextIO) -> str:
    """Returns a text that a stream can encode.

    Args:
        text: The text.
        stream: Where it will be written.

    Returns:
        The text, with a backslash escape for each character that the encoding of the stream lacks; one without
        a known encoding is taken for ASCII.
    """
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        return text.encode(encoding, "backslashreplace").decode(encoding)
    except (LookupError, TypeError, UnicodeError):
        return text.encode("ascii", "backslashreplace").decode("ascii")


def terminal_columns(stream: TextIO) -> int:
    """Returns the width of the terminal that a stream writes to.

    Args:
        stream: The stream.

    Returns:
        The number of columns: that of the terminal, or less if `COLUMNS` is less; 80 if neither is known.
    """
    stated = os.environ.get("COLUMNS", "")
    columns = [int(stated)] if stated.isdecimal() and int(stated) else []
    # The variable may be that of another terminal, and lines that are too long would be stacked.
    with suppress(AttributeError, OSError, TypeError, ValueError):
        columns += [found] if (found := os.get_terminal_size(stream.fileno()).columns) else []
    return min(columns, default=_DEFAULT_COLUMNS)


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


def shortened(text: str, columns: int) -> str:
    """Returns a text that fits into some columns of a terminal, without its middle if it is too long.

    Args:
        text: The text.
        columns: The number of columns.

    Returns:
        The text, or its beginning and its end around three dots.
    """
    if display_width(text) <= columns:
        return text
    left = columns - len(_DOTS)
    if left < _MIN_COLUMNS_AROUND_DOTS:
        return clipped(text, columns)
    beginning = clipped(text, left - left // 2)
    end = clipped(text[::-1], left // 2)[::-1]
    while end and not _character_width(end[0]):
        end = end[1:]
    return f"{beginning}{_DOTS}{end}"


def wrapped(text: str, columns: int) -> list[str]:
    """Returns the lines of a text, each of which fits into some columns of a terminal.

    Args:
        text: The text, on one line.
        columns: The number of columns, at least 2.

    Returns:
        The lines, broken at a blank, after a slash or after a Chinese character, if one is in the second half of
        the line, else between any two characters.
    """
    lines = []
    while display_width(text) > columns:
        line = clipped(text, columns)
        place = next((place for place in range(len(line), 0, -1) if _may_break(text, place)), 0)
        if display_width(line[:place]) * 2 >= columns:
            line = line[:place]
        lines.append(line.rstrip(" "))
        text = text[len(line) :].lstrip(" ")
    return [*lines, text]


def _may_break(text: str, place: int) -> bool:
    before, after = text[place - 1], text[place]
    if " " in (before, after):
        return True
    # Chinese punctuation that ends something begins no line.
    return (before == "/" or _character_width(before) > 1) and after not in _CLOSING and _character_width(after) > 0


def _character_width(character: str) -> int:
    if character < "\u0300":
        return 1
    import unicodedata

    category = unicodedata.category(character)
    if category in _ZERO_WIDTH or any(first <= character <= last for first, last in _JOINED_HANGUL):
        return 0
    if category == "Cn" and _EMOJI[0] <= character <= _EMOJI[1]:
        # An emoji that is newer than this Python.
        return 2
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
