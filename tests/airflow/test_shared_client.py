"""Triggers of a connection share a client; a changed connection applies to later ones."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest
from connections import connection_to

from modelarts.airflow import TaskTrigger, shared_client
from modelarts.airflow.shared_client import shared_client as shared
from modelarts.errors import ConfigError

if TYPE_CHECKING:
    from modelarts.emulator import Emulator


@pytest.fixture
def connection(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of a connection in the environment."""
    fields = {"conn_type": "modelarts", **connection_to(emulator)}
    monkeypatch.setenv("AIRFLOW_CONN_ONE", json.dumps(fields))
    return "one"


def test_users_share_a_client_until_the_last_one_ends(connection: str) -> None:
    async def use() -> None:
        async with shared(connection) as first:
            async with shared(connection) as second:
                assert first is second
            async with shared(connection) as third:
                assert first is third
        async with shared(connection) as later:
            assert later is not first

    asyncio.run(use())


def test_a_changed_connection_applies_to_later_users(connection: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_client, "_FRESH", -1.0)

    async def use() -> None:
        async with shared(connection) as first, shared(connection) as same:
            assert first is same
            monkeypatch.setenv("AIRFLOW_CONN_ONE", json.dumps({"conn_type": "modelarts", "host": "http://127.0.0.1:9"}))
            async with shared(connection) as changed:
                assert changed is not first
                assert changed.endpoint == "http://127.0.0.1:9"
            assert first.endpoint != "http://127.0.0.1:9"

    asyncio.run(use())


def test_each_loop_has_its_own(connection: str) -> None:
    async def use() -> object:
        async with shared(connection) as client:
            return client

    assert asyncio.run(use()) is not asyncio.run(use())


def test_a_missing_connection_says_how_to_add_it() -> None:
    async def use() -> None:
        async with shared("none"):
            pass

    with pytest.raises(ConfigError, match="there is no Airflow connection none; add it in Admin > Connections"):
        asyncio.run(use())


def test_the_state_of_a_trigger_makes_it_again() -> None:
    trigger = TaskTrigger("one", ["a", "imports/b/c"], project_id="p", deadline=1.5, interval=2.0, outage=3.0)
    path, arguments = trigger.serialize()
    assert path == "modelarts.airflow.trigger.TaskTrigger"
    assert TaskTrigger(**json.loads(json.dumps(arguments))).serialize() == (path, arguments)


def test_a_cancelled_trigger_polls_no_more(connection: str, emulator: Emulator) -> None:
    emulator.add_task("cancelled", states=["RUNNING"])

    def polls() -> int:
        return sum(request["path"].endswith("cancelled") for request in emulator.requests)

    async def use() -> None:
        trigger = TaskTrigger(connection, ["cancelled"], interval=0.1)

        async def run() -> None:
            async for event in trigger.run():
                raise AssertionError(event)

        task = asyncio.create_task(run())
        while polls() < 2:
            await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.sleep(1)
        before = polls()
        await asyncio.sleep(1)
        assert polls() == before

    asyncio.run(use())
