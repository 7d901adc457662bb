"""The tree of exceptions, what they hold, and what they never show."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import pytest

import modelarts
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
    ThrottledError,
    TlsError,
)
from scripted import TOKEN, ScriptedServer, answer

DOCUMENTED = {"error_code": "ModelArts.1674", "error_msg": "no such dataset"}


def failure(body: Any = DOCUMENTED, status: int = 404, *headers: str, **settings: Any) -> ApiException:
    """The exception that an answer leads to."""
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    with ScriptedServer(answer(sent, status, *headers)) as server, pytest.raises(ApiException) as caught:
        server.client(max_retries=0, **settings).get_task_status(task_id="t")
    return caught.value


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, BadRequestError),
        (401, AuthenticationError),
        (403, PermissionDeniedError),
        (404, NotFoundError),
        (409, ConflictError),
        (429, ThrottledError),
        (500, ServerError),
        (503, ServerError),
        (599, ServerError),
        (418, ApiException),
    ],
)
def test_the_http_status_chooses_the_class(status: int, kind: type[ApiException]) -> None:
    assert type(failure(status=status)) is kind


def test_the_tree_is_as_documented() -> None:
    assert issubclass(ConfigError, ValueError)
    assert issubclass(InvalidParameterError, ValueError)
    assert issubclass(ConnectError, ConnectionError)
    assert issubclass(RequestTimeoutError, TimeoutError)
    assert issubclass(TlsError, ConnectError)
    assert issubclass(ProxyError, ConnectError)
    for name in modelarts.errors.__all__:
        assert issubclass(getattr(modelarts.errors, name), ModelArtsError)
        assert getattr(modelarts, name) is getattr(modelarts.errors, name)


def test_an_exception_holds_all_that_the_answer_said() -> None:
    error = failure(DOCUMENTED, 404, "X-Extra: yes", language="en")
    assert (error.http_status, error.status, error.reason) == (404, 404, "Not Found")
    assert (error.error_code, error.error_msg) == ("ModelArts.1674", "no such dataset")
    assert (error.meaning, error.advice) == ("Dataset does not exist.", "Check the dataset_id.")
    assert (error.request_id, error.operation, error.attempts) == ("request-1", "get_task_status", 1)
    assert error.headers["x-extra"] == "yes"
    assert json.loads(error.body or "") == DOCUMENTED
    assert error.response == DOCUMENTED


def test_an_exception_prints_as_one_line_that_helps() -> None:
    assert str(failure(language="en")) == (
        "get_task_status failed: ModelArts.1674 (HTTP 404 Not Found): no such dataset "
        "[Dataset does not exist. Check the dataset_id.] [request id request-1]"
    )


def test_meaning_and_advice_come_in_chinese_too() -> None:
    error = failure(language="zh")
    assert (error.meaning, error.advice) == ("数据集不存在。", "请检查dataset_id。")
    assert "数据集不存在。" in str(error)


@pytest.mark.parametrize(
    ("locale", "meaning"),
    [("zh_CN.UTF-8", "数据集不存在。"), ("en_US.UTF-8", "Dataset does not exist."), ("C", "Dataset does not exist.")],
)
def test_without_a_setting_the_locale_chooses_the_language(
    monkeypatch: pytest.MonkeyPatch, locale: str, meaning: str
) -> None:
    monkeypatch.delenv("LANGUAGE")
    monkeypatch.setenv("LC_ALL", locale)
    assert failure().meaning == meaning


@pytest.mark.parametrize(
    ("body", "code", "message"),
    [
        ({"error_code": "ModelArts.0102", "error_msg": "m"}, "ModelArts.0102", "m"),
        ({"error_msg": "m", "error_code": "APIG.0301", "request_id": "r"}, "APIG.0301", "m"),
        ({"errorCode": "E", "errorMsg": "m"}, "E", "m"),
        ({"error": {"code": 401, "message": "m", "title": "Unauthorized"}}, "401", "m"),
        ({"code": "E", "message": "m"}, "E", "m"),
        ({"error_code": "E"}, "E", None),
        ({"other": 1}, None, None),
        (b"<html>", None, None),
        (b"", None, None),
    ],
)
def test_code_and_message_are_found_in_every_known_form(body: Any, code: str | None, message: str | None) -> None:
    error = failure(body, 403)
    assert (error.error_code, error.error_msg, error.request_id) == (code, message, "request-1")


def test_without_raising_the_answer_holds_code_and_message_as_the_page_shows_it() -> None:
    with ScriptedServer(answer(json.dumps(DOCUMENTED), 404)) as server:
        response = server.client(raise_on_error=False).get_task_status(task_id="t")
    assert response == {**DOCUMENTED, "result": []}
    assert (response.error_code, response.error_msg) == ("ModelArts.1674", "no such dataset")
    assert (response.status, response.is_done) == (None, False)
    assert (response.http_status, response.request_id) == (404, "request-1")
    assert "call failed" in response._repr_html_()


def test_without_raising_a_broken_connection_still_raises() -> None:
    with ScriptedServer(lambda connection: connection.close()) as server, pytest.raises(ConnectError):
        server.client(raise_on_error=False, max_retries=0).get_task_status(task_id="t")


def every_exception() -> list[ModelArtsError]:
    return [
        failure(),
        failure(DOCUMENTED, 429, "Retry-After: 99"),
        ApiException(404, "Not Found", "{}", {"a": "b"}),
        ConfigError("c"),
        InvalidParameterError("p: is wrong", parameter="p"),
        ConnectError("c", peer="h:1", attempts=2),
        TlsError("t", peer="h:1"),
        ProxyError("p"),
        RequestTimeoutError("t", phase="connecting", elapsed=1.5, attempts=3),
        DecodeError("d", http_status=200, content_type="x", request_id="r", snippet="s", path="p"),
    ]


@pytest.mark.parametrize("error", every_exception(), ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))])
def test_every_exception_survives_copying_and_pickling(error: ModelArtsError, copied: Any) -> None:
    twin = copied(error)
    assert type(twin) is type(error)
    assert str(twin) == str(error)
    assert twin.__dict__ == error.__dict__


def test_an_exception_made_by_hand_takes_the_documented_arguments() -> None:
    error = ApiException(403, "Forbidden", '{"a": 1}', {"X": "y"})
    assert (error.status, error.reason, error.body, error.headers) == (403, "Forbidden", '{"a": 1}', {"X": "y"})
    assert str(error) == "HTTP 403 Forbidden"
    assert str(ApiException()) == "HTTP"


def texts(error: BaseException) -> str:
    return f"{error!r} {error} {error.args} {error.__dict__} {pickle.dumps(error)!r}"


def test_what_the_service_echoes_of_a_secret_is_masked() -> None:
    echo = {"error_code": "E", "error_msg": f"token {TOKEN} is bad", "password": "hunter-two", "x_auth_token": "abc"}
    error = failure(echo, 403, f"X-Echo: {TOKEN}", "Set-Cookie: session=secret-session", "X-Subject-Token: other-token")
    shown = texts(error)
    for secret in (TOKEN, "hunter-two", "abc", "secret-session", "other-token"):
        assert secret not in shown
    assert "***" in shown


def test_a_decode_error_shows_no_secret_either() -> None:
    with ScriptedServer(answer(f"<html>{TOKEN}</html>")) as server, pytest.raises(DecodeError) as caught:
        server.client().get_task_status(task_id="t")
    assert TOKEN not in texts(caught.value)
    assert "***" in caught.value.snippet


def test_the_161_documented_codes_are_explained_in_both_languages() -> None:
    from modelarts._modelarts import explain

    assert explain("ModelArts.0102", "en") == ("Resource not found.", "Pass an existing resource ID.")
    assert explain("APIG.0201", "zh") is not None
    assert explain("ModelArts.9999", "en") is None
    assert explain("", None) is None
