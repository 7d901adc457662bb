"""A token is renewed for all while its first caller does something else; every call ends in its own time."""

from __future__ import annotations

import asyncio
import json
import signal
import threading
import time
from typing import TYPE_CHECKING, Any, Callable

import pytest

from modelarts import Poll, config
from modelarts.client import AsyncDatasetApi, DatasetApi
from raw_server import PROJECT_ID, SUCCESS, RawServer, header, http, target

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator

    from modelarts.client import ApiClient

LOGIN_TAKES = 0.3
TERM = json.dumps({"token": {"issued_at": "2026-01-01T00:00:00Z", "expires_at": "2126-01-02T00:00:00Z"}})
RUNNING = b'{"status": "RUNNING"}'
# Far less than the timeout of a call, which a deadlock would take.
AT_ONCE = 20.0
FAST = Poll(initial=0.05, maximum=0.05, jitter=False)


class Service(RawServer):
    """IAM, whose first token is accepted for the tasks `warm` and `first` only."""

    def __init__(self) -> None:
        self.logins = 0
        super().__init__(self.answer)

    def answer(self, conn: socket.socket, request: bytes) -> None:
        if request.startswith(b"POST /v3"):
            self.logins += 1
            number = self.logins
            time.sleep(LOGIN_TAKES)
            conn.sendall(http(TERM, 201, f"X-Subject-Token: fake-token-for-tests-{number}"))
            return
        token = header(request, "X-Auth-Token") or ""
        task = target(request).rsplit("/", 1)[-1]
        if token.endswith("-1") and task not in {"warm", "first"}:
            conn.sendall(http(b"{}", 401))
        else:
            conn.sendall(http(SUCCESS))

    def client(self) -> ApiClient:
        return config.create_client(
            endpoint=self.url,
            iam_endpoint=self.url,
            username="u",
            password="fake-secret-for-tests",
            project_id=PROJECT_ID,
            region="cn-north-1",
            timeout=60,
        )


@pytest.fixture
def service() -> Iterator[Service]:
    with Service() as running:
        yield running


def timed(work: Callable[[], Any]) -> tuple[str, bool]:
    """Returns the status that a call came to, and whether that took no longer than it has to."""
    began = time.monotonic()
    return work().status, time.monotonic() - began < AT_ONCE


def call(api: DatasetApi, task: str = "other") -> tuple[str, bool]:
    return timed(lambda: api.get_task_status(task_id=task))


DONE = ("SUCCESS", True)


def test_a_call_in_the_body_of_as_completed_shares_the_renewal(service: Service) -> None:
    api = DatasetApi(service.client())
    call(api, "warm")
    wait = api.as_completed(task_ids=["first", "second"], timeout=100, poll=FAST)
    seen = [(status.task_id, call(api)) for status in wait]
    assert seen == [("first", DONE), ("second", DONE)]
    assert service.logins == 2


def test_a_call_of_another_thread_goes_on_while_the_body_of_watch_task_is_busy(service: Service) -> None:
    api = DatasetApi(service.client())
    call(api, "warm")
    outcomes = []
    for _status in api.as_completed(task_ids=["first", "second"], timeout=100, poll=FAST):
        thread = threading.Thread(target=lambda: outcomes.append(call(api)))
        thread.start()
        thread.join(AT_ONCE)
    assert outcomes == [DONE, DONE]


def test_a_call_in_on_update_shares_the_renewal(service: Service) -> None:
    api = DatasetApi(service.client())
    call(api, "warm")
    outcomes = []
    api.wait_for_tasks(
        task_ids=["first", "second"], timeout=100, poll=FAST, on_update=lambda _status: outcomes.append(call(api))
    )
    assert outcomes == [DONE, DONE]


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs a timer of the system")
def test_a_call_in_a_signal_handler_shares_the_login_that_it_interrupts(service: Service) -> None:
    api = DatasetApi(service.client())
    outcomes = []
    before = signal.signal(signal.SIGALRM, lambda *_: outcomes.append(call(api, "warm")))
    try:
        signal.setitimer(signal.ITIMER_REAL, LOGIN_TAKES / 2)
        assert call(api, "warm") == DONE
    finally:
        signal.signal(signal.SIGALRM, before)
    assert outcomes == [DONE]
    assert service.logins == 1


def test_coroutines_and_threads_share_the_renewal_while_a_body_is_busy(service: Service) -> None:
    client = service.client()
    api, async_api = DatasetApi(client), AsyncDatasetApi(client)
    call(api, "warm")

    async def follow() -> list[Any]:
        seen: list[Any] = []
        async for status in async_api.as_completed(task_ids=["first", "second"], timeout=100, poll=FAST):
            # The loop is busy, and so nothing of it goes on meanwhile.
            seen.append(call(api))
            began = time.monotonic()
            found = await async_api.get_task_status(task_id=f"after-{status.task_id}")
            seen.append((found.status, time.monotonic() - began < AT_ONCE))
        return seen

    assert asyncio.run(follow()) == [DONE] * 4
    assert service.logins == 2


def test_a_login_whose_caller_is_cancelled_serves_the_others(service: Service) -> None:
    async_api = AsyncDatasetApi(service.client())

    async def cancel_the_first() -> Any:
        first = asyncio.ensure_future(async_api.get_task_status(task_id="warm"))
        await asyncio.sleep(LOGIN_TAKES / 3)
        second = asyncio.ensure_future(async_api.get_task_status(task_id="warm"))
        await asyncio.sleep(LOGIN_TAKES / 3)
        first.cancel()
        return await second

    assert timed(lambda: asyncio.run(cancel_the_first())) == DONE
    assert service.logins == 1
