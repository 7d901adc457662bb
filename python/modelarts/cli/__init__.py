"""The command `modelarts`."""

from __future__ import annotations

import os
import sys

from modelarts import __version__
from modelarts.cli import config, emulator, quickstart, task
from modelarts.cli.exit_code import ExitCode
from modelarts.cli.parser import Parser
from modelarts.errors import AuthenticationError, InvalidParameterError, ModelArtsError
from modelarts.wording import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]

_EXAMPLES = """\
  modelarts quickstart
  modelarts config check
  modelarts task wait --timeout 2h 062ef90a-da4d-4af4-82ba-1523da57e78e
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command.

    Args:
        arguments: the words after `modelarts`; None for those of the process.

    Returns:
        The exit code: 0 for success, 1 for an error, 2 for wrong arguments, 3 for a wait that took too
        long, 4 for not authenticated, 5 for a task that failed, 130 after Ctrl-C.
    """
    parser = Parser(
        prog="modelarts",
        description=say("The dataset API of Huawei Cloud ModelArts.", "华为云 ModelArts 数据集 API。"),
        examples=_EXAMPLES,
    )
    version = say("show the version and exit", "显示版本并退出")
    parser.add_argument("--version", action="version", version=f"modelarts {__version__}", help=version)
    commands = parser.add_commands(say("commands", "命令"))
    for command in (task, config, quickstart, emulator):
        command.add_command(commands)
    chosen = parser.parse_args(arguments)
    try:
        code: int = chosen.run(chosen)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has heard enough; nothing is left to flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.ERROR
    except ModelArtsError as error:
        print(f"modelarts: {error}", file=sys.stderr)
        if isinstance(error, AuthenticationError):
            return ExitCode.NOT_AUTHENTICATED
        return ExitCode.USAGE if isinstance(error, InvalidParameterError) else ExitCode.ERROR
    return code
