"""No text shows a secret: what the service echoes is masked, wherever and in whatever form it is."""

from __future__ import annotations

import json
import os
import pickle
import threading
import traceback
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Callable

import pytest

import modelarts
from modelarts import ApiException, ModelArtsError, config
from modelarts.client import DatasetApi, TaskStatus
from raw_server import PROJECT_ID, SECRET, TOKEN, RawServer, header, http

if TYPE_CHECKING:
    import socket

ODD_SECRET = "fake-odd/secret-part=&<+"


def get_status(server: RawServer, **settings: Any) -> TaskStatus:
    """One call to a server."""
    with server.create_client(**settings) as client:
        return DatasetApi(client).get_task_status(task_id="t")


def fail(server: RawServer, **settings: Any) -> Any:
    """The exception that one call to a server ends in."""
    with pytest.raises(ModelArtsError) as caught:
        get_status(server, **settings)
    return caught.value


@pytest.mark.parametrize("key", ["token", "secret", "password", "Authorization", "api_key", "adminPassword", "sk"])
def test_an_argument_under_the_key_of_a_secret_is_masked(key: str, server: RawServer) -> None:
    with server.create_client() as client, pytest.raises(modelarts.InvalidParameterError) as raised:
        DatasetApi(client).create_dataset(
            dataset_spec={"name": {key: SECRET}, "obs_path": [{"x": [{key: [SECRET]}]}]},
        )
    text = str(raised.value)
    assert "dataset_spec.name" in text
    assert SECRET not in text
    assert "***" in text


PASSWORD = f"{SECRET}-p"
ECHOES: dict[str, dict[str, Any]] = {
    "token": {"token": TOKEN},
    "access key": {"access_key": "FAKE", "secret_key": SECRET},
    "temporary access key": {"access_key": "FAKE", "secret_key": SECRET, "security_token": TOKEN},
    "password": {"username": "u", "password": PASSWORD},
}


@pytest.mark.parametrize("status", [200, 201, 302, 400, 401, 403, 404, 500])
@pytest.mark.parametrize("credential", ECHOES)
def test_a_secret_that_the_service_echoes_is_masked_wherever_it_is(
    credential: str, status: int, server: RawServer
) -> None:
    body = json.dumps(
        {
            "error_code": "X.1",
            "error_msg": f"bad {TOKEN} {SECRET} {PASSWORD}",
            "request": {"headers": f"X-Auth-Token: {TOKEN}", "password": PASSWORD, "keys": [SECRET, TOKEN]},
        }
    )
    names = ["Set-Cookie", "X-Subject-Token", "X-Auth-Token", "X-Security-Token", "Authorization", "WWW-Authenticate"]
    headers = [f"{name}: {secret}" for name in [*names, "X-Echo"] for secret in (TOKEN, SECRET)]
    server.script(http(body, status, *headers, f"Location: {server.url}/?token={TOKEN}&secret={SECRET}&p={PASSWORD}"))
    settings = ECHOES[credential]
    # A text that the client does not know, in a place that does not suggest one, can't be recognized as a secret.
    known = [value for name, value in settings.items() if name not in ("access_key", "username")]
    error = fail(server, **settings, iam_endpoint=server.url, max_retries=0)
    shown = [str(error), repr(error), repr(error.__dict__), repr(error.__reduce__())]
    shown += traceback.format_exception(type(error), error, error.__traceback__)
    for secret in known:
        assert not any(secret in text for text in shown)
    assert error.error_code == "X.1"


def test_a_secret_in_a_page_that_is_no_json_is_masked(server: RawServer) -> None:
    server.script(http(f"<html>you sent {TOKEN}", 200, f"X-Echo: {TOKEN}"))
    error = fail(server)
    assert error.snippet == "<html>you sent ***"
    assert TOKEN not in f"{error!s} {error.__dict__}"


def test_a_secret_that_the_cut_of_the_snippet_divides_is_masked(server: RawServer) -> None:
    for before in range(200 - len(TOKEN), 200):
        server.script(http("x" * before + TOKEN))
        error = fail(server)
        assert TOKEN[:8] not in f"{error!s} {error.__dict__}"


