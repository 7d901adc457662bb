"""What the emulator does with the user's folder while other programs use it."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from modelarts import DatasetApi, Poll, TaskFailedError
from modelarts.emulator import Emulator
from time_limits import LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(os.name != "posix", reason="permissions and FIFOs of POSIX")
PARTIAL = ".modelarts-partial-"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a dataset."""
    folder = tmp_path / "obs" / "bucket1" / "data"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("a")
    return folder


@pytest.fixture
def quick(folder: Path) -> Iterator[Emulator]:
    """An emulator whose tasks take no time."""
    with Emulator(folder.parent.parent, pace=0) as emulator:
        yield emulator


@pytest.fixture
def api(quick: Emulator) -> Iterator[DatasetApi]:
    """The calls."""
    with quick.create_client(poll=Poll(initial=0.001, maximum=0.01)) as client:
        yield DatasetApi(client)


def checkout(api: DatasetApi, dataset_id: str, version_id: str) -> None:
    spec = {"version_id": version_id}
    api.checkout_dataset_version(dataset_id=dataset_id, target_version_id_spec=spec).wait()


def failure(api: DatasetApi, dataset_id: str, version_id: str) -> str:
    with pytest.raises(TaskFailedError) as caught:
        checkout(api, dataset_id, version_id)
    return f"{caught.value.error_code} {caught.value.error_msg}"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def version_files(api: DatasetApi, dataset_id: str, version_id: str) -> list[str | None]:
    return [file.file_name for file in api.iter_version_files(dataset_id=dataset_id, version_id=version_id)]


@pytest.mark.parametrize("permissions", [0o600, 0o640, 0o755, 0o444, 0o700])
@pytest.mark.parametrize("change", ["content", "deleted", "permissions"])
def test_a_checkout_restores_permissions(
    api: DatasetApi, quick: Emulator, folder: Path, permissions: int, change: str
) -> None:
    path = folder / "a.txt"
    path.chmod(permissions)
    dataset_id = quick.add_dataset("d", "bucket1/data/")
    version_id = quick.add_version(dataset_id)
    path.unlink()
    if change != "deleted":
        path.write_text("a" if change == "permissions" else "b")
        path.chmod(0o666)
    checkout(api, dataset_id, version_id)
    assert (path.read_text(), mode(path)) == ("a", permissions)


def test_a_checkout_restores_the_permissions_of_missing_folders(api: DatasetApi, quick: Emulator, folder: Path) -> None:
    modes = {"private": 0o700, "private/shared": 0o755, "fixed": 0o555}
    for name in modes:
        (folder / name).mkdir()
        (folder / name / "x.txt").write_text("x")
    for name, permissions in modes.items():
        (folder / name).chmod(permissions)
    dataset_id = quick.add_dataset("d", "bucket1/data/")
    version_id = quick.add_version(dataset_id)
    for name in ("fixed", "private"):
        (folder / name).chmod(0o700)
        shutil.rmtree(folder / name)
    checkout(api, dataset_id, version_id)
    assert {name: mode(folder / name) for name in modes} == modes
    (folder / "private").chmod(0o750)
    (folder / "private" / "x.txt").unlink()
    checkout(api, dataset_id, version_id)
    assert mode(folder / "private") == 0o750
    (folder / "fixed").chmod(0o700)


def test_no_file_is_readable_by_others_while_it_is_restored(api: DatasetApi, quick: Emulator, folder: Path) -> None:
    (folder / "a.txt").chmod(0o600)  # it may be written again, too
    secret = folder / "secret.bin"
    secret.write_bytes(os.urandom(40_000_000))
    secret.chmod(0o600)
    dataset_id = quick.add_dataset("d", "bucket1/data/")
    version_id = quick.add_version(dataset_id)
    secret.unlink()
    spec = {"version_id": version_id}
    started = api.checkout_dataset_version(dataset_id=dataset_id, target_version_id_spec=spec)
    modes = set()
    while not api.get_task_status(task_id=started.task_id).is_done:
        for name in os.listdir(folder):
            with contextlib.suppress(FileNotFoundError):
                modes.add(mode(folder / name))
    assert modes <= {0o600}
    assert mode(secret) == 0o600


def test_temporary_files_of_a_killed_process_are_ignored_and_removed(
    api: DatasetApi, quick: Emulator, folder: Path
) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    (folder / "sub").mkdir()
    abandoned = [
        folder / f"{PARTIAL}{ended.pid}-0123456789abcdef",
        folder / "sub" / f"{PARTIAL}{ended.pid}-0123456789abcdef",
    ]
    in_use = folder / f"{PARTIAL}{os.getppid()}-0123456789abcdef"
    for path in [*abandoned, in_use]:
        path.write_text("half a fi")
    dataset_id = quick.add_dataset("d", "bucket1/data/")
    (dataset,) = api.query_dataset().datasets
    assert dataset.file_count == 1
    version_id = quick.add_version(dataset_id)
    assert version_files(api, dataset_id, version_id) == ["a.txt"]
    checkout(api, dataset_id, version_id)
    assert not any(path.exists() for path in abandoned)
    assert in_use.exists()


