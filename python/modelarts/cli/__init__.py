"""The command `modelarts`."""

from __future__ import annotations

import sys
import warnings
from importlib import import_module

from modelarts._modelarts import VERSION
from modelarts.cli.completion_scripts import COMPLETE_WORDS
from modelarts.cli.exit_code import ExitCode, exit_code_of
from modelarts.cli.output import print_error
from modelarts.cli.parser import Parser
from modelarts.errors import ModelArtsError
from modelarts.language import message

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from types import ModuleType

__all__ = ["import_commands", "main"]

# The module of each command, in the order of the help.
_MODULES = {
    "dataset": "dataset",
    "version": "version",
    "sample": "sample",
    "label": "label",
    "import": "transfer",
    "export": "transfer",
    "sync": "transfer",
    "task": "task",
    "config": "config",
    "quickstart": "quickstart",
    "emulator": "emulator",
    "completion": "completion",
}

_EXAMPLES = """\
  modelarts quickstart
  modelarts config init
  modelarts dataset list
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
    words = sys.argv[1:] if arguments is None else list(arguments)
    try:
        return _run(words)
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # The reader of the output has ended, which the user knows.
        return ExitCode.ERROR
    except ModelArtsError as error:
        print_error(f"modelarts: {error}")
        return exit_code_of(error)
    except OSError as error:
        print_error(f"modelarts: {error}")
        return ExitCode.ERROR


def import_commands(words: Sequence[str]) -> list[ModuleType]:
    """Imports the modules of the commands that an invocation needs: of one if it names one, else of all.

    Args:
        words: The arguments after `modelarts`.

    Returns:
        The modules.
    """
    # Of the words to complete, the last may be the beginning of a name.
    first = (words[2:-1] if words[:1] == [COMPLETE_WORDS] else words)[:1]
    if first == ["--version"]:
        return []
    names: Iterable[str] = [_MODULES[first[0]]] if first and first[0] in _MODULES else dict.fromkeys(_MODULES.values())
    return [import_module(f"modelarts.cli.{name}") for name in names]


def _run(words: Sequence[str]) -> int:
    parser = _parser(words)
    if words[:1] == [COMPLETE_WORDS]:
        from modelarts.cli.completion import complete_words

        shell, *others = words[1:] or [""]
        return complete_words(parser, shell, others)
    with warnings.catch_warnings():
        warnings.showwarning = _print_warning
        chosen = parser.parse(words)
        code: int = chosen.run(chosen)
    return code


def _parser(words: Sequence[str] = ()) -> Parser:
    """Returns the parser of an invocation; without words, it has all commands."""
    parser = Parser(
        prog="modelarts",
        description=message("Works with the datasets of Huawei Cloud ModelArts."),
        examples=_EXAMPLES,
    )
    text = message("show the version and exit")
    parser.add_argument("--version", action="version", version=f"modelarts {VERSION}", help=text)
    commands = parser.add_commands(message("commands"))
    for module in import_commands(words):
        module.add_command(commands)
    return parser


def _print_warning(message: Warning | str, *_place: object, **_more: object) -> None:
    # The place is in this package, so it is of no use to the user.
    print_error(_warning(message))


def _warning(text: Warning | str) -> str:
    return message("modelarts: warning: {text}", text=text)
