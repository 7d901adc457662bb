"""The lists inside responses: plain lists of objects, which show as tables and convert to data frames."""

from __future__ import annotations

import asyncio
import copy
import json
import pickle
import sys
from typing import TYPE_CHECKING, Any

import pytest

from modelarts.client import AsyncDatasetApi, CreatedDataset, DatasetApi, TaskStatus
from modelarts.responses import Dataset, ResponseList, ResultEntry
from raw_server import RawServer, http

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

DATASETS: list[dict[str, Any]] = [
    {"dataset_id": "d-3", "dataset_name": "cats", "file_count": 1, "create_time": 1600000000},
    {"dataset_id": "d-1", "dataset_name": "dogs", "file_count": 2, "create_time": 1600000001, "more": [1.5]},
    {"dataset_id": "d-2", "dataset_name": "猫"},
]
SORTED = [DATASETS[1], DATASETS[2], DATASETS[0]]
BODY = {"status": "SUCCESS", "result": [{"createDatasetSuccess": DATASETS}, {"createDatasetSuccess": []}]}
SHOWN = f"[{', '.join(f'CreatedDataset({dataset!r})' for dataset in DATASETS)}]"
REFUSAL = '{"error_code": "ModelArts.0102", "error_msg": "no such task"}'


def read() -> TaskStatus:
    with RawServer(http(json.dumps(BODY))) as server:
        return DatasetApi(server.create_client()).get_task_status(task_id="t")


@pytest.fixture
def entries() -> list[CreatedDataset]:
    """The entries of a group."""
    return fresh()


def fresh() -> list[CreatedDataset]:
    found: list[CreatedDataset] = read().result[0]["createDatasetSuccess"]
    return found


def types(found: list[Any]) -> set[type]:
    """Returns the classes of the items of a list."""
    return {type(entry) for entry in found}


def by_sort(entries: list[Any]) -> list[Any]:
    entries.sort(key=lambda entry: entry.dataset_id)
    return entries


def by_extending(entries: list[Any]) -> list[Any]:
    plain: list[Any] = []
    plain.extend(entries)
    return plain


def by_adding_in_place(entries: list[Any]) -> list[Any]:
    plain: list[Any] = []
    plain += entries
    return plain


def by_growing(entries: list[Any]) -> list[Any]:
    entries += fresh()
    return entries


def by_repeating_in_place(entries: list[Any]) -> list[Any]:
    entries *= 2
    return entries


def by_unpacking(entries: list[Any]) -> list[Any]:
    first, *rest = entries
    return [first, *rest]


READS: dict[str, tuple[Callable[[list[Any]], list[Any]], list[Any]]] = {
    "index": (lambda entries: [entries[0], entries[1], entries[-1]], DATASETS),
    "slice": (lambda entries: entries[1:], DATASETS[1:]),
    "slice with a step": (lambda entries: entries[::-1], DATASETS[::-1]),
    "iteration": (lambda entries: [entry for entry in entries], DATASETS),  # noqa: C416 a loop is what it is about
    "list": (list, DATASETS),
    "reversed": (lambda entries: list(reversed(entries)), DATASETS[::-1]),
    "unpacking": (by_unpacking, DATASETS),
    "star": (lambda entries: [*entries], DATASETS),
    "pop": (lambda entries: [entries.pop(), entries.pop(0)], [DATASETS[-1], DATASETS[0]]),
    "copy": (lambda entries: entries.copy(), DATASETS),
    "sort": (by_sort, SORTED),
    "sorted": (lambda entries: sorted(entries, key=lambda entry: str(entry.dataset_id)), SORTED),
    "entries + entries": (lambda entries: entries + fresh(), DATASETS * 2),
    "entries + list": (lambda entries: entries + [], DATASETS),  # noqa: RUF005 the operator is what it is about
    "list + entries": (lambda entries: [] + entries, DATASETS),  # noqa: RUF005 likewise
    "list += entries": (by_adding_in_place, DATASETS),
    "entries += entries": (by_growing, DATASETS * 2),
    "list.extend": (by_extending, DATASETS),
    "entries * 2": (lambda entries: entries * 2, DATASETS * 2),
    "2 * entries": (lambda entries: 2 * entries, DATASETS * 2),
    "entries *= 2": (by_repeating_in_place, DATASETS * 2),
    "sum": (lambda entries: sum([entries, fresh()], []), DATASETS * 2),  # noqa: RUF017 what people write
}


