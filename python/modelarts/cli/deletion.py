"""Commands that delete ask before they do."""

from __future__ import annotations

import sys
from contextlib import suppress

from modelarts.cli.questions import confirm
from modelarts.errors import ConfigError, InvalidParameterError, ModelArtsError
from modelarts.language import message
from modelarts.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from modelarts.cli.parser import Parser

__all__ = ["add_yes_option", "check_that_deletion_is_wanted", "confirm_deletion"]


def add_yes_option(parser: Parser) -> None:
    """Adds the option that answers the question.

    Args:
        parser: The parser of the command.
    """
    parser.add_argument("-y", "--yes", action="store_true", help=message("delete without asking"))


def check_that_deletion_is_wanted(arguments: argparse.Namespace) -> None:
    """Checks that the user has agreed to delete, or can be asked.

    Args:
        arguments: The options.

    Raises:
        InvalidParameterError: There is neither `--yes` nor a terminal.
    """
    if not arguments.yes and (sys.stdin is None or not sys.stdin.isatty()):
        raise InvalidParameterError(message("there is no terminal to ask on; pass --yes to delete"))


def confirm_deletion(question: str) -> None:
    """Asks whether to delete.

    Args:
        question: The question.

    Raises:
        ModelArtsError: The user did not agree.
    """
    is_agreed = False
    with suppress(ConfigError):
        # Ctrl-D is not an agreement.
        is_agreed = confirm(printable(question))
    if not is_agreed:
        raise ModelArtsError(message("nothing was deleted"))
