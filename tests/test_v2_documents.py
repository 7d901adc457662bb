"""The documented examples of data management v2: what is sent is what they show, and they can be read."""

from __future__ import annotations

import asyncio
import inspect
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import pytest

import raw_server
from modelarts import config
from modelarts.responses import Response
from modelarts.v2 import AsyncDataManagement, DataManagement, Page
from modelarts.v2.resource import Resource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from raw_server import RawServer

DOCUMENTED = json.loads((Path(__file__).parent / "data/v2_documented.json").read_text("utf-8"))
IDS = {"dataset_id": "WxCREuCkBSAlQr9xrde", "sample_id": "012f99f3cf405860130b6ed2350c2228", "label_name": "草莓"}
# Parameters that the documents call required, and leave out of their example.
LEFT_OUT = {"datasets.metrics": {"query": {"start_time": "1600000000000", "end_time": "1606000000000"}}}
EXAMPLES = [
    pytest.param(name, example or LEFT_OUT.get(name, {}), id=f"{name}-{number}")
    for name, call in DOCUMENTED.items()
    for number, example in enumerate(call["requests"] or [{}])
]


# The class of the response of each method, as it is declared.
RESPONSES = {
    f"{resource}.{name}": str(inspect.signature(method).return_annotation).partition("[")[0]
    for resource, namespace in vars(DataManagement(config.create_client(endpoint="https://h", token="t"))).items()
    if isinstance(namespace, Resource)
    for name, method in inspect.getmembers(namespace, inspect.ismethod)
    if not name.startswith(("_", "iter"))
}


@pytest.fixture
def server() -> Iterator[RawServer]:
    with raw_server.RawServer() as server:
        yield server


def path_ids(call: dict[str, Any]) -> list[str]:
    names = re.findall(r"{(\w+)}", call["path"])
    return [IDS.get(name, f"{name}0123456789") for name in names if name != "project_id"]


def arguments(method: Any, example: dict[str, Any]) -> dict[str, Any]:
    """The keyword arguments that send an example."""
    body, query = example.get("body") or {}, example.get("query") or {}
    parameters = inspect.signature(method).parameters
    if "properties" in parameters:
        return {"properties": body, **{name: value_of(parameters[name], text) for name, text in query.items()}}
    names = {name.rstrip("_"): name for name in parameters}
    given = {names[key]: value for key, value in body.items()}
    return given | {names[key]: value_of(parameters[names[key]], text) for key, text in query.items()}


def value_of(parameter: inspect.Parameter, text: str) -> Any:
    """What a user passes for what is sent in a query."""
    kind = str(parameter.annotation)
    if "int" in kind.split(" | "):
        return int(text)
    if kind.startswith("bool"):
        return text == "true"
    if kind.startswith("Sequence"):
        return json.loads(text)
    return text


def answer(call: dict[str, Any]) -> bytes:
    body = json.dumps(call["response"]) if call["response"] is not None and call["status"] != 204 else ""
    return raw_server.http(body, call["status"])


def method_of(data: Any, name: str) -> Any:
    resource, _, method = name.partition(".")
    return getattr(getattr(data, resource), method)


def check_request(server: RawServer, call: dict[str, Any], example: dict[str, Any]) -> None:
    head, _, body = server.requests[-1].partition(b"\r\n\r\n")
    method, target, _ = head.split(b"\r\n")[0].decode().split(" ")
    url = urlsplit(target)
    path = call["path"].replace("{project_id}", raw_server.PROJECT_ID)
    for value in path_ids(call):
        sent = value if value.isascii() else "".join(f"%{byte:02X}" for byte in value.encode())
        path = re.sub(r"{\w+}", sent, path, count=1)
    assert (method, url.path) == (call["method"], path)
    assert sorted(parse_qsl(url.query, keep_blank_values=True)) == sorted((example.get("query") or {}).items())
    assert len(server.requests) == 1
    if example.get("body") is not None:
        assert same(json.loads(body), example["body"])
    elif call["method"] in {"POST", "PUT"}:
        assert body in {b"", b"{}"}
    else:
        assert body == b""


def check_response(name: str, call: dict[str, Any], response: Any) -> None:
    documented = call["response"] if call["status"] != 204 and call["response"] is not None else {}
    read = response.to_dict() if isinstance(response, Page) else dict(response)
    assert same(read, documented)
    assert type(response).__name__ == RESPONSES[name]
    assert type(response) is not Response or documented == {}


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same JSON; True is not 1."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def test_every_call_is_documented_once() -> None:
    assert DOCUMENTED.keys() == RESPONSES.keys()


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_an_example_is_sent_and_its_response_read(server: RawServer, name: str, example: dict[str, Any]) -> None:
    call = DOCUMENTED[name]
    server.script(answer(call))
    method = method_of(DataManagement(server.create_client()), name)
    response = method(*path_ids(call), **arguments(method, example))
    check_request(server, call, example)
    check_response(name, call, response)


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_an_example_is_sent_and_read_by_a_coroutine(server: RawServer, name: str, example: dict[str, Any]) -> None:
    call = DOCUMENTED[name]
    server.script(answer(call))
    method = method_of(AsyncDataManagement(server.create_client()), name)
    response = asyncio.run(method(*path_ids(call), **arguments(method, example)))
    check_request(server, call, example)
    check_response(name, call, response)
