"""What the page leaves open about a response, and the one shape that users get."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import pytest

from modelarts import ApiException, DecodeError, TaskState
from modelarts.client import CreatedDataset, DatasetApi, TaskStatus
from raw_server import REQUEST_ID, RawServer, http

if TYPE_CHECKING:
    from modelarts.emulator import Emulator

DATASET = {"dataset_id": "d-1", "dataset_name": "flowers", "file_count": 3, "create_time": 1600000000}
VERSION = {"new_version_id": "v-1", "version_name": "V001", "file_count": 3, "create_time": 1600000000000}
FAILED = {"error_code": "ModelArts.1674", "error_msg": "no such dataset"}


def read(body: Any, status: int = 200, *headers: str, **settings: Any) -> TaskStatus:
    """What `get_task_status` makes of a body; what isn't bytes is sent as JSON."""
    sent = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    with RawServer(http(sent, status, *headers)) as server:
        client = server.create_client(max_retries=0, language="en", **settings)
        return DatasetApi(client).get_task_status(task_id="t")


@pytest.mark.parametrize("result", [None, [], {}, ""], ids=repr)
def test_no_result_reads_as_the_empty_list(result: Any) -> None:
    assert read({"status": "RUNNING", "result": result}) == {"status": "RUNNING", "result": []}


def test_a_missing_result_reads_as_the_empty_list() -> None:
    assert read({"status": "RUNNING"}) == {"status": "RUNNING", "result": []}


@pytest.mark.parametrize(
    "result",
    [
        [{"createDatasetSuccess": [DATASET]}],
        {"createDatasetSuccess": [DATASET]},
        [{"createDatasetSuccess": DATASET}],
        {"createDatasetSuccess": DATASET},
        {"createDatasetSuccess": [{**DATASET, "file_count": "3", "create_time": "1600000000"}]},
    ],
    ids=lambda result: json.dumps(result)[:40],
)
def test_every_reading_of_the_page_gives_the_documented_shape(result: Any) -> None:
    response = read({"status": "SUCCESS", "result": result})
    assert response == {"status": "SUCCESS", "result": [{"createDatasetSuccess": [DATASET]}]}
    assert response.datasets == [DATASET]


def test_a_group_that_is_null_is_an_empty_list_and_one_that_is_missing_is_absent() -> None:
    (entry,) = read({"status": "SUCCESS", "result": [{"failed": None}]}).result
    assert entry == {"failed": []}
    assert entry.createDatasetSuccess is None
    with pytest.raises(KeyError):
        entry["createDatasetSuccess"]


def test_entries_without_groups_stay_where_they_are_and_are_recognised_by_their_fields() -> None:
    response = read({"status": "SUCCESS", "result": [DATASET, VERSION, FAILED, {}]})
    assert response["result"] == [DATASET, VERSION, FAILED, {}]
    assert (response.datasets, response.versions, response.failures) == ([DATASET], [VERSION], [FAILED])
    assert isinstance(response.datasets[0], CreatedDataset)
    assert response.failures[0]._language == "en", "it explains its code in the language of the client"


def test_the_views_flatten_the_groups_of_all_of_result() -> None:
    groups = {"createDatasetSuccess": [DATASET], "createVersionSuccess": [VERSION], "failed": [FAILED]}
    response = read({"status": "SUCCESS", "result": [groups, groups, {"syncOrCheckoutsuccess": [{}]}]})
    assert response.datasets == [DATASET] * 2
    assert response.versions == [VERSION] * 2
    assert response.failures == [FAILED] * 2
    assert response.result[2].syncOrCheckoutsuccess == [{}]


def test_a_response_is_a_dict_and_an_object() -> None:
    response = read({"status": "SUCCESS", "result": [{"createDatasetSuccess": [DATASET]}]})
    assert type(response["status"]) is str
    assert response["status"] == response.status == TaskState.SUCCESS == "SUCCESS"
    assert f"{response.status}" == str(response.status) == f"{response.status:s}" == "SUCCESS"
    assert json.loads(json.dumps(response)) == response
    assert response.result[0].createDatasetSuccess[0].dataset_id == "d-1"  # type: ignore[index] # it is there
    assert response.result[0] is response["result"][0]
    assert (response.is_done, response.is_succeeded, response.is_failed) == (True, True, False)
    assert (response.http_status, response.request_id, response.task_id) == (200, REQUEST_ID, "t")
    assert "request_id" not in response
    assert "error_code" not in response
    assert response.error_code is None


def test_an_object_within_a_response_takes_no_more_memory_than_a_dict_unless_it_explains_a_code() -> None:
    response = read({"status": "SUCCESS", "result": [{"createDatasetSuccess": [DATASET], "failed": [FAILED]}]})
    (dataset,), (failure,) = response.datasets, response.failures
    assert type(dataset).__basicsize__ == dict.__basicsize__, "it takes more memory than a dict"
    assert not hasattr(dataset, "http_status")
    assert (failure.request_id, failure._language) == (None, "en")


