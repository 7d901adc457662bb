"""What commands print of the work that a call has started, and how they wait for it."""

from __future__ import annotations

from modelarts._modelarts import Poll
from modelarts.cli.exit_code import ExitCode
from modelarts.cli.parser import duration
from modelarts.cli.records import print_record
from modelarts.language import message

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

    from modelarts.cli.parser import Parser
    from modelarts.responses.started import Started

__all__ = ["add_interval_options", "add_wait_options", "interval", "print_started"]


def add_wait_options(parser: Parser) -> None:
    """Adds the options of a command that starts work.

    Args:
        parser: The parser of the command.
    """
    parser.add_argument("--wait", action="store_true", help=message("wait until the work is done"))
    add_interval_options(parser)


def add_interval_options(parser: Parser) -> None:
    """Adds the options that say how long and how often a wait polls.

    Args:
        parser: The parser of the command.
    """
    parser.add_argument(
        "--timeout",
        type=duration,
        metavar=message("TIME"),
        help=message("how long to wait, like 90, 30m or 2h (default: no limit)"),
    )
    parser.add_argument(
        "--interval", type=duration, metavar=message("TIME"), help=message("how long to wait between two polls")
    )


def interval(arguments: argparse.Namespace) -> Poll | None:
    """Returns how often to poll.

    Args:
        arguments: The options.

    Returns:
        The schedule that `--interval` names, or None.
    """
    if arguments.interval is None:
        return None
    return Poll(initial=arguments.interval, maximum=arguments.interval, jitter=False)


def print_started(started: Started[Any], arguments: argparse.Namespace) -> int:
    """Prints what a call has started; with `--wait`, waits for it and prints its last status.

    Args:
        started: The response.
        arguments: The options.

    Returns:
        The exit code.

    Raises:
        TaskFailedError: The work failed.
        WaitTimeoutError: The timeout expired.
        ModelArtsError: A poll failed.
        OSError: Standard output can't be written.
    """
    if arguments.wait:
        print_record(started.wait(arguments.timeout, interval(arguments)), arguments.output)
    else:
        # `modelarts task wait` takes the handle.
        print_record(type(started)({"handle": started.handle, **started}), arguments.output)
    return ExitCode.OK