def test_an_emulator_killed_during_a_checkout_leaves_nothing_that_counts(folder: Path) -> None:
    program = """
import os, sys, threading, time
from modelarts import DatasetApi
from modelarts.emulator import Emulator
emulator = Emulator(sys.argv[1], pace=0)
api = DatasetApi(emulator.create_client())
dataset_id = emulator.add_dataset("d", "bucket1/data/")
version_id = emulator.add_version(dataset_id)
os.remove(sys.argv[1] + "/bucket1/data/big.bin")
api.checkout_dataset_version(dataset_id=dataset_id, target_version_id_spec={"version_id": version_id})
while not any("partial" in name for name in os.listdir(sys.argv[1] + "/bucket1/data")):
    time.sleep(0.001)
os.kill(os.getpid(), 9)
"""
    root = folder.parent.parent
    # On a busy machine the checkout may be complete before it is killed.
    for _ in range(10):
        (folder / "big.bin").write_bytes(b"x" * 60_000_000)
        ran = subprocess.run([sys.executable, "-c", program, str(root)], timeout=60, check=False)
        assert ran.returncode == -signal.SIGKILL
        if any(name.startswith(PARTIAL) for name in os.listdir(folder)):
            break
    assert any(name.startswith(PARTIAL) for name in os.listdir(folder))
    with Emulator(root) as emulator, emulator.create_client() as client:
        emulator.add_dataset("d", "bucket1/data/")
        assert DatasetApi(client).query_dataset().datasets[0].file_count == 1
    assert os.listdir(folder) == ["a.txt"]


def test_what_is_not_a_file_is_neither_read_nor_replaced_nor_removed(
    api: DatasetApi, quick: Emulator, folder: Path
) -> None:
    os.mkfifo(folder / "fifo")
    listening = socket.socket(socket.AF_UNIX)
    with contextlib.chdir(folder) if sys.version_info >= (3, 11) else contextlib.nullcontext():
        listening.bind("socket" if sys.version_info >= (3, 11) else str(folder / "socket"))
    dataset_id = quick.add_dataset("d", "bucket1/data/")
    version_id = quick.add_version(dataset_id)
    assert version_files(api, dataset_id, version_id) == ["a.txt"]
    checkout(api, dataset_id, version_id)
    (folder / "a.txt").unlink()
    os.mkfifo(folder / "a.txt")
    assert failure(api, dataset_id, version_id).startswith("ModelArts.1601 obs://bucket1/data/a.txt: it is not a file")
    assert stat.S_ISFIFO((folder / "a.txt").stat().st_mode)
    assert sorted(os.listdir(folder)) == ["a.txt", "fifo", "socket"]
    listening.close()


def test_a_link_whose_content_is_right_stays_a_link(api: DatasetApi, quick: Emulator, folder: Path) -> None:
    (folder / "link.txt").symlink_to("a.txt")
    dataset_id = quick.add_dataset("d", "bucket1/data/")
    version_id = quick.add_version(dataset_id)
    (folder / "a.txt").write_text("changed")
    checkout(api, dataset_id, version_id)
    assert (folder / "link.txt").is_symlink()
    assert (folder / "link.txt").read_text() == "a"
    (folder / "other").write_text("other")
    (folder / "link.txt").unlink()
    (folder / "link.txt").symlink_to("other")
    checkout(api, dataset_id, version_id)
    assert (folder / "link.txt").read_text() == "a"
    assert sorted(os.listdir(folder)) == ["a.txt", "link.txt"]


class Busy:
    """Another program that works in the folder until the end of the block."""

    def __init__(self, step: Any) -> None:
        self._step = step
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        while not self._ended.is_set():
            with contextlib.suppress(FileNotFoundError, FileExistsError, NotADirectoryError, OSError):
                self._step()

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()


def replaced(folder: Path) -> None:
    """As an editor saves: under another name, then renamed."""
    (folder / "new").write_text("x" * 1000)
    os.replace(folder / "new", folder / "a.txt")


def moved(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "x").write_text("x")
    (folder / "sub" / "x").unlink()
    (folder / "sub").rmdir()


def changed_in_kind(folder: Path) -> None:
    os.mkfifo(folder / "odd")
    os.unlink(folder / "odd")
    (folder / "odd").write_text("odd")
    os.unlink(folder / "odd")
    (folder / "odd").mkdir()
    os.rmdir(folder / "odd")


def grown(folder: Path) -> None:
    with open(folder / "log", "a") as file:
        file.write("x" * 1000)


