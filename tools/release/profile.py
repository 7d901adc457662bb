"""Counts how often a program runs each part of the module, for the compiler: profile-guided optimization.

The compiler then places together what runs often, and optimizes for size what never does. A profile is for one target
and one kind of Python; only the machine that runs a wheel can make its profile.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from release.build import BuildError, build
from release.https_service import https_service

if TYPE_CHECKING:
    from release.platforms import Platform

WORKLOAD = Path(__file__).with_name("workload.py")
CALLS = 20_000


def host() -> str:
    """Returns the target of rustc that is this machine.

    Raises:
        BuildError: rustc is missing.
    """
    if shutil.which("rustc") is None:
        raise BuildError("rustc is missing: install Rust from https://rustup.rs")
    said = subprocess.run(["rustc", "-vV"], capture_output=True, text=True, check=True).stdout
    (found,) = (line.removeprefix("host: ") for line in said.splitlines() if line.startswith("host: "))
    return found


def make_profile(root: Path, platform: Platform, interpreter: str | None, into: Path) -> None:
    """Builds a module that counts, runs the workload with it, and writes the profile.

    Args:
        root: The folder of the repository.
        platform: What to compile for; this machine.
        interpreter: A free-threaded Python, if the wheel is for one.
        into: The file for the profile.

    Raises:
        BuildError: llvm-profdata is missing, the build failed, or the workload did.
    """
    merge = llvm_profdata()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        counts = folder / "counts"
        flags = [f"-Cprofile-generate={counts}"]
        if platform.compatibility is not None:
            # It runs here alone, and so needs no old C library; zig does not link what counts. It compiles all the
            # same, because the names in a profile depend on how cargo is called.
            platform = platform._replace(compatibility="linux")
            flags.append("-Clinker=cc")
        wheel = build(root, platform, folder, interpreter, flags=flags)
        python = _installed(wheel, interpreter or sys.executable, folder / "environment")
        with https_service(folder) as (url, authority):
            _run([python, "-I", str(WORKLOAD), url, str(authority), str(CALLS)], "the workload failed")
        _run([str(merge), "merge", "--output", str(into), str(counts)], "llvm-profdata failed")


def llvm_profdata() -> Path:
    """Returns the path of the program of rustup's toolchain that writes profiles.

    Raises:
        BuildError: It is not installed.
    """
    command = ["rustc", "--print", "target-libdir"]
    libraries = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    suffix = ".exe" if sys.platform == "win32" else ""
    program = Path(libraries).parent / "bin" / f"llvm-profdata{suffix}"
    if not program.is_file():
        raise BuildError(
            "llvm-profdata is missing: run `rustup component add llvm-tools`, or build with --no-profile, which gives "
            "a slower module"
        )
    return program


def _installed(wheel: Path, interpreter: str, folder: Path) -> str:
    """Installs a wheel into an environment of its own, and returns the path of its Python."""
    _run([interpreter, "-m", "venv", str(folder)], "no environment could be made")
    python = str(folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index"]
    _run([*pip, str(wheel)], "the wheel could not be installed")
    return python


def _run(command: list[str], problem: str) -> None:
    if subprocess.run(command, check=False).returncode != 0:
        raise BuildError(f"no profile was made: {problem}; the reason is above")
