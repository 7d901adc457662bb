"""TLS: whom a client trusts, and how it says why it doesn't."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import socket
import ssl
import subprocess
import sys
import threading
import time
import warnings
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

import raw_server
from modelarts import ConfigError, ConnectError, RequestTimeoutError, TlsError, config
from modelarts.client import AsyncDatasetApi, DatasetApi
from raw_server import PROJECT_ID, SECRET, TOKEN, RawServer, http
from time_limits import LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from modelarts.client import TaskStatus

NOW = datetime.now(timezone.utc)
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """An authority that is not trusted."""
    return trustme.CA()


@pytest.fixture
def bundle(authority: trustme.CA, tmp_path: Path) -> str:
    """A PEM file with that authority."""
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return str(path)


def serve(certificate: trustme.LeafCert, *steps: raw_server.Step) -> RawServer:
    """An HTTPS server that shows this certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return RawServer(*steps, tls=context)


@pytest.fixture
def https(authority: trustme.CA) -> Iterator[RawServer]:
    """An HTTPS server whose certificate is in order."""
    with serve(authority.issue_cert("127.0.0.1", "localhost")) as server:
        yield server


def get_status(server: RawServer, **settings: Any) -> TaskStatus:
    with server.create_client(timeout=20, **settings) as client:
        return DatasetApi(client).get_task_status(task_id="t")


def refuse(server: RawServer, **settings: Any) -> TlsError:
    """The exception of a call that must never reach the server; no connection is tried twice."""
    began = time.monotonic()
    with pytest.raises(TlsError) as caught:
        get_status(server, max_retries=3, **settings)
    assert time.monotonic() - began < LIMIT
    error = caught.value
    assert server.requests == []
    assert server.handshakes == 1
    assert error.attempts == 1
    assert error.endpoint == f"127.0.0.1:{server.port}"
    assert error.endpoint in str(error)
    assert "TLS" in str(error)
    assert "\n" not in str(error)
    assert TOKEN not in f"{error!s} {error.__dict__}"
    return error


def test_a_tls_error_is_a_connection_error() -> None:
    assert issubclass(TlsError, ConnectError)
    assert issubclass(TlsError, ConnectionError)


def test_ca_bundle_is_trusted(https: RawServer, bundle: str) -> None:
    assert get_status(https, ca_bundle=bundle)["status"] == "SUCCESS"
    assert raw_server.header(https.requests[0], "X-Auth-Token") == TOKEN


def test_ca_bundle_is_trusted_by_the_async_face_too(https: RawServer, bundle: str) -> None:
    with https.create_client(ca_bundle=bundle) as client:
        assert asyncio.run(AsyncDatasetApi(client).get_task_status(task_id="t"))["status"] == "SUCCESS"


def test_ca_bundle_may_be_a_path(https: RawServer, bundle: str) -> None:
    from pathlib import Path

    assert get_status(https, ca_bundle=Path(bundle))["status"] == "SUCCESS"


