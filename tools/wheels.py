"""Builds wheels and checks them; `make wheels` runs it.

    python tools/wheels.py                             all that this system builds, into dist
    python tools/wheels.py musllinux-x86_64            one platform
    python tools/wheels.py --interpreter python3.14t   for a free-threaded Python
    python tools/wheels.py --host                      the one for this machine

The wheels are for the stable ABI from Python 3.9 on, one for each platform. Free-threaded Pythons need one each. Linux
builds those for Linux, with zig; macOS and Windows build their own.

A wheel that this machine can run is compiled twice: first with counters, which tools/release/workload.py fills, then
with the counts. They are kept beside the wheel, in a file .profdata, with which the same bytes can be built again.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
import tempfile
import time
from pathlib import Path

from release.build import BuildError, build
from release.check import problems_of
from release.platforms import PLATFORMS, Platform, built_on, platform_of
from release.profile import host, make_profile

ROOT = Path(__file__).resolve().parents[1]


def build_optimized(platform: Platform, arguments: argparse.Namespace) -> Path:
    """Builds a wheel with a profile: the given one, or one that is made if this machine runs the wheel.

    Returns:
        The path of the wheel; the profile is beside it, if there is one.

    Raises:
        BuildError: Something is missing, or a command failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder) / "profile.profdata"
        if arguments.profile is not None:
            shutil.copy(arguments.profile, profile)
        elif not arguments.no_profile and platform.target == host() and is_program(arguments.interpreter):
            make_profile(ROOT, platform, arguments.interpreter, profile)
        else:
            print(f"{platform.target}: without a profile", flush=True)
        flags = [f"-Cprofile-use={profile}"] if profile.exists() else []
        wheel = build(ROOT, platform, arguments.out, arguments.interpreter, flags=flags)
        kept = wheel.with_suffix(".profdata")
        if flags:
            shutil.copy(profile, kept)
        else:
            kept.unlink(missing_ok=True)  # that of an earlier build
    return wheel


def is_program(interpreter: str | None) -> bool:
    """Returns whether a Python can run the workload: maturin takes a version, such as 3.14t, as well as a program."""
    return interpreter is None or shutil.which(interpreter) is not None


def main() -> int:
    """Builds the wheels that the command line names.

    Returns:
        The exit code: 0, or 1 if a wheel could not be built or has a problem.
    """
    parser = argparse.ArgumentParser(description="Builds wheels and checks them.")
    names = ", ".join(PLATFORMS)
    parser.add_argument(
        "platforms", nargs="*", metavar="PLATFORM", help=f"one of {names}; default: all that this system builds"
    )
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="the folder for the wheels (default: dist)")
    parser.add_argument("--interpreter", help="a free-threaded Python to build for")
    parser.add_argument("--host", action="store_true", help="build the wheel for this machine")
    profiles = parser.add_mutually_exclusive_group()
    profiles.add_argument("--profile", type=Path, help="the counts of an earlier build, for the same bytes")
    profiles.add_argument("--no-profile", action="store_true", help="compile once; the module is slower")
    arguments = parser.parse_args()
    if unknown := sorted(set(arguments.platforms) - set(PLATFORMS)):
        parser.error(f"no such platform: {', '.join(unknown)}; expected {names}")
    try:
        platforms = arguments.platforms or ([platform_of(host())] if arguments.host else built_on(sys.platform))
    except (BuildError, ValueError) as error:
        parser.error(str(error))
    if arguments.host and arguments.platforms:
        parser.error("--host is a platform of its own: name no other")
    if arguments.profile is not None and not arguments.profile.is_file():
        parser.error(f"there is no profile {arguments.profile}")
    if arguments.profile is not None and len(platforms) > 1:
        parser.error("--profile is for one platform: name it")
    if not platforms:
        parser.error(f"no wheel is built on {sys.platform}")
    failed = False
    for name in platforms:
        print(f"{name}: compiling, which takes some minutes", flush=True)
        started = time.monotonic()
        try:
            wheel = build_optimized(PLATFORMS[name], arguments)
        except BuildError as error:
            print(f"{name}: {error}", file=sys.stderr)
            return 1
        problems = problems_of(wheel, PLATFORMS[name], ROOT)
        failed = failed or bool(problems)
        for problem in problems:
            print(f"{name}: {problem}", file=sys.stderr)
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        megabytes = wheel.stat().st_size / 1_000_000
        print(f"{wheel.name}: {megabytes:.1f} MB, {time.monotonic() - started:.0f} s, sha256 {digest}", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