def test_a_documented_field_that_is_absent_is_none_by_attribute_and_a_key_error_by_key() -> None:
    (dataset,) = read({"status": "SUCCESS", "result": [{"createDatasetSuccess": [{"dataset_id": "d"}]}]}).datasets
    assert dataset.file_count is None
    with pytest.raises(KeyError):
        dataset["file_count"]
    with pytest.raises(AttributeError, match="no documented field 'size'"):
        _ = dataset.size  # type: ignore[attr-defined] # that is the point
    assert "dataset_name" in dir(dataset)


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
def test_a_response_can_be_copied_and_pickled(copied: Any) -> None:
    response = read({"status": "SUCCESS", "result": [{"createDatasetSuccess": [DATASET]}]})
    twin = copied(response)
    assert twin == response
    assert type(twin) is TaskStatus
    assert type(twin.datasets[0]) is CreatedDataset
    assert (twin.request_id, twin.http_status, twin.project_id) == (
        response.request_id,
        response.http_status,
        response.project_id,
    )


@pytest.mark.parametrize(
    ("sent", "read_as", "done"),
    [
        ("SUCCESS", "SUCCESS", True),
        ("FAILURE", "FAILURE", True),
        (" success\n", "SUCCESS", True),
        ("Pending", "PENDING", False),
        ("RETRY", "RETRY", False),
        ("PAUSED", "PAUSED", False),
        (" Paused ", " Paused ", False),
        ("", "", False),
    ],
)
def test_a_status_reads_as_the_documented_one_or_stays_as_it_came(sent: str, read_as: str, *, done: bool) -> None:
    response = read({"status": sent})
    assert response["status"] == read_as
    assert response.is_done is done
    assert isinstance(response.status, TaskState) == (read_as in set(TaskState))


@pytest.mark.parametrize("number", ["1e999", "-1e999", "1" * 400 + ".5", "1E+309"])
def test_a_number_beyond_a_float_is_its_text_where_nothing_is_documented(server: RawServer, number: str) -> None:
    server.script(http(f'{{"dataset_id":"d","owner":{number},"shares":[{{"of":{number}}}]}}'))
    response = DatasetApi(server.create_client()).get_dataset(dataset_id="d")
    assert response["owner"] == response["shares"][0]["of"] == number
    assert json.loads(json.dumps(response, allow_nan=False)) == response


@pytest.mark.parametrize("value", [2**63 - 1, -(2**63), 0, str(2**63 - 1), str(-(2**63))], ids=repr)
def test_integers_have_the_full_range_of_64_bits(value: Any) -> None:
    (entry,) = read({"status": "SUCCESS", "result": [{"createDatasetSuccess": [{"file_count": value}]}]}).datasets
    assert entry.file_count == int(value)


@pytest.mark.parametrize("value", [2**63, 10**30, 1.5, True, "", "many", "1.5", " 1", "0x10", [], {}], ids=repr)
def test_what_is_no_64_bit_integer_is_an_error_that_names_the_field(value: Any) -> None:
    entries = [{"file_count": 1}, {"file_count": value}]
    with pytest.raises(DecodeError) as caught:
        read({"status": "SUCCESS", "result": [{"createDatasetSuccess": entries}]})
    assert caught.value.path == "result[0].createDatasetSuccess[1].file_count"
    assert caught.value.path in str(caught.value)


def test_what_is_not_documented_is_kept_to_the_last_digit() -> None:
    owner = b'{"id":123456789012345678901234567890,"share":0.1}'
    response = read(b'{"status":"SUCCESS","owner":' + owner + b',"result":[{"tag":"\xe8\x8a\xb1"}]}')
    assert response["owner"] == {"id": 123456789012345678901234567890, "share": 0.1}
    assert response.result[0]["tag"] == "花"
    with pytest.raises(AttributeError, match="the dict holds it as"):
        _ = response.owner  # type: ignore[attr-defined] # that is the point


def test_of_a_key_that_occurs_twice_the_last_one_counts() -> None:
    assert read(b'{"status":"PENDING","x":1,"status":"SUCCESS","x":2}') == {"status": "SUCCESS", "x": 2, "result": []}


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (1600000000, datetime(2020, 9, 13, 12, 26, 40, tzinfo=timezone.utc)),
        (1600000000000, datetime(2020, 9, 13, 12, 26, 40, tzinfo=timezone.utc)),
        (0, datetime(1970, 1, 1, tzinfo=timezone.utc)),
        (2**63 - 1, None),
        (None, None),
    ],
)
def test_created_at_is_a_utc_datetime(seconds: int | None, expected: datetime | None) -> None:
    body = {"status": "SUCCESS", "result": [{"createDatasetSuccess": [{"create_time": seconds}]}]}
    assert read(body).datasets[0].created_at == expected


