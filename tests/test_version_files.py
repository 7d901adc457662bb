"""Pages of a version's files stay right, whatever is asked for or happens between two of them."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from modelarts import ApiException, DatasetApi, Poll
from modelarts.emulator import Emulator

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LIMIT = 3
EARLIEST = 1_600_000_000


class File(NamedTuple):
    name: str
    size: int
    time: int


# Neither sizes nor times go by the names.
OLD = [File(f"{at:02}.{'jpg' if at % 3 else 'txt'}", at * 7 % 10, EARLIEST + at * 3 % 10) for at in range(10)]
NEW = [File(f"{at:02}.txt", at, EARLIEST + at) for at in range(5, 13)]

QUERIES: list[dict[str, Any]] = [
    {},
    {"order": "desc"},
    {"sort_by": "create_time"},
    {"sort_by": "create_time", "order": "desc"},
    {"file_type": "jpg"},
    {"file_type": "txt", "order": "desc"},
    {"search_content": "0"},
    {"file_min_size": 3, "file_max_size": 8},
    {"file_max_time": EARLIEST + 6},
    {"search_content": "nothing"},
]


def expected(files: list[File], query: dict[str, Any]) -> list[str]:
    """The names that a listing has, in order, by the documents."""

    def fits(file: File) -> bool:
        return (
            query.get("search_content", "") in file.name
            and file.name.endswith(query.get("file_type", ""))
            and query.get("file_min_size", 0) <= file.size <= query.get("file_max_size", file.size)
            and file.time <= query.get("file_max_time", file.time)
        )

    by_time = query.get("sort_by") == "create_time"
    found = sorted(filter(fits, files), key=lambda file: (file.time if by_time else 0, file.name))
    return [file.name for file in found][:: -1 if query.get("order") == "desc" else 1]


def put(root: Path, files: list[File]) -> None:
    """Makes these all the files of the dataset."""
    folder = root / "bucket1" / "cats"
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for file in files:
        (folder / file.name).write_bytes(b"x" * file.size)
        os.utime(folder / file.name, (file.time, file.time))


class Service:
    """An emulator with one dataset, of which an old and a new version are published."""

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator
        self.api = DatasetApi(emulator.create_client(poll=Poll(initial=0.001, maximum=0.01)))
        self.publish({"old": OLD, "new": NEW})

    def publish(self, versions: dict[str, list[File]]) -> None:
        put(self.emulator.root, [])
        self.emulator.add_dataset("cats", "bucket1/cats/", dataset_id="d")
        self.files = versions
        for version_id, files in versions.items():
            put(self.emulator.root, files)
            self.emulator.add_version("d", version_id=version_id)

    def page(self, number: int, version_id: str = "old", limit: int = LIMIT, **query: Any) -> list[str]:
        found = self.api.search_dataset_version(
            dataset_id="d", version_id=version_id, offset=number, limit=limit, **query
        )
        assert found.file_count == len(self.files[version_id])
        sizes = {file.name: (file.size, file.time) for file in self.files[version_id]}
        names = [str(file.file_name) for file in found.file_list]
        assert [(file.file_size, file.file_time) for file in found.file_list] == [sizes[name] for name in names]
        return names

    def check(self, number: int, version_id: str, query: dict[str, Any]) -> None:
        """That a page is the one that the documents say."""
        begin = number * LIMIT
        names = expected(self.files[version_id], query)[begin : begin + LIMIT]
        assert self.page(number, version_id, **query) == names, (number, version_id, query)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """It takes no time for its tasks."""
    (tmp_path / "bucket1").mkdir()
    with Emulator(tmp_path, pace=0) as emulator:
        yield Service(emulator)


@pytest.mark.parametrize("query", QUERIES, ids=repr)
@pytest.mark.parametrize("version_id", ["old", "new"])
def test_the_pages_of_one_walk_are_all_of_its_files(service: Service, version_id: str, query: dict[str, Any]) -> None:
    names = expected(service.files[version_id], query)
    assert [name for number in range(5) for name in service.page(number, version_id, **query)] == names
    walked = service.api.iter_version_files(dataset_id="d", version_id=version_id, limit=LIMIT, **query)
    assert [file.file_name for file in walked] == names


@pytest.mark.parametrize("before", QUERIES, ids=repr)
def test_a_page_is_right_when_filter_or_order_were_others_for_the_page_before(
    service: Service, before: dict[str, Any]
) -> None:
    for query in QUERIES:
        service.check(0, "old", before)
        service.check(1, "old", query)
        service.check(1, "old", before)


def test_a_page_is_right_when_the_version_was_another_for_the_page_before(service: Service) -> None:
    for query in QUERIES:
        for number in range(4):
            service.check(number, "old", query)
            service.check(number, "new", query)


def test_a_page_is_right_when_the_limit_was_another_for_the_page_before(service: Service) -> None:
    names = expected(OLD, {})
    assert service.page(0, limit=3) == names[:3]
    assert service.page(1, limit=4) == names[4:8]
    assert service.page(0, limit=100) == names
    assert service.page(3, limit=3) == names[9:]


def test_walks_that_take_turns_do_not_mix(service: Service) -> None:
    steps = [(number, version, query) for number in range(5) for version in ("old", "new") for query in QUERIES]
    Random(6).shuffle(steps)
    for step in steps:
        service.check(*step)


def test_walks_of_many_threads_do_not_mix(service: Service) -> None:
    def walk(query: dict[str, Any]) -> None:
        for number in range(5):
            service.check(number, "old", query)

    with ThreadPoolExecutor(len(QUERIES)) as pool:
        list(pool.map(walk, QUERIES * 3))


def test_files_that_are_taken_out_of_a_version_are_in_no_later_page(service: Service) -> None:
    service.check(0, "old", {})
    service.api.delete_file_in_version(
        dataset_id="d", version_id="old", body={"deleted_url": [OLD[1].name, OLD[7].name]}
    )
    service.files["old"] = [file for file in OLD if file not in (OLD[1], OLD[7])]
    for number in range(4):
        service.check(number, "old", {})
        service.check(number, "new", {})


def test_files_that_come_to_the_folder_later_are_in_no_page(service: Service) -> None:
    service.check(0, "old", {})
    put(service.emulator.root, [File("00.jpg", 99, EARLIEST), File("zz.txt", 1, EARLIEST)])
    service.api.sync_dataset(dataset_id="d").wait()
    for number in range(4):
        service.check(number, "old", {})


def test_no_page_is_left_of_a_dataset_that_was_deleted(service: Service) -> None:
    service.check(0, "old", {})
    service.api.delete_dataset(dataset_id="d").wait()
    for version_id in ("old", "new"):
        with pytest.raises(ApiException) as caught:
            service.page(1, version_id)
        assert (caught.value.http_status, caught.value.error_code) == (404, "ModelArts.1674")


@pytest.mark.parametrize("forget", ["delete_dataset", "reset"])
def test_a_version_that_comes_back_under_the_same_ids_has_pages_of_its_own_files(service: Service, forget: str) -> None:
    for turn in range(5):
        service.check(0, "old", {})
        service.check(0, "new", {})
        if forget == "reset":
            service.emulator.reset()
        else:
            service.api.delete_dataset(dataset_id="d").wait()
        # As many files as before, so that only their names tell.
        others = [file._replace(name=f"{turn}-{file.name}") for file in OLD]
        service.publish({"old": NEW, "new": others})
        for number in range(5):
            service.check(number, "new", {})
            service.check(number, "old", {})


def test_after_a_reset_nothing_is_left_of_a_listing(service: Service) -> None:
    service.check(0, "old", {})
    service.emulator.reset()
    with pytest.raises(ApiException) as caught:
        service.page(1)
    assert caught.value.http_status == 404
    assert service.api.query_dataset().datasets == []


@pytest.mark.parametrize("query", QUERIES, ids=repr)
def test_a_page_past_the_end_is_empty(service: Service, query: dict[str, Any]) -> None:
    # First without, then with a listing that was asked for before.
    for _ in range(2):
        assert service.page(4, **query) == service.page(10**6, **query) == []
        service.check(0, "old", query)


def test_the_last_page_may_be_full_and_the_next_one_is_empty(service: Service) -> None:
    assert service.page(1, limit=5) == expected(OLD, {})[5:]
    assert service.page(2, limit=5) == service.page(1, limit=10) == []
