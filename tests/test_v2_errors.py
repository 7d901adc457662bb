"""Errors of data management v2: what a code means for a program, batches that fail in part, and work that goes on."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

import raw_server
from modelarts import (
    ApiException,
    BatchError,
    ConflictError,
    ConnectError,
    InvalidParameterError,
    NotFoundError,
    QuotaError,
    ServerError,
    ThrottledError,
)
from modelarts.v2 import AsyncDataManagement, DataManagement, resource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from raw_server import RawServer

DATASET = "WxCREuCkBSAlQr9xrde"
BUSY = "ModelArts.4343"


@pytest.fixture
def server() -> Iterator[RawServer]:
    with raw_server.RawServer() as server:
        yield server


@pytest.fixture
def _quick_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource, "_FIRST_PAUSE", 0.01)
    monkeypatch.setattr(resource, "_MAX_PAUSE", 0.02)


def refused(code: str, status: int = 400) -> bytes:
    return raw_server.http(json.dumps({"error_code": code, "error_msg": "the message"}), status)


def published() -> bytes:
    return raw_server.http(json.dumps({"version_id": "v0123456789abcdef"}), 201)


@pytest.mark.parametrize(
    ("code", "status", "kind", "retryable"),
    [
        ("ModelArts.4352", 400, NotFoundError, False),
        ("ModelArts.4351", 400, ConflictError, False),
        (BUSY, 400, ConflictError, True),
        ("ModelArts.4386", 501, ConflictError, True),
        ("ModelArts.4354", 500, QuotaError, False),
        ("ModelArts.4370", 400, ThrottledError, True),
        ("ModelArts.4360", 500, ServerError, False),
    ],
)
def test_the_code_decides_the_exception(
    server: RawServer, code: str, status: int, kind: type[ApiException], retryable: bool
) -> None:
    server.script(refused(code, status))
    with pytest.raises(ApiException) as caught:
        DataManagement(server.create_client(max_retries=0)).versions.create(DATASET)
    assert type(caught.value) is kind
    assert (caught.value.error_code, caught.value.http_status) == (code, status)
    assert caught.value.retryable is retryable
    assert caught.value.meaning


def test_a_quota_that_looks_like_a_fault_of_the_service_is_not_repeated(server: RawServer) -> None:
    server.script(refused("ModelArts.4354", 500))
    with pytest.raises(QuotaError):
        DataManagement(server.create_client()).datasets.get(DATASET)
    assert len(server.requests) == 1


def test_a_failure_in_a_response_that_says_created_is_raised(server: RawServer) -> None:
    server.script(refused("ModelArts.4351", 201))
    with pytest.raises(ConflictError, match=r"datasets\.create failed: ModelArts\.4351"):
        DataManagement(server.create_client()).datasets.create(
            dataset_name="cats", data_sources=[{"data_path": "obs://bucket1/in/"}], work_path="obs://bucket1/out/"
        )


def test_a_listing_that_failed_raises_the_same_with_and_without_raise_on_error(server: RawServer) -> None:
    for raises in (True, False):
        server.script(refused("ModelArts.4352"))
        data = DataManagement(server.create_client(raise_on_error=raises))
        with pytest.raises(NotFoundError):
            next(data.samples.iter(DATASET))


@pytest.mark.usefixtures("_quick_pauses")
@pytest.mark.parametrize("raises", [True, False])
def test_a_call_on_a_busy_dataset_is_retried_for_the_time_that_is_set(server: RawServer, raises: bool) -> None:
    server.script(refused(BUSY), refused(BUSY, 501), published())
    data = DataManagement(server.create_client(raise_on_error=raises))
    assert data.versions.create(DATASET, retry_busy="10s").version_id == "v0123456789abcdef"
    assert len(server.requests) == 3


@pytest.mark.usefixtures("_quick_pauses")
def test_a_coroutine_retries_too(server: RawServer) -> None:
    server.script(refused(BUSY), published())
    data = AsyncDataManagement(server.create_client())
    response = asyncio.run(data.versions.create(DATASET, retry_busy=10))
    assert (response.version_id, len(server.requests)) == ("v0123456789abcdef", 2)


@pytest.mark.usefixtures("_quick_pauses")
def test_the_attempts_end_when_the_time_is_over(server: RawServer) -> None:
    server.script(refused(BUSY))
    with pytest.raises(ConflictError):
        DataManagement(server.create_client()).versions.create(DATASET, retry_busy=0.1)
    assert 2 <= len(server.requests) <= 12


@pytest.mark.usefixtures("_quick_pauses")
@pytest.mark.parametrize("code", ["ModelArts.4351", "ModelArts.4352", "ModelArts.4354"])
def test_nothing_but_a_busy_dataset_is_tried_again(server: RawServer, code: str) -> None:
    server.script(refused(code))
    with pytest.raises(ApiException):
        DataManagement(server.create_client()).versions.create(DATASET, retry_busy="10s")
    assert len(server.requests) == 1


@pytest.mark.parametrize("limit", [-1, 0, "soon", True, [1]])
def test_the_time_to_retry_is_checked_before_anything_is_sent(server: RawServer, limit: Any) -> None:
    with pytest.raises(InvalidParameterError, match=r"retry_busy: is "):
        DataManagement(server.create_client()).versions.create(DATASET, retry_busy=limit)
    assert server.requests == []


SAMPLES: list[dict[str, Any]] = [{"sample_id": "s1"}, {"sample_id": "s2"}, {"sample_id": "s3"}]
NOT_FOUND = {"success": False, "error_code": "ModelArts.4420", "error_msg": "no such sample"}
DONE = {"success": True}
NAMED = [{**DONE, "sample_id": "s2"}, {**DONE, "sample_id": "s1"}]


@pytest.mark.parametrize(
    ("body", "failed", "succeeded"),
    [
        ({"success": False, "results": [DONE, NOT_FOUND, DONE]}, ["s2"], ["s1", "s3"]),
        ({"success": True, "results": [NOT_FOUND, DONE, NOT_FOUND]}, ["s1", "s3"], ["s2"]),
        ({"success": False, "results": [{**NOT_FOUND, "success": None}, DONE, DONE]}, ["s1"], ["s2", "s3"]),
        ({"results": [DONE, {**NOT_FOUND, "success": None}, DONE]}, ["s2"], ["s1", "s3"]),
        ({"success": False, "results": [{**NOT_FOUND, "sample_id": "s3"}, *NAMED]}, ["s3"], ["s1", "s2"]),
        ({**NOT_FOUND, "results": [DONE, DONE, DONE]}, ["s1", "s2", "s3"], []),
        ({**NOT_FOUND, "success": None, "results": [DONE, DONE, DONE]}, ["s1", "s2", "s3"], []),
        ({**NOT_FOUND, "results": NAMED}, ["s3"], ["s1", "s2"]),
    ],
)
def test_a_batch_that_fails_says_which_items_were_refused(
    server: RawServer, body: dict[str, Any], failed: list[str], succeeded: list[str]
) -> None:
    server.script(raw_server.http(json.dumps(body)))
    with pytest.raises(BatchError, match=r"samples\.update: \d of 3 items were refused: ") as caught:
        DataManagement(server.create_client()).samples.update(DATASET, samples=SAMPLES)
    error = caught.value
    assert [failure["item"] for failure in error.failures] == failed
    assert error.succeeded == succeeded
    assert {failure["error_code"] for failure in error.failures} == {"ModelArts.4420"}
    assert (error.error_code, error.error_msg, error.http_status) == ("ModelArts.4420", "no such sample", 200)
    assert error.meaning
    assert error.request_id == raw_server.REQUEST_ID


@pytest.mark.parametrize("results", [{}, {"results": []}, {"results": None}])
@pytest.mark.parametrize(("code", "expected"), [("ModelArts.4420", NotFoundError), (BUSY, ConflictError)])
def test_a_batch_that_is_refused_as_a_whole_is_refused_as_any_other_call(
    server: RawServer, results: dict[str, Any], code: str, expected: type[ApiException]
) -> None:
    server.script(raw_server.http(json.dumps({**NOT_FOUND, "error_code": code, **results})))
    with pytest.raises(expected) as caught:
        DataManagement(server.create_client()).samples.update(DATASET, samples=SAMPLES)
    assert not isinstance(caught.value, BatchError)
    assert (caught.value.error_code, caught.value.http_status) == (code, 200)


def test_a_batch_without_a_reason_is_refused_with_all_its_items(server: RawServer) -> None:
    server.script(raw_server.http(json.dumps({"success": False})))
    with pytest.raises(BatchError, match="3 of 3 items were refused"):
        DataManagement(server.create_client()).samples.update(DATASET, samples=SAMPLES)


def test_samples_that_were_not_added_are_named(server: RawServer) -> None:
    taken = {"success": False, "name": "2.jpg", "error_code": "ModelArts.4422", "error_msg": "is there"}
    added = {"success": True, "name": "/bucket1/in/1.jpg", "info": "0" * 32}
    server.script(raw_server.http(json.dumps({"success": False, "results": [added, taken]})))
    samples = [{"name": f"{number}.jpg", "data": "/9j/"} for number in (1, 2)]
    with pytest.raises(
        BatchError, match=r"samples\.add: 1 of 2 items were refused: 2\.jpg \(ModelArts\.4422: "
    ) as caught:
        DataManagement(server.create_client()).samples.add(DATASET, samples=samples)
    assert [failure["item"] for failure in caught.value.failures] == ["2.jpg"]
    assert caught.value.succeeded == ["1.jpg"]


TWO = [{"name": "a.jpg", "data": "/9j/"}, {"name": "b.jpg", "data": "/9j/"}]
BAD_PICTURE = {"success": False, "name": "b.jpg", "error_code": "ModelArts.4357", "error_msg": "bad picture"}
ADDED = {"success": True, "name": "/bucket1/in/a.jpg", "info": "0" * 32}


@pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize("results", [[BAD_PICTURE, ADDED], [ADDED, BAD_PICTURE], [BAD_PICTURE]])
def test_results_belong_to_the_samples_that_they_name(
    server: RawServer, results: list[dict[str, Any]], asynchronous: bool
) -> None:
    server.script(raw_server.http(json.dumps({"success": False, "results": results})))
    client = server.create_client()

    def add() -> None:
        if asynchronous:
            asyncio.run(AsyncDataManagement(client).samples.add(DATASET, samples=TWO))
        else:
            DataManagement(client).samples.add(DATASET, samples=TWO)

    with pytest.raises(BatchError, match=r"items were refused.*: b\.jpg \(ModelArts\.4357: bad picture\)") as caught:
        add()
    error = caught.value
    assert [(failure["index"], failure["item"]) for failure in error.failures] == [(1, "b.jpg")]
    is_known = len(results) == 2
    assert (error.succeeded, error.unknown) == ((["a.jpg"], []) if is_known else ([], ["a.jpg"]))
    assert ("of 1 the outcome is unknown" in str(error)) is not is_known


def test_samples_of_one_name_have_results_in_their_order(server: RawServer) -> None:
    results = [{**ADDED, "name": "a.jpg"}, {**BAD_PICTURE, "name": "a.jpg"}]
    server.script(raw_server.http(json.dumps({"success": False, "results": results})))
    with pytest.raises(BatchError) as caught:
        DataManagement(server.create_client()).samples.add(DATASET, samples=[TWO[0], TWO[0]])
    assert [failure["index"] for failure in caught.value.failures] == [1]
    assert caught.value.succeeded == ["a.jpg"]


def test_the_longest_name_that_fits_is_meant(server: RawServer) -> None:
    results = [{**BAD_PICTURE, "name": "/bucket1/in/x/a.jpg"}, ADDED]
    server.script(raw_server.http(json.dumps({"success": False, "results": results})))
    with pytest.raises(BatchError) as caught:
        DataManagement(server.create_client()).samples.add(DATASET, samples=[TWO[0], {**TWO[0], "name": "x/a.jpg"}])
    assert [failure["item"] for failure in caught.value.failures] == ["x/a.jpg"]
    assert caught.value.succeeded == ["a.jpg"]


@pytest.mark.parametrize("results", [[NOT_FOUND], [NOT_FOUND, DONE], [NOT_FOUND, DONE, DONE, DONE]])
def test_results_that_are_not_one_for_each_sample_say_nothing_of_any(
    server: RawServer, results: list[dict[str, Any]]
) -> None:
    server.script(raw_server.http(json.dumps({"success": False, "results": results})))
    match = r"samples\.delete: 1 of 3 items were refused, and of \d the outcome is unknown: an item without a name \("
    with pytest.raises(BatchError, match=match) as caught:
        DataManagement(server.create_client()).samples.delete(DATASET, samples=["s1", "s2", "s3"])
    failure = {"index": None, "item": None, "error_code": "ModelArts.4420", "error_msg": "no such sample"}
    assert caught.value.failures == [failure]
    assert (caught.value.succeeded, caught.value.unknown) == ([], ["s1", "s2", "s3"])


def test_a_result_that_names_no_sample_of_the_batch_is_none_of_theirs(server: RawServer) -> None:
    server.script(raw_server.http(json.dumps({"success": False, "results": [{**BAD_PICTURE, "name": "c"}, ADDED]})))
    with pytest.raises(BatchError, match=r"of 1 the outcome is unknown: c \(") as caught:
        DataManagement(server.create_client()).samples.add(DATASET, samples=TWO)
    assert [(failure["index"], failure["item"]) for failure in caught.value.failures] == [(None, "c")]
    assert (caught.value.succeeded, caught.value.unknown) == (["a.jpg"], ["b.jpg"])


@pytest.mark.parametrize("results", [[{"error_code": "ModelArts.4420"}], [{"success": False}]])
def test_a_result_that_is_no_success_is_raised_whatever_the_response_says(
    server: RawServer, results: list[dict[str, Any]]
) -> None:
    server.script(raw_server.http(json.dumps({"success": True, "results": results})))
    with pytest.raises(BatchError, match=r"samples\.delete: 1 of 1 items were refused: s1 "):
        DataManagement(server.create_client()).samples.delete(DATASET, samples=["s1"])


def test_labels_are_told_apart_by_their_names(server: RawServer) -> None:
    results = [{**NOT_FOUND, "name": "Bees"}, {**DONE, "name": "Rabbits"}]
    server.script(raw_server.http(json.dumps({"success": False, "results": results})))
    with pytest.raises(BatchError, match="1 of 2 items were refused: Bees ") as caught:
        DataManagement(server.create_client()).labels.create(DATASET, labels=[{"name": "Rabbits"}, {"name": "Bees"}])
    assert caught.value.succeeded == ["Rabbits"]


def test_a_batch_whose_response_is_lost_is_not_sent_again(server: RawServer) -> None:
    server.script(raw_server.close())
    samples = [{"name": "1.jpg", "data": "/9j/"}]
    with pytest.raises(
        ConnectError, match=r"samples\.add failed: the connection broke before the response was complete"
    ):
        DataManagement(server.create_client()).samples.add(DATASET, samples=samples)
    assert len(server.requests) == 1


def test_a_batch_that_fails_in_part_can_be_returned(server: RawServer) -> None:
    server.script(raw_server.http(json.dumps({"success": False, "results": [DONE, NOT_FOUND, DONE]})))
    data = DataManagement(server.create_client())
    response = data.samples.update(DATASET, samples=SAMPLES, raise_on_error=False)
    assert [result.success for result in response.results or []] == [True, False, True]


def test_a_coroutine_raises_the_same_for_a_batch(server: RawServer) -> None:
    server.script(raw_server.http(json.dumps({"success": False, "results": [NOT_FOUND, DONE, DONE]})))
    with pytest.raises(BatchError, match="1 of 3 items"):
        asyncio.run(AsyncDataManagement(server.create_client()).samples.update(DATASET, samples=SAMPLES))


def test_no_error_and_no_text_shows_a_password(server: RawServer) -> None:
    data = DataManagement(server.create_client())
    secret: Any = 8472615
    source: Any = {"data_path": "obs://bucket1/in/", "source_info": {"user_password": secret}}
    with pytest.raises(InvalidParameterError) as caught:
        data.datasets.create(dataset_name="n", data_sources=[source], work_path="obs://bucket1/out/")
    assert "user_password: is no text, expected text" in str(caught.value)
    assert "8472615" not in str(caught.value)
    wrong: Any = source["source_info"]
    with pytest.raises(InvalidParameterError) as caught:
        data.datasets.create(dataset_name="n", data_sources=wrong, work_path="obs://bucket1/out/")
    assert "8472615" not in str(caught.value)
