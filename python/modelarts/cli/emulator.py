"""`modelarts emulator`: runs the emulator until Ctrl-C."""

from __future__ import annotations

import ipaddress
import os
import shlex
import signal
import tempfile
import threading
from contextlib import contextmanager

from modelarts.cli.exit_code import ExitCode
from modelarts.cli.output import print_error, print_line
from modelarts.cli.parser import port
from modelarts.cli.seed_file import SeedFile
from modelarts.emulator import Emulator
from modelarts.language import message

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from modelarts.cli.parser import Parser

# The token of the control interface.
TOKEN_VARIABLE = "MODELARTS_EMULATOR_TOKEN"  # noqa: S105 the name of a variable

_EXAMPLES = """\
  modelarts emulator
  modelarts emulator --port 8080 --task 062ef90a-da4d-4af4-82ba-1523da57e78e --pace 2
  modelarts emulator --root ./obs --seed-file seed.json
  modelarts emulator --port 8080 --control

seed.json:
  {"datasets": [{"name": "cats", "data_url": "bucket1/cats/", "versions": [{"description": "first"}]}],
   "tasks": [{"task_id": "t1", "states": ["PENDING", ["RUNNING", 3], "SUCCESS"]}]}
"""


def add_command(commands: argparse._SubParsersAction[Parser]) -> None:
    """Adds `emulator` to the commands.

    Args:
        commands: The commands of `modelarts`.
    """
    parser = commands.add_parser(
        "emulator",
        help=message("run an emulator of the service until Ctrl-C"),
        description=message("Runs an emulator of the service and prints the path of a configuration file for it."),
        examples=_EXAMPLES,
    )
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help=message(
            "the address to listen on (default: 127.0.0.1); other hosts can connect unless it is a loopback address"
        ),
    )
    port_help = message("the port to listen on; 0 selects a free one (default: 0)")
    parser.add_argument("--port", type=port, default=0, help=port_help)
    parser.add_argument(
        "--root",
        metavar="DIR",
        help=message("the folder that holds OBS; each folder in it is a bucket (default: a temporary folder)"),
    )
    seed_file = message("a JSON file with datasets and tasks to start with")
    parser.add_argument("--seed-file", metavar="FILE", help=seed_file)
    task = message("add a task; may be repeated")
    parser.add_argument("--task", action="append", default=[], metavar="ID", help=task)
    pace = message("how many seconds a state of a task lasts (default: 1)")
    parser.add_argument("--pace", type=float, default=1.0, metavar=message("SECONDS"), help=pace)
    auth = message("whether to check credentials (default: verify)")
    parser.add_argument("--auth", choices=("verify", "none"), default="verify", help=auth)
    control = message(
        "let tests in other processes control it over HTTP, with the token in the variable {variable}, "
        "else with one that is printed",
        variable=TOKEN_VARIABLE,
    )
    parser.add_argument("--control", action="store_true", help=control)
    parser.set_run(_run)


def _run(arguments: argparse.Namespace) -> int:
    try:
        # Before the handlers are there: reading may take long, and a signal ends it.
        seed_file = SeedFile(arguments.seed_file) if arguments.seed_file else None
    except (OSError, ValueError) as error:
        print_error(f"modelarts emulator: {error}")
        return ExitCode.ERROR
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda _signal, _frame: ended.set())
    # Under nohup the signal is ignored, and stays so.
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) == signal.SIG_DFL:
        signal.signal(signal.SIGHUP, lambda _signal, _frame: ended.set())
    try:
        emulator = _start(arguments, seed_file)
    except (OSError, OverflowError, ValueError) as error:
        print_error(f"modelarts emulator: {error}")
        return ExitCode.ERROR
    with _ctrl_c_noted(ended) as interrupts, emulator, tempfile.TemporaryDirectory(prefix="modelarts-") as folder:
        _print_addresses(emulator, folder, arguments.host)
        # A signal just before a wait doesn't end it, and Ctrl-C on Windows ends none.
        while not ended.wait(0.5):
            pass
    return ExitCode.INTERRUPTED if interrupts else ExitCode.OK


@contextmanager
def _ctrl_c_noted(ended: threading.Event) -> Iterator[list[int]]:
    """Has Ctrl-C set an event, and be noted in a list, instead of raising KeyboardInterrupt.

    Python loses an exception that is raised in some of the callbacks that an import runs.
    """
    interrupts: list[int] = []

    def note(number: int, _frame: object) -> None:
        interrupts.append(number)
        ended.set()

    before = signal.getsignal(signal.SIGINT)
    # In the background of a shell the signal is ignored, and stays so.
    if before == signal.default_int_handler:
        signal.signal(signal.SIGINT, note)
    try:
        yield interrupts
    finally:
        signal.signal(signal.SIGINT, before)


def _print_addresses(emulator: Emulator, folder: str, host: str) -> None:
    """Prints what a shell exports to reach the emulator, and for people where it runs."""
    if not ipaddress.ip_address(host).is_loopback:
        print_error(message("warning: every machine that can reach {host} can use this emulator.", host=host))
    variables = {"MODELARTS_CONFIG": emulator.write_config(folder)}
    if emulator.control_url:
        variables["MODELARTS_EMULATOR_URL"] = emulator.control_url
        if not os.environ.get(TOKEN_VARIABLE):
            variables[TOKEN_VARIABLE] = emulator.control_token or ""
    for name, value in variables.items():
        print_line(f"export {name}={shlex.quote(value)}")
    print_error(
        message(
            "The emulator runs at {url}; project {project_id}; OBS is {root}. Press Ctrl-C to stop it.",
            url=emulator.url,
            project_id=emulator.project_id,
            root=emulator.root,
        )
    )


def _start(arguments: argparse.Namespace, seed_file: SeedFile | None) -> Emulator:
    emulator = Emulator(
        arguments.root,
        host=arguments.host,
        port=arguments.port,
        pace=arguments.pace,
        auth=arguments.auth,
        credentials="random",
        control=arguments.control and (os.environ.get(TOKEN_VARIABLE) or True),
    )
    try:
        for task_id in arguments.task:
            emulator.add_task(task_id)
        if seed_file:
            seed_file.add_to(emulator)
    except BaseException:
        emulator.close()
        raise
    return emulator
