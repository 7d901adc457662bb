"""Writes a manifest."""

from __future__ import annotations

import io
import os
import stat
from contextlib import contextmanager
from typing import IO, Any

from modelarts._modelarts import manifest_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

else:
    from modelarts._deferred import Iterable, Iterator, Mapping

__all__ = ["write"]


def write(entries: Iterable[Mapping[str, Any]], file: str | os.PathLike[str] | IO[str] | IO[bytes]) -> int:
    """Writes entries as a manifest, a line each, in UTF-8.

    `usage` is written in upper case, `hard` as text, `property` as an object, and an empty list of annotations
    not at all, as the service does. The names of the attributes are taken as keys, too, such as `annotations`
    and `sample_type`. Other keys are written as they are.

    Args:
        entries: The entries, or other mappings with their keys; such as `read` returns them.
        file: The path of the file, or a text or binary file. A regular file is replaced once all entries
            are written, so that it may be the one that is being read; it is left as it was if one is bad.

    Returns:
        The number of lines.

    Raises:
        ManifestError: An entry has no `source`, a value of another type than documented, or two values for one key.
        OSError: The file can't be written.
    """
    if isinstance(file, (str, os.PathLike)):
        path = os.fspath(file)
        with _replaced(path) as opened:
            return _write(entries, opened, path)
    return _write(entries, file, getattr(file, "name", None))


def _write(entries: Iterable[Mapping[str, Any]], file: Any, name: object) -> int:
    if isinstance(file, io.RawIOBase):
        # A raw file may write less than it is given.
        buffered = io.BufferedWriter(file)
        try:
            return _write(entries, buffered, name)
        finally:
            buffered.detach()
    named = name if isinstance(name, str) else None
    mode = getattr(file, "mode", None)
    is_text = isinstance(file, io.TextIOBase) or (isinstance(mode, str) and "b" not in mode)
    number = 0
    for number, entry in enumerate(entries, 1):
        line = manifest_line(entry, number, named)
        file.write(line.decode() if is_text else line)
    return number


@contextmanager
def _replaced(path: str) -> Iterator[IO[bytes]]:
    """Opens a file beside another, which takes its place at the end."""
    target = os.path.realpath(path)
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        mode = None
    if mode is not None and not stat.S_ISREG(mode):
        with open(path, "wb") as file:
            yield file
        return
    # The name of the file may be as long as the system allows.
    beside = os.path.join(os.path.dirname(target), f".modelarts-{os.urandom(8).hex()}.part")
    try:
        with open(beside, "xb") as file:
            yield file
        if mode is not None:
            os.chmod(beside, stat.S_IMODE(mode))
        os.replace(beside, target)
    except BaseException:
        if os.path.exists(beside):
            os.remove(beside)
        raise
