"""Builds a wheel of the last commit in two folders and compares the two; `make reproduce` runs it."""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from release.platforms import PLATFORMS

ROOT = Path(__file__).resolve().parents[1]


class CompareError(Exception):
    """What is missing, or which command failed."""


def differences(first: Path, second: Path) -> list[str]:
    """Returns the names of files that differ between two wheels, or nothing."""
    if first.read_bytes() == second.read_bytes():
        return []
    with zipfile.ZipFile(first) as one, zipfile.ZipFile(second) as other:
        names = sorted({*one.namelist(), *other.namelist()})
        common = {*one.namelist()} & {*other.namelist()}
        changed = [name for name in names if name not in common or one.read(name) != other.read(name)]
    return changed or ["the order, times or compression of the files"]


def build(repository: Path, folder: Path, platform: str, profile: Path | None = None) -> Path:
    """Builds a wheel of the last commit in a folder of its own.

    Args:
        repository: The repository.
        folder: The folder, which is made.
        platform: The platform of the wheel.
        profile: The profile of an earlier build; another run of the workload gives other counts.

    Returns:
        The path of the wheel; a profile that was made is beside it.

    Raises:
        CompareError: git is missing, there is no clone of the repository here, or the build failed.
    """
    if shutil.which("git") is None:
        raise CompareError("git is missing: install it with the package manager of your system")
    if subprocess.run(["git", "clone", "--quiet", str(repository), str(folder)], check=False).returncode != 0:
        raise CompareError(f"git could not clone {repository}; the reason is above")
    command = [sys.executable, "tools/wheels.py", platform, "--out", str(folder / "dist")]
    command += ["--profile", str(profile)] if profile else []
    environment = {name: value for name, value in os.environ.items() if name != "CARGO_TARGET_DIR"}
    if subprocess.run(command, cwd=folder, env=environment, check=False).returncode != 0:
        raise CompareError("the wheel could not be built; the reason is above")
    (wheel,) = (folder / "dist").glob("*.whl")
    return wheel


def main() -> int:
    """Builds and compares.

    Returns:
        The exit code: 0 if the wheels are the same, 1 if they differ or could not be built.
    """
    parser = argparse.ArgumentParser(description="Builds a wheel of the last commit in two folders and compares them.")
    parser.add_argument("platform", nargs="?", default="manylinux-x86_64", choices=PLATFORMS)
    platform = parser.parse_args().platform
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory(prefix="another-folder-") as other:
        try:
            source = Path(one) / "source"
            first = build(ROOT, source, platform)
            profile = first.with_suffix(".profdata")
            # From the first clone, because there may be another commit in the repository by now.
            again = Path(other) / "deeper" / "source"
            second = build(source, again, platform, profile if profile.exists() else None)
        except CompareError as error:
            print(error, file=sys.stderr)
            return 1
        changed = differences(first, second)
        digest = hashlib.sha256(first.read_bytes()).hexdigest()
    if changed:
        print(f"the wheels differ in: {', '.join(changed)}", file=sys.stderr)
        return 1
    print(f"both wheels have the sha256 {digest}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