@pytest.mark.parametrize("step", [replaced, moved, changed_in_kind, grown], ids=lambda step: step.__name__)
def test_a_folder_in_use_can_be_published_and_restored(
    api: DatasetApi, quick: Emulator, folder: Path, step: Any
) -> None:
    for number in range(50):
        (folder / f"{number}.txt").write_text(str(number))
    dataset_id = quick.add_dataset("d", "bucket1/data/")
    with Busy(lambda: step(folder)):
        end = time.monotonic() + 1.5
        versions: list[str | None] = []
        while time.monotonic() < end and len(versions) < 90:
            started = api.create_dataset_version(dataset_id=dataset_id, description_spec={})
            versions.append(started.wait().versions[0].new_version_id)
            api.sync_dataset(dataset_id=dataset_id).wait()
    for version_id in versions:
        names = version_files(api, dataset_id, str(version_id))
        assert {f"{number}.txt" for number in range(50)} <= set(names)
    (folder / "7.txt").unlink()
    checkout(api, dataset_id, str(versions[-1]))
    assert (folder / "7.txt").read_text() == "7"


def test_a_huge_file_delays_neither_other_calls_nor_the_end(api: DatasetApi, quick: Emulator, folder: Path) -> None:
    (folder.parent / "huge").mkdir()
    with open(folder.parent / "huge" / "sparse", "wb") as file:
        file.truncate(1 << 36)
    huge = quick.add_dataset("huge", "bucket1/huge/")
    small = quick.add_dataset("small", "bucket1/data/")
    started = api.create_dataset_version(dataset_id=huge, description_spec={})
    while api.get_task_status(task_id=started.task_id).status != "RUNNING":
        time.sleep(0.01)
    begun = time.monotonic()
    version_id = quick.add_version(small)
    api.sync_dataset(dataset_id=small).wait()
    assert version_files(api, small, version_id) == ["a.txt"]
    assert api.get_task_status(task_id=started.task_id).status == "RUNNING"
    assert time.monotonic() - begun < LIMIT
    begun = time.monotonic()
    quick.close()
    assert time.monotonic() - begun < LIMIT
    threads = [Path(path).read_text() for path in Path("/proc/self/task").glob("*/comm")]
    assert not [name for name in threads if name.startswith("modelarts-emul")]


def test_reset_ends_work(api: DatasetApi, quick: Emulator, folder: Path) -> None:
    with open(folder / "sparse", "wb") as file:
        file.truncate(1 << 36)
    dataset_id = quick.add_dataset("huge", "bucket1/data/")
    started = api.create_dataset_version(dataset_id=dataset_id, description_spec={})
    while api.get_task_status(task_id=started.task_id).status != "RUNNING":
        time.sleep(0.01)
    begun = time.monotonic()
    quick.reset()
    assert time.monotonic() - begun < LIMIT
    (folder / "sparse").unlink()
    version_id = quick.add_version(quick.add_dataset("small", "bucket1/data/"))
    assert version_id


def test_a_signal_handler_may_close_the_emulator_during_a_long_call(folder: Path) -> None:
    with open(folder / "sparse", "wb") as file:
        file.truncate(1 << 36)
    program = """
import os, signal, sys, threading
from modelarts import DatasetApi
from modelarts.emulator import Emulator
emulator = Emulator(sys.argv[1], clock="manual")
dataset_id = emulator.add_dataset("d", "bucket1/data/")
DatasetApi(emulator.create_client()).create_dataset_version(dataset_id=dataset_id, description_spec={})
signal.signal(signal.SIGUSR1, lambda number, frame: emulator.close())
threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGUSR1)).start()
emulator.advance(10)
print(emulator)
"""
    ran = subprocess.run(
        [sys.executable, "-c", program, str(folder.parent.parent)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (0, "Emulator(closed)\n"), ran.stderr


INTERRUPTED = {
    "add_version": "emulator.add_version(dataset_id)",
    "advance": "publish(); emulator.advance(10)",
}


@pytest.mark.parametrize("call", INTERRUPTED.values(), ids=INTERRUPTED)
def test_ctrl_c_ends_a_long_call_and_the_emulator_goes_on(folder: Path, call: str) -> None:
    with open(folder / "sparse", "wb") as file:
        file.truncate(1 << 36)
    program = f"""
import os, signal, sys, threading, time
from modelarts import DatasetApi
from modelarts.emulator import Emulator
with Emulator(sys.argv[1], clock="manual") as emulator:
    dataset_id = emulator.add_dataset("d", "bucket1/data/")
    api = DatasetApi(emulator.create_client())
    publish = lambda: api.create_dataset_version(dataset_id=dataset_id, description_spec={{}})
    threading.Timer(1, os.kill, (os.getpid(), signal.SIGINT)).start()
    try:
        {call}
    except KeyboardInterrupt:
        begun = time.monotonic()
        emulator.add_task("t", states=["SUCCESS"])
        with emulator.create_client("token") as client:
            print(DatasetApi(client).get_task_status(task_id="t").status)
print(f"closed in {{time.monotonic() - begun:.0f}} s")
"""
    begun = time.monotonic()
    ran = subprocess.run(
        [sys.executable, "-c", program, str(folder.parent.parent)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.stdout.splitlines()[0] == "SUCCESS", ran.stderr
    assert ran.returncode == 0
    assert time.monotonic() - begun < LIMIT
