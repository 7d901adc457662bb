"""The interpreter ends cleanly, whatever is going on."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

HERE = Path(__file__).parent

# The server answers after 100 ms; the main thread ends around that moment.
SETUP = """
import asyncio, atexit, threading, time
from scripted import ScriptedServer, answer
from modelarts.client import AsyncDatasetApi, DatasetApi
def slow(connection):
    time.sleep(0.1)
    connection.sendall(answer())
server = ScriptedServer(slow)
api = server.client()
client = api._client
"""

SCENES = {
    "a daemon thread in a call": """
        threading.Thread(target=lambda: [api.get_task_status(task_id="t") for _ in range(99)], daemon=True).start()
        time.sleep(DELAY)
        """,
    "eight daemon threads in calls": """
        def keep_calling():
            while True:
                api.get_task_status(task_id="t")
        for _ in range(8):
            threading.Thread(target=keep_calling, daemon=True).start()
        time.sleep(DELAY)
        """,
    "coroutines in a daemon thread": """
        async def many():
            while True:
                await asyncio.gather(*(AsyncDatasetApi(client).get_task_status(task_id="t") for _ in range(16)))
        threading.Thread(target=lambda: asyncio.run(many()), daemon=True).start()
        time.sleep(DELAY)
        """,
    "a loop that was left with calls in flight": """
        async def start():
            tasks = [asyncio.ensure_future(AsyncDatasetApi(client).get_task_status(task_id="t")) for _ in range(16)]
            await asyncio.sleep(DELAY)
        asyncio.run(start())
        """,
    "a call from an atexit handler": """
        atexit.register(lambda: print(api.get_task_status(task_id="t")["status"]))
        threading.Thread(target=lambda: [api.get_task_status(task_id="t") for _ in range(99)], daemon=True).start()
        time.sleep(DELAY)
        """,
    "an emulator that was never closed": """
        from modelarts.emulator import Emulator
        emulator = Emulator()
        emulator.add_task("t")
        DatasetApi(emulator.create_client()).get_task_status(task_id="t")
        """,
}


@pytest.mark.parametrize("delay", [0.05, 0.098, 0.1, 0.102, 0.15])
@pytest.mark.parametrize("scene", SCENES)
def test_the_interpreter_ends_cleanly_with(scene: str, delay: float) -> None:
    script = f"DELAY = {delay}\n{SETUP}\n{textwrap.dedent(SCENES[scene])}"
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=HERE, capture_output=True, text=True, timeout=60, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == ("SUCCESS\n" if "atexit" in scene else "")
