"""Faults of connections."""

from __future__ import annotations

import base64
import contextlib
import os
import ssl
import tempfile
import warnings
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import trustme
from clients import GOOD, Outcome, counted, peer, said

from raw_server import PROJECT_ID, SECRET, RawServer, Step, full_port, header, http, refused_url

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator

    from clients import Case

ELSEWHERE = "http://service.invalid"


def served(
    *steps: Step, our: dict[str, Any] | None = None, their: dict[str, Any] | None = None, write: bool = False
) -> Case:
    """Returns a case with a server that follows a script."""

    def run(client: str) -> Outcome:
        with RawServer(*steps) as server:
            one = peer(client, server.url, our, their)
            return counted(said(one.write if write else one.read), server)

    return run


def at(url: Callable[[], str]) -> Case:
    """Returns a case without a server."""
    return lambda client: Outcome(said(peer(client, url()).read))


refused = at(refused_url)
unknown_host = at(lambda: ELSEWHERE)


def never_connected(client: str) -> Outcome:
    with full_port() as url:
        return Outcome(said(peer(client, url).read))


def silent(client: str) -> Outcome:
    with RawServer() as server:
        server.script(server.silence)
        return counted(said(peer(client, server.url).read), server)


def stops(conn: socket.socket, _request: bytes) -> None:
    """A step of the server: sends the beginning of a response and stops."""
    conn.sendall(http(b" ", length=1000))
    conn.recv(1)


def redirect(our: dict[str, Any] | None = None, their: dict[str, Any] | None = None) -> Case:
    def run(client: str) -> Outcome:
        with RawServer(GOOD) as other, RawServer() as server:
            server.script(http(b"{}", 302, f"Location: {other.url}/elsewhere"))
            outcome = said(lambda: peer(client, server.url, our, their).read())
            sent = [
                name
                for name in ("Authorization", "X-Security-Token")
                for request in other.requests
                if header(request, name)
            ]
            got = "was not asked" if not other.requests else f"got {' and '.join(sent) or 'no credential'}"
            return counted(outcome, server, f"the other host {got}")

    return run


def certificate_files(kind: str, folder: Path) -> tuple[Path, Path | None]:
    """Returns the certificate of the server, and the authority that the clients trust."""
    authority = trustme.CA()
    shown, trusted = folder / "shown.pem", folder / "trusted.pem"
    authority.cert_pem.write_to_path(str(trusted))
    if kind == "self-signed":
        # The authority's own certificate, shown as if it were the server's.
        shown.write_bytes(authority.private_key_pem.bytes() + authority.cert_pem.bytes())
        return shown, None
    past = datetime.now(timezone.utc) - timedelta(days=1)
    name = "elsewhere.test" if kind == "another host's" else "127.0.0.1"
    certificate = authority.issue_cert(name, not_after=past if kind == "expired" else None)
    certificate.private_key_and_cert_chain_pem.write_to_path(str(shown))
    return shown, None if kind == "unknown authority" else trusted


@contextlib.contextmanager
def secure_server(kind: str) -> Iterator[RawServer]:
    with tempfile.TemporaryDirectory() as folder:
        shown, trusted = certificate_files(kind, Path(folder))
        if trusted:
            os.environ["SSL_CERT_FILE"] = os.environ["REQUESTS_CA_BUNDLE"] = str(trusted)
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(shown)
        with RawServer(GOOD, tls=context) as server:
            yield server


def tls(kind: str) -> Case:
    def run(client: str) -> Outcome:
        with secure_server(kind) as server:
            outcome = said(peer(client, server.url).read)
            return counted(outcome, server)._replace(connections=server.handshakes)

    return run


def unverified(client: str) -> Outcome:
    with secure_server("self-signed") as server, warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        one = peer(client, server.url, {"verify_ssl": False}, {"ignore_ssl_verification": True})
        outcomes = [said(one.read), said(one.read)]
        about = sum(not issubclass(each.category, (ResourceWarning, DeprecationWarning)) for each in heard)
        return counted(outcomes[-1], server, f"warnings of 2 calls: {about}")


def password_shown(text: str) -> str:
    encoded = base64.b64encode(f"user:{SECRET}".encode()).decode()
    return "its password is shown" if SECRET in text or encoded in text else "its password is not shown"


def proxied(answer: bytes, url: str = ELSEWHERE, *, exempt: bool = False) -> Case:
    """Returns a case with a proxy with a password in the environment, and perhaps the host in `NO_PROXY`."""

    def run(client: str) -> Outcome:
        with RawServer(answer) as proxy:
            for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"):
                os.environ[name] = proxy.url.replace("://", f"://user:{SECRET}@")
            if exempt:
                os.environ["NO_PROXY"] = os.environ["no_proxy"] = "service.invalid"
            one = peer(client, url)
            outcome = said(one.read)
            asked = [" ".join(request.decode("latin-1").split(PROJECT_ID)[0].split()[:2]) for request in proxy.requests]
            known = "with" if any(header(request, "Proxy-Authorization") for request in proxy.requests) else "without"
            asked = f"the proxy was asked: {asked[0]} ({known} password)" if asked else "the proxy was not asked"
            return counted(outcome, proxy, f"{asked}; {password_shown(f'{outcome} {one.objects!r}')}")

    return run
