"""The bases of the operators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from airflow.sdk import BaseOperator
from airflow.sdk.configuration import conf

from modelarts.airflow.connection import DEFAULT_CONNECTION
from modelarts.airflow.deferral import airflow_errors, deadline_of, defer, push_link, push_results, time_left
from modelarts.airflow.hook import ModelArtsHook
from modelarts.airflow.links import ConsoleLink
from modelarts.airflow.outcome import results_of
from modelarts.airflow.work import plain, poll_schedule, targets, wait
from modelarts.duration import seconds
from modelarts.errors import InvalidParameterError
from modelarts.language import joined, message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import timedelta


__all__ = ["ModelArtsOperator", "StartingOperator"]


class ModelArtsOperator(BaseOperator):
    """Makes one call.

    Args:
        modelarts_conn_id: The id of the Airflow connection.
        project_id: The project; None for that of the connection.
        api: "v2" for data management, "v1" for the dataset API.
        options: Further arguments of the call by name; a template.
        **kwargs: The arguments of `BaseOperator`.

    Raises:
        InvalidParameterError: `api` is neither, or v1 has no such call.
    """

    template_fields: ClassVar[Sequence[str]] = ("modelarts_conn_id", "project_id", "options")
    template_fields_renderers: ClassVar[dict[str, str]] = {"options": "json"}
    operator_extra_links = (ConsoleLink(),)
    ui_color = "#fff3e0"
    # Whether v1 has no such call.
    only_v2: ClassVar[bool] = False

    # Operators on a dataset set it.
    dataset_id: Any = None

    def __init__(
        self,
        *,
        modelarts_conn_id: str = DEFAULT_CONNECTION,
        project_id: str | None = None,
        api: Literal["v1", "v2"] = "v2",
        options: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        if api not in ("v1", "v2"):
            raise InvalidParameterError(
                message('api: is {value}, expected "v1" or "v2"', value=repr(api)), parameter="api"
            )
        if api == "v1" and self.only_v2:
            name = type(self).__name__
            raise InvalidParameterError(
                message("api: the dataset API (v1) has no call for {name}; leave api out", name=name), parameter="api"
            )
        self.modelarts_conn_id = modelarts_conn_id
        self.project_id = project_id
        self.api = api
        self.options = dict(options or {})

    @property
    def project(self) -> dict[str, Any]:
        """The argument of a call that names the project, if there is one."""
        return {"project_id": self.project_id} if self.project_id else {}

    def start(self, hook: ModelArtsHook) -> Any:
        """Makes the call.

        Args:
            hook: The hook.

        Returns:
            The response.
        """
        raise NotImplementedError

    def refuse_options(self) -> None:
        """Raises if there are options, which the call of v1 does not take.

        Raises:
            InvalidParameterError: There are some.
        """
        if self.options:
            raise InvalidParameterError(
                message("options: the call of v1 takes none, remove {names}", names=joined(None, self.options)),
                parameter="options",
            )

    def execute(self, context: Any) -> Any:
        """Makes the call.

        Args:
            context: The context of the Airflow task.

        Returns:
            The response.
        """
        with airflow_errors(is_sensor=False):
            return plain(self._call(context, ModelArtsHook(self.modelarts_conn_id)))

    def _call(self, context: Any, hook: ModelArtsHook) -> Any:
        push_link(context, hook, self.dataset_id)
        try:
            return self.start(hook)
        except TypeError as error:
            # An unknown option; the text names it.
            raise InvalidParameterError(str(error), parameter="options") from error


class StartingOperator(ModelArtsOperator):
    """Makes a call that starts work, and waits for it.

    Args:
        wait_for_completion: Whether to wait; without it the result has the `handle` that `TaskSensor` takes.
        deferrable: Whether a trigger waits, and not the worker; by default as `[operators] default_deferrable` says.
        timeout: The limit of the wait: seconds, a `timedelta`, or text such as "2h"; None for no limit but
            `execution_timeout`.
        poke_interval: The longest pause between two polls, as `timeout`.
        outage: For how long the service may be out during the wait, as `timeout`.
        **kwargs: The arguments of `ModelArtsOperator`.

    Raises:
        InvalidParameterError: An argument is not valid.
    """

    def __init__(
        self,
        *,
        wait_for_completion: bool = True,
        deferrable: bool | None = None,
        timeout: float | str | timedelta | None = None,
        poke_interval: float | str | timedelta = 20.0,
        outage: float | str | timedelta = 300.0,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.wait_for_completion = wait_for_completion
        default = conf.getboolean("operators", "default_deferrable", fallback=False)
        self.deferrable = default if deferrable is None else deferrable
        self.timeout = None if timeout is None else seconds("timeout", timeout)
        self.poll = poll_schedule(poke_interval, outage)

    def execute(self, context: Any) -> Any:
        """Makes the call, and waits for what it has started.

        Args:
            context: The context of the Airflow task.

        Returns:
            The response with `handle`; after a wait also the last status, with `state`.
        """
        with airflow_errors(is_sensor=False):
            hook = ModelArtsHook(self.modelarts_conn_id)
            response = self._call(context, hook)
            started = {**plain(response), "handle": response.handle}
            self.log.info("started %s", started["handle"])
            push_results(context, started)
            if not self.wait_for_completion:
                return started
            response._required_target()
            deadline = deadline_of(self.timeout, self.execution_timeout)
            if self.deferrable:
                defer(self, [started["handle"]], deadline, {"started": started})
            found = targets([started["handle"]], self.project_id)
            (status,) = wait(hook.client, found, time_left(deadline), self.poll)
        return self._result(context, started, status)

    def execute_complete(self, context: Any, event: Mapping[str, Any], started: dict[str, Any]) -> Any:
        """Ends the Airflow task as the trigger says.

        Args:
            context: The context of the Airflow task.
            event: The payload of the trigger.
            started: The response of the call.

        Returns:
            As `execute`.
        """
        (status,) = results_of(event, is_sensor=False)
        return self._result(context, started, status)

    @staticmethod
    def _result(context: Any, started: dict[str, Any], status: dict[str, Any]) -> dict[str, Any]:
        push_results(context, {key: value for key, value in status.items() if value != started.get(key)})
        return {**started, **status}
