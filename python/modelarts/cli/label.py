"""`modelarts label`: lists, creates and deletes the labels of a dataset."""

from __future__ import annotations

from modelarts.cli.action import add_action
from modelarts.cli.api_version import data_management
from modelarts.cli.deletion import add_yes_option, check_that_deletion_is_wanted, confirm_deletion
from modelarts.cli.exit_code import ExitCode
from modelarts.cli.parser import add_choice_option
from modelarts.cli.records import print_record, print_records
from modelarts.language import joined, message
from modelarts.v2 import DeletePolicy, LabelType

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from modelarts.cli.parser import Parser

__all__ = ["add_command"]

_EXAMPLES = """\
  modelarts label list DATASET
  modelarts label create DATASET cat dog
"""
_LIST_EXAMPLES = """\
  modelarts label list gfghHSokody6AJigS5A
  modelarts label list gfghHSokody6AJigS5A --output json | jq -r '.[].name'
"""
_CREATE_EXAMPLES = """\
  modelarts label create gfghHSokody6AJigS5A cat dog
  modelarts label create gfghHSokody6AJigS5A cat --color "#3399ff"
"""
_DELETE_EXAMPLES = """\
  modelarts label delete gfghHSokody6AJigS5A cat
  modelarts label delete gfghHSokody6AJigS5A cat --policy samples --yes
"""
_FIELDS = ("name", "type", "property", "attributes")


def add_command(commands: argparse._SubParsersAction[Parser]) -> None:
    """Adds `label` to the commands.

    Args:
        commands: The commands of `modelarts`.
    """
    text = message("list, create and delete the labels of a dataset (v2)")
    parser = commands.add_parser("label", help=text, description=text, examples=_EXAMPLES)
    actions = parser.add_commands(message("actions"))

    text = message("list the labels of a dataset")
    add_action(actions, "list", text, _LIST_EXAMPLES, _list, only="v2")

    text = message("create labels")
    action = add_action(actions, "create", text, _CREATE_EXAMPLES, _create, only="v2")
    _add_names_argument(action)
    add_choice_option(action, "--type", LabelType, message("the type of the labels"))
    action.add_argument("--color", metavar="#RRGGBB", help=message("the colour of the labels"))

    text = message("delete labels")
    action = add_action(actions, "delete", text, _DELETE_EXAMPLES, _delete, only="v2")
    _add_names_argument(action)
    add_choice_option(action, "--policy", DeletePolicy, message("what is deleted (default: label)"))
    add_yes_option(action)


def _add_names_argument(parser: Parser) -> None:
    parser.add_argument("names", nargs="+", metavar="LABEL", help=message("the name of a label"))


def _list(arguments: argparse.Namespace) -> int:
    with data_management(arguments) as data:
        print_records(data.labels.iter(arguments.dataset), _FIELDS, arguments.output)
    return ExitCode.OK


def _create(arguments: argparse.Namespace) -> int:
    color = {} if arguments.color is None else {"property": {"@modelarts:color": arguments.color}}
    kind = {} if arguments.type is None else {"type": arguments.type}
    with data_management(arguments) as data:
        created = data.labels.create(
            arguments.dataset, labels=[{"name": name, **kind, **color} for name in arguments.names]
        )
        print_record(created, arguments.output)
    return ExitCode.OK


def _delete(arguments: argparse.Namespace) -> int:
    check_that_deletion_is_wanted(arguments)
    if not arguments.yes:
        confirm_deletion(message("Delete the labels {names}?", names=joined(None, arguments.names)))
    with data_management(arguments) as data:
        deleted = data.labels.delete(
            arguments.dataset, labels=[{"name": name} for name in arguments.names], delete_policy=arguments.policy
        )
        print_record(deleted, arguments.output)
    return ExitCode.OK
