"""`modelarts emulator`: runs the emulator until Ctrl-C."""

from __future__ import annotations

import ipaddress
import os
import signal
import tempfile
import threading

from modelarts.cli.exit_code import ExitCode
from modelarts.cli.output import print_error, print_line
from modelarts.cli.parser import port
from modelarts.cli.seed_file import SeedFile
from modelarts.emulator import Emulator
from modelarts.language import localized

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from modelarts.cli.parser import Parser

_EXAMPLES = """\
  modelarts emulator
  modelarts emulator --port 8080 --task 062ef90a-da4d-4af4-82ba-1523da57e78e --pace 2
  modelarts emulator --root ./obs --seed-file seed.json

a seed file:
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
        help=localized("run an emulator of the service until Ctrl-C", "运行服务的模拟器，直到按 Ctrl-C"),
        description=localized(
            "Runs an emulator of the service and prints the path of a configuration file for it.",
            "运行服务的模拟器，并输出使用它所需的配置文件。",
        ),
        examples=_EXAMPLES,
    )
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help=localized(
            "the address to listen on (default: %(default)s); other hosts can connect unless it is a loopback address",
            "监听地址（默认：%(default)s）；若不是回环地址，其他主机也能访问",
        ),
    )
    port_help = localized(
        "the port to listen on; 0 selects a free one (default: 0)", "监听端口；0 表示自动选择空闲端口（默认：0）"
    )
    parser.add_argument("--port", type=port, default=0, help=port_help)
    parser.add_argument(
        "--root",
        metavar="DIR",
        help=localized(
            "the folder that holds OBS; each folder in it is a bucket (default: a temporary folder)",
            "存放 OBS 数据的文件夹，其中每个子文件夹是一个桶（默认：临时文件夹）",
        ),
    )
    seed_file = localized("a JSON file with datasets and tasks to start with", "包含初始数据集和任务的 JSON 文件")
    parser.add_argument("--seed-file", metavar="FILE", help=seed_file)
    task = localized("add a task; may be repeated", "添加一个任务，可多次使用")
    parser.add_argument("--task", action="append", default=[], metavar="ID", help=task)
    pace = localized("how many seconds a state of a task lasts (default: 1)", "任务每个状态持续的秒数（默认：1）")
    parser.add_argument("--pace", type=float, default=1.0, metavar=localized("SECONDS", "秒"), help=pace)
    auth = localized("whether to check credentials (default: verify)", "是否校验认证信息（默认：verify）")
    parser.add_argument("--auth", choices=("verify", "none"), default="verify", help=auth)
    parser.set_run(_run)


def _run(arguments: argparse.Namespace) -> int:
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda _signal, _frame: ended.set())
    # Under nohup the signal is ignored, and stays so.
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) == signal.SIG_DFL:
        signal.signal(signal.SIGHUP, lambda _signal, _frame: ended.set())
    try:
        emulator = _start(arguments)
    except (OSError, OverflowError, ValueError) as error:
        print_error(f"modelarts emulator: {error}")
        return ExitCode.ERROR
    if not ipaddress.ip_address(arguments.host).is_loopback:
        print_error(f"warning: every machine that can reach {arguments.host} can use this emulator.")
    with emulator, tempfile.TemporaryDirectory(prefix="modelarts-") as folder:
        print_line(f"export MODELARTS_CONFIG={emulator.write_config(folder)}")
        runs = f"The emulator runs at {emulator.url}; project {emulator.project_id}; OBS is {emulator.root}."
        print_error(f"{runs} Press Ctrl-C to stop it.")
        # A wait without a limit can't be interrupted on Windows.
        while not ended.wait(3600 if os.name == "posix" else 0.5):
            pass
    return ExitCode.OK


def _start(arguments: argparse.Namespace) -> Emulator:
    seed_file = SeedFile(arguments.seed_file) if arguments.seed_file else None
    emulator = Emulator(
        arguments.root,
        host=arguments.host,
        port=arguments.port,
        pace=arguments.pace,
        auth=arguments.auth,
        credentials="random",
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
