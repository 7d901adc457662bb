"""A handler of HTTP requests that sends JSON, for services of tests."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler


class JsonHandler(BaseHTTPRequestHandler):
    """Serves GET requests on connections that stay open, and logs nothing."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def respond(self) -> tuple[int, object]:
        """Returns the status and the value of the response to the request."""
        raise NotImplementedError

    def do_GET(self) -> None:
        status, value = self.respond()
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass
