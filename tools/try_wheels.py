"""Installs the wheels of a folder into clean environments and tries them there; `make smoke` runs it.

    python tools/try_wheels.py python3.9 python3.14           Pythons of this machine
    python tools/try_wheels.py --root /srv/bullseye           the Python of another system, in a folder; needs root

pip selects the wheel, without an index, as it does for a user. A folder with another system comes from debootstrap; one
for another processor, from `debootstrap --arch arm64`, needs qemu-user-static.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# An emulated processor is some ten times slower.
SECONDS = 600


class TrialError(Exception):
    """A command that failed, with what it printed."""


def run(command: list[str]) -> tuple[str, float]:
    """Runs a command.

    Args:
        command: The program and its arguments.

    Returns:
        What it printed, and its seconds.

    Raises:
        TrialError: It failed, or took too long.
    """
    started = time.monotonic()
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise TrialError(f"{' '.join(command)}: {error}") from error
    if ran.returncode != 0:
        raise TrialError(f"{' '.join(command)} exited with {ran.returncode}: {(ran.stdout + ran.stderr).strip()}")
    return ran.stdout, time.monotonic() - started


def try_in(folder: str, python: str, prefix: list[str]) -> str:
    """Installs a wheel into an environment and runs `tests/smoke.py` in it.

    Args:
        folder: A folder with the wheels and `smoke.py`, as the commands see it.
        python: The interpreter.
        prefix: What comes before each command.

    Returns:
        What was installed and how long it took.

    Raises:
        TrialError: A command failed.
    """
    inside = f"{folder}/environment/bin/python"
    run([*prefix, python, "-m", "venv", f"{folder}/environment"])
    install = ["-m", "pip", "install", "--disable-pip-version-check", "--no-index", "--find-links", folder, "modelarts"]
    said, installing = run([*prefix, inside, *install])
    tried, trying = run([*prefix, inside, f"{folder}/smoke.py"])
    used = re.search(r"modelarts-[^/\s]+\.whl", said)
    return f"{used[0] if used else 'a wheel'}: installed in {installing:.1f} s, tried in {trying:.1f} s\n{tried}"


def trial(wheels: Path, python: str, system: str) -> str:
    """Tries the wheels with a Python of the system that is in a folder, `/` for this one."""
    prefix = [] if system == "/" else ["chroot", system]
    with tempfile.TemporaryDirectory(prefix="modelarts-", dir=Path(system) / "tmp") as folder:
        for wheel in wheels.glob("*.whl"):
            shutil.copy(wheel, folder)
        shutil.copy(ROOT / "tests" / "smoke.py", folder)
        return try_in(str(Path("/", Path(folder).relative_to(system))), python, prefix)


def main() -> int:
    """Tries the wheels in the environments that the command line names.

    Returns:
        The exit code: 0, or 1 if one of them failed.
    """
    parser = argparse.ArgumentParser(description="Installs wheels into clean environments and tries them there.")
    parser.add_argument("pythons", nargs="*", metavar="PYTHON", help="an interpreter, such as python3.9")
    parser.add_argument("--root", action="append", default=[], metavar="DIR", help="a folder with another system")
    parser.add_argument("--wheels", type=Path, default=ROOT / "dist", help="the folder with the wheels (default: dist)")
    arguments = parser.parse_args()
    if not list(arguments.wheels.glob("*.whl")):
        parser.error(f"no wheel in {arguments.wheels}: run `make wheels` first, or name a folder with --wheels")
    places = [("/", python) for python in arguments.pythons] + [(root, "python3") for root in arguments.root]
    if not places:
        parser.error("name a Python, such as python3.9, or a folder with --root")
    failed = False
    for system, python in places:
        name = python if system == "/" else f"{python} of {system}"
        try:
            print(f"{name}: {trial(arguments.wheels, python, system)}", end="", flush=True)
        except TrialError as error:
            failed = True
            print(f"{name}: FAILED: {error}", file=sys.stderr)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
