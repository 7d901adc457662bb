"""A second interpreter of the process is refused in words; gevent has a way that works."""

from __future__ import annotations

import subprocess
import sys

import pytest

SECOND = """
import sys
try:
    import _xxsubinterpreters as interpreters
except ImportError:
    import _interpreters as interpreters
{first}
try:
    second = interpreters.create("legacy")
except TypeError:
    second = interpreters.create(isolated=False)
path = sys.path
interpreters.run_string(second, f'''
import sys
sys.path[:] = {{path!r}}
try:
    import modelarts.client
    print("imported", flush=True)
except ImportError as error:
    print(error, flush=True)
''')
{last}
"""


def run(first: str, last: str = "") -> str:
    code = SECOND.format(first=first, last=last)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_a_second_interpreter_gets_an_error_that_says_what_to_do() -> None:
    said = run(
        "import modelarts.client", "from modelarts.emulator import Emulator; Emulator().close(); print('goes on')"
    )
    refused, goes_on = said.splitlines()
    assert "modelarts" in refused
    assert "interpreter" in refused
    assert goes_on == "goes on"


def test_the_pool_of_threads_of_gevent_makes_calls() -> None:
    pytest.importorskip("gevent")
    code = (
        "from gevent import monkey; monkey.patch_all()\n"
        "import gevent\n"
        "from modelarts.emulator import Emulator\n"
        "from modelarts.client import DatasetApi\n"
        "with Emulator() as emulator:\n"
        "    emulator.add_task('t', states=['SUCCESS'])\n"
        "    api = DatasetApi(emulator.create_client())\n"
        "    print(gevent.get_hub().threadpool.apply(api.get_task_status, kwds={'task_id': 't'}).status)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=False)
    assert done.stdout.strip().endswith("SUCCESS")
