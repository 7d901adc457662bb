"""What can go wrong, as a tree of exceptions.

Every exception prints as one line that says what failed and what to do, keeps the details as
attributes, pickles, and holds no secret.

```
ModelArtsError
├─ ConfigError (also ValueError)
├─ InvalidParameterError (also ValueError)
├─ ApiException
│  ├─ BadRequestError        400
│  ├─ AuthenticationError    401
│  ├─ PermissionDeniedError  403
│  ├─ NotFoundError          404
│  ├─ ConflictError          409
│  ├─ ThrottledError         429
│  └─ ServerError            5xx
├─ ConnectError (also ConnectionError)
│  ├─ TlsError
│  └─ ProxyError
├─ RequestTimeoutError (also TimeoutError)
├─ DecodeError
├─ TaskFailedError
├─ WaitTimeoutError (also TimeoutError)
└─ TasksError
   └─ TasksTimeoutError (also TimeoutError)
```
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from modelarts.responses import Response, TaskStatus

__all__ = [
    "ApiException",
    "AuthenticationError",
    "BadRequestError",
    "ConfigError",
    "ConflictError",
    "ConnectError",
    "DecodeError",
    "InvalidParameterError",
    "ModelArtsError",
    "NotFoundError",
    "PermissionDeniedError",
    "ProxyError",
    "RequestTimeoutError",
    "ServerError",
    "TaskFailedError",
    "TasksError",
    "TasksTimeoutError",
    "ThrottledError",
    "TlsError",
    "WaitTimeoutError",
]


def _rebuild(cls: type[ModelArtsError], message: str, details: dict[str, Any]) -> ModelArtsError:
    error = cls.__new__(cls, message)
    error.args = (message,)
    error.__dict__.update(details)
    return error


class ModelArtsError(Exception):
    """The root of all exceptions of this package."""

    def __reduce__(self) -> tuple[Any, ...]:
        # The built-in families among the bases have ideas of their own about arguments.
        return _rebuild, (type(self), str(self), dict(self.__dict__))


class ConfigError(ModelArtsError, ValueError):
    """The settings don't make a client; the text says where, what was expected and what to write."""


class InvalidParameterError(ModelArtsError, ValueError):
    """Arguments were refused before anything was sent; the text says all that is wrong with them.

    Attributes:
        parameter (str | None): the name of the first parameter that is wrong.
        problems (list[str]): what is wrong, each with its place, like
            "dataset_spec.name: is missing; expected …".
    """

    parameter: str | None
    problems: list[str]

    def __init__(
        self, message: str = "", *, parameter: str | None = None, problems: Sequence[str] | None = None
    ) -> None:
        super().__init__(message)
        self.parameter = parameter
        self.problems = list(problems) if problems is not None else [message]


class ApiException(ModelArtsError):  # noqa: N818 the documented name
    """The service answered, and its answer says that the call failed.

    `ApiException(status, reason, body, headers)` is the documented way to make one; what is raised
    is the subclass that fits the HTTP status.

    Attributes:
        http_status (int | None): the HTTP status; `status` is the same.
        reason (str | None): the standard phrase of the HTTP status.
        body (str | None): the body of the answer, secrets removed.
        headers (dict[str, str]): the headers of the answer, names in lower case, secrets removed.
        operation (str | None): the call that failed, like "get_task_status".
        error_code (str | None): the code, like "ModelArts.0102".
        error_msg (str | None): the service's own words.
        request_id (str | None): the service's name for the request; support asks for it.
        meaning (str | None): what the code means; None for a code that isn't documented.
        advice (str | None): what to do about it.
        attempts (int): how many requests were sent for this call.
        retry_after (float | None): how many seconds the service asks to wait.
        response (Response | None): the answer in the shape that `raise_on_error=False` returns.
    """

    http_status: int | None
    reason: str | None
    body: str | None
    headers: dict[str, str]
    operation: str | None
    error_code: str | None
    error_msg: str | None
    request_id: str | None
    meaning: str | None
    advice: str | None
    attempts: int
    retry_after: float | None
    response: Response | None

    def __init__(
        self,
        status: int | None = None,
        reason: str | None = None,
        body: str | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        operation: str | None = None,
        error_code: str | None = None,
        error_msg: str | None = None,
        request_id: str | None = None,
        meaning: str | None = None,
        advice: str | None = None,
        attempts: int = 1,
        retry_after: float | None = None,
        response: Response | None = None,
    ) -> None:
        self.http_status = status
        self.reason = reason
        self.body = body
        self.headers = dict(headers or {})
        self.operation = operation
        self.error_code = error_code
        self.error_msg = error_msg
        self.request_id = request_id
        self.meaning = meaning
        self.advice = advice
        self.attempts = attempts
        self.retry_after = retry_after
        self.response = response
        super().__init__(self._line())

    @property
    def status(self) -> int | None:
        """The HTTP status."""
        return self.http_status

    def _line(self) -> str:
        http = " ".join(str(part) for part in ("HTTP", self.http_status, self.reason) if part)
        line = f"{self.operation} failed: " if self.operation else ""
        line += f"{_one_line(self.error_code)} ({http})" if self.error_code else http
        if self.error_msg:
            line += f": {_one_line(self.error_msg)}"
        details = []
        if self.meaning:
            details.append(" ".join(part for part in (self.meaning, self.advice) if part))
        if self.retry_after is not None:
            details.append(f"retry after {self.retry_after:g} s")
        if self.attempts > 1:
            details.append(f"{self.attempts} attempts")
        if self.request_id:
            details.append(f"request id {_one_line(self.request_id)}")
        return line + "".join(f" [{detail}]" for detail in details)


_LONGEST_PART = 500


def _one_line(text: str) -> str:
    """The service's words, fit for a line of a terminal or a log."""
    line = "".join(c if c.isprintable() else " " for c in text[:_LONGEST_PART])
    return line if len(text) <= _LONGEST_PART else line + "…"


class BadRequestError(ApiException):
    """HTTP 400: the service did not like the parameters."""


class AuthenticationError(ApiException):
    """HTTP 401: the service does not know who is calling."""


class PermissionDeniedError(ApiException):
    """HTTP 403: the service knows who is calling, and refuses."""


class NotFoundError(ApiException):
    """HTTP 404: there is no such task, dataset or version."""


class ConflictError(ApiException):
    """HTTP 409: the call contradicts the present state, such as a name that is taken."""


class ThrottledError(ApiException):
    """HTTP 429: too many requests; `retry_after` says how many seconds to wait, if the service did."""


class ServerError(ApiException):
    """HTTP 5xx: the service or its gateway failed."""


_BY_STATUS: dict[int, type[ApiException]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    429: ThrottledError,
}
_SERVER_ERRORS = 5


