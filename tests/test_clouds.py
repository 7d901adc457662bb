"""Other clouds: their regions, private ones, and settings from clouds.yaml."""

from __future__ import annotations

import contextlib
import os
import pickle
import re
import signal
import ssl
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest
import trustme
import yaml

from modelarts import ConfigError, TlsError, config, yaml_reader
from modelarts.client import DatasetApi
from raw_server import RawServer, header, http
from time_limits import LIMIT

if TYPE_CHECKING:
    from pathlib import Path

    from modelarts.client import ApiClient
    from modelarts.emulator import Emulator

SECRET = "fake-secret-for-tests"
OTC = f"""
# as in the documentation
clouds:
  otc:
    profile: otc
    region_name: eu-de
    auth: &login
      auth_url: https://iam.{{region_name}}.otc.t-systems.com/v3
      username: user
      password: {SECRET}
      user_domain_name: OTC-EU-DE-000000000010000XXXXX
      project_name: eu-de_project
    interface: public
    identity_api_version: 3
  other:
    region_name: eu-de
    verify: false
    cacert: ~/ca.pem
    auth:
      <<: *login
      project_id: 0123456789
"""


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(0o600)
    return path


def described(client: ApiClient) -> dict[str, Any]:
    return client._core.describe()


def test_a_cloud_of_clouds_yaml_is_a_source_of_settings(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(home / ".config/openstack/clouds.yaml", OTC)
    monkeypatch.setenv("OS_CLOUD", "otc")
    client = config.create_client()
    settings = described(client)
    assert (client.region, client.endpoint) == ("eu-de", "https://modelarts.eu-de.otc.t-systems.com")
    assert settings["iam_endpoint"] == "https://iam.eu-de.otc.t-systems.com"
    assert (settings["project_name"], settings["signature"]) == ("eu-de_project", "derived")
    origins = client._core.origins()
    assert origins["project_name"] == f"{path}: clouds.otc.auth.project_name"
    assert origins["signature"] == "Open Telekom Cloud"
    assert SECRET not in f"{client!r}{settings}{origins}"


def test_numbers_are_text_as_they_are_written(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(home / ".config/openstack/clouds.yaml", OTC)
    monkeypatch.setenv("OS_CLOUD", "other")
    with pytest.warns(UserWarning, match="verify_ssl is off"):
        client = config.create_client()
    assert client.project_id == "0123456789"
    assert yaml.safe_load(OTC)["clouds"]["other"]["auth"]["project_id"] == "0123456789"
    assert yaml.safe_load("key: 0123") == {"key": 83}
    assert yaml_reader.read("key: 0123\nother: 1e3\nday: 2020-01-01") == {
        "key": "0123",
        "other": "1e3",
        "day": "2020-01-01",
    }
    assert yaml_reader.read("a: true\nb: ~\nc:\nd: 'no'") == {"a": True, "b": None, "c": None, "d": "no"}


def test_the_current_folder_comes_first(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(home / ".config/openstack/clouds.yaml", OTC)
    write(tmp_path / "clouds.yaml", "clouds: {here: {region_name: eu-west-0, auth: {token: t}}}")
    monkeypatch.chdir(tmp_path)
    assert config.create_client().region == "eu-west-0"


def test_pyyaml_is_needed_for_yaml_only(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(home / ".config/openstack/clouds.yaml", OTC)
    monkeypatch.setitem(sys.modules, "yaml", None)
    # A file that no setting names is ignored.
    assert config.create_client(region="eu-de").region == "eu-de"
    monkeypatch.setenv("OS_CLOUD", "otc")
    message = re.escape(f"{path} is YAML; to read it, install PyYAML (pip install PyYAML), or write the same as JSON")
    with pytest.raises(ConfigError, match=message):
        config.create_client()
    path.unlink()
    write(path.with_suffix(".json"), '{"clouds": {"otc": {"region_name": "eu-de", "auth": {"token": "t"}}}}')
    assert config.create_client().region == "eu-de"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"clouds:\n  otc:\n\tpassword: {SECRET}", "line 3, column 1: not YAML; YAML is indented with blanks"),
        (f"clouds:\n  otc:\n    password: *{SECRET}", "line 3, column 15: not YAML; a value that begins with * needs"),
        (f"clouds:\n  otc:\n    password: @{SECRET}", "line 3, column 15: not YAML; a value that begins with @ needs"),
        (f"clouds:\n  otc:\n    password: !{SECRET} x", "line 3, column 15: not YAML; a value that begins with ! "),
        (f"password: '{SECRET}", "not YAML; look for a missing colon, quote"),
        (f"password: {SECRET}\x07", "a character that YAML does not allow"),
        (f"password: !!int {SECRET}", "a value does not fit its tag"),
        ("[" * 100_000, "nested too deep"),
        ("clouds: " + "{a: " * 2000 + "}" * 2000, "nested too deep"),
        (f"- {SECRET}", "is a list, expected a mapping with clouds"),
        (f"clouds:\n  otc: {SECRET}", "clouds.otc: is text, expected a mapping with auth and region_name"),
        (f"clouds:\n  otc: {{auth: {{password: [{SECRET}], username: u}}}}", "clouds.otc.auth.password: is a list"),
        (f"clouds:\n  otc: {{auth: {{password: {SECRET}}}}}", "has password alone; a user needs username"),
    ],
)
def test_every_defect_is_named_with_file_and_place_and_without_secrets(
    home: Path, monkeypatch: pytest.MonkeyPatch, text: str, said: str
) -> None:
    path = write(home / ".config/openstack/clouds.yaml", text)
    monkeypatch.setenv("OS_CLOUD", "otc")
    with pytest.raises(ConfigError) as caught:
        config.create_client(region="eu-de")
    assert str(path) in str(caught.value)
    assert said in str(caught.value)
    assert SECRET not in str(caught.value)


def test_aliases_that_multiply_are_refused_in_time(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    levels = [f"l{level}: &l{level} [{', '.join([f'*l{level - 1}'] * 9)}]" for level in range(1, 10)]
    text = "\n".join(["l0: &l0 x", *levels, "clouds: {otc: {region_name: eu-de, auth: {token: t}}}"])
    write(home / ".config/openstack/clouds.yaml", text)
    began = time.monotonic()
    with pytest.raises(ConfigError, match=r"clouds\.yaml: .* is no value that settings can have"):
        config.create_client()
    assert time.monotonic() - began < LIMIT


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_ctrl_c_ends_reading_yaml(home: Path) -> None:
    many = "".join(f"  c{number}: {{auth: {{password: {SECRET}}}}}\n" for number in range(20_000))
    write(home / ".config/openstack/clouds.yaml", f"clouds:\n{many}")
    code = "from modelarts import config; print('ready', flush=True); config.create_client(region='eu-de')"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    _out, error = process.communicate(timeout=30)
    assert error.rstrip().endswith("KeyboardInterrupt")
    assert SECRET not in error


def private_cloud(emulator: Emulator, more: str = "") -> str:
    """A private cloud at the emulator, whose region no table lists."""
    return f"""
clouds:
  private:
    region_name: {emulator.region}
    modelarts_endpoint_override: {emulator.url}
    auth:
      auth_url: {emulator.url}/v3
      username: {emulator.username}
      user_domain_name: {emulator.account}
      project_name: {emulator.region}
    {more}
"""


def test_a_private_cloud_is_called_with_settings_from_clouds_yaml(emulator: Emulator, home: Path) -> None:
    folder = home / ".config/openstack"
    write(folder / "clouds.yaml", private_cloud(emulator))
    write(folder / "secure.yaml", f"clouds: {{private: {{auth: {{password: '{emulator.password}'}}}}}}")
    with config.create_client() as client:
        assert client.project_id is None
        assert DatasetApi(client).query_dataset().dataset_count == 0
    keys = f"ak: {emulator.access_key}\n    sk: {emulator.secret_key}"
    write(folder / "secure.yaml", "{}")
    write(folder / "clouds.yaml", private_cloud(emulator, f"{keys}\n    project_id: {emulator.project_id}"))
    with config.create_client(signature="derived") as client:
        assert DatasetApi(client).query_dataset().dataset_count == 0


def test_a_private_cloud_is_trusted_by_the_authority_that_clouds_yaml_names(home: Path) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(str(home / "ca.pem"))
    with RawServer(http(), tls=context) as server:
        cloud = f"{{region_name: eu-de, modelarts_endpoint_override: '{server.url}', token: {SECRET}, project_id: p"
        for more, is_trusted in [(", cacert: ~/ca.pem}", True), ("}", False)]:
            write(home / ".config/openstack/clouds.yaml", f"clouds: {{private: {cloud}{more}}}")
            with config.create_client(max_retries=0) as client:
                expected = contextlib.nullcontext() if is_trusted else pytest.raises(TlsError)
                with expected:
                    DatasetApi(client).get_task_status(task_id="t")


def test_a_pickled_client_reads_the_clouds_again(emulator: Emulator, home: Path) -> None:
    path = write(home / ".config/openstack/clouds.yaml", private_cloud(emulator, f"token: {SECRET}"))
    with config.create_client() as client:
        assert SECRET.encode() not in pickle.dumps(client)
        path.write_text(path.read_text().replace("token", "auth_token"))
        assert described(pickle.loads(pickle.dumps(client)))["credential"] == "token"


@pytest.mark.parametrize("form", ["plain", "derived", "v11"])
def test_the_emulator_accepts_each_form_of_the_signature(emulator: Emulator, form: str) -> None:
    with emulator.create_client("access_key", signature=form) as client:
        assert DatasetApi(client).query_dataset(search_content="ü x", limit=10).dataset_count == 0


@pytest.mark.parametrize(
    ("region", "beginning"),
    [
        ("cn-north-4", "SDK-HMAC-SHA256 Access=AK,"),
        ("eu-de", "SDK-HMAC-SHA256 Credential=AK/20"),
        ("eu-west-0", "SDK-HMAC-SHA256 Access=AK,"),
    ],
)
def test_the_cloud_chooses_the_form_on_the_wire(region: str, beginning: str) -> None:
    with (
        RawServer(http()) as server,
        config.create_client(
            access_key="AK", secret_key=SECRET, project_id="p", region=region, endpoint=server.url
        ) as client,
    ):
        DatasetApi(client).get_task_status(task_id="t")
        sent = header(server.requests[0], "Authorization")
    assert sent is not None
    assert sent.startswith(beginning)
    assert region != "eu-de" or re.search(r"Credential=AK/\d{8}///sdk_request,", sent)
