"""The parser of the command line: help in the user's language, with examples and exit codes."""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress
from typing import Any

from modelarts.cli.exit_code import EXIT_CODES
from modelarts.cli.output import print_error, print_text
from modelarts.config import create_client
from modelarts.duration import seconds
from modelarts.errors import InvalidParameterError
from modelarts.language import localized, message
from modelarts.text import wrapped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Callable, NoReturn

    from _typeshed import SupportsWrite

    from modelarts.client.api_client import ApiClient

__all__ = ["Parser", "add_client_options", "add_output_option", "create_client_from", "duration"]


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


class Parser(argparse.ArgumentParser):
    """The parser of `modelarts` or of one of its commands.

    Args:
        description: What the command does.
        examples: Examples of its use, a line each.
        settings: Other arguments of `argparse.ArgumentParser`.
    """

    def __init__(self, *, description: str = "", examples: str = "", **settings: Any) -> None:
        epilog = localized("examples:", "示例：") + f"\n{examples}\n{EXIT_CODES}" if examples else None
        super().__init__(description=description, epilog=epilog, formatter_class=_Formatter, add_help=False, **settings)
        self._positionals.title = localized("arguments", "参数")
        self._optionals.title = localized("options", "选项")
        self.add_argument("-h", "--help", action="help", help=localized("show this help and exit", "显示本帮助并退出"))

    def add_commands(self, title: str) -> argparse._SubParsersAction[Parser]:
        """Returns the object to which commands can be added.

        Args:
            title: The heading of the commands in the help.

        Returns:
            The object of argparse.
        """
        commands: argparse._SubParsersAction[Parser] = self.add_subparsers(
            title=title, required=True, metavar=localized("COMMAND", "命令"), parser_class=Parser
        )
        return commands

    def set_run(self, run: Callable[[argparse.Namespace], int]) -> None:
        """Sets the function that runs the command.

        Args:
            run: Called with the arguments; returns the exit code.
        """
        self.set_defaults(run=run)

    def error(self, message: str) -> NoReturn:
        """Exits with a message that says what is wrong and where to find help."""
        hint = localized(f"try '{self.prog} --help'", f"请尝试 '{self.prog} --help'")
        print_error(f"{self.prog}: {message}")
        print_error(hint)
        self.exit(2)

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        # argparse would fail on characters that standard output can't encode.
        if file is sys.stdout:
            print_text(message)
        else:
            super()._print_message(message, file)


def add_client_options(parser: Parser) -> None:
    """Adds the options that select the settings of the client.

    Args:
        parser: The parser of the command.
    """
    parser.add_argument(
        "--config-file",
        metavar="FILE",
        help=localized("the configuration file (default: as in Python)", "配置文件（默认与 Python 接口相同）"),
    )
    parser.add_argument(
        "--context",
        metavar="NAME",
        help=localized(
            "the context in the configuration file (default: default)", "配置文件中的 context（默认：default）"
        ),
    )
    parser.add_argument(
        "--project-id",
        metavar="ID",
        help=localized("the project (default: from the settings)", "项目 ID（默认取自配置）"),
    )


def add_output_option(parser: Parser, *choices: str) -> None:
    """Adds the option that selects the output format.

    Args:
        parser: The parser of the command.
        choices: The formats, the default first.
    """
    text = localized(f"the output format (default: {choices[0]})", f"输出格式（默认：{choices[0]}）")
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
    return create_client(
        arguments.config_file, arguments.context, project_id=arguments.project_id, raise_on_error=raise_on_error
    )


def duration(text: str) -> float:
    """Reads the value of an option that is a duration.

    Args:
        text: Seconds, or a duration with units as in Python: `90`, `30s`, `5m`, `1h30m`, `1d`.

    Returns:
        Seconds.

    Raises:
        argparse.ArgumentTypeError: The text is no duration.
    """
    value: float | str = text
    with suppress(ValueError):
        value = float(text)
    try:
        return seconds("duration", value)
    except InvalidParameterError:
        problem = localized(
            "is not a duration above 0; write seconds, or a number with a unit, like 30s, 10m or 1h30m",
            "不是有效的时长；请写大于 0 的秒数，或带单位的时长，例如 30s、10m、1h30m",
        )
        raise argparse.ArgumentTypeError(f"{text!r} {problem}") from None
