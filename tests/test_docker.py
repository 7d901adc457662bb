"""The Dockerfile, as far as it can be checked without a container: its lint, and what it runs."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCKERFILE = ROOT / "docker" / "Dockerfile"


def instruction(name: str) -> str:
    """What follows an instruction, with its continuation lines."""
    text = DOCKERFILE.read_text(encoding="utf-8").replace("\\\n", " ")
    (found,) = re.findall(rf"^{name} (.*)$", text, re.MULTILINE)
    return str(found)


def test_hadolint_finds_nothing() -> None:
    beside = str(Path(sys.executable).parent)
    hadolint = shutil.which("hadolint", path=os.pathsep.join([beside, os.environ["PATH"]]))
    if hadolint is None:
        pytest.skip("hadolint is not installed; requirements-dev.txt names it")
    ran = subprocess.run([hadolint, DOCKERFILE], capture_output=True, text=True, timeout=60, check=False)
    assert (ran.returncode, ran.stdout) == (0, "")


def test_what_it_runs_starts_and_is_healthy(tmp_path: Path) -> None:
    entry = json.loads(instruction("ENTRYPOINT"))
    assert entry[0] == "modelarts"
    health = json.loads(instruction("HEALTHCHECK").partition("CMD")[2])
    assert health[:2] == ["python", "-c"]
    # Later options replace earlier ones, as those of `docker run` do.
    options = [*entry[1:], "--port", "0", "--root", str(tmp_path)]
    with subprocess.Popen(
        [sys.executable, "-m", "modelarts", *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stderr
        lines = [process.stdout.readline() for _ in range(3)]
        url = lines[1].partition("=")[2].strip().removesuffix("/_emulator")
        code = health[2].replace("http://127.0.0.1:8080", url)
        assert code != health[2]
        healthy = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False)
        assert healthy.returncode == 0, healthy.stderr
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 0, err
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False).returncode != 0


def test_only_the_wheel_is_sent_to_the_builder() -> None:
    ignored = (ROOT / "docker" / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert [line for line in ignored if not line.startswith("#")] == ["*", "!target/wheels/*.whl"]
    assert "source=target/wheels," in instruction("RUN")
    assert "--no-index" in instruction("RUN")
