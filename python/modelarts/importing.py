"""Imports that are done when they are needed, because `import modelarts` has to be fast."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager

from modelarts.errors import ResourceError
from modelarts.language import message

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["importing"]

_EXHAUSTED = (errno.EMFILE, errno.ENFILE, errno.ENOMEM)


@contextmanager
def importing() -> Iterator[None]:
    """Makes an import in a `with` statement fail with an error of this package.

    Yields:
        Nothing.

    Raises:
        ResourceError: The process can open no further file.
    """
    try:
        yield
    except (OSError, ImportError) as error:
        if not _is_exhausted(error):
            raise
        raise ResourceError(message("a module of Python can't be imported: {error}", error=error)) from error


def _is_exhausted(error: OSError | ImportError) -> bool:
    if isinstance(error, OSError):
        return error.errno in _EXHAUSTED
    # A module in a shared library; the text is the system's.
    return any(os.strerror(number) in str(error) for number in _EXHAUSTED)
