"""The documented calls of v1, by both classes, on the wire byte for byte."""

from __future__ import annotations

import asyncio
import inspect
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import pytest

from documented_calls import CALLS, DocumentedCall
from modelarts import ApiException, AsyncDatasetApi, ConflictError, DatasetApi, DecodeError, ServerError, responses
from modelarts.responses.base import AttributeDict
from raw_server import REQUEST_ID, RawServer, header, http, target

if TYPE_CHECKING:
    from collections.abc import Callable

    from modelarts.client import ApiClient

every_call = pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
BUSY = '{"error_code": "ModelArts.1642", "error_msg": "The dataset is being synchronized."}'


def sync(client: ApiClient, call: DocumentedCall) -> Any:
    """Runs the sample of a call, word for word."""
    return eval(call.sample, {"datasetapi": DatasetApi(client)})


def awaited(client: ApiClient, call: DocumentedCall) -> Any:
    """Runs the sample of a call as a coroutine."""

    async def run() -> Any:
        return await eval(call.sample, {"datasetapi": AsyncDatasetApi(client)})

    return asyncio.run(run())


both_classes = pytest.mark.parametrize("run", [sync, awaited])


def read(request: bytes) -> tuple[str, str, dict[str, str], Any]:
    """Verb, path, query and body that were received."""
    head, _, body = request.partition(b"\r\n\r\n")
    path, _, query = target(request).partition("?")
    pairs = dict(parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query)))
    return head.split(b" ")[0].decode(), path, pairs, json.loads(body) if body else None


@both_classes
@every_call
def test_the_documented_sample_goes_on_the_wire_as_documented(
    run: Callable[..., Any], call: DocumentedCall, server: RawServer
) -> None:
    server.script(http(json.dumps(call.response)))
    with server.create_client() as client:
        run(client, call)
    (request,) = server.requests
    assert read(request) == (call.method, call.path, call.query, call.body)
    if call.body is None:
        assert header(request, "content-type") is None
        assert header(request, "content-length") in (None, "0")
    else:
        assert header(request, "content-type") == "application/json"


@both_classes
@every_call
def test_every_documented_key_of_the_response_is_there_by_key_and_by_attribute(
    run: Callable[..., Any], call: DocumentedCall, server: RawServer
) -> None:
    server.script(http(json.dumps(call.response)))
    with server.create_client() as client:
        response = run(client, call)
    assert isinstance(response, responses.Response)
    assert response == call.response
    assert json.loads(json.dumps(response)) == call.response
    assert (response.http_status, response.request_id) == (200, REQUEST_ID)
    if not call.is_only_listed:
        compare_attributes(response, call.response)


def compare_attributes(response: Any, answer: dict[str, Any]) -> None:
    for key, value in answer.items():
        seen = getattr(response, key)
        assert seen == value
        if isinstance(value, list) and value and isinstance(value[0], dict):
            assert isinstance(seen[0], AttributeDict)
            compare_attributes(seen[0], value[0])


@every_call
def test_parameters_may_be_given_by_position_in_the_documented_order(call: DocumentedCall) -> None:
    for api in (DatasetApi, AsyncDatasetApi):
        parameters = list(inspect.signature(getattr(api, call.name)).parameters)
        assert parameters == ["self", "project_id", *call.parameters, "timeout"]


@every_call
def test_both_classes_take_the_same_and_say_what_they_are(call: DocumentedCall) -> None:
    one, other = getattr(DatasetApi, call.name), getattr(AsyncDatasetApi, call.name)
    assert inspect.signature(one).parameters == inspect.signature(other).parameters
    assert inspect.iscoroutinefunction(other)
    assert f"`{call.method} /v1/{{project_id}}/datasets" in one.__doc__
    assert ("documents neither parameters nor response" in " ".join(one.__doc__.split())) == call.is_only_listed


@both_classes
@every_call
def test_a_refusal_is_the_exception_that_fits(run: Callable[..., Any], call: DocumentedCall, server: RawServer) -> None:
    server.script(http(BUSY, 409))
    with server.create_client() as client, pytest.raises(ConflictError, match=rf"^{call.name} failed: ") as caught:
        run(client, call)
    assert (caught.value.operation, caught.value.error_code) == (call.name, "ModelArts.1642")
    assert len(server.requests) == 1


