"""The entry point of the command `modelarts`.

This module is not part of the package: a module of the package would load all of the package before it could handle
Ctrl-C.
"""

from __future__ import annotations

__all__ = ["main"]

_INTERRUPTED = 130


def main() -> int:
    """Runs the command of the process.

    Returns:
        The exit code: that of `modelarts.cli.main`, also after Ctrl-C during the imports.
    """
    try:
        from modelarts.cli import main as run

        return run()
    except KeyboardInterrupt:
        return _INTERRUPTED
