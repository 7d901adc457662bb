"""What every command's arguments have in common: help in the user's language, examples, exit codes."""

from __future__ import annotations

import argparse
import re
from typing import Any

from modelarts.cli.exit_code import EXIT_CODES
from modelarts.config import create_client
from modelarts.wording import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Callable, NoReturn

    from modelarts.client import ApiClient

__all__ = ["Parser", "add_client_options", "add_output_option", "client_of", "seconds"]

_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help in the user's language."""

    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        """Has argparse add the usage, under a heading in the user's language."""
        super().add_usage(usage, actions, groups, say("usage: ", "用法：") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """The arguments of `modelarts` or of one of its commands.

    Args:
        description: what it does.
        examples: how to call it, a line each.
        settings: what else `argparse.ArgumentParser` takes.
    """

    def __init__(self, *, description: str = "", examples: str = "", **settings: Any) -> None:
        epilog = say("examples:", "示例：") + f"\n{examples}\n{EXIT_CODES}" if examples else None
        super().__init__(description=description, epilog=epilog, formatter_class=_Formatter, add_help=False, **settings)
        self._positionals.title = say("arguments", "参数")
        self._optionals.title = say("options", "选项")
        self.add_argument("-h", "--help", action="help", help=say("show this help and exit", "显示本帮助并退出"))

    def add_commands(self, title: str) -> argparse._SubParsersAction[Parser]:
        """Makes room for commands.

        Args:
            title: the heading that they stand under in the help.

        Returns:
            Where to add them.
        """
        commands: argparse._SubParsersAction[Parser] = self.add_subparsers(
            title=title, required=True, metavar=say("COMMAND", "命令"), parser_class=Parser
        )
        return commands

    def set_run(self, run: Callable[[argparse.Namespace], int]) -> None:
        """Says what to do.

        Args:
            run: is called with the arguments and returns the exit code.
        """
        self.set_defaults(run=run)

    def error(self, message: str) -> NoReturn:
        """Ends with what is wrong, and says where help is."""
        hint = say(f"try '{self.prog} --help'", f"请尝试 '{self.prog} --help'")
        self.exit(2, f"{self.prog}: {message}\n{hint}\n")


def add_client_options(parser: Parser) -> None:
    """Adds the options that say where the settings are.

    Args:
        parser: of the command.
    """
    parser.add_argument(
        "--config-file",
        metavar="FILE",
        help=say("the configuration file (default: as in Python)", "配置文件（默认与 Python 中相同）"),
    )
    parser.add_argument(
        "--context",
        metavar="NAME",
        help=say("the context of the configuration file (default: default)", "配置文件中的 context（默认：default）"),
    )
    parser.add_argument(
        "--project-id",
        metavar="ID",
        help=say("the project (default: that of the settings)", "项目 ID（默认取自配置）"),
    )


def add_output_option(parser: Parser, *choices: str) -> None:
    """Adds the option that says how to print.

    Args:
        parser: of the command.
        choices: the ways, the default first.
    """
    text = say(f"how to print (default: {choices[0]})", f"输出格式（默认：{choices[0]}）")
    parser.add_argument("--output", choices=choices, default=choices[0], help=text)


def client_of(arguments: argparse.Namespace, *, raise_on_error: bool | None = True) -> ApiClient:
    """The client that the options ask for.

    Args:
        arguments: the options.
        raise_on_error: whether a failed call raises; None for what the settings say.

    Returns:
        A client.

    Raises:
        ConfigError: the settings don't make a client.
    """
    return create_client(
        arguments.config_file, arguments.context, project_id=arguments.project_id, raise_on_error=raise_on_error
    )


def seconds(text: str) -> float:
    """Reads a time.

    Args:
        text: seconds, or a number with its unit: `90`, `30s`, `5m`, `2h`, `1d`.

    Returns:
        Seconds.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([smhd]?)", text)
    if found is None or not float(found[1]):
        wanted = say(
            "is no time; write seconds, or a number with s, m, h or d, like 30m",
            "不是时间；请写秒数，或数字加 s、m、h、d，例如 30m",
        )
        raise argparse.ArgumentTypeError(f"{text!r} {wanted}")
    return float(found[1]) * _SECONDS[found[2]]
