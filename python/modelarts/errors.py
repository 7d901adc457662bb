"""The exceptions of this package.

Each prints as one line that says what failed and what to do, has the details as attributes, can be
pickled, and holds no secret. `args` holds the message alone, and each class takes a message as its only
argument, so that libraries can make an exception again from `args`; it then lacks the details.

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
│  ├─ ServerError            5xx
│  ├─ QuotaError             the quota is used up
│  └─ BatchError             some items of a batch were refused
├─ ConnectError (also ConnectionError)
│  ├─ TlsError
│  └─ ProxyError
├─ RequestTimeoutError (also TimeoutError)
├─ DecodeError
├─ ResourceError (also OSError)
├─ ManifestError (also ValueError)
├─ TaskFailedError
├─ WaitTimeoutError (also TimeoutError)
└─ TasksError
   └─ TasksTimeoutError (also TimeoutError)
```
"""

from __future__ import annotations

from modelarts._modelarts import service_error_message
from modelarts.language import joined, message_in
from modelarts.text import excerpt, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from modelarts.responses import Response
    from modelarts.responses.target import Target
    from modelarts.responses.work import Work

__all__ = [
    "ApiException",
    "AuthenticationError",
    "BadRequestError",
    "BatchError",
    "ConfigError",
    "ConflictError",
    "ConnectError",
    "DecodeError",
    "InvalidParameterError",
    "ManifestError",
    "ModelArtsError",
    "NotFoundError",
    "PermissionDeniedError",
    "ProxyError",
    "QuotaError",
    "RequestTimeoutError",
    "ResourceError",
    "ServerError",
    "TaskFailedError",
    "TasksError",
    "TasksTimeoutError",
    "ThrottledError",
    "TlsError",
    "WaitTimeoutError",
]


# So many failures are shown in a message.
MAX_FAILURES = 3


def _rebuild(cls: type[ModelArtsError], args: tuple[Any, ...], details: dict[str, Any]) -> ModelArtsError:
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(details)
    return error


class ModelArtsError(Exception):
    """The base class of all exceptions of this package.

    Args:
        *args: The message, which becomes printable, because others wrote parts of it.
    """

    # What failed, without the reasons in the message; None where they are not apart.
    _summary: str | None = None

    def __init__(self, *args: object) -> None:
        super().__init__(*(printable(arg) if isinstance(arg, str) else arg for arg in args))

    def _repr_html_(self) -> str:
        from modelarts.display import error_html

        return error_html(self)

    def _render_traceback_(self) -> list[str]:
        """Returns the traceback for IPython; in a notebook with the details on lines of their own."""
        from modelarts.traceback_lines import traceback_lines

        return traceback_lines(self)

    def __reduce__(self) -> tuple[Any, ...]:
        # OSError, a base of some of them, would rebuild the exception from `args` without the attributes.
        return _rebuild, (type(self), self.args, dict(self.__dict__))


class ConfigError(ModelArtsError, ValueError):
    """No client can be made from the settings; the text says what to write where."""


class InvalidParameterError(ModelArtsError, ValueError):
    """An argument is invalid; nothing was sent. The text names every problem.

    Attributes:
        parameter (str | None): The name of the first invalid parameter.
        problems (list[str]): The problems, each with its place, like
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
    """The service responded that the call failed.

    The exception that is raised is the subclass for the error code or, where the code has none, for the
    HTTP status.

    Args:
        status: The HTTP status; or a text, which is then the message.
        reason: The standard phrase of the HTTP status.
        body: The body of the response.
        headers: The headers of the response.
        operation: The call that failed. It and the arguments after it are the attributes of the same names.

    Attributes:
        http_status (int | None): The HTTP status; `status` is the same.
        reason (str | None): The standard phrase of the HTTP status.
        body (str | None): The body of the response, secrets removed.
        headers (dict[str, str]): The headers of the response, names in lower case, secrets removed.
        operation (str | None): The call that failed, like "get_task_status".
        error_code (str | None): The error code, like "ModelArts.0102".
        error_msg (str | None): The message of the service.
        request_id (str | None): The service's id of the request, which its support asks for.
        meaning (str | None): What the error code means; None for a code that is not documented.
        advice (str | None): What to do about it.
        attempts (int): How many requests were sent for this call.
        retry_after (float | None): How many seconds to wait, as the service requested.
        retryable (bool): Whether the same call may succeed later, by the error code.
        response (Response | None): The response that `raise_on_error=False` returns.
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
    retryable: bool
    response: Response | None

    def __init__(
        self,
        status: int | str | None = None,
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
        retryable: bool = False,
        response: Response | None = None,
    ) -> None:
        message = status if isinstance(status, str) else None
        self.http_status = None if isinstance(status, str) else status
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
        self.retryable = retryable
        self.response = response
        if message is None:
            message = service_error_message(self, getattr(response, "_language", None))
        super().__init__(message)

    @property
    def status(self) -> int | None:
        """The HTTP status."""
        return self.http_status


