"""A service that knows the status of tasks and nothing else, and counts the requests that it has at once."""

from __future__ import annotations

import threading
import time
from http.server import ThreadingHTTPServer
from typing import TYPE_CHECKING

from json_handler import JsonHandler

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self


class CountingService:
    """Serves `get_task_status` on loopback.

    Attributes:
        polls: How often each task was polled.
        most: The most requests that were in flight at once.
        status: The status of all tasks.
    """

    def __init__(self, delay: float = 0.05) -> None:
        self.polls: dict[str, int] = {}
        self.most = 0
        self.status = "RUNNING"
        self._now = 0
        self._lock = threading.Lock()
        service = self

        class Handler(JsonHandler):
            def respond(self) -> tuple[int, object]:
                task = self.path.rsplit("/", 1)[-1]
                with service._lock:
                    service.polls[task] = service.polls.get(task, 0) + 1
                    service._now += 1
                    service.most = max(service.most, service._now)
                time.sleep(delay)
                with service._lock:
                    # Before the response, for then the client sends the next request.
                    service._now -= 1
                return 200, {"status": service.status, "result": []}

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
