"""What tests make the emulator do: tasks and scripts, faults and quirks, the clock."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Literal

    from modelarts._modelarts import Emulator as _Core
else:
    from modelarts._deferred import Literal, Mapping, Sequence

__all__ = ["EmulatorControl"]


class EmulatorControl:
    """The methods of `Emulator` by which tests control it."""

    _core: _Core

    def add_task(
        self,
        task_id: str,
        states: Sequence[str | tuple[str, int]] | None = None,
        *,
        script: Sequence[tuple[float, str]] | None = None,
        result: object = None,
        error: tuple[str, str] | None = None,
        allow_unknown_states: bool = False,
    ) -> None:
        """Adds a task.

        Without `states` and `script` it goes through PENDING, STARTED and RUNNING to SUCCESS, each
        state lasting `pace` seconds.

        Args:
            task_id: its id.
            states: a state for each poll; `("RUNNING", 3)` lasts three polls. The last one stays.
            script: when each state begins, in seconds from now: `[(0, "RUNNING"), (5.0, "FAILURE")]`.
            result: the `result` of the task once it has succeeded; None is the empty list.
            error: code and message in `failed` once the task has failed.
            allow_unknown_states: whether states that are not documented are accepted.

        Raises:
            ValueError: there is already such a task, its script is not valid, one of its states is not
                documented, or `result` is not JSON.
            RuntimeError: the emulator is closed.
        """
        polls = None if states is None else [(state, 1) if isinstance(state, str) else state for state in states]
        self._core.add_task(task_id, polls, script, result, error, allow_unknown_states)

    def fault(
        self,
        *,
        kind: Literal["status", "delay", "reset", "truncate", "retry", "failure"] | None = None,
        operation: str | None = None,
        match: str | None = None,
        nth: int | None = None,
        probability: float = 1.0,
        status: int | None = None,
        headers: Mapping[str, str] | None = None,
        body: str | None = None,
        code: str | None = None,
        delay: float | None = None,
        error: tuple[str, str] | None = None,
    ) -> None:
        """Adds a rule by which requests fail from now on, until `reset`.

        Rules are tried in the order in which they were added; the first that fires wins, and the
        others still count and draw. A request that failed is in `requests` with its status.

        Args:
            kind: what goes wrong. It may be left out if `status`, `code`, `delay` or `error` is there.

                - "status": the response is sent at once, before authentication; the operation
                  does not run.
                - "delay": the operation runs, and its response is delayed.
                - "reset": the operation runs, and the connection is reset halfway through the body
                  of its response.
                - "truncate": the same, but the connection is closed in good order.
                - "retry": the task that an operation starts goes through PENDING, STARTED, RUNNING,
                  RETRY and RUNNING to SUCCESS.
                - "failure": the operation succeeds, and the work that it starts fails with `error`.
                  Nothing is done; `code` may be there instead of `error`.
            operation: the only operation that fails: the documented name of version 1, like
                "get_task_status", namespace and method of version 2, like "imports.create", or for
                IAM "create_token" or "list_projects". None is any request.
            match: an id, or other text, that must be a whole segment of the path. None is any path.
            nth: only the nth matching request, counted from 1 from now. None is every request.
            probability: the probability of the fault, from 0 to 1. The emulator's seed decides
                which requests fail.
            status: the HTTP status, from 200 to 599.
            headers: headers that are added to the usual ones or replace them, like
                `{"Retry-After": "1"}`.
            body: the body of the response. None is the usual body of the status; below 400 it is
                empty.
            code: a documented error code, like "ModelArts.4343", whose HTTP status and message apply.
                Where the documentation has no status, it is the one that HTTP has for the case.
            delay: how many seconds the response is delayed, by the machine's clock.
            error: code and message of work that fails, like `("ModelArts.4342", "…")`.

        Raises:
            ValueError: arguments are missing, contradict each other or are out of range; the text
                says which, and what to write.
            RuntimeError: the emulator is closed.
        """
        self._core.fault(
            {
                "kind": kind,
                "operation": operation,
                "matches": match,
                "nth": nth,
                "probability": probability,
                "status": status,
                "headers": None if headers is None else list(headers.items()),
                "body": body,
                "code": code,
                "delay": delay,
                "error": error,
            }
        )

    def script(
        self,
        operation: Literal["auto_labelling.create", "processing.create", "processing.create_version"],
        states: Sequence[int | tuple[int, int]] | None = None,
        *,
        script: Sequence[tuple[float, int]] | None = None,
        result: Mapping[str, object] | None = None,
        error: tuple[str, str] | None = None,
    ) -> None:
        """Sets how the next task of an operation goes on whose work the emulator does not do.

        No model and no algorithm runs: without a script a task goes through its documented states,
        `pace` seconds each, succeeds and has found nothing. Scripts of one operation are used in the
        order in which they were added, one for each task.

        Args:
            operation: what starts the task.
            states: a documented state for each poll; `(1, 3)` lasts three polls. The last one stays.
            script: when each state begins, in seconds from the start: `[(0, 0), (5.0, 3)]`.
            result: what the task has found once it has succeeded. Of auto-labelling `samples` is a
                list of dicts of `sample_id` or `sample_name` and `labels`, which become labels that a
                person has to confirm; of processing `results` is the list of results, and counts
                such as `origin_sample_count` are shown with the version.
            error: code and message once the task has failed. Without states the task fails.

        Raises:
            ValueError: there is no such operation, or an argument is not valid.
            RuntimeError: the emulator is closed.
        """
        polls = None if states is None else [(state, 1) if isinstance(state, int) else state for state in states]
        self._core.script(
            operation,
            None if polls is None else [(str(state), count) for state, count in polls],
            None if script is None else [(begin, str(state)) for begin, state in script],
            None if result is None else dict(result),
            error,
        )

    def set_quirks(
        self, *, record_offset: bool = False, busy_as_501: bool = False, error_in_body: bool = False
    ) -> None:
        """Switches on deviations of data management from its documentation, and the others off.

        Args:
            record_offset: `offset` counts records and not pages.
            busy_as_501: calls that have to wait for other work are refused with 501, not with 400.
            error_in_body: calls whose documented response has `error_code` are refused inside a
                success, with `"success": false`.

        Raises:
            RuntimeError: the emulator is closed.
        """
        self._core.set_quirks(record_offset=record_offset, busy_as_501=busy_as_501, error_in_body=error_in_body)

    def skew_clock(self, seconds: float) -> None:
        """Sets the error of the service's clock.

        It applies to the `Date` of responses, the time window of 15 minutes for signatures and the
        dates of tokens, but not to tasks. A second call replaces the first; `reset` removes it.

        Args:
            seconds: the error; negative for a clock that is slow.

        Raises:
            ValueError: `seconds` is not finite.
        """
        self._core.skew_clock(seconds)

    def advance(self, seconds: float) -> None:
        """Moves the clock forward; returns when the work that is due by then is done.

        Args:
            seconds: by how much.

        Raises:
            ValueError: `seconds` is negative or not a number.
        """
        self._core.advance(seconds)

    def expire_tokens(self) -> None:
        """Expires every token issued so far."""
        self._core.expire_tokens()

    def reset(self) -> None:
        """Removes datasets, tasks, requests and faults, expires tokens, and corrects the clock."""
        self._core.reset()
