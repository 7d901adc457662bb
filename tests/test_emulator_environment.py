"""Files of the emulator, and the environment of code that creates its own client."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from modelarts import DatasetApi, config
from modelarts.emulator import Emulator
from time_limits import LIMIT

if TYPE_CHECKING:
    from pathlib import Path


def count_of_my_code(context: str | None = None) -> int | None:
    """Code that knows nothing of an emulator."""
    with config.create_client(context=context) if context else config.create_client() as client:
        return DatasetApi(client).query_dataset().dataset_count


def settings() -> dict[str, str]:
    prefixes = ("MODELARTS_", "HUAWEICLOUD_", "OS_")
    return {name: value for name, value in os.environ.items() if name.startswith(prefixes)}


def test_code_that_creates_its_own_client_reaches_the_emulator(emulator: Emulator) -> None:
    before = dict(os.environ)
    with emulator.activate() as activation:
        assert activation.is_active
        assert count_of_my_code() == 0
        folder = os.path.dirname(os.environ["MODELARTS_CONFIG"])
        assert os.path.isdir(folder)
    assert not activation.is_active
    assert dict(os.environ) == before
    assert not os.path.exists(folder)
    assert [request["operation"] for request in emulator.requests] == ["create_token", "query_dataset"]


def test_waits_of_such_code_poll_as_quickly_as_those_of_a_client_of_the_emulator(emulator: Emulator) -> None:
    emulator.add_task("t", states=[("RUNNING", 12), "SUCCESS"])
    begun = time.monotonic()
    with emulator.activate(), config.create_client() as client:
        assert DatasetApi(client).wait_for_task(task_id="t").is_succeeded
    # With the pauses of the service it would take more than two minutes.
    assert time.monotonic() - begun < LIMIT


def test_settings_of_the_user_do_not_apply_meanwhile(
    emulator: Emulator, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / ".modelarts").mkdir()
    (home / ".modelarts" / "config.json").write_text("not even JSON")
    foreign = {
        "MODELARTS_CONFIG": "/nowhere/config.json",
        "MODELARTS_CONTEXT": "elsewhere",
        "MODELARTS_ENDPOINT": "https://elsewhere.example",
        "MODELARTS_REGION": "cn-north-9",
        "MODELARTS_SIGNATURE": "v11",
        "HUAWEICLOUD_SDK_AK": "another",
        "HUAWEICLOUD_SDK_SK": "fake-secret-for-tests",
        "HUAWEICLOUD_SDK_PROJECT_ID": "0123456789abcdef0123456789abcdef",
        "OS_CLOUD": "elsewhere",
        "OS_AUTH_URL": "https://elsewhere.example/v3",
        "HTTP_PROXY": "http://127.0.0.1:9",
    }
    for name, value in foreign.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("MODELARTS_LANGUAGE", "zh")
    before = dict(os.environ)
    with emulator.activate():
        assert count_of_my_code() == 0
        assert os.environ["MODELARTS_LANGUAGE"] == "zh"
        assert "OS_CLOUD" not in os.environ
    assert dict(os.environ) == before


def test_it_can_be_called_without_with_and_ends_with_the_emulator() -> None:
    before = dict(os.environ)
    with Emulator() as emulator:
        activation = emulator.activate(context="production")
        assert count_of_my_code("production") == 0
        activation.close()
        assert dict(os.environ) == before
        activation.close()
        emulator.activate()
        emulator.activate()
    assert dict(os.environ) == before
    assert repr(activation) == "Activation(closed)"
    with pytest.raises(RuntimeError, match="the emulator is closed"):
        emulator.activate()
    assert dict(os.environ) == before


def test_activations_may_be_nested_and_closed_in_any_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODELARTS_REGION", "cn-north-4")
    before = settings()
    with Emulator() as one, Emulator() as other:
        outer, inner = one.activate(), other.activate()
        assert os.environ["MODELARTS_ENDPOINT"] == other.url
        inner.close()
        assert os.environ["MODELARTS_ENDPOINT"] == one.url
        inner = other.activate()
        outer.close()
        assert os.environ["MODELARTS_ENDPOINT"] == other.url
        assert count_of_my_code() == 0
        inner.close()
        assert settings() == before
    assert len(other.requests) == 2


def test_an_exception_in_the_block_restores_the_environment(emulator: Emulator) -> None:
    before = dict(os.environ)
    with pytest.raises(KeyError), emulator.activate():
        raise KeyError
    assert dict(os.environ) == before


def test_an_activation_that_is_never_closed_leaves_no_file_behind(tmp_path: Path) -> None:
    program = "from modelarts.emulator import Emulator\nemulator = Emulator()\nemulator.activate()"
    ran = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", "-c", program],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    gc.collect()
    assert os.listdir(tmp_path) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="fork")
@pytest.mark.parametrize("end", ["os._exit(0)", "sys.exit(0)", "emulator.close(), sys.exit(0)"])
@pytest.mark.parametrize("start", ["with emulator.activate():", "if emulator.activate():"])
def test_a_forked_child_that_ends_leaves_the_file_to_its_parent(tmp_path: Path, start: str, end: str) -> None:
    program = f"""
