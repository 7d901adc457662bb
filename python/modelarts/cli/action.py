"""What the commands for datasets have in common: their arguments, and the options that all of them have."""

from __future__ import annotations

from modelarts.cli.api_version import add_api_options
from modelarts.cli.parser import add_output_option, count
from modelarts.cli.records import FORMATS
from modelarts.language import message

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from modelarts.cli.parser import Parser

__all__ = ["add_action", "add_limit_option"]


def add_action(
    actions: argparse._SubParsersAction[Parser],
    name: str,
    text: str,
    examples: str,
    run: Callable[[argparse.Namespace], int],
    *,
    only: str | None = None,
    has_dataset: bool = True,
) -> Parser:
    """Adds a command to others, with the options of the client, the API and the output.

    Args:
        actions: The commands.
        name: Its name.
        text: What it does.
        examples: Examples of its use, a line each.
        run: Called with the arguments; returns the exit code.
        only: The version of the API that alone has the command; None if both have it.
        has_dataset: Whether its first argument is the id of a dataset.

    Returns:
        Its parser, to which arguments of its own can be added.
    """
    action = actions.add_parser(name, help=text, description=text, examples=examples)
    if has_dataset:
        action.add_argument("dataset", metavar="DATASET", help=message("the id of the dataset"))
    add_api_options(action, only=only)
    add_output_option(action, *FORMATS)
    action.set_run(run)
    return action


def add_limit_option(parser: Parser) -> None:
    """Adds the option that ends a listing.

    Args:
        parser: The parser of the command.
    """
    parser.add_argument("--limit", type=count, metavar=message("COUNT"), help=message("list no more than this many"))
