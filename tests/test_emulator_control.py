"""The control interface of the emulator, asked by urllib and by raw sockets."""

from __future__ import annotations

import contextlib
import http.client
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

from control_client import TOKEN, ask, send
from modelarts import DatasetApi, ServerError, config
from modelarts.emulator import Emulator
from time_limits import LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator

AUTHORIZATION = f"Authorization: Bearer {TOKEN}\r\n".encode()

# Each call with arguments that it accepts.
ROUTES: list[tuple[str, str, object]] = [
    ("GET", "", None),
    ("GET", "/config", None),
    ("POST", "/reset", None),
    ("POST", "/advance", {"seconds": 1}),
    ("POST", "/skew_clock", {"seconds": 1}),
    ("POST", "/expire_tokens", None),
    ("POST", "/faults", {"status": 503}),
    ("DELETE", "/faults", None),
    ("POST", "/tasks", {"task_id": "t"}),
    ("POST", "/scripts", {"operation": "processing.create"}),
    ("PUT", "/quirks", {"record_offset": True}),
    ("POST", "/datasets", {"name": "cats", "data_url": "bucket1/cats/"}),
    ("POST", "/versions", {"dataset_id": "d1"}),
    ("GET", "/requests", None),
    ("DELETE", "/requests", None),
    ("GET", "/files", None),
    ("GET", "/files/bucket1/", None),
    ("GET", "/files/bucket1/cats/1.jpg", None),
    ("PUT", "/files/bucket1/cats/2.jpg", b"2"),
    ("DELETE", "/files/bucket1/cats/1.jpg", None),
]
NAMES = [f"{method} {path}" for method, path, _ in ROUTES]
# Those that read their body as JSON.
WITH_JSON = [route for route in ROUTES if route[0] != "GET" and not route[1].startswith("/files")]


@pytest.fixture
def controlled() -> Iterator[Emulator]:
    """An emulator with a dataset, whose control interface is on."""
    with Emulator(control=TOKEN, clock="manual") as emulator:
        emulator.put_file("bucket1/cats/1.jpg", b"1")
        emulator.put_file("bucket1/dogs/1.jpg", b"1")
        emulator.add_dataset("dogs", "bucket1/dogs/", dataset_id="d1")
        yield emulator


@pytest.mark.parametrize("page", ["emulator.md", "emulator.zh-CN.md"])
def test_every_call_is_documented_with_its_arguments(controlled: Emulator, page: str) -> None:
    text = (Path(__file__).parent.parent / "docs" / page).read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([A-Z]+) /_emulator(\S*)` \|([^|]*)\|", text, re.MULTILINE)
    example = {"BUCKET/FOLDER/": "bucket1/", "BUCKET/NAME": "bucket1/cats/1.jpg"}
    documented = set()
    for method, target, arguments in rows:
        path = target.partition("?")[0]
        for placeholder, value in example.items():
            path = path.replace(placeholder, value)
        documented.add((method, path.replace("1.jpg", "2.jpg") if method == "PUT" else path))
        unknown = ask(controlled, method, path, {"no such argument": 1}) if "`" in arguments else None
        if unknown is not None:
            named = unknown.error["message"].partition("expected one of ")[2].split(", ")
            assert re.findall(r"`(\w+)`", arguments) == named
    assert documented == {(method, path) for method, path, _ in ROUTES}


@pytest.mark.parametrize(("method", "path", "body"), ROUTES, ids=NAMES)
def test_every_call_accepts_the_token(controlled: Emulator, method: str, path: str, body: object) -> None:
    answer = ask(controlled, method, path, body)
    assert answer.status in {200, 204}
    assert (answer.body == b"") == (answer.status == 204)
    assert controlled.requests == [], "control is not recorded"


