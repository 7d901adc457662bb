"""The exit codes of commands."""

from __future__ import annotations

from enum import IntEnum

from modelarts.errors import (
    AuthenticationError,
    InvalidParameterError,
    ModelArtsError,
    TaskFailedError,
    WaitTimeoutError,
)
from modelarts.language import message

__all__ = ["ExitCode", "exit_code_of", "exit_codes"]


class ExitCode(IntEnum):
    """The exit codes, for a shell script."""

    OK = 0
    ERROR = 1
    USAGE = 2
    TIMED_OUT = 3
    NOT_AUTHENTICATED = 4
    TASK_FAILED = 5
    INTERRUPTED = 130


def exit_codes() -> str:
    """Returns the text of the help on exit codes."""
    return message(
        "exit codes: 0 success, 1 error, 2 usage error, 3 timed out, 4 not authenticated, 5 a task failed, 130 Ctrl-C"
    )


def exit_code_of(error: ModelArtsError) -> ExitCode:
    """Returns the exit code of a command that an error ended.

    Args:
        error: The error.

    Returns:
        The code.
    """
    for kind, code in (
        (AuthenticationError, ExitCode.NOT_AUTHENTICATED),
        (InvalidParameterError, ExitCode.USAGE),
        (TaskFailedError, ExitCode.TASK_FAILED),
        (WaitTimeoutError, ExitCode.TIMED_OUT),
    ):
        if isinstance(error, kind):
            return code
    return ExitCode.ERROR