class BadRequestError(ApiException):
    """HTTP 400: the service refused the parameters."""


class AuthenticationError(ApiException):
    """HTTP 401: the service does not accept the credential."""


class PermissionDeniedError(ApiException):
    """HTTP 403: the user does not have the permission for this call."""


class NotFoundError(ApiException):
    """HTTP 404, or a code of the same meaning: the task, dataset, version, … does not exist."""


class ConflictError(ApiException):
    """HTTP 409, or a code of the same meaning: the call conflicts with the current state.

    The name is in use already or, with `retryable`, other work on the same thing goes on.
    """


class ThrottledError(ApiException):
    """HTTP 429: too many requests; `retry_after` holds the seconds to wait, if the service named them."""


class ServerError(ApiException):
    """HTTP 5xx: the service or its gateway failed."""


class QuotaError(ApiException):
    """The quota of datasets, versions, … is used up, whatever the HTTP status is."""


class BatchError(ApiException):
    """The service refused some or all items of a batch, in a response whose HTTP status is one of success.

    `error_code`, `error_msg`, `meaning` and `advice` are those of the first item that was refused.

    Attributes:
        failures (list[dict[str, Any]]): A dict for each item that was refused: `index` (its place in the
            batch), `item` (its id or name), `error_code` and `error_msg`. `index` is None if the response
            doesn't say which item it is.
        succeeded (list[str]): The ids or names of the items that were accepted.
        unknown (list[str]): The ids or names of the items of which the response says nothing.
    """

    failures: list[dict[str, Any]]
    succeeded: list[str]
    unknown: list[str]

    def __init__(
        self,
        message: str = "",
        *,
        failures: Sequence[Mapping[str, Any]] = (),
        succeeded: Sequence[str] = (),
        unknown: Sequence[str] = (),
        response: Response | None = None,
        **details: Any,
    ) -> None:
        super().__init__(message, response=response, **details)
        if response is not None:
            self.http_status = response.http_status
            self.request_id = response.request_id
        self.failures = [dict(failure) for failure in failures]
        self.succeeded = list(succeeded)
        self.unknown = list(unknown)


_BY_STATUS: dict[int, type[ApiException]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    429: ThrottledError,
}
_SERVER_ERRORS = 5
_BY_KIND: dict[str, type[ApiException]] = {
    "busy": ConflictError,
    "conflict": ConflictError,
    "not-found": NotFoundError,
    "quota": QuotaError,
    "storage-not-found": NotFoundError,
    "throttled": ThrottledError,
}


