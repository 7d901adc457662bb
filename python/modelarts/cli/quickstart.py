"""`modelarts quickstart`: the documented sample, word for word, against the emulator."""

from __future__ import annotations

import os
import tempfile
import time

from modelarts.cli.exit_code import ExitCode
from modelarts.emulator import Emulator
from modelarts.wording import say

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
_SECONDS_BETWEEN_LOOKS = 0.1


def add_command(commands: argparse._SubParsersAction[Parser]) -> None:
    """Adds `quickstart` to the commands.

    Args:
        commands: the commands of `modelarts`.
    """
    parser = commands.add_parser(
        "quickstart",
        help=say("watch the documented sample run, with no cloud account", "无需云账号，观看文档示例运行"),
        description=say(
            "Starts an emulator of the service, runs the documented sample against it, word for word, and "
            "repeats its last line until the task is done.",
            "启动服务的模拟器，逐字运行文档中的示例，并重复最后一行，直到任务结束。",
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
            _watch(emulator, path)
        finally:
            if before is None:
                del os.environ["MODELARTS_CONFIG"]
            else:
                os.environ["MODELARTS_CONFIG"] = before
    return ExitCode.OK


def _watch(emulator: Emulator, path: str) -> None:
    print(f"An emulator of the service runs at {emulator.url}")
    print(f"and MODELARTS_CONFIG names {path}\n")
    print("".join(f">>> {line}\n" for line in SAMPLE.splitlines()))
    names: dict[str, Any] = {}
    started = time.monotonic()
    exec(compile(SAMPLE, "<sample>", "exec"), names)  # noqa: S102 the sample above is what this command is for
    last_line = compile(SAMPLE.splitlines()[-1], "<sample>", "exec")
    seen = None
    while True:
        resp = names["resp"]
        if resp["status"] != seen:
            seen = resp["status"]
            print(f"{time.monotonic() - started:5.1f} s  {seen}")
        if resp.is_done:
            break
        time.sleep(_SECONDS_BETWEEN_LOOKS)
        exec(last_line, names)  # noqa: S102 likewise
    import json

    print("\n>>> resp")
    print(json.dumps(resp, indent=2, ensure_ascii=False))
    names["client"].close()


def _result() -> list[dict[str, Any]]:
    dataset = {
        "dataset_id": "4b9e6f0a-7d3c-4a52-9c1e-2f8d5a6b7c90",
        "dataset_name": "flowers",
        "file_count": 120,
        "create_time": int(time.time()),
    }
    return [{"createDatasetSuccess": [dataset]}]
