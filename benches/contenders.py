"""The clients that are compared, each in a process of its own: `python contenders.py NAME URL`.

It says `ready` once it is warm, then reads how many calls to make, a line a round, and says how many
seconds they took, how many bytes are resident, and how many were at most.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import TYPE_CHECKING, Any

from wire import PATH, PROJECT_ID, TASK_ID, TOKEN

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    Round = Callable[[int], None]

AT_ONCE = 64
SIZES = (10, 100, 1000, 10_000, 100_000)  # more is above the limits of a response
HEADERS = {"X-Auth-Token": TOKEN, "Accept": "application/json"}
SECRET = "fake-secret-for-benchmarks"


def one_after_another(call: Callable[[], Any]) -> Round:
    def run(count: int) -> None:
        for _ in range(count):
            call()

    return run


def ours(url: str, **credential: str) -> Any:
    from modelarts import config
    from modelarts.client import DatasetApi

    client = config.create_client(
        **(credential or {"token": TOKEN}), endpoint=url, region="cn-north-1", project_id=PROJECT_ID
    )
    return DatasetApi(client)


def modelarts(url: str) -> Round:
    api = ours(url)
    return one_after_another(lambda: api.get_task_status(project_id=PROJECT_ID, task_id=TASK_ID))


def modelarts_signed(url: str) -> Round:
    api = ours(url, access_key="AK", secret_key=SECRET)
    return one_after_another(lambda: api.get_task_status(project_id=PROJECT_ID, task_id=TASK_ID))


def vendor_call(url: str) -> Callable[[], Any]:
    from huaweicloudsdkcore.auth.credentials import BasicCredentials
    from huaweicloudsdkmodelarts.v1 import ListTrainingJobTasksRequest, ModelArtsClient

    credential = BasicCredentials("AK", SECRET, PROJECT_ID)
    client = ModelArtsClient.new_builder().with_credentials(credential).with_endpoints([url]).build()
    return lambda: client.list_training_job_tasks(ListTrainingJobTasksRequest(training_job_id=TASK_ID))


def vendor(url: str) -> Round:
    return one_after_another(vendor_call(url))


def requests(url: str) -> Round:
    import requests as library

    session = library.Session()
    session.headers.update(HEADERS)
    return one_after_another(lambda: session.get(url + PATH + TASK_ID).json())


def httpx(url: str) -> Round:
    import httpx as library

    client = library.Client(headers=HEADERS)
    return one_after_another(lambda: client.get(url + PATH + TASK_ID).json())


def pycurl(url: str) -> Round:
    import pycurl as library

    curl = library.Curl()
    curl.setopt(library.HTTPHEADER, [f"{name}: {value}" for name, value in HEADERS.items()])

    def call() -> Any:
        body = BytesIO()
        curl.setopt(library.URL, url + PATH + TASK_ID)
        curl.setopt(library.WRITEDATA, body)
        curl.perform()
        return json.loads(body.getvalue())

    return one_after_another(call)


def primp(url: str) -> Round:
    import primp as library

    client = library.Client(headers=HEADERS)
    return one_after_another(lambda: client.get(url + PATH + TASK_ID).json())


def together(loop: asyncio.AbstractEventLoop, call: Callable[[], Awaitable[Any]], at_once: int) -> Round:
    """So many coroutines that take the next call from a common pile."""

    async def worker(pile: Iterator[int]) -> None:
        for _ in pile:
            await call()

    async def run(count: int) -> None:
        pile = iter(range(count))
        await asyncio.gather(*(worker(pile) for _ in range(at_once)))

    return lambda count: loop.run_until_complete(run(count))


def aiohttp(url: str, at_once: int = 1) -> Round:
    import aiohttp as library

    loop = asyncio.new_event_loop()

    async def session() -> Any:
        return library.ClientSession(headers=HEADERS, connector=library.TCPConnector(limit=0))

    opened = loop.run_until_complete(session())

    async def call() -> Any:
        async with opened.get(url + PATH + TASK_ID) as response:
            return await response.json()

    return together(loop, call, at_once)


def primp_together(url: str) -> Round:
    import primp as library

    loop = asyncio.new_event_loop()

    async def client() -> Any:
        return library.AsyncClient(headers=HEADERS)

    opened = loop.run_until_complete(client())

    async def call() -> Any:
        return (await opened.get(url + PATH + TASK_ID)).json()

    return together(loop, call, AT_ONCE)


def modelarts_coroutines(url: str, at_once: int = AT_ONCE) -> Round:
    from modelarts.client import AsyncDatasetApi

    api = AsyncDatasetApi(ours(url)._client)
    loop = asyncio.new_event_loop()
    return together(loop, lambda: api.get_task_status(project_id=PROJECT_ID, task_id=TASK_ID), at_once)


def modelarts_statuses(url: str) -> Round:
    api = ours(url)

    def run(count: int) -> None:
        answers = api.get_task_statuses(project_id=PROJECT_ID, task_ids=[f"task-{at}" for at in range(count)])
        assert len(answers) == count

    return run


def in_threads(call: Callable[[], Any], threads: int) -> Round:
    pool = ThreadPoolExecutor(threads)

    def run(count: int) -> None:
        together = threading.Barrier(threads)

        def work(number: int) -> None:
            together.wait()
            for _ in range(number, count, threads):
                call()

        list(pool.map(work, range(threads)))

    return run


def modelarts_threads(url: str, threads: int) -> Round:
    api = ours(url)
    return in_threads(lambda: api.get_task_status(project_id=PROJECT_ID, task_id=TASK_ID), threads)


def curl_entries(url: str, size: int, loads: Callable[[bytes], Any]) -> Round:
    """Reads a large response with pycurl and a parser, the fastest way among the other clients."""
    import pycurl as library

    curl = library.Curl()
    curl.setopt(library.HTTPHEADER, [f"{name}: {value}" for name, value in HEADERS.items()])
    curl.setopt(library.URL, f"{url}{PATH}entries-{size}")

    def call() -> Any:
        body = BytesIO()
        curl.setopt(library.WRITEDATA, body)
        curl.perform()
        return loads(body.getvalue())

    return one_after_another(call)


def orjson(url: str, size: int) -> Round:
    import orjson as library

    return curl_entries(url, size, library.loads)


def sum_of_counts(created: Any) -> int:
    """Reads an attribute of each entry, as a program does that uses typed objects."""
    return sum(entry.file_count for entry in created)


def msgspec(url: str, size: int, *, read: bool = False) -> Round:
    import msgspec as library

    fields = [("dataset_id", str), ("dataset_name", str), ("file_count", int), ("create_time", int)]
    created = library.defstruct("Created", fields)
    entry = library.defstruct("Entry", [("createDatasetSuccess", list[created])])
    status = library.defstruct("Status", [("status", str), ("result", list[entry])])
    decode = library.json.Decoder(status).decode
    if read:
        return curl_entries(url, size, lambda body: sum_of_counts(decode(body).result[0].createDatasetSuccess))
    return curl_entries(url, size, decode)


def modelarts_entries(url: str, size: int, *, read: bool = False) -> Round:
    api = ours(url)

    def call() -> None:
        created = api.get_task_status(project_id=PROJECT_ID, task_id=f"entries-{size}").result[0].createDatasetSuccess
        assert len(created) == size
        if read:
            sum_of_counts(created)

    return one_after_another(call)


CONTENDERS: dict[str, Callable[[str], Round]] = {
    "modelarts, token": modelarts,
    "modelarts, AK/SK": modelarts_signed,
    "huaweicloudsdk, AK/SK": vendor,
    "requests": requests,
    "httpx": httpx,
    "aiohttp": aiohttp,
    "pycurl + json": pycurl,
    "primp": primp,
    "modelarts get_task_statuses, 64 at once": modelarts_statuses,
    "modelarts coroutines, 64 at once": modelarts_coroutines,
    "aiohttp, 64 at once": lambda url: aiohttp(url, AT_ONCE),
    "primp coroutines, 64 at once": primp_together,
    "huaweicloudsdk, AK/SK, 16 threads": lambda url: in_threads(vendor_call(url), 16),
    **{
        f"modelarts, {threads} thread{'s' if threads > 1 else ''}": lambda url, threads=threads: modelarts_threads(
            url, threads
        )
        for threads in (1, 2, 4, 8, 16)
    },
    "pycurl + json, 100000 entries": lambda url: curl_entries(url, 100_000, json.loads),
    "pycurl + msgspec structs, 100000 entries": lambda url: msgspec(url, 100_000),
    "pycurl + msgspec structs, 100000 entries, each read": lambda url: msgspec(url, 100_000, read=True),
    "modelarts, 100000 entries, each read": lambda url: modelarts_entries(url, 100_000, read=True),
    **{f"modelarts, {size} entries": lambda url, size=size: modelarts_entries(url, size) for size in SIZES},
    **{f"pycurl + orjson, {size} entries": lambda url, size=size: orjson(url, size) for size in SIZES},
}


def memory() -> tuple[int, int]:
    """Bytes resident, now and at most."""
    with open("/proc/self/status") as file:
        lines = dict(line.split(":", 1) for line in file)
    now, most = (int(lines[name].split()[0]) * 1024 for name in ("VmRSS", "VmHWM"))
    return now, most


def main() -> None:
    name, url, warm = sys.argv[1:]
    run = CONTENDERS[name](url)
    run(int(warm))
    print("ready", flush=True)
    for line in itertools.takewhile(str.strip, sys.stdin):
        began = time.perf_counter()
        run(int(line))
        print(time.perf_counter() - began, *memory(), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
