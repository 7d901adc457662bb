"""The exceptions: their tree, what they hold, how they print, and what they never show."""

from __future__ import annotations

import copy
import json
import pickle
import sys
import traceback
from typing import TYPE_CHECKING, Any

import pytest

import modelarts
import raw_server
from modelarts import (
    ApiException,
    AuthenticationError,
    BadRequestError,
    ConfigError,
    ConflictError,
    ConnectError,
    DecodeError,
    InvalidParameterError,
    ModelArtsError,
    NotFoundError,
    PermissionDeniedError,
    ProxyError,
    RequestTimeoutError,
    ServerError,
    TaskFailedError,
    TasksError,
    TasksTimeoutError,
    ThrottledError,
    TlsError,
    WaitTimeoutError,
    config,
    errors,
)
from modelarts.client import DatasetApi, TaskStatus
from raw_server import PROJECT_ID, REQUEST_ID, SECRET, TOKEN, RawServer, http

if TYPE_CHECKING:
    from collections.abc import Callable

NOT_FOUND = '{"error_code": "ModelArts.0102", "error_msg": "no such task"}'


def look(server: RawServer, **settings: Any) -> TaskStatus:
    """One call to a server."""
    with server.create_client(**settings) as client:
        return DatasetApi(client).get_task_status(task_id="t")


def fail(server: RawServer, **settings: Any) -> Any:
    """The exception that one call to a server ends in."""
    with pytest.raises(ModelArtsError) as caught:
        look(server, **settings)
    return caught.value


TREE: dict[type[Exception], tuple[type[Exception], ...]] = {
    ModelArtsError: (Exception,),
    ConfigError: (ModelArtsError, ValueError),
    InvalidParameterError: (ModelArtsError, ValueError),
    ApiException: (ModelArtsError,),
    BadRequestError: (ApiException,),
    AuthenticationError: (ApiException,),
    PermissionDeniedError: (ApiException,),
    NotFoundError: (ApiException,),
    ConflictError: (ApiException,),
    ThrottledError: (ApiException,),
    ServerError: (ApiException,),
    ConnectError: (ModelArtsError, ConnectionError),
    TlsError: (ConnectError,),
    ProxyError: (ConnectError,),
    RequestTimeoutError: (ModelArtsError, TimeoutError),
    DecodeError: (ModelArtsError,),
    TaskFailedError: (ModelArtsError,),
    WaitTimeoutError: (ModelArtsError, TimeoutError),
    TasksError: (ModelArtsError,),
    TasksTimeoutError: (TasksError, TimeoutError),
}


@pytest.mark.parametrize("kind", TREE, ids=lambda kind: kind.__name__)
def test_the_tree_of_exceptions_is_the_documented_one(kind: type[Exception]) -> None:
    assert kind.__bases__ == TREE[kind]
    assert getattr(modelarts, kind.__name__) is kind
    assert getattr(errors, kind.__name__) is kind
    assert kind.__name__ in errors.__all__
    assert kind.__doc__


def test_every_public_exception_stands_in_the_tree() -> None:
    assert set(errors.__all__) == {kind.__name__ for kind in TREE}


STATUSES: dict[int, type[ApiException]] = {
    400: BadRequestError,
    401: AuthenticationError,
    402: ApiException,
    403: PermissionDeniedError,
    404: NotFoundError,
    405: ApiException,
    409: ConflictError,
    413: ApiException,
    418: ApiException,
    429: ThrottledError,
    500: ServerError,
    501: ServerError,
    502: ServerError,
    503: ServerError,
    504: ServerError,
    599: ServerError,
    302: ApiException,
    304: ApiException,
}


