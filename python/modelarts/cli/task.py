"""`modelarts task`: shows the status of tasks and of other work, waits for it, prints its changes."""

from __future__ import annotations

from modelarts.cli.exit_code import ExitCode
from modelarts.cli.output import colored_state, print_error, print_json, print_line
from modelarts.cli.parser import add_client_options, add_output_option, create_client_from
from modelarts.cli.started_work import add_interval_options, interval
from modelarts.cli.status_table import print_statuses, status_row
from modelarts.errors import AuthenticationError, TasksError, WaitTimeoutError
from modelarts.language import message
from modelarts.responses.work import Work
from modelarts.text import printable
from modelarts.wait.loop import PollLoop
from modelarts.wait.targets import targets_of_work

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence
    from typing import Literal

    from modelarts.cli.parser import Parser
    from modelarts.errors import ModelArtsError
    from modelarts.responses.target import Target

    _Waited = tuple[list[Target], Sequence[Work | None], Sequence[ModelArtsError]]

__all__ = ["add_command"]

_EXAMPLES = """\
  modelarts task get 062ef90a-da4d-4af4-82ba-1523da57e78e
  modelarts task wait --timeout 2h TASK1 TASK2 && echo done
  modelarts task wait --output json TASK | jq -r '.[0].status'
  modelarts task watch TASK
  modelarts task wait imports/DATASET/TASK
"""


def add_command(commands: argparse._SubParsersAction[Parser]) -> None:
    """Adds `task` to the commands.

    Args:
        commands: The commands of `modelarts`.
    """
    parser = commands.add_parser(
        "task",
        help=message("show the status of tasks, or wait for them"),
        description=message(
            "Shows the status of asynchronous tasks, named by their ids, and of other work, named by the handle of the "
            "response that started it. Data is written to standard output, progress to standard error."
        ),
        examples=_EXAMPLES,
    )
    actions = parser.add_commands(message("actions"))
    for name, run, outputs, help_text in (
        ("get", _get, ("table", "json", "jsonl"), message("show the current status of tasks")),
        ("wait", _wait, ("table", "json", "jsonl"), message("wait until tasks are done")),
        (
            "watch",
            _watch,
            ("table", "jsonl"),
            message("print each change until tasks are done"),
        ),
    ):
        action = actions.add_parser(name, help=help_text, description=help_text, examples=_EXAMPLES)
        action.add_argument("ids", nargs="+", metavar="ID", help=message("the id of a task, or a handle"))
        add_client_options(action)
        add_output_option(action, *outputs)
        if name != "get":
            add_interval_options(action)
        action.set_run(run)


def _get(arguments: argparse.Namespace) -> int:
    targets = targets_of_work(arguments.ids)
    with create_client_from(arguments) as client:
        outcomes = PollLoop(client).poll_once("task get", targets).outcomes()
    _print(arguments.output, [outcome for outcome in outcomes if isinstance(outcome, Work)])
    return _report([outcome for outcome in outcomes if not isinstance(outcome, Work)])


def _wait(arguments: argparse.Namespace) -> int:
    targets, results, errors = _waited(arguments, None)
    _print(arguments.output, [status for status in results if status is not None])
    return _report(errors, targets, results)


def _watch(arguments: argparse.Namespace) -> int:
    def print_change(status: Work) -> None:
        if arguments.output == "table":
            state = colored_state(status._state_text(), status.state)
            print_line(f"{printable(str(status.handle))}  {state}")
        else:
            print_json(status_row(status), indent=None)

    targets, results, errors = _waited(arguments, print_change)
    return _report(errors, targets, results)


def _waited(arguments: argparse.Namespace, on_update: Callable[[Work], object] | None) -> _Waited:
    """Waits, and returns what was waited for, the last status of each, and the errors."""
    targets = targets_of_work(arguments.ids)
    progress: bool | Literal["auto"] = "auto" if on_update is None else False
    times = (arguments.timeout, interval(arguments))
    with create_client_from(arguments) as client:
        try:
            results = PollLoop(client).wait_for_all(
                "task wait", targets, times, on_update, progress, raise_on_failure=False
            )
        except TasksError as error:
            return targets, error.results, error.exceptions
    return targets, results, ()


def _print(output: str, statuses: Sequence[Work]) -> None:
    if output == "json":
        print_json([status_row(status) for status in statuses])
    elif output == "jsonl":
        for status in statuses:
            print_json(status_row(status), indent=None)
    elif statuses:
        print_statuses(statuses)


def _report(
    errors: Sequence[ModelArtsError], targets: Sequence[Target] = (), results: Sequence[Work | None] = ()
) -> int:
    """Prints the errors and returns the exit code: that of the error that the user must act on first."""
    for error in errors:
        print_error(f"modelarts task: {error}")
    if any(isinstance(error, AuthenticationError) for error in errors):
        return ExitCode.NOT_AUTHENTICATED
    if any(not isinstance(error, WaitTimeoutError) for error in errors):
        return ExitCode.ERROR
    if errors:
        return ExitCode.TIMED_OUT
    ended = zip(targets, results)
    has_failed = any(status is not None and target.is_failure(status) for target, status in ended)
    return ExitCode.TASK_FAILED if has_failed else ExitCode.OK
