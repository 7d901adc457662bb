"""Removes the folder of the build from the list of components (SBOM) that maturin writes into a wheel."""

from __future__ import annotations

import base64
import hashlib
import os
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SBOM = ".dist-info/sboms/modelarts.cyclonedx.json"
RECORD = ".dist-info/RECORD"


def remove_paths(wheel: Path, root: Path) -> None:
    """Writes the wheel again, with `/modelarts` in its SBOM in place of the folder of the build.

    Args:
        wheel: The wheel.
        root: The folder in which it was built.
    """
    written = wheel.with_suffix(".tmp")
    with zipfile.ZipFile(wheel) as source, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        contents = {entry: source.read(entry) for entry in source.infolist()}
        (sbom,) = (entry for entry in contents if entry.filename.endswith(SBOM))
        contents[sbom] = contents[sbom].replace(root.resolve().as_uri().encode(), b"file:///modelarts")
        (record,) = (entry for entry in contents if entry.filename.endswith(RECORD))
        contents[record] = _with_new_line(contents[record].decode(), sbom.filename, contents[sbom]).encode()
        for entry, content in contents.items():
            target.writestr(entry, content)
    os.replace(written, wheel)


def _with_new_line(record: str, name: str, content: bytes) -> str:
    """Returns the list of files of a wheel with the hash and the size of a changed one."""
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    lines = [
        f"{name},sha256={digest},{len(content)}" if line.startswith(f"{name},") else line
        for line in record.splitlines()
    ]
    return "\n".join(lines) + "\n"
