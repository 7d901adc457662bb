"""Serves one response over HTTPS on loopback, for the workload of a profile; the emulator has no TLS."""

from __future__ import annotations

import contextlib
import http.server
import json
import ssl
import threading
from typing import TYPE_CHECKING

import trustme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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


@contextlib.contextmanager
def https_service(folder: Path) -> Iterator[tuple[str, Path]]:
    """Runs the service while the context lasts.

    Args:
        folder: The folder for the certificate of its authority.

    Yields:
        The URL, and the file with the certificate of the authority.
    """
    authority = trustme.CA()
    file = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(file))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"https://localhost:{server.server_address[1]}", file
        server.shutdown()
