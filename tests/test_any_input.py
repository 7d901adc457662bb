"""Whatever comes in, from the caller or from the service, ends in a value or in a typed error."""

from __future__ import annotations

import json
import pickle
import unicodedata
import urllib.parse
import warnings
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import raw_server
from modelarts import (
    ApiException,
    ConfigError,
    ConnectError,
    DatasetApi,
    DecodeError,
    InvalidParameterError,
    ModelArtsError,
    RequestTimeoutError,
    config,
    responses,
)
from modelarts.client import ApiClient, TaskStatus
from modelarts.errors import task_failed, tasks_error, wait_timeout
from modelarts.responses.base import AttributeDict
from modelarts.responses.target import TASK, Target
from modelarts.unset import UNSET
from raw_server import PROJECT_ID, SECRET, TOKEN, RawServer, http

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# One server a test, which keeps what it was sent, and one client serve all the examples.
thorough = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

texts = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("/\\?#%.:@ \t\r\n\0\x85\u2028\u3000\u202e"))
numbers = st.integers(-(2**63), 2**63 - 1) | st.floats() | st.floats(0, 2) | st.integers(-2, 200)

DOCUMENTED = (
    "status",
    "result",
    "error_code",
    "error_msg",
    "createDatasetSuccess",
    "createVersionSuccess",
    "syncOrCheckoutsuccess",
    "failed",
    "dataset_id",
    "dataset_name",
    "new_version_id",
    "version_name",
    "file_count",
    "create_time",
    "request_id",
    "error",
    "detail",
    "code",
    "message",
)
keys = st.sampled_from(DOCUMENTED) | st.text(max_size=5)
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["SUCCESS", "FAILURE", " running ", "17", "-0", "ModelArts.0102", ""])
    | st.text(max_size=10)
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=5), max_leaves=15
)
objects = st.dictionaries(keys, values, max_size=6)
# Most of what is made of nothing but chance has no status, and is not looked at any further.
statuses = st.builds(
    lambda rest, status, result: {**rest, "status": status, "result": result},
    objects,
    st.sampled_from(["SUCCESS", "FAILURE", "RUNNING", "who knows"]),
    st.lists(objects, max_size=3) | values,
)


@pytest.fixture
def api(server: RawServer) -> Iterator[DatasetApi]:
    with server.create_client(timeout=20, max_retries=0) as client:
        yield DatasetApi(client)


def pickled(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))


def assert_sound(error: ModelArtsError, **attributes: object) -> None:
    """An error with such attributes, that prints as one line, holds no secret, and survives a pickle."""
    assert {name: getattr(error, name) for name in attributes} == attributes
    assert len(str(error).splitlines()) == 1
    shown = f"{error!s} {error!r} {error.__dict__}"
    assert TOKEN not in shown
    assert SECRET not in shown
    again = pickled(error)
    assert (type(again), str(again), again.__dict__) == (type(error), str(error), error.__dict__)


def can_be_an_id(text: str) -> bool:
    if text in ("", ".", ".."):
        return False
    return not any(c in "/\\?#%" or c.isspace() or unicodedata.category(c) in ("Cc", "Cs") for c in text)


@thorough
@given(text=texts | st.text(st.characters()), place=st.sampled_from(["project_id", "task_id"]))
def test_any_text_as_an_id_is_refused_before_anything_is_sent_or_arrives_as_it_is(
    text: str, place: str, server: RawServer, api: DatasetApi
) -> None:
    project, task = (text, "t") if place == "project_id" else (PROJECT_ID, text)
    before = len(server.requests)
    if can_be_an_id(text):
        api.get_task_status(project, task)
        path = raw_server.target(server.requests[-1]).split("/")
        arrived = [urllib.parse.unquote(part, errors="strict") for part in path]
        assert arrived == ["", "v1", project, "datasets", "task", task]
        assert len(server.requests) == before + 1
    else:
        with pytest.raises(InvalidParameterError) as caught:
            api.get_task_status(project, task)
        assert_sound(caught.value, parameter=place)
        assert len(server.requests) == before