def test_a_secret_that_the_cut_of_a_long_body_divides_is_masked(server: RawServer) -> None:
    for before in range(64 * 1024 - len(TOKEN), 64 * 1024 + 1, 3):
        server.script(http("x" * before + TOKEN, 404))
        assert "fake-" not in fail(server).body


def test_a_secret_echoed_with_json_escapes_is_masked(server: RawServer) -> None:
    secret = 'fake-secret-for-tests-"quoted"-\\-密'
    server.script(http(json.dumps({"error_code": "X.1", "error_msg": "m", "echo": [secret]}), 403))
    error = fail(server, access_key="FAKE", secret_key=secret)
    assert "fake-secret-for-tests" not in f"{error!s} {error.__dict__}"


def test_a_token_that_iam_issued_is_masked_when_the_service_echoes_it(server: RawServer) -> None:
    token = json.dumps({"token": {"expires_at": "2099-01-01T00:00:00.000000Z", "project": {"id": PROJECT_ID}}})
    echo = http(
        f'{{"error_code": "X.1", "error_msg": "bad token {TOKEN}", "sent": ["{TOKEN}"]}}', 403, f"X-Echo: {TOKEN}"
    )
    server.script(http(token, 201, f"X-Subject-Token: {TOKEN}"), echo)
    error = fail(server, username="u", password=PASSWORD, iam_endpoint=server.url)
    assert error.error_code == "X.1"
    assert TOKEN not in f"{error!s} {error.__dict__}"


def test_the_dict_that_is_returned_instead_of_an_exception_holds_no_secret(server: RawServer) -> None:
    server.script(http(f'{{"error_code": "X.1", "error_msg": "bad {TOKEN}"}}', 401, f"X-Echo: {TOKEN}"))
    assert TOKEN not in repr(get_status(server, raise_on_error=False))


def test_a_request_id_or_an_error_code_that_echoes_a_secret_is_masked(server: RawServer) -> None:
    body = f'{{"error_code": "{TOKEN}", "error_msg": "m", "request_id": "{TOKEN}"}}'.encode()
    head = b"HTTP/1.1 403 X\r\nContent-Type: %b\r\nX-Request-Id: %b\r\nContent-Length: %d\r\n\r\n"
    server.script(head % (TOKEN.encode(), TOKEN.encode(), len(body)) + body)
    error = fail(server)
    assert TOKEN not in f"{error!s} {error.__dict__}"


@pytest.mark.parametrize(
    "spelled",
    [
        json.dumps(ODD_SECRET),
        json.dumps(ODD_SECRET).replace("/", "\\/"),
        json.dumps(ODD_SECRET).replace("=", "\\u003d").replace("&", "\\u0026").replace("<", "\\u003c"),
    ],
)
def test_a_secret_is_masked_in_all_escapes_of_json_writers(spelled: str, server: RawServer) -> None:
    server.script(http(f'{{"error_code": "X.1", "error_msg": {spelled}, "sent": [{spelled}]}}', 403))
    error = fail(server, access_key="FAKE", secret_key=ODD_SECRET)
    assert error.error_msg == "***"
    for part in ("fake-odd", "secret-part"):
        assert part not in f"{error!s} {error.__dict__}"


def test_a_token_that_was_renewed_meanwhile_is_masked_too(server: RawServer) -> None:
    """Of two calls the first renews the token, and then the second is refused with the old one."""
    tokens = iter([f"{TOKEN}-old", f"{TOKEN}-new"])
    renewed = threading.Event()

    def answer(conn: socket.socket, request: bytes) -> None:
        if request.startswith(b"POST"):
            token = next(tokens)
            times = {"issued_at": "2099-01-01T00:00:00Z", "expires_at": "2099-01-02T00:00:00Z"}
            conn.sendall(http(json.dumps({"token": times}), 201, f"X-Subject-Token: {token}"))
        elif header(request, "X-Auth-Token") != f"{TOKEN}-old":
            renewed.set()
            conn.sendall(http())
        elif b"/slow" in request:
            assert renewed.wait(10)
            conn.sendall(http(f'{{"error_code": "X.1", "error_msg": "bad {TOKEN}-old"}}', 403))
        else:
            conn.sendall(http(b"{}", 401))

    server.script(answer)
    with server.create_client(username="u", password=PASSWORD, iam_endpoint=server.url) as client:
        api = DatasetApi(client)
        with ThreadPoolExecutor(1) as pool:
            slow = pool.submit(lambda: api.get_task_status(task_id="slow"))
            server.wait_for_requests(2)
            api.get_task_status(task_id="quick")
            error = slow.exception()
    assert isinstance(error, ApiException)
    assert error.error_msg == "bad ***"


