"""Commands that delete ask before they do."""

from __future__ import annotations

import sys

from modelarts.cli.questions import confirm
from modelarts.errors import InvalidParameterError
from modelarts.language import message

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from modelarts.cli.parser import Parser

__all__ = ["add_yes_option", "confirm_deletion"]


def add_yes_option(parser: Parser) -> None:
    """Adds the option that answers the question.

    Args:
        parser: The parser of the command.
    """
    parser.add_argument("-y", "--yes", action="store_true", help=message("delete without asking"))


def confirm_deletion(question: str, arguments: argparse.Namespace) -> None:
    """Asks whether to delete; without a terminal, `--yes` has to be passed.

    Args:
        question: The question.
        arguments: The options.

    Raises:
        InvalidParameterError: The user did not agree, or can't be asked.
    """
    if arguments.yes:
        return
    if sys.stdin is None or not sys.stdin.isatty():
        raise InvalidParameterError(message("there is no terminal to ask on; pass --yes to delete"))
    if not confirm(question):
        raise InvalidParameterError(message("nothing was deleted"))
