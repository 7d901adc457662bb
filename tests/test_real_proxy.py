"""Requests go through the proxy proxy.py of others, in a process of its own."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
import trustme

from modelarts import ProxyError, TlsError
from modelarts.client import ApiClient, AsyncDatasetApi, DatasetApi
from raw_server import RawServer, http

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PASSWORD = "fake-secret-for-tests"


@contextlib.contextmanager
def proxy_with(folder: Path, *options: str) -> Iterator[str]:
    """The address, host and port, of a proxy."""
    port_file = folder / "port"
    command = [sys.executable, "-m", "proxy", "--hostname", "127.0.0.1", "--port", "0", "--port-file", str(port_file)]
    command += ["--num-workers", "1", "--num-acceptors", "1", "--log-file", str(folder / "log"), *options]
    with subprocess.Popen(command, cwd=folder) as process:
        try:
            until = time.monotonic() + 30
            while not (port_file.exists() and port_file.read_text().strip()):
                assert process.poll() is None, "the proxy ended"
                assert time.monotonic() < until, "the proxy doesn't start"
                time.sleep(0.02)
            yield f"127.0.0.1:{port_file.read_text().strip()}"
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A proxy that wants a password."""
    with proxy_with(tmp_path_factory.mktemp("proxy"), "--basic-auth", f"user:{PASSWORD}") as address:
        yield f"http://user:{PASSWORD}@{address}"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def secure_server(authority: trustme.CA) -> Iterator[RawServer]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with RawServer(http(), tls=context) as server:
        yield server


def client_through(proxy: str, server: RawServer, authority: trustme.CA) -> ApiClient:
    with authority.cert_pem.tempfile() as roots:
        return server.create_client(proxy=proxy, ca_bundle=roots, max_retries=0)


def status_through(proxy: str, server: RawServer, authority: trustme.CA) -> str | None:
    with client_through(proxy, server, authority) as client:
        return DatasetApi(client).get_task_status(task_id="t").status


def test_a_call_goes_through_a_tunnel(proxy: str, secure_server: RawServer, authority: trustme.CA) -> None:
    assert status_through(proxy, secure_server, authority) == "SUCCESS"
    assert secure_server.requests[0].startswith(b"GET /v1/"), "inside the tunnel, the service's own form"
    assert b"roxy-" not in secure_server.requests[0], "the proxy's password is not the service's business"


def test_a_tunnel_is_used_again(proxy: str, secure_server: RawServer, authority: trustme.CA) -> None:
    with client_through(proxy, secure_server, authority) as client:
        for _ in range(3):
            DatasetApi(client).get_task_status(task_id="t")
    assert (len(secure_server.requests), secure_server.handshakes) == (3, 1)


def test_a_call_in_clear_text_is_handed_on(proxy: str, server: RawServer) -> None:
    with server.create_client(proxy=proxy, max_retries=0) as client:
        assert DatasetApi(client).get_task_status(task_id="t").status == "SUCCESS"
    assert PASSWORD.encode() not in server.requests[0]


def test_coroutines_share_a_tunnel(proxy: str, secure_server: RawServer, authority: trustme.CA) -> None:
    async def calls(client: ApiClient) -> list[str | None]:
        api = AsyncDatasetApi(client)
        return [(await api.get_task_status(task_id="t")).status for _ in range(2)]

    with client_through(proxy, secure_server, authority) as client:
        assert asyncio.run(calls(client)) == ["SUCCESS"] * 2
    assert secure_server.handshakes == 1


@pytest.mark.parametrize("credential", ["", "user:wrong@"])
def test_without_its_password_nothing_gets_through(
    credential: str, proxy: str, secure_server: RawServer, authority: trustme.CA
) -> None:
    address = proxy.rpartition("@")[2]
    with pytest.raises(ProxyError, match="the proxy refused"):
        status_through(f"http://{credential}{address}", secure_server, authority)
    assert secure_server.handshakes == 0


def test_a_proxy_does_not_vouch_for_the_service(proxy: str, secure_server: RawServer) -> None:
    with pytest.raises(TlsError, match="ca_bundle"):
        status_through(proxy, secure_server, trustme.CA())
    assert not secure_server.requests