def api_exception(status: int, reason: str, body: str, headers: Mapping[str, str], **details: Any) -> ApiException:
    cls = _BY_STATUS.get(status, ServerError if status // 100 == _SERVER_ERRORS else ApiException)
    return cls(status, reason, body, headers, **details)


class ConnectError(ModelArtsError, ConnectionError):
    """No connection came about, or it broke before the answer was complete.

    Attributes:
        peer (str | None): host and port.
        attempts (int): how many times it was tried.
        request_id (str | None): the service's name for the request, if its answer had begun.
    """

    peer: str | None
    attempts: int
    request_id: str | None

    def __init__(
        self, message: str = "", *, peer: str | None = None, attempts: int = 1, request_id: str | None = None
    ) -> None:
        super().__init__(message)
        self.peer = peer
        self.attempts = attempts
        self.request_id = request_id


class TlsError(ConnectError):
    """The TLS handshake failed: the other side could not prove who it is."""


class ProxyError(ConnectError):
    """The proxy refused."""


class RequestTimeoutError(ModelArtsError, TimeoutError):
    """The call took longer than it was allowed to.

    Attributes:
        phase (str | None): what was going on, like "connecting" or "reading the answer".
        elapsed (float | None): how long the call had taken, in seconds.
        attempts (int): how many requests were sent for this call.
        request_id (str | None): the service's name for the request, if its answer had begun.
    """

    phase: str | None
    elapsed: float | None
    attempts: int
    request_id: str | None

    def __init__(
        self,
        message: str = "",
        *,
        phase: str | None = None,
        elapsed: float | None = None,
        attempts: int = 1,
        request_id: str | None = None,
    ) -> None:
        super().__init__(message)
        self.phase = phase
        self.elapsed = elapsed
        self.attempts = attempts
        self.request_id = request_id


class DecodeError(ModelArtsError):
    """The answer could not be understood.

    Attributes:
        http_status (int | None): the HTTP status.
        content_type (str | None): the answer's `Content-Type`.
        request_id (str | None): the service's name for the request.
        snippet (str): the first part of the body, secrets removed.
        path (str): where in the JSON, like "result[0].failed"; "" for the body as a whole.
        attempts (int): how many requests were sent for this call.
    """

    http_status: int | None
    content_type: str | None
    request_id: str | None
    snippet: str
    path: str
    attempts: int

    def __init__(
        self,
        message: str = "",
        *,
        http_status: int | None = None,
        content_type: str | None = None,
        request_id: str | None = None,
        snippet: str = "",
        path: str = "",
        attempts: int = 1,
    ) -> None:
        super().__init__(message)
        self.http_status = http_status
        self.content_type = content_type
        self.request_id = request_id
        self.snippet = snippet
        self.path = path
        self.attempts = attempts


_FAILURES_SHOWN = 3


class TaskFailedError(ModelArtsError):
    """A task that was waited for ended without success.

    Attributes:
        task (TaskStatus): its last status; `task.failures` has all that failed.
        error_code (str | None): the first code that it gives.
        error_msg (str | None): the service's words for it.
    """

    task: TaskStatus
    error_code: str | None
    error_msg: str | None

    def __init__(self, task: TaskStatus) -> None:
        self.task = task
        failures = task.failures
        first = failures[0] if failures else task
        self.error_code = first.get("error_code")
        self.error_msg = first.get("error_msg")
        shown = [_failure(entry, task) for entry in failures[:_FAILURES_SHOWN]]
        rest = len(failures) - len(shown)
        super().__init__(f"task {task.task_id} failed" + "".join(shown) + (f"; and {rest} more" if rest else ""))


def _failure(entry: Response, task: TaskStatus) -> str:
    from modelarts._modelarts import explain

    code = str(entry.get("error_code"))
    explained = explain(code, task._language)
    meaning = f" [{' '.join(part for part in explained if part)}]" if explained else ""
    return f": {_one_line(code)}: {_one_line(str(entry.get('error_msg')))}{meaning}"


class WaitTimeoutError(ModelArtsError, TimeoutError):
    """A task that was waited for was not done in time; it may still be at work.

    Attributes:
        task_id (str): the task.
        task (TaskStatus | None): its last status, if any was seen.
        elapsed (float): how many seconds were waited.
    """

    task_id: str
    task: TaskStatus | None
    elapsed: float

    def __init__(self, task_id: str, task: TaskStatus | None, elapsed: float) -> None:
        self.task_id = task_id
        self.task = task
        self.elapsed = elapsed
        seen = f"it was {task.status} when last seen" if task is not None else "no look at it succeeded"
        super().__init__(f"task {task_id} was not done after {elapsed:.1f} s; {seen}, and may still be at work")


class TasksError(ModelArtsError):
    """Some of the tasks that were waited for failed or were not found; the others were waited for.

    Attributes:
        exceptions (tuple[ModelArtsError, ...]): what went wrong, an exception a task, in the order of
            the tasks.
        results (list[TaskStatus | None]): the last status of each task, in the order they were given;
            None where none was seen.
    """

    exceptions: tuple[ModelArtsError, ...]
    results: list[TaskStatus | None]

    def __init__(self, exceptions: Sequence[ModelArtsError], results: Sequence[TaskStatus | None]) -> None:
        self.exceptions = tuple(exceptions)
        self.results = list(results)
        shown = "; ".join(str(error) for error in self.exceptions[:_FAILURES_SHOWN])
        rest = len(self.exceptions) - _FAILURES_SHOWN
        more = f"; and {rest} more" if rest > 0 else ""
        super().__init__(f"{len(self.exceptions)} of {len(self.results)} tasks went wrong: {shown}{more}")


class TasksTimeoutError(TasksError, TimeoutError):
    """Some of the tasks that were waited for were not done in time."""