def api_exception(
    status: int, reason: str, body: str, headers: Mapping[str, str], *, kind: str | None = None, **details: Any
) -> ApiException:
    """Returns the exception of a call that the service refused; its class is that of the code, or of the status."""
    cls = _BY_STATUS.get(status, ServerError if status // 100 == _SERVER_ERRORS else ApiException)
    return _BY_KIND.get(kind or "", cls)(status, reason, body, headers, **details)


def is_unknown_path(error: NotFoundError) -> bool:
    """Returns whether an error says that the endpoint does not have the call.

    Args:
        error: The error.
    """
    from modelarts._modelarts import kind_of_code

    return not error.error_code or kind_of_code(error.error_code)[0] == "unknown-path"


class ConnectError(ModelArtsError, ConnectionError):
    """No connection could be opened, or it broke before the response was complete.

    Attributes:
        endpoint (str | None): Host and port.
        attempts (int): How many requests were tried for this call.
        request_id (str | None): The service's id of the request, if its response had begun.
    """

    endpoint: str | None
    attempts: int
    request_id: str | None

    def __init__(
        self, message: str = "", *, endpoint: str | None = None, attempts: int = 1, request_id: str | None = None
    ) -> None:
        super().__init__(message)
        self.endpoint = endpoint
        self.attempts = attempts
        self.request_id = request_id


class TlsError(ConnectError):
    """The TLS handshake failed, for example because the certificate of the endpoint is not trusted."""


class ProxyError(ConnectError):
    """The proxy refused the connection."""


class RequestTimeoutError(ModelArtsError, TimeoutError):
    """The timeout of a call expired.

    Attributes:
        phase (str | None): What the call was doing, like "connecting" or "reading the response".
        elapsed (float | None): How long the call had taken, in seconds.
        attempts (int): How many requests were sent for this call.
        request_id (str | None): The service's id of the request, if its response had begun.
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
    """The response could not be decoded.

    Attributes:
        http_status (int | None): The HTTP status.
        content_type (str | None): The `Content-Type` of the response.
        request_id (str | None): The service's id of the request.
        snippet (str): The beginning of the body, secrets removed.
        path (str): The place in the JSON, like "result[0].failed"; "" for the whole body.
        attempts (int): How many requests were sent for this call.
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


class ResourceError(ModelArtsError, OSError):
    """The process could open no thread or no file, or has no more memory; the text says which.

    Calls work again once there are some.
    """


class ManifestError(ModelArtsError, ValueError):
    """A manifest, or a label file that it names, can't be read, or not be converted.

    Attributes:
        file (str | None): The file; None for lines that are in no file.
        line (int | None): The number of the line, from 1.
        field (str | None): The field, like "annotation[0].confidence"; None for the line as a whole.
        problem (str): What is wrong there.
    """

    file: str | None
    line: int | None
    field: str | None
    problem: str

    def __init__(
        self,
        message: str = "",
        *,
        file: str | None = None,
        line: int | None = None,
        field: str | None = None,
        problem: str | None = None,
    ) -> None:
        super().__init__(message)
        self.file = file
        self.line = line
        self.field = field
        self.problem = message if problem is None else problem


def manifest_error(file: str | None, line: int | None, field: str | None, problem: str) -> ManifestError:
    """Returns the exception for a field of a line of a manifest; its message names all three."""
    number = message_in(None, "line {number}", number=line) if line else ""
    places = joined(None, [excerpt(file or ""), number, excerpt(field or "")])
    return ManifestError(joined(None, [places, problem], ": "), file=file, line=line, field=field, problem=problem)


class TaskFailedError(ModelArtsError):
    """A task failed, or other work of the service: a change of a dataset, say; or it was stopped.

    Attributes:
        task (TaskStatus | Work): The last status of the task; `task.failures` lists what failed.
        error_code (str | None): The first error code in it.
        error_msg (str | None): The message of the service for that code.
        meaning (str | None): What the error code means; None for a code that is not documented.
        advice (str | None): What to do about it.
    """

    task: Any
    error_code: str | None
    error_msg: str | None
    meaning: str | None
    advice: str | None

    def __init__(self, message: str = "", *, task: Work | None = None) -> None:
        super().__init__(message)
        # None only if it was made again from its message.
        self.task = task
        self.error_code, self.error_msg = (None, None) if task is None else _reason(_first_failure(task))
        self.meaning, self.advice = _explained(self.error_code, task) or (None, None)


def _first_failure(task: Work) -> Mapping[str, Any]:
    failures = task.failures
    return failures[0] if failures else task


_PREFIX = "ModelArts."
_MIN_DIGITS = 4


def _reason(failed: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Returns error code and message; without a field for the code, it may be at the beginning of the message."""
    field = getattr(failed, "_reason_field", "error_msg")
    code, text = failed.get("error_code"), failed.get("error_msg") or failed.get(field)
    if not code and isinstance(text, str):
        code, text = _leading_code(text)
    if not code and field == "message":
        # The documents call it the state of the preprocessing of a version, which may be no error code.
        code = _leading_code(str(failed.get("code")))[0]
    return code, text


def _leading_code(text: str) -> tuple[str | None, str]:
    """Returns the error code that a text begins with, and the rest of the text."""
    stripped = text.strip()
    rest = stripped.removeprefix(_PREFIX) if stripped.startswith(_PREFIX) else ""
    digits = rest[: len(rest) - len(rest.lstrip("0123456789"))]
    if len(digits) < _MIN_DIGITS:
        return None, text
    return _PREFIX + digits, rest[len(digits) :].lstrip(" :,;-：，；")


def _explained(code: object, task: Work | None) -> tuple[str, str] | None:
    from modelarts._modelarts import explain

    return None if code is None else explain(str(code), None if task is None else task._language)


def task_failed(task: Work, target: Target, language: str | None) -> TaskFailedError:
    """Returns the exception for work that failed; its message begins with its name and shows the first failures."""
    head = target.failure(task, language)
    failures = task.failures or [task]
    shown = [text for entry in failures[:MAX_FAILURES] if (text := _failure(entry, task, language))]
    rest = len(failures) - MAX_FAILURES
    if rest > 0:
        shown.append(message_in(language, "and {count} more", count=rest))
    error = TaskFailedError(joined(language, [head, joined(language, shown, "; ")], ": "), task=task)
    error._summary = head
    return error


def _failure(failed: Mapping[str, Any], task: Work, language: str | None) -> str:
    code, text = _reason(failed)
    shown = joined(language, [excerpt(str(part)) for part in (code, text) if part], ": ")
    explained = _explained(code, task)
    space = "" if language == "zh" else " "
    meaning = f" [{space.join(part for part in explained if part)}]" if explained else ""
    return f"{shown}{meaning}"


class WaitTimeoutError(ModelArtsError, TimeoutError):
    """The timeout of a wait expired before the task was done; the task may still be running.

    Attributes:
        task_id (str): The id of the task, or of other work of the service.
        task (TaskStatus | Work | None): The last status seen, if any.
        elapsed (float): How long the wait took, in seconds.
    """

    task_id: str
    task: Any
    elapsed: float

    def __init__(
        self,
        message: str = "",
        *,
        task_id: str | None = None,
        task: Work | None = None,
        elapsed: float | None = None,
    ) -> None:
        super().__init__(message)
        # These two are None only if it was made again from its message.
        self.task_id = task_id  # type: ignore[assignment]
        self.elapsed = elapsed  # type: ignore[assignment]
        self.task = task


def wait_timeout(
    target: Target,
    task: Work | None,
    elapsed: float,
    failure: ModelArtsError | None = None,
    language: str | None = None,
) -> WaitTimeoutError:
    """Returns the exception for work that was not done when the timeout of its wait expired.

    `failure` is the error of the last poll that failed, which may have the pause that the service requested.
    """
    name, seconds = excerpt(target.name_in(language)), f"{elapsed:.1f}"
    if target.until == "gone":
        head = message_in(language, "{name} was not gone after {seconds} s", name=name, seconds=seconds)
    else:
        head = message_in(language, "{name} was not done after {seconds} s", name=name, seconds=seconds)
    if task is None:
        seen = message_in(language, "no poll succeeded, and it may still be running")
    else:
        status = excerpt(task._state_text())
        seen = message_in(language, "its last status was {status}, and it may still be running", status=status)
    last = "" if failure is None else message_in(language, "the last poll that failed: {error}", error=failure)
    text = joined(language, [head, seen, last], "; ")
    return WaitTimeoutError(text, task_id=target.ids[-1], task=task, elapsed=elapsed)


class TasksError(ModelArtsError):
    """Some tasks of a wait failed or could not be polled; the wait for the others went on to its end.

    Attributes:
        exceptions (tuple[ModelArtsError, ...]): An exception for each of these tasks, in their order.
        results (list[TaskStatus | Work | None]): The last status of each task of the wait, in their order; None
            for a task without one.
    """

    exceptions: tuple[ModelArtsError, ...]
    results: list[Any]

    def __init__(
        self,
        message: str = "",
        *,
        exceptions: Sequence[ModelArtsError] = (),
        results: Sequence[Work | None] = (),
    ) -> None:
        super().__init__(message)
        self.exceptions = tuple(exceptions)
        self.results = list(results)


class TasksTimeoutError(TasksError, TimeoutError):
    """The timeout of a wait expired before all of its tasks were done."""


def tasks_error(
    exceptions: Sequence[ModelArtsError], results: Sequence[Work | None], count: int, language: str | None
) -> TasksError:
    """Returns the exception for a wait of many tasks; its message shows the first exceptions."""
    timed_out = any(isinstance(error, WaitTimeoutError) for error in exceptions)
    shown = [str(error) for error in exceptions[:MAX_FAILURES]]
    rest = len(exceptions) - MAX_FAILURES
    if rest > 0:
        shown.append(message_in(language, "and {count} more", count=rest))
    failed = len(exceptions)
    head = message_in(language, "{failed} of {count} tasks did not succeed", failed=failed, count=count)
    text = joined(language, [head, joined(language, shown, "; ")], ": ")
    error = (TasksTimeoutError if timed_out else TasksError)(text, exceptions=exceptions, results=results)
    error._summary = head
    return error
