"""Proxies as people write them into the environment: read once, and what can't be read is an error."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import socket
import threading
from typing import TYPE_CHECKING, Any

import pytest

from modelarts import ConfigError, ConnectError, ProxyError, config
from modelarts.client import ApiClient, AsyncDatasetApi, DatasetApi
from raw_server import PROJECT_ID, SUCCESS, TOKEN, RawServer, header, http

if TYPE_CHECKING:
    from collections.abc import Iterator

PASSWORD = "fake-secret-for-tests"
VARIABLES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "REQUEST_METHOD")
REFUSAL = "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n{}\r\n"


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def proxy() -> Iterator[RawServer]:
    with RawServer(http(SUCCESS)) as server:
        yield server


@pytest.mark.filterwarnings("ignore:http")
def client(endpoint: str = "http://service.invalid", **settings: Any) -> ApiClient:
    return config.create_client(
        token=TOKEN, endpoint=endpoint, region="cn-north-1", project_id=PROJECT_ID, max_retries=0, **settings
    )


def status(client: ApiClient) -> str | None:
    return DatasetApi(client).get_task_status(task_id="t").status


def lines(*methods: str) -> bytes:
    return REFUSAL.format("".join(f"Proxy-Authenticate: {method}\r\n" for method in methods)).encode()


# `{}` is replaced by host and port of the proxy.
FORMS = {
    "an address": ("http://{}", None),
    "without a scheme": ("{}", None),
    "in capitals": ("HTTP://{}", None),
    "blanks around it": ("  http://{}\t", None),
    "the line end of a file from Windows": ("http://{}\r", None),
    "a line end": ("http://{}\n", None),
    "a slash at the end": ("http://{}/", None),
    "in quotes": ('"http://{}"', None),
    "in single quotes and blanks": (" 'http://{}' ", None),
    "a byte order mark": ("\ufeffhttp://{}", None),
    "a password": ("http://u:p@{}", "u:p"),
    "a password without a scheme": ("u:p@{}", "u:p"),
    "an at sign in the password": ("http://u:p@q@{}", "u:p@q"),
    "a slash and a hash in the password": ("http://u:p/q#r?s@{}", "u:p/q#r?s"),
    "a domain in front of the user": ("http://DOMAIN\\u:p\\q@{}", "DOMAIN\\u:p\\q"),
    "a blank in the password": ("http://u:p q@{}", "u:p q"),
    "a Chinese password": ("http://u:密码@{}", "u:密码"),
    "a password that is percent-encoded": ("http://u:p%40%23q@{}", "u:p@#q"),
    "a percent sign alone": ("http://u:100%@{}", "u:100%"),
    "a user alone": ("http://u@{}", "u:"),
}


@pytest.mark.filterwarnings("ignore:http")
@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"])
@pytest.mark.parametrize(("form", "password"), FORMS.values(), ids=FORMS)
def test_a_proxy_is_used_however_it_is_written(
    form: str, password: str | None, variable: str, proxy: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, form.format(f"127.0.0.1:{proxy.port}"))
    assert status(client()) == "SUCCESS"
    sent = header(proxy.requests[0], "proxy-authorization")
    expected = password and f"Basic {base64.b64encode(password.encode()).decode()}"
    assert sent == expected


UNREADABLE = [
    "http://user:{}@",
    "http://user:{}@host:port",
    "http://user:{}@[host:1",
    "http://user:{}@host:1/proxy.pac",
    "http://user:{}@ho st:1",
    "http://user:{}\n@host:1",
    "http:/user:{}@host:1/",
    "ftp://user:{}@host:1",
    "quic://user:{}@host:1",
    '"http://user:{}@host:1',
    "PROXY user:{}@host:1; DIRECT",
]


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "https_proxy", "ALL_PROXY"])
@pytest.mark.parametrize("form", UNREADABLE)
def test_a_variable_that_cannot_be_read_is_an_error_that_names_it_and_shows_nothing_of_it(
    form: str, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, form.format(PASSWORD))
    with pytest.raises(ConfigError, match=rf"^{variable}: the address .*write http://HOST:PORT") as caught:
        client("https://service.invalid")
    assert PASSWORD not in f"{caught.value!r} {caught.value.__dict__}"


@pytest.mark.parametrize("form", UNREADABLE)
def test_the_setting_is_read_by_the_same_rules(form: str) -> None:
    with pytest.raises(ConfigError, match=r"^proxy: the address ") as caught:
        client("https://service.invalid", proxy=form.format(PASSWORD))
    assert PASSWORD not in f"{caught.value!r} {caught.value.__dict__}"


def test_a_service_on_this_machine_needs_no_variable_that_can_be_read(
    server: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://[bad")
    assert status(server.create_client(iam_endpoint=server.url)) == "SUCCESS"


@pytest.mark.filterwarnings("ignore:http")
@pytest.mark.parametrize(
    ("listed", "is_direct"),
    [
        ("service.invalid", True),
        ("SERVICE.invalid:80", True),
        ("service.invalid:81", False),
        (".invalid", True),
        ("*.invalid", True),
        ("vice.invalid", False),
        ("other, service.invalid\r\n", True),
        ("other service.invalid", True),
        ("*", True),
        ("http://service.invalid/", True),
        ("10.0.0.0/8", False),
    ],
)
def test_no_proxy_is_read_in_every_form(
    listed: str, is_direct: bool, proxy: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", proxy.url)
    monkeypatch.setenv("NO_PROXY", listed)
    if is_direct:
        with pytest.raises(ConnectError, match="can't be resolved"):
            status(client())
    else:
        assert status(client()) == "SUCCESS"
    assert len(proxy.requests) == (0 if is_direct else 1)


def test_an_entry_of_no_proxy_that_is_no_host_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy:1")
    monkeypatch.setenv("no_proxy", "a.example,10.0.0.0/99")
    with pytest.raises(ConfigError, match=r'^no_proxy: "10\.0\.0\.0/99" is not a host'):
        client("https://service.invalid")


@pytest.mark.filterwarnings("ignore:http")
def test_the_environment_is_read_when_a_client_is_made_and_never_again(
    proxy: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    direct = client()
    monkeypatch.setenv("HTTP_PROXY", proxy.url)
    through = client()
    monkeypatch.delenv("HTTP_PROXY")
    outcomes: list[object] = []

    def call_both() -> None:
        with pytest.raises(ConnectError, match="can't be resolved"):
            status(direct)
        outcomes.append(status(through))

    threads = [threading.Thread(target=call_both) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert asyncio.run(AsyncDatasetApi(through).get_task_status(task_id="t")).status == "SUCCESS"
    assert outcomes == ["SUCCESS"] * 3
    assert len(proxy.requests) == 4


@pytest.mark.filterwarnings("ignore:http")
@pytest.mark.parametrize(
    ("methods", "user", "said"),
    [
        (["NTLM", "Negotiate"], "", "methods NTLM, Negotiate, and this client has Basic only"),
        (["Kerberos"], f"u:{PASSWORD}@", "methods Kerberos, and this client has Basic only"),
        (['Basic realm="a, b", Digest realm="c"'], "", "methods Basic, Digest; write them into its address"),
        (["Basic realm=x", "NTLM"], f"u:{PASSWORD}@", "Basic, NTLM, and rejected the user and the password"),
        ([], "", "does not say by which method"),
        (["<b>, NTLM"], "", "methods NTLM, and"),
    ],
)
def test_the_error_names_the_methods_of_a_proxy_that_requires_a_password(
    methods: list[str], user: str, said: str, proxy: RawServer
) -> None:
    proxy.script(lines(*methods))
    refused = client("http://service.invalid", proxy=proxy.url.replace("http://", f"http://{user}"))
    with pytest.raises(ProxyError, match="the proxy refused") as caught:
        status(refused)
    assert said in str(caught.value)
    assert "407" in str(caught.value)
    assert PASSWORD not in str(caught.value)
    assert len(proxy.requests) == caught.value.attempts == 1


def test_a_refused_tunnel_is_an_error_of_the_proxy_and_not_tried_again(proxy: RawServer) -> None:
    proxy.script(lines("NTLM"))
    refused = client("https://service.invalid", proxy=proxy.url.replace("http://", f"http://u:{PASSWORD}@"))
    with pytest.raises(ProxyError, match=r"the proxy refused .*authorization required") as caught:
        status(refused)
    assert PASSWORD not in str(caught.value)
    assert len(proxy.requests) == caught.value.attempts == 1


def test_a_status_407_of_the_service_itself_is_its_response(server: RawServer) -> None:
    server.script(http(b"{}", 407))
    with pytest.raises(Exception, match="HTTP 407") as caught:
        status(server.create_client())
    assert not isinstance(caught.value, ConnectError)


class Socks:
    """A proxy that speaks SOCKS version 5 and leads every connection to one server."""

    def __init__(self, server: RawServer) -> None:
        self.asked: list[bytes] = []
        self._server = server
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                conn, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(conn,), daemon=True).start()

    def _serve(self, conn: socket.socket) -> None:
        with contextlib.suppress(OSError), conn:
            method = conn.recv(512)[2:3]
            conn.sendall(b"\x05" + method)
            if method == b"\x02":
                self.asked.append(conn.recv(600))
                conn.sendall(b"\x01\x00")
            self.asked.append(conn.recv(512))
            conn.sendall(b"\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x50")
            with socket.create_connection(("127.0.0.1", self._server.port)) as there:
                conn_to_there = threading.Thread(target=self._hand_on, args=(conn, there), daemon=True)
                conn_to_there.start()
                self._hand_on(there, conn)

    @staticmethod
    def _hand_on(source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)

    def close(self) -> None:
        self._listener.close()


@pytest.fixture
def socks(server: RawServer) -> Iterator[Socks]:
    proxy = Socks(server)
    yield proxy
    proxy.close()


@pytest.mark.filterwarnings("ignore:http")
@pytest.mark.parametrize("scheme", ["socks5h", "socks"])
def test_a_socks_proxy_resolves_names_and_gets_the_password(
    scheme: str, socks: Socks, server: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", f"{scheme}://u:p%40q@{socks.address}/")
    assert status(client()) == "SUCCESS"
    assert socks.asked == [b"\x01\x01u\x03p@q", b"\x05\x01\x00\x03\x0fservice.invalid\x00\x50"]
    assert server.requests[0].startswith(b"GET /v1/")
    assert header(server.requests[0], "proxy-authorization") is None


@pytest.mark.filterwarnings("ignore:http")
def test_names_are_resolved_here_for_a_socks_proxy_that_does_not(socks: Socks) -> None:
    assert status(client(f"http://{socket.gethostname()}:81", proxy=f"socks5://{socks.address}")) == "SUCCESS"
    assert socks.asked[0][:4] in (b"\x05\x01\x00\x01", b"\x05\x01\x00\x04")
    with pytest.raises(ConnectError, match="can't be resolved"):
        status(client(proxy=f"socks5://{socks.address}"))
