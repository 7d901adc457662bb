"""The page on many processes: each of its blocks is a program that runs by itself."""

from __future__ import annotations

import importlib.util
import multiprocessing
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import modelarts
from test_documents import Block, blocks

if TYPE_CHECKING:
    from modelarts.emulator import Emulator

PAGES = ("docs/processes.md", "docs/processes.zh-CN.md")
BOTH = "['SUCCESS', 'RUNNING']"
# How the lines begin that the program that uses this prints, in the order of the page.
PRINTED = {
    "with_options": ["ApiClient("],
    "multiprocessing": [f"{method} {BOTH}" for method in multiprocessing.get_all_start_methods()],
    "ProcessPoolExecutor": [BOTH],
    "os.fork": ["SUCCESS", "RUNNING"],
    "cloudpickle": [BOTH],
}


def programs(page: str) -> list[tuple[str, Block]]:
    return list(zip(PRINTED, blocks(page), strict=True))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("place", range(len(PRINTED)), ids=PRINTED)
def test_a_program_of_the_page_prints_what_the_tasks_are(
    page: str, place: int, emulator: Emulator, tmp_path: Path
) -> None:
    use, block = programs(page)[place]
    assert use in block.code
    if use == "os.fork" and not hasattr(os, "fork"):
        pytest.skip("there is no fork here")
    if use == "cloudpickle" and importlib.util.find_spec("cloudpickle") is None:
        pytest.skip("cloudpickle is not installed")
    emulator.add_task("task-1", states=["SUCCESS"])
    emulator.add_task("task-2", states=["RUNNING"])
    program = tmp_path / "program.py"
    program.write_text(block.code, "utf-8")
    environment = {
        **os.environ,
        "MODELARTS_CONFIG": emulator.write_config(tmp_path),
        "PYTHONPATH": os.pathsep.join([str(Path(modelarts.__file__).parents[1]), os.environ.get("PYTHONPATH", "")]),
        # Python 3.12 and later warn of every fork of a process that has threads.
        "PYTHONWARNINGS": "ignore::DeprecationWarning",
    }
    ran = subprocess.run(
        [sys.executable, str(program)], env=environment, capture_output=True, text=True, timeout=100, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    lines = [line for line in ran.stdout.splitlines() if line]
    assert len(lines) == len(PRINTED[use])
    assert all(map(str.startswith, lines, PRINTED[use])), lines