@pytest.mark.parametrize("read_by", READS)
def test_every_way_of_reading_a_list_finds_objects(entries: list[CreatedDataset], read_by: str) -> None:
    way, expected = READS[read_by]
    found = way(entries)
    assert [type(entry) for entry in found] == [CreatedDataset] * len(expected)
    assert found == expected


def test_what_is_not_there_is_an_index_error(entries: list[CreatedDataset]) -> None:
    for at in (3, -4):
        with pytest.raises(IndexError):
            entries[at]
    assert entries[3:] == []
    with pytest.raises(IndexError):
        read().result[1]["createDatasetSuccess"].pop()


def test_a_copy_holds_the_same_objects(entries: list[CreatedDataset]) -> None:
    twin = entries.copy()
    assert all(one is other for one, other in zip(twin, entries))
    twin.clear()
    assert len(entries) == len(DATASETS)


def test_entries_show_as_objects(entries: list[CreatedDataset]) -> None:
    assert repr(entries) == str(entries) == f"{entries}" == SHOWN


def test_a_response_shows_its_entries_as_objects() -> None:
    first = f"ResultEntry({{'createDatasetSuccess': {SHOWN}}})"
    shown = f"[{first}, ResultEntry({{'createDatasetSuccess': []}})]"
    status = read()
    assert repr(status) == f"TaskStatus({{'status': 'SUCCESS', 'result': {shown}}})"
    assert repr(status.result) == shown
    assert repr(read().result) == shown
    assert repr(status.datasets) == SHOWN


def test_entries_equal_what_the_service_sent(entries: list[CreatedDataset]) -> None:
    assert entries == DATASETS
    assert DATASETS == entries  # noqa: SIM300 either side may ask
    assert entries == fresh()
    assert entries != SORTED
    assert read() == BODY
    assert DATASETS[1] in entries
    assert entries.index(CreatedDataset(DATASETS[1])) == entries.count(CreatedDataset(DATASETS[1])) == 1


@pytest.mark.parametrize("indent", [None, 2])  # with an indent json goes by its encoder in Python
def test_entries_are_written_as_json(entries: list[CreatedDataset], indent: int | None) -> None:
    assert json.dumps(entries, indent=indent) == json.dumps(DATASETS, indent=indent)
    assert json.loads(json.dumps(read(), indent=indent)) == BODY


def by_pickle(protocol: int) -> Callable[[Any], Any]:
    return lambda value: pickle.loads(pickle.dumps(value, protocol))


COPIES: dict[str, Callable[[Any], Any]] = {"copy": copy.copy, "deepcopy": copy.deepcopy}
COPIES.update({f"pickle {protocol}": by_pickle(protocol) for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1)})


@pytest.mark.parametrize("duplicate", COPIES.values(), ids=COPIES)
def test_copies_keep_the_types_of_list_and_entries(entries: list[Any], duplicate: Callable[[Any], Any]) -> None:
    twin = duplicate(entries)
    assert twin == entries == DATASETS
    assert type(twin) is type(entries) is ResponseList
    assert type(twin[0]) is CreatedDataset
    assert types(list(twin)) == {CreatedDataset}
    assert repr(twin) == SHOWN
    twin.pop()
    assert entries == DATASETS


