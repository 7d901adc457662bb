"""Files with settings that are no plain files, in places that can't be entered, or under odd names."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from modelarts import ConfigError, config
from time_limits import LIMIT

if TYPE_CHECKING:
    from modelarts.emulator import Emulator

pytestmark = pytest.mark.skipif(os.name == "nt", reason="files of POSIX")

TEXT = json.dumps(
    {
        "contexts": [{"name": "default", "context": {"cluster": "c", "user": "u"}}],
        "clusters": [{"name": "c", "cluster": {"region": "cn-north-1", "endpoint": "http://127.0.0.1:9/of-the-file"}}],
        "users": [{"name": "u", "user": {"token": "fake-token-for-tests"}}],
    }
)

ARGUMENTS: dict[str, Any] = {"token": "t" * 8, "region": "cn-north-1", "project_id": "p"}


def write(path: Path, text: str = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o600)
    return path


def fifo(tmp_path: Path) -> Path:
    path = tmp_path / "fifo"
    os.mkfifo(path)
    return path


def feed(path: Path, *parts: str, pause: float = 0.1) -> threading.Thread:
    """Writes into a pipe part by part."""

    def write_parts() -> None:
        with path.open("w") as pipe:
            for part in parts:
                time.sleep(pause)
                pipe.write(part)
                pipe.flush()

    thread = threading.Thread(target=write_parts, daemon=True)
    thread.start()
    return thread


def test_settings_from_a_pipe_are_read_to_the_end(tmp_path: Path) -> None:
    path = fifo(tmp_path)
    writer = feed(path, TEXT[:10], TEXT[10:50], TEXT[50:])
    assert config.create_client(path).endpoint == "http://127.0.0.1:9/of-the-file"
    writer.join()


def test_a_pipe_without_a_writer_is_an_error_that_names_it(tmp_path: Path) -> None:
    path = fifo(tmp_path)
    began = time.monotonic()
    with pytest.raises(ConfigError, match=re.escape(f"{path}, which config_file names, is a pipe")):
        config.create_client(path)
    assert time.monotonic() - began < LIMIT


def test_a_credentials_file_may_be_a_pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = fifo(tmp_path)
    writer = feed(path, "[basic]\nak = aaaaaaaaaa\nsk = ssssssssss\n")
    monkeypatch.setenv("HUAWEICLOUD_SDK_CREDENTIALS_FILE", str(path))
    assert "credential='access key'" in repr(config.create_client(region="cn-north-1", project_id="p"))
    writer.join()


def test_what_never_ends_is_an_error() -> None:
    with pytest.raises(ConfigError, match="/dev/zero, which config_file names, is larger than 1048576 bytes"):
        config.create_client("/dev/zero")


def test_other_threads_go_on_while_a_pipe_is_read(tmp_path: Path) -> None:
    path = fifo(tmp_path)
    counted = 0
    feed(path, TEXT, pause=1)
    made = threading.Thread(target=config.create_client, args=(path,))
    made.start()
    while made.is_alive():
        time.sleep(0.01)
        counted += 1
    assert counted > 20


def test_ctrl_c_ends_reading_a_pipe(tmp_path: Path) -> None:
    path = fifo(tmp_path)
    writer = os.open(path, os.O_RDWR)
    code = f"from modelarts import config; print('ready', flush=True); config.create_client({str(path)!r})"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _out, error = process.communicate(timeout=10)
    os.close(writer)
    assert error.rstrip().endswith("KeyboardInterrupt")


def test_the_command_line_reads_settings_from_a_pipe_once(emulator: Emulator, tmp_path: Path) -> None:
    path = emulator.write_config(tmp_path)
    for command in ("show", "check"):
        line = f'"{sys.executable}" -m modelarts config {command} --config-file <(cat "{path}")'
        done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=30, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        assert emulator.url in done.stdout
    line = f'"{sys.executable}" -m modelarts config show --config-file /dev/stdin < "{path}"'
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("home", ["/", ""])
def test_addresses_stay_as_they_are_whatever_the_home_is(emulator: Emulator, tmp_path: Path, home: str) -> None:
    environment = {**os.environ, "MODELARTS_CONFIG": emulator.write_config(tmp_path), "HOME": home}
    command = [sys.executable, "-m", "modelarts", "config", "show"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True, env=environment)
    assert emulator.url in done.stdout


def test_a_path_that_is_no_text_is_used(tmp_path: Path, home: Path) -> None:
    write(home / ".modelarts/config.json", TEXT.replace("of-the-file", "of-the-home"))
    folder = os.fsencode(tmp_path) + b"/\xd6\xd0\xce\xc4"
    write(Path(os.fsdecode(folder)) / "config.json")
    code = "from modelarts import config; print(config.create_client(project_id='p').endpoint)"
    environment = {**os.environb, b"MODELARTS_CONFIG": folder + b"/config.json"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout == "http://127.0.0.1:9/of-the-file\n"
    by_argument = config.create_client(os.fsdecode(folder + b"/config.json"))
    assert by_argument.endpoint == "http://127.0.0.1:9/of-the-file"


@pytest.mark.parametrize("name", ["MODELARTS_REGION", "HUAWEICLOUD_SDK_AK", "HUAWEICLOUD_SDK_REGION_MODELARTS_X"])
def test_a_variable_that_is_no_text_is_an_error_that_names_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, os.fsdecode(b"\xd6\xd0"))
    with pytest.raises(ConfigError, match=f"^{name} is not UTF-8"):
        config.create_client()


def test_a_home_that_is_no_folder_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/dev/null")
    assert config.create_client(**ARGUMENTS).region == "cn-north-1"


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="becomes another user")
def test_the_home_of_another_user_does_not_matter_but_is_named_if_something_is_missing(tmp_path: Path) -> None:
    write(tmp_path / ".modelarts/config.json")
    (tmp_path / ".modelarts").chmod(0o700)
    code = (
        "import os, sys\n"
        "from modelarts import config\n"
        "os.setuid(65534)\n"
        f"print(config.create_client(**{ARGUMENTS!r}).region)\n"
        "try: config.create_client()\n"
        "except ValueError as error: print(error)\n"
    )
    environment = {**os.environ, "HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    region, missing = done.stdout.splitlines()
    assert region == "cn-north-1"
    assert f"{tmp_path}/.modelarts/config.json (can't be read: Permission denied" in missing


def test_a_named_file_that_can_not_be_used_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="which config_file names, does not exist"):
        config.create_client(tmp_path / "missing", **ARGUMENTS)
    with pytest.raises(ConfigError, match="which config_file names, is a folder"):
        config.create_client(tmp_path, **ARGUMENTS)


@pytest.mark.parametrize(
    ("region", "meant"),
    [
        ("cn-nroth-4", '"cn-north-4"'),
        ("CN-NORTH-4", '"cn-north-4" may be meant'),
        ("cn_north_4", '"cn-north-4" may be meant'),
        ("cn-north-4 ", '"cn-north-4" may be meant'),
        ("华北-北京四", 'the regions are "af-north-1", '),
        ("eu-west-101", 'endpoint="https://modelarts.eu-west-101.myhuaweicloud.eu"'),
        ("x" * 100_000, "the regions are "),
    ],
)
def test_a_region_that_is_not_known_is_an_error_that_names_near_ones(region: str, meant: str) -> None:
    began = time.monotonic()
    with pytest.raises(ConfigError) as caught:
        config.create_client(token="t" * 8, region=region, project_id="p")
    assert str(caught.value).startswith("region: ")
    assert meant in str(caught.value)
    assert time.monotonic() - began < LIMIT


def test_a_region_with_an_endpoint_of_its_own_need_not_be_known(monkeypatch: pytest.MonkeyPatch) -> None:
    endpoint = "https://modelarts.example.com"
    client = config.create_client(token="t" * 8, region="eu-west-101", endpoint=endpoint, project_id="p")
    assert (client.endpoint, client.region) == (endpoint, "eu-west-101")
    assert client._core.describe()["iam_endpoint"] == "https://iam.eu-west-101.myhuaweicloud.eu"
    monkeypatch.setenv("HUAWEICLOUD_SDK_REGION_MODELARTS_EU_WEST_101", endpoint)
    assert config.create_client(token="t" * 8, region="eu-west-101", project_id="p").endpoint == endpoint
