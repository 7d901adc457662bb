"""The logger `modelarts`, for a program that logs."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from logging import Logger

__all__ = ["logger", "wants_requests", "write"]

_silenced = False


def logger() -> Logger | None:
    """The logger `modelarts`, which says nothing until the program sets up logging.

    Returns:
        The logger; None in a program that never imported `logging`, and so hears nothing.
    """
    global _silenced  # noqa: PLW0603 once a process
    logging = sys.modules.get("logging")
    if logging is None:
        return None
    log: Logger = logging.getLogger("modelarts")
    if not _silenced:
        _silenced = True
        log.addHandler(logging.NullHandler())
    return log


def wants_requests() -> bool:
    """Whether somebody listens to a line for each request."""
    log = logger()
    return log is not None and log.isEnabledFor(10)


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
