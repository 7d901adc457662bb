"""`modelarts task`: shows the status of tasks, waits for tasks, prints their changes."""

from __future__ import annotations

from modelarts._modelarts import Poll
from modelarts.cli.exit_code import ExitCode
from modelarts.cli.output import colored_state, print_error, print_json, print_line, print_table
from modelarts.cli.parser import add_client_options, add_output_option, create_client_from, duration
from modelarts.client.api import DatasetApi
from modelarts.errors import AuthenticationError, TasksError, WaitTimeoutError
from modelarts.language import localized
from modelarts.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

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
        commands: The commands of `modelarts`.
    """
    parser = commands.add_parser(
        "task",
        help=localized("show the status of tasks, or wait for them", "查询任务状态，或等待任务结束"),
        description=localized(
            "Shows the status of asynchronous tasks. Data is written to standard output, progress to standard error.",
            "查询异步任务的状态。数据输出到标准输出，进度输出到标准错误。",
        ),
        examples=_EXAMPLES,
    )
    actions = parser.add_commands(localized("actions", "操作"))
    for name, run, outputs, help_text in (
        ("get", _get, ("table", "json", "jsonl"), localized("show the current status of tasks", "查询任务的当前状态")),
        ("wait", _wait, ("table", "json", "jsonl"), localized("wait until tasks are done", "等待任务结束")),
        (
            "watch",
            _watch,
            ("table", "jsonl"),
            localized("print each change until tasks are done", "输出每次状态变化，直到任务结束"),
        ),
    ):
        action = actions.add_parser(name, help=help_text, description=help_text, examples=_EXAMPLES)
        action.add_argument("ids", nargs="+", metavar="ID", help=localized("the id of a task", "任务 ID"))
        add_client_options(action)
        add_output_option(action, *outputs)
        if name != "get":
            action.add_argument(
                "--timeout",
                type=duration,
                metavar=localized("TIME", "时间"),
                help=localized(
                    "how long to wait, like 90, 30m or 2h (default: no limit)",
                    "最长等待时间，例如 90、30m 或 2h（默认：不限）",
                ),
            )
            action.add_argument(
                "--interval",
                type=duration,
                metavar=localized("TIME", "时间"),
                help=localized("how long to wait between two polls", "两次查询之间的间隔"),
            )
        action.set_run(run)


def _get(arguments: argparse.Namespace) -> int:
    with create_client_from(arguments) as client:
        outcomes = DatasetApi(client).get_task_statuses(task_ids=arguments.ids, return_exceptions=True)
    statuses = [outcome for outcome in outcomes if isinstance(outcome, dict)]
    _print(arguments.output, statuses)
    return _report([outcome for outcome in outcomes if not isinstance(outcome, dict)])


def _wait(arguments: argparse.Namespace) -> int:
    with create_client_from(arguments) as client:
        errors: Sequence[ModelArtsError] = ()
        results: Sequence[TaskStatus | None]
        try:
            results = DatasetApi(client).wait_for_tasks(
                task_ids=arguments.ids, timeout=arguments.timeout, poll=_poll(arguments), raise_on_failure=False
            )
        except TasksError as error:
            errors, results = error.exceptions, error.results
    statuses = [status for status in results if status is not None]
    _print(arguments.output, statuses)
    return _report(errors, statuses)


def _watch(arguments: argparse.Namespace) -> int:
    def print_change(status: TaskStatus) -> None:
        if arguments.output == "table":
            print_line(f"{printable(str(status.task_id))}  {colored_state(status['status'])}")
        else:
            print_json(_row(status), indent=None)

    with create_client_from(arguments) as client:
        try:
            statuses = DatasetApi(client).wait_for_tasks(
                task_ids=arguments.ids,
                timeout=arguments.timeout,
                poll=_poll(arguments),
                on_update=print_change,
                progress=False,
                raise_on_failure=False,
            )
        except TasksError as error:
            return _report(error.exceptions, [status for status in error.results if status is not None])
    return _report((), statuses)


def _poll(arguments: argparse.Namespace) -> Poll | None:
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
        rows = [{**_row(status), "result_text": _result_text(status)} for status in statuses]
        headings = {
            "task_id": localized("task", "任务"),
            "status": localized("status", "状态"),
            "result_text": localized("result", "结果"),
        }
        print_table(rows, headings, {"status": colored_state})


def _result_text(status: TaskStatus) -> str:
    dataset, version = localized("dataset", "数据集"), localized("version", "版本")
    parts = [f"{dataset} {entry.dataset_name} ({entry.dataset_id})" for entry in status.datasets]
    parts += [f"{version} {entry.version_name} ({entry.new_version_id})" for entry in status.versions]
    parts += [f"{entry.error_code}: {entry.error_msg}" for entry in status.failures]
    return ", ".join(parts)


def _report(errors: Sequence[ModelArtsError], statuses: Sequence[TaskStatus] = ()) -> int:
    """Prints the errors and returns the exit code: that of the error that the user must act on first."""
    for error in errors:
        print_error(f"modelarts task: {error}")
    if any(isinstance(error, AuthenticationError) for error in errors):
        return ExitCode.NOT_AUTHENTICATED
    if any(not isinstance(error, WaitTimeoutError) for error in errors):
        return ExitCode.ERROR
    if errors:
        return ExitCode.TIMED_OUT
    return ExitCode.TASK_FAILED if any(status.is_failed for status in statuses) else ExitCode.OK
