"""Temporary keys of the machine's agency, from its metadata service: the last in the chain."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from modelarts import ApiException, ConfigError, config
from modelarts.client import ApiClient, DatasetApi
from raw_server import PROJECT_ID, RawServer, Step, header, http, target

if TYPE_CHECKING:
    from collections.abc import Iterator

SECRET, SECURITY_TOKEN, SESSION = (
    "fake-secret-for-tests",
    "fake-token-for-tests-temporary",
    "fake-token-for-tests-session",
)
SESSION_ANSWER = http(SESSION)


def key(lives: float = 86_400, access: str = "AK-1", token: str = SECURITY_TOKEN) -> bytes:
    expires = datetime.now(timezone.utc) + timedelta(seconds=lives)
    credential = {
        "access": access,
        "secret": SECRET,
        "securitytoken": token,
        "expires_at": expires.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
    }
    return http(json.dumps({"credential": credential}))


@pytest.fixture
def metadata() -> Iterator[RawServer]:
    with RawServer() as server:
        yield server


@pytest.fixture
def client(metadata: RawServer, server: RawServer, monkeypatch: pytest.MonkeyPatch) -> ApiClient:
    """A client without a credential."""
    monkeypatch.setenv("MODELARTS_METADATA_ENDPOINT", metadata.url)
    return config.create_client(endpoint=server.url, project_id=PROJECT_ID, max_retries=0)


def get_status(client: ApiClient) -> object:
    return DatasetApi(client).get_task_status(task_id="t")


def test_the_agencys_key_signs_when_nothing_else_is_found(
    metadata: RawServer, server: RawServer, client: ApiClient
) -> None:
    metadata.script(SESSION_ANSWER, key())
    server.script(http(), http())
    assert metadata.requests == []
    assert "credential='agency'" in repr(client)
    get_status(client)
    get_status(client)
    session, asked = metadata.requests
    assert session.startswith(b"PUT /meta-data/latest/api/token HTTP/1.1\r\n")
    assert header(session, "X-Metadata-Token-Ttl-Seconds") == "21600"
    assert asked.startswith(b"GET /openstack/latest/securitykey HTTP/1.1\r\n")
    assert header(asked, "X-Metadata-Token") == SESSION
    for request in server.requests:
        assert header(request, "X-Security-Token") == SECURITY_TOKEN
        authorization = header(request, "Authorization") or ""
        assert authorization.startswith("SDK-HMAC-SHA256 Access=AK-1, SignedHeaders=")
        assert "x-security-token" in authorization


@pytest.mark.parametrize("status", [404, 405, 503])
def test_metadata_without_sessions_is_requested_without_one(
    status: int, metadata: RawServer, server: RawServer, client: ApiClient
) -> None:
    metadata.script(http("{}", status), key())
    server.script(http())
    get_status(client)
    assert header(metadata.requests[1], "X-Metadata-Token") is None


def test_a_key_that_expires_is_renewed(metadata: RawServer, server: RawServer, client: ApiClient) -> None:
    metadata.script(SESSION_ANSWER, key(lives=-1), SESSION_ANSWER, key(access="AK-2", token=f"{SECURITY_TOKEN}-2"))
    server.script(http(), http())
    get_status(client)
    get_status(client)
    assert len(metadata.requests) == 4
    assert "Access=AK-2," in (header(server.requests[1], "Authorization") or "")


def test_a_key_that_is_refused_is_renewed_once(metadata: RawServer, server: RawServer, client: ApiClient) -> None:
    metadata.script(SESSION_ANSWER, key(), SESSION_ANSWER, key(access="AK-2", token=f"{SECURITY_TOKEN}-2"))
    server.script(http("{}", 401), http())
    get_status(client)
    assert ["Access=AK-1," in (header(request, "Authorization") or "") for request in server.requests] == [True, False]


def test_a_refusal_that_stays_is_no_loop(metadata: RawServer, server: RawServer, client: ApiClient) -> None:
    metadata.script(SESSION_ANSWER, key(), SESSION_ANSWER, key(access="AK-2", token=f"{SECURITY_TOKEN}-2"))
    server.script(http("{}", 401), http("{}", 401))
    with pytest.raises(ApiException) as caught:
        get_status(client)
    assert caught.value.http_status == 401
    assert len(server.requests) == 2


def test_eight_threads_share_one_key(metadata: RawServer, server: RawServer, client: ApiClient) -> None:
    metadata.script(SESSION_ANSWER, key())
    server.script(*[http()] * 8)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: get_status(client), range(8)))
    assert len(metadata.requests) == 2
    assert len(server.requests) == 8


@pytest.mark.parametrize("answers", [(http("{}", 404), http("{}", 404)), (SESSION_ANSWER, http("{}", 404))])
def test_a_machine_without_an_agency_says_where_a_credential_was_looked_for(
    answers: tuple[Step, ...], metadata: RawServer, server: RawServer, client: ApiClient
) -> None:
    metadata.script(*answers)
    with pytest.raises(ConfigError) as caught:
        get_status(client)
    text = str(caught.value)
    for place in (
        "no credential was found",
        "arguments",
        ".modelarts/config.json",
        "HUAWEICLOUD_SDK_AK",
        "agency",
        "404",
    ):
        assert place in text
    assert server.requests == []


def test_no_metadata_service_at_all_says_so(monkeypatch: pytest.MonkeyPatch, server: RawServer) -> None:
    monkeypatch.setenv("MODELARTS_METADATA_ENDPOINT", "http://127.0.0.1:9")
    client = config.create_client(endpoint=server.url, project_id=PROJECT_ID)
    with pytest.raises(ConfigError, match=r"no credential was found.*127\.0\.0\.1:9"):
        get_status(client)


@pytest.mark.parametrize(
    "answer",
    [http("<html>"), http("null"), http('{"credential": {}}'), key().replace(b'"expires_at": "2', b'"expires_at": "x')],
)
def test_a_response_that_is_no_key_is_an_error_without_a_secret(
    answer: bytes, metadata: RawServer, server: RawServer, client: ApiClient
) -> None:
    metadata.script(SESSION_ANSWER, answer)
    with pytest.raises(Exception, match="metadata service") as caught:
        get_status(client)
    assert type(caught.value).__name__ == "DecodeError"
    assert SECRET not in str(caught.value)
    assert SECURITY_TOKEN not in str(caught.value)
    assert server.requests == []


def test_keys_are_not_requested_through_a_proxy(
    metadata: RawServer, server: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODELARTS_METADATA_ENDPOINT", metadata.url)
    metadata.script(SESSION_ANSWER, key())
    with RawServer(http()) as proxy:
        client = config.create_client(endpoint=server.url, project_id=PROJECT_ID, proxy=proxy.url)
        get_status(client)
    assert len(metadata.requests) == 2
    assert target(proxy.requests[0]).startswith(server.url)


def test_any_other_credential_goes_first(
    metadata: RawServer, server: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODELARTS_METADATA_ENDPOINT", metadata.url)
    monkeypatch.setenv("HUAWEICLOUD_SDK_AK", "AK-env")
    monkeypatch.setenv("HUAWEICLOUD_SDK_SK", SECRET)
    server.script(http())
    get_status(config.create_client(endpoint=server.url, project_id=PROJECT_ID))
    assert metadata.requests == []
