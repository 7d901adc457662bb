"""`modelarts config`: what would be used, from where, and whether the service answers."""

from __future__ import annotations

import time

from modelarts.cli.client_options import add_client_options, client_of, print_json, print_table
from modelarts.client import DatasetApi

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

__all__ = ["add_command"]

_EXAMPLES = """\
examples:
  modelarts config show
  modelarts config check --context default

exit codes: 0 fine, 1 error, 4 not authenticated
"""


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `config` to the commands.

    Args:
        commands: the commands of `modelarts`.
    """
    from argparse import RawDescriptionHelpFormatter

    parser = commands.add_parser(
        "config",
        help="show the settings that would be used, and check them",
        description="Shows which settings would be used, and from which source; never a secret.",
        epilog=_EXAMPLES,
        formatter_class=RawDescriptionHelpFormatter,
    )
    actions = parser.add_subparsers(title="actions", required=True, metavar="ACTION")
    for name, run, says in (
        ("show", _show, "show the settings"),
        ("check", _check, "show them, and call the service once"),
    ):
        action = actions.add_parser(name, help=says, epilog=_EXAMPLES, formatter_class=RawDescriptionHelpFormatter)
        add_client_options(action)
        action.add_argument(
            "--output", choices=("table", "json"), default="table", help="how to print (default: table)"
        )
        action.set_defaults(run=run)


def _show(arguments: argparse.Namespace) -> int:
    with client_of(arguments) as client:
        _print(arguments.output, client._core.describe())
    return 0


def _check(arguments: argparse.Namespace) -> int:
    with client_of(arguments) as client:
        settings = client._core.describe()
        if arguments.output == "table":
            _print("table", settings)
        began = time.monotonic()
        DatasetApi(client).query_dataset(limit=1)
        took = round(time.monotonic() - began, 3)
        if arguments.output == "json":
            _print("json", {**settings, "answered_after_seconds": took})
        else:
            print(f"\nThe service answered after {took} s.")
    return 0


def _print(output: str, settings: dict[str, object]) -> None:
    if output == "json":
        print_json(
            {
                name: value if isinstance(value, (bool, float, type(None))) else str(value)
                for name, value in settings.items()
            }
        )
    else:
        print_table(("setting", "value"), [{"setting": name, "value": value} for name, value in settings.items()])
