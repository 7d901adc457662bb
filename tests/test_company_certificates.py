"""Certificates as the authorities of companies issue them: what works, and why something doesn't."""

from __future__ import annotations

import copy
import datetime as dt
import ipaddress
import itertools
import ssl
import warnings
from typing import TYPE_CHECKING, Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from modelarts import TlsError
from modelarts.client import DatasetApi
from raw_server import RawServer, http

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOW = dt.datetime.now(dt.timezone.utc)
DAY = dt.timedelta(days=1)
LOCALHOST = x509.SubjectAlternativeName([x509.DNSName("localhost")])


def common_name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def rsa_key(bits: int) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, bits)


KEYS: dict[str, Callable[[], Any]] = {
    "P-256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "P-384": lambda: ec.generate_private_key(ec.SECP384R1()),
    "P-521": lambda: ec.generate_private_key(ec.SECP521R1()),
    "Ed25519": ed25519.Ed25519PrivateKey.generate,
    "Ed448": ed448.Ed448PrivateKey.generate,
    "RSA 2048": lambda: rsa_key(2048),
    "RSA 1024": lambda: rsa_key(1024),
}


class Company:
    """An authority, and a server with a certificate that it issued."""

    def __init__(self, folder: Path, *, kind: str = "P-256", digest: Any = None) -> None:
        self._folder = folder
        self._digest = digest if kind not in ("Ed25519", "Ed448") else None
        self._key = KEYS[kind]()
        self._name = common_name("Company")
        self.bundle = folder / "ca.pem"
        extensions: list[x509.ExtensionType] = [x509.BasicConstraints(ca=True, path_length=None)]
        certificate = self._issue(self._name, self._key, extensions)
        self.bundle.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))

    def _child(self, begins: dt.datetime, ends: dt.datetime) -> tuple[Company, x509.Certificate]:
        """An authority below this one, and its certificate."""
        child = copy.copy(self)
        child._key, child._name = KEYS["P-256"](), common_name("Department")
        extensions: list[x509.ExtensionType] = [x509.BasicConstraints(ca=True, path_length=None)]
        return child, self._issue(child._name, child._key, extensions, begins, ends)

    def _issue(
        self,
        name: x509.Name,
        key: Any,
        extensions: list[x509.ExtensionType],
        begins: dt.datetime = NOW - DAY,
        ends: dt.datetime = NOW + 30 * DAY,
    ) -> x509.Certificate:
        builder = x509.CertificateBuilder().subject_name(name).issuer_name(self._name)
        builder = builder.public_key(key.public_key()).serial_number(x509.random_serial_number())
        builder = builder.not_valid_before(begins).not_valid_after(ends)
        for extension in extensions:
            builder = builder.add_extension(extension, critical=False)
        return builder.sign(self._key, self._digest)

    def serve(
        self,
        kind: str = "P-256",
        *extensions: x509.ExtensionType,
        ciphers: str = "DEFAULT",
        at_most: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3,
        clients: bool = False,
        algorithm: tuple[bytes, bytes] = (b"", b""),
        between: tuple[dt.datetime, dt.datetime] | None = None,
    ) -> RawServer:
        key = KEYS[kind]()
        pair = self._folder / "pair.pem"
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        issuer, chain = self, []
        if between is not None:
            issuer, certificate = self._child(*between)
            chain = [certificate]
        chain.insert(0, issuer._issue(common_name("localhost"), key, list(extensions or (LOCALHOST,))))
        ders = [certificate.public_bytes(serialization.Encoding.DER).replace(*algorithm) for certificate in chain]
        pair.write_text(private.decode() + "".join(map(ssl.DER_cert_to_PEM_cert, ders)))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_ciphers(f"{ciphers}:@SECLEVEL=0")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of versions that are too old
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = at_most
        context.load_cert_chain(pair)
        if clients:
            context.verify_mode = ssl.CERT_REQUIRED
            context.load_verify_locations(self.bundle)
        return RawServer(http(), tls=context)

    def call(self, server: RawServer) -> str | None:
        url = f"https://localhost:{server.port}"
        with server, server.create_client(endpoint=url, ca_bundle=self.bundle, max_retries=0) as client:
            return DatasetApi(client).get_task_status(task_id="t").status

    def refused(self, server: RawServer) -> str:
        with pytest.raises(TlsError) as caught:
            self.call(server)
        assert f"localhost:{server.port}" in str(caught.value)
        assert "self-signed" not in str(caught.value)
        return str(caught.value)


