"""The sensor: waits for dataset tasks of v1, and for anything that a call of v2 starts."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar

from airflow.sdk import BaseSensorOperator, PokeReturnValue
from airflow.sdk.exceptions import AirflowException, AirflowSkipException

from modelarts.airflow.connection import DEFAULT_CONNECTION
from modelarts.airflow.deferral import (
    airflow_errors,
    dataset_of,
    deadline_of,
    defer,
    push_link,
    push_results,
    time_left,
)
from modelarts.airflow.hook import ModelArtsHook
from modelarts.airflow.links import ConsoleLink
from modelarts.airflow.outcome import results_of
from modelarts.airflow.work import handles_of, poll_once, poll_once_with_retries, poll_schedule, targets, wait
from modelarts.duration import seconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import timedelta

    from modelarts.responses.target import Target

__all__ = ["TaskSensor"]

_INTERVAL = 20.0
# Airflow may handle a task that is started again sooner as killed; its documentation recommends a minute.
_RESCHEDULE_INTERVAL = 60.0


class TaskSensor(BaseSensorOperator):
    """Waits until work is done; fails if some of it fails.

    It is deferrable: one poll at the beginning, then a trigger waits. With `mode="poke"` it waits in the worker, with
    `mode="reschedule"` Airflow starts it again for each poll.

    Args:
        work: What to wait for: a handle, such as the id of a task of v1 or "imports/DATASET_ID/TASK_ID"; the result
            of an operator of this package; or a list of these. It is a template.
        modelarts_conn_id: The id of the Airflow connection.
        project_id: The project; None for that of the connection.
        poke_interval: The longest pause between two polls: seconds, a `timedelta`, or text such as "30s"; None for 20
            seconds, or for a minute with `mode="reschedule"`.
        outage: For how long the service may be out: seconds, a `timedelta`, or text such as "10m".
        deferrable: Whether a trigger waits; by default unless `mode` is passed.
        **kwargs: The arguments of `BaseSensorOperator`, such as `timeout` and `soft_fail`.

    Raises:
        InvalidParameterError: An argument is not a duration.
    """

    template_fields: ClassVar[Sequence[str]] = ("work", "project_id", "modelarts_conn_id")
    operator_extra_links = (ConsoleLink(),)
    ui_color = "#fbe9e7"

    def __init__(
        self,
        *,
        work: object,
        modelarts_conn_id: str = DEFAULT_CONNECTION,
        project_id: str | None = None,
        poke_interval: float | str | timedelta | None = None,
        outage: float | str | timedelta = 300.0,
        deferrable: bool | None = None,
        **kwargs: Any,
    ) -> None:
        if poke_interval is None:
            poke_interval = _RESCHEDULE_INTERVAL if kwargs.get("mode") == "reschedule" else _INTERVAL
        poll = poll_schedule(poke_interval, outage)
        super().__init__(poke_interval=seconds("poke_interval", poke_interval), **kwargs)
        self.poll = poll
        self.work = work
        self.modelarts_conn_id = modelarts_conn_id
        self.project_id = project_id
        self.deferrable = "mode" not in kwargs if deferrable is None else deferrable

    def execute(self, context: Any) -> Any:
        """Waits, or defers the wait to a trigger.

        Args:
            context: The context of the Airflow task.

        Returns:
            The last status of the work, with `handle` and `state`; of a list a list.
        """
        with self._skipped_if_soft(), airflow_errors(is_sensor=True):
            hook = ModelArtsHook(self.modelarts_conn_id)
            found = targets(handles_of(self.work), self.project_id)
            push_link(context, hook, dataset_of(found))
            deadline = deadline_of(self.timeout, self.execution_timeout)
            if self.deferrable:
                results = poll_once(hook.client, found)
                if results is not None:
                    return self._value(context, results)
                defer(self, [target.handle for target in found], deadline)
            if not self.reschedule or _needs_one_wait(found):
                return self._value(context, wait(hook.client, found, time_left(deadline), self.poll))
        return super().execute(context)

    def poke(self, context: Any) -> PokeReturnValue:
        """Polls once, for `mode="reschedule"`; while the service is out, for up to `outage`.

        Args:
            context: The context of the Airflow task.

        Returns:
            Whether the work is done, and its last status.
        """
        with airflow_errors(is_sensor=True):
            client = ModelArtsHook(self.modelarts_conn_id).client
            found = targets(handles_of(self.work), self.project_id)
            first = context["ti"].get_first_reschedule_date(context)
            began = None if first is None else first.timestamp()
            left = time_left(deadline_of(self.timeout, self.execution_timeout, began))
            results = poll_once_with_retries(client, found, left, self.poll)
        if results is None:
            return PokeReturnValue(is_done=False)
        return PokeReturnValue(is_done=True, xcom_value=self._value(context, results))

    def execute_complete(self, context: Any, event: Mapping[str, Any]) -> Any:
        """Ends the Airflow task as the trigger says.

        Args:
            context: The context of the Airflow task.
            event: The payload of the trigger.

        Returns:
            As `execute`.
        """
        return self._value(context, results_of(event, is_sensor=True))

    def _value(self, context: Any, results: list[dict[str, Any]]) -> Any:
        if not isinstance(self.work, (str, Mapping)):
            return results
        push_results(context, results[0])
        return results[0]

    @contextmanager
    def _skipped_if_soft(self) -> Iterator[None]:
        """Skips the Airflow task in place of failing it, as `BaseSensorOperator` does in its own methods."""
        try:
            yield
        except AirflowException as error:
            if not (self.soft_fail or self.never_fail) or isinstance(error, AirflowSkipException):
                raise
            raise AirflowSkipException(str(error)) from error


def _needs_one_wait(found: list[Target]) -> bool:
    """Returns whether one poll can't tell that the work failed: its state is the same before and after it."""
    return any(target.until == "gone" or target.equal is not None for target in found)
