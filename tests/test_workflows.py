"""The workflows of .github: what linters say of them, and that they name what the tools know."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from release.platforms import PLATFORMS, built_on

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def workflow(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / ".github" / "workflows" / name).read_text("utf-8"))
    return found


def steps_of(name: str) -> list[dict[str, Any]]:
    return [step for job in workflow(name)["jobs"].values() for step in job["steps"]]


def commands_of(job: dict[str, Any]) -> list[str]:
    return [line.strip() for step in job["steps"] for line in step.get("run", "").splitlines()]


@pytest.mark.parametrize(
    "linter", [["actionlint"], ["zizmor", "--offline", "--pedantic", "--quiet"]], ids=lambda it: it[0]
)
def test_a_linter_finds_nothing(linter: list[str]) -> None:
    beside = str(Path(sys.executable).parent)
    program = shutil.which(linter[0], path=os.pathsep.join([beside, os.environ["PATH"]]))
    if program is None:
        pytest.skip(f"{linter[0]} is not installed; `make workflows` installs it")
    command = [program, *linter[1:], *map(str, WORKFLOWS)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: str(path.name))
def test_each_action_is_named_by_a_commit_and_its_version(path: Path) -> None:
    used = re.findall(r"uses: (.*)", path.read_text("utf-8"))
    assert used
    wrong = [line for line in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)]
    assert wrong == []


def test_an_action_has_the_same_commit_everywhere() -> None:
    used = {step["uses"] for path in WORKFLOWS for step in steps_of(path.name) if "uses" in step}
    assert len(used) == len({action.partition("@")[0] for action in used})


def test_a_release_builds_every_platform_of_the_tools() -> None:
    jobs = workflow("release.yml")["jobs"]
    matrices = [jobs[name]["strategy"]["matrix"] for name in ("linux", "other-systems")]
    assert [matrix["platform"] for matrix in matrices] == [built_on("linux"), built_on("darwin") + built_on("win32")]
    assert {row["platform"]: row["target"] for matrix in matrices for row in matrix["include"]} == {
        name: platform.target for name, platform in PLATFORMS.items()
    }


def test_every_wheel_of_a_release_is_tried_before_it_is_published() -> None:
    jobs = workflow("release.yml")["jobs"]
    tried = {wheels for job in ("try", "try-musl") for wheels in jobs[job]["strategy"]["matrix"]["wheels"]}
    assert tried == set(PLATFORMS)
    assert set(jobs["publish"]["needs"]) == set(jobs) - {"publish", "announce"}


def test_the_tools_build_and_check_every_wheel_of_a_release() -> None:
    jobs = workflow("release.yml")["jobs"]
    for name in ("linux", "other-systems"):
        commands = commands_of(jobs[name])
        built = [line for line in commands if "wheels.py" in line]
        assert [line.split(" --")[0] for line in built] == ['python tools/wheels.py "$PLATFORM"'] * 2
        assert not any("maturin build" in line for line in commands)


@pytest.mark.parametrize(
    ("name", "job", "artifact"), [("ci.yml", "python", "wheel"), ("release.yml", "test", "dist-manylinux-x86_64")]
)
def test_the_whole_suite_runs_on_a_built_wheel(name: str, job: str, artifact: str) -> None:
    tested = workflow(name)["jobs"][job]
    fetched = [step["with"]["name"] for step in tested["steps"] if "download-artifact" in step.get("uses", "")]
    assert fetched == [artifact]
    assert commands_of(tested)[-3:] == [
        "python -m pip install -c constraints-dev.txt -r requirements-dev.txt",
        "python -m pip install --no-index --find-links dist modelarts",
        "python -m pytest -n auto",
    ]


def test_a_release_started_by_hand_has_its_changelog_checked_and_is_not_published() -> None:
    jobs = workflow("release.yml")["jobs"]
    assert not any("if" in step for step in jobs["changelog"]["steps"])
    assert jobs["publish"]["if"] == "github.event_name == 'push' && github.ref_type == 'tag'"


def test_only_a_tag_publishes_and_only_the_jobs_that_need_it_may_write() -> None:
    jobs = workflow("release.yml")["jobs"]
    assert "github.ref_type == 'tag'" in jobs["publish"]["if"]
    assert jobs["announce"]["needs"] == "publish"
    may_write = {name for name, job in jobs.items() if "write" in job.get("permissions", {}).values()}
    assert may_write == {"publish", "announce"}
    assert all(workflow(path.name)["permissions"] == {"contents": "read"} for path in WORKFLOWS)


def test_every_python_of_the_classifiers_is_tested() -> None:
    declared = re.findall(r'"Programming Language :: Python :: (3\.\d+)"', (ROOT / "pyproject.toml").read_text("utf-8"))
    jobs = workflow("ci.yml")["jobs"]
    assert jobs["python"]["strategy"]["matrix"]["python"] == [*declared, "3.14t"]
    assert jobs["source"]["strategy"]["matrix"] == {
        "system": ["macos-latest", "windows-latest"],
        "python": [declared[0], declared[-1]],
    }
    assert "python tools/wheels.py manylinux-x86_64 --interpreter python3.14t" in commands_of(jobs["wheel"])


def test_the_site_of_the_documentation_is_built_for_each_change() -> None:
    assert commands_of(workflow("ci.yml")["jobs"]["docs"]) == ["make docs"]
