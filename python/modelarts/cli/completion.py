"""`modelarts completion`: prints the script with which a shell completes the words of commands.

The script asks `modelarts complete-words`, so that it knows all commands and options, the contexts of the
configuration file, and the datasets of the project.
"""

from __future__ import annotations

import argparse
from contextlib import suppress
from itertools import islice

from modelarts.cli.config_file import file_of
from modelarts.cli.exit_code import ExitCode
from modelarts.cli.output import print_text
from modelarts.client.api import DatasetApi
from modelarts.config import create_client
from modelarts.errors import ModelArtsError
from modelarts.language import message
from modelarts.v2 import DataManagement

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from modelarts.cli.parser import Parser

__all__ = ["COMPLETE_WORDS", "add_command", "complete_words"]

COMPLETE_WORDS = "complete-words"
_EXAMPLES = """\
  source <(modelarts completion bash)
  modelarts completion zsh > ~/.zfunc/_modelarts
  modelarts completion fish > ~/.config/fish/completions/modelarts.fish
"""
_SCRIPTS = {
    "bash": """\
_modelarts() {
    local IFS=$'\\n'
    COMPREPLY=($(modelarts complete-words "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _modelarts modelarts
""",
    "zsh": """\
#compdef modelarts
_modelarts() {
    local -a found
    found=("${(@f)$(modelarts complete-words "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    if [[ -n "$found" ]]; then compadd -- "${found[@]}"; else _files; fi
}
if [[ "$funcstack[1]" = _modelarts ]]; then _modelarts "$@"; else compdef _modelarts modelarts; fi
""",
    "fish": """\
complete -c modelarts -a '(modelarts complete-words (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)'
""",
}
# A shell waits for the words.
_SECONDS = 2
_MOST_DATASETS = 100


def add_command(commands: argparse._SubParsersAction[Parser]) -> None:
    """Adds `completion` to the commands.

    Args:
        commands: The commands of `modelarts`.
    """
    text = message("print the script that completes commands in a shell")
    parser = commands.add_parser("completion", help=text, description=text, examples=_EXAMPLES)
    parser.add_argument(
        "shell", choices=list(_SCRIPTS), help=message("the shell: {shells}", shells=", ".join(_SCRIPTS))
    )
    parser.set_run(_print_script)


def _print_script(arguments: argparse.Namespace) -> int:
    print_text(_SCRIPTS[arguments.shell])
    return ExitCode.OK


def complete_words(parser: Parser, words: Sequence[str]) -> int:
    """Prints the words that the last one may be completed to, a line each.

    Args:
        parser: The parser of `modelarts`.
        words: The words after `modelarts` up to the cursor; the last may be empty.

    Returns:
        The exit code.
    """
    # bash takes `=` for a word of its own.
    *before, current = [word for word in words if word != "="] or [""]
    found = _Line(parser, before).candidates(current)
    print_text("".join(f"{word}\n" for word in found if word.startswith(current)))
    return ExitCode.OK


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
            option = self._parser._option_string_actions.get(word)
            self._option = option if option is not None and option.nargs != 0 else None
        elif (commands := self._commands()) is not None and word in commands.choices:
            self._parser = commands.choices[word]
        else:
            self._is_known = self._is_known and commands is None
            self._positionals += 1

    def _commands(self) -> argparse._SubParsersAction[argparse.ArgumentParser] | None:
        actions = self._parser._actions
        return next((action for action in actions if isinstance(action, argparse._SubParsersAction)), None)

    def candidates(self, current: str) -> list[str]:
        """Returns the words that may stand next.

        Args:
            current: The beginning of the word.
        """
        if not self._is_known:
            return []
        if self._option is not None:
            return self._values_of(self._option)
        if current.startswith("-"):
            return [name for name in self._parser._option_string_actions if name.startswith("--")]
        if (commands := self._commands()) is not None:
            return [name for name in commands.choices if name != COMPLETE_WORDS]
        positionals = [action for action in self._parser._actions if not action.option_strings]
        if not positionals:
            return []
        return self._values_of(positionals[min(self._positionals, len(positionals) - 1)])

    def _values_of(self, action: argparse.Action) -> list[str]:
        if action.choices is not None:
            return [str(choice) for choice in action.choices]
        if action.dest == "context":
            with suppress(ModelArtsError):
                return file_of(self._values.get("config_file")).contexts
            return []
        return self._dataset_ids() if action.dest == "dataset" else []

    def _dataset_ids(self) -> list[str]:
        """Returns the ids of the newest datasets; none if the service doesn't tell within a moment."""
        names = ("config_file", "context", "project_id", "region", "endpoint")
        settings: dict[str, Any] = {name: self._values[name] for name in names if name in self._values}
        with suppress(ModelArtsError), create_client(**settings, timeout=_SECONDS, max_retries=0) as client:
            with suppress(ModelArtsError):
                return [entry.dataset_id for entry in islice(DataManagement(client).datasets.iter(), _MOST_DATASETS)]
            return [entry.dataset_id for entry in islice(DatasetApi(client).iter_datasets(), _MOST_DATASETS)]
        return []
