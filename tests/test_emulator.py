"""The emulator from Python."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from modelarts import AuthenticationError, NotFoundError, config
from modelarts.client import DatasetApi
from modelarts.emulator import Emulator


def states(emulator: Emulator, api: DatasetApi, task_id: str, polls: int) -> list[str]:
    return [api.get_task_status(emulator.project_id, task_id)["status"] for _ in range(polls)]


def test_a_task_changes_by_polls(emulator: Emulator, datasetapi: DatasetApi) -> None:
    emulator.add_task("t", states=["PENDING", ("RUNNING", 3), "SUCCESS"])
    expected = ["PENDING", "RUNNING", "RUNNING", "RUNNING", "SUCCESS", "SUCCESS"]
    assert states(emulator, datasetapi, "t", 6) == expected


def test_a_task_changes_by_time_with_a_manual_clock() -> None:
    with Emulator(clock="manual") as emulator, emulator.create_client() as client:
        api = DatasetApi(client)
        emulator.add_task("t", script=[(0, "RUNNING"), (5.0, "FAILURE")], error=("ModelArts.1674", "gone"))
        assert states(emulator, api, "t", 2) == ["RUNNING", "RUNNING"]
        emulator.advance(4.9)
        assert states(emulator, api, "t", 1) == ["RUNNING"]
        emulator.advance(0.1)
        response = api.get_task_status(task_id="t")
        assert response.failures == [{"error_code": "ModelArts.1674", "error_msg": "gone"}]


def test_a_task_without_a_script_follows_the_emulators_pace() -> None:
    with Emulator(clock="manual", pace=2) as emulator, emulator.create_client() as client:
        emulator.add_task("t", result=[{"syncOrCheckoutsuccess": [{}]}])
        seen = []
        for _ in range(5):
            seen += states(emulator, DatasetApi(client), "t", 1)
            emulator.advance(2)
        assert seen == ["PENDING", "STARTED", "RUNNING", "SUCCESS", "SUCCESS"]


def test_an_unknown_task_is_not_found_with_the_documented_code(datasetapi: DatasetApi) -> None:
    with pytest.raises(NotFoundError, match=r"ModelArts\.0102"):
        datasetapi.get_task_status(task_id="unknown")


def test_tokens_expire_with_the_clock() -> None:
    with Emulator(clock="manual") as emulator:
        emulator.add_task("t")
        api = DatasetApi(emulator.create_client("token"))
        api.get_task_status(task_id="t")
        emulator.advance(24 * 3600 + 1)
        with pytest.raises(AuthenticationError, match=r"ModelArts\.0202"):
            api.get_task_status(task_id="t")


def test_auth_none_accepts_every_request() -> None:
    with Emulator(auth="none") as emulator:
        emulator.add_task("t")
        client = emulator.create_client("access_key", secret_key="fake-secret-for-tests")
        assert DatasetApi(client).get_task_status(task_id="t")["status"]


@pytest.mark.parametrize("credential", ["password", "access_key"])
def test_wrong_credentials_are_refused(emulator: Emulator, credential: str) -> None:
    wrong = {"password": {"password": "fake-secret-for-tests"}, "access_key": {"secret_key": "fake-secret-for-tests"}}
    client = emulator.create_client(credential, **wrong[credential])  # type: ignore[arg-type] # one of those it takes
    with pytest.raises(AuthenticationError):
        DatasetApi(client).get_task_status(task_id="t")


def test_requests_are_recorded_without_secrets(emulator: Emulator, datasetapi: DatasetApi) -> None:
    emulator.add_task("t")
    datasetapi.get_task_status(task_id="t")
    token, status = emulator.requests
    assert token["body"]["auth"]["identity"]["password"]["user"]["password"] == "***"
    assert ("x-auth-token", "***") in [tuple(header) for header in status["headers"]]
    assert (status["status"], status["body"], status["query"]) == (200, None, "")
    assert emulator.password not in json.dumps(emulator.requests)


def test_reset_removes_tasks_requests_and_tokens(emulator: Emulator, datasetapi: DatasetApi) -> None:
    emulator.add_task("t")
    datasetapi.get_task_status(task_id="t")
    emulator.reset()
    assert emulator.requests == []
    with pytest.raises(NotFoundError):
        datasetapi.get_task_status(task_id="t")
    assert [request["status"] for request in emulator.requests] == [401, 201, 404]


def test_only_the_owner_can_read_the_configuration_file(emulator: Emulator, tmp_path: Path) -> None:
    path = emulator.write_config(tmp_path)
    if os.name == "posix":
        assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    emulator.add_task("t")
    client = config.create_client(path)
    assert DatasetApi(client).get_task_status(emulator.project_id, "t")["status"]


def test_a_client_of_the_emulator_ignores_the_users_configuration(
    emulator: Emulator, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / ".modelarts").mkdir()
    (home / ".modelarts" / "config.json").write_text("not even JSON")
    monkeypatch.setenv("MODELARTS_ENDPOINT", "https://elsewhere.example.com")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    emulator.add_task("t")
    assert DatasetApi(emulator.create_client()).get_task_status(task_id="t")["status"]


def test_closing_leaves_no_socket_and_no_thread_behind() -> None:
    emulator = Emulator()
    port = int(emulator.url.rpartition(":")[2])
    emulator.close()
    emulator.close()
    assert repr(emulator) == "Emulator(closed)"
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)
    assert "modelarts" not in " ".join(thread.name for thread in threading.enumerate())


def test_several_run_side_by_side() -> None:
    with Emulator(seed=1, clock="manual") as one, Emulator(seed=2) as other:
        one.add_task("t")
        other.add_task("t", states=["SUCCESS"])
        assert one.url != other.url
        assert one.password != other.password
        for emulator, status in ((one, "PENDING"), (other, "SUCCESS")):
            with emulator.create_client() as client:
                assert states(emulator, DatasetApi(client), "t", 1) == [status]


def test_the_seed_fixes_account_and_keys() -> None:
    with Emulator(seed=7) as one, Emulator(seed=7) as twin:
        assert (one.account, one.password, one.secret_key) == (twin.account, twin.password, twin.secret_key)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"states": []}, "is not valid"),
        ({"states": [("RUNNING", 0)]}, "is not valid"),
        ({"script": [(1.0, "RUNNING")]}, "is not valid"),
        ({"script": [(0, "PENDING"), (5, "RUNNING"), (2, "SUCCESS")]}, "must begin later than the one before"),
        ({"states": ["RUNNING"], "script": [(0, "RUNNING")]}, "not both"),
        ({"states": ["PENDING", "SUCESS"]}, '"SUCESS" is not a documented state, the nearest one is SUCCESS'),
        ({"states": ["running"]}, '"running" is not a documented state, the nearest one is RUNNING'),
        ({"script": [(0, "RETRYING")]}, "the nearest one is RETRY; allow_unknown_states accepts it"),
    ],
)
def test_an_invalid_script_is_refused(emulator: Emulator, arguments: dict[str, list[str]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        emulator.add_task("t", **arguments)  # type: ignore[arg-type] # on purpose


def test_states_that_are_not_documented_are_accepted_if_asked_for(emulator: Emulator, datasetapi: DatasetApi) -> None:
    emulator.add_task("t", states=["PAUSED", "SUCCESS"], allow_unknown_states=True)
    assert states(emulator, datasetapi, "t", 2) == ["PAUSED", "SUCCESS"]


def test_an_invalid_setting_is_named() -> None:
    with pytest.raises(ValueError, match="auth: is 'maybe'"):
        Emulator(auth="maybe")  # type: ignore[arg-type] # on purpose
    with pytest.raises(ValueError, match="clock: is 'fast'"):
        Emulator(clock="fast")  # type: ignore[arg-type] # on purpose
    with pytest.raises(ValueError, match="pace: is -1"):
        Emulator(pace=-1)
    with Emulator() as emulator:
        port = int(emulator.url.rpartition(":")[2])
        with pytest.raises(OSError, match=rf"{port}: the address is in use"):
            Emulator(port=port)
        emulator.add_task("t")
        with pytest.raises(ValueError, match='there is already a task "t"'):
            emulator.add_task("t")
        with pytest.raises(ValueError, match="credential: is 'x'"):
            emulator.create_client("x")  # type: ignore[arg-type] # on purpose
        with pytest.raises(TypeError, match="no setting colour"):
            emulator.create_client(colour="red")


@pytest.mark.skipif(os.name != "posix", reason="Windows has no SIGINT for one process alone")
@pytest.mark.parametrize("command", [["-m", "modelarts", "emulator"], ["-m", "modelarts", "emulator", "--port", "0"]])
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_in_a_shell_it_prints_a_configuration_and_runs_until_it_is_ended(
    command: list[str], end: signal.Signals
) -> None:
    with subprocess.Popen(
        [sys.executable, *command, "--task", "t"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        name, _, path = process.stdout.readline().strip().removeprefix("export ").partition("=")
        assert name == "MODELARTS_CONFIG"
        client = config.create_client(path)
        assert "status" in DatasetApi(client).get_task_status("cbfb9585c5854926a411a3f5a984fc09", "t")
        process.send_signal(end)
        _, err = process.communicate(timeout=30)
    assert process.returncode == (130 if end == signal.SIGINT else 0)
    assert "Traceback" not in err
    assert not Path(path).exists()


def test_in_a_shell_a_port_in_use_is_an_error_without_a_traceback(emulator: Emulator) -> None:
    port = emulator.url.rpartition(":")[2]
    ran = subprocess.run(
        [sys.executable, "-m", "modelarts", "emulator", "--port", port],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 1
    assert ran.stderr.startswith("modelarts emulator: the emulator can't listen on")


CYCLE: list[object] = []
CYCLE.append(CYCLE)
DEEP: list[object] = []
for _ in range(12_000):
    DEEP = [DEEP]


@pytest.mark.parametrize(
    ("result", "place"),
    [
        (CYCLE, r"result\[0\]"),
        ([{"again": CYCLE}], r"result\[0\]\.again"),
        (DEEP, r"result\[0\]"),
        ([{"x": float("nan")}], r"result\[0\]\.x: is NaN"),
        ([[float("-inf")]], r"result\[0\]\[0\]: is -inf"),
        ({"big": 10**30}, r"result\.big: is an integer"),
        ([{1: "x"}], r"result\[0\]: has a key that is int"),
        ([b"bytes"], r"result\[0\]: is bytes"),
        ([object()], r"result\[0\]: is object"),
        (["\ud800"], r"result\[0\]: "),
    ],
    ids=["cycle", "cycle in a dict", "deep", "NaN", "-inf", "10**30", "a key", "bytes", "an object", "a surrogate"],
)
def test_a_result_that_is_not_json_is_refused_with_its_place(emulator: Emulator, result: object, place: str) -> None:
    with pytest.raises(ValueError, match=f"^{place}"):
        emulator.add_task("t", states=["SUCCESS"], result=result)
    emulator.add_task("t", states=["SUCCESS"], result=[{"x": [1, 2.5, None, True, "数"]}])
    with emulator.create_client() as client:
        assert DatasetApi(client).get_task_status(task_id="t")["result"] == [{"x": [1, 2.5, None, True, "数"]}]


def test_random_credentials_differ_from_those_of_the_seed() -> None:
    with Emulator(credentials="random") as one, Emulator(credentials="random") as other, Emulator() as seeded:
        assert len({emulator.password for emulator in (one, other, seeded)}) == 3
        assert len({emulator.secret_key for emulator in (one, other, seeded)}) == 3
        one.add_task("t", states=["SUCCESS"])
        for credential in ("password", "access_key", "token"):
            with one.create_client(credential) as client:
                assert DatasetApi(client).get_task_status(task_id="t")["status"] == "SUCCESS"
    with pytest.raises(ValueError, match="credentials: is 'fixed'"):
        Emulator(credentials="fixed")  # type: ignore[arg-type] # on purpose


@pytest.mark.skipif(os.name != "posix", reason="Windows has no SIGHUP")
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_in_a_shell_it_removes_its_temporary_folders_at_its_end(end: signal.Signals, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "modelarts", "emulator"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    ) as process:
        assert process.stdout
        process.stdout.readline()
        assert len(os.listdir(tmp_path)) == 2
        process.send_signal(end)
        process.wait(30)
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    "program",
    [
        "emulator = Emulator()",
        "emulator = Emulator(); raise SystemExit(0)",
        "cycle = [Emulator()]; cycle.append(cycle); del cycle",
        "emulator = Emulator(); emulator.close(); emulator.close()",
        "emulator = Emulator(); os.fork() or os._exit(0)" if hasattr(os, "fork") else "",
        "import atexit, gc; gc.disable(); emulator = Emulator(); atexit.register(lambda: emulator.requests)",
    ],
)
def test_a_temporary_root_is_removed_however_the_program_ends(program: str, tmp_path: Path) -> None:
    code = f"import os\nfrom modelarts.emulator import Emulator\n{program}"
    ran = subprocess.run(
        [sys.executable, "-X", "dev", "-c", code],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    assert ran.returncode == 0, ran.stderr
    assert os.listdir(tmp_path) == []