@thorough
@given(value=values | statuses, ascii_only=st.booleans())
def test_any_json_as_a_response_is_a_status_or_an_error_that_says_what_is_wrong(
    value: Any, ascii_only: bool, server: RawServer, api: DatasetApi
) -> None:
    server.script(http(json.dumps(value, ensure_ascii=ascii_only)))
    try:
        status = api.get_task_status(task_id="t")
    except (DecodeError, ApiException) as error:
        assert_sound(error, http_status=200)
        return
    assert type(status) is TaskStatus
    undocumented = value.keys() - set(DOCUMENTED)
    assert {key: status[key] for key in undocumented} == {key: value[key] for key in undocumented}
    assert status.is_done == (status.status in ("SUCCESS", "FAILURE"))
    for dated in [*status.result, *status.datasets, *status.versions]:
        assert isinstance(dated.created_at, (datetime, type(None)))
    for failure in status.failures:
        assert isinstance(failure.explain(), (tuple, type(None)))
    assert json.loads(json.dumps(status)) == status
    assert repr(status)
    again = pickled(status)
    assert again == status
    assert (type(again), again.task_id, again.http_status, again.result) == (TaskStatus, "t", 200, status.result)


@thorough
@given(body=st.binary(max_size=200) | values.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_as_a_response_are_a_status_or_a_typed_error(body: bytes, server: RawServer, api: DatasetApi) -> None:
    server.script(http(body))
    try:
        assert type(api.get_task_status(task_id="t")) is TaskStatus
    except (DecodeError, ApiException) as error:
        assert_sound(error, http_status=200)


headers = st.tuples(
    st.sampled_from(
        ["Retry-After", "Date", "Location", "X-Request-Id", "Content-Type", "Content-Encoding", "Set-Cookie", "X-Own"]
    ),
    st.text(st.characters(codec="latin-1", exclude_characters=[*map(chr, range(32)), "\x7f"]), max_size=30)
    | st.sampled_from(["0", "99999999999999999999", "Tue, 01 Jan 2199 00:00:00 GMT", "gzip", TOKEN]),
)


@thorough
@given(
    # An answer of 304 has no body.
    status=st.sampled_from([300, 302, 400, 401, 403, 404, 409, 429, 500, 503]) | st.integers(305, 999),
    body=st.binary(max_size=200) | objects.map(lambda value: json.dumps(value).encode()),
    fields=st.lists(headers, max_size=4),
)
def test_any_refusal_is_a_typed_error_with_its_status(
    status: int, body: bytes, fields: list[tuple[str, str]], server: RawServer, api: DatasetApi
) -> None:
    head = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}", *(f"{name}: {value}" for name, value in fields)]
    server.script("\r\n".join([*head, "", ""]).encode("latin-1") + body)
    with pytest.raises(ModelArtsError) as caught:
        api.get_task_status(task_id="t")
    # What says that it is compressed, and isn't, can't be read.
    is_compressed = any(name == "Content-Encoding" for name, _ in fields)
    assert isinstance(caught.value, (ApiException, DecodeError) if is_compressed else ApiException)
    assert_sound(caught.value, http_status=status)


@thorough
@given(seconds=numbers)
def test_any_number_of_seconds_is_taken_or_refused_by_name(seconds: float, server: RawServer, api: DatasetApi) -> None:
    task_id = uuid4().hex
    uses: dict[str, Callable[[], object]] = {
        "timeout": lambda: server.create_client(timeout=seconds),
        "connect_timeout": lambda: server.create_client(connect_timeout=seconds),
        "timeout of a copy": lambda: api._client.with_options(timeout=seconds),
        "timeout of a call": lambda: api.get_task_status(task_id=task_id, timeout=seconds),
    }
    for name, use in uses.items():
        if 0 < seconds <= 1e9:
            try:
                assert isinstance(use(), (ApiClient, TaskStatus))
            except RequestTimeoutError as error:
                assert_sound(error)
        else:
            with pytest.raises(InvalidParameterError) as caught:
                use()
            assert_sound(caught.value, parameter=name.split()[0])
            assert not any(task_id.encode() in request for request in server.requests)


MIN_AND_MAX = {"max_retries": (0, 100), "max_response_bytes": (1, 2**63 - 1)}