@pytest.mark.parametrize("variable", ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"])
def test_the_usual_variables_name_a_bundle(
    variable: str, https: RawServer, bundle: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, bundle)
    assert get_status(https)["status"] == "SUCCESS"


def test_ca_bundle_goes_before_the_variables(
    https: RawServer, bundle: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.pem"
    trustme.CA().cert_pem.write_to_path(str(other))
    monkeypatch.setenv("SSL_CERT_FILE", str(other))
    assert get_status(https, ca_bundle=bundle)["status"] == "SUCCESS"


def test_an_intermediate_that_the_server_sends_is_followed_to_the_bundle(authority: trustme.CA, bundle: str) -> None:
    with serve(authority.create_child_ca().issue_cert("127.0.0.1")) as server:
        assert get_status(server, ca_bundle=bundle)["status"] == "SUCCESS"


@pytest.mark.parametrize("how", ["nothing", "another authority"])
def test_an_unknown_authority_is_an_error_that_names_it_and_the_setting_that_would_trust_it(
    how: str, https: RawServer, tmp_path: Path
) -> None:
    settings = {}
    if how == "another authority":
        trustme.CA().cert_pem.write_to_path(str(tmp_path / "other.pem"))
        settings["ca_bundle"] = str(tmp_path / "other.pem")
    text = str(refuse(https, **settings))
    assert "unknown" in text.lower()
    assert "ca_bundle" in text


@contextlib.contextmanager
def self_signed(file: Path, *, authority: bool) -> Iterator[RawServer]:
    """An HTTPS server with a certificate that vouches for itself, which is in the file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "self")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), NOW - DAY, NOW + DAY)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    both = file.with_suffix(".key")
    both.write_bytes(private + pem)
    file.write_bytes(pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    with RawServer(tls=context) as server:
        yield server


def test_a_self_signed_certificate_is_an_error_that_names_the_setting_which_trusts_it(tmp_path: Path) -> None:
    file = tmp_path / "self.pem"
    with self_signed(file, authority=False) as server:
        assert "ca_bundle" in str(refuse(server))
    with self_signed(file, authority=False) as server:
        assert get_status(server, ca_bundle=file)["status"] == "SUCCESS"


@pytest.mark.parametrize("trusted", [False, True])
def test_an_authoritys_own_certificate_is_an_error_that_says_why_no_setting_helps(
    trusted: bool, tmp_path: Path
) -> None:
    file = tmp_path / "self.pem"
    with self_signed(file, authority=True) as server:
        text = str(refuse(server, **({"ca_bundle": file} if trusted else {})))
    assert "CA:TRUE" in text
    assert "have one issued for this host" in text


@pytest.mark.parametrize("content", [None, "", "no certificate"])
def test_a_file_of_roots_that_has_none_is_an_error_before_anything_is_sent(
    content: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "roots.pem"
    if content is not None:
        file.write_text(content)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with pytest.raises(ConfigError, match="name a PEM file with the certificates to trust") as caught:
        config.create_client(token=TOKEN, region="cn-north-1", project_id=PROJECT_ID)
    assert f"{file}, which SSL_CERT_FILE names, " in str(caught.value)


def test_where_nothing_is_encrypted_no_roots_are_needed(
    tmp_path: Path, server: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "missing.pem"))
    assert get_status(server, iam_endpoint=server.url)["status"] == "SUCCESS"


def test_a_certificate_for_another_host_is_an_error_that_says_so(authority: trustme.CA, bundle: str) -> None:
    with serve(authority.issue_cert("modelarts.example.com")) as server:
        text = str(refuse(server, ca_bundle=bundle))
    assert "127.0.0.1" in text
    assert "not valid for" in text.lower()
    assert "modelarts.example.com" in text
    assert "endpoint" in text


def test_an_expired_certificate_is_an_error_that_says_so(authority: trustme.CA, bundle: str) -> None:
    certificate = authority.issue_cert("127.0.0.1", not_before=NOW - 9 * DAY, not_after=NOW - DAY)
    with serve(certificate) as server:
        text = str(refuse(server, ca_bundle=bundle)).lower()
    assert "its certificate has expired" in text
    assert "set this machine's clock" in text


def test_a_certificate_that_is_not_valid_yet_is_an_error_that_says_so(authority: trustme.CA, bundle: str) -> None:
    certificate = authority.issue_cert("127.0.0.1", not_before=NOW + DAY, not_after=NOW + 9 * DAY)
    with serve(certificate) as server:
        text = str(refuse(server, ca_bundle=bundle)).lower()
    assert "its certificate is not valid yet" in text
    assert "set this machine's clock" in text


def test_no_text_of_a_tls_error_is_a_debug_form(authority: trustme.CA, bundle: str, https: RawServer) -> None:
    texts = [str(refuse(https))]
    for certificate in (
        authority.issue_cert("modelarts.example.com"),
        authority.issue_cert("127.0.0.1", not_before=NOW - 9 * DAY, not_after=NOW - DAY),
    ):
        with serve(certificate) as server:
            texts.append(str(refuse(server, ca_bundle=bundle)))
    for text in texts:
        for debug in ("UnknownIssuer", "NotValidForName", "UnixTime", "IpAddress(", "DnsName(", "Expired", "{"):
            assert debug not in text


def test_a_server_that_speaks_no_tls_is_no_success_and_gets_no_token() -> None:
    received = bytearray()

    def answer_in_clear_text(listener: socket.socket) -> None:
        with listener.accept()[0] as conn:
            received.extend(conn.recv(65536))
            conn.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=answer_in_clear_text, args=(listener,))
        thread.start()
        port = listener.getsockname()[1]
        client = config.create_client(token=TOKEN, endpoint=f"https://127.0.0.1:{port}", region="cn-north-1")
        with pytest.raises(TlsError, match=f"127.0.0.1:{port}.*speaks TLS"):
            DatasetApi(client).get_task_status(PROJECT_ID, "t")
        thread.join(20)
    assert TOKEN.encode() not in received


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_tls_1_2_and_1_3_are_spoken(version: ssl.TLSVersion, authority: trustme.CA, bundle: str) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    context.minimum_version = context.maximum_version = version
    with RawServer(tls=context) as server:
        assert get_status(server, ca_bundle=bundle)["status"] == "SUCCESS"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what verify_ssl=False risks; another test's subject
            assert get_status(server, verify_ssl=False)["status"] == "SUCCESS"


def test_iam_is_verified_as_the_service_is(https: RawServer, server: RawServer) -> None:
    with pytest.raises(TlsError, match="fetching a token from IAM"):
        get_status(https, endpoint=server.url, iam_endpoint=https.url, username="u", password=SECRET)
    assert (https.requests, https.handshakes, server.handshakes) == ([], 1, 0)


@pytest.mark.parametrize("content", [None, b"", b"not a certificate", b"-----BEGIN CERTIFICATE-----\nAAAA\n"])
def test_a_bundle_that_can_not_be_used_is_an_error_that_names_it(
    content: bytes | None, tmp_path: Path, https: RawServer
) -> None:
    path = tmp_path / "bundle.pem"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigError, match="ca_bundle") as caught:
        https.create_client(ca_bundle=str(path))
    assert str(path) in str(caught.value)


TRUST_ANYBODY = f"""
import json, sys, warnings
from modelarts import config
from modelarts.client import DatasetApi
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    for _ in range(3):
        client = config.create_client(
            token="{TOKEN}", endpoint=sys.argv[1], region="cn-north-1", project_id="{PROJECT_ID}", verify_ssl=False
        )
        for _ in range(2):
            DatasetApi(client).get_task_status(task_id="t")
for warning in caught:
    print(warning.category.__name__, warning.filename, warning.message)
"""


@pytest.mark.parametrize("fault", ["unknown authority", "another host", "expired"])
def test_verify_ssl_false_accepts_any_certificate_and_warns_once_a_process(fault: str, authority: trustme.CA) -> None:
    certificate = {
        "unknown authority": lambda: authority.issue_cert("127.0.0.1"),
        "another host": lambda: authority.issue_cert("modelarts.example.com"),
        "expired": lambda: authority.issue_cert("127.0.0.1", not_before=NOW - 9 * DAY, not_after=NOW - DAY),
    }[fault]()
    with serve(certificate) as server:
        ran = subprocess.run(
            [sys.executable, "-c", TRUST_ANYBODY, server.url], capture_output=True, text=True, timeout=60, check=False
        )
        assert (ran.returncode, ran.stderr) == (0, "")
        assert len(server.requests) == 6
    shown = ran.stdout.splitlines()
    assert len(shown) == 1
    category, shown_at, text = shown[0].split(" ", 2)
    assert category.endswith("Warning")
    assert shown_at == "<string>"  # the line of the user's program
    assert "verify_ssl" in text
    assert "read" in text


def test_verify_ssl_on_is_silent(https: RawServer, bundle: str) -> None:
    # Warnings are errors here.
    assert get_status(https, ca_bundle=bundle, verify_ssl=True)["status"] == "SUCCESS"


def test_a_connection_that_breaks_after_the_handshake_is_repeated_as_any(authority: trustme.CA, bundle: str) -> None:
    with serve(authority.issue_cert("127.0.0.1"), raw_server.close(), http()) as server:
        assert get_status(server, ca_bundle=bundle)["status"] == "SUCCESS"
        assert len(server.requests) == 2


def test_a_handshake_that_never_ends_ends_with_the_connect_timeout_or_the_deadline(server: RawServer) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"https://127.0.0.1:{listener.getsockname()[1]}"
        for settings in ({"connect_timeout": 0.3, "timeout": 60}, {"timeout": 0.3}):
            with (
                server.create_client(endpoint=url, max_retries=0, **settings) as client,
                pytest.raises(RequestTimeoutError, match=r"timed out after .* while connecting") as caught,
            ):
                DatasetApi(client).get_task_status(task_id="t")
            assert caught.value.phase == "connecting"
            assert caught.value.elapsed is not None
            assert caught.value.elapsed < LIMIT
