"""The exceptions: their tree, what they hold, how they print, and what they never show."""

from __future__ import annotations

import copy
import json
import pickle
import sys
from typing import TYPE_CHECKING, Any

import pytest

import modelarts
import raw_server
from modelarts import (
    ApiException,
    AuthenticationError,
    BadRequestError,
    BatchError,
    ConfigError,
    ConflictError,
    ConnectError,
    DecodeError,
    InvalidParameterError,
    ManifestError,
    ModelArtsError,
    NotFoundError,
    PermissionDeniedError,
    ProxyError,
    QuotaError,
    RequestTimeoutError,
    ResourceError,
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
from raw_server import PROJECT_ID, REQUEST_ID, RawServer, close, http

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from raw_server import Step

NOT_FOUND = '{"error_code": "ModelArts.0102", "error_msg": "no such task"}'


def get_status(server: RawServer, **settings: Any) -> TaskStatus:
    """One call to a server."""
    with server.create_client(**settings) as client:
        return DatasetApi(client).get_task_status(task_id="t")


def fail(server: RawServer, **settings: Any) -> Any:
    """The exception that one call to a server ends in."""
    with pytest.raises(ModelArtsError) as caught:
        get_status(server, **settings)
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
    QuotaError: (ApiException,),
    BatchError: (ApiException,),
    ConnectError: (ModelArtsError, ConnectionError),
    TlsError: (ConnectError,),
    ProxyError: (ConnectError,),
    RequestTimeoutError: (ModelArtsError, TimeoutError),
    DecodeError: (ModelArtsError,),
    ResourceError: (ModelArtsError, OSError),
    ManifestError: (ModelArtsError, ValueError),
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


def test_every_public_exception_is_in_the_tree() -> None:
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
    assert error.meaning == "Resource not found."
    assert (error.advice or "").startswith("Pass an existing id. ")
    assert str(error) == (
        "get_task_status failed: ModelArts.0102 (HTTP 404 Not Found): no such task "
        f"[Resource not found. {error.advice}] [request id {REQUEST_ID}]"
    )


def test_an_exception_explains_itself_in_chinese_on_request(server: RawServer) -> None:
    server.script(http(NOT_FOUND, 404))
    error = fail(server, language="zh")
    assert error.meaning == "资源不存在。"
    assert (error.advice or "").startswith("请传入已存在的 ID。")
    assert "资源不存在。" in str(error)
    assert (error.advice or "?") in str(error)
    assert "\n" not in str(error)


@pytest.mark.parametrize(
    ("tag", "meaning"),
    [("zh_CN", "资源不存在。"), ("zh-Hans", "资源不存在。"), ("en_US", "Resource not found.")],
)
def test_the_tag_of_a_language_is_understood(
    tag: str, meaning: str, server: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.script(http(NOT_FOUND, 404))
    assert fail(server, language=tag).meaning == meaning
    monkeypatch.setenv("MODELARTS_LANGUAGE", tag)
    server.script(http(NOT_FOUND, 404))
    assert fail(server).meaning == meaning


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


@pytest.mark.parametrize("language", ["fr", "english", "中文"])
def test_a_language_that_there_is_not_is_refused(language: str, server: RawServer) -> None:
    with pytest.raises(InvalidParameterError, match='"en" or "zh"') as caught:
        server.create_client(language=language)
    assert caught.value.parameter == "language"


def test_a_code_that_is_not_documented_has_no_meaning_and_still_prints(server: RawServer) -> None:
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
    status = get_status(server, raise_on_error=False, max_retries=1)
    assert status == {**expected, "result": []}
    assert type(status).__name__ == "TaskStatus"
    assert (status.error_code, status.error_msg) == (expected["error_code"], expected["error_msg"])
    assert status.request_id == REQUEST_ID
    assert (status.is_done, status.is_succeeded, status.is_failed, status.status) == (False, False, False, None)
    assert (status.task_id, status.project_id) == ("t", PROJECT_ID)


def test_with_raise_on_error_off_what_is_no_response_of_the_service_still_raises(server: RawServer) -> None:
    server.script(http("<html>"), raw_server.reset(), server.silence)
    settings: dict[str, Any] = {"raise_on_error": False, "max_retries": 0, "timeout": 0.5}
    assert [type(fail(server, **settings)) for _ in range(3)] == [DecodeError, ConnectError, RequestTimeoutError]
    with server.create_client(raise_on_error=False) as client, pytest.raises(InvalidParameterError):
        DatasetApi(client).get_task_status(task_id="")


def test_a_successful_call_holds_no_error_code_in_either_setting(server: RawServer) -> None:
    for raise_on_error in (True, False):
        status = get_status(server, raise_on_error=raise_on_error)
        assert "error_code" not in status
        assert "error_msg" not in status


def test_a_task_in_failure_is_returned_and_not_raised(server: RawServer) -> None:
    server.script(http('{"status": "FAILURE", "result": [{"failed": [{"error_code": "c", "error_msg": "m"}]}]}'))
    status = get_status(server)
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
        if issubclass(kind, BatchError):
            refused = {"index": 1, "item": "s2", "error_code": "c", "error_msg": "m"}
            return kind("1 of 2 items were refused", failures=[refused], succeeded=["s1"])
        if issubclass(kind, ApiException):
            return kind(418, "I'm a teapot", "body", {"a": "b"})
        task = TaskStatus(status="FAILURE", result=[{"failed": [{"error_code": "c", "error_msg": "m"}]}])
        if issubclass(kind, TaskFailedError):
            return kind("task t failed", task=task)
        if issubclass(kind, WaitTimeoutError):
            return kind("task t was not done", task_id="t", task=task, elapsed=1.5)
        if issubclass(kind, TasksError):
            return kind("1 of 2 tasks did not succeed", exceptions=[], results=[task, None])
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
    pickles = [pickle.loads(pickle.dumps(error, protocol)) for protocol in range(pickle.HIGHEST_PROTOCOL + 1)]
    copies: list[Any] = [*pickles, copy.copy(error), copy.deepcopy(error)]
    for again in copies:
        assert (type(again), str(again), repr(again)) == (type(error), str(error), repr(error))
        assert (again.args, again.__dict__) == (error.args, error.__dict__)
        response = getattr(error, "response", None)
        if response is not None:
            assert again.response.request_id == response.request_id
            assert again.response.http_status == response.http_status


@pytest.mark.parametrize("make", RAISED, ids=lambda make: make.__name__)
def test_an_exception_made_again_from_its_args_has_the_same_message(
    make: Callable[[RawServer], ModelArtsError], server: RawServer
) -> None:
    error = make(server)
    again = type(error)(*error.args)
    assert (type(again), str(again), again.args) == (type(error), str(error), error.args)
    assert json.loads(json.dumps(error.args)) == list(error.args)


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


def begin_and_stop(conn: socket.socket, _request: bytes) -> None:
    conn.sendall(http()[:-5])
    conn.recv(1)


def test_every_error_says_how_often_it_was_tried_and_under_which_request_id(server: RawServer) -> None:
    failures: dict[type[ModelArtsError], Step] = {
        ServerError: http(b"{}", 500),
        ConnectError: close(http()[:-5]),
        DecodeError: http(b"<html>"),
        RequestTimeoutError: begin_and_stop,
    }
    for expected, step in failures.items():
        server.script(http(b"{}", 502), step)
        with server.create_client(max_retries=1, timeout=2) as client, pytest.raises(expected) as caught:
            DatasetApi(client).get_task_status(task_id="t")
        error: Any = caught.value
        assert (error.attempts, error.request_id) == (2, REQUEST_ID), expected
        assert "2 attempts" in str(error)
        assert f"request id {REQUEST_ID}" in str(error)
