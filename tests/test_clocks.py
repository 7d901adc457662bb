"""Clocks that are wrong: the service's, this machine's, and dates that no clock shows."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest

from modelarts import AuthenticationError
from modelarts.client import DatasetApi
from raw_server import http
from time_limits import LIMIT

if TYPE_CHECKING:
    from modelarts.emulator import Emulator
    from raw_server import RawServer

ABSURD_DATES = ["Thu, 30 Dec 9999 22:00:00 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", "Mon, 01 Jan 2300 00:00:00 GMT"]


def signed_at(request: bytes) -> datetime:
    found = re.search(rb"x-sdk-date: (\w+)", request, re.IGNORECASE)
    assert found is not None
    return datetime.strptime(found[1].decode(), "%Y%m%dT%H%M%SZ").replace(tzinfo=timezone.utc)


@pytest.mark.parametrize("date", ABSURD_DATES)
def test_an_absurd_date_is_ignored_and_later_calls_work(date: str, server: RawServer) -> None:
    success = http('{"status": "SUCCESS"}')
    server.script(http("{}", 401, f"Date: {date}"), success, success)
    with server.create_client(token=None, access_key="AK", secret_key="fake-secret-for-tests") as client:
        for _ in range(2):
            assert DatasetApi(client).get_task_status(task_id="t").is_succeeded
    now = datetime.now(timezone.utc)
    assert len(server.requests) == 3
    assert all(abs((signed_at(request) - now).total_seconds()) < 60 for request in server.requests)


@pytest.mark.parametrize(("code", "is_corrected"), [("APIGW.0303", True), ("APIG.0301", False)])
def test_a_small_difference_is_corrected_only_if_the_service_refuses_the_date(
    code: str, is_corrected: bool, server: RawServer
) -> None:
    theirs = datetime.now(timezone.utc) + timedelta(minutes=5)
    refusal = http(json.dumps({"error_code": code, "error_msg": "no"}), 401, f"Date: {format_datetime(theirs, True)}")
    server.script(refusal, http('{"status": "SUCCESS"}'))
    with server.create_client(token=None, access_key="AK", secret_key="fake-secret-for-tests") as client:
        if is_corrected:
            assert DatasetApi(client).get_task_status(task_id="t").is_succeeded
            assert abs((signed_at(server.requests[-1]) - theirs).total_seconds()) < LIMIT
        else:
            with pytest.raises(AuthenticationError):
                DatasetApi(client).get_task_status(task_id="t")
    assert len(server.requests) == (2 if is_corrected else 1)


@pytest.mark.parametrize("credential", ["password", "access_key"])
def test_a_service_whose_clock_is_before_1970_can_be_called(credential: str, emulator: Emulator) -> None:
    emulator.add_task("t", states=["SUCCESS"])
    emulator.skew_clock(-2e9)
    with emulator.create_client(credential) as client:  # type: ignore[arg-type] # one of the two literals
        assert DatasetApi(client).get_task_status(task_id="t").is_succeeded
