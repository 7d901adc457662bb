"""`modelarts config`: shows the settings and their sources, checks that the service responds, and sets them."""

from __future__ import annotations

import os
import time
import warnings

from modelarts._modelarts import file_settings, survey_settings
from modelarts.cli import config_change, config_init
from modelarts.cli.exit_code import ExitCode
from modelarts.cli.output import print_error, print_json, print_line, print_table
from modelarts.cli.parser import add_client_options, add_output_option, client_settings, create_client_from
from modelarts.client.api import DatasetApi
from modelarts.language import message
from modelarts.responses.base import raise_if_failed

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from typing import Any

    from modelarts.cli.parser import Parser
    from modelarts.client.api import ApiClient

    _Settings = dict[str, dict[str, Any]]
    _Gap = tuple[str, str, bool]

__all__ = ["add_command"]

_EXAMPLES = """\
  modelarts config init
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
        help=message("show, check and set the settings"),
        description=message("Shows the settings in use and the source of each, never a secret, and sets them."),
        examples=_EXAMPLES,
    )
    actions = parser.add_commands(message("actions"))
    for name, run, help_text in (
        ("show", _show, message("show the settings in use, and what is missing")),
        ("check", _check, message("show the settings, and call the service once")),
    ):
        action = actions.add_parser(name, help=help_text, description=help_text, examples=_EXAMPLES)
        add_client_options(action)
        add_output_option(action, "table", "json")
        action.set_run(run)
    config_init.add_action(actions)
    config_change.add_actions(actions)


def _show(arguments: argparse.Namespace) -> int:
    found = {name: value for name, value in client_settings(arguments).items() if value is not None}
    values, origins, gaps, texts = survey_settings(found, True)
    for text in texts:
        warnings.warn(text, stacklevel=2)
    settings = _settings(values, origins)
    if arguments.output == "json":
        problems = [{"setting": name, "problem": text, "is_missing": missing} for name, text, missing in gaps]
        print_json({"settings": settings, "problems": problems})
    else:
        _print(settings, gaps)
    for _, text, _ in gaps:
        print_error(f"modelarts: {text}")
    return ExitCode.ERROR if gaps else ExitCode.OK


def _check(arguments: argparse.Namespace) -> int:
    # One client does both: the configuration may come from a pipe, which can be read once.
    with create_client_from(arguments, raise_on_error=None) as client:
        settings = _settings_of(client)
        if arguments.output == "table":
            _print(settings)
        started = time.monotonic()
        raise_if_failed(DatasetApi(client).query_dataset(limit=1))
        elapsed = round(time.monotonic() - started, 3)
    if arguments.output == "json":
        print_json({"settings": settings, "answered_after_seconds": elapsed})
    else:
        print_line("")
        print_line(message("The service responded after {seconds} s.", seconds=elapsed))
    return ExitCode.OK


def _settings_of(client: ApiClient) -> _Settings:
    return _settings(client._core.describe(), client._core.origins())


def _settings(values: dict[str, Any], origins: dict[str, str]) -> _Settings:
    return {
        name: {"value": value if isinstance(value, (bool, type(None))) else str(value), "source": origins.get(name)}
        for name, value in values.items()
        if name != "language"
    }


def _print(settings: _Settings, gaps: Sequence[_Gap] = ()) -> None:
    rows = [
        {"setting": name, "value": _shortened(str(found["value"])), "source": _source(name, found)}
        for name, found in settings.items()
        if found["value"] is not None
    ]
    # What is missing stands first: it is what the user has to act on.
    rows = [*(_gap_row(name, missing) for name, _, missing in gaps), *rows]
    headings = {"setting": message("setting"), "value": message("value"), "source": message("source")}
    print_table(rows, headings)


def _source(name: str, found: dict[str, Any]) -> str:
    source = _shortened(str(found["source"]))
    if name == "credential" and found["value"] == "agency":
        hint = message("no other is set; modelarts config init sets one")
        return f"{source} ({hint})"
    return source


def _gap_row(setting: str, is_missing: bool) -> dict[str, str]:
    return {
        "setting": setting,
        "value": message("(missing)") if is_missing else message("(wrong)"),
        "source": message("set it with: {command}", command=_command(setting)),
    }


def _command(setting: str) -> str:
    """Returns the command that sets a setting."""
    keys = {key for _, key, _, _ in file_settings()}
    return f"modelarts config set {setting} …" if setting in keys else "modelarts config init"


def _shortened(text: str) -> str:
    """Returns text that begins with a path, with `~` for the home folder."""
    home = os.path.expanduser("~").rstrip(os.sep)
    is_inside = bool(home) and (text == home or text.startswith(home + os.sep))
    return f"~{text[len(home) :]}" if is_inside else text
