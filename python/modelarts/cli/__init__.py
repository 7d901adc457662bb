"""The command `modelarts`."""

from __future__ import annotations

import argparse

from modelarts import __version__
from modelarts.cli import emulator, quickstart

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]

_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command.

    Args:
        arguments: the words after `modelarts`; None for those of the process.

    Returns:
        The exit code: 0 for success, 1 for an error, 130 after Ctrl-C.
    """
    parser = argparse.ArgumentParser(prog="modelarts", description="The dataset API of Huawei Cloud ModelArts.")
    parser.add_argument("--version", action="version", version=f"modelarts {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    quickstart.add_command(commands)
    emulator.add_command(commands)
    chosen = parser.parse_args(arguments)
    try:
        code: int = chosen.run(chosen)
    except KeyboardInterrupt:
        return _INTERRUPTED
    return code
