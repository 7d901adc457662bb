"""Prints what CHANGELOG.md says of a version, for the release workflow: `python tools/changelog.py v0.1.0`.

Fails if the tag is not the version of Cargo.toml, or if the changelog has no dated section for it. Without a tag, the
version is that of Cargo.toml.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


class ReleaseError(Exception):
    """What is wrong with a version, and what to write."""


def notes(tag: str | None, manifest: str, changelog: str) -> str:
    """Returns the section of a version.

    Args:
        tag: The tag, such as `v0.1.0`; None for the one that the version of the manifest will have.
        manifest: The text of Cargo.toml.
        changelog: The text of CHANGELOG.md.

    Raises:
        ReleaseError: The version is not that of the manifest, or the changelog does not describe it.
    """
    (version,) = re.findall(r'^version = "(.+?)"', manifest, re.MULTILINE)
    if tag not in {None, f"v{version}"}:
        raise ReleaseError(f"the tag is {tag}, and Cargo.toml has version {version}: tag the commit v{version}")
    heading = rf"^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d$"
    found = re.search(rf"{heading}\n(.*?)(?=^## \[|\Z)", changelog, re.MULTILINE | re.DOTALL)
    if found is None:
        raise ReleaseError(
            f"CHANGELOG.md has no heading '## [{version}] - YYYY-MM-DD': write it above what has changed"
        )
    text = found[1].strip()
    if not text:
        raise ReleaseError(f"CHANGELOG.md says nothing under the heading of {version}: list what has changed")
    return text


def main() -> int:
    """Prints the notes of the tag on the command line, or of the version of Cargo.toml.

    Returns:
        The exit code: 0, or 1 if something is wrong with the version.
    """
    parser = argparse.ArgumentParser(description="Prints what CHANGELOG.md says of a version.")
    parser.add_argument("tag", nargs="?", help="the tag, such as v0.1.0 (default: that of the version in Cargo.toml)")
    tag = parser.parse_args().tag
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in ("Cargo.toml", "CHANGELOG.md")]
    try:
        print(notes(tag, *texts))
    except ReleaseError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
