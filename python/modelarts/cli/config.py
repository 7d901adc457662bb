"""`modelarts config`: shows the settings and their sources, and checks that the service responds."""

from __future__ import annotations

import os
import time

from modelarts.cli.exit_code import ExitCode
from modelarts.cli.output import print_json, print_line, print_table
from modelarts.cli.parser import add_client_options, add_output_option, create_client_from
from modelarts.client.api import DatasetApi
from modelarts.language import localized
from modelarts.responses.base import raise_if_failed

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

    from modelarts.cli.parser import Parser
    from modelarts.client.api import ApiClient

__all__ = ["add_command"]

_EXAMPLES = """\
  modelarts config show
  modelarts config check --context default
  modelarts config show --output json | jq -r .settings.endpoint.value
"""


def add_command(commands: argparse._SubParsersAction[Parser]) -> None:
    """Adds `config` to the commands.

    Args:
        commands: The commands of `modelarts`.
    """
    parser = commands.add_parser(
        "config",
        help=localized("show the settings in use, and check them", "显示并检查生效的配置"),
        description=localized(
            "Shows the settings in use and the source of each; never a secret.",
            "显示生效的配置及其来源，不显示任何密钥。",
        ),
        examples=_EXAMPLES,
    )
    actions = parser.add_commands(localized("actions", "操作"))
    for name, run, help_text in (
        ("show", _show, localized("show the settings", "显示配置")),
        ("check", _check, localized("show the settings, and call the service once", "显示配置，并调用一次服务")),
    ):
        action = actions.add_parser(name, help=help_text, description=help_text, examples=_EXAMPLES)
        add_client_options(action)
        add_output_option(action, "table", "json")
        action.set_run(run)


def _show(arguments: argparse.Namespace) -> int:
    with create_client_from(arguments, raise_on_error=None) as client:
        settings = _settings(client)
    if arguments.output == "json":
        print_json({"settings": settings})
    else:
        _print(settings)
    return ExitCode.OK


def _check(arguments: argparse.Namespace) -> int:
    # One client does both: the configuration may come from a pipe, which can be read once.
    with create_client_from(arguments, raise_on_error=None) as client:
        settings = _settings(client)
        if arguments.output == "table":
            _print(settings)
        started = time.monotonic()
        raise_if_failed(DatasetApi(client).query_dataset(limit=1))
        elapsed = round(time.monotonic() - started, 3)
    if arguments.output == "json":
        print_json({"settings": settings, "answered_after_seconds": elapsed})
    else:
        print_line("")
        print_line(localized(f"The service answered after {elapsed} s.", f"服务在 {elapsed} 秒后响应。"))
    return ExitCode.OK


def _settings(client: ApiClient) -> dict[str, dict[str, Any]]:
    settings, origins = client._core.describe(), client._core.origins()
    return {
        name: {"value": value if isinstance(value, (bool, type(None))) else str(value), "source": origins.get(name)}
        for name, value in settings.items()
        if name != "language"
    }


def _print(settings: dict[str, dict[str, Any]]) -> None:
    rows = [
        {"setting": name, **{column: _shortened(str(text)) for column, text in found.items()}}
        for name, found in settings.items()
        if found["value"] is not None
    ]
    headings = {
        "setting": localized("setting", "配置项"),
        "value": localized("value", "值"),
        "source": localized("source", "来源"),
    }
    print_table(rows, headings)


def _shortened(text: str) -> str:
    """Returns text that begins with a path, with `~` for the home folder."""
    home = os.path.expanduser("~").rstrip(os.sep)
    is_inside = bool(home) and (text == home or text.startswith(home + os.sep))
    return f"~{text[len(home) :]}" if is_inside else text
