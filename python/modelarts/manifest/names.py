"""Names of files and folders that are made of labels and addresses, which others chose."""

from __future__ import annotations

import unicodedata

from modelarts.language import message
from modelarts.text import is_safe

__all__ = ["UniqueNames", "check_length", "folded", "safe_name", "split_extension"]

_MAX_BYTES = 255
# What Windows refuses in names, and what separates folders.
_UNSAFE = frozenset('<>:"/\\|?*%')
_DEVICES = frozenset(
    ["CON", "PRN", "AUX", "NUL", *(f"{name}{number}" for name in ("COM", "LPT") for number in "0123456789¹²³")]
)


def safe_name(name: str) -> str:
    r"""Returns a text as the name of one file or folder, on every system.

    `/ \ : * ? " < > | %` and characters that can't be seen are percent-encoded, as are a dot or a blank at an end
    of the name and the first letter of a name that Windows reserves, so that different texts have different
    names and `urllib.parse.unquote` returns the text.

    Args:
        name: Any text.

    Returns:
        The name.

    Raises:
        ValueError: The text is empty, or the name has more than 255 bytes.
    """
    if not name:
        raise ValueError(message("is empty"))
    last = len(name) - 1
    is_device = name.partition(".")[0].strip().upper() in _DEVICES
    parts: list[str] = []
    for place, character in enumerate(name):
        is_at_end = place in {0, last} and character.isspace()
        is_dot = character == "." and (place == last or name[: place + 1].strip(".") == "")
        is_first_of_device = is_device and place == 0
        if character in _UNSAFE or not is_safe(character) or is_at_end or is_dot or is_first_of_device:
            parts.extend(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))
        else:
            parts.append(character)
    safe = "".join(parts)
    check_length(safe)
    return safe


def check_length(name: str) -> None:
    """Refuses a name that is too long for the systems that are in use.

    Args:
        name: The name of a file or a folder.

    Raises:
        ValueError: It has more than 255 bytes.
    """
    if len(name.encode()) > _MAX_BYTES:
        raise ValueError(message("makes a name of more than {count} bytes", count=_MAX_BYTES))


def split_extension(name: str) -> tuple[str, str]:
    """Returns the parts of a name before and from its last dot.

    Args:
        name: The name of a file.

    Returns:
        The stem, and the extension with its dot, which may be empty.
    """
    stem, dot, extension = name.rpartition(".")
    return (stem, dot + extension) if stem else (name, "")


def folded(name: str) -> str:
    """Returns what a system compares that takes no notice of case and of the form of accents.

    Args:
        name: The name of a file or a folder.

    Returns:
        The same text for names that may mean the same file.
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


class UniqueNames:
    """Keeps names apart that some systems take for the same."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def unique(self, folder: str, stem: str) -> str:
        """Returns a name that was not returned for this folder before.

        Args:
            folder: The folder.
            stem: The name that is wanted.

        Returns:
            The name; with "-2", "-3" and so on where it was taken.
        """
        key = f"{folder}/{folded(stem)}"
        number = self._seen.get(key, 0) + 1
        name = stem if number == 1 else f"{stem}-{number}"
        while number > 1 and f"{folder}/{folded(name)}" in self._seen:
            number += 1
            name = f"{stem}-{number}"
        self._seen[key] = number
        self._seen.setdefault(f"{folder}/{folded(name)}", 1)
        return name