def test_settings_that_are_refused_do_not_show_secrets() -> None:
    for settings in (
        {"password": SECRET},
        {"secret_key": SECRET},
        {"username": "u", "password": SECRET, "token": TOKEN, "region": "cn-north-1"},
        {"access_key": "FAKE", "secret_key": SECRET, "token": TOKEN},
        {"token": TOKEN + "\n", "region": "cn-north-1"},
        {"token": TOKEN, "region": "cn-north-1", "proxy": f"http://u:{SECRET}@ bad"},
        {"token": TOKEN, "endpoint": f"https://u:{SECRET}@host"},
    ):
        try:
            client = config.create_client(**settings)  # type: ignore[arg-type]
        except ModelArtsError as error:
            shown = f"{error!s} {error.__dict__}"
        else:
            shown = repr(client)
        assert SECRET not in shown
        assert TOKEN not in shown


# What tools show with the variables of frames: `unittest --locals`, `pytest --showlocals`, rich, loguru, Sentry.
REFUSED: dict[str, dict[str, Any]] = {
    "endpoint": {"endpoint": f"nonsense-{SECRET}"},
    "proxy": {"proxy": f"nonsense://u:{SECRET}@host"},
    "timeout": {"timeout": "soon"},
    "max_retries": {"max_retries": "many"},
    "ca_bundle": {"ca_bundle": "/no/such/file"},
    "config_file": {"config_file": "/no/such/file"},
    "language": {"language": object()},
    "poll": {"poll": "often"},
}


def secrets_in_frames(error: BaseException) -> list[str]:
    """Returns the variables of the package's frames in a traceback whose text has a secret."""
    shown = traceback.TracebackException.from_exception(error, capture_locals=True)
    package = os.path.dirname(modelarts.__file__)
    frames = [frame for frame in shown.stack if frame.filename.startswith(package)]
    assert frames
    return [
        f"{frame.filename}:{frame.lineno} {name}"
        for frame in frames
        for name, text in (frame.locals or {}).items()
        if any(secret in text for secret in (SECRET, TOKEN))
    ]


@pytest.mark.parametrize("credential", ECHOES)
@pytest.mark.parametrize("refused", REFUSED)
def test_no_frame_of_a_refused_client_shows_a_secret(refused: str, credential: str) -> None:
    settings = {"region": "cn-north-1", **ECHOES[credential], **REFUSED[refused]}
    with pytest.raises((ModelArtsError, TypeError)) as caught:
        config.create_client(**settings)
    assert secrets_in_frames(caught.value) == []


@pytest.mark.parametrize("credential", ECHOES)
def test_no_frame_of_a_failed_call_shows_a_secret(credential: str, server: RawServer) -> None:
    server.script(*[http(b"{}", 403)] * 8)
    settings = {**ECHOES[credential], "iam_endpoint": server.url, "proxy": None, "max_retries": 0}
    with server.create_client(**settings) as client:
        api = DatasetApi(client)
        again = pickle.loads(pickle.dumps(client)).with_options(max_retries=0)
        calls: list[Callable[[], object]] = [
            lambda: api.get_task_status(task_id="t"),
            lambda: DatasetApi(again).get_task_status(task_id="t"),
            lambda: api.wait_for_task(task_id="t", progress=False),
            lambda: api.wait_for_tasks(task_ids=["t", "u"], progress=False),
            lambda: list(api.watch_task(task_id="t")),
            lambda: client.with_options(timeout="soon"),
            lambda: api.get_task_status(task_id="t", timeout="soon"),
        ]
        for call in calls:
            with pytest.raises(ModelArtsError) as caught:
                call()
            assert secrets_in_frames(caught.value) == []
