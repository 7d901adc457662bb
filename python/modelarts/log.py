"""The logger `modelarts`, for a program that logs, and lines on standard error for one that doesn't.

A log record carries the context (`contextvars`) of the call that caused it: the Rust module calls `write` in
the thread that waits for a call, and, for a coroutine, in the context in which it was started.
"""

from __future__ import annotations

import os
import sys
from _thread import allocate_lock
from contextlib import suppress

from modelarts.importing import importing
from modelarts.language import message
from modelarts.text import encodable, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from logging import Logger

__all__ = ["info_enabled", "logger", "write", "write_to_standard_error"]

_INFO = 20
_VARIABLE = "MODELARTS_LOG"
_LEVELS = {"debug": 10, "info": _INFO, "warning": 30}

_logger: Logger | None = None
_variable_is_read = False
_lock = allocate_lock()
_writes_lines = False


def logger() -> Logger | None:
    """Returns the logger `modelarts`, which is silent until the program sets up logging.

    Returns:
        The logger; None in a program that has not imported `logging`, if `MODELARTS_LOG` is not set.
    """
    global _logger, _variable_is_read  # noqa: PLW0603 made once a process
    if _logger is None:
        # Once, because every call asks for the logger, and a missing variable is found slowly.
        if not _variable_is_read:
            level = os.environ.get(_VARIABLE, "")
            if level:
                _write_lines_of_variable(level)
            _variable_is_read = True
        if logging := sys.modules.get("logging"):
            made = logging.getLogger("modelarts")
            made.addHandler(logging.NullHandler())
            _logger = made
    return _logger


def info_enabled() -> bool:
    """Returns whether records of level INFO are written."""
    log = logger()
    return log is not None and log.isEnabledFor(_INFO)


def write(level: str, text: str, *arguments: object) -> None:
    """Writes a log record; does nothing in a program that has not imported `logging`.

    Args:
        level: "debug", "info" or "warning".
        text: The message, with a `%s` for each argument.
        arguments: The arguments, formatted only if the record is written.
    """
    log = logger()
    if log is not None:
        getattr(log, level)(text, *arguments)


def write_to_standard_error(level: str) -> None:
    """Writes the log records as lines on standard error, unless the program sets up logging itself.

    Args:
        level: The lowest level: "debug", "info" or "warning".
    """
    global _writes_lines  # noqa: PLW0603 made once a process
    with importing():
        import logging

    log = logging.getLogger("modelarts")
    with _lock:
        if not _writes_lines:
            _writes_lines = True
            handler = logging.StreamHandler(_StandardError())
            handler.terminator = ""
            handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
            # A program with handlers of its own has the records there.
            handler.addFilter(lambda _: not logging.getLogger().handlers)
            log.addHandler(handler)
        log.setLevel(_LEVELS[level])


class _StandardError:
    """What is standard error when a line is written; there may be none."""

    def write(self, text: str) -> None:
        """Writes the line of a record."""
        stream = sys.stderr
        if stream is not None:
            with suppress(OSError, ValueError):
                stream.write(encodable(f"{printable(text.rstrip())}\n", stream))
                stream.flush()

    def flush(self) -> None:
        """Does nothing: lines are written at once."""


def _write_lines_of_variable(level: str) -> None:
    if level.lower() in _LEVELS:
        write_to_standard_error(level.lower())
        return
    with importing():
        import warnings

    text = message(
        "{variable} is {value}, which is no level; write debug, info or warning",
        variable=_VARIABLE,
        value=printable(repr(level)),
    )
    warnings.warn(text, stacklevel=2)
