"""Serves one response over HTTPS on loopback, for the workload of a profile; the emulator has no TLS."""

from __future__ import annotations

import http.server
import json
import ssl
import threading
from typing import TYPE_CHECKING, Self

import trustme

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

ENTRIES = 2000
RESPONSE = json.dumps(
    {
        "status": "SUCCESS",
        "result": [
            {
                "createDatasetSuccess": [
                    {
                        "dataset_id": f"FPnKxZfyrrTXEGF{at:05d}",
                        "dataset_name": f"dataset-{at}",
                        "file_count": at,
                        "create_time": 1_595_904_427 + at,
                    }
                    for at in range(ENTRIES)
                ]
            }
        ],
    }
).encode()


class Handler(http.server.BaseHTTPRequestHandler):
    """Responds to every GET with a task that created many datasets."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Responds."""
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(RESPONSE)))
        self.end_headers()
        self.wfile.write(RESPONSE)

    def log_message(self, *_arguments: object) -> None:
        """Prints nothing."""


class HttpsService:
    """A context in which the service runs.

    Args:
        folder: The folder for the certificate of its authority.
    """

    def __init__(self, folder: Path) -> None:
        authority = trustme.CA()
        self.authority = folder / "authority.pem"
        authority.cert_pem.write_to_path(str(self.authority))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("localhost").configure_cert(context)
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.url = f"https://localhost:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
