"""How a client copes with the faults of an emulator."""

from __future__ import annotations

import contextlib
import time
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

import pytest

from modelarts import (
    AuthenticationError,
    ConnectError,
    DecodeError,
    NotFoundError,
    RequestTimeoutError,
    ServerError,
    ThrottledError,
)
from modelarts.client import DatasetApi
from modelarts.emulator import Emulator
from time_limits import LIMIT

if TYPE_CHECKING:
    from collections.abc import Mapping

TASK = "get_task_status"


def statuses(emulator: Emulator, part: str = "/datasets/task/") -> list[int]:
    """The statuses of the answers to requests whose path has `part` in it."""
    return [request["status"] for request in emulator.requests if part in request["path"]]


@pytest.mark.parametrize(
    ("fault", "seen"),
    [
        ({"status": 429, "headers": {"Retry-After": "0"}}, [429, 200]),
        ({"status": 503}, [503, 200]),
        ({"kind": "reset"}, [200, 200]),
        ({"kind": "truncate"}, [200, 200]),
    ],
    ids=lambda value: next(iter(value.values())) if isinstance(value, dict) else "",
)
def test_a_read_survives_a_single_fault(
    fault: dict[str, Any], seen: list[int], emulator: Emulator, datasetapi: DatasetApi
) -> None:
    emulator.add_task("t", states=["SUCCESS"])
    emulator.fault(operation=TASK, nth=1, **fault)
    response = datasetapi.get_task_status(task_id="t")
    assert response["status"] == "SUCCESS"
    assert statuses(emulator) == seen


@pytest.mark.parametrize("kind", ["reset", "truncate"])
def test_a_response_that_breaks_each_time_is_a_connection_error(kind: Any, emulator: Emulator) -> None:
    emulator.add_task("t")
    emulator.fault(kind=kind, operation=TASK)
    with emulator.create_client(max_retries=1) as client, pytest.raises(ConnectError):
        DatasetApi(client).get_task_status(task_id="t")
    assert statuses(emulator) == [200, 200]


def test_the_operation_runs_even_if_its_response_is_lost(emulator: Emulator, datasetapi: DatasetApi) -> None:
    emulator.add_task("t", states=["RUNNING", "SUCCESS"])
    emulator.fault(kind="truncate", match="t", nth=1)
    assert datasetapi.get_task_status(task_id="t")["status"] == "SUCCESS"


def test_a_status_is_sent_with_the_documented_code(emulator: Emulator) -> None:
    emulator.fault(kind="status", status=429, operation=TASK)
    with emulator.create_client(max_retries=0) as client, pytest.raises(ThrottledError) as caught:
        DatasetApi(client).get_task_status(task_id="t")
    assert caught.value.error_code == "ModelArts.0114"
    assert caught.value.request_id == emulator.requests[-1]["request_id"]


def test_headers_and_body_arrive_as_given(emulator: Emulator) -> None:
    html = {"Content-Type": "text/html", "X-Who": "a proxy"}
    emulator.fault(status=502, operation=TASK, headers=html, body="<p>Bad Gateway</p>")
    emulator.fault(status=200, match="empty", body="")
    with emulator.create_client(max_retries=0) as client:
        with pytest.raises(ServerError) as caught:
            DatasetApi(client).get_task_status(task_id="t")
        assert caught.value.body == "<p>Bad Gateway</p>"
        received: Mapping[str, str] = {name.lower(): value for name, value in dict(caught.value.headers).items()}
        assert (received["content-type"], received["x-who"]) == ("text/html", "a proxy")
        emulator.reset()
        emulator.fault(status=200, match="empty", body="")
        with pytest.raises(DecodeError):
            DatasetApi(client).get_task_status(task_id="empty")


def test_a_delay_longer_than_the_timeout_is_a_timeout(emulator: Emulator, datasetapi: DatasetApi) -> None:
    emulator.add_task("t")
    emulator.add_task("u")
    datasetapi.get_task_status(task_id="t")
    emulator.fault(delay=3600, match="t")
    started = time.monotonic()
    with pytest.raises(RequestTimeoutError):
        datasetapi.get_task_status(task_id="t", timeout=1)
    assert time.monotonic() - started < LIMIT
    assert datasetapi.get_task_status(task_id="u")["status"]


def test_a_delay_within_the_timeout_is_waited_for(emulator: Emulator, datasetapi: DatasetApi) -> None:
    emulator.add_task("t")
    emulator.fault(kind="delay", delay=0.2, operation=TASK)
    started = time.monotonic()
    assert datasetapi.get_task_status(task_id="t")["status"]
    assert time.monotonic() - started >= 0.2


def test_iam_can_fail_alone(emulator: Emulator, datasetapi: DatasetApi) -> None:
    emulator.add_task("t")
    emulator.fault(status=500, operation="create_token", nth=1)
    assert datasetapi.get_task_status(task_id="t")["status"]
    assert statuses(emulator, "/v3/auth/tokens") == [500, 201]
    assert statuses(emulator) == [200]


def test_a_rule_for_one_id_leaves_the_others_alone(emulator: Emulator) -> None:
    emulator.add_task("t1")
    emulator.add_task("t12")
    emulator.fault(status=500, match="t1")
    with emulator.create_client(max_retries=0) as client:
        with pytest.raises(ServerError):
            DatasetApi(client).get_task_status(task_id="t1")
        assert DatasetApi(client).get_task_status(task_id="t12")["status"]


def test_the_seed_decides_which_requests_fail() -> None:
    def failed(seed: int) -> list[int]:
        with Emulator(seed=seed) as emulator, emulator.create_client("token", max_retries=0) as client:
            emulator.add_task("t")
            emulator.fault(status=404, probability=0.5)
            for _ in range(40):
                with contextlib.suppress(NotFoundError):
                    DatasetApi(client).get_task_status(task_id="t")
            return statuses(emulator)

    first = failed(1)
    assert set(first) == {200, 404}
    assert first == failed(1)
    assert first != failed(2)


