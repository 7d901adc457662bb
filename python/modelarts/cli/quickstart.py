"""`modelarts quickstart`: runs the documented sample, unchanged, against the emulator."""

from __future__ import annotations

import os
import tempfile
import time

from modelarts.cli.exit_code import ExitCode
from modelarts.cli.output import print_json, print_line
from modelarts.emulator import Emulator
from modelarts.language import message

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

    from modelarts.cli.parser import Parser

SAMPLE = """\
from modelarts import config
from modelarts.client import *
client = config.create_client(context="default")
datasetapi = DatasetApi(client)
resp = datasetapi.get_task_status(project_id="cbfb9585c5854926a411a3f5a984fc09", \
task_id="062ef90a-da4d-4af4-82ba-1523da57e78e")
"""

_TASK_ID = "062ef90a-da4d-4af4-82ba-1523da57e78e"
_SECONDS_A_STATE = 0.4
_SECONDS_BETWEEN_POLLS = 0.1


def add_command(commands: argparse._SubParsersAction[Parser]) -> None:
    """Adds `quickstart` to the commands.

    Args:
        commands: The commands of `modelarts`.
    """
    parser = commands.add_parser(
        "quickstart",
        help=message("run the documented sample without a cloud account"),
        description=message(
            "Starts an emulator of the service, runs the documented sample against it unchanged, and repeats its last "
            "line until the task is done."
        ),
        examples="  modelarts quickstart\n",
    )
    parser.set_run(_run)


def _run(_arguments: argparse.Namespace) -> int:
    with Emulator(pace=_SECONDS_A_STATE) as emulator, tempfile.TemporaryDirectory(prefix="modelarts-") as folder:
        emulator.add_task(_TASK_ID, result=_result())
        path = emulator.write_config(folder)
        before = os.environ.get("MODELARTS_CONFIG")
        os.environ["MODELARTS_CONFIG"] = path
        try:
            _run_sample(emulator, path)
        finally:
            if before is None:
                del os.environ["MODELARTS_CONFIG"]
            else:
                os.environ["MODELARTS_CONFIG"] = before
    return ExitCode.OK


def _run_sample(emulator: Emulator, path: str) -> None:
    print_line(f"An emulator of the service runs at {emulator.url}")
    print_line(f"and MODELARTS_CONFIG is {path}\n")
    print_line("".join(f">>> {line}\n" for line in SAMPLE.splitlines()))
    names: dict[str, Any] = {}
    started = time.monotonic()
    exec(compile(SAMPLE, "<sample>", "exec"), names)  # noqa: S102 it is the sample above
    last_line = compile(SAMPLE.splitlines()[-1], "<sample>", "exec")
    last_seen = None
    while True:
        resp = names["resp"]
        if resp["status"] != last_seen:
            last_seen = resp["status"]
            print_line(f"{time.monotonic() - started:5.1f} s  {last_seen}")
        if resp.is_done:
            break
        time.sleep(_SECONDS_BETWEEN_POLLS)
        exec(last_line, names)  # noqa: S102 likewise
    print_line("\n>>> resp")
    print_json(resp)
    names["client"].close()


def _result() -> list[dict[str, Any]]:
    dataset = {
        "dataset_id": "4b9e6f0a-7d3c-4a52-9c1e-2f8d5a6b7c90",
        "dataset_name": "flowers",
        "file_count": 120,
        "create_time": int(time.time()),
    }
    return [{"createDatasetSuccess": [dataset]}]
