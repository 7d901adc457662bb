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
    place = next(number for number, line in enumerate(listed) if line.startswith("modelarts_emulator"))
    assert listed[place + 1].strip() == "Yields an empty emulator of ModelArts, which is closed after the test."


@pytest.mark.parametrize("guide", ["guide.md", "guide.zh-CN.md"])
def test_the_test_in_the_guide_passes(guide: str, tmp_path: Path) -> None:
    blocks = re.findall(r"```python\n(.*?)```", (GUIDES / guide).read_text(encoding="utf-8"), re.DOTALL)
    (shown,) = [block for block in blocks if "modelarts_emulator" in block]
    (tmp_path / "test_of_the_guide.py").write_text(USERS_CODE + shown)
    assert "1 passed" in run_pytest(tmp_path)
