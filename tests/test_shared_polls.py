"""All coroutines that wait on a client together poll no more at once than one of them may."""

from __future__ import annotations

import asyncio

from counting_service import CountingService
from modelarts import AsyncDatasetApi, Poll, config
from modelarts._modelarts import MAX_CONCURRENT_POLLS

WAITS = 150
QUICK = Poll(initial=0.01, maximum=0.02)


async def wait_for_all(service: CountingService) -> list[str | None]:
    """Waits with a coroutine for each task until the service says that all are done."""
    with config.create_client(
        endpoint=service.url, access_key="AK", secret_key="fake-secret-for-tests", project_id="p" * 32, region="x"
    ) as client:
        api = AsyncDatasetApi(client)
        waits = [
            asyncio.create_task(api.wait_for_task(task_id=f"task-{index}", poll=QUICK, progress=False))
            for index in range(WAITS)
        ]
        while len(service.polls) < WAITS or min(service.polls.values()) < 3:
            await asyncio.sleep(0.05)
        service.status = "SUCCESS"
        return [(await wait).status for wait in waits]


def test_the_waits_of_a_client_share_their_polls_and_none_starves() -> None:
    with CountingService() as service:
        assert asyncio.run(wait_for_all(service)) == ["SUCCESS"] * WAITS
    assert 1 < service.most <= MAX_CONCURRENT_POLLS


def test_a_cancelled_wait_leaves_its_polls_to_others() -> None:
    async def cancel_most() -> None:
        with config.create_client(
            endpoint=service.url, access_key="AK", secret_key="fake-secret-for-tests", project_id="p" * 32, region="x"
        ) as client:
            api = AsyncDatasetApi(client)

            def begin(index: int) -> asyncio.Task[object]:
                return asyncio.create_task(api.wait_for_task(task_id=f"task-{index}", poll=QUICK, progress=False))

            for _ in range(3):
                waits = [begin(index) for index in range(MAX_CONCURRENT_POLLS * 2)]
                await asyncio.sleep(0.1)
                for wait in waits:
                    wait.cancel()
                await asyncio.gather(*waits, return_exceptions=True)
            service.status = "SUCCESS"
            await begin(0)

    with CountingService() as service:
        asyncio.run(cancel_most())