@pytest.mark.parametrize(
    ("authority", "server", "digest"),
    [
        ("P-256", "P-256", hashes.SHA256()),
        ("P-256", "P-521", hashes.SHA512()),
        ("P-384", "P-384", hashes.SHA512()),
        ("P-384", "P-256", hashes.SHA256()),
        ("P-256", "P-256", hashes.SHA512()),
        ("P-521", "P-521", hashes.SHA384()),
        ("P-521", "P-256", hashes.SHA512()),
        ("P-521", "P-521", hashes.SHA256()),
        ("P-521", "RSA 2048", hashes.SHA384()),
        ("RSA 2048", "P-384", hashes.SHA512()),
        ("Ed25519", "Ed25519", None),
    ],
)
def test_the_usual_kinds_of_keys_and_digests_are_verified(
    authority: str, server: str, digest: Any, tmp_path: Path
) -> None:
    company = Company(tmp_path, kind=authority, digest=digest)
    assert company.call(company.serve(server)) == "SUCCESS"


@pytest.mark.parametrize(
    ("authority", "digest", "said"),
    [
        ("RSA 2048", hashes.SHA224(), "signed with SHA-224 and RSA, "),
        ("P-521", hashes.SHA224(), "signed with SHA-224 and ECDSA, "),
        ("Ed448", None, "signed with Ed448, "),
        ("RSA 1024", hashes.SHA256(), "RSA keys need 2048 to 8192 bits"),
    ],
)
def test_a_signature_that_is_not_verified_is_named(authority: str, digest: Any, said: str, tmp_path: Path) -> None:
    company = Company(tmp_path, kind=authority, digest=digest)
    assert said in company.refused(company.serve())


@pytest.mark.parametrize(
    ("authority", "replaced", "by", "said"),
    [
        ("RSA 2048", "2a864886f70d01010b", "2a864886f70d010105", "signed with SHA-1 and RSA, "),
        ("RSA 2048", "2a864886f70d01010b", "2a864886f70d010104", "signed with MD5 and RSA, "),
        ("P-256", "2a8648ce3d040302", "2a811ccf55018375", "signed with SM2 with SM3, "),
        ("P-256", "2a8648ce3d040302", "2a864886f70d0102", "signed with 1.2.840.113549.1.2, "),
    ],
)
def test_a_signature_that_python_can_not_make_is_named_too(
    authority: str, replaced: str, by: str, said: str, tmp_path: Path
) -> None:
    company = Company(tmp_path, kind=authority, digest=hashes.SHA256())
    assert said in company.refused(company.serve(algorithm=(bytes.fromhex(replaced), bytes.fromhex(by))))


def test_a_key_that_is_too_short_is_named(tmp_path: Path) -> None:
    company = Company(tmp_path, digest=hashes.SHA256())
    assert "RSA keys need 2048 to 8192 bits" in company.refused(company.serve("RSA 1024"))


@pytest.mark.parametrize(
    ("extensions", "said"),
    [
        ([x509.BasicConstraints(ca=False, path_length=None)], "have one issued with subjectAltName=DNS:localhost"),
        ([x509.SubjectAlternativeName([x509.DNSName("other.example")])], "only for other.example;"),
        ([LOCALHOST, x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH])], "not for servers"),
        ([LOCALHOST, x509.BasicConstraints(ca=True, path_length=None)], "CA:TRUE"),
    ],
)
def test_what_is_wrong_with_a_certificate_is_named(
    extensions: list[x509.ExtensionType], said: str, tmp_path: Path
) -> None:
    company = Company(tmp_path, digest=hashes.SHA256())
    assert said in company.refused(company.serve("P-256", *extensions))


