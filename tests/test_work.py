"""One status for all work, handles that name it, and waits for a mix of it."""

from __future__ import annotations

import asyncio
import copy
import pickle
import warnings
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from modelarts import (
    ApiException,
    AsyncDatasetApi,
    DatasetApi,
    InvalidParameterError,
    Poll,
    TaskFailedError,
    TasksError,
    TaskStatus,
    TasksTimeoutError,
)
from modelarts.client import Work, WorkState
from modelarts.errors import task_failed
from modelarts.responses.target import TASK, Target
from modelarts.unset import UNSET
from modelarts.v2 import AsyncDataManagement, DataManagement
from raw_server import RawServer, http, target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from modelarts.emulator import Emulator

QUICK = Poll(initial=0.001, maximum=0.01)
RUNNING = http('{"status": "RUNNING"}')


class Sync:
    """The waits of the sync class."""

    def __init__(self, client: Any) -> None:
        self.api = DataManagement(client)
        self.datasets = DatasetApi(client)

    def wait(self, *arguments: Any, **options: Any) -> Any:
        return self.api.wait(*arguments, **options)

    def as_completed(self, *arguments: Any, **options: Any) -> Any:
        return list(self.api.as_completed(*arguments, **options))

    def start(self, dataset_id: str) -> Any:
        return self.datasets.sync_dataset(dataset_id=dataset_id)


class Awaited:
    """The waits of the async class."""

    def __init__(self, client: Any) -> None:
        self.api = AsyncDataManagement(client)
        self.datasets = AsyncDatasetApi(client)

    def wait(self, *arguments: Any, **options: Any) -> Any:
        async def run() -> Any:
            return await self.api.wait(*arguments, **options)

        return asyncio.run(run())

    def as_completed(self, *arguments: Any, **options: Any) -> Any:
        async def run() -> Any:
            return [status async for status in self.api.as_completed(*arguments, **options)]

        return asyncio.run(run())

    def start(self, dataset_id: str) -> Any:
        async def run() -> Any:
            return await self.datasets.sync_dataset(dataset_id=dataset_id)

        return asyncio.run(run())


@pytest.fixture(params=[Sync, Awaited])
def waits(request: pytest.FixtureRequest, server: RawServer) -> Iterator[Any]:
    """The waits of each class, on a server that answers as a test says."""
    with server.create_client(poll=QUICK) as client:
        yield request.param(client)


STATES = {
    "PENDING": WorkState.QUEUED,
    "WAITING": WorkState.QUEUED,
    "RUNNING": WorkState.RUNNING,
    "STARTED": WorkState.RUNNING,
    "RETRY": WorkState.RUNNING,
    "SUCCESS": WorkState.SUCCEEDED,
    "FAILURE": WorkState.FAILED,
    "NEW": None,
    None: None,
}


@pytest.mark.parametrize(("status", "state"), STATES.items())
def test_the_status_of_a_task_has_a_state(status: str | None, state: WorkState | None) -> None:
    task = TaskStatus(status=status, result=[])
    assert isinstance(task, Work)
    assert task.state is state
    assert task.is_done is (state in {WorkState.SUCCEEDED, WorkState.FAILED})
    assert task.is_succeeded is (state is WorkState.SUCCEEDED)
    assert task.is_failed is (state is WorkState.FAILED)


def test_a_state_prints_as_the_text_that_it_is() -> None:
    assert [str(state) for state in WorkState] == ["QUEUED", "RUNNING", "SUCCEEDED", "FAILED", "STOPPED"]
    assert f"{WorkState.STOPPED:>8}" == " STOPPED"
    assert WorkState.STOPPED == "STOPPED"


class Job(Work):
    """A status that is a number."""

    __slots__ = ()

    _states: ClassVar = {1: WorkState.SUCCEEDED, 2: WorkState.FAILED, 3: WorkState.STOPPED}
    _state_field = "phase"


JOB = Target("jobs.get", (UNSET, "j"))


def test_what_was_stopped_has_ended_without_success() -> None:
    stopped = Job(phase=3)
    assert (stopped.is_done, stopped.is_succeeded, stopped.is_failed) == (True, False, True)
    assert JOB.is_failure(stopped)
    assert not Target("jobs.get", (UNSET, "j"), stopped=True).is_failure(stopped)
    assert Target("jobs.get", (UNSET, "j"), stopped=True).is_failure(Job(phase=2))


def test_the_failures_of_work_are_itself_with_its_error_code() -> None:
    assert Job(phase=1).failures == []
    failed = Job(phase=2, error_code="ModelArts.1674", error_msg="gone")
    assert failed.failures == [failed]
    error = task_failed(failed, JOB, "en")
    assert str(error) == f"jobs j failed: ModelArts.1674: gone [Dataset does not exist. {error.advice}]"
    assert (error.error_code, error.error_msg) == ("ModelArts.1674", "gone")
    assert (error.meaning, error.advice) == (
        "Dataset does not exist.",
        "Check the dataset_id: the id of the dataset, not its name.",
    )
    again = pickle.loads(pickle.dumps(error))
    assert (again.task, again.meaning, again.advice) == (failed, error.meaning, error.advice)
    assert str(task_failed(Job(phase=2, error_msg="why"), JOB, "en")) == "jobs j failed: why"
    assert str(task_failed(Job(phase=3), JOB, "en")) == "jobs j was stopped"
    assert task_failed(Job(phase=2, error_code="own.1"), JOB, "en").meaning is None