@pytest.mark.parametrize(("status", "kind"), STATUSES.items())
def test_each_http_status_has_its_class(status: int, kind: type[ApiException], server: RawServer) -> None:
    body = NOT_FOUND if status != 304 else ""  # an answer that has no body
    server.script(http(body, status, "X-Own: 1"))
    error = fail(server, max_retries=0)
    assert type(error) is kind
    assert error.http_status == error.status == status
    assert error.request_id == REQUEST_ID
    assert error.headers["x-own"] == "1"
    assert error.headers["content-type"] == "application/json"
    assert error.body == body
    assert error.attempts == 1
    assert error.retry_after is None
    assert error.operation == "get_task_status"
    if body:
        assert (error.error_code, error.error_msg) == ("ModelArts.0102", "no such task")
        assert error.response == {"error_code": "ModelArts.0102", "error_msg": "no such task"}


def test_an_exception_prints_as_one_line_with_code_words_meaning_advice_and_request_id(server: RawServer) -> None:
    server.script(http(NOT_FOUND, 404))
    error = fail(server, language="en")
    assert (error.meaning, error.advice) == ("Resource not found.", "Pass an existing resource ID.")
    assert str(error) == (
        "get_task_status failed: ModelArts.0102 (HTTP 404 Not Found): no such task "
        f"[Resource not found. Pass an existing resource ID.] [request id {REQUEST_ID}]"
    )


def test_an_exception_explains_itself_in_chinese_on_request(server: RawServer) -> None:
    server.script(http(NOT_FOUND, 404))
    error = fail(server, language="zh")
    assert (error.meaning, error.advice) == ("资源不存在。", "请传入已存在的资源ID。")
    assert "资源不存在。" in str(error)
    assert "请传入已存在的资源ID。" in str(error)
    assert "\n" not in str(error)


@pytest.mark.parametrize(
    ("locale", "meaning"),
    [
        ("zh_CN.UTF-8", "资源不存在。"),
        ("zh", "资源不存在。"),
        ("en_GB.UTF-8", "Resource not found."),
        ("C", "Resource not found."),
    ],
)
def test_without_a_language_the_locale_decides(
    locale: str, meaning: str, server: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LANGUAGE")
    monkeypatch.setenv("LC_ALL", locale)
    server.script(http(NOT_FOUND, 404))
    assert fail(server).meaning == meaning


@pytest.mark.parametrize("language", ["fr", "", "EN", "zh-CN"])
def test_a_language_that_there_is_not_is_refused(language: str, server: RawServer) -> None:
    with pytest.raises(InvalidParameterError, match='"en", "zh"') as caught:
        server.create_client(language=language)
    assert caught.value.parameter == "language"


def test_a_code_that_nobody_documented_has_no_meaning_and_still_prints(server: RawServer) -> None:
    server.script(http('{"error_code": "X.1", "error_msg": "what"}', 400))
    error = fail(server)
    assert (error.meaning, error.advice) == (None, None)
    assert str(error) == f"get_task_status failed: X.1 (HTTP 400 Bad Request): what [request id {REQUEST_ID}]"


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (404, '{"error_code": "X.1", "error_msg": "one\\ntwo\\r\\nthree\\u2028four\\u001b[31m"}'),
        (404, '{"error_code": "X\\n1", "error_msg": "what"}'),
        (200, '{"status":\n\n 3}'),
        (200, "<html>\r\n<title>Sign in</title>\x1b[31m"),
    ],
)
def test_what_the_service_says_over_several_lines_prints_as_one(status: int, body: str, server: RawServer) -> None:
    server.script(http(body, status))
    text = str(fail(server))
    assert len(text.splitlines()) == 1
    assert text.isprintable()


def test_a_long_message_of_the_service_does_not_flood_the_line(server: RawServer) -> None:
    server.script(http(json.dumps({"error_code": "X.1", "error_msg": "w" * 100_000}), 400))
    error = fail(server)
    assert "X.1" in str(error)
    assert REQUEST_ID in str(error)
    assert len(str(error)) < 5_000


