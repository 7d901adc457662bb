"""`modelarts config list`, `set`, `unset` and `use`: change the configuration file without an editor."""

from __future__ import annotations

import os
from typing import NamedTuple

from modelarts._modelarts import diagnose_settings, file_settings, setting_variables
from modelarts.cli.config_file import file_of
from modelarts.cli.exit_code import ExitCode
from modelarts.cli.output import print_error, print_json, print_line, print_table
from modelarts.cli.parser import add_output_option, nearest
from modelarts.cli.questions import ask_secret
from modelarts.client.base_client import OTHER_NAMES, absolute
from modelarts.errors import ConfigError, InvalidParameterError
from modelarts.language import message
from modelarts.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

    from modelarts.cli.config_file import ConfigFile
    from modelarts.cli.parser import Parser

__all__ = ["add_actions", "warn_of_variables"]

_EXAMPLES = """\
  modelarts config list
  modelarts config set region cn-north-4
  modelarts config set password
  modelarts config set --context test cluster.ca_bundle ~/ca.pem
  modelarts config unset project_id
  modelarts config use test
"""


class _Key(NamedTuple):
    """A setting that the file may have."""

    part: str
    name: str
    is_secret: bool
    example: str


def add_actions(actions: argparse._SubParsersAction[Parser]) -> None:
    """Adds the actions to those of `config`.

    Args:
        actions: The actions of `modelarts config`.
    """
    show_list = _action(actions, "list", message("list the contexts of the configuration file"))
    add_output_option(show_list, "table", "json")
    show_list.set_run(_list)
    key_help = message("the setting, like region or user.password")
    set_one = _action(
        actions,
        "set",
        message(
            "set one setting in the configuration file; a secret that is left out is asked for, or read from standard "
            "input"
        ),
    )
    _add_context(set_one)
    set_one.add_argument("key", metavar=message("KEY"), help=key_help)
    set_one.add_argument("value", metavar=message("VALUE"), nargs="?", help=message("its value"))
    set_one.set_run(_set)
    unset = _action(actions, "unset", message("remove one setting from the configuration file"))
    _add_context(unset)
    unset.add_argument("key", metavar=message("KEY"), help=key_help)
    unset.set_run(_unset)
    use = _action(actions, "use", message("make a context the one that is used if nothing else names one"))
    use.add_argument("context", metavar=message("CONTEXT"), help=message("the name of the context"))
    use.set_run(_use)


def _action(actions: argparse._SubParsersAction[Parser], name: str, help_text: str) -> Parser:
    action = actions.add_parser(name, help=help_text, description=help_text, examples=_EXAMPLES)
    action.add_argument("--config-file", metavar="FILE", help=message("the configuration file"))
    return action


def _add_context(action: Parser) -> None:
    action.add_argument("--context", metavar="NAME", help=message("the context to change (default: the current one)"))


def _list(arguments: argparse.Namespace) -> int:
    file = file_of(arguments.config_file)
    rows = [_row(file, name) for name in file.contexts]
    if arguments.output == "json":
        print_json({"config_file": file.path, "contexts": rows})
        return ExitCode.OK
    if not rows:
        print_error(message("there are no contexts in {file}; run: modelarts config init", file=printable(file.path)))
        return ExitCode.OK
    headings = {
        "is_current": message("current"),
        "context": message("context"),
        "region": message("region"),
        "credential": message("credential"),
        "project_id": message("project"),
        "problem": message("problem"),
    }
    print_table([{**row, "is_current": "*" if row["is_current"] else ""} for row in rows], headings)
    return ExitCode.OK


def _row(file: ConfigFile, context: str) -> dict[str, Any]:
    row: dict[str, Any] = {"is_current": context == file.current, "context": context}
    try:
        values, _, problems, _ = diagnose_settings({"config_file": file.path, "context": context}, False)
    except ConfigError as error:
        return {**row, "region": None, "credential": None, "project_id": None, "problem": str(error)}
    region = values.get("region") or values.get("endpoint")
    missing = ", ".join(name for name, _, is_missing in problems if is_missing)
    wrong = ", ".join(name for name, _, is_missing in problems if not is_missing)
    found = [
        message("missing: {settings}", settings=missing) if missing else "",
        message("wrong: {settings}", settings=wrong) if wrong else "",
    ]
    problem = "; ".join(filter(None, found)) or None
    credential, project = values.get("credential"), values.get("project_id") or values.get("project_name")
    return {**row, "region": region, "credential": credential, "project_id": project, "problem": problem}


