"""The parser of the command line: help in the user's language, with examples and exit codes."""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress
from difflib import get_close_matches
from typing import Any

from modelarts.cli.argparse_messages import in_users_language
from modelarts.cli.exit_code import ExitCode, exit_codes
from modelarts.cli.output import print_error, print_text
from modelarts.config import create_client
from modelarts.duration import seconds
from modelarts.errors import InvalidParameterError
from modelarts.language import joined, message
from modelarts.log import write_to_standard_error
from modelarts.text import display_width, printable, wrapped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from enum import Enum
    from typing import Callable, NoReturn

    from _typeshed import SupportsWrite

    from modelarts.client.api_client import ApiClient

__all__ = [
    "Parser",
    "add_choice_option",
    "add_client_options",
    "add_output_option",
    "choices_of",
    "client_options",
    "client_settings",
    "count",
    "create_client_from",
    "duration",
    "nearest",
    "port",
]

_LAST_PORT = 65535
_SETTINGS = ("config_file", "context", "project_id", "region", "endpoint")


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help in the user's language."""

    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        """Adds the usage, under a heading in the user's language."""
        super().add_usage(usage, actions, groups, message("usage: ") if prefix is None else prefix)

    def _split_lines(self, text: str, width: int) -> list[str]:
        """Returns the lines of the help of an argument; argparse would count a Chinese character as one column."""
        return wrapped(" ".join(text.split()), width)

    def _format_action(self, action: argparse.Action) -> str:
        """Returns the lines of an argument, with its help where that of the others begins."""
        text = super()._format_action(action)
        invocation = self._format_action_invocation(action)
        begin, found, help_text = text.partition(invocation)
        padding = len(help_text) - len(help_text.lstrip(" "))
        # From Python 3.14 on, it has colors, which have no width.
        excess = max(0, min(display_width(invocation) - len(invocation), padding - 1))
        return begin + found + help_text[excess:]


class Parser(argparse.ArgumentParser):
    """The parser of `modelarts` or of one of its commands.

    Args:
        description: What the command does.
        examples: Examples of its use, a line each.
        settings: Other arguments of `argparse.ArgumentParser`.
    """

    def __init__(self, *, description: str = "", examples: str = "", **settings: Any) -> None:
        epilog = message("examples:") + f"\n{examples}\n{exit_codes()}" if examples else None
        super().__init__(description=description, epilog=epilog, formatter_class=_Formatter, add_help=False, **settings)
        self._positionals.title = message("arguments")
        self._optionals.title = message("options")
        self.add_argument("-h", "--help", action="help", help=message("show this help and exit"))

    def add_commands(self, title: str) -> argparse._SubParsersAction[Parser]:
        """Returns the object to which commands can be added.

        Without one of them, the help is printed.

        Args:
            title: The heading of the commands in the help.

        Returns:
            The object of argparse.
        """
        commands: argparse._SubParsersAction[Parser] = self.add_subparsers(
            title=title, required=False, metavar=message("COMMAND"), parser_class=Parser
        )
        self.set_run(self._run_without_command)
        return commands

    def _run_without_command(self, _arguments: argparse.Namespace) -> int:
        self.print_help()
        # A script that forgot the command has done nothing.
        return ExitCode.USAGE

    def set_run(self, run: Callable[[argparse.Namespace], int]) -> None:
        """Sets the function that runs the command.

        Args:
            run: Called with the arguments; returns the exit code.
        """
        self.set_defaults(run=run, parser=self)

    def parse(self, arguments: Sequence[str] | None) -> argparse.Namespace:
        """Returns the arguments; exits if the chosen command doesn't have one of them.

        Args:
            arguments: The arguments; None for those of the process.

        Returns:
            The arguments by their names.
        """
        words = sys.argv[1:] if arguments is None else arguments
        if words and words[0].startswith("--") and not self._has_option(words[0]):
            self.error(self._refused_first(words[0]))
        chosen, unknown = self.parse_known_args(words)
        if unknown:
            parser = getattr(chosen, "parser", self)
            # The word after an unknown option is probably its value.
            refused = [
                word
                for before, word in zip(["", *unknown], unknown)
                if word.startswith("-") or not before.startswith("-") or "=" in before
            ]
            parser.error(joined(None, map(parser._refused, refused), "; "))
        return chosen

    def _has_option(self, word: str) -> bool:
        return any(option.startswith(_name_of(word)) for option in self._option_string_actions)

    def _refused_first(self, word: str) -> str:
        """Returns what is wrong with an option before the command, which has few."""
        if nearest(_name_of(word), list(self._option_string_actions)) is not None:
            return self._refused(word)
        return message("{option}: options stand after the command", option=printable(_name_of(word)))

    def _refused(self, word: str) -> str:
        """Returns what is wrong with an argument that the command doesn't have."""
        if not word.startswith("-"):
            return message("unexpected argument {word}", word=printable(word))
        name = _name_of(word)
        near = nearest(name, [option for option in self._option_string_actions if option.startswith("--")])
        if near is None:
            return message("there is no option {name}", name=printable(name))
        return message("there is no option {name}; did you mean {near}?", name=printable(name), near=near)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        # argparse names no near one.
        choices = [str(choice) for choice in action.choices or ()]
        if not choices or value in choices:
            return
        text = message(
            "{name}: invalid choice: {value}; the choices are {choices}",
            name="/".join(action.option_strings) or action.metavar,
            value=printable(repr(value)),
            choices=joined(None, choices),
        )
        if near := nearest(str(value), choices):
            text += message("; did you mean {near}?", near=near)
        raise argparse.ArgumentError(None, text)

    def error(self, message: str) -> NoReturn:
        """Exits with a message that says what is wrong and where to find help."""
        print_error(f"{self.prog}: {in_users_language(message)}")
        print_error(_hint(self.prog))
        self.exit(ExitCode.USAGE)

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        # argparse would fail on characters that standard output can't encode.
        if file is sys.stdout:
            print_text(message)
        else:
            super()._print_message(message, file)


