"""The fixture in tests of other people's projects."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

GUIDES = Path(__file__).parent.parent / "docs"

USERS_TESTS = """\
import sys

import pytest

seen = []

def test_nothing_is_loaded_before_somebody_asks():
    assert not [name for name in sys.modules if name.partition(".")[0] == "modelarts"]

@pytest.mark.parametrize("time", [1, 2])
def test_each_test_has_an_emulator_of_its_own(modelarts_emulator, time):
    from modelarts.client import DatasetApi

    assert modelarts_emulator.requests == []
    modelarts_emulator.add_task("t", states=["SUCCESS"])
    with modelarts_emulator.create_client() as client:
        assert DatasetApi(client).get_task_status(task_id="t")["status"] == "SUCCESS"
    seen.append(modelarts_emulator)

def test_it_is_closed_afterwards():
    assert [repr(emulator) for emulator in seen] == ["Emulator(closed)"] * 2
"""

USERS_CODE = """\
from modelarts.client import DatasetApi

def my_code(client, task_id):
    response = DatasetApi(client).get_task_status(task_id=task_id)
    while not response.is_done:
        response = DatasetApi(client).get_task_status(task_id=task_id)
    return response["status"]

"""


def run_pytest(folder: Path, *arguments: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-W", "error", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_pytest_finds_the_fixture_and_nothing_is_loaded_until_it_is_used(tmp_path: Path) -> None:
    (tmp_path / "test_of_a_user.py").write_text(USERS_TESTS)
    assert "4 passed" in run_pytest(tmp_path)


def test_the_fixture_is_listed_with_what_it_is(tmp_path: Path) -> None:
    listed = run_pytest(tmp_path, "--fixtures", "-q").splitlines()
    place = next(number for number, line in enumerate(listed) if line.startswith("modelarts_emulator "))
    assert listed[place + 1].strip() == "Yields an empty emulator of ModelArts, which is closed after the test."
    documented = [line.split(" ")[0] for line in listed if line.startswith("modelarts_")]
    assert len(documented) == 4


@pytest.mark.parametrize("guide", ["testing.md", "testing.zh-CN.md"])
def test_the_tests_in_the_guide_pass(guide: str, tmp_path: Path) -> None:
    blocks = re.findall(r"```python\n(.*?)```", (GUIDES / guide).read_text(encoding="utf-8"), re.DOTALL)
    shown = [block for block in blocks if "modelarts_emulator" in block]
    assert len(shown) == 2
    for place, block in enumerate(shown):
        (tmp_path / f"test_{place}_of_the_guide.py").write_text(USERS_CODE + block)
    assert "2 passed" in run_pytest(tmp_path)


USERS_OPTIONS = """\
import os

import pytest

pytestmark = pytest.mark.modelarts_emulator(pace=3, region="cn-north-4")

@pytest.fixture
def modelarts_emulator_options(tmp_path):
    (tmp_path / "bucket1").mkdir()
    return {"root": tmp_path, "pace": 2, "clock": "manual"}

@pytest.fixture(scope="session")
def modelarts_session_emulator_options(tmp_path_factory):
    return {"root": tmp_path_factory.mktemp("obs"), "seed": 7}

@pytest.mark.modelarts_emulator(region="cn-south-1")
def test_the_marker_of_the_test_goes_first(modelarts_emulator, tmp_path):
    from modelarts.client import DatasetApi

    assert modelarts_emulator.region == "cn-south-1"
    assert modelarts_emulator.root == tmp_path.resolve()
    modelarts_emulator.add_task("t")
    with modelarts_emulator.create_client() as client:
        states = []
        for _ in range(4):
            states.append(DatasetApi(client).get_task_status(task_id="t").status)
            modelarts_emulator.advance(3)
    assert states == ["PENDING", "STARTED", "RUNNING", "SUCCESS"]

class TestOfAClass:
    pytestmark = pytest.mark.modelarts_emulator(region="cn-east-3")

    def test_the_marker_of_the_class_goes_before_that_of_the_module(self, modelarts_emulator):
        assert modelarts_emulator.region == "cn-east-3"

seen = []

@pytest.mark.parametrize("time", [1, 2])
def test_tests_share_the_emulator_of_the_session(modelarts_session_emulator, time):
    modelarts_session_emulator.add_task(f"t{time}")
    seen.append(modelarts_session_emulator)
    assert seen[0] is modelarts_session_emulator

def test_code_that_creates_its_own_client(modelarts_session_emulator):
    from modelarts import DatasetApi, config

    modelarts_session_emulator.reset()
    with modelarts_session_emulator.activate():
        assert DatasetApi(config.create_client()).query_dataset().dataset_count == 0
"""

WRONG_OPTIONS = """\
import pytest

@pytest.mark.modelarts_emulator("/tmp")
def test_by_position(modelarts_emulator):
    pass

@pytest.mark.modelarts_emulator(colour="red")
def test_an_unknown_option(modelarts_emulator):
    pass
"""


def test_the_fixtures_take_options(tmp_path: Path) -> None:
    (tmp_path / "test_of_a_user.py").write_text(USERS_OPTIONS)
    assert "5 passed" in run_pytest(tmp_path, "--strict-markers")


def test_wrong_options_are_named(tmp_path: Path) -> None:
    (tmp_path / "test_of_a_user.py").write_text(WRONG_OPTIONS)
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert ran.returncode == 1
    assert "the marker modelarts_emulator takes options by name, like modelarts_emulator(pace=0.01)" in ran.stdout
    assert "unexpected keyword argument 'colour'" in ran.stdout
