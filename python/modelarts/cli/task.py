"""`modelarts task`: looks at tasks, waits for them, watches them."""

from __future__ import annotations

import sys

from modelarts.cli.exit_code import ExitCode
from modelarts.cli.output import coloured_state, print_json, print_table
from modelarts.cli.parser import add_client_options, add_output_option, client_of, seconds
from modelarts.client import DatasetApi
from modelarts.errors import AuthenticationError, TasksError, WaitTimeoutError
from modelarts.wording import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from modelarts._modelarts import Poll
    from modelarts.cli.parser import Parser
    from modelarts.errors import ModelArtsError
    from modelarts.responses import TaskStatus

__all__ = ["add_command"]

_EXAMPLES = """\
  modelarts task get 062ef90a-da4d-4af4-82ba-1523da57e78e
  modelarts task wait --timeout 2h TASK1 TASK2 && echo done
  modelarts task wait --output json TASK | jq -r '.[0].status'
  modelarts task watch TASK
"""


def add_command(commands: argparse._SubParsersAction[Parser]) -> None:
    """Adds `task` to the commands.

    Args:
        commands: the commands of `modelarts`.
    """
    parser = commands.add_parser(
        "task",
        help=say("look at tasks, wait for them, watch them", "查询、等待、跟踪任务"),
        description=say(
            "Looks at asynchronous tasks. Data goes to standard output, progress to standard error.",
            "查询异步任务。数据写到标准输出，进度写到标准错误。",
        ),
        examples=_EXAMPLES,
    )
    actions = parser.add_commands(say("actions", "操作"))
    for name, run, outputs, says in (
        ("get", _get, ("table", "json", "jsonl"), say("look at tasks once", "查询一次任务状态")),
        ("wait", _wait, ("table", "json", "jsonl"), say("wait until tasks are done", "等待任务结束")),
        ("watch", _watch, ("table", "jsonl"), say("print each change until tasks are done", "打印每次变化，直到结束")),
    ):
        action = actions.add_parser(name, help=says, description=says, examples=_EXAMPLES)
        action.add_argument("ids", nargs="+", metavar="ID", help=say("a task", "任务 ID"))
        add_client_options(action)
        add_output_option(action, *outputs)
        if name != "get":
            action.add_argument(
                "--timeout",
                type=seconds,
                metavar=say("TIME", "时间"),
                help=say("how long to wait, like 90, 30m or 2h", "最多等多久，例如 90、30m 或 2h"),
            )
            action.add_argument(
                "--interval",
                type=seconds,
                metavar=say("TIME", "时间"),
                help=say("how long to pause between two looks", "两次查询之间的间隔"),
            )
        action.set_run(run)


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
            print(f"{status.task_id}  {coloured_state(status['status'])}", flush=True)
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
        rows = [{**_row(status), "brought": _brought(status)} for status in statuses]
        headings = {
            "task_id": say("task", "任务"),
            "status": say("status", "状态"),
            "brought": say("brought", "结果"),
        }
        print_table(rows, headings, {"status": coloured_state})


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
        return ExitCode.NOT_AUTHENTICATED
    if any(not isinstance(problem, WaitTimeoutError) for problem in problems):
        return ExitCode.ERROR
    if problems:
        return ExitCode.TIMED_OUT
    return ExitCode.TASK_FAILED if any(status.is_failed for status in statuses) else ExitCode.OK
