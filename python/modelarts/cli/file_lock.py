"""A lock on a file that processes replace, so that none of them loses the change of another."""

from __future__ import annotations

import errno
import os
import sys
import time
from contextlib import contextmanager, suppress

from modelarts.errors import ConfigError
from modelarts.language import message
from modelarts.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["locked"]

_SECONDS = 10.0
_PAUSE = 0.02
# Another process has it, or has just removed it.
_TAKEN = (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK, errno.ENOENT)


@contextmanager
def locked(path: str) -> Iterator[None]:
    """Keeps other processes that call this from entering the block at the same time.

    The lock is on a file beside it, because a lock on the file itself would end when the file is replaced. The system
    releases it when the process ends, in whatever way.

    Args:
        path: The file, which need not exist; its folder does.

    Raises:
        ConfigError: Another process held the lock for ten seconds.
        OSError: The folder can't be written.
    """
    beside = f"{path}.lock"
    deadline = time.monotonic() + _SECONDS
    while (descriptor := _acquired(beside)) is None:
        if time.monotonic() > deadline:
            raise ConfigError(message("another process is changing {file}; nothing was written", file=printable(path)))
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        # Windows keeps a file that is open.
        with suppress(OSError):
            os.unlink(beside)
        os.close(descriptor)


def _acquired(beside: str) -> int | None:
    """Returns the open file if it is locked now; None if another process has it."""
    descriptor = os.open(beside, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(descriptor)
        # The process that had it may have removed it meanwhile.
        if os.path.samestat(os.fstat(descriptor), os.stat(beside)):
            return descriptor
    except OSError as error:
        if error.errno not in _TAKEN:
            os.close(descriptor)
            raise OSError(error.errno or errno.EIO, error.strerror, beside) from error
    except BaseException:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return None


if sys.platform == "win32":

    def _lock(descriptor: int) -> None:
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:

    def _lock(descriptor: int) -> None:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
