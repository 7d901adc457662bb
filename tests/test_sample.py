"""The documented sample runs unchanged."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from modelarts import config
from modelarts.cli.quickstart import SAMPLE

if TYPE_CHECKING:
    from modelarts.emulator import Emulator

DOCUMENTED = """\
from modelarts import config
from modelarts.client import *
client = config.create_client(context="default")
datasetapi = DatasetApi(client)
resp = datasetapi.get_task_status(project_id="cbfb9585c5854926a411a3f5a984fc09", task_id="062ef90a-da4d-4af4-82ba-1523da57e78e")
"""  # noqa: E501 as the page has it
TASK_ID = "062ef90a-da4d-4af4-82ba-1523da57e78e"
ROOT = Path(__file__).parent.parent


def run_sample(**environment: str) -> dict[str, Any]:
    """Runs the sample as a script, in a process with nothing else in its environment."""
    script = DOCUMENTED + "import json\nprint(json.dumps(resp))\n"
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.stderr == ""
    response: dict[str, Any] = json.loads(ran.stdout)
    return response


def test_the_sample_runs_with_only_modelarts_config_set(emulator: Emulator, tmp_path: Path) -> None:
    emulator.add_task(TASK_ID, states=["SUCCESS"], result=[{"syncOrCheckoutsuccess": [{}]}])
    response = run_sample(MODELARTS_CONFIG=emulator.write_config(tmp_path))
    assert response == {"status": "SUCCESS", "result": [{"syncOrCheckoutsuccess": [{}]}]}


def test_the_sample_runs_with_only_the_file_in_the_home_folder(emulator: Emulator, home: Path) -> None:
    emulator.add_task(TASK_ID, states=["RUNNING"])
    folder = home / ".modelarts"
    folder.mkdir()
    emulator.write_config(folder)
    assert run_sample(HOME=str(home)) == {"status": "RUNNING", "result": []}


def test_the_sample_sends_what_the_page_documents(emulator: Emulator, tmp_path: Path) -> None:
    emulator.add_task(TASK_ID)
    run_sample(MODELARTS_CONFIG=emulator.write_config(tmp_path))
    token, status = emulator.requests
    assert (token["method"], token["path"]) == ("POST", "/v3/auth/tokens")
    assert token["body"]["auth"]["scope"] == {"project": {"name": "cn-north-1"}}
    assert token["body"]["auth"]["identity"]["password"]["user"]["domain"] == {"name": emulator.account}
    assert (status["method"], status["query"]) == ("GET", "")
    assert status["path"] == f"/v1/cbfb9585c5854926a411a3f5a984fc09/datasets/task/{TASK_ID}"


def test_the_vendors_own_configuration_file_is_read(emulator: Emulator, home: Path) -> None:
    # The file as the vendor's guide shows it; only the address is the emulator's.
    file = home / ".modelarts" / "config.json"
    file.parent.mkdir()
    user = {"account": emulator.account, "username": emulator.username, "password": emulator.password}
    file.write_text(
        json.dumps(
            {
                "contexts": [{"name": "default", "context": {"cluster": "cn-north-1", "user": "user1"}}],
                "clusters": [{"name": "cn-north-1", "cluster": {"region": "cn-north-1", "verify_ssl": "true"}}],
                "users": [{"name": "user1", "user": user}],
            }
        )
    )
    file.chmod(0o600)
    emulator.add_task(TASK_ID, states=["WAITING"])
    environment = {"HUAWEICLOUD_SDK_REGION_MODELARTS_CN_NORTH_1": emulator.url}
    environment["HUAWEICLOUD_SDK_IAM_ENDPOINT"] = emulator.url
    assert run_sample(HOME=str(home), **environment)["status"] == "WAITING"


def test_the_async_face_gives_the_same_response(emulator: Emulator) -> None:
    from modelarts.client import AsyncDatasetApi, DatasetApi

    emulator.add_task("t", script=[(0, "RUNNING")])
    with emulator.create_client() as client:
        response = asyncio.run(AsyncDatasetApi(client).get_task_status(emulator.project_id, "t"))
        assert response == DatasetApi(client).get_task_status(emulator.project_id, "t")


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_quickstart_and_readme_show_the_sample_word_for_word(page: str) -> None:
    assert SAMPLE == DOCUMENTED
    assert DOCUMENTED in (ROOT / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("module", ["modelarts.client", "modelarts.client.api"])
def test_a_star_import_brings_the_documented_names_and_no_more(module: str) -> None:
    names: dict[str, Any] = {}
    exec(f"from {module} import *", names)
    # pytest adds names with @ to the modules of an installed wheel: it rewrites the asserts of its plugins.
    imported = {name for name in names if not name.startswith("@")}
    assert imported - {"__builtins__"} == {"ApiClient", "ApiException", "AsyncDatasetApi", "DatasetApi"}


def test_quickstart_goes_from_pending_to_success_and_leaves_nothing_behind(home: Path, tmp_path: Path) -> None:
    command = shutil.which("modelarts", path=str(Path(sys.executable).parent))
    assert command
    ran = subprocess.run(
        [command, "quickstart"],
        env={"PATH": "", "HOME": str(home), "TMPDIR": str(tmp_path), "LC_ALL": "C"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    states = [line.split()[-1] for line in ran.stdout.splitlines() if " s  " in line]
    assert states == ["PENDING", "STARTED", "RUNNING", "SUCCESS"]
    assert all(f">>> {line}\n" in ran.stdout for line in DOCUMENTED.splitlines())
    assert '"createDatasetSuccess"' in ran.stdout
    assert ran.stderr == ""
    assert list(tmp_path.iterdir()) == []
    assert list(home.iterdir()) == []


def test_creating_a_client_opens_no_connection(emulator: Emulator) -> None:
    with emulator.create_client():
        pass
    config.create_client(token="fake-token-for-tests", endpoint="http://127.0.0.1:9").close()
    assert emulator.requests == []


def test_a_clients_repr_shows_where_it_goes_and_as_what_but_no_secret(emulator: Emulator, tmp_path: Path) -> None:
    client = config.create_client(emulator.write_config(tmp_path))
    shown = repr(client)
    assert "context='default'" in shown
    assert "region='cn-north-1'" in shown
    assert emulator.url in shown
    assert "credential='password'" in shown
    assert emulator.password not in shown