@thorough
@given(name=st.sampled_from(list(MIN_AND_MAX)), number=numbers)
def test_any_number_as_a_count_is_taken_or_refused_by_name(name: str, number: float, server: RawServer) -> None:
    least, most = MIN_AND_MAX[name]
    if not isinstance(number, float) and least <= number <= most:
        assert isinstance(server.create_client(**{name: number}), ApiClient)
    else:
        with pytest.raises(InvalidParameterError) as caught:
            server.create_client(**{name: number})
        assert_sound(caught.value, parameter=name)


secrets = texts.map(lambda text: f"{text}{SECRET}{text}") | st.just(SECRET)
addresses = (
    texts
    | texts.map(lambda host: f"https://{host}")
    | st.tuples(st.sampled_from(["http", "https", "socks5", ""]), texts, texts).map(
        lambda parts: f"{parts[0]}://{parts[1]}:{SECRET}@{parts[2]}"
    )
)
SETTINGS: dict[str, st.SearchStrategy[str]] = {
    "region": texts | st.just("cn-north-4"),
    "endpoint": addresses,
    "iam_endpoint": addresses,
    "proxy": addresses,
    "project_id": texts,
    "access_key": texts,
    "secret_key": secrets,
    "security_token": secrets,
    "account": texts,
    "username": texts,
    "password": secrets,
    "token": secrets,
    "context": texts,
    "language": texts | st.just("zh"),
}
credentials = st.sampled_from(
    [{"access_key", "secret_key"}, {"username", "password"}, {"token"}, {"account", "username", "password"}, set()]
)


@thorough
@given(data=st.data(), credential=credentials, others=st.sets(st.sampled_from(list(SETTINGS)), max_size=3))
def test_any_texts_as_settings_make_a_client_or_an_error_and_no_secret_is_shown(
    data: st.DataObject, credential: set[str], others: set[str]
) -> None:
    given_settings: dict[str, Any] = {"region": "cn-north-4"}
    for name in sorted(credential | others):
        given_settings[name] = data.draw(SETTINGS[name], name)
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            client = config.create_client(**given_settings)
        except (ConfigError, InvalidParameterError) as error:
            assert_sound(error)
        else:
            assert SECRET not in f"{client!r} {client._core.describe()}"
            client.close()
    assert all(SECRET not in str(warning.message) for warning in warned)


RESPONSES = [getattr(responses, name) for name in responses.__all__]
CLASSES = [kind for kind in RESPONSES if isinstance(kind, type) and issubclass(kind, AttributeDict)]


@thorough
@given(kind=st.sampled_from(CLASSES), value=objects, request_id=st.none() | texts, protocol=st.integers(2, 5))
def test_any_response_and_any_object_in_one_survives_a_pickle(
    kind: type[AttributeDict], value: dict[str, Any], request_id: str | None, protocol: int
) -> None:
    one = kind(value)
    if isinstance(one, responses.Response):
        one.http_status, one.request_id = 200, request_id
    again = pickle.loads(pickle.dumps(one, protocol))
    assert (type(again), again) == (kind, value)
    if isinstance(again, responses.Response):
        assert (again.http_status, again.request_id) == (200, request_id)


@thorough
@given(text=texts, status=st.none() | st.integers(100, 999), response=objects, result=st.lists(objects, max_size=3))
def test_any_exception_survives_a_pickle(
    text: str, status: int | None, response: dict[str, Any], result: list[dict[str, Any]]
) -> None:
    task = TaskStatus(status="FAILURE", result=[{"failed": [responses.FailedEntry(entry) for entry in result]}])
    errors = [
        ApiException(status, text, json.dumps(response), {text: text}, response=responses.Response(response)),
        InvalidParameterError(text, parameter=text, problems=[text, text]),
        ConfigError(text),
        ConnectError(text, endpoint=text, attempts=3),
        RequestTimeoutError(text, phase=text, elapsed=1.5, attempts=3),
        DecodeError(text, http_status=status, content_type=text, snippet=text, path=text),
        task_failed(task, Target(TASK, (UNSET, text)), "en"),
        wait_timeout(Target(TASK, (UNSET, text)), task, 1.5),
    ]
    for error in [*errors, tasks_error(errors[:2], [task, None], 2, "en")]:
        again = pickled(error)
        assert (type(again), str(again), repr(again), again.args) == (type(error), str(error), repr(error), error.args)
        # Exceptions have no equality of their own.
        assert {**again.__dict__, "exceptions": 0} == {**error.__dict__, "exceptions": 0}
