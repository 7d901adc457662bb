"""Waits for work of every kind of the data management API, alone and in a mix with tasks of the dataset API."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import json
import os
import pickle
import sys
import threading
import urllib.parse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelarts import (
    InvalidParameterError,
    ModelArtsError,
    NotFoundError,
    Poll,
    TaskFailedError,
    TasksError,
    WaitTimeoutError,
)
from modelarts.cli import main
from modelarts.responses.started import Started
from modelarts.responses.target import Target
from modelarts.unset import UNSET
from modelarts.v2 import AsyncDataManagement, DataManagement, WorkState
from modelarts.v2.resource import Resource
from modelarts.v2.responses import Dataset, ImportTask, Version
from modelarts.wait.pollers import Pollers
from raw_server import PROJECT_ID, RawServer, http, target

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator

QUICK = Poll(initial=0.001, maximum=0.01)
ROOT = f"/v2/{PROJECT_ID}"
D, T, V = "gfghHSokody6AJigS5A", "2Ce6AJigS5AgfghHSok", "54IXbeJhfttGpL46lbv"


SOURCES = {"data_sources": [{"data_type": 0, "data_path": "/bucket1/cats/"}], "work_path": "/bucket1/out/"}


class Service:
    """A step of a `RawServer` that answers by verb and path: each request for one by its next answer.

    An answer is a body, or a status and a body; the last one is for all further requests.
    """

    def __init__(self, answers: dict[str, list[Any]]) -> None:
        self.requests: list[str] = []
        self._answers = {key: list(listed) for key, listed in answers.items()}
        self._lock = threading.Lock()

    def __call__(self, conn: socket.socket, request: bytes) -> None:
        verb = request.split(b" ", 1)[0].decode()
        key = f"{verb} {target(request).removeprefix(ROOT)}"
        with self._lock:
            self.requests.append(key)
            answers = self._answers.get(key, [MISSING])
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
        status, body = answer if isinstance(answer, tuple) else (200, answer)
        conn.sendall(http(json.dumps(body), status))


MISSING = (404, {"error_code": "ModelArts.4612", "error_msg": "no such task"})
NO_DATASET = (400, {"error_code": "ModelArts.4352", "error_msg": "no such dataset"})
NO_VERSION = (400, {"error_code": "ModelArts.4353", "error_msg": "no such version"})

DATASET, IMPORT, VERSION = (
    f"GET /datasets/{D}",
    f"GET /datasets/{D}/import-tasks/{T}",
    f"GET /datasets/{D}/versions/{V}",
)
SCRIPT: dict[str, list[Any]] = {
    "POST /datasets": [(201, {"dataset_id": D, "import_task_id": T})],
    f"PUT /datasets/{D}": [{"dataset_id": D}],
    f"DELETE /datasets/{D}": [(204, {})],
    DATASET: [{"dataset_id": D, "status": state, "current_version_id": V} for state in (0, 8, 1)],
    f"POST /datasets/{D}/import-tasks": [{"task_id": T}],
    IMPORT: [{"task_id": T, "status": state} for state in ("QUEUING", "RUNNING", "COMPLETED")],
    f"POST /datasets/{D}/export-tasks": [{"task_id": T, "status": "INIT"}],
    f"GET /datasets/{D}/export-tasks/{T}": [{"task_id": T, "status": state} for state in ("RUNNING", "SUCCESSED")],
    f"POST /datasets/{D}/versions": [(201, {"version_id": V})],
    f"DELETE /datasets/{D}/versions/{V}": [(204, {})],
    VERSION: [{"version_id": V, "status": state} for state in (0, 1)],
    f"POST /datasets/{D}/sync-data": [{}],
    f"GET /datasets/{D}/sync-data/status": [{"status": state} for state in ("STARTING", "COMPLETED")],
    f"POST /datasets/{D}/tasks": [{"task_id": T}],
    f"POST /datasets/{D}/tasks/{T}/stop": [{}],
    f"GET /datasets/{D}/tasks/{T}": [{"task_id": T, "status": state} for state in (-1, 1, 4, 5)],
    "POST /processor-tasks": [(201, {"task_id": T})],
    f"GET /processor-tasks/{T}": [{"task_id": T, "status": state} for state in (0, 1, 2)],
    f"POST /processor-tasks/{T}/versions": [(201, {"version_id": V})],
    f"POST /processor-tasks/{T}/versions/{V}/stop": [{}],
    f"GET /processor-tasks/{T}/versions/{V}": [{"version_id": V, "status": state} for state in (1, 4)],
}


def scripted(server: RawServer, **answers: list[Any]) -> Service:
    """Has a server answer as `SCRIPT` says, except for some calls: DATASET, IMPORT, VERSION, or others."""
    named = {"DATASET": DATASET, "IMPORT": IMPORT, "VERSION": VERSION}
    service = Service({**SCRIPT, **{named.get(name, name): listed for name, listed in answers.items()}})
    server.script(service)
    return service


@pytest.fixture
def data(server: RawServer) -> Iterator[DataManagement]:
    """The API on a server that answers as a test says."""
    with server.create_client(poll=QUICK, validate=False) as client:
        yield DataManagement(client)


@pytest.fixture
def asynchronous_data(data: DataManagement) -> AsyncDataManagement:
    """The same as coroutines."""
    return AsyncDataManagement(data._client)


# What is called, with which arguments; the handle of what it starts, and what its wait returns.
CALLS: dict[str, tuple[tuple[Any, ...], dict[str, Any], str, Any]] = {
    "datasets.create": ((), {"dataset_name": "cats", "dataset_type": 0, **SOURCES}, f"datasets/{D}", 1),
    "datasets.update": ((D,), {"current_version_id": V}, f"datasets/{D}:current_version_id={V}", 1),
    "imports.create": ((D,), {"import_path": "obs://bucket1/more/"}, f"imports/{D}/{T}", "COMPLETED"),
    "exports.create": ((D,), {"path": "/bucket1/export/"}, f"exports/{D}/{T}", "SUCCESSED"),
    "versions.create": ((D,), {}, f"versions/{D}/{V}", 1),
    "syncs.create": ((D,), {}, f"syncs/{D}", "COMPLETED"),
    "auto_labelling.create": ((D,), {"task_type": "auto-label"}, f"auto_labelling/{D}/{T}", 3),
    "auto_labelling.stop": ((D, T), {}, f"auto_labelling/{D}/{T}:stopped", 5),
    "processing.create": ((), {"name": "p", "template": {"id": "t"}}, f"processing/{T}", 2),
    "processing.create_version": ((T,), {"name": "p"}, f"processing/{T}/{V}", 2),
    "processing.stop_version": ((T, V), {}, f"processing/{T}/{V}:stopped", 4),
}
# What is polled answers differently after these, as their work is to be stopped after others.
ANSWERS: dict[str, dict[str, list[Any]]] = {
    "auto_labelling.create": {
        f"GET /datasets/{D}/tasks/{T}": [{"task_id": T, "status": state} for state in (-1, 0, 1, 3)]
    },
    "processing.create_version": {
        f"GET /processor-tasks/{T}/versions/{V}": [{"version_id": V, "status": state} for state in (0, 1, 2)]
    },
}


def called(data: Any, call: str) -> Any:
    """Makes one of the calls that start work."""
    resource, _, method = call.partition(".")
    positional, by_keyword, _, _ = CALLS[call]
    return getattr(getattr(data, resource), method)(*positional, **by_keyword)


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])
def test_what_starts_work_waits_for_it(
    call: str, asynchronous: bool, data: DataManagement, asynchronous_data: AsyncDataManagement, server: RawServer
) -> None:
    service = scripted(server, **ANSWERS.get(call, {}))
    _, _, handle, last = CALLS[call]
    if asynchronous:

        async def run() -> Any:
            started = await called(asynchronous_data, call)
            assert started.handle == handle
            return await started.wait(timeout="10s")

        status = asyncio.run(run())
    else:
        started = called(data, call)
        assert started.handle == handle
        status = started.wait(timeout="10s")
    assert (status["status"], status.is_done) == (last, True)
    assert status.handle == handle.partition(":")[0]
    assert len(service.requests) >= 3
    assert len(set(service.requests)) == 2


def test_all_that_starts_work_is_waited_for_in_a_test(data: DataManagement) -> None:
    resources = {name: found for name, found in vars(data).items() if isinstance(found, Resource)}
    starting = {
        f"{name}.{method}"
        for name, resource in resources.items()
        for method, function in vars(type(resource)).items()
        if inspect.isfunction(function) and is_started(get_type_hints(function)["return"])
    }
    assert starting == {*CALLS, "datasets.delete", "versions.delete"}


def is_started(response: Any) -> bool:
    origin = get_origin(response)
    return isinstance(origin, type) and issubclass(origin, Started)


NO_ID = {
    "datasets.create": "dataset_id",
    "imports.create": "task_id",
    "exports.create": "task_id",
    "versions.create": "version_id",
    "auto_labelling.create": "task_id",
    "processing.create": "task_id",
    "processing.create_version": "version_id",
}


@pytest.mark.parametrize("body", ["{}", "null_id", "empty_id"])
@pytest.mark.parametrize("call", NO_ID)
def test_a_response_without_the_id_of_what_it_started_says_so(
    call: str, body: str, data: DataManagement, asynchronous_data: AsyncDataManagement, server: RawServer
) -> None:
    field = NO_ID[call]
    server.script(http(json.dumps({"{}": {}, "null_id": {field: None}, "empty_id": {field: ""}}[body])))
    expected = f"the response has no `{field}`, so there is nothing to wait for"
    started = called(data, call)
    assert started.handle is None
    for one in (started, pickle.loads(pickle.dumps(started))):
        with pytest.raises(ModelArtsError, match=f"^{expected}$"):
            one.wait()
    with pytest.raises(InvalidParameterError, match=rf"^work\[1\]: {expected}$"):
        data.wait([f"datasets/{D}", started])

    async def run() -> None:
        await (await called(asynchronous_data, call)).wait()

    with pytest.raises(ModelArtsError, match=f"^{expected}$"):
        asyncio.run(run())
    assert len(server.requests) == 2


@pytest.mark.parametrize("task_id", ["a:gone", "a:stopped", "a:status=1", ":", "a:b", "x=y", "t:"])
def test_a_handle_names_its_id_whatever_is_in_it(task_id: str, data: DataManagement, server: RawServer) -> None:
    server.script(http(json.dumps({"task_id": task_id})), http(json.dumps({"task_id": task_id, "status": "COMPLETED"})))
    started = data.imports.create(D, import_path="obs://bucket1/more/")
    assert started.handle is not None
    (status,) = data.wait([started.handle])
    (again,) = data.wait([status.handle])
    assert (status["task_id"], again["task_id"]) == (task_id, task_id)
    paths = [target(request).removeprefix(ROOT) for request in server.requests]
    assert urllib.parse.unquote(paths[1]) == urllib.parse.unquote(paths[2]) == f"/datasets/{D}/import-tasks/{task_id}"


@given(
    operation=st.sampled_from(["imports.get", "datasets.get", "processing.get", "get_task_status"]),
    ids=st.lists(st.text(min_size=1), min_size=2, max_size=2),
    end=st.sampled_from([{}, {"until": "gone"}, {"stopped": True}]),
    text=st.none() | st.text(min_size=1),
)
def test_every_target_is_what_its_handle_says(operation: str, ids: list[str], end: Any, text: str | None) -> None:
    count = 2 if operation == "imports.get" else 1
    ending = {} if operation == "get_task_status" else end if text is None else {"equal": ("current_version_id", text)}
    named = Target(operation, (UNSET, *ids[:count]), **ending)
    assert Target.parse(named.handle, UNSET) == named


def test_an_id_that_no_path_can_have_is_refused_as_such(data: DataManagement, server: RawServer) -> None:
    server.script(http(json.dumps({"task_id": "a/b"})))
    started = data.imports.create(D, import_path="obs://bucket1/more/")
    for wait in (started.wait, lambda: data.wait([started.handle or ""])):
        with pytest.raises(InvalidParameterError, match="task_id: \"a/b\" contains '/', which no id has"):
            wait()
    assert len(server.requests) == 1


@pytest.mark.parametrize("refusal", [MISSING, NO_DATASET, NO_VERSION])
@pytest.mark.parametrize(
    ("before", "last"),
    [([], None), ([{"dataset_id": D, "dataset_name": "cats", "status": 1}], 1), ([{"status": 4}, {"status": 2}], 2)],
    ids=["at once", "ready", "broken"],
)
def test_a_deletion_is_waited_for_until_what_is_deleted_is_not_found(
    refusal: Any, before: list[Any], last: int | None, data: DataManagement, server: RawServer
) -> None:
    scripted(server, DATASET=[*before, refusal])
    seen: list[Any] = []
    started = data.datasets.delete(D)
    assert started.handle == f"datasets/{D}:gone"
    dataset = started.wait(on_update=seen.append)
    assert isinstance(dataset, Dataset)
    assert (dataset.dataset_id, dataset.get("status")) == (D if last in (None, 1) else None, last)
    assert (dataset.state, dataset.is_succeeded, dataset.handle) == (WorkState.SUCCEEDED, True, f"datasets/{D}")
    assert seen[-1] is dataset
    assert [one.get("status") for one in seen[:-1]] == [one["status"] for one in before]
    # What the callback got before is not changed afterwards.
    assert not any(one.state is WorkState.SUCCEEDED for one in seen[:-1] if one["status"] != 1)
    (again,) = data.wait([pickle.loads(pickle.dumps(started))])
    assert again == {"dataset_id": D}
    assert pickle.loads(pickle.dumps(again)).is_succeeded


@pytest.mark.parametrize(
    ("status", "code"),
    [(404, "APIG.0101"), (404, "APIGW.0101"), (400, "ModelArts.4311"), (400, "ModelArts.4345")],
    ids=["API", "API of an older gateway", "bucket", "file"],
)
def test_that_something_else_is_not_found_is_no_deletion(
    status: int, code: str, data: DataManagement, server: RawServer
) -> None:
    scripted(server, DATASET=[{"status": 1}, (status, {"error_code": code, "error_msg": "does not exist"})])
    with pytest.raises(NotFoundError) as caught:
        data.datasets.delete(D).wait()
    assert caught.value.error_code == code


def test_a_service_may_answer_that_a_dataset_is_deleted(data: DataManagement, server: RawServer) -> None:
    scripted(server, DATASET=[{"status": 1}, {"status": 3}])
    assert data.datasets.delete(D).wait()["status"] == 3


def test_a_deletion_that_fails_is_raised(data: DataManagement, server: RawServer) -> None:
    scripted(server, DATASET=[{"status": 2}, {"status": 4}])
    with pytest.raises(TaskFailedError, match=f"^dataset {D} was not deleted: its status is 4$") as caught:
        data.datasets.delete(D).wait()
    assert (caught.value.task["status"], caught.value.error_code, caught.value.meaning) == (4, None, None)


def test_a_deletion_after_which_all_is_as_before_is_raised(data: DataManagement, server: RawServer) -> None:
    scripted(server, VERSION=[{"version_id": V, "status": status} for status in (2, 1)])
    with pytest.raises(TaskFailedError, match=f"^version {V} was not deleted: its status is 1$"):
        data.versions.delete(D, V).wait(timeout="10s")
    seen: list[Any] = []
    scripted(server, VERSION=[{"version_id": V, "status": status} for status in (1, 2, 1)])
    version = data.versions.delete(D, V).wait("10s", on_update=seen.append, raise_on_failure=False)
    assert (version.state, version.is_failed, version.is_done, seen[-1]) == (WorkState.FAILED, True, True, version)
    assert [one.state for one in seen] == [WorkState.SUCCEEDED, WorkState.RUNNING, WorkState.FAILED]
    assert pickle.loads(pickle.dumps(version)).is_failed


def switched(*states: tuple[int, str]) -> list[Any]:
    """The answers for a dataset, of a status and a version each."""
    return [{"dataset_id": D, "status": status, "current_version_id": version} for status, version in states]


def test_a_switch_that_the_service_reports_late_is_waited_for(data: DataManagement, server: RawServer) -> None:
    scripted(server, DATASET=switched((1, "old"), (1, "old"), (7, "old"), (1, V)))
    started = data.datasets.update(D, current_version_id=V)
    assert started.handle == f"datasets/{D}:current_version_id={V}"
    assert started.wait(timeout="10s")["current_version_id"] == V
    scripted(server, DATASET=switched((1, "old"), (1, V)))
    assert data.wait([started.handle], timeout="10s")[0]["current_version_id"] == V


@pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])
def test_a_switch_after_which_the_version_is_another_is_raised(
    data: DataManagement, asynchronous_data: AsyncDataManagement, server: RawServer, asynchronous: bool
) -> None:
    scripted(server, DATASET=switched((7, "old"), (1, "old")))

    async def run() -> Any:
        return await (await asynchronous_data.datasets.update(D, current_version_id=V)).wait(timeout="10s")

    match = f"^dataset {D} was not changed: its current_version_id is 'old', not '{V}'$"
    with pytest.raises(TaskFailedError, match=match) as caught:
        asyncio.run(run()) if asynchronous else data.datasets.update(D, current_version_id=V).wait(timeout="10s")
    assert caught.value.task.state is WorkState.FAILED


def test_a_deletion_that_takes_too_long_times_out(data: DataManagement, server: RawServer) -> None:
    scripted(server, VERSION=[{"version_id": V, "status": 2}])
    match = rf"version {V} was not gone after .* its last status was RUNNING, and it may still be running"
    with pytest.raises(WaitTimeoutError, match=match) as caught:
        data.versions.delete(D, V).wait(timeout=1)
    assert caught.value.task_id == V
    assert isinstance(caught.value.task, Version)


def test_what_is_not_found_has_not_succeeded(data: DataManagement, server: RawServer) -> None:
    scripted(server, DATASET=[NO_DATASET], IMPORT=[MISSING])
    with pytest.raises(NotFoundError, match=r"datasets\.get failed: ModelArts\.4352"):
        data.datasets.update(D, description="d").wait()
    with pytest.raises(TasksError) as caught:
        data.wait([f"imports/{D}/{T}", f"datasets/{D}"])
    assert [type(error) for error in caught.value.exceptions] == [NotFoundError, NotFoundError]


def test_work_that_was_stopped_has_failed_unless_it_was_to_be_stopped(data: DataManagement, server: RawServer) -> None:
    handle = f"processing/{T}/{V}"
    scripted(server)
    with pytest.raises(TasksError, match=f"processing task {V} was stopped"):
        data.wait([handle])
    (status,) = data.wait([f"{handle}:stopped"])
    assert status.state is WorkState.STOPPED


def mixed(data: DataManagement) -> list[Any]:
    """Returns started responses, a status and handles; what the import polls is in it twice."""
    started = [called(data, call) for call in CALLS if call not in {"datasets.update", *ANSWERS}]
    return [*started, data.versions.get(D, V), f"imports/{D}/{T}", "t1", "t2"]


def test_any_mix_of_work_is_waited_for_with_one_poller(
    data: DataManagement, server: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = {
        f"GET /v1/{PROJECT_ID}/datasets/task/{name}": [{"status": "RUNNING"}, {"status": "SUCCESS"}]
        for name in ("t1", "t2")
    }
    service = scripted(server, **tasks)
    work = mixed(data)
    before = len(service.requests)
    polled: list[int] = []
    start = Pollers._start_poller

    def counted(self: Pollers, caller: str, wait: Any, options: Any) -> Any:
        polled.append(len(wait.polled))
        return start(self, caller, wait, options)

    monkeypatch.setattr(Pollers, "_start_poller", counted)
    statuses = data.wait(work, timeout="20s", poll=Poll(initial=0.2, maximum=0.2, jitter=False))
    handles = [one if isinstance(one, str) else one.handle.partition(":")[0] for one in work]
    assert [status.handle for status in statuses] == handles
    assert all(status.is_done for status in statuses)
    # One poller has all targets, and asks for each of them once before it asks for any a second time.
    requests = service.requests[before:]
    assert polled == [len(set(requests))]
    assert len(set(requests[: polled[0]])) == polled[0]
    # It asks for each as often as its state changes, and for nothing twice although it was passed twice.
    states = {key: len(answers) for key, answers in {**SCRIPT, **tasks}.items()}
    # Its first state was returned before the wait.
    states[VERSION] -= 1
    assert Counter(requests) == {key: states[key] for key in set(requests)}


def test_a_mix_is_yielded_as_it_is_done(
    data: DataManagement, asynchronous_data: AsyncDataManagement, server: RawServer
) -> None:
    answers: dict[str, list[Any]] = {
        "IMPORT": [{"task_id": T, "status": state} for state in ("RUNNING", "RUNNING", "RUNNING", "COMPLETED")],
        "DATASET": [{"status": 1}],
        "VERSION": [{"status": 2}, {"status": 2}, NO_VERSION],
    }
    work = [f"imports/{D}/{T}", f"versions/{D}/{V}:gone", f"datasets/{D}"]
    expected = [f"datasets/{D}", f"versions/{D}/{V}", f"imports/{D}/{T}"]
    steady = Poll(initial=0.05, maximum=0.05, jitter=False)
    scripted(server, **answers)
    assert [status.handle for status in data.as_completed(work, poll=steady)] == expected

    async def run() -> list[Any]:
        return [status.handle async for status in asynchronous_data.as_completed(work, poll=steady)]

    scripted(server, **answers)
    assert asyncio.run(run()) == expected


def test_a_cancelled_wait_for_a_mix_sends_nothing_more(
    asynchronous_data: AsyncDataManagement, server: RawServer
) -> None:
    service = scripted(server, DATASET=[{"status": 0}], IMPORT=[{"status": "RUNNING"}])

    async def run() -> None:
        waiting = asyncio.ensure_future(asynchronous_data.wait([f"datasets/{D}", f"imports/{D}/{T}"]))
        while len(service.requests) < 10:
            await asyncio.sleep(0.005)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        await asyncio.sleep(0.05)
        sent = len(service.requests)
        await asyncio.sleep(0.1)
        assert len(service.requests) == sent

    asyncio.run(run())


def test_an_outage_in_a_mix_is_waited_through(data: DataManagement, server: RawServer) -> None:
    down = (503, {"error_code": "ModelArts.0010", "error_msg": "down"})
    scripted(server, DATASET=[down, down, {"status": 1}], VERSION=[{"status": 2}, down, down, NO_VERSION])
    client = data._client.with_options(max_retries=0)
    statuses = DataManagement(client).wait([f"datasets/{D}", f"versions/{D}/{V}:gone"])
    assert [status.is_succeeded for status in statuses] == [True, True]
    assert statuses[1]["status"] == 2


def test_a_failure_in_a_mix_is_raised_after_the_rest_is_done(data: DataManagement, server: RawServer) -> None:
    failed = {"task_id": T, "status": "FAILED", "error_code": "ModelArts.4312", "error_msg": "no folder"}
    scripted(server, IMPORT=[failed], DATASET=[{"status": 0}, {"status": 1}])
    work = [f"imports/{D}/{T}", f"datasets/{D}"]
    with pytest.raises(TasksError) as caught:
        data.wait(work)
    (error,) = caught.value.exceptions
    assert isinstance(error, TaskFailedError)
    assert str(error).startswith(f"import task {T} failed: ModelArts.4312: no folder [The OBS path doesn't exist.")
    assert (error.error_code, error.error_msg) == ("ModelArts.4312", "no folder")
    assert error.meaning == "The OBS path doesn't exist."
    task, dataset = caught.value.results
    assert isinstance(task, ImportTask)
    assert (task.state, dataset.state) == (WorkState.FAILED, WorkState.SUCCEEDED)
    assert [status.state for status in data.wait(work, raise_on_failure=False)] == [task.state, dataset.state]


def test_a_version_that_fails_says_why(data: DataManagement, server: RawServer) -> None:
    failed = {"version_id": V, "status": 4, "code": "ModelArts.4711", "message": "too few samples"}
    scripted(server, VERSION=[failed])
    with pytest.raises(TaskFailedError) as caught:
        data.versions.create(D).wait()
    assert str(caught.value).startswith(f"version {V} failed: ModelArts.4711: too few samples [")
    assert (caught.value.error_code, caught.value.error_msg) == ("ModelArts.4711", "too few samples")
    assert caught.value.meaning
    # Without a code of its own, the message may begin with one.
    del failed["code"]
    scripted(server, VERSION=[{**failed, "message": "ModelArts.4711: too few: 1"}])
    with pytest.raises(TaskFailedError) as caught:
        data.versions.create(D).wait()
    assert (caught.value.error_code, caught.value.error_msg) == ("ModelArts.4711", "too few: 1")
    assert caught.value.meaning
    # The documents call it the state of the preprocessing, which may be no error code.
    scripted(server, VERSION=[{**failed, "code": "7"}])
    with pytest.raises(TaskFailedError, match=f"^version {V} failed: too few samples$") as caught:
        data.versions.create(D).wait()
    assert (caught.value.error_code, caught.value.error_msg) == (None, "too few samples")


def test_a_processing_task_that_fails_says_why(data: DataManagement, server: RawServer) -> None:
    answer = {"task_id": T, "status": 3, "error_msg": "ModelArts.4614 bad algorithm"}
    scripted(server, **{f"GET /processor-tasks/{T}": [answer]})
    with pytest.raises(TaskFailedError, match=f"^processing task {T} failed: ModelArts.4614: bad algorithm") as caught:
        called(data, "processing.create").wait()
    assert (caught.value.error_code, caught.value.error_msg) == ("ModelArts.4614", "bad algorithm")
    scripted(server, **{f"GET /processor-tasks/{T}": [{**answer, "error_msg": "ModelArts.12 is no code"}]})
    with pytest.raises(TaskFailedError, match=f"^processing task {T} failed: ModelArts.12 is no code$") as caught:
        called(data, "processing.create").wait()
    assert caught.value.error_code is None


def test_a_dataset_that_fails_says_where_the_reason_is(data: DataManagement, server: RawServer) -> None:
    scripted(server, DATASET=[{"dataset_id": D, "status": 4}])
    with pytest.raises(TaskFailedError, match=rf"^dataset {D} failed; imports\.list\('{D}'\) may say why$"):
        called(data, "datasets.create").wait()


def test_an_undocumented_status_is_waited_through_with_one_warning(data: DataManagement, server: RawServer) -> None:
    scripted(server, DATASET=[{"status": 99}, {"status": 98}, {"status": 1}])
    with pytest.warns(UserWarning, match=f"dataset {D} has an undocumented status, 99; the wait goes on") as warned:
        assert data.datasets.update(D).wait().is_succeeded
    assert (len(warned), warned[0].filename) == (1, __file__)


def test_a_notebook_shows_the_state_of_work(data: DataManagement, server: RawServer) -> None:
    answers = [{"task_id": T, "status": "RUNNING"}, {"task_id": T, "status": "FAILED", "error_code": "ModelArts.4312"}]
    scripted(server, IMPORT=answers, DATASET=[{"dataset_id": D, "status": 1, "feature_supports": ["0"]}])
    running, failed = data.imports.get(D, T)._repr_html_(), data.imports.get(D, T)._repr_html_()
    assert f"RUNNING</span> <code>imports/{D}/{T}</code></p><table>" in running
    assert "FAILED</span>" in failed
    for text in ("ModelArts.4312", "The OBS path doesn&#x27;t exist."):
        assert f">{text}</td>" in failed
    statuses = data.wait([f"datasets/{D}"])
    assert "SUCCEEDED</span>" in statuses[0]._repr_html_()
    assert statuses.to_pandas().loc[0, ["handle", "state", "status"]].tolist() == [f"datasets/{D}", "SUCCEEDED", 1]
    gone = data.wait([f"versions/x/{V}:gone"])
    assert "GONE</span>" in gone[0]._repr_html_()
    assert f">versions/x/{V}</td>" in gone._repr_html_()


@pytest.mark.parametrize("handle", [handle for _, _, handle, _ in CALLS.values()] + [f"datasets/{D}:gone"])
def test_a_handle_names_what_it_was_made_of(handle: str) -> None:
    parsed = Target.parse(handle, UNSET)
    assert parsed is not None
    assert parsed.handle == handle
    assert Target.parse(handle, "p") == parsed._replace(arguments=("p", *parsed.ids))


@pytest.mark.parametrize(
    "handle", ["imports/d", "imports/d/t/x", "import/d/t", "imports//t", "samples/d/s", "/", "a/b:c"]
)
def test_what_is_no_handle_is_refused_with_the_forms_of_handles(handle: str, data: DataManagement) -> None:
    with pytest.raises(InvalidParameterError) as caught:
        data.wait([handle])
    assert "imports/DATASET_ID/TASK_ID or " in str(caught.value)
    assert "exports/DATASET_ID or" not in str(caught.value)


def test_the_forms_of_handles_are_said_once(data: DataManagement) -> None:
    with pytest.raises(InvalidParameterError) as caught:
        data.wait(["a/b", "c/d", 3])  # type: ignore[list-item] # it is what is tested
    text = str(caught.value)
    assert text.startswith("work[0]: 'a/b' is not a handle; work[1]: 'c/d' is not a handle; work[2]: is int, expected")
    assert text.count("imports/DATASET_ID/TASK_ID") == 1
    assert len(caught.value.problems) == 3


def test_an_import_that_does_not_exist_is_called_so(data: DataManagement, server: RawServer) -> None:
    scripted(server, IMPORT=[{"task_id": T, "status": "NOT_EXIST"}])
    with pytest.raises(TasksError, match=f"import task {T} does not exist$"):
        data.wait([f"imports/{D}/{T}"])


def test_ids_in_a_handle_are_checked(data: DataManagement, server: RawServer) -> None:
    with pytest.raises(InvalidParameterError, match="task_id"):
        data.wait([f"imports/{D}/.."])
    assert server.requests == []


def test_the_command_takes_handles(
    server: RawServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("modelarts.cli.task.create_client_from", lambda _: server.create_client())
    scripted(server)
    fast = ("--interval", "0.01")
    assert main(["task", "wait", *fast, f"imports/{D}/{T}", f"datasets/{D}"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert [line.split() for line in out[1:]] == [[f"imports/{D}/{T}", "COMPLETED"], [f"datasets/{D}", "SUCCEEDED"]]
    assert main(["task", "get", "--output", "json", f"processing/{T}/{V}"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row == {"handle": f"processing/{T}/{V}", "state": "RUNNING", "version_id": V, "status": 1}
    assert main(["task", "wait", *fast, f"processing/{T}/{V}"]) == 5
    assert main(["task", "wait", *fast, f"processing/{T}/{V}:stopped"]) == 0
    capsys.readouterr()
    scripted(server, VERSION=[{"status": 2}, NO_VERSION])
    assert main(["task", "watch", *fast, f"versions/{D}/{V}:gone"]) == 0
    assert capsys.readouterr().out.splitlines() == [f"versions/{D}/{V}  RUNNING", f"versions/{D}/{V}  GONE"]
    assert main(["task", "wait", "imports/x"]) == 2


@pytest.mark.skipif(sys.platform != "linux", reason="threads are counted in /proc")
@pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])
def test_a_large_mix_takes_one_poller_and_no_request_too_many(
    asynchronous: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(Path(__file__).parent.parent / "benches")
    figures = importlib.import_module("mixed_waits").measure(250, asynchronous=asynchronous)
    assert (figures.targets, figures.requests) == (1000, 2000)
    # A coroutine's wait is driven by the threads of the process's runtime.
    assert figures.threads == 1 or asynchronous
    assert figures.threads <= 1 + (os.cpu_count() or 1)
    assert figures.peak < 100
