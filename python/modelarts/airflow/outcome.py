"""How a wait has ended, in a form that a trigger sends to Airflow, and the exceptions for it there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from airflow.sdk.exceptions import (
    AirflowException,
    AirflowFailException,
    AirflowSensorTimeout,
    AirflowTaskTimeout,
)

from modelarts.errors import (
    AuthenticationError,
    BadRequestError,
    ConfigError,
    InvalidParameterError,
    ModelArtsError,
    NotFoundError,
    PermissionDeniedError,
    TaskFailedError,
    TasksError,
    TasksTimeoutError,
    TlsError,
    WaitTimeoutError,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["airflow_exception", "failure_event", "is_refusal", "results_of", "success_event"]

_SUCCEEDED = "succeeded"
# The work failed: its error code, the meaning and the advice are in the message.
_FAILED = "failed"
_TIMED_OUT = "timed_out"
# Another attempt would fail as this one did: the connection, the credential, an id or another argument is wrong.
_REFUSED = "refused"
# Anything else, such as an outage of the service that lasted too long.
_ERROR = "error"
_REFUSALS = (
    AuthenticationError,
    BadRequestError,
    ConfigError,
    InvalidParameterError,
    NotFoundError,
    PermissionDeniedError,
    TlsError,
)


def is_refusal(error: ModelArtsError) -> bool:
    """Returns whether another attempt would fail in the same way.

    Args:
        error: The error of a call.
    """
    return isinstance(error, _REFUSALS)


def success_event(results: list[dict[str, Any]]) -> dict[str, Any]:
    """Returns the payload of a trigger whose work is done.

    Args:
        results: The last status of each.
    """
    return {"outcome": _SUCCEEDED, "results": results}


def failure_event(error: ModelArtsError) -> dict[str, Any]:
    """Returns the payload of a trigger whose wait failed.

    Args:
        error: What the wait raised.
    """
    return {"outcome": _outcome(error), "message": str(error)}


def _outcome(error: ModelArtsError) -> str:
    if isinstance(error, (WaitTimeoutError, TasksTimeoutError)):
        return _TIMED_OUT
    if isinstance(error, TasksError):
        outcomes = {_outcome(one) for one in error.exceptions}
        return next((one for one in (_REFUSED, _FAILED) if one in outcomes), _ERROR)
    if isinstance(error, TaskFailedError):
        return _FAILED
    return _REFUSED if is_refusal(error) else _ERROR


def results_of(event: Mapping[str, Any], *, is_sensor: bool) -> list[dict[str, Any]]:
    """Returns the last status of each, as the event of a trigger has them.

    Args:
        event: The payload of the trigger.
        is_sensor: Whether the task only waits.

    Raises:
        AirflowException: The work did not succeed; its kind is as `airflow_exception` says.
    """
    if event["outcome"] != _SUCCEEDED:
        raise airflow_exception(event, is_sensor=is_sensor)
    results: list[dict[str, Any]] = event["results"]
    return results


def airflow_exception(event: Mapping[str, Any], *, is_sensor: bool) -> BaseException:
    """Returns the exception that ends the Airflow task.

    A sensor that is tried again would fail in the same way, and a sensor that timed out has used its time, so Airflow
    does not retry them. An operator that is tried again starts new work.

    Args:
        event: The payload of a trigger whose work did not succeed.
        is_sensor: Whether the task only waits.

    Returns:
        The exception; its text is that of the error of the wait.
    """
    outcome = event["outcome"]
    kind: type[BaseException] = AirflowException
    if outcome == _REFUSED or (outcome == _FAILED and is_sensor):
        kind = AirflowFailException
    elif outcome == _TIMED_OUT:
        kind = AirflowSensorTimeout if is_sensor else AirflowTaskTimeout
    return kind(event.get("message", ""))
