"""Walking a listing gives each entry once, whichever way the service counts its offset."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelarts import ApiException, AsyncDatasetApi, DatasetApi, InvalidParameterError, ModelArtsError
from modelarts.client.paging import Pagination
from raw_server import RawServer, http, target

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterable


class Listing:
    """A service's listing of so many entries; `counts` is what its offset counts."""

    def __init__(self, entries: int, counts: str, cap: int | None = None) -> None:
        self.entries = [{"dataset_id": f"d{n}", "file_url": f"d{n}"} for n in range(entries)]
        self.counts = counts
        self.cap = cap
        self.asked: list[tuple[int, int]] = []

    def page(self, offset: int, limit: int) -> list[dict[str, str]]:
        self.asked.append((offset, limit))
        size = min(limit, self.cap or limit)
        first = {"pages": offset * size, "pages from one": (max(offset, 1) - 1) * size, "entries": offset}[self.counts]
        return self.entries[first : first + size]

    def serve(self, conn: socket.socket, request: bytes) -> None:
        """A step of a server's script."""
        query = parse_qs(target(request).partition("?")[2])
        page = self.page(int(query["offset"][0]), int(query["limit"][0]))
        count = len(self.entries)
        body = {"dataset_count": count, "datasets": page, "file_count": count, "file_list": page}
        conn.sendall(http(json.dumps(body)))


def all_entries(listing: Listing, limit: int, total: int | None, offset_counts: Any = None) -> list[dict[str, str]]:
    seen: list[dict[str, str]] = []
    pages = Pagination(limit, offset_counts, "dataset_id")
    while not pages.done:
        seen += pages.take(listing.page(pages.offset, limit), total)
        assert len(listing.asked) < 1000
    return seen


@given(
    entries=st.integers(0, 40),
    limit=st.integers(1, 12),
    cap=st.none() | st.integers(1, 12),
    counts=st.sampled_from(["pages", "entries"]),
    total=st.sampled_from(["of all pages", "of this page", None]),
    says_counts=st.booleans(),
)
def test_every_entry_is_given_once_and_in_order(
    entries: int, limit: int, cap: int | None, counts: str, total: str | None, says_counts: bool
) -> None:
    listing = Listing(entries, counts, cap)
    size = min(limit, cap or limit)
    # A total that counts this page and a page that is cut short tell no end from a middle.
    said = {"of all pages": entries, "of this page": min(entries, size), None: None}[total]
    if total == "of this page" and size < limit:
        said = None
    assert all_entries(listing, limit, said, counts if says_counts else None) == listing.entries


@given(entries=st.integers(0, 40), limit=st.integers(2, 12))
def test_pages_may_be_counted_from_one(entries: int, limit: int) -> None:
    listing = Listing(entries, "pages from one")
    assert all_entries(listing, limit, entries) == listing.entries


def test_the_service_gets_no_more_requests_than_needed() -> None:
    for counts, offsets in (("pages", [0, 1, 2]), ("entries", [0, 1, 4, 8])):
        listing = Listing(10, counts)
        all_entries(listing, 4, 10)
        assert [offset for offset, _ in listing.asked] == offsets
    listing = Listing(10, "entries")
    all_entries(listing, 4, 10, "entries")
    assert [offset for offset, _ in listing.asked] == [0, 4, 8]
    one_page = Listing(3, "pages")
    all_entries(one_page, 4, 3)
    assert one_page.asked == [(0, 4)]


@given(
    entries=st.integers(0, 40),
    limit=st.integers(1, 12),
    counts=st.sampled_from(["pages", "entries"]),
    total=st.integers(-1, 50),
)
def test_a_total_that_is_too_small_hides_no_entries(entries: int, limit: int, counts: str, total: int) -> None:
    listing = Listing(entries, counts)
    assert all_entries(listing, limit, min(total, entries)) == listing.entries


def test_a_total_that_falls_meanwhile_hides_no_entries() -> None:
    listing = Listing(10, "pages")
    pages = Pagination(4, None, "dataset_id")
    seen = list(pages.take(listing.page(pages.offset, 4), 10))
    while not pages.done:
        seen += pages.take(listing.page(pages.offset, 4), 0)
    assert seen == listing.entries


def test_a_page_that_is_not_full_ends_a_listing_at_its_total() -> None:
    pages = Pagination(100, None, "dataset_id", offset=2**62)
    seen: list[dict[str, str]] = []
    while not pages.done:
        seen += pages.take([{"dataset_id": f"d{pages.offset}"}], 5)
    assert len(seen) == 2


def test_a_full_last_page_takes_one_more_request() -> None:
    listing = Listing(8, "pages")
    all_entries(listing, 4, 8)
    assert [offset for offset, _ in listing.asked] == [0, 1, 2]


def test_an_entry_that_moves_to_the_next_page_meanwhile_is_given_once() -> None:
    listing = Listing(8, "pages")
    pages = Pagination(4, None, "dataset_id")
    seen = list(pages.take(listing.page(pages.offset, 4), 8))
    listing.entries.insert(0, {"dataset_id": "new"})
    while not pages.done:
        seen += pages.take(listing.page(pages.offset, 4), 9)
    assert [entry["dataset_id"] for entry in seen] == [f"d{n}" for n in range(8)]