def _name_of(option: str) -> str:
    return option.partition("=")[0]


def _hint(command: str) -> str:
    return message("try '{command} --help'", command=command)


def add_client_options(parser: Parser) -> None:
    """Adds the options that select the settings of the client.

    Args:
        parser: The parser of the command.
    """
    settings = parser.add_argument_group(message("settings"))
    settings.add_argument(
        "--config-file",
        metavar="FILE",
        help=message("the configuration file (default: as in Python)"),
    )
    settings.add_argument(
        "--context",
        metavar="NAME",
        help=message("the context in the configuration file (default: default)"),
    )
    settings.add_argument(
        "--project-id",
        metavar="ID",
        help=message("the project (default: from the settings)"),
    )
    settings.add_argument("--region", metavar="NAME", help=message("the region (default: from the settings)"))
    settings.add_argument(
        "--endpoint", metavar="URL", help=message("the endpoint of ModelArts (default: that of the region)")
    )
    settings.add_argument(
        "--debug", action="store_true", help=message("write a line for each request on standard error")
    )


def add_output_option(parser: Parser, *choices: str) -> None:
    """Adds the option that selects the output format.

    Args:
        parser: The parser of the command.
        choices: The formats, the default first.
    """
    text = message("the output format: {choices} (default: {default})", choices=", ".join(choices), default=choices[0])
    parser.add_argument("--output", choices=choices, default=choices[0], help=text)


def create_client_from(arguments: argparse.Namespace, *, raise_on_error: bool | None = True) -> ApiClient:
    """Returns a client with the settings that the options select.

    Args:
        arguments: The options.
        raise_on_error: Whether a failed call raises; None takes it from the settings.

    Returns:
        The client.

    Raises:
        ConfigError: No client can be made from the settings.
    """
    return create_client(**client_settings(arguments), raise_on_error=raise_on_error)


def client_settings(arguments: argparse.Namespace) -> dict[str, Any]:
    """Returns the settings that the options select, and begins to log if they request it.

    Args:
        arguments: The options.

    Returns:
        Arguments of `create_client`.
    """
    if arguments.debug:
        write_to_standard_error("debug")
    return {name: getattr(arguments, name) for name in _SETTINGS}


def client_options(arguments: argparse.Namespace) -> list[str]:
    """Returns the options that select the settings of the client, for another command to repeat them.

    Args:
        arguments: The options.

    Returns:
        The words of those that were passed. None of them has a secret.
    """
    passed = {name: getattr(arguments, name) for name in _SETTINGS}
    # In one word, because a value may begin like an option.
    return [f"--{name.replace('_', '-')}={value}" for name, value in passed.items() if value is not None]


def port(text: str) -> int:
    """Reads the value of an option that is a port.

    Args:
        text: The number of a port, or 0.

    Returns:
        The number.

    Raises:
        argparse.ArgumentTypeError: The text is not a port.
    """
    if text.isascii() and text.isdigit() and int(text) <= _LAST_PORT:
        return int(text)
    problem = message(
        "{text} is not a port; write a number from 0 to {last}", text=printable(repr(text)), last=_LAST_PORT
    )
    raise argparse.ArgumentTypeError(problem)


def add_choice_option(parser: Parser, name: str, enumeration: type[Enum], help_text: str) -> None:
    """Adds an option whose values are the documented ones of a parameter.

    Args:
        parser: The parser of the command.
        name: The option.
        enumeration: The documented values.
        help_text: What they select.
    """
    choices = choices_of(enumeration)
    listed = joined(None, [help_text, joined(None, choices)], ": ")
    parser.add_argument(name, choices=choices, metavar=message("VALUE"), help=listed)


def count(text: str) -> int:
    """Reads the value of an option that is a number of entries.

    Args:
        text: A whole number above 0.

    Returns:
        The number.

    Raises:
        argparse.ArgumentTypeError: The text is not such a number.
    """
    if text.isascii() and text.isdigit() and 0 < int(text) <= sys.maxsize:
        return int(text)
    problem = message("{text} is not a number of entries; write a whole number above 0", text=printable(repr(text)))
    raise argparse.ArgumentTypeError(problem)


def choices_of(enumeration: type[Enum]) -> list[str]:
    """Returns the names of an enumeration as an option takes them.

    Args:
        enumeration: The documented values.

    Returns:
        The names in lower case.
    """
    return [name.lower() for name in enumeration.__members__]


def nearest(name: str, known: Sequence[str]) -> str | None:
    """Returns the known name that a misspelled one may mean.

    Args:
        name: The misspelled name.
        known: The names that there are.

    Returns:
        One of them, or None.
    """
    found = get_close_matches(name, known, 1)
    return found[0] if found else None


def duration(text: str) -> float:
    """Reads the value of an option that is a duration.

    Args:
        text: Seconds, or a duration with units as in Python: `90`, `30s`, `5m`, `1h30m`, `1d`.

    Returns:
        Seconds.

    Raises:
        argparse.ArgumentTypeError: The text is not a duration.
    """
    value: float | str = text
    with suppress(ValueError):
        value = float(text)
    try:
        return seconds("duration", value)
    except InvalidParameterError:
        problem = message("is not a duration above 0; write seconds, or a number with a unit, like 30s, 10m or 1h30m")
        raise argparse.ArgumentTypeError(f"{text!r} {problem}") from None
