"""Iterators of data management v2: pages are requested ahead, and nothing is lost, repeated or out of order."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import parse_qs, urlsplit

import pytest

import raw_server
from modelarts import InvalidParameterError, ModelArtsError, NotFoundError, config
from modelarts.v2 import AsyncDataManagement, DataManagement

if TYPE_CHECKING:
    from collections.abc import Iterator

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


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        service: Any = self.server
        status, response = service.respond(parse_qs(urlsplit(self.path).query))
        body = json.dumps(response).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


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
    service = Service(1000, latency=0.005)
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


def test_an_early_end_breaks_off_the_calls_under_way() -> None:
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