def test_a_service_that_returns_the_same_page_for_ever_is_an_error() -> None:
    pages = Pagination(2, None, "dataset_id")
    page = [{"dataset_id": "a"}, {"dataset_id": "b"}]
    assert pages.take(page, 100) == page
    assert pages.take(page, 100) == ()
    with pytest.raises(ModelArtsError, match="the same page"):
        pages.take(page, 100)


def endless(pages: Pagination, cycle: list[list[dict[str, Any]]], total: int | None) -> list[Any]:
    seen: list[Any] = []
    for turn in range(1000):
        if pages.done:
            break
        seen += pages.take(cycle[turn % len(cycle)], total)
    return seen


NAMELESS = [{"type": 0, "property": {"@modelarts:color": "#3399ff"}}, {"type": 0, "property": None}]


@pytest.mark.parametrize("offset_counts", ["pages", "entries", None])
@pytest.mark.parametrize("limit", [2, 100])
@pytest.mark.parametrize(
    "cycle",
    [
        [NAMELESS],
        [[{"dataset_id": "a"}], [{"dataset_id": "b"}]],
        [[{"dataset_id": "a"}, NAMELESS[0]], [{"dataset_id": "b"}, NAMELESS[1]], NAMELESS],
    ],
)
def test_pages_that_come_again_are_an_error(cycle: list[list[dict[str, Any]]], limit: int, offset_counts: Any) -> None:
    with pytest.raises(ModelArtsError, match="the same page"):
        endless(Pagination(limit, offset_counts, "dataset_id"), cycle, None)


def test_entries_without_a_key_may_be_equal_as_long_as_there_are_more_by_the_total() -> None:
    page = [{"type": 0}] * 10
    assert endless(Pagination(10, None, "name"), [page, page, page, page[:5]], 35) == [{"type": 0}] * 35
    assert endless(Pagination(10, None, "name"), [page, page, page, []], 30) == [{"type": 0}] * 30
    with pytest.raises(ModelArtsError, match="the same page"):
        endless(Pagination(10, None, "name"), [page], 30)


def ids(entries: Iterable[Any]) -> list[str]:
    return [entry.dataset_id if hasattr(entry, "dataset_id") else entry.file_url for entry in entries]


@pytest.mark.parametrize("counts", ["pages", "entries"])
def test_both_classes_walk_datasets_and_files(server: RawServer, counts: str) -> None:
    expected = [f"d{n}" for n in range(7)]
    server.script(Listing(7, counts).serve)
    with server.create_client() as client:
        api, async_api = DatasetApi(client), AsyncDatasetApi(client)
        files: dict[str, Any] = {"dataset_id": "d", "version_id": "v", "limit": 3}

        async def walked() -> tuple[list[Any], list[Any]]:
            datasets = [dataset async for dataset in async_api.iter_datasets(limit=3)]
            return datasets, [file async for file in async_api.iter_version_files(**files)]

        assert ids(api.iter_datasets(limit=3)) == expected
        assert ids(api.iter_version_files(**files)) == expected
        assert ids(api.iter_version_files(**files, file_type="jpg")) == expected
        datasets, found = asyncio.run(walked())
    assert (ids(datasets), ids(found)) == (expected, expected)


def test_pages_are_requested_as_they_are_needed(server: RawServer) -> None:
    server.script(Listing(100, "pages").serve)
    with server.create_client() as client:
        datasets = DatasetApi(client).iter_datasets(limit=10)
        assert server.requests == []
        assert ids(next(datasets) for _ in range(10))[-1] == "d9"
    assert len(server.requests) == 1


def test_filters_go_along_with_every_page(server: RawServer) -> None:
    server.script(Listing(4, "pages").serve)
    with server.create_client() as client:
        list(DatasetApi(client).iter_datasets("p", limit=2, sort_by="name", order="desc", search_content="x"))
    assert len(server.requests) > 1
    for request in server.requests:
        path, _, query = target(request).partition("?")
        assert path == "/v1/p/datasets"
        assert "limit=2&" in query
        assert "order=desc&search_content=x&sort_by=name" in query


def test_a_failed_call_ends_a_walk_with_an_exception_in_either_setting(server: RawServer) -> None:
    server.script(http('{"error_code": "ModelArts.1674", "error_msg": "gone"}', 404))
    for raise_on_error in (True, False):
        api = DatasetApi(server.create_client(raise_on_error=raise_on_error))
        with pytest.raises(ApiException, match=r"ModelArts\.1674"):
            list(api.iter_version_files(dataset_id="d", version_id="v"))


def test_arguments_of_a_walk_are_checked(server: RawServer) -> None:
    api = DatasetApi(server.create_client())
    for bad, place in (({"limit": 0}, "limit"), ({"offset_counts": "rows"}, "offset_counts")):
        with pytest.raises(InvalidParameterError, match=rf"^{place}: "):
            next(api.iter_datasets(**bad))
    assert server.requests == []
