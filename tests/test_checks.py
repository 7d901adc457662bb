"""What the documents limit is checked before anything is sent, and all that is wrong is said at once."""

from __future__ import annotations

import asyncio
import datetime as dt
import math
from collections import UserDict
from typing import TYPE_CHECKING, Any

import pytest

from modelarts import AsyncDatasetApi, DatasetApi, InvalidParameterError
from raw_server import RawServer, http, target

if TYPE_CHECKING:
    from collections.abc import Mapping

NEW = {"name": "n", "data_url": "bucket1"}
STARTED = http('{"dataset_id": "d", "task_id": "t"}')


def create(server: RawServer, spec: Any, **settings: Any) -> None:
    """Creates a dataset."""
    server.script(STARTED)
    with server.create_client(**settings) as client:
        DatasetApi(client).create_dataset(dataset_spec=spec)


def problems(server: RawServer, call: str, **arguments: Any) -> list[str]:
    """What is wrong with the arguments of a call, by both classes; nothing may have been sent."""
    with server.create_client() as client:
        with pytest.raises(InvalidParameterError) as caught:
            getattr(DatasetApi(client), call)(**arguments)
        with pytest.raises(InvalidParameterError) as again:
            asyncio.run(getattr(AsyncDatasetApi(client), call)(**arguments))
    assert server.requests == []
    assert (str(again.value), again.value.problems) == (str(caught.value), caught.value.problems)
    assert str(caught.value) == "; ".join(caught.value.problems)
    return caught.value.problems


@pytest.mark.parametrize("name", ["a", "A-b_9", "x" * 20, "数据集", "猫" * 20])
def test_a_name_may_be_1_to_20_letters_digits_underscores_hyphens_or_chinese_characters(
    server: RawServer, name: str
) -> None:
    create(server, {**NEW, "name": name})
    assert len(server.requests) == 1


@pytest.mark.parametrize("name", ["", "x" * 21, "a b", "a.b", "a/b", "é", "а", "😀", "a\n", None, 7, True, ["a"]])
def test_another_name_is_refused(server: RawServer, name: Any) -> None:
    (problem,) = problems(server, "create_dataset", dataset_spec={**NEW, "name": name})
    assert problem.startswith("dataset_spec.name: is ")
    assert "expected 1 to 20 letters" in problem
    (problem,) = problems(server, "update_dataset", dataset_id="d", update_dataset_spec={"name": name})
    assert problem.startswith("update_dataset_spec.name: is ")


@pytest.mark.parametrize(
    ("call", "parameter", "spec"),
    [
        ("create_dataset", "dataset_spec", NEW),
        ("update_dataset", "update_dataset_spec", {}),
        ("create_dataset_version", "description_spec", {}),
    ],
)
def test_a_description_has_at_most_256_characters(
    server: RawServer, call: str, parameter: str, spec: Mapping[str, Any]
) -> None:
    ids = {} if call == "create_dataset" else {"dataset_id": "d"}
    (problem,) = problems(server, call, **ids, **{parameter: {**spec, "description": "文" * 257}})
    assert problem.startswith(f"{parameter}.description: ")
    assert "(257 characters)" in problem
    server.script(STARTED)
    with server.create_client() as client:
        getattr(DatasetApi(client), call)(**ids, **{parameter: {**spec, "description": "文" * 256}})
    assert len(server.requests) == 1


def test_all_that_is_wrong_is_said_at_once_and_by_its_place(server: RawServer) -> None:
    spec = {"name": "a b", "description": 5, "provider": "S3", "open_obs_version": True, "own": [{"x": math.nan}]}
    assert [problem.split(": ")[0] for problem in problems(server, "create_dataset", dataset_spec=spec)] == [
        "dataset_spec.own[0].x",
        "dataset_spec.name",
        "dataset_spec.description",
        "dataset_spec.provider",
        "dataset_spec.data_url",
        "dataset_spec.open_obs_version",
    ]
    found = problems(
        server,
        "search_dataset_version",
        project_id="a/b",
        dataset_id="",
        version_id="..",
        offset=-1,
        limit=0,
        sort_by="size",
        order="up",
        search_content="x" * 101,
        file_max_size="big",
        file_min_size=-1,
        file_max_time=1.5,
        file_min_time=True,
        file_type="",
        timeout=-1,
    )
    assert [problem.split(": ")[0] for problem in found] == [
        "project_id",
        "dataset_id",
        "version_id",
        "offset",
        "limit",
        "sort_by",
        "order",
        "search_content",
        "file_max_size",
        "file_min_size",
        "file_max_time",
        "file_min_time",
        "file_type",
        "timeout",
    ]


@pytest.mark.parametrize(
    ("call", "arguments", "place"),
    [
        ("query_dataset", {"sort_by": "create_time"}, "sort_by"),
        ("query_dataset", {"order": "ASC"}, "order"),
        ("query_dataset", {"limit": 2**64}, "limit"),
        (
            "checkout_dataset_version",
            {"dataset_id": "d", "target_version_id_spec": {}},
            "target_version_id_spec.version_id",
        ),
        ("delete_file_from_obs", {"dataset_id": "d", "delete_files_spec": {}}, "delete_files_spec.deleted_url"),
        (
            "delete_file_from_obs",
            {"dataset_id": "d", "delete_files_spec": {"deleted_url": "README.md"}},
            "delete_files_spec.deleted_url",
        ),
        (
            "delete_file_from_obs",
            {"dataset_id": "d", "delete_files_spec": {"deleted_url": []}},
            "delete_files_spec.deleted_url",
        ),
        ("compare_datasets", {"dataset_id": "d", "version1": "v", "version2": None}, "version2"),
    ],
)
def test_what_breaks_a_documented_limit_is_refused(
    server: RawServer, call: str, arguments: dict[str, Any], place: str
) -> None:
    (problem,) = problems(server, call, **arguments)
    assert problem.startswith(f"{place}: ")
    assert "expected" in problem or "pass the id" in problem


