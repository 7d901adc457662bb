"""Ctrl-C at a few random instants of every public call; `make interrupts` tries many more."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
from pathlib import Path

import pytest

from interrupts import CASES, COROUTINE, EMULATOR, SYNC
from modelarts.client import AsyncDatasetApi, DatasetApi
from modelarts.emulator import Emulator

SCRIPT = Path(__file__).parent / "interrupts.py"
TIMES = 5
# What neither waits nor takes long.
AT_ONCE = {
    *("add_task", "create_client", "expire_tokens", "fault", "issue_token", "script", "set_quirks"),
    *("activate", "skew_clock", "write_config"),
}


@pytest.mark.parametrize("kind", [SYNC, COROUTINE, EMULATOR])
def test_ctrl_c_at_any_instant_is_raised_and_what_it_interrupted_stays_usable(kind: str) -> None:
    if kind == COROUTINE and sys.version_info < (3, 11):
        pytest.skip("asyncio.Runner is new in Python 3.11")
    ran = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", SCRIPT, kind, "--times", str(TIMES)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SCRIPT.parent)},
        timeout=110,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, ""), ran.stdout


def public(api: type) -> set[str]:
    """The public methods of a class."""
    return {name for name, _ in inspect.getmembers(api, inspect.isfunction) if not name.startswith("_")}


def test_every_public_call_is_interrupted() -> None:
    assert public(DatasetApi) <= CASES.keys()
    assert {f"async {name}" for name in public(AsyncDatasetApi)} <= CASES.keys()
    assert {f"Emulator.{name}" for name in public(Emulator) - AT_ONCE} <= CASES.keys()
