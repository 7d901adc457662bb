"""`modelarts completion`: prints the script with which a shell completes the words of commands.

The script calls `modelarts complete-words`, so that it completes all commands and options, the contexts of the
configuration file, and the datasets of the project.
"""

from __future__ import annotations

import argparse
from contextlib import suppress

from modelarts.cli.completion_scripts import FILES, SCRIPTS
from modelarts.cli.config_file import file_of
from modelarts.cli.exit_code import ExitCode
from modelarts.cli.output import print_text
from modelarts.client.api import DatasetApi
from modelarts.config import create_client
from modelarts.errors import ModelArtsError, NotFoundError, is_unknown_path
from modelarts.language import message
from modelarts.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from modelarts.cli.parser import Parser
    from modelarts.client.api_client import ApiClient

    # Words, each with what it stands for, or an empty text.
    _Words = dict[str, str]

__all__ = ["add_command", "complete_words"]

_EXAMPLES = """\
  source <(modelarts completion bash)
  modelarts completion zsh > ~/.zfunc/_modelarts
  modelarts completion fish > ~/.config/fish/completions/modelarts.fish
"""
_BASH_SPLITS_AT = ("=", ":")
_FILE_METAVARS = ("FILE", "DIR")
# A shell waits for the words.
_SECONDS = 2
_MAX_DATASETS = 100


def add_command(commands: argparse._SubParsersAction[Parser]) -> None:
    """Adds `completion` to the commands.

    Args:
        commands: The commands of `modelarts`.
    """
    text = message("print the script that completes commands in a shell")
    parser = commands.add_parser("completion", help=text, description=text, examples=_EXAMPLES)
    parser.add_argument("shell", choices=list(SCRIPTS), help=message("the shell: {shells}", shells=", ".join(SCRIPTS)))
    parser.set_run(_print_script)


def _print_script(arguments: argparse.Namespace) -> int:
    print_text(SCRIPTS[arguments.shell])
    return ExitCode.OK


def complete_words(parser: Parser, shell: str, words: Sequence[str]) -> int:
    """Prints the words that the last one may be completed to, a line each: the word, a tab, what it stands for.

    Args:
        parser: The parser of `modelarts`.
        shell: The shell, which splits words in its own way.
        words: The words after `modelarts` up to the cursor; the last may be empty.

    Returns:
        The exit code.
    """
    *before, current = (_rejoined(words) if shell == "bash" else list(words)) or [""]
    line = _Line(parser, before)
    option, equals, _ = current.partition("=")
    if equals and option.startswith("--"):
        found: _Words | None = line.values_of_option(option)
        found = None if found is None else {f"{option}={word}": text for word, text in found.items()}
    else:
        found = line.candidates(current)
    if found is None:
        print_text(f"{FILES}\n")
        return ExitCode.OK
    # bash completes the part after its last split.
    hidden = len(current) - len(_last_part(words)) if shell == "bash" else 0
    lines = [
        f"{word[hidden:]}\t{printable(text)}\n"
        for word, text in found.items()
        if word.startswith(current) and word.isprintable()
    ]
    print_text("".join(lines))
    return ExitCode.OK


def _rejoined(words: Iterable[str]) -> list[str]:
    """Returns the words as they were written: bash makes words of `=` and `:`."""
    whole: list[str] = []
    is_open = False
    for word in words:
        is_split = word in _BASH_SPLITS_AT
        if whole and (is_split or is_open):
            whole[-1] += word
        else:
            whole.append(word)
        is_open = is_split
    return whole


def _last_part(words: Sequence[str]) -> str:
    return "" if not words or words[-1] in _BASH_SPLITS_AT else words[-1]


class _Line:
    """The words of a command before the one that is completed.

    Args:
        parser: The parser of `modelarts`.
        words: The words.
    """

    def __init__(self, parser: argparse.ArgumentParser, words: Sequence[str]) -> None:
        self._parser = parser
        self._option: argparse.Action | None = None
        self._positionals = 0
        self._values: dict[str, str] = {}
        self._is_known = True
        for word in words:
            self._take(word)

    def _take(self, word: str) -> None:
        if self._option is not None:
            self._values[self._option.dest] = word
            self._option = None
        elif word.startswith("-"):
            name, equals, value = word.partition("=")
            option = self._parser._option_string_actions.get(name)
            if option is not None and equals:
                self._values[option.dest] = value
            elif option is not None and option.nargs != 0:
                self._option = option
        elif (commands := self._commands()) is not None and word in commands.choices:
            self._parser = commands.choices[word]
        else:
            self._is_known = self._is_known and commands is None
            self._positionals += 1

    def _commands(self) -> argparse._SubParsersAction[argparse.ArgumentParser] | None:
        actions = self._parser._actions
        return next((action for action in actions if isinstance(action, argparse._SubParsersAction)), None)

    def candidates(self, current: str) -> _Words | None:
        """Returns the words that may stand next; None for names of files.

        Args:
            current: The beginning of the word.
        """
        if not self._is_known:
            return {}
        if self._option is not None:
            return self._values_of(self._option)
        if current.startswith("-"):
            options = self._parser._option_string_actions.items()
            return {name: _help_of(action) for name, action in options if name.startswith("--")}
        if (commands := self._commands()) is not None:
            return {action.dest: action.help or "" for action in commands._choices_actions}
        positionals = [action for action in self._parser._actions if not action.option_strings]
        is_more_expected = self._positionals < len(positionals) or (positionals and positionals[-1].nargs == "+")
        return self._values_of(positionals[min(self._positionals, len(positionals) - 1)]) if is_more_expected else {}

    def values_of_option(self, name: str) -> _Words | None:
        """Returns the values that an option may have; None for names of files.

        Args:
            name: The option.
        """
        option = self._parser._option_string_actions.get(name)
        return {} if option is None else self._values_of(option)

    def _values_of(self, action: argparse.Action) -> _Words | None:
        if action.choices is not None:
            return {str(choice): "" for choice in action.choices}
        if action.metavar in _FILE_METAVARS:
            return None
        if action.dest == "context":
            with suppress(ModelArtsError):
                return dict.fromkeys(file_of(self._values.get("config_file")).contexts, "")
            return {}
        return self._datasets() if action.dest == "dataset" else {}

    def _datasets(self) -> _Words:
        """Returns the ids and names of the newest datasets; none if the service doesn't respond within a moment."""
        chosen = self._values.get
        with (
            suppress(ModelArtsError),
            create_client(
                chosen("config_file"),
                chosen("context"),
                project_id=chosen("project_id"),
                region=chosen("region"),
                endpoint=chosen("endpoint"),
                timeout=_SECONDS,
                max_retries=0,
                raise_on_error=True,
            ) as client,
        ):
            return _datasets_of_v1(client) if chosen("api") == "v1" else _datasets_of_v2(client)
        return {}


def _help_of(action: argparse.Action) -> str:
    return (action.help or "").replace("%(default)s", str(action.default))


def _datasets_of_v2(client: ApiClient) -> _Words:
    from modelarts.v2 import DataManagement

    try:
        found = DataManagement(client).datasets.list(limit=_MAX_DATASETS)
    except NotFoundError as error:
        return _datasets_of_v1(client) if is_unknown_path(error) else {}
    return {str(entry.dataset_id): str(entry.dataset_name) for entry in found}


def _datasets_of_v1(client: ApiClient) -> _Words:
    found = DatasetApi(client).query_dataset(limit=_MAX_DATASETS)
    return {str(entry.dataset_id): str(entry.dataset_name) for entry in found.datasets}