@pytest.mark.parametrize(("method", "path", "body"), ROUTES, ids=NAMES)
def test_no_call_accepts_a_request_without_it(controlled: Emulator, method: str, path: str, body: object) -> None:
    controlled.add_task("kept")
    for token in (None, "", TOKEN[:-1], f"{TOKEN}x", TOKEN.upper(), f"{TOKEN} {TOKEN}"):
        answer = ask(controlled, method, path, body, token=token)
        assert answer.status == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        assert TOKEN not in answer.error["message"]
    for authorization in (TOKEN, f"Basic {TOKEN}", "Bearer", f"Bearer{TOKEN}"):
        assert ask(controlled, method, path, body, token=None, Authorization=authorization).status == 401
    with pytest.raises(ValueError, match="already a task"):
        controlled.add_task("kept")
    assert (controlled.root / "bucket1/cats/1.jpg").exists()
    assert not (controlled.root / "bucket1/cats/2.jpg").exists()


@pytest.mark.parametrize(("method", "path", "body"), ROUTES, ids=NAMES)
def test_while_it_is_off_its_paths_are_unknown(method: str, path: str, body: object) -> None:
    with Emulator() as emulator:
        assert emulator.control_url is None
        assert emulator.control_token is None
        answer = ask(emulator, method, path, body)
        assert (answer.status, answer.json["error_code"]) == (404, "APIG.0101")
        assert len(emulator.requests) == 1, "like any unknown path"


@pytest.mark.parametrize(("method", "path", "body"), ROUTES, ids=NAMES)
def test_a_wrong_method_is_refused_and_the_right_ones_are_named(
    controlled: Emulator, method: str, path: str, body: object
) -> None:
    assert method
    answer = ask(controlled, "PATCH", path, body)
    assert answer.status == 405
    assert method in answer.headers["allow"].split(",")
    assert "Allow" in answer.error["message"]


@pytest.mark.parametrize(("method", "path", "body"), WITH_JSON)
@pytest.mark.parametrize(
    "sent",
    [b"{", b"\xff", b"[]", b"null", b'"text"', b'{"unknown": 1}', b"[" * 100_000, b'{"seconds": NaN}', b"{} {}"],
    ids=["half", "no UTF-8", "a list", "null", "a text", "an unknown name", "deep", "NaN", "two documents"],
)
def test_a_body_that_is_no_object_of_known_names_is_refused(
    controlled: Emulator, method: str, path: str, body: object, sent: bytes
) -> None:
    assert path
    answer = ask(controlled, method, path, sent)
    assert answer.status == 400
    assert answer.error["message"]
    assert controlled.requests == []
    assert body is None or ask(controlled, method, path, body).status in {200, 204}, "it works as before"


