"""`modelarts task`: looks at tasks, waits for them, watches them."""

from __future__ import annotations

import argparse
import re
import sys

from modelarts.cli.client_options import add_client_options, client_of, print_json, print_table
from modelarts.client import DatasetApi
from modelarts.errors import AuthenticationError, TasksError, WaitTimeoutError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from modelarts._modelarts import Poll
    from modelarts.errors import ModelArtsError
    from modelarts.responses import TaskStatus

__all__ = ["add_command"]

_ERROR = 1
_TIMED_OUT = 3
_NOT_AUTHENTICATED = 4
_TASK_FAILED = 5
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}
_EXAMPLES = """\
examples:
  modelarts task get 062ef90a-da4d-4af4-82ba-1523da57e78e
  modelarts task wait --timeout 2h TASK1 TASK2 && echo done
  modelarts task wait --output json TASK | jq -r '.[0].result'
  modelarts task watch TASK

exit codes: 0 done, 1 error, 2 usage, 3 timed out, 4 not authenticated, 5 a task failed, 130 Ctrl-C
"""


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `task` to the commands.

    Args:
        commands: the commands of `modelarts`.
    """
    parser = commands.add_parser(
        "task",
        help="look at tasks, wait for them, watch them",
        description="Looks at asynchronous tasks. Data goes to standard output, progress to standard error.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = parser.add_subparsers(title="actions", required=True, metavar="ACTION")
    for name, run, says in (
        ("get", _get, "look at tasks once"),
        ("wait", _wait, "wait until tasks are done"),
        ("watch", _watch, "print each change until tasks are done"),
    ):
        action = actions.add_parser(
            name, help=says, epilog=_EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        action.add_argument("ids", nargs="+", metavar="ID", help="a task")
        add_client_options(action)
        outputs = ("table", "jsonl") if name == "watch" else ("table", "json", "jsonl")
        action.add_argument("--output", choices=outputs, default="table", help="how to print (default: table)")
        if name != "get":
            action.add_argument("--timeout", type=_seconds, metavar="TIME", help="how long to wait, like 90, 30m or 2h")
            action.add_argument("--interval", type=_seconds, metavar="TIME", help="how long to pause between two looks")
        action.set_defaults(run=run)


def _seconds(text: str) -> float:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([smhd]?)", text)
    if found is None or not float(found[1]):
        raise argparse.ArgumentTypeError(f"{text!r} is no time; write seconds, or a number with s, m, h or d, like 30m")
    return float(found[1]) * _SECONDS[found[2]]


def _get(arguments: argparse.Namespace) -> int:
    with client_of(arguments) as client:
        outcomes = DatasetApi(client).get_task_statuses(task_ids=arguments.ids, return_exceptions=True)
    statuses = [outcome for outcome in outcomes if isinstance(outcome, dict)]
    _print(arguments.output, statuses)
    return _tell([outcome for outcome in outcomes if not isinstance(outcome, dict)])


def _wait(arguments: argparse.Namespace) -> int:
    with client_of(arguments) as client:
        problems: Sequence[ModelArtsError] = ()
        results: Sequence[TaskStatus | None]
        try:
            results = DatasetApi(client).wait_for_tasks(
                task_ids=arguments.ids, timeout=arguments.timeout, poll=_poll(arguments), raise_on_failure=False
            )
        except TasksError as error:
            problems, results = error.exceptions, error.results
    statuses = [status for status in results if status is not None]
    _print(arguments.output, statuses)
    return _tell(problems, statuses)


def _watch(arguments: argparse.Namespace) -> int:
    def tell(status: TaskStatus) -> None:
        if arguments.output == "table":
            print(f"{status.task_id}  {status['status']}", flush=True)
        else:
            print_json(_row(status), indent=None)

    with client_of(arguments) as client:
        try:
            statuses = DatasetApi(client).wait_for_tasks(
                task_ids=arguments.ids,
                timeout=arguments.timeout,
                poll=_poll(arguments),
                on_update=tell,
                progress=False,
                raise_on_failure=False,
            )
        except TasksError as error:
            return _tell(error.exceptions, [status for status in error.results if status is not None])
    return _tell((), statuses)


def _poll(arguments: argparse.Namespace) -> Poll | None:
    from modelarts._modelarts import Poll

    if arguments.interval is None:
        return None
    return Poll(initial=arguments.interval, maximum=arguments.interval, jitter=False)


def _row(status: TaskStatus) -> dict[str, object]:
    return {"task_id": status.task_id, "project_id": status.project_id, **status}


def _print(output: str, statuses: Sequence[TaskStatus]) -> None:
    if output == "json":
        print_json([_row(status) for status in statuses])
    elif output == "jsonl":
        for status in statuses:
            print_json(_row(status), indent=None)
    elif statuses:
        print_table(
            ("task_id", "status", "brought"), [{**_row(status), "brought": _brought(status)} for status in statuses]
        )


def _brought(status: TaskStatus) -> str:
    parts = [f"dataset {entry.dataset_name} ({entry.dataset_id})" for entry in status.datasets]
    parts += [f"version {entry.version_name} ({entry.new_version_id})" for entry in status.versions]
    parts += [f"{entry.error_code}: {entry.error_msg}" for entry in status.failures]
    return ", ".join(parts)


def _tell(problems: Sequence[ModelArtsError], statuses: Sequence[TaskStatus] = ()) -> int:
    """Tells what went wrong, and says the exit code; what the user must do something about goes first."""
    for problem in problems:
        print(f"modelarts task: {problem}", file=sys.stderr)
    if any(isinstance(problem, AuthenticationError) for problem in problems):
        return _NOT_AUTHENTICATED
    if any(not isinstance(problem, WaitTimeoutError) for problem in problems):
        return _ERROR
    if problems:
        return _TIMED_OUT
    return _TASK_FAILED if any(status.is_failed for status in statuses) else 0
