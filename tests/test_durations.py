"""Durations as callers write them."""

from __future__ import annotations

import math
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from modelarts import DatasetApi, InvalidParameterError, Poll, WaitTimeoutError
from modelarts.duration import seconds, timeout_seconds
from raw_server import http

if TYPE_CHECKING:
    from raw_server import RawServer


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (5, 5.0),
        (0.25, 0.25),
        (Fraction(1, 2), 0.5),
        (timedelta(minutes=2), 120.0),
        ("30s", 30.0),
        ("10m", 600.0),
        ("2h", 7200.0),
        ("1h30m", 5400.0),
        ("1h 30m", 5400.0),
        ("1.5h", 5400.0),
        ("500ms", 0.5),
        ("1d", 86400.0),
        ("1m500ms", 60.5),
        (" 10 m ", 600.0),
        ("30", 30.0),
        (" 0.5 ", 0.5),
    ],
)
def test_numbers_timedeltas_and_texts_are_durations(value: object, expected: float) -> None:
    assert seconds("timeout", value) == expected
    assert timeout_seconds("timeout", value) == expected


BAD: list[Any] = [
    *(True, False, math.nan, math.inf, -math.inf, 0, -1, 1e10, 10**400),
    *(
        "",
        "0",
        "-5",
        "1e3",
        "s",
        "5x",
        "30m1h",
        "-5s",
        "1h-5m",
        "0s",
        "nan",
        "1e3s",
        "５s",
        "5 minutes",
        "9" * 400 + "d",
    ),
    *(timedelta(0), timedelta(seconds=-1), timedelta.max, b"5s", (3, 10), [5], {}, object()),
]


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: repr(bad)[:20])
def test_anything_else_is_refused_by_name_with_what_is_expected(bad: object) -> None:
    for read in (seconds, timeout_seconds):
        with pytest.raises(InvalidParameterError, match=r'^pause: is .*expected .* such as "500ms", "30s"') as caught:
            read("pause", bad)
        assert caught.value.parameter == "pause"
        assert len(str(caught.value)) < 500


def test_none_is_no_limit_of_a_timeout() -> None:
    assert timeout_seconds("timeout", None) is None
    with pytest.raises(InvalidParameterError):
        seconds("initial", None)


@pytest.mark.parametrize("timeout", ["100ms", timedelta(milliseconds=100)])
def test_waits_take_durations(timeout: str | timedelta, server: RawServer) -> None:
    server.script(http('{"status": "RUNNING"}'))
    with server.create_client(poll=Poll(initial=0.01)) as client:
        api = DatasetApi(client)
        with pytest.raises(WaitTimeoutError):
            api.wait_for_task(task_id="t", timeout=timeout)
        assert api.get_task_statuses(task_ids=["t"], timeout="5s")[0].status == "RUNNING"


@pytest.mark.parametrize("bad", [True, "5x", (3, 10)])
def test_waits_refuse_anything_else_before_they_send(bad: Any, server: RawServer) -> None:
    api = DatasetApi(server.create_client())
    for wait in (api.wait_for_task, api.get_task_statuses):
        arguments = {"task_id": "t"} if wait == api.wait_for_task else {"task_ids": ["t"]}
        with pytest.raises(InvalidParameterError, match=r"^timeout: is ") as caught:
            wait(**arguments, timeout=bad)
        assert caught.value.parameter == "timeout"
    assert server.requests == []