def test_reset_removes_the_rules_and_corrects_the_clock(emulator: Emulator) -> None:
    emulator.fault(status=500)
    emulator.skew_clock(1200)
    emulator.reset()
    emulator.add_task("t")
    with emulator.create_client("access_key") as client:
        assert DatasetApi(client).get_task_status(task_id="t")["status"]
    assert statuses(emulator) == [200]


@pytest.mark.parametrize("skew", [1200, -1200.5])
def test_a_clock_that_is_off_is_corrected_by_one_more_request(skew: float, emulator: Emulator) -> None:
    emulator.add_task("t", states=[("RUNNING", 2), "SUCCESS"])
    emulator.skew_clock(skew)
    with emulator.create_client("access_key") as client:
        api = DatasetApi(client)
        assert [api.get_task_status(task_id="t")["status"] for _ in range(3)] == ["RUNNING", "RUNNING", "SUCCESS"]
    assert statuses(emulator) == [401, 200, 200, 200]
    assert abs(emulator.requests[-1]["time"] - time.time() - skew) < LIMIT


def test_responses_and_tokens_are_dated_by_the_skewed_clock(emulator: Emulator) -> None:
    day = 24 * 3600
    early = emulator.create_client("token", max_retries=0)
    emulator.skew_clock(2 * day)
    with early, pytest.raises(AuthenticationError, match=r"ModelArts\.0202") as caught:
        DatasetApi(early).get_task_status(task_id="t")
    headers = {name.lower(): value for name, value in dict(caught.value.headers).items()}
    assert abs(parsedate_to_datetime(headers["date"]).timestamp() - time.time() - 2 * day) < LIMIT


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "kind: is missing; give a status, a code or a delay"),
        ({"body": "x"}, "status: is missing; headers and body require it"),
        ({"headers": {}}, "status: is missing; headers and body require it"),
        ({"status": 500, "delay": 1}, "status and delay: are two kinds of fault"),
        ({"code": "ModelArts.0010", "delay": 1}, "code and delay: are two kinds of fault"),
        (
            {"code": "ModelArts.9999"},
            'code: is "ModelArts.9999", which is not documented; the nearest one is ModelArts.',
        ),
        ({"code": "0010"}, 'code: is "0010", which is not documented; the nearest one is ModelArts.'),
        (
            {"code": "modelarts.4353"},
            'code: is "modelarts.4353", which is not documented; the nearest one is ModelArts.4353',
        ),
        ({"code": "ModelArts.0010", "body": ""}, "code: can't be combined with body; give one of them"),
        ({"code": "ModelArts.0010", "error": ("a", "b")}, "code: can't be combined with error; give one of them"),
        ({"code": "ModelArts.0010", "kind": "reset"}, 'code: can\'t be combined with kind="reset"'),
        ({"code": "ModelArts.0010", "kind": "delay", "delay": 1}, 'code: can\'t be combined with kind="delay"'),
        ({"kind": "status"}, 'status: is missing; kind="status" requires it'),
        ({"kind": "delay"}, 'delay: is missing; kind="delay" requires seconds'),
        ({"kind": "status", "status": 500, "delay": 1}, 'delay: can\'t be combined with kind="status"'),
        ({"kind": "reset", "status": 500}, 'status: can\'t be combined with kind="reset"; leave one of them out'),
        ({"kind": "truncate", "delay": 1}, 'delay: can\'t be combined with kind="truncate"'),
        ({"kind": "retry", "body": ""}, 'body: can\'t be combined with kind="retry"'),
        ({"delay": 1, "headers": {"A": "b"}}, 'headers: can\'t be combined with kind="delay"'),
        ({"kind": "crash"}, 'kind: is "crash", expected "status", "delay", "reset", "truncate", "retry" or "failure"'),
        ({"status": 100}, "status: is 100, expected an HTTP status from 200 to 599"),
        ({"status": 70000}, "status: is 70000, expected"),
        ({"status": -1}, "status: is -1, expected"),
        ({"delay": -1}, "delay: is -1, expected a number of seconds"),
        ({"delay": float("nan")}, "delay: is NaN, expected a number of seconds"),
        ({"kind": "reset", "nth": 0}, "nth: is less than 1"),
        ({"kind": "reset", "nth": -2}, "nth: is less than 1"),
        ({"kind": "reset", "probability": 2}, "probability: is 2, expected a number from 0 to 1"),
        ({"kind": "reset", "match": ""}, "match: is empty"),
        ({"kind": "reset", "operation": "get_task"}, 'operation: is "get_task", expected one of create_token'),
        ({"status": 500, "headers": {"A": "b\r\nC: d"}}, "headers: the value of A"),
    ],
)
def test_an_invalid_fault_is_refused_with_what_to_write(
    arguments: dict[str, Any], message: str, emulator: Emulator, datasetapi: DatasetApi
) -> None:
    with pytest.raises(ValueError, match="^" + message.replace(".", r"\.")):
        emulator.fault(**arguments)
    emulator.add_task("t")
    assert datasetapi.get_task_status(task_id="t")["status"]


def test_a_skew_that_is_not_finite_is_refused(emulator: Emulator) -> None:
    with pytest.raises(ValueError, match="seconds: is inf"):
        emulator.skew_clock(float("inf"))


def test_a_closed_emulator_refuses_rules() -> None:
    emulator = Emulator()
    emulator.close()
    with pytest.raises(RuntimeError, match="closed"):
        emulator.fault(kind="reset")
