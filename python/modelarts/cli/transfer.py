"""`modelarts import`, `export` and `sync`: move data between a dataset and OBS."""

from __future__ import annotations

from modelarts.cli.action import add_action
from modelarts.cli.api_version import data_management, dataset_api
from modelarts.cli.parser import add_choice_option
from modelarts.cli.started_work import add_wait_options, print_started
from modelarts.language import message
from modelarts.v2 import DataManagement, ExportFormat, SampleState

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from modelarts.cli.parser import Parser

__all__ = ["add_command"]

_IMPORT_EXAMPLES = """\
  modelarts import gfghHSokody6AJigS5A obs://bucket/more/ --wait
  modelarts import gfghHSokody6AJigS5A obs://bucket/more/data.manifest --manifest
"""
_EXPORT_EXAMPLES = """\
  modelarts export gfghHSokody6AJigS5A obs://bucket/exported/ --wait
  modelarts export gfghHSokody6AJigS5A obs://bucket/exported/ --format folder_per_label --wait
"""
_SYNC_EXAMPLES = """\
  modelarts sync gfghHSokody6AJigS5A --wait
  modelarts sync gfghHSokody6AJigS5A --wait --timeout 30m
"""


def add_command(commands: argparse._SubParsersAction[Parser]) -> None:
    """Adds `import`, `export` and `sync` to the commands.

    Args:
        commands: The commands of `modelarts`.
    """
    text = message("import files or a manifest from OBS into a dataset (v2)")
    command = add_action(commands, "import", text, _IMPORT_EXAMPLES, _import, only="v2")
    command.add_argument("path", metavar="PATH", help=message("the folder, or the manifest, in OBS"))
    command.add_argument("--manifest", action="store_true", help=message("the path is that of a manifest"))
    add_wait_options(command)

    text = message("export a dataset, or a version of it, to OBS (v2)")
    command = add_action(commands, "export", text, _EXPORT_EXAMPLES, _export, only="v2")
    command.add_argument("path", metavar="PATH", help=message("the folder in OBS"))
    add_choice_option(command, "--format", ExportFormat, message("how files are arranged"))
    command.add_argument("--version", metavar="VERSION", help=message("the version (default: the current data)"))
    add_choice_option(command, "--state", SampleState, message("only those in this state; none is not labelled"))
    add_wait_options(command)

    text = message("take over what has changed in the folder of a dataset in OBS")
    command = add_action(commands, "sync", text, _SYNC_EXAMPLES, _sync)
    add_wait_options(command)


def _import(arguments: argparse.Namespace) -> int:
    with data_management(arguments) as data:
        started = data.imports.create(
            arguments.dataset,
            import_path=arguments.path,
            import_type="manifest" if arguments.manifest else None,
        )
        return print_started(started, arguments)


def _export(arguments: argparse.Namespace) -> int:
    with data_management(arguments) as data:
        started = data.exports.create(
            arguments.dataset,
            path=arguments.path,
            export_format=arguments.format,
            version_id=arguments.version,
            sample_state=arguments.state,
        )
        return print_started(started, arguments)


def _sync(arguments: argparse.Namespace) -> int:
    with dataset_api(arguments) as api:
        if isinstance(api, DataManagement):
            return print_started(api.syncs.create(arguments.dataset), arguments)
        return print_started(api.sync_dataset(dataset_id=arguments.dataset), arguments)