def test_started_responses_statuses_and_handles_are_waited_for_together(waits: Any, server: RawServer) -> None:
    server.script(http('{"task_id": "a"}'), RUNNING, http())
    started = waits.start("d")
    assert started.handle == "a"
    (status,) = waits.wait([started])
    assert status.handle == "a"
    before = len(server.requests)
    statuses = waits.wait(["c", started, "c", "b", started])
    assert [one.handle for one in statuses] == ["c", "a", "c", "b", "a"]
    assert all(one.state is WorkState.SUCCEEDED for one in statuses)
    polled = [target(request).rpartition("/")[2] for request in server.requests[before:]]
    assert sorted(polled) == ["a", "b", "c"]
    assert sorted(one.handle for one in waits.as_completed(["c", status, "c", "b"])) == ["a", "b", "c"]


def test_a_wait_for_nothing_returns_at_once(waits: Any, server: RawServer) -> None:
    assert (waits.wait([]), waits.as_completed([]), server.requests) == ([], [], [])


def test_a_copied_response_can_be_waited_for_by_another_client(waits: Any, server: RawServer) -> None:
    server.script(http('{"task_id": "a"}'), http())
    started = waits.start("d")
    for duplicate in (copy.copy(started), copy.deepcopy(started), pickle.loads(pickle.dumps(started))):
        (status,) = waits.wait([duplicate])
        assert status.task_id == "a"
        assert pickle.loads(pickle.dumps(status)).handle == "a"


def test_the_project_of_a_call_is_that_of_its_wait(server: RawServer) -> None:
    server.script(http('{"task_id": "a"}'), http())
    with server.create_client(poll=QUICK) as client:
        started = DatasetApi(client).sync_dataset("other", "d")
        DataManagement(client).wait([started, "b"])
    paths = sorted(target(request) for request in server.requests[1:])
    assert paths == ["/v1/cbfb9585c5854926a411a3f5a984fc09/datasets/task/b", "/v1/other/datasets/task/a"]


def test_what_is_no_work_is_refused_before_anything_is_sent(waits: Any, server: RawServer) -> None:
    with pytest.raises(InvalidParameterError) as caught:
        waits.wait(["a", 1, "no/such/handle", Job(phase=1)])
    assert [problem.partition(",")[0] for problem in caught.value.problems] == [
        "work[1]: is int",
        "work[2]: 'no/such/handle' is not a handle",
        "work[3]: is Job",
    ]
    for single in ("a", TaskStatus(status="RUNNING"), None):
        with pytest.raises(InvalidParameterError, match=r"^work: is \w+, expected a list"):
            waits.as_completed(single)
    with pytest.raises(InvalidParameterError, match=r"^timeout: "):
        waits.wait(["a"], timeout=0)
    assert server.requests == []


def test_a_project_that_is_invalid_is_one_problem_for_any_number_of_tasks(server: RawServer) -> None:
    with server.create_client() as client, pytest.raises(InvalidParameterError) as caught:
        DatasetApi(client).wait_for_tasks("a/b", [f"t{number}" for number in range(100)])
    assert [problem.partition(":")[0] for problem in caught.value.problems] == ["project_id"]


def test_a_call_that_failed_started_nothing(server: RawServer) -> None:
    server.script(http('{"error_code": "ModelArts.1642", "error_msg": "busy"}', 409))
    with server.create_client(raise_on_error=False) as client:
        started = DatasetApi(client).sync_dataset(dataset_id="d")
        assert started.handle is None
        with pytest.raises(ApiException, match=r"ModelArts\.1642"):
            DataManagement(client).wait(["a", started])
    assert len(server.requests) == 1


def test_what_failed_is_raised_after_the_rest_is_done(waits: Any, server: RawServer) -> None:
    failed = http('{"status": "FAILURE", "result": [{"error_code": "ModelArts.1674", "error_msg": "gone"}]}')
    server.script(failed)
    with pytest.raises(TasksError, match="1 of 1 tasks did not succeed: task a failed: ") as caught:
        waits.wait(["a"])
    (error,) = caught.value.exceptions
    assert isinstance(error, TaskFailedError)
    assert error.meaning == "Dataset does not exist."
    (status,) = waits.wait(["a"], raise_on_failure=False)
    assert status.is_failed
    assert waits.as_completed(["a"]) == [status]
    server.script(RUNNING)
    with pytest.raises(TasksTimeoutError, match="task a was not done after"):
        waits.as_completed(["a"], timeout="0.05s")


@pytest.mark.parametrize("end", ["", ":gone", ":stopped"])
def test_a_task_of_the_first_api_is_named_by_its_id_alone(end: str) -> None:
    named = Target.parse("t", UNSET)
    assert named == Target(TASK, (UNSET, "t"))
    assert named.handle == "t"
    assert Target.parse(f"no/such/handle{end}", UNSET) is None


def test_the_warning_about_an_undocumented_status_is_about_the_code_that_waits(server: RawServer) -> None:
    with server.create_client(poll=QUICK) as client:
        api, waits = DatasetApi(client), DataManagement(client)
        for wait in (
            lambda: api.wait_for_task(task_id="t"),
            lambda: list(api.as_completed(task_ids=["t"])),
            lambda: list(api.watch_task(task_id="t")),
            lambda: api.get_task_statuses(task_ids=["t"]),
            lambda: waits.wait(["t"]),
            lambda: list(waits.as_completed(["t"])),
        ):
            server.script(http('{"status": "NEW"}'), http())
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                wait()
            assert [warning.filename for warning in caught] == [__file__]


def test_waits_are_made_of_a_client_as_the_other_apis(emulator: Emulator) -> None:
    with emulator.create_client() as client:
        waits = DataManagement(client)
        assert type(copy.copy(waits)) is type(pickle.loads(pickle.dumps(waits))) is DataManagement
        with pytest.raises(TypeError, match="DataManagement takes the client"):
            DataManagement("client")  # type: ignore[arg-type]
