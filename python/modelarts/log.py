"""The logger `modelarts`, for a program that logs."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from logging import Logger

__all__ = ["logger"]

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
