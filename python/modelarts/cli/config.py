"""`modelarts config`: what would be used, from where, and whether the service answers."""

from __future__ import annotations

import os
import time

from modelarts.cli.exit_code import ExitCode
from modelarts.cli.output import print_json, print_table
from modelarts.cli.parser import add_client_options, add_output_option, client_of
from modelarts.client import DatasetApi
from modelarts.wording import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

    from modelarts.cli.parser import Parser

__all__ = ["add_command"]

_EXAMPLES = """\
  modelarts config show
  modelarts config check --context default
  modelarts config show --output json | jq -r .settings.endpoint.value
"""


def add_command(commands: argparse._SubParsersAction[Parser]) -> None:
    """Adds `config` to the commands.

    Args:
        commands: the commands of `modelarts`.
    """
    parser = commands.add_parser(
        "config",
        help=say("show the settings that would be used, and check them", "显示并检查将要使用的配置"),
        description=say(
            "Shows which settings would be used, and from which source; never a secret.",
            "显示将要使用的配置及其来源；不会显示任何密钥。",
        ),
        examples=_EXAMPLES,
    )
    actions = parser.add_commands(say("actions", "操作"))
    for name, run, says in (
        ("show", _show, say("show the settings", "显示配置")),
        ("check", _check, say("show them, and call the service once", "显示配置，并调用一次服务")),
    ):
        action = actions.add_parser(name, help=says, description=says, examples=_EXAMPLES)
        add_client_options(action)
        add_output_option(action, "table", "json")
        action.set_run(run)


def _show(arguments: argparse.Namespace) -> int:
    settings = _settings(arguments)
    if arguments.output == "json":
        print_json({"settings": settings})
    else:
        _print(settings)
    return ExitCode.OK


def _check(arguments: argparse.Namespace) -> int:
    settings = _settings(arguments)
    if arguments.output == "table":
        _print(settings)
    with client_of(arguments) as client:
        began = time.monotonic()
        DatasetApi(client).query_dataset(limit=1)
        took = round(time.monotonic() - began, 3)
    if arguments.output == "json":
        print_json({"settings": settings, "answered_after_seconds": took})
    else:
        print("\n" + say(f"The service answered after {took} s.", f"服务在 {took} 秒后应答。"))
    return ExitCode.OK


def _settings(arguments: argparse.Namespace) -> dict[str, dict[str, Any]]:
    with client_of(arguments, raise_on_error=None) as client:
        settings, origins = client._core.describe(), client._core.origins()
    return {
        name: {"value": value if isinstance(value, (bool, type(None))) else str(value), "source": origins.get(name)}
        for name, value in settings.items()
        if name != "language"
    }


def _print(settings: dict[str, dict[str, Any]]) -> None:
    home = os.path.expanduser("~")
    rows = [
        {"setting": name, **{column: str(text).replace(home, "~") for column, text in found.items()}}
        for name, found in settings.items()
        if found["value"] is not None
    ]
    headings = {"setting": say("setting", "配置项"), "value": say("value", "值"), "source": say("source", "来源")}
    print_table(rows, headings)
