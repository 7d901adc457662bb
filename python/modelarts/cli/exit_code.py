"""The exit codes of commands."""

from __future__ import annotations

from enum import IntEnum

from modelarts.language import localized

__all__ = ["EXIT_CODES", "ExitCode"]


class ExitCode(IntEnum):
    """The exit codes, for a shell script."""

    OK = 0
    ERROR = 1
    USAGE = 2
    TIMED_OUT = 3
    NOT_AUTHENTICATED = 4
    TASK_FAILED = 5
    INTERRUPTED = 130


EXIT_CODES = localized(
    "exit codes: 0 success, 1 error, 2 usage error, 3 timed out, 4 not authenticated, 5 a task failed, 130 Ctrl-C",
    "退出码：0 成功，1 出错，2 用法错误，3 超时，4 认证失败，5 有任务失败，130 Ctrl-C",
)
