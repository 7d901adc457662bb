"""`modelarts emulator`: the emulator in a shell, until Ctrl-C."""

from __future__ import annotations

import ipaddress
import os
import signal
import sys
import tempfile
import threading

from modelarts.cli.seed_file import SeedFile
from modelarts.emulator import Emulator

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

_EXAMPLES = """\
examples:
  modelarts emulator
  modelarts emulator --port 8080 --task 062ef90a-da4d-4af4-82ba-1523da57e78e --pace 2
  modelarts emulator --root ./obs --seed-file seed.json

a seed file:
  {"datasets": [{"name": "cats", "data_url": "bucket1/cats/", "versions": [{"description": "first"}]}],
   "tasks": [{"task_id": "t1", "states": ["PENDING", ["RUNNING", 3], "SUCCESS"]}]}
"""


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `emulator` to the commands.

    Args:
        commands: the commands of `modelarts`.
    """
    from argparse import RawDescriptionHelpFormatter

    parser = commands.add_parser(
        "emulator",
        help="run an emulator of the service until Ctrl-C",
        description="Runs an emulator of the service and prints the configuration file to use it with.",
        epilog=_EXAMPLES,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help="the address to listen on (default: %(default)s); any but a loopback address lets others in",
    )
    parser.add_argument("--port", type=int, default=0, help="the port to listen on; 0 finds a free one (default)")
    parser.add_argument(
        "--root",
        metavar="DIR",
        help="the folder that is OBS, each of whose folders is a bucket (default: a temporary one)",
    )
    parser.add_argument("--seed-file", metavar="FILE", help="a JSON file of datasets and tasks to begin with")
    parser.add_argument("--task", action="append", default=[], metavar="ID", help="add a task; may be repeated")
    parser.add_argument(
        "--pace", type=float, default=1.0, metavar="SECONDS", help="how long a state of a task lasts (default: 1)"
    )
    parser.add_argument("--auth", choices=("verify", "none"), default="verify", help="whether to check who calls")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda _signal, _frame: ended.set())
    try:
        emulator = _start(arguments)
    except (OSError, OverflowError, ValueError) as error:
        print(f"modelarts emulator: {error}", file=sys.stderr)
        return 1
    if not ipaddress.ip_address(arguments.host).is_loopback:
        print(f"warning: anybody who can reach {arguments.host} can use this emulator.", file=sys.stderr)
    with emulator, tempfile.TemporaryDirectory(prefix="modelarts-") as folder:
        print(f"export MODELARTS_CONFIG={emulator.write_config(folder)}", flush=True)
        runs = f"The emulator runs at {emulator.url}; project {emulator.project_id}; OBS is {emulator.root}."
        print(f"{runs} Ctrl-C ends it.", file=sys.stderr)
        # A wait without a limit can't be interrupted on Windows.
        while not ended.wait(3600 if os.name == "posix" else 0.5):
            pass
    return 0


def _start(arguments: argparse.Namespace) -> Emulator:
    seed_file = SeedFile(arguments.seed_file) if arguments.seed_file else None
    emulator = Emulator(
        arguments.root, host=arguments.host, port=arguments.port, pace=arguments.pace, auth=arguments.auth
    )
    try:
        for task_id in arguments.task:
            emulator.add_task(task_id)
        if seed_file:
            seed_file.sow(emulator)
    except BaseException:
        emulator.close()
        raise
    return emulator
