"""Iterators of data management v2: pages are requested ahead, and nothing is lost, repeated or out of order."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import threading
import time
from http.server import ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import parse_qs, urlsplit

import pytest

import raw_server
from json_handler import JsonHandler
from modelarts import InvalidParameterError, ModelArtsError, NotFoundError, config
from modelarts.v2 import AsyncDataManagement, DataManagement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DATASET = "WxCREuCkBSAlQr9xrde"


class Service(ThreadingHTTPServer):
    """Lists samples by pages.

    Args:
        count: How many samples there are.
        offset_counts: What it counts.
        latency: How long each response takes, in seconds.
        has_total: Whether it says how many samples there are.
    """

    daemon_threads = True
    request_queue_size = 64

    def __init__(
        self,
        count: int,
        offset_counts: Literal["pages", "entries"] = "pages",
        latency: float = 0.0,
        *,
        has_total: bool = True,
    ) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.count = count
        self.counts_pages = offset_counts == "pages"
        self.latency = latency
        self.has_total = has_total
        self.offsets: list[int] = []
        self.fails_at: int | None = None
        self.most_at_once = 0
        self._at_once = 0
        self._lock = threading.Lock()
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    def respond(self, query: dict[str, list[str]]) -> tuple[int, dict[str, Any]]:
        offset, limit = int(query.get("offset", ["0"])[0]), int(query["limit"][0])
        with self._lock:
            self.offsets.append(offset)
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        time.sleep(self.latency)
        with self._lock:
            self._at_once -= 1
        if offset == self.fails_at:
            return 400, {"error_code": "ModelArts.4352", "error_msg": "no such dataset"}
        start = offset * limit if self.counts_pages else offset
        samples = [{"sample_id": f"{index:032x}"} for index in range(start, min(self.count, start + limit))]
        return 200, {"samples": samples, **({"sample_count": self.count} if self.has_total else {})}


class Handler(JsonHandler):
    def respond(self) -> tuple[int, object]:
        assert isinstance(self.server, Service)
        return self.server.respond(parse_qs(urlsplit(self.path).query))


@pytest.fixture
def services() -> Iterator[list[Service]]:
    started: list[Service] = []
    yield started
    for service in started:
        service.shutdown()
        service.server_close()


def management(services: list[Service], service: Service) -> DataManagement:
    services.append(service)
    return DataManagement(client(service))


def client(service: Service) -> Any:
    url = f"http://127.0.0.1:{service.server_address[1]}"
    return config.create_client(endpoint=url, token="fake-token", project_id="p", max_retries=0)


def numbers(samples: Any) -> list[int]:
    return [int(sample.sample_id, 16) for sample in samples]


@pytest.mark.parametrize("prefetch", [0, 1, 3, 8])
@pytest.mark.parametrize("offset_counts", ["pages", "entries"])
@pytest.mark.parametrize("has_total", [True, False])
@pytest.mark.parametrize("count", [0, 1, 10, 11, 100, 105])
def test_every_sample_comes_once_and_in_order(
    services: list[Service], prefetch: int, offset_counts: Literal["pages", "entries"], has_total: bool, count: int
) -> None:
    service = Service(count, offset_counts, has_total=has_total)
    data = management(services, service)
    assert numbers(data.samples.iter(DATASET, page_size=10, prefetch=prefetch)) == list(range(count))


@pytest.mark.parametrize("offset_counts", ["pages", "entries"])
def test_a_coroutine_gets_the_same(services: list[Service], offset_counts: Literal["pages", "entries"]) -> None:
    service = Service(105, offset_counts)
    services.append(service)

    async def walk() -> list[int]:
        data = AsyncDataManagement(client(service))
        return [
            int(sample.sample_id or "", 16) async for sample in data.samples.iter(DATASET, page_size=10, prefetch=4)
        ]

    assert asyncio.run(walk()) == list(range(105))


@pytest.mark.parametrize("prefetch", [0, 1, 4])
def test_a_service_that_counts_entries_may_return_fewer_than_asked(services: list[Service], prefetch: int) -> None:
    class Short(Service):
        def respond(self, query: dict[str, list[str]]) -> tuple[int, dict[str, Any]]:
            status, response = super().respond(query)
            return status, {**response, "samples": response["samples"][:7]}

    samples = management(services, Short(95, "entries")).samples
    listed = samples.iter(DATASET, page_size=10, prefetch=prefetch, offset_counts="entries")
    assert numbers(listed) == list(range(95))


def test_the_next_page_is_requested_while_the_caller_works(services: list[Service]) -> None:
    service = Service(30)
    samples = management(services, service).samples.iter(DATASET, page_size=10)
    next(samples)
    deadline = time.monotonic() + 10
    while len(service.offsets) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert service.offsets == [0, 1]


def test_no_more_pages_are_requested_ahead_than_allowed(services: list[Service]) -> None:
    service = Service(995, latency=0.005)
    for _ in management(services, service).samples.iter(DATASET, page_size=10, prefetch=4):
        pass
    assert 2 <= service.most_at_once <= 4
    assert sorted(service.offsets) == list(range(100))


def test_an_early_end_stops_the_requests(services: list[Service]) -> None:
    service = Service(1000, latency=0.02)
    for sample in management(services, service).samples.iter(DATASET, page_size=10, prefetch=8):
        if int(sample.sample_id or "", 16) == 25:
            break
    time.sleep(0.1)
    requested = len(service.offsets)
    time.sleep(0.1)
    assert len(service.offsets) == requested < 20


def test_an_early_end_cancels_the_running_calls() -> None:
    page = json.dumps({"sample_count": 1000, "samples": [{"sample_id": str(index)} for index in range(10)]})
    with raw_server.RawServer() as server:
        server.script(raw_server.http(page), server.silence)
        samples = DataManagement(server.create_client()).samples.iter(DATASET, page_size=10)
        next(samples)
        server.wait_for_requests(2)
        assert not server.client_left.is_set()
        samples.close()  # type: ignore[attr-defined] # it is a generator
        assert server.client_left.wait(10)


def test_an_error_comes_in_its_turn_and_says_how_far_the_iterator_came(services: list[Service]) -> None:
    service = Service(1000)
    service.fails_at = 5
    samples = management(services, service).samples.iter(DATASET, page_size=10, prefetch=8)
    seen: list[Any] = []
    with pytest.raises(NotFoundError) as caught:
        seen.extend(iter(samples))
    assert "50 entries were yielded before; offset=5 goes on from there" in str(caught.value)
    service.fails_at = None
    data = management([], service)
    assert numbers(data.samples.iter(DATASET, page_size=10, offset=5)) == list(range(50, 1000))


def test_what_was_received_is_yielded_although_the_next_call_cant_start(services: list[Service]) -> None:
    service = Service(1000)
    data = management(services, service)
    seen: list[int] = []

    def walk() -> None:
        for sample in data.samples.iter(DATASET, page_size=10, prefetch=4):
            seen.append(int(sample.sample_id or "", 16))
            if len(seen) == 15:
                wait_until(lambda: len(service.offsets) >= 5)
                time.sleep(0.1)
                data._client.close()

    match = r"closed.*\[(\d+)0 entries were yielded before; offset=\1 goes on"
    with pytest.raises(ModelArtsError, match=match) as caught:
        walk()
    assert seen == list(range(len(seen)))
    assert f"offset={len(seen) // 10} goes on" in str(caught.value)


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)


@pytest.mark.parametrize("offset", ["20", "x", b"1", 2.0, True, -1, 2**63])
def test_the_offset_is_checked_before_anything_is_sent(services: list[Service], offset: Any) -> None:
    service = Service(30)
    data = management(services, service)
    with pytest.raises(InvalidParameterError, match=r"offset: is .*, expected an int from 0 to "):
        data.samples.iter(DATASET, offset=offset)
    assert service.offsets == []


class Changing(Service):
    """Lists newest first, by pages, and changes between them.

    Args:
        counts: How many samples there are when the page at each offset is read; the last one is for all further
            pages.
        deletes: Whether the newest ones are deleted, instead of the oldest, where there are fewer than before.
    """

    def __init__(self, *counts: int, deletes: bool = False) -> None:
        super().__init__(counts[0])
        self._counts = counts
        self._deletes = deletes

    def respond(self, query: dict[str, list[str]]) -> tuple[int, dict[str, Any]]:
        offset, limit = int(query.get("offset", ["0"])[0]), int(query["limit"][0])
        super().respond(query)
        count = self._counts[min(offset, len(self._counts) - 1)]
        newest = max(self._counts) if self._deletes else count
        listed = list(range(newest, 0, -1))[newest - count if self._deletes else 0 :]
        page = listed[offset * limit : (offset + 1) * limit]
        return 200, {"samples": [{"sample_id": f"{index:032x}"} for index in page], "sample_count": count}


@pytest.mark.parametrize("prefetch", [0, 1, 4])
@pytest.mark.parametrize("inserted", [1, 3, 9, 10])
@pytest.mark.parametrize("after", [0, 3])
def test_samples_that_are_added_meanwhile_hide_no_others(
    services: list[Service], prefetch: int, inserted: int, after: int
) -> None:
    counts = [100] * (after + 1) + [100 + inserted]
    samples = management(services, Changing(*counts)).samples
    assert numbers(samples.iter(DATASET, page_size=10, prefetch=prefetch)) == list(range(100, 0, -1))


def test_samples_that_are_added_where_entries_are_counted_dont_hide_that(services: list[Service]) -> None:
    class Growing(Service):
        def respond(self, query: dict[str, list[str]]) -> tuple[int, dict[str, Any]]:
            response = super().respond(query)
            self.count += 1
            return response

    samples = management(services, Growing(50, "entries")).samples
    listed = numbers(samples.iter(DATASET, page_size=10, prefetch=0))
    assert listed == list(range(len(listed)))
    assert len(listed) > 50


@pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])
def test_samples_that_are_removed_meanwhile_are_warned_of_once(services: list[Service], asynchronous: bool) -> None:
    service = Changing(100, 90, 80, deletes=True)
    services.append(service)

    async def walk() -> list[int]:
        listed = AsyncDataManagement(client(service)).samples.iter(DATASET, page_size=10)
        return [int(sample.sample_id or "", 16) async for sample in listed]

    def listing() -> list[int]:
        return numbers(DataManagement(client(service)).samples.iter(DATASET, page_size=10))

    with pytest.warns(UserWarning, match=r"samples\.list: .* fewer .* skipped; collect all entries before") as warned:
        listed = asyncio.run(walk()) if asynchronous else listing()
    assert len(listed) == 80
    assert [one.filename for one in warned] == [__file__]


def test_fewer_pages_than_before_repeat_no_request(services: list[Service]) -> None:
    service = Changing(90, 80, 70, 60)
    with pytest.warns(UserWarning, match="fewer"):
        list(management(services, service).samples.iter(DATASET, page_size=10, prefetch=8))
    assert len(service.offsets) == len(set(service.offsets))


class Holey(Service):
    """Returns no samples on some pages."""

    def __init__(self, count: int, *holes: int) -> None:
        super().__init__(count)
        self._holes = holes

    def respond(self, query: dict[str, list[str]]) -> tuple[int, dict[str, Any]]:
        status, response = super().respond(query)
        is_hole = int(query.get("offset", ["0"])[0]) in self._holes
        return status, {**response, "samples": []} if is_hole else response


@pytest.mark.parametrize("prefetch", [0, 4])
def test_an_empty_page_is_not_the_end_if_there_are_more_samples(services: list[Service], prefetch: int) -> None:
    samples = management(services, Holey(100, 3)).samples.iter(DATASET, page_size=10, prefetch=prefetch)
    seen: list[Any] = []
    with pytest.raises(ModelArtsError, match=r"reports 100 entries, but returned 90 of them \[90 entries were"):
        seen.extend(iter(samples))
    samples = management(services, Holey(100, 3, 4)).samples.iter(DATASET, page_size=10, prefetch=prefetch)
    match = r"reports 100 entries, but returned 30 of them \[30 entries .*; offset=3 goes on"
    with pytest.raises(ModelArtsError, match=match):
        seen.extend(iter(samples))


@pytest.mark.skipif(sys.version_info < (3, 11), reason="exceptions have no notes")
def test_a_cancelled_task_says_how_far_the_iterator_came(server: raw_server.RawServer) -> None:
    page = json.dumps({"samples": [{"sample_id": f"{index:032x}"} for index in range(10)], "sample_count": 100})
    server.script(raw_server.http(page), server.silence)
    notes: list[str] = []

    async def walk() -> None:
        try:
            async for _ in AsyncDataManagement(server.create_client()).samples.iter(DATASET, page_size=10):
                pass
        except asyncio.CancelledError as error:
            notes.extend(error.__notes__)
            raise

    async def run() -> None:
        task = asyncio.ensure_future(walk())
        await asyncio.to_thread(server.wait_for_requests, 2)
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(run())
    assert notes == ["10 entries were yielded before; offset=1 goes on from there"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_an_iterator_in_a_forked_child_says_how_far_it_came(services: list[Service]) -> None:
    samples = management(services, Service(100)).samples.iter(DATASET, page_size=10)
    next(samples)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            list(samples)
        except Exception as error:  # noqa: BLE001 the parent says which it has to be
            os.write(writer, f"{isinstance(error, ModelArtsError)} {error}".encode())
        os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader) as pipe:
        text = pipe.read()
    assert text.startswith("True this call began in the parent process; make another one [10 entries were yielded")
    assert len(list(samples)) == 99


@pytest.mark.skipif(sys.version_info < (3, 11), reason="exceptions have no notes")
@pytest.mark.parametrize("prefetch", [0, 1])
def test_a_ctrl_c_says_how_far_the_iterator_came(server: raw_server.RawServer, prefetch: int) -> None:
    page = json.dumps({"samples": [{"sample_id": f"{index:032x}"} for index in range(10)], "sample_count": 100})
    server.script(raw_server.http(page), server.silence)
    samples = DataManagement(server.create_client()).samples.iter(DATASET, page_size=10, prefetch=prefetch)
    seen = [next(samples) for _ in range(10)]
    timer = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt) as caught:
        seen.append(next(samples))
    timer.join()
    assert caught.value.__notes__ == ["10 entries were yielded before; offset=1 goes on from there"]
    assert len(seen) == 10


@pytest.mark.parametrize("offset_counts", ["pages", "entries"])
@pytest.mark.parametrize("count", [5, 15, 35, 95])
@pytest.mark.parametrize("prefetch", [0, 3])
def test_an_iterator_starts_from_an_offset(
    services: list[Service], offset_counts: Literal["pages", "entries"], count: int, prefetch: int
) -> None:
    data = management(services, Service(count, offset_counts))
    first = 3 if offset_counts == "entries" else 30
    assert numbers(data.samples.iter(DATASET, page_size=10, offset=3, prefetch=prefetch)) == list(range(first, count))


def test_what_an_error_says_goes_on_where_entries_are_counted(services: list[Service]) -> None:
    service = Service(95, "entries")
    service.fails_at = 30
    data = management(services, service)
    with pytest.raises(NotFoundError, match='offset=30 and offset_counts="entries" go on from there'):
        list(data.samples.iter(DATASET, page_size=10))
    service.fails_at = None
    rest = data.samples.iter(DATASET, page_size=10, offset=30, offset_counts="entries")
    assert numbers(rest) == list(range(30, 95))


@pytest.mark.parametrize("page_size", [0, -1, 101, True, "10"])
def test_the_size_of_pages_is_checked_under_its_name(services: list[Service], page_size: Any) -> None:
    data = management(services, Service(1))
    with pytest.raises(InvalidParameterError, match=r"page_size: is .*, expected an int from 1 to 100"):
        data.samples.iter(DATASET, page_size=page_size)


@pytest.mark.parametrize("prefetch", [-1, 9, True, "2", 1.5])
def test_how_many_pages_are_requested_ahead_is_checked(services: list[Service], prefetch: Any) -> None:
    data = management(services, Service(1))
    with pytest.raises(InvalidParameterError, match=r"prefetch: is .*, expected an int from 0 to 8"):
        data.samples.iter(DATASET, prefetch=prefetch)


def test_entries_without_the_field_that_identifies_them_are_all_yielded(services: list[Service]) -> None:
    class Nameless(Service):
        def respond(self, query: dict[str, list[str]]) -> tuple[int, dict[str, Any]]:
            status, response = super().respond(query)
            return status, {**response, "samples": [{"score": "1.0"} for _ in response["samples"]]}

    data = management(services, Nameless(35))
    assert len(list(data.samples.iter(DATASET, page_size=10, offset_counts="pages"))) == 35


def test_a_service_that_returns_one_page_over_and_over_is_an_error(services: list[Service]) -> None:
    class Stuck(Service):
        def respond(self, query: dict[str, list[str]]) -> tuple[int, dict[str, Any]]:
            return super().respond({**query, "offset": ["0"]})

    service = Stuck(1000, has_total=False)
    with pytest.raises(ModelArtsError, match="same page twice"):
        list(management(services, service).samples.iter(DATASET, page_size=2))


@pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize("prefetch", [0, 1, 8])
@pytest.mark.parametrize("total", [101, 200])
def test_a_total_that_is_too_small_cuts_nothing_off(
    services: list[Service], prefetch: int, total: int, asynchronous: bool
) -> None:
    class Understating(Service):
        def respond(self, query: dict[str, list[str]]) -> tuple[int, dict[str, Any]]:
            status, response = super().respond(query)
            return status, {**response, "sample_count": total}

    service = Understating(250)
    services.append(service)

    async def walk() -> list[int]:
        samples = AsyncDataManagement(client(service)).samples.iter(DATASET, prefetch=prefetch)
        return [int(sample.sample_id or "", 16) async for sample in samples]

    listed = (
        asyncio.run(walk())
        if asynchronous
        else numbers(DataManagement(client(service)).samples.iter(DATASET, prefetch=prefetch))
    )
    assert listed == list(range(250))


@pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize("pages", [[{"labels": [{"type": 0}]}], [{"labels": [{"name": name}]} for name in "ab"]])
def test_labels_that_come_again_and_again_are_an_error(
    server: raw_server.RawServer, pages: list[dict[str, Any]], asynchronous: bool
) -> None:
    server.script(*(raw_server.http(json.dumps(page)) for page in pages * 10))

    async def walk() -> None:
        async for _ in AsyncDataManagement(server.create_client()).labels.iter(DATASET):
            pass

    def listing() -> None:
        list(DataManagement(server.create_client()).labels.iter(DATASET))

    with pytest.raises(ModelArtsError, match="same page twice"):
        asyncio.run(walk()) if asynchronous else listing()
