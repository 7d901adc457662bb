"""Requests go through a proxy, if the settings or the environment name one."""

from __future__ import annotations

import base64

import pytest

from modelarts import ConnectError, ProxyError, config
from modelarts.client import ApiClient, DatasetApi
from raw_server import PROJECT_ID, SUCCESS, TOKEN, RawServer, header, http, refused_url

PASSWORD = "fake-secret-for-tests"


def client_through(proxy: str | None, endpoint: str = "https://service.invalid", *, max_retries: int = 0) -> ApiClient:
    return config.create_client(
        token=TOKEN,
        endpoint=endpoint,
        region="cn-north-1",
        project_id=PROJECT_ID,
        proxy=proxy,
        max_retries=max_retries,
    )


def clear_text_client(proxy: str | None) -> ApiClient:
    with pytest.warns(UserWarning, match="clear text"):
        return client_through(proxy, "http://service.invalid")


@pytest.fixture(autouse=True)
def _warn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("modelarts.client.base_client._warned", set())


def test_a_proxy_of_the_settings_gets_the_request() -> None:
    with RawServer(http(SUCCESS)) as proxy:
        client = clear_text_client(proxy.url)
        assert DatasetApi(client).get_task_status(task_id="t")["status"] == "SUCCESS"
    assert proxy.requests[0].startswith(b"GET http://service.invalid/v1/")


def test_a_proxy_of_the_environment_gets_the_request(monkeypatch: pytest.MonkeyPatch) -> None:
    with RawServer(http(SUCCESS)) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("http_proxy", proxy.url)
        assert DatasetApi(clear_text_client(None)).get_task_status(task_id="t")["status"] == "SUCCESS"
    assert len(proxy.requests) == 1


def test_what_stays_on_this_machine_needs_no_proxy(server: RawServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    client = server.create_client(iam_endpoint=server.url, max_retries=0)
    assert DatasetApi(client).get_task_status(task_id="t")["status"] == "SUCCESS"


def test_what_no_proxy_names_needs_none(monkeypatch: pytest.MonkeyPatch) -> None:
    with RawServer(http(SUCCESS)) as proxy:
        for name in ("HTTP_PROXY", "http_proxy"):
            monkeypatch.setenv(name, proxy.url)
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.setenv(name, "other.invalid,service.invalid")
        with pytest.raises(ConnectError, match="can't be resolved"):
            DatasetApi(clear_text_client(None)).get_task_status(task_id="t")
    assert not proxy.requests


def test_a_proxys_password_is_sent_to_it_and_shown_nowhere() -> None:
    with RawServer(http(b"{}", 407)) as proxy:
        with_password = proxy.url.replace("http://", f"http://user:{PASSWORD}@")
        client = client_through(with_password)
        with pytest.raises(ProxyError) as caught:
            DatasetApi(client).get_task_status(task_id="t")
    expected = base64.b64encode(f"user:{PASSWORD}".encode()).decode()
    assert header(proxy.requests[0], "proxy-authorization") == f"Basic {expected}"
    shown = f"{caught.value} {caught.value.__dict__} {client!r}"
    assert PASSWORD not in shown
    assert expected not in shown


def test_a_password_of_the_environments_proxy_is_sent_to_it_and_shown_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    with RawServer(http(b"{}", 407)) as proxy:
        for name in ("HTTPS_PROXY", "https_proxy"):
            monkeypatch.setenv(name, proxy.url.replace("http://", f"http://user:{PASSWORD}@"))
        client = client_through(None)
        with pytest.raises(ProxyError) as caught:
            DatasetApi(client).get_task_status(task_id="t")
    expected = base64.b64encode(f"user:{PASSWORD}".encode()).decode()
    assert header(proxy.requests[0], "proxy-authorization") == f"Basic {expected}"
    shown = proxy.url.replace("http://", "http://***@")
    assert f"service.invalid:443 through the proxy {shown}" in str(caught.value)
    shown = f"{caught.value} {caught.value.__dict__} {client!r}"
    assert PASSWORD not in shown
    assert expected not in shown


@pytest.mark.parametrize("status", [403, 407, 502])
def test_a_proxy_that_refuses_to_connect_is_an_error_of_its_own_and_not_retried(status: int) -> None:
    with RawServer(http(b"no", status)) as proxy:
        with pytest.raises(ProxyError, match="the proxy refused") as caught:
            DatasetApi(client_through(proxy.url, max_retries=3)).get_task_status(task_id="t")
        assert proxy.requests[0].startswith(b"CONNECT service.invalid:443 ")
    assert isinstance(caught.value, ConnectionError)
    assert (caught.value.endpoint, caught.value.attempts) == ("service.invalid:443", 1)
    assert len(proxy.requests) == 1
    assert TOKEN.encode() not in proxy.requests[0]


@pytest.mark.parametrize("place", ["settings", "environment"])
def test_a_proxy_that_refuses_connections_is_named(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy = refused_url()
    if place == "environment":
        for name in ("HTTPS_PROXY", "https_proxy"):
            monkeypatch.setenv(name, proxy)
    client = client_through(proxy if place == "settings" else None, max_retries=1)
    with pytest.raises(ConnectError, match=f"service.invalid:443 through the proxy {proxy}") as caught:
        DatasetApi(client).get_task_status(task_id="t")
    assert caught.value.attempts == 2


def test_a_proxy_that_is_no_address_is_refused() -> None:
    with pytest.raises(ValueError, match="proxy: the address has no host"):
        client_through("http://[bad")