FAILED_CALLS: dict[str, tuple[bytes, dict[str, Any]]] = {
    "code and message": (http(NOT_FOUND, 404), {"error_code": "ModelArts.0102", "error_msg": "no such task"}),
    "IAM's form": (
        http('{"error": {"code": 401, "message": "no", "title": "t"}}', 401),
        {"error_code": "401", "error_msg": "no"},
    ),
    "with HTTP 200": (http(NOT_FOUND, 200), {"error_code": "ModelArts.0102", "error_msg": "no such task"}),
    "without a code": (http("", 403), {"error_code": "HTTP 403", "error_msg": "Forbidden"}),
    "after retries": (http(NOT_FOUND, 500), {"error_code": "ModelArts.0102", "error_msg": "no such task"}),
}


@pytest.mark.parametrize(("answer", "expected"), FAILED_CALLS.values(), ids=FAILED_CALLS)
def test_with_raise_on_error_off_a_failed_call_returns_the_documented_dict(
    answer: bytes, expected: dict[str, Any], server: RawServer
) -> None:
    server.script(answer)
    status = look(server, raise_on_error=False, max_retries=1)
    assert status == {**expected, "result": []}
    assert type(status).__name__ == "TaskStatus"
    assert (status.error_code, status.error_msg) == (expected["error_code"], expected["error_msg"])
    assert status.request_id == REQUEST_ID
    assert (status.is_done, status.is_succeeded, status.is_failed, status.status) == (False, False, False, None)
    assert (status.task_id, status.project_id) == ("t", PROJECT_ID)


def test_with_raise_on_error_off_what_is_no_answer_of_the_service_still_raises(server: RawServer) -> None:
    server.script(http("<html>"), raw_server.reset(), server.silence)
    settings: dict[str, Any] = {"raise_on_error": False, "max_retries": 0, "timeout": 0.5}
    assert [type(fail(server, **settings)) for _ in range(3)] == [DecodeError, ConnectError, RequestTimeoutError]
    with server.create_client(raise_on_error=False) as client, pytest.raises(InvalidParameterError):
        DatasetApi(client).get_task_status(task_id="")


def test_a_successful_call_holds_no_error_code_in_either_setting(server: RawServer) -> None:
    for raise_on_error in (True, False):
        status = look(server, raise_on_error=raise_on_error)
        assert "error_code" not in status
        assert "error_msg" not in status


def test_a_task_in_failure_is_returned_and_not_raised(server: RawServer) -> None:
    server.script(http('{"status": "FAILURE", "result": [{"failed": [{"error_code": "c", "error_msg": "m"}]}]}'))
    status = look(server)
    assert status.is_failed
    assert status.failures == [{"error_code": "c", "error_msg": "m"}]


def api_exception_of_the_service(server: RawServer) -> ModelArtsError:
    server.script(http(NOT_FOUND, 429, "Retry-After: 99", "X-Own: 1"))
    return fail(server)  # type: ignore[no-any-return]


def decode_error(server: RawServer) -> ModelArtsError:
    server.script(http('{"status": "SUCCESS", "result": [{"failed": [{"error_code": 1}]}]}'))
    return fail(server)  # type: ignore[no-any-return]


def connect_error(server: RawServer) -> ModelArtsError:
    return fail(server, endpoint=raw_server.refused_url(), max_retries=1)  # type: ignore[no-any-return]


def timeout_error(server: RawServer) -> ModelArtsError:
    server.script(server.silence)
    return fail(server, timeout=0.1)  # type: ignore[no-any-return]


def parameter_error(server: RawServer) -> ModelArtsError:
    return fail(server, max_retries=-1)  # type: ignore[no-any-return]


def config_error(_: RawServer) -> ModelArtsError:
    with pytest.raises(ConfigError) as caught:
        config.create_client()
    return caught.value