@pytest.mark.parametrize(("method", "path", "body"), ROUTES, ids=NAMES)
def test_a_body_that_is_too_large_is_refused(controlled: Emulator, method: str, path: str, body: object) -> None:
    assert path is not body
    answer = ask(controlled, method, path, b" " * (8 * 1024 * 1024 + 1))
    assert answer.status == 413
    assert answer.error["message"]


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("/advance", {}, "seconds: is missing, expected a number"),
        ("/advance", {"seconds": "1"}, 'seconds: is "1", expected a number'),
        ("/advance", {"seconds": -1}, "seconds: is -1, expected a number of seconds, 0 or more"),
        ("/advance", {"seconds": 1e300}, "seconds: is 1"),
        ("/skew_clock", {"seconds": None}, "seconds: is missing, expected a number"),
        ("/faults", {}, "kind: is missing; give a status, a code or a delay"),
        ("/faults", {"status": 1}, "status: is 1, expected an HTTP status from 200 to 599"),
        ("/faults", {"status": 5.5}, "status: is 5.5, expected an integer"),
        ("/faults", {"status": 503, "headers": {"A": 1}}, "headers: is an object, expected an object of texts"),
        ("/faults", {"status": 503, "nth": True}, "nth: is true, expected an integer"),
        ("/faults", {"code": "ModelArts.999"}, 'code: is "ModelArts.999", which is not documented; the nearest one'),
        ("/faults", {"error": ["a"]}, 'error: is a list, expected ["CODE", "MESSAGE"]'),
        ("/tasks", {}, "task_id: is missing, expected text"),
        ("/tasks", {"task_id": ""}, 'the script of task "" is not valid: the task_id is empty'),
        ("/tasks", {"task_id": "t", "states": ["SUCESS"]}, 'the script of task "t" is not valid: "SUCESS" is not'),
        ("/tasks", {"task_id": "t", "states": [["RUNNING", -1]]}, "states: is a list, expected a list of states; "),
        ("/tasks", {"task_id": "t", "states": [], "script": []}, "states: can't be combined with script"),
        ("/scripts", {"operation": "get_dataset"}, 'operation: is "get_dataset", expected auto_labelling.create'),
        ("/scripts", {"operation": "processing.create", "states": ["2"]}, "states: is a list, expected"),
        ("/datasets", {"name": "cats"}, "data_url: is missing, expected text"),
        ("/datasets", {"name": "cats", "data_url": "b/"}, 'ModelArts.1651: "b" is not a valid bucket name'),
        ("/versions", {"dataset_id": "nowhere"}, "ModelArts.1674: The dataset nowhere does not exist"),
    ],
)
def test_an_argument_that_is_no_good_is_named(controlled: Emulator, path: str, body: object, said: str) -> None:
    answer = ask(controlled, "POST", path, body)
    assert answer.status == 400
    assert answer.error["message"].startswith(said)
    named = said.partition(":")[0]
    assert answer.error.get("parameter", named) == named or "code" in answer.error


def test_errors_are_in_the_language_that_is_asked_for(controlled: Emulator) -> None:
    answer = ask(controlled, "POST", "/advance", {"seconds": "1"}, Accept_Language="zh-CN,zh;q=0.9,en;q=0.1")
    assert answer.error == {"message": 'seconds：为 "1"，应为：数字', "parameter": "seconds"}
    answer = ask(controlled, "POST", "/advance", {"seconds": "1"}, Accept_Language="de")
    assert answer.error["message"] == 'seconds: is "1", expected a number'


def test_the_emulators_language_is_that_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODELARTS_LANGUAGE", "zh")
    with Emulator(control=TOKEN) as emulator:
        assert ask(emulator, "POST", "/advance").error["message"] == "seconds：缺失，应为：数字"
        assert ask(emulator, "GET", "/nowhere", Accept_Language="en").error["message"].startswith("there is no such")


def test_tasks_faults_and_the_clock_are_controlled(controlled: Emulator) -> None:
    ask(
        controlled, "POST", "/tasks", {"task_id": "t", "script": [[0, "RUNNING"], [5, "SUCCESS"]], "result": [{"a": 1}]}
    )
    again = ask(controlled, "POST", "/tasks", {"task_id": "t"})
    assert again.status == 409
    fault = {"operation": "get_task_status", "match": "t", "nth": 2, "code": "ModelArts.0010"}
    assert ask(controlled, "POST", "/faults", fault).status == 204
    with controlled.create_client(max_retries=0) as client:
        api = DatasetApi(client)
        assert api.get_task_status(task_id="t").status == "RUNNING"
        with pytest.raises(ServerError, match=r"ModelArts\.0010"):
            api.get_task_status(task_id="t")
        assert ask(controlled, "POST", "/advance", {"seconds": 5}).status == 204
        assert api.get_task_status(task_id="t")["result"] == [{"a": 1}]
    seen = ask(controlled, "GET", "/requests").json["requests"]
    assert [(request["operation"], request["status"]) for request in seen] == [
        ("create_token", 201),
        ("get_task_status", 200),
        ("get_task_status", 500),
        ("get_task_status", 200),
    ]
    assert seen == [
        {**request, "headers": [list(pair) for pair in request["headers"]]} for request in controlled.requests
    ]
    newest = ask(controlled, "GET", "/requests?operation=get_task_status&limit=2").json["requests"]
    assert newest == seen[2:]
    for query in ("limit=-1", "limit=x", "last=2"):
        assert ask(controlled, "GET", f"/requests?{query}").status == 400
    assert ask(controlled, "DELETE", "/requests").status == 204
    assert controlled.requests == []