@both_classes
@every_call
def test_with_raise_on_error_off_a_refusal_is_the_documented_dict(
    run: Callable[..., Any], call: DocumentedCall, server: RawServer
) -> None:
    server.script(http(BUSY, 409))
    with server.create_client(raise_on_error=False) as client:
        response = run(client, call)
    assert {**response, "result": 0} == {**json.loads(BUSY), "result": 0}
    assert (response.error_code, response.http_status) == ("ModelArts.1642", 409)


@every_call
def test_a_refusal_inside_of_a_success_is_a_refusal(call: DocumentedCall, server: RawServer) -> None:
    server.script(http(BUSY, 200))
    with server.create_client() as client, pytest.raises(ApiException, match=r"ModelArts\.1642"):
        sync(client, call)


@every_call
def test_a_write_that_may_have_been_executed_is_not_sent_again(call: DocumentedCall, server: RawServer) -> None:
    server.script(http("{}", 500))
    with server.create_client(max_retries=1) as client, pytest.raises(ServerError):
        sync(client, call)
    assert len(server.requests) == (2 if call.method == "GET" else 1)


@every_call
def test_a_response_without_its_required_fields_is_a_decode_error(call: DocumentedCall, server: RawServer) -> None:
    server.script(http("{}"))
    with server.create_client() as client:
        if call.is_only_listed or not call.response:
            assert sync(client, call) == {}
        else:
            with pytest.raises(DecodeError, match="is missing"):
                sync(client, call)


@every_call
def test_a_response_that_is_no_object_is_a_decode_error(call: DocumentedCall, server: RawServer) -> None:
    for body in ("null", "[]", "<html>", '"text"', "{"):
        server.script(http(body))
        with server.create_client() as client, pytest.raises(DecodeError):
            sync(client, call)


def test_success_without_a_body_is_one_where_nothing_is_documented_to_come(server: RawServer) -> None:
    server.script(b"HTTP/1.1 204 No Content\r\nX-Request-Id: r\r\n\r\n")
    with server.create_client() as client:
        response = sync(client, CALLS["update_dataset"])
    assert (response, response.http_status, response.request_id) == ({}, 204, "r")


def test_the_two_spellings_of_provider_are_taken_and_one_is_sent(server: RawServer) -> None:
    server.script(http('{"dataset_id": "d", "task_id": "t"}'))
    spec = {"name": "n", "data_url": "bucket1"}
    with server.create_client() as client:
        for given in ({"provide": "OBS"}, {"provider": "OBS"}, {"provide": "OBS", "provider": "OBS"}):
            before = dict(given)
            DatasetApi(client).create_dataset(dataset_spec=given | spec)
            assert given == before
    assert [read(request)[3] for request in server.requests] == [{**spec, "provider": "OBS"}] * 3


def test_undocumented_keys_and_digits_of_a_body_and_a_response_pass_through(server: RawServer) -> None:
    server.script(http('{"is_success": "true", "own": {"n": 12345678901234567890, "x": 0.1}}'))
    spec = {"deleted_url": ("a", "b"), "own": {"n": 2**63 - 1, "x": 0.1, "文": None, "t": True}}
    with server.create_client() as client:
        response = DatasetApi(client).delete_file_from_obs(dataset_id="d", delete_files_spec=spec)
    assert (response.is_success, response["own"]) == (True, {"n": 12345678901234567890, "x": 0.1})
    assert read(server.requests[0])[3] == {**spec, "deleted_url": ["a", "b"]}


def test_the_documented_tolerances_hold_for_datasets_too(server: RawServer) -> None:
    body = {"dataset_count": "1", "datasets": {"dataset_id": "d", "file_count": "007", "create_time": None}}
    server.script(http(json.dumps(body)))
    with server.create_client() as client:
        response = DatasetApi(client).query_dataset()
    assert (response.dataset_count, response.datasets[0].file_count) == (1, 7)
    assert response.datasets[0].description is None
    assert response.datasets[0].created_at is None
    with pytest.raises(KeyError):
        response.datasets[0]["description"]


def test_times_are_datetimes_where_they_can_be(server: RawServer) -> None:
    versions = [{"create_time": time} for time in (1575941400, 1575941400000)]
    server.script(http(json.dumps({"versions": versions})))
    with server.create_client() as client:
        response = DatasetApi(client).get_history_dataset_version(dataset_id="d")
    assert [str(version.created_at) for version in response.versions] == ["2019-12-10 01:30:00+00:00"] * 2