def _set(arguments: argparse.Namespace) -> int:
    file = file_of(arguments.config_file)
    key = _key(arguments.key)
    context = _context(file, arguments.context, is_new=not file.contexts)
    if arguments.value is None and not key.is_secret:
        raise InvalidParameterError(
            message("{key} needs a value, like: {example}", key=key.name, example=_example(key)), parameter="VALUE"
        )
    if arguments.value is not None and key.is_secret:
        print_error(
            message(
                "modelarts: warning: a secret in a command can be read in the history of the shell and in the list of "
                "processes; leave it out, to be asked for it"
            )
        )
    value = arguments.value if arguments.value is not None else ask_secret(f"{key.name}: ")
    value = _absolute(key, value)
    with file.changing():
        file.add(context, key.part)[key.name] = value
        missing = file.save(context)
    print_line(
        message(
            "{key} of the context {context} is set in {file}",
            key=f"{key.part}.{key.name}",
            context=printable(context),
            file=printable(file.path),
        )
    )
    _report(file, context, key, missing)
    return ExitCode.OK


def _unset(arguments: argparse.Namespace) -> int:
    file = file_of(arguments.config_file)
    named = _key(arguments.key)
    context = _context(file, arguments.context)
    keys = [named] if "." in arguments.key else [key for key in _keys() if key.name == named.name]
    present = [key for key in keys if key.name in (file.part(context, key.part) or {})]
    if not present:
        text = message("{key} is not set in the context {context}", key=named.name, context=printable(context))
        raise ConfigError(text)
    with file.changing():
        for key in present:
            file.add(context, key.part).pop(key.name, None)
        missing = file.save(context)
    for key in present:
        print_line(
            message(
                "{key} of the context {context} is removed from {file}",
                key=f"{key.part}.{key.name}",
                context=printable(context),
                file=printable(file.path),
            )
        )
        _report(file, context, key, missing)
    return ExitCode.OK


def _use(arguments: argparse.Namespace) -> int:
    file = file_of(arguments.config_file)
    context = _context(file, arguments.context)
    with file.changing():
        file.use(context)
        file.save(context)
    print_line(message("the context {context} is the current one", context=printable(context)))
    warn_of_variables("context")
    return ExitCode.OK


def _report(file: ConfigFile, context: str, key: _Key, missing: list[str]) -> None:
    """Prints what else follows from a change."""
    if others := file.sharers(context, key.part):
        names = ", ".join(map(printable, others))
        print_error(message("modelarts: note: the contexts {names} have the same {part}", names=names, part=key.part))
    warn_of_variables(key.name)
    for text in missing:
        print_error(message("modelarts: note: not complete yet: {problem}", problem=text))


def warn_of_variables(*settings: str) -> None:
    """Prints which variables of the environment override what the file sets.

    Args:
        settings: The names of the settings.
    """
    variables = dict(setting_variables())
    for name in settings:
        variable = variables.get(name, "")
        if os.environ.get(variable):
            print_error(
                message("modelarts: warning: {variable} is set, and is used instead of the file", variable=variable)
            )


def _keys() -> list[_Key]:
    order = ("context", "cluster", "user")
    keys = (_Key(*setting) for setting in file_settings())
    return sorted(keys, key=lambda key: order.index(key.part))


def _key(text: str) -> _Key:
    """Returns the setting that a user names, with or without its part of the file."""
    keys = _keys()
    for key in keys:
        if text in (key.name, f"{key.part}.{key.name}"):
            return key
    _, dot, name = text.rpartition(".")
    known = [f"{key.part}.{key.name}" if dot else key.name for key in keys]
    meant = next((key.name for key in keys if key.name == OTHER_NAMES.get(name)), None)
    places = [key.part for key in keys if key.name == (meant or name)]
    # A right name in a wrong part is a mistake about the part.
    near = f"{places[0]}.{meant or name}" if dot and places else meant or nearest(text, known)
    if near is None:
        names = ", ".join(sorted({key.name for key in keys}))
        problem = message("there is no setting {key}; the settings are {names}", key=printable(text), names=names)
    else:
        problem = message("there is no setting {key}; did you mean {near}?", key=printable(text), near=near)
    raise InvalidParameterError(problem, parameter="KEY")


def _example(key: _Key) -> str:
    value = "true" if key.example == "…" else key.example
    return f"modelarts config set {key.name} {value}"


def _context(file: ConfigFile, named: str | None, *, is_new: bool = False) -> str:
    """Returns the context to change, which has to be there unless the file has none at all."""
    name = named or file.current
    if is_new or name in file.contexts:
        return name
    if not file.contexts:
        raise ConfigError(
            message("there are no contexts in {file}; run: modelarts config init", file=printable(file.path))
        )
    shown = printable(repr(name))
    if near := nearest(name, file.contexts):
        raise ConfigError(
            message("there is no context {name}; did you mean {near}?", name=shown, near=printable(repr(near)))
        )
    raise ConfigError(
        message(
            "there is no context {name}; the contexts are {names}; modelarts config init adds one",
            name=shown,
            names=", ".join(printable(repr(other)) for other in file.contexts),
        )
    )


def _absolute(key: _Key, value: str) -> str:
    """Returns a value as the file has it: a path that is the same in every folder."""
    if key.name == "ca_bundle" and value:
        found: str = absolute(os.path.expanduser(value))
        return found
    return value