def test_faults_do_not_apply_to_it_and_can_be_removed(controlled: Emulator) -> None:
    ask(controlled, "POST", "/faults", {"kind": "reset"})
    assert ask(controlled, "GET", "").status == 200
    assert ask(controlled, "DELETE", "/faults").status == 204
    with controlled.create_client(max_retries=0) as client:
        assert DatasetApi(client).query_dataset().dataset_count == 1


def test_reset_and_expired_tokens_are_as_in_python(controlled: Emulator) -> None:
    with controlled.create_client() as client:
        api = DatasetApi(client)
        assert api.query_dataset().dataset_count == 1
        ask(controlled, "POST", "/expire_tokens")
        assert api.query_dataset().dataset_count == 1
        assert [request["status"] for request in controlled.requests] == [201, 200, 401, 201, 200]
        ask(controlled, "POST", "/reset")
        assert controlled.requests == []
        assert api.query_dataset().dataset_count == 0


def test_datasets_and_versions_are_there_at_once(controlled: Emulator) -> None:
    dataset: dict[str, Any] = {"name": "cats", "data_url": "bucket1/cats/", "dataset_id": "d2"}
    assert ask(controlled, "POST", "/datasets", dataset).json == {"dataset_id": "d2"}
    version = {"dataset_id": "d2", "description": "first", "version_id": "v1"}
    assert ask(controlled, "POST", "/versions", version).json == {"version_id": "v1"}
    refused = ask(controlled, "POST", "/datasets", dataset)
    assert refused.status == 400
    assert refused.error["code"] == "ModelArts.0104"
    with controlled.create_client() as client:
        files = DatasetApi(client).iter_version_files(dataset_id="d2", version_id="v1")
        assert [file.file_name for file in files] == ["1.jpg"]


def test_files_are_written_read_listed_and_removed(controlled: Emulator) -> None:
    content = bytes(range(256)) * 1000
    assert ask(controlled, "PUT", "/files/bucket9/%E6%95%B0%E6%8D%AE/a%20b%25.bin", content).status == 204
    assert (controlled.root / "bucket9" / "数据" / "a b%.bin").read_bytes() == content
    read = ask(controlled, "GET", "/files/bucket9/%E6%95%B0%E6%8D%AE/a%20b%25.bin")
    assert (read.body, read.headers["content-type"]) == (content, "application/octet-stream")
    listed = {"files": [{"path": "bucket9/数据/a b%.bin", "size": len(content)}]}
    assert ask(controlled, "GET", "/files/bucket9/").json == listed
    assert ask(controlled, "GET", "/files/bucket9").json == listed
    paths = [file["path"] for file in ask(controlled, "GET", "/files").json["files"]]
    assert paths == ["bucket1/cats/1.jpg", "bucket1/dogs/1.jpg", "bucket9/数据/a b%.bin"]
    assert ask(controlled, "DELETE", "/files/bucket9/%E6%95%B0%E6%8D%AE/a%20b%25.bin").status == 204
    gone = ask(controlled, "GET", "/files/bucket9/%E6%95%B0%E6%8D%AE/a%20b%25.bin")
    assert gone.status == 404
    assert ask(controlled, "DELETE", "/files/bucket9/nothing").status == 404
    assert ask(controlled, "GET", "/files/bucket8/").status == 404


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
@pytest.mark.parametrize(
    "path",
    [
        "bucket1/../../secret",
        "bucket1/%2e%2e/%2e%2e/secret",
        "bucket1/..%2f..%2fsecret",
        "%2e%2e/secret",
        "..%2Fsecret",
        "bucket1%2f..%2f..%2fsecret",
        "%2f%2fetc%2fpasswd",
        "bucket1/a%5c..%5c..%5csecret",
        "bucket1/%00",
        "bucket1/%ff",
        "bucket1//x",
        "b/x",
        "Bucket1/x",
        "bucket1/link/secret",
        "obs:%2f%2f..%2fsecret",
    ],
)
def test_no_path_leads_out_of_the_root(tmp_path: Path, method: str, path: str) -> None:
    root = tmp_path / "root"
    (root / "bucket1").mkdir(parents=True)
    (tmp_path / "secret").write_text("unharmed")
    (root / "bucket1" / "link").symlink_to(tmp_path)
    with Emulator(root, control=TOKEN) as emulator:
        head = f"{method} /_emulator/files/{path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        request = f"{head}Authorization: Bearer {TOKEN}\r\nContent-Length: 4\r\n\r\nevil"
        received = send(emulator, request.encode())
        assert received.startswith((b"HTTP/1.1 400", b"HTTP/1.1 404", b"HTTP/1.1 409"))
        assert b"unharmed" not in received
        assert b"root:" not in received
    assert (tmp_path / "secret").read_text() == "unharmed"
    assert sorted(os.listdir(tmp_path)) == ["root", "secret"]
    assert os.listdir(root) == ["bucket1"]
    assert os.listdir(root / "bucket1") == ["link"]


