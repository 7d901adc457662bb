"""Copies of a client, here and in other processes: they work, and take along no secret they needn't."""

from __future__ import annotations

import copy
import json
import multiprocessing
import os
import pickle
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, Any, Callable

import pytest

from modelarts import config
from modelarts.client import ApiClient, AsyncDatasetApi, DatasetApi
from raw_server import PROJECT_ID, REQUEST_ID, SECRET, TOKEN, header, http

if TYPE_CHECKING:
    from pathlib import Path

    from modelarts.emulator import Emulator
    from raw_server import RawServer

PROTOCOLS = range(pickle.HIGHEST_PROTOCOL + 1)


def _pickled(protocol: int) -> Callable[[Any], Any]:
    return lambda value: pickle.loads(pickle.dumps(value, protocol))


COPIES: dict[str, Callable[[Any], Any]] = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    **{f"pickle {protocol}": _pickled(protocol) for protocol in PROTOCOLS},
}


def get_status(client: ApiClient) -> str:
    return str(DatasetApi(client).get_task_status(task_id="t")["status"])


@pytest.mark.parametrize("duplicate", COPIES.values(), ids=COPIES)
@pytest.mark.parametrize("credential", ["password", "access_key", "token"])
@pytest.mark.parametrize("used", [False, True])
def test_a_copy_of_a_client_works_as_the_client_does(
    duplicate: Callable[[Any], Any], credential: Any, used: bool, emulator: Emulator
) -> None:
    emulator.add_task("t", ["RUNNING"])
    with emulator.create_client(credential) as client:
        if used:
            get_status(client)
        again = duplicate(client)
        assert type(again) is ApiClient
        assert again is not client
        assert repr(again) == repr(client)
        assert get_status(again) == get_status(client) == "RUNNING"


def test_copies_keep_the_settings(server: RawServer) -> None:
    client = server.create_client(raise_on_error=False, language="zh").with_options(timeout=7, max_retries=0)
    server.script(b"HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n")
    for duplicate in COPIES.values():
        again = duplicate(client)
        assert again._core.describe() == client._core.describe()
        assert DatasetApi(again).get_task_status(task_id="t")["error_code"] == "HTTP 404"


def test_a_shallow_copy_shares_the_connections_and_a_deep_one_does_not(server: RawServer) -> None:
    with server.create_client() as client:
        get_status(client)
        get_status(copy.copy(client))
        get_status(client.with_options(timeout=5))
        assert server.handshakes == 1
        get_status(copy.deepcopy(client))
        assert server.handshakes == 2


def test_a_deep_copy_stays_open_when_the_client_is_closed(server: RawServer) -> None:
    client = server.create_client()
    again = copy.deepcopy(client)
    client.close()
    assert get_status(again) == "SUCCESS"


def test_a_pickled_client_works_in_another_process(emulator: Emulator, tmp_path: Path) -> None:
    emulator.add_task("t", ["RUNNING"])
    path = tmp_path / "client.pickle"
    with emulator.create_client() as client:
        get_status(client)
        path.write_bytes(pickle.dumps(client))
    script = (
        "import pickle, sys; from modelarts.client import DatasetApi; client = pickle.load(open(sys.argv[1], 'rb'))"
    )
    script += "; print(DatasetApi(client).get_task_status(task_id='t')['status'])"
    ran = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (ran.stdout, ran.stderr) == ("RUNNING\n", "")


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_a_client_goes_as_an_argument_to_a_pool_of_processes(method: str, emulator: Emulator) -> None:
    emulator.add_task("t", ["RUNNING"])
    with (
        emulator.create_client() as client,
        ProcessPoolExecutor(2, multiprocessing.get_context(method)) as pool,
    ):
        assert list(pool.map(get_status, [client] * 6, timeout=60)) == ["RUNNING"] * 6


@pytest.mark.parametrize("api_class", [DatasetApi, AsyncDatasetApi])
@pytest.mark.parametrize("duplicate", COPIES.values(), ids=COPIES)
def test_the_calls_can_be_copied_with_their_client(
    api_class: type[Any], duplicate: Callable[[Any], Any], server: RawServer
) -> None:
    import asyncio

    with server.create_client() as client:
        again = duplicate(api_class(client))
        assert type(again) is api_class
        answer = again.get_task_status(task_id="t")
        status = answer if api_class is DatasetApi else asyncio.run(answer)
        assert status["status"] == "SUCCESS"


def assert_holds_no_secret(client: ApiClient) -> None:
    for protocol in PROTOCOLS:
        pickled = pickle.dumps(client, protocol)
        assert SECRET.encode() not in pickled
        assert TOKEN.encode() not in pickled


USERS: dict[str, dict[str, str]] = {
    "password": {"account": "a", "username": "u", "password": SECRET},
    "access key": {"access_key": "FAKE", "secret_key": SECRET},
    "temporary access key": {"access_key": "FAKE", "secret_key": SECRET, "security_token": TOKEN},
    "token": {"token": TOKEN},
}


def write_config(path: Path, user: dict[str, str], url: str) -> Path:
    content = {
        "contexts": [{"name": "default", "context": {"cluster": "c", "user": "u", "project_id": PROJECT_ID}}],
        "clusters": [{"name": "c", "cluster": {"region": "cn-north-1", "endpoint": url, "iam_endpoint": url}}],
        "users": [{"name": "u", "user": user}],
    }
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(content))
    path.chmod(0o600)
    return path


