"""The logger `modelarts`, for a program that logs.

A log record carries the context (`contextvars`) of the call that caused it: the Rust module calls `write` in
the thread that waits for a call, and, for a coroutine, in the context in which it was started.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from logging import Logger

__all__ = ["info_enabled", "logger", "write"]

_INFO = 20

_logger: Logger | None = None


def logger() -> Logger | None:
    """Returns the logger `modelarts`, which is silent until the program sets up logging.

    Returns:
        The logger; None in a program that has not imported `logging`.
    """
    global _logger  # noqa: PLW0603 made once a process
    if _logger is None and (logging := sys.modules.get("logging")):
        _logger = logging.getLogger("modelarts")
        _logger.addHandler(logging.NullHandler())
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