@pytest.mark.parametrize("duplicate", COPIES.values(), ids=COPIES)
def test_copies_of_a_response_keep_the_types_of_its_lists_and_entries(duplicate: Callable[[Any], Any]) -> None:
    twin = duplicate(read())
    assert type(twin) is TaskStatus
    assert type(twin.result) is ResponseList
    assert type(twin.result[0]) is ResultEntry
    assert type(twin.result[0].createDatasetSuccess) is ResponseList
    assert types(twin.datasets) == {CreatedDataset}
    assert twin == BODY


@pytest.mark.parametrize("duplicate", COPIES.values(), ids=COPIES)
def test_a_copy_keeps_changes(entries: list[CreatedDataset], duplicate: Callable[[Any], Any]) -> None:
    entries[1].dataset_name = "wolves"
    twin = duplicate(entries)
    assert [entry.dataset_name for entry in twin] == ["cats", "wolves", "猫"]
    assert types(twin) == {CreatedDataset}


def test_an_entry_that_is_changed_stays_changed(entries: list[CreatedDataset]) -> None:
    entries[1]["file_count"] = 9
    entries[-1].dataset_name = "cat"
    assert (entries[1].file_count, entries[2]["dataset_name"]) == (9, "cat")
    changed = [DATASETS[0], {**DATASETS[1], "file_count": 9}, {**DATASETS[2], "dataset_name": "cat"}]
    assert [dict(entry) for entry in entries] == changed
    assert json.loads(json.dumps(entries)) == changed
    entries[0] = CreatedDataset(dataset_id="new")
    del entries[1:]
    assert list(entries) == [{"dataset_id": "new"}]


def test_a_change_shows_in_the_response_and_its_views() -> None:
    status = read()
    status.result[0]["createDatasetSuccess"][0].dataset_name = "lions"
    assert status.datasets[0].dataset_name == "lions"
    assert status["result"][0]["createDatasetSuccess"][0]["dataset_name"] == "lions"


def test_an_object_is_the_same_however_it_is_read(entries: list[CreatedDataset]) -> None:
    first, last = entries[0], entries[-1]
    assert entries[0] is entries[-3] is next(iter(entries)) is list(entries)[0] is first  # noqa: RUF015
    assert next(reversed(entries)) is entries[2:][0] is entries.copy()[2] is last
    entries.sort(key=lambda entry: str(entry.dataset_id))
    assert entries[-1] is first
    assert (entries + entries)[2] is (entries * 2)[5] is first
    assert entries.pop() is first


def test_what_is_appended_stays_what_it_is(entries: list[Any]) -> None:
    mine = {"dataset_id": "mine"}
    entries.append(mine)
    entries.insert(0, mine)
    assert entries[-1] is entries[0] is mine
    assert type(mine) is dict


def test_a_list_overrides_nothing_of_list() -> None:
    own = {name for name in vars(ResponseList) if name in vars(list)}
    assert own <= {"__doc__"}
    assert isinstance(read().result, list)


def test_a_list_shows_as_a_table(entries: ResponseList[CreatedDataset]) -> None:
    html = entries._repr_html_()
    assert html.count("<tr>") == 1 + len(DATASETS)
    for text in ("dataset_id", "file_count", "more", "dogs", "猫"):
        assert text in html
    assert "&lt;b&gt;" in ResponseList([Dataset(dataset_name="<b>")])._repr_html_()
    assert "<table>" not in ResponseList()._repr_html_()
    long = ResponseList(Dataset(dataset_id=str(number)) for number in range(1234))
    assert "… 1134 more rows" in long._repr_html_()


def test_a_list_of_statuses_shows_their_tasks() -> None:
    with RawServer(http(json.dumps(BODY))) as server:
        statuses = DatasetApi(server.create_client()).get_task_statuses(task_ids=["t-1"])
    assert ">t-1<" in statuses._repr_html_()
    assert statuses.to_pandas()["task_id"].tolist() == ["t-1"]


def test_a_list_converts_to_a_data_frame(entries: ResponseList[CreatedDataset]) -> None:
    frame = entries.to_pandas()
    assert frame["dataset_name"].tolist() == ["cats", "dogs", "猫"]
    assert len(ResponseList().to_pandas()) == 0