import os, sys
from modelarts import Emulator, create_client
with Emulator() as emulator:
    {start}
        child = os.fork()
        if child == 0:
            {end}
        assert os.waitpid(child, 0)[1] == 0
        create_client().close()
"""
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    # From Python 3.12 on, a fork in a process with threads, here those of the emulator, gives a warning.
    command = [sys.executable, "-W", "ignore:This process:DeprecationWarning", "-c", program]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=environment)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert os.listdir(tmp_path) == []


def test_a_child_process_reaches_the_emulator_as_well(emulator: Emulator) -> None:
    program = (
        "from modelarts import DatasetApi, config\n"
        "print(DatasetApi(config.create_client()).query_dataset().dataset_count)\n"
    )
    with emulator.activate():
        ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert ran.stdout == "0\n", ran.stderr


@pytest.mark.parametrize("path", ["bucket1/cats/1.jpg", "obs://bucket1/cats/1.jpg", "/bucket1/cats/1.jpg"])
def test_files_are_put_from_bytes_text_and_files(emulator: Emulator, path: str, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"of a file" * 100_000)
    where = emulator.root / "bucket1" / "cats" / "1.jpg"
    for content, expected in (
        (b"bytes", b"bytes"),
        ("文本", "文本".encode()),
        (bytearray(b"array"), b"array"),
        (memoryview(b"view"), b"view"),
        (source, source.read_bytes()),
        (b"", b""),
    ):
        assert emulator.put_file(path, content) == where
        assert where.read_bytes() == expected
    assert os.listdir(where.parent) == ["1.jpg"], "nothing temporary is left"
    emulator.add_dataset("cats", "bucket1/cats/")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("b/1.jpg", 'path: is "b/1.jpg", and "b" is no name of a bucket; use 3-63 lower-case letters'),
        ("bucket1", 'path: is "bucket1", which is a folder, expected a file in a bucket'),
        ("bucket1/cats/", "which is a folder"),
        ("bucket1/../../secret", 'which has "." or ".." in it'),
        ("../secret", "is no name of a bucket"),
        ("/etc/../../secret", 'has "." or ".." in it'),
        ("bucket1\\secret", "is no name of a bucket"),
        ("bucket1/a\\b", "has a backslash or a control character"),
        ("bucket1/a\0b", "has a backslash or a control character"),
        ("bucket1//a", "has a folder without a name"),
        ("", "is no name of a bucket"),
    ],
)
def test_a_path_that_is_no_file_in_a_bucket_is_refused(emulator: Emulator, path: str, said: str) -> None:
    with pytest.raises(ValueError, match=r"^path: is ") as refused:
        emulator.put_file(path, b"x")
    assert said in str(refused.value)
    assert os.listdir(emulator.root) == []


def test_a_link_that_leads_out_of_the_root_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "bucket1").mkdir(parents=True)
    (root / "bucket1" / "out").symlink_to(tmp_path)
    (root / "bucket2").symlink_to(tmp_path)
    with Emulator(root) as emulator:
        for path in ("bucket1/out/secret", "bucket2/secret"):
            with pytest.raises(OSError, match="leads out of the root"):
                emulator.put_file(path, b"x")
    assert sorted(os.listdir(tmp_path)) == ["root"]


@pytest.mark.parametrize("content", [None, 1, ["a"]])
def test_content_of_another_type_is_refused(emulator: Emulator, content: Any) -> None:
    with pytest.raises(TypeError, match=f"content: is {type(content).__name__}, expected bytes, text or a path"):
        emulator.put_file("bucket1/a.jpg", content)
    assert not (emulator.root / "bucket1").exists()


def test_a_source_that_can_not_be_read_is_an_error(emulator: Emulator, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nothing"):
        emulator.put_file("bucket1/x", tmp_path / "nothing")
    with pytest.raises(OSError, match="it is not a file"):
        emulator.put_file("bucket1/x", tmp_path)
    if os.name == "posix":
        os.mkfifo(tmp_path / "fifo")
        with pytest.raises(OSError, match="it is not a file"):
            emulator.put_file("bucket1/x", tmp_path / "fifo")
    with pytest.raises(TypeError):
        emulator.put_file("bucket1/x", 5)  # type: ignore[arg-type] # on purpose
    emulator.close()
    with pytest.raises(RuntimeError, match="the emulator is closed"):
        emulator.put_file("bucket1/x", b"x")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_can_not_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "bucket1").mkdir(mode=0o500)
    with Emulator(tmp_path) as emulator, pytest.raises(OSError, match="obs://bucket1/x"):
        emulator.put_file("bucket1/x", b"x")
