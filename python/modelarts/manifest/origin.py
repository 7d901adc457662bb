"""Where the files are that a manifest names by their addresses."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Callable, Union

from modelarts.errors import manifest_error
from modelarts.language import message

TYPE_CHECKING = False
if TYPE_CHECKING:
    from modelarts.errors import ManifestError

_Path = Union[str, "os.PathLike[str]"]
Files = Union[Mapping[str, _Path], Callable[[str], _Path]]

__all__ = ["Files", "Origin", "base_name", "object_key"]

# The schemes of OBS; "/bucket/key" is one more spelling.
_OBS = re.compile(r"(?:s3|obs|s3a|s3n)://|/(?!/)", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
CONTENT = "content://"


def object_key(address: str) -> str | None:
    """Returns bucket and key of an address in OBS, like "bucket/folder/1.jpg"; None for any other address.

    Args:
        address: An address; `s3://`, `obs://` and `/bucket/` name the same object.

    Returns:
        The bucket and the key.
    """
    found = _OBS.match(address)
    return address[found.end() :] if found else None


def base_name(address: str) -> str:
    """Returns the last part of an address, without the query of a URL.

    Args:
        address: The address of a file.

    Returns:
        What follows the last slash.
    """
    if address.lower().startswith(("https://", "http://")):
        address = address.partition("#")[0].partition("?")[0]
    return address.rpartition("/")[2]


class Origin:
    """The manifest that an entry is from, and where the files are that it names.

    Args:
        file: The manifest, if it is a file.
        files: The argument of `read`.
    """

    __slots__ = ("_files", "_folder", "_prefixes", "file")

    def __init__(self, file: str | None = None, files: Files | None = None) -> None:
        self.file = file
        self._folder = os.path.dirname(file) if file is not None else ""
        self._files = files
        # The longest prefix is the most exact.
        prefixes = files if isinstance(files, Mapping) else {}
        self._prefixes = sorted(prefixes.items(), key=lambda item: -len(object_key(item[0]) or item[0]))

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.file, self._files)

    def local(self, address: str) -> str | None:
        """Returns the path of a file.

        Args:
            address: Its address in the manifest.

        Returns:
            The path; None if it isn't known where the file is.

        Raises:
            ValueError: The address leads out of the folder that `files` names for it.
        """
        if callable(self._files):
            return os.fspath(self._files(address))
        for prefix, folder in self._prefixes:
            rest = _without(prefix, address)
            if rest is not None:
                return _inside(os.fspath(folder), rest)
        if _SCHEME.match(address):
            return None
        return os.path.join(self._folder, address)

    def error(self, line: int | None, field: str | None, problem: str) -> ManifestError:
        """Returns the exception for a field of an entry of this manifest.

        Args:
            line: The number of the line.
            field: The field.
            problem: What is wrong with it.

        Returns:
            The exception.
        """
        return manifest_error(self.file, line, field, problem)


def _without(prefix: str, address: str) -> str | None:
    """Returns the rest of an address after a prefix that may name OBS in another spelling."""
    known, key = object_key(prefix), object_key(address)
    whole, begin = (address, prefix) if known is None or key is None else (key, known)
    if not whole.startswith(begin):
        return None
    rest = whole[len(begin) :]
    return rest if not rest or rest.startswith("/") or begin.endswith("/") or not begin else None


def _inside(folder: str, rest: str) -> str:
    parts = [part for part in rest.replace("\\", "/").split("/") if part not in {"", "."}]
    if ".." in parts or any("\0" in part or (os.name == "nt" and ":" in part) for part in parts):
        raise ValueError(message("leads out of the folder that files= names for it"))
    return os.path.join(folder, *parts)
