"""The trigger: waits on the event loop of the triggerer for one task or for many."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

from airflow.triggers.base import BaseTrigger, TriggerEvent

from modelarts.airflow.outcome import failure_event, success_event
from modelarts.airflow.shared_client import shared_client
from modelarts.airflow.work import poll_schedule, targets, wait_async
from modelarts.errors import ModelArtsError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

__all__ = ["LAST_WAIT", "TaskTrigger"]

# A wait whose deadline passed while no triggerer ran still polls, for this many seconds.
LAST_WAIT = 5.0
# If a trigger fires before the worker that deferred the task has ended, the scheduler handles the task as killed: it
# finds it queued again when the executor reports its end. So no trigger fires in its first seconds.
_EARLIEST_EVENT = 10.0


class TaskTrigger(BaseTrigger):
    """Waits for work until its deadline.

    Its state, which Airflow stores, has no secret. A triggerer that is started again goes on with what is left until
    the deadline.

    Args:
        modelarts_conn_id: The id of the Airflow connection.
        handles: What to wait for.
        project_id: The project; None for that of the connection.
        deadline: When the wait ends, in seconds since 1970; None for no limit.
        interval: The longest pause between two polls, in seconds.
        outage: For how many seconds the service may be out.
    """

    def __init__(
        self,
        modelarts_conn_id: str,
        handles: Sequence[str],
        *,
        project_id: str | None = None,
        deadline: float | None = None,
        interval: float = 20.0,
        outage: float = 300.0,
    ) -> None:
        super().__init__()
        self.modelarts_conn_id = modelarts_conn_id
        self.handles = list(handles)
        self.project_id = project_id
        self.deadline = deadline
        self.interval = interval
        self.outage = outage

    def serialize(self) -> tuple[str, dict[str, Any]]:
        """Returns the class and the arguments that make this trigger again."""
        arguments = {
            "modelarts_conn_id": self.modelarts_conn_id,
            "handles": self.handles,
            "project_id": self.project_id,
            "deadline": self.deadline,
            "interval": self.interval,
            "outage": self.outage,
        }
        return "modelarts.airflow.trigger.TaskTrigger", arguments

    async def run(self) -> AsyncIterator[TriggerEvent]:
        """Waits, and yields one event that says how the work ended. A cancelled wait sends nothing more."""
        began = time.monotonic()
        try:
            async with shared_client(self.modelarts_conn_id) as client:
                found = targets(self.handles, self.project_id)
                poll = poll_schedule(self.interval, self.outage)
                results = await wait_async(client, found, self._left(), poll)
            event = success_event(results)
        except ModelArtsError as error:
            event = failure_event(error)
        await asyncio.sleep(max(0.0, began + _EARLIEST_EVENT - time.monotonic()))
        yield TriggerEvent(event)

    def _left(self) -> float | None:
        if self.deadline is None:
            return None
        left = self.deadline - time.time()
        return left if left > 0 else LAST_WAIT