@pytest.mark.skipif(os.name != "posix", reason="Windows has no FIFOs")
def test_what_is_no_file_is_not_read_and_not_replaced(controlled: Emulator) -> None:
    fifo = controlled.root / "bucket1" / "fifo"
    os.mkfifo(fifo)
    assert ask(controlled, "GET", "/files/bucket1/fifo").status == 404
    assert ask(controlled, "PUT", "/files/bucket1/fifo", b"x").status == 409
    assert ask(controlled, "PUT", "/files/bucket1/cats", b"x").status == 409
    assert fifo.is_fifo()


def test_pages_of_other_sites_and_other_hosts_are_refused(controlled: Emulator) -> None:
    assert ask(controlled, "GET", "", Origin="http://evil.example").status == 403
    assert ask(controlled, "GET", "", Sec_Fetch_Site="cross-site").status == 403
    assert ask(controlled, "GET", "", Host="evil.example").status == 403
    assert ask(controlled, "GET", "", X_Long="x" * 70_000).status == 431


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GET /_emulator HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \xff\xfe\r\nConnection: close\r\n\r\n",
        b"GET /_emulator HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%b%b\r\n" % (AUTHORIZATION, AUTHORIZATION),
        b"POST /_emulator/reset HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 100\r\n\r\n{}",
        b"GET /_emulatorx HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"GET /_EMULATOR HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"GET /v1/../_emulator HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    ],
    ids=["bytes", "two tokens", "a short body", "another path", "capitals", "dots"],
)
def test_odd_requests_are_refused_and_change_nothing(controlled: Emulator, request_bytes: bytes) -> None:
    if b"Content-Length: 100" in request_bytes:
        host, port = controlled.url.removeprefix("http://").split(":")
        connection = http.client.HTTPConnection(host, int(port), timeout=30)
        connection.connect()
        connection.sock.sendall(request_bytes)
        connection.close()
    else:
        assert send(controlled, request_bytes).startswith((b"HTTP/1.1 401", b"HTTP/1.1 404"))
    with controlled.create_client() as client:
        assert DatasetApi(client).query_dataset().dataset_count == 1


def test_the_configuration_is_that_of_the_address_that_was_asked(controlled: Emulator, tmp_path: Path) -> None:
    port = controlled.url.rpartition(":")[2]
    written = ask(controlled, "GET", "/config?context=other", Host=f"localhost:{port}")
    path = tmp_path / "config.json"
    path.touch(0o600)
    path.write_bytes(written.body)
    with config.create_client(path, "other") as client:
        assert DatasetApi(client).query_dataset().dataset_count == 1
    assert ("host", f"localhost:{port}") in controlled.requests[-1]["headers"]
    assert ask(controlled, "GET", "/config?name=x").status == 400
    info = ask(controlled, "GET", "/").json
    assert info["project_id"] == controlled.project_id
    assert (info["pace"], info["verify"], info["region"]) == (0.05, True, controlled.region)


