"""`modelarts version`: lists, publishes, compares and switches versions of a dataset, and lists their files."""

from __future__ import annotations

from modelarts.cli.action import add_action, add_limit_option
from modelarts.cli.api_version import dataset_api, dataset_api_v1
from modelarts.cli.exit_code import ExitCode
from modelarts.cli.records import print_record, print_records
from modelarts.cli.started_work import add_wait_options, print_started
from modelarts.errors import InvalidParameterError
from modelarts.language import message
from modelarts.v2 import DataManagement

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from modelarts.cli.parser import Parser

__all__ = ["add_command"]

_EXAMPLES = """\
  modelarts version list DATASET
  modelarts version publish DATASET --wait
"""
_LIST_EXAMPLES = """\
  modelarts version list gfghHSokody6AJigS5A
  modelarts version list gfghHSokody6AJigS5A --output csv > versions.csv
"""
_PUBLISH_EXAMPLES = """\
  modelarts version publish gfghHSokody6AJigS5A --name V001 --wait
  modelarts version publish gfghHSokody6AJigS5A --train-ratio 0.8 --wait --timeout 1h
"""
_DIFF_EXAMPLES = """\
  modelarts version diff DATASET VERSION1 VERSION2
  modelarts version diff DATASET VERSION1 VERSION2 --output json | jq .change_url
"""
_CHECKOUT_EXAMPLES = """\
  modelarts version checkout DATASET VERSION
  modelarts version checkout DATASET VERSION --wait
"""
_FILES_EXAMPLES = """\
  modelarts version files DATASET VERSION
  modelarts version files DATASET VERSION --output jsonl | wc -l
"""
_V1_FIELDS = ("version_id", "version_name", "description", "status", "file_count", "create_time")
_V2_FIELDS = ("version_id", "version_name", "status", "total_sample_count", "annotated_sample_count", "create_time")
_CHECKED_OUT_FIELDS = ("handle", "dataset_id", "dataset_name", "status", "current_version_id", "current_version_name")
_DIFF_FIELDS = ("added_count", "deleted_count", "added_url", "deleted_url")
_V1_FILE_FIELDS = ("file_name", "file_size", "file_time", "file_url")
_V2_FILE_FIELDS = ("sample_id", "sample_name", "sample_status", "labels", "source")


def add_command(commands: argparse._SubParsersAction[Parser]) -> None:
    """Adds `version` to the commands.

    Args:
        commands: The commands of `modelarts`.
    """
    text = message("list, publish, compare and switch versions of a dataset")
    parser = commands.add_parser("version", help=text, description=text, examples=_EXAMPLES)
    actions = parser.add_commands(message("actions"))

    action = add_action(actions, "list", message("list the versions of a dataset"), _LIST_EXAMPLES, _list)
    add_limit_option(action)

    action = add_action(actions, "publish", message("publish a version of a dataset"), _PUBLISH_EXAMPLES, _publish)
    action.add_argument("--name", metavar=message("NAME"), help=message("the name of the version (v2)"))
    action.add_argument("--description", metavar=message("TEXT"), help=message("the description"))
    action.add_argument(
        "--train-ratio", metavar=message("RATIO"), help=message("the share of samples to train with, like 0.8 (v2)")
    )
    add_wait_options(action)

    action = add_action(
        actions, "diff", message("compare two versions of a dataset (v1)"), _DIFF_EXAMPLES, _diff, only="v1"
    )
    action.add_argument("version1", metavar="VERSION1", help=message("the id of one version"))
    action.add_argument("version2", metavar="VERSION2", help=message("the id of the other version"))

    text = message("make a version the current one of its dataset")
    action = add_action(actions, "checkout", text, _CHECKOUT_EXAMPLES, _checkout)
    _add_version_argument(action)
    add_wait_options(action)

    text = message("list the files of a version, or its samples (v2)")
    action = add_action(actions, "files", text, _FILES_EXAMPLES, _files)
    _add_version_argument(action)
    add_limit_option(action)


def _add_version_argument(parser: Parser) -> None:
    parser.add_argument("version", metavar="VERSION", help=message("the id of the version"))


def _list(arguments: argparse.Namespace) -> int:
    with dataset_api(arguments) as api:
        if isinstance(api, DataManagement):
            print_records(api.versions.iter(arguments.dataset), _V2_FIELDS, arguments.output, limit=arguments.limit)
        else:
            versions = api.get_history_dataset_version(dataset_id=arguments.dataset).versions
            print_records(versions, _V1_FIELDS, arguments.output, limit=arguments.limit)
    return ExitCode.OK


def _publish(arguments: argparse.Namespace) -> int:
    with dataset_api(arguments) as api:
        if isinstance(api, DataManagement):
            started = api.versions.create(
                arguments.dataset,
                version_name=arguments.name,
                description=arguments.description,
                train_evaluate_sample_ratio=arguments.train_ratio,
            )
            return print_started(started, arguments, fields=("handle", *_V2_FIELDS, "manifest_path"))
        for option, value in (("--name", arguments.name), ("--train-ratio", arguments.train_ratio)):
            if value is not None:
                raise InvalidParameterError(message("{option}: versions of v1 have none", option=option))
        body = {} if arguments.description is None else {"description": arguments.description}
        return print_started(api.create_dataset_version(dataset_id=arguments.dataset, description_spec=body), arguments)


def _diff(arguments: argparse.Namespace) -> int:
    with dataset_api_v1(arguments) as api:
        compared = api.compare_datasets(
            dataset_id=arguments.dataset, version1=arguments.version1, version2=arguments.version2
        )
        if arguments.output in ("json", "jsonl"):
            print_record(compared, arguments.output)
        else:
            print_records(compared.change_url, _DIFF_FIELDS, arguments.output)
    return ExitCode.OK


def _checkout(arguments: argparse.Namespace) -> int:
    with dataset_api(arguments) as api:
        if isinstance(api, DataManagement):
            started = api.datasets.update(arguments.dataset, current_version_id=arguments.version)
            return print_started(started, arguments, fields=_CHECKED_OUT_FIELDS)
        body = {"version_id": arguments.version}
        return print_started(
            api.checkout_dataset_version(dataset_id=arguments.dataset, target_version_id_spec=body), arguments
        )


def _files(arguments: argparse.Namespace) -> int:
    with dataset_api(arguments) as api:
        if isinstance(api, DataManagement):
            entries = api.samples.iter(arguments.dataset, version_id=arguments.version)
            print_records(entries, _V2_FILE_FIELDS, arguments.output, limit=arguments.limit)
        else:
            files = api.iter_version_files(dataset_id=arguments.dataset, version_id=arguments.version)
            print_records(files, _V1_FILE_FIELDS, arguments.output, limit=arguments.limit)
    return ExitCode.OK
