"""Without threads or descriptors every call ends in a ResourceError, in silence, and works again later."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from modelarts import ResourceError
from raw_server import RawServer

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="limits are tested on Linux")

PROGRAM = Path(__file__).parent / "exhausted_process.py"


def exhaust(server: RawServer, what: str, host: str, allowed: int = 0) -> dict[str, Any]:
    command = [sys.executable, str(PROGRAM), what, host, server.url, str(allowed)]
    environment = {**os.environ, "HOME": "/"}  # one that another user may look into
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    said: dict[str, Any] = json.loads(done.stdout)
    if said.get("untested"):
        pytest.skip("this system gives threads beyond RLIMIT_NPROC")
    return said


def all_are_resource_errors(outcome: list[Any]) -> bool:
    if outcome[0] != "raised":
        return False
    first, *others = [classes for classes, _text in outcome[1:]]
    return "ResourceError" in first or (
        first[0] == "TasksError" and all("ResourceError" in classes for classes in others)
    )


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_without_descriptors_each_call_is_a_resource_error_and_works_later(host: str) -> None:
    with RawServer() as server:
        said = exhaust(server, "descriptors", host)
    wrong = {name: outcome for name, outcome in said["without"].items() if not all_are_resource_errors(outcome)}
    assert not wrong
    assert {name for name, outcome in said["after"].items() if outcome[0] != "returned"} == set()


# With one to three threads, those of the runtime start in part.
@pytest.mark.parametrize("allowed", range(5))
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_without_threads_each_call_works_or_is_a_resource_error(host: str, allowed: int) -> None:
    with RawServer() as server:
        said = exhaust(server, "threads", host, allowed)
    raised = {name: outcome for name, outcome in said["without"].items() if outcome[0] == "raised"}
    wrong = {name: outcome for name, outcome in raised.items() if not all_are_resource_errors(outcome)}
    assert not wrong
    assert {name for name, outcome in said["after"].items() if outcome[0] != "returned"} == set()
    if allowed == 0:
        assert {"async call", "async as_completed", "Emulator"} <= set(raised)


# What Python has not imported yet when no file can be opened any more.
FIRST = {
    "create_client": "make()",
    "Poll": "Poll(initial='1s')",
    "repr": "repr(client)",
    "with_options": "client.with_options(timeout='1s')",
    "timeout as text": "api.get_task_status(task_id='t', timeout='5s')",
    "timeout of another type": "api.get_task_status(task_id='t', timeout=object())",
    "wait": "api.wait_for_task(task_id='t', timeout='1s')",
    "as_completed": "list(api.as_completed(task_ids=['t'], timeout='1s'))",
    "body": "api.create_dataset(dataset_spec=types.MappingProxyType({'data_url': '/b/'}))",
    "created_at": "Dataset(create_time=1).created_at",
    "notebook": "Dataset(create_time=1)._repr_html_()",
}
FIRST_PROGRAM = """
import resource, sys, types
from modelarts import DatasetApi, Poll, config
from modelarts.responses import Dataset

def make():
    return config.create_client(endpoint="http://127.0.0.1:9", token="t" * 8, project_id="p", max_retries=0)

def run():
    try:
        eval(code)
    except BaseException as error:
        return ",".join(each.__name__ for each in type(error).__mro__)
    return "returned"

what, code = sys.argv[1:]
if what != "create_client":
    client = make()
    api = DatasetApi(client)
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))
without = run()
resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
print(without, run())
"""


@pytest.mark.parametrize("what", FIRST)
def test_an_import_without_descriptors_is_a_resource_error_and_works_later(what: str) -> None:
    # A program of its own, for no other test may have imported anything.
    command = [sys.executable, "-c", FIRST_PROGRAM, what, FIRST[what]]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    without, later = done.stdout.split()
    # What needs no further import says what it says at other times.
    assert "ModelArtsError" in without or without == later == "returned"
    assert "PanicException" not in without
    assert "ResourceError" not in later
    assert later == "returned" or "ModelArtsError" in later


def test_a_resource_error_is_an_os_error_with_its_text() -> None:
    error = ResourceError("no thread")
    assert isinstance(error, OSError)
    assert str(error) == "no thread"


def test_the_command_line_does_not_call_an_unfinished_wait_a_success(tmp_path: Path) -> None:
    code = (
        "import resource, sys\n"
        "from modelarts import cli, client, config, duration, progress, responses, wait\n"
        "import modelarts.cli.task, encodings.idna, locale, shutil, getpass, datetime, re, tempfile, logging\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))\n"
        "sys.exit(cli.main(['task', 'wait', 't']))\n"
    )
    environment = {
        **os.environ,
        "MODELARTS_ENDPOINT": "http://127.0.0.1:9",
        "HUAWEICLOUD_SDK_PROJECT_ID": "p",
        "HUAWEICLOUD_SDK_AK": "a" * 20,
        "HUAWEICLOUD_SDK_SK": "s" * 20,
        "HOME": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False, env=environment
    )
    assert done.returncode == 1
    assert done.stderr.startswith("modelarts: ")
    assert "Traceback" not in done.stderr
