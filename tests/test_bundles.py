"""Files and folders of certificates to trust, as people and systems have them."""

from __future__ import annotations

import base64
import contextlib
import os
import re
import signal
import ssl
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import trustme

from modelarts import ConfigError, config
from modelarts.client import DatasetApi
from raw_server import PROJECT_ID, TOKEN, RawServer, http

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

VARIABLES = ("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs FIFOs")


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def pem(authority: trustme.CA) -> str:
    return authority.cert_pem.bytes().decode()


@pytest.fixture(scope="module")
def other() -> str:
    return trustme.CA().cert_pem.bytes().decode()


@pytest.fixture
def https(authority: trustme.CA) -> Iterator[RawServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with RawServer(http(), tls=context) as server:
        yield server


def status(server: RawServer, **settings: Any) -> str | None:
    with server.create_client(max_retries=0, **settings) as client:
        return DatasetApi(client).get_task_status(task_id="t").status


def der(pem: str) -> bytes:
    return base64.b64decode("".join(pem.split("-----")[2].split()))


BROKEN = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
KEY = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"
FORMS: dict[str, Callable[[str, str], bytes]] = {
    "line ends of Windows": lambda pem, _: pem.replace("\n", "\r\n").encode(),
    "line ends of old Macs": lambda pem, _: pem.replace("\n", "\r").encode(),
    "a byte order mark": lambda pem, _: b"\xef\xbb\xbf" + pem.encode(),
    "blanks at the ends of lines": lambda pem, _: pem.replace("\n", " \t \n").encode(),
    "indented": lambda pem, _: pem.replace("\n", "\n    ").encode(),
    "text around it": lambda pem, other: f"# Firma\nsubject=CN\n{other}\n text é\n{pem}end".encode("latin-1"),
    "one long line": lambda pem, _: (
        f"-----BEGIN CERTIFICATE-----\n{base64.b64encode(der(pem)).decode()}\n-----END CERTIFICATE-----"
    ).encode(),
    "a broken one before it": lambda pem, _: (BROKEN + pem).encode(),
    "a private key before it": lambda pem, _: (KEY + pem).encode(),
    "DER": lambda pem, _: der(pem),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_bundle_is_read_however_it_was_saved(
    form: Callable[[str, str], bytes], pem: str, other: str, https: RawServer, tmp_path: Path
) -> None:
    path = tmp_path / "ca.pem"
    path.write_bytes(form(pem, other))
    assert status(https, ca_bundle=path) == "SUCCESS"


FOLDERS = {
    "hashed": ["5ed36f99.0", "README"],
    "hashed, of a second one": ["5ed36f99.1"],
    "names of certificates": ["company.crt", "x.txt"],
    "capitals": ["COMPANY.PEM"],
}


@pytest.mark.parametrize("names", FOLDERS.values(), ids=FOLDERS)
@pytest.mark.parametrize("named_by", ["argument", "REQUESTS_CA_BUNDLE", "SSL_CERT_DIR", "SSL_CERT_FILE"])
def test_a_folder_is_read_whatever_names_it(
    named_by: str, names: list[str], pem: str, https: RawServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in names:
        (tmp_path / name).write_text(pem if name == names[0] else "something else")
    (tmp_path / "folder.pem").mkdir()
    if named_by == "argument":
        assert status(https, ca_bundle=tmp_path) == "SUCCESS"
    else:
        monkeypatch.setenv(named_by, str(tmp_path))
        assert status(https) == "SUCCESS"


@pytest.mark.parametrize("name", VARIABLES)
def test_a_variable_that_is_empty_names_nothing(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "")
    settings = config.create_client(token=TOKEN, region="cn-north-1", project_id=PROJECT_ID)._core.describe()
    assert settings["ca_bundle"] is None


def test_the_settings_show_which_bundle_is_used_and_what_names_it(
    pem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ca.pem"
    path.write_text(pem)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    core = config.create_client(token=TOKEN, region="cn-north-1", project_id=PROJECT_ID)._core
    assert (core.describe()["ca_bundle"], core.origins()["ca_bundle"]) == (path, "SSL_CERT_FILE")


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_in_a_folder_are_followed_and_those_that_lead_nowhere_passed_over(
    pem: str, https: RawServer, tmp_path: Path
) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "ca.pem").write_text(pem)
    folder = tmp_path / "hashed"
    folder.mkdir()
    (folder / "5ed36f99.0").symlink_to("../real/ca.pem")
    (folder / "00000000.0").symlink_to("../real/gone.pem")
    assert status(https, ca_bundle=folder) == "SUCCESS"


def test_of_the_variables_one_that_is_right_is_enough(
    pem: str, https: RawServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "hashed"
    folder.mkdir()
    (folder / "5ed36f99.0").write_text(pem)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "gone.pem"))
    monkeypatch.setenv("SSL_CERT_DIR", os.pathsep.join(["", str(tmp_path / "gone"), str(folder)]))
    assert status(https) == "SUCCESS"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "it is empty"),
        ("-----BEGIN CERTIFICATE-----".encode("utf-16"), "it is UTF-16"),
        (b"-----BEGIN PKCS7-----\n", "openssl pkcs7 -print_certs"),
        (b"-----BEGIN PRIVATE KEY-----\n", "private key"),
        (b"-----BEGIN TRUSTED CERTIFICATE-----\n", "openssl x509 -in FILE -out NEW"),
        (BROKEN.encode(), "what it has between BEGIN CERTIFICATE and END CERTIFICATE is broken"),
        (b"0\x82 no certificate", "openssl pkcs12 -nokeys"),
        (b"nothing of the kind", "holds no certificate that can be read; name a PEM file"),
        (None, "does not exist"),
    ],
)
@pytest.mark.parametrize("named_by", ["ca_bundle", *VARIABLES])
def test_what_holds_no_certificate_is_named_with_what_names_it(
    named_by: str, content: bytes | None, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ca.pem"
    if content is not None:
        path.write_bytes(content)
    settings: dict[str, Any] = {"ca_bundle": path} if named_by == "ca_bundle" else {}
    if not settings:
        monkeypatch.setenv(named_by, str(path))
    with pytest.raises(ConfigError, match="name a PEM file") as caught:
        config.create_client(token=TOKEN, region="cn-north-1", project_id=PROJECT_ID, **settings)
    assert f"{path}, which {named_by} names, " in str(caught.value)
    assert said in str(caught.value)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize(
    ("name", "said"),
    [
        (None, "holds no certificate that can be read (none of its files is named as one)"),
        ("README", "holds no certificate that can be read (none of its files is named as one)"),
        ("5ed36f99.0", "5ed36f99.0 can't be read: "),
    ],
)
def test_a_folder_without_certificates_is_named_with_the_files_that_are_read(
    name: str | None, said: str, tmp_path: Path
) -> None:
    if name is not None:
        (tmp_path / name).symlink_to(name)  # in a circle, so that not even root can read it
    with pytest.raises(ConfigError, match=re.escape("*.pem, *.crt and *.cer")) as caught:
        config.create_client(token=TOKEN, region="cn-north-1", project_id=PROJECT_ID, ca_bundle=tmp_path)
    assert f"{tmp_path}, which ca_bundle names, " in str(caught.value)
    assert said in str(caught.value)


def test_a_file_that_can_not_be_read_does_not_hide_the_others_in_its_folder(
    pem: str, https: RawServer, tmp_path: Path
) -> None:
    (tmp_path / "a.pem").write_bytes(b"\xff\xfe")
    (tmp_path / "b.pem").mkdir()
    (tmp_path / "c.pem").write_text(pem)
    assert status(https, ca_bundle=tmp_path) == "SUCCESS"


def test_other_threads_go_on_while_a_bundle_is_read(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("needs FIFOs")
    os.mkfifo(tmp_path / "fifo")
    settings: dict[str, Any] = {"token": TOKEN, "region": "cn-north-1", "ca_bundle": tmp_path / "fifo"}

    def create() -> None:
        with contextlib.suppress(ConfigError):
            config.create_client(**settings)

    thread = threading.Thread(target=create)
    thread.start()
    counted = 0
    while thread.is_alive():
        time.sleep(0.01)
        counted += 1
    assert counted > 20


def test_the_variables_are_those_of_the_moment_in_which_a_client_is_made(
    pem: str, https: RawServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ca.pem"
    path.write_text(pem)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    with https.create_client() as client:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "gone.pem"))
        path.unlink()
        assert DatasetApi(client).get_task_status(task_id="t").status == "SUCCESS"


@POSIX
def test_a_pipe_is_read_to_its_end(pem: str, https: RawServer, tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)

    def write() -> None:
        with fifo.open("w") as file:
            for line in pem.splitlines(keepends=True):
                file.write(line)
                file.flush()
                time.sleep(0.01)

    thread = threading.Thread(target=write, daemon=True)
    thread.start()
    assert status(https, ca_bundle=fifo) == "SUCCESS"
    thread.join(20)


ENDLESS = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
from modelarts import config
print("begins", flush=True)
try:
    config.create_client(ca_bundle=sys.argv[1], token="tok-0123456", region="cn-north-1")
except (ValueError, KeyboardInterrupt) as error:
    print(type(error).__name__, error)
"""


def endless(path: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", ENDLESS, path], stdout=subprocess.PIPE, text=True)


@POSIX
@pytest.mark.parametrize("name", ["/dev/zero", "fifo", "folder"])
def test_a_bundle_without_end_is_an_error(name: str, tmp_path: Path) -> None:
    path = Path(name) if name == "/dev/zero" else tmp_path / "5ed36f99.0"
    if name != "/dev/zero":
        os.mkfifo(path)
    with endless(str(tmp_path if name == "folder" else path)) as process:
        output, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "ConfigError" in output
    assert ("10485760 bytes" if name == "/dev/zero" else "not written to its end within 2 s") in output


@POSIX
def test_ctrl_c_ends_the_reading_of_a_bundle(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    with endless(str(tmp_path / "fifo")) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begins\n"
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=30)
    assert "KeyboardInterrupt" in output
