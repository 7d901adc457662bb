"""`modelarts dataset`: lists, shows, creates, changes and deletes datasets."""

from __future__ import annotations

from modelarts.cli.action import add_action, add_limit_option
from modelarts.cli.api_version import dataset_api
from modelarts.cli.deletion import add_yes_option, check_that_deletion_is_wanted, confirm_deletion
from modelarts.cli.exit_code import ExitCode
from modelarts.cli.parser import add_choice_option
from modelarts.cli.records import print_record, print_records
from modelarts.cli.started_work import add_wait_options, print_started
from modelarts.errors import InvalidParameterError
from modelarts.language import message
from modelarts.v2 import DataManagement, DatasetType

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from modelarts.cli.parser import Parser
    from modelarts.client.api import DatasetApi

__all__ = ["add_command"]

_EXAMPLES = """\
  modelarts dataset list
  modelarts dataset get DATASET --output json
"""
_LIST_EXAMPLES = """\
  modelarts dataset list --search flowers
  modelarts dataset list --output jsonl | jq -r .dataset_id
"""
_GET_EXAMPLES = """\
  modelarts dataset get gfghHSokody6AJigS5A
  modelarts dataset get gfghHSokody6AJigS5A --output json | jq .dataset_name
"""
_CREATE_EXAMPLES = """\
  modelarts dataset create flowers --data obs://bucket/in/ --work-path obs://bucket/out/ --wait
  modelarts dataset create flowers --data obs://bucket/in/ --api v1
"""
_UPDATE_EXAMPLES = """\
  modelarts dataset update gfghHSokody6AJigS5A --name roses
  modelarts dataset update gfghHSokody6AJigS5A --description "only roses"
"""
_DELETE_EXAMPLES = """\
  modelarts dataset delete gfghHSokody6AJigS5A
  modelarts dataset delete gfghHSokody6AJigS5A --yes --wait
"""
_V1_FIELDS = ("dataset_id", "dataset_name", "description", "data_url", "file_count", "version_count", "create_time")
_DELETED_FIELDS = ("handle", "dataset_id", "dataset_name", "status")
_V2_FIELDS = ("dataset_id", "dataset_name", "dataset_type", "status", "total_sample_count", "create_time")


def add_command(commands: argparse._SubParsersAction[Parser]) -> None:
    """Adds `dataset` to the commands.

    Args:
        commands: The commands of `modelarts`.
    """
    text = message("list, show, create, change and delete datasets")
    parser = commands.add_parser("dataset", help=text, description=text, examples=_EXAMPLES)
    actions = parser.add_commands(message("actions"))

    text = message("list the datasets")
    action = add_action(actions, "list", text, _LIST_EXAMPLES, _list, has_dataset=False)
    action.add_argument("--search", metavar=message("TEXT"), help=message("only those whose name contains it"))
    add_limit_option(action)

    text = message("show a dataset")
    add_action(actions, "get", text, _GET_EXAMPLES, _get)

    text = message("create a dataset")
    action = add_action(actions, "create", text, _CREATE_EXAMPLES, _create, has_dataset=False)
    action.add_argument("name", metavar=message("NAME"), help=message("the name of the dataset"))
    action.add_argument(
        "--data", required=True, metavar=message("PATH"), help=message("the folder in OBS that holds the data")
    )
    action.add_argument(
        "--work-path", metavar=message("PATH"), help=message("the folder in OBS for versions and exports (v2)")
    )
    add_choice_option(action, "--type", DatasetType, message("the type of labelling (v2)"))
    action.add_argument("--description", metavar=message("TEXT"), help=message("the description"))
    add_wait_options(action)

    text = message("change the name or the description of a dataset")
    action = add_action(actions, "update", text, _UPDATE_EXAMPLES, _update)
    action.add_argument("--name", metavar=message("NAME"), help=message("the new name"))
    action.add_argument("--description", metavar=message("TEXT"), help=message("the new description"))

    text = message("delete a dataset; its files in OBS stay")
    action = add_action(actions, "delete", text, _DELETE_EXAMPLES, _delete)
    add_yes_option(action)
    add_wait_options(action)


def _list(arguments: argparse.Namespace) -> int:
    with dataset_api(arguments) as api:
        if isinstance(api, DataManagement):
            found = api.datasets.iter(search_content=arguments.search)
            print_records(found, _V2_FIELDS, arguments.output, limit=arguments.limit)
        else:
            listed = api.iter_datasets(search_content=arguments.search)
            print_records(listed, _V1_FIELDS, arguments.output, limit=arguments.limit)
    return ExitCode.OK


def _get(arguments: argparse.Namespace) -> int:
    with dataset_api(arguments) as api:
        if isinstance(api, DataManagement):
            print_record(api.datasets.get(arguments.dataset), arguments.output)
        else:
            print_record(api.get_dataset(dataset_id=arguments.dataset), arguments.output)
    return ExitCode.OK


def _create(arguments: argparse.Namespace) -> int:
    with dataset_api(arguments) as api:
        if isinstance(api, DataManagement):
            if arguments.work_path is None:
                raise InvalidParameterError(
                    message("--work-path is missing, which a dataset of v2 needs; pass it, or --api v1")
                )
            started = api.datasets.create(
                dataset_name=arguments.name,
                data_sources=[{"data_type": 0, "data_path": arguments.data}],
                work_path=arguments.work_path,
                dataset_type=arguments.type,
                description=arguments.description,
            )
            return print_started(started, arguments, fields=("handle", *_V2_FIELDS))
        for option, value in (("--work-path", arguments.work_path), ("--type", arguments.type)):
            if value is not None:
                raise InvalidParameterError(message("{option}: datasets of v1 have none", option=option))
        spec = {"name": arguments.name, "data_url": arguments.data, "description": arguments.description}
        body = {key: value for key, value in spec.items() if value is not None}
        return print_started(api.create_dataset(dataset_spec=body), arguments)


def _update(arguments: argparse.Namespace) -> int:
    if arguments.name is None and arguments.description is None:
        raise InvalidParameterError(message("nothing to change: pass --name or --description"))
    with dataset_api(arguments) as api:
        if isinstance(api, DataManagement):
            changed = api.datasets.update(
                arguments.dataset, dataset_name=arguments.name, description=arguments.description
            )
            print_record(changed, arguments.output)
        else:
            spec = {"name": arguments.name, "description": arguments.description}
            body = {key: value for key, value in spec.items() if value is not None}
            print_record(api.update_dataset(dataset_id=arguments.dataset, update_dataset_spec=body), arguments.output)
    return ExitCode.OK


def _delete(arguments: argparse.Namespace) -> int:
    check_that_deletion_is_wanted(arguments)
    with dataset_api(arguments) as api:
        if not arguments.yes:
            # The id says little; the name is what the user knows.
            confirm_deletion(message("Delete the dataset {name}?", name=_name_of(api, arguments.dataset)))
        if isinstance(api, DataManagement):
            return print_started(api.datasets.delete(arguments.dataset), arguments, fields=_DELETED_FIELDS)
        return print_started(api.delete_dataset(dataset_id=arguments.dataset), arguments)


def _name_of(api: DataManagement | DatasetApi, dataset_id: str) -> str:
    """Returns what a question calls a dataset."""
    if isinstance(api, DataManagement):
        return f"{api.datasets.get(dataset_id).dataset_name} ({dataset_id})"
    return f"{api.get_dataset(dataset_id=dataset_id).get('dataset_name')} ({dataset_id})"
