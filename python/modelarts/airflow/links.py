"""The link from an Airflow task to the console of ModelArts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from airflow.sdk import BaseOperatorLink
from airflow.sdk.execution_time.xcom import XCom

if TYPE_CHECKING:
    from airflow.sdk.types import TaskInstanceKey

__all__ = ["ConsoleLink"]


class ConsoleLink(BaseOperatorLink):
    """Links to the console, if the connection or the cloud has its address."""

    name = "ModelArts console"
    key = "modelarts_console"

    def get_link(self, operator: Any, *, ti_key: TaskInstanceKey) -> str:  # noqa: ARG002 Airflow passes it
        """Returns the address that the task has stored.

        Args:
            operator: The operator.
            ti_key: The task.

        Returns:
            The address; "" if there is none.
        """
        return XCom.get_value(key=self.key, ti_key=ti_key) or ""
