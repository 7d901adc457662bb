"""Programs around a client: threads, forks, signals, exits, coroutines, copies, waits."""

from __future__ import annotations

import asyncio
import contextlib
import copy
import inspect
import os
import pickle
import re
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

from clients import GOOD, OURS, TIMEOUT_SECONDS, Outcome, counted, ours, peer, said, theirs

from raw_server import RawServer, http, reset

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator

    from clients import Case

    from raw_server import Step

PATIENT = {"timeout": 8}
RUNNING = http('{"status": "RUNNING", "result": []}')


@contextlib.contextmanager
def apart(function: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Runs a function of this file in a process of its own, with pipes to it."""
    script = f"import sys; sys.path[:0] = {sys.path!r}; import programs; programs.{function}(*sys.argv[1:])"
    command = [sys.executable, "-W", "ignore", "-c", script, *arguments]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def threads(client: str) -> Outcome:
    """The server waits for all eight requests, for a while, before it answers any."""
    together = threading.Barrier(8)

    def step(conn: socket.socket, _request: bytes) -> None:
        with contextlib.suppress(threading.BrokenBarrierError):
            together.wait(TIMEOUT_SECONDS / 2)
        conn.sendall(GOOD)

    with RawServer(step) as server:
        one = peer(client, server.url)
        outcomes: list[str] = []
        workers = [threading.Thread(target=lambda: outcomes.append(said(one.read))) for _ in range(8)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        answered = sum(outcome.startswith("returned") for outcome in outcomes)
        overlap = "one after the other" if together.broken else "all at once"
        return counted(f"{answered} of 8 answered, {overlap}", server)


def serve() -> None:
    with RawServer(GOOD) as server:
        print(server.url, flush=True)
        threading.Event().wait()


def answered(read: Callable[[], Any]) -> int:
    """Returns how many of five calls are answered."""
    return sum(said(read).startswith("returned") for _ in range(5))


def fork(client: str) -> Outcome:
    """The server runs in a process of its own, since a fork would copy its connections too."""
    with apart("serve") as server:
        assert server.stdout
        one = peer(client, server.stdout.readline().strip())
        one.read()
        child = os.fork()
        if child == 0:
            os._exit(answered(one.read))
        parent = answered(one.read)
        until = time.monotonic() + 2 * TIMEOUT_SECONDS
        ended, status = 0, 0
        while not ended and time.monotonic() < until:
            time.sleep(0.01)
            ended, status = os.waitpid(child, os.WNOHANG)
        if not ended:
            os.kill(child, signal.SIGKILL)
    of_child = (
        f"{os.waitstatus_to_exitcode(status)} of 5"
        if ended
        else f"none, it hangs (ended after {2 * TIMEOUT_SECONDS} s)"
    )
    return Outcome(f"answered in the parent: {parent} of 5; in the child: {of_child}")


def interrupted(act: Callable[[], Any], server: RawServer) -> str:
    """Presses Ctrl-C while a request has no response."""
    pressed: list[float] = []

    def press() -> None:
        server.wait_for_requests(1)
        time.sleep(0.2)
        pressed.append(time.monotonic())
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=press).start()
    outcome = said(act)
    return f"{outcome} after {(time.monotonic() - pressed[0]) * 1000:.0f} ms"


def interrupt(client: str) -> Outcome:
    with RawServer() as server:
        server.script(server.silence, GOOD)
        one = peer(client, server.url)
        outcome = interrupted(one.read, server)
        return counted(outcome, server, f"the next call {said(one.read)}")


def methods_that_wait(client: Any) -> str:
    names = [name for name in dir(client) if not name.startswith("_")]
    waits = [name for name in names if "wait" in name or "watch" in name]
    return f"calls that wait, of {len(names)} public names: {', '.join(waits) or 'none'}"


def waiting(act: Callable[[Any, RawServer], Outcome], *steps: Step) -> Case:
    """Returns a case about a wait, if the client has one."""

    def run(client: str) -> Outcome:
        with RawServer(*steps) as server:
            if client != OURS:
                return Outcome(methods_that_wait(theirs(server.url).objects[0]))
            from modelarts import Poll

            poll = Poll(initial=0.01, maximum=0.05)
            return act(ours(server.url, poll=poll, max_retries=0).objects[0], server)

    return run


def wait_interrupted(api: Any, server: RawServer) -> Outcome:
    return counted(interrupted(lambda: api.wait_for_task(task_id="t"), server), server)


def waited(api: Any, server: RawServer) -> Outcome:
    return counted(said(lambda: api.wait_for_task(task_id="t")), server)


OUTAGE = [RUNNING, http(b"", 503), reset(), http(b"<html>", 502), RUNNING, GOOD]


def end_in_the_middle(client: str, url: str, kind: str) -> None:
    """A program that exits on request while calls are in flight."""
    read = peer(client, url, PATIENT, {"timeout": (8, 8)}).read

    def call() -> None:
        read()
        while kind == "again and again":
            read()

    for _ in range(6 if kind == "again and again" else 1):
        threading.Thread(target=call, daemon=True).start()
    sys.stdin.readline()


def ended(kind: str, client: str) -> tuple[int, float, list[str]]:
    """Returns how the program exits: exit code, seconds, and what it writes to stderr."""
    with RawServer(GOOD) as server:
        if kind == "once":
            server.script(server.silence)
        with apart("end_in_the_middle", client, server.url, kind) as program:
            server.wait_for_requests(1 if kind == "once" else 50)
            began = time.monotonic()
            _, wrote = program.communicate("\n")
            return program.returncode, time.monotonic() - began, wrote.strip().splitlines()


def ending(kind: str) -> Case:
    """Returns a case in which a program exits five times, since what is in flight then is random."""

    def run(client: str) -> Outcome:
        codes, times, texts = zip(*(ended(kind, client) for _ in range(5)))
        clean = sum(code == 0 and not text for code, text in zip(codes, texts))
        lines = [line for text in texts for line in text]
        errors = [line for line in lines if re.match(r"\w+Error", line)] or lines[:1]
        note = f"{len(lines)} lines on stderr, like {errors[-1]}" if lines else "nothing on stderr"
        return Outcome(f"a clean end {clean} times of 5, after {max(times):.1f} s at most", note)

    return run


def coroutines(client: str) -> Outcome:
    """Counts the coroutines of the asynchronous client."""
    if client == OURS:
        from modelarts.client import AsyncDatasetApi as Api
    else:
        from huaweicloudsdkmodelarts.v1 import ModelArtsAsyncClient as Api
    names = [name for name in dir(Api) if not name.startswith("_") and callable(getattr(Api, name))]
    found = sum(inspect.iscoroutinefunction(getattr(Api, name)) for name in names)
    return Outcome(f"{Api.__name__}: of {len(names)} methods, {found} are coroutines")


def future(client: str, url: str) -> Any:
    """Returns an awaitable call: ours as it is, theirs in a thread, since it has none."""
    one = peer(client, url, PATIENT, {"timeout": (8, 8)})
    if client == OURS:
        from modelarts.client import AsyncDatasetApi

        api = AsyncDatasetApi(one.objects[1])
        return lambda: api.get_task_status(task_id="t")
    return lambda: asyncio.to_thread(one.read)


def awaited_result(client: str) -> Outcome:
    """Awaits what a call of the asynchronous client returns."""

    async def main() -> Any:
        if client == OURS:
            return await call()
        import huaweicloudsdkmodelarts.v1 as sdk

        request = sdk.ShowWorkspaceRequest(workspace_id="t")
        return await theirs(server.url, "ModelArtsAsyncClient").objects[0].show_workspace_async(request)

    with RawServer(GOOD) as server:
        call = future(client, server.url) if client == OURS else None
        return counted(said(lambda: asyncio.run(main())), server)


def cancelled(client: str) -> Outcome:
    with RawServer() as server:
        server.script(server.silence, GOOD)
        call = future(client, server.url)

        async def main() -> str:
            first = "no end in time"
            try:
                await asyncio.wait_for(call(), 0.3)
            except asyncio.TimeoutError:
                first = "TimeoutError"
            dropped = await asyncio.to_thread(server.client_left.wait, 1)
            kept = "the request was dropped" if dropped else "the request goes on"
            return f"{first}; {kept}; the next call returned {await call()}"

        return counted(said(lambda: asyncio.run(main())).removeprefix("returned "), server)


def in_a_loop(client: str) -> Outcome:
    """Makes a sync call in a running loop, as in a notebook."""
    with RawServer(GOOD) as server:
        one = peer(client, server.url)

        async def main() -> Any:
            return one.read()

        return counted(said(lambda: asyncio.run(main())), server)


def several_loops(client: str) -> Outcome:
    with RawServer(GOOD) as server:
        call = future(client, server.url)

        async def main() -> Any:
            return await call()

        return counted(said(lambda: [str(asyncio.run(main())) for _ in range(3)][-1]), server)


def copied(how: Callable[[Any], Any]) -> Case:
    """Returns a case in which a copy of a client makes a call."""

    def run(client: str) -> Outcome:
        with RawServer(GOOD) as server:
            api = peer(client, server.url).objects[0]

            def call() -> Any:
                one = how(api)
                if client == OURS:
                    return one.get_task_status(task_id="t")
                import huaweicloudsdkmodelarts.v1 as sdk

                return one.show_workspace(sdk.ShowWorkspaceRequest(workspace_id="t"))

            return counted(said(call), server)

    return run


def pickled(api: Any) -> Any:
    return pickle.loads(pickle.dumps(api))


COPIES = {"pickle": pickled, "copy": copy.copy, "deep copy": copy.deepcopy}
