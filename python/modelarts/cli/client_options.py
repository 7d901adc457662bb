"""What every command that calls the service takes: where its settings are, and how it prints."""

from __future__ import annotations

import json
import sys

from modelarts.config import create_client

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from modelarts.client import ApiClient

__all__ = ["add_client_options", "client_of", "print_json", "print_table"]


def add_client_options(parser: argparse.ArgumentParser) -> None:
    """Adds the options that say where the settings are.

    Args:
        parser: of the command.
    """
    parser.add_argument("--config-file", metavar="FILE", help="the configuration file (default: as in Python)")
    parser.add_argument("--context", metavar="NAME", help="the context of the configuration file (default: default)")
    parser.add_argument("--project-id", metavar="ID", help="the project (default: that of the settings)")


def client_of(arguments: argparse.Namespace) -> ApiClient:
    """The client that the options ask for.

    Args:
        arguments: the options.

    Returns:
        A client, which raises on errors.

    Raises:
        ConfigError: the settings don't make a client.
    """
    return create_client(arguments.config_file, arguments.context, project_id=arguments.project_id, raise_on_error=True)


def print_table(columns: Sequence[str], rows: Sequence[Mapping[str, object]]) -> None:
    """Prints rows under their columns.

    Args:
        columns: the names of the columns.
        rows: the rows.
    """
    texts = [[str(row.get(column) or "") for column in columns] for row in rows]
    widths = [max(len(text) for text in column) for column in zip(columns, *texts)]
    for line in [list(columns), *texts]:
        print("  ".join(text.ljust(width) for text, width in zip(line, widths)).rstrip())


def print_json(value: object, *, indent: int | None = 2) -> None:
    """Prints JSON.

    Args:
        value: what to print.
        indent: blanks a level; None for one line.
    """
    json.dump(value, sys.stdout, ensure_ascii=False, indent=indent)
    print(flush=True)
