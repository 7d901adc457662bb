"""clouds.yaml and secure.yaml, read as openstacksdk reads them."""

from __future__ import annotations

import importlib
import itertools
import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openstack.config import loader

from modelarts import config
from modelarts.client import DatasetApi
from raw_server import PROJECT_ID, TOKEN, RawServer, http

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.filterwarnings("ignore::Warning:openstack")

ISSUED = json.dumps({"token": {"expires_at": "2100-01-01T00:00:00.000000Z", "project": {"id": PROJECT_ID}}})
KEYS = ("username", "password", "user_domain_name", "project_name", "tenant_name", "domain_name")


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(0o600)
    return path


@pytest.fixture(scope="module")
def iam() -> Iterator[RawServer]:
    """An IAM that issues a token for each password, and the service, which answers."""
    steps = [http(ISSUED, 201, f"X-Subject-Token: {TOKEN}"), http()] * 300
    with RawServer(*steps) as running:
        yield running


PLACES = st.fixed_dictionaries({}, optional={key: st.just(True) for key in KEYS})


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(outer=PLACES, inner=PLACES, secure_outer=PLACES, secure_inner=PLACES)
def test_the_keys_that_count_are_those_of_openstacksdk(
    iam: RawServer,
    home: Path,
    outer: dict[str, bool],
    inner: dict[str, bool],
    secure_outer: dict[str, bool],
    secure_inner: dict[str, bool],
) -> None:
    def cloud(name: str, outer: dict[str, bool], inner: dict[str, bool]) -> dict[str, Any]:
        named = {key: f"{name}-outer-{key}" for key in outer}
        return {**named, "auth": {key: f"{name}-inner-{key}" for key in inner}}

    clouds = cloud("clouds", outer, inner)
    # What both clients need, so that there is an outcome to compare.
    clouds["auth"] = {"auth_url": f"{iam.url}/v3", "username": "u", "password": "p", **clouds["auth"]}
    clouds |= {"region_name": "cn-north-1", "modelarts_endpoint_override": iam.url}
    folder = home / ".config/openstack"
    files = {
        "clouds": write(folder / "clouds.yaml", yaml.safe_dump({"clouds": {"c": clouds}})),
        "secure": write(
            folder / "secure.yaml", yaml.safe_dump({"clouds": {"c": cloud("secure", secure_outer, secure_inner)}})
        ),
    }
    theirs = loader.OpenStackConfig(
        config_files=[str(files["clouds"])], secure_files=[str(files["secure"])], load_envvars=False
    ).get_one("c")
    with config.create_client() as client:
        DatasetApi(client).get_task_status(task_id="t")
    login = json.loads(iam.requests[-2].partition(b"\r\n\r\n")[2])["auth"]
    user = login["identity"]["password"]["user"]
    auth = theirs.config["auth"]
    assert user["name"] == auth["username"]
    assert user["password"] == auth["password"]
    # Without a domain openstacksdk sends none; this service needs one, and it is the user's then.
    assert user["domain"]["name"] == auth.get("user_domain_name", auth.get("domain_name", auth["username"]))
    assert login["scope"]["project"]["name"] == auth.get("project_name", "cn-north-1")


NAMES = [
    f"{folder}/clouds.{extension}"
    for folder in ("here", "xdg/openstack", ".config/openstack")
    for extension in ("yaml", "yml", "json")
]


@pytest.mark.parametrize("chosen", list(itertools.combinations(NAMES, 2)), ids=" ".join)
def test_the_file_that_counts_is_that_of_openstacksdk(
    home: Path, monkeypatch: pytest.MonkeyPatch, chosen: tuple[str, str]
) -> None:
    (home / "here").mkdir()
    for name in chosen:
        write(home / name, json.dumps({"clouds": {"c": {"region_name": "eu-de", "auth": {"token": "t"}}}}))
    monkeypatch.chdir(home / "here")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "xdg"))
    theirs = importlib.reload(loader).OpenStackConfig().config_filename
    assert theirs is not None
    ours = config.create_client()._core.origins()["region"].partition(": ")[0]
    assert (home / "here" / ours).resolve() == (home / "here" / theirs).resolve()


@pytest.mark.parametrize(
    ("variables", "clouds"),
    [
        ({}, ["a"]),
        ({"OS_CLOUD": "b"}, ["a", "b"]),
        ({"OS_REGION_NAME": "eu-de"}, ["a"]),
        ({"OS_USERNAME": "u", "OS_PASSWORD": "p"}, ["a"]),
        ({"OS_USERNAME": "u", "OS_PASSWORD": "p"}, ["a", "b"]),
    ],
)
def test_the_cloud_that_counts_is_that_of_openstacksdk(
    home: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], clouds: list[str]
) -> None:
    entry = {"region_name": "eu-de", "auth": {"token": "t"}}
    write(home / ".config/openstack/clouds.yaml", yaml.safe_dump({"clouds": dict.fromkeys(clouds, entry)}))
    for name, value in {"OS_PROJECT_NAME": "eu-de", **variables}.items():
        if "OS_USERNAME" in variables or name != "OS_PROJECT_NAME":
            monkeypatch.setenv(name, value)
    theirs = importlib.reload(loader).OpenStackConfig().default_cloud
    ours = config.create_client()._core.origins()["credential"]
    assert ours.startswith("the variables OS_*" if theirs == "envvars" else f'the cloud "{theirs}" in')
