"""Reads a manifest, line by line."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from typing import IO

from modelarts._modelarts import ManifestReader
from modelarts.language import message
from modelarts.manifest.origin import Files, Origin

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self

__all__ = ["Reader", "read"]

_CHUNK = 256 * 1024
_GZIP = b"\x1f\x8b"


class Reader(ManifestReader):
    """Iterates over the entries of a manifest; `read` returns it.

    It is also a context manager that closes the file at the end. A file that `read` opened itself is closed at
    its end, too, and when the reader is deleted. Only one thread at a time may use a reader.

    Raises:
        ManifestError: A line is not an entry; the text names the file, the line and the field. `next()` then goes
            on with the line after it.
        OSError: The file can't be read, or a compressed file is damaged.
        EOFError: A compressed file is not complete.
    """

    __slots__ = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()


def read(
    source: str | os.PathLike[str] | IO[str] | IO[bytes] | Iterable[str] | Iterable[bytes],
    *,
    files: Files | None = None,
) -> Reader:
    """Returns an iterator over the entries of a manifest of any size; it keeps one line at a time in memory.

    Empty lines and a byte order mark are skipped. A line has at most 16 MiB.

    Args:
        source: The path of a file, which may be a pipe or compressed with gzip; or a text or binary file;
            or the lines, as str or bytes.
        files: Where the files are that the manifest names, for `boxes`, `labels` and the conversions: a mapping
            from the beginning of addresses to folders, like `{"s3://bucket/flowers/": "flowers"}`, or a
            function that takes an address and returns a path. `s3://bucket/`, `obs://bucket/` and
            `/bucket/` mean the same. Other addresses without a scheme are paths, from the folder of the
            manifest. By default there is no mapping.

    Returns:
        The iterator. `pandas.DataFrame(read(…))` makes a table of it.

    Raises:
        OSError: The file can't be opened.
        TypeError: The source is none of these.
    """
    if isinstance(source, (str, os.PathLike)):
        return _open(os.fspath(source), files)
    name = getattr(source, "name", None)
    origin = Origin(name if isinstance(name, str) else None, files)
    if isinstance(source, io.TextIOBase):
        # read() would wait for as much as was requested, where lines come slowly.
        return Reader(source.readline, _CHUNK, origin.file, origin)
    method = getattr(source, "read1", None) or getattr(source, "read", None)
    if method is not None:
        return Reader(method, _CHUNK, origin.file, origin)
    if isinstance(source, (bytes, bytearray)) or not isinstance(source, Iterable):
        found = type(source).__name__
        raise TypeError(message("source is {found}, expected a path, a file or an iterable of lines", found=found))
    return Reader(iter(source), None, None, origin)


def _open(path: str, files: Files | None) -> Reader:
    file = open(path, "rb")  # noqa: SIM115 the reader closes it
    try:
        read = file.read1
        if file.peek(len(_GZIP)).startswith(_GZIP):
            from gzip import GzipFile

            read = GzipFile(fileobj=file).read1
        return Reader(read, _CHUNK, path, Origin(path, files), file.close)
    except BaseException:
        file.close()
        raise
