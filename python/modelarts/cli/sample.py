"""`modelarts sample`: lists and labels the samples of a dataset."""

from __future__ import annotations

from modelarts.cli.action import add_action, add_limit_option
from modelarts.cli.api_version import data_management
from modelarts.cli.exit_code import ExitCode
from modelarts.cli.parser import add_choice_option
from modelarts.cli.records import print_record, print_records
from modelarts.language import message
from modelarts.v2 import SampleState

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from modelarts.cli.parser import Parser

__all__ = ["add_command"]

_EXAMPLES = """\
  modelarts sample list DATASET --state none
  modelarts sample label DATASET SAMPLE --label cat
"""
_LIST_EXAMPLES = """\
  modelarts sample list gfghHSokody6AJigS5A --label cat
  modelarts sample list gfghHSokody6AJigS5A --state none --output jsonl | jq -r .sample_id
"""
_LABEL_EXAMPLES = """\
  modelarts sample label gfghHSokody6AJigS5A SAMPLE1 SAMPLE2 --label cat
  modelarts sample label gfghHSokody6AJigS5A SAMPLE --label cat --label indoors
"""
_FIELDS = ("sample_id", "sample_name", "sample_status", "labels", "source")


def add_command(commands: argparse._SubParsersAction[Parser]) -> None:
    """Adds `sample` to the commands.

    Args:
        commands: The commands of `modelarts`.
    """
    text = message("list and label the samples of a dataset (v2)")
    parser = commands.add_parser("sample", help=text, description=text, examples=_EXAMPLES)
    actions = parser.add_commands(message("actions"))

    text = message("list the samples of a dataset")
    action = add_action(actions, "list", text, _LIST_EXAMPLES, _list, only="v2")
    add_choice_option(action, "--state", SampleState, message("only those in this state; none is not labelled"))
    action.add_argument("--label", metavar=message("NAME"), help=message("only those with this label"))
    add_limit_option(action)

    text = message("give samples their labels, in place of those that they have")
    action = add_action(actions, "label", text, _LABEL_EXAMPLES, _label, only="v2")
    action.add_argument("samples", nargs="+", metavar="SAMPLE", help=message("the id of a sample"))
    action.add_argument(
        "--label",
        action="append",
        required=True,
        dest="labels",
        metavar=message("NAME"),
        help=message("the name of a label; may be repeated"),
    )


def _list(arguments: argparse.Namespace) -> int:
    with data_management(arguments) as data:
        samples = data.samples.iter(arguments.dataset, sample_state=arguments.state, label_name=arguments.label)
        print_records(samples, _FIELDS, arguments.output, limit=arguments.limit)
    return ExitCode.OK


def _label(arguments: argparse.Namespace) -> int:
    labels = [{"name": name} for name in arguments.labels]
    with data_management(arguments) as data:
        changed = data.samples.update(
            arguments.dataset, samples=[{"sample_id": sample, "labels": labels} for sample in arguments.samples]
        )
        print_record(changed, arguments.output)
    return ExitCode.OK
