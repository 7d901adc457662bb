"""Builds the wheel of a platform with maturin, for Linux with zig, the same from each folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

from release.sbom import remove_paths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from release.platforms import Platform


SYSTEMS = {"linux": "Linux", "darwin": "macOS", "win32": "Windows"}


class BuildError(Exception):
    """What is missing, or which command failed."""


def build(
    root: Path, platform: Platform, out: Path, interpreter: str | None = None, *, flags: Sequence[str] = ()
) -> Path:
    """Builds a wheel.

    Args:
        root: The folder of the repository.
        platform: What to compile for.
        out: The folder for the wheel.
        interpreter: A free-threaded Python, for a wheel of its own. Without one, the wheel is for the stable ABI.
        flags: More options of rustc.

    Returns:
        The path of the wheel.

    Raises:
        BuildError: The wheel is built on another system, a program, the standard library of the target or the time of
            the commit is missing, or the build failed.
    """
    _need(platform)
    environment = _environment(root, flags)
    out.mkdir(parents=True, exist_ok=True)
    before = {path: path.stat().st_mtime_ns for path in out.glob("*.whl")}
    command = [beside("maturin"), "build", "--locked", "--profile", "release"]
    command += ["--target", platform.target, "--out", str(out)]
    if platform.compatibility is not None:
        command += ["--zig", "--compatibility", platform.compatibility]
    if interpreter is not None:
        command += ["--interpreter", interpreter]
    if subprocess.run(command, cwd=root, env=environment, check=False).returncode != 0:
        raise BuildError(f"maturin failed for {platform.target}; the reason is above")
    wheels = [path for path in out.glob("*.whl") if path.stat().st_mtime_ns != before.get(path)]
    if len(wheels) != 1:
        raise BuildError(f"expected one new wheel in {out}, found {[path.name for path in wheels]}")
    remove_paths(wheels[0], root)
    return wheels[0]


def _need(platform: Platform) -> None:
    """Raises an error that says how to get what the build needs."""
    target = platform.target
    if platform.system != sys.platform:
        raise BuildError(f"a wheel for {target} is built on {SYSTEMS[platform.system]}, and this is {sys.platform}")
    for program, advice in (("cargo", "install Rust from https://rustup.rs"), ("rustc", "it comes with cargo")):
        if shutil.which(program) is None:
            raise BuildError(f"{program} is missing: {advice}")
    if shutil.which(beside("maturin")) is None:
        raise BuildError("maturin is missing: run `make wheels`, or pip install -r requirements-release.txt")
    asked = subprocess.run(
        ["rustc", "--print", "target-libdir", "--target", target], capture_output=True, text=True, check=False
    )
    if asked.returncode != 0 or not Path(asked.stdout.strip()).is_dir():
        raise BuildError(f"Rust has no standard library for {target}: run `rustup target add {target}`")


def beside(program: str) -> str:
    """Returns the path of a program that pip has installed for this Python, without the suffix that Windows adds."""
    return str(Path(sysconfig.get_path("scripts"), program))


def _time_of_commit(root: Path) -> str:
    """Returns the seconds since 1970 at which the last commit was made."""
    advice = "or set SOURCE_DATE_EPOCH to the time of the files in the wheel, in seconds since 1970"
    if shutil.which("git") is None:
        raise BuildError(f"git is missing: install it with the package manager of your system, {advice}")
    command = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
    asked = subprocess.run(command, capture_output=True, text=True, check=False)
    if asked.returncode != 0:
        reason = asked.stderr.strip().removeprefix("fatal: ")
        raise BuildError(f"there is no commit in {root}: {reason}. Build in a clone of the repository, {advice}")
    return asked.stdout.strip()


def _environment(root: Path, more: Sequence[str] = ()) -> dict[str, str]:
    """Returns an environment in which two builds of a commit give the same bytes.

    Without it, the wheel has the time of the build, and paths of the machine in the messages of panics.
    """
    made = os.environ.get("SOURCE_DATE_EPOCH") or _time_of_commit(root)
    cargo = Path(os.environ.get("CARGO_HOME") or Path.home() / ".cargo")
    # The last one that matches applies. The folder of a registry is named after its address.
    places = {cargo: "/cargo", **dict.fromkeys(sorted((cargo / "registry" / "src").glob("*")), "/crates")}
    places[root] = "/modelarts"
    flags = [f"--remap-path-prefix={place}={name}" for place, name in places.items()]
    given = os.environ.get("RUSTFLAGS", "").split()
    # maturin looks for ziglang in the Python that it finds first.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {name: value for name, value in os.environ.items() if name != "RUSTFLAGS"}
    return environment | {
        "CARGO_ENCODED_RUSTFLAGS": "\x1f".join([*given, *flags, *more]),
        "CARGO_INCREMENTAL": "0",
        "PATH": path,
        "SOURCE_DATE_EPOCH": made,
    }
