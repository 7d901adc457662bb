"""Builds wheels and checks them; `make wheels` runs it.

    python tools/wheels.py                             all that this system builds, into dist
    python tools/wheels.py musllinux-x86_64            one platform
    python tools/wheels.py --interpreter python3.14t   for a free-threaded Python

The wheels are for the stable ABI from Python 3.9 on, one for each platform. Free-threaded Pythons need one each. Linux
builds those for Linux, with zig; macOS and Windows build their own.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from pathlib import Path

from release.build import BuildError, build
from release.check import problems_of
from release.platforms import PLATFORMS, built_on

ROOT = Path(__file__).resolve().parents[1]


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
    arguments = parser.parse_args()
    if unknown := sorted(set(arguments.platforms) - set(PLATFORMS)):
        parser.error(f"no such platform: {', '.join(unknown)}; expected {names}")
    platforms = arguments.platforms or built_on(sys.platform)
    if not platforms:
        parser.error(f"no wheel is built on {sys.platform}")
    failed = False
    for name in platforms:
        print(f"{name}: compiling, which takes some minutes", flush=True)
        started = time.monotonic()
        try:
            wheel = build(ROOT, PLATFORMS[name], arguments.out, arguments.interpreter)
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