@pytest.mark.parametrize("status", [None, 5, [], {}], ids=repr)
def test_a_status_that_is_not_text_is_a_decode_error(status: Any) -> None:
    with pytest.raises(DecodeError, match="status"):
        read({"status": status})


def test_a_missing_status_is_a_decode_error() -> None:
    with pytest.raises(DecodeError, match="`status` is missing"):
        read({"result": []})


@pytest.mark.parametrize("status", [{}, {"status": None}, {"status": 7}], ids=repr)
def test_an_error_code_without_a_status_is_a_failed_call_in_spite_of_http_200(status: dict[str, Any]) -> None:
    with pytest.raises(ApiException, match="no such dataset") as caught:
        read({**status, **FAILED})
    assert (caught.value.http_status, caught.value.error_code) == (200, "ModelArts.1674")


def test_a_task_in_failure_is_a_successful_call() -> None:
    response = read({"status": "FAILURE", "result": [{"failed": [FAILED]}]})
    assert response.is_failed
    meaning, advice = response.failures[0].explain("en") or ("", "")
    assert meaning == "Dataset does not exist."
    assert advice.startswith("Check the dataset_id: ")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b'"SUCCESS"',
        b"<html><h1>Sign in</h1></html>",
        b'{"status": "SUCC',
        b'{"status": "SUCCESS", "result": [{"failed"',
        b'{"status": "\xff\xfe"}',
        b"[" * 100_000,
        b'{"status": "SUCCESS", "deep": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"status": "SUCCESS", "result": ' + b'[{"x":' * 100_000,
        b'{"status": "SUCCESS"} trailing',
        b'{"status": "SUCCESS", "result": [null]}',
        b'{"status": "SUCCESS", "result": 7}',
        b'{"status": "SUCCESS", "x": "\\ud800"}',
    ],
    ids=lambda body: repr(body[:40]),
)
def test_a_body_that_is_no_response_is_a_decode_error_that_shows_its_beginning(body: bytes) -> None:
    with pytest.raises(DecodeError) as caught:
        read(body)
    error = caught.value
    assert (error.http_status, error.content_type, error.request_id) == (200, "application/json", REQUEST_ID)
    assert error.snippet == body.decode(errors="replace")[:200]
    assert REQUEST_ID in str(error)
    assert len(str(error)) < 1000


def test_a_hundred_thousand_entries_are_read() -> None:
    entries = [{**DATASET, "dataset_id": f"d-{number}"} for number in range(100_000)]
    response = read({"status": "SUCCESS", "result": [{"createDatasetSuccess": entries}]})
    assert response.datasets[-1] == entries[-1]
    assert len(response.datasets) == 100_000


def test_a_notebook_shows_the_state_the_entries_and_the_meaning_of_failures() -> None:
    groups = {"createDatasetSuccess": [DATASET], "createVersionSuccess": [VERSION], "failed": [FAILED]}
    shown = read({"status": "FAILURE", "result": [groups]})._repr_html_()
    for text in ("FAILURE", "flowers", "V001", "2020-09-13", "ModelArts.1674", "Dataset does not exist."):
        assert text in shown


def test_a_notebook_shows_a_failed_call_with_meaning_and_advice() -> None:
    shown = read({"error_code": "ModelArts.1674", "error_msg": "gone"}, 404, raise_on_error=False)._repr_html_()
    for text in ("call failed", "ModelArts.1674", "gone", "Dataset does not exist.", "Check the dataset_id: "):
        assert text in shown


def test_a_notebook_shows_nothing_unescaped() -> None:
    evil = "<script>alert(1)</script>"
    body = {
        "status": evil,
        "result": [
            {"createDatasetSuccess": [{"dataset_id": evil, "dataset_name": evil}]},
            {"createVersionSuccess": [{"new_version_id": evil}], "failed": [{"error_code": evil, "error_msg": evil}]},
        ],
    }
    response = read(body)
    for shown in (response._repr_html_(), response.result[0]._repr_html_(), response.datasets[0]._repr_html_()):
        assert "<script>" not in shown
        assert "&lt;script&gt;" in shown


def test_pandas_style_records_come_straight_from_the_response(emulator: Emulator, datasetapi: DatasetApi) -> None:
    emulator.add_task("t", states=["SUCCESS"], result=[{"createDatasetSuccess": [DATASET]}])
    response = datasetapi.get_task_status(task_id="t")
    assert [dict(entry) for entry in response["result"][0]["createDatasetSuccess"]] == [DATASET]