def handmade(kind: type[ModelArtsError]) -> Callable[[RawServer], ModelArtsError]:
    def make(_: RawServer) -> ModelArtsError:
        if issubclass(kind, ApiException):
            return kind(418, "I'm a teapot", "body", {"a": "b"})
        task = TaskStatus(status="FAILURE", result=[{"failed": [{"error_code": "c", "error_msg": "m"}]}])
        if issubclass(kind, TaskFailedError):
            return kind(task)
        if issubclass(kind, WaitTimeoutError):
            return kind("t", task, 1.5)
        if issubclass(kind, TasksError):
            return kind((), [task, None])
        return kind("what, and what to do")

    make.__name__ = kind.__name__
    return make


RAISED = [
    api_exception_of_the_service,
    decode_error,
    connect_error,
    timeout_error,
    parameter_error,
    config_error,
    *map(handmade, [kind for kind in TREE if issubclass(kind, ModelArtsError)]),
]


@pytest.mark.parametrize("make", RAISED, ids=lambda make: make.__name__)
def test_pickles_and_copies_of_an_exception_keep_everything(
    make: Callable[[RawServer], ModelArtsError], server: RawServer
) -> None:
    error = make(server)
    error.own_attribute = "set by the user"  # type: ignore[attr-defined]
    if sys.version_info >= (3, 11):
        error.add_note("a note")
    pickles = [pickle.loads(pickle.dumps(error, protocol)) for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1)]
    copies: list[Any] = [*pickles, copy.copy(error), copy.deepcopy(error)]
    for again in copies:
        assert (type(again), str(again), repr(again)) == (type(error), str(error), repr(error))
        assert (again.args, again.__dict__) == (error.args, error.__dict__)
        response = getattr(error, "response", None)
        if response is not None:
            assert again.response.request_id == response.request_id
            assert again.response.http_status == response.http_status


def test_a_pickled_os_error_of_ours_is_still_one(server: RawServer) -> None:
    for make in (connect_error, timeout_error):
        again = pickle.loads(pickle.dumps(make(server)))
        assert isinstance(again, OSError)


def test_an_api_exception_is_made_as_the_generator_family_makes_it() -> None:
    error = ApiException(404, "Not Found", '{"a": 1}', {"X-A": "b"})
    assert (error.status, error.reason, error.body, error.headers) == (404, "Not Found", '{"a": 1}', {"X-A": "b"})
    assert (error.http_status, error.error_code, error.request_id) == (404, None, None)
    assert str(error) == "HTTP 404 Not Found"
    by_name = ApiException(status=404, reason="Not Found", body="", headers={})
    assert (by_name.status, by_name.reason) == (404, "Not Found")
    assert str(ApiException()) == "HTTP"


PASSWORD = f"{SECRET}-p"
ECHOES: dict[str, dict[str, Any]] = {
    "token": {"token": TOKEN},
    "access key": {"access_key": "FAKE", "secret_key": SECRET},
    "temporary access key": {"access_key": "FAKE", "secret_key": SECRET, "security_token": TOKEN},
    "password": {"username": "u", "password": PASSWORD},
}


@pytest.mark.parametrize("status", [200, 201, 302, 400, 401, 403, 404, 500])
@pytest.mark.parametrize("credential", ECHOES)
def test_a_secret_that_the_service_echoes_is_masked_wherever_it_stands(
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
    # What the client was never told, and what stands in no suspicious place, nobody can know for a secret.
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
    assert TOKEN not in repr(look(server, raise_on_error=False))


def test_a_request_id_or_an_error_code_that_echoes_a_secret_is_masked(server: RawServer) -> None:
    body = f'{{"error_code": "{TOKEN}", "error_msg": "m", "request_id": "{TOKEN}"}}'.encode()
    head = b"HTTP/1.1 403 X\r\nContent-Type: %b\r\nX-Request-Id: %b\r\nContent-Length: %d\r\n\r\n"
    server.script(head % (TOKEN.encode(), TOKEN.encode(), len(body)) + body)
    error = fail(server)
    assert TOKEN not in f"{error!s} {error.__dict__}"


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
