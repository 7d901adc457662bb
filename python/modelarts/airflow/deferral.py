"""What the sensor and the operators share: deadlines, deferral to the trigger, and their errors."""

from __future__ import annotations

import time
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from modelarts.airflow.links import ConsoleLink
from modelarts.airflow.outcome import airflow_exception, failure_event
from modelarts.airflow.trigger import LAST_WAIT, TaskTrigger
from modelarts.errors import ModelArtsError
from modelarts.responses.target import TASK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from modelarts.airflow.hook import ModelArtsHook
    from modelarts.responses.target import Target

__all__ = ["airflow_errors", "dataset_of", "deadline_of", "defer", "push_link", "push_results", "time_left"]

# Airflow itself ends a deferral this many seconds after the deadline, in case that no triggerer runs. The trigger ends
# it before, with a message that has the last status.
_MARGIN = LAST_WAIT + 60.0

# The parts of a result that have keys of their own. Each one is a request to Airflow.
_KEYS = ("handle", "dataset_id", "version_id", "task_id")


@contextmanager
def airflow_errors(*, is_sensor: bool) -> Iterator[None]:
    """Raises errors of calls and waits as the exceptions that Airflow distinguishes.

    Args:
        is_sensor: Whether the task only waits.
    """
    try:
        yield
    except ModelArtsError as error:
        raise airflow_exception(failure_event(error), is_sensor=is_sensor) from error


def deadline_of(timeout: float | None, execution_timeout: timedelta | None, began: float | None = None) -> float | None:
    """Returns when a wait ends, in seconds since 1970; None for never.

    Args:
        timeout: The limit of the wait, in seconds.
        execution_timeout: The limit of the Airflow task, which Airflow does not apply to a deferred one.
        began: When the wait began; None for now.
    """
    limits = [timeout, None if execution_timeout is None else execution_timeout.total_seconds()]
    given = [limit for limit in limits if limit is not None]
    return (time.time() if began is None else began) + min(given) if given else None


def time_left(deadline: float | None) -> float | None:
    """Returns the seconds until a deadline, more than 0; None for no limit.

    Args:
        deadline: The deadline, as `deadline_of` returns it.
    """
    return None if deadline is None else max(deadline - time.time(), 0.001)


def defer(operator: Any, handles: list[str], deadline: float | None, kwargs: dict[str, Any] | None = None) -> None:
    """Defers an Airflow task until work is done; `execute_complete` gets the event.

    Args:
        operator: The sensor or the operator.
        handles: What to wait for.
        deadline: When the wait ends.
        kwargs: Further arguments of `execute_complete`.
    """
    trigger = TaskTrigger(
        operator.modelarts_conn_id,
        handles,
        project_id=operator.project_id or None,
        deadline=deadline,
        interval=operator.poll.maximum,
        outage=operator.poll.outage,
    )
    left = time_left(deadline)
    operator.defer(
        trigger=trigger,
        method_name="execute_complete",
        kwargs=kwargs,
        timeout=None if left is None else timedelta(seconds=left + _MARGIN),
    )


def push_link(context: Any, hook: ModelArtsHook, dataset_id: str | None) -> None:
    """Stores the address of the console for the link of the Airflow task.

    Args:
        context: The context of the task.
        hook: The hook.
        dataset_id: The dataset; None if there is none.
    """
    # Also if it is empty: Airflow logs an error for a key that is missing.
    context["ti"].xcom_push(key=ConsoleLink.key, value=hook.console_url(dataset_id))


def push_results(context: Any, value: Mapping[str, Any]) -> None:
    """Stores what other tasks need under keys of their own, so that `create.output["dataset_id"]` finds it.

    Args:
        context: The context of the task.
        value: The result of the task.
    """
    for key in _KEYS:
        if value.get(key) is not None:
            context["ti"].xcom_push(key=key, value=value[key])


def dataset_of(found: list[Target]) -> str | None:
    """Returns the dataset that work belongs to; None if its handle doesn't name one.

    Args:
        found: What is waited for.
    """
    first = found[0]
    is_of_dataset = first.operation != TASK and not first.operation.startswith("processing")
    return first.ids[0] if is_of_dataset else None
