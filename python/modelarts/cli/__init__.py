"""The command `modelarts`."""

from __future__ import annotations

import argparse
import sys

from modelarts import __version__
from modelarts.cli import config, emulator, quickstart, task
from modelarts.errors import AuthenticationError, InvalidParameterError, ModelArtsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]

_ERROR = 1
_USAGE = 2
_NOT_AUTHENTICATED = 4
_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command.

    Args:
        arguments: the words after `modelarts`; None for those of the process.

    Returns:
        The exit code: 0 for success, 1 for an error, 2 for wrong arguments, 4 for not authenticated, 130
        after Ctrl-C, and those of the command.
    """
    parser = argparse.ArgumentParser(prog="modelarts", description="The dataset API of Huawei Cloud ModelArts.")
    parser.add_argument("--version", action="version", version=f"modelarts {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    task.add_command(commands)
    config.add_command(commands)
    quickstart.add_command(commands)
    emulator.add_command(commands)
    chosen = parser.parse_args(arguments)
    try:
        code: int = chosen.run(chosen)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except ModelArtsError as error:
        print(f"modelarts: {error}", file=sys.stderr)
        if isinstance(error, AuthenticationError):
            return _NOT_AUTHENTICATED
        return _USAGE if isinstance(error, InvalidParameterError) else _ERROR
    return code