NOTHING_IN_COMMON = "no cipher or kind of key in common"


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"ciphers": "ECDHE-ECDSA-AES256-SHA384", "at_most": ssl.TLSVersion.TLSv1_2}, NOTHING_IN_COMMON),
        ({"kind": "RSA 2048", "ciphers": "AES256-GCM-SHA384", "at_most": ssl.TLSVersion.TLSv1_2}, NOTHING_IN_COMMON),
        ({"kind": "P-521", "at_most": ssl.TLSVersion.TLSv1_2}, NOTHING_IN_COMMON),
        ({"kind": "Ed448"}, NOTHING_IN_COMMON),
        ({"kind": "RSA 2048", "at_most": ssl.TLSVersion.TLSv1_1}, "it supports neither TLS 1.2 nor TLS 1.3"),
    ],
)
def test_a_server_without_a_common_cipher_is_distinguished_from_one_without_tls(
    settings: dict[str, Any], said: str, tmp_path: Path
) -> None:
    company = Company(tmp_path, digest=hashes.SHA256())
    text = company.refused(company.serve(**settings))
    assert said in text
    assert ("TLS 1.2 with ECDHE" in text) == (said == NOTHING_IN_COMMON)
    assert "an address that speaks TLS" not in text


@pytest.mark.parametrize("at_most", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_a_server_that_requires_a_certificate_of_the_client_is_an_error_that_says_so(
    at_most: ssl.TLSVersion, tmp_path: Path
) -> None:
    company = Company(tmp_path, digest=hashes.SHA256())
    text = company.refused(company.serve(at_most=at_most, clients=True))
    assert "certificate of the client" in text
    assert "doesn't send" in text


@pytest.mark.parametrize("digest", [hashes.SHA256(), hashes.SHA384(), hashes.SHA512()])
@pytest.mark.parametrize("kind", ["P-256", "P-384", "P-521"])
def test_a_certificate_of_another_authority_with_the_same_name_is_refused(
    kind: str, digest: Any, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "own").mkdir()
    other = Company(tmp_path / "other", kind=kind, digest=digest)
    own = Company(tmp_path / "own", kind=kind, digest=digest)
    text = own.refused(other.serve())
    assert "wrong signature" in text or "unknown authority" in text
    assert other.call(other.serve()) == "SUCCESS"


@pytest.mark.parametrize(
    ("kind", "at_most"),
    [
        *itertools.product(["P-256", "P-384", "Ed25519", "RSA 2048"], [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3]),
        ("P-521", ssl.TLSVersion.TLSv1_3),
    ],
)
def test_a_handshake_with_each_kind_of_key(kind: str, at_most: ssl.TLSVersion, tmp_path: Path) -> None:
    company = Company(tmp_path, digest=hashes.SHA256())
    assert company.call(company.serve(kind, at_most=at_most)) == "SUCCESS"


def test_a_certificate_for_an_address_is_for_no_name(tmp_path: Path) -> None:
    company = Company(tmp_path, digest=hashes.SHA256())
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("10.0.0.1"))])
    assert "not valid for localhost, only for 10.0.0.1;" in company.refused(company.serve("P-256", names))


@pytest.mark.parametrize(("begins", "ends", "said"), [(-9, -1, "has expired"), (1, 9, "is not valid yet")])
def test_an_authority_between_that_is_not_valid_is_named(begins: int, ends: int, said: str, tmp_path: Path) -> None:
    company = Company(tmp_path, digest=hashes.SHA256())
    text = company.refused(company.serve(between=(NOW + begins * DAY, NOW + ends * DAY)))
    assert f"its certificate {said}, or that of an authority above it" in text