@pytest.mark.parametrize(
    ("call", "parameter", "word"),
    [
        ("sync_dataset", "dataset_id", "task"),
        ("search_dataset_version", "version_id", "difference"),
        ("delete_file_in_version", "version_id", "current"),
    ],
)
def test_an_id_that_would_make_another_call_of_it_is_refused(
    server: RawServer, call: str, parameter: str, word: str
) -> None:
    arguments: dict[str, Any] = {"dataset_id": "d", parameter: word}
    if call == "delete_file_in_version":
        arguments["body"] = {}
    (problem,) = problems(server, call, **arguments)
    assert problem.startswith(f"{parameter}: ")


@pytest.mark.parametrize("spec", [None, "name", 7, ["name"], b"{}"])
def test_a_body_is_a_mapping(server: RawServer, spec: Any) -> None:
    (problem,) = problems(server, "create_dataset", dataset_spec=spec)
    assert problem == f"dataset_spec: is {type(spec).__name__}, expected a mapping"


def test_any_mapping_is_a_body(server: RawServer) -> None:
    create(server, UserDict(NEW))
    assert server.requests[0].endswith(b'{"name":"n","data_url":"bucket1"}')


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (math.inf, "is inf, which JSON has no form for"),
        (2**64, "is an integer beyond 64 bits"),
        (-(2**63) - 1, "is an integer beyond 64 bits"),
        (dt.date(2020, 1, 1), "is datetime.date, expected text, a number"),
        ({"a"}, "is set, expected text, a number"),
        (b"x", "is bytes, expected text, a number"),
        ("\ud800", "can't be written as UTF-8"),
        ({1: "x"}, "has a key that is int, expected str"),
    ],
    ids=repr,
)
def test_what_json_can_not_say_is_refused_even_unchecked(server: RawServer, value: Any, what: str) -> None:
    for validate in (True, False):
        with server.create_client(validate=validate) as client, pytest.raises(InvalidParameterError) as caught:
            DatasetApi(client).create_dataset(dataset_spec={**NEW, "own": [value]})
        (problem,) = caught.value.problems
        assert problem.startswith(f"dataset_spec.own[0]: {what}")
    assert server.requests == []


def test_a_body_that_contains_itself_is_refused(server: RawServer) -> None:
    spec: dict[str, Any] = dict(NEW)
    spec["own"] = spec
    (problem,) = problems(server, "create_dataset", dataset_spec=spec)
    assert "contains itself" in problem


def test_what_a_mapping_raises_reaches_the_caller(server: RawServer) -> None:
    class Broken(UserDict[str, Any]):
        def __getitem__(self, key: str) -> Any:
            raise RuntimeError(key)

    with server.create_client() as client, pytest.raises(RuntimeError, match="name"):
        DatasetApi(client).create_dataset(dataset_spec=Broken(NEW))
    assert server.requests == []


def test_a_more_generous_service_stays_reachable(server: RawServer) -> None:
    generous = {"name": "a longer name, with blanks", "provider": "S3", "open_obs_version": True}
    create(server, generous, validate=False)
    assert server.requests[0].endswith(b'{"name":"a longer name, with blanks","provider":"S3","open_obs_version":true}')
    server.script(http('{"datasets": []}'))
    with server.create_client() as client:
        api = DatasetApi(client.with_options(validate=False))
        api.query_dataset(limit=0, sort_by="size", search_content="x" * 101)  # type: ignore[arg-type] # that is the point
    assert target(server.requests[1]).partition("?")[2] == f"limit=0&search_content={'x' * 101}&sort_by=size"


def test_ids_are_checked_in_any_case(server: RawServer) -> None:
    with server.create_client(validate=False) as client, pytest.raises(InvalidParameterError, match=r"^dataset_id: "):
        DatasetApi(client).delete_dataset(dataset_id="../x")
    assert server.requests == []


def test_the_two_spellings_of_provider_may_not_contradict_each_other(server: RawServer) -> None:
    spec = {**NEW, "provide": "OBS", "provider": "S3"}
    assert problems(server, "create_dataset", dataset_spec=spec)[0].startswith("dataset_spec.provide: contradicts")


@pytest.mark.parametrize(
    ("call", "arguments", "missing"),
    [
        ("create_dataset", ("p",), "dataset_spec="),
        ("update_dataset", ("p", "d"), "update_dataset_spec="),
        ("search_dataset_version", ("p",), "dataset_id=, version_id="),
        ("compare_datasets", ("p", "d", "v"), "version2="),
        ("get_task_status", ("t",), "task_id="),
    ],
)
def test_what_is_left_out_is_named(server: RawServer, call: str, arguments: tuple[str, ...], missing: str) -> None:
    with server.create_client() as client, pytest.raises(TypeError) as caught:
        getattr(DatasetApi(client), call)(*arguments)
    assert str(caught.value).startswith(f"{call}() needs {missing}; ")


@pytest.mark.parametrize(("option", "bad"), [("validate", 1), ("validate", None), ("poll", 5)])
def test_options_of_another_type_are_refused(server: RawServer, option: str, bad: Any) -> None:
    with pytest.raises(InvalidParameterError, match=rf"^{option}: is {type(bad).__name__}, expected"):
        server.create_client(**{option: bad})
