"""What commands print of the work that a call has started, and how they wait for it."""

from __future__ import annotations

import shlex
import signal
import threading
from contextlib import contextmanager

from modelarts._modelarts import Poll
from modelarts.cli.exit_code import ExitCode
from modelarts.cli.output import print_error
from modelarts.cli.parser import client_options, duration
from modelarts.cli.records import print_record, print_row
from modelarts.cli.status_table import print_statuses, status_row
from modelarts.errors import TaskFailedError
from modelarts.language import message
from modelarts.responses.task import TaskStatus

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence
    from typing import Any

    from modelarts.cli.parser import Parser
    from modelarts.responses.started import Started
    from modelarts.responses.work import Work

__all__ = ["add_interval_options", "add_wait_options", "interval", "print_started"]


def add_wait_options(parser: Parser) -> None:
    """Adds the options of a command that starts work.

    Args:
        parser: The parser of the command.
    """
    parser.add_argument(
        "--wait", action="store_true", help=message("wait until the work is done; --timeout and --interval imply it")
    )
    add_interval_options(parser)


def add_interval_options(parser: Parser) -> None:
    """Adds the options for how long and how often a wait polls.

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


def print_started(started: Started[Any], arguments: argparse.Namespace, *, fields: Sequence[str] | None = None) -> int:
    """Prints what a call has started; if the options request it, waits for it and prints its last status.

    Args:
        started: The response.
        arguments: The options.
        fields: The fields of the last status that a table shows; None for all.

    Returns:
        The exit code.

    Raises:
        TaskFailedError: The work failed; its last status was printed.
        WaitTimeoutError: The timeout expired.
        ModelArtsError: A poll failed, or the response has no id of the work.
        OSError: Standard output can't be written.
    """
    if not (arguments.wait or arguments.timeout is not None or arguments.interval is not None):
        # `modelarts task wait` takes the handle.
        print_record(type(started)({"handle": started.handle, **started}), arguments.output)
        started._required_target()
        return ExitCode.OK
    try:
        with _signals_raised():
            status = started.wait(arguments.timeout, interval(arguments))
    except TaskFailedError as error:
        _print_status(error.task, arguments.output, fields)
        raise
    except BaseException as error:
        # Whatever ended the wait, the work goes on, and nothing else knows its handle.
        if started.handle is not None:
            words = ["modelarts", "task", "wait", started.handle, *client_options(arguments)]
            print_error(message("the work goes on; to wait for its end: {command}", command=shlex.join(words)))
        if isinstance(error, _SignalError):
            signal.raise_signal(error.number)
        raise
    _print_status(status, arguments.output, fields)
    return ExitCode.OK


class _SignalError(BaseException):
    """A signal has come that ends the process."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def _signals_raised() -> Iterator[None]:
    """Has SIGTERM and SIGHUP raise `_SignalError` in the block, instead of ending the process at once."""

    def raise_it(number: int, _frame: object) -> None:
        # The next one ends the process at once.
        signal.signal(number, signal.SIG_DFL)
        raise _SignalError(number)

    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    is_possible = threading.current_thread() is threading.main_thread()
    # Under nohup a signal is ignored, and stays so.
    raising = [number for number in numbers if is_possible and signal.getsignal(number) == signal.SIG_DFL]
    for number in raising:
        signal.signal(number, raise_it)
    try:
        yield
    finally:
        for number in raising:
            signal.signal(number, signal.SIG_DFL)


def _print_status(status: Work, output: str, fields: Sequence[str] | None) -> None:
    if output != "table":
        print_row(status_row(status), output)
    elif isinstance(status, TaskStatus):
        print_statuses([status])
    else:
        print_record(status, output, fields=fields)
