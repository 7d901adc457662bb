from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Literal, overload

from modelarts._modelarts import Poll
from modelarts.errors import ModelArtsError
from modelarts.responses import ResponseList, TaskStatus
from modelarts.unset import Unset
from modelarts.wait.loop import WithPollLoop

__all__ = ["TaskWaits"]

class TaskWaits(WithPollLoop):
    @overload
    def wait_for_task(
        self,
        project_id: str | Unset,
        task_id: str,
        timeout: float | str | timedelta | None = None,
        poll: Poll | None = None,
        on_update: Callable[[TaskStatus], object] | None = None,
        progress: bool | Literal["auto"] = "auto",
        raise_on_failure: bool = True,
    ) -> TaskStatus: ...
    @overload
    def wait_for_task(
        self,
        *,
        task_id: str,
        project_id: str | Unset = ...,
        timeout: float | str | timedelta | None = None,
        poll: Poll | None = None,
        on_update: Callable[[TaskStatus], object] | None = None,
        progress: bool | Literal["auto"] = "auto",
        raise_on_failure: bool = True,
    ) -> TaskStatus: ...
    @overload
    def wait_for_tasks(
        self,
        project_id: str | Unset,
        task_ids: Iterable[str],
        timeout: float | str | timedelta | None = None,
        poll: Poll | None = None,
        on_update: Callable[[TaskStatus], object] | None = None,
        progress: bool | Literal["auto"] = "auto",
        raise_on_failure: bool = True,
    ) -> ResponseList[TaskStatus]: ...
    @overload
    def wait_for_tasks(
        self,
        *,
        task_ids: Iterable[str],
        project_id: str | Unset = ...,
        timeout: float | str | timedelta | None = None,
        poll: Poll | None = None,
        on_update: Callable[[TaskStatus], object] | None = None,
        progress: bool | Literal["auto"] = "auto",
        raise_on_failure: bool = True,
    ) -> ResponseList[TaskStatus]: ...
    @overload
    def as_completed(
        self,
        project_id: str | Unset,
        task_ids: Iterable[str],
        timeout: float | str | timedelta | None = None,
        poll: Poll | None = None,
        progress: bool | Literal["auto"] = False,
    ) -> Iterator[TaskStatus]: ...
    @overload
    def as_completed(
        self,
        *,
        task_ids: Iterable[str],
        project_id: str | Unset = ...,
        timeout: float | str | timedelta | None = None,
        poll: Poll | None = None,
        progress: bool | Literal["auto"] = False,
    ) -> Iterator[TaskStatus]: ...
    @overload
    def watch_task(
        self,
        project_id: str | Unset,
        task_id: str,
        timeout: float | str | timedelta | None = None,
        poll: Poll | None = None,
    ) -> Iterator[TaskStatus]: ...
    @overload
    def watch_task(
        self,
        *,
        task_id: str,
        project_id: str | Unset = ...,
        timeout: float | str | timedelta | None = None,
        poll: Poll | None = None,
    ) -> Iterator[TaskStatus]: ...
    @overload
    def get_task_statuses(
        self,
        project_id: str | Unset,
        task_ids: Iterable[str],
        concurrency: int = ...,
        return_exceptions: Literal[False] = False,
        *,
        timeout: float | str | timedelta | Unset | None = ...,
    ) -> ResponseList[TaskStatus]: ...
    @overload
    def get_task_statuses(
        self,
        *,
        task_ids: Iterable[str],
        project_id: str | Unset = ...,
        concurrency: int = ...,
        return_exceptions: Literal[False] = False,
        timeout: float | str | timedelta | Unset | None = ...,
    ) -> ResponseList[TaskStatus]: ...
    @overload
    def get_task_statuses(
        self,
        project_id: str | Unset,
        task_ids: Iterable[str],
        concurrency: int = ...,
        *,
        return_exceptions: Literal[True],
        timeout: float | str | timedelta | Unset | None = ...,
    ) -> list[TaskStatus | ModelArtsError]: ...
    @overload
    def get_task_statuses(
        self,
        *,
        task_ids: Iterable[str],
        project_id: str | Unset = ...,
        concurrency: int = ...,
        return_exceptions: Literal[True],
        timeout: float | str | timedelta | Unset | None = ...,
    ) -> list[TaskStatus | ModelArtsError]: ...
