"""The command `modelarts`."""

from __future__ import annotations

import warnings

from modelarts._modelarts import VERSION
from modelarts.cli import config, emulator, quickstart, task
from modelarts.cli.exit_code import ExitCode
from modelarts.cli.output import discard_output, print_error
from modelarts.cli.parser import Parser
from modelarts.errors import AuthenticationError, InvalidParameterError, ModelArtsError
from modelarts.language import localized, message

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

__all__ = ["main"]

_EXAMPLES = """\
  modelarts quickstart
  modelarts config check
  modelarts task wait --timeout 2h 062ef90a-da4d-4af4-82ba-1523da57e78e
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command.

    Args:
        arguments: The arguments after `modelarts`; None for those of the process.

    Returns:
        The exit code: 0 for success, 1 for an error, 2 for wrong arguments, 3 for a wait that timed out,
        4 for a failed authentication, 5 for a task that failed, 130 after Ctrl-C.
    """
    parser = Parser(
        prog="modelarts",
        description=localized("The dataset API of Huawei Cloud ModelArts.", "华为云 ModelArts 数据集 API。"),
        examples=_EXAMPLES,
    )
    version = localized("show the version and exit", "显示版本并退出")
    parser.add_argument("--version", action="version", version=f"modelarts {VERSION}", help=version)
    commands = parser.add_commands(localized("commands", "命令"))
    for command in (task, config, quickstart, emulator):
        command.add_command(commands)
    try:
        with warnings.catch_warnings():
            warnings.showwarning = _print_warning
            chosen = parser.parse(arguments)
            code: int = chosen.run(chosen)
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # The reader of the output has ended, which is no news to the user.
        discard_output()
        return ExitCode.ERROR
    except ModelArtsError as error:
        print_error(f"modelarts: {error}")
        if isinstance(error, AuthenticationError):
            return ExitCode.NOT_AUTHENTICATED
        return ExitCode.USAGE if isinstance(error, InvalidParameterError) else ExitCode.ERROR
    except OSError as error:
        discard_output()
        print_error(f"modelarts: {error}")
        return ExitCode.ERROR
    return code


def _print_warning(
    message: Warning | str,
    category: type[Warning],  # noqa: ARG001 the signature of the standard library
    filename: str,  # noqa: ARG001
    lineno: int,  # noqa: ARG001
    file: TextIO | None = None,  # noqa: ARG001
    line: str | None = None,  # noqa: ARG001
) -> None:
    # The place is in this package, and so says nothing to the user.
    print_error(_warning(message))


def _warning(text: Warning | str) -> str:
    return message("modelarts: warning: {text}", text=text)
