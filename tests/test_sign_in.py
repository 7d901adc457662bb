"""One sign-in for all that wait for it; one that fails is an error for all of them, and is not repeated by each."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from typing import TYPE_CHECKING, Callable

import pytest

from modelarts import AuthenticationError, ModelArtsError, Poll, RequestTimeoutError, ServerError, TasksError
from modelarts.client import ApiClient, AsyncDatasetApi, DatasetApi
from raw_server import PROJECT_ID, SECRET, TOKEN, RawServer, http, later
from time_limits import LIMIT

if TYPE_CHECKING:
    import socket

    from raw_server import Step

MANY = 8
Ask = Callable[[ApiClient], "list[ModelArtsError | None]"]


def issued(conn: socket.socket, _request: bytes) -> None:
    """Issues a token, a while later, so that others come to wait for it."""
    now = datetime.now(timezone.utc)
    times = {"issued_at": now.isoformat(), "expires_at": (now + timedelta(days=1)).isoformat()}
    body = json.dumps({"token": {**times, "project": {"id": PROJECT_ID}}})
    time.sleep(0.1)
    conn.sendall(http(body, 201, f"X-Subject-Token: {TOKEN}-{time.monotonic_ns()}"))


def in_threads(client: ApiClient) -> list[ModelArtsError | None]:
    """What each of many calls in threads ended with; None for an answer."""
    start = threading.Barrier(MANY)

    def call(_: int) -> ModelArtsError | None:
        start.wait(LIMIT)
        try:
            DatasetApi(client).get_task_status(task_id="t")
        except ModelArtsError as error:
            return error
        return None

    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(call, range(MANY)))


def in_tasks(client: ApiClient) -> list[ModelArtsError | None]:
    """What each of many coroutines ended with; None for an answer."""

    async def call() -> ModelArtsError | None:
        try:
            await AsyncDatasetApi(client).get_task_status(task_id="t")
        except ModelArtsError as error:
            return error
        return None

    async def main() -> list[ModelArtsError | None]:
        return list(await asyncio.gather(*(call() for _ in range(MANY))))

    return asyncio.run(main())


both_apis = pytest.mark.parametrize("ask", [in_threads, in_tasks], ids=["threads", "tasks"])


@pytest.fixture
def iam() -> RawServer:
    return RawServer(issued)


@both_apis
def test_all_waiting_calls_share_one_token_and_one_renewal(ask: Ask, iam: RawServer, server: RawServer) -> None:
    refusal = http(b'{"error_code": "ModelArts.0203", "error_msg": "not valid"}', 401)
    server.script(*[http()] * MANY, *[later(0.1, refusal)] * MANY, http())
    with server.create_client(username="u", password=SECRET, iam_endpoint=iam.url) as client:
        for tokens in (1, 2):
            assert ask(client) == [None] * MANY
            assert len(iam.requests) == tokens


@both_apis
def test_a_rejected_password_is_sent_once_and_is_an_error_for_all(ask: Ask, iam: RawServer, server: RawServer) -> None:
    iam.script(later(0.1, http(b'{"error": {"code": 401, "message": "wrong", "title": "Unauthorized"}}', 401)))
    began = time.monotonic()
    with server.create_client(username="u", password=SECRET, iam_endpoint=iam.url) as client:
        errors = ask(client) + ask(client)
    assert time.monotonic() - began < LIMIT
    assert {type(error) for error in errors} == {AuthenticationError}
    assert len({str(error) for error in errors}) == 1
    assert len(iam.requests) == 1
    assert server.requests == []


@both_apis
def test_an_iam_that_fails_is_tried_again_by_one_for_all(ask: Ask, iam: RawServer, server: RawServer) -> None:
    iam.script(later(0.1, http(b"{}", 503)))
    with server.create_client(username="u", password=SECRET, iam_endpoint=iam.url, max_retries=2) as client:
        errors = ask(client)
    assert {type(error) for error in errors} == {ServerError}
    assert len(iam.requests) == 3
    assert server.requests == []


@both_apis
def test_an_iam_that_is_silent_costs_each_no_more_than_its_own_time(
    ask: Ask, iam: RawServer, server: RawServer
) -> None:
    iam.script(iam.silence)
    began = time.monotonic()
    with server.create_client(username="u", password=SECRET, iam_endpoint=iam.url, timeout=0.5) as client:
        errors = ask(client)
    assert time.monotonic() - began < LIMIT
    assert {type(error) for error in errors} == {RequestTimeoutError}
    assert server.requests == []


@both_apis
def test_a_wrong_clock_is_corrected_for_all_calls(ask: Ask, server: RawServer) -> None:
    """Though the code doesn't say what it is: the first to correct the clock leaves the others' wrong."""
    refusal = b'{"error_code": "APIG.0301", "error_msg": "incorrect IAM authentication information"}'
    hour_ahead = format_datetime(datetime.now(timezone.utc) + timedelta(hours=1), usegmt=True)
    all_sent = threading.Event()

    def refused(at: int) -> Step:
        def step(conn: socket.socket, _request: bytes) -> None:
            if at == MANY - 1:
                all_sent.set()
            assert all_sent.wait(LIMIT)
            time.sleep(0.02 * at)
            conn.sendall(http(refusal, 401, f"Date: {hour_ahead}"))

        return step

    server.script(*[refused(at) for at in range(MANY)], http())
    with server.create_client(access_key="FAKE", secret_key=SECRET, max_retries=0) as client:
        assert ask(client) == [None] * MANY
    assert len(server.requests) == 2 * MANY


@pytest.mark.parametrize("project", [PROJECT_ID, None], ids=["named", "of the token"])
def test_a_wait_outlasts_an_iam_that_fails_at_first(project: str | None, iam: RawServer, server: RawServer) -> None:
    iam.script(http(b"{}", 503), issued)
    done = http(b'{"status": "SUCCESS", "result": []}')
    server.script(done, done)
    settings = {"username": "u", "password": SECRET, "iam_endpoint": iam.url, "project_id": project, "max_retries": 0}
    with server.create_client(**settings) as client:
        poll = Poll(initial=0.05, jitter=False)
        statuses = DatasetApi(client).wait_for_tasks(task_ids=["a", "b"], poll=poll)
    assert [status["status"] for status in statuses] == ["SUCCESS", "SUCCESS"]
    assert len(iam.requests) == 2


def test_a_wait_without_any_project_is_an_error_for_each_task(server: RawServer) -> None:
    with server.create_client(project_id=None) as client, pytest.raises(TasksError) as raised:
        DatasetApi(client).wait_for_tasks(task_ids=["a", "b"])
    assert [str(error).split(";")[0] for error in raised.value.exceptions] == [
        "project_id: is missing, and neither the client nor its credential has a project"
    ] * 2
    assert server.requests == []


@pytest.mark.parametrize("project", [PROJECT_ID, None], ids=["named", "of the token"])
def test_a_rejected_password_is_sent_once_in_a_wait_for_many(
    project: str | None, iam: RawServer, server: RawServer
) -> None:
    iam.script(http(b'{"error": {"code": 401, "message": "wrong", "title": "Unauthorized"}}', 401))
    began = time.monotonic()
    # The first polls of so many tasks are spread over the first pause.
    poll = Poll(initial=3 * LIMIT, maximum=3 * LIMIT)
    with (
        server.create_client(username="u", password=SECRET, iam_endpoint=iam.url, project_id=project) as client,
        pytest.raises(TasksError) as raised,
    ):
        DatasetApi(client).wait_for_tasks(task_ids=[f"t{number}" for number in range(300)], poll=poll)
    assert time.monotonic() - began < LIMIT
    assert [type(error) for error in raised.value.exceptions] == [AuthenticationError] * 300
    assert len(iam.requests) == 1
