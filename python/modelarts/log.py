"""The logger `modelarts`, for a program that logs."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from logging import Logger

__all__ = ["logger", "wants_changes", "write"]

_logger: Logger | None = None


def logger() -> Logger | None:
    """The logger `modelarts`, which says nothing until the program sets up logging.

    Returns:
        The logger; None in a program that never imported `logging`, and so hears nothing.
    """
    global _logger  # noqa: PLW0603 once a process
    if _logger is None and (logging := sys.modules.get("logging")):
        _logger = logging.getLogger("modelarts")
        _logger.addHandler(logging.NullHandler())
    return _logger


def wants_changes() -> bool:
    """Whether somebody listens to a line for each change of a task."""
    log = logger()
    return log is not None and log.isEnabledFor(20)


def write(level: str, text: str, *arguments: object) -> None:
    """Writes a line, if somebody listens.

    Args:
        level: "debug", "info" or "warning".
        text: what it says, with a place for each of the arguments.
        arguments: what goes there.
    """
    log = logger()
    if log is not None:
        getattr(log, level)(text, *arguments)