@pytest.mark.parametrize("user", USERS.values(), ids=USERS)
@pytest.mark.parametrize("named_by", ["argument", "variable", "home"])
def test_a_pickle_holds_no_secret_that_came_from_a_file(
    named_by: str, user: dict[str, str], home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = home / ".modelarts" / "config.json" if named_by == "home" else tmp_path / "config.json"
    path = write_config(place, user, "http://127.0.0.1:9")
    if named_by == "variable":
        monkeypatch.setenv("MODELARTS_CONFIG", str(path))
    client = config.create_client(str(path)) if named_by == "argument" else config.create_client()
    assert_holds_no_secret(client)
    assert repr(pickle.loads(pickle.dumps(client))) == repr(client)


def test_a_pickle_holds_no_token_that_was_fetched(server: RawServer, tmp_path: Path) -> None:
    token = '{"token": {"expires_at": "2099-01-01T00:00:00.000000Z", "project": {"id": "p"}}}'
    server.script(http(token, 201, f"X-Subject-Token: {TOKEN}"), http())
    client = config.create_client(write_config(tmp_path / "config.json", USERS["password"], server.url))
    get_status(client)
    assert header(server.requests[1], "X-Auth-Token") == TOKEN
    assert_holds_no_secret(client)


def test_a_pickle_holds_no_secret_that_came_from_the_environment(
    server: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUAWEICLOUD_SDK_AK", "FAKE")
    monkeypatch.setenv("HUAWEICLOUD_SDK_SK", SECRET)
    monkeypatch.setenv("HUAWEICLOUD_SDK_SECURITY_TOKEN", TOKEN)
    monkeypatch.setenv("HUAWEICLOUD_SDK_PROJECT_ID", PROJECT_ID)
    client = config.create_client(endpoint=server.url, region="cn-north-1")
    assert_holds_no_secret(client)
    assert get_status(pickle.loads(pickle.dumps(client))) == "SUCCESS"
    assert header(server.requests[0], "X-Security-Token") == TOKEN


def test_a_pickle_holds_no_secret_that_came_from_the_profile(server: RawServer, home: Path) -> None:
    folder = home / ".huaweicloud"
    folder.mkdir()
    profile = folder / "credentials"
    profile.write_text(f"[basic]\nak = FAKE\nsk = {SECRET}\nproject_id = {PROJECT_ID}\n")
    profile.chmod(0o600)
    client = config.create_client(endpoint=server.url, region="cn-north-1")
    assert_holds_no_secret(client)
    assert get_status(pickle.loads(pickle.dumps(client))) == "SUCCESS"


def test_a_copy_reads_its_file_again(server: RawServer, tmp_path: Path) -> None:
    path = write_config(tmp_path / "config.json", {"token": TOKEN}, server.url)
    client = config.create_client(path)
    pickled = pickle.dumps(client)
    write_config(path, {"token": "another-token"}, server.url)
    get_status(client)
    get_status(pickle.loads(pickled))
    assert [header(request, "X-Auth-Token") for request in server.requests] == [TOKEN, "another-token"]


def test_a_copy_finds_a_file_that_was_named_by_a_relative_path(
    server: RawServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_config(tmp_path / "config.json", {"token": TOKEN}, server.url)
    monkeypatch.chdir(tmp_path)
    pickled = pickle.dumps(config.create_client("config.json"))
    monkeypatch.chdir(os.sep)
    assert get_status(pickle.loads(pickled)) == "SUCCESS"


def test_a_secret_that_was_given_in_the_code_goes_along_as_the_documentation_says(server: RawServer) -> None:
    client = server.create_client(access_key="FAKE", secret_key=SECRET)
    assert SECRET.encode() in pickle.dumps(client)
    assert "only if the secret was given in the code" in " ".join((ApiClient.__doc__ or "").split())


def test_a_pickled_client_of_the_emulator_takes_nothing_from_the_users_environment(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    emulator.add_task("t", ["RUNNING"])
    pickled = pickle.dumps(emulator.create_client())
    monkeypatch.setenv("MODELARTS_CONFIG", "/nowhere")
    monkeypatch.setenv("HUAWEICLOUD_SDK_AK", "FAKE")
    monkeypatch.setenv("MODELARTS_ENDPOINT", "http://127.0.0.1:9")
    assert get_status(pickle.loads(pickled)) == "RUNNING"


def test_a_response_pickles_and_copies_with_its_types_and_attributes(server: RawServer) -> None:
    entry = '{"dataset_id": "d", "dataset_name": "n", "file_count": 1, "create_time": 2, "more": [1]}'
    server.script(http(f'{{"status": "SUCCESS", "result": [{{"createDatasetSuccess": [{entry}]}}], "more": {{}}}}'))
    with server.create_client() as client:
        status = DatasetApi(client).get_task_status(task_id="t")
    for duplicate in (COPIES[name] for name in ("copy", "deepcopy", "pickle 2", "pickle 5")):
        again = duplicate(status)
        assert again == status
        assert type(again) is type(status)
        assert type(again.result[0]) is type(status.result[0])
        assert type(again.datasets[0]) is type(status.datasets[0])
        assert (again.request_id, again.http_status) == (REQUEST_ID, 200)
        assert (again.task_id, again.project_id) == ("t", PROJECT_ID)


def test_the_attributes_of_a_client_show_no_secret(server: RawServer) -> None:
    client = server.create_client(token=None, access_key="FAKE", secret_key=SECRET)
    for duplicate in COPIES.values():
        shown = str(vars(duplicate(client)))
        assert SECRET not in shown
        assert "secret_key" in shown