def test_without_pandas_the_error_says_what_to_install(
    entries: ResponseList[CreatedDataset], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match=r"to_pandas\(\) needs pandas, which is not installed: pip install pandas"):
        entries.to_pandas()


def one(statuses: list[Any]) -> TaskStatus:
    (status,) = statuses
    assert isinstance(status, TaskStatus)
    return status


CALLS: dict[str, Callable[[DatasetApi], TaskStatus]] = {
    "get_task_status": lambda api: api.get_task_status(task_id="t"),
    "get_task_statuses": lambda api: one(api.get_task_statuses(task_ids=["t"])),
    "wait_for_task": lambda api: api.wait_for_task(task_id="t"),
    "wait_for_tasks": lambda api: one(api.wait_for_tasks(task_ids=["t"])),
    "as_completed": lambda api: next(iter(api.as_completed(task_ids=["t"]))),
    "watch_task": lambda api: next(iter(api.watch_task(task_id="t"))),
}


ASYNC_CALLS: dict[str, Callable[[AsyncDatasetApi], Awaitable[Any]]] = {
    "get_task_status": lambda api: api.get_task_status(task_id="t"),
    "get_task_statuses": lambda api: api.get_task_statuses(task_ids=["t"]),
    "wait_for_task": lambda api: api.wait_for_task(task_id="t"),
    "wait_for_tasks": lambda api: api.wait_for_tasks(task_ids=["t"]),
}


def assert_classes(status: TaskStatus) -> None:
    assert type(status.result) is type(status["result"]) is ResponseList
    assert type(status.result[0]) is ResultEntry
    group = status.result[0]["createDatasetSuccess"]
    assert type(group) is ResponseList
    assert type(status.result[1]["createDatasetSuccess"]) is ResponseList
    assert types(list(group)) == {CreatedDataset}
    assert status == BODY


@pytest.mark.parametrize("raise_on_error", [True, False])
@pytest.mark.parametrize("name", CALLS)
def test_every_call_and_wait_brings_the_same_classes(server: RawServer, name: str, *, raise_on_error: bool) -> None:
    server.script(http(json.dumps(BODY)))
    with server.create_client(raise_on_error=raise_on_error) as client:
        assert_classes(CALLS[name](DatasetApi(client)))


@pytest.mark.parametrize("raise_on_error", [True, False])
@pytest.mark.parametrize("name", ASYNC_CALLS)
def test_every_coroutine_brings_the_same_classes(server: RawServer, name: str, *, raise_on_error: bool) -> None:
    async def get_status() -> Any:
        return await ASYNC_CALLS[name](AsyncDatasetApi(client))

    server.script(http(json.dumps(BODY)))
    with server.create_client(raise_on_error=raise_on_error) as client:
        status = asyncio.run(get_status())
        assert_classes(one(status) if isinstance(status, list) else status)


@pytest.mark.parametrize("result", [None, [], {}, ""], ids=repr)
def test_an_empty_result_is_of_the_same_class(server: RawServer, result: Any) -> None:
    server.script(http(json.dumps({"status": "SUCCESS", "result": result})), http('{"status": "SUCCESS"}'))
    with server.create_client() as client:
        for _ in range(2):
            status = DatasetApi(client).get_task_status(task_id="t")
            assert (type(status.result), status.result) == (ResponseList, [])


def test_a_refusal_that_is_returned_has_an_empty_result_of_the_same_class(server: RawServer) -> None:
    async def get_status() -> TaskStatus:
        return await AsyncDatasetApi(client).get_task_status(task_id="t")

    server.script(http(REFUSAL, 404))
    with server.create_client(raise_on_error=False) as client:
        for status in (DatasetApi(client).get_task_status(task_id="t"), asyncio.run(get_status())):
            assert (type(status.result), status.result) == (ResponseList, [])
            assert status["error_code"] == "ModelArts.0102"
