"""Documented error codes, on demand, and messages to the user of the emulator."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from modelarts import ApiException, TaskFailedError
from modelarts.client import DatasetApi

if TYPE_CHECKING:
    from modelarts.emulator import Emulator


def test_every_documented_code_has_its_status_and_a_message(emulator: Emulator) -> None:
    tomllib = pytest.importorskip("tomllib", reason="new in Python 3.11")
    model = Path(__file__).parent.parent / "api" / "error_codes.toml"
    codes = tomllib.loads(model.read_text("utf-8"))
    del codes["category"]
    assert len(codes) >= 296
    with emulator.create_client("token", max_retries=0, raise_on_error=False) as client:
        api = DatasetApi(client)
        for code, documented in codes.items():
            emulator.reset()
            emulator.fault(code=code)
            refused = api.query_dataset()
            (request,) = emulator.requests
            assert refused.error_code == code
            assert refused.error_msg
            assert request["status"] >= 400
            assert request["status"] == documented.get("http_status", request["status"]), code


def test_a_code_of_the_gateway_has_its_form(emulator: Emulator) -> None:
    emulator.fault(code="APIG.0308", headers={"Retry-After": "1"})
    request = urllib.request.Request(f"{emulator.url}/v1/p/datasets")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=30)
    with refused.value as error:
        body = json.loads(error.read())
        assert (error.code, error.headers["Retry-After"]) == (429, "1")
    assert body["error_code"] == "APIG.0308"
    assert body["request_id"] == emulator.requests[0]["request_id"]


def test_the_status_of_a_code_can_be_another_one(emulator: Emulator) -> None:
    emulator.fault(code="ModelArts.0010", status=418)
    with emulator.create_client(max_retries=0) as client, pytest.raises(ApiException) as refused:
        DatasetApi(client).query_dataset(project_id="p")
    assert refused.value.status == 418


def test_a_code_fails_the_work_that_a_call_starts(emulator: Emulator) -> None:
    emulator.put_file("bucket1/cats/1.jpg", b"1")
    emulator.fault(kind="failure", operation="create_dataset", code="ModelArts.1607")
    with emulator.create_client() as client:
        started = DatasetApi(client).create_dataset(dataset_spec={"name": "cats", "data_url": "bucket1/cats/"})
        with pytest.raises(TaskFailedError, match=r"ModelArts\.1607"):
            started.wait()


def test_messages_to_the_user_are_in_chinese_if_asked_for(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODELARTS_LANGUAGE", "zh")
    with pytest.raises(ValueError, match=r"^status：为 100，应为 200～599 之间的 HTTP 状态码$"):
        emulator.fault(status=100)
    with pytest.raises(ValueError, match=r'^任务 "t" 的脚本无效："SUCESS" 不是文档中的状态，最接近的是 SUCCESS；'):
        emulator.add_task("t", states=["RUNNING", "SUCESS"])
    with pytest.raises(ValueError, match=r"^ModelArts\.1651: "):
        emulator.add_dataset("cats", "b/")
