"""Questions of commands: on standard error, so that the output of a command can be redirected."""

from __future__ import annotations

import sys
from contextlib import suppress

from modelarts.errors import ConfigError
from modelarts.language import message
from modelarts.text import encodable

__all__ = ["ask", "ask_secret", "confirm"]

_YES = ("y", "yes", "是", "好")


def ask(question: str, default: str = "") -> str:
    """Asks for a text.

    Args:
        question: The question, without a colon.
        default: The answer if the user enters nothing.

    Returns:
        The answer without blanks at its ends.

    Raises:
        ConfigError: Standard input has ended, or is no text.
    """
    _write(f"{question} [{default}]: " if default else f"{question}: ")
    return _line().strip() or default


def ask_secret(prompt: str) -> str:
    """Asks for a secret, which is not shown; reads a line of standard input if that is not a terminal.

    Args:
        prompt: What is written before it.

    Returns:
        The secret.

    Raises:
        ConfigError: Standard input has ended, or is no text.
    """
    if sys.stdin is None or not sys.stdin.isatty():
        return _line()
    from getpass import getpass

    _write(prompt)
    try:
        return getpass("")
    except EOFError:
        raise _ended() from None
    except UnicodeDecodeError as error:
        raise _no_text(error) from None


def confirm(question: str, *, default: bool = False) -> bool:
    """Asks whether to do something.

    Args:
        question: The question.
        default: The answer if the user enters nothing.

    Returns:
        The answer.

    Raises:
        ConfigError: Standard input has ended, or is no text.
    """
    _write(f"{question} [{'Y/n' if default else 'y/N'}] ")
    answer = _line().strip().lower()
    return default if not answer else answer in _YES


def _line() -> str:
    try:
        line = sys.stdin.readline() if sys.stdin is not None else ""
    except UnicodeDecodeError as error:
        raise _no_text(error) from None
    if not line:
        raise _ended()
    return line.rstrip("\r\n")


def _ended() -> ConfigError:
    return ConfigError(message("standard input ended before all questions were answered; nothing was written"))


def _no_text(error: UnicodeDecodeError) -> ConfigError:
    return ConfigError(
        message("standard input is not text in the encoding {encoding}; nothing was written", encoding=error.encoding)
    )


def _write(text: str) -> None:
    with suppress(AttributeError, OSError, ValueError):
        sys.stderr.write(encodable(text, sys.stderr))
        sys.stderr.flush()
