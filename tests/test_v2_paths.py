"""Addresses in OBS that calls of data management take, and what is said of those that can't be."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from modelarts import InvalidParameterError
from modelarts.v2 import DataManagement
from raw_server import RawServer, http

if TYPE_CHECKING:
    from collections.abc import Iterator

D = "gfghHSokody6AJigS5A"


@pytest.fixture
def data(server: RawServer) -> Iterator[DataManagement]:
    """The API on a server that accepts everything."""
    server.script(http(json.dumps({"task_id": "t"})))
    with server.create_client() as client:
        yield DataManagement(client)


def body_of(request: bytes) -> dict[str, Any]:
    sent: dict[str, Any] = json.loads(request.partition(b"\r\n\r\n")[2])
    return sent


@pytest.mark.parametrize(
    "path", ["obs://bkt/in", "s3://bkt/in/", "s3a://bkt/in", "/bkt/in/", "bkt/in", "bkt/in/", "obs://bkt/in/"]
)
def test_a_folder_is_taken_in_any_form_and_sent_in_the_documented_one(
    data: DataManagement, server: RawServer, path: str
) -> None:
    data.exports.create(D, path=path)
    assert body_of(server.requests[-1])["path"] == "/bkt/in/"


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("obs:/bkt/in/", '"obs:" can\'t be a bucket'),
        ("OBS://bkt/in/", "expected a folder in OBS"),
        ("obs://b..b/in/", '"b..b" can\'t be a bucket'),
        ("obs://-bb/in/", '"-bb" can\'t be a bucket'),
        ("obs://bb-/in/", '"bb-" can\'t be a bucket'),
        ("obs://b.-b/in/", '"b.-b" can\'t be a bucket'),
        ("obs://.bb/in/", '".bb" can\'t be a bucket'),
        ("obs://192.168.1.1/in/", '"192.168.1.1" can\'t be a bucket'),
        ("bkt//in/", 'no path in OBS contains "//"'),
        ("/bkt/in//", 'no path in OBS contains "//"'),
        ("obs://bkt/a*b/", 'no path in OBS contains "a*b"'),
        ("obs://bkt/a|b/", 'no path in OBS contains "a|b"'),
        ("obs://bkt/a<b/", 'no path in OBS contains "a<b"'),
        ("obs://bkt/../x/", 'no path in OBS contains ".."'),
        ("obs://bkt", "a bucket; expected a folder in it such as"),
        ("bkt/", "a bucket; expected a folder in it such as"),
    ],
)
def test_a_path_that_cant_be_is_refused_as_it_was_written(
    data: DataManagement, server: RawServer, path: str, problem: str
) -> None:
    with pytest.raises(InvalidParameterError) as caught:
        data.exports.create(D, path=path)
    text = str(caught.value)
    assert f'path: is "{path}"' in text
    assert problem in text
    assert server.requests == []


@pytest.mark.parametrize(
    ("work_path", "is_refused"),
    [("bkt/in", True), ("obs://bkt/in/out/", True), ("obs://bkt/inner/", False), ("obs://bkt/out/", False)],
)
def test_output_is_not_written_to_the_folder_of_the_data(
    data: DataManagement, server: RawServer, work_path: str, is_refused: bool
) -> None:
    arguments: Any = {"dataset_name": "d", "data_sources": [{"data_type": 0, "data_path": "obs://bkt/in"}]}
    server.script(http(json.dumps({"dataset_id": D})))
    if not is_refused:
        assert data.datasets.create(**arguments, work_path=work_path).dataset_id == D
        return
    with pytest.raises(InvalidParameterError, match=r'work_path: .* neither be nor lie in "/bkt/in/" of data_sources'):
        data.datasets.create(**arguments, work_path=work_path)
    assert server.requests == []


def test_a_list_of_one_item_is_called_so(data: DataManagement) -> None:
    source = {"data_type": 0, "data_path": "/bkt/in/"}
    with pytest.raises(InvalidParameterError, match=r"data_sources: is .*, expected a list of one item, a mapping"):
        data.datasets.create(dataset_name="d", work_path="/bkt/out/", data_sources=[source, source])
