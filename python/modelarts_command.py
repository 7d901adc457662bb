"""The entry point of the command `modelarts`.

This module is not part of the package: a module of the package would load all of the package before it could handle
Ctrl-C.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

__all__ = ["main"]

_INTERRUPTED = 130


def main() -> int:
    """Runs the command of the process.

    Returns:
        The exit code of `modelarts.cli.main`.
    """
    # In the background of a shell the signal is ignored, and stays so.
    is_handled = signal.getsignal(signal.SIGINT) == signal.default_int_handler
    if is_handled:
        # Some callbacks that an import runs make another exception of KeyboardInterrupt, or lose it.
        signal.signal(signal.SIGINT, lambda _signal, _frame: os._exit(_INTERRUPTED))
    from modelarts.cli import import_commands
    from modelarts.cli import main as run

    import_commands(sys.argv[1:])
    try:
        if is_handled:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        return run()
    except KeyboardInterrupt:
        return _INTERRUPTED
    finally:
        _discard_unwritable(sys.stdout)
        _discard_unwritable(sys.stderr)


def _discard_unwritable(stream: TextIO | None) -> None:
    # Python writes at exit what a stream still holds, and a failure of that changes the exit code.
    if stream is None:
        return
    try:
        stream.flush()
    except (OSError, ValueError):
        with suppress(OSError, ValueError), open(os.devnull, "wb") as null:
            os.dup2(null.fileno(), stream.fileno())