def test_work_that_is_advanced_to_is_done_when_the_response_arrives(controlled: Emulator) -> None:
    with controlled.create_client() as client:
        api = DatasetApi(client)
        started = api.create_dataset(dataset_spec={"name": "cats", "data_url": "bucket1/cats/"})
        assert api.get_task_status(task_id=started.task_id).status == "PENDING"
        ask(controlled, "POST", "/advance", {"seconds": 10})
        assert api.get_task_status(task_id=started.task_id).status == "SUCCESS"


def test_many_ask_at_the_same_time(controlled: Emulator) -> None:
    statuses = []

    def run(number: int) -> None:
        for step in range(10):
            answer = ask(controlled, "POST", "/tasks", {"task_id": f"{number}-{step}"})
            statuses.append(answer.status)
            statuses.append(ask(controlled, "POST", "/advance", {"seconds": 0.01}).status)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [204] * 160


def test_it_can_be_closed_while_somebody_controls_it(controlled: Emulator) -> None:
    begun = time.monotonic()
    threads = [threading.Thread(target=_quietly_advance, args=(controlled,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    controlled.close()
    for thread in threads:
        thread.join(LIMIT)
    assert time.monotonic() - begun < LIMIT


def _quietly_advance(emulator: Emulator) -> None:
    with contextlib.suppress(OSError, http.client.HTTPException):
        for _ in range(100):
            ask(emulator, "POST", "/advance", {"seconds": 1})


@pytest.mark.parametrize(
    "token", ["0123456789", "with a blank in it", "数据集数据集数据集", "x" * 257, "fake\ntoken-for-tests"]
)
def test_a_token_that_is_no_good_is_refused_and_not_shown(token: str) -> None:
    with pytest.raises(ValueError, match=r"^control: the token ") as refused:
        Emulator(control=token)
    assert token not in str(refused.value)


def test_a_token_is_made_up_if_there_is_none() -> None:
    with Emulator(control=True) as one, Emulator(control=True) as other:
        assert one.control_token
        assert one.control_token != other.control_token
        assert one.control_url == f"{one.url}/_emulator"
        assert ask(one, "GET", "", token=one.control_token).status == 200
        assert ask(one, "GET", "", token=other.control_token).status == 401


@pytest.mark.parametrize("token", [None, TOKEN])
def test_in_a_shell_the_command_prints_what_is_needed(token: str | None) -> None:
    environment = {**os.environ, **({"MODELARTS_EMULATOR_TOKEN": token} if token else {})}
    command = [sys.executable, "-m", "modelarts", "emulator", "--control", "--task", "t"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stderr.readline()
        lines = [process.stdout.readline().strip() for _ in range(2 if token else 3)]
        exported = dict(line.removeprefix("export ").split("=", 1) for line in lines)
        names = ["MODELARTS_CONFIG", "MODELARTS_EMULATOR_URL"] + ([] if token else ["MODELARTS_EMULATOR_TOKEN"])
        assert list(exported) == names
        url = exported["MODELARTS_EMULATOR_URL"].removesuffix("/_emulator")
        running = type("Running", (), {"url": url})()
        answer = ask(running, "GET", "", token=token or exported["MODELARTS_EMULATOR_TOKEN"])
        assert answer.json["verify"]
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 0
    assert TOKEN not in out + err


def test_in_a_shell_a_token_that_is_no_good_is_an_error() -> None:
    environment = {**os.environ, "MODELARTS_EMULATOR_TOKEN": "short"}
    command = [sys.executable, "-m", "modelarts", "emulator", "--control"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment, check=False)
    assert ran.returncode == 1
    assert ran.stderr.startswith("modelarts emulator: control: the token is too short")
